//! Ratios of sums over days, with their interval over days (M-S1).

use super::ends::Ends;
use super::estimate::{Bounds, Estimate};
use super::evidence::{DaySpread, Evidence};
use super::share::wilson;
use super::weighted::SeenDays;
use crate::special::gamma_quantile;
use serde::{Deserialize, Serialize};

/// Sums over days of one whole number and of its squares, with the promises of [`RatioSums`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    sum: i128,
    squares: i128,
}

impl Moments {
    /// Counts one day.
    pub fn add(&mut self, x: i64) {
        let x = i128::from(x);
        self.sum += x;
        self.squares = self.squares.wrapping_add(x * x);
    }

    /// Counts all days of the other sums, too.
    pub fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
        self.squares = self.squares.wrapping_add(other.squares);
    }

    /// The sum.
    pub const fn sum(&self) -> i128 {
        self.sum
    }
}

/// Sums over days of a pair of whole numbers (x, y), from which x-total / y-total follows with its interval.
///
/// All sums are integers: merging is exact and the same in any order (M-R3). Sums of squares wrap around on overflow,
/// and what is computed from them is still exact as long as the *spread* fits: n * standard deviation below 1e19, with
/// n days and any |x|, |y| up to 1e18.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatioSums {
    n: u64,
    x: i128,
    y: i128,
    xx: i128,
    yy: i128,
    xy: i128,
}

impl RatioSums {
    /// Those of so many days, of which both numbers and their products have been added up apart; products wrap around.
    pub const fn of(days: u64, x: &Moments, y: &Moments, products: i128) -> Self {
        Self { n: days, x: x.sum, y: y.sum, xx: x.squares, yy: y.squares, xy: products }
    }

    /// Counts one day with its numerator `x` and its denominator `y` (`y >= 0`; 0 is a day with nothing to count).
    pub fn add(&mut self, x: i64, y: i64) {
        let (x, y) = (i128::from(x), i128::from(y));
        self.n += 1;
        self.x += x;
        self.y += y;
        self.xx = self.xx.wrapping_add(x * x);
        self.yy = self.yy.wrapping_add(y * y);
        self.xy = self.xy.wrapping_add(x * y);
    }

