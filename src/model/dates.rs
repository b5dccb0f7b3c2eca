//! Who works a shift on each of several dates, and head-counts of each.

use super::{Calendar, HeadCount, Session, Shift};
use crate::units::{SimTime, Span};

/// A shift as it is worked on one of its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedShift {
    /// Which shift of the group.
    pub shift: usize,
    /// Its date, by the days after the first: -1 is the eve.
    pub day: i64,
    /// From; of a shift of the eve midnight.
    pub start: SimTime,
    /// To.
    pub end: SimTime,
    /// Start and length of the breaks.
    pub breaks: Vec<(SimTime, Span)>,
}

impl Calendar {
    /// Every shift on every date on which it holds and meets opening hours, date by date. One that began on the eve of the first date is
    /// there from midnight on (M-T4).
    pub fn worked(&self, shifts: &[Shift]) -> Vec<DatedShift> {
        let on = |(day, midnight): (i64, Span)| {
            let holds = move |(_, shift): &(usize, &Shift)| {
                let (start, end) = (self.clock().when(shift.start + midnight), self.clock().when(shift.end + midnight));
                shift.on.hold(day) && end > start.max(SimTime::MIDNIGHT) && self.is_open_between(start, end)
            };
            let worked = move |(index, shift): (usize, &Shift)| DatedShift {
                shift: index,
                day,
                start: self.clock().when(shift.start + midnight).max(SimTime::MIDNIGHT),
                end: self.clock().when(shift.end + midnight),
                breaks: self.breaks(shift, midnight),
            };
            shifts.iter().enumerate().filter(holds).map(worked)
        };
        self.dates().flat_map(on).collect()
    }

    /// Whether a shift never meets opening hours. One that clocks skip does, though nobody works it (M-T4).
    pub(super) fn is_closed_to(&self, shift: &Shift) -> bool {
        let moment = |time: SimTime, midnight: Span| self.clock().when(time + midnight);
        let is_skipped = |(_, midnight)| moment(shift.start, midnight) == moment(shift.end, midnight);
        self.worked(std::slice::from_ref(shift)).is_empty() && !self.dates().any(is_skipped)
    }

    /// The breaks of a shift on a date, from midnight of the first on. One of a missing hour begins at its end, after those before it, and
    /// like any other ends with the shift at the latest (M-T4).
    fn breaks(&self, shift: &Shift, midnight: Span) -> Vec<(SimTime, Span)> {
        let mut pauses: Vec<(SimTime, Span)> = Vec::with_capacity(shift.breaks.len());
        let end = self.clock().when(shift.end + midnight);
        for pause in &shift.breaks {
            let planned = self.clock().when(pause.start + midnight);
            let start = pauses.last().map_or(planned, |(start, length)| planned.max(*start + *length));
            if start < end {
                pauses.push((start, pause.length.min(end - start)));
            }
        }
        pauses.retain(|(start, _)| *start >= SimTime::MIDNIGHT);
        pauses
    }

    /// The head-counts of each session: what holds at an opening begins with it, but who comes before the first is there before (M-A3).
    pub fn counted<'r>(&self, rows: &'r [HeadCount]) -> impl Iterator<Item = (Session, Vec<HeadCount>)> + use<'r> {
        let first = self.open();
        self.sessions().to_vec().into_iter().map(move |session| {
            let before_opening = |row: &&HeadCount| row.start <= session.open && session.open > first;
            let at_opening = rows.iter().rev().find(before_opening);
            let from = if session.open > first { session.open } else { SimTime::MIDNIGHT - Span::from_hours(24) };
            let later = rows.iter().filter(|row| row.start > from && row.start < session.close).copied();
            let at_opening = at_opening.map(|row| HeadCount { start: session.open, ..*row });
            (session, at_opening.into_iter().chain(later).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Break, Hours, OnDates};
    use super::*;
    use crate::units::WallClock;
    use jiff::civil::date;

    fn at(hour: i64) -> SimTime {
        SimTime::clock(hour, 0)
    }

    /// Open around the clock on two dates.
    fn two_dates() -> Calendar {
        let of = |day| Hours { date: Some(date(2027, 1, day)), open: at(0), close: at(24) };
        Calendar::new(&[of(8), of(9)], &WallClock::default()).expect("it is good")
    }

    fn worked(shift: Shift) -> Vec<(i64, SimTime, SimTime, usize)> {
        let all = two_dates().worked(&[shift]);
        all.into_iter().map(|on| (on.day, on.start, on.end, on.breaks.len())).collect()
    }

    #[test]
    fn a_shift_over_midnight_is_there_on_the_eve_too_from_midnight_on() {
        let pauses = [23, 26].map(|hour| Break { start: at(hour), length: Span::from_minutes(30) });
        let night = Shift { breaks: pauses.to_vec(), ..Shift::new(2, at(22), at(30)) };
        assert_eq!(worked(night), [(-1, at(0), at(6), 1), (0, at(22), at(30), 2), (1, at(46), at(54), 2)]);
    }

    #[test]
    fn a_shift_holds_on_its_dates_and_by_day_not_on_the_eve() {
        let day = Shift::new(2, at(8), at(16));
        assert_eq!(worked(day.clone()), [(0, at(8), at(16), 0), (1, at(32), at(40), 0)]);
        assert_eq!(worked(Shift { on: OnDates::only([1]), ..day }), [(1, at(32), at(40), 0)]);
    }
}
