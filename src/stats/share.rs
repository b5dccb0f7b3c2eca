//! Shares of days.

use super::estimate::Share;
use crate::special::normal_quantile;

/// The share `hits` of `n` with its score interval at this level (0.95); `None` if n is 0 (M-S5).
///
/// Wilson (1927), "Probable inference, the law of succession, and statistical inference". Unlike the plain interval it
/// stays inside 0..=1 and says something also for 0 of n and n of n. `hits` beyond `n` counts as `n`.
pub fn wilson(hits: u64, n: u64, level: f64) -> Option<Share> {
    if n == 0 {
        return None;
    }
    let (hits, n) = (hits.min(n) as f64, n as f64);
    let z = normal_quantile(0.5 + 0.5 * level);
    let mean = hits / n;
    let centre = (hits + 0.5 * z * z) / (n + z * z);
    let half_width = z / (n + z * z) * (n * mean * (1.0 - mean) + 0.25 * z * z).sqrt();
    // At the two ends the limit is the end itself, which rounding would miss.
    let low = if hits == 0.0 { 0.0 } else { centre - half_width };
    let high = if hits == n { 1.0 } else { centre + half_width };
    Some(Share { mean, low, high })
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::assert_near;
    use super::*;

    #[test]
    fn it_has_the_published_values() {
        // Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (hits, n, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = wilson(hits, n, 0.95).expect("days");
            assert_near(found.low, low, 5.1e-5);
            assert_near(found.high, high, 5.1e-5);
        }
    }

    #[test]
    fn the_limits_are_where_the_score_test_just_rejects() {
        for (hits, n, level) in [(3, 10, 0.95), (500, 1000, 0.99), (999, 1000, 0.8)] {
            let found = wilson(hits, n, level).expect("days");
            let z = normal_quantile(0.5 + 0.5 * level);
            for limit in [found.low, found.high] {
                let score = (found.mean - limit).abs() / (limit * (1.0 - limit) / n as f64).sqrt();
                assert_near(score, z, 1e-9);
            }
        }
    }

    #[test]
    fn none_all_and_nothing_are_answered() {
        let none = wilson(0, 50, 0.95).expect("days");
        let all = wilson(50, 50, 0.95).expect("days");
        assert_eq!((none.mean, none.low, all.mean, all.high), (0.0, 0.0, 1.0, 1.0));
        assert_near(none.high, 1.0 - all.low, 1e-15);
        assert_eq!(wilson(0, 0, 0.95), None);
    }

    #[test]
    fn it_covers_the_truth_about_as_often_as_it_says() {
        // Exact coverage: the sum of binomial chances of the outcomes whose interval covers. No randomness, no false alarm.
        for n in [20_u64, 200, 1000] {
            let covered: Vec<f64> = (1..100).map(|k| coverage(n, k as f64 / 100.0)).collect();
            let mean = covered.iter().sum::<f64>() / covered.len() as f64;
            assert!((0.945..0.96).contains(&mean), "n {n}: covers {mean}");
            assert!(covered.iter().all(|c| *c > 0.83), "n {n}: somewhere far too seldom");
        }
    }

    fn coverage(n: u64, truth: f64) -> f64 {
        let ln_choose =
            |k: u64| libm::lgamma(n as f64 + 1.0) - libm::lgamma(k as f64 + 1.0) - libm::lgamma((n - k) as f64 + 1.0);
        let chance =
            |k: u64| libm::exp(ln_choose(k) + k as f64 * libm::log(truth) + (n - k) as f64 * libm::log(1.0 - truth));
        let covers = |k: &u64| wilson(*k, n, 0.95).is_some_and(|s| s.low <= truth && truth <= s.high);
        (0..=n).filter(covers).map(chance).sum()
    }
}
