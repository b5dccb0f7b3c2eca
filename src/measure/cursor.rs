//! Where the day stands among its intervals.

use super::Grid;
use crate::model::Attribution;

/// The interval of the moment at hand, found without dividing: time goes on, and most often within an interval.
#[derive(Debug)]
pub(super) struct Cursor {
    grid: Grid,
    interval: usize,
    /// The interval's first place in tables by interval and then queue.
    first_cell: usize,
    queues: usize,
    /// Calls that come from then on are booked in it.
    booked_from: i64,
    attribution: Attribution,
    /// When the next begins; `i64::MAX` in the last.
    next: i64,
}

impl Cursor {
    pub fn new(grid: &Grid, queues: usize, attribution: Attribution) -> Self {
        let grid = grid.clone();
        let mut cursor = Self { grid, interval: 0, first_cell: 0, queues, booked_from: 0, attribution, next: 0 };
        cursor.restart();
        cursor
    }

    /// Begins a day, where it begins to count.
    pub fn restart(&mut self) {
        self.stands_in(self.grid.find(self.grid.counted_from));
    }

    /// The moment at hand is this one, never earlier than before; in the warm-up it stays where it is.
    #[inline(always)]
    pub fn moves_to(&mut self, at: i64) {
        if at >= self.next {
            self.stands_in(self.grid.find(at));
        }
    }

    #[cold]
    fn stands_in(&mut self, interval: usize) {
        self.interval = interval;
        self.first_cell = interval * self.queues;
        self.booked_from = match self.attribution {
            Attribution::Arrival => self.grid.ends(interval).0.max(self.grid.counted_from),
            Attribution::Completion => i64::MAX,
        };
        // Until then it is the last one, through a night too.
        self.next = if interval + 1 < self.grid.count() { self.grid.ends(interval + 1).0 } else { i64::MAX };
    }

    /// The place of the interval of the moment at hand in tables by interval and then queue.
    #[inline(always)]
    pub fn cell(&self, queue: usize) -> usize {
        self.first_cell + queue
    }

    /// The interval in which a call is booked that came at a moment not later than the one at hand, and its place in those
    /// tables, if that is the interval of the moment at hand.
    #[inline(always)]
    pub fn lately(&self, at: i64, queue: usize) -> Option<(usize, usize)> {
        (at >= self.booked_from).then(|| (self.interval, self.cell(queue)))
    }
}
