//! Measures a day while it is played.

use super::grid::Filled;
use super::{CallTally, Grid, RungLog};
use crate::engine::{Caller, Fact, Observer, Service, Spell};
use crate::model::{Attribution, Floor, MAX_THRESHOLDS};
use crate::stats::Histogram;
use crate::units::{SimTime, Span};

/// Hang-ups within this are short.
const SHORT: i64 = Span::from_secs(5).micros();

/// What one day looked like.
#[derive(Debug)]
pub struct DayRecord {
    /// Calls by interval, then queue.
    pub cells: Vec<CallTally>,
    /// Microseconds signed in, and of those borrowed, by interval, then group.
    pub signed_in: Vec<(i64, i64)>,
    /// By group.
    pub groups: Vec<GroupTime>,
    /// The ladder.
    pub ladder: RungLog,
    /// Waits of the answered.
    pub waits: Histogram,
    /// Longest wait of the answered.
    pub longest_wait: i64,
    /// Microseconds with so many callers waiting, during counted opening hours.
    pub time_at: Vec<i64>,
}

/// One group's time on one day, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupTime {
    /// Handling calls.
    pub handling: i64,
    /// On the phones.
    pub signed_in: i64,
    /// On the phones for a rung.
    pub borrowed: i64,
    /// On the phones after shift end, break or release.
    pub overrun: i64,
    /// Paid: shifts of those present, or head-counts; for lent groups the time borrowed.
    pub paid: i64,
}

/// Measures day after day.
#[derive(Debug)]
pub struct Recorder {
    grid: Grid,
    queues: usize,
    thresholds: [i64; MAX_THRESHOLDS],
    attribution: Attribution,
    lent: Vec<bool>,
    /// The interval that was looked for last, from, and to: the next one is mostly the same.
    interval: usize,
    interval_start: i64,
    interval_end: i64,
    /// When the session ends in which the number waiting has changed last.
    session_end: i64,
    waiting: usize,
    changed: i64,
    /// Intervals waited through from mark to mark, by queue.
    waited: Filled,
    /// Intervals on the phones from mark to mark, by group, and on loan, by group.
    present: Filled,
    record: DayRecord,
    /// Waits of those answered after waiting, by interval, over all days recorded.
    interval_waits: Vec<Histogram>,
}

impl Recorder {
    /// A recorder for a floor.
    pub fn new(floor: &Floor) -> Self {
        let grid = Grid::new(floor);
        let (queues, groups) = (floor.queues.len(), floor.groups.len());
        let mut thresholds = [i64::MIN; MAX_THRESHOLDS];
        thresholds.iter_mut().zip(floor.thresholds()).for_each(|(slot, t)| *slot = t.micros());
        let (count, counted_from) = (grid.count(), SimTime::from_micros(grid.counted_from));
        Self {
            grid,
            queues,
            thresholds,
            attribution: floor.attribution,
            lent: floor.groups.iter().map(|g| g.lent).collect(),
            interval: 0,
            interval_start: 0,
            interval_end: 0,
            session_end: 0,
            waiting: 0,
            changed: 0,
            waited: Filled::new(queues, count),
            present: Filled::new(2 * groups, count),
            record: DayRecord {
                cells: vec![CallTally::default(); queues * count],
                signed_in: vec![(0, 0); groups * count],
                groups: vec![GroupTime::default(); groups],
                ladder: RungLog::new(floor.ladder.rungs.len(), floor.ladder.chatter_within, counted_from),
                waits: Histogram::new(),
                longest_wait: 0,
                time_at: vec![0; 64],
            },
            interval_waits: vec![Histogram::new(); count],
        }
    }

    /// Keeps no more than so many actions of the ladder a day.
    pub fn keeping_actions(mut self, most: usize) -> Self {
        self.record.ladder.keep_at_most(most);
        self
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        let record = &mut self.record;
        record.cells.fill(CallTally::default());
        record.signed_in.fill((0, 0));
        record.groups.fill(GroupTime::default());
        record.ladder.restart();
        record.waits.reset();
        record.longest_wait = 0;
        record.time_at.fill(0);
        self.move_to(0);
        self.session_end = self.grid.close_after(self.grid.counted_from);
        (self.waiting, self.changed) = (0, self.grid.counted_from);
        self.waited.restart();
        self.present.restart();
    }

