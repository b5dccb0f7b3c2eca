//! Random lengths of time, in whole microseconds, from keyed streams.

use super::{Draws, Stream, ziggurat};
use crate::special::{exp_moderate, nearest};

/// A distribution made ready for drawing. Lengths are microseconds.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// Longer than any day.
    Never,
    /// Always the same.
    Constant(i64),
    /// Exponential.
    Exponential {
        /// Its mean.
        mean: f64,
    },
    /// `exp(mu + sigma Z)` microseconds.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma by Marsaglia & Tsang.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// `scale * E^(1 / shape)` with E exponential.
    Weibull {
        /// Scale.
        scale: f64,
        /// 1 / shape.
        inverse_shape: f64,
    },
    /// Uniform.
    Uniform {
        /// The shortest.
        from: f64,
        /// The longest less the shortest.
        width: f64,
    },
    /// One of these.
    Empirical(Vec<i64>),
    /// Each of these up to its height, from 0 to 1 in all.
    Mixture(Vec<(f64, Self)>),
    /// Inverse of a survival curve: `(length, share still there)`, from `(0, 1)` on; the rest is never.
    Survival(Vec<(f64, f64)>),
}

impl Sampler {
    /// No length is longer: 40 days in microseconds, far past any day, and small enough for sums to stay in range.
    pub const LONGEST: i64 = 40 * 86_400_000_000;

    /// What `Never` gives: later than every moment of a day.
    pub const NEVER: i64 = 1 << 46;

    /// Exponential with this mean in microseconds.
    pub fn exponential(mean: f64) -> Self {
        Self::Exponential { mean }
    }

    /// Lognormal with this mean in microseconds and coefficient of variation.
    pub fn lognormal(mean: f64, cv: f64) -> Self {
        let variance = libm::log1p(cv * cv);
        Self::Lognormal { mu: libm::log(mean) - variance / 2.0, sigma: variance.sqrt() }
    }

    /// Gamma with this mean in microseconds and coefficient of variation.
    pub fn gamma(mean: f64, cv: f64) -> Self {
        Self::Gamma { shape: 1.0 / (cv * cv), scale: mean * cv * cv }
    }

    /// Weibull with this mean in microseconds and coefficient of variation.
    pub fn weibull(mean: f64, cv: f64) -> Self {
        let inverse_shape = weibull_inverse_shape(cv);
        Self::Weibull { scale: mean / libm::tgamma(1.0 + inverse_shape), inverse_shape }
    }

    /// A mixture of parts with their shares.
    pub fn mixture(parts: Vec<(f64, Self)>) -> Self {
        let all: f64 = parts.iter().map(|(share, _)| share).sum();
        let mut height = 0.0;
        let up_to = |(share, part)| {
            height += share / all;
            (height, part)
        };
        Self::Mixture(parts.into_iter().map(up_to).collect())
    }

    /// The length that belongs to `index`.
    #[inline]
    pub fn sample(&self, stream: Stream, index: u64) -> i64 {
        if let Self::Exponential { mean } = self {
            return micros(stream.exponential(index) * mean);
        }
        self.sample_seldom(stream, index)
    }

    /// Apart, so that what is drawn most often is short.
    #[inline(never)]
    fn sample_seldom(&self, stream: Stream, index: u64) -> i64 {
        match self {
            Self::Never => Self::NEVER,
            Self::Constant(micros) => *micros,
            Self::Exponential { mean } => micros(stream.exponential(index) * mean),
            Self::Lognormal { mu, sigma } => micros(exp_of_length(mu + sigma * stream.normal(index))),
            Self::Gamma { shape, scale } => micros(gamma(stream.draws(index), *shape) * scale),
            Self::Weibull { scale, inverse_shape } => {
                micros(scale * libm::pow(stream.exponential(index), *inverse_shape))
            }
            Self::Uniform { from, width } => micros(from + width * stream.uniform(index)),
            Self::Empirical(lengths) => lengths[pick(stream, index, lengths.len())],
            Self::Mixture(parts) => sample_part(parts, stream, index),
            Self::Survival(curve) => survive(curve, stream.uniform(index)),
        }
    }

