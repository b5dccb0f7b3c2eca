//! `holdline size`: the least people, what they give, and what is said where there are none.

use crate::program::{Place, code, read, text};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A desk whose calls and callers have no memory.
pub const DESK: &str = r#"name = "desk"
open = "08:00"
close = "10:00"
interval = "30m"
[run]
days = 200
[targets]
answer_rate = 0.9
[[queues]]
name = "general"
arrivals = { profile = "calls.csv" }
talk = { exponential = { mean = "4m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
staffing = "people.csv"
cost_per_hour = 20
"#;
const CALLS: &str = "interval_start,calls\n08:00,10\n08:30,25\n09:00,30\n09:30,12\n";
const PEOPLE: &str = "interval_start,people\n08:00,4\n08:30,4\n09:00,4\n09:30,4\n";

/// Its place.
pub fn desk() -> Place {
    Place::with(&[("desk.toml", DESK), ("calls.csv", CALLS), ("people.csv", PEOPLE)])
}

/// What is found for it.
pub fn sized(place: &Place, args: &[&str]) -> Value {
    let output = place.run(&[&["size", "desk.toml", "--format", "json"], args].concat());
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a document")
}

/// People by interval.
pub fn people(sized: &Value) -> Vec<u64> {
    let rows = sized["intervals"].as_array().expect("intervals");
    rows.iter().map(|row| row["people"].as_u64().expect("a number")).collect()
}

#[test]
fn every_interval_meets_the_target_and_with_one_fewer_would_not() {
    let found = sized(&desk(), &[]);
    assert_eq!((&found["method"], &found["verdict"]), (&Value::from("exact_day"), &Value::from("met")));
    for row in found["intervals"].as_array().expect("intervals") {
        let figure = |key: &str| row[key].as_f64().expect("a figure");
        assert!(figure("figure") >= 0.9 && figure("one_fewer") < 0.9 && figure("one_more") > figure("figure"), "{row}");
    }
    let cost: f64 = people(&found).iter().map(|people| 10.0 * *people as f64).sum();
    assert!((found["cost"].as_f64().expect("a cost") - cost).abs() < 1e-9);
}

#[test]
fn what_is_found_is_the_same_for_any_number_of_threads() {
    let place = desk();
    let with = |threads: &str, more: &[&str]| {
        let args = ["size", "desk.toml", "--format", "json", "--set", "queues.general.arrivals.busyness_cv=0.2"];
        text(
            &place
                .run(&[&args[..], &["--set", "targets.share_of_days=0.8", "--threads", threads], more].concat())
                .stdout,
        )
    };
    for more in [&[][..], &["--per", "shape"]] {
        assert!(with("1", more).contains("\"simulated\""));
        assert_eq!(with("1", more), with("3", more));
    }
}

#[test]
fn the_head_counts_written_are_those_of_a_scenario_and_meet_its_targets() {
    let place = desk();
    let output = place.run(&["size", "desk.toml", "--out", "sized"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("Met by the formulas"), "{}", text(&output.stdout));
    let set = ["--set", "groups.inbound.staffing=sized/staffing.csv"];
    let run = place.run(&[&["run", "desk.toml", "--quiet", "--format", "json", "--days", "400"], &set[..]].concat());
    let results: Value = serde_json::from_slice(&run.stdout).expect("a document");
    assert!(results["measures"]["answer_rate"]["mean"].as_f64().expect("a rate") > 0.9, "{results}");
    let document: Value = serde_json::from_str(&read(&place.path("sized/size.json"))).expect("a document");
    let rows = read(&place.path("sized/staffing.csv"));
    let counts: Vec<u64> = rows.lines().skip(1).map(|row| row[6..].parse().expect("a number")).collect();
    assert_eq!(counts, people(&document));
    assert!(place.path("sized/plots/required.svg").exists() && place.path("sized/plots/risk.svg").exists());
    // The same place takes a new sizing, and what is no sizing is left alone.
    assert_eq!(code(&place.run(&["size", "desk.toml", "--out", "sized"])), 0);
    assert_eq!(code(&place.run(&["run", "desk.toml", "--out", "sized"])), 2);
}

#[test]
fn the_plan_found_is_a_scenario_that_check_holds_to_what_it_gives() {
    let place = desk();
    let output = place.run(&["size", "desk.toml", "--out", "out/sized", "--what-if"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let plan = read(&place.path("out/sized/plan.toml"));
    assert!(plan.contains("base = \"../../desk.toml\"") && plan.contains("answer_rate = \">= 0.9\""), "{plan}");
    let check = place.run(&["check", "out/sized/plan.toml", "--days", "1000"]);
    assert_eq!(code(&check), 0, "{}", text(&check.stdout));
    place.write("out/sized/staffing.csv", "interval_start,people\n08:00,2\n");
    let check = place.run(&["check", "out/sized/plan.toml", "--days", "1000"]);
    assert_eq!(code(&check), 1, "{}", text(&check.stdout));
    assert!(place.path("out/sized/plots/sensitivity.svg").exists());
}

#[test]
fn a_plan_that_no_scenario_can_say_is_not_written() {
    let place = desk();
    let ladder = r#"
[ladder]
[[ladder.rungs]]
name = "longer"
extend_shifts = { group = "inbound", people = 1, ending_within = "1h", by = "1h" }
when = { waiting_above = 3 }
"#;
    let shifts = "shifts = [{ people = 5, start = \"08:00\", end = \"10:00\" }]";
    place.write("desk.toml", &format!("{}{ladder}", DESK.replace("staffing = \"people.csv\"", shifts)));
    let output = place.run(&["size", "desk.toml", "--out", "sized", "--days", "20"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(place.path("sized/staffing.csv").exists() && !place.path("sized/plan.toml").exists());
}

#[test]
fn impossible_targets_are_called_so_with_the_best_that_can_be_had_and_what_binds() {
    let place = desk();
    let run = |args: &[&str]| place.run(&[&["size", "desk.toml"], args].concat());
    let few = run(&["--max", "3"]);
    assert_eq!(code(&few), 1);
    let page = text(&few.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("impossible") && page.contains("no more people than that are allowed"), "{page}");
    let seats = run(&["--set", "seats=3", "--format", "json"]);
    let found: Value = serde_json::from_slice(&seats.stdout).expect("a document");
    assert_eq!((code(&seats), &found["binding"], &found["possible"]), (1, &"seats".into(), &false.into()));
    assert_eq!(people(&found)[2], 3);
}

#[test]
fn bounds_shrinkage_and_windows_are_kept() {
    let place = desk();
    let found = sized(&place, &["--min", "3", "--max", "09:30-10:00=3", "--shrinkage", "0.3", "--targets", "day"]);
    let counts = people(&found);
    assert!(counts.iter().all(|people| *people >= 3) && counts[3] == 3, "{counts:?}");
    for row in found["intervals"].as_array().expect("intervals") {
        let (people, rostered) = (row["people"].as_f64().expect("people"), row["rostered"].as_f64().expect("people"));
        assert!(rostered * 0.7 >= people - 1e-9 && (rostered - 1.0) * 0.7 < people, "{row}");
    }
    let day = sized(&place, &["--targets", "day"]);
    let window = sized(&place, &["--targets", "day", "--window", "08:00-08:30"]);
    assert!(people(&window)[0] > people(&day)[0], "{:?} {:?}", people(&window), people(&day));
}

#[test]
fn one_number_has_its_neighbours_and_the_plan_for_the_mean_beside_it() {
    let set = ["--set", "queues.general.arrivals.busyness_cv=0.25", "--set", "targets.share_of_days=0.9"];
    let found = sized(&desk(), &[&["--per", "day"], &set[..]].concat());
    let goal = &found["goals"][0];
    assert!(goal["one_fewer"].as_f64() < Some(0.9) && goal["figure"].as_f64() >= Some(0.9), "{goal}");
    let mean = &found["plan_for_the_mean"];
    assert!(mean["people"][0].as_u64() < found["number"].as_u64(), "{mean}");
    assert!(mean["days_met"]["mean"].as_f64() < Some(0.9), "{mean}");
}

#[test]
fn the_smallest_reserve_is_found_for_every_base() {
    let reserve = r#"
[[groups]]
name = "reserve"
serves = ["general"]
lent = true
people = 3
cost_per_hour = 30
[ladder]
release = { waiting_at_most = 0, lasting = "20m" }
[[ladder.rungs]]
name = "reserve"
borrow = { group = "reserve", people = "all", join_after = "1m" }
when = { waiting_above = 1 }
"#;
    let place = desk();
    place.write("desk.toml", &format!("{DESK}{reserve}"));
    let set = ["--set", "queues.general.arrivals.busyness_cv=0.3", "--set", "targets.share_of_days=0.8"];
    let found = sized(&place, &[&["--reserve", "reserve", "--reserve-max", "4"], &set[..]].concat());
    let curve = found["reserve"]["curve"].as_array().expect("a curve");
    assert!(curve.len() >= 2 && curve.last().expect("one")["reserve"] == 0, "{curve:?}");
    assert_eq!(curve.last().expect("one")["base"], found["number"]);
    for point in curve {
        assert!(point["days_met"].as_f64() >= Some(0.8), "{point}");
    }
    let scanned = found["reserve"]["scanned"].as_array().expect("points");
    let smaller = scanned.iter().filter(|point| !curve.contains(point));
    assert!(smaller.into_iter().all(|point| point["days_met"].as_f64() < Some(0.8)));
    let args = [&["size", "desk.toml", "--reserve", "reserve", "--quiet", "--out", "sized"], &set[..]].concat();
    assert_eq!(code(&place.run(&args)), 0);
    let drawn = read(&place.path("sized/plots/reserve.svg"));
    assert!(drawn.contains("with its smallest reserve"), "{drawn}");
    let unknown = place.run(&["size", "desk.toml", "--reserve", "nobody"]);
    assert_eq!((code(&unknown), text(&unknown.stderr).contains("nobody")), (2, true));
}

#[test]
fn what_is_given_is_told_with_the_calls_it_could_carry() {
    let place = desk();
    let output = place.run(&["size", "desk.toml", "--given", "--format", "json"]);
    let given: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let volume = given["volume"].as_f64().expect("a volume");
    let rate = |times: f64| {
        let scale = format!("queues.general.arrivals.scale={times}");
        let run = place.run(&["run", "desk.toml", "--quiet", "--format", "json", "--set", &scale]);
        let results: Value = serde_json::from_slice(&run.stdout).expect("a document");
        results["measures"]["answer_rate"]["mean"].as_f64().expect("a rate")
    };
    assert!(rate(volume) >= 0.9 && rate(volume + 0.01) < 0.9, "{volume}");
}

#[test]
fn a_search_without_time_ends_with_what_it_has() {
    let set = ["--set", "queues.general.arrivals.busyness_cv=0.2", "--days", "20"];
    let found = sized(&desk(), &[&["--time-limit", "1ms"], &set[..]].concat());
    assert_eq!(found["cut_short"], true);
    let refused = desk().run(&["size", "desk.toml", "--time-limit", "soon"]);
    assert_eq!(code(&refused), 2);
}

#[test]
fn a_search_that_was_ended_goes_on_with_what_it_had() {
    let place = desk();
    let set = ["--set", "queues.general.arrivals.busyness_cv=0.2", "--days", "200", "--out"];
    let whole = sized(&place, &[&set[..], &["sized"]].concat());
    let cut = sized(&place, &[&set[..], &["cut", "--time-limit", "1ms"]].concat());
    assert_eq!((&cut["cut_short"], &whole["cut_short"]), (&true.into(), &false.into()));
    let goes_on = |from: &str| -> Value {
        let set = ["--resume", "--days", "200", "--set", "queues.general.arrivals.busyness_cv=0.2", "--format", "json"];
        let output = place.run(&[&["size", from], &set[..]].concat());
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("a document")
    };
    let (from_cut, from_whole) = (goes_on("cut/plan.toml"), goes_on("sized/plan.toml"));
    assert_eq!(people(&from_whole), people(&whole));
    // Without any time it ends where it begins.
    place.write("people.csv", &PEOPLE.replace(",4", ",9"));
    let begun = sized(&place, &["--resume", "--time-limit", "1ms", "--set", "queues.general.arrivals.busyness_cv=0.2"]);
    assert_eq!(people(&begun), [9, 9, 9, 9]);
    assert!(from_cut["cost"].as_f64() <= whole["cost"].as_f64(), "{from_cut} {whole}");
    assert!(text(from_cut["command"].as_str().unwrap_or_default().as_bytes()).contains("--resume"), "{from_cut}");
}

/// Problems with known answers, which lie beside the project on some machines.
fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/size");
    if !shared.exists() {
        eprintln!("skipped: there is no {}", shared.display());
    }
    shared.exists().then_some(shared)
}

fn document(path: &Path) -> Value {
    serde_json::from_str(&read(path)).expect("a document")
}

#[test]
fn stationary_floors_need_the_smallest_erlang_number() {
    let Some(shared) = shared() else { return };
    let expected = document(&shared.join("a_stationary.expected.json"));
    let problems = document(&shared.join("a_stationary.problems.json"));
    for (case, expected) in
        problems["cases"].as_array().expect("cases").iter().zip(expected["cases"].as_array().expect("cases"))
    {
        let targets = &case["targets"];
        let mut lines = Vec::new();
        if let Some(rate) = targets["answer_rate"].as_f64() {
            lines.push(format!("answer_rate = {rate}"));
        }
        if let Some(level) = targets["service_level"].as_object() {
            lines
                .push(format!("service_level = {{ within = \"{}s\", share = {} }}", level["within_s"], level["share"]));
        }
        if let Some(asa) = targets["asa_s"].as_f64() {
            lines.push(format!("asa = \"{asa}s\""));
        }
        let patience = case["patience_mean_s"].as_f64();
        let patience =
            patience.map_or(String::new(), |s| format!("patience = {{ exponential = {{ mean = \"{s}s\" }} }}"));
        let scenario = format!(
            "name = \"a\"\nopen = \"00:00\"\nclose = \"06:00\"\n[run]\ndays = 2\nwarm_up = \"2h\"\n[targets]\n{}\n\
             [[queues]]\nname = \"q\"\narrivals = {{ calls_per_hour = {} }}\n\
             talk = {{ exponential = {{ mean = \"{}s\" }} }}\n{patience}\n\
             [[groups]]\nname = \"g\"\nserves = [\"q\"]\npeople = 10\n",
            lines.join("\n"),
            case["calls_per_hour"],
            case["aht_s"],
        );
        let occupancy = targets["occupancy"].as_f64().map(|most| most.to_string());
        let more: Vec<&str> = occupancy.iter().flat_map(|most| ["--max-occupancy", most]).collect();
        let found = sized(&Place::with(&[("desk.toml", &scenario)]), &more);
        assert_eq!((&case["name"], &found["number"]), (&expected["name"], &expected["agents"]));
    }
}

#[test]
fn days_that_change_have_the_fewest_people() {
    let Some(shared) = shared() else { return };
    let expected = document(&shared.join("b_timevarying.expected.json"));
    for case in document(&shared.join("b_timevarying.problems.json"))["cases"].as_array().expect("cases") {
        let (rates, interval) =
            (case["calls_per_hour"].as_array().expect("rates"), case["interval_s"].as_u64().expect("s"));
        let clock =
            |i: usize| format!("{:02}:{:02}", 8 + i as u64 * interval / 3_600, i as u64 * interval % 3_600 / 60);
        let rows = |value: &dyn Fn(usize) -> String| -> String {
            (0..rates.len()).map(|i| format!("{},{}\n", clock(i), value(i))).collect()
        };
        let calls = rows(&|i| (rates[i].as_f64().expect("a rate") * interval as f64 / 3_600.0).to_string());
        let target = &case["target"];
        let (of, asked) = [("intervals", &target["each_interval"]), ("day", &target["day"])]
            .into_iter()
            .find(|(_, asked)| asked.is_object())
            .expect("a target");
        let targets = match asked["answer_rate"].as_f64() {
            Some(rate) => format!("answer_rate = {rate}"),
            None => {
                let level = &asked["service_level"];
                format!("service_level = {{ within = \"{}s\", share = {} }}", level["within_s"], level["share"])
            }
        };
        let scenario = format!(
            "name = \"b\"\nopen = \"08:00\"\nclose = \"{}\"\ninterval = \"{interval}s\"\n[run]\ndays = 2\n[targets]\n{targets}\n\
             [[queues]]\nname = \"q\"\narrivals = {{ profile = \"calls.csv\" }}\n\
             talk = {{ exponential = {{ mean = \"{}s\" }} }}\npatience = {{ exponential = {{ mean = \"{}s\" }} }}\n\
             [[groups]]\nname = \"g\"\nserves = [\"q\"]\nstaffing = \"people.csv\"\n",
            clock(rates.len()),
            case["aht_s"],
            case["patience_s"],
        );
        let place = Place::with(&[
            ("desk.toml", &scenario),
            ("calls.csv", &format!("interval_start,calls\n{calls}")),
            ("people.csv", &format!("interval_start,people\n{}", rows(&|_| "5".to_owned()))),
        ]);
        let (least, most) = (case["min"].to_string(), case["max"].to_string());
        let found = sized(&place, &["--targets", of, "--min", &least, "--max", &most]);
        let expected = &expected["cases"][case["name"].as_str().expect("a name")];
        assert_eq!(people(&found).iter().sum::<u64>(), expected["agent_intervals"].as_u64().expect("a sum"), "{case}");
        assert!(expected["vectors"].as_array().expect("optima").contains(&people(&found).into()), "{case}");
    }
}

#[test]
fn shares_of_days_need_the_exact_number() {
    let Some(shared) = shared() else { return };
    let expected = document(&shared.join("d_random.expected.json"));
    for name in ["d1", "d3"] {
        let place = Place::with(&[("desk.toml", &read(&shared.join(format!("{name}.toml"))))]);
        let found = sized(&place, &["--days", "2000"]);
        assert_eq!(found["number"], expected["cases"][name]["people"], "{name}");
    }
}

#[test]
fn a_reserve_that_comes_at_once_costs_no_more_than_the_exact_optimum_and_a_hundredth() {
    let Some(shared) = shared() else { return };
    let expected = document(&shared.join("e_newsvendor.expected.json"));
    for case in document(&shared.join("e_newsvendor.problems.json"))["cases"].as_array().expect("cases") {
        let scenario = format!(
            "name = \"e\"\nopen = \"08:00\"\nclose = \"09:00\"\n[run]\ndays = 50\n\
             [targets]\nanswer_rate = {}\nshare_of_days = {}\n\
             [[queues]]\nname = \"q\"\narrivals = {{ calls_per_hour = {}, busyness_cv = {} }}\n\
             talk = {{ exponential = {{ mean = \"{}s\" }} }}\npatience = {{ exponential = {{ mean = \"{}s\" }} }}\n\
             [[groups]]\nname = \"g\"\nserves = [\"q\"]\npeople = 10\ncost_per_hour = {}\n",
            case["answer_rate"],
            case["share"],
            case["calls_per_hour"],
            case["cv"],
            case["aht_s"],
            case["patience_s"],
            case["base_cost"],
        );
        let [most, standby, call] = ["reserve_max", "standby_cost", "call_cost"].map(|key| case[key].to_string());
        let costs = ["--reserve-max", &most, "--standby-cost", &standby, "--call-cost", &call];
        let found = sized(
            &Place::with(&[("desk.toml", &scenario)]),
            &[&["--reserve", "at-once", "--min", "0", "--max-days", "50"], &costs[..]].concat(),
        );
        let expected = &expected["cases"][case["name"].as_str().expect("a name")];
        let cost = |point: &Value| point["cost"].as_f64().expect("a cost");
        let cheapest = &found["reserve"]["cheapest"];
        assert!((cost(cheapest) / cost(&expected["best"]) - 1.0).abs() < 1e-6, "{case} {cheapest}");
        assert_eq!(cheapest["base"], expected["best"]["base"], "{case}");
        let curve = found["reserve"]["curve"].as_array().expect("a curve");
        for (mine, exact) in curve.iter().zip(expected["curve"].as_array().expect("a curve")) {
            assert!((cost(mine) - cost(exact)).abs() < 1e-6 && mine["reserve"] == exact["reserve"], "{mine} {exact}");
        }
    }
}

#[test]
fn who_is_not_needed_goes_home_and_the_base_is_the_newsvendors_quantile() {
    let place = desk();
    let scenario = DESK
        .replace("{ profile = \"calls.csv\" }", "{ calls_per_hour = 120, busyness_cv = 0.2 }")
        .replace("patience = { exponential = { mean = \"2m\" } }\n", "")
        .replace("answer_rate = 0.9", "service_level = { within = \"20s\", share = 0.8 }\nshare_of_days = 0.999")
        .replace("staffing = \"people.csv\"", "people = 12");
    place.write("desk.toml", &scenario);
    let common = ["--reserve", "at-once", "--reserve-max", "60", "--min", "0", "--days", "50", "--max-days", "50"];
    let with = |more: &[&str]| sized(&place, &[&common[..], more].concat());
    let curve = |found: &Value| found["reserve"]["curve"].as_array().expect("a curve").clone();
    // With neither a refund nor a call that is dearer than its pay, the days met tell how many people days need.
    let plain = with(&["--call-cost", "20"]);
    let days_called: Vec<f64> =
        curve(&plain).iter().map(|point| point["days_called"].as_f64().expect("a share")).collect();
    for (call, home) in [(30.0, 2.0), (24.0, 10.0), (60.0, 1.0)] {
        let found = with(&["--call-cost", &call.to_string(), "--home-cost", &home.to_string()]);
        let quantile = (call - 20.0) / (call - 20.0 + home);
        let expected = days_called.iter().position(|called| 1.0 - called >= quantile).expect("a base");
        assert_eq!(found["reserve"]["cheapest"]["base"], expected, "{call} {home}: {days_called:?}");
    }
    let refused = |args: &[&str]| {
        let output = place.run(&[&["size", "desk.toml", "--days", "20"], args].concat());
        assert_eq!(code(&output), 2, "{}", text(&output.stdout));
        text(&output.stderr)
    };
    place.write("desk.toml", &scenario.replace("share_of_days = 0.999", ""));
    assert!(refused(&common[..4]).contains("`targets.share_of_days`"));
}

#[test]
fn a_published_newsvendor_of_a_call_centre_is_found_again() {
    let Some(shared) = shared() else { return };
    let case = &document(&shared.join("e_newsvendor.problems.json"))["ding_koole"];
    let (cost, published) = (&case["cost"], &case["published_by_anchor"]);
    let scenario = "name = \"e\"\nopen = \"08:00\"\nclose = \"09:00\"\n[run]\ndays = 50\n[targets]\nshare_of_days = 0.999\n\
         service_level = { within = \"20s\", share = 0.8 }\n\
         [[queues]]\nname = \"q\"\narrivals = { calls_per_hour = 6000, busyness_cv = 0.2 }\n\
         talk = { exponential = { mean = \"4m\" } }\n\
         [[groups]]\nname = \"g\"\nserves = [\"q\"]\npeople = 480\n";
    let number = |key: &str| cost[key].as_f64().expect("a cost");
    let (pay, call, home) = (number("planned"), number("planned") + number("late_extra"), number("late_return"));
    let place = Place::with(&[("desk.toml", &format!("{scenario}cost_per_hour = {pay}\n"))]);
    let [call, home] = [call, home].map(|cost| cost.to_string());
    let costs = ["--call-cost", &call, "--home-cost", &home, "--reserve-max", "2000", "--min", "0", "--max-days", "50"];
    let found = sized(&place, &[&["--reserve", "at-once"], &costs[..]].concat());
    // It has a normal rate, the model a gamma one of the same mean and spread.
    let cheapest = &found["reserve"]["cheapest"];
    let cost = cheapest["cost"].as_f64().expect("a cost");
    let optimum = published["optimum"].as_f64().expect("a cost");
    assert!((cost / optimum - 1.0).abs() < 0.005, "{cheapest}, {optimum}");
    let base = cheapest["base"].as_f64().expect("people");
    let staffing = published["optimum_staffing"].as_f64().expect("people");
    assert!((base - staffing).abs() <= 3.0, "{cheapest}, {staffing}");
}
