//! What can be wrong with a file.

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
    /// The system refuses; in its own words.
    Refused(String),
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
