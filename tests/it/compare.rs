//! Comparisons: as a user meets them, and whether their verdicts keep what they promise.

use crate::chance::no_wonder;
use crate::program::{self, code, experts, text};
use crate::six_floors::{FLOORS, Pools};
use holdline::experiment::compare::{ComparedFigure, ERROR_RATE, Finding, Scale, compare, compare_intervals};
use holdline::experiment::{ComparePlan, DayPairs, RunPlan, Watch, compare_arms, replicate_in_pairs};
use holdline::figures::Measure;
use holdline::model::Floor;
use holdline::scenario;
use serde_json::Value;
use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicU32, Ordering};

const PLAN: &str = concat!(
    r#"
name = "plan"
open = "08:00"
close = "12:00"
interval = "30m"
[run]
days = 40
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60, busyness_cv = 0.2 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
cost_per_hour = 30
"#,
    experts!(2, "1m")
);

/// A place with a plan.
struct Place(program::Place);

impl Deref for Place {
    type Target = program::Place;
    fn deref(&self) -> &program::Place {
        &self.0
    }
}

impl Place {
    fn new() -> Self {
        Self(program::Place::with(&[("plan.toml", PLAN)]))
    }

    fn compare(&self, args: &[&str]) -> Output {
        self.run(&[&["compare"], args].concat())
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.compare(&[args, &["--format", "json"]].concat());
        assert_eq!(code(&output), 0, "{args:?}: {}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON on standard output")
    }

    /// The command must end with 2, say these words and write nothing.
    fn refuses(&self, args: &[&str], said: &[&str]) {
        let output = self.compare(args);
        let told = text(&output.stderr);
        assert_eq!(code(&output), 2, "{args:?}: {told}");
        assert!(said.iter().all(|word| told.contains(word)), "{args:?}: {told}");
        assert!(!self.path("out").exists(), "{args:?} left something behind");
    }
}

fn verdict<'j>(json: &'j Value, measure: &str, arm: usize) -> &'j str {
    json["measures"][measure][arm]["verdict"].as_str().unwrap_or_else(|| panic!("no verdict on {measure}"))
}

#[test]
fn a_file_compared_with_itself_differs_nowhere() {
    let json = Place::new().json(&["plan.toml", "plan.toml"]);
    let measures = json["measures"].as_object().expect("measures");
    assert!(measures.len() > 25);
    let of_intervals = json["intervals"].as_array().expect("intervals").iter();
    let of_intervals = of_intervals.flat_map(|row| row.as_object().expect("a row")).filter(|(_, v)| v.is_array());
    for (name, figure) in measures.iter().chain(of_intervals) {
        assert_eq!(figure[0]["verdict"], "no_difference", "{name}");
        assert_eq!(figure[0]["a"], figure[0]["b"], "{name}");
        let difference = &figure[0]["difference"];
        assert!(difference.is_null() || difference["mean"] == 0.0 && difference["high"] == 0.0, "{name}: {difference}");
    }
}

#[test]
fn one_person_fewer_is_worse_for_callers_and_fewer_hours() {
    let json = Place::new().json(&["plan.toml", "--with", "groups.inbound.people=3", "--days", "100"]);
    for measure in ["answer_rate", "abandoned", "asa_s", "service_level_20s"] {
        assert_eq!(verdict(&json, measure, 0), "worse", "{measure}: {}", json["measures"][measure]);
    }
    assert_eq!(verdict(&json, "signed_in_hours", 0), "fewer");
    assert_eq!(verdict(&json, "borrowed_hours", 0), "more");
    let offered = &json["measures"]["offered"][0];
    assert_eq!(
        (&offered["difference"]["mean"], &offered["verdict"]),
        (&0.0.into(), &"undecided".into()),
        "not seen yet"
    );
}

