//! Percentiles: of a few daily figures, and of the waits of all calls with an interval.

use super::estimate::Estimate;
use super::evidence::skewness_of_ratio;
use super::histogram::Histogram;
use super::ratio::RatioSums;

/// The `p` quantile of some values (0 <= p <= 1), between neighbours in proportion; `None` if there are none.
///
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", definition 7.
pub fn percentile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    percentile_of_sorted(&sorted, p)
}

/// As [`percentile`], of values already in ascending order.
pub fn percentile_of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (lower, upper) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(lower + (place - below as f64) * (upper - lower))
}

/// A percentile of waits over all calls, in seconds, with its interval at this level (0.95); `None` without calls.
///
/// Calls come in days, and calls of one day are alike, so the interval is not that of independent calls: days are put
/// into fixed batches (day modulo 50), one histogram each. The share of calls that wait at most the percentile found is
/// a ratio of sums over batches; its interval (delta method, corrected for skewness) is turned into waits through the
/// histogram of all calls (Woodruff 1952, "Confidence intervals for medians and other position measures"). Batches without calls are left out;
/// fewer than two give no interval. An interval of shares that reaches 0 begins at no wait; one that reaches 1 has no
/// known upper end.
pub fn woodruff(batches: &[Histogram], p: f64, level: f64) -> Option<Estimate> {
    let mut all = Histogram::new();
    batches.iter().for_each(|batch| all.merge(batch));
    let value = all.quantile(p)?;
    let counts = |batch: &Histogram| (batch.count_at_most(value) as i64, batch.len() as i64);
    let counts: Vec<(i64, i64)> = batches.iter().filter(|batch| !batch.is_empty()).map(counts).collect();
    let mut shares = RatioSums::default();
    counts.iter().for_each(|(part, of)| shares.add(*part, *of));
    let share = shares.evidence(skewness_of_ratio(counts.iter().copied()))?.estimate(level);
    let (low, high) = match (share.low, share.high) {
        // What the share found may lie above the true one, the wait found may lie above the true one, too.
        (Some(low), Some(high)) => around(&all, p, high - share.mean, share.mean - low),
        _ => (None, None),
    };
    Some(Estimate { mean: value.as_secs(), low, high, ..Estimate::default() })
}

/// The waits, in seconds, at the shares `p - below` and `p + above`.
fn around(all: &Histogram, p: f64, below: f64, above: f64) -> (Option<f64>, Option<f64>) {
    let wait = |share: f64| all.quantile(share).map(|w| w.as_secs());
    let low = if p > below { wait(p - below) } else { Some(0.0) };
    let high = if p + above < 1.0 { wait(p + above) } else { None };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;
    use crate::units::Span;

    #[test]
    fn percentiles_lie_between_neighbours() {
        let values = [4.0, 1.0, 3.0, 2.0];
        for (p, expected) in [(0.0, 1.0), (0.5, 2.5), (0.05, 1.15), (0.95, 3.85), (1.0, 4.0), (2.0, 4.0)] {
            assert_near(percentile(&values, p).expect("values"), expected, 1e-14);
        }
        assert_eq!(percentile(&[7.0], 0.3), Some(7.0));
        assert_eq!(percentile(&[], 0.5), None);
    }

    fn batches(waits_s: &[&[f64]]) -> Vec<Histogram> {
        let record = |waits: &&[f64]| {
            let mut batch = Histogram::new();
            waits.iter().for_each(|w| batch.record(Span::from_secs_f64(*w)));
            batch
        };
        waits_s.iter().map(record).collect()
    }

    #[test]
    fn without_calls_there_is_no_percentile_and_with_one_batch_no_interval() {
        assert_eq!(woodruff(&batches(&[&[], &[]]), 0.9, 0.95), None);
        let one = woodruff(&batches(&[&[1e-5, 2e-5, 3e-5], &[]]), 0.5, 0.95).expect("calls");
        assert_near(one.mean, 2e-5, 1e-18);
        assert_eq!((one.low, one.high), (None, None));
    }

    #[test]
    fn batches_that_are_all_alike_leave_no_doubt() {
        let alike = woodruff(&batches(&[&[1e-5, 2e-5, 3e-5], &[3e-5, 1e-5, 2e-5]]), 0.5, 0.95).expect("calls");
        assert_eq!((alike.low, alike.high), (Some(alike.mean), Some(alike.mean)));
    }

    #[test]
    fn an_interval_that_passes_the_last_call_is_open() {
        let apart = woodruff(&batches(&[&[1.0; 10], &[60.0; 10]]), 0.5, 0.95).expect("calls");
        assert_eq!((apart.low, apart.high), (Some(0.0), None));
    }

    /// Waits are exponential with a mean of 20 s times the day's factor; the truth is the percentile of the mixture,
    /// where it exceeds `w` with chance `exceeds(w)`. 1,500 repetitions must cover within 3.9 standard errors of 95 %,
    /// less 1.5 % for 50 batches and the method (false alarm below 1e-4 each).
    fn check_coverage(p: f64, factor: impl Fn(&mut SplitMix) -> f64, exceeds: impl Fn(f64) -> f64) {
        let (mut lower, mut upper) = (0.0, 2_000.0);
        for _ in 0..100 {
            let middle = 0.5 * (lower + upper);
            if exceeds(middle) > 1.0 - p { lower = middle } else { upper = middle }
        }
        let mut draw = SplitMix(99);
        let mut covered = 0;
        for _ in 0..1_500 {
            let mut batches = vec![Histogram::new(); 50];
            for day in 0..100 {
                let mean = 20e6 * factor(&mut draw);
                for _ in 0..40 {
                    batches[day % 50].record(Span::from_micros(draw.exponential(mean) as i64));
                }
            }
            let found = woodruff(&batches, p, 0.95).expect("calls");
            covered += u32::from(found.low.expect("low") <= lower && lower <= found.high.expect("high"));
        }
        let share = f64::from(covered) / 1_500.0;
        let allowed = 3.9 * (0.95 * 0.05 / 1_500.0_f64).sqrt();
        assert!(share > 0.95 - allowed - 0.015 && share < 0.95 + allowed, "p {p}: covers {share}");
    }

    #[test]
    fn the_interval_covers_the_truth_when_all_days_are_alike() {
        check_coverage(0.5, |_| 1.0, |w| libm::exp(-w / 20.0));
        check_coverage(0.95, |_| 1.0, |w| libm::exp(-w / 20.0));
    }

    #[test]
    fn the_interval_covers_the_truth_when_calls_of_a_day_are_alike() {
        // One day in four has five times the waits: the calls of a day are far from independent.
        let factor = |draw: &mut SplitMix| if draw.unit() < 0.25 { 5.0 } else { 1.0 };
        let exceeds = |w: f64| 0.75 * libm::exp(-w / 20.0) + 0.25 * libm::exp(-w / 100.0);
        check_coverage(0.5, factor, exceeds);
        check_coverage(0.9, factor, exceeds);
    }
}
