//! Simulated floors beside what is known of them.
//!
//! What should come out is computed from the parameters of the floor that is simulated, never written down beside it; only
//! figures that others published from simulations of their own are constants, with their errors.

mod compare;
pub mod results;
mod theory;

pub use theory::{KnownFigure, ResultFigure, Unknown, theory_of};

use super::{RunError, RunPlan, Watch, replicate};
use crate::model::Floor;
use compare::{Unjudged, compared};
use results::{CaseRun, VerifyResults};
use thiserror::Error;

/// Chance of even one false miss in a whole table.
pub const FALSE_ALARM_RATE: f64 = 0.01;

/// A floor whose figures are known.
#[derive(Clone, Debug)]
pub struct KnownFloor<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The floor.
    pub floor: &'a Floor,
    /// Days to simulate, at least 2: one day has no error to judge by.
    pub days: u32,
    /// What their draws depend on; cases with different seeds are independent.
    pub seed: u64,
}

/// Why a table could not be made.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum VerifyError {
    /// Nothing is known of a floor.
    #[error("{case}: {reason}")]
    Unknown {
        /// Name of the case.
        case: String,
        /// Why not.
        reason: Unknown,
    },
    /// A case could not be simulated.
    #[error("{case}: {reason}")]
    Run {
        /// Name of the case.
        case: String,
        /// Why not.
        reason: RunError,
    },
    /// A figure is not there, or has no interval.
    #[error("{case}: {measure} has no interval after {days} days")]
    Undefined {
        /// Name of the case.
        case: String,
        /// The figure.
        measure: String,
        /// Days simulated.
        days: u32,
    },
}

/// Simulates every case and compares it with what is known; a figure misses if it would be so far off with less than the
/// chance `false_alarm_rate`, taken over the whole table.
///
/// # Errors
/// See [`VerifyError`]; the first case that fails is named.
pub fn verify(
    cases: &[KnownFloor<'_>],
    false_alarm_rate: f64,
    watch: &dyn Watch,
) -> Result<VerifyResults, VerifyError> {
    let mut comparisons = Vec::new();
    for case in cases {
        comparisons.extend(simulated(case, watch)?);
    }
    let run = |case: &KnownFloor<'_>| CaseRun {
        name: case.name.to_owned(),
        why: case.floor.why.clone(),
        days: case.days,
        seed: case.seed,
    };
    Ok(compared(cases.iter().map(run).collect(), comparisons, false_alarm_rate))
}

fn simulated(case: &KnownFloor<'_>, watch: &dyn Watch) -> Result<Vec<Unjudged>, VerifyError> {
    let name = || case.name.to_owned();
    let expected = theory_of(case.floor).map_err(|reason| VerifyError::Unknown { case: name(), reason })?;
    let plan = RunPlan::new(case.days, case.seed);
    let results = replicate(case.floor, &plan, watch);
    let results = results.map_err(|reason| VerifyError::Run { case: name(), reason })?;
    let comparison = |expected: &KnownFigure| {
        let measure = expected.figure.name(case.floor);
        let found = expected.figure.found(&results).and_then(|found| Unjudged::new(case, &measure, expected, &found));
        found.ok_or_else(|| VerifyError::Undefined { case: name(), measure, days: case.days })
    };
    expected.iter().map(comparison).collect()
}
