//! Shifts, breaks, head-counts, absence and seats (M-A1 to M-A4).

use crate::traced::{floor, hours, mean, named, secs, up_to};
use holdline::figures::Measure;
use holdline::model::{Distribution, GroupFactor, Step};
use std::collections::BTreeMap;

#[test]
fn people_are_on_the_phones_in_their_shifts_except_for_breaks() {
    let floor = floor().group("inbound").shift(2, "08:00", "10:00").pause("09:00", 15).shift(1, "09:30", "12:00");
    let expected = [
        "inbound 0 08:00-09:00",
        "inbound 1 08:00-09:00",
        "inbound 0 09:15-10:00",
        "inbound 1 09:15-10:00",
        "inbound 2 09:30-12:00",
    ];
    assert_eq!(floor.caller("11:00").play().phones(), expected);
}

#[test]
fn talk_and_wrap_up_factors_make_a_group_faster_or_slower() {
    // Talk 600 s * 0.5 and wrap-up 60 s * 2: free again at 08:07
    let floor = floor().queue_with(|q| q.wrap_up = Distribution::Constant(secs(60))).agents(1);
    let floor = floor.group_with(|g| (g.talk_factor, g.wrap_up_factor) = (0.5.into(), 2.0.into()));
    let day = floor.caller("08:00").drawn().caller("08:01").drawn().play();
    assert_eq!(day.call(1), "08:01 answered 08:07 by inbound 0");
}

#[test]
fn a_group_may_be_faster_in_one_queue_than_in_another() {
    // 08:05  `other` took half of 600 s       08:15  `general` took all of it
    let half = GroupFactor::ByQueue(BTreeMap::from([("other".to_owned(), 0.5)]));
    let floor = floor().queue("other").agents(1).group_with(|g| g.talk_factor = half.clone());
    let day = floor.caller("08:00").to("other").caller("08:01").caller("08:02").play();
    assert_eq!(day.calls()[1..], ["08:01 answered 08:05 by inbound 0", "08:02 answered 08:15 by inbound 0"]);
}

#[test]
fn factors_apply_to_recorded_calls_too() {
    // A recorded talk of 600 s * 0.5: free again at 08:05
    let floor = floor().agents(1).group_with(|g| g.talk_factor = 0.5.into()).caller("08:00").caller("08:01");
    assert_eq!(floor.play().call(1), "08:01 answered 08:05 by inbound 0");
}

#[test]
fn an_outgoing_agent_finishes_the_call_begun() {
    // 08:05  the shift ends in mid-call       08:10  talk ends       08:10:30  wrap-up ends: 5.5 minutes of overrun
    let floor = floor().group("inbound").shift(1, "08:00", "08:05").caller("08:00").wrap_up(30);
    assert_eq!(floor.clone().play().phones(), ["inbound 0 08:00-08:10:30 due 08:05"]);
    let results = floor.results();
    assert_eq!(mean(named(&results.groups, "inbound"), "overrun_hours"), Some(hours(0.0, 5.5)));
}

#[test]
fn a_late_break_keeps_its_length() {
    // 08:05  the break is due in mid-call       08:10  it begins       08:40  it is over
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("08:05", 30);
    let day = floor.caller("08:00").caller("08:20").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-08:10 due 08:05", "inbound 0 08:40-12:00"]);
    assert_eq!(day.call(1), "08:20 answered 08:40 by inbound 0");
}

#[test]
fn a_late_break_does_not_prolong_the_shift() {
    // The break 08:40-09:00 begins at 08:50 and would last until 09:10; the shift ends at 09:00.
    let floor = floor().group("inbound").shift(1, "08:00", "09:00").pause("08:40", 20);
    let day = floor.caller("08:39").talk(660).caller("09:05").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-08:50 due 08:40"]);
}

#[test]
fn late_breaks_are_taken_one_after_the_other() {
    // Breaks of 15 and 10 minutes were due at 09:00 and 09:20; the call in hand ends at 09:30: back at 09:55
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("09:00", 15).pause("09:20", 10);
    let day = floor.caller("08:55").talk(2100).play();
    assert_eq!(day.phones(), ["inbound 0 08:00-09:30 due 09:00", "inbound 0 09:55-12:00"]);
}

