//! Random lengths of time, each given by its mean and spread rather than by textbook parameters.

use crate::units::Span;

/// A random length of time.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same.
    Constant(Span),
    /// Exponential with this mean.
    Exponential {
        /// Its mean.
        mean: Span,
    },
    /// Lognormal with this mean and coefficient of variation (sd / mean).
    Lognormal {
        /// Its mean.
        mean: Span,
        /// Its coefficient of variation.
        cv: f64,
    },
    /// Gamma with this mean and coefficient of variation.
    Gamma {
        /// Its mean.
        mean: Span,
        /// Its coefficient of variation.
        cv: f64,
    },
    /// Weibull with this mean and coefficient of variation.
    Weibull {
        /// Its mean.
        mean: Span,
        /// Its coefficient of variation.
        cv: f64,
    },
    /// Any length from `from` to `to`, all equally likely.
    Uniform {
        /// The shortest.
        from: Span,
        /// The longest.
        to: Span,
    },
    /// One of these observed lengths, all equally likely.
    Empirical(Vec<Span>),
    /// Of several kinds, each with its share: short calls beside ordinary ones.
    Mixture(Vec<MixturePart>),
}

/// A part of a mixture.
#[derive(Clone, Debug, PartialEq)]
pub struct MixturePart {
    /// Its share; those of all parts add up to 1.
    pub share: f64,
    /// How long what is of this part takes.
    pub time: Distribution,
}

impl Distribution {
    /// Its mean in seconds.
    pub fn mean_s(&self) -> f64 {
        match self {
            Self::Constant(mean)
            | Self::Exponential { mean }
            | Self::Lognormal { mean, .. }
            | Self::Gamma { mean, .. }
            | Self::Weibull { mean, .. } => mean.as_secs(),
            Self::Uniform { from, to } => 0.5 * (from.as_secs() + to.as_secs()),
            Self::Empirical(lengths) => lengths.iter().map(|l| l.as_secs()).sum::<f64>() / lengths.len() as f64,
            Self::Mixture(parts) => parts.iter().map(|part| part.share * part.time.mean_s()).sum(),
        }
    }
}

/// How long a caller would wait (M-C6).
#[derive(Clone, Debug, PartialEq)]
pub enum Patience {
    /// Never hangs up.
    Infinite,
    /// Hangs up after a random time.
    Random(Distribution),
    /// A survival curve, as Kaplan and Meier estimate it; what is left at its end never hangs up.
    Survival(SurvivalCurve),
}

/// Points of a survival curve: the share of callers whose patience is longer than a wait.
///
/// Waits ascend, shares lie in 0..=1 and never rise; between points the curve is straight, before the first it
/// starts from a share of 1 at wait 0.
#[derive(Clone, Debug, PartialEq)]
pub struct SurvivalCurve {
    /// `(wait, share still waiting)`.
    pub points: Vec<(Span, f64)>,
}

impl SurvivalCurve {
    /// How many of those who wait hang up in a second: those who do on the curve, over the time that all wait on it.
    pub fn hang_ups_per_second(&self) -> f64 {
        let mut before = (0.0, 1.0);
        let mut waited = 0.0;
        for (wait, share) in &self.points {
            let point = (wait.as_secs(), *share);
            waited += (point.0 - before.0) * 0.5 * (point.1 + before.1);
            before = point;
        }
        if waited > 0.0 { (1.0 - before.1) / waited } else { 0.0 }
    }
}
