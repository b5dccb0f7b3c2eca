//! Every figure that can be expected is that of the results.

use super::{FLOOR, expecting, json, lines};
use holdline::experiment::expect::{Case, FoundFigure, check};
use holdline::experiment::results::{FigureTable, IntervalRow, Measures, RunResults};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure as M;
use holdline::figures::{GroupFigure, Measure, Present, RungFigure, Scope};
use holdline::scenario::{Scenario, read_text};
use holdline::stats::Estimate;
use holdline::units::Span;
use std::fmt::Display;
use std::path::Path;

const DAYS: u32 = 30;

fn scenario(expect: &str) -> Scenario {
    let text = format!("{FLOOR}[expect]\n{expect}\n");
    read_text("plan.toml", &text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn results() -> RunResults {
    let plan = RunPlan::new(DAYS, 1).threads(1);
    replicate(&scenario("").floor, &plan, &()).expect("the floor does not overflow")
}

/// What is found for these keys.
fn found(keys: &[String]) -> Vec<Option<FoundFigure>> {
    let expect: String = keys.iter().map(|key| format!("'{key}' = '>= 0'\n")).collect();
    let scenario = scenario(&expect);
    let expected = scenario.expect.iter().map(|e| e.expected.clone()).collect();
    let case = Case { floor: &scenario.floor, expected, plan: RunPlan::new(DAYS, 1), keep: false };
    let judged = check(&[case], Some(1), &|_, _| false, &()).expect("nobody stops it");
    judged.into_iter().flatten().flat_map(|verdicts| verdicts.judgements).map(|judgement| judgement.found).collect()
}

fn agrees(key: &str, found: Option<FoundFigure>, estimate: Option<&Estimate>) {
    let ends = found.map(|f| (f.mean, f.low, f.high));
    assert_eq!(ends, estimate.map(|e| (e.mean, e.low, e.high)), "{key}");
}

fn all_agree<F: Copy + PartialEq + Display>(prefix: &str, figures: &[F], table: &FigureTable<F>) {
    let keys: Vec<String> = figures.iter().map(|figure| format!("{prefix}{figure}")).collect();
    for ((figure, key), found) in figures.iter().zip(&keys).zip(found(&keys)) {
        assert!(table.has(*figure), "{figure} is no figure of the results");
        agrees(key, found, table.get(*figure));
    }
}

/// The waiting times asked about.
fn times() -> Vec<Span> {
    scenario("").floor.thresholds()
}

#[test]
fn headlines_queues_groups_and_rungs_are_those_of_the_results() {
    let results = results();
    let group = |name: &str| &results.groups.iter().find(|(n, _)| n == name).expect("it").1;
    let of_groups: Vec<GroupFigure> = GroupFigure::ALL.to_vec();
    all_agree("", &Measure::of_day(Scope::Floor, &times(), Present::default()), &results.measures);
    all_agree("queues.general.", &Measure::of_day(Scope::Queue(0), &times(), Present::default()), &results.queues[0].1);
    all_agree("groups.inbound.", &of_groups, group("inbound"));
    all_agree("groups.experts.", &of_groups, group("experts"));
    let rung = &results.rungs[0];
    let keys: Vec<String> = RungFigure::ALL.iter().map(|figure| format!("ladder.experts.{figure}")).collect();
    let found = keys.iter().zip(found(&keys)).zip(RungFigure::ALL);
    found.for_each(|((key, found), figure)| agrees(key, found, Some(&rung.get(*figure))));
    assert!(rung.get(RungFigure::Pulls).mean > 0.5, "the rung is used");
}

#[test]
fn results_have_every_measure_that_is_declared_where_it_stands_and_no_other() {
    let results = results();
    let of = |table: &Measures| table.0.iter().map(|(measure, _)| *measure).collect::<Vec<_>>();
    let sorted = |mut measures: Vec<Measure>| {
        measures.sort();
        measures
    };
    let row = |scope: Scope| results.intervals.iter().find(|row| row.scope == scope).expect("a row");
    for (scope, day) in [(Scope::Floor, &results.measures), (Scope::Queue(0), &results.queues[0].1)] {
        assert_eq!(of(day), Measure::of_day(scope, &times(), Present::default()));
        let of_intervals = |measure: &Measure| measure.facts().stands.is_of_intervals(scope);
        let declared = Measure::all(&times()).into_iter().filter(of_intervals).collect();
        assert_eq!(sorted(of(&row(scope).measures)), sorted(declared), "{scope:?}");
    }
}

#[test]
fn a_window_of_one_interval_is_that_row_of_the_results() {
    let results = results();
    for (scope, prefix) in [(Scope::Floor, ""), (Scope::Queue(0), "queues.general.")] {
        let row = results.intervals.iter().find(|r| r.scope == scope && r.start.micros() == 9 * 3_600_000_000);
        let measures = Measure::of_intervals(scope, &times());
        all_agree(&format!("{prefix}intervals[09:00..09:30]."), &measures, &row.expect("a row").measures);
    }
}

#[test]
fn a_window_pools_its_intervals_and_the_whole_day_is_the_day() {
    let results = results();
    let mut measures = Measure::of_day(Scope::Queue(0), &times(), Present::default());
    measures.retain(|measure| measure.is_of_intervals(Scope::Queue(0)));
    all_agree("intervals[08:00..12:00].", &measures, &results.measures);
    let rows: Vec<_> = results.intervals.iter().filter(|r| r.scope == Scope::Floor).skip(2).take(3).collect();
    let sum = |measure| rows.iter().map(|r| r.measures.get(measure).expect("a figure").mean).sum::<f64>();
    let keys = ["offered", "answer_rate", "waiting_mean"].map(|name| format!("intervals[09:00..10:30].{name}"));
    let found: Vec<f64> = found(&keys).into_iter().flatten().map(|f| f.mean).collect();
    let expected = [sum(M::Offered), sum(M::Answered) / sum(M::Offered), sum(M::WaitingMean) / 3.0];
    assert!(
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9),
        "{found:?} {expected:?}"
    );
}

#[test]
fn a_share_of_days_counts_the_days_of_any_figure() {
    let results = results();
    let share = |measure, good: fn(f64) -> bool| {
        let days = results.daily.column(measure);
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
        share(M::AnswerRate, |v| v >= 0.92),
        share(M::WaitP95, |v| v < 60.0),
        share(M::WaitingMax, |v| v <= 4.0),
        share(M::AnswerRate, |v| v >= 0.92),
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
    let mean = |row: &IntervalRow| row.measures.get(Measure::AnswerRate).map_or(2.0, |e| e.mean);
    let worst = rates.min_by(|a, b| mean(a).total_cmp(&mean(b)));
    let worst = worst.expect("intervals");
    let place = expecting("'intervals.each.answer_rate' = '>= 0.99'");
    let document = json(&place, &["plan.toml", "--days", "30"], 1);
    let line = &lines(&document)[0];
    assert_eq!(line["intervals"]["worst"]["start"], worst.start.to_string());
    assert_eq!(line["intervals"]["of"], 8);
    let own = worst.measures.get(Measure::AnswerRate).expect("a rate");
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
