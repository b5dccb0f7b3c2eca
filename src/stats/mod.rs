//! The statistics of days: estimates with intervals, shares of days, percentiles of waits.
//!
//! Everything here is a function of integers and of values in day order, computed with `libm` alone, so results are the
//! same bytes on every machine and for every split of the days (M-R3).

mod ends;
mod estimate;
mod evidence;
mod histogram;
mod holm;
mod kolmogorov;
mod order;
mod paired;
mod percentile;
mod quantile;
mod ratio;
mod share;
#[cfg(test)]
mod test_tools;
mod waits;
mod waits_apart;
mod weighted;

pub use ends::Ends;
pub use estimate::{Bounds, DayIntervals, Estimate, Share};
pub(crate) use evidence::{DailySeries, DaySpread, Evidence};
pub(crate) use histogram::Binned;
pub use histogram::Histogram;
pub(crate) use holm::{holm, weighted_holm};
pub use kolmogorov::kolmogorov_smirnov;
pub(crate) use order::ranks;
pub(crate) use paired::DayDifferences;
pub(crate) use percentile::percentile;
pub(crate) use quantile::wait_percentile;
pub use ratio::{Moments, RatioSums};
pub use share::wilson;
pub use waits::DayWaits;
pub(crate) use waits_apart::WaitsApart;
