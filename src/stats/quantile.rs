//! Percentiles of the waits of all calls, with an interval.

use super::ends::Ends;
use super::estimate::{Bounds, Estimate};
use super::evidence::DaySpread;
use super::histogram::Histogram;
use super::ratio::RatioSums;
use crate::special::student_t_quantile;
use crate::units::Span;
use std::cmp::Ordering;

/// A percentile of waits over all calls, in seconds, with its interval at this level (0.95); `None` without calls.
///
/// Calls come in days, and calls of one day are alike, so the interval is not that of independent calls: days are put
/// into fixed batches (day modulo 50), one histogram each. For every wait seen the share of calls that wait at most so long
/// is a ratio of sums over batches, and the test whether it is `p` (delta method, corrected for skewness) says whether
/// the percentile can lie there: the interval is that test turned round (Francisco & Fuller 1991, "Quantile estimation with a complex
/// survey design", section 3). The error is taken at each wait and not at the percentile found, which on a floor where few
/// days have waits is the difference between an upper end and none.
///
/// Bad days are few, and a run of 50 days often has one fewer than would come in the long run. So an upper end must hold with one
/// more day, too, as bad as those of the worst batch: the interval then covers in 93 instead of 92 of 100 runs of 50 days with strong
/// busyness, and in 97 instead of 96 where days are alike (`cargo bench --bench coverage -- every`).
///
/// The ends are those of the bins they fall in, so that the histogram's own error is part of the interval, and lie within
/// the waits counted. Batches without calls are left out; fewer than two give no interval. There is no upper end if even the longest wait
/// counted may be below the percentile: with fewer calls than it takes, 73 for a 95th and 381 for a 99th percentile.
pub fn wait_percentile(batches: &[Histogram], days: u64, p: f64, level: f64) -> Option<Estimate> {
    let mut all = Histogram::new();
    batches.iter().for_each(|batch| all.merge(batch));
    let mean = all.quantile(p)?.as_secs();
    let with_calls: Vec<&Histogram> = batches.iter().filter(|batch| !batch.is_empty()).collect();
    let ends = if with_calls.len() < 2 { Ends::default() } else { plausible(&all, &with_calls, days, p, level) };
    let (low, high) = (ends.low.map(|low| low.min(mean)), ends.high.map(|high| high.max(mean)));
    Some(Estimate { mean, low, high, ..Estimate::default() })
}

/// Between which waits the percentile can lie.
fn plausible(all: &Histogram, batches: &[&Histogram], days: u64, p: f64, level: f64) -> Ends {
    let per_batch = days.div_ceil(batches.len() as u64).max(1) as i64;
    let t = student_t_quantile(0.5 + 0.5 * level, batches.len() as f64 - 1.0);
    let mut up_to: Vec<(i64, i64)> = batches.iter().map(|batch| (0, batch.len() as i64)).collect();
    let (mut low, mut high) = (None, None);
    for ((from, to), bin) in all.used_bins() {
        up_to.iter_mut().zip(batches).for_each(|(share, batch)| share.0 += batch.count_in(bin) as i64);
        match place(&up_to, p, level, t) {
            Some(Ordering::Less) => high = None,
            Some(Ordering::Equal) => (low, high) = (low.or(Some(from)), None),
            // The first bin of those above.
            Some(Ordering::Greater)
                if place(&with_a_bad_day(&up_to, per_batch), p, level, t) == Some(Ordering::Greater) =>
            {
                (low, high) = (low.or(Some(from)), high.or(Some(to)));
            }
            Some(Ordering::Greater) => (low, high) = (low.or(Some(from)), None),
            None => return Ends::default(),
        }
    }
    Ends { low: low.map(Span::as_secs), high: high.map(Span::as_secs) }
}

/// These counts and those of one day more, like one of the batch in which the most calls waited longer.
fn with_a_bad_day(counts: &[(i64, i64)], days_of_a_batch: i64) -> Vec<(i64, i64)> {
    let longer = |(part, of): &(i64, i64)| of - part;
    let worst = counts
        .iter()
        .max_by_key(|batch| longer(batch))
        .map(|(part, of)| (part / days_of_a_batch, of / days_of_a_batch));
    counts.iter().copied().chain(worst).collect()
}

