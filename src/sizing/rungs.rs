//! How often the rungs of a ladder are pulled.

use super::FRESH;
use super::plan::SizePlan;
use super::watch::{SizeError, SizeWatch};
use crate::experiment::{Probe, Probed, RunError, probe};
use crate::figures::RungFigure;
use crate::model::Floor;
use crate::stats::Share;

/// Level of the shares.
const LEVEL: f64 = 0.95;

/// How often a rung is pulled.
#[derive(Clone, Debug, PartialEq)]
pub struct RungPulled {
    /// Its name.
    pub name: String,
    /// Pulls expected.
    pub pulls: f64,
    /// The share of days on which it is pulled.
    pub share_of_days: Option<Share>,
}

/// How the ladder fares on fresh days.
pub(super) fn pulled(floor: &Floor, plan: &SizePlan, watch: &dyn SizeWatch) -> Result<Vec<RungPulled>, SizeError> {
    let probes: Vec<Probe> = (0..floor.rungs().count()).map(|rung| Probe::Rung(rung, RungFigure::Pulls)).collect();
    if probes.is_empty() {
        return Ok(Vec::new());
    }
    let found = match probe(floor, &probes, 0..plan.days, plan.seed.wrapping_add(FRESH), watch) {
        Ok(found) => found,
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let rung = |(rung, found): (&crate::model::Rung, &Probed)| RungPulled {
        name: rung.name.clone(),
        pulls: found.mean().unwrap_or(0.0),
        share_of_days: found.share_with_any(LEVEL),
    };
    Ok(floor.rungs().zip(&found).map(rung).collect())
}