#[test]
fn the_names_of_the_contract_are_kept_and_every_file_is_written() {
    let place = Place::new();
    let json = place.json(&["plan.toml", "--with", "groups.inbound.people=5"]);
    let figure = &json["measures"]["answer_rate"][0];
    let [a, b, mean] =
        [&figure["a"], &figure["b"], &figure["difference"]["mean"]].map(|v| v.as_f64().expect("a number"));
    assert!((b - a - mean).abs() < 1e-12 && mean > 0.0, "{figure}");
    assert!(figure["difference"]["low"].as_f64() < Some(mean) && Some(mean) < figure["difference"]["high"].as_f64());
    assert!(figure["margin"].is_number() && figure["p_value"].is_number());
    assert_eq!(json["run"]["days"], 40);
    assert_eq!(json["baseline"]["label"], "plan");
    assert_eq!(json["arms"][0]["label"], "groups.inbound.people=5");
    assert_eq!(json["arms"][0]["file"], "plan.toml");
    assert_eq!(json["arms"][0]["settings"], serde_json::json!(["groups.inbound.people=5"]));
    assert_eq!(json["arms"][0]["differs"], serde_json::json!([{ "key": "groups.inbound.people", "a": "4", "b": "5" }]));
    let out = place.path("out/compare-plan-groups.inbound.people=5");
    for file in ["compare.json", "measures.csv", "intervals.csv", "report.md"] {
        assert!(out.join(file).metadata().expect("a file").len() > 100, "{file}");
    }
    for plot in ["answer_rate", "staffing"] {
        assert!(fs::read(out.join(format!("plots/{plot}.svg"))).expect("a plot").starts_with(b"<svg"));
        assert!(fs::read(out.join(format!("plots/{plot}.png"))).expect("a plot").starts_with(b"\x89PNG"));
    }
}

