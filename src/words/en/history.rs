//! What is wrong with a table of a history, in English.

use crate::history::{HistoryCell, HistoryFault, HistoryFaultKind, HistoryTable};

/// With its place.
pub(super) fn said(fault: &HistoryFault) -> String {
    let line = fault.line.map(|line| format!(", line {line}")).unwrap_or_default();
    let column = fault.column.as_ref().map(|column| format!(", column `{column}`")).unwrap_or_default();
    format!("{}{line}{column}: {}", fault.file, kind(&fault.kind))
}

fn kind(kind: &HistoryFaultKind) -> String {
    match kind {
        HistoryFaultKind::Unreadable(why) => format!("cannot be read to its end: {why}"),
        HistoryFaultKind::Empty => "there is nothing in it; a table begins with the names of its columns".to_owned(),
        HistoryFaultKind::NoRows => "there are no rows below the header".to_owned(),
        HistoryFaultKind::NotKnown { header, missing } => {
            format!("it cannot be told what this table is; it has {}, and lacks {}", header.join(", "), lacks(*missing))
        }
        HistoryFaultKind::ColumnTwice => "another column means the same; rename or remove one of them".to_owned(),
        HistoryFaultKind::Fields { found, columns } => {
            format!("{found} fields where the header has {columns}; look for a comma or quote that is not closed")
        }
        HistoryFaultKind::Not { found, wanted } if found.is_empty() => {
            format!("it is empty; wanted is {}", wish(*wanted))
        }
        HistoryFaultKind::Not { found, wanted } => format!("`{found}` is not {}", wish(*wanted)),
        HistoryFaultKind::Twice => "this interval has a row already; leave one of them out".to_owned(),
        HistoryFaultKind::Coarse { minutes, asked } => format!(
            "rows are {minutes} minutes apart, and intervals of {asked} minutes were asked for; \
             ask for intervals of {minutes} minutes"
        ),
        HistoryFaultKind::InTwoFiles { date, other } => {
            format!("{date} is in {other}, too, and would count twice; leave one of the files out")
        }
        HistoryFaultKind::NoQueue { asked, known } => {
            format!("no row is of the queue `{asked}`; there are {}", known.join(", "))
        }
        HistoryFaultKind::More(count) => format!("{count} more faults, which are not listed"),
    }
}

fn lacks(table: HistoryTable) -> &'static str {
    match table {
        HistoryTable::Any => {
            "a moment of arrival with an outcome or an agent (a call log), or a date and an interval_start with \
             calls or people (intervals), or a date with open or holiday (a calendar)"
        }
        HistoryTable::Forecast => "a date and an interval_start with forecast_calls or calls (a forecast)",
        HistoryTable::Roster => "a date and an interval_start with seats_rostered or people (a roster)",
    }
}

fn wish(cell: HistoryCell) -> &'static str {
    match cell {
        HistoryCell::Moment => "a date with a clock time without a zone, such as 2014-04-01T08:01:08",
        HistoryCell::Date => "a date, such as 2014-04-01",
        HistoryCell::Clock => "a clock time before 24:00, such as 08:30",
        HistoryCell::Amount => "a number of at least 0, such as 42",
        HistoryCell::Length => "a length in seconds or as H:MM:SS, such as 185 or 0:03:05",
        HistoryCell::Outcome => {
            "an outcome: answered, abandoned, or one that was never offered to a person (ivr, phantom)"
        }
        HistoryCell::Open => "1 (open) or 0 (closed)",
    }
}
