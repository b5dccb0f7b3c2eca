//! Who is told how sizing gets on, and why it came to nothing.

use crate::analytic::AnalyticError;
use crate::experiment::{RunError, Watch};
use crate::model::Fault;
use crate::units::SimTime;
use jiff::civil::Date;

/// What is done at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeStep {
    /// Formulas.
    Starts,
    /// People are added until targets are met.
    Raises,
    /// People are taken away as long as they are.
    Removes,
    /// People are moved to where fewer of them do.
    Exchanges,
    /// One fewer and one more are tried.
    OneMoreOneFewer,
    /// Reserves are tried, base by base.
    Reserves,
    /// The same people are tried on changed floors.
    Varies,
    /// Ladders are tried.
    Ladders,
    /// Shifts are found that cover the needs.
    Covers,
    /// What was found is tried on fresh days.
    Verifies,
}

/// Is told how sizing gets on, and may stop it.
pub trait SizeWatch: Watch {
    /// What is done now.
    fn step(&self, _: SizeStep) {}

    /// Numbers of people are tried.
    fn tried(&self) {}

    /// Whether the time given is up: then the best so far is what was found.
    fn time_is_up(&self) -> bool {
        false
    }
}

impl SizeWatch for () {}

/// Something that is asked for some time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedArgument {
    /// Fewest people.
    Least,
    /// Most people.
    Most,
    /// Dear hours.
    Pay,
    /// A stretch of targets.
    Window,
}

impl AskedArgument {
    /// The argument that asks it.
    pub const fn argument(self) -> &'static str {
        match self {
            Self::Least => "--min",
            Self::Most => "--max",
            Self::Pay => "--pay",
            Self::Window => "--window",
        }
    }
}

/// What cannot be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedFault {
    /// It is closed all the time.
    Closed {
        /// What is asked.
        asked: AskedArgument,
        /// From.
        from: SimTime,
        /// To.
        to: SimTime,
    },
    /// At least more people than at most.
    LeastAboveMost {
        /// At least so many, ...
        least: u32,
        /// ... at most so many, ...
        most: u32,
        /// ... at this time first.
        at: SimTime,
    },
    /// At least more people than seats, of a group from which nobody is absent.
    LeastAboveSeats {
        /// At least so many.
        least: u32,
        /// Seats.
        seats: u32,
    },
    /// Nobody may be there all day.
    Nobody,
}

/// Why nothing could be sized.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SizeError {
    /// Days that cannot be played.
    Run(RunError),
    /// Equations that cannot be solved.
    Formula(AnalyticError),
    /// People whom the model does not take.
    Floor(Vec<Fault>),
    /// A group that is not there.
    UnknownGroup(String),
    /// What is asked cannot be meant.
    Asked(Vec<AskedFault>),
    /// A reserve that is no lent group.
    NotLent(String),
    /// A reserve whom no rung of the ladder calls.
    NeverCalled(String),
    /// Nobody who could be sized.
    NobodyToSize,
    /// One number is one group's.
    SeveralGroups,
    /// Several dates are not sized together.
    SeveralDates,
    /// Clocks are put forward or back on a date that is to be sized.
    ClocksChange(Option<Date>),
    /// Head-counts that are needed are those of one group.
    NeedsOfOneGroup,
    /// A floor without a ladder.
    NoLadder,
    /// A floor with several, of these names, where none is named.
    WhichLadder(Vec<String>),
    /// A ladder that is not there.
    UnknownLadder {
        /// As it is named.
        name: String,
        /// The names of those that are.
        known: Vec<String>,
    },
    /// Nobody calls.
    NoCalls,
    /// A reserve on a floor that nothing is known of beforehand.
    NoReserveAtOnce,
    /// A reserve that comes at once, and no target that is asked for a share of days.
    NoShareOfDays,
    /// Somebody goes home, and the reserve is one that the ladder calls.
    HomeOnlyAtOnce,
}

impl std::error::Error for SizeError {}

impl From<RunError> for SizeError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl SizeError {
    pub(super) const fn interrupted() -> Self {
        Self::Run(RunError::Interrupted)
    }

    pub(super) const fn formula(error: AnalyticError) -> Self {
        Self::Formula(error)
    }
}
