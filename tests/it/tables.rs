//! `holdline tables`: from what a centre has recorded to its five tables.

use crate::program::{Place, code, read, text};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const SCENARIO: &str = r#"open = "08:00"
close = "10:00"
interval = "30m"
[targets]
answer_rate = 0.9
service_level = { within = "180s", share = 0.9 }
[[queues]]
name = "general"
arrivals = { calls_per_hour = 20 }
talk = "4m"
wrap_up = "6s"
patience = { exponential = { mean = "824s" } }
[[groups]]
name = "desk"
serves = ["general"]
people = 5
"#;

/// Three agents on the weekdays of March and April 2026: from 08:00 to 09:00 a call every three minutes, of two minutes;
/// every tenth caller hangs up.
fn call_log() -> String {
    let mut log = "arrival,queue,outcome,wait_s,service_s,agent\n".to_owned();
    let first: jiff::civil::Date = "2026-03-02".parse().expect("a date");
    for date in
        first.series(jiff::Span::new().days(1)).take(60).filter(|date| date.weekday().to_monday_zero_offset() < 5)
    {
        for call in 0..20 {
            let minute = call * 3;
            let came = match call % 10 {
                9 => "abandoned,30,,".to_owned(),
                _ => format!("answered,2,120,{}", ["Li", "Wang", "=Zhao"][call % 3]),
            };
            writeln!(log, "{date}T08:{minute:02}:00,general,{came}").expect("memory takes everything");
        }
    }
    log
}

fn place() -> Place {
    let calendar = "date,open,holiday\n2026-05-01,0,Labour Day\n2026-04-30,1,an ordinary holiday\n";
    Place::with(&[("day.toml", SCENARIO), ("centre/calls.csv", &call_log()), ("centre/calendar.csv", calendar)])
}

fn written(place: &Place, more: &[&str]) -> String {
    let args = [&["tables", "centre", "day.toml", "--out", "out"], more].concat();
    let output = place.run(&args);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    text(&output.stdout)
}

/// The rows of a table by their first cells, each by the keys of its columns.
fn rows(path: &Path, firsts: usize) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let header: Vec<String> =
        reader.headers().expect("a header").iter().map(|key| key.trim_start_matches('\u{feff}').to_owned()).collect();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("a row");
        let name = record.iter().take(firsts).collect::<Vec<_>>().join(" ");
        (name, header.iter().cloned().zip(record.iter().map(str::to_owned)).collect())
    };
    reader.records().map(row).collect()
}

#[test]
fn a_call_log_and_a_calendar_make_five_tables() {
    let place = place();
    let page = written(&place, &["--lang", "en"]);
    assert!(page.contains("Five tables: 2026-05, and 2026-04 before it"), "{page}");
    let table = |name: &str, firsts| rows(&place.path("out").join(name), firsts);
    let cell = |name: &str, row: &str, key: &str| table(name, 1)[row][key].clone();
    // Ten calls in each of two half hours, of 126 s.
    let long = &table("t1_long.csv", 3)["2026-05-04 Mon 08:00"];
    assert_eq!((long["forecast_calls"].as_str(), long["aht_s"].as_str()), ("10.0", "126.0"));
    assert_eq!((long["offered_load_erlang"].as_str(), long["seats_rostered"].as_str()), ("0.7", ""));
    assert_eq!(cell("t1.csv", "person_hours", "2026-05-04"), "2.0");
    assert_eq!(
        (cell("t1.csv", "08:00", "2026-05-01"), cell("t1.csv", "08:00", "2026-05-02")),
        ("0".into(), "0".into())
    );
    // Without a roster nothing is carried, and that is not 0.
    let monday = &table("t2.csv", 1)["2026-05-04"];
    assert_eq!((monday["forecast_calls"].as_str(), monday["capacity_calls"].as_str()), ("20.0", ""));
    assert_eq!(cell("t2.csv", "2026-05-01", "verdict"), "closed");
    let day = &table("t3.csv", 1)["2026-04-01"];
    let found =
        ["offered", "answered", "abandoned", "answer_rate", "agents", "least", "median", "most"].map(|key| &day[key]);
    assert_eq!(found, ["20", "18", "2", "0.9", "3", "6", "6", "6"]);
    let row = &table("t4.csv", 1)["2026-04-02"];
    assert_eq!(
        ["actual", "forecast", "error", "accuracy", "inside_band"].map(|key| &row[key]),
        ["20", "20.0", "0.0", "1.0", "1"]
    );
    let agents = table("t5.csv", 1);
    assert_eq!(agents.keys().collect::<Vec<_>>(), ["'=Zhao", "Li", "Wang"]);
    let planned: f64 = agents.values().map(|row| row["planned_calls"].parse::<f64>().expect("a number")).sum();
    assert!((planned - 22.0 * 20.0).abs() < 1e-3, "{planned}");
}

