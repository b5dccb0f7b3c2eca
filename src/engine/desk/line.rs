//! Those who wait: a line per queue, and who hangs up next.

use super::super::fact::{Caller, QueueId};
use super::super::turn::NEVER;
use super::Arrival;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Below this many waiting, all are looked through at each hang-up; above, a heap knows who is next. Looking through
/// is faster up to about 50 and 29 times slower at 5,000.
const HEAP_FROM: u32 = 48;
const HEAP_UNTIL: u32 = 24;

/// Somebody who waits.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Waiting {
    pub caller: Caller,
    /// At which turn; [`NEVER`], too, for who has gone.
    pub hangs_up: u64,
    pub talk: i64,
    pub wrap_up: i64,
    /// Place in the order in which callers joined any queue: ties are served first scheduled first.
    order: u64,
    gone: bool,
    /// Who waits to be called back (M-C9), where the others wait on the line.
    pub callback: Option<Try>,
}

impl Waiting {
    /// Whose talk and wrap-up it takes: ringing in vain is as long in every group.
    #[inline(always)]
    pub fn handled_as(&self) -> QueueId {
        match self.callback {
            Some(Try { picks_up: false, .. }) => QueueId::NONE,
            Some(Try { picks_up: true, .. }) | None => self.caller.queue,
        }
    }
}

/// A try to call somebody back: what will come of it is settled when it falls due.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Try {
    /// How many there were before.
    pub made: u8,
    pub picks_up: bool,
}

/// One queue's callers in order of joining. The front is never somebody who has gone.
#[derive(Debug, Default)]
struct Line {
    /// Those who wait from `front` on, and before it those who do no longer; emptied whenever nobody waits.
    callers: Vec<Waiting>,
    front: usize,
    /// How many of those from `front` on have gone.
    gone: u32,
    /// How many have been forgotten: the place of the first of `callers`, counted over the whole day.
    forgotten: u64,
}

impl Line {
    #[inline(always)]
    fn join(&mut self, caller: Waiting) {
        if self.callers.len() == self.callers.capacity() {
            self.forget();
        }
        self.callers.push(caller);
    }

    /// Forgets those before the front, if half of the room is free then.
    #[cold]
    fn forget(&mut self) {
        if self.front <= self.callers.len() / 2 {
            return;
        }
        self.callers.drain(..self.front);
        self.forgotten += self.front as u64;
        self.front = 0;
    }

    /// How many wait in it.
    fn count(&self) -> u32 {
        self.in_line().len() as u32 - self.gone
    }

    /// Those in line, and among them some who have gone.
    #[inline(always)]
    fn in_line(&self) -> &[Waiting] {
        &self.callers[self.front..]
    }

    /// The place of the first of those in line.
    fn first_place(&self) -> u64 {
        self.forgotten + self.front as u64
    }

    /// Moves the front past those who have gone; whether anybody is left.
    #[inline(always)]
    fn close_up(&mut self) -> bool {
        match self.callers.get(self.front) {
            Some(next) if !next.gone => true,
            Some(_) | None => self.passes_gone(),
        }
    }

    #[inline(never)]
    fn passes_gone(&mut self) -> bool {
        while self.callers.get(self.front).is_some_and(|w| w.gone) {
            self.front += 1;
            self.gone -= 1;
        }
        let anybody = self.front < self.callers.len();
        if !anybody {
            self.forgotten += self.callers.len() as u64;
            self.callers.clear();
            self.front = 0;
        }
        anybody
    }
}

/// All lines of the floor.
#[derive(Debug)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// Bit per queue in which somebody waits.
    mask: u64,
    count: u32,
    joined: u64,
    /// No waiting caller hangs up before this turn; at it, somebody may.
    next_hang_up: u64,
    /// `(hangs up, order, queue, place)` of everybody, once many wait; those who have gone are skipped when met.
    heap: BinaryHeap<Reverse<(u64, u64, usize, u64)>>,
    heaped: bool,
}

impl Lines {
    pub fn new(queues: usize) -> Self {
        Self {
            lines: (0..queues).map(|_| Line::default()).collect(),
            mask: 0,
            count: 0,
            joined: 0,
            next_hang_up: NEVER,
            heap: BinaryHeap::new(),
            heaped: false,
        }
    }