    /// The lengths of `first`, `first + 1`, ... into `out`: the same numbers as [`Sampler::sample`], with the choice of
    /// distribution made once.
    pub fn fill(&self, stream: Stream, first: u64, out: &mut [i64]) {
        match self {
            Self::Constant(micros) => out.fill(*micros),
            Self::Exponential { mean } => {
                out.iter_mut().zip(first..).for_each(|(o, i)| *o = micros(stream.exponential(i) * mean));
            }
            Self::Lognormal { mu, sigma } => fill_lognormal(stream, first, *mu, *sigma, out),
            Self::Never
            | Self::Gamma { .. }
            | Self::Weibull { .. }
            | Self::Uniform { .. }
            | Self::Empirical(_)
            | Self::Mixture(_)
            | Self::Survival(_) => out.iter_mut().zip(first..).for_each(|(o, i)| *o = self.sample(stream, i)),
        }
    }
}

/// In two loops over short pieces: the processor takes several powers at a time.
fn fill_lognormal(stream: Stream, first: u64, mu: f64, sigma: f64, out: &mut [i64]) {
    const PIECE: usize = 64;
    let mut normals = [0.0; PIECE];
    for (piece, from) in out.chunks_mut(PIECE).zip((first..).step_by(PIECE)) {
        let normals = &mut normals[..piece.len()];
        normals.iter_mut().zip(from..).for_each(|(z, i)| *z = stream.normal(i));
        piece.iter_mut().zip(normals).for_each(|(o, z)| *o = micros(exp_of_length(mu + sigma * *z)));
    }
}

/// `e` to the power `x`, where what is no length ends at one: below `e^-2` is no microsecond, above `e^32` more than the
/// longest.
#[inline(always)]
fn exp_of_length(x: f64) -> f64 {
    let x = if x > -2.0 { x } else { -2.0 };
    exp_moderate(if x < 32.0 { x } else { 32.0 })
}

/// To the nearest microsecond, at most the longest.
#[inline(always)]
fn micros(length: f64) -> i64 {
    const LONGEST: f64 = Sampler::LONGEST as f64;
    nearest(if length < LONGEST { length } else { LONGEST })
}

#[inline]
fn pick(stream: Stream, index: u64, n: usize) -> usize {
    ((u128::from(stream.bits(index)) * n as u128) >> 64) as usize
}

/// Which part it is and how long it takes are drawn apart, so that parts can be made longer without moving anybody to another.
fn sample_part(parts: &[(f64, Sampler)], stream: Stream, index: u64) -> i64 {
    let height = stream.uniform(index);
    let part = parts.iter().position(|(up_to, _)| height < *up_to).unwrap_or(parts.len() - 1);
    parts[part].1.sample(stream.apart(part as u64), index)
}

fn survive(curve: &[(f64, f64)], u: f64) -> i64 {
    // Patience exceeds w with chance S(w): the patience of a caller at height u is where the curve falls to u.
    let mut above = (0.0, 1.0);
    for &(length, share) in curve {
        if u >= share {
            return micros(above.0 + (length - above.0) * (above.1 - u) / (above.1 - share));
        }
        above = (length, share);
    }
    Sampler::NEVER
}

/// A standard gamma variate: Marsaglia & Tsang (2000), "A simple method for generating gamma variables", ACM TOMS 26,
/// with their squeeze; for shapes below 1 with their boost `G(a) = G(a + 1) U^(1/a)`, and `U = e^-E`.
fn gamma(mut draws: Draws, shape: f64) -> f64 {
    let boost = if shape < 1.0 { libm::exp(-ziggurat::exponential(draws.word()) / shape) } else { 1.0 };
    let d = shape + if shape < 1.0 { 1.0 } else { 0.0 } - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = ziggurat::normal(draws.word());
        let u = draws.uniform();
        let v = 1.0 + c * x;
        let v = v * v * v;
        let squeezed = u < 1.0 - 0.0331 * (x * x) * (x * x);
        if v > 0.0 && (squeezed || libm::log(u) < 0.5 * x * x + d - d * v + d * libm::log(v)) {
            return boost * d * v;
        }
    }
}

