//! Opening and closing (M-T3).

use crate::traced::{Traced, at, between, floor, hours, mean, named, up_to};
use holdline::figures::RungFigure;
use holdline::model::{AfterClose, Floor, Step};

#[test]
fn those_waiting_at_closing_are_served_by_whoever_still_has_a_shift() {
    // 09:00  closing; the shift lasts until 09:30: answers at 09:05, 09:15 and 09:25 (until 09:35)
    // 09:30  nobody has a shift any more: the one without patience is dismissed, the other hangs up at 09:50
    let floor = floor().close("09:00").group("inbound").shift(1, "08:00", "09:30").callers(4, "08:55");
    let day = floor.caller("08:56").caller("08:57").patience(3180).play();
    let answered = ["08:55", "09:05", "09:15", "09:25"].map(|at| format!("08:55 answered {at} by inbound 0"));
    assert_eq!(day.calls()[..4], answered);
    assert_eq!(day.calls()[4..], ["08:56 dismissed 09:30", "08:57 gone 09:50"]);
    assert_eq!(day.phones(), ["inbound 0 08:00-09:35 due 09:30"]);
    assert_eq!(day.ended(), at("09:50"));
}

#[test]
fn people_given_as_a_number_go_at_closing() {
    // 12:00  closing in mid-call: it is finished, the one waiting is not served
    let day = floor().agents(1).callers(2, "11:55").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-12:05 due 12:00"]);
    assert_eq!(day.call(1), "11:55 dismissed 12:00");
}

#[test]
fn who_stays_serves_until_nobody_waits() {
    // 12:05  the next, until 12:15; then nobody waits
    let day = floor().after_close(AfterClose::Stay).agents(1).callers(2, "11:55").play();
    assert_eq!(day.call(1), "11:55 answered 12:05 by inbound 0");
    assert_eq!(day.phones(), ["inbound 0 08:00-12:15 due 12:00"]);
    assert_eq!(day.ended(), at("12:15"));
}

#[test]
fn who_has_a_shift_beyond_closing_stays_too() {
    // The shift ends at 12:03, in mid-call, while somebody waits.
    let floor = floor().after_close(AfterClose::Stay).group("inbound").shift(1, "08:00", "12:03");
    assert_eq!(floor.callers(2, "11:55").play().call(1), "11:55 answered 12:05 by inbound 0");
}

#[test]
fn who_goes_before_closing_does_not_stay() {
    // The shift ends at 11:58, before closing: only the call in hand is finished.
    let floor = floor().after_close(AfterClose::Stay).group("inbound").shift(1, "08:00", "11:58");
    let day = floor.callers(2, "11:55").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-12:05 due 11:58"]);
    assert_eq!(day.call(1), "11:55 dismissed 12:00");
}

#[test]
fn cut_dismisses_the_queue_and_finishes_the_calls_in_hand() {
    // The shift would last until 13:00.
    let floor = floor().after_close(AfterClose::Cut).group("inbound").shift(1, "08:00", "13:00");
    let day = floor.callers(2, "11:55").wrap_up(30).play();
    assert_eq!(day.calls(), ["11:55 answered 11:55 by inbound 0", "11:55 dismissed 12:00"]);
}

#[test]
fn cut_comes_before_anything_else_of_that_moment() {
    // 12:00  a call ends; served, the next would be answered; cut, the queue is empty by then
    let floor = floor().group("inbound").shift(1, "08:00", "13:00").callers(2, "11:50");
    assert_eq!(floor.clone().play().call(1), "11:50 answered 12:00 by inbound 0");
    assert_eq!(floor.after_close(AfterClose::Cut).play().call(1), "11:50 dismissed 12:00");
}

#[test]
fn shifts_may_begin_before_opening_and_end_after_closing() {
    let day = floor().group("inbound").shift(1, "07:30", "12:30").caller("08:00").play();
    assert_eq!(day.phones(), ["inbound 0 07:30-12:00"]);
}

#[test]
fn nobody_calls_at_or_after_closing() {
    let floor = floor().agents(1).caller("12:00").into_parts();
    assert_eq!(Floor::new(floor).expect_err("closed")[0].at.to_string(), "queues[0].arrivals.calls");
}

#[test]
fn every_offered_caller_is_answered_abandoned_or_waiting_at_the_end() {
    // 11:55  one talks until 12:05, one hangs up, one is dismissed
    let floor = floor().agents(1).caller("11:55").caller("11:55").patience(60).caller("11:55");
    let measures = floor.results().measures;
    assert_eq!(
        ["offered", "answered", "abandoned", "waiting_at_end"].map(|m| mean(&measures, m)),
        [3.0, 1.0, 1.0, 1.0].map(Some)
    );
}

