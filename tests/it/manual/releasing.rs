//! Going back: releases, stays, own shift ends and breaks (M-L7, M-L8), and what is recorded (M-L10).

use crate::traced::{Traced, floor, hours, mean, named, up_to};
use holdline::engine::Fact;
use holdline::figures::RungFigure;
use holdline::model::{Floor, Step};

/// 08:01  6 wait, one floater is pulled at once and takes the first; 5 wait.
fn pulled_at_08_01() -> Traced {
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1));
    floor.callers(5, "08:00").caller("08:01")
}

#[test]
fn a_rung_is_released_when_five_have_waited_for_five_minutes() {
    // 08:01  pulled: 5 wait, the release's clock starts       08:06  300 s: released
    let day = pulled_at_08_01().release(5, 300, Step::Rung).play();
    let expected = ["08:01 pulled floaters (6 waiting, 1 of 1)", "08:06 released floaters (5 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn who_is_released_while_handling_finishes_the_call() {
    // 08:06  released       08:11  talk ends       08:11:30  wrap-up ends, gone; the others are left waiting
    let callers = floor().lent("floaters").people(1).rung("floaters", up_to(1)).release(5, 300, Step::Rung);
    let day = callers.callers(5, "08:00").wrap_up(30).caller("08:01").play();
    assert_eq!(day.phones(), ["floaters 0 08:01-08:11:30 due 08:06"]);
    assert_eq!(day.call(1), "08:00 dismissed 12:00");
}

#[test]
fn an_instant_at_six_sets_the_release_back() {
    // 08:01  5 wait       08:04  6       08:05  one hangs up: 5, the clock starts anew       08:10  released
    let day = pulled_at_08_01().release(5, 300, Step::Rung).caller("08:04").patience(60).play();
    assert_eq!(day.ladder()[1], "08:10 released floaters (5 waiting, 1 of 1)");
}

/// 08:01  floaters pulled, 5 wait       08:02  6: outbound pulled, 5 wait.
fn two_in_force() -> Traced {
    let floor = pulled_at_08_01().caller("08:02").lent("outbound").people(1);
    floor.rung("outbound", up_to(1)).release(5, 300, Step::Rung)
}

#[test]
fn rungs_are_released_in_reverse_order_one_at_a_time() {
    // 08:02  5 wait: the clock starts                      08:07  outbound released: the clock starts anew
    // 08:11  the floater takes the next caller: 4 wait     08:12  floaters released
    let expected = [
        "08:01 pulled floaters (6 waiting, 1 of 1)",
        "08:02 pulled outbound (6 waiting, 1 of 1)",
        "08:07 released outbound (5 waiting, 1 of 1)",
        "08:12 released floaters (4 waiting, 1 of 1)",
    ];
    assert_eq!(two_in_force().play().ladder(), expected);
}

#[test]
fn a_rungs_own_release_stands_in_for_the_ladders() {
    // Outbound goes back at most 3 lasting 120 s, floaters by the ladder's 5 lasting 300 s.
    // 08:02  5 wait       08:11  the floater takes one: 4       08:12  outbound takes one: 3
    // 08:14  120 s at 3: outbound released       08:19  300 s later: floaters (the next call ends at 08:21)
    let day = two_in_force().own_release(3, 120).play();
    let expected = ["08:14 released outbound (3 waiting, 1 of 1)", "08:19 released floaters (3 waiting, 1 of 1)"];
    assert_eq!(day.ladder()[2..], expected);
}

#[test]
fn one_person_at_a_time_goes_back_who_joined_last_first() {
    // 08:01  8 wait for 60 s: three pulled, all talk until 08:11; 5 wait
    // 08:06  person 2 released, finishing       08:11  persons 0 and 1 take the next (until 08:21): 3 wait;
    //        person 1 released, finishing       08:16  person 0 released
    let ladder =
        floor().lent("floaters").people(3).rung("floaters", up_to(3)).lasting(60).release(5, 300, Step::Person);
    let day = ladder.callers(8, "08:00").play();
    let expected = [
        "08:01 pulled floaters (8 waiting, 3 of 3)",
        "08:06 released floaters (5 waiting, 1 of 1)",
        "08:11 released floaters (3 waiting, 1 of 1)",
        "08:16 released floaters (3 waiting, 1 of 1)",
    ];
    assert_eq!(day.ladder(), expected);
    let phones =
        ["floaters 0 08:01-08:21 due 08:16", "floaters 1 08:01-08:21 due 08:11", "floaters 2 08:01-08:11 due 08:06"];
    assert_eq!(day.phones(), phones);
}

#[test]
fn who_joined_last_goes_first_whatever_the_order_of_the_call() {
    // Two floaters called at 08:01 join after up to 20 minutes each; all eight calls are over by 09:05.
    // One person goes when at most 5 have waited for an hour, the other an hour later. Forty days: joined last, gone first.
    let floor =
        floor().lent("floaters").people(2).rung("floaters", up_to(2)).lasting(60).release(5, 3600, Step::Person);
    let floor = floor.join_between(0, 1200).callers(8, "08:00");
    let mut overtaken = 0;
    for day in 0..40 {
        let facts = floor.clone().play_day(1, day).facts;
        let gone: Vec<_> =
            facts.iter().filter_map(|f| if let Fact::SignedOut(s, _) = f { Some(*s) } else { None }).collect();
        assert!(gone[0].since > gone[1].since, "day {day}: {gone:?}");
        overtaken += u32::from(gone[0].agent < gone[1].agent);
    }
    assert!(overtaken > 5, "the first called joined last on {overtaken} of 40 days");
}

#[test]
fn a_whole_rung_goes_back_at_once() {
    // 08:01  three pulled, 5 wait       08:06  all three released
    let ladder = floor().lent("floaters").people(3).rung("floaters", up_to(3)).lasting(60).release(5, 300, Step::Rung);
    let day = ladder.callers(8, "08:00").play();
    let expected = ["08:01 pulled floaters (8 waiting, 3 of 3)", "08:06 released floaters (5 waiting, 3 of 3)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn a_rung_stays_at_least_its_minimum() {
    // At most 5 lasting 60 s would release at 08:02; 30 minutes from the pull are over at 08:31.
    // Waiting: 08:01 5, 08:11 4, 08:21 3, 08:31 2 (the call ends before the ladder is looked at)
    let day = pulled_at_08_01().min_stay(1800).release(5, 60, Step::Rung).play();
    assert_eq!(day.ladder()[1..], ["08:31 released floaters (2 waiting, 1 of 1)"]);
}

#[test]
fn releases_go_on_until_nothing_more_is_due() {
    // 08:01  8 wait for 60 s: floaters pulled, 7       08:02  60 s: outbound pulled, 6
    // 08:03  one hangs up: 5; a release that lasts 0 s is due twice
    let floor = floor().lent("floaters").people(1).lent("outbound").people(1).release(5, 0, Step::Rung);
    let ladder = floor.rung("floaters", up_to(1)).lasting(60).rung("outbound", up_to(1)).lasting(60);
    let day = ladder.callers(7, "08:00").caller("08:00").patience(180).play();
    let expected = ["08:03 released outbound (5 waiting, 1 of 1)", "08:03 released floaters (5 waiting, 1 of 1)"];
    assert_eq!(day.ladder()[2..], expected);
}

#[test]
fn nobody_is_sent_back_for_being_idle() {
    // Six calls of a minute each are over at 08:07; without a release the rung stays in force to the end.
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1));
    let day = floor.callers(5, "08:00").talk(60).caller("08:01").talk(60).play();
    assert_eq!(day.ladder().len(), 1);
    assert_eq!(day.phones(), ["floaters 0 08:01-12:00"]);
}

