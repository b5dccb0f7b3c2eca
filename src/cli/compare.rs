//! `holdline compare`: play several scenarios on the same days, tell how they differ and how sure that is.

use super::console::Console;
use super::progress::Progress;
use super::run::{Files, failed, refuse};
use super::whole::{Kind, OutDir};
use super::{CompareArgs, CompareFormat, Failure, Format, again, interrupt, places};
use crate::escape::terminal;
use crate::experiment::compare::Comparison;
use crate::experiment::{self, ComparePlan, RunPlan};
use crate::figures::Measure;
use crate::model::Floor;
use crate::report::charts;
use crate::report::compare::{self, Arm, Compared, Differs};
use crate::scenario::{self, Scenario};
use crate::units::text;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// How an earlier comparison is known.
const COMPARISON: Kind = Kind { mark: "compare.json", format: "holdline-comparison" };
/// Most days of `--decide` if nobody says.
const MOST_DAYS: u32 = 10_000;

/// Runs the command.
///
/// # Errors
/// Whatever keeps the results from being written; then nothing is.
pub fn compare(args: &CompareArgs, console: &Console) -> Result<(), Failure> {
    interrupt::listen()?;
    let scenarios = read(args, console)?;
    let plan = plan(args, &scenarios[0].scenario)?;
    let place = args.out.clone().unwrap_or_else(|| default_place(&scenarios));
    let out = OutDir::reserve(&place, &COMPARISON)?;
    let found = play(args, &scenarios, &plan, console)?;
    let compared = told(args, &scenarios, found);
    let pages = Pages::of(&compared, console.colour);
    write(
        &Files { directory: &out.path(), threads: args.common.threads, console },
        &scenarios[0].scenario.floor,
        &compared,
        &pages,
    )?;
    out.publish()?;
    match args.format {
        CompareFormat::Json => console.print(&pages.json),
        CompareFormat::Markdown => console.print(&pages.markdown),
        CompareFormat::Csv => console.print(&pages.measures),
        CompareFormat::Text if console.quiet => Ok(()),
        CompareFormat::Text => {
            console.print(&format!("{}\nResults and plots are in {}\n", pages.text, terminal::path(&place)))
        }
    }
}

/// One scenario of a comparison.
struct Read {
    label: String,
    scenario: Scenario,
    /// The overrides laid over the file.
    overrides: Vec<String>,
}

/// Reads every file and every variation of the first.
fn read(args: &CompareArgs, console: &Console) -> Result<Vec<Read>, Failure> {
    let files = args.scenarios.iter().map(|path| (path, None));
    let variations = args.with.iter().map(|changes| (&args.scenarios[0], Some(changes)));
    let mut all: Vec<Read> = Vec::new();
    for (path, changes) in files.chain(variations) {
        let overrides = [args.set.clone(), changes.map(|c| split(c)).unwrap_or_default()].concat();
        let scenario = read_one(path, &overrides, args.format, console)?;
        let label = changes.cloned().unwrap_or_else(|| scenario.floor.name.clone());
        let label = unlike(&all, label, path);
        scenario.notes.iter().for_each(|note| console.note(&format!("{label}: {note}")));
        all.push(Read { label, scenario, overrides });
    }
    if all.len() < 2 {
        let path = args.scenarios[0].display();
        return Err(Failure::bad_input(format!(
            "there is nothing to compare {path} with; name a second scenario, or a change --with key=value"
        )));
    }
    all[1..].iter().try_for_each(|other| comparable(&all[0], other))?;
    Ok(all)
}

fn read_one(path: &Path, overrides: &[String], format: CompareFormat, console: &Console) -> Result<Scenario, Failure> {
    let format = if format == CompareFormat::Json { Format::Json } else { Format::Text };
    scenario::read(path, overrides).map_err(|faults| refuse(&faults, format, console))
}

