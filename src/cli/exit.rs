//! How the program ends.

use crate::app::{Clock, Error, InTheWay, PartFault};
use crate::escape::terminal;
use crate::experiment::RunError;
use crate::words::{self, Language, Remedy, Saying};
use std::iter;

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
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: ExitCode,
    message: Box<Message>,
}

/// What is printed on standard error.
#[derive(Debug)]
enum Message {
    /// What is told already; texts of others in it have been through [`terminal::line`].
    AsItStands(String),
    /// Something that is wrong.
    Wrong(Saying),
    /// A use case came to nothing.
    Error(Error),
}

impl Failure {
    fn new(code: ExitCode, message: Message) -> Self {
        Self { code, message: Box::new(message) }
    }

    /// Everything is told already.
    pub fn silent(code: ExitCode) -> Self {
        Self::told(code, "")
    }

    /// A failure told as it stands: texts of others in it have been through [`terminal::line`].
    pub fn told(code: ExitCode, message: impl Into<String>) -> Self {
        Self::new(code, Message::AsItStands(message.into()))
    }

    /// Something is wrong; told in one line.
    pub fn saying(code: ExitCode, saying: Saying) -> Self {
        Self::new(code, Message::Wrong(saying))
    }

    /// Something the user gave is wrong; told in one line.
    pub fn bad_input(saying: Saying) -> Self {
        Self::saying(ExitCode::BadInput, saying)
    }

    /// The user asked to stop.
    pub fn interrupted() -> Self {
        Self::saying(ExitCode::Interrupted, Saying::Interrupted)
    }

