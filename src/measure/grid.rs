//! The day cut into intervals.

use crate::model::{Calendar, Floor, Slice};
use crate::units::{SimTime, Span};
use std::ops::Range;

/// Microseconds of a date on which clocks are not changed.
const DATE: i64 = Span::from_hours(24).micros();

/// The intervals of a day's sessions, and the stretch of it that counts. Times are microseconds since midnight of the first
/// date.
#[derive(Clone, Debug)]
pub struct Grid {
    slices: Vec<Slice>,
    sessions: Vec<SessionSlices>,
    /// For every 24 hours: the last session that has begun by its first moment, or the first of all.
    begun: Vec<usize>,
    interval: i64,
    /// End of the warm-up.
    pub(super) counted_from: i64,
}

/// One session, and where its slices are.
#[derive(Clone, Copy, Debug)]
struct SessionSlices {
    open: i64,
    close: i64,
    first: usize,
    last: usize,
}

impl Grid {
    /// The grid of a floor.
    pub fn new(floor: &Floor) -> Self {
        Self::of(floor.calendar(), floor.interval, floor.warm_up)
    }

    /// The grid of a calendar whose sessions are whole numbers of intervals; the warm-up is shorter than the first of them.
    fn of(calendar: &Calendar, interval: Span, warm_up: Span) -> Self {
        let mut sessions: Vec<SessionSlices> = Vec::with_capacity(calendar.sessions().len());
        for session in calendar.sessions() {
            let first = sessions.last().map_or(0, |before| before.last + 1);
            let count = (session.length().micros() / interval.micros()) as usize;
            let (open, close) = (session.open.micros(), session.close.micros());
            sessions.push(SessionSlices { open, close, first, last: first + count - 1 });
        }
        let begun = |date: i64| sessions.partition_point(|session| session.open <= date * DATE).saturating_sub(1);
        Self {
            slices: calendar.slices(interval).collect(),
            begun: (0..(calendar.last_midnight().micros() + DATE - 1) / DATE).map(begun).collect(),
            sessions,
            interval: interval.micros(),
            counted_from: (calendar.open() + warm_up).micros(),
        }
    }

    /// How many intervals.
    pub fn count(&self) -> usize {
        self.slices.len()
    }

    /// The intervals, in order of time.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Time of an interval that counts, in microseconds.
    pub fn counted(&self, i: usize) -> i64 {
        let (start, end) = self.ends(i);
        (end - self.counted_from.max(start)).max(0)
    }

    /// Time of the whole day that counts, in microseconds: of its sessions, without the nights between them.
    pub fn counted_day(&self) -> i64 {
        self.open_between(self.counted_from, i64::MAX)
    }

    /// How much of a shift is paid, in microseconds: all of it, but what falls into the warm-up is not counted.
    pub(super) fn paid(&self, start: SimTime, end: SimTime) -> i64 {
        let (start, end) = (start.micros(), end.micros());
        let warm_up = (end.min(self.counted_from) - start.max(self.sessions[0].open)).max(0);
        end - start - warm_up
    }

    /// Length of an interval.
    pub(super) fn length(&self, i: usize) -> i64 {
        let (start, end) = self.ends(i);
        end - start
    }

    /// From and to of an interval.
    #[inline]
    pub(super) fn ends(&self, i: usize) -> (i64, i64) {
        let slice = self.slices[i];
        (slice.start.micros(), slice.end.micros())
    }

    /// The interval of a moment; outside the hours the last one before it, before the first opening the first.
    pub fn index(&self, at: SimTime) -> usize {
        self.find(at.micros())
    }

    pub(super) fn find(&self, at: i64) -> usize {
        let session = self.session(at);
        let i = (at - session.open).max(0) / self.interval;
        (session.first + i as usize).min(session.last)
    }

