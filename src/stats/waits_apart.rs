//! How a percentile of waits differs between two floors on the same days (M-S3).

use super::estimate::Estimate;
use super::paired::{Claim, DayDifferences};
use super::waits::DayWaits;
use crate::special::student_t_quantile;

/// The waits of two floors on the same days, and which percentile of them is compared.
///
/// Percentiles have no daily parts that add up, but shares have: a percentile of the second floor is more than `shift` above
/// the first's if, at a wait between the two, more of the second's calls wait longer than it and the shift than of the
/// first's wait longer than it. That wait is the percentile of both floors' calls together, the second's shortened by the shift.
pub struct WaitsApart<'d> {
    a: FloorWaits<'d>,
    b: FloorWaits<'d>,
    p: f64,
}

/// The waits of one floor.
#[derive(Clone)]
struct FloorWaits<'d> {
    days: &'d [DayWaits],
    all: DayWaits,
}

impl<'d> WaitsApart<'d> {
    /// The `p` percentile (0 < p < 1) of the first floor's and the second's days, in the same order.
    pub fn new(a: &'d [DayWaits], b: &'d [DayWaits], p: f64) -> Self {
        let floor = |days: &'d [DayWaits]| FloorWaits { days, all: DayWaits::all_of(days) };
        Self { a: floor(a), b: floor(b), p }
    }

    /// The chance of such days if the second percentile were not more than so many microseconds above the first, or below
    /// it, whichever `above` says: see [`DayDifferences::chance_within`]. The difference may lie on either side, so the
    /// chance is that of both tails.
    ///
    /// If a percentile is no wait at all for both floors, shares differ and it does not: so it must also be sure that it is not.
    pub fn chance_within(&self, margin: i64, above: bool) -> f64 {
        let sides = if above { self } else { &self.turned() };
        let (Some(near), Some(far)) = (sides.told(margin), sides.told(-margin)) else { return 1.0 };
        let tails = near.not_above(0.0, Claim::Differ) + far.not_above(0.0, Claim::Differ);
        tails.max(sides.chance_of_no_wait(margin)).min(1.0)
    }

    /// The chance of such days if the two percentiles were at least so many microseconds apart.
    pub fn chance_beyond(&self, margin: i64) -> f64 {
        let sides = [self, &self.turned()];
        let chance = |side: &Self| {
            if self.pooled(0) <= 0 {
                side.chance_of_waits(margin)
            } else {
                side.told(margin).map_or(1.0, |shares| shares.not_below(0.0, Claim::Alike))
            }
        };
        sides.map(chance).into_iter().fold(0.0, f64::max)
    }

    /// The interval of the difference around what was found, in seconds: the shifts at which the shares do not differ by more
    /// than Student's t at this level (0.95). An end that lies beyond the longest wait is open.
    pub fn estimate(&self, found: f64, level: f64) -> Estimate {
        let t = student_t_quantile(0.5 + 0.5 * level, self.a.days.len() as f64 - 1.0);
        let from = (found * 1e6) as i64;
        let high = self.end(from, t);
        let low = self.turned().end(-from, t).map(|end| -end);
        let seconds = |end: i64| end as f64 * 1e-6;
        Estimate {
            mean: found,
            low: low.map(|end| seconds(end).min(found)),
            high: high.map(|end| seconds(end).max(found)),
            ..Estimate::default()
        }
    }

    /// The least shift, from this one on, that is too large.
    fn end(&self, from: i64, t: f64) -> Option<i64> {
        let is_too_large = |shift: i64| {
            let score = self.shares(shift).and_then(|shares| shares.score());
            score.is_some_and(|score| score < -t)
        };
        let longest = self.longest();
        if !is_too_large(longest) {
            return None;
        }
        let (mut low, mut high) = (from.min(longest), longest);
        while high - low > 1_000 {
            let middle = low + (high - low) / 2;
            if is_too_large(middle) { high = middle } else { low = middle }
        }
        Some(high)
    }

