//! What the people of an interval are asked to achieve.

use crate::model::{Floor, Targets};

/// What the people of an interval are asked to achieve for its callers: on a share of days, as their busyness makes them, if
/// the targets are of days; else in the mean over days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalGoal {
    /// The targets.
    pub targets: Targets,
    /// Whether the scenario has none, so that 80 % within 20 s and 90 % answered are asked for.
    pub is_usual: bool,
}

impl IntervalGoal {
    /// The targets of a floor, or the usual ones.
    pub fn of(floor: &Floor) -> Self {
        Self { targets: floor.targets.or_usual(), is_usual: floor.targets.asked().is_empty() }
    }
}
