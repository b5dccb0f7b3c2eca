//! What can be wrong with a scenario, as data: whoever tells it to somebody finds the words.

mod expect;
mod file;
mod hidden;
mod shift_file;
mod slip;
mod table;
mod table_kind;

pub(crate) use expect::head;
pub use expect::{ExpectFault, FiguresAllowed};
pub use file::{FileFault, SystemRefusal};
pub use shift_file::ShiftFileFault;
pub use slip::Slip;
pub use table::{CellWanted, DaysFault, RowFault, TableFault};
pub use table_kind::TableKind;

use crate::model::{FaultKind, NamedList, Path};

/// What is wrong with a scenario, with what was found and what is allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum ScenarioFault {
    /// With the floor that it describes.
    Floor(FaultKind),
    /// A value of the wrong kind or form.
    Value {
        /// What stands there.
        found: FoundValue,
        /// What should.
        wanted: Wanted,
    },
    /// With a key, or keys that do not go together.
    Key(KeyFault),
    /// With a file.
    File {
        /// The file.
        file: String,
        /// What.
        fault: FileFault,
    },
    /// Text that is no TOML.
    NotToml(NotToml),
    /// With a table of data.
    Table(TableFault),
    /// With a `--set`.
    Override(OverrideFault),
    /// With a key of `[expect]`.
    Expect(ExpectFault),
    /// A path with a backslash that made a sign of the letter behind it.
    BackslashInPath {
        /// The path that was meant.
        meant: String,
    },
    /// A scenario that is its own base, by way of others.
    BasesInACircle {
        /// The files, each the base of the one before.
        files: Vec<String>,
    },
    /// Something in a file of which nothing is shown, or about it.
    Hidden,
    /// One date and several.
    DateAndDates,
    /// One ladder by itself and a list of ladders.
    LadderAndLadders,
    /// What holds on some dates only, where there are not several.
    OnWithoutDates,
    /// A time zone where no date is named.
    TimeZoneWithoutDate,
    /// A time zone that there is not.
    NoTimeZone {
        /// As it is named.
        name: String,
    },
    /// Recorded calls, which cannot be multiplied.
    ScaleOfRecordedCalls {
        /// Whose they are.
        queue: String,
    },
    /// With a file of shifts.
    Shifts(ShiftFileFault),
    /// So many more in the same table of data.
    MoreInFile(usize),
    /// So many more in all.
    MoreThanListed {
        /// How many.
        more: usize,
        /// How many were listed.
        listed: usize,
    },
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundValue {
    /// Text, or its beginning.
    Text {
        /// The text.
        text: String,
        /// Whether there is more of it.
        is_cut: bool,
    },
    /// A whole number.
    Whole(i128),
    /// Any other number; infinite if it is too large to mean anything.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A date without quotes, with a time or without.
    Date(String),
    /// A time without quotes.
    Time(String),
    /// A list or table, or what stands in a file of which nothing is shown.
    Some(TomlKind),
}

/// The kinds of values of TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TomlKind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A date or time without quotes.
    Date,
    /// A list.
    List,
    /// A table.
    Table,
}