    /// What is printed on standard error; empty if everything is said already.
    pub fn in_words(&self, language: Language) -> String {
        let line = |text: &String| terminal::line(&words::error_line(language, text));
        match &*self.message {
            Message::AsItStands(text) => text.clone(),
            Message::Wrong(Saying::Interrupted) => words::saying(language, &Saying::Interrupted),
            Message::Wrong(saying) => line(&words::saying(language, saying)),
            Message::Error(error) => messages(error, language).iter().map(line).collect::<Vec<_>>().join("\n"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if matches!(error, Error::Interrupted) {
            return Self::interrupted();
        }
        Self::new(code(&error), Message::Error(error))
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
        | Error::UnknownQueue { .. }
        | Error::UnknownTemplate { .. }
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
fn messages(error: &Error, language: Language) -> Vec<String> {
    if let Some(saying) = by_its_option(error) {
        return vec![words::saying(language, &saying)];
    }
    let told = words::failure(language, error).into_iter().zip(remedies(error).into_iter().chain(iter::repeat(None)));
    told.map(|(line, remedy)| line + &remedy.map(|remedy| words::remedy(language, &remedy)).unwrap_or_default())
        .collect()
}

/// What is told by the option that is wrong.
fn by_its_option(error: &Error) -> Option<Saying> {
    if let Error::NothingVaried(changes) = error {
        Some(Saying::NothingVaried(changes.clone()))
    } else if let Error::FewerThanTheFirst { most, days } = error {
        Some(Saying::FewerThanTheFirst { most: *most, days: *days })
    } else if let Error::UnknownMeasure { name, known } = error {
        Some(Saying::MarginOfNothing { name: name.clone(), known: known.clone() })
    } else {
        None
    }
}

/// What to try, for each line that there is something for.
fn remedies(error: &Error) -> Vec<Option<Remedy>> {
    let one = match error {
        Error::InTheWay(all) => return all.iter().map(|found| Some(remedy(found))).collect(),
        Error::Parts(all) => return all.iter().map(|(_, why)| remedy_of_part(why)).collect(),
        Error::NoDayInPart { .. } => Remedy::FewerParts,
        Error::PartOfUnknownLength => Remedy::NumberOfDays,
        Error::PartTooLong { .. } => Remedy::ShorterParts,
        Error::TooManyDaysToStore { .. } => Remedy::FewerDays,
        Error::NothingToCompare(_) => Remedy::SomethingToCompare,
        Error::Incomparable(found) => {
            let setting = |key| Remedy::Setting { key, value: found.of_a.clone() };
            match found.what {
                Clock::Date => setting("date"),
                Clock::Hours => Remedy::SameHours,
                Clock::Changes => Remedy::SameZone,
                Clock::Interval => setting("interval"),
                Clock::WarmUp => setting("run.warm_up"),
            }
        }
        Error::NothingBefore { .. } => Remedy::LaterMonth,
        Error::NoPatience => Remedy::Patience,
        Error::NothingVaried(_)
        | Error::UnknownQueue { .. }
        | Error::UnknownTemplate { .. }
        | Error::FewerThanTheFirst { .. }
        | Error::UnknownMeasure { .. }
        | Error::Interrupted
        | Error::Scenario(_)
        | Error::Run(_)
        | Error::File { .. }
        | Error::Unread { .. }
        | Error::Busy(_)
        | Error::NoPlace(_)
        | Error::NothingMeant(_)
        | Error::History(_)
        | Error::NoHistory(_)
        | Error::NoSeats(_)
        | Error::NoSize(_)
        | Error::Picture(_)
        | Error::Workbook(_)
        | Error::Stored { .. } => return Vec::new(),
    };
    vec![Some(one)]
}

const fn remedy(found: &InTheWay) -> Remedy {
    match found {
        InTheWay::Directory { .. }
        | InTheWay::UnknownResults { .. }
        | InTheWay::Added { .. }
        | InTheWay::Changed { .. } => Remedy::OtherDirectory,
        InTheWay::File(_) => Remedy::OtherFolder,
        InTheWay::OfAnother { .. } => Remedy::OtherDirectoryOrForce,
        InTheWay::NotAPart(_) | InTheWay::OtherDays { .. } => Remedy::OtherFile,
        InTheWay::NotAReport(_) => Remedy::OtherReport,
        InTheWay::NotABaseline(_) => Remedy::OtherBaselines,
    }
}

const fn remedy_of_part(why: &PartFault) -> Option<Remedy> {
    match why {
        PartFault::NotAPart => Some(Remedy::MakePart),
        PartFault::Damaged
        | PartFault::OtherVersion { .. }
        | PartFault::OtherDays { .. }
        | PartFault::OtherSeed { .. }
        | PartFault::OtherScenario => None,
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
        let told = |language| failure(ErrorKind::StorageFull).in_words(language);
        assert_eq!(told(Language::English), "error: cannot write out/a: no storage space");
        assert_eq!(told(Language::Chinese), "错误：无法写入 out/a：磁盘已满");
    }

    #[test]
    fn every_kind_of_failure_has_its_code() {
        let threads = RunError::Threads { threads: 9, reason: "no more".to_owned() };
        assert_eq!(Failure::from(Error::Run(threads)).code, ExitCode::Passing);
        assert_eq!(Failure::from(Error::Run(RunError::NoDays)).code, ExitCode::BadInput);
        assert_eq!(Failure::from(Error::Busy("a".into())).code, ExitCode::Passing);
        assert_eq!(Failure::from(Error::NothingMeant(vec!["x".to_owned()])).code, ExitCode::NothingRan);
        assert_eq!(Failure::from(Error::Interrupted).code, ExitCode::Interrupted);
    }

    #[test]
    fn all_that_is_in_the_way_is_told_with_the_option_to_try() {
        let found = ["a", "b"].map(|file| InTheWay::NotABaseline(file.into()));
        let told = Failure::from(Error::InTheWay(found.into())).in_words(Language::English);
        let remedy =
            "is not part of a baseline, so it is not replaced; move it away, or name another folder with --baseline";
        assert_eq!(told, format!("error: a {remedy}\nerror: b {remedy}"));
        let told = Failure::from(Error::Parts(vec![("p".into(), PartFault::NotAPart)])).in_words(Language::English);
        assert_eq!(told, "error: p is not a part of a run; make one with `holdline run SCENARIO --part K/N`");
    }
}
