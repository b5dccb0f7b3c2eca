//! What can be wrong with a table of data.

use crate::units::{SimTime, Span};
use jiff::civil::Date;

/// What is wrong with a table of data. A text is `None` where nothing of the file is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum TableFault {
    /// It has neither header nor row.
    Empty {
        /// The file.
        file: String,
        /// The columns that it must have.
        columns: &'static [&'static str],
    },
    /// It has no row below its header.
    NoRow {
        /// The file.
        file: String,
    },
    /// Columns that it must have are not there.
    NoColumn {
        /// These.
        missing: Vec<&'static str>,
        /// All that it must have.
        required: &'static [&'static str],
        /// Those that are there.
        there: Option<Vec<String>>,
    },
    /// A column is there twice.
    ColumnTwice {
        /// Its name.
        column: &'static str,
    },
    /// A column that is not used looks like a known one.
    Misspelt {
        /// Its name.
        column: String,
        /// The known one.
        near: String,
    },
    /// A row has too few cells, or too many.
    Width {
        /// How many it has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// A row has a cell of more bytes than this.
    LongCell {
        /// The most.
        most: usize,
    },
    /// It has more columns than any table.
    TooManyColumns {
        /// How many.
        columns: usize,
        /// The most.
        most: usize,
    },
    /// It has more rows than any table.
    TooManyRows {
        /// The most.
        most: usize,
    },
    /// A cell does not hold what it should.
    Cell {
        /// Its column.
        column: &'static str,
        /// What it holds.
        text: Option<String>,
        /// What it should.
        wanted: CellWanted,
    },
    /// A number with a mark that may stand before thousands or before decimals.
    TwoReadings {
        /// Its column.
        column: &'static str,
        /// As it is written.
        text: Option<String>,
        /// The number if it stands before thousands.
        whole: f64,
        /// The number if it stands before decimals.
        decimal: f64,
    },
    /// No row is of the queue that reads the table.
    NoRowForQueue {
        /// The queue.
        queue: String,
        /// Queues there are rows for.
        there: Vec<Option<String>>,
        /// Whether names could be read at all.
        names_are_read: bool,
    },
    /// A row is of a queue that does not read the table.
    UnknownQueue {
        /// The queue.
        queue: Option<String>,
        /// Queues that do.
        known: Vec<String>,
        /// Whether names could be read at all.
        names_are_read: bool,
    },
    /// With the days that its rows are of.
    Days(DaysFault),
    /// With a row by itself, or after the one before.
    Row(RowFault),
}

/// What is wrong with the days that the rows of a table are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysFault {
    /// Rows of several days, and nothing tells which is meant.
    Several {
        /// The column that tells them apart.
        column: &'static str,
        /// How many there are.
        count: usize,
    },
    /// No row of a date.
    NoDate(Date),
    /// No row of the weekday of a date.
    NoWeekday(Date),
}

/// What is wrong with what a row says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RowFault {
    /// Two rows of one time.
    Twice {
        /// The time.
        start: SimTime,
    },
    /// A row that is earlier than the one before.
    OutOfOrder {
        /// Its time.
        start: SimTime,
        /// The time of the one before.
        before: SimTime,
    },
    /// No row where one should be.
    Gap {
        /// From ...
        from: SimTime,
        /// ... to.
        to: SimTime,
        /// How long every row lasts.
        every: Span,
    },
    /// A row that comes too soon.
    TooSoon {
        /// Its time.
        start: SimTime,
        /// The time of the one before.
        before: SimTime,
        /// How long every row lasts.
        every: Span,
    },
    /// A moment at which no clock showed that time: it was put forward past it.
    Skipped {
        /// The time.
        at: SimTime,
    },
    /// A profile that does not begin by opening.
    BeginsLate {
        /// When it begins.
        start: SimTime,
        /// Opening.
        open: SimTime,
    },
    /// A profile that ends before closing.
    EndsEarly {
        /// When it ends.
        end: SimTime,
        /// Closing.
        close: SimTime,
    },
    /// Head-counts that do not begin by opening.
    NobodyAtOpening {
        /// When they begin.
        start: SimTime,
        /// Opening.
        open: SimTime,
    },
    /// A part of a person.
    PartOfAPerson(f64),
    /// A part of a call that was counted.
    PartOfACall(f64),
    /// A wait that is not longer than the one before.
    WaitOutOfOrder {
        /// The wait.
        wait: Span,
        /// The one before.
        before: Span,
    },
    /// A share that is larger than the one before.
    ShareRises {
        /// The share.
        share: f64,
        /// The one before.
        before: f64,
    },
}

/// What a cell should hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellWanted {
    /// A date.
    Date,
    /// A day of the week.
    Weekday,
    /// A clock time.
    Clock,
    /// A number.
    Number,
    /// A number from 0 to this.
    NumberUpTo(f64),
    /// This number with a point before its decimals.
    Point(f64),
}

impl From<DaysFault> for TableFault {
    fn from(fault: DaysFault) -> Self {
        Self::Days(fault)
    }
}

impl From<RowFault> for TableFault {
    fn from(fault: RowFault) -> Self {
        Self::Row(fault)
    }
}
