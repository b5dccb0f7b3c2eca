//! Who is told how sizing gets on, and why it came to nothing.

use crate::analytic::AnalyticError;
use crate::experiment::{RunError, Watch};
use crate::model::Fault;

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
    /// Nobody who could be sized.
    NobodyToSize,
    /// One number is one group's.
    SeveralGroups,
    /// Several dates are not sized together.
    SeveralDates,
    /// Head-counts that are needed are those of one group.
    NeedsOfOneGroup,
    /// Nobody calls.
    NoCalls,
    /// A reserve on a floor that nothing is known of beforehand.
    NoReserveAtOnce,
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
