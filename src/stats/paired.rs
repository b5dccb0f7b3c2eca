//! The difference of two ratios measured on the same days (M-S3), and what can be claimed of it.

use super::estimate::Estimate;
use super::weighted::{chance_not_positive, telling};
use crate::special::{student_t_quantile, student_t_two_sided};

/// What has happened on no more days is rare.
const FEW_DAYS: f64 = 30.0;

/// What is claimed of a difference: how much larger an unseen day is then thought to be where few days differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// It lies beyond a bound. An unseen day that speaks against it is unlikely to be much larger than those that speak for it.
    Differ,
    /// It lies within a bound. What matters may be just what is rare.
    Alike,
}

impl Claim {
    /// With so many days that differ, an unseen one is thought to be twice as large as any of them.
    fn telling_days(self) -> f64 {
        match self {
            Self::Differ => 3.0,
            Self::Alike => 100.0,
        }
    }
}

/// How one figure of two floors differs, day by day.
///
/// The figures are ratios of sums, linearised for each day: (x - R y) / mean y (delta method; Cochran 1977, section
/// 6.2, applied to each ratio), so what is common to both on a day cancels. Numbers up to 1e15.
#[derive(Clone, Debug, PartialEq)]
pub struct DayDifferences {
    /// The second figure less the first.
    pub mean: f64,
    /// What each day says the difference is; their mean is the difference.
    days: Vec<f64>,
    /// So many days of one size would say as much of how large a difference can be.
    telling: f64,
    /// What a day of either floor added at most to its figure; of a share, what it could have added.
    most: f64,
    /// So many days of one size would say as much of how large a day of either floor can be; endless for a share, which is
    /// bounded.
    telling_of_most: f64,
    /// How large a day of a single floor can be by itself, as far as few such days tell of what is rare.
    rare: f64,
}

impl DayDifferences {
    /// The difference `sum b.x / sum b.y - sum a.x / sum a.y` over the same days in the same order, times a scale; `None`
    /// if either denominator sums to 0 or the two have different numbers of days.
    ///
    /// A day of a share can add no more than its calls, any other day is thought to add no more than the largest seen.
    pub fn new(a: &[(i64, i64)], b: &[(i64, i64)], scale: f64, is_share: bool) -> Option<Self> {
        if a.len() != b.len() {
            return None;
        }
        let (x, y) = (DaysRatio::of(a)?, DaysRatio::of(b)?);
        let mean = (y.ratio - x.ratio) * scale;
        let of_size = |days: &[(i64, i64)]| telling(days.iter().map(|d| d.0 as f64));
        let of_either = |a: f64, b: f64| if a.min(b) > 0.0 { a.min(b) } else { a.max(b) };
        let telling_of_most = if is_share { f64::INFINITY } else { of_either(of_size(a), of_size(b)) };
        let rare = x.rare(a).max(y.rare(b)) * scale;
        let days: Vec<f64> = a.iter().zip(b).map(|(a, b)| mean + (y.residual(*b) - x.residual(*a)) * scale).collect();
        let most = x.most(a, is_share).max(y.most(b, is_share)) * scale;
        Some(Self { mean, telling: telling(days.iter().copied()), days, most, telling_of_most, rare })
    }

    /// The same, with the size of unseen differences judged by the days of another.
    pub fn told_by(self, other: &Self) -> Self {
        Self { telling: other.telling, ..self }
    }

    /// Student's t interval of n - 1 degrees of freedom at this level (0.95); none for one day.
    pub fn estimate(&self, level: f64) -> Estimate {
        let t = student_t_quantile(0.5 + 0.5 * level, self.df());
        Estimate::with_half_width(self.mean, self.standard_error().map(|error| error * t))
    }

    /// How many standard errors the difference is above 0; `None` for one day.
    pub fn score(&self) -> Option<f64> {
        let error = self.standard_error()?;
        Some(if self.mean == 0.0 { 0.0 } else { self.mean / error })
    }

    fn df(&self) -> f64 {
        self.days.len() as f64 - 1.0
    }

    fn standard_error(&self) -> Option<f64> {
        let n = self.days.len() as f64;
        let squares: f64 = self.days.iter().map(|day| (day - self.mean) * (day - self.mean)).sum();
        (n >= 2.0).then(|| (squares / (n - 1.0) / n).sqrt())
    }

    /// The chance of such days, or of days that say even more, if the true difference were no further from 0 than a margin: of
    /// both tails, as a difference on either side would be told.
    pub fn chance_within(&self, margin: f64) -> f64 {
        let chance = |bound: f64| {
            if self.mean > 0.0 { self.not_above(bound, Claim::Differ) } else { self.not_below(-bound, Claim::Differ) }
        };
        (chance(margin) + chance(-margin)).min(1.0)
    }

    /// The chance of such days if the true difference were at least a margin away from 0 (two one-sided tests; Schuirmann 1987).
    pub fn chance_beyond(&self, margin: f64) -> f64 {
        self.not_below(margin, Claim::Alike).max(self.not_above(-margin, Claim::Alike))
    }

