//! Student's t distribution.

use super::beta::{beta_front, beta_inc_of_pair};
use super::{normal_quantile, solve_tail};

/// The chance that Student's t with `df` degrees of freedom is at most `t`; NaN unless df > 0.
pub fn student_t_cdf(t: f64, df: f64) -> f64 {
    let tail = 0.5 * student_t_two_sided(t, df);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The chance that Student's t lies at least as far from 0 as `t`: the two-sided p-value. NaN unless df > 0.
pub fn student_t_two_sided(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    let (x, y) = shares(t, df);
    beta_inc_of_pair(0.5 * df, 0.5, x, y)
}

/// The value below which Student's t with `df` degrees of freedom lies with chance `p`.
///
/// Relative error below 1e-11 for df >= 1 and tails of 1e-12 and more (close to p = 1/2 the absolute error is about
/// 1e-15 instead). NaN unless df > 0 and p in 0..=1. The tail is
/// log-concave in `ln t`, so Newton's method on its logarithm finds it; the start is the second-order expansion around the normal quantile
/// (Abramowitz & Stegun 1964, 26.7.5).
pub fn student_t_quantile(p: f64, df: f64) -> f64 {
    if !(df > 0.0 && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    let tail = p.min(1.0 - p);
    if tail == 0.0 {
        return f64::INFINITY.copysign(p - 0.5);
    }
    let z = normal_quantile(tail).abs();
    if z == 0.0 {
        return 0.0;
    }
    let start = z + (z * z * z + z) / (4.0 * df);
    let u = solve_tail(2.0 * tail, libm::log(start), -1.0, |u| {
        let t = libm::exp(u);
        let (x, y) = shares(t, df);
        // d/du of the two-sided tail is -2 t f(t), and t f(t) = front of the beta function.
        (beta_inc_of_pair(0.5 * df, 0.5, x, y), -2.0 * beta_front(0.5 * df, 0.5, x, y))
    });
    libm::exp(u).copysign(p - 0.5)
}

/// `df / (df + t^2)` and `t^2 / (df + t^2)`, each exact to rounding.
fn shares(t: f64, df: f64) -> (f64, f64) {
    let ratio = t / df.sqrt() * (t / df.sqrt());
    (1.0 / (1.0 + ratio), ratio / (1.0 + ratio))
}

#[cfg(test)]
mod tests {
    use super::super::{assert_close, simpson};
    use super::*;

    #[test]
    fn quantiles_have_the_digits_of_the_printed_tables() {
        // NIST/SEMATECH e-Handbook, 1.3.6.7.2.
        for (p, df, printed) in [
            (0.95, 1.0, 6.314),
            (0.975, 4.0, 2.776),
            (0.975, 10.0, 2.228),
            (0.99, 30.0, 2.457),
            (0.999, 60.0, 3.232),
            (0.975, 100.0, 1.984),
        ] {
            assert!((student_t_quantile(p, df) - printed).abs() < 5.1e-4, "{p} {df}");
        }
    }

    #[test]
    fn one_and_two_degrees_have_their_closed_forms() {
        for p in [1e-12, 0.001, 0.2, 0.45, 0.49] {
            assert_close(student_t_quantile(p, 1.0), -1.0 / libm::tan(std::f64::consts::PI * p), 1e-11);
            let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
            assert_close(student_t_quantile(p, 2.0), two, 1e-11);
        }
    }

    #[test]
    fn many_degrees_approach_the_normal() {
        for p in [0.001, 0.1, 0.75, 0.975, 0.995] {
            let (z, df) = (normal_quantile(p), 1e6);
            let z3 = z * z * z;
            let z5 = z3 * z * z;
            // Abramowitz & Stegun 26.7.5, whose next term is below 1e-15 here.
            let expansion = z + (z3 + z) / (4.0 * df) + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * df * df);
            assert_close(student_t_quantile(p, df), expansion, 1e-11);
        }
    }

    #[test]
    fn quantile_and_cdf_undo_each_other() {
        for df in [1.0, 1.5, 2.0, 3.0, 7.0, 49.0, 999.0, 1e5, 1e7] {
            for p in [1e-9, 0.001, 0.025, 0.3, 0.499, 0.6, 0.975, 0.999_9] {
                assert_close(student_t_cdf(student_t_quantile(p, df), df), p, 1e-10);
            }
        }
    }

    #[test]
    fn the_cdf_is_the_integral_of_the_density() {
        for df in [1.0, 3.0, 9.5, 200.0] {
            let ln_front = libm::lgamma(0.5 * (df + 1.0)) - libm::lgamma(0.5 * df);
            let front = libm::exp(ln_front) / (df * std::f64::consts::PI).sqrt();
            let density = |t: f64| front * libm::pow(1.0 + t * t / df, -0.5 * (df + 1.0));
            let expected = simpson(density, -0.7, 2.1, 500);
            assert_close(student_t_cdf(2.1, df) - student_t_cdf(-0.7, df), expected, 1e-11);
        }
    }

    #[test]
    fn the_middle_is_zero_the_ends_infinite_and_nonsense_not_a_number() {
        assert_eq!(student_t_quantile(0.5, 5.0), 0.0);
        assert_eq!(student_t_quantile(0.0, 5.0), f64::NEG_INFINITY);
        assert_eq!(student_t_quantile(1.0, 5.0), f64::INFINITY);
        assert_eq!(student_t_two_sided(f64::NEG_INFINITY, 5.0), 0.0);
        assert!(student_t_quantile(0.5, 0.0).is_nan() && student_t_quantile(1.2, 3.0).is_nan());
    }
}
