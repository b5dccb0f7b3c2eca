//! The random streams, and every distribution drawn from them, put to statistical tests.
//!
//! Keys are fixed, so a test that passes goes on passing until the draws change. Every p-value here must be above
//! `ALPHA`; there are fewer than 600 of them, so after a change of right draws one fails with a chance below 6 in 10,000.
//! A heavier battery is `cargo bench --bench streams`.

mod distributions;
mod floor;
mod numbers;

use holdline::random::{Entity, Purpose, Stream};
use holdline::special::{gamma_p, gamma_q, normal_cdf};

pub const ALPHA: f64 = 1e-6;

/// The mean length of what is drawn.
pub const MEAN: f64 = 2e8;

pub const PURPOSES: [Purpose; 8] = [
    Purpose::Busyness,
    Purpose::Arrival,
    Purpose::Talk,
    Purpose::WrapUp,
    Purpose::Patience,
    Purpose::Balk,
    Purpose::Absence,
    Purpose::JoinAfter,
];

pub fn stream(seed: u64, day: u64, purpose: Purpose, name: &str) -> Stream {
    Stream::new(seed, day, purpose, Entity::named(name))
}

#[track_caller]
pub fn assert_likely(p: f64, what: &str) {
    assert!(p > ALPHA, "{what}: p = {p:e}");
}

/// The p-value of a sum of independent terms with mean 0 and variance 1.
pub fn of_normal(sum: f64, n: usize) -> f64 {
    2.0 * normal_cdf(-(sum / (n as f64).sqrt()).abs())
}

/// The p-value of Pearson's chi-square; both tails, as too good a fit is a fault as well.
pub fn of_chi_square(found: &[f64], expected: impl Fn(usize) -> f64, fitted: usize) -> f64 {
    let squares: f64 = found.iter().enumerate().map(|(i, n)| (n - expected(i)) * (n - expected(i)) / expected(i)).sum();
    let half_df = (found.len() - fitted) as f64 / 2.0;
    2.0 * gamma_q(half_df, squares / 2.0).min(gamma_p(half_df, squares / 2.0))
}
