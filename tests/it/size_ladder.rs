//! `holdline size --ladder`: what thresholds, dwells, release and order of a ladder could be instead.

use crate::program::{Place, code, read, text};
use crate::size_dates::holiday;
use serde_json::Value;

const SCENARIO: &str = r#"name = "desk"
open = "08:00"
close = "10:00"
interval = "30m"
[run]
days = 60
[targets]
answer_rate = 0.9
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60 }
talk = { exponential = { mean = "4m" } }
patience = { exponential = { mean = "6m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
[[groups]]
name = "floaters"
serves = ["general"]
lent = true
people = 2
[[groups]]
name = "experts"
serves = ["general"]
lent = true
people = 2
[ladder]
release = { waiting_at_most = 1, lasting = "2m" }
[[ladder.rungs]]
name = "floaters"
borrow = { group = "floaters", people = "all" }
when = { waiting_above = 3, lasting = "2m" }
[[ladder.rungs]]
name = "experts"
borrow = { group = "experts", people = "all", join_after = "1m" }
when = { waiting_above = 5 }
"#;

#[test]
fn ladders_that_none_beats_are_told_with_the_scenarios_own() {
    let place = Place::with(&[("desk.toml", SCENARIO)]);
    let with = |threads: &str| {
        place.run(&["size", "desk.toml", "--ladder", "--out", "tried", "--format", "json", "--threads", threads])
    };
    let output = with("1");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(with("2").stdout, output.stdout);
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let points = document["ladder"]["points"].as_array().expect("points");
    assert_eq!(points.iter().filter(|point| point["own"] == true).count(), 1);
    let axes = |point: &Value| ["service", "borrowed_hours", "pulls"].map(|key| point[key].as_f64().expect("a figure"));
    for (a, b) in points.iter().flat_map(|a| points.iter().map(move |b| (a, b))) {
        let ([a_service, a_hours, a_pulls], [b_service, b_hours, b_pulls]) = (axes(a), axes(b));
        let is_beaten = a_service > b_service && a_hours <= b_hours && a_pulls <= b_pulls;
        assert!(!(is_beaten && b["on_front"] == true), "{a} beats {b}");
    }
    assert!(read(&place.path("tried/ladders.csv")).lines().count() == points.len() + 1);
    let page = place.run(&["size", "desk.toml", "--ladder", "--lang", "zh"]);
    assert!(text(&page.stdout).contains("现有的升级阶梯"), "{}", text(&page.stdout));
}

#[test]
fn a_knob_that_is_told_gives_what_is_told_of_it() {
    let place = Place::with(&[("desk.toml", SCENARIO)]);
    let output = place.run(&["size", "desk.toml", "--ladder", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let in_order = |point: &&Value| point["own"] == false && point["knobs"]["order"][0] == "floaters";
    let points = document["ladder"]["points"].as_array().expect("points");
    let point = points.iter().find(in_order).expect("a ladder in the order of the scenario");
    let knobs = &point["knobs"];
    let above = knobs["waiting_above"].as_u64().expect("callers");
    let set = [
        format!("ladder.rungs.floaters.when.waiting_above={above}"),
        format!("ladder.rungs.floaters.when.lasting={}", knobs["lasting"].as_str().expect("a length")),
        format!("ladder.rungs.experts.when.waiting_above={}", above + 2),
        format!("ladder.release.waiting_at_most={}", knobs["release_at_most"]),
        format!("ladder.release.lasting={}", knobs["release_lasting"].as_str().expect("a length")),
    ];
    let args: Vec<&str> = set.iter().flat_map(|set| ["--set", set.as_str()]).collect();
    let run = place.run(&[&["run", "desk.toml", "--out", "run"][..], &args].concat());
    assert_eq!(code(&run), 0, "{}", text(&run.stderr));
    let results: Value = serde_json::from_str(&read(&place.path("run/results.json"))).expect("a document");
    let rate = results["measures"]["answer_rate"]["mean"].as_f64();
    let told = point["service"].as_f64();
    assert!(rate.zip(told).is_some_and(|(a, b)| (a - b).abs() < 1e-9), "{rate:?}, {told:?}");
}

#[test]
fn a_scenario_without_a_ladder_is_told_so() {
    let (without, _) = SCENARIO.split_once("[ladder]").expect("it has one");
    let place = Place::with(&[("desk.toml", without)]);
    for (language, told) in [("en", "has no ladder"), ("zh", "没有可调的升级阶梯")] {
        let output = place.run(&["size", "desk.toml", "--ladder", "--lang", language]);
        assert_eq!(code(&output), 2);
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
    }
}

#[test]
fn a_queue_that_stays_below_the_threshold_is_told() {
    let quiet = SCENARIO.replace("mean = \"6m\"", "mean = \"1m\"");
    let place = Place::with(&[("desk.toml", &quiet)]);
    let page = place.run(&["size", "desk.toml", "--ladder"]);
    let page = text(&page.stdout).replace('\n', " ");
    assert!(page.contains("Little's law"), "{page}");
}

#[test]
fn of_several_dates_all_are_played_and_what_is_told_is_of_a_date() {
    let place = holiday();
    let output = place.run(&["size", "holiday.toml", "--ladder", "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    assert_eq!(document["ladder"]["dates"], 3);
    let points = document["ladder"]["points"].as_array().expect("points");
    let own = points.iter().find(|point| point["own"] == true).expect("the scenario's own ladder");
    let run = place.run(&["run", "holiday.toml", "--out", "run"]);
    assert_eq!(code(&run), 0, "{}", text(&run.stderr));
    let results: Value = serde_json::from_str(&read(&place.path("run/results.json"))).expect("a document");
    let dates = results["dates"].as_array().expect("dates");
    let shares = dates.iter().map(|date| date["share_of_days"]["answer_rate"]["mean"].as_f64().expect("a share"));
    let near = |told: &Value, expected: f64| told.as_f64().is_some_and(|told| (told - expected).abs() < 1e-9);
    assert!(near(&own["service"], shares.sum::<f64>() / 3.0), "{own} of {dates:?}");
    let hours = results["measures"]["borrowed_hours"]["mean"].as_f64().expect("hours");
    assert!(near(&own["borrowed_hours"], hours / 3.0), "{own}, {hours}");
    let page = place.run(&["size", "holiday.toml", "--ladder"]);
    assert!(text(&page.stdout).contains("all 3 dates are played"), "{}", text(&page.stdout));
}
