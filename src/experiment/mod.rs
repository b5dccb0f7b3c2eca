//! Many days of one floor: replication, results and verdicts.

mod accumulate;
mod daily;
mod replicate;
pub mod results;
mod summarise;

pub use replicate::{RunError, RunPlan, Watch, replicate};
