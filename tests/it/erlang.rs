//! The calculator as a planner meets it.

use std::process::{Command, Output};

fn ask(question: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_holdline");
    let words = "erlang --calls 100 --per 30m --aht 180s ".to_owned() + question;
    Command::new(program).args(words.split_whitespace()).env("LC_ALL", "C").output().expect("the program starts")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_target_is_answered_in_a_sentence() {
    let output = ask("--target-service-level 0.8 --within 20s");
    assert_eq!(output.status.code(), Some(0));
    let page = printed(&output);
    assert!(page.starts_with("14 agents answer 88.8 % of callers within 20s: ASA 7.8s, occupancy 71.4 %.\n"), "{page}");
}

#[test]
fn nonsense_ends_with_2_and_in_a_table_its_row_says_so() {
    let alone = ask("--agents 9");
    assert_eq!((alone.status.code(), printed(&alone).as_str()), (Some(2), ""));
    let reason = String::from_utf8_lossy(&alone.stderr).into_owned();
    assert!(reason.contains("10 Erlangs for 9 agents") && reason.contains("at least 11 agents"), "{reason}");
    let table = ask("--agents 9..11");
    assert_eq!(table.status.code(), Some(0));
    assert_eq!(printed(&table).matches("unstable").count(), 2, "{}", printed(&table));
}

#[test]
fn programs_get_csv_and_json() {
    let csv = printed(&ask("--agents 10..12 --patience 5m --format csv"));
    assert!(csv.starts_with("agents,stable,wait_probability,") && csv.lines().count() == 4, "{csv}");
    let json = printed(&ask("--format json"));
    let read: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!((read["agents_needed"].as_u64(), read["rows"].as_array().map(Vec::len)), (Some(14), Some(7)));
}

#[test]
fn ten_thousand_agents_and_overload_have_sane_answers() {
    let program = env!("CARGO_BIN_EXE_holdline");
    let ask = |words: &str| {
        let output = Command::new(program).arg("erlang").args(words.split_whitespace()).env("LC_ALL", "C").output();
        serde_json::from_slice(&output.expect("the program starts").stdout).expect("it is JSON")
    };
    let large: serde_json::Value = ask("--calls 200000 --aht 180s --format json");
    let needed = large["agents_needed"].as_u64().expect("a number");
    assert!((10_000..10_200).contains(&needed), "{needed}");
    let overload: serde_json::Value = ask("--calls 10000 --aht 180s --patience 60s --agents 100 --format json");
    let lost = overload["rows"][0]["abandon_rate"].as_f64().expect("a share");
    assert!((lost - 0.8).abs() < 1e-6, "500 Erlangs for 100 agents lose 4 calls in 5, not {lost}");
}

/// The table of a day for these arguments, as CSV, by its header.
fn rows(args: &[&str]) -> Vec<std::collections::BTreeMap<String, String>> {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut command = Command::new(env!("CARGO_BIN_EXE_holdline"));
    let output = command.args([&["erlang", "--format", "csv"], args].concat()).current_dir(root).output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    csv::Reader::from_reader(output.stdout.as_slice()).deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn a_day_has_a_row_for_each_interval_and_a_cap_stands_beside_the_targets() {
    let day = ["--profile", "scenarios/data/small_desk_profile.csv", "--aht", "240s", "--shrinkage", "30%"];
    let found = rows(&day);
    assert_eq!(found.len(), 10);
    let alone = rows(&["--calls", &found[0]["calls"], "--per", "1h", "--aht", "240s", "--shrinkage", "0.3"]);
    assert_eq!((&found[0]["needed"], &found[0]["rostered"]), (&alone[0]["needed"], &alone[0]["rostered"]));
    let capped = rows(&[&day[..], &["--target-service-level", "80/20", "--max-occupancy", "40%"]].concat());
    for (row, before) in capped.iter().zip(&found) {
        let number = |key: &str| row[key].parse::<u32>().expect("people");
        assert_eq!(row["needed_for_targets"], before["needed"]);
        assert_eq!(number("needed"), number("needed_for_targets").max(number("needed_for_occupancy")));
        let (level, occupancy): (f64, f64) =
            (row["service_level_20s"].parse().expect("a share"), row["occupancy"].parse().expect("a share"));
        assert!(level >= 0.8 && occupancy <= 0.4, "{row:?}");
    }
}

#[test]
fn a_scenario_brings_its_handle_times_its_patience_and_its_targets() {
    let found = rows(&["--profile", "scenarios/small-desk.toml"]);
    assert_eq!((found.len(), found[0]["aht_s"].as_str()), (20, "240"));
    let level = |row: &std::collections::BTreeMap<String, String>| row["answer_rate"].parse::<f64>().expect("a share");
    assert!(found.iter().all(|row| level(row) >= 0.9), "its callers hang up, and its target holds");
}

#[test]
fn volumes_from_to_and_shares_as_people_write_them() {
    let args = |level: &str| {
        let found = rows(&["--calls", "80..120:20", "--per", "30m", "--aht", "3m", "--target-service-level", level]);
        found.into_iter().map(|row| (row["calls"].clone(), row["needed"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(args("0.8").iter().map(|(calls, _)| calls.as_str()).collect::<Vec<_>>(), ["80", "100", "120"]);
    assert_eq!((args("80%"), args("80/20")), (args("0.8"), args("0.8")));
    assert_ne!(args("80/5"), args("0.8"));
    let rate = rows(&[
        "--calls",
        "100..100:1",
        "--per",
        "30m",
        "--aht",
        "3m",
        "--patience",
        "5m",
        "--target-answer-rate",
        "97%",
    ]);
    assert_eq!(rate[0]["needed"], "13", "as with --target-abandon 0.03");
}
