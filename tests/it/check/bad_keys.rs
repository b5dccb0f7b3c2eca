//! Keys that mean nothing on this floor end with 2 and are told with their line; they never pass.

use super::{code_of, expecting};
use crate::program::{code, text};

/// A bad line by itself ends with 2 and says these words.
fn refused(line: &str, said: &[&str]) {
    let output = expecting(line).run(&["check", "plan.toml"]);
    let told = text(&output.stderr);
    assert_eq!(code(&output), 2, "{line}: {told}");
    assert!(told.contains("plan.toml:34:"), "{line} is not told with its line: {told}");
    assert!(said.iter().all(|word| told.contains(word)), "{line}: {told}");
}

#[test]
fn an_unknown_measure() {
    refused("anser_rate = '>= 0'", &["no such measure", "did you mean `answer_rate`?"]);
}

#[test]
fn a_service_level_without_its_unit() {
    refused("service_level_45 = '>= 0'", &["no such measure", "service_level_"]);
}

#[test]
fn an_unknown_queue() {
    refused("queues.genral.answer_rate = '>= 0'", &["no `genral` among queues", "`queues.general.answer_rate`"]);
}

#[test]
fn a_name_with_points_without_quotes() {
    refused("'queues.key accounts v1.5.asa_s' = '>= 0'", &["`queues.\"key accounts v1.5\".", "among queues"]);
}

#[test]
fn an_unknown_group() {
    refused("groups.expert.occupancy = '>= 0'", &["no `expert` among groups", "`groups.experts.occupancy`"]);
}

#[test]
fn an_unknown_rung() {
    refused("ladder.exprts.pulls = '>= 0'", &["no `exprts` among ladder", "`ladder.experts.pulls`"]);
}

#[test]
fn an_unknown_figure_of_a_rung() {
    refused("ladder.experts.pulled = '>= 0'", &["no such figure", "`ladder.experts.pulls`"]);
}

#[test]
fn a_measure_that_queues_do_not_have() {
    refused("queues.general.wait_p95_s = '>= 0'", &["only the whole floor's day", "wait_mean_s"]);
}

#[test]
fn a_window_outside_the_opening_hours() {
    refused("'intervals[11:00..13:00].asa_s' = '>= 0'", &["11:00 to 13:00 is not open", "08:00 to 12:00"]);
}

#[test]
fn a_window_off_the_grid() {
    refused("'intervals[09:15..11:00].asa_s' = '>= 0'", &["begins or ends at 09:15", "09:00 or 09:30"]);
}

#[test]
fn a_window_the_wrong_way_round() {
    refused("'intervals[11:00..09:00].asa_s' = '>= 0'", &["no stretch of the day"]);
}

#[test]
fn a_percentile_in_a_window() {
    refused("'intervals[09:00..11:00].wait_p95_s' = '>= 0'", &["only the whole floor's day", "service_level_20s"]);
}

#[test]
fn a_share_of_days_of_nothing() {
    refused(
        "'share_of_days(answer_rate)' = '>= 0'",
        &["the share of which days?", "share_of_days(answer_rate >= 0.90)"],
    );
}

#[test]
fn a_share_of_days_of_each_interval() {
    refused("'share_of_days(intervals.each.asa_s < 9)' = '>= 0'", &["more than one such figure"]);
}

#[test]
fn a_comparison_that_is_none() {
    refused("answer_rate = 'at least 0.9'", &["found \"at least 0.9\"", ">= 0.90"]);
}

#[test]
fn a_severity_that_is_none() {
    refused("answer_rate = { is = '>= 0.9', severity = 'wran' }", &["did you mean `warn`?"]);
}

#[test]
fn a_cost_where_nobodys_pay_is_known() {
    let place = expecting("cost = '<= 1e9'");
    assert_eq!(code(&place.run(&["check", "plan.toml"])), 0);
    let unpaid = super::plan("cost = '<= 1e9'").replace("cost_per_hour = 30\n", "");
    place.write("plan.toml", &unpaid);
    let output = place.run(&["check", "plan.toml"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("cost_per_hour in at least one group"));
}

#[test]
fn more_waiting_times_than_are_measured() {
    let many: String = (1..8).map(|n| format!("service_level_{n}s = '>= 0'\n")).collect();
    assert_eq!(code_of(&many, &[]), 2);
}

#[test]
fn all_faults_are_told_at_once_and_by_every_command() {
    let bad = "anser_rate = '>= 0'\nqueues.genral.asa_s = '>= 0'\n'intervals[01:00..02:00].asa_s' = '>= 0'";
    for command in [["check", "plan.toml"], ["run", "plan.toml"]] {
        let output = expecting(bad).run(&command);
        let told = text(&output.stderr);
        assert_eq!(code(&output), 2);
        assert_eq!(told.matches("error: expect.").count(), 3, "{told}");
    }
}
