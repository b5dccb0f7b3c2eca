//! Names, columns, values and file names that would speak, through every output.

use crate::program::{Place, code, text};
use holdline::escape::is_hidden;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Output;

/// A file name that speaks to terminals, runners, spreadsheets, XML and Markdown.
const FILE: &str = "=x\r\n::error::from a file\u{1b}[31m\u{9b}2J\u{202e}\u{ffff}<b>&']]>##[error]|`.toml";

/// Names that are legal and awkward, `{FILE}` in what is not used, and too few people for the callers.
fn plan(more: &str) -> String {
    format!(
        r#"why = "a\r\n::error::from a reason\u001b[31m ##[error]"
open = "08:00"
close = "10:00"
interval = "30m"
{more}
[run]
days = 5
[targets]
answer_rate = 0.9
[[queues]]
name = "::stop-commands::x"
arrivals = {{ profile = "calls.csv" }}
talk = "4m"
patience = {{ exponential = {{ mean = "2m" }} }}
[[groups]]
name = "<b>&'x', ##[error]y | `z`"
serves = ["::stop-commands::x"]
people = 2
[[groups]]
name = "::set-output name=a::b"
lent = true
serves = ["::stop-commands::x"]
people = 2
[ladder]
release = {{ waiting_at_most = 0, lasting = "2m" }}
[[ladder.rungs]]
name = "::error::rung with a name of so many words that it is broken into lines, ::error::each of which ::error::speaks"
borrow = {{ group = "::set-output name=a::b", people = "all" }}
when = {{ waiting_above = 1, lasting = "1m" }}
[expect]
'queues."::stop-commands::x".answer_rate' = ">= 0.999"
"#
    )
}

fn place(more: &str) -> Place {
    let table = "interval_start,calls,\"zz\n::error::from a column\u{1b}[31m\"\n08:00,60,1\n08:30,60,1\n09:00,60,1\n09:30,60,1\n";
    Place::with(&[(FILE, &plan(more)), ("calls.csv", table)])
}

/// Nothing that is printed or written commands a terminal or a runner; `ours` lines are annotations.
fn is_harmless(what: &str, printed: &str, ours: usize) {
    let hidden: Vec<char> = printed.chars().filter(|c| is_hidden(*c) && *c != '\n').collect();
    assert!(hidden.is_empty(), "{what} holds {hidden:?}:\n{printed}");
    assert!(!printed.contains("##["), "{what}:\n{printed}");
    let commands: Vec<&str> = printed.lines().filter(|line| line.trim_start().starts_with("::")).collect();
    let is_ours = |line: &&&str| line.starts_with("::error file=");
    assert_eq!(commands.iter().filter(is_ours).count(), ours, "{what}:\n{printed}");
    assert_eq!(commands.len(), ours, "{what}:\n{printed}");
}

fn all_harmless(what: &str, output: &Output, ours: usize) {
    is_harmless(&format!("{what}, standard output"), &text(&output.stdout), ours);
    is_harmless(&format!("{what}, standard error"), &text(&output.stderr), 0);
}

/// Every text file below a folder.
fn files_are_harmless(folder: &Path) -> usize {
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            seen += files_are_harmless(&path);
        } else if !["png", "gz", "xlsx"].iter().any(|ending| path.extension() == Some(OsStr::new(ending))) {
            let what = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a text");
            // Tables in Chinese begin with the mark by which spreadsheets know UTF-8.
            let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
            is_harmless(&what, &text, 0);
            if what.ends_with(".csv") {
                no_cell_is_a_formula(&what, &text);
            }
            if what.ends_with(".svg") || what.ends_with(".xml") {
                assert!(!text.contains("<b>") && !text.contains("]]>"), "{what}:\n{text}");
            }
            seen += 1;
        }
    }
    seen
}

fn no_cell_is_a_formula(what: &str, text: &str) {
    for record in csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).records() {
        for cell in &record.expect("a record") {
            let speaks = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!speaks, "{what}: {cell}");
        }
    }
}

