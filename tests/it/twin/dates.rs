//! Random small floors of two dates (M-T4): those of one, with a night in the middle.

use super::floors::{LENGTH, floors, moment};
use super::times::secs;
use holdline::model::{Arrivals, Calendar, Floor, FloorParts, HeadCount, Hours, OnDates, Presence, ProfileRow};
use holdline::units::{ClockChange, SimTime, Span, WallClock};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::ops::Range;

/// Any small floor of two dates: through midnight, with a night of some minutes, or with one from the first minutes of a date to those
/// of the next.
pub fn dated_floors() -> impl Strategy<Value = Floor> {
    let night = prop_oneof![Just(None), Just(Some(0)), (1..4_i64).prop_map(Some)];
    let on =
        || prop_oneof![3 => Just(OnDates::default()), 1 => Just(OnDates::only([1])), 1 => Just(OnDates::only([0]))];
    let put = option::weighted(0.5, (any::<bool>(), 1..LENGTH / 10, prop_oneof![1..4_i64, -4..0_i64]));
    (floors(), night, vec(on(), 3), any::<bool>(), put)
        .prop_map(|(floor, night, on, late, put)| dated(floor, night, &on, late, put))
}

/// Clocks put forward or back after the first opening or the second: so many steps of ten seconds later, by so many minutes.
type Put = (bool, i64, i64);

/// The same of a floor that there is, by a number.
pub fn on_two_dates(floor: Floor, how: u8) -> Floor {
    let night = [None, Some(0), Some(1), Some(2)][usize::from(how % 4)];
    let on = [OnDates::default(), OnDates::only([i64::from(how / 8 % 2)]), OnDates::default()];
    let put = [None, Some(2), Some(-2), None][usize::from(how / 16 % 4)];
    dated(floor, night, &on, how / 4 % 2 == 1, put.map(|minutes| (how % 2 == 1, i64::from(how), minutes)))
}

/// Where a day lies once it has become two dates.
struct Nights {
    /// What was at opening is so much later now.
    later: Span,
    /// Whether the same minutes come again on the second date.
    again: bool,
    /// From then on it is the second date's.
    midnight: SimTime,
    hours: Vec<Hours>,
}

impl Nights {
    /// With a night of so many minutes at midnight, or `None`, with the same minutes after midnight twice. `late`: the first date's
    /// hours go on over midnight.
    fn new(night: Option<i64>, late: bool) -> Self {
        let (half, midnight) = (Span::from_secs(LENGTH / 2), SimTime::clock(24, 0));
        let late = if late && night.is_some_and(|minutes| minutes > 0) { secs(60) } else { Span::ZERO };
        let opens = SimTime::MIDNIGHT + late + Span::from_minutes(night.unwrap_or(0));
        let (first, second) = match night {
            Some(_) => ((midnight - half + late, midnight + late), (opens, SimTime::MIDNIGHT + half)),
            None => ((opens, opens + half), (opens, opens + half)),
        };
        let on = |(day, (open, close))| Hours { date: Some(jiff::civil::date(2027, 1, day)), open, close };
        let later = if night.is_some() { midnight + late - half - moment(0) } else { SimTime::MIDNIGHT - moment(0) };
        Self {
            later,
            again: night.is_none(),
            midnight: midnight + late,
            hours: [(7, first), (8, second)].map(on).to_vec(),
        }
    }

    /// How much later what was at a moment is on the second date.
    fn on_second(&self) -> Span {
        self.later + Span::from_hours(if self.again { 24 } else { 0 })
    }

    /// The clock time of what was at a moment.
    fn by_clock(&self, at: SimTime) -> SimTime {
        let (at, day) = (at + self.later, Span::from_hours(24));
        if at < SimTime::MIDNIGHT {
            at + day
        } else if at >= SimTime::clock(24, 0) {
            at - day
        } else {
            at
        }
    }

    fn arrivals(&self, arrivals: &mut Arrivals) {
        let calendar = Calendar::new(&self.hours, &WallClock::default()).expect("two dates");
        match arrivals {
            Arrivals::Profile { rows, .. } => {
                let mut all = moved(rows, self.later);
                all.extend(if self.again { moved(rows, self.on_second()) } else { Vec::new() });
                *rows = all;
            }
            Arrivals::Sample(days) => {
                // A past day of each date; rows that reach over the night are of both.
                let first = days.iter().map(|rows| moved(rows, self.later));
                let first = first.map(|rows| rows.into_iter().filter(|row| row.start < self.midnight).collect());
                let of_second = |rows: &Vec<ProfileRow>| {
                    let rows: Vec<_> = moved(rows, self.on_second());
                    let mut rows: Vec<_> = rows.into_iter().filter(|row| row.end > self.midnight).collect();
                    let before = SimTime::clock(24, 0) - secs(10);
                    rows.insert(0, ProfileRow::new(before, rows[0].start, 0.0));
                    rows
                };
                let second = days.iter().map(of_second).filter(|rows| rows[0].start < rows[0].end);
                *days = first.chain(second).collect();
            }
            Arrivals::Calls(calls) => {
                calls.iter_mut().for_each(|call| call.arrival += self.later);
                calls.retain(|call| calendar.is_open(call.arrival));
            }
        }
    }

