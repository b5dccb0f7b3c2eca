//! The day cut into intervals.

use crate::model::{Floor, FloorParts};
use crate::units::SimTime;
use std::ops::Range;

/// The intervals of a day, and the stretch of it that counts. Times are microseconds since midnight.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    pub(super) open: i64,
    pub(super) close: i64,
    pub(super) interval: i64,
    /// End of the warm-up.
    pub(super) counted_from: i64,
    count: usize,
}

impl Grid {
    /// The grid of a floor.
    pub fn new(floor: &Floor) -> Self {
        Self::of(floor, floor.interval_count())
    }

    fn of(floor: &FloorParts, count: usize) -> Self {
        Self {
            open: floor.open.micros(),
            close: floor.close.micros(),
            interval: floor.interval.micros(),
            counted_from: (floor.open + floor.warm_up).micros(),
            count,
        }
    }

    /// How many intervals.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// From and to of an interval.
    pub const fn bounds(&self, i: usize) -> (SimTime, SimTime) {
        let start = self.open + i as i64 * self.interval;
        (SimTime::from_micros(start), SimTime::from_micros(start + self.interval))
    }

    /// Time of an interval that counts, in microseconds.
    pub fn counted(&self, i: usize) -> i64 {
        let end = self.open + (i as i64 + 1) * self.interval;
        (end - self.counted_from.max(end - self.interval)).max(0)
    }

    /// Time of the whole day that counts, in microseconds.
    pub const fn counted_day(&self) -> i64 {
        self.close - self.counted_from
    }

    /// How much of a shift is paid, in microseconds: all of it, but what falls into the warm-up is not counted.
    pub(super) fn paid(&self, start: SimTime, end: SimTime) -> i64 {
        let (start, end) = (start.micros(), end.micros());
        let warm_up = (end.min(self.counted_from) - start.max(self.open)).max(0);
        end - start - warm_up
    }

    /// The interval of a moment; before opening the first, after closing the last.
    #[inline]
    pub(super) fn index(&self, at: i64) -> usize {
        let i = (at - self.open) / self.interval;
        (i.max(0) as usize).min(self.count - 1)
    }

    /// Cuts the counted part of `from..to` at the interval marks: the pieces at both ends, and the intervals between them
    /// that are filled, as a range.
    #[inline]
    pub(super) fn split(&self, from: i64, to: i64, mut piece: impl FnMut(usize, i64)) -> Range<usize> {
        let (from, to) = (from.max(self.counted_from), to.min(self.close));
        if from >= to {
            return 0..0;
        }
        let first = self.index(from);
        let mark = self.open + (first as i64 + 1) * self.interval;
        if to <= mark {
            piece(first, to - from);
            return 0..0;
        }
        let last = self.index(to);
        piece(first, mark - from);
        piece(last, to - self.open - last as i64 * self.interval);
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
    use crate::units::Span;

    #[test]
    fn pieces_and_filled_intervals_are_the_whole_stretch() {
        let mut parts = FloorParts::new("grid", SimTime::clock(8, 0), SimTime::clock(9, 0));
        parts.interval = Span::from_minutes(10);
        parts.warm_up = Span::from_minutes(15);
        let grid = Grid::of(&parts, 6);
        let minute = |m: i64| SimTime::clock(8, 0).micros() + m * 60_000_000;
        for from in -5..65 {
            for to in from..70 {
                let (mut by_interval, mut filled) = ([0; 6], Filled::new(1, 6));
                let whole = grid.split(minute(from), minute(to), |i, length| by_interval[i] += length);
                filled.add(0, whole);
                filled.take(|i, _, times| by_interval[i] += times * grid.interval);
                for (i, found) in by_interval.into_iter().enumerate() {
                    let start = (i as i64 * 10).max(15).max(from);
                    let expected = ((i as i64 * 10 + 10).min(to) - start).max(0) * 60_000_000;
                    assert_eq!(found, expected, "{from} to {to}, interval {i}");
                }
            }
        }
    }
}
