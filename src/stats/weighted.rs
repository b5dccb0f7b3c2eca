//! A mean of few and skewed values, tested without a normal distribution.

use crate::special::normal_cdf;

/// The chance that a randomly weighted sum of these values is at most 0, the weights being independent exponential
/// variables of mean 1; 1 if their sum is not positive.
///
/// With one value added that stands for what was not seen, this is the level at which Gaffke's test (2005, "Three test
/// statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable", Mathematical Methods of
/// Statistics 14) rejects that the mean is at most 0: weights of that kind are what Rubin's Bayesian bootstrap (1981)
/// gives to observed values. By the saddlepoint formula of Lugannani & Rice (1980): the cumulant function is
/// -sum of log(1 - t a), and twice its least value is Owen's empirical log likelihood ratio of a mean of 0.
pub fn chance_not_positive(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let (mut least, mut sum, mut squares) = (0.0_f64, 0.0, 0.0);
    for a in values.clone() {
        (least, sum, squares) = (least.min(a), sum + a, squares + a * a);
    }
    if sum <= 0.0 {
        return 1.0;
    }
    if least == 0.0 {
        return 0.0;
    }
    // Values in units of the least one, whose place is then -1 and the root between 0 and 1.
    let values = values.map(|a| a / -least);
    let tilt = root(values.clone(), sum / squares * -least);
    let (mut log, mut curvature) = (0.0, 0.0);
    // Logarithms are dear: those of products, a few at a time.
    let mut product = 1.0_f64;
    for a in values {
        let factor = 1.0 + tilt * a;
        curvature += (a / factor) * (a / factor);
        product *= factor;
        if !(1e-100..1e100).contains(&product) {
            log += libm::log(product);
            product = 1.0;
        }
    }
    log += libm::log(product);
    let (r, u) = (-(2.0 * log.max(0.0)).sqrt(), -tilt * curvature.sqrt());
    if r > -1e-4 {
        return 0.5;
    }
    let density = libm::exp(-0.5 * r * r) / (2.0 * std::f64::consts::PI).sqrt();
    (normal_cdf(r) + density * (1.0 / r - 1.0 / u)).clamp(0.0, 1.0)
}

/// Where the sum of a / (1 + t a) is 0, for values of which the least is -1 and the sum is positive: Newton's method, kept
/// between the ends known.
fn root(values: impl Iterator<Item = f64> + Clone, start: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    let mut t = if start < 1.0 { start } else { 0.5 };
    for _ in 0..60 {
        let (mut slope, mut value) = (0.0, 0.0);
        for a in values.clone() {
            let part = a / (1.0 + t * a);
            value += part;
            slope += part * part;
        }
        if value > 0.0 {
            low = t
        } else {
            high = t
        }
        let next = t + value / slope;
        let next = if low < next && next < high { next } else { 0.5 * (low + high) };
        let step = (next - t).abs();
        t = next;
        if step <= 1e-9 * t {
            break;
        }
    }
    t
}

/// With so many days that tell, a day not seen is thought to be as far off as the largest seen; with more, in proportion less.
const TELLING_DAYS: f64 = 3.0;
/// Fewer days that tell say nothing of how large a day can be.
const FEW_DAYS: f64 = 5.0;

/// Days of a ratio x / y (no x is negative) as the test of [`chance_not_positive`] sees them: it supposes nothing of how they are
/// distributed, but has one day added for those that have not been seen.
///
/// Of few days that say much the largest is hardly the largest there is; of many alike it is. So an unseen one is as many times as
/// far off the ratio as the largest seen on that side as [`TELLING_DAYS`] is of the days there that tell, and no further than a day can
/// be: nothing of a count, nothing or all of a share.
pub(super) struct SeenDays<'d> {
    days: &'d [(i64, i64)],
    ratio: f64,
    mean_y: f64,
    most_y: f64,
    /// How far a day not seen is thought to lie below the ratio ...
    below: Side,
    /// ... and above it.
    above: Side,
}

/// The days on one side of a ratio.
#[derive(Clone, Copy)]
struct Side {
    /// How many of one size they are worth.
    telling: f64,
    /// How far a day not seen is thought to lie on this side, in the unit of x.
    reach: f64,
}

impl Side {
    fn of(off: impl Iterator<Item = f64> + Clone) -> Self {
        let off = off.map(|off| off.max(0.0));
        let (largest, telling) = (off.clone().fold(0.0, f64::max), telling(off));
        Self { telling, reach: largest * TELLING_DAYS / telling.max(1.0) }
    }

    fn no_further(self, than: f64) -> Self {
        Self { reach: self.reach.min(than.max(0.0)), ..self }
    }

