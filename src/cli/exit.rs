//! How the program ends.

use crate::escape::terminal;
use crate::scenario::guarded::Unread;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The exit codes of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done; for `run`: results are written, whatever the verdict.
    Good = 0,
    /// An expectation or a baseline is missed (`check`).
    Missed = 1,
    /// Wrong usage or bad input: nothing was written.
    BadInput = 2,
    /// More days are needed to say (`check`).
    Undecided = 3,
    /// There was nothing to run (`check`): never a success.
    NothingRan = 4,
    /// A bug of ours.
    Bug = 70,
    /// A passing fault of file or network: the same command may succeed later.
    Passing = 75,
    /// Interrupted by Ctrl-C or a request to end.
    Interrupted = 130,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}

/// Why a command ended without doing its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub code: ExitCode,
    /// What is printed on standard error; empty if everything is said already.
    message: String,
}

impl Failure {
    /// A failure told as it stands: texts of others in it have been through [`terminal::line`].
    pub fn told(code: ExitCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// Something the user gave is wrong; told in one line.
    pub fn bad_input(message: impl fmt::Display) -> Self {
        Self::told(ExitCode::BadInput, terminal::line(&format!("error: {message}")))
    }

    /// Several things the user gave are wrong; each told in a line of its own.
    pub fn all_bad_input(messages: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        let line = |message| terminal::line(&format!("error: {message}"));
        Self::told(ExitCode::BadInput, messages.into_iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// The user asked to stop.
    pub fn interrupted() -> Self {
        Self::told(ExitCode::Interrupted, "Interrupted: nothing was written.")
    }

    /// A file could not be used: bad input if the path itself is at fault, else a passing fault.
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        let is_bad = blames_the_path(error.kind()) || is_loop_of_links(error);
        let code = if is_bad { ExitCode::BadInput } else { ExitCode::Passing };
        Self::told(code, terminal::line(&format!("error: cannot {doing} {}: {error}", path.display())))
    }

    /// A file could not be read: bad input, unless the system refused for a passing reason.
    pub fn unread(path: &Path, why: &Unread) -> Self {
        match why {
            Unread::Refused(error) => Self::file("read", path, error),
            Unread::Missing | Unread::NotAFile | Unread::TooLong { .. } => {
                Self::bad_input(format!("cannot read {}: {why}", path.display()))
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The kind for it is not yet stable, so it is told by its number (`ELOOP`).
fn is_loop_of_links(error: &io::Error) -> bool {
    error.raw_os_error() == Some(if cfg!(target_os = "linux") { 40 } else { 62 })
}

fn blames_the_path(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::PermissionDenied
            | ErrorKind::AlreadyExists
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
            | ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_contract() {
        use ExitCode::*;
        let codes = [Good, Missed, BadInput, Undecided, NothingRan, Bug, Passing, Interrupted].map(|code| code as u8);
        assert_eq!(codes, [0, 1, 2, 3, 4, 70, 75, 130]);
    }

    #[test]
    fn a_wrong_path_is_bad_input_and_a_full_disk_is_passing() {
        let code = |kind: ErrorKind| Failure::file("write", Path::new("out"), &kind.into()).code;
        assert_eq!(code(ErrorKind::PermissionDenied), ExitCode::BadInput);
        assert_eq!(code(ErrorKind::NotADirectory), ExitCode::BadInput);
        assert_eq!(code(ErrorKind::StorageFull), ExitCode::Passing);
        assert_eq!(code(ErrorKind::Other), ExitCode::Passing);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_bad_input() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::os::unix::fs::symlink(&a, &b).expect("a link");
        std::os::unix::fs::symlink(&b, &a).expect("a link");
        let error = std::fs::read(&a).expect_err("it leads nowhere");
        assert_eq!(Failure::file("read", &a, &error).code, ExitCode::BadInput);
    }

    #[test]
    fn a_failure_names_the_path_and_what_was_tried() {
        let failure = Failure::file("write", Path::new("out/a"), &ErrorKind::StorageFull.into());
        assert_eq!(failure.to_string(), "error: cannot write out/a: no storage space");
    }
}
