//! How many more days it would take to decide.

use crate::special::{normal_cdf, normal_quantile};
use crate::stats::{Estimate, Share};

/// What it would take to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MoreDays {
    /// Between so many more days, which may do, and so many, which will in four runs of five.
    Between {
        /// With so many it is decided in one run of five.
        least: u64,
        /// With so many it is decided in at least four runs of five.
        most: u64,
    },
    /// So many more days, if the figure is the same on all of them as well.
    IfAlike(u64),
    /// There is no end of the interval to go by: a single day, or a figure of which no day has shown how large it can be.
    Unknown,
    /// More than a million: the figure is as good as the number it is compared with.
    TooMany,
    /// No number of days shows that a figure is exactly this.
    Never,
}

/// Nobody plays more days than this.
const MOST_DAYS: f64 = 1e6;
/// The chances that it is decided after the least and the most days told.
const CHANCES: (f64, f64) = (0.2, 0.85);

/// What it takes to tell a figure from a number, when its interval at this level after so many days holds both.
///
/// The wider half of the interval counts: where the other is cut, or short as no bad day has come yet, it says little.
pub(super) fn of_estimate(found: &Estimate, level: f64, number: f64, days: f64) -> MoreDays {
    let (Some(low), Some(high)) = (found.low, found.high) else { return MoreDays::Unknown };
    if found.standard_error == Some(0.0) {
        let end = if number > found.mean { high } else { low };
        return if_alike(days, (end - found.mean) / (number - found.mean));
    }
    let half = (high - found.mean).max(found.mean - low) / normal_quantile(0.5 + 0.5 * level);
    let error = found.standard_error.unwrap_or(0.0).max(half);
    between((number - found.mean).abs() / error, level, days, f64::INFINITY)
}

/// The same for a share of the `defined` of all days, with Wilson's interval.
pub(super) fn of_share(share: &Share, level: f64, number: f64, defined: f64, days: f64) -> MoreDays {
    let z = normal_quantile(0.5 + 0.5 * level);
    let (centre, error) = (0.5 * (share.low + share.high), 0.5 * (share.high - share.low) / z);
    // Where the score test just rejects if the share stays what it is.
    let stays = z * z * number * (1.0 - number) / ((number - share.mean) * (number - share.mean));
    between((number - centre).abs() / error, level, days, stays / defined)
}

/// The interval of a figure that never varies shrinks with the number of days.
fn if_alike(days: f64, ratio: f64) -> MoreDays {
    let needed = days * ratio;
    if needed.is_finite() && needed <= MOST_DAYS {
        MoreDays::IfAlike(rounded(needed - days))
    } else {
        MoreDays::TooMany
    }
}

/// `distance` is that of the number in standard errors after `days`; `least` as many times the days are known to be enough at
/// best.
fn between(distance: f64, level: f64, days: f64, least: f64) -> MoreDays {
    let needed = |chance| days * times_the_days(distance, level, chance);
    let (least, most) = (needed(CHANCES.0).min(days * least.max(1.0)), needed(CHANCES.1));
    if most.is_nan() || most > MOST_DAYS {
        return MoreDays::TooMany;
    }
    MoreDays::Between { least: rounded(least - days), most: rounded(most - days) }
}

/// How many times the days it takes until the number is outside the interval with this chance.
fn times_the_days(distance: f64, level: f64, chance: f64) -> f64 {
    let (mut low, mut high) = (1.0_f64, 1e7_f64);
    for _ in 0..100 {
        let middle = (low * high).sqrt();
        if decided(distance, level, middle) < chance { low = middle } else { high = middle }
    }
    high
}

/// The chance that the number is outside the interval of `times` as many days, those played already among them.
///
/// Of the true figure no more is known than what was found and its error e, so the figure found in the end is normal around that
/// of today with the variance `e^2 (1 - 1 / times)` (the predictive distribution under a flat prior: Spiegelhalter, Freedman &
/// Blackburn 1986, "Monitoring clinical trials: conditional or predictive power?"), and its error is `e / sqrt(times)`.
fn decided(distance: f64, level: f64, times: f64) -> f64 {
    let half = normal_quantile(0.5 + 0.5 * level) / times.sqrt();
    let spread = (1.0 - 1.0 / times).sqrt();
    normal_cdf((distance - half) / spread) + normal_cdf((-distance - half) / spread)
}

