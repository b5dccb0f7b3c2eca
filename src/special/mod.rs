//! Special functions and quantiles, the same bytes on every machine: nothing but arithmetic, `sqrt` and `libm`.
//!
//! Arguments outside a function's domain give NaN, never a panic.

mod beta;
mod blocks;
mod gamma;
mod normal;
mod stirling;
mod student;

pub use beta::beta_inc;
pub(crate) use blocks::{exp_moderate, log_of_unit, nearest};
pub use gamma::{gamma_p, gamma_q, gamma_quantile};
pub use normal::{normal_cdf, normal_quantile};
pub(crate) use student::{student_t_cdf, student_t_quantile, student_t_two_sided};

/// The logarithm of the gamma function of a positive number.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The value of a polynomial, coefficients from the constant upwards (Horner's rule).
#[inline]
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Continued fraction `b0 + a1 / (b1 + a2 / (b2 + ...))` by the modified Lentz method (Thompson & Barnett 1986).
/// `term(k)` gives `(a_k, b_k)` for k >= 1.
fn continued_fraction(b0: f64, mut term: impl FnMut(f64) -> (f64, f64)) -> f64 {
    const TINY: f64 = 1e-290;
    const MOST_TERMS: u32 = 1_000_000;
    let nonzero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut value = nonzero(b0);
    let (mut c, mut d) = (value, 0.0);
    for k in 1..MOST_TERMS {
        let (a, b) = term(f64::from(k));
        d = 1.0 / nonzero(b + a * d);
        c = nonzero(b + a / c);
        let change = c * d;
        value *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Finds where a monotone log-concave tail has the value `target`, by Newton's method on its logarithm.
///
/// `tail(u)` gives the tail at `u` and its derivative. Because the logarithm is concave, Newton's method overshoots at
/// most once and then closes in from one side; steps are cut to 1, so a start from which the tail underflows is
/// walked out of, towards `inside` (-1 or +1).
fn solve_tail(target: f64, start: f64, inside: f64, mut tail: impl FnMut(f64) -> (f64, f64)) -> f64 {
    const CLOSE: f64 = 1e-9; // Newton squares the error: the step after this one is below rounding
    let ln_target = libm::log(target);
    let mut u = start;
    for _ in 0..200 {
        let (value, slope) = tail(u);
        let step = (ln_target - libm::log(value)) * value / slope;
        let step = if step.is_finite() { step.clamp(-1.0, 1.0) } else { inside };
        u += step;
        if step.abs() < CLOSE {
            break;
        }
    }
    u
}

/// Simpson's rule with `2 * halves` panels: the second method of this module's tests.
#[cfg(test)]
fn simpson(f: impl Fn(f64) -> f64, from: f64, to: f64, halves: usize) -> f64 {
    let h = (to - from) / (2 * halves) as f64;
    let inner = |k: usize| f(from + k as f64 * h) * if k % 2 == 1 { 4.0 } else { 2.0 };
    h / 3.0 * (f(from) + f(to) + (1..2 * halves).map(inner).sum::<f64>())
}

#[cfg(test)]
fn assert_close(found: f64, expected: f64, relative: f64) {
    let off = (found - expected).abs();
    assert!(off <= relative * expected.abs(), "{found:e} is not {expected:e}: off by {:e}", off / expected.abs());
}
