//! What can be wrong with a scenario, as data: whoever tells it to somebody finds the words.

use crate::model::FaultKind;

/// What is wrong with a scenario, with what was found and what is allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum ScenarioFault {
    /// What is wrong with the floor that it describes.
    Floor(FaultKind),
    /// TO GO.
    Said { found: String, allowed: String },
}

impl From<FaultKind> for ScenarioFault {
    fn from(kind: FaultKind) -> Self {
        Self::Floor(kind)
    }
}
