//! Which files are checked, and which part of them.

use super::{expecting, json, plan};
use crate::program::{Place, code, text};
use serde_json::{Value, json as value};

fn files(document: &Value) -> Vec<&str> {
    let scenarios = document["scenarios"].as_array().expect("a list");
    scenarios.iter().map(|scenario| scenario["file"].as_str().expect("a file")).collect()
}

/// A folder with scenarios and other files.
fn folder() -> Place {
    Place::with(&[
        ("plans/b.toml", &plan("answer_rate = '>= 0.5'")),
        ("plans/a/z.toml", &plan("asa_s = '<= 1000'")),
        ("plans/a/base-only.toml", super::FLOOR),
        ("plans/child.toml", "base = 'a/base-only.toml'\nname = 'Child'\n[expect]\noccupancy = '<= 1'\n"),
        ("plans/Cargo.toml", "[package]\nname = 'x'\n"),
        ("plans/.hidden/c.toml", "not TOML at all"),
        ("plans/notes.txt", "nothing"),
    ])
}

#[test]
fn folders_are_searched_in_order_and_what_is_no_scenario_is_skipped_and_told() {
    let document = json(&folder(), &["plans"], 0);
    assert_eq!(files(&document), ["plans/a/z.toml", "plans/b.toml", "plans/child.toml"]);
    let skipped = value!([
        { "file": "plans/Cargo.toml", "why": "not a scenario" },
        { "file": "plans/a/base-only.toml", "why": "only a base of plans/child.toml" },
    ]);
    assert_eq!(document["skipped"], skipped);
    let inside = folder();
    let output =
        inside.command(&["check", "."]).current_dir(inside.path("plans")).output().expect("the program starts");
    assert!(text(&output.stdout).contains("(a/z.toml)"), "{}", text(&output.stdout));
}

#[test]
fn a_base_that_expects_something_or_is_named_itself_is_checked() {
    let place = folder();
    assert_eq!(files(&json(&place, &["plans/a/base-only.toml", "plans"], 0))[0], "plans/a/base-only.toml");
    assert_eq!(files(&json(&place, &["plans", "plans/a/base-only.toml"], 0)).len(), 4);
    place.write("plans/a/base-only.toml", &plan("cost = '<= 1'"));
    let document = json(&place, &["plans"], 1);
    assert_eq!(files(&document).len(), 4);
}

#[test]
fn a_file_given_twice_is_checked_once() {
    let place = folder();
    assert_eq!(files(&json(&place, &["plans/b.toml", "plans/../plans/b.toml", "plans"], 0)).len(), 3);
}

#[test]
fn a_scenario_without_expectations_is_run_and_does_not_count() {
    let place = Place::with(&[("a.toml", super::FLOOR), ("b.toml", &plan("answer_rate = '>= 0.5'"))]);
    let document = json(&place, &["."], 0);
    assert_eq!(
        (&document["scenarios"][0]["counted"], &document["scenarios"][1]["counted"]),
        (&false.into(), &true.into())
    );
    let document = json(&place, &["a.toml"], 4);
    assert_eq!((&document["verdict"], &document["scenarios"][0]["days"]), (&"nothing_ran".into(), &40.into()));
    place.write("a.toml", &format!("max_waiting = 1\n{}", super::FLOOR.replace("people = 4", "people = 0")));
    json(&place, &["."], 2);
}

#[test]
fn a_bad_scenario_is_told_with_all_its_faults_and_the_others_still_run() {
    let place = folder();
    place.write("plans/bad.toml", &super::FLOOR.replace("talk =", "tlak =").replace("people = 4", "people = 4.5"));
    let document = json(&place, &["plans", "nowhere.toml"], 2);
    let faults = |at: usize| document["scenarios"][at]["faults"].as_array().map_or(0, Vec::len);
    assert_eq!(files(&document)[2..], ["plans/bad.toml", "plans/child.toml", "nowhere.toml"]);
    assert_eq!((faults(1), faults(2), faults(3), faults(4)), (0, 3, 0, 1), "{document}");
    let output = place.run(&["check", "plans"]);
    assert!(text(&output.stderr).contains("did you mean `talk`?"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with("1 scenario could not be played.\n"), "{}", text(&output.stdout));
}

#[test]
fn only_picks_scenarios_by_name_or_file_and_expectations_by_key() {
    let place = folder();
    assert_eq!(files(&json(&place, &["plans", "--only", "CHILD"], 0)), ["plans/child.toml"]);
    assert_eq!(files(&json(&place, &["plans", "--only", "a/z"], 0)), ["plans/a/z.toml"]);
    assert_eq!(files(&json(&place, &["plans", "--only", "answer_rate"], 0)), ["plans/b.toml"]);
    assert_eq!(files(&json(&place, &["plans", "--only", "asa", "--only", "occup"], 0)).len(), 2);
    let both = expecting("answer_rate = '>= 0.5'\ncost = '<= 1'");
    assert_eq!(
        json(&both, &["plan.toml", "--only", "answer"], 0)["scenarios"][0]["expectations"].as_array().map(Vec::len),
        Some(1)
    );
    let nothing = place.run(&["check", "plans", "--only", "xyz"]);
    assert_eq!((code(&nothing), text(&nothing.stderr).contains("xyz")), (4, true));
}

#[test]
fn fail_fast_stops_at_the_first_failure_whatever_the_threads() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let place = Place::with(&[]);
    for name in names {
        let target = if ["c", "e"].contains(&name) { "0.999" } else { "0.5" };
        place.write(&format!("{name}.toml"), &plan(&format!("answer_rate = '>= {target}'")));
    }
    for threads in ["1", "2", "7"] {
        let document = json(&place, &[".", "--fail-fast", "--threads", threads], 1);
        assert_eq!(files(&document), ["a.toml", "b.toml", "c.toml"]);
        assert_eq!(document["left_out"], 3);
    }
    place.write("b.toml", "open = 8");
    assert_eq!(files(&json(&place, &[".", "--fail-fast"], 2)), ["a.toml", "b.toml"]);
    assert_eq!(json(&place, &["."], 2)["left_out"], 0);
}
