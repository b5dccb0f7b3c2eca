//! What the six floors say of intervals and verdicts: coverage of every figure, open ends, `each`, forecasts of days.

use crate::floors::{RECIPES, Recipe};
use crate::{plan, repeated};
use holdline::experiment::expect::{Case, Fulfilment, MoreDays, check};
use holdline::experiment::results::{self, RunResults};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::expect::{Comparison, Expected};
use holdline::stats::{Ends, Estimate, wilson};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Days of a run, and how many runs of so many repetitions are made of it.
const RUNS: [(u32, f64); 5] = [(10, 1.0), (20, 1.0), (50, 1.0), (200, 0.5), (1_000, 0.25)];
/// Days from which the truth is taken, of another seed than any run's.
const TRUTH_DAYS: u32 = 100_000;
const TRUTH_SEED: u64 = 77_000_001;

/// A figure of a run and the 95 % interval of it.
#[derive(Clone, Copy)]
struct Found {
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
}

/// How many runs cover the truth, how many have an open end, of how many.
#[derive(Clone, Copy, Default)]
struct Hits {
    covered: u64,
    open: u64,
    of: u64,
}

impl Hits {
    fn add(&mut self, found: &Found, truth: f64) {
        // The truth itself is known to about a thousandth.
        let covers = found.low.is_none_or(|low| low <= truth) && found.high.is_none_or(|high| truth <= high);
        self.covered += u64::from(covers);
        self.open += u64::from(found.low.is_none() || found.high.is_none());
        self.of += 1;
    }
}

/// Every figure of a run by name; those of the intervals of the day share one.
fn figures(results: &RunResults) -> Vec<(String, Found)> {
    let mut all = Vec::new();
    measures(&mut all, "", &results.measures);
    for (name, of_group) in &results.groups {
        measures(&mut all, &format!("groups.{name}."), of_group);
    }
    for row in results.whole_floor() {
        measures(&mut all, &format!("intervals.{}", row.start.micros() / 60_000_000), &row.measures);
    }
    for rung in &results.rungs {
        let share = rung.share_of_days;
        let ends = [Some(share.low), Some(share.high)];
        all.push(("ladder.share_of_days".into(), Found { mean: share.mean, low: ends[0], high: ends[1] }));
        let of_rung = rung.figures.0.iter().filter_map(|(figure, e)| Some((figure, e.as_ref()?)));
        all.extend(of_rung.map(|(figure, e)| (format!("ladder.{figure}"), found(e))));
    }
    all
}

fn measures<F: Display>(all: &mut Vec<(String, Found)>, prefix: &str, measures: &results::FigureTable<F>) {
    for (name, e) in measures.0.iter().filter_map(|(name, e)| Some((name, e.as_ref()?))) {
        if !prefix.starts_with("intervals") {
            all.push((format!("{prefix}{name}"), found(e)));
            all.extend(of_days(&format!("{prefix}{name}"), e));
        } else if e.low.is_some() || e.high.is_some() {
            all.push((format!("{prefix}.{name}"), found(e)));
        }
    }
}

fn found(e: &Estimate) -> Found {
    Found { mean: e.mean, low: e.low, high: e.high }
}

/// Percentiles of days, of a few figures.
fn of_days(name: &str, e: &Estimate) -> Vec<(String, Found)> {
    let Some(days) = e.day_intervals.filter(|_| ["answer_rate", "asa_s", "offered"].contains(&name)) else {
        return Vec::new();
    };
    let one = |p: &str, value: Option<f64>, ends: Ends| {
        Some((format!("{name}, {p} of days"), Found { mean: value?, low: ends.low, high: ends.high }))
    };
    [one("p05", e.p05, days.p05), one("p50", e.p50, days.p50), one("p95", e.p95, days.p95)]
        .into_iter()
        .flatten()
        .collect()
}

/// Figures of the half hours are told together.
fn heading(name: &str) -> String {
    match name.strip_prefix("intervals.").and_then(|rest| rest.split_once('.')) {
        Some((_, measure)) => format!("each half hour's {measure}"),
        None => name.to_owned(),
    }
}

type Table = BTreeMap<String, BTreeMap<usize, [Hits; RUNS.len()]>>;

/// Coverage of every figure on the six floors.
pub fn coverage(repetitions: u64) {
    let (mut table, mut order) = (Table::new(), Vec::new());
    for (at, recipe) in RECIPES.iter().enumerate() {
        one_floor(at, recipe, repetitions, &mut table, &mut order);
    }
    print(&table, &order, "covers", |hits| (hits.covered, hits.of, 0.95));
    let open = |hits: &Hits| (hits.of - hits.open, hits.of, 0.0);
    let with_open: Vec<String> = order
        .iter()
        .filter(|name| table[*name].values().any(|cells| cells.iter().any(|hits| hits.open > 0)))
        .cloned()
        .collect();
    print(&table, &with_open, "both ends known", open);
}

