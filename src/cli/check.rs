//! `holdline check`: play every scenario and tell whether it comes out as it expects.

use super::console::{Console, complain};
use super::progress::Progress;
use super::{CheckArgs, CheckFormat, ExitCode, Failure, UndecidedAs, interrupt};
use crate::app::{self, Amount, CheckRequest, Closed, Listed, Listener, News, ScenariosFound};
use crate::escape::terminal;
use crate::experiment::Watch;
use crate::experiment::baseline::Guard;
use crate::failure::blames_the_path;
use crate::report::check::{self, CheckReport, Conclusion, Undecided};
#[cfg(feature = "html")]
use crate::report::html;
use crate::words::{self, Saying};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The file whose text a GitHub runner shows as the summary of the job.
const SUMMARY_OF_THE_JOB: &str = "GITHUB_STEP_SUMMARY";

/// So many of the scenarios that share a fault are named.
const MOST_NAMED: usize = 3;

/// Runs the command.
///
/// # Errors
/// What the check comes to, unless all is good; or whatever keeps it from being made.
pub fn check(args: &CheckArgs, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let reserve = |place: &Path| app::reserve_junit(place, interrupt::unfinished());
    let junit = args.junit.as_deref().map(reserve).transpose()?;
    #[cfg(feature = "html")]
    let report = args.html.as_deref().map(|place| app::reserve_report(place, interrupt::unfinished())).transpose()?;
    let summary = summary_of_the_job(args.format)?;
    let pool = app::threads(args.common.threads)?;
    let listener = Telling { progress: Progress::new(console), console, faults: args.format != CheckFormat::Json };
    let check = app::check(&request(args), &interrupt::context(&pool, &listener, console.language))?;
    if let Some(file) = summary {
        add_to(&file, &check::markdown::page(&check, console.language))?;
    }
    print(args, &check, console)?;
    if let Some(file) = junit {
        file.publish(check::junit::document(&check, console.language).as_bytes())?;
    }
    #[cfg(feature = "html")]
    if let Some(file) = report {
        file.publish(html::of_check(&check, console.language).as_bytes())?;
    }
    match check.conclusion() {
        Conclusion::Good => Ok(()),
        Conclusion::Missed => Err(Failure::silent(ExitCode::Missed)),
        Conclusion::BadInput => Err(Failure::silent(ExitCode::BadInput)),
        Conclusion::Undecided => Err(Failure::silent(ExitCode::Undecided)),
        Conclusion::NothingRan => Err(Failure::silent(ExitCode::NothingRan)),
    }
}

/// What the arguments ask for.
fn request(args: &CheckArgs) -> CheckRequest {
    CheckRequest {
        paths: args.paths.clone(),
        only: args.only.clone(),
        set: args.set.clone(),
        amount: Amount { days: args.common.days, seed: args.common.seed },
        fail_fast: args.fail_fast,
        undecided: match args.undecided {
            None => Undecided::Open,
            Some(UndecidedAs::Pass) => Undecided::Passes,
            Some(UndecidedAs::Fail) => Undecided::Fails,
        },
        baseline: args.baseline.clone(),
        update: args.update,
        guard: if args.fail_on.is_empty() { Guard::Shown } else { Guard::Only(args.fail_on.clone()) },
    }
}

/// Tells faults as soon as they are found, but for programs, which find them in the document.
struct Telling<'a> {
    progress: Progress<'a>,
    console: &'a Console,
    faults: bool,
}

impl Watch for Telling<'_> {
    fn day_done(&self) {
        self.progress.day_done();
    }

    fn interrupted(&self) -> bool {
        self.progress.interrupted()
    }
}

impl Listener for Telling<'_> {
    fn heard(&self, news: &News<'_>) {
        if let News::Read(asked) = news {
            self.tell(asked);
        }
        if let News::CannotPlay { file, error } = news
            && self.faults
        {
            let why = Saying::CannotPlay { file: (*file).to_owned(), why: (*error).clone() };
            self.console.error(&words::saying(self.console.language, &why));
        }
        self.progress.heard(news);
    }
}

impl Telling<'_> {
    fn tell(&self, asked: &ScenariosFound) {
        tell_notes(&asked.entries, self.console);
        if self.faults {
            tell_faults(&asked.entries, self.console);
            let why = |closed: &Closed| words::closed(self.console.language, &closed.why);
            let of = |closed: &Closed| words::of(self.console.language, &closed.file, &why(closed));
            asked.closed.iter().for_each(|closed| self.console.error(&of(closed)));
        }
    }
}

/// Every note once, with its scenario, or with their number if it is of several.
fn tell_notes(entries: &[Listed], console: &Console) {
    let all = entries.iter().flat_map(|entry| entry.notes.iter().map(|note| (note, entry.file.as_str())));
    for (note, files) in by_first(all) {
        match files.as_slice() {
            [file] => console.note_of(file, note),
            files => console.notes(&Saying::OfSeveral { note: note.clone(), scenarios: files.len() }),
        }
    }
}

