//! What can be wrong with a file.

use std::io;

/// Why a file could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// There is none.
    Missing,
    /// There is none in the program itself.
    NotInProgram,
    /// It is a folder or a device.
    NotAFile,
    /// A scenario file of so many bytes.
    LongScenario {
        /// How many.
        bytes: u64,
    },
    /// A table of so many bytes, or too many with those before it.
    LongTable {
        /// How many.
        bytes: u64,
    },
    /// The system refuses.
    Refused(SystemRefusal),
    /// A scenario file that is no UTF-8.
    NotUtf8 {
        /// The line of the first byte that is none, from 1.
        line: usize,
        /// Its column, from 1, in characters.
        column: usize,
    },
    /// A scenario file in UTF-16.
    Utf16,
    /// A workbook, or a table in an encoding that is not read.
    NoTable,
    /// A scenario file in which nothing is written.
    Empty,
}

/// What a system refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemRefusal {
    /// What kind of thing.
    pub kind: io::ErrorKind,
    /// The same in its own words, which are English.
    pub said: String,
}

impl From<io::Error> for SystemRefusal {
    fn from(error: io::Error) -> Self {
        Self { kind: error.kind(), said: error.to_string() }
    }
}
