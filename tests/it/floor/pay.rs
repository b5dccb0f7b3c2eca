//! What people cost, time after the shift, and breaks that begin late (M-A2).

use crate::traced::{Traced, floor, hours, mean, named, up_to};
use holdline::model::{AfterClose, Overrun, Step};

fn cost(floor: Traced) -> Option<f64> {
    mean(&floor.results().measures, "cost")
}

/// A figure of the group `inbound`.
fn of_inbound(floor: &Traced, figure: &str) -> Option<f64> {
    mean(named(&floor.clone().results().groups, "inbound"), figure)
}

#[test]
fn breaks_that_begin_late_are_counted_with_how_late_they_begin() {
    // 08:05  the break is due in mid-call       08:10  it begins       10:00  the next begins in time
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("08:05", 30).pause("10:00", 15);
    let floor = floor.caller("08:00");
    let figures = ["late_breaks", "late_break_minutes"].map(|figure| of_inbound(&floor, figure));
    assert_eq!(figures, [Some(1.0), Some(5.0)]);
}

#[test]
fn a_break_that_waits_for_the_end_of_another_is_late_too() {
    // Breaks of 15 and 10 minutes were due at 09:00 and 09:20; they begin at 09:30 and 09:45: 30 and 25 minutes late
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("09:00", 15).pause("09:20", 10);
    let floor = floor.caller("08:55").talk(2100);
    let figures = ["late_breaks", "late_break_minutes"].map(|figure| of_inbound(&floor, figure));
    assert_eq!(figures, [Some(2.0), Some(55.0)]);
}

/// One hour at 30; the call begun at 08:55 takes the agent until 09:05.
fn five_minutes_after_the_shift() -> Traced {
    floor().group("inbound").shift(1, "08:00", "09:00").cost(30.0).caller("08:55")
}

#[test]
fn overrun_is_paid_if_the_group_pays_it_at_its_factor() {
    assert_eq!(cost(five_minutes_after_the_shift().overrun(Overrun::Paid, 1.5)), Some(33.75));
    assert_eq!(cost(five_minutes_after_the_shift().overrun(Overrun::Unpaid, 1.5)), Some(30.0));
    assert_eq!(of_inbound(&five_minutes_after_the_shift(), "overtime_hours"), Some(hours(0.0, 5.0)));
    let paid = five_minutes_after_the_shift().overrun(Overrun::Paid, 1.5);
    assert_eq!(of_inbound(&paid, "cost"), Some(33.75));
}

#[test]
fn only_time_after_the_shift_is_overtime() {
    // The break of 08:50 is late; 09:00  the shift ends       09:05  the call ends: 15 minutes of overrun, 5 of overtime
    let floor =
        floor().group("inbound").shift(1, "08:00", "09:00").pause("08:50", 5).cost(30.0).caller("08:45").talk(1200);
    let floor = floor.overrun(Overrun::Paid, 1.0);
    let figures = ["overrun_hours", "overtime_hours"].map(|figure| of_inbound(&floor, figure));
    assert_eq!(figures, [Some(hours(0.0, 15.0)), Some(hours(0.0, 5.0))]);
    assert_eq!(cost(floor), Some(32.5));
}

#[test]
fn lent_people_are_paid_after_their_shift_unless_the_group_does_not() {
    // 08:01  pulled, talks until 08:11; the shift ends at 08:05: four minutes at 30 an hour, and six of overtime
    let floor = || {
        let floor = floor().lent("floaters").shift(1, "08:00", "08:05").cost(30.0);
        floor.callers(5, "08:00").patience(600).caller("08:01").patience(600)
    };
    let rung = |floor: Traced| floor.rung("floaters", up_to(1)).release(5, 300, Step::Rung);
    assert_eq!(cost(rung(floor())), Some(5.0));
    let pays = |overrun, factor| {
        let group = floor().overrun(overrun, factor);
        cost(rung(group))
    };
    assert_eq!(pays(Overrun::Unpaid, 2.0), Some(2.0));
    assert_eq!(pays(Overrun::Paid, 2.0), Some(8.0));
}

#[test]
fn of_a_head_count_what_goes_on_after_its_fall_is_overtime() {
    // 08:30  one becomes none       08:35  the call ends: half an hour at 30, and five minutes at 60
    let floor = floor().group("inbound").head_counts(&[("08:00", 1), ("08:30", 0)]).cost(30.0);
    assert_eq!(cost(floor.overrun(Overrun::Paid, 2.0).caller("08:25")), Some(20.0));
}

#[test]
fn who_stays_for_the_queue_is_paid_as_for_overtime() {
    // 11:55  the first is answered, until 12:05       12:05  the second, until 12:15: four hours, and 15 minutes twice as dear
    let floor = floor().agents(1).cost(30.0).after_close(AfterClose::Stay).caller("11:55").caller("11:56");
    assert_eq!(cost(floor.overrun(Overrun::Paid, 2.0)), Some(135.0));
}
