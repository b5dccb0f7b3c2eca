//! What can be wrong with a table of a history: where, what was found, what is allowed.

use jiff::civil::Date;

/// More of a cell than this is not shown.
const LONGEST_SHOWN: usize = 60;

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryFault {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1; `None`: the file as a whole.
    pub line: Option<u64>,
    /// The column, by its header.
    pub column: Option<String>,
    /// What is wrong.
    pub kind: HistoryFaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HistoryFaultKind {
    /// The file cannot be read to its end.
    Unreadable(String),
    /// There is no header.
    Empty,
    /// There is a header and nothing below it.
    NoRows,
    /// A header by which it cannot be told what the table is.
    NotKnown {
        /// The names of its columns.
        header: Vec<String>,
        /// What it should have been.
        missing: HistoryTable,
    },
    /// Two columns with the same meaning and none that is to be preferred.
    ColumnTwice,
    /// A row that has not as many fields as the header.
    Fields {
        /// Fields of the row.
        found: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// A cell with something else than belongs there.
    Not {
        /// What was found.
        found: String,
        /// What belongs there.
        wanted: HistoryCell,
    },
    /// A second row of the same interval.
    Twice,
    /// Rows that are farther apart than the intervals asked for.
    Coarse {
        /// Minutes between rows.
        minutes: u32,
        /// Minutes asked for.
        asked: u32,
    },
    /// A date that stands in another table of the same kind, too.
    InTwoFiles {
        /// The date.
        date: Date,
        /// The other file.
        other: String,
    },
    /// A queue that is in no row.
    NoQueue {
        /// The queue asked for.
        asked: String,
        /// The queues there are.
        known: Vec<String>,
    },
    /// More faults of the same file, which are not listed.
    More(u64),
}

/// What was found, short enough to be shown.
pub(super) fn shown(text: &str) -> String {
    if text.chars().count() <= LONGEST_SHOWN {
        return text.to_owned();
    }
    text.chars().take(LONGEST_SHOWN).collect::<String>() + "..."
}

/// What a table of a history should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryTable {
    /// Anything that is known: a call log, intervals or a calendar.
    Any,
    /// A forecast.
    Forecast,
    /// A roster.
    Roster,
}

/// What belongs into a cell of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryCell {
    /// A date with a clock time without a zone.
    Moment,
    /// A date.
    Date,
    /// A clock time before 24:00.
    Clock,
    /// A number of at least 0.
    Amount,
    /// A length in seconds or hours, minutes and seconds.
    Length,
    /// What became of a call.
    Outcome,
    /// Whether a date is open.
    Open,
}