/// Two digits are as much as such a forecast is worth.
fn rounded(more: f64) -> u64 {
    let more = more.ceil().max(1.0) as u64;
    let unit = std::iter::successors(Some(1), |unit| Some(unit * 10)).find(|unit| more < 100 * unit).unwrap_or(1);
    more.div_ceil(unit) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: f64 = 0.95;

    /// A figure of 10 with a standard error of 1 after 100 days.
    fn of_ten(number: f64) -> MoreDays {
        let found = Estimate { standard_error: Some(1.0), ..Estimate::with_half_width(10.0, Some(1.96)) };
        of_estimate(&found, LEVEL, number, 100.0)
    }

    #[test]
    fn the_chance_to_decide_is_that_of_the_predictive_distribution() {
        // By hand, with the number where the figure is: 2 Phi(-1.96 / sqrt(times - 1)), 0.8 at 1 + (1.96 / 0.2533)^2 = 60.9.
        assert!((decided(0.0, LEVEL, 60.9) - 0.8).abs() < 1e-3);
        // As many days again, a standard error away: Phi((1 - 1.386) / 0.7071) + Phi((-1 - 1.386) / 0.7071).
        assert!((decided(1.0, LEVEL, 2.0) - 0.293).abs() < 1e-3);
        assert!(decided(1.0, LEVEL, 1.0 + 1e-9) < 1e-9);
    }

    #[test]
    fn the_nearer_the_number_the_more_days_and_the_wider_the_range() {
        let range = |number| match of_ten(number) {
            MoreDays::Between { least, most } => (least, most),
            other => panic!("{other:?}"),
        };
        let (far, near, at) = (range(11.8), range(10.5), range(10.0));
        assert!(far.0 < near.0 && near.0 <= at.0 && far.1 < near.1 && near.1 <= at.1, "{far:?} {near:?} {at:?}");
        assert!(at.1 > 3 * at.0);
        assert_eq!(range(9.5), near);
    }

    #[test]
    fn the_wider_half_of_an_interval_that_was_cut_counts() {
        // Found 0.05 after 20 days, the interval cut at 0: the distance to 0 is nothing to go by.
        let cut =
            Estimate { mean: 0.05, low: Some(0.0), high: Some(0.4), standard_error: Some(0.05), ..Estimate::default() };
        let MoreDays::Between { most, .. } = of_estimate(&cut, LEVEL, 0.02, 20.0) else { panic!("it can be told") };
        assert!(most > 1_000, "{most}");
    }

    #[test]
    fn a_figure_that_never_varied_is_told_by_days_that_are_all_alike() {
        let alike = |high| Estimate { low: Some(0.0), high, standard_error: Some(0.0), ..Estimate::default() };
        assert_eq!(of_estimate(&alike(Some(0.5)), LEVEL, 0.1, 20.0), MoreDays::IfAlike(80));
        assert_eq!(of_estimate(&alike(Some(0.5)), LEVEL, 0.0, 20.0), MoreDays::TooMany);
        assert_eq!(of_estimate(&alike(None), LEVEL, 0.1, 20.0), MoreDays::Unknown);
    }

    #[test]
    fn a_forecast_of_days_has_two_digits_and_is_never_none() {
        assert_eq!((rounded(-3.0), rounded(99.0), rounded(123.4), rounded(12_346.0)), (1, 99, 130, 13_000));
        let endless = Estimate { standard_error: Some(1.0), ..Estimate::with_half_width(10.0, Some(1.96)) };
        assert_eq!(of_estimate(&endless, LEVEL, 10.0, 100_000.0), MoreDays::TooMany);
    }
}
