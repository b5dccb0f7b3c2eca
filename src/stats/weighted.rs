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

#[cfg(test)]
mod tests {
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

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
