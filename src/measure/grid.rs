//! The day cut into intervals.

use crate::model::Floor;
use crate::units::SimTime;

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
        Self {
            open: floor.open.micros(),
            close: floor.close.micros(),
            interval: floor.interval.micros(),
            counted_from: (floor.open + floor.warm_up).micros(),
            count: floor.interval_count(),
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

    /// The interval of a moment; before opening the first, after closing the last.
    #[inline]
    pub(super) fn index(&self, at: i64) -> usize {
        let i = (at - self.open) / self.interval;
        (i.max(0) as usize).min(self.count - 1)
    }

    /// Cuts the counted part of `from..to` at the interval marks.
    #[inline]
    pub(super) fn split(&self, from: i64, to: i64, mut piece: impl FnMut(usize, i64)) {
        let (mut from, to) = (from.max(self.counted_from), to.min(self.close));
        if from >= to {
            return;
        }
        let mut i = self.index(from);
        loop {
            let end = (self.open + (i as i64 + 1) * self.interval).min(to);
            piece(i, end - from);
            if end == to {
                return;
            }
            from = end;
            i += 1;
        }
    }
}
