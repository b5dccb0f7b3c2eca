//! How many people a floor needs to meet its targets: found by formulas where these are exact and by simulation where they
//! are not, searched on the same days, and tried on days that the search has not seen.
//!
//! `docs/sizing.md` tells the method and what is proven of it.

mod asked;
mod dates;
mod exact;
mod goal;
mod judge;
mod ladder;
mod long_run;
mod neighbours;
mod newsvendor;
mod plan;
mod reserve;
mod results;
mod rungs;
mod sample;
mod search;
mod shifts;
mod shifts_by_date;
mod simulated;
mod size;
mod task;
mod together;
mod variables;
mod variation;
mod verify;
mod watch;

pub use asked::check;
pub use dates::{DatesAsked, SizedDate, SizedDates, size_dates};
pub use goal::{Goal, GoalOf};
pub use ladder::{LadderKnobs, LadderPoint, LadderResults, QueueAtTarget, ladder_asked, ladder_knobs};
pub use plan::{Bound, Per, ReserveFrom, ReservePlan, SizePlan, TargetsOf};
pub use reserve::{size_with_reserve, without_reserve};
pub use results::{
    Binding, GoalFound, MeanPlan, Method, ReservePoint, ReserveResults, SizeResults, SizedInterval, Verified,
    VerifiedGoal,
};
pub use rungs::RungPulled;
pub use shifts::{ShiftsResults, ShiftsTried, shifts_for_floor, shifts_for_needs};
pub use shifts_by_date::{ShiftsByDate, ShiftsOfDate, shifts_for_dates};
pub use size::size;
pub use task::groups_sized;
pub use variation::{Changed, GivenOfDate, GivenResults, VariedResult, given, given_dates, what_if};
pub use watch::{AskedArgument, AskedFault, SizeError, SizeStep, SizeWatch};

/// Fresh days come from this many seeds on.
const FRESH: u64 = 1_000_000;
/// Where several numbers were searched, there are so many times as many fresh days: with one person more here or there, those of
/// the search suit many plans by chance.
const FRESH_TIMES: u32 = 3;
