//! Baselines: whether a run is known again, and whether what is found of one that moved keeps what it promises.

use crate::chance::no_wonder;
use crate::program::{Place, code, experts, read, text};
use holdline::experiment::baseline::{Baseline, Guard, Moved, Movement, error_rate};
use holdline::experiment::compare::{ComparedFigure, ERROR_RATE, Finding, Margin, Scale};
use holdline::experiment::results::RunResults;
use holdline::experiment::{DayPairs, RunPlan, replicate_in_pairs};
use holdline::figures::Measure;
use holdline::report::baseline;
use holdline::scenario;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const PLAN: &str = concat!(
    r#"
open = "08:00"
close = "12:00"
interval = "30m"
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60, busyness_cv = 0.2 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
"#,
    experts!(2, "1m")
);

/// The same queue under another name: the same floor, other callers.
const RENAMED: [&str; 3] =
    ["queues.general.name=other", "groups.inbound.serves=[\"other\"]", "groups.experts.serves=[\"other\"]"];

fn run(changes: &[&str], days: u32, seed: u64, threads: usize) -> (RunResults, Baseline) {
    let changes: Vec<String> = changes.iter().map(|c| (*c).to_owned()).collect();
    let scenario = scenario::read_text("plan.toml", PLAN, Path::new(""), &changes).unwrap_or_else(|d| panic!("{d}"));
    let plan = RunPlan::new(days, seed).threads(threads);
    let (results, pairs) = replicate_in_pairs(&scenario.floor, &plan, &()).expect("the floor does not overflow");
    let baseline = Baseline {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        days,
        seed,
        results: baseline::fingerprint(&results),
        settings: scenario.settings.into_iter().collect(),
        tables: scenario.tables_sha256,
        table_files: BTreeMap::new(),
        pairs: DayPairs { intervals: Vec::new(), ..pairs },
        unknown: Vec::new(),
    };
    (results, baseline)
}

fn files(run: &(RunResults, Baseline)) -> (String, Vec<u8>) {
    (baseline::page("plan.toml", &run.1, &run.0), baseline::days(&run.1))
}

/// A run after it was stored and read.
fn stored(run: &(RunResults, Baseline)) -> Baseline {
    let (page, days) = files(run);
    baseline::read(Some(&page), &days).unwrap_or_else(|damaged| panic!("{damaged:?}")).0
}

fn held(stored: &Baseline, now: &Baseline, margin: &Margin<'_>) -> Movement {
    stored.against(now, &Scale { margin, error_rate: error_rate(1) }).unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[test]
fn a_run_is_known_again_whatever_the_number_of_threads() {
    let first = run(&[], 60, 1, 1);
    let stored = stored(&first);
    assert_eq!(stored, first.1);
    for threads in [2, 7] {
        let again = run(&[], 60, 1, threads);
        assert_eq!(files(&again), files(&first));
        assert!(held(&stored, &again.1, &Measure::default_margin).unchanged);
    }
}

#[test]
fn the_first_days_of_a_longer_run_are_known_again() {
    let (short, long) = (run(&[], 30, 1, 2), run(&[], 60, 1, 2));
    for (stored, now) in [(stored(&long), &short.1), (stored(&short), &long.1)] {
        let found = held(&stored, now, &Measure::default_margin);
        assert!(found.unchanged && found.days == 30, "{found:?}");
    }
}

#[test]
fn one_agent_fewer_is_found_worse_and_one_more_better_for_the_callers() {
    let stored = stored(&run(&[], 200, 1, 2));
    let fewer = held(&stored, &run(&["groups.inbound.people=3"], 200, 1, 2).1, &Measure::default_margin);
    assert_eq!(fewer.moved_as(&Guard::Shown), Moved::Worse);
    let more = held(&stored, &run(&["groups.inbound.people=5"], 200, 1, 2).1, &Measure::default_margin);
    let of = |measure| more.headline().find(|c| c.measure == measure).map(|c| c.finding);
    assert_eq!((of(Measure::AnswerRate), of(Measure::SignedInHours)), (Some(Finding::Better), Some(Finding::More)));
    assert_eq!(more.moved_as(&Guard::Shown), Moved::Traded);
}

#[test]
fn a_page_differs_in_the_lines_of_what_moved() {
    let (before, after) = (files(&run(&[], 60, 1, 2)).0, files(&run(&["groups.inbound.people=3"], 60, 1, 2)).0);
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).map(|(a, _)| a).collect();
    let key = |line: &&str| line.split(" = ").next().expect("a key").to_owned();
    let keys: Vec<_> = changed.iter().map(key).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(&keys[..4], ["scenario", "results", "abandoned", "answer_rate"]);
    assert!(!keys.contains(&"offered".to_owned()), "nobody else calls: {keys:?}");
}

