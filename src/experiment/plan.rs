//! What a run is asked for: how much to simulate, and what to keep of every day.

use super::column::Column;
use crate::model::Precision;

/// How much to simulate.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunPlan {
    /// How many days, at least 1; with `precision` so many at first.
    pub days: u32,
    /// Days are added until a figure is known so well.
    pub precision: Option<Precision>,
    /// What all draws depend on.
    pub seed: u64,
    /// How many threads; `None`: those of the pool that the run is started in, and outside of any one per core. Results
    /// are the same for any number.
    pub threads: Option<usize>,
    /// The calls of so many days, from the first on, are listed one by one.
    pub call_log_days: u32,
}

impl RunPlan {
    /// So many days from this seed, on any number of threads and without a list of calls.
    pub const fn new(days: u32, seed: u64) -> Self {
        Self { days, precision: None, seed, threads: None, call_log_days: 0 }
    }

    /// The same with days added until a figure is known so well.
    pub const fn until(self, precision: Option<Precision>) -> Self {
        Self { precision, ..self }
    }

    /// The numbers of days at which it may end, the last of them the most.
    pub fn looks(&self) -> Vec<u32> {
        self.precision.map_or_else(|| vec![self.days], |precision| precision.looks(self.days))
    }

    /// The most days it can take.
    pub fn most_days(&self) -> u32 {
        self.precision.map_or(self.days, |precision| precision.max_days.max(self.days))
    }

    /// The same on so many threads.
    pub const fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// The same with the calls of so many days listed.
    pub const fn calls_of(self, days: u32) -> Self {
        Self { call_log_days: days, ..self }
    }
}

/// What is kept of every day besides what every run keeps.
#[derive(Debug, Default)]
pub(super) struct AlsoKept {
    /// Numerators and denominators of all measures.
    pub pairs: bool,
    /// Those of every interval of the whole floor, too.
    pub intervals: bool,
    /// Figures that somebody asks about.
    pub asked: Vec<Column>,
}
