//! The random lengths of the model as formulas know them.

use crate::analytic::{AnalyticError, PatienceCurve};
use crate::model::{Distribution, MixturePart, Patience, Queue, SurvivalCurve};
use crate::special::{gamma_q, ln_gamma};
use crate::units::Span;

/// Mean in seconds and variance in square seconds.
pub fn moments(distribution: &Distribution) -> (f64, f64) {
    let mean = distribution.mean_s();
    let spread = |cv: f64| (cv * mean) * (cv * mean);
    let variance = match distribution {
        Distribution::Constant(_) => 0.0,
        Distribution::Exponential { .. } => spread(1.0),
        Distribution::Lognormal { cv, .. } | Distribution::Gamma { cv, .. } | Distribution::Weibull { cv, .. } => {
            spread(*cv)
        }
        Distribution::Uniform { from, to } => {
            let width = (*to - *from).as_secs();
            width * width / 12.0
        }
        Distribution::Empirical(lengths) => {
            let squares = lengths.iter().map(|l| (l.as_secs() - mean) * (l.as_secs() - mean));
            squares.sum::<f64>() / lengths.len() as f64
        }
        Distribution::Mixture(parts) => {
            let square = |part: &MixturePart| {
                let (mean, variance) = moments(&part.time);
                part.share * (variance + mean * mean)
            };
            (parts.iter().map(square).sum::<f64>() - mean * mean).max(0.0)
        }
    };
    (mean, variance)
}

/// How long the callers of a queue wait, who may hang up at announcements.
///
/// # Errors
/// As [`patience`].
pub fn patience_of(queue: &Queue) -> Result<PatienceCurve, AnalyticError> {
    let curve = patience(&queue.patience)?;
    if queue.announcements.is_empty() {
        return Ok(curve);
    }
    curve.with_announcements(queue.announcements.iter().map(|a| (a.at.as_secs(), a.chance)).collect())
}

/// The patience of callers as formulas know it.
///
/// # Errors
/// If a mean is 0, which the model takes for no patience at all and formulas do not know.
pub fn patience(patience: &Patience) -> Result<PatienceCurve, AnalyticError> {
    match patience {
        Patience::Infinite => Ok(PatienceCurve::infinite()),
        Patience::Survival(curve) => survival(curve),
        Patience::Random(distribution) => random(distribution),
    }
}

fn random(distribution: &Distribution) -> Result<PatienceCurve, AnalyticError> {
    match distribution {
        Distribution::Constant(length) => PatienceCurve::constant(length.as_secs()),
        Distribution::Exponential { mean } => PatienceCurve::exponential(mean.as_secs()),
        Distribution::Lognormal { mean, cv } => PatienceCurve::lognormal(mean.as_secs(), *cv),
        Distribution::Weibull { mean, cv } => PatienceCurve::weibull(mean.as_secs(), weibull_shape(*cv)),
        Distribution::Gamma { mean, cv } => {
            let (shape, scale) = (1.0 / (cv * cv), mean.as_secs() * cv * cv);
            PatienceCurve::from_survival(move |t| gamma_q(shape, t / scale), Vec::new())
        }
        Distribution::Uniform { from, to } => {
            let (from, to) = (from.as_secs(), to.as_secs());
            PatienceCurve::from_survival(move |t| ((to - t) / (to - from)).clamp(0.0, 1.0), vec![from, to])
        }
        Distribution::Empirical(lengths) => observed(lengths),
        Distribution::Mixture(parts) => {
            let curve = |part: &MixturePart| Ok((part.share, random(&part.time)?));
            PatienceCurve::mixture(parts.iter().map(curve).collect::<Result<_, AnalyticError>>()?)
        }
    }
}

/// Lengths as a curve through a hundred of their quantiles: a formula sums over it, and a step for every one of them would cost
/// more than it tells.
fn observed(lengths: &[Span]) -> Result<PatienceCurve, AnalyticError> {
    const PARTS: usize = 100;
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let point = |k: usize| {
        let at = (k * (sorted.len() - 1) + PARTS / 2) / PARTS;
        (sorted[at], 1.0 - k as f64 / PARTS as f64)
    };
    survival(&SurvivalCurve { points: (0..=PARTS).map(point).collect() })
}