#[test]
fn a_rung_still_in_force_is_so_to_the_end_of_the_day() {
    // Pulled at 08:01. Everybody else has left at 12:00, the inbound agent finishes a call at 12:05: 244 minutes.
    let floor = pulled_at_08_01().group("inbound").shift(1, "11:00", "12:00").caller("11:55");
    let results = floor.with(|p| p.queues[0].answered_by = vec!["inbound".to_owned()]).results();
    assert_eq!(results.rungs[0].get(RungFigure::MinutesInForce).mean, 244.0);
}

#[test]
fn borrowed_people_go_at_the_end_of_their_own_shift() {
    // 08:05  pulled: calls until 08:15, 08:25, 08:35; the shift ends at 08:30
    // The rung stays in force: the colleague who comes at 09:00 is not called.
    let floor = floor().lent("floaters").shift(1, "08:00", "08:30").shift(1, "09:00", "12:00");
    let day = floor.rung("floaters", up_to(1)).lasting(300).callers(20, "08:00").play();
    assert_eq!(day.ladder(), ["08:05 pulled floaters (20 waiting, 1 of 1)"]);
    assert_eq!(day.phones(), ["floaters 0 08:05-08:35 due 08:30"]);
}

#[test]
fn borrowed_people_take_their_own_breaks_and_come_back() {
    // 08:05  pulled: calls until 08:15, 08:25; the break was due at 08:20, keeps its 30 minutes
    // 08:55  still in force: back on the phones, takes the third caller
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:20", 30);
    let day = floor.rung("floaters", up_to(1)).lasting(300).callers(6, "08:00").play();
    assert_eq!(day.phones(), ["floaters 0 08:05-08:25 due 08:20", "floaters 0 08:55-12:00"]);
    assert_eq!(day.call(2), "08:00 answered 08:55 by floaters 0");
}