    /// No wait of either floor is longer, in microseconds.
    fn longest(&self) -> i64 {
        self.a.all.longest().max(self.b.all.longest()).micros()
    }

    fn turned(&self) -> Self {
        Self { a: self.b.clone(), b: self.a.clone(), p: self.p }
    }

    /// The share of the second floor's calls that wait longer than the percentile and the shift, less the share of the
    /// first's that wait longer than it.
    fn shares(&self, shift: i64) -> Option<DayDifferences> {
        // A longer shift than any wait says no more.
        let longest = self.longest() + 1;
        let shift = shift.clamp(-longest, longest);
        let wait = self.pooled(shift);
        let counts = |days: &[DayWaits], wait: i64| -> Vec<(i64, i64)> {
            days.iter().map(|day| (day.parts_above(wait), day.parts())).collect()
        };
        let (a, b) = (counts(self.a.days, wait), counts(self.b.days, wait + shift));
        DayDifferences::new(&a, &b, 1.0, true)
    }

    /// The same, with unseen days judged by how the floors differ without a shift.
    fn told(&self, shift: i64) -> Option<DayDifferences> {
        Some(self.shares(shift)?.told_by(&self.shares(0)?))
    }

    /// The percentile of both floors' waits, the second's shortened by the shift, in microseconds.
    fn pooled(&self, shift: i64) -> i64 {
        let longest = self.longest();
        let (mut low, mut high) = (-1 - shift.max(0), longest.max(longest - shift));
        let above = |wait: i64| self.a.all.parts_above(wait) + self.b.all.parts_above(wait + shift);
        let most = (1.0 - self.p) * (self.a.all.parts() + self.b.all.parts()) as f64 * (1.0 + 1e-12);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if above(middle) as f64 > most { low = middle } else { high = middle }
        }
        high
    }

    /// The chance of such days if both percentiles were no wait, the second's beyond the margin.
    fn chance_of_no_wait(&self, margin: i64) -> f64 {
        let waited = self
            .a
            .days
            .iter()
            .zip(self.b.days)
            .map(|(a, b)| (a.parts_above(0) + b.parts_above(margin), a.parts() + b.parts()));
        share(&waited.collect::<Vec<_>>()).map_or(1.0, |share| share.not_above(1.0 - self.p, Claim::Differ))
    }

    /// The chance of such days if the first percentile were longer than the margin.
    fn chance_of_waits(&self, margin: i64) -> f64 {
        let waited = self.a.days.iter().map(|day| (day.parts_above(margin), day.parts()));
        share(&waited.collect::<Vec<_>>()).map_or(1.0, |share| share.not_below(1.0 - self.p, Claim::Alike))
    }
}

/// A share by itself, as a difference from none.
fn share(days: &[(i64, i64)]) -> Option<DayDifferences> {
    DayDifferences::new(&vec![(0, 1); days.len()], days, 1.0, true)
}

#[cfg(test)]
mod tests {
    use super::super::histogram::Histogram;
    use super::super::test_tools::SplitMix;
    use super::*;
    use crate::units::Span;

    /// Days of 40 calls that wait exponentially, on average so many seconds with a factor for each day, and less a head start.
    fn days(n: usize, mean_s: f64, head_start_s: f64, seed: u64) -> Vec<DayWaits> {
        let mut draw = SplitMix(seed);
        let mut day = || {
            let factor = draw.unit() + 0.5;
            let mut waits = Histogram::new();
            for _ in 0..40 {
                let wait = draw.exponential(mean_s * factor * 1e6) - head_start_s * 1e6;
                waits.record(Span::from_micros(wait.max(0.0) as i64));
            }
            DayWaits::of(&waits)
        };
        (0..n).map(|_| day()).collect()
    }