#[test]
fn the_days_of_a_thousand_take_little_room() {
    let (_, days) = files(&run(&[], 1_000, 1, 2));
    assert!(days.len() < 100_000, "{} bytes", days.len());
}

#[test]
fn a_run_alike_in_truth_is_seldom_found_better_or_worse() {
    let is_sure = |c: &ComparedFigure| c.finding.is_sure();
    for (what, changes, apart) in [("another seed", &[][..], 1), ("another name", &RENAMED[..], 0)] {
        let mut alarms = 0;
        for seed in (1_000..1_120).step_by(2) {
            // Another seed would be refused: its days are not those that are stored.
            let now = Baseline { seed, ..run(changes, 20, seed + apart, 1).1 };
            let found = held(&stored(&run(&[], 20, seed, 1)), &now, &|_, _| 0.0);
            assert!(!found.unchanged);
            alarms += u32::from(found.measures.iter().any(is_sure));
        }
        assert!(alarms <= no_wonder(60, ERROR_RATE), "{what}: {alarms} of 60");
    }
}

/// A place with a plan in it.
fn place() -> Place {
    Place::with(&[("plans/a.toml", &plan(""))])
}

/// The same, its baseline stored.
fn place_stored() -> Place {
    let place = place();
    assert_told(&check(&place, &["--update"]), 0, &[]);
    place
}

fn change(place: &Place, name: &str, from: &str, to: &str) {
    let text = read(&place.path(name));
    assert!(text.contains(from), "no {from} in {text}");
    place.write(name, &text.replacen(from, to, 1));
}

/// What `holdline check plans --baseline kept` and these arguments print, and the exit code.
fn check(place: &Place, more: &[&str]) -> (i32, String) {
    let output = place.run(&[&["check", "plans", "--baseline", "kept"], more].concat());
    (code(&output), text(&output.stdout) + &text(&output.stderr))
}

/// The plan over 60 days, and what it expects.
fn plan(expect: &str) -> String {
    format!("run = {{ days = 60 }}\n{PLAN}\n[expect]\n{expect}\n")
}

#[track_caller]
fn assert_told((code, text): &(i32, String), expected: i32, parts: &[&str]) {
    // Without the line ends and blanks that make a page of it.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(*code, expected, "{text}");
    parts.iter().for_each(|part| assert!(plain(text).contains(&plain(part)), "no {part} in\n{text}"));
}

#[test]
fn what_has_no_baseline_yet_fails_until_it_is_stored() {
    let place = place();
    let remedy = "there is no baseline kept/plans/a.baseline.toml; --update stores one";
    assert_told(&check(&place, &[]), 1, &["missing", remedy, "Baselines: 1 missing."]);
    assert!(!place.path("kept").exists(), "only --update writes");
    assert_told(&check(&place, &["--update"]), 0, &["stored in kept/plans/a.baseline.toml", "Baselines: 1 stored."]);
    assert_told(&check(&place, &[]), 0, &["unchanged  baseline, 60 days", "Baselines: 1 unchanged."]);
}