    /// The chance of such days if the true difference were not above a bound; 1 if that found is not.
    ///
    /// The larger of two. Student's t knows how few days there are, but takes them for normal. The test of
    /// [`chance_not_positive`] supposes nothing of the days but an end to how far they can lie, and has one day added at that end
    /// for those that have not been seen. So days that all say the same make nothing surer than their number allows, and
    /// where nothing differed on n days, the part of all days that may differ is that of the rule of three.
    pub(super) fn not_above(&self, bound: f64, claim: Claim) -> f64 {
        self.chance(claim, |day| day - bound)
    }

    /// The same for a true difference below a bound.
    pub(super) fn not_below(&self, bound: f64, claim: Claim) -> f64 {
        self.chance(claim, |day| bound - day)
    }

    /// `past` says how far beyond a bound a value is on the side that is claimed; it grows or falls by as much as the value.
    fn chance(&self, claim: Claim, past: impl Fn(f64) -> f64) -> f64 {
        let (Some(error), reach) = (self.standard_error(), self.reach(claim)) else { return 1.0 };
        let past_of_mean = past(self.mean);
        // Where nothing was ever seen on either floor, nothing is known of the size of what could be.
        if past_of_mean <= 0.0 || reach == 0.0 {
            return 1.0;
        }
        let unseen = past(reach).min(past(-reach));
        let by_days = chance_not_positive(self.days.iter().map(|day| past(*day)).chain(std::iter::once(unseen)));
        let by_t = if error == 0.0 { 0.0 } else { 0.5 * student_t_two_sided(past_of_mean / error, self.df()) };
        by_days.max(by_t)
    }

    /// How large a difference of a day not seen is thought to be: as the largest seen, and larger if few days differ, but no
    /// larger than what a day of either floor can add. If what happens on either floor is rare, it may happen on one of them alone.
    fn reach(&self, claim: Claim) -> f64 {
        let largest = self.days.iter().fold(0.0_f64, |most, day| most.max(day.abs()));
        let larger = |days: f64| 1.0 + claim.telling_days() / days;
        // Nothing at all has no size to be made larger.
        let most = if self.most > 0.0 { self.most * larger(self.telling_of_most) } else { 0.0 };
        let rare = if claim == Claim::Alike { self.rare } else { 0.0 };
        if self.telling > 0.0 { (largest * larger(self.telling)).max(rare).min(most.max(largest)) } else { most }
    }
}

/// A ratio of sums over days.
struct DaysRatio {
    ratio: f64,
    mean_y: f64,
}

impl DaysRatio {
    fn of(days: &[(i64, i64)]) -> Option<Self> {
        let x: i128 = days.iter().map(|d| i128::from(d.0)).sum();
        let y: i128 = days.iter().map(|d| i128::from(d.1)).sum();
        let mean_y = y as f64 / days.len() as f64;
        (y != 0).then(|| Self { ratio: x as f64 / y as f64, mean_y })
    }

    /// A day's share in the error.
    fn residual(&self, (x, y): (i64, i64)) -> f64 {
        (x as f64 - self.ratio * y as f64) / self.mean_y
    }

    /// The largest share of a day in the error, if few days are as large, else less of it.
    fn rare(&self, days: &[(i64, i64)]) -> f64 {
        let own: Vec<f64> = days.iter().map(|day| self.residual(*day)).collect();
        let largest = own.iter().fold(0.0_f64, |most, day| most.max(day.abs()));
        largest * (FEW_DAYS / telling(own.iter().copied()).max(FEW_DAYS))
    }

    /// What a day adds at most.
    fn most(&self, days: &[(i64, i64)], is_share: bool) -> f64 {
        let part = |d: &(i64, i64)| if is_share { d.1 } else { d.0.abs() };
        days.iter().map(part).max().unwrap_or(0) as f64 / self.mean_y
    }
}

#[cfg(test)]
mod tests {
    use super::super::estimate::Bounds;
    use super::super::evidence::DaySpread;
    use super::super::ratio::RatioSums;
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

    fn plain(days: &[i64]) -> Vec<(i64, i64)> {
        days.iter().map(|x| (*x, 1)).collect()
    }

    /// The second less the first.
    fn apart(a: &[(i64, i64)], b: &[(i64, i64)]) -> DayDifferences {
        DayDifferences::new(a, b, 1.0, false).expect("days")
    }

    #[test]
    fn with_one_call_a_day_it_is_the_classic_paired_t_test() {
        // Differences 1, 2, 3, 6: mean 3, sd sqrt(14/3); t(0.975, 3) = 3.182.
        let found = apart(&plain(&[10, 12, 10, 20]), &plain(&[11, 14, 13, 26])).estimate(0.95);
        let half = 3.182_446_305_283_708 * (14.0_f64 / 12.0).sqrt();
        assert_near(found.mean, 3.0, 1e-15);
        assert_near(found.low.expect("low"), 3.0 - half, 1e-12);
    }