/// 1 / shape of the Weibull distribution with this coefficient of variation: the root of
/// `G(1 + 2b) / G(1 + b)^2 = 1 + cv^2`, which rises in b, by bisection.
fn weibull_inverse_shape(cv: f64) -> f64 {
    let excess = |b: f64| libm::lgamma(1.0 + 2.0 * b) - 2.0 * libm::lgamma(1.0 + b) - libm::log1p(cv * cv);
    let (mut low, mut high) = (1e-4, 50.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if excess(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Entity, Purpose};

    const N: usize = 200_000;

    fn moments(sampler: &Sampler) -> (f64, f64) {
        let stream = Stream::new(11, 5, Purpose::Talk, Entity::named("moments"));
        let mut out = vec![0; N];
        sampler.fill(stream, 0, &mut out);
        assert!((0..50).all(|i| out[i] == sampler.sample(stream, i as u64)), "fill and sample must agree");
        let mean = out.iter().sum::<i64>() as f64 / N as f64;
        let variance = out.iter().map(|&x| (x as f64 - mean) * (x as f64 - mean)).sum::<f64>() / N as f64;
        (mean, variance.sqrt() / mean)
    }

    #[test]
    fn every_sampler_has_the_mean_and_the_spread_it_was_asked_for() {
        let cases = [
            (Sampler::exponential(2e8), 1.0),
            (Sampler::lognormal(2e8, 0.8), 0.8),
            (Sampler::gamma(2e8, 0.5), 0.5),
            (Sampler::gamma(2e8, 1.5), 1.5),
            (Sampler::weibull(2e8, 0.7), 0.7),
            (Sampler::weibull(2e8, 1.4), 1.4),
            (Sampler::Uniform { from: 1e8, width: 2e8 }, 1.0 / 12_f64.sqrt()),
            (Sampler::Constant(200_000_000), 0.0),
            // Half are exponential of mean 100 s, half 300 s: E x^2 = (2 * 100^2 + 300^2) / 2 = 55,000; 55,000 / 200^2 - 1 = 0.375.
            (
                Sampler::mixture(vec![(0.5, Sampler::exponential(1e8)), (0.5, Sampler::Constant(300_000_000))]),
                0.375_f64.sqrt(),
            ),
        ];
        for (sampler, cv) in cases {
            let (mean, found) = moments(&sampler);
            // 4.9 standard errors of the mean: a false alarm of 1e-6 each; the cv within 4 %.
            assert!((mean / 2e8 - 1.0).abs() <= 4.9 * cv / (N as f64).sqrt() + 1e-9, "{sampler:?}: mean {mean}");
            assert!((found - cv).abs() <= 0.04 * cv, "{sampler:?}: cv {found}");
        }
    }

    /// Means and spreads at the ends of what a scenario may say.
    #[test]
    fn extreme_distributions_give_lengths_that_are_none_or_more_and_not_endless() {
        let stream = Stream::new(5, 0, Purpose::Talk, Entity::named("extreme"));
        for mean in [1.0, 1e3, 864_000e6] {
            let narrow_and_wide = [0.01, 1.0, 10.0].into_iter().flat_map(|cv| {
                [Sampler::lognormal(mean, 2.0 * cv), Sampler::gamma(mean, cv), Sampler::weibull(mean, cv)]
            });
            for sampler in
                narrow_and_wide.chain([Sampler::exponential(mean), Sampler::Uniform { from: 0.0, width: mean }])
            {
                let mut lengths = vec![-1; 5_000];
                sampler.fill(stream, 0, &mut lengths);
                assert!(lengths.iter().all(|l| (0..=Sampler::LONGEST).contains(l)), "{sampler:?}");
            }
        }
    }

    #[test]
    fn a_longer_part_of_a_mixture_moves_nobody_to_another_part() {
        let stream = Stream::new(3, 0, Purpose::Talk, Entity::named("mixture"));
        let mixture =
            |mean: f64| Sampler::mixture(vec![(0.3, Sampler::Constant(7)), (0.7, Sampler::exponential(mean))]);
        let (longer, shorter) = (mixture(2e8), mixture(1e8));
        let short = (0..N as u64).filter(|i| shorter.sample(stream, *i) == 7).count() as f64 / N as f64;
        // 4.9 standard errors.
        assert!((short - 0.3).abs() < 4.9 * (0.21 / N as f64).sqrt(), "{short}");
        for i in 0..1_000 {
            let (longer, shorter) = (longer.sample(stream, i), shorter.sample(stream, i));
            assert!(if shorter == 7 { longer == 7 } else { (longer - 2 * shorter).abs() <= 1 }, "{longer}, {shorter}");
        }
    }

    #[test]
    fn a_survival_curve_gives_back_its_shares() {
        let sampler = Sampler::Survival(vec![(10e6, 0.8), (60e6, 0.5), (300e6, 0.3)]);
        let stream = Stream::new(3, 0, Purpose::Patience, Entity::named("curve"));
        let lengths: Vec<i64> = (0..N as u64).map(|i| sampler.sample(stream, i)).collect();
        for (wait, share) in [(10e6, 0.8), (35e6, 0.65), (60e6, 0.5), (300e6, 0.3), (1e9, 0.3)] {
            let found = lengths.iter().filter(|&&l| l as f64 > wait).count() as f64 / N as f64;
            // 4.9 standard errors.
            assert!((found - share).abs() < 4.9 * (0.25 / N as f64).sqrt(), "{wait}: {found}");
        }
    }
}
