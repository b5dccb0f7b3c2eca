//! Simulated floors beside what is known of them.

use holdline::experiment::verify::{KnownFigure, KnownFloor, ResultFigure, theory_of, verify};
use holdline::figures::Measure;
use holdline::model::{Distribution, Floor, Lateness};
use holdline::scenario::{self, Scenario};
use holdline::units::Span;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn read(name: &str) -> Scenario {
    scenario::read_verify_case(name).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

fn expected(floor: &Floor, measure: &str) -> f64 {
    let all = theory_of(floor).expect("a floor that theory knows");
    let named = |e: &&KnownFigure| e.figure == ResultFigure::Floor(Measure::parse(measure).expect("a measure"));
    all.iter().find(named).unwrap_or_else(|| panic!("{measure} is known")).value
}

fn program(words: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_holdline");
    Command::new(program)
        .arg("verify")
        .args(words.split_whitespace())
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

fn short<'a>(name: &'a str, scenario: &'a Scenario) -> KnownFloor<'a> {
    let days = (scenario.run.days / 25).max(10);
    KnownFloor { name, floor: &scenario.floor, days, seed: scenario.run.seed + 500 }
}

/// Fewer days than the command takes; seeds are fixed, so a test that passes goes on passing until something changes. After
/// a change of the draws a right engine fails it with chance 0.001.
#[test]
fn every_case_agrees_with_theory() {
    let scenarios: Vec<(&str, Scenario)> = scenario::verify_cases().map(|name| (name, read(name))).collect();
    let cases: Vec<KnownFloor<'_>> = scenarios.iter().map(|(name, scenario)| short(name, scenario)).collect();
    let found = verify(&cases, 1e-3, &()).expect("every case is known and can be simulated");
    let misses: Vec<_> = found.lines.iter().filter(|line| !line.agrees).collect();
    assert!(misses.is_empty(), "{misses:#?}");
    assert!(found.lines.len() > 150, "only {} figures were compared", found.lines.len());
    let spread = found.spread.expect("z-scores");
    assert!(spread.p_value > 1e-3 && spread.mean_square < 2.0, "{spread:?}");
}

#[test]
fn the_textbook_figures_of_gans_koole_and_mandelbaum_are_what_theory_expects() {
    let endless = read("gans-koole-mandelbaum-c").floor;
    assert!((expected(&endless, "wait_mean_s") - 20.83).abs() < 0.005);
    assert!((expected(&endless, "waiting_mean") - 16.7).abs() < 0.05);
    assert!((expected(&endless, "service_level_58s") - 0.9).abs() < 0.001, "90 % wait at most 58.1 s");
    let patient = read("gans-koole-mandelbaum-a").floor;
    assert!((expected(&patient, "wait_mean_s") - 3.71).abs() < 0.005);
    assert!((expected(&patient, "waiting_mean") - 2.97).abs() < 0.005);
    assert!((expected(&patient, "abandon_rate") - 0.0309).abs() < 0.000_05);
}

#[test]
fn expected_values_follow_the_floor_and_not_its_name() {
    let mut parts = read("erlang-a-14").floor.into_parts();
    let before = expected(&Floor::new(parts.clone()).expect("valid"), "wait_mean_s");
    parts.groups[0].presence = holdline::model::Presence::People(12);
    let after = expected(&Floor::new(parts).expect("valid"), "wait_mean_s");
    assert!(after > 2.0 * before, "two agents fewer: {before} s, then {after} s");
}

#[test]
fn a_floor_that_no_formula_knows_is_refused() {
    let shipped = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        scenario::read(&path, &[]).unwrap_or_else(|diagnostics| panic!("{diagnostics}")).floor
    };
    assert!(theory_of(&shipped("small-desk.toml")).is_err());
    let changed = |change: fn(&mut holdline::model::FloorParts)| {
        let mut parts = read("erlang-a-14").floor.into_parts();
        change(&mut parts);
        theory_of(&Floor::new(parts).expect("valid"))
    };
    assert!(changed(|_| ()).is_ok());
    assert!(changed(|p| p.seats = Some(5)).is_err());
    assert!(changed(|p| p.groups[0].absence = 0.1.into()).is_err());
    let late = |p: &mut holdline::model::FloorParts| {
        p.groups[0].late = Some(Lateness { chance: 0.1, by: Distribution::Constant(Span::from_secs(600)) });
    };
    assert!(changed(late).is_err());
    assert!(changed(|p| p.groups[0].talk_factor = 0.9.into()).is_err());
    assert!(changed(|p| p.groups[0].by = holdline::model::TakenBy::Preference).is_err());
    assert!(changed(|p| p.queues[0].credit = holdline::units::Span::from_secs(90)).is_err());
    assert!(changed(|p| p.after_close = holdline::model::AfterClose::Serve).is_err());
    let mut overload = read("erlang-c-14").floor.into_parts();
    overload.groups[0].presence = holdline::model::Presence::People(10);
    assert!(theory_of(&Floor::new(overload).expect("valid")).is_err(), "full load has no long run");
}

#[test]
fn the_program_prints_a_table_that_ends_in_a_sentence() {
    let output = program("--only mg1-constant --days 20");
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{page}");
    let end = "figures of 1 case agree with theory (whole-table false-alarm rate 1 %).";
    assert!(page.starts_with("Case ") && page.trim_end().ends_with(end), "{page}");
    assert!(page.contains("z-scores: mean square"), "{page}");
    let json = program("--only erlang-b-1 --days 20 --seed 3 --format json");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    assert_eq!(json["cases"].as_array().map(Vec::len), Some(1), "a whole name is that case alone");
    assert_eq!((json["cases"][0]["days"].as_u64(), json["agrees"].as_bool()), (Some(20), Some(true)));
}

#[test]
fn a_case_that_is_not_there_ends_with_4_and_names_those_there_are() {
    let output = program("--only erlang-d");
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("gans-koole-mandelbaum-c"));
    assert_eq!(program("--days 1").status.code(), Some(2));
}

#[test]
fn the_pages_name_every_case() {
    let read = |page: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let (list, method) = (read("scenarios/verify/README.md"), read("docs/method.md"));
    let section =
        method.split("\n## Verification\n").nth(1).expect("the section").split("\n## ").next().expect("its text");
    let shown: BTreeSet<&str> = section.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for name in scenario::verify_cases() {
        assert!(list.contains(&format!("({name}.toml)")), "scenarios/verify/README.md lacks {name}");
        assert!(shown.contains(name), "the table of docs/method.md lacks {name}");
        for figure in theory_of(&self::read(name).floor).expect("known") {
            let measure = figure.figure.name(&self::read(name).floor);
            // A queue's name may have a blank.
            let there = section.lines().any(|line| {
                let figure = line.strip_prefix(name).map(str::trim_start);
                figure
                    .and_then(|figure| figure.strip_prefix(measure.as_str()))
                    .is_some_and(|rest| rest.starts_with(' '))
            });
            assert!(there, "the table of docs/method.md lacks {measure} of {name}");
        }
    }
}
