//! How a scenario stands to its baseline, as data for every language.

use crate::experiment::baseline::Moved;
use crate::experiment::compare::Finding;
use crate::failure::BaselineFault;
use crate::figures::Measure;

/// A key that is set otherwise than when a baseline was stored: its path, its value then and now, if it is set.
pub type KeyChange<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// A table of data that says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableMoved<'a> {
    /// The file.
    pub file: &'a str,
    /// In what it does.
    pub how: TableMove,
}

/// In what a table of data says something else; amounts then and now as they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableMove {
    /// It is not read any more.
    NoLongerRead,
    /// Its rows are others, its sums are not.
    OtherRows,
    /// Its sums.
    Sums {
        /// Calls, if they are others.
        calls: Option<[String; 2]>,
        /// Person-hours, if they are others.
        person_hours: Option<[String; 2]>,
    },
}

/// What has changed since a baseline was stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatChanged<'a> {
    /// Keys of the scenario.
    pub keys: Vec<KeyChange<'a>>,
    /// So many more keys.
    pub more_keys: usize,
    /// Whether tables of data say something else.
    pub has_tables: bool,
    /// Which of them, as far as it is known.
    pub tables: Vec<TableMoved<'a>>,
    /// Versions of the program, then and now.
    pub program: Option<(&'a str, &'a str)>,
}

/// How a scenario stands to its baseline: sentences without a full stop, and names.
#[derive(Clone, Debug, PartialEq)]
pub enum BaselineLine<'a> {
    /// What it is called, with the days that are compared.
    Name(Option<u32>),
    /// It is stored in a file.
    StoredIn(&'a str),
    /// The same behind what was found.
    AndStoredIn(&'a str, &'a str),
    /// There is none.
    Missing {
        /// The page it would have.
        file: &'a str,
        /// A page of the same name elsewhere.
        like: Option<&'a str>,
    },
    /// It cannot be used.
    Unusable {
        /// The file at fault.
        file: &'a str,
        /// Line from 1, if it is about one.
        line: Option<usize>,
        /// What is wrong.
        fault: &'a BaselineFault,
        /// Whether it has been stored anew.
        stored: bool,
    },
    /// So many days are those of the baseline.
    SameDays(u32),
    /// Over so many days no measure has moved.
    NothingMoved {
        /// Days.
        days: u32,
        /// Whether measures were left out.
        has_others: bool,
    },
    /// Over so many days measures moved within the margins.
    WithinMargins(u32),
    /// Over so many days these have moved.
    Moved(u32, Vec<(Finding, Vec<Measure>)>),
    /// The page does not show what is stored.
    NotPaged(&'a str),
    /// The scenario was stored under another name.
    MovedFrom {
        /// The page of that name.
        page: &'a str,
        /// Whether it has been stored anew.
        stored: bool,
    },
    /// So many days are stored, which fewer do not replace.
    KeepsDays(u32),
    /// Measures that not both have, by the names in files.
    LeftOut(&'a [String]),
    /// What has changed.
    Changed(WhatChanged<'a>),
    /// What to do about how it moved.
    Remedy(Moved),
}
