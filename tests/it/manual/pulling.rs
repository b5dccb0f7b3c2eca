//! When a rung is pulled (M-L1 to M-L4).

use crate::traced::{Traced, at, floor, mean, up_to};
use holdline::engine::ActionKind;
use holdline::model::Asked;

/// One floater; pulled when more than five have waited for five minutes.
fn one_floater() -> Traced {
    floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300)
}

#[test]
fn six_waiting_for_exactly_five_minutes_pull() {
    // 08:00  six call, nobody is on the phones: 6 > 5, the clock starts
    // 08:05  300 s have passed: the floater is pulled and takes the first
    let day = one_floater().callers(6, "08:00").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (6 waiting, 1 of 1)"]);
    assert_eq!(day.call(0), "08:00 answered 08:05 by floaters 0");
}

#[test]
fn five_waiting_never_pull() {
    // 08:00  five call: 5 is not above 5
    // 12:00  closing; nobody has a shift any more
    let day = one_floater().callers(5, "08:00").play();
    assert!(day.ladder().is_empty());
    assert_eq!(day.calls(), ["08:00 dismissed 12:00"; 5]);
}

#[test]
fn six_waiting_for_a_second_less_do_not_pull() {
    // 08:00     six call, one of them waits no longer than 299 s
    // 08:04:59  that one hangs up: 5
    let day = one_floater().callers(5, "08:00").caller("08:00").patience(299).play();
    assert!(day.ladder().is_empty());
    assert_eq!(day.call(5), "08:00 gone 08:04:59");
}

