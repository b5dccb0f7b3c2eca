//! Plays several scenarios on the same days and tells how they differ and how sure that is.

use super::context::{Context, News};
use super::files::{COMPARISON, Files};
use super::incomparable::comparable;
use super::owned::{self, ResultsOf};
use super::run::{Amount, Keep};
use super::settings::differences;
use super::whole::OutDir;
use super::{html, people, places, plots};
use crate::experiment::compare as found;
use crate::experiment::{self, ComparePlan, RunPlan};
use crate::failure::Error;
use crate::figures::Measure;
use crate::model::Floor;
use crate::report::FloorShape;
use crate::report::compare::{self, Arm, Compared};
use crate::scenario::{self, Scenario};
use crate::words::{self, ComparedNote, Language};
use std::path::{Path, PathBuf};

/// Most days that are added up to if nobody says.
const MOST_DAYS: u32 = 10_000;

/// A comparison that is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompareRequest {
    /// The scenario files: the first is what the others are compared with.
    pub scenarios: Vec<PathBuf>,
    /// Variations of the first, each `key=value; key=value`.
    pub with: Vec<String>,
    /// `key=value`, laid over all scenarios in order.
    pub set: Vec<String>,
    /// How much is simulated; of `days`, if days are added: at first.
    pub amount: Amount,
    /// Differences of measures that do not matter; of several for one measure the last counts.
    pub margin: Vec<(String, f64)>,
    /// Days are added until every verdict shown is decided.
    pub decide: bool,
    /// Up to so many days; `None`: 10,000.
    pub max_days: Option<u32>,
    /// The language of the plots.
    pub plots: Language,
    /// Where the comparison goes.
    pub keep: Keep,
    /// Another comparison there is replaced.
    pub force: bool,
}

impl CompareRequest {
    /// The margin asked for last, else the default one.
    fn margin_of(&self, measure: Measure, figure: f64) -> f64 {
        let own = self.margin.iter().rev().find(|(name, _)| *name == measure.name());
        own.map_or_else(|| measure.default_margin(figure), |(_, value)| *value)
    }

    fn decide_within(&self, run: &RunPlan) -> Result<Option<u32>, Error> {
        match self.max_days {
            _ if !self.decide => Ok(None),
            Some(most) if most < run.days => Err(Error::FewerThanTheFirst { most, days: run.days }),
            most => Ok(Some(most.unwrap_or(MOST_DAYS.max(run.days)))),
        }
    }
}

/// What came of a comparison.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CompareOutcome {
    /// What was found, with what it was made of.
    pub compared: Compared,
    /// Where it was written, if anywhere.
    pub place: Option<PathBuf>,
}

/// Plays the scenarios and writes the comparison if asked to, whole or not at all.
///
/// # Errors
/// Whatever keeps it from being made or written; then nothing is.
pub fn compare(request: &CompareRequest, context: &Context<'_>) -> Result<CompareOutcome, Error> {
    let arms = read(request, context)?;
    let floor = FloorShape::of(&arms[0].scenario.floor).in_language(request.plots);
    let run = request.amount.plan(&arms[0].scenario)?.until(None);
    let decide_within = request.decide_within(&run)?;
    let labels: Vec<&str> = arms.iter().map(|read| read.label.as_str()).collect();
    let place = request.keep.place(|| places::of_comparison(&labels));
    let out = place.as_deref().map(|place| OutDir::reserve(place, &COMPARISON, context.unfinished)).transpose()?;
    if let Some(place) = &place {
        let own: Vec<_> = arms.iter().map(|arm| ResultsOf::new(&arm.scenario.file, &arm.overrides)).collect();
        owned::replaceable(place, &COMPARISON, &own, request.force, context)?;
    }
    let mut found = play(request, &arms, run, decide_within, context)?;
    if out.is_some() {
        let mut runs = found.runs.iter_mut().zip(&arms);
        runs.try_for_each(|(results, arm)| people::staff(results, &arm.scenario.floor, context))?;
    }
    let compared = told(request, &arms, found);
    if let Some(out) = out {
        let scenarios: Vec<&Scenario> = arms.iter().map(|read| &read.scenario).collect();
        write(&compared, (&floor, &scenarios), &Files { directory: &out.path(), context })?;
        out.publish()?;
    }
    Ok(CompareOutcome { compared, place })
}

/// One scenario of a comparison.
struct Read {
    label: String,
    scenario: Scenario,
    /// The overrides laid over the file.
    overrides: Vec<String>,
}

