//! Moments, and what comes first at the same moment (M-T1, M-T2).

use crate::traced::{floor, up_to};
use holdline::engine::Fact;
use holdline::model::Step;

#[test]
fn times_are_exact_to_the_microsecond() {
    // 08:00  the first talks for 1 microsecond, the second follows for 1, then the third
    let day = floor().agents(1).callers(3, "08:00").talk_micros(1).play();
    let expected = ["08:00", "08:00:00.000001", "08:00:00.000002"];
    assert_eq!(day.calls(), expected.map(|at| format!("08:00 answered {at} by inbound 0")));
}

#[test]
fn a_shift_does_not_contain_the_moment_of_its_end() {
    // The shift is [08:00, 09:00): a caller a microsecond before nine is answered, one at nine is not.
    let floor = floor().group("inbound").shift(2, "08:00", "09:00").caller("08:59:59.999999").caller("09:00");
    let day = floor.caller("08:00").talk(1).play();
    assert_eq!(day.call(1), "08:59:59.999999 answered 08:59:59.999999 by inbound 1");
    assert_eq!(day.call(2), "09:00 dismissed 12:00");
}

#[test]
fn a_shift_ends_before_the_call_that_ends_with_it() {
    // 08:10  shift end first: the agent is on the way out when the call ends, and takes no other
    // 09:00  the next agent answers
    let floor = floor().group("inbound").shift(1, "08:00", "08:10").shift(1, "09:00", "12:00");
    let day = floor.callers(2, "08:00").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-08:10", "inbound 1 09:00-12:00"]);
    assert_eq!(day.call(1), "08:00 answered 09:00 by inbound 1");
}

#[test]
fn a_break_starts_before_the_call_that_ends_with_it() {
    // 08:10  break first: the call's end finds the agent on the way to it; 08:40  back
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("08:10", 30);
    assert_eq!(floor.callers(2, "08:00").play().call(1), "08:00 answered 08:40 by inbound 0");
}

#[test]
fn a_shift_starts_before_the_call_that_ends_with_it() {
    // 08:10  the late shift starts and takes the second caller; then the call ends, its agent takes the third
    let floor = floor().agents(1).group("late").shift(1, "08:10", "12:00");
    let day = floor.caller("08:00").caller("08:01").caller("08:02").play();
    assert_eq!(day.call(1), "08:01 answered 08:10 by late 0");
    assert_eq!(day.call(2), "08:02 answered 08:10 by inbound 0");
}

#[test]
fn a_shift_that_ends_hands_its_seat_to_one_that_starts() {
    // One seat: at 10:00 the end comes before the start, and both before the caller.
    let floor = floor().seats(1).group("early").shift(1, "08:00", "10:00").group("late").shift(1, "10:00", "12:00");
    let day = floor.caller("10:00").play();
    assert_eq!(day.phones(), ["early 0 08:00-10:00", "late 0 10:00-12:00"]);
    assert_eq!(day.call(0), "10:00 answered 10:00 by late 0");
}

#[test]
fn a_shift_that_starts_has_the_seat_before_a_break_that_ends() {
    // One seat, free since 08:30. 09:00  the late shift starts, then the early agent's break ends.
    let floor = floor().seats(1).group("early").shift(1, "08:00", "12:00").pause("08:30", 30);
    let day = floor.group("late").shift(1, "09:00", "12:00").caller("09:05").play();
    assert_eq!(day.phones(), ["early 0 08:00-08:30", "late 0 09:00-12:00"]);
    assert_eq!(day.call(0), "09:05 answered 09:05 by late 0");
}

#[test]
fn the_last_call_of_who_is_leaving_ends_before_other_calls() {
    // Two seats. 08:00  inbound talks until 08:20       08:05  early talks until 08:20, though the shift ends at 08:15
    // 08:10  late finds no seat       08:20  early leaves first: late has the seat and the caller who waited longest
    let floor = floor().seats(2).agents(1).group("early").shift(1, "08:04", "08:15");
    let floor = floor.group("late").shift(1, "08:10", "12:00");
    let floor = floor.caller("08:00").talk(1200).caller("08:05").talk(900).caller("08:06").caller("08:07");
    let day = floor.play();
    assert_eq!(day.call(2), "08:06 answered 08:20 by late 0");
    assert_eq!(day.call(3), "08:07 answered 08:20 by inbound 0");
}

#[test]
fn calls_that_end_together_end_in_the_order_in_which_they_began() {
    // 08:00  agent 0 talks until 08:01       08:02  agent 1 (idle longest) talks until 08:10
    // 08:05  agent 0 talks until 08:10       08:10  agent 1 first: takes the caller who has waited longest
    let floor = floor().agents(2).caller("08:00").talk(60).caller("08:02").talk(480).caller("08:05").talk(300);
    let day = floor.caller("08:06").caller("08:07").play();
    assert_eq!(day.call(3), "08:06 answered 08:10 by inbound 1");
    assert_eq!(day.call(4), "08:07 answered 08:10 by inbound 0");
}