    /// The session that began last at a moment, or the first: found by the 24 hours in which it lies, in which few begin.
    fn session(&self, at: i64) -> &SessionSlices {
        let date = (at.max(0) / DATE) as usize;
        let mut i = self.begun[date.min(self.begun.len() - 1)];
        while self.sessions.get(i + 1).is_some_and(|next| next.open <= at) {
            i += 1;
        }
        &self.sessions[i]
    }

    /// When the session ends that began last at a moment, or the first.
    pub(super) fn close_after(&self, at: i64) -> i64 {
        self.session(at).close
    }

    /// When the session opens that opens next after a moment; never, after the last.
    pub(super) fn opens_after(&self, at: i64) -> i64 {
        let next = self.sessions.partition_point(|session| session.open <= at);
        self.sessions.get(next).map_or(i64::MAX, |session| session.open)
    }

    /// How much of `from..to` lies in sessions, in microseconds.
    pub(super) fn open_between(&self, from: i64, to: i64) -> i64 {
        self.sessions.iter().map(|session| (to.min(session.close) - from.max(session.open)).max(0)).sum()
    }

    /// Cuts the counted part of `from..to` at the interval marks: the pieces at both ends, and the intervals between them
    /// that are filled, as a range.
    #[inline]
    pub(super) fn split(&self, from: i64, to: i64, piece: impl FnMut(usize, i64)) -> Range<usize> {
        let from = from.max(self.counted_from);
        if from < to { self.split_from(self.find(from), from..to, piece) } else { 0..0 }
    }

    /// The same of a stretch that counts, if the interval of its beginning is known.
    #[inline]
    pub(super) fn split_from(
        &self,
        first: usize,
        Range { start: from, end: to }: Range<i64>,
        mut piece: impl FnMut(usize, i64),
    ) -> Range<usize> {
        let (_, mark) = self.ends(first);
        if to <= mark {
            piece(first, to - from);
            return 0..0;
        }
        // What begins after closing has no first piece, and what ends before the next opening no last one of its own.
        piece(first, (mark - from).max(0));
        let last = self.find(to);
        if last == first {
            return 0..0;
        }
        let (start, end) = self.ends(last);
        piece(last, to.min(end) - start);
        first + 1..last
    }
}

/// How often each interval was filled, of several columns; to fill a thousand costs no more than to fill one.
#[derive(Debug)]
pub(super) struct Filled {
    columns: usize,
    /// By interval, then column: how much more often than the interval before.
    more: Vec<i64>,
}

impl Filled {
    pub fn new(columns: usize, intervals: usize) -> Self {
        Self { columns, more: vec![0; columns * (intervals + 1)] }
    }

    pub fn restart(&mut self) {
        self.more.fill(0);
    }

    #[inline]
    pub fn add(&mut self, column: usize, intervals: Range<usize>) {
        if !intervals.is_empty() {
            self.more[intervals.start * self.columns + column] += 1;
            self.more[intervals.end * self.columns + column] -= 1;
        }
    }

