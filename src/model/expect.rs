//! What is expected of a floor: which figure, how it should compare with which number, and how bad it is if it does not.
//!
//! The names of figures are those of the results; a test keeps the two in step.

use crate::units::Span;
use std::ops::Range;

/// One thing expected of a floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// Of what.
    pub figure: Figure,
    /// How it should compare ...
    pub comparison: Comparison,
    /// ... with this number, in the unit of the results.
    pub number: f64,
}

/// A figure of a floor's days. Queues, groups, rungs and intervals are meant by their index.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A headline measure of the whole floor over the whole day, by its name.
    Headline(String),
    /// A measure of calls or people over a stretch of the day, all its intervals pooled.
    Stretch(Stretch),
    /// A measure in every interval of a stretch by itself.
    Each(Stretch),
    /// A figure of a group, by its name.
    Group(usize, String),
    /// A figure of a rung, by its name.
    Rung(usize, String),
    /// The share of days on which another figure of the day compares so with a number.
    ShareOfDays {
        /// The other figure; it is no share itself and not of each interval.
        of: Box<Figure>,
        /// How it compares on a good day ...
        comparison: Comparison,
        /// ... with this number.
        number: f64,
    },
}

/// A measure over a part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Of one queue; `None`: of the whole floor.
    pub queue: Option<usize>,
    /// Over these intervals.
    pub intervals: Range<usize>,
    /// The measure's name.
    pub measure: String,
}

/// How a figure is compared with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    LessThan,
    /// `==`
    Equal,
}

impl Comparison {
    /// Every comparison by its sign; longer signs first, so that `>` does not hide `>=`.
    pub const SIGNS: [(&'static str, Self); 5] = [
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("==", Self::Equal),
        (">", Self::MoreThan),
        ("<", Self::LessThan),
    ];

    /// Whether a figure compares so with a number.
    pub fn holds(self, figure: f64, number: f64) -> bool {
        match self {
            Self::AtLeast => figure >= number,
            Self::MoreThan => figure > number,
            Self::AtMost => figure <= number,
            Self::LessThan => figure < number,
            Self::Equal => figure == number,
        }
    }

    /// As it is written.
    pub fn sign(self) -> &'static str {
        Self::SIGNS.iter().find(|(_, c)| *c == self).map_or("", |(sign, _)| sign)
    }
}

/// What it means if an expectation is not met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Severity {
    /// The check fails.
    #[default]
    Fail,
    /// It is told and changes nothing.
    Warn,
}

impl Severity {
    /// The word used in scenarios and results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Warn => "warn",
        }
    }
}

/// Headline measures of the whole floor, without service levels.
pub const HEADLINES: [&str; 24] = [
    "offered",
    "answered",
    "abandoned",
    "blocked",
    "contained",
    "redials",
    "waiting_at_end",
    "answer_rate",
    "abandon_rate",
    "asa_s",
    "wait_mean_s",
    "wait_p50_s",
    "wait_p90_s",
    "wait_p95_s",
    "wait_p99_s",
    "wait_max_s",
    "waiting_mean",
    "waiting_max",
    "minutes_above_5",
    "minutes_above_10",
    "occupancy",
    "signed_in_hours",
    "borrowed_hours",
    "cost",
];

/// Measures of calls, which queues and intervals have too, without service levels.
pub const CALL_MEASURES: [&str; 9] = [
    "offered",
    "answered",
    "abandoned",
    "waiting_at_end",
    "answer_rate",
    "abandon_rate",
    "asa_s",
    "wait_mean_s",
    "waiting_mean",
];

/// Figures of a group.
pub const GROUP_FIGURES: [&str; 4] = ["occupancy", "signed_in_hours", "borrowed_hours", "overrun_hours"];

/// Figures of a rung.
pub const RUNG_FIGURES: [&str; 6] =
    ["pulls", "share_of_days", "minutes_in_force", "person_hours", "empty_handed", "chatter"];

/// What follows the waiting time in the names of service levels.
pub const SERVICE_LEVELS: [&str; 4] = ["", "_of_answered", "_less_short", "_with_abandons"];

/// The waiting time that a service level is about, if the name is that of one: `service_level_20s` is about 20 s.
pub fn service_level_within(name: &str) -> Option<Span> {
    let rest = name.strip_prefix("service_level_")?;
    let (number, kind) = rest.split_at(rest.find('s')?);
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let within = Span::from_secs_f64(number.parse().ok().filter(|_| digits)?);
    // Only as results write it: 45s, not 045s or 45.0s.
    let is_known = SERVICE_LEVELS.contains(&&kind[1..]) && within.as_secs().to_string() == number;
    (is_known && within <= Span::from_hours(240)).then_some(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_hold_at_the_border_only_if_they_say_so() {
        assert!(
            Comparison::AtLeast.holds(1.0, 1.0)
                && Comparison::AtMost.holds(1.0, 1.0)
                && Comparison::Equal.holds(1.0, 1.0)
        );
        assert!(!Comparison::MoreThan.holds(1.0, 1.0) && !Comparison::LessThan.holds(1.0, 1.0));
        assert!(Comparison::SIGNS.iter().all(|(sign, c)| c.sign() == *sign));
    }

    #[test]
    fn service_levels_are_known_by_their_waiting_time() {
        assert_eq!(service_level_within("service_level_45s"), Some(Span::from_secs(45)));
        assert_eq!(service_level_within("service_level_7.5s_of_answered"), Some(Span::from_micros(7_500_000)));
        for wrong in [
            "service_level",
            "service_level_s",
            "service_level_20",
            "service_level_20s_of_all",
            "service_level_020s",
            "service_level_-5s",
            "service_level_1e3s",
            "service_level_20.0s",
            "service_level_99999999999s",
            "service_level_2m",
        ] {
            assert_eq!(service_level_within(wrong), None, "{wrong}");
        }
    }
}
