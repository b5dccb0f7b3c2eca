//! What the titles and labels of plots name: intervals, shares asked for, people there and needed.

use crate::units::ClockReading;
use jiff::civil::Date;

/// An interval, as it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedInterval {
    /// The date, if there are several.
    pub date: Option<Date>,
    /// From, by the clock.
    pub from: ClockReading,
    /// To, by the clock.
    pub to: ClockReading,
}

/// How many of the rungs were pulled on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RungsPulled {
    /// So many.
    pub pulled: usize,
    /// Of so many.
    pub of: usize,
}

/// What most days answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DaysAnswer {
    /// The only day.
    TheDay(f64),
    /// Every one of a few days, so much or more.
    EveryDay(f64),
    /// Nine in ten days, so much or more.
    NineInTen(f64),
}

/// A share of callers that a target asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AskedShare {
    /// The share.
    pub share: f64,
    /// Whether it is one of all offered, else of the answered.
    pub of_offered: bool,
}

/// People signed in and needed in an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeededInterval {
    /// Which.
    pub at: NamedInterval,
    /// People needed on the phones.
    pub needed: u32,
    /// People there.
    pub people: f64,
    /// Of them borrowed, if any are.
    pub borrowed: Option<f64>,
}

/// People and load of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadedInterval {
    /// Which.
    pub at: NamedInterval,
    /// Erlangs.
    pub load: f64,
    /// People there.
    pub people: f64,
    /// Of them borrowed, if any are.
    pub borrowed: Option<f64>,
}

/// How many of the own crew are planned, and where that is fewer than needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rostered {
    /// Most at once.
    pub most: u32,
    /// Intervals of which it is known how many are needed.
    pub of: usize,
    /// Those of them in which fewer are planned.
    pub short: usize,
    /// The one in which most are missing, people planned and needed in it.
    pub worst: Option<(NamedInterval, f64, f64)>,
}
