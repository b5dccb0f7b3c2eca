//! What keeps a use case from being done, for callers to tell apart: what a page, a program or an exit code makes of it
//! is theirs.

use super::incomparable::Incomparable;
use super::part_fault::PartFault;
use crate::experiment::RunError;
use crate::history::HistoryFault;
use crate::report::baseline::MOST_DAYS;
use crate::report::stored::Unreadable;
use crate::scenario::Diagnostics;
use crate::scenario::guarded::Unread;
use crate::sizing::SizeError;
use crate::tables::{Month, NoSeats};
use std::fmt;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Why a use case came to nothing. Nothing half written is left.
///
/// Messages tell what is wrong and what would be right, but never how a caller asks for it: remedies such as options are
/// the caller's to add.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Whoever watches stopped it.
    #[error("it was interrupted, and nothing was written")]
    Interrupted,
    /// A scenario with faults: all of them.
    #[error("{0}")]
    Scenario(Box<Diagnostics>),
    /// A run that came to nothing.
    #[error("{0}")]
    Run(RunError),
    /// The system refuses something with a file or folder.
    #[error("cannot {doing} {}: {error}", path.display())]
    File {
        /// What was tried.
        doing: Doing,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A file that is not what is read.
    #[error("cannot read {}: {why}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: Unread,
    },
    /// Somebody else is at it: the same may succeed later.
    #[error("another process is writing {}; wait for it, or name another place", .0.display())]
    Busy(PathBuf),
    /// A place that cannot hold what is to be written.
    #[error(transparent)]
    NoPlace(#[from] NoPlace),
    /// What is already where something is to be written, and is not replaced: all of it.
    #[error("{}", lines(.0))]
    InTheWay(Vec<InTheWay>),
    /// A part of fewer days than there are parts.
    #[error("part {number}/{of} of {days} days has no day")]
    NoDayInPart {
        /// Which part, from 1.
        number: u32,
        /// Of how many.
        of: u32,
        /// Days of the whole run.
        days: u32,
    },
    /// A part of a run of which nobody knows how many days it will have.
    #[error(
        "the scenario asks for run.precision: how many days that takes is known once they are played, so they have no parts"
    )]
    PartOfUnknownLength,
    /// A part that could not be read again.
    #[error("this part takes {} MB, and at most {} MB are read again", bytes / 1_000_000, most / 1_048_576)]
    PartTooLong {
        /// Its length.
        bytes: u64,
        /// What is read.
        most: u64,
    },
    /// Files that are no parts of the run they are to be merged into: all of them.
    #[error("{}", .0.iter().map(|(file, why)| format!("{} {why}", file.display())).collect::<Vec<_>>().join("\n"))]
    Parts(Vec<(PathBuf, PartFault)>),
    /// Baselines of so many days are not stored.
    #[error("a baseline of {days} days, and at most {MOST_DAYS} are stored")]
    TooManyDaysToStore {
        /// Days asked for.
        days: u32,
    },
    /// Patterns that fit nothing.
    #[error("no scenario and no expectation has {} in its name", .0.join(" or "))]
    NothingMeant(Vec<String>),
    /// A comparison of one.
    #[error("there is nothing to compare {} with", .0.display())]
    NothingToCompare(PathBuf),
    /// A variation in which nothing is changed.
    #[error("the variation `{0}` changes nothing")]
    NothingVaried(String),
    /// Tables of a history with faults: all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    History(Vec<HistoryFault>),
    /// Folders without a table that is known.
    #[error("there is no call log and no table of volumes in {}", .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "))]
    NoHistory(Vec<PathBuf>),
    /// A month of which nothing can be forecast.
    #[error("nothing is recorded before {month}; what is recorded begins on {first}")]
    NothingBefore {
        /// The month.
        month: Month,
        /// The first date recorded.
        first: String,
    },
    /// Callers of whom nothing says how long they wait.
    #[error("nobody hangs up in the scenario, and the history does not tell how long callers wait")]
    NoPatience,
    /// Seats that cannot be computed.
    #[error(transparent)]
    NoSeats(#[from] NoSeats),
    /// A floor that cannot be sized.
    #[error(transparent)]
    NoSize(Box<SizeError>),
    /// Scenarios whose days are not the same days.
    #[error(transparent)]
    Incomparable(#[from] Box<Incomparable>),
    /// A comparison that may not even play the days it begins with.
    #[error("{most} days at most are less than the {days} days to begin with")]
    FewerThanTheFirst {
        /// Most days.
        most: u32,
        /// Days to begin with.
        days: u32,
    },
    /// A margin of a measure that nothing is found of.
    #[error("there is no measure {name}; there are {}", known.join(", "))]
    UnknownMeasure {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A picture that cannot be painted: a fault of ours.
    #[error("{0}")]
    Picture(String),
    /// A workbook that cannot be made.
    #[error("the workbook cannot be made: {0}")]
    Workbook(String),
    /// Stored results that cannot be shown again.
    #[error("{} {why}", path.display())]
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

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Find => "find",
            Self::LookInto => "look into",
            Self::Read => "read",
            Self::Make => "make",
            Self::Write => "write",
            Self::WriteInto => "write into",
            Self::WriteResultsInto => "write results into",
            Self::PutResultsInto => "put the results into",
            Self::Remove => "remove",
        })
    }
}

