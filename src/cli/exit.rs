//! How the program ends.

use crate::app::{Clock, Error, InTheWay, PartFault, blames_the_path};
use crate::escape::terminal;
use crate::experiment::RunError;
use std::fmt;
use std::io;
use std::path::Path;

/// The exit codes of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done; for `run`: results are written, whatever the verdict.
    Good = 0,
    /// An expectation or a baseline is missed (`check`), or targets cannot be met (`size`).
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

    /// The user asked to stop.
    pub fn interrupted() -> Self {
        Self::told(ExitCode::Interrupted, "Interrupted: nothing was written.")
    }

    /// A file could not be used: bad input if the path itself is at fault, else a passing fault.
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        let code = if blames_the_path(error) { ExitCode::BadInput } else { ExitCode::Passing };
        Self::told(code, terminal::line(&format!("error: cannot {doing} {}: {error}", path.display())))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if matches!(error, Error::Interrupted) {
            return Self::interrupted();
        }
        let line = |message: String| terminal::line(&format!("error: {message}"));
        Self::told(code(&error), messages(&error).into_iter().map(line).collect::<Vec<_>>().join("\n"))
    }
}

/// The exit code that says what kind of failure it is.
fn code(error: &Error) -> ExitCode {
    match error {
        Error::Interrupted => ExitCode::Interrupted,
        Error::Busy(_) | Error::Run(RunError::Threads { .. }) => ExitCode::Passing,
        Error::File { .. } if !error.blames_the_path() => ExitCode::Passing,
        Error::Picture(_) | Error::Workbook(_) => ExitCode::Bug,
        Error::NothingMeant(_) => ExitCode::NothingRan,
        Error::Scenario(_)
        | Error::Run(_)
        | Error::File { .. }
        | Error::Unread { .. }
        | Error::NoPlace(_)
        | Error::InTheWay(_)
        | Error::NoDayInPart { .. }
        | Error::PartOfUnknownLength
        | Error::PartTooLong { .. }
        | Error::Parts(_)
        | Error::TooManyDaysToStore { .. }
        | Error::NothingToCompare(_)
        | Error::NothingVaried(_)
        | Error::History(_)
        | Error::NoHistory(_)
        | Error::NothingBefore { .. }
        | Error::NoPatience
        | Error::NoSeats(_)
        | Error::NoSize(_)
        | Error::Incomparable(_)
        | Error::FewerThanTheFirst { .. }
        | Error::UnknownMeasure { .. }
        | Error::Stored { .. } => ExitCode::BadInput,
    }
}

/// What is told, a line each, with what to try on the command line.
fn messages(error: &Error) -> Vec<String> {
    match error {
        Error::InTheWay(all) => all.iter().map(|found| format!("{found}{}", remedy(found))).collect(),
        Error::Parts(all) => {
            all.iter().map(|(file, why)| format!("{} {why}{}", file.display(), remedy_of_part(why))).collect()
        }
        Error::NoDayInPart { .. } => vec![format!("{error}; ask for fewer parts")],
        Error::PartOfUnknownLength => vec![format!("{error}; name a number of days with --days")],
        Error::PartTooLong { .. } => vec![format!("{error}; make more parts of fewer days")],
        Error::TooManyDaysToStore { .. } => vec![format!("{error}; ask for fewer with --days")],
        Error::NothingToCompare(_) => vec![format!("{error}; name a second scenario, or a change --with key=value")],
        Error::NothingVaried(changes) => vec![format!("--with '{changes}' changes nothing; name a change, key=value")],
        Error::Incomparable(found) => {
            let setting = match found.what {
                Clock::Date => format!("try --set date={}", found.of_a),
                Clock::Hours => "the same day has the same opening hours: give both the same open and close".to_owned(),
                Clock::Interval => format!("try --set interval={}", found.of_a),
                Clock::WarmUp => format!("try --set run.warm_up={}", found.of_a),
            };
            vec![format!("{error}; {setting}")]
        }
        Error::FewerThanTheFirst { most, days } => {
            vec![format!("--max-days {most} is less than the {days} days to begin with; ask for fewer with --days")]
        }
        Error::UnknownMeasure { name, known } => {
            vec![format!("--margin {name}: there is no such measure; there are {}", known.join(", "))]
        }
        Error::History(faults) => faults.iter().map(ToString::to_string).collect(),
        Error::NothingBefore { .. } => vec![format!("{error}; name a later --month, or give a --forecast")],
        Error::NoPatience => vec![format!("{error}; give a --patience")],
        Error::Interrupted
        | Error::Scenario(_)
        | Error::Run(_)
        | Error::File { .. }
        | Error::Unread { .. }
        | Error::Busy(_)
        | Error::NoPlace(_)
        | Error::NothingMeant(_)
        | Error::NoHistory(_)
        | Error::NoSeats(_)
        | Error::NoSize(_)
        | Error::Picture(_)
        | Error::Workbook(_)
        | Error::Stored { .. } => vec![error.to_string()],
    }
}

