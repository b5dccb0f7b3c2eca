//! Opening and closing (M-T3).

use crate::traced::{at, floor, mean};
use holdline::model::{AfterClose, Floor};

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
    assert_eq!(day.phones(), ["inbound 0 07:30-12:30"]);
}

#[test]
fn nobody_calls_at_or_after_closing() {
    let floor = floor().agents(1).caller("12:00").into_parts();
    assert_eq!(Floor::new(floor).expect_err("closed")[0].at, "queues[0].arrivals.calls");
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
