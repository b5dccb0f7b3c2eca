//! What a set of days says about one figure.

use super::ends::Ends;
use super::order::quantile_ends;
use super::percentile::percentiles_of;

/// One figure over many days: its value with a 95 % interval, and how single days differ.
///
/// `low..high` is the precision of the mean; `p05..p95` is the risk of a single day. The two are never mixed (M-S2).
/// Everything but the mean is `None` where there are too few days to say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The figure over all days: a ratio of sums, or a mean of days (M-S1).
    pub mean: f64,
    /// Lower end of the 95 % interval of the mean.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval of the mean.
    pub high: Option<f64>,
    /// Standard error of the mean over days; the interval need not be symmetric around the mean.
    pub standard_error: Option<f64>,
    /// Standard deviation of the daily figure.
    pub sd_days: Option<f64>,
    /// 5th percentile of the daily figure.
    pub p05: Option<f64>,
    /// Median of the daily figure.
    pub p50: Option<f64>,
    /// 95th percentile of the daily figure.
    pub p95: Option<f64>,
    /// Intervals of the three percentiles, where they are asked for.
    pub day_intervals: Option<DayIntervals>,
}

/// 95 % intervals of percentiles of the daily figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DayIntervals {
    /// Of the 5th percentile.
    pub p05: Ends,
    /// Of the median.
    pub p50: Ends,
    /// Of the 95th percentile.
    pub p95: Ends,
}

impl Estimate {
    /// A figure with the interval `mean - half_width ..= mean + half_width`, and nothing about single days.
    pub fn with_half_width(mean: f64, half_width: Option<f64>) -> Self {
        Self { mean, low: half_width.map(|h| mean - h), high: half_width.map(|h| mean + h), ..Self::default() }
    }

    /// The same estimate with the spread of the daily figures filled in, from the days on which the figure is defined:
    /// the standard deviation (from two days on) and the percentiles (from one day on).
    pub fn with_days(self, daily: impl Iterator<Item = Option<f64>>) -> Self {
        // Not flattened: a run does it for every figure of every interval, and room for all days is made at once.
        let mut days = Vec::with_capacity(daily.size_hint().0);
        daily.for_each(|value| days.extend(value));
        let [p05, p50, p95] = percentiles_of(days.iter().copied(), [0.05, 0.5, 0.95]);
        Self { sd_days: standard_deviation(&days), p05, p50, p95, ..self }
    }

    /// As [`Estimate::with_days`], with the intervals of the percentiles at this level (0.95).
    pub fn with_day_intervals(self, daily: &[Option<f64>], level: f64) -> Self {
        let mut days: Vec<f64> = daily.iter().flatten().copied().collect();
        days.sort_unstable_by(f64::total_cmp);
        let ends = |p| quantile_ends(&days, p, level);
        let of_days = DayIntervals { p05: ends(0.05), p50: ends(0.5), p95: ends(0.95) };
        Self { day_intervals: Some(of_days), ..self.with_days(daily.iter().copied()) }
    }

    /// Half of its interval; `None`: an end is not known.
    pub fn half_width(&self) -> Option<f64> {
        self.low.zip(self.high).map(|(low, high)| 0.5 * (high - low))
    }

    /// The same estimate without the part of its interval that no such figure can reach.
    pub fn within(self, bounds: Bounds) -> Self {
        let (least, most) = bounds.ends();
        Self { low: self.low.map(|v| v.max(least)), high: self.high.map(|v| v.min(most)), ..self }
    }

    /// The same estimate of a figure that is at least this share: its upper end is not below the share's.
    pub fn at_least(self, share: &Share) -> Self {
        Self { high: self.high.map(|high| high.max(share.high)), ..self }
    }

    /// The same estimate in another unit: every number times a positive `factor` (1e-6: microseconds to seconds).
    pub fn scaled(self, factor: f64) -> Self {
        let scale = |v: Option<f64>| v.map(|v| v * factor);
        Self {
            mean: self.mean * factor,
            low: scale(self.low),
            high: scale(self.high),
            standard_error: scale(self.standard_error),
            sd_days: scale(self.sd_days),
            p05: scale(self.p05),
            p50: scale(self.p50),
            p95: scale(self.p95),
            day_intervals: self.day_intervals.map(|days| days.scaled(factor)),
        }
    }
}

