//! What the calculator says of a day, as data: numbers are written already, shares as digits of per cent.

use crate::analytic::erlang::Model;
use crate::units::Span;

/// A column of the table of a day, or of several volumes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayColumn {
    /// The date.
    Date,
    /// When an interval begins.
    From,
    /// When it ends.
    To,
    /// Calls expected.
    Calls,
    /// Mean handle time.
    HandleTime,
    /// Offered load.
    Erlangs,
    /// Agents for all targets.
    ForTargets,
    /// Agents for the cap on occupancy.
    ForOccupancy,
    /// Agents for all of it.
    Needed,
    /// People to be rostered, for so many to be there.
    Rostered,
    /// Answered within the time of the service level.
    Within(Span),
    /// Answered at all.
    AnswerRate,
    /// Blocked.
    Blocked,
    /// Mean wait of the answered.
    Asa,
    /// How busy agents are.
    Occupancy,
}

/// A line about the table.
#[derive(Clone, Debug, PartialEq)]
pub enum DaySaying {
    /// What was asked.
    Asked {
        /// The formula.
        model: Model,
        /// Calls in all.
        calls: String,
        /// Intervals, or volumes.
        rows: String,
        /// Mean patience.
        patience: Option<Span>,
    },
    /// What the agents must achieve.
    Targets(Vec<DayTarget>),
    /// What that takes, and what it achieves over all rows.
    Takes {
        /// Hours of the agents needed.
        hours: String,
        /// Shrinkage, and hours with it.
        rostered: Option<(String, String)>,
        /// The time of the service level, and the share answered within it.
        level: Option<(Span, String)>,
    },
}

/// Something that agents must achieve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayTarget {
    /// At least this share answered within this time.
    Level(String, Span),
    /// A mean wait of at most so long.
    Asa(Span),
    /// At least this share answered.
    Answered(String),
    /// At most this share hanging up.
    HangUp(String),
    /// At most this share that must wait.
    Waiting(String),
    /// At most this share blocked.
    Blocked(String),
    /// Busy for at most this share of their time.
    Occupancy(String),
}