    /// As far as a day can be, if few tell how far that is.
    fn cautious(self, furthest: f64) -> Self {
        if self.telling < FEW_DAYS { Self { reach: self.reach.max(furthest), ..self } } else { self }
    }
}

impl<'d> SeenDays<'d> {
    /// `None` if nothing was counted.
    pub fn of(days: &'d [(i64, i64)], is_share: bool) -> Option<Self> {
        let sum = |(x, y, most): (f64, f64, f64), day: &(i64, i64)| {
            (x + day.0 as f64, y + day.1 as f64, most.max(day.1 as f64))
        };
        let (x, y, most_y) = days.iter().fold((0.0, 0.0, 0.0), sum);
        if y == 0.0 {
            return None;
        }
        let ratio = x / y;
        let off = days.iter().map(|(x, y)| *x as f64 - ratio * *y as f64);
        let (below, above) = (Side::of(off.clone().map(|off| -off)), Side::of(off));
        let above = if is_share { above.no_further((1.0 - ratio) * most_y) } else { above };
        Some(Self {
            days,
            ratio,
            mean_y: y / days.len() as f64,
            most_y,
            below: below.no_further(ratio * most_y),
            above,
        })
    }

    /// The same where so few days as tell are not trusted to tell how large a day can be: a ratio from `least` to `most`.
    pub fn cautious(self, (least, most): (f64, f64)) -> Self {
        let below = self.below.cautious((self.ratio - least) * self.most_y);
        Self { below, above: self.above.cautious((most - self.ratio) * self.most_y), ..self }
    }

    /// The chance of such days, or of days that say even more, if the true ratio were not above a claim.
    pub fn chance_not_above(&self, claim: f64) -> f64 {
        let unseen = (self.ratio - claim) * self.mean_y - self.below.reach;
        chance_not_positive(self.days.iter().map(|(x, y)| *x as f64 - claim * *y as f64).chain(std::iter::once(unseen)))
    }

    /// The same for a true ratio not below a claim.
    pub fn chance_not_below(&self, claim: f64) -> f64 {
        let unseen = (claim - self.ratio) * self.mean_y - self.above.reach;
        chance_not_positive(self.days.iter().map(|(x, y)| claim * *y as f64 - *x as f64).chain(std::iter::once(unseen)))
    }

    /// The claims between which none is rejected at this level (0.95).
    pub fn ends(&self, level: f64) -> (f64, f64) {
        let tail = 0.5 * (1.0 - level);
        let of_day = |(x, y): &(i64, i64)| (*y != 0).then(|| *x as f64 / *y as f64);
        let (mut low, mut high) =
            (self.ratio - self.below.reach / self.mean_y, self.ratio + self.above.reach / self.mean_y);
        for value in self.days.iter().filter_map(of_day) {
            (low, high) = (low.min(value), high.max(value));
        }
        let low = boundary(self.ratio, low, |claim| self.chance_not_above(claim) <= tail);
        (low, boundary(self.ratio, high, |claim| self.chance_not_below(claim) <= tail))
    }
}

/// Where it becomes true between a place where it is not and one where it is.
fn boundary(from: f64, to: f64, is_true: impl Fn(f64) -> bool) -> f64 {
    let (mut not, mut is) = (from, to);
    for _ in 0..50 {
        let middle = 0.5 * (not + is);
        if is_true(middle) { is = middle } else { not = middle }
    }
    is
}