#[test]
fn at_a_shift_change_the_next_agent_waits_for_the_seat() {
    // One seat. 10:00  the early shift ends in mid-call       10:05  call ends: late has the seat and the next caller
    let floor = floor().seats(1).group("early").shift(1, "08:00", "10:00").group("late").shift(1, "10:00", "12:00");
    let day = floor.caller("09:55").caller("10:01").play();
    assert_eq!(day.phones(), ["early 0 08:00-10:05 due 10:00", "late 0 10:05-12:00"]);
    assert_eq!(day.call(1), "10:01 answered 10:05 by late 0");
}

#[test]
fn a_seat_goes_to_who_has_waited_longest_for_it() {
    // One seat, taken until 09:00. `first` comes at 08:20, `second` at 08:30, though the roster names it before.
    let floor = floor().seats(1).group("second").shift(1, "08:30", "12:00").group("early").shift(1, "08:00", "09:00");
    let day = floor.group("first").shift(1, "08:20", "12:00").caller("11:00").play();
    assert_eq!(day.phones(), ["early 0 08:00-09:00", "first 0 09:00-12:00"]);
}

#[test]
fn who_waits_for_a_seat_to_the_end_of_the_shift_goes_home() {
    // One seat, taken until 10:00; the shift of the one who waits ends at 09:30.
    let floor = floor().seats(1).group("early").shift(1, "08:00", "10:00").group("late").shift(1, "09:00", "09:30");
    assert_eq!(floor.caller("11:00").play().phones(), ["early 0 08:00-10:00"]);
}

#[test]
fn people_on_a_break_leave_their_seat() {
    // One seat: the second agent has it from 09:00, when the first goes on a break, and keeps it.
    let floor = floor().seats(1).group("inbound").shift(1, "08:00", "12:00").pause("09:00", 15);
    let day = floor.group("late").shift(1, "08:30", "12:00").caller("11:00").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-09:00", "late 0 09:00-12:00"]);
}

#[test]
fn when_a_head_count_falls_idle_people_go_first_then_who_finishes_first() {
    // 08:25  agent 0 talks until 08:35       08:26  agent 1 until 08:46       agent 2 is idle
    // 08:30  three become one: agent 2 goes       08:35  agent 0 goes: the number fits       08:46  agent 1 stays
    let floor = floor().group("inbound").head_counts(&[("08:00", 3), ("08:30", 1)]);
    let day = floor.caller("08:25").caller("08:26").talk(1200).caller("08:40").play();
    let expected = ["inbound 0 08:00-08:35 due 08:30", "inbound 1 08:00-12:00", "inbound 2 08:00-08:30"];
    assert_eq!(day.phones(), expected);
    assert_eq!(day.call(2), "08:40 answered 08:46 by inbound 1");
}

#[test]
fn when_a_head_count_rises_again_before_they_finish_people_stay() {
    // 08:25  agent 0 talks until 08:45, 08:26  agent 1 until 08:51
    // 08:30  two become one: nobody is idle       08:40  two again       08:45  agent 0 takes the next
    let floor = floor().group("inbound").head_counts(&[("08:00", 2), ("08:30", 1), ("08:40", 2)]);
    let day = floor.caller("08:25").talk(1200).caller("08:26").talk(1500).caller("08:41").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-12:00", "inbound 1 08:00-12:00"]);
    assert_eq!(day.call(2), "08:41 answered 08:45 by inbound 0");
}

#[test]
fn head_counts_end_at_closing() {
    // 12:00  closing: the call in hand is finished
    let day = floor().group("inbound").head_counts(&[("08:00", 1)]).caller("11:55").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-12:05 due 12:00"]);
}

#[test]
fn head_counts_of_a_lent_group_are_shifts_the_last_to_come_the_first_to_go() {
    // Person 0 from 08:00 to 12:00, persons 1 and 2 from 08:30 to 09:00.
    // 08:35  all three are called (6 wait for 300 s); persons 1 and 2 go at 09:00, having finished at 08:45 and 08:55
    let floor = floor().lent("floaters").head_counts(&[("08:00", 1), ("08:30", 3), ("09:00", 1)]);
    let floor = floor.rung("floaters", up_to(3)).lasting(300).release(0, 36_000, Step::Rung);
    let day = floor.callers(6, "08:30").talk(600).play();
    let expected = ["floaters 0 08:35-12:00", "floaters 1 08:35-09:00", "floaters 2 08:35-09:00"];
    assert_eq!(day.phones(), expected);
}

