//! Percentiles of independent days with intervals from their order alone, whatever the days' distribution.

use super::ends::Ends;
use crate::special::{beta_inc, normal_quantile};

/// Interval of the `p` quantile (0 < p < 1) of what days come from, at this level (0.95), from days in ascending order.
///
/// The values of two ranks, which the binomial distribution alone decides (Conover 1999, Practical Nonparametric Statistics,
/// section 3.2; Hahn & Meeker 1991, section 5.2): the chance that the quantile lies below the lower or above the upper one is at most
/// (1 - level) / 2 each. `None` where no rank does: fewer than 72 days do not tell how bad one day in 20 can be.
pub fn quantile_ends(sorted: &[f64], p: f64, level: f64) -> Ends {
    let (low, high) = ranks(sorted.len(), p, level);
    let value = |rank: usize| sorted.get(rank.checked_sub(1)?).copied();
    Ends { low: low.and_then(value), high: high.and_then(value) }
}

/// Ranks, from 1, of the values that bound the `p` quantile of `n` independent values.
pub fn ranks(n: usize, p: f64, level: f64) -> (Option<usize>, Option<usize>) {
    let tail = 0.5 * (1.0 - level);
    // From above the ranks are those of the quantile 1 - p from below.
    let from_above = lower_rank(n, 1.0 - p, tail).map(|rank| n + 1 - rank);
    (lower_rank(n, p, tail), from_above)
}

/// The largest rank whose value exceeds the `p` quantile with a chance of at most `tail`: that of fewer than so many of `n`
/// values at or below it.
fn lower_rank(n: usize, p: f64, tail: f64) -> Option<usize> {
    let fits = |rank: usize| rank == 0 || binomial_up_to(rank - 1, n, p) <= tail;
    let of = n as f64;
    // The normal distribution's rank is next to the right one.
    let start = of * p + normal_quantile(tail) * (of * p * (1.0 - p)).sqrt();
    let mut rank = (start.max(0.0) as usize).min(n);
    while !fits(rank) {
        rank -= 1;
    }
    while rank < n && fits(rank + 1) {
        rank += 1;
    }
    (rank > 0).then_some(rank)
}

/// The chance of at most `k` of `n`, each with chance `p`.
fn binomial_up_to(k: usize, n: usize, p: f64) -> f64 {
    if k >= n { 1.0 } else { beta_inc((n - k) as f64, k as f64 + 1.0, 1.0 - p) }
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

    #[test]
    fn the_ranks_are_those_of_the_tables() {
        // Of a median (Conover 1999, table A3): n = 10: 2nd and 9th; n = 20: 6th and 15th; n = 50: 18th and 33rd.
        assert_eq!(ranks(10, 0.5, 0.95), (Some(2), Some(9)));
        assert_eq!(ranks(20, 0.5, 0.95), (Some(6), Some(15)));
        assert_eq!(ranks(50, 0.5, 0.95), (Some(18), Some(33)));
    }

    #[test]
    fn a_chance_of_one_in_twenty_needs_72_days_to_be_bounded() {
        // 0.95^72 = 0.02488: the least of 72 days is above the 5th percentile with that chance.
        assert_eq!((ranks(71, 0.05, 0.95).0, ranks(72, 0.05, 0.95).0), (None, Some(1)));
        assert_eq!((ranks(71, 0.95, 0.95).1, ranks(72, 0.95, 0.95).1), (None, Some(72)));
        assert_eq!(ranks(0, 0.5, 0.95), (None, None));
        assert_eq!(ranks(5, 0.5, 0.95), (None, None));
    }

    #[test]
    fn chances_of_the_binomial_are_sums_of_its_terms() {
        // 3 of 5 at most, one in four: 1 - 5 (1/4)^4 (3/4) - (1/4)^5.
        assert_near(binomial_up_to(3, 5, 0.25), 1.0 - 15.0 / 1024.0 - 1.0 / 1024.0, 1e-14);
        assert_eq!(binomial_up_to(5, 5, 0.25), 1.0);
    }

    #[test]
    fn any_distribution_is_covered_also_one_with_many_equal_days() {
        // 2,000 repetitions of 100 days: at least 95 %, less 3.9 standard errors (false alarm below 1e-4 each).
        let mut draw = SplitMix(5);
        let (mut skewed, mut whole) = (0, 0);
        for _ in 0..2_000 {
            let mut days: Vec<f64> = (0..100).map(|_| draw.exponential(1.0)).collect();
            days.sort_by(f64::total_cmp);
            let covers = |days: &[f64], truth: f64| {
                let ends = quantile_ends(days, 0.95, 0.95);
                ends.low <= Some(truth) && ends.high.is_none_or(|high| truth <= high)
            };
            skewed += u32::from(covers(&days, -libm::log(0.05)));
            // Rounded down: 2 covers from 0.9502 of the days, so the percentile is 2.
            let counts: Vec<f64> = days.iter().map(|day| day.floor()).collect();
            whole += u32::from(covers(&counts, 2.0));
        }
        let least = (0.95 - 3.9 * (0.95 * 0.05 / 2_000.0_f64).sqrt()) * 2_000.0;
        assert!(f64::from(skewed) >= least && f64::from(whole) >= least, "{skewed} and {whole} of 2,000");
    }
}
