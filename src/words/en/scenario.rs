//! What is wrong with a scenario, in English.

use super::floor;
use crate::scenario::ScenarioFault;
use crate::words::Said;

pub(super) fn said(fault: &ScenarioFault) -> Said {
    match fault {
        ScenarioFault::Floor(kind) => floor::said(kind),
        ScenarioFault::Said { found, allowed } => Said::new(found.clone(), allowed.clone()),
    }
}