#[test]
fn who_is_absent_is_absent_all_day_and_not_paid() {
    let floor = floor().group("inbound").shift(3, "08:00", "12:00").pause("10:00", 30).cost(30.0).absence(1.0);
    let floor = floor.caller("08:00").patience(60);
    assert!(floor.clone().play().phones().is_empty());
    assert_eq!(mean(&floor.results().measures, "cost"), Some(0.0));
}

#[test]
fn each_person_is_absent_with_the_chance_given() {
    // Ten people, four hours, 20 % absent: 32 hours a day; 400 days have a standard error of 0.25 hours
    let results = floor().agents(10).absence(0.2).caller("08:00").results_of(400);
    let signed_in = mean(&results.measures, "signed_in_hours").expect("people were there");
    assert!((signed_in - 32.0).abs() < 1.0, "{signed_in}");
    let days: Vec<f64> = results.daily.column(Measure::SignedInHours).into_iter().flatten().collect();
    assert!(days.iter().all(|h| h % 4.0 == 0.0), "whoever is there is there for all four hours");
}

#[test]
fn absences_thin_head_counts_binomially() {
    // (10 people * 2 h + 4 people * 2 h) * 0.8 = 22.4 hours a day
    let floor = floor().group("inbound").head_counts(&[("08:00", 10), ("10:00", 4)]).absence(0.2).caller("08:00");
    let signed_in = mean(&floor.results_of(400).measures, "signed_in_hours").expect("people were there");
    assert!((signed_in - 22.4).abs() < 1.0, "{signed_in}");
}

#[test]
fn paid_hours_of_a_shift_include_its_breaks() {
    // Two hours at 30, half an hour of them on a break
    let floor = floor().group("inbound").shift(1, "08:00", "10:00").pause("09:00", 30).cost(30.0).caller("08:00");
    let results = floor.results();
    assert_eq!(mean(&results.measures, "cost"), Some(60.0));
    assert_eq!(mean(&results.measures, "signed_in_hours"), Some(1.5));
}

#[test]
fn overrun_is_not_paid() {
    // One hour at 30, though the call begun at 08:55 takes the agent until 09:05
    let floor = floor().group("inbound").shift(1, "08:00", "09:00").cost(30.0).caller("08:55");
    assert_eq!(mean(&floor.results().measures, "cost"), Some(30.0));
}

#[test]
fn lent_people_cost_their_time_on_the_phones() {
    // 08:01  pulled, talks until 08:11, released at 08:06: ten minutes at 30 an hour
    let floor = floor().lent("floaters").people(1).cost(30.0).rung("floaters", up_to(1)).release(5, 300, Step::Rung);
    let results = floor.callers(5, "08:00").caller("08:01").results();
    assert_eq!(mean(&results.measures, "cost"), Some(5.0));
}

#[test]
fn when_a_head_count_falls_who_has_been_idle_longest_goes_first() {
    // 08:00  inbound 0 talks until 08:10, the desk's agent until 08:05; inbound 1 is idle
    // 08:20  one of two goes: inbound 1, idle since 08:00. 08:30  the desk's agent is idle longest now
    let floor = floor().queue("desk").group("inbound").head_counts(&[("08:00", 2), ("08:20", 1)]).serves(&["general"]);
    let floor = floor.group("desk").people(1).serves(&["desk", "general"]);
    let day = floor.caller("08:00").caller("08:00").talk(300).to("desk").caller("08:30").play();
    assert_eq!(day.call(2), "08:30 answered 08:30 by desk 0");
}

#[test]
fn people_of_lent_head_counts_are_numbered_place_by_place() {
    // 08:00  places 0 and 1       08:20  none       08:30  place 0 again: person 1 of the group, place 1 is person 2
    let floor = floor().lent("floaters").head_counts(&[("08:00", 2), ("08:20", 0), ("08:30", 1)]);
    let day = floor.rung("floaters", up_to(1)).above(0).caller("08:40").play();
    assert_eq!(day.call(0), "08:40 answered 08:40 by floaters 1");
}