    fn presence(&self, presence: &mut Presence, on: &[OnDates]) {
        let calendar = Calendar::new(&self.hours, &WallClock::default()).expect("two dates");
        match presence {
            Presence::People(_) => {}
            Presence::Shifts(shifts) => {
                for (shift, on) in shifts.iter_mut().zip(on.iter().cycle()) {
                    let later = self.by_clock(shift.start) - shift.start;
                    (shift.start, shift.end) = (shift.start + later, shift.end + later);
                    shift.breaks.iter_mut().for_each(|pause| pause.start += later);
                    shift.on = on.clone();
                }
                shifts.retain(|shift| !calendar.worked(std::slice::from_ref(shift)).is_empty());
            }
            Presence::HeadCounts(rows) => {
                rows.iter_mut().for_each(|row| row.start = (row.start + self.later).max(SimTime::MIDNIGHT));
                rows.dedup_by_key(|row| row.start);
                let next = |row: &HeadCount| HeadCount { start: row.start + Span::from_hours(24), ..*row };
                let again: Vec<_> = rows.iter().filter(|_| self.again).map(next).collect();
                rows.extend(again);
            }
        }
    }
}

/// A day that becomes two dates.
fn dated(floor: Floor, night: Option<i64>, on: &[OnDates], late: bool, put: Option<Put>) -> Floor {
    let (mut parts, nights) = (floor.clone().into_parts(), Nights::new(night, late));
    parts.queues.iter_mut().for_each(|queue| nights.arrivals(&mut queue.arrivals));
    for (incident, on) in parts.incidents.iter_mut().zip(on.iter().cycle()) {
        (incident.start, incident.on) = (nights.by_clock(incident.start), on.clone());
    }
    for (n, group) in parts.groups.iter_mut().enumerate() {
        nights.presence(&mut group.presence, &on[n % on.len()..]);
    }
    let rungs = parts.ladders.iter_mut().flat_map(|ladder| &mut ladder.rungs);
    for between in rungs.filter_map(|rung| rung.when.between.as_mut()) {
        let (from, until) = (nights.by_clock(between.0), nights.by_clock(between.1));
        // Hours of a rung do not go on over midnight.
        *between = (from, if from < until { until } else { SimTime::clock(24, 0) });
    }
    parts.hours = nights.hours;
    let changed = put.and_then(|put| Floor::new(with_clocks_put(parts.clone(), put)).ok());
    // What meets no hours of either date leaves the floor as it was.
    changed.unwrap_or_else(|| Floor::new(parts).unwrap_or(floor))
}

/// The same with what is said by the clock where it lies in time.
fn with_clocks_put(mut parts: FloorParts, (second, steps, minutes): Put) -> FloorParts {
    let day = Span::from_hours(if second { 24 } else { 0 });
    let at = parts.hours[usize::from(second)].open + day + secs(10 * steps);
    parts.clock = WallClock::new(vec![ClockChange { at, by: Span::from_minutes(minutes) }]);
    let clock = parts.clock.clone();
    let lie = |rows: &Vec<ProfileRow>| {
        let of_row = |row: &ProfileRow| {
            let row = *row;
            let whole = |part: &Range<SimTime>| part.end - part.start == row.end - row.start;
            let calls = move |part: &Range<SimTime>| if whole(part) { row.calls } else { (row.calls / 2.0).floor() };
            let part =
                move |part: Range<SimTime>| ProfileRow { start: part.start, end: part.end, calls: calls(&part), ..row };
            clock.whenever(row.start..row.end).map(part).collect::<Vec<_>>()
        };
        let mut lie: Vec<ProfileRow> = rows.iter().flat_map(of_row).collect();
        lie.sort_by_key(|row| row.start);
        lie
    };
    let Ok(calendar) = Calendar::new(&parts.hours, &parts.clock) else { return parts };
    for queue in &mut parts.queues {
        match &mut queue.arrivals {
            Arrivals::Profile { rows, .. } => *rows = lie(rows),
            Arrivals::Sample(days) => days.iter_mut().for_each(|rows| *rows = lie(rows)),
            Arrivals::Calls(calls) => {
                // Nobody calls when no clock shows the time.
                calls.retain(|call| !parts.clock.skips(call.arrival));
                calls.iter_mut().for_each(|call| call.arrival = parts.clock.when(call.arrival));
                calls.retain(|call| calendar.is_open(call.arrival));
            }
        }
    }
    for group in &mut parts.groups {
        if let Presence::HeadCounts(rows) = &mut group.presence {
            rows.iter_mut().for_each(|row| row.start = parts.clock.when(row.start));
            rows.dedup_by_key(|row| row.start);
        }
    }
    parts
}

/// Rows so much later, none before the first midnight.
fn moved(rows: &[ProfileRow], later: Span) -> Vec<ProfileRow> {
    let moved = |row: &ProfileRow| ProfileRow {
        start: (row.start + later).max(SimTime::MIDNIGHT),
        end: row.end + later,
        ..*row
    };
    rows.iter().map(moved).collect()
}