fn one_floor(at: usize, recipe: &Recipe, repetitions: u64, table: &mut Table, order: &mut Vec<String>) {
    let floor = recipe.floor();
    let long = replicate(&floor, &plan(TRUTH_DAYS, TRUTH_SEED), &()).expect("a floor that does not overflow");
    let truth: BTreeMap<String, f64> = figures(&long).into_iter().map(|(name, found)| (name, found.mean)).collect();
    for (n, (days, part)) in RUNS.into_iter().enumerate() {
        let runs = (repetitions as f64 * part) as u64;
        let found = repeated(runs, |seed| {
            figures(&replicate(&floor, &plan(days, seed), &()).expect("a floor that does not overflow"))
        });
        for (name, found) in found.iter().flatten() {
            let Some(truth) = truth.get(name) else { continue };
            let heading = heading(name);
            if !order.contains(&heading) {
                order.push(heading.clone());
            }
            table.entry(heading).or_default().entry(at).or_default()[n].add(found, *truth);
        }
    }
}

/// A row for each figure, a column for each floor, in each cell the shares by number of days.
fn print(table: &Table, order: &[String], what: &str, of: impl Fn(&Hits) -> (u64, u64, f64)) {
    println!("| {what} |{}", RECIPES.iter().map(|r| format!(" {} |", r.name)).collect::<String>());
    println!("| --- |{}", " --- |".repeat(RECIPES.len()));
    for name in order {
        let cells = (0..RECIPES.len()).map(|at| {
            let hits = table[name].get(&at).copied().unwrap_or_default();
            let cells = hits.iter().map(&of).map(|(part, all, promise)| percent(part, all, promise));
            format!(" {} |", cells.collect::<Vec<_>>().join(" "))
        });
        println!("| {name} |{}", cells.collect::<String>());
    }
    println!();
}

/// A share in percent, in bold if its own interval does not reach the promise.
fn percent(part: u64, all: u64, promise: f64) -> String {
    let Some(share) = wilson(part, all, 0.95) else { return "-".to_owned() };
    let mark = if share.high < promise { "**" } else { "" };
    format!("{mark}{:.0}{mark}", 100.0 * share.mean)
}

/// How often `each` is called missed where every interval is exactly at the truth.
pub fn at_the_truth(repetitions: u64) {
    println!("| twelve quarter hours at the truth | days |{}", RECIPES.map(|r| format!(" {} |", r.name)).concat());
    println!("| --- | ---: |{}", " ---: |".repeat(RECIPES.len()));
    let truths = RECIPES.map(|recipe| {
        replicate(&recipe.alike("").floor, &plan(TRUTH_DAYS / 2, TRUTH_SEED), &())
            .expect("a floor that does not overflow")
    });
    let asked: Vec<(&str, Comparison)> = MEASURES_OF_EACH
        .into_iter()
        .flat_map(|measure| [Comparison::AtLeast, Comparison::AtMost].map(|comparison| (measure, comparison)))
        .collect();
    let cells = [10, 20, 50, 100].map(|days| {
        let floors = RECIPES.iter().zip(&truths);
        (days, floors.map(|(recipe, truth)| each_missed(recipe, truth, &asked, days, repetitions)).collect::<Vec<_>>())
    });
    for (at, (measure, comparison)) in asked.iter().enumerate() {
        for (days, floors) in &cells {
            let row = floors.iter().map(|of_asked| of_asked[at].as_str()).collect::<String>();
            println!("| each {measure} {} | {days} |{row}", comparison.sign());
        }
    }
    println!();
}

const MEASURES_OF_EACH: [&str; 6] =
    ["offered", "abandoned", "answer_rate", "service_level_20s", "asa_s", "waiting_mean"];

/// From 09:00 to 12:00.
fn mean_of_rows(results: &RunResults, measure: &str) -> f64 {
    let hours = 9 * 3_600_000_000..12 * 3_600_000_000;
    let rows = results.whole_floor().filter(|row| hours.contains(&row.start.micros()));
    let values: Vec<f64> = rows.filter_map(|row| Some(row.measures.get(Measure::parse(measure)?)?.mean)).collect();
    values.iter().sum::<f64>() / values.len() as f64
}