    /// The day just played, those answered at once now among its waits.
    pub fn finish_day(&mut self) -> &DayRecord {
        let at_once: i64 = self.record.cells.iter().map(|c| c.at_once).sum();
        self.record.waits.record_many(Span::ZERO, at_once as u64);
        let (grid, queues, groups) = (&self.grid, self.queues, self.lent.len());
        let (cells, people) = (&mut self.record.cells, &mut self.record.signed_in);
        self.waited.take(|i, queue, times| cells[i * queues + queue].waiting_time += times * grid.length(i));
        self.present.take(|i, column, times| {
            let cell = &mut people[i * groups + column % groups];
            *(if column < groups { &mut cell.0 } else { &mut cell.1 }) += times * grid.length(i);
        });
        &self.record
    }

    /// The waits over all days measured of those answered after waiting, by interval; the recorder is done.
    pub fn into_interval_waits(self) -> Vec<Histogram> {
        self.interval_waits
    }

    /// The interval that a call is booked in (M-S5); `None` in the warm-up.
    #[inline]
    fn interval_of(&mut self, arrival: i64, end: i64) -> Option<usize> {
        if arrival < self.grid.counted_from {
            return None;
        }
        Some(match self.attribution {
            Attribution::Arrival => self.current(arrival),
            Attribution::Completion => self.grid.find(end),
        })
    }

    /// The interval of a moment within the hours.
    #[inline]
    fn current(&mut self, at: i64) -> usize {
        if at >= self.interval_end || at < self.interval_start {
            self.move_to(self.grid.find(at));
        }
        self.interval
    }

    fn move_to(&mut self, interval: usize) {
        self.interval = interval;
        (self.interval_start, self.interval_end) = self.grid.ends(interval);
    }

    #[inline]
    fn cell(&mut self, interval: usize, caller: Caller) -> &mut CallTally {
        &mut self.record.cells[interval * self.queues + caller.queue.index()]
    }

    #[inline]
    fn answered_at_once(&mut self, caller: Caller, service: Service) {
        let arrival = caller.arrival.micros();
        let handling = (service.talk + service.wrap_up).micros();
        self.handled(arrival, handling, service);
        if let Some(i) = self.interval_of(arrival, arrival + handling) {
            let cell = self.cell(i, caller);
            cell.at_once += 1;
            cell.handling += handling;
        }
    }

    #[inline]
    fn answered(&mut self, caller: Caller, service: Service, at: i64) {
        let arrival = caller.arrival.micros();
        let handling = (service.talk + service.wrap_up).micros();
        self.handled(at, handling, service);
        self.stops_waiting(caller, arrival, at);
        let Some(i) = self.interval_of(arrival, at + handling) else { return };
        let wait = at - arrival;
        let thresholds = self.thresholds;
        let cell = self.cell(i, caller);
        cell.after_waiting += 1;
        cell.wait_answered += wait;
        cell.handling += handling;
        for (count, threshold) in cell.answered_within.iter_mut().zip(thresholds) {
            *count += i64::from(wait <= threshold);
        }
        self.record.longest_wait = self.record.longest_wait.max(wait);
        self.record.waits.record(Span::from_micros(wait));
        self.interval_waits[i].record(Span::from_micros(wait));
    }

    fn abandoned(&mut self, caller: Caller, at: i64) {
        let arrival = caller.arrival.micros();
        let Some(i) = self.interval_of(arrival, at) else { return };
        let wait = at - arrival;
        let thresholds = self.thresholds;
        let cell = self.cell(i, caller);
        cell.abandoned += 1;
        cell.wait_lost += wait;
        cell.short_abandoned += i64::from(wait <= SHORT);
        for (count, threshold) in cell.abandoned_within.iter_mut().zip(thresholds) {
            *count += i64::from(wait <= threshold);
        }
    }

    fn dismissed(&mut self, caller: Caller, at: i64) {
        let arrival = caller.arrival.micros();
        if let Some(i) = self.interval_of(arrival, at) {
            let cell = self.cell(i, caller);
            cell.waiting_at_end += 1;
            cell.wait_lost += at - arrival;
        }
    }

