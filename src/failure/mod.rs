//! What keeps a use case from being done, as data for callers to tell apart: what a page, a program or an exit code makes
//! of it is theirs, and what it means in words stands in `words`.

mod baseline_fault;
mod incomparable;
mod part_fault;
mod results_fault;
mod unreadable;

pub use baseline_fault::BaselineFault;
pub use incomparable::{Clock, Incomparable};
pub use part_fault::PartFault;
pub use results_fault::ResultsFault;
pub use unreadable::Unreadable;

use crate::experiment::RunError;
use crate::history::HistoryFault;
use crate::scenario::Diagnostics;
use crate::scenario::guarded::Unread;
use crate::sizing::SizeError;
use crate::tables::{Month, NoSeats};
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Why a use case came to nothing. Nothing half written is left.
///
/// Messages tell what is wrong and what would be right, but never how a caller asks for it: remedies such as options are
/// the caller's to add.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Whoever watches stopped it.
    Interrupted,
    /// A scenario with faults: all of them.
    Scenario(Box<Diagnostics>),
    /// A run that came to nothing.
    Run(RunError),
    /// The system refuses something with a file or folder.
    File {
        /// What was tried.
        doing: Doing,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A file that is not what is read.
    Unread {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: Unread,
    },
    /// Somebody else is at it: the same may succeed later.
    Busy(PathBuf),
    /// A place that cannot hold what is to be written.
    NoPlace(NoPlace),
    /// What is already where something is to be written, and is not replaced: all of it.
    InTheWay(Vec<InTheWay>),
    /// A part of fewer days than there are parts.
    NoDayInPart {
        /// Which part, from 1.
        number: u32,
        /// Of how many.
        of: u32,
        /// Days of the whole run.
        days: u32,
    },
    /// A part of a run of which nobody knows how many days it will have.
    PartOfUnknownLength,
    /// A part that could not be read again.
    PartTooLong {
        /// Its length.
        bytes: u64,
        /// What is read.
        most: u64,
    },
    /// Files that are no parts of the run they are to be merged into: all of them.
    Parts(Vec<(PathBuf, PartFault)>),
    /// Baselines of so many days are not stored.
    TooManyDaysToStore {
        /// Days asked for.
        days: u32,
        /// Days that are.
        most: u32,
    },
    /// Patterns that fit nothing.
    NothingMeant(Vec<String>),
    /// A comparison of one.
    NothingToCompare(PathBuf),
    /// A variation in which nothing is changed.
    NothingVaried(String),
    /// Tables of a history with faults: all of them.
    History(Vec<HistoryFault>),
    /// Folders without a table that is known.
    NoHistory(Vec<PathBuf>),
    /// A month of which nothing can be forecast.
    NothingBefore {
        /// The month.
        month: Month,
        /// The first date recorded.
        first: String,
    },
    /// A scenario to start from that there is not.
    UnknownTemplate {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A queue that there is not.
    UnknownQueue {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Callers of whom nothing says how long they wait.
    NoPatience,
    /// Seats that cannot be computed.
    NoSeats(NoSeats),
    /// A floor that cannot be sized.
    NoSize(Box<SizeError>),
    /// Scenarios whose days are not the same days.
    Incomparable(Box<Incomparable>),
    /// A comparison that may not even play the days it begins with.
    FewerThanTheFirst {
        /// Most days.
        most: u32,
        /// Days to begin with.
        days: u32,
    },
    /// A margin of a measure that nothing is found of.
    UnknownMeasure {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A picture that cannot be painted: a fault of ours.
    Picture(String),
    /// A workbook that cannot be made.
    Workbook(String),
    /// Stored results that cannot be shown again.
    Stored {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: Unreadable,
    },
}

/// What is done with a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doing {
    /// Finding out where it is.
    Find,
    /// Looking what is there.
    LookInto,
    /// Reading it.
    Read,
    /// Making a folder.
    Make,
    /// Writing it.
    Write,
    /// Writing something in it.
    WriteInto,
    /// Writing results in it.
    WriteResultsInto,
    /// Putting results in its place.
    PutResultsInto,
    /// Removing it.
    Remove,
}

/// A place that cannot hold what is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoPlace {
    /// Not even a name.
    NoDirectoryName(PathBuf),
    /// A file where results go.
    FileForResults(PathBuf),
    /// A file where baselines go.
    FileForBaselines(PathBuf),
    /// Something else than a file.
    NoFileName(PathBuf),
    /// A file that has no name in its folder.
    Mounted(PathBuf),
}

/// What is where something is to be written, and is not replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InTheWay {
    /// A directory of somebody.
    Directory {
        /// The directory.
        place: PathBuf,
        /// What results of the kind are known by.
        mark: &'static str,
    },
    /// Results that look like ours.
    UnknownResults {
        /// The directory.
        place: PathBuf,
        /// What results of the kind are known by.
        mark: &'static str,
    },
    /// Results with something beside them.
    Added {
        /// What is beside them.
        file: PathBuf,
        /// The directory.
        place: PathBuf,
    },
    /// Results that somebody has changed.
    Changed {
        /// The changed file.
        file: PathBuf,
        /// The directory.
        place: PathBuf,
    },
    /// Results of something else.
    OfAnother {
        /// The files of the scenarios that they are of.
        of: Vec<String>,
        /// The directory.
        place: PathBuf,
    },
    /// Any file.
    File(PathBuf),
    /// A file that is no part of a run.
    NotAPart(PathBuf),
    /// Other days of the same run.
    OtherDays {
        /// The part.
        place: PathBuf,
        /// Its days.
        days: Range<u32>,
    },
    /// A file that is no JUnit report of ours.
    NotAReport(PathBuf),
    /// A file that is not of a baseline.
    NotABaseline(PathBuf),
}