    pub fn restart(&mut self) {
        for line in &mut self.lines {
            line.callers.clear();
            (line.front, line.gone, line.forgotten) = (0, 0, 0);
        }
        (self.mask, self.count, self.joined) = (0, 0, 0);
        self.next_hang_up = NEVER;
        self.heap.clear();
        self.heaped = false;
    }

    /// How many wait.
    #[inline]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many wait in some lines, told as bits.
    pub fn count_in(&self, lines: u64) -> u32 {
        let lines = lines & self.mask;
        self.lines.iter().enumerate().filter(|(q, _)| lines >> q & 1 == 1).map(|(_, line)| line.count()).sum()
    }

    /// The queues in which somebody waits, a bit each.
    #[inline]
    pub fn mask(&self) -> u64 {
        self.mask
    }

    /// The earliest turn at which somebody may hang up; [`NEVER`] if nobody will.
    #[inline]
    pub fn next_hang_up(&self) -> u64 {
        self.next_hang_up
    }

    /// A caller joins a line.
    #[inline(always)]
    pub fn join_as(&mut self, line: QueueId, arrival: &Arrival, hangs_up: u64, callback: Option<Try>) {
        let Arrival { caller, talk, wrap_up } = *arrival;
        let (queue, order) = (line.index(), self.joined);
        self.joined += 1;
        let line = &mut self.lines[queue];
        line.join(Waiting { caller, hangs_up, talk, wrap_up, order, gone: false, callback });
        self.mask |= 1 << queue;
        self.count += 1;
        self.next_hang_up = self.next_hang_up.min(hangs_up);
        if self.heaped || self.count == HEAP_FROM {
            self.joins_heap(queue);
        }
    }

    /// Whoever waits in a queue for whom it holds.
    pub fn find(&self, queue: QueueId, is: impl Fn(&Caller) -> bool) -> Option<&Waiting> {
        self.lines[queue.index()].in_line().iter().find(|waiting| !waiting.gone && is(&waiting.caller))
    }

    /// Who has waited in one line joins another, with the place among those there that belongs to who joined when they did.
    pub fn joins_in_place(&mut self, queue: QueueId, waiting: Waiting) {
        let queue = queue.index();
        let line = &mut self.lines[queue];
        let place = line.front + line.in_line().partition_point(|other| other.order < waiting.order);
        line.callers.insert(place, waiting);
        self.mask |= 1 << queue;
        self.count += 1;
        self.next_hang_up = self.next_hang_up.min(waiting.hangs_up);
        if self.heaped || self.count >= HEAP_FROM {
            // The places of those behind have changed.
            self.build_heap();
        }
    }

    /// When the caller came who has waited longest in a queue where somebody waits, and the place in the order of joining.
    #[inline]
    pub fn front(&self, queue: usize) -> (i64, u64) {
        let first = &self.lines[queue].in_line()[0];
        (first.caller.arrival.micros(), first.order)
    }

    /// Takes the caller who has waited longest in a queue where somebody waits.
    #[inline]
    pub fn take_front(&mut self, queue: QueueId) -> Waiting {
        let queue = queue.index();
        let line = &mut self.lines[queue];
        let first = line.callers[line.front];
        line.front += 1;
        self.left(queue);
        first
    }

    /// Whoever hangs up at `now`, the first who joined first; `None` when the moment was that of somebody who has
    /// been answered since. Either way the next moment is found anew.
    pub fn take_hang_up(&mut self, now: u64) -> Option<Waiting> {
        if self.heaped { self.hang_up_from_heap(now) } else { self.hang_up_by_search(now) }
    }

    /// Takes everybody in a queue for whom `leaves` holds, in order of joining.
    pub fn take_where(&mut self, queue: QueueId, leaves: impl Fn(&Waiting) -> bool) -> Vec<Waiting> {
        let queue = queue.index();
        let line = &mut self.lines[queue];
        let all: Vec<Waiting> = line.in_line().iter().filter(|w| !w.gone && leaves(w)).copied().collect();
        for taken in &all {
            let place = self.lines[queue].in_line().partition_point(|w| w.order < taken.order);
            self.remove(queue, place);
        }
        all
    }