/// Every fault once: one of a base is a fault of all the scenarios that stand on it.
fn tell_faults(entries: &[Listed], console: &Console) {
    let faults =
        |entry: &'_ Listed| entry.read.as_ref().err().map(|faults| faults.faults().to_vec()).unwrap_or_default();
    let rendered = entries.iter().flat_map(|entry| {
        let texts = faults(entry)
            .into_iter()
            .map(|fault| words::render_one(console.language, &fault, console.colour_of_errors));
        texts.map(|text| (text, entry.file.as_str())).collect::<Vec<_>>()
    });
    let told = by_first(rendered).into_iter().map(|(text, files)| match files.len() {
        1 => text,
        count => {
            let first = files.iter().take(MOST_NAMED).map(|file| (*file).to_owned()).collect();
            let shared = words::saying(console.language, &Saying::InScenarios { count, first });
            format!("{text}\n  = {}", terminal::line(&shared))
        }
    });
    complain(&told.collect::<Vec<_>>().join("\n\n"));
}

/// Files by what is told of them, in order of the first one of each.
fn by_first<'a, T: Ord + Clone>(all: impl Iterator<Item = (T, &'a str)>) -> Vec<(T, Vec<&'a str>)> {
    let (mut places, mut list) = (BTreeMap::new(), Vec::<(T, Vec<&str>)>::new());
    for (told, file) in all {
        let at = *places.entry(told.clone()).or_insert(list.len());
        match list.get_mut(at) {
            Some((_, files)) => files.push(file),
            None => list.push((told, vec![file])),
        }
    }
    list
}

fn print(args: &CheckArgs, check: &CheckReport, console: &Console) -> Result<(), Failure> {
    let page =
        || if console.quiet { String::new() } else { check::text::page(check, console.language, console.colour) };
    match args.format {
        CheckFormat::Text => console.print(&page()),
        CheckFormat::Json => console.print(&check::json::document(check, console.language)),
        CheckFormat::Markdown => console.print(&check::markdown::page(check, console.language)),
        CheckFormat::Github => console.print(&(page() + &check::github::annotations(check, console.language))),
    }
}

/// The file of the summary of the job, on a runner that has one.
fn summary_of_the_job(format: CheckFormat) -> Result<Option<PathBuf>, Failure> {
    let asked = format == CheckFormat::Github;
    let named = std::env::var_os(SUMMARY_OF_THE_JOB).filter(|file| asked && !file.is_empty());
    let file = named.map(PathBuf::from);
    file.as_deref().map(regular_or_none).transpose()?;
    Ok(file)
}

/// Anything but a regular file is refused before it is opened: a pipe that nobody reads would be waited for without end.
fn regular_or_none(file: &Path) -> Result<(), Failure> {
    match fs::metadata(file) {
        Ok(about) if !about.is_file() => {
            Err(Failure::bad_input(Saying::SummaryIsNoFile { variable: SUMMARY_OF_THE_JOB, file: file.to_owned() }))
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(cannot_add(file, error)),
    }
}

fn add_to(file: &Path, page: &str) -> Result<(), Failure> {
    regular_or_none(file)?;
    let added = OpenOptions::new().append(true).create(true).open(file).and_then(|mut f| f.write_all(page.as_bytes()));
    added.map_err(|error| cannot_add(file, error))
}

/// Bad input if the path itself is at fault, else a passing fault.
fn cannot_add(file: &Path, error: io::Error) -> Failure {
    let code = if blames_the_path(&error) { ExitCode::BadInput } else { ExitCode::Passing };
    Failure::saying(code, Saying::CannotAddSummary { file: file.to_owned(), why: error.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    #[test]
    fn a_check_keeps_what_is_looked_at_and_how_it_counts() {
        let line = "holdline check plans --only asa_s --fail-fast --undecided=pass --days 50 --seed 7 --set seats=40";
        let words = line.split(' ').chain(["--quiet", "--junit", "x.xml", "--format", "github", "--threads", "2"]);
        let Command::Check(args) = Cli::try_parse_from(words).expect("legal").command else { panic!("another") };
        assert_eq!(request(&args).command(), line);
    }

    #[cfg(unix)]
    #[test]
    fn a_summary_is_added_to_a_regular_file_or_a_new_one_and_to_nothing_else() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let (file, pipe) = (ground.path().join("summary.md"), ground.path().join("pipe"));
        add_to(&file, "a").expect("a new file");
        add_to(&file, "b").expect("a regular file");
        assert_eq!(fs::read_to_string(&file).expect("it is there"), "ab");
        // What a runner does not read is never answered.
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs");
        assert!(made.success());
        for no_file in [&pipe, ground.path()] {
            assert_eq!(add_to(no_file, "a").expect_err("no file").code, ExitCode::BadInput, "{}", no_file.display());
        }
    }
}
