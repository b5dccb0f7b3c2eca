//! What random lengths of time must keep.

use super::validate::{Check, LONGEST};
use super::{Distribution, FaultKind, MixturePart, Path, Patience, Quantity, ranges};
use crate::units::Span;
use std::ops::RangeInclusive;

/// Shares that add up to 1 but for rounding, as those of seven sevenths do.
const ALMOST_ALL: f64 = 1e-6;

impl Check<'_> {
    fn mean_and_cv(&mut self, at: &Path, mean: Span, cv: f64, range: &RangeInclusive<f64>) {
        self.span(at, mean, Span::from_micros(1));
        self.number(at.clone(), Quantity::LengthCv, cv, range);
    }

    pub(super) fn distribution(&mut self, at: &Path, distribution: &Distribution) {
        match distribution {
            Distribution::Constant(span) => self.span(at, *span, Span::ZERO),
            Distribution::Exponential { mean } => self.span(at, *mean, Span::from_micros(1)),
            Distribution::Lognormal { mean, cv } => self.mean_and_cv(at, *mean, *cv, &ranges::LOGNORMAL_CV),
            Distribution::Gamma { mean, cv } => self.mean_and_cv(at, *mean, *cv, &ranges::CV),
            Distribution::Weibull { mean, cv } => self.mean_and_cv(at, *mean, *cv, &ranges::CV),
            Distribution::Uniform { from, to } => {
                self.span(at, *from, Span::ZERO);
                if to < from || *to > LONGEST {
                    self.fault(at.clone(), FaultKind::UniformBackwards { from: *from, to: *to });
                }
            }
            Distribution::Empirical(spans) => {
                if spans.is_empty() || spans.iter().any(|s| *s < Span::ZERO || *s > LONGEST) {
                    self.fault(at.clone(), FaultKind::ObservedLengths { most: LONGEST });
                }
            }
            Distribution::Mixture(parts) => self.mixture(&at.key("mixture"), parts),
        }
    }

    fn mixture(&mut self, at: &Path, parts: &[MixturePart]) {
        for (i, part) in parts.iter().enumerate() {
            self.share(at.index(i).key("share"), part.share);
            self.distribution(&at.index(i).key("time"), &part.time);
        }
        let sum: f64 = parts.iter().map(|part| part.share).sum();
        if (sum - 1.0).abs() > ALMOST_ALL {
            self.fault(at.clone(), FaultKind::MixtureShares { sum });
        }
    }

    pub(super) fn patience(&mut self, at: &Path, patience: &Patience) {
        match patience {
            Patience::Infinite => {}
            Patience::Random(distribution) => self.distribution(at, distribution),
            Patience::Survival(curve) => {
                let points = &curve.points;
                let shares = points.iter().all(|p| (0.0..=1.0).contains(&p.1))
                    && points.iter().all(|p| p.0 >= Span::ZERO && p.0 <= LONGEST);
                let ordered = points.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 >= w[1].1);
                if points.is_empty() || !shares || !ordered {
                    self.fault(at.clone(), FaultKind::SurvivalCurve);
                }
            }
        }
    }
}