/// In how many of the runs each of these is missed, of 100.
fn each_missed(
    recipe: &Recipe,
    truth: &RunResults,
    asked: &[(&str, Comparison)],
    days: u32,
    repetitions: u64,
) -> Vec<String> {
    let line = |measure: &&str| format!("\"intervals[09:00..12:00].each.{measure}\" = \">= 0\"\n");
    let scenario = recipe.alike(&MEASURES_OF_EACH.iter().map(line).collect::<String>());
    let expect = |(measure, comparison): &(&str, Comparison)| {
        let place = MEASURES_OF_EACH.iter().position(|other| other == measure).expect("one of them");
        let (comparison, number) = (*comparison, mean_of_rows(truth, measure));
        Expected { comparison, number, ..scenario.expect[place].expected.clone() }
    };
    let expected: Vec<Expected> = asked.iter().map(expect).collect();
    let missed = repeated(repetitions, |seed| {
        let case =
            Case { floor: &scenario.floor, expected: expected.clone(), plan: RunPlan::new(days, seed), keep: false };
        let found = check(&[case], Some(1), &|_, _| false, &()).expect("nobody stops it");
        let judged = found.into_iter().flatten().next().expect("one case");
        judged.judgements.iter().map(|judgement| judgement.outcome == Fulfilment::Missed).collect::<Vec<_>>()
    });
    let cell = |at: usize| {
        let missed = missed.iter().filter(|run| run[at]).count() as u64;
        let share = wilson(missed, repetitions, 0.95).unwrap_or_default();
        let mark = if share.low > 0.025 { "**" } else { "" };
        format!(" {mark}{:.1}{mark} |", 100.0 * share.mean)
    };
    (0..asked.len()).map(cell).collect()
}

/// How often following the forecast of days decides, where four times the days are what it truly takes.
pub fn followed(repetitions: u64) {
    println!("| decided when followed | days |{}", RECIPES.map(|r| format!(" {} |", r.name)).concat());
    println!("| --- | ---: |{}", " --- |".repeat(RECIPES.len()));
    for key in ["answer_rate", "abandoned", "asa_s", "ladder.lead.pulls"] {
        for days in [20, 50] {
            let cells = RECIPES.iter().map(|recipe| forecast(recipe, key, days, repetitions));
            println!("| {key} | {days} |{}", cells.collect::<String>());
        }
    }
    println!();
}

fn forecast(recipe: &Recipe, key: &str, days: u32, repetitions: u64) -> String {
    let scenario = recipe.scenario(&format!("\"{key}\" = \">= 0\"\n"));
    let outcome = |number: f64, days: u32, seed: u64| {
        let expected = Expected { number, comparison: Comparison::AtMost, ..scenario.expect[0].expected.clone() };
        let case =
            Case { floor: &scenario.floor, expected: vec![expected], plan: RunPlan::new(days, seed), keep: false };
        let found = check(&[case], Some(1), &|_, _| false, &()).expect("nobody stops it");
        found.into_iter().flatten().next().expect("one case").judgements[0].clone()
    };
    let truth = outcome(0.0, TRUTH_DAYS / 4, TRUTH_SEED).found.expect("a figure");
    let half = 0.5 * (truth.high.unwrap_or(f64::NAN) - truth.low.unwrap_or(f64::NAN));
    let number = truth.mean + half * (f64::from(TRUTH_DAYS / 4) / f64::from(4 * days)).sqrt();
    let followed = repeated(repetitions, |seed| match outcome(number, days, seed).outcome {
        Fulfilment::Undecided(MoreDays::Between { least, most }) if most < 20_000 => {
            let after = outcome(number, days + most as u32, seed).outcome;
            Some((least, most, matches!(after, Fulfilment::Met | Fulfilment::Missed)))
        }
        Fulfilment::Met | Fulfilment::Undecided(_) | Fulfilment::Missed | Fulfilment::Undefined => None,
    });
    let known: Vec<_> = followed.into_iter().flatten().collect();
    let decided = known.iter().filter(|(_, _, decided)| *decided).count() as u64;
    let median = |mut days: Vec<u64>| {
        days.sort_unstable();
        days.get(days.len() / 2).copied().unwrap_or(0)
    };
    let range = (median(known.iter().map(|k| k.0).collect()), median(known.iter().map(|k| k.1).collect()));
    let share = wilson(decided, known.len() as u64, 0.95).unwrap_or_default();
    let mark = if share.high < 0.8 { "**" } else { "" };
    format!(" {mark}{:.0}{mark} of {} ({} to {}) |", 100.0 * share.mean, known.len(), range.0, range.1)
}