#[test]
fn a_call_ends_before_people_arrive() {
    // 08:00  seven call, one talks until 08:10: 6 wait       08:05  a floater is called, needs 300 s
    // 08:10  call ends: the agent takes the first; then the floater arrives and takes the next
    let floor = floor().agents(1).lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300).join_after(300);
    let day = floor.callers(7, "08:00").play();
    assert_eq!(day.call(1), "08:00 answered 08:10 by inbound 0");
    assert_eq!(day.call(2), "08:00 answered 08:10 by floaters 0");
}

#[test]
fn a_call_ends_before_a_caller_arrives() {
    // Callers of `shy` hang up at once if they would have to wait.
    // 08:00  the agent talks until 08:10       08:05  shy: would wait, gone       08:10  shy: the agent has just become free
    let floor = floor().queue("shy").balk(1.0).agents(1).caller("08:00");
    let day = floor.caller("08:05").to("shy").caller("08:10").to("shy").play();
    assert_eq!(day.calls()[1..], ["08:05 balked", "08:10 answered 08:10 by inbound 0"]);
}

#[test]
fn people_arrive_before_a_caller_does() {
    // 08:05  a floater is called, needs 300 s       08:08  the six waiting hang up
    // 08:10  the floater arrives, then a caller of `shy`, who need not wait
    let floor = floor().queue("shy").balk(1.0).lent("floaters").people(1);
    let floor = floor.rung("floaters", up_to(1)).lasting(300).join_after(300);
    let day = floor.callers(6, "08:00").patience(480).caller("08:10").to("shy").play();
    assert_eq!(day.call(6), "08:10 answered 08:10 by floaters 0");
}

#[test]
fn a_caller_arrives_before_the_ladder_is_looked_at() {
    // Looks at 08:00, 08:05, ...: the sixth caller arrives at the moment of a look and is seen.
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).look_every(300);
    let day = floor.callers(5, "08:00").caller("08:05").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn the_ladder_is_looked_at_before_callers_hang_up() {
    // 08:00  6 wait       08:05  pulled with 6 waiting; then the sixth, out of patience, hangs up
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300);
    let day = floor.callers(5, "08:00").caller("08:00").patience(300).play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (6 waiting, 1 of 1)"]);
    assert_eq!(day.call(5), "08:00 gone 08:05");
}

#[test]
fn a_call_that_ends_at_that_very_moment_prevents_the_pull() {
    // 08:00  seven call, one talks for 300 s: 6 wait       08:05  call ends: 5 wait when the ladder is looked at
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300);
    assert!(floor.agents(1).caller("08:00").talk(300).callers(6, "08:00").play().ladder().is_empty());
}

#[test]
fn a_shift_that_starts_at_that_very_moment_prevents_the_pull() {
    // 08:00  6 wait       08:05  the shift starts: 5 wait when the ladder is looked at
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300);
    let floor = floor.group("inbound").shift(1, "08:05", "12:00");
    assert!(floor.callers(6, "08:00").play().ladder().is_empty());
}

#[test]
fn people_who_arrive_at_that_very_moment_prevent_the_next_pull() {
    // 08:00  6 wait: a floater is called, needs 300 s       08:05  outbound is due, but the floater arrives first: 5
    let floor = floor().lent("floaters").people(1).lent("outbound").people(1);
    let ladder = floor.rung("floaters", up_to(1)).join_after(300).rung("outbound", up_to(1)).lasting(300);
    assert_eq!(ladder.callers(6, "08:00").play().ladder(), ["08:00 pulled floaters (6 waiting, 1 of 1)"]);
}

#[test]
fn all_who_arrive_at_one_moment_come_before_the_ladder_is_looked_at() {
    // 08:00  6 wait: two floaters are called, need 300 s       08:01  7 wait
    // 08:05  outbound is due, but both floaters arrive first and take one each: 5 wait
    let floor = floor().lent("floaters").people(2).lent("outbound").people(1);
    let ladder = floor.rung("floaters", up_to(2)).join_after(300).rung("outbound", up_to(1)).lasting(300);
    let day = ladder.callers(6, "08:00").caller("08:01").play();
    assert_eq!(day.ladder(), ["08:00 pulled floaters (6 waiting, 2 of 2)"]);
}

#[test]
fn all_calls_that_end_at_one_moment_end_before_the_ladder_is_looked_at() {
    // 08:00  two talk for 300 s, 7 wait       08:05  both calls end: 5 wait when the ladder is looked at
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).lasting(300).agents(2);
    assert!(floor.callers(2, "08:00").talk(300).callers(7, "08:00").play().ladder().is_empty());
}

