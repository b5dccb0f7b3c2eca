//! Distributions of the model become samplers.

use crate::model::{Distribution, Patience};
use crate::random::Sampler;
use crate::units::Span;

pub(super) fn sampler(distribution: &Distribution) -> Sampler {
    let micros = |span: &Span| span.micros() as f64;
    match distribution {
        Distribution::Constant(span) => Sampler::Constant(span.micros()),
        Distribution::Exponential { mean } => Sampler::exponential(micros(mean)),
        Distribution::Lognormal { mean, cv } => Sampler::lognormal(micros(mean), *cv),
        Distribution::Gamma { mean, cv } => Sampler::gamma(micros(mean), *cv),
        Distribution::Weibull { mean, cv } => Sampler::weibull(micros(mean), *cv),
        Distribution::Uniform { from, to } => Sampler::Uniform { from: micros(from), width: micros(to) - micros(from) },
        Distribution::Empirical(lengths) => Sampler::Empirical(lengths.iter().map(|s| s.micros()).collect()),
        Distribution::Mixture(parts) => {
            Sampler::mixture(parts.iter().map(|part| (part.share, sampler(&part.time))).collect())
        }
    }
}

pub(super) fn patience(patience: &Patience) -> Sampler {
    match patience {
        Patience::Infinite => Sampler::Never,
        Patience::Random(distribution) => sampler(distribution),
        Patience::Survival(curve) => {
            Sampler::Survival(curve.points.iter().map(|(wait, share)| (wait.micros() as f64, *share)).collect())
        }
    }
}
