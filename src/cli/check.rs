//! `holdline check`: play every scenario and tell whether it comes out as it expects.

use super::beside::Baselines;
use super::console::{Console, complain};
use super::found::{self, Closed, Found};
use super::progress::Progress;
use super::run::failed;
use super::whole::OutFile;
use super::{CheckArgs, CheckFormat, ExitCode, Failure, UndecidedAs, again, interrupt};
use crate::escape::terminal;
use crate::experiment::RunError;
use crate::experiment::expect::{self, Case, Judged, Judgement};
use crate::report::baseline::MOST_DAYS;
use crate::report::check::{self, Check, Checked, Conclusion, Fault, Line, Played, Standing, State, Undecided};
use crate::scenario::{self, Diagnostic, Diagnostics, Expectation, Scenario};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

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
    let junit = args.junit.as_deref().map(reserve_junit).transpose()?;
    let found = found::scenarios(&args.paths);
    let entries = wanted(read(&found, args, console), args)?;
    let files: Vec<PathBuf> = entries.iter().filter(|e| e.read.is_ok()).map(|e| e.path.clone()).collect();
    let baselines = Baselines::of(args, files)?;
    let played = play(args, entries, baselines.as_ref(), console)?;
    let stale = baselines.map(|baselines| baselines.stale(&args.paths)).transpose()?.unwrap_or_default();
    let check = told(args, found, played, stale);
    print(args, &check, console)?;
    if let Some(file) = junit {
        file.publish(check::junit::document(&check).as_bytes())?;
    }
    match check.conclusion() {
        Conclusion::Good => Ok(()),
        Conclusion::Missed => Err(Failure::told(ExitCode::Missed, "")),
        Conclusion::BadInput => Err(Failure::told(ExitCode::BadInput, "")),
        Conclusion::Undecided => Err(Failure::told(ExitCode::Undecided, "")),
        Conclusion::NothingRan => Err(Failure::told(ExitCode::NothingRan, "")),
    }
}

/// The place of the JUnit file; a file there is replaced if it is one of ours.
fn reserve_junit(place: &Path) -> Result<OutFile, Failure> {
    let objection = |path: &Path| {
        let mut head = Vec::new();
        File::open(path)?.take(500).read_to_end(&mut head)?;
        let reason =
            "holds something else than the report of a check, so it is not replaced; name another file with --junit";
        Ok((!check::junit::is_one(&head)).then(|| reason.to_owned()))
    };
    OutFile::reserve(place, Box::new(objection))
}

/// A scenario that was asked for.
struct Entry {
    path: PathBuf,
    file: String,
    /// Things worth knowing about how it was read.
    notes: Vec<String>,
    /// The scenario and what is expected of it; or every fault.
    read: Result<(Scenario, Vec<Expectation>), Diagnostics>,
}

/// Reads every scenario. Faults are shown with their lines at once, but for programs, which find them in the document.
fn read(found: &Found, args: &CheckArgs, console: &Console) -> Vec<Entry> {
    let one = |path: &PathBuf| {
        let read = scenario::read(path, &args.set).map(|mut scenario| {
            let expect = std::mem::take(&mut scenario.expect);
            (scenario, expect)
        });
        let notes = read.as_ref().map_or_else(|faults| faults.notes(), |(scenario, _)| &scenario.notes).to_vec();
        Entry { path: path.clone(), file: path.display().to_string(), notes, read }
    };
    let entries: Vec<Entry> = found.scenarios.iter().map(one).collect();
    tell_notes(&entries, console);
    if args.format != CheckFormat::Json {
        tell_faults(&entries, console);
        found
            .closed
            .iter()
            .for_each(|closed| complain(&terminal::line(&format!("error: {}: {}", closed.file, closed.why))));
    }
    entries
}

/// Every note once, with its scenario, or with their number if it is of several.
fn tell_notes(entries: &[Entry], console: &Console) {
    let all = entries.iter().flat_map(|entry| entry.notes.iter().map(|note| (note, entry.file.as_str())));
    for (note, files) in by_first(all) {
        match files.as_slice() {
            [file] => console.note(&format!("{file}: {note}")),
            files => console.note(&format!("{note} (in {} scenarios)", files.len())),
        }
    }
}

/// Every fault once: one of a base is a fault of all the scenarios that stand on it.
fn tell_faults(entries: &[Entry], console: &Console) {
    let faults =
        |entry: &'_ Entry| entry.read.as_ref().err().map(|faults| faults.faults().to_vec()).unwrap_or_default();
    let rendered = entries.iter().flat_map(|entry| {
        let texts = faults(entry).into_iter().map(|fault| fault.render(console.colour_of_errors));
        texts.map(|text| (text, entry.file.as_str())).collect::<Vec<_>>()
    });
    let told = by_first(rendered).into_iter().map(|(text, files)| match files.len() {
        1 => text,
        many => format!("{text}\n  = in {many} scenarios: {}", terminal::line(&first_few(&files))),
    });
    complain(&told.collect::<Vec<_>>().join("\n\n"));
}