    fn remove(&mut self, queue: usize, place: usize) -> Waiting {
        let line = &mut self.lines[queue];
        let gone = &mut line.callers[line.front + place];
        let removed = *gone;
        (gone.gone, gone.hangs_up) = (true, NEVER);
        line.gone += 1;
        self.left(queue);
        removed
    }

    /// One fewer waits in `queue`: whoever is first there is in front, and the counts are kept.
    #[inline]
    fn left(&mut self, queue: usize) {
        if !self.lines[queue].close_up() {
            self.mask &= !(1 << queue);
        }
        self.count -= 1;
        if self.count == 0 {
            self.next_hang_up = NEVER;
        }
        if self.heaped && self.count < HEAP_UNTIL {
            self.forget_heap();
        }
    }

    #[inline(never)]
    fn hang_up_by_search(&mut self, now: u64) -> Option<Waiting> {
        let (mut soonest, mut second) = ((NEVER, 0, 0), NEVER);
        let mut queues = self.mask;
        while queues != 0 {
            let queue = queues.trailing_zeros() as usize;
            queues &= queues - 1;
            for (place, waiting) in self.lines[queue].in_line().iter().enumerate() {
                second = second.min(waiting.hangs_up.max(soonest.0));
                if waiting.hangs_up < soonest.0 {
                    soonest = (waiting.hangs_up, queue, place);
                }
            }
        }
        self.next_hang_up = soonest.0;
        if soonest.0 > now || soonest.0 == NEVER {
            return None;
        }
        self.next_hang_up = second;
        let (queue, place) = if second == soonest.0 { self.first_to_join(second) } else { (soonest.1, soonest.2) };
        Some(self.remove(queue, place))
    }

    /// Of those in line who hang up at one turn the one who joined first: queue and place.
    #[cold]
    fn first_to_join(&self, hangs_up: u64) -> (usize, usize) {
        let in_line = |(queue, line): (usize, &Line)| {
            let place = line.in_line().iter().position(|waiting| waiting.hangs_up == hangs_up)?;
            Some((line.in_line()[place].order, queue, place))
        };
        let first = self.lines.iter().enumerate().filter_map(in_line).min();
        first.map_or((0, 0), |(_, queue, place)| (queue, place))
    }

    fn hang_up_from_heap(&mut self, now: u64) -> Option<Waiting> {
        self.skip_gone();
        let Some(&Reverse((at, _, queue, place))) = self.heap.peek() else {
            self.next_hang_up = NEVER;
            return None;
        };
        self.next_hang_up = at;
        if at > now || at == NEVER {
            return None;
        }
        self.heap.pop();
        let place = (place - self.lines[queue].first_place()) as usize;
        Some(self.remove(queue, place))
    }

    fn skip_gone(&mut self) {
        while let Some(&Reverse((_, _, queue, place))) = self.heap.peek() {
            let line = &self.lines[queue];
            let waits = place >= line.first_place() && !line.callers[(place - line.forgotten) as usize].gone;
            if waits {
                return;
            }
            self.heap.pop();
        }
    }

    #[cold]
    fn forget_heap(&mut self) {
        self.heaped = false;
        self.heap.clear();
    }

    /// The last of a line joins the heap, or the heap is built.
    #[cold]
    fn joins_heap(&mut self, queue: usize) {
        let line = &self.lines[queue];
        let place = line.forgotten + line.callers.len() as u64 - 1;
        match line.callers.last() {
            Some(last) if self.heaped => self.heap.push(Reverse((last.hangs_up, last.order, queue, place))),
            Some(_) | None => self.build_heap(),
        }
    }

    fn build_heap(&mut self) {
        self.heaped = true;
        self.heap.clear();
        for (queue, line) in self.lines.iter().enumerate() {
            for (waiting, place) in line.in_line().iter().zip(line.first_place()..).filter(|(w, _)| !w.gone) {
                self.heap.push(Reverse((waiting.hangs_up, waiting.order, queue, place)));
            }
        }
    }
}
