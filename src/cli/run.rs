//! `holdline run`: simulate a scenario, print a summary, write results and plots.

use super::console::Console;
use super::parts::{self, PartOf};
use super::progress::Progress;
use super::whole::{Kind, OutDir};
use super::{ExitCode, Failure, Format, Part, RunArgs, again, interrupt, places};
use crate::escape::{json, terminal};
use crate::experiment::results::RunResults;
use crate::experiment::{self, RunError, RunPlan};
use crate::report::charts::{self, Chart};
use crate::report::{self, Provenance};
use crate::scenario::{self, Diagnostics, Scenario};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

/// How earlier results are known.
const RESULTS: Kind = Kind { mark: "results.json", format: "holdline-results" };

/// Runs the command.
///
/// # Errors
/// Whatever keeps the results from being written; then nothing is.
pub fn run(args: &RunArgs, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let scenario = scenario::read(&args.scenario, &args.set).map_err(|faults| refuse(&faults, args.format, console))?;
    scenario.notes.iter().for_each(|note| console.note(note));
    match args.part {
        Some(part) => write_part(args, part, &scenario, console),
        None => write_results(args, &scenario, console),
    }
}

/// Simulates one part of the days and writes its sums.
fn write_part(args: &RunArgs, part: Part, scenario: &Scenario, console: &Console) -> Result<(), Failure> {
    let plan = plan(args, scenario);
    let days = experiment::part_of_days(plan.days, part.number, part.of);
    if days.is_empty() {
        let remedy = "ask for fewer parts";
        return Err(Failure::bad_input(format!("part {part} of {} days has no day; {remedy}", plan.days)));
    }
    let place = args.out.clone().unwrap_or_else(|| places::of_part(&scenario.floor.name, &scenario.file, part));
    let of = PartOf::new(scenario, &plan);
    let out = parts::reserve(&place, &of, &days, console)?;
    let progress = Progress::of_days(days.len() as u32, console);
    let kept = experiment::replicate_part(&scenario.floor, &plan, days.clone(), &progress).map_err(failed)?;
    drop(progress);
    parts::publish(out, &of, &kept)?;
    if !console.quiet {
        let text =
            format!("Days {} to {} of {} are in {}\n", days.start, days.end - 1, plan.days, terminal::path(&place));
        console.print(&text)?;
    }
    Ok(())
}

/// Simulates all days, or merges their parts, and writes results and plots.
fn write_results(args: &RunArgs, scenario: &Scenario, console: &Console) -> Result<(), Failure> {
    let place = args.out.clone().unwrap_or_else(|| places::of_run(&scenario.floor.name, &scenario.file));
    let out = OutDir::reserve(&place, &RESULTS)?;
    if args.out.is_none() {
        tell_replaced(&place, &scenario.file, console);
    }
    let results = simulate(args, scenario, console)?;
    let from = provenance(args, scenario);
    if results.days_cut_in_log > 0 {
        let days = results.days_cut_in_log;
        console.note(&format!("on {days} days the ladder acts so often that ladder.csv lists only its first actions"));
    }
    let json = report::json::results(&from, &results);
    let files = Files { directory: &out.path(), threads: args.common.threads, console };
    files.write_all(args, scenario, &results, &json)?;
    out.publish()?;
    match args.format {
        Format::Json => console.print(&json),
        Format::Text if console.quiet => Ok(()),
        Format::Text => {
            let summary = report::text::summary(&from, &results, console.colour);
            console.print(&format!("{summary}\nResults and plots are in {}\n", terminal::path(&place)))
        }
    }
}

/// Tells whose results are replaced where nobody has said where to: two scenarios may be called the same.
fn tell_replaced(place: &Path, file: &Path, console: &Console) {
    #[derive(serde::Deserialize)]
    struct Earlier {
        scenario: Of,
    }
    #[derive(serde::Deserialize)]
    struct Of {
        file: String,
    }
    let Ok(text) = fs::read(place.join(RESULTS.mark)) else { return };
    let Ok(earlier) = serde_json::from_slice::<Earlier>(&text) else { return };
    let earlier_file = Path::new(&earlier.scenario.file);
    let is_same = earlier_file == file
        || file.canonicalize().is_ok_and(|file| earlier_file.canonicalize().is_ok_and(|e| e == file));
    if !is_same {
        console.note(&format!("the results of {} in {} are replaced", earlier.scenario.file, place.display()));
    }
}

