//! What is wrong with a file of shifts.

use crate::units::Span;

/// What is wrong with a file of shifts.
#[derive(Clone, Debug, PartialEq)]
pub enum ShiftFileFault {
    /// The least is above the most.
    MinAboveMax {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// The second of two times is before the first.
    Backwards,
    /// Steps of no length, or more of them than there may be.
    Steps {
        /// How many there may be.
        most: i64,
    },
    /// A length of nothing.
    NoLength,
    /// A shift of no length, or longer than a day.
    LengthOfShift,
    /// A need that is there already.
    NeedTwice {
        /// Its name.
        name: String,
    },
    /// A need with another number of intervals than the first.
    NeedsDiffer {
        /// Its intervals.
        found: usize,
        /// Those of the first.
        wanted: usize,
    },
    /// No need, or too many of them.
    Needs {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// Around the clock with intervals that are no day together.
    NotADay {
        /// How long they are together.
        whole: Span,
    },
    /// Costs of people who are not needed, where needs must be met.
    OverAlone,
    /// Needs of a file, for a scenario of several dates.
    NeedsOfDates,
    /// Around the clock, for a scenario of several dates.
    RoundOfDates,
    /// No rule for shifts.
    NoShifts,
    /// A rule that no shift keeps to.
    NoShift,
    /// No such group.
    NoGroup {
        /// Its name.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// No such need.
    NoNeed {
        /// Its name.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A last end where the day has none.
    EndsAroundTheClock,
    /// Times so fine that there are too many cells between them.
    TooFine {
        /// How many there are.
        cells: usize,
        /// How long each is.
        cell: Span,
        /// How many there may be.
        most: usize,
    },
    /// More different shifts, or starts of breaks, than can be searched.
    TooManyShifts {
        /// Different shifts.
        kinds: usize,
        /// Starts of their breaks.
        columns: usize,
        /// The most of either.
        most: (usize, usize),
    },
}