    #[test]
    fn a_clear_difference_is_sure_beyond_a_small_margin_and_not_beyond_a_large_one() {
        let (a, b) = (days(100, 20.0, 0.0, 1), days(100, 30.0, 0.0, 2));
        let apart = WaitsApart::new(&a, &b, 0.9);
        let found = apart.estimate(23.0, 0.95);
        assert!(found.low.is_some_and(|low| low > 10.0) && found.high.is_some_and(|high| high < 45.0), "{found:?}");
        assert!(apart.chance_within(0, true) < 1e-3 && apart.chance_within(0, false) > 0.99);
        assert!(apart.chance_within(2_000_000, true) < 0.01 && apart.chance_within(23_000_000, true) > 0.05);
        assert!(apart.chance_beyond(23_000_000) > 0.05 && apart.chance_beyond(200_000_000) < 1e-3);
        assert!(apart.chance_beyond(i64::MAX) < 1e-3, "a margin without end is no fault");
    }

    #[test]
    fn the_other_way_round_the_difference_is_the_same_with_the_other_sign() {
        let (a, b) = (days(60, 20.0, 0.0, 1), days(60, 30.0, 0.0, 2));
        let (there, back) = (WaitsApart::new(&a, &b, 0.9), WaitsApart::new(&b, &a, 0.9));
        assert_eq!(there.chance_within(1_000, true), back.chance_within(1_000, false));
        assert_eq!(there.chance_beyond(1_000), back.chance_beyond(1_000));
        let (there, back) = (there.estimate(9.0, 0.95), back.estimate(-9.0, 0.95));
        assert_eq!((there.low, there.high), (back.high.map(|end| -end), back.low.map(|end| -end)));
    }

    #[test]
    fn shares_of_waits_that_differ_do_not_move_a_percentile_that_is_no_wait() {
        // Of the first floor's calls 1 %, of the second's 3 % wait at all: the 90th percentile is 0 for both, the 99th is not.
        let (a, b) = (days(400, 20.0, 92.0, 1), days(400, 20.0, 70.0, 2));
        let (p90, p99) = (WaitsApart::new(&a, &b, 0.9), WaitsApart::new(&a, &b, 0.99));
        assert_eq!((p90.pooled(0), p90.chance_within(0, true)), (0, 1.0));
        assert!(p90.chance_beyond(0) < 1e-6, "both are sure to be no wait");
        assert!(p99.pooled(0) > 0 && p99.chance_within(0, true) < 0.01);
    }

    #[test]
    fn an_interval_that_passes_the_longest_wait_is_open() {
        let (a, b) = (days(3, 20.0, 0.0, 1), days(3, 30.0, 0.0, 2));
        assert_eq!(WaitsApart::new(&a, &b, 0.99).estimate(5.0, 0.95).high, None);
        let none: [DayWaits; 0] = [];
        let nothing = WaitsApart::new(&none, &none, 0.9);
        assert_eq!((nothing.chance_within(0, true), nothing.estimate(0.0, 0.95).high), (1.0, None));
    }

    #[test]
    fn percentiles_alike_in_truth_are_seldom_found_to_differ_and_intervals_cover() {
        // 600 pairs of 20 days on which few wait: at most 5 % and 3.9 standard errors (false alarm below 1e-4 each).
        let (mut alarms, mut missed) = (0, 0);
        for seed in 0..600 {
            let (a, b) = (days(20, 20.0, 30.0, 2 * seed), days(20, 20.0, 30.0, 2 * seed + 1));
            let apart = WaitsApart::new(&a, &b, 0.95);
            let of = |days: &[DayWaits]| DayWaits::all_of(days).quantile(0.95).expect("calls").as_secs();
            let found = of(&b) - of(&a);
            alarms += u32::from(apart.chance_within(0, found > 0.0) <= 0.05);
            let interval = apart.estimate(found, 0.95);
            missed +=
                u32::from(interval.low.is_some_and(|low| low > 0.0) || interval.high.is_some_and(|high| high < 0.0));
        }
        assert!(alarms <= 50 && missed <= 50, "{alarms} alarms, {missed} intervals without 0");
    }
}