#[test]
fn who_is_released_during_a_break_does_not_come_back() {
    // 08:05  pulled: six calls of a minute, the last is answered at 08:10: 0 wait
    // 08:20  break until 08:50       08:30  0 waiting for 20 minutes: released       09:00  a caller finds nobody
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:20", 30);
    let ladder = floor.rung("floaters", up_to(1)).lasting(300).release(0, 1200, Step::Rung);
    let day = ladder.callers(6, "08:00").talk(60).caller("09:00").play();
    assert_eq!(day.phones(), ["floaters 0 08:05-08:20"]);
    assert_eq!(day.call(6), "09:00 dismissed 12:00");
}

#[test]
fn a_release_above_the_smallest_threshold_is_refused() {
    let floor = floor().caller("08:00").lent("floaters").people(1).rung("floaters", up_to(1)).release(6, 0, Step::Rung);
    let faults = Floor::new(floor.into_parts()).expect_err("released at 6 while pulled above 5");
    assert_eq!(faults[0].at.to_string(), "ladder.release.waiting_at_most");
}

#[test]
fn a_pull_soon_after_the_rungs_own_release_is_chatter() {
    // 08:01  pulled (1)       08:02  released after 60 s, talks until 08:11
    // 08:05  6 wait: pulled (2), 3 minutes later: chatter       08:11  takes the next: 5 wait
    // 08:12  released, talks until 08:21       08:23  6 wait: pulled (3), 11 minutes later
    let callers = pulled_at_08_01().release(5, 60, Step::Rung).caller("08:05").caller("08:23");
    let rung = &callers.results().rungs[0];
    assert_eq!((rung.get(RungFigure::Pulls).mean, rung.get(RungFigure::Chatter).mean), (3.0, 1.0));
}

#[test]
fn every_action_is_recorded_with_its_day() {
    // 08:05  floaters at lunch: empty-handed       08:07  pulled, 5 wait       08:12  released
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:00", 7).release(5, 300, Step::Rung);
    let results = floor.rung("floaters", up_to(2)).lasting(300).callers(6, "08:00").results_of(2);
    let log: Vec<_> = results
        .ladder_log
        .iter()
        .map(|a| format!("day {} {} {} {} {}/{}", a.day, a.at, a.action.word(), a.waiting, a.sent, a.asked))
        .collect();
    let one_day = ["08:05 empty_handed 6 0/2", "08:07 pulled 6 1/2", "08:12 released 5 1/1"];
    let expected: Vec<_> = (0..2).flat_map(|day| one_day.map(|line| format!("day {day} {line}"))).collect();
    assert_eq!(log, expected);
    let rung = &results.rungs[0];
    assert_eq!(
        (
            rung.get(RungFigure::Pulls).mean,
            rung.get(RungFigure::EmptyHanded).mean,
            rung.get(RungFigure::MinutesInForce).mean
        ),
        (1.0, 1.0, 5.0)
    );
}

#[test]
fn person_hours_run_from_signing_in_to_the_end_of_the_last_call() {
    // 08:01  pulled, joins after 120 s: 08:03, talks until 08:13; released at 08:08 (5 wait since 08:03)
    let results = pulled_at_08_01().join_after(120).release(5, 300, Step::Rung).results();
    assert_eq!(results.rungs[0].get(RungFigure::PersonHours).mean, hours(0.0, 10.0));
    assert_eq!(mean(named(&results.groups, "floaters"), "borrowed_hours"), Some(hours(0.0, 10.0)));
}

#[test]
fn whose_shift_is_over_is_no_longer_the_rungs() {
    // 08:20  pulled, talks until 08:50; the shift ends at 08:30. 08:40  released: nobody is left to send back
    let floor = floor().lent("floaters").shift(1, "08:00", "08:30").rung("floaters", up_to(1)).above(0);
    let day = floor.release(0, 1200, Step::Rung).caller("08:20").talk(1800).play();
    let expected = ["08:20 pulled floaters (1 waiting, 1 of 1)", "08:40 released floaters (0 waiting, 0 of 0)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn after_a_break_the_place_in_the_order_of_signing_in_is_a_new_one() {
    // 08:10  floater 0 and floater 1 come       08:25  floater 0 is back from a break and is now the last to have come
    // 08:40  one goes back: floater 0
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:20", 5).shift(1, "08:00", "12:00");
    let floor = floor.rung("floaters", up_to(2)).above(1).release(0, 1800, Step::Person);
    let day = floor.callers(2, "08:10").talk(60).caller("08:50").talk(60).play();
    assert_eq!(day.ladder()[1], "08:40 released floaters (0 waiting, 1 of 1)");
    assert_eq!(day.call(2), "08:50 answered 08:50 by floaters 1");
}