#[test]
fn the_same_history_gives_the_same_bytes_and_the_document_is_what_is_printed() {
    let place = place();
    let printed = written(&place, &["--format", "json"]);
    let files = ["tables.json", "tables.xlsx", "t1.csv", "t5.csv", "SHA256SUMS"];
    let bytes = |name: &str| std::fs::read(place.path("out").join(name)).expect("a file");
    let before: Vec<Vec<u8>> = files.iter().map(|name| bytes(name)).collect();
    assert_eq!(text(&before[0]), printed);
    assert!(before[1].starts_with(b"PK"), "a workbook is a ZIP");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    written(&place, &[]);
    assert!(files.iter().zip(&before).all(|(name, before)| bytes(name) == *before));
    let page: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!((page["format"].as_str(), page["month"].as_str()), (Some("holdline-tables/1"), Some("2026-05")));
    assert_eq!(page["rules"]["shrinkage"], serde_json::json!({ "value": 0.12, "from": "default" }));
    assert_eq!(page["columns"]["load"]["zh"], "负荷率(预测/承载)");
    let explained = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md"));
    for part in ["columns", "rules"] {
        for key in page[part].as_object().expect("a table").keys() {
            assert!(explained.contains(&format!("`{key}`")), "docs/tables.md does not explain {key}");
        }
    }
}

#[test]
fn chinese_tables_have_a_mark_that_spreadsheets_know_and_the_same_keys() {
    let place = place();
    let page = written(&place, &["--lang", "zh"]);
    assert!(page.contains("本月各时段座席数") && !page.contains("Seats per"), "{page}");
    let chinese = read(&place.path("out/t2.csv"));
    written(&place, &[]);
    assert_eq!(chinese, format!("\u{feff}{}", read(&place.path("out/t2.csv"))));
}

#[test]
fn a_roster_and_a_forecast_stand_in_place_of_what_was_recorded() {
    let place = place();
    place.write(
        "roster.csv",
        "date,interval_start,people\n2026-05-04,08:00,4\n2026-05-04,08:30,3.5\n2026-05-05,08:00,0\n",
    );
    place.write("forecast.csv", "date,interval_start,calls\n2026-05-04,08:00,30\n2026-05-04,08:30,30\n");
    written(&place, &["--roster", "roster.csv", "--forecast", "forecast.csv", "--shrinkage", "0.5"]);
    let long = rows(&place.path("out/t1_long.csv"), 3);
    let found = |row: &str, key: &str| long[row][key].clone();
    assert_eq!(found("2026-05-04 Mon 08:30", "forecast_calls"), "30.0");
    assert_eq!(
        (found("2026-05-04 Mon 08:30", "seats_rostered"), found("2026-05-05 Tue 08:30", "seats_rostered")),
        ("4".into(), "0".into())
    );
    let needed: u32 = found("2026-05-04 Mon 08:00", "seats_needed").parse().expect("a number");
    assert_eq!(found("2026-05-04 Mon 08:00", "rostered_needed"), (2 * needed).to_string());
    let carried = rows(&place.path("out/t2.csv"), 1);
    assert_eq!(
        (carried["2026-05-04"]["verdict"].as_str(), carried["2026-05-05"]["verdict"].as_str()),
        ("enough", "short")
    );
    assert_eq!(carried["2026-05-05"]["capacity_calls"], "0.0");
}

#[test]
fn every_fault_of_every_file_is_told_with_its_place_and_nothing_is_written() {
    let place = place();
    place.write(
        "centre/calls.csv",
        "arrival,queue,outcome,wait_s,service_s,agent\n2026-03-02T08:00:00,a,answered,1,60,x\n2026-13-02T08:00:00,a,perhaps,-1,60,x\n\
         2026-03-02T08:00:00,a\n",
    );
    place.write("centre/calendar.csv", "date,open\n2026-03-02,maybe\n");
    place.write("other.csv", "a,b\n1,2\n");
    place.write("roster.csv", "date,interval_start,people\n2026-05-04,25:00,4\n");
    let args = ["tables", "centre", "other.csv", "day.toml", "--roster", "roster.csv", "--out", "out"];
    let output = place.run(&args);
    let told = text(&output.stderr);
    assert_eq!((code(&output), place.path("out").exists()), (2, false), "{told}");
    for fault in [
        "centre/calls.csv, line 3, column `arrival`: `2026-13-02T08:00:00` is not a date with a clock time",
        "centre/calls.csv, line 3, column `outcome`: `perhaps` is not an outcome",
        "centre/calls.csv, line 3, column `wait_s`: `-1` is not a length in seconds",
        "centre/calls.csv, line 4: 2 fields where the header has 6",
        "centre/calendar.csv, line 2, column `open`: `maybe` is not 1 (open) or 0 (closed)",
        "other.csv, line 1: it cannot be told what this table is; it has a, b",
        "roster.csv, line 2, column `interval_start`: `25:00` is not a clock time",
    ] {
        assert!(told.contains(fault), "{fault}\n{told}");
    }
    assert!(told.lines().all(|line| line.starts_with("error: ")), "{told}");
}

