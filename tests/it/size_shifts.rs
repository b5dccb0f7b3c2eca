//! `holdline size --shifts`: shifts for people needed, whether they meet the targets, and what is said where there are none.

use crate::program::{Place, code, read, text};
use serde_json::Value;
use std::fs;
use std::path::Path;

const RULES: &str = r#"open = "08:00"
interval = "30m"
[[needs]]
name = "inbound"
people = [2, 3, 3, 2, 2, 1]
[[shifts]]
starts = { from = "08:00", to = "10:00", every = "30m" }
lengths = ["1h", "2h"]
breaks = [{ length = "15m", between = ["30m", "1h"], every = "15m", before_end = "15m" }]
"#;

fn found(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)))
}

pub fn minutes(clock: &Value) -> u64 {
    let (hours, minutes) = clock.as_str().expect("a clock time").split_once(':').expect("a clock time");
    hours.parse::<u64>().expect("hours") * 60 + minutes.parse::<u64>().expect("minutes")
}

/// People who are there at each minute, told from the shifts alone.
fn people_at(document: &Value, minute: u64) -> u64 {
    on_shift(&document["shifts"]["shifts"], minute)
}

/// The same from a list of shifts.
pub fn on_shift(shifts: &Value, minute: u64) -> u64 {
    let shifts = shifts.as_array().expect("shifts");
    let is_there = |shift: &&Value| {
        let away = shift["breaks"].as_array().expect("breaks").iter().any(|one| {
            let (start, length) = (minutes(&one["start"]), one["length"].as_str().expect("a length"));
            let length: u64 = length.trim_end_matches('m').parse().expect("minutes");
            (start..start + length).contains(&minute)
        });
        (minutes(&shift["start"])..minutes(&shift["end"])).contains(&minute) && !away
    };
    shifts.iter().filter(is_there).map(|shift| shift["people"].as_u64().expect("people")).sum()
}

#[test]
fn shifts_cover_what_a_file_says_is_needed() {
    let place = Place::with(&[("rules.toml", RULES)]);
    let output = place.run(&["size", "--shifts", "rules.toml", "--format", "json"]);
    let document = found(&output);
    assert_eq!((code(&output), &document["shifts"]["proven"]), (0, &Value::from(true)));
    let needed = [2, 3, 3, 2, 2, 1];
    for minute in 480..660 {
        let needed = needed[(minute as usize - 480) / 30];
        assert!(people_at(&document, minute) >= needed, "minute {minute}");
    }
    let page = place.run(&["size", "--shifts", "rules.toml"]);
    assert!(text(&page.stdout).contains("Nothing that keeps to the rules is cheaper."), "{}", text(&page.stdout));
    let page = place.run(&["size", "--shifts", "rules.toml", "--lang", "zh"]);
    assert!(text(&page.stdout).contains("符合规则的方案中没有更便宜的。"), "{}", text(&page.stdout));
}

#[test]
fn wishes_that_cannot_be_had_are_told_with_the_nearest_that_can() {
    let late = RULES.replace("people = [2, 3, 3, 2, 2, 1]", "people = [2, 3, 3, 2, 2, 1, 1, 2]");
    let late = late.replace("to = \"10:00\"", "to = \"09:30\"");
    let place = Place::with(&[("rules.toml", &late)]);
    let output = place.run(&["size", "--shifts", "rules.toml", "--format", "json"]);
    let document = found(&output);
    assert_eq!((code(&output), &document["shifts"]["possible"]), (1, &Value::from(false)));
    let wishes: Vec<&str> = document["shifts"]["conflict"]
        .as_array()
        .expect("wishes")
        .iter()
        .filter_map(|one| one["wish"].as_str())
        .collect();
    assert_eq!(wishes, ["need", "starts"]);
    assert!(document["shifts"]["missing_hours"].as_f64().expect("hours") > 0.0);
}