    #[inline]
    fn handled(&mut self, from: i64, handling: i64, service: Service) {
        let counted = (from + handling - from.max(self.grid.counted_from)).max(0);
        self.record.groups[service.group.index()].handling += counted;
    }

    #[inline]
    fn stops_waiting(&mut self, caller: Caller, joined: i64, at: i64) {
        self.waiting_changes(at, self.waiting - 1);
        let from = joined.max(self.grid.counted_from);
        if from >= at {
            return;
        }
        let first = self.current(from);
        let (cells, queues, queue) = (&mut self.record.cells, self.queues, caller.queue.index());
        let piece = |i: usize, length: i64| cells[i * queues + queue].waiting_time += length;
        let whole = self.grid.split_from(first, from..at, piece);
        self.waited.add(queue, whole);
    }

    /// Books the time at the old number of callers waiting.
    #[inline]
    fn waiting_changes(&mut self, at: i64, now: usize) {
        if at > self.changed {
            let time = self.open_since_change(at);
            self.changed = at;
            if time > 0 && self.waiting >= self.record.time_at.len() {
                self.record.time_at.resize(self.waiting.next_power_of_two() * 2, 0);
            }
            if time > 0 {
                self.record.time_at[self.waiting] += time;
            }
        }
        self.waiting = now;
    }

    /// How long it was open since the number waiting has changed.
    #[inline]
    fn open_since_change(&mut self, at: i64) -> i64 {
        if at <= self.session_end {
            return at - self.changed;
        }
        self.session_end = self.grid.close_after(at);
        self.grid.open_between(self.changed, at)
    }

    fn signed_out(&mut self, spell: &Spell, at: i64) {
        let since = spell.since.micros().max(self.grid.counted_from);
        let length = (at - since).max(0);
        let borrowed = spell.borrowed_by.is_some();
        let g = spell.group.index();
        let group = &mut self.record.groups[g];
        group.signed_in += length;
        group.borrowed += if borrowed { length } else { 0 };
        group.overrun += (at - spell.due.micros().max(since)).max(0);
        if self.lent[g] {
            group.paid += length;
        }
        let (cells, groups) = (&mut self.record.signed_in, self.lent.len());
        let whole = self.grid.split(spell.since.micros(), at, |i, length| {
            let cell = &mut cells[i * groups + g];
            cell.0 += length;
            cell.1 += if borrowed { length } else { 0 };
        });
        self.present.add(g, whole.clone());
        if borrowed {
            self.present.add(groups + g, whole);
        }
    }
}

impl Observer for Recorder {
    #[inline(always)]
    fn saw(&mut self, fact: Fact) {
        match fact {
            Fact::AnsweredAtOnce(caller, service) => self.answered_at_once(caller, service),
            Fact::Joined(caller) => self.waiting_changes(caller.arrival.micros(), self.waiting + 1),
            Fact::Answered(caller, service, at) => self.answered(caller, service, at.micros()),
            Fact::Abandoned(caller, at) => {
                self.stops_waiting(caller, caller.arrival.micros(), at.micros());
                self.abandoned(caller, at.micros());
            }
            Fact::Balked(caller) => self.abandoned(caller, caller.arrival.micros()),
            Fact::Dismissed(caller, at) => {
                self.stops_waiting(caller, caller.arrival.micros(), at.micros());
                self.dismissed(caller, at.micros());
            }
            Fact::Rostered(group, people, start, end) if !self.lent[group.index()] => {
                self.record.groups[group.index()].paid += i64::from(people) * self.grid.paid(start, end);
            }
            Fact::SignedOut(spell, at) => {
                self.signed_out(&spell, at.micros());
                self.record.ladder.saw(&fact);
            }
            Fact::Acted(_) => self.record.ladder.saw(&fact),
            Fact::Ended(at) => {
                self.waiting_changes(at.micros(), 0);
                self.record.ladder.saw(&fact);
            }
            Fact::Rostered(..) | Fact::SignedIn(_) => {}
        }
    }
}