    /// Counts all days of the other sums, too.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.x += other.x;
        self.y += other.y;
        self.xx = self.xx.wrapping_add(other.xx);
        self.yy = self.yy.wrapping_add(other.yy);
        self.xy = self.xy.wrapping_add(other.xy);
    }

    /// Days counted.
    pub const fn days(&self) -> u64 {
        self.n
    }

    /// The sum of the numerators.
    pub const fn numerator(&self) -> i128 {
        self.x
    }

    /// The sum of the denominators.
    pub const fn denominator(&self) -> i128 {
        self.y
    }

    /// Total x / total y; `None` if total y is 0 (M-S5).
    pub fn ratio(&self) -> Option<f64> {
        (self.y != 0).then(|| self.x as f64 / self.y as f64)
    }

    /// The ratio with its interval at this level (0.95), spread over days left open; `None` if total y is 0.
    ///
    /// R with the delta-method standard error over days, se(R)^2 = sum of (x - R y)^2 / (n - 1) / n / (mean y)^2 (Cochran
    /// 1977, Sampling Techniques, 3rd ed., section 2.11 and eq. 6.13, without finite population correction), Student's t
    /// of n - 1 degrees of freedom, the correction of `Evidence` for days of this skewness, and no further than the bounds
    /// of the figure. With y the same every day and no skewness it is the classic t interval of the mean. One day has no
    /// interval.
    ///
    /// Two things that days have not shown are added: what a figure that never varied could still do (`unvaried`), and how
    /// large an amount can be that was seen on a few days only (`of_few`).
    pub fn estimate(&self, level: f64, days: DaySpread, bounds: Bounds) -> Option<Estimate> {
        let evidence = self.of_defined(days.defined).evidence(days.skewness)?;
        let estimate = evidence.estimate(level).within(bounds);
        if estimate.standard_error == Some(0.0) {
            let share = (bounds == Bounds::Share).then(|| self.share_of_calls(level)).flatten();
            let ends = share.unwrap_or_else(|| unvaried(estimate.mean, level, days.defined, bounds));
            return Some(Estimate { low: ends.low, high: ends.high, ..estimate });
        }
        let few = matches!(bounds, Bounds::Amount { .. }).then(|| of_few(estimate.mean, level, days)).flatten();
        let high = estimate.high.map(|high| few.map_or(high, |few| few.max(high)));
        Some(Estimate { high, ..estimate })
    }

    /// As [`RatioSums::estimate`] from the days themselves, with the wider ends of two intervals: that one, and the one of the
    /// test of `SeenDays`. So it also holds far out in the tails, where few and skewed days do not bear a t interval. A share that is
    /// 0 or 1 on every day is judged by its days and not by as many independent calls.
    pub fn cautious(days: &[(i64, i64)], level: f64, bounds: Bounds) -> Option<Estimate> {
        let mut sums = Self::default();
        days.iter().for_each(|(x, y)| sums.add(*x, *y));
        let spread = DaySpread::of(days.iter().copied());
        let estimate = sums.estimate(level, spread, bounds)?;
        let (least, most) = bounds.of_a_day();
        let (low, high) = if estimate.standard_error == Some(0.0) {
            let ends = unvaried(estimate.mean, level, spread.defined, bounds);
            (ends.low, ends.high)
        } else {
            let defined: Vec<(i64, i64)> = days.iter().copied().filter(|(_, y)| *y != 0).collect();
            let is_share = matches!(bounds, Bounds::Share | Bounds::ShareOfTime);
            let reach = (least.unwrap_or(f64::NEG_INFINITY), most.unwrap_or(f64::INFINITY));
            let (low, high) = SeenDays::of(&defined, is_share)?.cautious(reach).ends(level);
            (Some(low), high.is_finite().then_some(high))
        };
        let wider = |a: Option<f64>, b: Option<f64>, of: fn(f64, f64) -> f64| Some(of(a?, b?));
        let (low, high) = (wider(estimate.low, low, f64::min), wider(estimate.high, high, f64::max));
        Some(Estimate { low, high, ..estimate }.within(bounds))
    }

    /// The same sums without the days that had nothing to count: they say nothing of the ratio, so they are no degrees of
    /// freedom of its error either.
    fn of_defined(&self, defined: u64) -> Self {
        Self { n: if defined == 0 { self.n } else { self.n.min(defined) }, ..*self }
    }

    /// A share that was 0 or 1 on every day has no spread to judge by. Its interval is that of as many independent calls as
    /// were counted (Wilson), which is too narrow if whole days share a fate that has not been seen yet.
    fn share_of_calls(&self, level: f64) -> Option<Ends> {
        if self.x != 0 && self.x != self.y {
            return None;
        }
        let whole = |sum: i128| u64::try_from(sum).unwrap_or(u64::MAX);
        let share = wilson(whole(self.x), whole(self.y), level)?;
        Some(Ends { low: Some(share.low), high: Some(share.high) })
    }

    /// The ratio with what is known of its error over days of this skewness; `None` if total y is 0.
    pub fn evidence(&self, skewness: f64) -> Option<Evidence> {
        let standard_error = self.standard_error();
        self.ratio().map(|figure| Evidence { figure, standard_error, days: self.n, skewness })
    }

    /// The standard error of the ratio over days; `None` for fewer than two days or nothing to count.
    pub fn standard_error(&self) -> Option<f64> {
        if self.n < 2 || self.y == 0 {
            return None;
        }
        let squares = self.n_times_residual_squares().max(0.0);
        Some((squares / (self.n as f64 - 1.0)).sqrt() / (self.y as f64).abs())
    }

    /// n times the sum over days of (x - R y)^2.
    ///
    /// Residuals do not change if x is replaced by x - k y and R by R - k. With k the whole number next to R nearly all
    /// of the cancellation happens in integers.
    fn n_times_residual_squares(&self) -> f64 {
        let k = (2 * self.x + self.y).div_euclid(2 * self.y);
        let rest = (self.x - k * self.y) as f64 / self.y as f64;
        let (xx, yy, xy) = self.centred();
        let k_yy = k.wrapping_mul(yy);
        let xx = xx.wrapping_sub(k.wrapping_mul(xy.wrapping_mul(2).wrapping_sub(k_yy)));
        let xy = xy.wrapping_sub(k_yy);
        xx as f64 - rest * (2.0 * xy as f64 - rest * yy as f64)
    }

    /// n times the centred sums of squares and products. Exact, though single terms may wrap around, as wrapping
    /// arithmetic is exact modulo 2^128 and the results are smaller.
    fn centred(&self) -> (i128, i128, i128) {
        let n = i128::from(self.n);
        let centre = |ab: i128, a: i128, b: i128| n.wrapping_mul(ab).wrapping_sub(a.wrapping_mul(b));
        (centre(self.xx, self.x, self.x), centre(self.yy, self.y, self.y), centre(self.xy, self.x, self.y))
    }
}

