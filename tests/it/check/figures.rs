//! Every figure that can be expected is that of the results.

use super::{FLOOR, expecting, json, lines};
use holdline::experiment::expect::{Case, Found, check};
use holdline::experiment::results::{IntervalRow, Measures, RunResults, Scope};
use holdline::experiment::{RunPlan, replicate};
use holdline::model::expect::{CALL_MEASURES, GROUP_FIGURES, HEADLINES, RUNG_FIGURES};
use holdline::scenario::{Scenario, read_text};
use holdline::stats::Estimate;
use std::path::Path;

const DAYS: u32 = 30;

fn scenario(expect: &str) -> Scenario {
    let text = format!("{FLOOR}[expect]\n{expect}\n");
    read_text("plan.toml", &text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn results() -> RunResults {
    let plan = RunPlan { days: DAYS, seed: 1, threads: Some(1), call_log_days: 0 };
    replicate(&scenario("").floor, &plan, &()).expect("the floor does not overflow")
}

/// What is found for these keys.
fn found(keys: &[String]) -> Vec<Option<Found>> {
    let expect: String = keys.iter().map(|key| format!("'{key}' = '>= 0'\n")).collect();
    let scenario = scenario(&expect);
    let expected = scenario.expect.iter().map(|e| e.expected.clone()).collect();
    let case = Case { floor: &scenario.floor, expected, days: DAYS, seed: 1, keep: false };
    let judged = check(&[case], Some(1), &|_, _| false, &()).expect("nobody stops it");
    judged.into_iter().flatten().flat_map(|verdicts| verdicts.judgements).map(|judgement| judgement.found).collect()
}

fn agrees(key: &str, found: Option<Found>, estimate: Option<&Estimate>) {
    let ends = found.map(|f| (f.mean, f.low, f.high));
    assert_eq!(ends, estimate.map(|e| (e.mean, e.low, e.high)), "{key}");
}

fn all_agree(prefix: &str, names: &[&str], measures: &Measures) {
    let keys: Vec<String> = names.iter().map(|name| format!("{prefix}{name}")).collect();
    for ((name, key), found) in names.iter().zip(&keys).zip(found(&keys)) {
        assert!(measures.has(name), "{name} is no figure of the results");
        agrees(key, found, measures.get(name));
    }
}

#[test]
fn headlines_queues_groups_and_rungs_are_those_of_the_results() {
    let results = results();
    let named = |all: &[(String, Measures)], name: &str| all.iter().find(|(n, _)| n == name).expect("it").1.clone();
    all_agree("", &HEADLINES, &results.measures);
    all_agree("queues.general.", &CALL_MEASURES, &named(&results.queues, "general"));
    all_agree("groups.inbound.", &GROUP_FIGURES, &named(&results.groups, "inbound"));
    all_agree("groups.experts.", &GROUP_FIGURES, &named(&results.groups, "experts"));
    let rung = &results.rungs[0];
    let share = Estimate {
        mean: rung.share_of_days.mean,
        low: Some(rung.share_of_days.low),
        high: Some(rung.share_of_days.high),
        ..Estimate::default()
    };
    let of = [rung.pulls, share, rung.minutes_in_force, rung.person_hours, rung.empty_handed, rung.chatter];
    let keys: Vec<String> = RUNG_FIGURES.iter().map(|name| format!("ladder.experts.{name}")).collect();
    keys.iter().zip(found(&keys)).zip(&of).for_each(|((key, found), estimate)| agrees(key, found, Some(estimate)));
    assert!(rung.pulls.mean > 0.5, "the rung is used");
}

#[test]
fn every_headline_of_the_results_can_be_expected() {
    let results = results();
    let without_levels: Vec<&str> =
        results.measures.0.iter().map(|(n, _)| n.as_str()).filter(|n| !n.starts_with("service_level_")).collect();
    assert_eq!(without_levels, HEADLINES);
    let levels = results.measures.0.iter().map(|(n, _)| n.as_str()).filter(|n| n.starts_with("service_level_"));
    all_agree("", &levels.collect::<Vec<_>>(), &results.measures);
}

#[test]
fn a_window_of_one_interval_is_that_row_of_the_results() {
    let results = results();
    for (scope, prefix) in [(Scope::Floor, ""), (Scope::Queue(0), "queues.general.")] {
        let row = results.intervals.iter().find(|r| r.scope == scope && r.start.micros() == 9 * 3_600_000_000);
        let names = [&CALL_MEASURES[..], &["signed_in", "service_level_20s"]].concat();
        all_agree(&format!("{prefix}intervals[09:00..09:30]."), &names, &row.expect("a row").measures);
    }
    let row = results.intervals.iter().find(|r| r.scope == Scope::Floor).expect("a row");
    all_agree("intervals[08:00..08:30].", &["borrowed"], &row.measures);
}

#[test]
fn a_window_pools_its_intervals_and_the_whole_day_is_the_day() {
    let results = results();
    all_agree("intervals[08:00..12:00].", &CALL_MEASURES, &results.measures);
    let rows: Vec<_> = results.intervals.iter().filter(|r| r.scope == Scope::Floor).skip(2).take(3).collect();
    let sum = |name: &str| rows.iter().map(|r| r.measures.get(name).expect("a figure").mean).sum::<f64>();
    let keys = ["offered", "answer_rate", "waiting_mean"].map(|name| format!("intervals[09:00..10:30].{name}"));
    let found: Vec<f64> = found(&keys).into_iter().flatten().map(|f| f.mean).collect();
    let expected = [sum("offered"), sum("answered") / sum("offered"), sum("waiting_mean") / 3.0];
    assert!(
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9),
        "{found:?} {expected:?}"
    );
}

#[test]
fn a_share_of_days_counts_the_days_of_any_figure() {
    let results = results();
    let share = |name: &str, good: fn(f64) -> bool| {
        let days = results.daily.column(name);
        days.iter().flatten().filter(|day| good(**day)).count() as f64 / days.iter().flatten().count() as f64
    };
    let keys = [
        "share_of_days(answer_rate >= 0.92)",
        "share_of_days(wait_p95_s < 60)",
        "share_of_days(waiting_max <= 4)",
        "share_of_days(intervals[08:00..12:00].answer_rate >= 0.92)",
        "share_of_days(ladder.experts.pulls > 0)",
    ];
    let expected = [
        share("answer_rate", |v| v >= 0.92),
        share("wait_p95_s", |v| v < 60.0),
        share("waiting_max", |v| v <= 4.0),
        share("answer_rate", |v| v >= 0.92),
        results.rungs[0].share_of_days.mean,
    ];
    let found: Vec<f64> = found(&keys.map(str::to_owned)).into_iter().flatten().map(|f| f.mean).collect();
    assert_eq!(found, expected);
    assert!(expected.iter().all(|share| *share > 0.0 && *share < 1.0), "{expected:?} says nothing");
}

#[test]
fn each_interval_is_judged_and_the_worst_is_told() {
    let results = results();
    let rates = results.intervals.iter().filter(|r| r.scope == Scope::Floor);
    let mean = |row: &IntervalRow| row.measures.get("answer_rate").map_or(2.0, |e| e.mean);
    let worst = rates.min_by(|a, b| mean(a).total_cmp(&mean(b)));
    let worst = worst.expect("intervals");
    let place = expecting("'intervals.each.answer_rate' = '>= 0.99'");
    let document = json(&place, &["plan.toml", "--days", "30"], 1);
    let line = &lines(&document)[0];
    assert_eq!(line["intervals"]["worst"]["start"], worst.start.to_string());
    assert_eq!(line["intervals"]["of"], 8);
    let own = worst.measures.get("answer_rate").expect("a rate");
    assert_eq!(line["found"]["mean"].as_f64(), Some(own.mean));
    assert!(line["found"]["low"].as_f64() < own.low, "the intervals share the error rate");
    assert_eq!(line["found"]["level"].as_f64(), Some(1.0 - 0.05 / 8.0));
}

#[test]
fn a_waiting_time_nobody_else_asks_for_is_measured() {
    let document = json(
        &expecting("service_level_45s = '>= 0.1'\nqueues.general.service_level_7.5s = '>= 0.1'"),
        &["plan.toml"],
        0,
    );
    let level = |at: usize| lines(&document)[at]["found"]["mean"].as_f64().expect("a number");
    assert!(level(1) < level(0), "{document}");
}
