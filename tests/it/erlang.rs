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