/// Reads every file and every variation of the first.
fn read(request: &CompareRequest, context: &Context<'_>) -> Result<Vec<Read>, Error> {
    let first = request.scenarios.first().ok_or_else(|| Error::NothingToCompare(PathBuf::new()))?;
    let files = request.scenarios.iter().map(|path| (path, None));
    let variations = request.with.iter().map(|changes| (first, Some(changes)));
    let mut all: Vec<Read> = Vec::new();
    for (path, changes) in files.chain(variations) {
        let arm = changes.map(|changes| variation(changes)).transpose()?.unwrap_or_default();
        let scenario = scenario::read_with(path, &[(scenario::SET, &request.set), ("--with", &arm.changes)])?;
        let overrides = [request.set.clone(), arm.changes].concat();
        let label = arm.name.or_else(|| changes.cloned()).unwrap_or_else(|| scenario.floor.name.clone());
        let label = unlike(&all, label, path);
        let remark = |text| context.listener.heard(&News::Remark { of: Some(&label), text });
        words::notes(context.language, &scenario.notes).iter().for_each(|text| remark(text));
        all.push(Read { label, scenario, overrides });
    }
    if all.len() < 2 {
        return Err(Error::NothingToCompare(first.clone()));
    }
    let [base, others @ ..] = all.as_slice() else { return Err(Error::NothingToCompare(first.clone())) };
    for other in others {
        comparable((&base.label, &base.scenario), (&other.label, &other.scenario))?;
    }
    Ok(all)
}

/// A variation as it is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Variation {
    /// What it is to be called.
    name: Option<String>,
    /// `key=value`, each.
    changes: Vec<String>,
}

/// One arm, in which there is at least one change: `key=value; key=value`, or the same behind a name and a colon.
fn variation(text: &str) -> Result<Variation, Error> {
    let (name, changes) = named(text).map_or((None, text), |(name, changes)| (Some(name.to_owned()), changes));
    let changes = split(changes);
    if changes.is_empty() { Err(Error::NothingVaried(text.to_owned())) } else { Ok(Variation { name, changes }) }
}

