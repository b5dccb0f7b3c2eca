//! Every scenario that is shipped: it reads, it runs, and what it says about itself is true.

use holdline::experiment::expect::{Case, Fulfilment, check};
use holdline::experiment::results::{RunResults, RungResult, Verdict};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::{Measure, RungFigure, Scope};
use holdline::scenario::{self, Scenario};
use holdline::units::SimTime;
use std::fs;
use std::path::{Path, PathBuf};

/// Few enough to be quick, many enough for every claim.
const DAYS: u32 = 300;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Every scenario under a folder, in order of its path.
fn scenario_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(scenario_files(&path));
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Scenario {
    scenario::read(path, &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn play(scenario: &Scenario, days: u32) -> RunResults {
    let plan = RunPlan::new(days, scenario.run.seed);
    replicate(&scenario.floor, &plan, &()).expect("a run")
}

fn shipped(name: &str) -> RunResults {
    play(&read(&folder().join(name)), DAYS)
}

fn rung<'a>(results: &'a RunResults, name: &str) -> &'a RungResult {
    results.rungs.iter().find(|r| r.name == name).expect("a rung of that name")
}

fn share_of_days(results: &RunResults, rung_name: &str) -> f64 {
    rung(results, rung_name).share_of_days.mean
}

#[test]
fn every_scenario_reads_says_why_it_exists_and_runs() {
    let files = scenario_files(&folder());
    assert!(files.len() >= 4, "scenarios are looked for in the wrong place: {files:?}");
    for file in &files {
        let scenario = read(file);
        assert!(!scenario.floor.why.is_empty(), "{} has no `why`", file.display());
        assert!(scenario.notes.is_empty(), "{}: {:?}", file.display(), scenario.notes);
        let offered = play(&scenario, 3).measures.get(Measure::Offered).map_or(0.0, |e| e.mean);
        assert!(offered > 0.0, "nobody calls in {}", file.display());
    }
}

#[test]
fn every_scenario_is_in_the_list() {
    let list = fs::read_to_string(folder().join("README.md")).expect("the list");
    for file in scenario_files(&folder()) {
        let name = file.strip_prefix(folder()).expect("a file of the folder").to_string_lossy().replace('\\', "/");
        // Scenarios whose answer theory knows are listed where they are verified.
        assert!(
            name.starts_with("verify/") || list.contains(&format!("({name})")),
            "{name} is not in scenarios/README.md"
        );
    }
}

#[test]
fn every_scenario_is_completed_by_editors() {
    for file in scenario_files(&folder()) {
        let text = fs::read_to_string(&file).expect("a scenario");
        let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).unwrap_or_default();
        let schema = file.parent().expect("a folder").join(schema);
        assert!(schema.is_file(), "the first line of {} names no schema", file.display());
    }
}

#[test]
fn every_scenario_comes_out_as_it_expects() {
    let all = scenario_files(&folder()).into_iter().map(|file| (read(&file), file));
    let all: Vec<(Scenario, PathBuf)> = all.filter(|(scenario, _)| !scenario.expect.is_empty()).collect();
    assert!(all.len() >= 4, "scenarios are looked for in the wrong place");
    let cases: Vec<Case<'_>> = all.iter().map(|(scenario, _)| case(scenario)).collect();
    let found = check(&cases, None, &|_, _| false, &()).expect("nobody stops it");
    for ((scenario, file), judged) in all.iter().zip(found) {
        for (expected, judgement) in scenario.expect.iter().zip(judged.expect("a run").judgements) {
            assert_eq!(judgement.outcome, Fulfilment::Met, "{}: {} {judgement:?}", file.display(), expected.key);
        }
    }
}

/// A scenario with all its days and expectations.
fn case(scenario: &Scenario) -> Case<'_> {
    let expected = scenario.expect.iter().map(|e| e.expected.clone()).collect();
    let plan = RunPlan::new(scenario.run.days, scenario.run.seed);
    Case { floor: &scenario.floor, expected, plan, keep: false }
}