#[test]
fn an_update_of_what_is_unchanged_writes_nothing() {
    let place = place_stored();
    let written = |name: &str| fs::metadata(place.path(name)).and_then(|about| about.modified()).expect("a file");
    let files = ["kept/plans/a.baseline.toml", "kept/plans/a.baseline.gz"];
    let before = files.map(written);
    assert_told(&check(&place, &["--update"]), 0, &["Baselines: 1 unchanged."]);
    assert_eq!(files.map(written), before);
    assert_eq!(fs::read_dir(place.path("kept/plans")).expect("a folder").count(), 2, "nothing else is left there");
}

#[test]
fn a_change_for_the_worse_fails_and_says_which_key_it_comes_from() {
    let place = place_stored();
    change(&place, "plans/a.toml", "people = 4", "people = 3");
    let told = check(&place, &[]);
    let parts =
        ["worse  baseline, 60 days", "callers lost a day", "changed: the scenario: groups.inbound.people 4 -> 3"];
    assert_told(&told, 1, &parts);
    assert_told(&told, 1, &["if it is meant, --update stores it as the new baseline", "Baselines: 1 worse."]);
    assert_told(
        &check(&place, &["--update"]),
        0,
        &["stored  baseline, 60 days", "worse", "groups.inbound.people 4 -> 3"],
    );
    assert_told(&check(&place, &[]), 0, &["unchanged"]);
}

#[test]
fn more_people_that_callers_gain_by_are_a_trade_unless_hours_are_guarded() {
    let place = place_stored();
    change(&place, "plans/a.toml", "people = 4", "people = 5");
    let remedy = "callers gain by it, and it takes more; if it is meant, --update stores it";
    assert_told(&check(&place, &[]), 0, &["traded  baseline, 60 days", remedy, "Baselines: 1 traded."]);
    assert_told(&check(&place, &["--fail-on", "service"]), 0, &["better  baseline, 60 days"]);
    assert_told(&check(&place, &["--fail-on", "service", "--fail-on", "effort"]), 1, &["worse  baseline, 60 days"]);
    assert_told(&check(&place, &["--fail-on", "nonsense"]), 2, &["neither `service`, `effort` nor a measure"]);
}

#[test]
fn a_changed_table_is_named_with_what_it_comes_to() {
    let place = place();
    change(&place, "plans/a.toml", "{ calls_per_hour = 60, busyness_cv = 0.2 }", "{ profile = '../volumes.csv' }");
    place.write("volumes.csv", "interval_start,calls\n08:00,60\n09:00,60\n10:00,60\n11:00,60\n");
    assert_told(&check(&place, &["--update"]), 0, &["stored"]);
    place.write("volumes.csv", "interval_start,calls\n08:00,60\n09:00,90\n10:00,60\n11:00,60\n");
    assert_told(&check(&place, &[]), 1, &["changed: volumes.csv: 240 -> 270 calls"]);
}

#[test]
fn a_scenario_that_was_moved_is_known_again_by_what_it_says() {
    let place = place_stored();
    fs::rename(place.path("plans/a.toml"), place.path("plans/monday.toml")).expect("it is moved");
    let moved =
        "the scenario has been renamed or moved: --update stores it anew; it is stored as kept/plans/a.baseline.toml";
    assert_told(&check(&place, &[]), 0, &["unchanged  baseline, 60 days", moved]);
    assert_told(&check(&place, &["--update"]), 0, &["stored", "Removed, as the scenario is gone"]);
    assert!(place.path("kept/plans/monday.baseline.gz").exists() && !place.path("kept/plans/a.baseline.gz").exists());
    // Of another one nothing is known.
    place.write("plans/other.toml", &plan("").replace("people = 4", "people = 3"));
    assert_told(&check(&place, &["--only", "other"]), 1, &["missing"]);
}

#[test]
fn fewer_days_do_not_take_the_place_of_more() {
    let place = place_stored();
    change(&place, "plans/a.toml", "people = 4", "people = 5");
    let told = check(&place, &["--update", "--days", "20"]);
    assert_told(&told, 3, &["not stored: the baseline has 60 days, which fewer do not replace; leave --days out"]);
    assert_told(&check(&place, &[]), 0, &["traded  baseline, 60 days"]);
    change(&place, "plans/a.toml", "days = 60", "days = 30");
    assert_told(&check(&place, &["--update"]), 0, &["stored"]);
    assert_told(&check(&place, &[]), 0, &["unchanged  baseline, 30 days"]);
}

