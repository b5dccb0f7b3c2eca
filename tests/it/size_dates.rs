//! `holdline size` on several dates: each gets its people, and all of them are tried together.

use crate::program::{Place, code, read, text};
use serde_json::Value;

/// Three dates, the second with fewest callers and shorter, the third with most; a reserve that a rung calls.
const HOLIDAY: &str = r#"name = "holiday"
dates = { from = 2027-02-05, to = 2027-02-07 }
open = "08:00"
close = "10:00"
hours = [{ on = [2027-02-06], close = "09:30" }]
interval = "30m"
[run]
days = 100
[targets]
answer_rate = 0.9
share_of_days = 0.8
[[queues]]
name = "general"
arrivals = { profile = "calls.csv", busyness_cv = 0.1 }
talk = { exponential = { mean = "4m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
staffing = "people.csv"
[[groups]]
name = "reserve"
serves = ["general"]
lent = true
people = 3
[ladder]
release = { waiting_at_most = 0, lasting = "20m" }
[[ladder.rungs]]
name = "reserve"
borrow = { group = "reserve", people = "all", join_after = "1m" }
when = { waiting_above = 1 }
"#;

const DATES: [(&str, [u32; 4]); 3] =
    [("2027-02-05", [20, 40, 50, 30]), ("2027-02-06", [10, 10, 10, 10]), ("2027-02-07", [40, 80, 90, 60])];

/// The place of the holiday.
pub fn holiday() -> Place {
    let (mut calls, mut people) = ("date,interval_start,calls\n".to_owned(), "date,interval_start,people\n".to_owned());
    for (date, counts) in DATES {
        for (start, count) in ["08:00", "08:30", "09:00", "09:30"].into_iter().zip(counts) {
            calls += &format!("{date},{start},{count}\n");
            people += &format!("{date},{start},6\n");
        }
    }
    Place::with(&[("holiday.toml", HOLIDAY), ("calls.csv", &calls), ("people.csv", &people)])
}

fn sized(place: &Place, args: &[&str]) -> Value {
    let output = place.run(&[&["size", "holiday.toml", "--format", "json"], args].concat());
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a document")
}

fn people(date: &Value) -> Vec<u64> {
    date["people"].as_array().expect("people").iter().map(|people| people.as_u64().expect("a number")).collect()
}

#[test]
fn every_date_has_the_people_of_its_own_callers_and_all_are_tried_together() {
    let found = sized(&holiday(), &[]);
    let dates = found["dates"].as_array().expect("dates");
    let named: Vec<&str> = dates.iter().filter_map(|date| date["date"].as_str()).collect();
    assert_eq!(named, DATES.map(|(date, _)| date));
    let counts: Vec<Vec<u64>> = dates.iter().map(people).collect();
    assert_eq!(counts.iter().map(Vec::len).collect::<Vec<_>>(), [4, 3, 4]);
    assert!(counts[1][1] < counts[0][1] && counts[0][1] < counts[2][1], "{counts:?}");
    for date in dates {
        let goals = date["together"]["goals"].as_array().expect("goals");
        let of_day = goals.iter().find(|goal| goal["of"] == "day").expect("a goal of the day");
        assert!(of_day["days_that_reach_it"]["mean"].as_f64() > Some(0.72), "{of_day}");
        assert!(date["chances"].as_array().expect("chances").iter().all(|chance| chance.as_f64() > Some(0.3)));
        assert!(date["rungs"][0]["pulls"].as_f64() >= Some(0.0), "{date}");
    }
    // All of them together are good less often than any of them.
    let all = found["all_dates_met"]["mean"].as_f64().expect("a share");
    let each = dates.iter().map(|date| {
        let goals = date["together"]["goals"].as_array().expect("goals");
        goals[0]["days_that_reach_it"]["mean"].as_f64().expect("a share")
    });
    assert!(each.into_iter().all(|share| all <= share) && all > 0.3, "{all}");
}

#[test]
fn head_counts_are_written_by_date_as_the_scenario_reads_them() {
    let place = holiday();
    let output = place.run(&["size", "holiday.toml", "--out", "sized", "--days", "40"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let page = text(&output.stdout);
    assert!(page.contains("Sat 6 Feb") && page.contains("pulls of"), "{page}");
    let rows = read(&place.path("sized/staffing.csv"));
    assert_eq!((rows.lines().next(), rows.lines().count()), (Some("date,interval_start,people"), 1 + 11));
    assert!(read(&place.path("sized/dates.csv")).contains("pulls:reserve"));
    for plot in ["people_by_date.svg", "risk_by_date.svg"] {
        assert!(place.path("sized/plots").join(plot).exists(), "{plot}");
    }
    let plan = read(&place.path("sized/plan.toml"));
    assert!(plan.contains("share_of_days(intervals[2027-02-06].answer_rate >= 0.9)"), "{plan}");
    let check = place.run(&["check", "sized/plan.toml", "--days", "300"]);
    assert!([0, 3].contains(&code(&check)), "{}", text(&check.stdout));
    let set = ["--set", "groups.inbound.staffing=sized/staffing.csv"];
    let run = place.run(&[&["run", "holiday.toml", "--quiet", "--format", "json", "--days", "300"], &set[..]].concat());
    let results: Value = serde_json::from_slice(&run.stdout).expect("a document");
    for date in results["dates"].as_array().expect("dates") {
        assert!(date["answer_rate"]["mean"].as_f64() > Some(0.88), "{date}");
    }
}

#[test]
fn dates_on_which_clocks_change_while_it_is_open_are_not_sized_and_others_are() {
    let on = |from: &str| {
        let night = HOLIDAY.replace("08:00", "01:00").replace("10:00", "04:00").replace("09:30", "03:30");
        let dates = format!("{{ from = {from}, to = 2026-03-30 }}\ntime_zone = \"Europe/Berlin\"");
        let night = night.replace("{ from = 2027-02-05, to = 2027-02-07 }", &dates);
        let night = night.replace("{ profile = \"calls.csv\", busyness_cv = 0.1 }", "{ calls_per_hour = 20 }");
        night.replace("staffing = \"people.csv\"", "people = 3")
    };
    let place = Place::with(&[("both.toml", &on("2026-03-29")), ("after.toml", &on("2026-03-30"))]);
    let refused = place.run(&["size", "both.toml", "--days", "20"]);
    assert!(
        text(&refused.stderr).contains("clocks are put forward or back on 2026-03-29"),
        "{}",
        text(&refused.stderr)
    );
    assert_eq!(code(&place.run(&["size", "after.toml", "--days", "20"])), 0);
}

#[test]
fn a_reserve_is_one_of_each_date() {
    let found = sized(&holiday(), &["--reserve", "reserve", "--reserve-max", "3", "--days", "60"]);
    for date in found["dates"].as_array().expect("dates") {
        let cheapest = &date["sized"]["reserve"]["cheapest"];
        assert_eq!(date["in_reserve"], cheapest["reserve"], "{date}");
        assert_eq!(date["cost"], cheapest["cost"]);
    }
    let reserves: Vec<u64> =
        found["dates"].as_array().expect("dates").iter().filter_map(|date| date["in_reserve"].as_u64()).collect();
    assert!(reserves.iter().any(|reserve| *reserve > 0), "{reserves:?}");
}

#[test]
fn what_if_and_what_is_given_are_told_of_each_date() {
    let place = holiday();
    let found = sized(&place, &["--what-if", "--days", "30", "--per", "shape"]);
    for date in found["dates"].as_array().expect("dates") {
        let what_if = date["sized"]["what_if"].as_array().expect("changes");
        let figure = |by: f64| {
            let one = what_if.iter().find(|one| one["changed"] == "volume" && one["by"] == by).expect("a change");
            one["figure"].as_f64().expect("a figure")
        };
        assert!(figure(0.8) >= figure(1.2), "{what_if:?}");
    }
    let given = place.run(&["size", "holiday.toml", "--given", "--format", "json", "--days", "30"]);
    let given: Value = serde_json::from_slice(&given.stdout).expect("a document");
    let volumes: Vec<f64> =
        given["dates"].as_array().expect("dates").iter().filter_map(|date| date["volume"].as_f64()).collect();
    assert!(volumes.len() == 3 && volumes[1] > volumes[0] && volumes[0] > volumes[2], "{volumes:?}");
}

#[test]
fn dates_are_sized_the_same_for_any_number_of_threads() {
    let place = holiday();
    let with = |threads: &str| text(&place.run(&["size", "holiday.toml", "--days", "30", "--threads", threads]).stdout);
    assert!(with("1").contains("Sun 7 Feb"));
    assert_eq!(with("1"), with("3"));
}