/// A place that cannot hold what is to be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPlace {
    /// Not even a name.
    #[error("{} names no directory", .0.display())]
    NoDirectoryName(PathBuf),
    /// A file where results go.
    #[error("{} is a file; results need a directory", .0.display())]
    FileForResults(PathBuf),
    /// A file where baselines go.
    #[error("{} is a file; baselines need a folder", .0.display())]
    FileForBaselines(PathBuf),
    /// Something else than a file.
    #[error("{} is not the name of a file; what is there is left alone", .0.display())]
    NoFileName(PathBuf),
    /// A file that has no name in its folder.
    #[error("{} is mounted by itself and cannot be replaced; mount the folder it is in", .0.display())]
    Mounted(PathBuf),
}

/// What is where something is to be written, and is not replaced.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InTheWay {
    /// A directory of somebody.
    #[error("{} is not empty and holds no {mark}, so it is not replaced", place.display())]
    Directory {
        /// The directory.
        place: PathBuf,
        /// What results of the kind are known by.
        mark: &'static str,
    },
    /// Results that look like ours.
    #[error("{} holds a {mark} that is not known to be holdline's, so it is not replaced", place.display())]
    UnknownResults {
        /// The directory.
        place: PathBuf,
        /// What results of the kind are known by.
        mark: &'static str,
    },
    /// Results with something beside them.
    #[error("{} is not of holdline, so {} is not replaced; move it away", file.display(), place.display())]
    Added {
        /// What is beside them.
        file: PathBuf,
        /// The directory.
        place: PathBuf,
    },
    /// Results that somebody has changed.
    #[error("{} was changed since it was written, so {} is not replaced; move it away", file.display(), place.display())]
    Changed {
        /// The changed file.
        file: PathBuf,
        /// The directory.
        place: PathBuf,
    },
    /// A file that is no part of a run.
    #[error("{} is not a part of a run, so it is not replaced", .0.display())]
    NotAPart(PathBuf),
    /// Other days of the same run.
    #[error("{} holds {} of this run", place.display(), told_days(days))]
    OtherDays {
        /// The part.
        place: PathBuf,
        /// Its days.
        days: Range<u32>,
    },
    /// A file that is no JUnit report of ours.
    #[error("{} holds something else than the report of a check, so it is not replaced", .0.display())]
    NotAReport(PathBuf),
    /// A file that is not of a baseline.
    #[error("{} is not part of a baseline, so it is not replaced; move it away", .0.display())]
    NotABaseline(PathBuf),
}

fn told_days(days: &Range<u32>) -> String {
    format!("days {} to {}", days.start, days.end.saturating_sub(1))
}

fn lines(all: &[InTheWay]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl Error {
    /// Whether a file or folder cannot be used because of the path itself; else trying again may help.
    pub fn blames_the_path(&self) -> bool {
        matches!(self, Self::File { error, .. } if blames_the_path(error))
    }

    /// The system refuses; for `map_err`.
    pub(super) fn file(doing: Doing, path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |error| Self::File { doing, path: path.to_owned(), error }
    }

    /// A file could not be read; for `map_err`.
    pub(super) fn unread(path: &Path) -> impl Fn(Unread) -> Self + '_ {
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
    fn a_refusal_names_the_path_and_what_was_tried() {
        let refused = Error::file(Doing::Write, Path::new("out/a"))(io::ErrorKind::StorageFull.into());
        assert_eq!(refused.to_string(), "cannot write out/a: no storage space");
        let refused = Error::unread(Path::new("a"))(Unread::Refused(io::ErrorKind::PermissionDenied.into()));
        assert!(matches!(refused, Error::File { doing: Doing::Read, .. }));
        assert_eq!(Error::unread(Path::new("a"))(Unread::Missing).to_string(), "cannot read a: there is no such file");
    }

    #[test]
    fn no_message_knows_an_option_of_the_command_line() {
        let place = || PathBuf::from("a");
        let in_the_way = vec![
            InTheWay::Directory { place: place(), mark: "m" },
            InTheWay::UnknownResults { place: place(), mark: "m" },
            InTheWay::Added { file: place(), place: place() },
            InTheWay::Changed { file: place(), place: place() },
            InTheWay::NotAPart(place()),
            InTheWay::OtherDays { place: place(), days: 3..5 },
            InTheWay::NotAReport(place()),
            InTheWay::NotABaseline(place()),
        ];
        let told = Error::InTheWay(in_the_way).to_string();
        assert!(!told.contains("--") && told.lines().count() == 8 && told.contains("a holds days 3 to 4 of this run"));
    }
}