fn first_few(files: &[&str]) -> String {
    let few = files[..files.len().min(MOST_NAMED)].join(", ");
    if files.len() > MOST_NAMED { few + ", ..." } else { few }
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

fn fault(fault: &Diagnostic) -> Fault {
    let mut message = fault.cell.as_ref().map(|cell| format!("{cell}: ")).unwrap_or_default();
    if !fault.key.is_empty() {
        message += &format!("{}: ", fault.key);
    }
    message += &fault.found;
    message.extend(fault.nearest.as_ref().map(|near| format!("; did you mean `{near}`?")));
    if !fault.allowed.is_empty() {
        message += &format!("; allowed: {}", fault.allowed);
    }
    Fault { file: fault.file.clone(), line: fault.line, column: fault.column, message }
}

/// Scenarios and expectations with one of the patterns; those that cannot be read are told whatever is asked for.
fn wanted(entries: Vec<Entry>, args: &CheckArgs) -> Result<Vec<Entry>, Failure> {
    if args.only.is_empty() {
        return Ok(entries);
    }
    let patterns: Vec<String> = args.only.iter().map(|pattern| pattern.to_lowercase()).collect();
    let is_meant = |text: &str| patterns.iter().any(|pattern| text.to_lowercase().contains(pattern));
    let kept = entries.into_iter().filter_map(|mut entry| {
        if let Ok((scenario, expect)) = &mut entry.read
            && !is_meant(&entry.file)
            && !is_meant(&scenario.floor.name)
        {
            expect.retain(|expectation| is_meant(&expectation.key));
            if expect.is_empty() {
                return None;
            }
        }
        Some(entry)
    });
    let kept: Vec<Entry> = kept.collect();
    if kept.is_empty() {
        let message = format!("error: no scenario and no expectation has {} in its name", args.only.join(" or "));
        return Err(Failure::told(ExitCode::NothingRan, terminal::line(&message)));
    }
    Ok(kept)
}

/// What came of the entries, and how many were left out after the first failure.
fn play(
    args: &CheckArgs,
    mut entries: Vec<Entry>,
    baselines: Option<&Baselines>,
    console: &Console,
) -> Result<(Vec<Checked>, usize), Failure> {
    let all = entries.len();
    if let Some(first) = entries.iter().position(|entry| entry.read.is_err()).filter(|_| args.fail_fast) {
        entries.truncate(first + 1);
    }
    let readable: Vec<&(Scenario, Vec<Expectation>)> = entries.iter().filter_map(|e| e.read.as_ref().ok()).collect();
    let cases: Vec<Case<'_>> = readable.iter().map(|(scenario, expect)| case(scenario, expect, args)).collect();
    if let Some(case) = cases.iter().find(|case| args.update && case.days > MOST_DAYS) {
        let found = format!("a baseline of {} days, and at most {MOST_DAYS} are stored", case.days);
        return Err(Failure::bad_input(format!("{found}; ask for fewer with --days")));
    }
    let fails = |at: usize, judged: &Judged| args.fail_fast && is_failure(at, readable[at], judged, baselines, args);
    let judged = judged(&cases, &fails, args, console)?;
    let days: Vec<(u32, u64)> = cases.iter().map(|case| (case.days, case.seed)).collect();
    let mut judged = judged.into_iter().zip(days).enumerate();
    let mut checked = Vec::new();
    for entry in entries {
        match entry.read {
            Err(faults) => checked.push(bad(&entry.file, entry.notes, &faults)),
            Ok((scenario, expect)) => {
                let Some((at, (judged, days))) = judged.next() else { break };
                let baselines = baselines.map(|baselines| (at, baselines));
                let state = came_out(&entry.file, &scenario, expect, judged, days, baselines, args)?;
                let name = scenario.floor.name.clone();
                checked.push(Checked { name, file: entry.file, notes: entry.notes, state });
            }
        }
    }
    let left_out = all - checked.len();
    Ok((checked, left_out))
}

fn case<'s>(scenario: &'s Scenario, expect: &[Expectation], args: &CheckArgs) -> Case<'s> {
    Case {
        floor: &scenario.floor,
        expected: expect.iter().map(|expectation| expectation.expected.clone()).collect(),
        days: args.common.days.unwrap_or(scenario.run.days),
        seed: args.common.seed.unwrap_or(scenario.run.seed),
        keep: args.baseline.is_some(),
    }
}