#[test]
fn a_fault_of_a_base_is_told_once_by_whatever_path_it_is_reached() {
    let place = place();
    place.write("base.toml", &plan("").replace("people = 4", "peple = 4"));
    place.write("plans/a.toml", "base = '../base.toml'\n");
    place.write("plans/week/b.toml", "base = '../../base.toml'\n");
    let output = place.run(&["check", "plans"]);
    let told = text(&output.stderr);
    assert_eq!((code(&output), told.matches("--> base.toml:").count()), (2, 1), "{told}");
    assert!(told.contains("in 2 scenarios: plans/a.toml, plans/week/b.toml"), "{told}");
}

#[test]
fn a_change_for_the_better_passes_and_asks_to_be_stored() {
    let place = place_stored();
    change(&place, "plans/a.toml", "mean = \"3m\"", "mean = \"1m30s\"");
    assert_told(&check(&place, &[]), 0, &["better", "the baseline is out of date; --update stores the new one"]);
}

#[test]
fn what_cannot_be_told_is_undecided_and_counts_as_asked() {
    let place = place_stored();
    change(&place, "plans/a.toml", "mean = \"2m\"", "mean = \"2m1s\"");
    assert_told(&check(&place, &[]), 3, &["undecided", "more days would tell"]);
    assert_told(&check(&place, &["--undecided=pass"]), 0, &["Baselines: 1 undecided."]);
    assert_told(&check(&place, &["--undecided=fail"]), 1, &[]);
}

#[test]
fn what_is_not_simulated_moves_nothing() {
    let place = place_stored();
    change(&place, "plans/a.toml", "[expect]", "# a remark\n[expect]\nanswer_rate = '>= 0.5'");
    assert_told(&check(&place, &["--update"]), 0, &["Baselines: 1 unchanged."]);
    // Measured because it is asked for.
    change(&place, "plans/a.toml", "answer_rate = '>= 0.5'", "service_level_45s = '>= 0.1'");
    assert_told(&check(&place, &[]), 0, &["within baseline, 60 days", "no measure that both have has moved"]);
}

#[test]
fn fewer_days_are_held_against_the_first_of_the_baseline() {
    let place = place_stored();
    assert_told(&check(&place, &["--days", "20"]), 0, &["unchanged  baseline, 20 days"]);
    change(&place, "plans/a.toml", "people = 4", "people = 3");
    let told = check(&place, &["--days", "20"]);
    assert_told(&told, 1, &["worse", "95 % of waits at most"]);
    assert!(!told.1.contains("left out"), "{}", told.1);
}

#[test]
fn a_baseline_that_cannot_be_used_is_bad_input_with_place_and_remedy() {
    let (page, days) = ("kept/plans/a.baseline.toml", "kept/plans/a.baseline.gz");
    let told = |place: &Place, parts: &[&str]| {
        assert_told(&check(place, &[]), 2, parts);
        assert_told(&check(place, &["--update"]), 0, &["the baseline cannot be used", "stored in"]);
        assert_told(&check(place, &[]), 0, &["unchanged"]);
    };
    let place = place_stored();
    change(&place, page, "days = 60", "<<<<<<< HEAD");
    told(&place, &["kept/plans/a.baseline.toml:5: ", "--update stores a", "Baselines: 1 unusable."]);
    change(&place, page, "holdline = \"0.", "holdline = \"7.");
    told(&place, &["another major version"]);
    change(&place, page, "seed = 1", "seed = 2");
    told(&place, &["it has the days of seed 2"]);
    let bytes = fs::read(place.path(days)).expect("the days");
    fs::write(place.path(days), &bytes[..bytes.len() / 2]).expect("a file");
    told(&place, &["kept/plans/a.baseline.gz: it cannot be unpacked"]);
    fs::remove_file(place.path(days)).expect("the days");
    told(&place, &["it is not there, but the page beside it is"]);
    change(&place, "plans/a.toml", "people = 4", "people = 3");
    fs::write(place.path(page), [0xff, 0xfe]).expect("a file");
    told(&place, &["kept/plans/a.baseline.toml:1"]);
}

