//! What a centre has recorded, as days and intervals: call logs, volumes of intervals, head-counts and a calendar, out of
//! tables as centres export them. Files are read as a stream, and every fault of all of them is told with its place.
//!
//! Times are local clock times without a zone. `docs/tables.md` says which columns are known by which names.

mod columns;
mod faults;
mod intervals;
mod log;
mod moment;
mod presence;
mod reader;
mod records;

pub use faults::{HistoryCell, HistoryFault, HistoryFaultKind, HistoryTable};
pub use presence::{AgentPresence, Talk};
pub use reader::{HistoryReader, TableRole};

use jiff::civil::Date;
use std::collections::BTreeMap;

/// Seconds of a date by the clock.
pub(crate) const DAY_S: i64 = 86_400;

/// What was recorded of one interval of one date, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Recorded {
    /// Callers who asked for a person.
    pub offered: f64,
    /// Of them, answered.
    pub answered: f64,
    /// Of them, hung up.
    pub abandoned: f64,
    /// Of the answered, those whose handle time is known.
    pub handled: f64,
    /// Their handle times together, in seconds.
    pub handle_s: f64,
    /// Of the offered, those whose wait is known and who hung up.
    pub gave_up: f64,
    /// The waits of all whose wait is known, in seconds.
    pub wait_s: f64,
}

impl Recorded {
    /// Adds what was recorded elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.offered += other.offered;
        self.answered += other.answered;
        self.abandoned += other.abandoned;
        self.handled += other.handled;
        self.handle_s += other.handle_s;
        self.gave_up += other.gave_up;
        self.wait_s += other.wait_s;
    }
}

/// What was recorded of a date.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedDay {
    /// Whether it is known how many were answered.
    pub knows_answered: bool,
    /// By the number of the interval since midnight; nothing where there is no row.
    pub intervals: BTreeMap<usize, Recorded>,
}

impl RecordedDay {
    /// All intervals together.
    pub fn sum(&self) -> Recorded {
        let mut sum = Recorded::default();
        self.intervals.values().for_each(|interval| sum.add(interval));
        sum
    }
}

/// What a calendar says of a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedDate {
    /// Whether the centre is open; `None`: it does not say.
    pub open: Option<bool>,
    /// The name of the holiday; empty: none.
    pub holiday: String,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// How it was named.
    pub name: String,
    /// What it was read as.
    pub roles: Vec<TableRole>,
    /// Rows below the header.
    pub rows: u64,
    /// The first and the last date in it.
    pub dates: Option<(Date, Date)>,
}

/// Everything that was read of a centre.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CentreHistory {
    /// Length of the intervals in seconds; a day has a whole number of them.
    pub interval_s: u32,
    /// The volumes of each date, from the table that knows most of it.
    pub days: BTreeMap<Date, RecordedDay>,
    /// By agent, the calls answered, in order of time; empty without a call log.
    pub talks: BTreeMap<String, Vec<Talk>>,
    /// The dates of which there is a call log with agents.
    pub logged: BTreeMap<Date, u64>,
    /// People present, by date and interval.
    pub people: BTreeMap<Date, BTreeMap<usize, f64>>,
    /// Expected calls, by date and interval.
    pub expected: BTreeMap<Date, BTreeMap<usize, f64>>,
    /// What a calendar says.
    pub marked: BTreeMap<Date, MarkedDate>,
    /// Whether recorded handle times have the wrap-up in them.
    pub has_wrap_up: bool,
    /// What was read.
    pub sources: Vec<SourceFile>,
}

impl CentreHistory {
    /// Intervals of a day.
    pub fn intervals_of_day(&self) -> usize {
        DAY_S as usize / self.interval_s as usize
    }

    /// The clock time at which an interval begins, such as `08:30`.
    pub fn clock(&self, interval: usize) -> String {
        let minutes = interval * self.interval_s as usize / 60;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
