//! Many days of one floor: replication, results and verdicts.

mod accumulate;
mod arms;
pub mod baseline;
mod column;
pub mod compare;
pub mod expect;
mod fit;
mod ladder_value;
mod layout;
pub(crate) mod pairs;
mod part;
mod plan;
mod probe;
mod reach;
mod replicate;
pub mod results;
mod row;
mod summarise;
pub mod verify;

pub use arms::{ComparePlan, compare_arms, looks, rate_of_look};
pub use ladder_value::{replicate_with_ladder_value, runs_for_ladder_value};
pub use pairs::{DayPairs, Days, MeasureDays};
pub use part::{KeptInPart, MergeError, RunPart, part_of_days};
pub use plan::RunPlan;
pub use probe::{Probe, Probed, probe};
pub use replicate::{KeptOfDays, RunError, Watch, merge, replicate, replicate_in_pairs, replicate_part};
