//! The five tables by which a centre forecasts and rosters: seats needed, what the roster can carry, what was handled, how
//! good the forecast was, and what each agent handled. `docs/tables.md` has every column with its formula.
//!
//! *This month* is the month planned, *last month* the one before it. What is not known is `None`, never 0.

mod accuracy;
mod agents;
mod capacity;
mod carried;
mod dates;
mod forecast;
mod handled;
mod month;
mod rules;
#[cfg(test)]
mod sample;
mod seats;

pub use accuracy::{AccuracyRow, AccuracyTable, AccuracyTotals};
pub use agents::{AgentRow, AgentTable};
pub use carried::{CarriedRow, CarriedTable, Conclusions};
pub use dates::DateHead;
pub use handled::{AgentsOfDay, HandledRow, HandledTable};
pub use month::Month;
pub use rules::{PlannerRules, RuleOrigin, Ruled};
pub use seats::{SeatsColumn, SeatsInterval, SeatsTable};

use crate::analytic::AnalyticError;
use crate::history::CentreHistory;
use capacity::Capacity;
use dates::Dates;
use forecast::Forecasts;

/// All five, for one month.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FiveTables {
    /// This month.
    pub month: Month,
    /// Mean handle time used for this month, in seconds, and where it is from.
    pub aht_s: Ruled<f64>,
    /// The same, as it was when last month was planned.
    pub aht_last_s: Ruled<f64>,
    /// T1: seats per interval.
    pub seats: SeatsTable,
    /// T2: forecast beside what the roster can carry.
    pub carried: CarriedTable,
    /// T3: actual volume beside what each agent handled.
    pub handled: HandledTable,
    /// T4: actual beside forecast.
    pub accuracy: AccuracyTable,
    /// T5: what each agent handled beside what was planned.
    pub agents: AgentTable,
    /// The clock time at which each interval of T1 begins.
    pub clocks: Vec<String>,
}

/// The sum of numbers; of none it is 0, where [`Iterator::sum`] has -0.
fn total(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

/// Why there are no tables.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the seats needed cannot be computed: {0}")]
pub struct NoSeats(#[from] pub AnalyticError);

/// Fills the tables in.
///
/// # Errors
/// If no number of seats meets the targets, or the formulas cannot be asked.
pub fn five_tables(history: &CentreHistory, rules: &PlannerRules) -> Result<FiveTables, NoSeats> {
    let (this, last) = (rules.month, rules.month.before());
    let dates = Dates::new(history, this);
    let forecasts = Forecasts::new(history, &dates, rules);
    let (aht_s, aht_last_s) = (rules.aht(history, this), rules.aht(history, last));
    let mut capacity = Capacity::new(rules, aht_s.value, history.interval_s)?;
    let shown = forecasts.shown();
    let seats = seats::table(&forecasts, &dates, shown.clone(), rules, &mut capacity)?;
    let carried = carried::table(&seats, &mut capacity)?;
    let handled = handled::table(history, &dates, rules);
    let accuracy = accuracy::table(history, &forecasts, &dates, last);
    let agents = agents::table(history, &forecasts, &dates, rules);
    let clocks = shown.map(|interval| history.clock(interval)).collect();
    Ok(FiveTables { month: this, aht_s, aht_last_s, seats, carried, handled, accuracy, agents, clocks })
}
