//! Who answers whom (M-D1, M-D2, M-D4).

use crate::traced::{floor, secs};
use holdline::model::TakenBy;

#[test]
fn the_agent_idle_longest_answers() {
    // 08:00  agent 0 talks until 08:01       08:02  agent 1, idle since 08:00       08:13  agent 0, idle since 08:01
    let day = floor().agents(2).caller("08:00").talk(60).caller("08:02").caller("08:13").play();
    assert_eq!(day.call(1), "08:02 answered 08:02 by inbound 1");
    assert_eq!(day.call(2), "08:13 answered 08:13 by inbound 0");
}

#[test]
fn the_groups_named_answer_in_their_order() {
    // `a` and `b` are equally idle: b, then a, then whoever is free first
    let floor = floor().answered_by(&["b", "a"]).group("a").people(1).group("b").people(1);
    let day = floor.caller("08:00").caller("08:01").caller("08:02").play();
    let expected = ["08:00 answered 08:00 by b 0", "08:01 answered 08:01 by a 0", "08:02 answered 08:10 by b 0"];
    assert_eq!(day.calls(), expected);
}

#[test]
fn inside_a_group_named_the_agent_idle_longest_answers() {
    let floor = floor().answered_by(&["b"]).group("a").people(1).group("b").people(2);
    let day = floor.caller("08:00").talk(60).caller("08:02").talk(60).caller("08:04").play();
    assert_eq!(day.call(1), "08:02 answered 08:02 by b 1");
    assert_eq!(day.call(2), "08:04 answered 08:04 by b 0");
}

#[test]
fn after_the_groups_named_come_the_others_longest_idle_first() {
    // Queue `own` makes `a` busy from 08:00 to 08:01, so that `b` has been idle longer.
    // 08:02  c, named       08:03  b, idle since 08:00       08:04  a, idle since 08:01
    let floor = floor().answered_by(&["c"]).queue("own").group("a").people(1);
    let floor = floor.group("b").people(1).serves(&["general"]).group("c").people(1).serves(&["general"]);
    let day = floor.caller("08:00").to("own").talk(60).caller("08:02").caller("08:03").caller("08:04").play();
    let expected = ["08:02 answered 08:02 by c 0", "08:03 answered 08:03 by b 0", "08:04 answered 08:04 by a 0"];
    assert_eq!(day.calls()[1..], expected);
}

#[test]
fn priority_comes_before_the_longest_wait() {
    // 08:10  vip has waited five minutes, general nine: vip first
    let floor = floor().queue("vip").priority(10).agents(1).caller("08:00").caller("08:01");
    let day = floor.caller("08:05").to("vip").play();
    assert_eq!(day.call(2), "08:05 answered 08:10 by inbound 0");
    assert_eq!(day.call(1), "08:01 answered 08:20 by inbound 0");
}

#[test]
fn at_equal_priority_who_has_waited_longest_is_first() {
    // The second queue's caller came a minute earlier.
    let floor = floor().queue("other").agents(1).caller("08:00").caller("08:02").caller("08:01").to("other");
    let day = floor.play();
    assert_eq!(day.call(1), "08:01 answered 08:10 by inbound 0");
    assert_eq!(day.call(2), "08:02 answered 08:20 by inbound 0");
}

#[test]
fn a_caller_with_credit_stands_in_line_as_if_come_earlier() {
    // With 90 s of credit those of 08:02 and 08:02:30 stand as if they had come at 08:00:30 and 08:01. Of two who stand
    // alike the one who joined first is first. Nobody's wait is another.
    let floor = floor().queue("vip").queue_with(|q| q.credit = secs(90)).agents(1).caller("08:00").caller("08:01");
    let day = floor.caller("08:02").to("vip").caller("08:02:30").to("vip").play();
    let expected = [
        "08:00 answered 08:00 by inbound 0",
        "08:01 answered 08:20 by inbound 0",
        "08:02 answered 08:10 by inbound 0",
        "08:02:30 answered 08:30 by inbound 0",
    ];
    assert_eq!(day.calls(), expected);
}

#[test]
fn credit_counts_among_callers_of_equal_priority_only() {
    let floor = floor().priority(1).queue("vip").queue_with(|q| q.credit = secs(3_600)).agents(1).caller("08:00");
    let day = floor.caller("08:01").to("vip").caller("08:02").play();
    assert_eq!(day.calls()[1..], ["08:01 answered 08:20 by inbound 0", "08:02 answered 08:10 by inbound 0"]);
}

#[test]
fn by_preference_a_group_takes_from_its_first_queue_whoever_has_waited_longer() {
    // 08:10  general has waited nine minutes, other five: other, which comes first in `serves`
    let floor = floor().queue("other").agents(1).serves(&["other", "general"]);
    let floor = floor.group_with(|g| g.by = TakenBy::Preference).caller("08:00").caller("08:01");
    let day = floor.caller("08:05").to("other").play();
    assert_eq!(day.calls()[1..], ["08:01 answered 08:20 by inbound 0", "08:05 answered 08:10 by inbound 0"]);
}

#[test]
fn priority_comes_before_preference() {
    let floor = floor().priority(1).queue("other").agents(1).serves(&["other", "general"]);
    let floor = floor.group_with(|g| g.by = TakenBy::Preference).caller("08:00").caller("08:02");
    let day = floor.caller("08:01").to("other").play();
    assert_eq!(day.calls()[1..], ["08:01 answered 08:20 by inbound 0", "08:02 answered 08:10 by inbound 0"]);
}

#[test]
fn no_agent_is_idle_who_may_take_a_waiting_caller() {
    // `general` only: free at 08:00 but not for vip       `both`: takes vip the moment the call ends
    let floor = floor().queue("vip").group("general_only").people(1).serves(&["general"]).group("both").people(1);
    let day = floor.caller("08:00").to("vip").caller("08:01").to("vip").caller("08:02").play();
    let expected =
        ["08:00 answered 08:00 by both 0", "08:01 answered 08:10 by both 0", "08:02 answered 08:02 by general_only 0"];
    assert_eq!(day.calls(), expected);
}

#[test]
fn whoever_comes_on_duty_takes_a_waiting_caller_at_once() {
    // 08:30  a shift starts       08:45  a break ends
    let floor = floor().group("inbound").shift(1, "08:30", "12:00").shift(1, "08:00", "12:00").pause("08:10", 35);
    let day = floor.callers(2, "08:20").talk(1800).play();
    assert_eq!(day.call(0), "08:20 answered 08:30 by inbound 0");
    assert_eq!(day.call(1), "08:20 answered 08:45 by inbound 1");
}
