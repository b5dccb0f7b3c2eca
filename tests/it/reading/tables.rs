//! What is told of tables and bases, and what is not shown of them.

use super::{scenario, with_profile};
use crate::check::json;
use crate::program::{Place, code, text};

const SECRET: &str = "root:x:0:0:secret\nadmin:x:1:1:secret\n";

#[test]
fn nothing_of_a_file_outside_the_scenarios_folder_is_shown() {
    let header = format!("interval_start,calls,secret-column\n{SECRET}09:00,secret,1\nsecret,1,1\n");
    let place = Place::with(&[
        ("secret.txt", SECRET),
        ("table.csv", &header),
        ("secret.toml", "name = 'secret"),
        ("plans/base.toml", "base = '../secret.txt'\n"),
        ("plans/syntax.toml", "base = '../secret.toml'\n"),
        ("plans/profile.toml", &with_profile("../secret.txt")),
        ("plans/table.toml", &with_profile("../table.csv")),
    ]);
    for format in ["text", "json", "github", "markdown"] {
        let output = place.run(&["check", "plans", "--format", format]);
        let all = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(code(&output), 2);
        // Names of files are shown, what stands in them is not.
        let shown = all.replace("secret.txt", "").replace("secret.toml", "");
        assert!(!shown.contains("secret") && !shown.contains("root"), "{format}: {shown}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_does_not_show_what_lies_outside() {
    let place = Place::with(&[("secret.txt", SECRET), ("plans/plan.toml", &with_profile("link.csv"))]);
    std::os::unix::fs::symlink("../secret.txt", place.path("plans/link.csv")).expect("a link");
    let said = text(&place.run(&["check", "plans/plan.toml"]).stderr);
    assert!(said.contains("no column") && !said.contains("root"), "{said}");
}

#[test]
fn a_base_beside_the_scenarios_folder_is_told_by_place_and_what_is_allowed() {
    let place = Place::with(&[("common.toml", "opne = '08:00'\n"), ("plans/plan.toml", "base = '../common.toml'\n")]);
    let said = text(&place.run(&["check", "plans/plan.toml"]).stderr);
    assert!(said.contains("unknown key") && said.contains("--> common.toml:1:1"), "{said}");
    assert!(said.contains("the keys of a scenario: ") && !said.contains("opne"), "{said}");
}

#[test]
fn of_a_table_only_the_cell_at_fault_is_shown() {
    let rows = "name,interval_start,calls\nJane Roe,09:00,many\n";
    let place = Place::with(&[("plan.toml", &with_profile("rows.csv")), ("rows.csv", rows)]);
    let said = text(&place.run(&["check", "plan.toml"]).stderr);
    assert!(said.contains("rows.csv:2:16") && said.contains("many") && !said.contains("Jane"), "{said}");
}

#[test]
fn notes_are_told_also_when_a_run_is_refused() {
    let rows = "interval_start,calls,remark\n09:00,5,x\n";
    let place = Place::with(&[("plan.toml", &with_profile("rows.csv").replace("talk", "tlak")), ("rows.csv", rows)]);
    let said = text(&place.run(&["run", "plan.toml"]).stderr);
    assert!(said.contains("note: rows.csv: not used: `remark`"), "{said}");
    let refused = text(&place.run(&["run", "plan.toml", "--format", "json"]).stdout);
    let refused: serde_json::Value = serde_json::from_str(&refused).expect("it is JSON");
    assert_eq!(refused["notes"][0], "rows.csv: not used: `remark` [columns_not_used]");
}

#[test]
fn a_queue_without_patience_is_told_where_the_answer_rate_is_a_target() {
    let note = "queue `general` has no `patience`";
    let plain = scenario("talk = '3m'\narrivals = { calls_per_hour = 10 }", "people = 2");
    let says = |text: &str| json(&Place::with(&[("plan.toml", text)]), &["plan.toml"], 4).to_string().contains(note);
    assert!(!says(&plain));
    assert!(says(&format!("{plain}[targets]\nanswer_rate = 0.9\n")));
    assert!(!says(&format!("{}[targets]\nanswer_rate = 0.9\n", plain.replace("talk", "patience = '2m'\ntalk"))));
    assert!(!says(&format!("{}[targets]\nanswer_rate = 0.9\n", plain.replace("talk", "patience = 'infinite'\ntalk"))));
}

#[test]
fn a_day_in_which_nothing_is_drawn_is_decided_at_once() {
    let queue = "talk = '4m'\narrivals = { calls = 'calls.csv' }";
    let expect = "[expect]\noffered = '== 2'\nanswer_rate = '>= 0.5'\n\"intervals.each.answer_rate\" = '>= 1'\n\
                  \"share_of_days(offered >= 2)\" = '>= 1'\n\"groups.inbound.occupancy\" = '<= 0.5'\n";
    let place = Place::with(&[("calls.csv", "arrival\n09:15\n09:20\n")]);
    place.write("plan.toml", &format!("{}{expect}", scenario(queue, "people = 2")));
    json(&place, &["plan.toml", "--days", "1"], 0);
    place.write("plan.toml", &format!("{}[expect]\noffered = '== 3'\n", scenario(queue, "people = 2")));
    assert_eq!(json(&place, &["plan.toml", "--days", "1"], 1)["scenarios"][0]["expectations"][0]["verdict"], "missed");
}
