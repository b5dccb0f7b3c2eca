//! What clocks on the wall show, and when they first show a time (M-T4): found by trying.

use holdline::model::Floor;
use holdline::units::SimTime;

/// A date by the clock.
const DATE: i64 = 24 * 3_600_000_000;

/// What is shown at a moment, since midnight of the first date.
pub fn shown(floor: &Floor, at: i64) -> i64 {
    let put = floor.clock.changes().iter().filter(|change| change.at.micros() <= at).map(|change| change.by.micros());
    at + put.sum::<i64>()
}

/// The first moment at which that or a later time is shown.
pub fn when(floor: &Floor, time: i64) -> i64 {
    let changes = || floor.clock.changes().iter();
    let put = (0..=changes().count()).map(|n| changes().take(n).map(|change| change.by.micros()).sum::<i64>());
    let moments = put.map(|put| time - put).chain(changes().map(|change| change.at.micros()));
    moments.filter(|at| shown(floor, *at) >= time).min().expect("a clock goes on for ever")
}

/// The same of a clock time on a date.
pub fn on(floor: &Floor, day: i64, time: SimTime) -> i64 {
    when(floor, time.micros() + day * DATE)
}

/// The date of a moment.
pub fn day(floor: &Floor, at: i64) -> i64 {
    shown(floor, at).div_euclid(DATE)
}

/// Until when the date of a moment is shown, if the clock is not changed before, and when it is changed before.
pub fn date_ends(floor: &Floor, at: i64) -> (i64, Option<i64>) {
    let ends = at + DATE - shown(floor, at).rem_euclid(DATE);
    let changes = floor.clock.changes().iter().map(|change| change.at.micros());
    (ends, changes.filter(|change| at < *change && *change <= ends).min())
}