#[test]
fn an_instant_at_five_sets_the_clock_back() {
    // 08:00            6, the clock starts
    // 08:03            one hangs up: 5
    // 08:03:00.000001  another calls: 6, the clock starts anew
    // 08:08:00.000001  pulled
    let day = one_floater().callers(5, "08:00").caller("08:00").patience(180).caller("08:03:00.000001").play();
    assert_eq!(day.ladder(), ["08:08:00.000001 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn a_dip_within_one_instant_sets_the_clock_back() {
    // 08:00  seven call, the agent talks to the first until 08:03: 6 wait
    // 08:03  call ends, the agent takes the second: 5; at the same moment another calls: 6, the clock starts anew
    // 08:08  pulled
    let floor = one_floater().agents(1).caller("08:00").talk(180).callers(6, "08:00").caller("08:03");
    assert_eq!(floor.play().ladder(), ["08:08 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn a_rung_without_lasting_is_pulled_at_once() {
    // 08:00     5 wait
    // 08:01:30  6 > 5: pulled at once; the log says 6, though the floater takes one at the same moment
    let day = one_floater().lasting(0).callers(5, "08:00").caller("08:01:30").play();
    assert_eq!(day.ladder(), ["08:01:30 pulled floaters (6 waiting, 1 of 1)"]);
    assert_eq!(day.call(0), "08:00 answered 08:01:30 by floaters 0");
}

/// One floater, then one of outbound, each after five minutes above five.
fn two_rungs() -> Traced {
    one_floater().lent("outbound").people(1).rung("outbound", up_to(1)).lasting(300)
}

#[test]
fn after_a_pull_the_clock_starts_anew() {
    // 08:00  20 wait
    // 08:05  floaters pulled, 19 wait, the clock starts anew
    // 08:10  outbound pulled
    let day = two_rungs().callers(20, "08:00").play();
    let expected = ["08:05 pulled floaters (20 waiting, 1 of 1)", "08:10 pulled outbound (19 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn the_later_arrival_of_people_does_not_start_the_clock() {
    // 08:05  floaters pulled: the clock starts anew
    // 08:07  the floater arrives, 19 wait: the clock runs on
    // 08:10  outbound pulled
    let ladder = floor().lent("floaters").people(1).lent("outbound").people(1);
    let ladder = ladder.rung("floaters", up_to(1)).lasting(300).join_after(120).rung("outbound", up_to(1)).lasting(300);
    let day = ladder.callers(20, "08:00").play();
    let expected = ["08:05 pulled floaters (20 waiting, 1 of 1)", "08:10 pulled outbound (19 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
    assert_eq!(day.call(0), "08:00 answered 08:07 by floaters 0");
}

/// Two rungs without `lasting`: 6 wait at 08:01, again at 08:01:30.
fn six_twice() -> Traced {
    let ladder = floor().lent("floaters").people(1).lent("outbound").people(1);
    let ladder = ladder.rung("floaters", up_to(1)).rung("outbound", up_to(1));
    ladder.callers(5, "08:00").caller("08:01").caller("08:01:30")
}

#[test]
fn without_settle_the_next_pull_may_follow_at_once() {
    // 08:01     6: floaters pulled, 5 wait
    // 08:01:30  6: outbound pulled
    let expected = ["08:01 pulled floaters (6 waiting, 1 of 1)", "08:01:30 pulled outbound (6 waiting, 1 of 1)"];
    assert_eq!(six_twice().play().ladder(), expected);
}

#[test]
fn settle_keeps_two_pulls_apart() {
    // 08:01     6: floaters pulled, 5 wait
    // 08:01:30  6, but the last pull is only 30 s ago
    // 08:02     60 s ago, still 6: outbound pulled
    let expected = ["08:01 pulled floaters (6 waiting, 1 of 1)", "08:02 pulled outbound (6 waiting, 1 of 1)"];
    assert_eq!(six_twice().settle(60).play().ladder(), expected);
}

#[test]
fn rungs_are_pulled_in_order_and_none_is_skipped() {
    // 08:00  12 wait: above 10 holds for back_office, but floaters come first
    // 08:05  floaters pulled, 11 wait: above 10, back_office at once
    let ladder = one_floater().lent("back_office").people(1).rung("back_office", up_to(1)).above(10);
    let expected = ["08:05 pulled floaters (12 waiting, 1 of 1)", "08:05 pulled back_office (11 waiting, 1 of 1)"];
    assert_eq!(ladder.callers(12, "08:00").play().ladder(), expected);
}

#[test]
fn a_later_rung_is_not_jumped_to() {
    // 08:00  12 wait: above 10 holds for back_office, above 20 does not for floaters, who come first and can send
    let ladder = floor().lent("floaters").people(1).lent("back_office").people(1);
    let ladder = ladder.rung("floaters", up_to(1)).above(20).rung("back_office", up_to(1)).above(10);
    assert!(ladder.callers(12, "08:00").play().ladder().is_empty());
}

/// The only floater is at lunch from 08:00 for so many minutes.
fn at_lunch(minutes: i64) -> Traced {
    floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:00", minutes).rung("floaters", up_to(1)).lasting(300)
}

#[test]
fn a_rung_whose_group_is_at_lunch_is_passed_over() {
    // 08:05  above 5 for 300 s: nobody to send from floaters; outbound, due at the same moment, is pulled; 3 wait
    let ladder = at_lunch(30).lent("outbound").people(3).rung("outbound", up_to(3)).lasting(300);
    let expected =
        ["08:05 empty_handed floaters (6 waiting, 0 of 1, nobody_there)", "08:05 pulled outbound (6 waiting, 3 of 3)"];
    assert_eq!(ladder.callers(6, "08:00").play().ladder(), expected);
}

#[test]
fn empty_hands_are_logged_once_each_time_the_condition_has_held() {
    // 08:00  6 wait              08:05  held 300 s: logged      08:10  one hangs up: 5
    // 08:12  another calls: 6    08:17  held 300 s: logged      08:22  hangs up: 5
    // 09:00  lunch is over: 5 wait
    let callers = at_lunch(60).callers(5, "08:00").caller("08:00").patience(600).caller("08:12").patience(600);
    let expected = [
        "08:05 empty_handed floaters (6 waiting, 0 of 1, nobody_there)",
        "08:17 empty_handed floaters (6 waiting, 0 of 1, nobody_there)",
    ];
    assert_eq!(callers.play().ladder(), expected);
}

#[test]
fn a_rung_that_can_send_again_is_pulled_with_its_clock_run_on() {
    // 08:05  nobody to send
    // 08:07  lunch is over; the condition has held since 08:00: pulled
    let expected =
        ["08:05 empty_handed floaters (6 waiting, 0 of 1, nobody_there)", "08:07 pulled floaters (6 waiting, 1 of 1)"];
    assert_eq!(at_lunch(7).callers(6, "08:00").play().ladder(), expected);
}

#[test]
fn a_rung_that_can_send_again_is_next_before_later_rungs() {
    // 08:05  20 wait: floaters empty-handed, outbound pulled (talks until 08:15), 19 wait
    // 08:07  floaters are back and next again; the clock started anew at 08:05
    // 08:10  floaters pulled, 18 wait
    // 08:15  outbound's call ends, takes the next: 17 wait; qa pulled
    let ladder = at_lunch(7).lent("outbound").people(1).lent("qa").people(1);
    let ladder = ladder.rung("outbound", up_to(1)).lasting(300).rung("qa", up_to(1)).lasting(300);
    let expected = [
        "08:05 empty_handed floaters (20 waiting, 0 of 1, nobody_there)",
        "08:05 pulled outbound (20 waiting, 1 of 1)",
        "08:10 pulled floaters (19 waiting, 1 of 1)",
        "08:15 pulled qa (17 waiting, 1 of 1)",
    ];
    assert_eq!(ladder.callers(20, "08:00").play().ladder(), expected);
}

#[test]
fn a_pulled_rung_is_not_topped_up() {
    // 08:05  two of three are there: both sent
    // 08:20  the third comes on duty; more than five still wait; the rung is in force and stays as it is
    let ladder = floor().lent("floaters").shift(2, "08:00", "12:00").shift(1, "08:20", "12:00");
    let day = ladder.rung("floaters", up_to(3)).lasting(300).callers(20, "08:00").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (20 waiting, 2 of 3)"]);
    assert_eq!(day.phones(), ["floaters 0 08:05-12:00", "floaters 1 08:05-12:00"]);
}

#[test]
fn those_who_talk_are_not_waiting() {
    // 08:00  six call, one talks: 5 wait
    assert!(one_floater().lasting(0).agents(1).callers(6, "08:00").play().ladder().is_empty());
}

#[test]
fn only_the_queues_watched_are_counted() {
    // 08:00  ten wait in general: not watched
    // 08:01  six wait in vip
    // 08:02  pulled after 60 s, 6 seen
    let floor = one_floater().lasting(60).queue("vip").watch("vip").callers(10, "08:00").callers(6, "08:01").to("vip");
    assert_eq!(floor.play().ladder(), ["08:02 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn all_queues_are_watched_unless_told_otherwise() {
    // 08:00  three wait in general, three in vip: 6
    // 08:05  pulled
    let floor = one_floater().queue("vip").callers(3, "08:00").callers(3, "08:00").to("vip");
    assert_eq!(floor.play().ladder(), ["08:05 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn a_supervisor_who_looks_now_and_then_acts_at_the_next_look() {
    // looks at 08:00, 08:05, ...
    // 08:01  6 wait: nobody looks
    // 08:05  seen: pulled at once
    let day = one_floater().lasting(0).look_every(300).callers(6, "08:01").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn what_comes_and_goes_between_two_looks_is_not_acted_on() {
    // 08:01  6 wait       08:03  one hangs up: 5       08:05  the look finds 5
    let floor = one_floater().lasting(0).look_every(300).callers(5, "08:01").caller("08:01").patience(120);
    assert!(floor.play().ladder().is_empty());
}

#[test]
fn lasting_is_over_at_the_first_look_after_it() {
    // looks at 08:00, 08:02, 08:04, 08:06: six wait from 08:00 on, 300 s are over at 08:05
    let day = one_floater().look_every(120).callers(6, "08:00").play();
    assert_eq!(day.ladder(), ["08:06 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn with_twelve_waiting_a_supervisor_does_not_hold_back() {
    let day = one_floater().callers(12, "08:00").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (12 waiting, 1 of 1)"]);
}

#[test]
fn waiting_up_to_keeps_a_rung_back_while_more_wait() {
    // 08:00  12 wait: above 5, but more than 10
    // 08:02  two hang up: 10, the clock starts
    // 08:07  pulled
    let day = one_floater().waiting_up_to(10).callers(10, "08:00").callers(2, "08:00").patience(120).play();
    assert_eq!(day.ladder(), ["08:07 pulled floaters (10 waiting, 1 of 1)"]);
}

#[test]
fn each_day_starts_with_no_rung_in_force() {
    // Pulled at 08:05 and never released, three days running.
    let results = one_floater().callers(6, "08:00").results_of(3);
    let log: Vec<_> = results.ladder_log.iter().map(|a| (a.day, a.at, a.action)).collect();
    assert_eq!(log, [0, 1, 2].map(|day| (day, at("08:05"), ActionKind::Pulled)));
    assert_eq!(mean(&results.measures, "waiting_at_end"), Some(0.0));
}

#[test]
fn the_ladder_is_armed_with_nobody_on_duty() {
    // The inbound shift starts at 10:00; at 08:05 all floaters there are pulled.
    let floor = floor().group("inbound").shift(5, "10:00", "12:00").lent("floaters").people(2);
    let day = floor.rung("floaters", Asked::All).lasting(300).callers(6, "08:00").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (6 waiting, 2 of 2)"]);
}

#[test]
fn the_ladder_works_on_after_closing() {
    // 08:58  6 wait       09:00  closing; the floater's shift lasts until noon       09:03  300 s: pulled
    let floor = floor().close("09:00").lent("floaters").shift(1, "08:00", "12:00");
    let day = floor.rung("floaters", up_to(1)).lasting(300).callers(6, "08:58").play();
    assert_eq!(day.ladder(), ["09:03 pulled floaters (6 waiting, 1 of 1)"]);
    assert_eq!(day.call(5), "08:58 answered 09:53 by floaters 0");
}

#[test]
fn the_ladder_is_looked_at_after_every_single_event() {
    // 08:00  twelve call at one moment, one after the other: the sixth makes it 6, and the rung is pulled at once
    let day = one_floater().lasting(0).callers(12, "08:00").play();
    assert_eq!(day.ladder(), ["08:00 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn between_two_looks_the_supervisor_sees_nothing() {
    // Looks every two minutes; 300 s are asked.
    // First day: six wait from 08:00:30; seen at 08:02, 300 s after that are over at 08:07: pulled at 08:08
    // Second day: six wait from 08:00, five from 08:02:30 to 08:03; every look finds six: pulled at 08:06
    let unseen_start = one_floater().look_every(120).callers(6, "08:00:30");
    assert_eq!(unseen_start.play().ladder(), ["08:08 pulled floaters (6 waiting, 1 of 1)"]);
    let dip = one_floater().look_every(120).callers(5, "08:00").caller("08:00").patience(150).caller("08:03");
    assert_eq!(dip.play().ladder(), ["08:06 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn empty_hands_are_logged_again_when_the_clock_of_an_action_is_over() {
    // 08:05  20 wait: floaters empty-handed, outbound pulled: the clock starts anew
    // 08:10  floaters have held another 300 s with nobody to send
    let ladder = at_lunch(60).lent("outbound").people(1).rung("outbound", up_to(1)).lasting(300);
    let expected = [
        "08:05 empty_handed floaters (20 waiting, 0 of 1, nobody_there)",
        "08:05 pulled outbound (20 waiting, 1 of 1)",
        "08:10 empty_handed floaters (19 waiting, 0 of 1, nobody_there)",
    ];
    assert_eq!(ladder.callers(20, "08:00").play().ladder()[..3], expected);
}