const SCENARIO: &str = r#"name = "desk"
open = "08:00"
close = "11:00"
interval = "30m"
[run]
days = 100
[targets]
answer_rate = 0.9
[[queues]]
name = "general"
arrivals = { calls_per_hour = 30 }
talk = { lognormal = { mean = "4m", cv = 0.7 } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
"#;

#[test]
fn shifts_of_a_scenario_meet_its_targets_and_can_be_laid_over_it() {
    let rules = RULES.replace(
        "open = \"08:00\"\ninterval = \"30m\"\n[[needs]]\nname = \"inbound\"\npeople = [2, 3, 3, 2, 2, 1]\n",
        "",
    );
    let place = Place::with(&[("desk.toml", SCENARIO), ("rules.toml", &rules)]);
    let with = |threads: &str| {
        place.run(&[
            "size",
            "desk.toml",
            "--shifts",
            "rules.toml",
            "--out",
            "planned",
            "--format",
            "json",
            "--threads",
            threads,
        ])
    };
    let output = with("1");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(with("3").stdout, output.stdout);
    let document = found(&output);
    assert_eq!(
        (&document["shifts"]["tried"]["enough"], &document["per"]),
        (&Value::from(true), &Value::from("interval"))
    );
    let shifts = read(&place.path("planned/shifts.toml"));
    fs::write(place.path("laid.toml"), format!("base = \"desk.toml\"\n{shifts}")).expect("it can be written");
    let run = place.run(&["run", "laid.toml", "--out", "run"]);
    assert_eq!(code(&run), 0, "{}", text(&run.stderr));
    let plan = read(&place.path("planned/plan.toml"));
    assert!(plan.contains("base = \"../desk.toml\"") && plan.contains("answer_rate = \">= 0.9\""), "{plan}");
    let check = place.run(&["check", "planned/plan.toml", "--days", "600"]);
    assert_eq!(code(&check), 0, "{}", text(&check.stdout));
    let rows = read(&place.path("planned/cover.csv"));
    assert!(rows.lines().skip(1).all(|row| row.ends_with(",0")), "{rows}");
    fs::write(place.path("needs.csv"), "interval_start,people\n08:00,5\n09:00,6\n10:30,2\n")
        .expect("it can be written");
    let output =
        place.run(&["size", "desk.toml", "--shifts", "rules.toml", "--needs", "needs.csv", "--format", "json"]);
    let said = found(&output);
    assert_eq!(said["method"], Value::Null);
    assert!((480..630).all(|minute| people_at(&said, minute) >= if minute < 540 { 5 } else { 6 }));
}

#[test]
fn everything_wrong_with_a_file_of_shifts_is_told_at_once_and_nothing_is_written() {
    let bad = r#"interval = "30m"
over_cost_per_hour = 2
people = { min = 5, max = 3 }
stray = 1
[[needs]]
name = "a"
people = [1, 2]
[[needs]]
name = "a"
people = [1, 2, 3]
[[shifts]]
group = "a"
covers = ["b"]
starts = ["08:00"]
lengths = ["30h"]
[[shifts]]
group = "a"
starts = { from = "10:00", to = "08:00", every = "30m" }
lengths = { from = "1h", to = "2h", every = "0s" }
breaks = [{ length = "0s", between = ["3h", "1h"] }]
"#;
    let place = Place::with(&[("rules.toml", bad)]);
    for (language, told) in [
        (
            "en",
            [
                "`open` is missing",
                "two needs are called `a`",
                "longer than a day",
                "there is no need `b`",
                "a `min` of 5 above",
            ],
        ),
        ("zh", ["缺少 `open`", "有两个需求名为 `a`", "超过一天", "没有名为 `b` 的需求", "`min`（5）大于"]),
    ] {
        let output = place.run(&["size", "--shifts", "rules.toml", "--out", "planned", "--lang", language]);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{said}");
        for one in told {
            assert!(said.contains(one), "{one}: {said}");
        }
        for place in ["stray", "over_cost_per_hour", "shifts[1].starts", "shifts[1].lengths", "shifts[1].breaks[0]"] {
            assert!(said.contains(place), "{place}: {said}");
        }
    }
    assert!(!place.path("planned").exists());
    let long = RULES.replace("lengths = [\"1h\", \"2h\"]", "lengths = [\"8h\"]");
    let place = Place::with(&[("rules.toml", &long)]);
    let said = text(&place.run(&["size", "--shifts", "rules.toml"]).stderr);
    assert!(said.contains("no shift keeps to this rule"), "{said}");
}

#[test]
fn a_time_limit_ends_the_search_with_what_was_found() {
    let place = Place::with(&[("desk.toml", SCENARIO), ("rules.toml", RULES)]);
    let output = place.run(&["size", "desk.toml", "--shifts", "rules.toml", "--format", "json", "--time-limit", "1ms"]);
    assert_eq!(found(&output)["shifts"]["cut_short"], true);
}

/// The rules of a collected problem, as our files have them.
fn as_rules(case: &Value) -> String {
    let clock = |key: &str| {
        let minute = case[key].as_u64().expect("a minute");
        format!("{:02}:{:02}", minute / 60, minute % 60)
    };
    let number = |value: &Value, usual: f64| value.as_f64().unwrap_or(usual);
    let mut file = format!("open = \"{}\"\ninterval = \"{}m\"\n", clock("open_min"), case["interval_min"]);
    file += if case["cyclic"] == true { "around_the_clock = true\n" } else { "" };
    for (key, ours) in [("max_shift_types", "max_shift_kinds"), ("min_people_per_type", "min_people_per_kind")] {
        file += &case[key].as_u64().map_or(String::new(), |n| format!("{ours} = {n}\n"));
    }
    file += &format!("[[needs]]\nname = \"a\"\npeople = {}\n[[shifts]]\n", case["required"]);
    let (from, to) = (clock("earliest_start_min"), clock("latest_start_min"));
    file += &format!("starts = {{ from = \"{from}\", to = \"{to}\", every = \"{}m\" }}\n", case["start_step_min"]);
    let lengths: Vec<String> =
        case["lengths_min"].as_array().expect("lengths").iter().map(|length| format!("\"{length}m\"")).collect();
    file += &format!("lengths = [{}]\ncost_per_shift = {}\n", lengths.join(", "), number(&case["cost_per_shift"], 0.0));
    let paid = case["breaks_paid"] != false;
    let one = |one: &Value| {
        let key = |key: &str| number(&one[key], 0.0);
        let (from, to) = (key("from_start_min"), key("to_start_min"));
        let (length, last) = (key("length_min"), key("not_last_min"));
        format!(
            "{{ length = \"{length}m\", between = [\"{from}m\", \"{to}m\"], before_end = \"{last}m\", paid = {paid} }}"
        )
    };
    let breaks: Vec<String> = case["breaks"].as_array().map_or_else(Vec::new, |all| all.iter().map(one).collect());
    file + &format!("breaks = [{}]\n", breaks.join(", "))
}

#[test]
fn collected_problems_are_covered_at_the_proven_least_cost() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/size/f_cover");
    let Ok(expected) = fs::read_to_string(shared.join("expected.json")) else {
        return eprintln!("skipped: there is no {}", shared.display());
    };
    let expected: Value = serde_json::from_str(&expected).expect("a document");
    for name in ["f1", "f2", "f3", "f6"] {
        let case: Value = serde_json::from_str(&read(&shared.join(format!("{name}.json")))).expect("a document");
        let place = Place::with(&[("rules.toml", &as_rules(&case))]);
        let output = place.run(&["size", "--shifts", "rules.toml", "--format", "json"]);
        let document = found(&output);
        let (cost, least) = (document["shifts"]["cost"].as_f64(), expected["cases"][name]["optimum"].as_f64());
        assert!(
            cost.zip(least).is_some_and(|(cost, least)| (cost - least).abs() < 1e-6),
            "{name}: {cost:?}, {least:?}"
        );
        let interval = case["interval_min"].as_u64().expect("minutes");
        for (i, needed) in case["required"].as_array().expect("people").iter().enumerate() {
            let minute = case["open_min"].as_u64().expect("a minute") + i as u64 * interval;
            let there = people_at(&document, minute) + people_at(&document, minute + 1440);
            assert!(there >= needed.as_u64().expect("people"), "{name}: minute {minute}");
        }
    }
}
