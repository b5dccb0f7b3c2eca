//! What the formulas refuse.

use thiserror::Error;

/// Why there is no answer.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum AnalyticError {
    /// A number that cannot mean anything here.
    #[error("{what} is {found}, but must be {allowed}")]
    Invalid {
        /// The quantity, in words.
        what: &'static str,
        /// What was given.
        found: f64,
        /// What is allowed, in words.
        allowed: &'static str,
    },
    /// Callers who never hang up bring at least as much work as the agents can do: the queue grows without end.
    #[error("{erlangs} Erlangs for {agents} agents: at or above full load the queue grows without end")]
    Unstable {
        /// Work of the callers who never hang up, in Erlangs.
        erlangs: f64,
        /// Agents.
        agents: f64,
    },
    /// No sensible number of agents meets the target.
    #[error("not even {agents} agents meet the target")]
    Unreachable {
        /// The largest number tried.
        agents: u32,
    },
    /// A chain that falls apart, so that its long-run distribution depends on where it starts.
    #[error("state {state} cannot reach the states before it: the chain has no single long-run distribution")]
    Reducible {
        /// The state, from 0.
        state: usize,
    },
    /// More callers wait than the equations are solved for.
    #[error("more than {waiting} callers may wait: too many to solve the equations")]
    TooManyWaiting {
        /// The limit.
        waiting: usize,
    },
}

/// `found`, if it is a finite number of at least 0.
pub(super) fn not_negative(what: &'static str, found: f64) -> Result<f64, AnalyticError> {
    let good = found.is_finite() && found >= 0.0;
    if good { Ok(found) } else { Err(AnalyticError::Invalid { what, found, allowed: "a finite number, 0 or more" }) }
}

/// `found`, if it is a finite number above 0.
pub(super) fn positive(what: &'static str, found: f64) -> Result<f64, AnalyticError> {
    let good = found.is_finite() && found > 0.0;
    if good { Ok(found) } else { Err(AnalyticError::Invalid { what, found, allowed: "a finite number above 0" }) }
}

/// `found`, if it is at least 0 and at most 1.
pub(super) fn share(what: &'static str, found: f64) -> Result<f64, AnalyticError> {
    let good = (0.0..=1.0).contains(&found);
    if good { Ok(found) } else { Err(AnalyticError::Invalid { what, found, allowed: "a share from 0 to 1" }) }
}
