//! `holdline verify`: simulates cases whose answer is known and compares.

use super::args::VerifyArgs;
use super::console::Console;
use super::format::Format;
use super::progress::Progress;
use super::{ExitCode, Failure, interrupt};
use crate::experiment::RunError;
use crate::experiment::verify::{FALSE_ALARM_RATE, KnownFloor, VerifyError, verify};
use crate::report;
use crate::scenario::{self, Scenario};
use crate::words::Saying;

/// Another `--seed` draws days that no case draws without it.
const SEEDS_APART: u64 = 1_000;

/// Runs the command.
///
/// # Errors
/// Missed if a figure does not agree, told in the table; else whatever keeps the table from being made.
pub fn run(args: &VerifyArgs, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let scenarios = wanted(&args.only)?;
    let cases: Vec<KnownFloor<'_>> = scenarios.iter().map(|(name, scenario)| case(name, scenario, args)).collect();
    let progress = Progress::new(console);
    progress.days(cases.iter().map(|case| case.days).sum());
    let results = verify(&cases, FALSE_ALARM_RATE, &progress).map_err(failure)?;
    drop(progress);
    console.print(&match args.format {
        Format::Text => report::verify::text(&results, console.language),
        Format::Json => report::verify::json(&results, console.language),
    })?;
    if results.misses() == 0 { Ok(()) } else { Err(Failure::silent(ExitCode::Missed)) }
}

fn wanted(only: &[String]) -> Result<Vec<(&'static str, Scenario)>, Failure> {
    let is_case = |part: &String| scenario::verify_cases().any(|name| name == part);
    let means = |part: &String, name: &str| if is_case(part) { name == part } else { name.contains(part.as_str()) };
    let asked = |name: &&str| only.is_empty() || only.iter().any(|part| means(part, name));
    let names: Vec<&str> = scenario::verify_cases().filter(asked).collect();
    if names.is_empty() {
        let none = Saying::NoCase { asked: only.to_vec(), known: scenario::verify_cases().collect() };
        return Err(Failure::saying(ExitCode::NothingRan, none));
    }
    let read = |name: &'static str| {
        let scenario = scenario::read_verify_case(name);
        scenario.map(|scenario| (name, scenario)).map_err(|d| Failure::told(ExitCode::Bug, d.to_string()))
    };
    names.into_iter().map(read).collect()
}

fn case<'a>(name: &'a str, scenario: &'a Scenario, args: &VerifyArgs) -> KnownFloor<'a> {
    KnownFloor {
        name,
        floor: &scenario.floor,
        days: args.days.unwrap_or(scenario.run.days),
        seed: scenario.run.seed.wrapping_add(args.seed.wrapping_mul(SEEDS_APART)),
    }
}

fn failure(error: VerifyError) -> Failure {
    match error {
        VerifyError::Run { reason: RunError::Interrupted, .. } => Failure::interrupted(),
        VerifyError::Run { case, reason: why @ RunError::Threads { .. } } => {
            Failure::saying(ExitCode::Passing, Saying::CannotPlay { file: case, why })
        }
        VerifyError::Run { case, reason: why } => {
            Failure::saying(ExitCode::Bug, Saying::CannotPlay { file: case, why })
        }
        VerifyError::Undefined { case, measure, days } => {
            Failure::bad_input(Saying::CaseOfFewDays { case, measure, days })
        }
        VerifyError::Unknown { .. } => Failure::told(ExitCode::Bug, format!("error: {error}")),
    }
}
