//! The ranges of a floor's numbers, each told once: the model checks them, scenario files and their schema name them.

use std::ops::RangeInclusive;

/// Shares: answer rates, chances.
pub const SHARE: RangeInclusive<f64> = 0.0..=1.0;
/// What talk and wrap-up times are multiplied by.
pub const FACTOR: RangeInclusive<f64> = 0.01..=100.0;
/// What a profile is multiplied by.
pub const SCALE: RangeInclusive<f64> = 0.0..=100_000.0;
/// How many times as many call during an incident.
pub const TIMES_AS_MANY: RangeInclusive<f64> = 1.0..=100.0;
/// Calls per hour.
pub const RATE: RangeInclusive<f64> = 0.0..=1_000_000.0;
/// Expected calls in one row of a profile, and of one queue on one day; more mean nothing.
pub const CALLS: RangeInclusive<f64> = 0.0..=10_000_000.0;
/// Pay of a person for an hour.
pub const COST: RangeInclusive<f64> = 0.0..=1e9;
/// Tasks that a person does in an hour.
pub const TASKS_PER_HOUR: RangeInclusive<f64> = 1e-4..=100_000.0;
/// Minutes that a person takes for a task.
pub const MINUTES_PER_TASK: RangeInclusive<f64> = 6e-4..=600_000.0;
/// Half of an interval that is asked for, in the unit of its measure.
pub const HALF_WIDTH: RangeInclusive<f64> = 1e-9..=1e9;
/// Coefficient of variation of a day's busyness, where it has one; 0 is allowed too.
pub const DAY_CV: RangeInclusive<f64> = 1e-4..=10.0;
/// The same of the factors of a day's intervals.
pub const INTERVAL_CV: RangeInclusive<f64> = 1e-4..=2.0;
/// Coefficient of variation of a length of time.
pub const CV: RangeInclusive<f64> = 0.01..=10.0;
/// The same of a lognormal one.
pub const LOGNORMAL_CV: RangeInclusive<f64> = 0.01..=20.0;
