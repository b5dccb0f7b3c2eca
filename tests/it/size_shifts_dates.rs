//! `holdline size --shifts` on several dates: each has its own shifts, and all of them are tried together.

use crate::program::{Place, code, read, text};
use crate::size_dates::holiday;
use crate::size_shifts::{minutes, on_shift};
use serde_json::Value;
use std::process::Output;

/// Shifts of an hour and longer ones, which the short date has no room for.
const RULES: &str = r#"[[shifts]]
group = "inbound"
starts = { from = "08:00", to = "09:00", every = "30m" }
lengths = ["1h", "90m"]
[[shifts]]
group = "inbound"
starts = ["08:00"]
lengths = ["2h"]
breaks = [{ length = "15m", between = ["30m", "1h"], every = "15m" }]
"#;

fn planned(place: &Place, args: &[&str]) -> Output {
    place.run(&[&["size", "holiday.toml", "--shifts", "rules.toml", "--days", "60"], args].concat())
}

fn found(place: &Place, args: &[&str]) -> Value {
    let output = planned(place, &[args, &["--format", "json"]].concat());
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a document")
}

fn count(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

#[test]
fn every_date_is_covered_by_shifts_of_its_own_and_the_plan_holds() {
    let place = holiday();
    place.write("rules.toml", RULES);
    let document = found(&place, &["--out", "planned"]);
    let shifts = &document["shifts"];
    let dates = shifts["dates"].as_array().expect("dates");
    assert_eq!((dates.len(), &shifts["possible"]), (3, &Value::from(true)));
    for date in dates {
        for row in date["intervals"].as_array().expect("intervals") {
            let needed = count(&row["needed"]["inbound"]);
            for minute in minutes(&row["start"])..minutes(&row["end"]) {
                assert!(on_shift(&date["shifts"], minute) >= needed, "{} at {minute}", date["date"]);
            }
        }
        assert!(date["gap"].as_f64() < Some(1e-6) && date["tried"]["enough"] == true, "{date}");
        // All dates are played together, on as many fresh days.
        assert_eq!(date["tried"]["verified"]["days"], dates[0]["tried"]["verified"]["days"]);
        assert_eq!(date["chances"].as_array().map(Vec::len), date["intervals"].as_array().map(Vec::len));
    }
    let cost: f64 = dates.iter().filter_map(|date| date["cost"].as_f64()).sum();
    assert!((shifts["cost"].as_f64().expect("a cost") - cost).abs() < 1e-6);
    // People by date and kind are those of the shifts.
    for (at, date) in dates.iter().enumerate() {
        let kinds = shifts["kinds"].as_array().expect("kinds").iter().map(|kind| count(&kind["people"][at]));
        assert_eq!(kinds.sum::<u64>(), count(&date["people"]), "{}", date["date"]);
    }
    // Nobody works on 6 February after half past nine.
    assert!(dates[1]["shifts"].as_array().expect("shifts").iter().all(|one| minutes(&one["end"]) <= 570));
    let check = place.run(&["check", "planned/plan.toml", "--days", "300"]);
    assert!([0, 3].contains(&code(&check)), "{}", text(&check.stdout));
    let plan = read(&place.path("planned/plan.toml"));
    assert!(plan.contains("on = [2027-02-05") && plan.contains("intervals[2027-02-06].answer_rate"), "{plan}");
    let covered = read(&place.path("planned/cover.csv"));
    assert_eq!(covered.lines().count(), 1 + 11, "{covered}");
    assert!(covered.lines().skip(1).all(|row| row.starts_with("2027-02-0") && row.ends_with(",0")), "{covered}");
    for plot in ["cover_by_date.svg", "risk_by_date.svg"] {
        assert!(place.path("planned/plots").join(plot).exists(), "{plot}");
    }
}

#[test]
fn the_page_tells_dates_kinds_and_the_gap_the_same_for_any_number_of_threads() {
    let place = holiday();
    place.write("rules.toml", RULES);
    let with =
        |threads: &str, language: &str| text(&planned(&place, &["--threads", threads, "--lang", language]).stdout);
    let page = with("1", "en");
    for told in ["cover the needs of 3 dates", "people by shift", "Sat 6 Feb", "gap", "fresh days of all dates"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert_eq!(page, with("3", "en"));
    assert!(with("2", "zh").contains("3个日期共"));
}

#[test]
fn needs_by_date_are_those_of_a_table() {
    let place = holiday();
    place.write("rules.toml", RULES);
    let rows = ["2027-02-05,08:00,4", "2027-02-06,08:00,2", "2027-02-06,09:00,3", "2027-02-07,08:00,7"];
    place.write("needs.csv", &format!("date,interval_start,people\n{}\n", rows.join("\n")));
    let document = found(&place, &["--needs", "needs.csv"]);
    let dates = document["shifts"]["dates"].as_array().expect("dates");
    let needed = |date: &Value| -> Vec<u64> {
        let raised = date["tried"]["raised"]["inbound"].as_array().expect("people");
        let rows = date["intervals"].as_array().expect("intervals").iter().zip(raised);
        rows.map(|(row, raised)| count(&row["needed"]["inbound"]) - count(raised)).collect()
    };
    let said: Vec<Vec<u64>> = dates.iter().map(needed).collect();
    assert_eq!(said, [vec![4; 4], vec![2, 2, 3], vec![7; 4]]);
    // As few people as these miss targets: needs were raised where the callers are.
    let raised = |date: &Value| -> u64 {
        date["tried"]["raised"]["inbound"].as_array().expect("people").iter().map(count).sum()
    };
    assert!(raised(&dates[2]) > raised(&dates[1]), "{dates:?}");
}

#[test]
fn what_dates_cannot_have_is_told_and_a_date_without_shifts_is_named() {
    let place = holiday();
    let round = format!(
        "around_the_clock = true\nopen = \"08:00\"\ninterval = \"30m\"\n[[needs]]\nname = \"inbound\"\npeople = [2, 3]\n{RULES}"
    );
    place.write("rules.toml", &round);
    for (language, told) in [
        ("en", ["needs of one day", "a day that follows itself"]),
        ("zh", ["写的是一天的需求", "写的是首尾相接的一天"]),
    ] {
        let output = planned(&place, &["--lang", language]);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{said}");
        assert!(told.iter().all(|one| said.contains(one)), "{said}");
    }
    // Nobody may be there on 7 February in the last half hour.
    place.write(
        "rules.toml",
        &RULES
            .replace("\"1h\", \"90m\"", "\"1h\"")
            .replace("to = \"09:00\"", "to = \"08:30\"")
            .replace("\"2h\"", "\"90m\""),
    );
    let output = planned(&place, &[]);
    let page = text(&output.stdout).replace('\n', " ");
    assert_eq!(code(&output), 1, "{page}");
    for told in ["Sun 7 Feb: No shifts keep to the rules", "`starts`", "the dates were not tried together"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Sat 6 Feb: No shifts"), "{page}");
}