/// The interval of a figure that was the same on each of `days` days.
///
/// Days that differ have a share of at most q = 1 - ((1 - level) / 2)^(1 / days): with more the days seen would have had one,
/// but for a chance of (1 - level) / 2 (Clopper & Pearson 1934, with none of n). On such a day the figure is at the very least
/// and at the very most what its bounds say, so its mean lies between `same (1 - q)` and `same (1 - q) + most q`. Where a day
/// has no bound there is no end. For a count of 0 it is the "rule of three" at this level, 3.7 / days, times the most a day with
/// any can hold.
fn unvaried(same: f64, level: f64, days: u64, bounds: Bounds) -> Ends {
    if bounds == Bounds::Fixed {
        return Ends { low: Some(same), high: Some(same) };
    }
    if days < 2 {
        return Ends::default();
    }
    let unlike = -libm::expm1(libm::log(0.5 * (1.0 - level)) / days as f64);
    let (least, most) = bounds.of_a_day();
    let mixed = |other: f64| same + unlike * (other - same);
    Ends { low: least.map(|least| mixed(least).min(same)), high: most.map(|most| mixed(most).max(same)) }
}

/// At a level of 95 % fewer days than this with anything of an amount do not tell how large it can be on one.
const FEW: f64 = 10.0;
/// Variance of the amount on a day with any, in squares of its mean: on the safe side of the exponential distribution's 1, as
/// bad days make amounts more unequal.
const UNEQUAL: f64 = 3.0;

