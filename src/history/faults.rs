//! What can be wrong with a table of a history: where, what was found, what is allowed.

use jiff::civil::Date;
use std::fmt;

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
        /// What is missing to make it a table of use.
        missing: &'static str,
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
        /// What belongs there, with an example.
        wanted: &'static str,
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

impl fmt::Display for HistoryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl fmt::Display for HistoryFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "cannot be read to its end: {why}"),
            Self::Empty => f.write_str("there is nothing in it; a table begins with the names of its columns"),
            Self::NoRows => f.write_str("there are no rows below the header"),
            Self::NotKnown { header, missing } => {
                write!(f, "it cannot be told what this table is; it has {}, and lacks {missing}", header.join(", "))
            }
            Self::ColumnTwice => f.write_str("another column means the same; rename or remove one of them"),
            Self::Fields { found, columns } => {
                write!(f, "{found} fields where the header has {columns}; look for a comma or quote that is not closed")
            }
            Self::Not { found, wanted } if found.is_empty() => write!(f, "it is empty; wanted is {wanted}"),
            Self::Not { found, wanted } => write!(f, "`{found}` is not {wanted}"),
            Self::Twice => f.write_str("this interval has a row already; leave one of them out"),
            Self::Coarse { minutes, asked } => write!(
                f,
                "rows are {minutes} minutes apart, and intervals of {asked} minutes were asked for; \
                 ask for intervals of {minutes} minutes"
            ),
            Self::InTwoFiles { date, other } => {
                write!(f, "{date} is in {other}, too, and would count twice; leave one of the files out")
            }
            Self::NoQueue { asked, known } => {
                write!(f, "no row is of the queue `{asked}`; there are {}", known.join(", "))
            }
            Self::More(count) => write!(f, "{count} more faults, which are not listed"),
        }
    }
}
