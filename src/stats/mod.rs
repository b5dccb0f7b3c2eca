//! The statistics of days: estimates with intervals, shares of days, percentiles of waits.
//!
//! Everything here is a function of integers and of values in day order, computed with `libm` alone, so results are the
//! same bytes on every machine and for every split of the days (M-R3).

mod estimate;
mod evidence;
mod histogram;
mod holm;
mod kolmogorov;
mod order;
mod paired;
mod quantile;
mod ratio;
mod share;
#[cfg(test)]
mod test_tools;
mod waits;
mod waits_apart;
mod weighted;

pub use estimate::{Bounds, DayIntervals, Ends, Estimate, Share};
pub use evidence::{DaySpread, Evidence, skewness};
pub(crate) use histogram::Binned;
pub use histogram::Histogram;
pub use holm::{holm, weighted_holm};
pub use kolmogorov::kolmogorov_smirnov;
pub use order::ranks;
pub use paired::DayDifferences;
pub use quantile::{percentile, percentile_of_sorted, wait_percentile};
pub use ratio::RatioSums;
pub use share::wilson;
pub use waits::DayWaits;
pub use waits_apart::WaitsApart;