/// What values a figure can have at all, and how much of it one day can hold.
///
/// `most` is in the unit of the ratio it is a bound for, and infinite where it is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// Any number.
    Any,
    /// Whole events: at least 0.
    Count {
        /// What a day with any of them can come to.
        most: f64,
    },
    /// Lengths and amounts of any size: at least 0.
    Amount {
        /// What a day with any of it can come to.
        most: f64,
    },
    /// A share of calls, from 0 to 1.
    Share,
    /// A share of time, from 0 to 1.
    ShareOfTime,
    /// The same on every day there could be: nothing on this floor moves it.
    Fixed,
}

impl Bounds {
    const fn ends(self) -> (f64, f64) {
        match self {
            Self::Any | Self::Fixed => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Count { .. } | Self::Amount { .. } => (0.0, f64::INFINITY),
            Self::Share | Self::ShareOfTime => (0.0, 1.0),
        }
    }

    /// The least and the most that a day can come to; `None`: not known.
    pub(super) fn of_a_day(self) -> (Option<f64>, Option<f64>) {
        match self {
            Self::Any | Self::Fixed => (None, None),
            Self::Count { most } | Self::Amount { most } => (Some(0.0), most.is_finite().then_some(most)),
            Self::Share | Self::ShareOfTime => (Some(0.0), Some(1.0)),
        }
    }
}

impl DayIntervals {
    fn scaled(self, factor: f64) -> Self {
        let scale = |ends: Ends| Ends { low: ends.low.map(|v| v * factor), high: ends.high.map(|v| v * factor) };
        Self { p05: scale(self.p05), p50: scale(self.p50), p95: scale(self.p95) }
    }
}

/// The sample standard deviation (divisor n - 1), in two passes; `None` for fewer than two values.
fn standard_deviation(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (n >= 2.0).then(|| (squares / (n - 1.0)).sqrt())
}

/// A share of days with its 95 % Wilson interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Share {
    /// The share found, 0..=1.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_without_the_figure_do_not_count() {
        let of_days = Estimate::default().with_days([Some(1.0), None, Some(3.0), Some(2.0), None].into_iter());
        assert_eq!(of_days.sd_days, Some(1.0));
        assert_eq!((of_days.p05, of_days.p50, of_days.p95), (Some(1.1), Some(2.0), Some(2.9)));
    }

    #[test]
    fn one_day_has_percentiles_but_no_spread_and_no_day_has_nothing() {
        let one = Estimate::default().with_days([Some(4.0)].into_iter());
        assert_eq!((one.sd_days, one.p05, one.p95), (None, Some(4.0), Some(4.0)));
        assert_eq!(Estimate::default().with_days([None].into_iter()), Estimate::default());
    }

    #[test]
    fn the_spread_leaves_the_mean_and_its_interval_alone() {
        let estimate = Estimate::with_half_width(5.0, Some(0.5)).with_days([Some(1.0), Some(2.0)].into_iter());
        assert_eq!((estimate.mean, estimate.low, estimate.high), (5.0, Some(4.5), Some(5.5)));
    }

    #[test]
    fn an_interval_ends_where_the_figure_does() {
        let wide = Estimate::with_half_width(0.9, Some(2.0));
        let ends = |bounds| (wide.within(bounds).low, wide.within(bounds).high);
        assert_eq!(ends(Bounds::Any), (Some(-1.1), Some(2.9)));
        assert_eq!(ends(Bounds::Amount { most: f64::INFINITY }), (Some(0.0), Some(2.9)));
        assert_eq!(ends(Bounds::Share), (Some(0.0), Some(1.0)));
        assert_eq!(Estimate::with_half_width(0.9, None).within(Bounds::Share).low, None);
    }

    #[test]
    fn scaling_changes_every_number() {
        let micros = Estimate::with_half_width(2e6, Some(1e6)).with_days([Some(1e6), Some(3e6)].into_iter());
        let seconds = Estimate::with_half_width(2.0, Some(1.0)).with_days([Some(1.0), Some(3.0)].into_iter());
        let scaled = micros.scaled(1e-6);
        let numbers =
            |e: Estimate| [Some(e.mean), e.low, e.high, e.sd_days, e.p05, e.p50, e.p95].map(Option::unwrap_or_default);
        for (a, b) in numbers(scaled).into_iter().zip(numbers(seconds)) {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }
}