/// The name before the changes, if there is one. It ends at a colon with a blank behind it or a full-width one, before the first `=`.
fn named(text: &str) -> Option<(&str, &str)> {
    let before = text.split('=').next().unwrap_or_default();
    let end = before.find(": ").or_else(|| before.find('：'))?;
    let (name, changes) = (text[..end].trim(), text[end..].trim_start_matches([':', '：']));
    (!name.is_empty() && !name.contains(['"', '\''])).then_some((name, changes))
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

fn play(
    request: &CompareRequest,
    arms: &[Read],
    run: RunPlan,
    decide_within: Option<u32>,
    context: &Context<'_>,
) -> Result<found::FloorComparison, Error> {
    let floors: Vec<&Floor> = arms.iter().map(|read| &read.scenario.floor).collect();
    let all_days = experiment::looks(run.days, decide_within).last().copied().unwrap_or(run.days);
    let margin = |measure: Measure, figure: f64| request.margin_of(measure, figure);
    let plan = ComparePlan { run, decide_within, margin: &margin };
    context.listener.heard(&News::Plays(all_days.saturating_mul(floors.len() as u32)));
    let found = context.pool.install(|| experiment::compare_arms(&floors, &plan, context.listener))?;
    context.listener.heard(&News::Played(found.days));
    known(&request.margin, &found)?;
    Ok(found)
}

/// A margin of a measure that does not exist would go unnoticed.
fn known(asked: &[(String, f64)], found: &found::FloorComparison) -> Result<(), Error> {
    let is_known = |name: &String| {
        Measure::parse(name).is_some_and(|measure| found.arms.iter().any(|arm| arm.get(measure).is_some()))
    };
    match asked.iter().find(|(name, _)| !is_known(name)) {
        None => Ok(()),
        Some((name, _)) => {
            let known = found.arms.first().map(|arm| arm.measures.iter().map(|c| c.measure.to_string()).collect());
            Err(Error::UnknownMeasure { name: name.clone(), known: known.unwrap_or_default() })
        }
    }
}

fn told(request: &CompareRequest, arms: &[Read], found: found::FloorComparison) -> Compared {
    let missing = found.left_out.iter().map(|measure| ComparedNote::LeftOut(*measure));
    let asks_for_precision = arms.iter().any(|read| read.scenario.run.precision.is_some());
    let not_used = (asks_for_precision && request.amount.days.is_none()).then_some(ComparedNote::PrecisionNotUsed);
    Compared {
        command: request.command(),
        notes: missing.chain(not_used).collect(),
        arms: arms.iter().map(|read| arm(read, &arms[0].scenario)).collect(),
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
        tables_differ: differs.is_empty() && read.scenario.tables_sha256 != first.tables_sha256,
        differs,
    }
}

fn write(compared: &Compared, (floor, scenarios): (&FloorShape, &[&Scenario]), files: &Files<'_>) -> Result<(), Error> {
    files.write(COMPARISON.mark, |out| out.write_all(compare::json::document(compared).as_bytes()))?;
    files.write("measures.csv", |out| out.write_all(compare::csv::measures(compared).as_bytes()))?;
    files.write("intervals.csv", |out| out.write_all(compare::csv::intervals(compared).as_bytes()))?;
    files.write("report.md", |out| out.write_all(compare::markdown::page(compared, floor.language).as_bytes()))?;
    let pictures = plots::of_comparison(floor, compared, files)?;
    html::of_comparison(compared, (floor.language, scenarios), &pictures, files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sample::{folder, on_one_thread};

    #[test]
    fn tables_of_data_differ_only_if_their_lines_do() {
        let ground = folder(&[("a.toml", ""), ("b.toml", "")]);
        let differ = |with: &[&str]| {
            let scenarios = ["a.toml", "b.toml"].map(|name| ground.path().join(name)).into();
            let (set, amount) =
                (with.iter().map(|&one| one.to_owned()).collect(), Amount { days: Some(2), seed: None });
            let request = CompareRequest { scenarios, set, amount, ..CompareRequest::default() };
            let outcome = on_one_thread(&(), |context| compare(&request, context)).expect("they are compared");
            outcome.compared.arms[1].tables_differ
        };
        assert!(!differ(&[]));
        std::fs::write(ground.path().join("p.csv"), "interval_start,calls\n08:00,9\n").expect("a table for the test");
        assert!(!differ(&["queues.a.arrivals.profile=p.csv"]));
    }

    #[test]
    fn a_precision_of_one_floor_adds_no_days_to_a_comparison_and_that_is_told() {
        let precision = "[run]\ndays = 2\nprecision = { measure = 'offered', half_width = 1e-9, max_days = 9 }";
        let ground = folder(&[("a.toml", precision), ("b.toml", "")]);
        let notes = |days: Option<u32>| {
            let scenarios = ["a.toml", "b.toml"].map(|name| ground.path().join(name)).into();
            let request =
                CompareRequest { scenarios, amount: Amount { days, seed: None }, ..CompareRequest::default() };
            let outcome = on_one_thread(&(), |context| compare(&request, context)).expect("they are compared");
            assert_eq!(outcome.compared.found.days, days.unwrap_or(2));
            outcome.compared.notes
        };
        assert!(notes(None) == [ComparedNote::PrecisionNotUsed]);
        assert!(notes(Some(3)).is_empty());
    }

    #[test]
    fn changes_are_parted_at_semicolons_outside_quotes() {
        assert_eq!(split("a=1; b = x ;"), ["a=1", "b = x"]);
        assert_eq!(split("name=\"x; y\"; b=2"), ["name=\"x; y\"", "b=2"]);
        assert!(matches!(variation(" ; "), Err(Error::NothingVaried(_))));
    }

    #[test]
    fn an_arm_has_the_name_before_its_changes() {
        let arm = |text: &str| variation(text).map(|arm| (arm.name.unwrap_or_default(), arm.changes.join("|")));
        let told = |text: &str| arm(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(told("late lunch: a=1; b=x"), ("late lunch".to_owned(), "a=1|b=x".to_owned()));
        assert_eq!(told("open=09:30"), (String::new(), "open=09:30".to_owned()));
        assert_eq!(told("queues.\"a: b\".talk=3m"), (String::new(), "queues.\"a: b\".talk=3m".to_owned()));
        assert_eq!(told("晚班: why=\"x: y\""), ("晚班".to_owned(), "why=\"x: y\"".to_owned()));
        assert_eq!(told("晚班：seats=4"), ("晚班".to_owned(), "seats=4".to_owned()));
        assert!(matches!(arm("late lunch: "), Err(Error::NothingVaried(_))));
    }

    #[test]
    fn a_change_that_cannot_be_made_is_named_as_it_was_asked_for() {
        let ground = folder(&[("a.toml", "")]);
        let (scenarios, with) = (vec![ground.path().join("a.toml")], vec!["open=09:30; seats=x".to_owned()]);
        let request = CompareRequest { scenarios, with, ..CompareRequest::default() };
        let refused = on_one_thread(&(), |context| compare(&request, context)).expect_err("no number").to_string();
        assert!(refused.contains("--with seats=x"), "{refused}");
    }

    #[test]
    fn the_margin_asked_for_last_holds() {
        let margin = vec![("asa_s".to_owned(), 2.0), ("asa_s".to_owned(), 3.0)];
        let asked = CompareRequest { margin, ..CompareRequest::default() };
        assert_eq!(asked.margin_of(Measure::Asa, 20.0), 3.0);
        assert_eq!(asked.margin_of(Measure::AnswerRate, 0.9), Measure::AnswerRate.default_margin(0.9));
    }

    #[test]
    fn days_are_added_only_where_asked_and_never_fewer_than_the_first() {
        let run = RunPlan::new(500, 1);
        let within =
            |decide, max_days| CompareRequest { decide, max_days, ..CompareRequest::default() }.decide_within(&run);
        assert!(matches!(within(false, None), Ok(None)));
        assert!(matches!(within(true, None), Ok(Some(10_000))));
        assert!(matches!(within(true, Some(500)), Ok(Some(500))));
        assert!(matches!(within(true, Some(499)), Err(Error::FewerThanTheFirst { most: 499, days: 500 })));
    }
}
