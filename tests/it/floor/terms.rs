//! On what terms a group takes callers (M-D3, M-D5).

use crate::traced::{Traced, floor, up_to};
use holdline::model::AfterClose;

/// One agent who talks from 08:00 to 08:30, and a group that serves `general` after a wait of so many seconds.
fn busy_own_and_helpers(after: i64) -> Traced {
    let floor = floor().group("own").people(1).serves(&["general"]).group("helpers").people(1);
    floor.after("general", after).caller("08:00").talk(1800)
}

#[test]
fn a_group_serves_a_queue_only_for_callers_who_have_waited_long_enough() {
    // 08:02  helpers 0, idle since 08:00, may take who has waited for a minute
    let day = busy_own_and_helpers(60).caller("08:01").play();
    assert_eq!(day.calls(), ["08:00 answered 08:00 by own 0", "08:01 answered 08:02 by helpers 0"]);
}

#[test]
fn who_becomes_free_takes_those_only_who_have_waited_long_enough() {
    // 08:10  helpers 0 is free: the caller of 08:05 has waited for five minutes, the one of 08:09 for one
    // 08:11  is over: the caller of 08:09 has waited for two, and helpers 0 is free again
    let floor = busy_own_and_helpers(120).queue("other").caller("08:00").to("other");
    let day = floor.caller("08:05").talk(30).caller("08:09").play();
    assert_eq!(day.calls()[2..], ["08:05 answered 08:10 by helpers 0", "08:09 answered 08:11 by helpers 0"]);
}

#[test]
fn who_has_waited_long_enough_looks_for_an_agent_as_any_call_does() {
    // helpers 0 has been idle as long as more 0, and comes first among the groups: `more` is asked first
    let floor = floor().answered_by(&["more"]).group("own").people(1).group("helpers").people(1).after("general", 60);
    let floor = floor.group("more").people(1).after("general", 60).caller("08:00").talk(1800);
    assert_eq!(floor.caller("08:01").play().call(1), "08:01 answered 08:02 by more 0");
}

#[test]
fn a_call_ends_before_a_wait_is_over() {
    // 08:30  own 0 is free, and a minute has passed
    assert_eq!(busy_own_and_helpers(60).caller("08:29").play().call(1), "08:29 answered 08:30 by own 0");
}

#[test]
fn a_wait_is_over_before_people_arrive() {
    // 08:01  the caller pulls the rung       08:02  a minute has passed, and the person called arrives
    let floor = busy_own_and_helpers(60).caller("08:01").lent("floaters").people(1);
    let day = floor.rung("floaters", up_to(1)).above(0).join_after(60).play();
    assert_eq!(day.call(1), "08:01 answered 08:02 by helpers 0");
}

#[test]
fn a_wait_is_over_before_callers_arrive() {
    // 08:02  a minute has passed, and somebody calls whom helpers 0 would take first
    let floor = busy_own_and_helpers(60).queue("vip").priority(1).caller("08:01").caller("08:02").to("vip");
    let day = floor.play();
    assert_eq!(day.calls()[1..], ["08:01 answered 08:02 by helpers 0", "08:02 answered 08:12 by helpers 0"]);
}

#[test]
fn who_does_not_wait_at_all_lets_nobody_of_the_queue_go_before_others() {
    // 08:00  of the first queue one balks, one joins; between them one of the other joins      08:01  all may be taken
    let floor = floor().balk(0.5).queue("other").agents(1).after("general", 60).after("other", 60);
    let floor = floor.caller("08:00").caller("08:00").to("other").caller("08:00");
    let stories = (0..40).map(|day| floor.clone().play_day(1, day));
    let calls =
        stories.map(|story| story.calls()).find(|calls| calls[0] == "08:00 balked" && calls[1] != "08:00 balked");
    let calls = calls.expect("one in four days is so");
    assert_eq!(calls[1..], ["08:00 answered 08:11 by inbound 0", "08:00 answered 08:01 by inbound 0"]);
}

#[test]
fn who_stays_after_closing_takes_who_has_then_waited_long_enough() {
    // 12:00  the shift ends, somebody waits       12:05  ten minutes have passed
    let floor = floor().after_close(AfterClose::Stay).agents(1).after("general", 600).caller("11:55");
    assert_eq!(floor.play().calls(), ["11:55 answered 12:05 by inbound 0"]);
}

/// So many people who serve `vip` and `general`, one of whom is kept from calls of `general`.
fn one_kept_free(people: u32) -> Traced {
    floor().queue("vip").agents(people).keep_free("general", 1)
}

#[test]
fn people_are_kept_free_from_calls_of_a_queue() {
    // 08:02  inbound 2 alone is idle and kept       08:03  takes vip
    // 08:10  inbound 0 alone is idle and kept       08:11  two are idle, inbound 0 for longer
    let floor = one_kept_free(3).caller("08:00").to("general").caller("08:01").to("general");
    let day = floor.caller("08:02").to("general").caller("08:03").to("vip").play();
    let expected = [
        "08:00 answered 08:00 by inbound 0",
        "08:01 answered 08:01 by inbound 1",
        "08:02 answered 08:11 by inbound 0",
        "08:03 answered 08:03 by inbound 2",
    ];
    assert_eq!(day.calls(), expected);
}

#[test]
fn of_calls_that_end_together_each_ends_with_those_idle_by_then() {
    // 08:10  inbound 0 alone is idle and may take `low` only, though `general` has priority; then inbound 1 alone is idle
    // 08:20  inbound 0 is idle again, inbound 1 for longer
    let floor = floor().priority(1).queue("low").agents(2).keep_free("general", 1);
    let floor = floor.callers(2, "08:00").to("low").caller("08:01").to("general").caller("08:02").to("low");
    let day = floor.play();
    assert_eq!(day.calls()[2..], ["08:01 answered 08:20 by inbound 1", "08:02 answered 08:10 by inbound 0"]);
}

#[test]
fn who_comes_on_duty_counts_among_the_idle() {
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").shift(1, "08:30", "12:00").keep_free("general", 1);
    assert_eq!(floor.caller("08:20").play().calls(), ["08:20 answered 08:30 by inbound 0"]);
}

#[test]
fn a_group_whose_idle_people_are_kept_is_passed_over() {
    let floor = floor().answered_by(&["a"]).group("a").people(1).keep_free("general", 1).group("b").people(1);
    assert_eq!(floor.caller("08:01").play().calls(), ["08:01 answered 08:01 by b 0"]);
}

#[test]
fn after_closing_nobody_is_kept_free() {
    let floor = floor().group("inbound").shift(1, "08:00", "13:00").keep_free("general", 1).caller("11:50");
    assert_eq!(floor.play().calls(), ["11:50 answered 12:00 by inbound 0"]);
}
