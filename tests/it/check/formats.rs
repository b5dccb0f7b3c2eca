//! What is printed and written.

use super::{FLOOR, expecting, plan};
use crate::program::{Place, code, read, text};
use std::path::Path;

/// A folder with one of everything.
fn folder() -> Place {
    let expect = "answer_rate = '>= 0.90'\n'intervals.each.answer_rate' = '>= 0.95'\nwait_p95_s = '<= 90'\n\
                  queues.\"key accounts v1.5\".asa_s = '<= 20'\n'share_of_days(answer_rate >= 0.90)' = '>= 0.8'\n\
                  ladder.experts.pulls = { is = '<= 1', severity = 'warn' }\nabandoned = '== 15.5'";
    Place::with(&[
        ("plans/a.toml", &format!("name = \"Plan A, <autumn>\"\n{}", plan(expect))),
        ("plans/bad.toml", &FLOOR.replace("talk = \"2m\"", "tlak = \"2m\"")),
        ("plans/c.toml", FLOOR),
        ("plans/notes.toml", "title = 'no scenario'"),
    ])
}

/// The text beside this test, rewritten when asked to: `SNAPSHOTS=overwrite cargo test`.
fn is_as_shown(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/check/shown").join(name);
    let version = format!("\"holdline\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let found = found.replace(&version, "\"holdline\": \"VERSION\"");
    if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
        std::fs::write(&file, &found).expect("it can be written");
    }
    assert_eq!(read(&file), found, "{name}: bring it up to date with SNAPSHOTS=overwrite cargo test");
}

#[test]
fn every_format_is_as_shown() {
    let place = folder();
    for (format, file) in
        [("text", "text.txt"), ("json", "check.json"), ("github", "github.txt"), ("markdown", "summary.md")]
    {
        let output = place.run(&["check", "plans", "--format", format, "--junit", "reports/check.xml"]);
        assert_eq!(code(&output), 2, "{}", text(&output.stderr));
        is_as_shown(file, &text(&output.stdout));
    }
    is_as_shown("junit.xml", &read(&place.path("reports/check.xml")));
    assert_eq!(place.listing(), ["plans", "reports"], "nothing else is left behind");
}

#[test]
fn everything_is_the_same_bytes_for_any_number_of_threads() {
    let place = folder();
    let outputs = ["1", "2", "7"].map(|threads| {
        let output = place.run(&["check", "plans", "--threads", threads, "--format", "json", "--junit", "check.xml"]);
        (output.stdout, read(&place.path("check.xml")))
    });
    assert!(outputs[0] == outputs[1] && outputs[0] == outputs[2]);
    assert!(outputs[0].0.len() > 1_000);
}

#[test]
fn quiet_prints_nothing_but_faults() {
    let output = folder().run(&["check", "plans", "--quiet"]);
    assert_eq!((code(&output), text(&output.stdout)), (2, String::new()));
    assert!(text(&output.stderr).contains("tlak"));
    let output = expecting("cost = '<= 1'").run(&["check", "plan.toml", "--quiet"]);
    assert_eq!((code(&output), text(&output.stdout), text(&output.stderr)), (1, String::new(), String::new()));
}

#[test]
fn the_summary_of_the_job_is_added_to_what_the_runner_has() {
    let place = expecting("cost = '<= 1'");
    place.write("summary.md", "Earlier steps.\n");
    let check = |format: &str| {
        let mut command = place.command(&["check", "plan.toml", "--format", format]);
        let output = command.env("GITHUB_STEP_SUMMARY", place.path("summary.md")).output().expect("the program starts");
        assert_eq!(code(&output), 1);
        read(&place.path("summary.md"))
    };
    assert_eq!(check("text"), "Earlier steps.\n", "only the format of GitHub adds to it");
    let summary = check("github");
    assert!(summary.starts_with("Earlier steps.\n# Not everything is as expected\n"), "{summary}");
}

#[test]
fn a_report_that_cannot_be_written_is_refused_before_anything_is_played() {
    let place = expecting("cost = '<= 1'");
    for file in [".", "plan.toml/check.xml"] {
        let output = place.run(&["check", "plan.toml", "--days", "1000000", "--junit", file]);
        assert_eq!(code(&output), 2, "{file}: {}", text(&output.stderr));
    }
    place.write("check.xml", "");
    let report = |days| {
        place.run(&["check", "plan.toml", "--days", days, "--junit", "check.xml"]);
        read(&place.path("check.xml"))
    };
    let earlier = report("5");
    assert!(earlier.starts_with("<?xml") && report("6") != earlier);
}