#[test]
fn the_day_ends_when_the_last_call_is_finished() {
    // 12:00  closing, both shifts go on; 12:05  the only call ends: neither is on the phones any more
    let floor = floor().group("inbound").shift(2, "08:00", "14:00");
    let day = floor.clone().caller("11:55").wrap_up(60).play();
    assert_eq!(day.phones(), ["inbound 0 08:00-12:06", "inbound 1 08:00-12:06"]);
    assert_eq!(day.ended(), at("12:06"));
    // With no call in hand it ends at closing.
    assert_eq!(floor.caller("11:45").play().ended(), at("12:00"));
}

#[test]
fn after_closing_breaks_are_taken_while_the_day_goes_on() {
    // 12:00  closing, two wait; 12:10  the break was due at 12:05; 12:25  back, takes the second until 12:35: the end
    let floor = floor().group("inbound").shift(1, "08:00", "14:00").pause("12:05", 15).pause("13:00", 15);
    let day = floor.caller("11:50").talk(1200).caller("11:55").play();
    assert_eq!(day.phones(), ["inbound 0 08:00-12:10 due 12:05", "inbound 0 12:25-12:35"]);
    assert_eq!(day.ended(), at("12:35"));
}

#[test]
fn hours_cost_and_minutes_of_lent_people_end_with_the_day() {
    // 11:50  pulled, talks until 12:00: closed and over, though the floater's own shift goes on until 16:00
    let floor = floor().lent("floaters").shift(1, "08:00", "16:00").cost(60.0).rung("floaters", up_to(1)).above(0);
    let results = floor.caller("11:50").results();
    assert_eq!(mean(named(&results.groups, "floaters"), "borrowed_hours"), Some(hours(0.0, 10.0)));
    assert_eq!(mean(&results.measures, "cost"), Some(10.0));
    assert_eq!(results.rungs[0].get(RungFigure::MinutesInForce).mean, 10.0);
}

#[test]
fn hours_after_the_day_are_paid_but_nobody_is_on_the_phones() {
    // The shift goes on until 14:00; from closing at 12:00 on nobody can call.
    let results = floor().group("inbound").shift(1, "08:00", "14:00").cost(10.0).caller("08:00").results();
    assert_eq!(mean(&results.measures, "signed_in_hours"), Some(4.0));
    assert_eq!(mean(&results.measures, "occupancy"), Some(10.0 / 240.0));
    assert_eq!(mean(&results.measures, "cost"), Some(60.0));
}

#[test]
fn people_at_their_own_work_do_not_make_the_day_longer() {
    // 11:50  pulled, talks until 11:51; 12:00  over: the release would be due at 12:20
    let floor = floor().lent("floaters").people(1).lent("others").shift(1, "08:00", "13:00");
    let floor = floor.rung("floaters", up_to(1)).above(0).release(0, 1800, Step::Rung).caller("11:50").talk(60);
    let day = floor.play();
    assert_eq!(day.ladder(), ["11:50 pulled floaters (1 waiting, 1 of 1)"]);
    assert_eq!(day.ended(), at("12:00"));
}

#[test]
fn at_the_moment_of_the_last_calls_end_the_ladder_is_not_looked_at_any_more() {
    // 11:55  pulled, talks until 12:05; the release is due at 12:05, too, but calls end first
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).above(0).release(0, 600, Step::Rung);
    let day = floor.caller("11:55").play();
    assert_eq!(day.ladder(), ["11:55 pulled floaters (1 waiting, 1 of 1)"]);
    assert_eq!(day.ended(), at("12:05"));
}

/// Two seats and two agents for `other`, who stay; a floater for `general`, called as soon as anybody waits there.
fn staying_on_two_seats() -> Traced {
    let floor = floor().close("09:00").after_close(AfterClose::Stay).seats(2).queue("other").watch("general");
    let floor = floor.group("inbound").people(2).serves(&["other"]);
    floor.lent("floaters").shift(1, "08:00", "10:00").serves(&["general"]).rung("floaters", up_to(1)).above(0)
}