fn judged(
    cases: &[Case<'_>],
    fails: &(dyn Fn(usize, &Judged) -> bool + Sync),
    args: &CheckArgs,
    console: &Console,
) -> Result<Vec<Judged>, Failure> {
    let days = cases.iter().fold(0_u32, |sum, case| sum.saturating_add(case.days));
    let progress = Progress::of_days(days, console);
    #[allow(clippy::disallowed_methods, reason = "how long it took is told on the terminal and stands in no result")]
    let start = Instant::now();
    let judged = expect::check(cases, args.common.threads, fails, &progress).map_err(failed)?;
    console.detail(&format!("{days} days simulated in {:.2} s", start.elapsed().as_secs_f64()));
    Ok(judged)
}

fn is_failure(
    at: usize,
    (scenario, expect): &(Scenario, Vec<Expectation>),
    judged: &Judged,
    baselines: Option<&Baselines>,
    args: &CheckArgs,
) -> bool {
    let Ok(judged) = judged else { return true };
    let judgements = expect.iter().zip(&judged.judgements);
    let mut lines = judgements.map(|(expectation, judgement)| line(expectation.clone(), judgement.clone()));
    let baselines = baselines.filter(|_| !args.update).zip(judged.kept.as_ref());
    let beside = baselines.map(|(baselines, kept)| baselines.beside(at, scenario, kept));
    lines.any(|line| line.standing(undecided(args)) == Standing::Missed)
        || beside.is_some_and(|beside| beside.standing(undecided(args)) == Standing::Missed)
}

fn line(expectation: Expectation, judgement: Judgement) -> Line {
    let Expectation { key, expected, severity, file, line } = expectation;
    Line { key, file, line, severity, expected, judgement }
}

const fn undecided(args: &CheckArgs) -> Undecided {
    match args.undecided {
        None => Undecided::Open,
        Some(UndecidedAs::Pass) => Undecided::Passes,
        Some(UndecidedAs::Fail) => Undecided::Fails,
    }
}

fn bad(file: &str, notes: Vec<String>, faults: &Diagnostics) -> Checked {
    let state = State::Bad(faults.faults().iter().map(fault).collect());
    Checked { name: stem(file), file: file.to_owned(), notes, state }
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// What cannot be looked into counts as a scenario that cannot be read.
fn closed(closed: &Closed) -> Checked {
    let fault = Fault { file: closed.file.clone(), line: None, column: None, message: closed.why.clone() };
    Checked { name: stem(&closed.file), file: closed.file.clone(), notes: Vec::new(), state: State::Bad(vec![fault]) }
}

fn came_out(
    file: &str,
    scenario: &Scenario,
    expect: Vec<Expectation>,
    judged: Judged,
    (days, seed): (u32, u64),
    baselines: Option<(usize, &Baselines)>,
    args: &CheckArgs,
) -> Result<State, Failure> {
    Ok(match judged {
        Ok(judged) => State::Played(Played {
            sha256: scenario.sha256.clone(),
            days,
            seed,
            baseline: match baselines.zip(judged.kept) {
                Some(((at, baselines), kept)) => Some(Box::new(baselines.beside_or_stored(at, scenario, &kept)?)),
                None => None,
            },
            expectations: expect.into_iter().zip(judged.judgements).map(|(e, found)| line(e, found)).collect(),
        }),
        Err(error) => State::Bad(vec![overload(file, &error, args)]),
    })
}

/// A run that came to nothing is a fault of its scenario as a whole.
fn overload(file: &str, error: &RunError, args: &CheckArgs) -> Fault {
    if args.format != CheckFormat::Json {
        complain(&terminal::line(&format!("error: {file}: {error}")));
    }
    Fault { file: file.to_owned(), line: None, column: None, message: error.to_string() }
}

fn told(args: &CheckArgs, found: Found, (mut scenarios, left_out): (Vec<Checked>, usize), stale: Vec<String>) -> Check {
    scenarios.extend(found.closed.iter().map(closed));
    Check {
        command: again::check_command(args),
        scenarios,
        skipped: found.skipped,
        left_out,
        undecided: undecided(args),
        stale,
        removed: args.update,
    }
}

fn print(args: &CheckArgs, check: &Check, console: &Console) -> Result<(), Failure> {
    let page = || if console.quiet { String::new() } else { check::text::page(check, console.colour) };
    match args.format {
        CheckFormat::Text => console.print(&page()),
        CheckFormat::Json => console.print(&check::json::document(check)),
        CheckFormat::Markdown => console.print(&check::markdown::page(check)),
        CheckFormat::Github => {
            summarise_the_job(&check::markdown::page(check))?;
            console.print(&(page() + &check::github::annotations(check)))
        }
    }
}

/// Adds the page to the summary of the job, on a runner that has one.
fn summarise_the_job(page: &str) -> Result<(), Failure> {
    let Some(file) = std::env::var_os(SUMMARY_OF_THE_JOB).filter(|file| !file.is_empty()) else { return Ok(()) };
    let added = OpenOptions::new().append(true).create(true).open(&file).and_then(|mut f| f.write_all(page.as_bytes()));
    added.map_err(|e| Failure::file("add the summary to", Path::new(&file), &e))
}
