//! Erlang's formulas: a steady stream of calls, one group of agents, exponential handle times.
//!
//! [`ErlangB`]: who finds nobody idle is lost. [`ErlangC`]: everybody waits as long as it takes. [`ErlangA`]: callers hang
//! up after an exponential patience. Agents may be a fraction: between whole numbers all three follow the continuous
//! extension of Erlang's B formula. [`Figures`] has all figures of any of them; the inverse, agents for a target, is
//! [`agents_for`].

mod a;
mod agents;
mod b;
mod c;
mod figures;

pub use a::ErlangA;
pub use agents::{Model, Target, agents_for, fractional_agents_for};
pub use b::ErlangB;
pub(super) use b::blocking;
pub use c::ErlangC;
pub use figures::Figures;

use super::error::{AnalyticError, not_negative, positive};

/// The work that callers bring: calls per time and the mean handle time of each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    calls_per_hour: f64,
    handle_s: f64,
}

impl Load {
    /// So many calls per hour of this mean handle time in seconds (talk and wrap-up).
    ///
    /// # Errors
    /// Unless calls are 0 or more and the handle time is above 0.
    pub fn per_hour(calls: f64, handle_s: f64) -> Result<Self, AnalyticError> {
        let calls_per_hour = not_negative("calls per hour", calls)?;
        let handle_s = positive("the mean handle time in seconds", handle_s)?;
        not_negative("the load in Erlangs", calls * handle_s)?;
        Ok(Self { calls_per_hour, handle_s })
    }

    /// So many calls per interval of this many seconds.
    ///
    /// # Errors
    /// As [`Load::per_hour`], and unless the interval is longer than 0.
    pub fn per_interval(calls: f64, interval_s: f64, handle_s: f64) -> Result<Self, AnalyticError> {
        Self::per_hour(calls * (3_600.0 / positive("the interval in seconds", interval_s)?), handle_s)
    }

    /// Calls per second.
    pub fn per_second(&self) -> f64 {
        self.calls_per_hour / 3_600.0
    }

    /// Mean handle time in seconds.
    pub const fn handle_s(&self) -> f64 {
        self.handle_s
    }

    /// Offered load: agents it would keep busy if none were lacking.
    pub fn erlangs(&self) -> f64 {
        self.calls_per_hour * self.handle_s / 3_600.0
    }
}
