//! The regularised incomplete beta function.

use super::continued_fraction;
use super::stirling::{deviance, stirling_error};

/// Regularised incomplete beta function I_x(a, b); NaN unless a, b > 0 and x in 0..=1.
///
/// Continued fraction of DLMF 8.17.22 (DiDonato & Morris 1992), on the side of the mean where it converges fast.
pub fn beta_inc(a: f64, b: f64, x: f64) -> f64 {
    beta_inc_of_pair(a, b, x, 1.0 - x)
}

/// As [`beta_inc`], with `y = 1 - x` given as well, for callers who know it better than a subtraction would.
pub(super) fn beta_inc_of_pair(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0) {
        return f64::NAN;
    }
    if x == 0.0 || y == 0.0 {
        return if x == 0.0 { 0.0 } else { 1.0 };
    }
    if x <= (a + 1.0) / (a + b + 2.0) { left_tail(a, b, x, y) } else { 1.0 - left_tail(b, a, y, x) }
}

fn left_tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let term = |k: f64| {
        let m = f64::from(k as u32 / 2);
        let up = if 2.0 * m == k {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        (up, 1.0)
    };
    beta_front(a, b, x, y) / (a * continued_fraction(1.0, term))
}

/// `x^a y^b / B(a, b)`, as Loader's binomial density, so that large a and b cost no digits.
pub(super) fn beta_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let ln = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    libm::exp(ln) * (a * b / (2.0 * std::f64::consts::PI * n)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::{assert_close, simpson};
    use super::*;

    #[test]
    fn whole_parameters_are_binomial_sums() {
        // I_x(a, n - a + 1) = P(Binomial(n, x) >= a), DLMF 8.17.5.
        for (n, a, x) in [(10_u32, 3_u32, 0.2), (10, 8, 0.5), (40, 11, 0.31), (200, 150, 0.7)] {
            let mut term = libm::pow(1.0 - x, f64::from(n));
            let mut sum = 0.0;
            for k in 0..=n {
                if k >= a {
                    sum += term;
                }
                term *= f64::from(n - k) / f64::from(k + 1) * x / (1.0 - x);
            }
            assert_close(beta_inc(f64::from(a), f64::from(n - a + 1), x), sum, 1e-11);
        }
    }

    #[test]
    fn it_is_the_integral_of_the_density_and_symmetric() {
        for (a, b, from, to) in [(2.5, 3.5, 0.2, 0.6), (40.0, 0.5, 0.9, 0.97), (5e5, 2e5, 0.713, 0.7145)] {
            let density = |x: f64| beta_front(a, b, x, 1.0 - x) / (x * (1.0 - x));
            let integral = simpson(density, from, to, 4_000);
            assert_close(beta_inc(a, b, to) - beta_inc(a, b, from), integral, 1e-9);
            assert_close(beta_inc(b, a, 1.0 - to), 1.0 - beta_inc(a, b, to), 1e-9);
        }
    }

    #[test]
    fn the_ends_are_zero_and_one_and_nonsense_is_not_a_number() {
        assert_eq!((beta_inc(2.0, 3.0, 0.0), beta_inc(2.0, 3.0, 1.0)), (0.0, 1.0));
        assert!(beta_inc(0.0, 1.0, 0.5).is_nan() && beta_inc(1.0, 1.0, 1.5).is_nan());
    }
}