    /// Tells `(interval, column, times filled)` of all that were, and forgets them.
    pub fn take(&mut self, mut tell: impl FnMut(usize, usize, i64)) {
        let mut times = vec![0; self.columns];
        for (place, more) in self.more.iter_mut().enumerate() {
            let (interval, column) = (place / self.columns, place % self.columns);
            times[column] += std::mem::take(more);
            if times[column] > 0 {
                tell(interval, column, times[column]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Hours;
    use crate::units::WallClock;
    use jiff::civil::date;

    const MINUTE: i64 = 60_000_000;

    /// A grid of sessions, each a day of January 2027 with its opening and closing in minutes after midnight.
    fn grid(sessions: &[(i8, i64, i64)], interval: i64, warm_up: i64) -> Grid {
        let minute = |m: i64| SimTime::from_secs(60 * m);
        let hours: Vec<Hours> = sessions
            .iter()
            .map(|(day, open, close)| Hours {
                date: Some(date(2027, 1, *day)),
                open: minute(*open),
                close: minute(*close),
            })
            .collect();
        let calendar = Calendar::new(&hours, &WallClock::default()).expect("it is good");
        Grid::of(&calendar, Span::from_minutes(interval), Span::from_minutes(warm_up))
    }

    /// One day from 08:00 to 09:00; a Friday, a Saturday, and a Monday through midnight into Tuesday, each with another opening.
    fn grids() -> [(Grid, Range<i64>); 2] {
        let day = grid(&[(8, 480, 540)], 10, 15);
        let days = grid(&[(8, 480, 540), (9, 505, 525), (11, 1_380, 1_440), (12, 0, 40)], 20, 25);
        [(day, 470..560), (days, 470..4 * 1_440 + 80)]
    }

    #[test]
    fn pieces_and_filled_intervals_are_the_whole_stretch() {
        for (grid, minutes) in grids() {
            let ends: Vec<i64> = minutes.step_by(5).filter(|m| *m % 480 < 100 || *m % 1_440 > 1_370).collect();
            for (at, from) in ends.iter().enumerate() {
                for to in &ends[at..] {
                    let (mut by_interval, mut filled) = (vec![0; grid.count()], Filled::new(1, grid.count()));
                    let whole = grid.split(from * MINUTE, to * MINUTE, |i, length| by_interval[i] += length);
                    filled.add(0, whole);
                    filled.take(|i, _, times| by_interval[i] += times * grid.length(i));
                    for (i, found) in by_interval.into_iter().enumerate() {
                        let (start, end) = grid.ends(i);
                        let start = start.max(grid.counted_from).max(from * MINUTE);
                        assert_eq!(found, (end.min(to * MINUTE) - start).max(0), "{from} to {to}, interval {i}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_moment_is_found_in_its_interval_and_outside_the_hours_in_the_one_before() {
        for (grid, minutes) in grids() {
            for half in 2 * minutes.start..2 * minutes.end {
                let at = half * MINUTE / 2;
                let begun = grid.slices().iter().rposition(|slice| slice.start.micros() <= at);
                assert_eq!(grid.find(at), begun.unwrap_or(0), "{half} half minutes");
            }
        }
    }

    #[test]
    fn intervals_lie_one_after_another_in_each_session_and_nights_between_sessions() {
        let [_, (grid, _)] = grids();
        let minutes: Vec<_> = grid.slices().iter().map(|s| (s.session, s.start.micros() / MINUTE)).collect();
        let (saturday, monday) = (1_440 + 505, 3 * 1_440 + 1_380);
        let expected = [
            (0, 480),
            (0, 500),
            (0, 520),
            (1, saturday),
            (2, monday),
            (2, monday + 20),
            (2, monday + 40),
            (3, monday + 60),
            (3, monday + 80),
        ];
        assert_eq!(minutes, expected);
        assert!((0..grid.count()).all(|i| grid.length(i) == 20 * MINUTE));
    }

    #[test]
    fn only_time_in_sessions_and_after_the_warm_up_counts() {
        let [(day, _), (days, _)] = grids();
        assert_eq!((day.counted_day(), days.counted_day()), (45 * MINUTE, (35 + 20 + 60 + 40) * MINUTE));
        for grid in [day, days] {
            let counted: i64 = (0..grid.count()).map(|i| grid.counted(i)).sum();
            assert_eq!(counted, grid.counted_day());
        }
        let [_, (days, _)] = grids();
        let through = |from: i64, to: i64| days.open_between(from * MINUTE, to * MINUTE) / MINUTE;
        assert_eq!((through(530, 1_440 + 510), through(540, 1_440 + 505), through(0, 10_000)), (15, 0, 180));
    }

    #[test]
    fn a_shift_is_paid_through_the_night_but_not_in_the_warm_up() {
        let [_, (grid, _)] = grids();
        let minute = |m: i64| SimTime::from_secs(60 * m);
        let paid = |from: i64, to: i64| grid.paid(minute(from), minute(to)) / MINUTE;
        assert_eq!((paid(480, 540), paid(450, 500), paid(530, 1_440 + 540)), (35, 30, 1_450));
    }
}