#[test]
fn a_run_says_nothing_for_others() {
    let place = place("");
    for format in ["text", "json"] {
        let output = place.run(&["run", FILE, "--format", format, "--calls", "--verbose", "--out", "out"]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        all_harmless(format, &output, 0);
    }
    assert!(files_are_harmless(&place.path("out")) > 10);
}

#[test]
fn stored_results_say_nothing_for_others() {
    let place = place("");
    assert_eq!(code(&place.run(&["run", FILE, "--out", "out", "--quiet"])), 0);
    let output = place.run(&["report", "out", "--verbose"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    all_harmless("report", &output, 0);
    assert!(files_are_harmless(&place.path("out")) > 10);
    let whole = fs::read_to_string(place.path("out/results.json")).expect("results");
    let forged = "\\u001b[31m\\n::error::x ##[error]";
    for (told, other) in [("\"mean\"", "x"), ("holdline-results/1", "y"), ("\"verdict\": \"", "\"verdict\": \"z")] {
        let changed = whole.replace(told, &format!("{other}{forged}"));
        place.write("forged\n::error::f.json", &changed);
        all_harmless(told, &place.run(&["report", "forged\n::error::f.json", "--out", "new"]), 0);
    }
    for names in ["Name\\u001b[31m\\n::error::x", "##[error]"] {
        place.write("named.json", &whole.replace("<b>&'x', ##\\u005berror]y | `z`", names));
        all_harmless(names, &place.run(&["report", "named.json", "--out", "new"]), 0);
    }
}

#[test]
fn a_run_in_parts_and_at_hostile_places_says_nothing_for_others() {
    let place = place("");
    for args in [
        &["run", FILE, "--part", "1/2", "--out", "p\n::error::p"][..],
        &["run", FILE, "--merge", "p\n::error::p", "calls.csv"],
        &["run", FILE, "--merge", "none\n::error::x\u{1b}[2J"],
        &["run", FILE, "--out", "calls.csv"],
        &["run", FILE, "--out", "o\n::error::o"],
        &["run", FILE, "--set", "why=\u{1b}[31m", "--set", "seats=\n::error::x"],
        &["run", FILE, "--x\n::error::x\u{1b}[31m"],
        &["run", "gone\n::error::x\u{1b}[31m.toml"],
    ] {
        all_harmless(&args.join(" "), &place.run(args), 0);
    }
}

#[test]
fn a_check_says_nothing_for_others_in_any_format() {
    let place = place("");
    for (format, ours) in [("text", 0), ("json", 0), ("markdown", 0), ("github", 2)] {
        let junit = format!("{format}.xml");
        let args = ["check", FILE, "--format", format, "--junit", &junit, "--baseline", "b\n::error::b"];
        let mut command = place.command(&args);
        let output = command.env("GITHUB_STEP_SUMMARY", place.path("summary.md")).output().expect("the program starts");
        assert!(code(&output) != 0 && !output.stdout.is_empty(), "{}", text(&output.stderr));
        all_harmless(format, &output, ours);
    }
    let output = place.run(&["check", FILE, "--baseline", "b\n::error::b", "--update"]);
    all_harmless("update", &output, 0);
    let output = place.run(&["check", FILE, "--baseline", "b\n::error::b", "--format", "github", "--set", "seats=1"]);
    all_harmless("moved", &output, 2);
    [FILE, "calls.csv"].iter().for_each(|input| fs::remove_file(place.path(input)).expect("it was there"));
    assert!(files_are_harmless(place.home()) > 5);
}

#[test]
fn faults_of_a_check_say_nothing_for_others_in_any_format() {
    for more in
        ["\"::error::k\\u001b[31m\\n::error::\" = 1", "max_waiting = 1", "seats = \"\\u001b[31m\\n::error::\"", "open"]
    {
        let place = place(more);
        for (format, ours) in [("text", 0), ("json", 0), ("markdown", 0), ("github", 1)] {
            let output = place.run(&["check", ".", "--format", format, "--junit", "j.xml"]);
            assert_eq!(code(&output), 2, "{more} {}", text(&output.stderr));
            let ours = if ours == 0 { 0 } else { text(&output.stdout).matches("::error file=").count() };
            all_harmless(&format!("{more}, {format}"), &output, ours);
        }
        all_harmless(more, &place.run(&["run", FILE, "--format", "json"]), 0);
        fs::remove_file(place.path(FILE)).expect("it was there");
        fs::remove_file(place.path("calls.csv")).expect("it was there");
        files_are_harmless(place.home());
    }
}

#[test]
fn a_comparison_says_nothing_for_others_in_any_format() {
    let place = place("");
    for format in ["text", "json", "markdown", "csv"] {
        let args =
            ["compare", FILE, "--with", "why=\"\\u001b[31m\\n::error::\"; seats=1", "--format", format, "--out", "out"];
        let output = place.run(&args);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        all_harmless(format, &output, 0);
    }
    assert!(files_are_harmless(&place.path("out")) > 5);
}

#[test]
fn tables_say_nothing_for_others() {
    let log = "arrival,outcome,wait_s,service_s,agent,queue\n\
               2026-03-02T08:00:00,answered,1,60,=cmd|x ::error::z ##[error]\u{1b}[31m\u{202e}<b>&,q\n\
               2026-03-03T08:00:00,answered,1,60,\"\n::error::y\",q\n";
    let place = place("");
    place.write("records/::error::calls ##[error]\u{1b}[31m.csv", log);
    place.write("records/calendar.csv", "date,holiday\n2026-03-02,\"=1+2\n::error::h\u{9b}\"\n");
    for language in ["--lang=en", "--lang=zh", "--verbose"] {
        let output = place.run(&["tables", "records", FILE, "--out", "tables", language]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        all_harmless(language, &output, 0);
        assert_eq!(files_are_harmless(&place.path("tables")), 8);
    }
    all_harmless("json", &place.run(&["tables", "records", FILE, "--out", "tables", "--format", "json"]), 0);
    place.write("records/bad.csv", "arrival,outcome,agent,\"::error::c\"\n=x\n\u{1b}[31m::error::m,##[error],a,b\n");
    all_harmless("faults", &place.run(&["tables", "records", FILE, "--out", "tables"]), 0);
}