impl std::error::Error for Error {}

impl Error {
    /// Whether a file or folder cannot be used because of the path itself; else trying again may help.
    pub fn blames_the_path(&self) -> bool {
        matches!(self, Self::File { error, .. } if blames_the_path(error))
    }

    /// The system refuses; for `map_err`.
    pub(crate) fn file(doing: Doing, path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |error| Self::File { doing, path: path.to_owned(), error }
    }

    /// A file could not be read; for `map_err`.
    pub(crate) fn unread(path: &Path) -> impl Fn(Unread) -> Self + '_ {
        move |why| match why {
            Unread::Refused(error) => Self::File { doing: Doing::Read, path: path.to_owned(), error },
            Unread::Missing | Unread::NotAFile | Unread::TooLong { .. } => Self::Unread { path: path.to_owned(), why },
        }
    }
}

/// Whether what the system says is about the path itself; else trying again may help.
pub fn blames_the_path(error: &io::Error) -> bool {
    let is_path = matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::PermissionDenied
            | ErrorKind::AlreadyExists
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
            | ErrorKind::ReadOnlyFilesystem
    );
    is_path || is_loop_of_links(error)
}

/// The kind for it is not yet stable, so it is told by its number (`ELOOP`).
fn is_loop_of_links(error: &io::Error) -> bool {
    error.raw_os_error() == Some(if cfg!(target_os = "linux") { 40 } else { 62 })
}

impl From<RunError> for Error {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Interrupted => Self::Interrupted,
            RunError::NoDays
            | RunError::TooManyWaiting { .. }
            | RunError::TooLong { .. }
            | RunError::TooManyMoves { .. }
            | RunError::TooMuch { .. }
            | RunError::Parts(_)
            | RunError::Threads { .. } => Self::Run(error),
        }
    }
}

impl From<Diagnostics> for Error {
    fn from(faults: Diagnostics) -> Self {
        Self::Scenario(Box::new(faults))
    }
}

impl From<NoPlace> for Error {
    fn from(place: NoPlace) -> Self {
        Self::NoPlace(place)
    }
}

impl From<NoSeats> for Error {
    fn from(why: NoSeats) -> Self {
        Self::NoSeats(why)
    }
}

impl From<Box<Incomparable>> for Error {
    fn from(found: Box<Incomparable>) -> Self {
        Self::Incomparable(found)
    }
}

impl From<InTheWay> for Error {
    fn from(one: InTheWay) -> Self {
        Self::InTheWay(vec![one])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_stops_a_run_is_not_told_of_a_fault() {
        assert!(matches!(Error::from(RunError::Interrupted), Error::Interrupted));
        assert!(matches!(Error::from(RunError::NoDays), Error::Run(RunError::NoDays)));
    }

    #[test]
    fn a_wrong_path_is_to_blame_and_a_full_disk_is_not() {
        let blames = |kind: ErrorKind| Error::file(Doing::Write, Path::new("out"))(kind.into()).blames_the_path();
        assert!(blames(ErrorKind::PermissionDenied) && blames(ErrorKind::NotADirectory));
        assert!(!blames(ErrorKind::StorageFull) && !blames(ErrorKind::Other));
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_to_blame() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::os::unix::fs::symlink(&a, &b).expect("a link");
        std::os::unix::fs::symlink(&b, &a).expect("a link");
        assert!(blames_the_path(&std::fs::read(&a).expect_err("it leads nowhere")));
    }

    #[test]
    fn a_file_that_the_system_refuses_is_a_refusal_to_read() {
        let refused = Error::unread(Path::new("a"))(Unread::Refused(io::ErrorKind::PermissionDenied.into()));
        assert!(matches!(refused, Error::File { doing: Doing::Read, .. }));
    }
}
