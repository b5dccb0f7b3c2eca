//! What is expected of a floor: which figure, how it should compare with which number, and how bad it is if it does not.

use crate::figures::{GroupFigure, Measure, RungFigure, Scope};
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
    /// A measure of the whole floor over the whole day.
    Headline(Measure),
    /// A measure of calls or people over a stretch of the day, all its intervals pooled.
    Stretch(MeasureOverTime),
    /// A measure in every interval of a stretch by itself.
    Each(MeasureOverTime),
    /// A figure of a group.
    Group(usize, GroupFigure),
    /// A figure of a rung.
    Rung(usize, RungFigure),
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
pub struct MeasureOverTime {
    /// Of whose calls.
    pub scope: Scope,
    /// Over these intervals.
    pub intervals: Range<usize>,
    /// Which measure.
    pub measure: Measure,
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
}