    #[test]
    fn against_a_constant_it_is_the_ratio_interval() {
        let a = [(90, 100), (95, 100), (60, 80), (88, 90)];
        let mut sums = RatioSums::default();
        a.iter().for_each(|&(x, y)| sums.add(x, y));
        let alone = sums.estimate(0.9, DaySpread::default(), Bounds::Any).expect("days");
        let found = apart(&[(0, 5); 4], &a).estimate(0.9);
        assert_near(found.low.expect("low"), alone.low.expect("low"), 1e-14);
        assert_near(found.high.expect("high"), alone.high.expect("high"), 1e-14);
    }

    #[test]
    fn one_day_says_nothing_and_nothing_to_count_has_no_difference() {
        let one = apart(&[(2, 1)], &[(3, 1)]);
        assert_eq!((one.mean, one.estimate(0.95).low, one.chance_within(0.0)), (1.0, None, 1.0));
        assert_eq!(DayDifferences::new(&[(3, 0)], &[(2, 1)], 1.0, false), None);
        assert_eq!(DayDifferences::new(&[], &[(2, 1)], 1.0, false), None);
    }

    #[test]
    fn many_even_days_are_judged_as_by_student() {
        let mut draw = SplitMix(3);
        let b: Vec<i64> = (0..400).map(|_| draw.below(2_000) as i64 - 900).collect();
        let found = apart(&plain(&[0; 400]), &plain(&b));
        let t = |past: f64| 0.5 * student_t_two_sided(past / found.standard_error().expect("days"), 399.0);
        assert!((1.0..2.0).contains(&(found.chance_within(0.0) / (2.0 * t(found.mean)))));
        // Of a margin, the far tail is next to nothing.
        assert!((1.0..2.0).contains(&(found.chance_within(50.0) / t(found.mean - 50.0))));
        let beyond = found.chance_beyond(250.0);
        assert!(beyond >= t(250.0 - found.mean) && beyond < 0.01, "{beyond}");
    }

    #[test]
    fn a_difference_never_seen_is_bounded_by_the_rule_of_three() {
        // Of a share: (1 - margin)^n is the chance of n days without an event that happens on the margin's share of days.
        let share = |n: usize| DayDifferences::new(&vec![(9, 10); n], &vec![(9, 10); n], 1.0, true).expect("days");
        for n in [120, 300] {
            assert_near(share(n).chance_beyond(0.01), (0..n).map(|_| 0.99).product(), 0.01);
        }
        // Of a count: a day may bring several times what days brought at most, and what never came may be any number.
        let count = |n: usize, calls: i64| apart(&vec![(calls, 1); n], &vec![(calls, 1); n]);
        assert!(count(20, 5).chance_beyond(1.0) > 0.3 && count(200, 5).chance_beyond(1.0) < 1e-9);
        assert_eq!(count(1_000, 0).chance_beyond(1.0), 1.0);
    }

    #[test]
    fn a_rare_difference_seen_once_says_little_of_its_size() {
        let mut b = vec![0; 100];
        b[7] = 10;
        let found = apart(&plain(&vec![100; 100]), &plain(&b.iter().map(|d| 100 + d).collect::<Vec<_>>()));
        assert!(found.chance_beyond(0.5) > 0.5, "its mean is 0.1, and its standard error too");
        assert!(found.chance_within(0.0) > 0.5);
    }

    #[test]
    fn what_both_floors_had_on_one_day_may_be_had_by_one_of_them_alone() {
        // One call in a thousand days was late, on both floors, of which the second answered a call more now and then.
        let day = |calls: i64, d: usize| (calls - i64::from(d == 5), calls);
        let a: Vec<_> = (0..1_000).map(|d| day(180, d)).collect();
        let b: Vec<_> = (0..1_000).map(|d| day(180 + i64::from(d % 3 == 0), d)).collect();
        let found = DayDifferences::new(&a, &b, 1.0, true).expect("days");
        assert!(found.mean.abs() < 1e-7 && found.chance_beyond(1e-6) > 0.5);
    }

    /// How often, in percent, the two claims are wrong at a level of 5 % when the truth is exactly the margin.
    fn errors(days: usize, truth: f64, mut day: impl FnMut(&mut SplitMix) -> i64) -> (f64, f64) {
        let mut draw = SplitMix(0x5EED);
        let (mut differ, mut alike) = (0, 0);
        for _ in 0..1_000 {
            let b: Vec<i64> = (0..days).map(|_| 1_000 + day(&mut draw)).collect();
            let found = apart(&plain(&vec![1_000; days]), &plain(&b));
            differ += u32::from(found.chance_within(truth) <= 0.05);
            alike += u32::from(found.chance_beyond(truth) <= 0.05);
        }
        (f64::from(differ) / 10.0, f64::from(alike) / 10.0)
    }

    #[test]
    fn claims_keep_their_level_at_the_margin_on_few_and_skewed_days() {
        // 5 % and 3.9 standard errors of 1,000 repetitions (false alarm below 1e-4 each).
        const MOST: f64 = 7.7;
        for days in [2, 10, 20, 50] {
            let rare = errors(days, 5.0, |draw| if draw.below(20) == 0 { 100 } else { 0 });
            let even = errors(days, 50.0, |draw| draw.below(101) as i64);
            assert!(rare.0 <= MOST && rare.1 <= MOST && even.0 <= MOST && even.1 <= MOST, "{days}: {rare:?} {even:?}");
        }
    }
}
