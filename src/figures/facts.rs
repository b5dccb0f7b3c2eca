//! What is declared of a figure.

use super::Scope;
use crate::units::MICROS_PER_HOUR;

/// What is known of a figure, whatever the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    /// Its name in results, tables and expectations; of a family what all its names begin with.
    pub name: &'static str,
    /// What its numbers are in.
    pub unit: Unit,
    /// How the days make it up.
    pub made: Made,
    /// What values it can have.
    pub limit: Limit,
    /// Of what there is such a figure.
    pub stands: Standing,
    /// Which way is good.
    pub better: Better,
    /// Whether it tells what callers get, or what that takes.
    pub concern: Concern,
    /// Whether it is one of the few that a reader is shown first.
    pub is_headline: bool,
}

impl Facts {
    /// A ratio of sums of the whole floor's day, of which fewer are better and which is not shown first.
    pub(super) const fn new(name: &'static str, unit: Unit, limit: Limit) -> Self {
        let (made, stands, better, concern) = (Made::Ratio, Standing::Day, Better::Fewer, Concern::Service);
        Self { name, unit, made, limit, stands, better, concern, is_headline: false }
    }

    pub(super) const fn of(self, stands: Standing) -> Self {
        Self { stands, ..self }
    }

    pub(super) const fn made(self, made: Made) -> Self {
        Self { made, ..self }
    }

    pub(super) const fn more_is_better(self) -> Self {
        Self { better: Better::More, ..self }
    }

    pub(super) const fn about(self, concern: Concern) -> Self {
        Self { concern, ..self }
    }

    pub(super) const fn shown_first(self) -> Self {
        Self { is_headline: true, ..self }
    }
}

/// What the numbers of a figure are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Calls a day.
    Calls,
    /// Callers at one time.
    Callers,
    /// A part of 1.
    Share,
    /// Seconds.
    Seconds,
    /// Minutes a day.
    Minutes,
    /// Person-hours a day.
    Hours,
    /// People at one time.
    People,
    /// People who would be busy all the time.
    Erlangs,
    /// Times a day.
    Times,
    /// Pieces of own work a day.
    Tasks,
    /// The currency of `cost_per_hour`, a day.
    Money,
}

impl Unit {
    /// Takes a ratio of what is counted (calls and people by one, time by microseconds, money and tasks by millionths) to this unit.
    pub const fn scale(self) -> f64 {
        match self {
            Self::Seconds | Self::Money | Self::Tasks => 1e-6,
            Self::Minutes => 60.0 * HOUR,
            Self::Hours => HOUR,
            Self::Calls | Self::Callers | Self::Share | Self::People | Self::Erlangs | Self::Times => 1.0,
        }
    }
}

impl Unit {
    /// What kind of quantity it is of.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Share => Dimension::Share,
            Self::Seconds => Dimension::Length,
            Self::Calls
            | Self::Callers
            | Self::Minutes
            | Self::Hours
            | Self::People
            | Self::Erlangs
            | Self::Times
            | Self::Tasks
            | Self::Money => Dimension::Amount,
        }
    }
}

/// What kind of quantity a figure is: that decides how it is written, and what difference does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dimension {
    /// A part of a whole.
    Share,
    /// How long something lasts.
    Length,
    /// How much of something there is; minutes and hours of a day, too.
    Amount,
}

const HOUR: f64 = 1.0 / MICROS_PER_HOUR as f64;

/// How days make up a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Made {
    /// A ratio of two sums over the days (M-S1).
    Ratio,
    /// This percentile, in per cent, of the waits of all answered calls of all days.
    WaitPercentile(u8),
    /// Calls offered times the mean handle time of all calls.
    OfferedLoad,
}

/// What values a figure can have, and what they depend on. How much that is on a floor is for those who know one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// The callers who call: every day the same ones where calls are recorded.
    Arrivals,
    /// Up to all who call.
    Calls,
    /// Up to all who call, where lines may all be taken.
    Blocked,
    /// Up to all who call, where there is an IVR.
    Contained,
    /// However many call at night, where there are nights.
    OutsideHours,
    /// Up to all who call, where anybody calls again.
    CallsAgain,
    /// Up to all who call, where any are transferred there.
    Transfers,
    /// Up to all who call, where they may be called back.
    Callbacks,
    /// As long as a day can last, where callers may be called back.
    CallbackTime,
    /// Up to all who call, each waiting as long as one can in the mean.
    Waiting,
    /// Up to what one can wait in the mean.
    MeanWait,
    /// A share of calls.
    Share,
    /// A share of time.
    TimeShare,
    /// As long as a day can last.
    Time,
    /// As long as all can be on the phones.
    PeopleTime,
    /// As long as those who are lent can be on the phones.
    LentTime,
    /// What the hours of all cost who have a price.
    Pay,
    /// As many as there are.
    People,
    /// As many as are lent.
    LentPeople,
    /// As many as can be absent.
    AbsentPeople,
    /// As many as can come late.
    LatePeople,
    /// As long as those who come late can be missed.
    LateTime,
    /// As many as breaks are planned.
    Breaks,
    /// As long as those can be on the phones who have breaks.
    BreakTime,
    /// What all do who can be away from their own work.
    Tasks,
    /// As often as a rung can be pulled.
    Pulls,
    /// No more than nothing: it is not simulated yet.
    Nothing,
}

/// Of what there is a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// The whole floor over the whole day.
    Day,
    /// The whole floor and each queue, over the whole day.
    Calls,
    /// The whole floor and each queue, over the whole day and in every interval.
    Everywhere,
    /// The whole floor, over the whole day and in every interval.
    Floor,
    /// The whole floor and each queue, in every interval.
    Intervals,
    /// The whole floor in every interval.
    FloorIntervals,
}

impl Standing {
    /// Whether there is one for these calls over the whole day.
    pub fn is_of_day(self, scope: Scope) -> bool {
        match self {
            Self::Everywhere | Self::Calls => true,
            Self::Day | Self::Floor => scope == Scope::Floor,
            Self::Intervals | Self::FloorIntervals => false,
        }
    }

    /// Whether there is one for these calls in an interval.
    pub fn is_of_intervals(self, scope: Scope) -> bool {
        match self {
            Self::Everywhere | Self::Intervals => true,
            Self::Floor | Self::FloorIntervals => scope == Scope::Floor,
            Self::Day | Self::Calls => false,
        }
    }
}

/// Which way is good for the caller, the people and the purse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The more the better.
    More,
    /// The fewer the better.
    Fewer,
}

/// What a figure is about. Only of service it can be said that one plan does it better than another: more hours are more hours, and what
/// they are worth is for those to say who pay them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// What callers get.
    Service,
    /// What that takes: hours, money.
    Effort,
    /// How much of their time people are busy, which is good for one and bad for another.
    Busyness,
}