const fn remedy(found: &InTheWay) -> &'static str {
    match found {
        InTheWay::Directory { .. }
        | InTheWay::UnknownResults { .. }
        | InTheWay::Added { .. }
        | InTheWay::Changed { .. } => "; name another directory with --out",
        InTheWay::NotAPart(_) | InTheWay::OtherDays { .. } => "; name another file with --out",
        InTheWay::NotAReport(_) => "; name another file with --junit",
        InTheWay::NotABaseline(_) => ", or name another folder with --baseline",
    }
}

const fn remedy_of_part(why: &PartFault) -> &'static str {
    match why {
        PartFault::NotAPart => "; make one with `holdline run SCENARIO --part K/N`",
        PartFault::Damaged
        | PartFault::OtherVersion { .. }
        | PartFault::OtherDays { .. }
        | PartFault::OtherSeed { .. }
        | PartFault::OtherScenario => "",
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Doing;
    use std::io::ErrorKind;
    use std::path::PathBuf;

    #[test]
    fn the_codes_are_those_of_the_contract() {
        use ExitCode::*;
        let codes = [Good, Missed, BadInput, Undecided, NothingRan, Bug, Passing, Interrupted].map(|code| code as u8);
        assert_eq!(codes, [0, 1, 2, 3, 4, 70, 75, 130]);
    }

    #[test]
    fn a_wrong_path_is_bad_input_and_a_full_disk_is_passing() {
        let failure = |kind: ErrorKind| {
            let (path, error) = (PathBuf::from("out/a"), kind.into());
            Failure::from(Error::File { doing: Doing::Write, path, error })
        };
        assert_eq!(failure(ErrorKind::PermissionDenied).code, ExitCode::BadInput);
        assert_eq!(failure(ErrorKind::StorageFull).code, ExitCode::Passing);
        assert_eq!(failure(ErrorKind::StorageFull).to_string(), "error: cannot write out/a: no storage space");
        assert_eq!(Failure::file("write", Path::new("a"), &ErrorKind::NotADirectory.into()).code, ExitCode::BadInput);
    }

    #[test]
    fn every_kind_of_failure_has_its_code() {
        let threads = RunError::Threads { threads: 9, reason: "no more".to_owned() };
        assert_eq!(Failure::from(Error::Run(threads)).code, ExitCode::Passing);
        assert_eq!(Failure::from(Error::Run(RunError::NoDays)).code, ExitCode::BadInput);
        assert_eq!(Failure::from(Error::Busy("a".into())).code, ExitCode::Passing);
        assert_eq!(Failure::from(Error::NothingMeant(vec!["x".to_owned()])).code, ExitCode::NothingRan);
        assert_eq!(Failure::from(Error::Interrupted), Failure::interrupted());
    }

    #[test]
    fn all_that_is_in_the_way_is_told_with_the_option_to_try() {
        let found = ["a", "b"].map(|file| InTheWay::NotABaseline(file.into()));
        let told = Failure::from(Error::InTheWay(found.into())).to_string();
        let remedy =
            "is not part of a baseline, so it is not replaced; move it away, or name another folder with --baseline";
        assert_eq!(told, format!("error: a {remedy}\nerror: b {remedy}"));
        let told = Failure::from(Error::Parts(vec![("p".into(), PartFault::NotAPart)])).to_string();
        assert_eq!(told, "error: p is not a part of a run; make one with `holdline run SCENARIO --part K/N`");
    }
}