#[test]
fn a_scenario_under_another_name_is_told_and_its_old_baseline_with_it() {
    let place = place_stored();
    place.write("other/b.toml", &plan(""));
    fs::rename(place.path("plans/a.toml"), place.path("plans/new.toml")).expect("it is renamed");
    let stale = "A baseline without a scenario: kept/plans/a.baseline.toml. With --update it is removed.";
    assert_told(&check(&place, &[]), 0, &["renamed or moved", stale]);
    assert_told(
        &check(&place, &["other", "--update"]),
        0,
        &["Removed, as the scenario is gone: kept/plans/a.baseline.toml."],
    );
    assert!(!place.path("kept/plans/a.baseline.gz").exists() && place.path("kept/other/b.baseline.gz").exists());
    fs::remove_file(place.path("other/b.toml")).expect("it is removed");
    assert_told(&check(&place, &["--update"]), 0, &["unchanged"]);
    assert!(place.path("kept/other/b.baseline.toml").exists(), "nobody has looked into its folder");
}

#[test]
fn scenarios_of_one_name_have_baselines_of_their_own_and_are_no_scenarios() {
    let place = place();
    place.write("plans/more/a.toml", &plan("").replace("people = 4", "people = 3"));
    assert_told(&check(&place, &["--baseline=plans", "--update"]), 2, &["cannot be used multiple times"]);
    let words = ["check", "plans", "--baseline", "plans/kept"];
    for (more, told) in [(&["--update"][..], "Baselines: 2 stored."), (&[], "Baselines: 2 unchanged.")] {
        let output = place.run(&[&words, more].concat());
        let told_of = text(&output.stdout);
        assert!(code(&output) == 0 && told_of.contains(told) && !told_of.contains("Skipped"), "{told_of}");
    }
}

#[test]
fn every_form_of_the_check_tells_of_the_baseline() {
    let place = place_stored();
    change(&place, "plans/a.toml", "people = 4", "people = 3");
    let (_, json) = check(&place, &["--format", "json", "--junit", "check.xml"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let baseline = &json["scenarios"][0]["baseline"];
    assert_eq!((baseline["verdict"].as_str(), baseline["days"].as_u64()), (Some("worse"), Some(60)));
    assert_eq!(baseline["measures"]["abandoned"]["verdict"], "worse");
    let key = serde_json::json!({ "key": "groups.inbound.people", "a": "4", "b": "3" });
    assert_eq!(baseline["changes"]["settings"][0], key);
    let xml = fs::read_to_string(place.path("check.xml")).expect("the report");
    assert!(xml.contains("<testcase name=\"baseline\"") && xml.contains("<failure"), "{xml}");
    let (_, page) = check(&place, &["--format", "markdown"]);
    assert!(page.contains("Baseline: **worse**, ") && page.contains("| callers lost a day | "), "{page}");
    let (_, commands) = check(&place, &["--format", "github"]);
    assert!(commands.contains("::error file=plans/a.toml,title=a%3A baseline worse::over 60 days worse"), "{commands}");
}

#[test]
fn an_update_needs_to_be_told_where_and_stores_no_variation() {
    assert_eq!(code(&place().run(&["check", "plans", "--update"])), 2);
    assert_told(&check(&place(), &["--update", "--set", "seats=3"]), 2, &["cannot be used with"]);
}

#[test]
fn the_first_failure_stops_the_check_and_a_baseline_can_be_it() {
    let place = place();
    place.write("plans/b.toml", &plan(""));
    assert_told(&check(&place, &["--update"]), 0, &[]);
    change(&place, "plans/a.toml", "people = 4", "people = 3");
    assert_told(&check(&place, &["--fail-fast"]), 1, &["1 scenario left out after the first failure."]);
}
