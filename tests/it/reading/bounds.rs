//! Reading takes memory in proportion to the files, and what never ends is not begun.

use super::{scenario, with_profile};
use crate::program::{Place, code, text};
use std::fmt::Write as _;
use std::process::Output;

/// The program with so many megabytes of memory to address.
#[cfg(target_os = "linux")]
fn run_within(place: &Place, megabytes: usize, args: &str) -> Output {
    let line = format!("ulimit -v {} && exec {} {args}", 1000 * megabytes, env!("CARGO_BIN_EXE_holdline"));
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &line]).current_dir(place.home()).env("LC_ALL", "C").output().expect("there is a shell")
}

#[cfg(target_os = "linux")]
fn is_refused_within(place: &Place, megabytes: usize, because: &str) {
    let output = run_within(place, megabytes, "check plan.toml");
    let said = text(&output.stderr);
    assert!(code(&output) == 2 && said.contains(because) && said.len() < 10_000, "{:?}: {said:.3000}", output.status);
}

#[cfg(target_os = "linux")]
#[test]
fn a_scenario_file_of_many_megabytes_is_refused_before_it_is_read() {
    let place = Place::with(&[("plan.toml", &"=".repeat(20_000_000))]);
    is_refused_within(&place, 200, "a scenario file of at most 1 MB");
}

#[cfg(target_os = "linux")]
#[test]
fn a_scenario_file_full_of_faults_takes_little_memory() {
    for junk in ["= =\n", "a = 1\n", "=", "08:00:00,180,general\n", "\"", "[[a]]\n[a]\n"] {
        let place = Place::with(&[("plan.toml", &junk.repeat(990_000 / junk.len()))]);
        is_refused_within(&place, 700, "not TOML");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_table_with_a_quote_that_is_not_closed_is_refused() {
    let rows = format!("interval_start,calls\n08:00,\"{}", "1\n".repeat(10_000_000));
    let place = Place::with(&[("plan.toml", &with_profile("rows.csv")), ("rows.csv", &rows)]);
    is_refused_within(&place, 500, "is a quote not closed?");
}

#[cfg(target_os = "linux")]
#[test]
fn a_table_of_more_rows_than_are_of_use_is_refused() {
    let lengths = format!("seconds\n{}", "1\n".repeat(5_000_001));
    let queue = "talk = { empirical = 'rows.csv' }\narrivals = { calls_per_hour = 10 }";
    let place = Place::with(&[("plan.toml", &scenario(queue, "people = 2")), ("rows.csv", &lengths)]);
    is_refused_within(&place, 600, "at most 5 million rows");
}

#[cfg(target_os = "linux")]
#[test]
fn a_large_table_is_read_in_the_memory_that_is_promised() {
    let mut calls = "arrival,talk_s,wrap_up_s\n".to_owned();
    for n in 0..1_000_000 {
        writeln!(calls, "{:02}:{:02}:{:02},180.5,20", 18 + n / 360_000, n / 6000 % 60, n / 100 % 60).expect("a text");
    }
    let queue = "talk = '3m'\narrivals = { calls = 'rows.csv' }";
    let place = Place::with(&[("plan.toml", &scenario(queue, "people = 2")), ("rows.csv", &calls)]);
    // Every further thread has memory of its own to address.
    let output = run_within(&place, 700, "check plan.toml --threads 1");
    assert!(text(&output.stderr).contains("1000000 calls of rows.csv lie outside"), "{}", text(&output.stderr));
}

#[test]
fn a_table_full_of_faults_tells_ten_of_them() {
    let rows = format!("interval_start,calls\n{}", "08:00,x\n".repeat(200_000));
    let place = Place::with(&[("plan.toml", &with_profile("rows.csv")), ("rows.csv", &rows)]);
    let said = text(&place.run(&["check", "plan.toml"]).stderr);
    assert!(said.contains("199990 more faults in this file"), "{said}");
}

#[test]
fn a_long_chain_of_bases_is_followed_to_its_end() {
    let place = Place::with(&[("b0.toml", &with_profile("rows.csv")), ("rows.csv", "interval_start,calls\n09:00,5\n")]);
    for n in 1..=1000 {
        place.write(&format!("b{n}.toml"), &format!("base = 'b{}.toml'\n", n - 1));
    }
    assert_eq!(code(&place.run(&["check", "b1000.toml"])), 4);
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_files_made_by_the_system_are_refused_before_they_are_opened() {
    let place = Place::with(&[]);
    let made = std::process::Command::new("mkfifo").arg(place.path("pipe")).status().expect("there is mkfifo");
    assert!(made.success());
    let mut paths = vec!["pipe", "/dev/zero"];
    if cfg!(target_os = "linux") {
        paths.extend(["/proc/kmsg", "/proc/self/environ"]);
    }
    for path in paths {
        place.write("plan.toml", &with_profile(path));
        place.write("child.toml", &format!("base = '{path}'\n"));
        for file in [path, "plan.toml", "child.toml"] {
            let output = place.run(&["check", file]);
            let said = text(&output.stderr);
            assert!(code(&output) == 2 && said.contains("is not a regular file"), "{path} {file}: {said}");
        }
    }
}