#[test]
fn every_change_is_an_arm_and_several_keys_can_change_in_one() {
    let place = Place::new();
    place.write("other.toml", "base = 'plan.toml'\nseats = 5\n");
    let args = ["plan.toml", "other.toml", "--with", "groups.inbound.people=5; seats=9", "--with", "seats=3"];
    let json = place.json(&[&args[..], &["--set", "queues.general.talk.exponential.mean=4m"]].concat());
    let labels: Vec<_> = json["arms"].as_array().expect("arms").iter().map(|arm| arm["label"].as_str()).collect();
    assert_eq!(labels, [Some("other"), Some("groups.inbound.people=5; seats=9"), Some("seats=3")]);
    assert_eq!(json["measures"]["answer_rate"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["arms"][1]["settings"].as_array().map(Vec::len), Some(3), "{}", json["arms"][1]);
    assert_eq!(json["arms"][1]["differs"].as_array().map(Vec::len), Some(2), "--set is the same for all");
    assert_eq!((verdict(&json, "abandoned", 1), verdict(&json, "abandoned", 2)), ("better", "worse"));
}

#[test]
fn a_difference_within_the_margin_does_not_matter() {
    let place = Place::new();
    let with = ["plan.toml", "--with", "groups.inbound.people=5"];
    assert_eq!(verdict(&place.json(&with), "answer_rate", 0), "better");
    let json = place.json(&[&with[..], &["--margin", "answer_rate=0.5"]].concat());
    assert_eq!(verdict(&json, "answer_rate", 0), "no_difference");
    assert_eq!(json["measures"]["answer_rate"][0]["margin"], 0.5);
}

#[test]
fn the_page_begins_with_what_differs() {
    let place = Place::new();
    let output = place.compare(&["plan.toml", "--with", "groups.inbound.people=3", "--days", "100"]);
    let page = text(&output.stdout);
    assert!(page.starts_with("groups.inbound.people=3 loses "), "{page}");
    assert!(page.lines().next().is_some_and(|line| line.contains("more callers a day")), "{page}");
    assert!(page.lines().count() <= 30 && page.lines().all(|line| line.chars().count() <= 100), "{page}");
    let quiet = place.compare(&["plan.toml", "plan.toml", "--quiet"]);
    assert_eq!((code(&quiet), text(&quiet.stdout)), (0, String::new()));
}

#[test]
fn markdown_and_csv_are_the_files_written() {
    let place = Place::new();
    for (format, file) in [("markdown", "report.md"), ("csv", "measures.csv"), ("json", "compare.json")] {
        let output = place.compare(&["plan.toml", "--with", "seats=3", "--out", "x", "--format", format]);
        assert_eq!(text(&output.stdout), fs::read_to_string(place.path("x").join(file)).expect("a file"), "{format}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_reason_and_a_remedy() {
    let place = Place::new();
    for (change, said) in [
        ("close=\"13:00\"", ["08:00 to 12:00", "08:00 to 13:00"]),
        ("interval=15m", ["interval", "--set interval=30m"]),
        ("run.warm_up=1h", ["warm-up", "1h"]),
    ] {
        place.refuses(&["plan.toml", "--with", change], &said);
    }
    let with_date = |date: &str| PLAN.replace("open =", &format!("date = {date}\nopen ="));
    place.write("monday.toml", &with_date("2026-11-23"));
    place.write("friday.toml", &with_date("2026-11-27"));
    place.refuses(&["monday.toml", "friday.toml"], &["2026-11-23", "2026-11-27", "--set date=2026-11-23"]);
    assert_eq!(code(&place.compare(&["plan.toml", "friday.toml", "--out", "x"])), 0, "one that names no date fits any");
}

#[test]
fn bad_input_ends_with_2_and_writes_nothing() {
    let place = Place::new();
    place.write("broken.toml", &PLAN.replace("talk =", "tlak ="));
    place.refuses(&["plan.toml"], &["nothing to compare", "--with"]);
    place.refuses(&["plan.toml", "broken.toml"], &["tlak", "talk"]);
    place.refuses(&["plan.toml", "nowhere.toml"], &["nowhere.toml"]);
    place.refuses(&["plan.toml", "--with", "groups.inbuond.people=4"], &["inbuond", "inbound"]);
    place.refuses(&["plan.toml", "plan.toml", "--margin", "answer_rate"], &["answer_rate=0.002"]);
    place.refuses(&["plan.toml", "plan.toml", "--margin", "answer_rate=-1"], &["at least 0"]);
    place.refuses(&["plan.toml", "plan.toml", "--margin", "anser_rate=0.1"], &["anser_rate", "answer_rate"]);
    place.refuses(&["plan.toml", "plan.toml", "--max-days", "100"], &["--decide"]);
    place.refuses(&["plan.toml", "plan.toml", "--decide", "--max-days", "10"], &["--max-days 10", "40"]);
    fs::create_dir(place.path("mine")).expect("a directory");
    place.write("mine/results.json", "a run's results are no comparison");
    place.refuses(&["plan.toml", "plan.toml", "--out", "mine"], &["mine", "compare.json"]);
}

#[test]
fn a_measure_that_one_arm_lacks_is_left_out_with_a_note() {
    let place = Place::new();
    let target = "targets.service_level={ within = \"60s\", share = 0.8 }";
    let json = place.json(&["plan.toml", "--with", target]);
    assert!(json["measures"]["service_level_60s"].is_null());
    assert!(json["notes"][0].as_str().is_some_and(|note| note.contains("service_level_60s")), "{}", json["notes"]);
    let matched = &json["measures"]["wait_p95_s"][0];
    assert!(matched["a"].is_number() && matched["a"] == matched["b"], "measures are matched by name: {matched}");
}

#[test]
fn days_are_added_until_it_is_decided() {
    let place = Place::new();
    let clear = ["plan.toml", "--with", "groups.inbound.people=2", "--days", "20", "--decide", "--max-days", "640"];
    let json = place.json(&clear);
    assert_eq!((json["run"]["most_looks"].as_u64(), json["run"]["most_days"].as_u64()), (Some(6), Some(640)));
    let looks = json["run"]["looks"].as_u64().expect("a number");
    assert_eq!(json["run"]["days"].as_u64(), Some(640 >> (6 - looks)));
    let open = [
        "plan.toml",
        "--with",
        "queues.general.name=\"other\"; groups.inbound.serves=[\"other\"]; groups.experts.serves=[\"other\"]",
    ];
    let json = place.json(&[&open[..], &["--days", "10", "--decide", "--max-days", "40"]].concat());
    assert_eq!((json["run"]["looks"].as_u64(), json["run"]["days"].as_u64()), (Some(3), Some(40)), "other callers");
    assert_eq!(verdict(&json, "abandoned", 0), "undecided");
}

#[test]
fn a_comparison_is_the_same_bytes_for_any_number_of_threads() {
    let place = Place::new();
    for threads in ["1", "2", "7"] {
        let output = place.compare(&["plan.toml", "--with", "seats=3", "--threads", threads, "--out", threads]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    }
    for file in
        ["compare.json", "measures.csv", "intervals.csv", "report.md", "plots/answer_rate.svg", "plots/staffing.png"]
    {
        let of = |threads: &str| fs::read(place.path(threads).join(file)).expect("a file");
        assert!(of("1") == of("2") && of("1") == of("7"), "{file} depends on the number of threads");
    }
}

fn floor(changes: &[&str]) -> Floor {
    let changes: Vec<String> = changes.iter().map(|c| (*c).to_owned()).collect();
    scenario::read_text("plan.toml", PLAN, Path::new(""), &changes).unwrap_or_else(|faults| panic!("{faults}")).floor
}

fn renamed() -> Floor {
    floor(&["queues.general.name=other", "groups.inbound.serves=[\"other\"]", "groups.experts.serves=[\"other\"]"])
}

fn days(floor: &Floor, days: u32, seed: u64) -> DayPairs {
    let plan = RunPlan::new(days, seed).threads(1);
    replicate_in_pairs(floor, &plan, &()).expect("the floor does not overflow").1
}

const NO_MARGIN: Scale = Scale { margin: &|_, _| 0.0, error_rate: ERROR_RATE };

/// Counts the days played.
#[derive(Default)]
struct Played(AtomicU32);

impl Watch for Played {
    fn day_done(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_day_is_played_once_however_often_it_is_looked_at() {
    let (a, b) = (floor(&[]), renamed());
    let plan = ComparePlan { run: RunPlan::new(10, 1).threads(1), decide_within: Some(80), margin: &|_, _| 0.0 };
    let played = Played::default();
    let found = compare_arms(&[&a, &b], &plan, &played).expect("the floor does not overflow");
    assert_eq!((found.looks.taken, found.days, played.0.into_inner()), (4, 80, 160));
    let at_once = replicate_in_pairs(&b, &RunPlan::new(80, plan.run.seed).threads(1), &()).expect("the same floor").0;
    assert_eq!(found.runs[1], at_once);
}

#[test]
fn verdicts_keep_their_promise_on_six_hard_floors() {
    // 5 % of so many pages, and what chance may add (false alarm below 1e-4 each).
    const PAGES: u32 = 60;
    let is_sure = |c: &ComparedFigure| c.finding.is_sure();
    for place in &FLOORS {
        let like = Pools::of(&place.floor("general", false), &place.floor("renamed", false), 1_500);
        let unlike = Pools::of(&place.floor("general", false), &place.floor("general", true), 1_500);
        let truth = unlike.truth();
        let of_truth = |measure: Measure, _: f64| truth[&measure];
        for n in [2, 20, 60] {
            let (mut alarms, mut wrong, mut none) = (0, 0, 0);
            for page in 0..PAGES as usize {
                // Days far apart in the pool; of floors that do not differ every other day is swapped, by no rule a floor knows.
                let at = |k: usize| (page * 977 + k * 131) % 1_500;
                let drawn: Vec<_> = (0..n).map(|k| (at(k) / 7 % 2, at(k))).collect();
                let other: Vec<_> = drawn.iter().map(|(pool, day)| (1 - pool, *day)).collect();
                let found = compare(&like.drawn(&drawn), &like.drawn(&other), &NO_MARGIN);
                alarms += u32::from(found.iter().any(is_sure));
                let [a, b] = [0, 1].map(|pool| unlike.drawn(&(0..n).map(|k| (pool, at(k))).collect::<Vec<_>>()));
                let found = compare(&a, &b, &Scale { margin: &of_truth, error_rate: ERROR_RATE });
                wrong += u32::from(found.iter().any(is_sure));
                let is_none = |c: &ComparedFigure| c.finding == Finding::NoDifference && truth[&c.measure] > 0.0;
                none += u32::from(found.iter().any(is_none));
            }
            let most = no_wonder(PAGES, ERROR_RATE);
            assert!(
                alarms <= most,
                "{}, {n} days: {alarms} of {PAGES} pages with a difference that is none",
                place.name
            );
            assert!(wrong <= most, "{}, {n} days: {wrong} of {PAGES} pages beyond the margin", place.name);
            assert!(
                none <= most,
                "{}, {n} days: {none} of {PAGES} pages with no difference where there is one",
                place.name
            );
        }
    }
}

fn half_width(found: &[ComparedFigure], measure: &str) -> f64 {
    let d = found.iter().find(|c| c.measure.name() == measure).and_then(|c| c.difference).expect("a difference");
    d.high.expect("an interval") - d.mean
}

/// The floor under as many names as are asked for, so that each has draws of its own.
fn alike(names: &[&str], set: &[&str]) -> Vec<Floor> {
    let one = |name: &&str| {
        let (queue, inbound) = (format!("queues.general.name={name}"), format!("groups.inbound.serves=[\"{name}\"]"));
        let experts = format!("groups.experts.serves=[\"{name}\"]");
        floor(&[&[queue.as_str(), &inbound, &experts], set].concat())
    };
    names.iter().map(one).collect()
}

#[test]
fn the_best_of_several_is_named_where_it_is_sure_and_seldom_where_all_are_alike() {
    const PAGES: u32 = 60;
    let plan = |seed| ComparePlan { run: RunPlan::new(20, seed).threads(1), decide_within: None, margin: &|_, _| 0.0 };
    let found = |floors: &[Floor], seed| {
        let floors: Vec<&Floor> = floors.iter().collect();
        compare_arms(&floors, &plan(seed), &()).expect("the floors do not overflow").best
    };
    let same = alike(&["q", "r", "s"], &[]);
    let alarms = (0..u64::from(PAGES)).filter(|seed| !found(&same, *seed).is_empty()).count() as u32;
    assert!(alarms <= no_wonder(PAGES, ERROR_RATE), "{alarms} of {PAGES}");
    let more: Vec<Floor> = ["4", "3", "7"].map(|people| floor(&[&format!("groups.inbound.people={people}")])).into();
    let best = found(&more, 1);
    assert!(best.contains(&(Measure::AnswerRate, 2)), "{best:?}");
    assert!(best.iter().all(|(_, at)| *at == 2), "{best:?}");
    assert!(found(&more[1..], 1).is_empty(), "of two the verdict says it");
}

#[test]
fn an_arm_has_the_name_that_it_is_given_and_the_page_one_table_for_all() {
    let place = Place::new();
    let args =
        ["plan.toml", "--with", "one more: groups.inbound.people=5", "--with", "one less: groups.inbound.people=3"];
    let json = place.json(&args);
    assert_eq!(json["arms"][0]["label"], "one more");
    assert_eq!(json["best"]["answer_rate"], "one more");
    assert!(json["best"].get("signed_in_hours").is_none(), "of hours nothing is best");
    let page = text(&place.run(&[&["compare"], &args[..]].concat()).stdout);
    let rows = page.lines().filter(|line| line.starts_with("answer rate ")).count();
    assert!(rows == 1 && page.contains("surely the best of all"), "{page}");
}

#[test]
fn another_comparison_is_not_replaced_unless_that_is_asked_for() {
    let place = Place::new();
    let compare = |with: &str, more: &[&str]| {
        let output =
            place.run(&[&["compare", "plan.toml", "--with", with, "--days", "2", "--out", "o"], more].concat());
        (code(&output), text(&output.stderr))
    };
    assert_eq!(compare("later: seats=5", &[]).0, 0);
    assert_eq!(compare("later: seats=5", &[]).0, 0, "the very same is replaced");
    let (refused, told) = compare("later: seats=4", &[]);
    assert!(refused == 2 && told.contains("or replace them with --force"), "{told}");
    assert_eq!(compare("later: seats=4", &["--force"]).0, 0);
}

#[test]
fn the_same_callers_make_differences_sharper_than_other_days_would() {
    let (a, b) = (floor(&[]), floor(&["groups.inbound.people=5"]));
    let paired = compare(&days(&a, 200, 1), &days(&b, 200, 1), &NO_MARGIN);
    let apart = compare(&days(&a, 200, 1), &days(&b, 200, 2), &NO_MARGIN);
    for measure in ["answer_rate", "abandoned", "asa_s", "borrowed_hours"] {
        let ratio = half_width(&apart, measure) / half_width(&paired, measure);
        assert!(ratio * ratio > 2.0, "{measure}: variances as {:.2} to 1", ratio * ratio);
    }
}

#[test]
fn floors_alike_in_truth_are_seldom_found_to_differ() {
    const PAIRS: u32 = 60;
    let is_sure = |c: &ComparedFigure| c.finding.is_sure();
    let (same, other) = (floor(&[]), renamed());
    for (what, second, apart) in [("another seed", &same, 1), ("another name", &other, 0)] {
        let (mut alarms, mut of_intervals) = (0, 0);
        for pair in 0..u64::from(PAIRS) {
            let (x, y) = (days(&same, 20, 2 * pair), days(second, 20, 2 * pair + apart));
            alarms += u32::from(compare(&x, &y, &NO_MARGIN).iter().any(is_sure));
            of_intervals += u32::from(compare_intervals(&x, &y, Measure::AnswerRate, &NO_MARGIN).iter().any(is_sure));
        }
        let most = no_wonder(PAIRS, ERROR_RATE);
        assert!(most == 11 && alarms <= most && of_intervals <= most, "{what}: {alarms} and {of_intervals} of {PAIRS}");
    }
}