#[test]
fn on_the_ordinary_weekday_each_rung_is_needed_less_often_than_the_one_before() {
    let results = shipped("manual/weekday.toml");
    let [floaters, outbound, qa, back_office] =
        ["floaters", "outbound", "qa", "back_office"].map(|name| share_of_days(&results, name));
    assert!(floaters > 0.5 && floaters < 0.95, "floaters help on most days: {floaters}");
    assert!(outbound > 0.2 && outbound < floaters, "outbound on many: {outbound}");
    assert!(qa > 0.02 && qa < outbound, "QA on some: {qa}");
    assert!(back_office > 0.0 && back_office < 0.15 && back_office <= qa, "back office seldom: {back_office}");
}

#[test]
fn the_ordinary_weekday_holds_its_targets_but_not_with_three_more_people_away() {
    let day = folder().join("manual/weekday.toml");
    assert!(play(&read(&day), 1000).targets.iter().all(|t| t.verdict == Verdict::Met));
    let three_away = scenario::read(&day, &["groups.inbound.absence=0.14".to_owned()]).expect("a scenario");
    let results = play(&three_away, 1000);
    assert!(results.targets.iter().any(|t| t.verdict == Verdict::Missed), "{:?}", results.targets);
}

#[test]
fn seven_people_half_an_hour_earlier_move_the_waits_from_morning_to_afternoon_as_the_readme_says() {
    let day = folder().join("manual/weekday.toml");
    let earlier = ["groups.inbound.shifts[2].start=08:30", "groups.inbound.shifts[2].end=16:30"].map(str::to_owned);
    let (plan, changed) = (play(&read(&day), DAYS), scenario::read(&day, &earlier).expect("a scenario"));
    let changed = play(&changed, DAYS);
    let long_wait = |results: &RunResults, hour: i64| {
        let row = results.intervals.iter().find(|r| r.scope == Scope::Floor && r.start == SimTime::clock(hour, 30));
        row.and_then(|r| r.measures.get(Measure::WaitP95)).map_or(0.0, |e| e.mean)
    };
    let (peak, new_peak) = (long_wait(&plan, 8), long_wait(&changed, 16));
    assert!(peak > 120.0 && long_wait(&changed, 8) < 20.0, "the peak is gone: {peak}");
    assert!(new_peak > 60.0 && new_peak < peak && long_wait(&plan, 16) < 20.0, "a smaller one has come: {new_peak}");
}

#[test]
fn in_the_outage_all_four_rungs_come_and_go() {
    let results = shipped("manual/overload.toml");
    for rung in &results.rungs {
        assert!(rung.share_of_days.mean > 0.95, "{} is pulled on {} of days", rung.name, rung.share_of_days.mean);
        assert!(rung.get(RungFigure::MinutesInForce).mean < 4.0 * 60.0, "{} does not go again", rung.name);
    }
    let typical = &results.traces[0];
    let last = typical.in_force.iter().map(|(_, _, released)| *released).max();
    assert!(last.is_some_and(|at| at < SimTime::clock(20, 0)), "released before closing, not by it: {last:?}");
}

#[test]
fn the_outage_differs_from_the_weekday_only_in_its_callers() {
    let mut outage = read(&folder().join("manual/overload.toml")).floor.into_parts();
    let weekday = read(&folder().join("manual/weekday.toml")).floor.into_parts();
    assert_ne!(outage.queues, weekday.queues);
    outage.queues.clone_from(&weekday.queues);
    (outage.name, outage.why) = (weekday.name.clone(), weekday.why.clone());
    assert_eq!(outage, weekday);
}

#[test]
fn at_the_small_desk_the_team_lead_takes_calls_on_some_days() {
    let share = share_of_days(&shipped("small-desk.toml"), "team_lead");
    assert!(share > 0.2 && share < 0.7, "{share}");
}