/// Straight between points, from 1 at wait 0; what is left at the end never hangs up.
fn survival(curve: &SurvivalCurve) -> Result<PatienceCurve, AnalyticError> {
    let mut points = vec![(0.0, 1.0)];
    points.extend(curve.points.iter().map(|(wait, share)| (wait.as_secs(), *share)));
    let breaks = points.iter().map(|(wait, _)| *wait).collect();
    let share = move |t: f64| {
        let after = points.partition_point(|(wait, _)| *wait <= t);
        let (Some(&(from, high)), next) = (points.get(after - 1), points.get(after)) else { return 1.0 };
        next.map_or(high, |(to, low)| high + (low - high) * (t - from) / (to - from))
    };
    PatienceCurve::from_survival(share, breaks)
}

/// The shape k of a Weibull with this coefficient of variation, by bisection: cv^2 = G(1 + 2/k) / G(1 + 1/k)^2 - 1.
fn weibull_shape(cv: f64) -> f64 {
    let too_wide = |shape: f64| libm::expm1(ln_gamma(1.0 + 2.0 / shape) - 2.0 * ln_gamma(1.0 + 1.0 / shape)) > cv * cv;
    let (mut wide, mut narrow) = (0.01, 1_000.0);
    for _ in 0..200 {
        let middle = 0.5 * (wide + narrow);
        if too_wide(middle) { wide = middle } else { narrow = middle }
    }
    narrow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Announcement, Arrivals};

    #[test]
    fn the_shape_of_a_weibull_is_that_of_its_spread() {
        for (cv, shape) in [(1.0, 1.0), (5.0_f64.sqrt(), 0.5), ((4.0 / std::f64::consts::PI - 1.0).sqrt(), 2.0)] {
            assert!((weibull_shape(cv) - shape).abs() < 1e-9, "{cv}: {}", weibull_shape(cv));
        }
    }

    #[test]
    fn a_survival_curve_is_straight_between_its_points_and_level_after_them() {
        let points = vec![(Span::from_secs(10), 0.8), (Span::from_secs(30), 0.2)];
        let known = patience(&Patience::Survival(SurvivalCurve { points })).expect("a curve");
        for (t, share) in [(0.0, 1.0), (5.0, 0.9), (10.0, 0.8), (20.0, 0.5), (30.0, 0.2), (1e6, 0.2)] {
            assert!((known.survival(t) - share).abs() < 1e-12, "{t}: {}", known.survival(t));
        }
    }

    #[test]
    fn announcements_take_their_share_of_those_who_still_wait() {
        let talk = Distribution::Constant(Span::from_minutes(3));
        let mut queue = Queue::new("general", Arrivals::Calls(Vec::new()), talk);
        queue.announcements = vec![Announcement { at: Span::from_secs(20), chance: 0.25 }];
        let endless = patience_of(&queue).expect("a curve");
        assert_eq!((endless.survival(19.9), endless.survival(20.0), endless.survival(1e6)), (1.0, 0.75, 0.75));
        queue.patience = Patience::Random(Distribution::Constant(Span::from_secs(60)));
        let known = patience_of(&queue).expect("a curve");
        assert_eq!((known.survival(59.9), known.survival(60.0)), (0.75, 0.0));
    }

    #[test]
    fn observed_lengths_keep_their_shares() {
        let lengths: Vec<Span> = (1..=1_000).map(Span::from_secs).collect();
        let known = patience(&Patience::Random(Distribution::Empirical(lengths))).expect("lengths");
        for t in [1.0_f64, 100.0, 500.0, 990.0] {
            assert!((known.survival(t) - (1.0 - t / 1_000.0)).abs() < 0.01, "{t}: {}", known.survival(t));
        }
        let one = patience(&Patience::Random(Distribution::Empirical(vec![Span::from_secs(7)]))).expect("a length");
        assert_eq!((one.survival(6.9) > 0.0, one.survival(7.0)), (true, 0.0));
    }
}
