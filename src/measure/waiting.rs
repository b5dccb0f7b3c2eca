//! How long how many waited.

use super::Grid;
use super::cursor::Cursor;

/// Time integrals of the number waiting. Each change is booked where it happens, as if the number stayed for the rest of
/// the interval and for all later ones; nothing is done while nothing changes.
#[derive(Debug)]
pub(super) struct Waiting {
    grid: Grid,
    queues: usize,
    now: usize,
    changed: i64,
    /// For how long after the warm-up the session lasts in which it has changed last.
    lasts: i64,
    /// Microseconds with so many waiting in all queues, during counted opening hours.
    pub time_at: Vec<i64>,
    /// By interval, then queue.
    changes: Vec<NetJoined>,
}

/// Callers who began to wait in one interval less those who ceased to.
#[derive(Clone, Copy, Debug, Default)]
struct NetJoined {
    /// How many more wait from the next interval on.
    more: i32,
    /// Moments of changes times changes, microseconds: their distance to the end of the interval is what counts.
    moments: i64,
}

impl Waiting {
    pub fn new(grid: &Grid, queues: usize) -> Self {
        let changes = vec![NetJoined::default(); queues * grid.count()];
        let (grid, changed) = (grid.clone(), grid.counted_from);
        let mut waiting = Self { grid, queues, now: 0, changed, lasts: 0, time_at: vec![0; 64], changes };
        waiting.restart();
        waiting
    }

    /// Begins a day with nobody waiting.
    pub fn restart(&mut self) {
        self.now = 0;
        self.changed = self.grid.counted_from;
        self.lasts = self.grid.close_after(self.changed) - self.grid.counted_from;
        self.time_at.resize(64, 0);
        self.time_at.fill(0);
        self.changes.fill(NetJoined::default());
    }

    /// Another waits in a queue, or one fewer.
    #[inline(always)]
    pub fn changes(&mut self, cursor: &Cursor, queue: usize, at: i64, more: i32) {
        let at = self.passes(at);
        self.now = self.now.wrapping_add_signed(more as isize);
        let changes = &mut self.changes[cursor.cell(queue)];
        changes.more += more;
        changes.moments += i64::from(more) * at;
    }

    /// Time has gone on until `at` with as many waiting as before; the moment within the time counted.
    #[inline(always)]
    pub fn passes(&mut self, at: i64) -> i64 {
        // Before the warm-up's end the difference is negative, and as an unsigned number larger than any.
        let is_within = (at - self.grid.counted_from) as u64 <= self.lasts as u64;
        let (time, at) = if is_within { (at - self.changed, at) } else { self.beyond(at) };
        match self.time_at.get_mut(self.now) {
            Some(sum) => *sum += time,
            None => self.make_room(time),
        }
        self.changed = at;
        at
    }

    /// The time since the last change, and the moment within the time counted, in the warm-up, after the session's end, at
    /// night or in another session: nights are not counted.
    #[cold]
    fn beyond(&mut self, at: i64) -> (i64, i64) {
        let at = at.max(self.grid.counted_from);
        let closes = self.grid.close_after(at);
        self.lasts = closes - self.grid.counted_from;
        let at = at.min(closes);
        (self.grid.open_between(self.changed, at), at)
    }

    #[cold]
    fn make_room(&mut self, time: i64) {
        self.time_at.resize(self.now.next_power_of_two() * 2, 0);
        self.time_at[self.now] = time;
    }

    /// Tells the time waited by cell, interval then queue, and forgets the changes.
    pub fn take(&mut self, mut tell: impl FnMut(usize, i64)) {
        let mut waiting = vec![0; self.queues];
        for (cell, changes) in self.changes.iter_mut().enumerate() {
            let NetJoined { more, moments } = std::mem::take(changes);
            let (interval, queue, more) = (cell / self.queues, cell % self.queues, i64::from(more));
            let (start, end) = self.grid.ends(interval);
            tell(cell, waiting[queue] * (end - start) + more * end - moments);
            waiting[queue] += more;
        }
    }
}