#[test]
fn the_seat_of_who_stayed_is_seen_by_the_ladder_at_once() {
    // 08:56  general: no seat for the floater
    // 09:05  both calls end: one agent takes the last of `other`, the other goes, and the floater has the seat
    let floor = staying_on_two_seats().caller("08:50").talk(900).to("other").caller("08:52").talk(780).to("other");
    let day = floor.caller("08:55").to("other").caller("08:56").play();
    let expected =
        ["08:56 empty_handed floaters (1 waiting, 0 of 1, no_free_seat)", "09:05 pulled floaters (1 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
    assert!(day.calls().contains(&"08:56 answered 09:05 by floaters 0".to_owned()), "{:?}", day.calls());
}

#[test]
fn the_seat_of_who_stayed_is_seen_whatever_took_the_last_caller() {
    // As above, but the last of `other` hangs up at 09:07, while one agent still talks
    let floor = staying_on_two_seats().caller("08:50").talk(1500).to("other").caller("08:52").talk(1500).to("other");
    let day = floor.caller("08:55").patience(720).to("other").caller("08:56").play();
    // 09:07  both are on their last call; 09:15  the first to finish leaves a seat
    let expected =
        ["08:56 empty_handed floaters (1 waiting, 0 of 1, no_free_seat)", "09:15 pulled floaters (1 waiting, 1 of 1)"];
    assert_eq!(day.ladder(), expected);
}

#[test]
fn who_stays_takes_no_late_break() {
    // 08:50  break due, but the call goes on until 09:05; 09:00  closing, the shift ends: no break is left to take
    let floor = floor().close("09:00").after_close(AfterClose::Stay).group("inbound").shift(1, "08:00", "09:00");
    let day = floor.pause("08:50", 5).caller("08:45").talk(1200).caller("08:55").play();
    assert_eq!(day.call(1), "08:55 answered 09:05 by inbound 0");
    assert_eq!(day.phones(), ["inbound 0 08:00-09:15 due 08:50"]);
}

#[test]
fn who_is_on_a_break_at_the_end_of_the_shift_does_not_stay() {
    let floor = floor().close("09:00").after_close(AfterClose::Stay).group("inbound").shift(1, "08:00", "09:00");
    let day = floor.pause("08:55", 5).caller("08:56").play();
    assert_eq!(day.call(0), "08:56 dismissed 09:00");
}

#[test]
fn before_closing_nobody_is_sent_away() {
    // 08:30  the only shift ends, its call goes on until 08:40; the line stays open until 09:00
    let floor = floor().close("09:00").group("inbound").shift(1, "08:00", "08:30");
    let day = floor.caller("08:20").talk(1200).caller("08:25").caller("08:40").play();
    assert_eq!(day.calls()[1..], ["08:25 dismissed 09:00", "08:40 dismissed 09:00"]);
}

/// 08:55  the only agent talks until 09:05; closing and the end of the shift are at 09:00, a floater is there until 10:00.
fn with_a_floater_after_closing() -> Traced {
    floor().close("09:00").agents(1).lent("floaters").shift(1, "08:00", "10:00").caller("08:55")
}

#[test]
fn nobody_waits_for_people_whom_no_rung_can_borrow() {
    let floor = with_a_floater_after_closing().caller("08:56");
    assert_eq!(floor.clone().play().call(1), "08:56 dismissed 09:00");
    // A rung that needs more callers than wait, or more people than there are, borrows nobody either.
    let rung = |people| floor.clone().rung("floaters", people).above(0).lasting(900);
    assert_eq!(rung(up_to(1)).above(1).play().call(1), "08:56 dismissed 09:00");
    assert_eq!(rung(between(2, 3)).play().call(1), "08:56 dismissed 09:00");
    // One that only needs more time does: 15 minutes after 08:56.
    assert_eq!(rung(up_to(1)).play().call(1), "08:56 answered 09:11 by floaters 0");
}

#[test]
fn hope_ends_when_too_few_wait_for_the_rung() {
    // 09:02  one of two hangs up: the rung, above one, is not pulled any more
    let floor = with_a_floater_after_closing().rung("floaters", up_to(1)).above(1).lasting(900);
    let day = floor.caller("08:56").caller("08:57").patience(300).play();
    assert_eq!(day.calls()[1..], ["08:56 dismissed 09:02", "08:57 gone 09:02"]);
}

#[test]
fn who_is_borrowed_is_hope() {
    // 08:56  the floater is pulled and talks until 09:06, then takes the one who waits
    let floor = with_a_floater_after_closing().rung("floaters", up_to(1)).above(0);
    assert_eq!(floor.caller("08:56").caller("08:57").play().call(2), "08:57 answered 09:06 by floaters 0");
}