/// What should stand at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// A table with these keys.
    Table(Vec<&'static str>),
    /// The table of what is expected.
    Expectations,
    /// A list of tables, each under a header of its own.
    Blocks(Path),
    /// A list of tables in braces.
    Tables {
        /// The list.
        of: Path,
        /// One of them.
        example: String,
    },
    /// A list of names of these.
    Names(NamedList),
    /// A list of durations.
    Durations,
    /// Two durations.
    SpanRange,
    /// A list of whole numbers.
    Counts,
    /// A list of clock times.
    Clocks,
    /// A list of some of these words.
    SomeOf(Vec<&'static str>),
    /// Text.
    Text,
    /// One of these words.
    Words(Vec<&'static str>),
    /// The path of a file.
    File,
    /// A date.
    Date,
    /// A list of dates and weekdays, or one of them.
    OnDates,
    /// A clock time.
    Clock,
    /// This clock time or date, in quotes.
    ClockInQuotes(String),
    /// Two clock times.
    ClockRange,
    /// A duration; with a unit if it is this number that stands there.
    Duration(Option<i128>),
    /// The same, a distribution, or no end at all.
    Patience(Option<i128>),
    /// A duration with the like, a clock time, or closing.
    Deadline(Option<i128>),
    /// A duration or a table with a distribution.
    Distribution,
    /// A finite number; this one, if it was meant.
    Number(Option<String>),
    /// A whole number.
    Whole {
        /// The least.
        least: u64,
        /// The most, if there is one.
        most: Option<u64>,
    },
    /// A whole number from so much below 0 to so much above.
    Priority(i32),
    /// `true` or `false`.
    Flag,
    /// A table with something for each of some queues.
    ByQueue,
    /// So many people.
    People,
    /// A comparison and a number.
    Comparison,
}

/// What is wrong with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// No such table has it.
    Unknown {
        /// What the table describes.
        of: TableKind,
        /// The keys it may have.
        keys: Vec<&'static str>,
    },
    /// A later version reads it.
    Later,
    /// It must be there.
    Missing {
        /// The key.
        key: String,
        /// A value as it is written.
        example: &'static str,
    },
    /// One of these must be there.
    NoneOf(Vec<&'static str>),
    /// Only one of several may be there.
    Together {
        /// Those that are there.
        given: Vec<&'static str>,
        /// All of which only one may be.
        of: Vec<&'static str>,
    },
    /// It does not go with another one.
    DoesNotGo {
        /// The other one.
        with: String,
        /// Those that it goes with.
        only_with: Vec<&'static str>,
        /// Why.
        because: Because,
    },
}

/// Why keys do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Recorded calls are the same every day.
    SameEveryDay,
    /// Sampled days differ as the past days did.
    AsOnPastDays,
    /// One rate all day is no table.
    NoTable,
}

/// Why a text is no TOML.
#[derive(Clone, Debug, PartialEq)]
pub enum NotToml {
    /// Something that is often written.
    Slip(Slip),
    /// What the parser says, which is English.
    Message(String),
    /// Nothing is told of the file.
    Outside,
}

/// What is wrong with a `--set`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideFault {
    /// It is no path and value.
    NoOverride,
    /// Its value is none; what the parser says, which is English.
    Value(String),
    /// An index beyond the end of a list.
    NoElement {
        /// The index.
        index: usize,
        /// How many elements there are.
        count: usize,
    },
    /// No element of a list is called so.
    NoName {
        /// The name.
        name: String,
        /// Names there are, as they are written in a path.
        known: Vec<String>,
    },
    /// An index into something that is not there.
    NoList {
        /// Its key.
        key: String,
        /// Lists that are there.
        known: Vec<String>,
    },
    /// An index into something that is no list.
    NotAList {
        /// The index.
        index: usize,
    },
}

impl From<FaultKind> for ScenarioFault {
    fn from(kind: FaultKind) -> Self {
        Self::Floor(kind)
    }
}

impl From<KeyFault> for ScenarioFault {
    fn from(fault: KeyFault) -> Self {
        Self::Key(fault)
    }
}

impl From<TableFault> for ScenarioFault {
    fn from(fault: TableFault) -> Self {
        Self::Table(fault)
    }
}

impl From<ShiftFileFault> for ScenarioFault {
    fn from(fault: ShiftFileFault) -> Self {
        Self::Shifts(fault)
    }
}

impl From<OverrideFault> for ScenarioFault {
    fn from(fault: OverrideFault) -> Self {
        Self::Override(fault)
    }
}

impl From<ExpectFault> for ScenarioFault {
    fn from(fault: ExpectFault) -> Self {
        Self::Expect(fault)
    }
}