/// The upper end of the mean of an amount that was seen on few days, and on no more than three in four; `None` if it was seen
/// on enough.
///
/// With the number `k` of days from a Poisson distribution the sum of their amounts has a variance of (1 + UNEQUAL) / k in squares
/// of its mean, and this is the upper confidence limit at (1 + level) / 2 of a gamma distribution with that variance. Further out in
/// the tails more days are few, in proportion to the logarithm of the tail.
fn of_few(mean: f64, level: f64, days: DaySpread) -> Option<f64> {
    let (tail, count) = (0.5 * (1.0 - level), days.eventful as f64);
    let enough = FEW * libm::log(tail) / libm::log(0.025);
    let few = count > 0.0 && count < enough && 4 * days.eventful <= 3 * days.defined;
    let shape = count / (1.0 + UNEQUAL);
    few.then(|| mean / gamma_quantile(tail, shape))
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;
    use proptest::prelude::*;

    fn sums(pairs: &[(i64, i64)]) -> RatioSums {
        let mut sums = RatioSums::default();
        pairs.iter().for_each(|&(x, y)| sums.add(x, y));
        sums
    }

    fn estimate_of(pairs: &[(i64, i64)], bounds: Bounds) -> Option<Estimate> {
        sums(pairs).estimate(0.95, DaySpread::of(pairs.iter().copied()), bounds)
    }

    fn estimate(pairs: &[(i64, i64)], bounds: Bounds) -> Estimate {
        estimate_of(pairs, bounds).expect("something to count")
    }

    #[test]
    fn a_mean_of_days_has_the_classic_t_interval() {
        // Mean 5, standard deviation sqrt(20/3), t(0.975, 3) = 3.182446305.
        let estimate = sums(&[(2, 1), (4, 1), (6, 1), (8, 1)])
            .estimate(0.95, DaySpread::default(), Bounds::Any)
            .expect("four days");
        let half = 3.182_446_305_283_708 * (20.0_f64 / 3.0 / 4.0).sqrt();
        assert_eq!(estimate.mean, 5.0);
        assert_near(estimate.low.expect("low"), 5.0 - half, 1e-12);
        assert_near(estimate.high.expect("high"), 5.0 + half, 1e-12);
        let in_hours = sums(&[(2, 10), (4, 10), (6, 10), (8, 10)])
            .estimate(0.95, DaySpread::default(), Bounds::Any)
            .expect("four days");
        assert_near(in_hours.high.expect("high"), 0.5 + half / 10.0, 1e-13);
    }

    #[test]
    fn a_ratio_has_the_delta_method_interval_of_a_worked_example() {
        // x = 90, 95, 60; y = 100, 100, 80: R = 0.875; residuals 2.5, 7.5, -10; their squares sum to 162.5.
        let found = sums(&[(90, 100), (95, 100), (60, 80)]);
        assert_eq!(found.ratio(), Some(0.875));
        let expected = (162.5_f64 / 2.0 / 3.0).sqrt() / (280.0 / 3.0);
        assert_near(found.standard_error().expect("three days"), expected, 1e-15);
    }

    #[test]
    fn nothing_to_count_is_undefined_and_one_day_has_no_interval() {
        assert_eq!(sums(&[]).estimate(0.95, DaySpread::default(), Bounds::Any), None);
        assert_eq!(sums(&[(0, 0), (0, 0)]).estimate(0.95, DaySpread::default(), Bounds::Any), None);
        let one = sums(&[(9, 10)]).estimate(0.95, DaySpread::default(), Bounds::Any).expect("one day");
        assert_eq!((one.mean, one.low, one.high), (0.9, None, None));
    }

    #[test]
    fn days_that_never_vary_have_no_error() {
        for factor in [1, 3, 180_000_000] {
            let same = sums(&[(7 * factor, 7), (11 * factor, 11), (13 * factor, 13)]);
            assert_eq!(same.standard_error(), Some(0.0), "factor {factor}");
        }
    }

    #[test]
    fn large_offsets_cost_no_digits() {
        let small: Vec<(i64, i64)> = (0..1000).map(|k| (k * 37 % 101, 1)).collect();
        let far: Vec<(i64, i64)> = small.iter().map(|&(x, y)| (x + 900_000_000_000_000_000, y)).collect();
        assert_eq!(sums(&small).standard_error(), sums(&far).standard_error());
        let per_call: Vec<(i64, i64)> =
            small.iter().map(|&(x, _)| (1_000_000_007 * (x + 500) + x % 5, x + 500)).collect();
        let rest: Vec<(i64, i64)> = small.iter().map(|&(x, _)| (x % 5, x + 500)).collect();
        assert_near(
            sums(&per_call).standard_error().expect("days") / sums(&rest).standard_error().expect("days"),
            1.0,
            1e-9,
        );
    }

    #[test]
    fn the_largest_sums_a_run_can_make_stay_exact() {
        // A million days of up to 1e16 microseconds each: sums of squares far beyond 128 bits once multiplied by n.
        let mut sums = RatioSums::default();
        for day in 0..1_000_000 {
            sums.add(10_000_000_000_000_000 - day % 2 * 2_000_000, 1);
        }
        let sd = 1e6 * (1e6_f64 / (1e6 - 1.0)).sqrt();
        assert_near(sums.standard_error().expect("days") / (sd / 1e3), 1.0, 1e-12);
    }

    #[test]
    fn a_share_without_spread_is_as_sure_as_so_many_calls_make_it() {
        let limits = |pairs: &[(i64, i64)]| {
            let found = estimate(pairs, Bounds::Share);
            (found.low.expect("low"), found.high.expect("high"))
        };
        let (none, all) = (limits(&[(0, 12), (0, 17)]), limits(&[(12, 12), (17, 17)]));
        assert_eq!((none.0, all.1), (0.0, 1.0));
        assert_near(none.1, 0.117, 5e-4); // 1.96^2 / (29 + 1.96^2)
        assert_near(all.0, 1.0 - none.1, 1e-12);
    }

    #[test]
    fn what_was_never_seen_ends_where_so_many_days_without_it_are_a_wonder() {
        // A share q of days with any leaves 20 days without with a chance of (1 - q)^20 = 0.025.
        let none = [(0, 1); 20];
        let unlike = 1.0 - libm::pow(0.025, 1.0 / 20.0);
        let pulls = estimate(&none, Bounds::Count { most: 10.0 });
        assert_eq!((pulls.mean, pulls.low), (0.0, Some(0.0)));
        assert_near(pulls.high.expect("high"), 10.0 * unlike, 1e-12);
        assert!(pulls.high > wilson(0, 20, 0.95).map(|share| share.high), "a day with a pull has at least one");
        let unknown = estimate(&none, Bounds::Amount { most: f64::INFINITY });
        assert_eq!((unknown.low, unknown.high), (Some(0.0), None));
    }

    #[test]
    fn days_that_were_all_alike_leave_room_for_others() {
        let unlike = 1.0 - libm::pow(0.025, 0.5); // of two days: 84 %
        let twice_three = estimate(&[(3, 1), (3, 1)], Bounds::Count { most: 13.0 });
        assert_near(twice_three.low.expect("low"), 3.0 * (1.0 - unlike), 1e-12);
        assert_near(twice_three.high.expect("high"), 3.0 + 10.0 * unlike, 1e-12);
        let half = estimate(&[(6, 12), (9, 18)], Bounds::Share);
        assert_near(half.low.expect("low"), 0.5 * (1.0 - unlike), 1e-12);
        assert_near(half.high.expect("high"), 0.5 + 0.5 * unlike, 1e-12);
        // More than a day was thought to hold is no reason for an interval beside the figure.
        assert_eq!(estimate(&[(3, 1); 5], Bounds::Count { most: 2.0 }).high, Some(3.0));
    }

    #[test]
    fn what_cannot_vary_is_known() {
        let fixed = estimate(&[(3, 1), (3, 1)], Bounds::Fixed);
        assert_eq!((fixed.low, fixed.high), (Some(3.0), Some(3.0)));
    }

    #[test]
    fn a_day_without_anything_to_count_says_nothing_of_how_others_are() {
        let with = |silent: usize| {
            let days: Vec<(i64, i64)> = [(5, 5); 3].into_iter().chain(vec![(0, 0); silent]).collect();
            estimate(&days, Bounds::Amount { most: 9.0 })
        };
        assert_eq!(with(0).high, with(40).high);
        assert_eq!(estimate(&[(5, 5), (0, 0), (0, 0)], Bounds::Amount { most: 9.0 }).high, None);
    }

    #[test]
    fn days_with_nothing_to_count_are_no_degrees_of_freedom() {
        // The lead's occupancy on the two days of twenty that had the lead on the phones.
        let called = [(50, 100), (90, 100)];
        let all = [&called[..], &[(0, 0); 18]].concat();
        assert_eq!(estimate(&all, Bounds::ShareOfTime), estimate(&called, Bounds::ShareOfTime));
        let once = estimate(&[(100, 100), (0, 0)], Bounds::ShareOfTime);
        assert_eq!((once.mean, once.low, once.high), (1.0, None, None));
        // A million microseconds are no million calls.
        let twice = estimate(&[(1_000_000, 1_000_000); 2], Bounds::ShareOfTime);
        assert!(twice.low < Some(0.2) && twice.high == Some(1.0), "{twice:?}");
    }

    #[test]
    fn an_amount_seen_on_one_day_has_hardly_an_upper_end() {
        // Gamma with shape 1/4, whose 2.5th percentile x is so small that x^(1/4) / Gamma(5/4) = 0.025.
        let mut days = vec![(0, 1); 19];
        days.push((20, 1));
        let once = estimate(&days, Bounds::Amount { most: f64::INFINITY });
        let percentile = libm::pow(0.025 * libm::tgamma(1.25), 4.0);
        assert_near(once.high.expect("high") * percentile / 0.25, 1.0, 1e-5);
        // A pull is a whole one, however few there are.
        assert!(estimate(&days, Bounds::Count { most: f64::INFINITY }).high < Some(20.0));
        // Seen on most of the days it is judged by how those scatter.
        let most: Vec<(i64, i64)> = (0..20).map(|day| ((day % 5).min(1) * (90 + day), 1)).collect();
        let plain = sums(&most).estimate(0.95, DaySpread::of(most.iter().copied()), Bounds::Count { most: 9e9 });
        assert_eq!(estimate(&most, Bounds::Amount { most: 9e9 }).high, plain.expect("days").high);
    }

    #[test]
    fn a_rare_amount_is_covered_as_often_as_it_says() {
        // Amounts are exponential on one day in ten. At 99.8 %, the level of one of 25 intervals judged together, 20,000
        // repetitions of 20 days must have an upper end below the truth in at most 0.1 % and 3.9 standard errors.
        let mut draw = SplitMix(12);
        let mut below = 0;
        for _ in 0..20_000 {
            let amount = |draw: &mut SplitMix| (draw.exponential(1e6) as i64, 1);
            let days: Vec<(i64, i64)> =
                (0..20).map(|_| if draw.unit() < 0.1 { amount(&mut draw) } else { (0, 1) }).collect();
            let spread = DaySpread::of(days.iter().copied());
            let found = sums(&days).estimate(0.998, spread, Bounds::Amount { most: f64::INFINITY }).expect("days");
            below += u32::from(found.high.is_some_and(|high| high < 1e5));
        }
        let allowed = 20.0 + 3.9 * 20.0_f64.sqrt();
        assert!(f64::from(below) <= allowed, "below the truth {below} times of 20,000");
    }

    #[test]
    fn a_share_is_never_below_0_or_above_1() {
        for pairs in [[(99, 100), (100, 100), (100, 100)], [(1, 100), (0, 100), (0, 100)], [(0, 3), (3, 3), (0, 1)]] {
            let wide = sums(&pairs).estimate(0.95, DaySpread::default(), Bounds::Any).expect("calls");
            assert!(wide.low < Some(0.0) || wide.high > Some(1.0), "{wide:?}");
            let found = estimate(&pairs, Bounds::Share);
            assert!(found.low >= Some(0.0) && found.high <= Some(1.0), "{found:?}");
        }
    }

    proptest! {
        #[test]
        fn merging_is_the_same_in_any_order(
            a in prop::collection::vec((any::<i64>(), 0..i64::MAX), 0..20),
            b in prop::collection::vec((any::<i64>(), 0..i64::MAX), 0..20),
        ) {
            let all: Vec<_> = a.iter().chain(&b).copied().collect();
            let (mut ab, mut ba) = (sums(&a), sums(&b));
            ab.merge(&sums(&b));
            ba.merge(&sums(&a));
            prop_assert_eq!(ab, sums(&all));
            prop_assert_eq!(ba, sums(&all));
        }

        #[test]
        fn the_standard_error_is_that_of_the_residuals(
            days in prop::collection::vec((0_i64..1_000_000, 1_i64..1_000), 2..40),
        ) {
            let found = sums(&days);
            let n = days.len() as f64;
            let ratio = found.ratio().expect("y is positive");
            let squares: f64 = days.iter().map(|&(x, y)| (x as f64 - ratio * y as f64).powi(2)).sum();
            let expected = (squares / (n - 1.0) / n).sqrt() / (found.denominator() as f64 / n);
            prop_assert!((found.standard_error().expect("two days") - expected).abs() <= 1e-9 * expected.max(1e-6));
        }

        #[test]
        fn no_input_panics(days in prop::collection::vec((any::<i64>(), any::<i64>()), 0..10)) {
            let most = f64::INFINITY;
            for bounds in [Bounds::Any, Bounds::Fixed, Bounds::Count { most: 3.0 }, Bounds::Amount { most }, Bounds::Share] {
                let _ = estimate_of(&days, bounds);
            }
        }
    }

    /// Repetitions whose 95 % interval covers the truth must be within 3.9 standard errors of 95 % (false alarm of each
    /// test below 1e-4), less 0.6 % for the delta method's own error at this number of days.
    fn check_coverage(name: &str, truth: f64, mut day: impl FnMut(&mut SplitMix) -> (i64, i64)) {
        const REPETITIONS: u32 = 4_000;
        let mut draw = SplitMix(0x5EED);
        let mut covered = 0;
        for _ in 0..REPETITIONS {
            let days: Vec<(i64, i64)> = (0..100).map(|_| day(&mut draw)).collect();
            let found = sums(&days).estimate(0.95, DaySpread::default(), Bounds::Any).expect("calls");
            covered += u32::from(found.low <= Some(truth) && Some(truth) <= found.high);
        }
        let share = f64::from(covered) / f64::from(REPETITIONS);
        let allowed = 3.9 * (0.95 * 0.05 / f64::from(REPETITIONS)).sqrt();
        assert!(share > 0.95 - allowed - 0.006 && share < 0.95 + allowed, "{name}: covers {share}");
    }

    #[test]
    fn the_interval_covers_the_truth_when_days_differ_little() {
        check_coverage("calm", 0.8, |draw| {
            let calls = 150 + draw.below(20) as i64;
            ((0..calls).filter(|_| draw.unit() < 0.8).count() as i64, calls)
        });
    }

    #[test]
    fn the_interval_covers_the_truth_when_busy_days_are_bad_days() {
        // Busyness b uniform on 0.5..1.5; calls 200 b; answered with chance 1 - 0.4 b.
        // Truth: E[b (1 - 0.4 b)] / E[b] = 1 - 0.4 (1 + 1/12).
        check_coverage("busy", 1.0 - 0.4 * (1.0 + 1.0 / 12.0), |draw| {
            let busyness = 0.5 + draw.unit();
            let calls = (200.0 * busyness).round() as i64;
            ((0..calls).filter(|_| draw.unit() < 1.0 - 0.4 * busyness).count() as i64, calls)
        });
    }
}