#[test]
fn a_change_elsewhere_does_not_bring_the_look_forward() {
    // 08:01  pulled, talks until 08:11; 5 wait       08:06  a sixth arrives before the release, due now, is considered
    // 08:11  5 wait       08:16  released
    // A shift that starts at 08:06 in a group that nobody borrows from changes nothing.
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).release(5, 300, Step::Rung);
    let floor = floor.callers(5, "08:00").caller("08:01").caller("08:06");
    let expected = ["08:01 pulled floaters (6 waiting, 1 of 1)", "08:16 released floaters (5 waiting, 1 of 1)"];
    assert_eq!(floor.clone().play().ladder(), expected);
    assert_eq!(floor.lent("other").shift(1, "08:06", "12:00").play().ladder(), expected);
}

#[test]
fn a_change_elsewhere_does_not_bring_the_end_of_settling_forward() {
    // 08:00  two talk until 08:01; at 6 waiting floaters are pulled, 5 wait; then two more: 7 wait
    // 08:01  the ladder has settled, but both calls end before it is looked at: 5 wait
    let floor = floor().agents(2).lent("floaters").people(1).lent("outbound").people(1).settle(60);
    let floor = floor.rung("floaters", up_to(1)).rung("outbound", up_to(1));
    let floor = floor.callers(2, "08:00").talk(60).callers(8, "08:00");
    let expected = ["08:00 pulled floaters (6 waiting, 1 of 1)"];
    assert_eq!(floor.clone().play().ladder(), expected);
    assert_eq!(floor.lent("other").shift(1, "08:01", "12:00").play().ladder(), expected);
}

#[test]
fn a_caller_answered_at_the_end_of_patience_is_answered() {
    let day = floor().agents(1).caller("08:00").caller("08:00").patience(600).play();
    assert_eq!(day.call(1), "08:00 answered 08:10 by inbound 0");
}

#[test]
fn callers_out_of_patience_at_one_moment_go_in_the_order_in_which_they_came() {
    // Both hang up at 08:02.
    let day = floor().agents(0).caller("08:00").patience(120).caller("08:01").patience(60).play();
    let gone = day.facts.iter().filter_map(|f| if let Fact::Abandoned(c, _) = f { Some(c.id.number) } else { None });
    assert_eq!(gone.collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn callers_of_one_moment_come_in_the_order_of_the_rows_whatever_their_queues() {
    // 08:01  first one of `other`, then one of `general`; 08:02  the agent takes them in that order
    let floor = floor().queue("other").agents(1).caller("08:00").talk(120);
    let day = floor.caller("08:01").talk(60).to("other").caller("08:01").talk(60).play();
    assert_eq!(day.call(1), "08:01 answered 08:03 by inbound 0");
    assert_eq!(day.call(2), "08:01 answered 08:02 by inbound 0");
}

#[test]
fn last_calls_that_end_together_end_in_the_order_in_which_they_were_answered() {
    // 08:01  agent 1 talks until 08:35       08:10  agent 0, too       08:30  the break of both is due
    // 08:35  agent 1 was first to answer: the break begins first, and at 08:45 ends first
    let floor = floor().group("inbound").shift(2, "08:00", "10:00").pause("08:30", 10).caller("08:00").talk(300);
    let day = floor.caller("08:01").talk(2040).caller("08:10").talk(1500).caller("08:40").talk(60).play();
    assert_eq!(day.call(3), "08:40 answered 08:45 by inbound 1");
}

#[test]
fn who_gets_the_seat_of_a_last_call_came_before_the_calls_that_end_then() {
    // Two seats. 08:15  late waits for one       08:40  early's last call ends, late sits down; then inbound's call ends
    let floor = floor().seats(2).group("early").shift(1, "08:00", "08:30").group("inbound").shift(1, "08:00", "10:00");
    let floor = floor.group("late").shift(1, "08:15", "10:00");
    let day = floor.caller("08:10").talk(1800).caller("08:20").talk(1200).caller("08:50").play();
    assert_eq!(day.call(2), "08:50 answered 08:50 by late 0");
}

#[test]
fn what_was_due_and_becomes_possible_is_done_right_after_the_event() {
    // 08:11  three have waited for a minute: nobody to send
    // 08:30  the floater's shift starts: pulled at once, before the caller of that moment
    let floor = floor().lent("floaters").shift(1, "08:30", "12:00").rung("floaters", up_to(1)).above(2).lasting(60);
    let day = floor.callers(3, "08:10").caller("08:30").play();
    let expected =
        ["08:11 empty_handed floaters (3 waiting, 0 of 1, nobody_there)", "08:30 pulled floaters (3 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn each_of_several_people_who_arrive_together_is_an_event() {
    // 08:10  both are called, need a minute       08:11  the first takes a caller: 1 waits, the rung goes back at once
    let floor = floor().lent("floaters").people(2).rung("floaters", up_to(2)).above(1).join_after(60);
    let day = floor.release(1, 0, Step::Rung).callers(2, "08:10").play();
    let expected = ["08:10 pulled floaters (2 waiting, 2 of 2)", "08:11 released floaters (1 waiting, 2 of 2)"];
    assert_eq!(day.ladder(), expected);
    assert_eq!(day.call(1), "08:10 dismissed 12:00");
}