#[test]
fn what_cannot_be_made_is_refused_with_a_remedy() {
    let place = place();
    let refused = |args: &[&str]| {
        let output = place.run(&[&["tables", "centre", "day.toml", "--out", "out"], args].concat());
        assert_eq!(code(&output), 2, "{args:?}");
        text(&output.stderr)
    };
    let early = refused(&["--month", "2026-03"]);
    assert!(early.contains("nothing is recorded before 2026-03; what is recorded begins on 2026-03-02"), "{early}");
    assert!(early.contains("name a later --month"), "{early}");
    let absolute = refused(&["--set", "targets.answer_rate=1"]);
    assert!(absolute.contains("the seats needed cannot be computed"), "{absolute}");
    assert!(refused(&["--queue", "none"]).contains("no row is of the queue `none`; there are general"));
    place.write("hourly.csv", "date,interval_start,calls\n2026-02-02,08:00,5\n2026-02-02,09:00,5\n");
    let coarse = place.run(&["tables", "hourly.csv", "day.toml"]);
    assert!(text(&coarse.stderr).contains("hourly.csv: rows are 60 minutes apart"), "{}", text(&coarse.stderr));
    place.write("out/mine.txt", "not a table");
    assert!(refused(&[]).contains("name another directory with --out"));
}

#[test]
fn the_days_of_a_volume_table_count_once_beside_a_call_log() {
    let place = place();
    place.write(
        "centre/volumes.csv",
        "date,interval_start,queue,calls\n2026-04-01,08:00,all,99\n2026-04-01,08:00,general,50\n",
    );
    written(&place, &[]);
    // The log knows more of the day than a table of calls alone.
    assert_eq!(rows(&place.path("out/t3.csv"), 1)["2026-04-01"]["offered"], "20");
    place.write(
        "centre/volumes.csv",
        "date,interval_start,queue,calls,answered\n2026-04-01,08:00,all,99,90\n2026-04-01,08:00,general,50,50\n",
    );
    written(&place, &[]);
    assert_eq!(rows(&place.path("out/t3.csv"), 1)["2026-04-01"]["offered"], "99");
    place.write("centre/twice.csv", &call_log());
    let output = place.run(&["tables", "centre", "day.toml", "--out", "out"]);
    assert!(
        text(&output.stderr).contains("centre/twice.csv: 2026-03-02 is in centre/calls.csv, too"),
        "{}",
        text(&output.stderr)
    );
}

/// A month of a real centre, whose records may not be handed on, with what another program made of it: beside the project
/// where there is one.
fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name)
}

#[test]
fn a_month_of_a_real_centre_comes_out_as_another_program_has_it() {
    let (records, expected) = (beside("data/vanad_2014"), beside("cases/tables-vanad"));
    if !records.is_dir() || !expected.is_dir() {
        eprintln!("skipped: there are no records of a real centre in {}", records.display());
        return;
    }
    let place = Place::with(&[("day.toml", SCENARIO)]);
    let records = records.display().to_string();
    let output = place.run(&["tables", &records, "day.toml", "--month", "2014-05", "--out", "out", "--quiet"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    for (theirs, ours, firsts) in [
        ("t1_long.csv", "t1_long.csv", 3),
        ("t1_wide.csv", "t1.csv", 1),
        ("t2.csv", "t2.csv", 1),
        ("t3.csv", "t3.csv", 1),
        ("t4.csv", "t4.csv", 1),
        ("t5.csv", "t5.csv", 1),
    ] {
        let (expected, found) = (rows(&expected.join(theirs), firsts), rows(&place.path("out").join(ours), firsts));
        assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{theirs}");
        for (name, row) in &expected {
            for (key, value) in row {
                assert!(
                    is_same(key, value, &found[name][key]),
                    "{theirs}, {name}, {key}: {value}, {}",
                    found[name][key]
                );
            }
        }
    }
    let headers = rows(&expected.join("headers_en_zh.csv"), 1);
    let page: serde_json::Value = serde_json::from_str(&read(&place.path("out/tables.json"))).expect("JSON");
    // Rows below T1 have names, too.
    let below = ["daily_mean", "person_hours", "peak"];
    for (key, names) in headers.iter().filter(|(key, _)| !below.contains(&key.as_str())) {
        assert_eq!(page["columns"][key]["zh"], names["zh"], "{key}");
    }
}

/// The other program finds capacities to a few millionths of themselves; everything else is the same to four decimals.
fn is_same(key: &str, expected: &str, found: &str) -> bool {
    let numbers = expected.parse::<f64>().ok().zip(found.parse::<f64>().ok());
    let near = if ["capacity_calls", "spare_calls"].contains(&key) { 0.02 } else { 1.01e-4 };
    expected == found || numbers.is_some_and(|(expected, found)| (expected - found).abs() <= near)
}
