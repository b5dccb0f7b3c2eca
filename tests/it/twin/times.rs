//! Random lengths of time on a coarse grid.

use holdline::model::{Distribution, MixturePart, Patience, SurvivalCurve};
use holdline::units::Span;
use proptest::collection::vec;
use proptest::prelude::*;

/// Seconds between the moments at which anything can be planned.
pub const GRID: i64 = 10;

pub fn secs(s: i64) -> Span {
    Span::from_secs(s)
}

pub fn span(most: i64) -> impl Strategy<Value = Span> {
    (0..=most / GRID).prop_map(|n| secs(n * GRID))
}

pub fn positive(most: i64) -> impl Strategy<Value = Span> {
    (1..=most / GRID).prop_map(|n| secs(n * GRID))
}

pub fn distribution(most: i64) -> impl Strategy<Value = Distribution> {
    let mixture = |(share, first, second)| {
        Distribution::Mixture(vec![
            MixturePart { share, time: first },
            MixturePart { share: 1.0 - share, time: second },
        ])
    };
    prop_oneof![
        12 => of_one_kind(most),
        1 => (0.0..=1.0, of_one_kind(most), of_one_kind(most)).prop_map(mixture),
    ]
}

fn of_one_kind(most: i64) -> impl Strategy<Value = Distribution> {
    prop_oneof![
        6 => span(most).prop_map(Distribution::Constant),
        2 => vec(span(most), 1..4).prop_map(Distribution::Empirical),
        1 => positive(most).prop_map(|mean| Distribution::Exponential { mean }),
        1 => (positive(most), 0.2..2.0).prop_map(|(mean, cv)| Distribution::Lognormal { mean, cv }),
        1 => (positive(most), 0.2..2.0).prop_map(|(mean, cv)| Distribution::Gamma { mean, cv }),
        1 => (positive(most), 0.2..2.0).prop_map(|(mean, cv)| Distribution::Weibull { mean, cv }),
        1 => (span(most), span(most)).prop_map(|(a, b)| Distribution::Uniform { from: a.min(b), to: a.max(b) }),
    ]
}

/// A call takes some time: one of no time at all ends in the instant of its answer, and what else happens in it has no
/// order that a floor could tell.
pub fn talk() -> impl Strategy<Value = Distribution> {
    distribution(120).prop_map(never_nothing)
}

fn never_nothing(talk: Distribution) -> Distribution {
    match talk {
        Distribution::Constant(_) | Distribution::Uniform { .. } if talk_is_nothing(&talk) => {
            Distribution::Constant(Span::from_secs(GRID))
        }
        Distribution::Empirical(lengths) => {
            Distribution::Empirical(lengths.into_iter().map(|length| length.max(secs(GRID))).collect())
        }
        Distribution::Mixture(parts) => {
            let part = |part: MixturePart| MixturePart { time: never_nothing(part.time), ..part };
            Distribution::Mixture(parts.into_iter().map(part).collect())
        }
        other => other,
    }
}

fn talk_is_nothing(talk: &Distribution) -> bool {
    matches!(talk, Distribution::Constant(Span::ZERO) | Distribution::Uniform { to: Span::ZERO, .. })
}

pub fn patience() -> impl Strategy<Value = Patience> {
    let curve = |(first, second): (Span, Span)| {
        let points = vec![(first, 0.7), (first + second, 0.3)];
        Patience::Survival(SurvivalCurve { points })
    };
    prop_oneof![
        3 => Just(Patience::Infinite),
        4 => distribution(120).prop_map(Patience::Random),
        1 => (span(60), positive(120)).prop_map(curve),
    ]
}

/// A service level, often one that few calls come to exactly.
pub(super) fn share() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.5), Just(0.75), 0.0..=1.0]
}