/// How many days of one size these sizes of days are worth: all if they are alike, one if a single day has them all, 0 if
/// nothing differs (the participation ratio; sum of |d| squared over sum of d^2).
pub(super) fn telling(days: impl Iterator<Item = f64>) -> f64 {
    let (sum, squares) = days.fold((0.0, 0.0), |(sum, squares), d| (sum + d.abs(), squares + d * d));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::estimate::Bounds;
    use super::super::ratio::RatioSums;
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

    fn plain(days: &[i64]) -> Vec<(i64, i64)> {
        days.iter().map(|x| (*x, 1)).collect()
    }

    #[test]
    fn the_ends_are_the_claims_that_are_just_rejected() {
        let days = [(90, 100), (20, 30), (70, 120), (55, 60), (10, 90), (44, 50)];
        for (level, is_share) in [(0.8, true), (0.95, false), (0.99, false)] {
            let seen = SeenDays::of(&days, is_share).expect("days");
            let ((low, high), tail) = (seen.ends(level), 0.5 * (1.0 - level));
            assert_near(seen.chance_not_above(low), tail, 1e-6);
            assert_near(seen.chance_not_below(high), tail, 1e-6);
            assert!(low < seen.ratio && seen.ratio < high);
        }
        assert!(SeenDays::of(&[(0, 0), (0, 0)], true).is_none());
    }

    #[test]
    fn one_day_that_tells_all_leaves_room_for_a_larger_one_and_many_alike_do_not() {
        // One day of 60 and nineteen of 0: the unseen day is three times as far off as the largest.
        let mut one = vec![0; 19];
        one.push(60);
        let (low, high) = SeenDays::of(&plain(&one), false).map(|seen| seen.ends(0.99)).expect("days");
        assert!(low >= 0.0 && high > 30.0, "{low} to {high}");
        let alike: Vec<i64> = (0..200).map(|k| 90 + k % 21).collect();
        let (low, high) = SeenDays::of(&plain(&alike), false).map(|seen| seen.ends(0.95)).expect("days");
        // Student's t: 99.8 -+ 1.972 * 6.07 / sqrt(200) = 0.85.
        assert!(high - low < 1.1 * 2.0 * 0.85 && high - low > 2.0 * 0.8, "{low} to {high}");
    }

    #[test]
    fn an_end_far_out_in_the_tail_is_seldom_passed_by_the_truth_of_few_and_skewed_days() {
        // A busyness that is exponential, squared: as losses grow. At the level of one of twelve intervals 20,000 repetitions of ten
        // days must have an upper end below the truth in at most 0.21 % and 3.9 standard errors (false alarm below 1e-4).
        let mut draw = SplitMix(31);
        let mut below = 0;
        for _ in 0..20_000 {
            let busy = |draw: &mut SplitMix| draw.exponential(1.0) + draw.exponential(1.0);
            let days: Vec<(i64, i64)> = (0..10).map(|_| ((1e6 * libm::pow(busy(&mut draw), 2.0)) as i64, 1)).collect();
            let level = 1.0 - 0.05 / 12.0;
            let found = RatioSums::cautious(&days, level, Bounds::Count { most: 1e8 }).expect("days");
            below += u32::from(found.high < Some(6e6));
        }
        let allowed = 41.7 + 3.9 * 41.7_f64.sqrt();
        assert!(f64::from(below) <= allowed, "below the truth {below} times of 20,000");
    }

    fn chance(values: &[f64]) -> f64 {
        chance_not_positive(values.iter().copied())
    }

    #[test]
    fn days_that_all_say_the_same_are_as_sure_as_a_sign_test() {
        // n weighted ones against one weighted -k: (k / (1 + k))^n, for k = 1 the 2^-n of a sign test.
        for (n, k) in [(2, 1.0), (4, 1.0), (20, 1.0), (10, 3.0), (50, 3.0)] {
            let mut values = vec![1.0; n];
            values.push(-k);
            let exact: f64 = (0..n).map(|_| k / (1.0 + k)).product();
            assert_near(chance(&values) / exact, 1.0, 0.05);
        }
    }

    #[test]
    fn it_is_the_chance_of_random_weights() {
        let cases: [&[f64]; 3] = [&[3.0, 1.0, 0.5, -1.0, 2.0], &[0.1; 30], &[5.0, -0.2, -0.2, -0.2, -0.2, -1.0]];
        for values in cases {
            let values = [values, &[-2.0]].concat();
            let mut draw = SplitMix(5);
            let is_below = |draw: &mut SplitMix| values.iter().map(|a| a * draw.exponential(1.0)).sum::<f64>() <= 0.0;
            let drawn = (0..40_000).filter(|_| is_below(&mut draw)).count() as f64 / 40_000.0;
            let found = chance(&values);
            // Four standard errors, and a hundredth for the formula.
            assert_near(found, drawn, 0.01 + 4.0 * (drawn * (1.0 - drawn) / 40_000.0).sqrt());
        }
    }

    #[test]
    fn of_many_values_it_is_that_of_the_normal_distribution() {
        let mut draw = SplitMix(9);
        let values: Vec<f64> = (0..4_000).map(|_| draw.unit() - 0.485).collect();
        let (sum, squares) = values.iter().fold((0.0, 0.0), |(sum, squares), a| (sum + a, squares + a * a));
        assert_near(chance(&values) / normal_cdf(-sum / f64::sqrt(squares)), 1.0, 0.15);
    }

    #[test]
    fn ends_are_sure_and_a_sum_that_is_not_positive_is_not() {
        assert_eq!((chance(&[1.0, 2.0, 0.0]), chance(&[1.0, -1.0]), chance(&[0.0, 0.0])), (0.0, 1.0, 1.0));
        assert_eq!(chance(&[]), 1.0);
        assert!(chance(&[1e-9, 1e-9, -1.9e-9]) > 0.3);
        assert!(chance(&[vec![1e15; 500], vec![-1.0]].concat()) < 1e-100);
    }
}
