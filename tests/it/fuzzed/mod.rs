//! What must come of any bytes at all (M-B1 to M-B3): each function takes bytes and panics if a law is broken.
//!
//! The fuzz targets in `fuzz/` call these functions for hours; the tests here call them on a few thousand inputs, the
//! same every time.

pub mod csv;
pub mod engine;
pub mod scenario_text;
#[cfg(test)]
mod short;

use holdline::engine::Plan;
use holdline::experiment::expect::{self, Case};
use holdline::experiment::{RunPlan, replicate};
use holdline::model::{Arrivals, Floor, Presence};
use holdline::report::{self, FloorShape, Provenance, charts, stored};
use holdline::scenario::{Diagnostics, Scenario};
use holdline::words::{self, Language};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the repository; the fuzz targets are a package in a folder of it.
pub fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    if package.ends_with("fuzz") { package.parent().expect("it lies in the repository") } else { package }.to_owned()
}

/// Name and bytes of the files with such an ending in a folder of the repository, in order of their names.
pub fn files(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(repository().join(folder)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let named = paths.filter(|path| path.extension().is_some_and(|e| e == ending));
    let name = |path: &Path| path.file_name().expect("a file").to_string_lossy().into_owned();
    let mut files: Vec<_> = named.map(|path| (name(&path), fs::read(&path).expect("it can be read"))).collect();
    files.sort();
    files
}

/// A scenario that is accepted can be played and reported; faults can be told.
pub fn is_sound(read: &Result<Scenario, Diagnostics>) {
    match read {
        Ok(scenario) => is_playable(scenario),
        Err(faults) => is_told(faults),
    }
}

fn is_told(faults: &Diagnostics) {
    assert!(!faults.faults().is_empty(), "no scenario and no fault");
    for fault in words::told_all(Language::English, faults) {
        assert!(!fault.found.is_empty() && !fault.file.is_empty(), "{fault:?}");
        assert!(fault.line.is_none_or(|n| n > 0) && fault.column.is_none_or(|n| n > 0), "{fault:?}");
    }
    let render = |colour| words::render(Language::English, faults, colour);
    assert!(!render(true).is_empty() && render(false).contains("error"));
}

fn is_playable(scenario: &Scenario) {
    assert_eq!(scenario.sha256.len(), 64);
    let floor = &scenario.floor;
    assert!(Floor::new(floor.clone().into_parts()).is_ok(), "a floor that is none");
    drop(Plan::new(floor));
    if !is_small(floor) {
        return;
    }
    expectations_are_judged(scenario);
    let plan = RunPlan::new(2, scenario.run.seed).threads(1).calls_of(1);
    // A run may come to nothing, but it says why.
    match replicate(floor, &plan, &()) {
        Ok(results) => {
            let from = provenance(scenario);
            let shape = FloorShape::of(floor);
            let json = report::json::results(&from, &shape, &results);
            let page = report::text::summary(&from, &results, Language::English, true);
            assert!(!page.contains("NaN"));
            let again = stored::read(json.as_bytes()).unwrap_or_else(|why| panic!("results.json: {why:?}"));
            assert_eq!(report::json::results(&again.from, &again.shape, &again.results), json);
            assert_eq!(report::text::summary(&again.from, &again.results, Language::English, true), page);
            assert_eq!(charts::draw(&again.shape, &again.results), charts::draw(&shape, &results));
            report::csv::intervals(&results, std::io::sink()).expect("it can be written");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Each of them gets a verdict, unless the run comes to nothing.
fn expectations_are_judged(scenario: &Scenario) {
    let expected: Vec<_> = scenario.expect.iter().map(|e| e.expected.clone()).collect();
    let count = expected.len();
    let case = Case { floor: &scenario.floor, expected, plan: RunPlan::new(2, scenario.run.seed), keep: false };
    let judged = expect::check(&[case], Some(1), &|_, _| false, &()).expect("nobody stops it");
    assert!(judged.iter().flatten().all(|verdicts| verdicts.judgements.len() == count));
}

/// Whether two days of a floor are played in a moment.
fn is_small(floor: &Floor) -> bool {
    let people = floor.groups.iter().map(|g| match &g.presence {
        Presence::People(n) => u64::from(*n),
        Presence::Shifts(shifts) => shifts.iter().map(|s| u64::from(s.people)).sum(),
        Presence::HeadCounts(rows) => rows.iter().map(|r| u64::from(r.people)).sum(),
    });
    let calls = floor.queues.iter().map(|q| match &q.arrivals {
        Arrivals::Calls(calls) => calls.len() as f64,
        Arrivals::Sample(days) => days.iter().flatten().map(|row| row.calls).sum(),
        Arrivals::Profile { rows, scale, .. } => rows.iter().map(|r| r.calls * scale).sum(),
    });
    people.sum::<u64>() <= 200 && calls.sum::<f64>() <= 500.0 && floor.interval_count() <= 200
}

fn provenance(scenario: &Scenario) -> Provenance {
    Provenance {
        name: scenario.floor.name.clone(),
        why: scenario.floor.why.clone(),
        file: scenario.file.display().to_string(),
        sha256: scenario.sha256.clone(),
        date: scenario.date,
        warm_up: scenario.floor.warm_up,
        notes: words::notes(Language::English, &scenario.notes),
        command: String::new(),
    }
}
