//! What people who are lent do not get done, and when they catch up (M-A5).

use crate::traced::{Traced, at, floor, mean, named, secs, up_to};
use holdline::model::{Deadline, OwnWork, Step};

/// One lent person, half an hour for each task; the rung is pulled as soon as anybody waits, and released as soon as nobody does.
fn lender(work: impl Fn(&mut OwnWork)) -> Traced {
    let floor = floor().lent("floaters").people(1).own_work(work);
    floor.rung("floaters", up_to(1)).above(0).release(0, 0, Step::Rung)
}

/// Tasks deferred, caught up, left over and late.
fn tasks(floor: Traced) -> [f64; 4] {
    let results = floor.results();
    let figure = |name| mean(named(&results.groups, "floaters"), name).expect("own work is known");
    ["deferred_tasks", "caught_up_tasks", "left_over_tasks", "late_tasks"]
        .map(|name| (figure(name) * 1e6).round() / 1e6)
}

/// 08:01  pulled, answered and released       08:31  the call ends, and the person is at own work again
fn half_an_hour(floor: Traced) -> Traced {
    floor.caller("08:01").talk(1800)
}

/// Half of the time at own work is free: half an hour of work is caught up by 09:31.
fn catches_up(work: &mut OwnWork) {
    (work.catch_up, work.spare) = (true, 0.5);
}

#[test]
fn time_away_for_a_rung_defers_own_work_until_the_last_call_ends() {
    assert_eq!(tasks(half_an_hour(lender(|_| ()))), [1.0, 0.0, 1.0, 0.0]);
}

#[test]
fn the_way_to_the_phones_is_time_away_too() {
    // 08:01  called       08:11  joins and answers       08:41  the call ends: 40 minutes
    assert_eq!(tasks(half_an_hour(lender(|_| ()).join_after(600)))[0], 1.333333);
}

#[test]
fn deferred_work_is_caught_up_in_free_time_later_that_day() {
    assert_eq!(tasks(half_an_hour(lender(catches_up))), [1.0, 1.0, 0.0, 0.0]);
    // 08:31 to 09:00, the end of the day: a quarter of an hour less half a minute
    let floor = half_an_hour(lender(catches_up)).close("09:00");
    assert_eq!(tasks(floor), [1.0, 0.483333, 0.516667, 0.0]);
}

#[test]
fn what_is_not_caught_up_by_its_deadline_is_late() {
    // By 09:01 a quarter of an hour is caught up.
    let by = |deadline| {
        move |work: &mut OwnWork| {
            catches_up(work);
            work.deadline = Some(deadline);
        }
    };
    assert_eq!(tasks(half_an_hour(lender(by(Deadline::At(at("09:01")))))), [1.0, 1.0, 0.0, 0.5]);
    assert_eq!(tasks(half_an_hour(lender(by(Deadline::Closing)))), [1.0, 1.0, 0.0, 0.0]);
    // Work of s minutes after 08:01 is caught up 30 + 2 s minutes after it: of the 30 minutes those after the tenth are more than 40 late.
    assert_eq!(tasks(half_an_hour(lender(by(Deadline::Within(secs(2400)))))), [1.0, 1.0, 0.0, 0.666667]);
}

#[test]
fn a_deadline_beyond_the_day_leaves_work_that_is_not_late() {
    let floor = lender(|work| work.deadline = Some(Deadline::Within(secs(86_400))));
    assert_eq!(tasks(half_an_hour(floor)), [1.0, 0.0, 1.0, 0.0]);
    let floor = lender(|work| work.deadline = Some(Deadline::Closing));
    assert_eq!(tasks(half_an_hour(floor)), [1.0, 0.0, 1.0, 1.0]);
}

#[test]
fn after_the_shift_nothing_is_deferred() {
    // The shift ends at 08:05, the call at 08:31: four minutes
    let floor = floor().lent("floaters").shift(1, "08:00", "08:05").own_work(|_| ());
    let floor = floor.rung("floaters", up_to(1)).above(0).release(0, 0, Step::Rung);
    assert_eq!(tasks(half_an_hour(floor))[0], 0.133333);
}

#[test]
fn a_break_defers_nothing() {
    // 08:01  pulled, for the rest of the day       08:10 to 08:30  break       12:00  end: 9 and 210 minutes
    let floor = floor().lent("floaters").shift(1, "08:00", "12:00").pause("08:10", 20).own_work(|_| ());
    assert_eq!(tasks(floor.rung("floaters", up_to(1)).above(0).caller("08:01").talk(60))[0], 7.3);
}

#[test]
fn deferred_and_late_tasks_have_a_price() {
    // One deferred at 5, half of it late at 20, half an hour on the phones at 30
    let floor = lender(|work| {
        catches_up(work);
        work.deadline = Some(Deadline::At(at("09:01")));
        (work.price_per_deferred, work.price_per_late) = (Some(5.0), Some(20.0));
    });
    let floor = half_an_hour(floor);
    assert_eq!(mean(&floor.clone().results().measures, "cost"), Some(15.0));
    let paid = floor.with(|parts| parts.groups[0].cost_per_hour = Some(30.0)).results();
    assert_eq!(mean(&paid.measures, "cost"), Some(30.0));
    assert_eq!(mean(named(&paid.groups, "floaters"), "cost"), Some(30.0));
}

#[test]
fn where_own_work_is_not_known_none_is_counted() {
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).above(0).caller("08:01");
    assert_eq!(mean(named(&floor.results().groups, "floaters"), "deferred_tasks"), None);
}