/// Tells every fault of a scenario, and what else is worth knowing of it: for programs on standard output, for people on
/// standard error.
pub(super) fn refuse(faults: &Diagnostics, format: Format, console: &Console) -> Failure {
    let document = serde_json::json!({ "format": "holdline-faults/1", "faults": faults, "notes": faults.notes() });
    match format {
        Format::Text => {
            faults.notes().iter().for_each(|note| console.note(note));
            Failure::told(ExitCode::BadInput, faults.render(console.colour_of_errors))
        }
        Format::Json => match console.print(&json::document(&format!("{document:#}\n"))) {
            Ok(()) => Failure::told(ExitCode::BadInput, ""),
            Err(failure) => failure,
        },
    }
}

fn plan(args: &RunArgs, scenario: &Scenario) -> RunPlan {
    RunPlan {
        days: args.common.days.unwrap_or(scenario.run.days),
        seed: args.common.seed.unwrap_or(scenario.run.seed),
        threads: args.common.threads,
        call_log_days: args.calls.unwrap_or(0),
    }
}

fn simulate(args: &RunArgs, scenario: &Scenario, console: &Console) -> Result<RunResults, Failure> {
    let plan = plan(args, scenario);
    if !args.merge.is_empty() {
        let parts = parts::read_all(&args.merge, &PartOf::new(scenario, &plan))?;
        return experiment::merge(&scenario.floor, &plan, parts, &()).map_err(failed);
    }
    #[allow(clippy::disallowed_methods, reason = "how long it took is told on the terminal and stands in no result")]
    let start = Instant::now();
    let results = experiment::replicate(&scenario.floor, &plan, &Progress::of_days(plan.days, console));
    console.detail(&format!("{} days simulated in {:.2} s", plan.days, start.elapsed().as_secs_f64()));
    results.map_err(failed)
}

/// What a run that came to nothing means for the program.
pub(super) fn failed(error: RunError) -> Failure {
    match error {
        RunError::Interrupted => Failure::interrupted(),
        RunError::TooManyWaiting { .. }
        | RunError::TooLong { .. }
        | RunError::TooManyMoves { .. }
        | RunError::TooMuch { .. }
        | RunError::NoDays
        | RunError::Parts(_) => Failure::bad_input(error),
        RunError::Threads { .. } => Failure::told(ExitCode::Passing, format!("error: {error}")),
    }
}

fn provenance(args: &RunArgs, scenario: &Scenario) -> Provenance {
    Provenance {
        name: scenario.floor.name.clone(),
        why: scenario.floor.why.clone(),
        file: args.scenario.display().to_string(),
        sha256: scenario.sha256.clone(),
        date: scenario.date,
        warm_up: scenario.floor.warm_up,
        notes: scenario.notes.clone(),
        command: again::command(args),
    }
}

/// The files of one run or comparison, in a directory that is there.
pub(super) struct Files<'a> {
    pub directory: &'a Path,
    /// Threads to draw on; `None`: one per core.
    pub threads: Option<usize>,
    pub console: &'a Console,
}

impl Files<'_> {
    fn write_all(&self, args: &RunArgs, scenario: &Scenario, results: &RunResults, json: &str) -> Result<(), Failure> {
        self.write(RESULTS.mark, |out| out.write_all(json.as_bytes()))?;
        self.write("days.csv", |out| report::csv::days(results, out))?;
        self.write("intervals.csv", |out| report::csv::intervals(results, out))?;
        self.write("ladder.csv", |out| report::csv::ladder(results, out))?;
        if args.calls.is_some() {
            self.write("calls.csv", |out| report::csv::calls(results, out))?;
        }
        self.write_plots(&charts::draw(&scenario.floor, results))
    }

    /// Writes charts as SVG and as PNG into the directory `plots`.
    pub fn write_plots(&self, drawn: &[Chart]) -> Result<(), Failure> {
        let plots = self.directory.join("plots");
        fs::create_dir(&plots).map_err(|e| Failure::file("make", &plots, &e))?;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0)).build();
        let pool = pool.map_err(|e| Failure::told(ExitCode::Passing, format!("error: cannot start threads: {e}")))?;
        pool.install(|| drawn.par_iter().map(|chart| self.write_plot(chart)).collect())
    }

    fn write_plot(&self, chart: &Chart) -> Result<(), Failure> {
        self.write(&format!("plots/{}.svg", chart.name), |out| out.write_all(chart.svg().as_bytes()))?;
        let png = chart.png().map_err(|e| Failure::told(ExitCode::Bug, format!("error: {e}")))?;
        self.write(&format!("plots/{}.png", chart.name), |out| out.write_all(&png))
    }

    /// Writes one file.
    pub fn write(&self, name: &str, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        if interrupt::requested() {
            return Err(Failure::interrupted());
        }
        self.console.detail(&format!("writing {name}"));
        let path = self.directory.join(name);
        let written = File::create(&path).map(BufWriter::new).and_then(|mut file| {
            content(&mut file)?;
            file.flush()
        });
        written.map_err(|e| Failure::file("write", &path, &e))
    }
}
