//! Folders of scenarios with circles, bad links and shared faults.

use super::with_profile;
use crate::check::{FLOOR, json, plan};
use crate::program::{Place, code, text};

fn files(document: &serde_json::Value) -> Vec<String> {
    let scenarios = document["scenarios"].as_array().expect("a list");
    scenarios.iter().map(|scenario| scenario["file"].as_str().expect("a file").to_owned()).collect()
}

#[test]
fn scenarios_whose_bases_go_round_in_a_circle_are_told_as_faults() {
    let place = Place::with(&[
        ("plans/good.toml", &plan("answer_rate = '>= 0.1'")),
        ("plans/x.toml", "base = 'y.toml'\n"),
        ("plans/y.toml", "base = 'x.toml'\n"),
        ("plans/z.toml", "base = 'z.toml'\n"),
    ]);
    let document = json(&place, &["plans"], 2);
    assert_eq!(files(&document), ["plans/good.toml", "plans/x.toml", "plans/y.toml", "plans/z.toml"]);
    assert!(document.to_string().contains("the bases go round in a circle"), "{document}");
    place.write("plans/into.toml", "base = 'x.toml'\n");
    assert_eq!(json(&place, &["plans"], 2)["verdict"], "bad_input");
}

#[test]
fn a_chain_of_bases_is_told_by_the_scenario_that_stands_on_each() {
    let place = Place::with(&[
        ("plans/a.toml", FLOOR),
        ("plans/b.toml", "base = 'a.toml'\n"),
        ("plans/c.toml", "base = 'b.toml'\n[expect]\nanswer_rate = '>= 0.1'\n"),
    ]);
    let skipped = json(&place, &["plans"], 0)["skipped"].clone();
    let why = |at: usize| skipped[at]["why"].as_str().expect("a reason").to_owned();
    assert_eq!((why(0), why(1)), ("only a base of plans/b.toml".into(), "only a base of plans/c.toml".into()));
}

#[cfg(unix)]
#[test]
fn a_bad_link_is_a_fault_of_its_own_and_the_rest_is_checked() {
    use std::os::unix::fs::symlink;
    let place = Place::with(&[("plans/good.toml", &plan("answer_rate = '>= 0.1'"))]);
    symlink("nowhere", place.path("plans/gone")).expect("a link");
    symlink("b", place.path("plans/a")).expect("a link");
    symlink("a", place.path("plans/b")).expect("a link");
    symlink("nowhere", place.path("plans/.hidden")).expect("a link");
    let document = json(&place, &["plans"], 2);
    assert_eq!(files(&document), ["plans/good.toml", "plans/a", "plans/b", "plans/gone"]);
    assert_eq!(document["scenarios"][0]["expectations"][0]["verdict"], "met");
    let output = place.run(&["check", "plans"]);
    assert!(text(&output.stderr).contains("error: plans/gone: a link that leads nowhere"), "{}", text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_folder_with_a_link_to_a_folder_above_is_walked_once() {
    let place = Place::with(&[
        ("all/plans/good.toml", &plan("answer_rate = '>= 0.1'")),
        ("all/plans/deep/other.toml", &plan("answer_rate = '>= 0.1'")),
        ("all/elsewhere.toml", "not a scenario"),
    ]);
    for (link, to) in [("all/plans/up", ".."), ("all/plans/here", "."), ("all/plans/deep/up", "../..")] {
        std::os::unix::fs::symlink(to, place.path(link)).expect("a link");
    }
    let document = json(&place, &["all/plans"], 0);
    assert_eq!(files(&document), ["all/plans/deep/other.toml", "all/plans/good.toml"]);
}

#[cfg(unix)]
#[test]
fn folders_that_all_link_to_each_other_are_walked_once() {
    let place = Place::with(&[]);
    let names: Vec<String> = (0..12).map(|n| format!("f{n:02}")).collect();
    for name in &names {
        place.write(&format!("all/{name}/plan.toml"), "nothing");
        for other in names.iter().filter(|other| *other != name) {
            std::os::unix::fs::symlink(format!("../{other}"), place.path(&format!("all/{name}/{other}")))
                .expect("a link");
        }
    }
    assert_eq!(files(&json(&place, &["all"], 2)).len(), 12);
}

#[test]
fn a_fault_and_a_note_of_a_shared_base_are_told_once() {
    let place = Place::with(&[
        ("base.toml", &with_profile("rows.csv").replace("talk =", "tlak =")),
        ("rows.csv", "interval_start,calls,remark\n09:00,5,x\n"),
    ]);
    for n in 1..=5 {
        place.write(&format!("s{n}.toml"), "base = 'base.toml'\n");
    }
    let output = place.run(&["check", "."]);
    let said = text(&output.stderr);
    assert_eq!((code(&output), said.matches("tlak: unknown key").count()), (2, 1), "{said}");
    assert!(said.contains("= in 5 scenarios: s1.toml, s2.toml, s3.toml, ..."), "{said}");
    assert!(said.contains("not used: `remark` [columns_not_used] (in 5 scenarios)"), "{said}");
    let annotated = text(&place.run(&["check", ".", "--format", "github"]).stdout);
    assert!(annotated.contains("title=5 scenarios cannot be played::queues.general.tlak"), "{annotated}");
    let document = json(&place, &["."], 2);
    assert!(document["scenarios"][4]["notes"][0].as_str().is_some_and(|note| note.contains("`remark`")), "{document}");
}