/// The changes of one arm: `key=value; key=value`, where a semicolon in quotes parts nothing.
fn split(changes: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for c in changes.chars() {
        match (c, quote) {
            (';', None) => parts.push(String::new()),
            (c, _) => {
                quote = match quote {
                    None if c == '"' || c == '\'' => Some(c),
                    Some(open) if open == c => None,
                    unchanged => unchanged,
                };
                parts.last_mut().expect("there is always one").push(c);
            }
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A label that no other arm has: the name, else the name and the file, else numbered.
fn unlike(others: &[Read], label: String, path: &Path) -> String {
    let is_free = |label: &String| others.iter().all(|other| other.label != *label);
    let with_file = format!("{label} ({})", path.display());
    let numbered = (2..).map(|n| format!("{label} ({n})"));
    let mut candidates = [label.clone(), with_file].into_iter().chain(numbered);
    candidates.find(is_free).unwrap_or(label)
}

/// Days can only be paired where the clock means the same.
fn comparable(a: &Read, b: &Read) -> Result<(), Failure> {
    let refused = |what: &str, of_a: String, of_b: String, remedy: &str| {
        Err(Failure::bad_input(format!(
            "{} and {} cannot be compared: {what} {of_a} in the one and {of_b} in the other; {remedy}",
            a.label, b.label
        )))
    };
    let (x, y) = (&a.scenario, &b.scenario);
    if let (Some(of_a), Some(of_b)) = (x.date, y.date)
        && of_a != of_b
    {
        return refused("the date is", of_a.to_string(), of_b.to_string(), &format!("try --set date={of_a}"));
    }
    let hours = |f: &Floor| format!("{} to {}", text::clock(f.open), text::clock(f.close));
    if hours(&x.floor) != hours(&y.floor) {
        let remedy = "the same day has the same opening hours: give both the same open and close";
        return refused("it is open from", hours(&x.floor), hours(&y.floor), remedy);
    }
    let (of_a, of_b) = (text::span(x.floor.interval), text::span(y.floor.interval));
    if of_a != of_b {
        return refused("the interval is", of_a.clone(), of_b, &format!("try --set interval={of_a}"));
    }
    let (of_a, of_b) = (text::span(x.floor.warm_up), text::span(y.floor.warm_up));
    if of_a != of_b {
        return refused("the warm-up is", of_a.clone(), of_b, &format!("try --set run.warm_up={of_a}"));
    }
    Ok(())
}

struct Plan {
    run: RunPlan,
    decide_within: Option<u32>,
}

fn plan(args: &CompareArgs, first: &Scenario) -> Result<Plan, Failure> {
    let days = args.common.days.unwrap_or(first.run.days);
    let seed = args.common.seed.unwrap_or(first.run.seed);
    if let Some(most) = args.max_days.filter(|most| *most < days) {
        return Err(Failure::bad_input(format!(
            "--max-days {most} is less than the {days} days to begin with; ask for fewer with --days"
        )));
    }
    let decide_within = args.decide.then(|| args.max_days.unwrap_or(MOST_DAYS.max(days)));
    Ok(Plan { run: RunPlan { days, seed, threads: args.common.threads, call_log_days: 0 }, decide_within })
}

fn play(args: &CompareArgs, scenarios: &[Read], plan: &Plan, console: &Console) -> Result<Comparison, Failure> {
    let floors: Vec<&Floor> = scenarios.iter().map(|read| &read.scenario.floor).collect();
    let all_days = experiment::looks(plan.run.days, plan.decide_within).last().copied().unwrap_or(plan.run.days);
    let progress = Progress::of_days(all_days.saturating_mul(floors.len() as u32), console);
    let margin = |measure: Measure, figure: f64| margin(&args.margin, measure, figure);
    let plan = ComparePlan { run: plan.run, decide_within: plan.decide_within, margin: &margin };
    #[allow(clippy::disallowed_methods, reason = "how long it took is told on the terminal and stands in no result")]
    let start = Instant::now();
    let found = experiment::compare_arms(&floors, &plan, &progress).map_err(failed)?;
    console.detail(&format!("{} days simulated in {:.2} s", found.days, start.elapsed().as_secs_f64()));
    known(&args.margin, &found)?;
    Ok(found)
}

/// The margin asked for last, else the default one.
fn margin(asked: &[(String, f64)], measure: Measure, figure: f64) -> f64 {
    let own = asked.iter().rev().find(|(name, _)| *name == measure.name());
    own.map_or_else(|| measure.default_margin(figure), |(_, value)| *value)
}

/// A margin of a measure that does not exist would go unnoticed.
fn known(asked: &[(String, f64)], found: &Comparison) -> Result<(), Failure> {
    let is_known = |name: &String| {
        Measure::parse(name).is_some_and(|measure| found.arms.iter().any(|arm| arm.get(measure).is_some()))
    };
    match asked.iter().find(|(name, _)| !is_known(name)) {
        None => Ok(()),
        Some((name, _)) => {
            let names = found.arms.first().map(|arm| arm.measures.iter().map(|c| c.measure.name()).collect::<Vec<_>>());
            let names = names.unwrap_or_default().join(", ");
            Err(Failure::bad_input(format!("--margin {name}: there is no such measure; there are {names}")))
        }
    }
}

fn default_place(scenarios: &[Read]) -> std::path::PathBuf {
    let labels: Vec<&str> = scenarios.iter().map(|read| read.label.as_str()).collect();
    places::of_comparison(&labels)
}

fn told(args: &CompareArgs, scenarios: &[Read], found: Comparison) -> Compared {
    let first = &scenarios[0];
    let missing =
        found.left_out.iter().map(|measure| format!("{} is left out: not every scenario measures it", measure.name()));
    Compared {
        command: again::compare_command(args),
        notes: missing.collect(),
        arms: scenarios.iter().map(|read| arm(read, &first.scenario)).collect(),
        found,
    }
}

fn arm(read: &Read, first: &Scenario) -> Arm {
    let differs = differences(&first.settings, &read.scenario.settings);
    Arm {
        label: read.label.clone(),
        file: read.scenario.file.display().to_string(),
        sha256: read.scenario.sha256.clone(),
        settings: read.overrides.clone(),
        tables_differ: differs.is_empty() && read.scenario.floor != first.floor,
        differs,
    }
}

/// Every key whose value is not the same, in order of the keys; those that nothing is simulated from come last.
pub(super) fn differences(a: &[(String, String)], b: &[(String, String)]) -> Vec<Differs> {
    let mut all: BTreeMap<&String, [Option<&String>; 2]> = BTreeMap::new();
    for (side, settings) in [a, b].into_iter().enumerate() {
        settings.iter().for_each(|(key, value)| all.entry(key).or_default()[side] = Some(value));
    }
    let differ = all.into_iter().filter(|(_, [a, b])| a != b);
    let differs = differ.map(|(key, [a, b])| Differs { key: key.clone(), a: a.cloned(), b: b.cloned() });
    let (told, simulated) = differs.partition::<Vec<_>, _>(|d| is_only_told(&d.key));
    [simulated, told].concat()
}

/// Whether nothing is simulated from a key.
pub(super) fn is_only_told(key: &str) -> bool {
    ["name", "why"].contains(&key) || key.starts_with("expect.") || key.starts_with("targets.")
}

/// The comparison in every form.
struct Pages {
    text: String,
    json: String,
    markdown: String,
    measures: String,
    intervals: String,
}

impl Pages {
    fn of(compared: &Compared, colour: bool) -> Self {
        Self {
            text: compare::text::page(compared, colour),
            json: compare::json::document(compared),
            markdown: compare::markdown::page(compared),
            measures: compare::csv::measures(compared),
            intervals: compare::csv::intervals(compared),
        }
    }
}

fn write(files: &Files, floor: &Floor, compared: &Compared, pages: &Pages) -> Result<(), Failure> {
    let texts = [
        (COMPARISON.mark, &pages.json),
        ("measures.csv", &pages.measures),
        ("intervals.csv", &pages.intervals),
        ("report.md", &pages.markdown),
    ];
    for (name, text) in texts {
        files.write(name, |out| out.write_all(text.as_bytes()))?;
    }
    files.write_plots(&charts::draw_comparison(floor, compared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_parted_at_semicolons_outside_quotes() {
        assert_eq!(split("a=1; b = x ;"), ["a=1", "b = x"]);
        assert_eq!(split("name=\"x; y\"; b=2"), ["name=\"x; y\"", "b=2"]);
        assert!(split(" ; ").is_empty());
    }

    #[test]
    fn the_margin_asked_for_last_holds() {
        let asked = [("asa_s".to_owned(), 2.0), ("asa_s".to_owned(), 3.0)];
        assert_eq!(margin(&asked, Measure::Asa, 20.0), 3.0);
        assert_eq!(margin(&asked, Measure::AnswerRate, 0.9), Measure::AnswerRate.default_margin(0.9));
    }

    #[test]
    fn keys_of_one_side_only_differ_too() {
        let settings = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
        };
        let found = differences(
            &settings(&[("a", "1"), ("b", "2"), ("expect.asa_s", "< 3")]),
            &settings(&[("b", "3"), ("c", "4")]),
        );
        let found: Vec<_> =
            found.iter().map(|d| format!("{} {:?} {:?}", d.key, d.a.as_deref(), d.b.as_deref())).collect();
        assert_eq!(
            found,
            [
                "a Some(\"1\") None",
                "b Some(\"2\") Some(\"3\")",
                "c None Some(\"4\")",
                "expect.asa_s Some(\"< 3\") None",
            ]
        );
    }
}
