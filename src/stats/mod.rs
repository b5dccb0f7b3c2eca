//! The statistics of days: estimates with intervals, shares of days, percentiles of waits.

mod estimate;

pub use estimate::{Estimate, Share};
