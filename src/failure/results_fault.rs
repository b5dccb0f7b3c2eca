//! Stored results that do not hold together.

/// What does not hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResultsFault {
    /// It cannot be parsed; in the parser's words, which are English.
    Unparsed(String),
    /// It is no measure.
    NoMeasure(String),
    /// It is no figure.
    NoFigure(String),
    /// It is no date.
    NoDate(String),
    /// It is no clock time.
    NoClockTime(String),
    /// It is no length of time.
    NoLength(String),
    /// An interval of a queue that is not there.
    NoQueue(String),
    /// It is no verdict.
    NoVerdict(String),
    /// A rung without this figure.
    RungWithout(String),
    /// So many service levels of so many days.
    LevelsOfDays {
        /// Service levels.
        levels: usize,
        /// Days.
        days: usize,
    },
    /// It is larger than any floor.
    TooLarge,
    /// A name cannot be shown.
    HiddenName,
    /// Days are not as many as it says.
    Days,
    /// Opening hours.
    Hours,
    /// Targets.
    Targets,
    /// Rungs do not agree.
    Rungs,
    /// The roster.
    Roster,
    /// Intervals are not of its day.
    Intervals,
    /// A figure is out of reach.
    OutOfReach,
    /// Waits.
    Waits,
    /// A day that was recorded.
    RecordedDay,
}
