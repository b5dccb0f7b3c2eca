//! The measures of calls, each a ratio of two integers, the same for a day, a queue and an interval.

use super::CallTally;
use crate::units::Span;
use serde::{Deserialize, Serialize};

/// Numerator and denominator of a measure for one day; the figure over days is the ratio of their sums (M-S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Numerator.
    pub x: i64,
    /// Denominator; 0 where there is nothing to count (M-S5).
    pub y: i64,
}

impl Pair {
    /// A plain figure of the day.
    pub const fn plain(x: i64) -> Self {
        Self { x, y: 1 }
    }

    /// Nothing to count.
    pub const NOTHING: Self = Self { x: 0, y: 0 };

    /// Numerator and denominator.
    pub const fn of(self) -> (i64, i64) {
        (self.x, self.y)
    }

    /// The day's value; `None` where there is nothing to count.
    pub fn value(self, scale: f64) -> Option<f64> {
        (self.y != 0).then(|| self.x as f64 / self.y as f64 * scale)
    }
}

/// Microseconds to seconds.
const SECONDS: f64 = 1e-6;

/// A measure of calls. Service levels name their waiting time by its place in the thresholds asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallMeasure {
    /// Callers who asked for a person.
    Offered,
    /// Callers who got one.
    Answered,
    /// Callers who hung up.
    Abandoned,
    /// Callers sent away after closing.
    WaitingAtEnd,
    /// Answered / offered.
    AnswerRate,
    /// Abandoned / offered.
    AbandonRate,
    /// Answered within T / offered.
    ServiceLevel(usize),
    /// Answered within T / answered.
    ServiceLevelOfAnswered(usize),
    /// Answered within T / offered without hang-ups within 5 s.
    ServiceLevelLessShort(usize),
    /// (Answered or hung up within T) / offered.
    ServiceLevelWithAbandons(usize),
    /// Mean wait of the answered.
    Asa,
    /// Mean wait of all offered.
    WaitMean,
    /// Mean number waiting.
    WaitingMean,
}

impl CallMeasure {
    /// All of them, in the order of the results.
    pub fn all(thresholds: usize) -> Vec<Self> {
        use CallMeasure as M;
        let levels = (0..thresholds).flat_map(|t| {
            [
                M::ServiceLevel(t),
                M::ServiceLevelOfAnswered(t),
                M::ServiceLevelLessShort(t),
                M::ServiceLevelWithAbandons(t),
            ]
        });
        let counts = [M::Offered, M::Answered, M::Abandoned, M::WaitingAtEnd, M::AnswerRate, M::AbandonRate];
        counts.into_iter().chain(levels).chain([M::Asa, M::WaitMean, M::WaitingMean]).collect()
    }

    /// Its name in results, tables and expectations.
    pub fn name(self, thresholds: &[Span]) -> String {
        let level = |t: usize, suffix: &str| format!("service_level_{}{suffix}", seconds(thresholds[t]));
        match self {
            Self::Offered => "offered".into(),
            Self::Answered => "answered".into(),
            Self::Abandoned => "abandoned".into(),
            Self::WaitingAtEnd => "waiting_at_end".into(),
            Self::AnswerRate => "answer_rate".into(),
            Self::AbandonRate => "abandon_rate".into(),
            Self::ServiceLevel(t) => level(t, ""),
            Self::ServiceLevelOfAnswered(t) => level(t, "_of_answered"),
            Self::ServiceLevelLessShort(t) => level(t, "_less_short"),
            Self::ServiceLevelWithAbandons(t) => level(t, "_with_abandons"),
            Self::Asa => "asa_s".into(),
            Self::WaitMean => "wait_mean_s".into(),
            Self::WaitingMean => "waiting_mean".into(),
        }
    }

    /// What the ratio of integers is multiplied by.
    pub const fn scale(self) -> f64 {
        match self {
            Self::Asa | Self::WaitMean => SECONDS,
            _ => 1.0,
        }
    }

    /// Whether it is a share of calls, from 0 to 1.
    pub const fn is_share(self) -> bool {
        use CallMeasure as M;
        matches!(
            self,
            M::AnswerRate
                | M::AbandonRate
                | M::ServiceLevel(_)
                | M::ServiceLevelOfAnswered(_)
                | M::ServiceLevelLessShort(_)
                | M::ServiceLevelWithAbandons(_)
        )
    }

    /// The measure of these calls, which arrived during `time` microseconds.
    pub fn pair(self, calls: &CallTally, time: i64) -> Pair {
        let offered = calls.offered();
        let answered_within = |t: usize| calls.at_once + calls.answered_within[t];
        let (x, y) = match self {
            Self::Offered => (offered, i64::from(time > 0)),
            Self::Answered => (calls.answered(), i64::from(time > 0)),
            Self::Abandoned => (calls.abandoned, i64::from(time > 0)),
            Self::WaitingAtEnd => (calls.waiting_at_end, i64::from(time > 0)),
            Self::AnswerRate => (calls.answered(), offered),
            Self::AbandonRate => (calls.abandoned, offered),
            Self::ServiceLevel(t) => (answered_within(t), offered),
            Self::ServiceLevelOfAnswered(t) => (answered_within(t), calls.answered()),
            Self::ServiceLevelLessShort(t) => (answered_within(t), offered - calls.short_abandoned),
            Self::ServiceLevelWithAbandons(t) => (answered_within(t) + calls.abandoned_within[t], offered),
            Self::Asa => (calls.wait_answered, calls.answered()),
            Self::WaitMean => (calls.wait_answered + calls.wait_lost, offered),
            Self::WaitingMean => (calls.waiting_time, time),
        };
        Pair { x, y }
    }
}

/// `20s`, `180s`, `7.5s`: thresholds are named in seconds.
fn seconds(span: Span) -> String {
    format!("{}s", span.as_secs())
}
