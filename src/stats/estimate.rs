//! What a set of days says about one figure.

/// One figure over many days: its value with a 95 % interval, and how single days differ.
///
/// `low..high` is the precision of the mean; `p05..p95` is the risk of a single day. The two are never mixed (M-S2).
/// Everything but the mean is `None` where there are too few days to say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure over all days: a ratio of sums, or a mean of days (M-S1).
    pub mean: f64,
    /// Lower end of the 95 % interval of the mean.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval of the mean.
    pub high: Option<f64>,
    /// Standard deviation of the daily figure.
    pub sd_days: Option<f64>,
    /// 5th percentile of the daily figure.
    pub p05: Option<f64>,
    /// Median of the daily figure.
    pub p50: Option<f64>,
    /// 95th percentile of the daily figure.
    pub p95: Option<f64>,
}

/// A share of days with its 95 % Wilson interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// The share found, 0..=1.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}