/// Whether the true share of these counts is surely less than `p`, surely greater, or possibly equal.
fn place(counts: &[(i64, i64)], p: f64, level: f64, t: f64) -> Option<Ordering> {
    let mut sums = RatioSums::default();
    counts.iter().for_each(|(part, of)| sums.add(*part, *of));
    let days = DaySpread::of(counts.iter().copied());
    let evidence = sums.evidence(days.skewness)?;
    if evidence.standard_error == Some(0.0) {
        let share = sums.estimate(level, days, Bounds::Share)?;
        return Some(if share.high? < p {
            Ordering::Less
        } else if share.low? > p {
            Ordering::Greater
        } else {
            Ordering::Equal
        });
    }
    let score = evidence.score(p)?;
    Some(if score < -t {
        Ordering::Less
    } else if score > t {
        Ordering::Greater
    } else {
        Ordering::Equal
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

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
        assert_eq!(wait_percentile(&batches(&[&[], &[]]), 2, 0.9, 0.95), None);
        let one = wait_percentile(&batches(&[&[1e-5, 2e-5, 3e-5], &[]]), 2, 0.5, 0.95).expect("calls");
        assert_near(one.mean, 2e-5, 1e-18);
        assert_eq!((one.low, one.high), (None, None));
    }

    #[test]
    fn the_interval_lies_within_what_was_seen_and_holds_the_bin() {
        // All wait 90 s or a little less: every bin ends beyond the longest wait or begins before the shortest.
        let waits: Vec<f64> = (0..400).map(|k| 90.0 - f64::from(k) * 1e-3).collect();
        let days: Vec<&[f64]> = waits.chunks(20).collect();
        for p in [0.01, 0.5, 0.95, 0.99] {
            let found = wait_percentile(&batches(&days), 20, p, 0.95).expect("calls");
            let (low, high) = (found.low.expect("low"), found.high.unwrap_or(90.0));
            assert!(89.6 <= low && low <= found.mean && found.mean <= high && high <= 90.0, "{p}: {found:?}");
        }
        // From 30.0155 s to 30.1466 s is one bin: what the histogram cannot tell apart is in the interval.
        let one_bin: Vec<&[f64]> = vec![&[30.02, 30.05, 30.1]; 30];
        let found = wait_percentile(&batches(&one_bin), 30, 0.5, 0.95).expect("calls");
        assert_eq!((found.low, found.high), (Some(30.02), Some(30.1)));
    }

    #[test]
    fn few_calls_have_no_upper_end_and_enough_have_one() {
        let days = |calls: usize| vec![vec![1.0; calls]; 10];
        let of = |calls: usize| {
            let days = days(calls);
            wait_percentile(&batches(&days.iter().map(Vec::as_slice).collect::<Vec<_>>()), 10, 0.95, 0.95)
                .expect("calls")
        };
        assert_eq!((of(7).high, of(8).high), (None, Some(1.0)));
    }

    #[test]
    fn the_upper_end_holds_with_one_more_bad_day() {
        assert_eq!(with_a_bad_day(&[(90, 100), (50, 100), (200, 200)], 1).last(), Some(&(50, 100)));
        assert_eq!(with_a_bad_day(&[(900, 1_000), (500, 1_000)], 20).last(), Some(&(25, 50)));
        // On four days of 40 everybody waits ever longer, on the others nobody: with one more such day the end lies further out.
        let bad: Vec<f64> = (0..100).map(|k| 60.0 + f64::from(k)).collect();
        let days: Vec<&[f64]> = (0..40).map(|day| if day % 10 == 0 { bad.as_slice() } else { &[0.0; 100] }).collect();
        let batches = batches(&days);
        let high = |days| wait_percentile(&batches, days, 0.9, 0.95).expect("calls").high.expect("an upper end");
        // The more days a batch has, the less one of them counts.
        assert!(high(40) > high(4_000), "{} {}", high(40), high(4_000));
    }

    #[test]
    fn waits_of_one_bad_day_do_not_take_the_upper_end_away() {
        // Nobody waits on 19 days, everybody on the twentieth: 5 % of calls wait a minute or more.
        let (quiet, bad): (Vec<f64>, Vec<f64>) = (vec![0.0; 100], (0..100).map(|k| 60.0 + f64::from(k)).collect());
        let mut days: Vec<&[f64]> = vec![&quiet; 19];
        days.push(&bad);
        let found = wait_percentile(&batches(&days), 20, 0.9, 0.95).expect("calls");
        assert_eq!((found.mean, found.low), (0.0, Some(0.0)));
        assert!(found.high > Some(60.0), "{found:?}");
    }

    /// Waits are exponential with a mean of 20 s times the day's factor; the truth is the percentile of the mixture,
    /// where it exceeds `w` with chance `exceeds(w)`. Promised is a coverage of 93 to 98 %, which 1,500 repetitions of a method that
    /// covers in 95 to 97 leave with a chance of less than 1e-3.
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
            let found = wait_percentile(&batches, 100, p, 0.95).expect("calls");
            covered += u32::from(found.low.expect("low") <= lower && lower <= found.high.expect("high"));
        }
        let share = f64::from(covered) / 1_500.0;
        assert!((0.93..=0.98).contains(&share), "p {p}: covers {share}");
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
