//! Measures a day while it is played.

use super::cursor::Cursor;
use super::grid::Filled;
use super::group_time::{GroupTime, Pay};
use super::own_work::Backlog;
use super::waiting::Waiting;
use super::{CallTally, Grid, RungLog};
use crate::engine::{Caller, Fact, GroupId, HeldTime, IvrStay, Observer, Service, Spell, WorkStretch};
use crate::model::{Attribution, Floor, Ladder};
use crate::stats::{Binned, Histogram};
use crate::units::{SimTime, Span};
use std::ops::Range;

/// What one day looked like.
#[derive(Debug)]
#[non_exhaustive]
pub struct DayRecord {
    /// Calls by interval, then queue.
    pub cells: Vec<CallTally>,
    /// Microseconds signed in, and of those borrowed, by interval, then group.
    pub signed_in: Vec<(i64, i64)>,
    /// By group.
    pub groups: Vec<GroupTime>,
    /// People absent, by group and then reason of those that give reasons.
    pub absences: Vec<i64>,
    /// The ladder.
    pub ladder: RungLog,
    /// Waits of the answered.
    pub waits: Histogram,
    /// Longest wait of the answered.
    pub longest_wait: i64,
    /// Microseconds with so many callers waiting, during counted opening hours.
    pub time_at: Vec<i64>,
}

/// Measures day after day. What happens at every call is as short as can be; what can be added up at the day's end is.
#[derive(Debug)]
pub struct Recorder {
    grid: Grid,
    queues: usize,
    /// Microseconds, ascending.
    thresholds: Vec<i64>,
    /// Hang-ups within so many microseconds are short.
    short: i64,
    attribution: Attribution,
    lent: Vec<bool>,
    /// What time and tasks of each group cost.
    pay: Vec<Pay>,
    /// The own work of each group of which any is known.
    backlogs: Vec<Option<Backlog>>,
    /// Where the reasons of each group stand among those of all.
    reasons: Vec<Range<usize>>,
    cursor: Cursor,
    waiting: Waiting,
    /// Intervals on the phones from mark to mark, by group, and on loan, by group.
    present: Filled,
    record: DayRecord,
    /// Stretches in which the floor has rested so far, from the end of all work to the next opening.
    nights: Vec<(i64, i64)>,
    /// Waits of those answered after waiting, by interval, over all days recorded.
    interval_waits: Vec<Histogram>,
}

impl Recorder {
    /// A recorder for a floor.
    pub fn new(floor: &Floor) -> Self {
        let grid = Grid::new(floor);
        let (queues, groups) = (floor.queues.len(), floor.groups.len());
        let of_ladder = |ladder: &Ladder| vec![ladder.chatter_within; ladder.rungs.len()];
        let chatter_within = floor.ladders.iter().flat_map(of_ladder).collect();
        let reasons = floor.reasons_of_groups();
        let (count, counted_from) = (grid.count(), SimTime::from_micros(grid.counted_from));
        Self {
            queues,
            thresholds: floor.thresholds().iter().map(|t| t.micros()).collect(),
            short: floor.short_abandon.micros(),
            attribution: floor.attribution,
            lent: floor.groups.iter().map(|g| g.lent).collect(),
            pay: floor.groups.iter().map(Pay::of).collect(),
            backlogs: floor.groups.iter().map(|g| Backlog::of(g, floor.calendar())).collect(),
            cursor: Cursor::new(&grid, queues, floor.attribution),
            waiting: Waiting::new(&grid, queues),
            present: Filled::new(2 * groups, count),
            record: DayRecord {
                cells: vec![CallTally::default(); queues * count],
                signed_in: vec![(0, 0); groups * count],
                groups: vec![GroupTime::default(); groups],
                absences: vec![0; reasons.last().map_or(0, |last| last.end)],
                ladder: RungLog::new(chatter_within, counted_from),
                waits: Histogram::new(),
                longest_wait: 0,
                time_at: Vec::new(),
            },
            nights: Vec::new(),
            interval_waits: vec![Histogram::new(); count],
            reasons,
            grid,
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
        record.absences.fill(0);
        self.backlogs.iter_mut().flatten().for_each(Backlog::restart);
        record.ladder.restart();
        record.waits.reset();
        self.nights.clear();
        self.cursor.restart();
        self.waiting.restart();
        self.present.restart();
    }

    /// The day just played: what was counted apart is added up now.
    pub fn finish_day(&mut self) -> &DayRecord {
        let record = &mut self.record;
        let at_once: i64 = record.cells.iter().map(|c| c.at_once).sum();
        record.longest_wait = record.waits.longest().micros();
        record.waits.record_many(Span::ZERO, at_once as u64);
        for cell in &mut record.cells {
            add_up(&mut cell.answered_within[..self.thresholds.len()]);
            add_up(&mut cell.abandoned_within[..self.thresholds.len()]);
        }
        record.groups.iter_mut().zip(&self.pay).for_each(|(group, pay)| pay.is_due(group));
        self.waiting.take(|cell, time| record.cells[cell].waiting_time = time);
        std::mem::swap(&mut record.time_at, &mut self.waiting.time_at);
        let (grid, groups) = (&self.grid, self.lent.len());
        let people = &mut record.signed_in;
        self.present.take(|i, column, times| {
            let cell = &mut people[i * groups + column % groups];
            *(if column < groups { &mut cell.0 } else { &mut cell.1 }) += times * grid.length(i);
        });
        record
    }

    /// The waits over all days measured of those answered after waiting, by interval; the recorder is done.
    pub fn into_interval_waits(self) -> Vec<Histogram> {
        self.interval_waits
    }

    /// The interval that a call is booked in (M-S5), and the calls among which it is; `None` in the warm-up.
    #[inline(always)]
    fn cell(&mut self, caller: Caller, end: i64) -> Option<(usize, &mut CallTally)> {
        let (interval, cell) = match self.cursor.lately(caller.arrival.micros(), caller.queue.index()) {
            Some(found) => found,
            None => self.found(caller, end)?,
        };
        self.record.cells.get_mut(cell).map(|cell| (interval, cell))
    }

    /// The same where that is not the interval of the moment at hand.
    #[cold]
    fn found(&self, caller: Caller, end: i64) -> Option<(usize, usize)> {
        let arrival = caller.arrival.micros();
        let interval = match self.attribution {
            Attribution::Arrival => self.grid.find(arrival),
            Attribution::Completion => self.grid.find(end),
        };
        (arrival >= self.grid.counted_from).then(|| (interval, interval * self.queues + caller.queue.index()))
    }

    #[inline(always)]
    fn answered_at_once(&mut self, caller: Caller, service: Service) {
        let at = caller.arrival.micros();
        self.cursor.moves_to(at);
        if let Some((_, cell)) = self.handled(caller, service, at) {
            cell.at_once += 1;
        }
    }

    #[inline(always)]
    fn answered(&mut self, caller: Caller, service: Service, at: i64) {
        self.stops_waiting(caller, at);
        let wait = at - caller.arrival.micros();
        let class = self.class(wait);
        let Some((interval, cell)) = self.handled(caller, service, at) else { return };
        cell.after_waiting += 1;
        cell.wait_answered += wait;
        if let Some(count) = cell.answered_within.get_mut(class) {
            *count += 1;
        }
        let wait = Binned::new(Span::from_micros(wait));
        self.record.waits.record_binned(wait);
        self.interval_waits[interval].record_binned(wait);
    }

    fn abandoned(&mut self, caller: Caller, at: i64) {
        let wait = at - caller.arrival.micros();
        let (class, is_short) = (self.class(wait), wait <= self.short);
        let Some((_, cell)) = self.cell(caller, at) else { return };
        cell.offered_again(caller.history.kind());
        cell.abandoned += 1;
        cell.wait_lost += wait;
        cell.short_abandoned += i64::from(is_short);
        if let Some(count) = cell.abandoned_within.get_mut(class) {
            *count += 1;
        }
    }

    fn dismissed(&mut self, caller: Caller, at: i64) {
        if let Some((_, cell)) = self.cell(caller, at) {
            cell.offered_again(caller.history.kind());
            cell.waiting_at_end += 1;
            cell.wait_lost += at - caller.arrival.micros();
        }
    }

    #[cold]
    fn entered_ivr(&mut self, caller: Caller, stay: IvrStay) {
        self.cursor.moves_to(caller.arrival.micros());
        if let Some((_, cell)) = self.cell(caller, stay.until.micros()) {
            cell.contained += i64::from(stay.contained);
        }
    }

    #[cold]
    fn offered_callback(&mut self, caller: Caller, at: i64) {
        self.cursor.moves_to(at);
        if let Some((_, cell)) = self.cell(caller, at) {
            cell.callbacks_offered += 1;
        }
    }

    /// Who accepts has waited on the line until then.
    #[cold]
    fn offered_while_waiting(&mut self, caller: Caller, accepted: bool, at: i64) {
        self.offered_callback(caller, at);
        if accepted {
            self.stops_waiting(caller, at);
            if let Some((_, cell)) = self.cell(caller, at) {
                cell.wait_lost += at - caller.arrival.micros();
            }
        }
    }

    #[cold]
    fn called_back(&mut self, caller: Caller, service: Service, at: i64) {
        self.cursor.moves_to(at);
        if let Some((_, cell)) = self.handled(caller, service, at) {
            cell.called_back += 1;
            cell.callback_time += at - caller.arrival.micros();
        }
    }

    /// The time is the group's, and no call's.
    #[cold]
    fn not_picked_up(&mut self, caller: Caller, service: Service, at: i64, last: bool) {
        let end = at + service.talk.micros();
        self.cursor.moves_to(at);
        self.record.groups[service.group.index()].handling += (end - at.max(self.grid.counted_from)).max(0);
        if last {
            self.callback_failed(caller, end, |cell| &mut cell.callbacks_unreached);
        }
    }

    #[cold]
    fn callback_failed(&mut self, caller: Caller, end: i64, count: fn(&mut CallTally) -> &mut i64) {
        if let Some((_, cell)) = self.cell(caller, end) {
            cell.offered_again(caller.history.kind());
            *count(cell) += 1;
        }
    }

    /// Booked in the last interval before it.
    #[cold]
    fn outside_hours(&mut self, caller: Caller) {
        let at = caller.arrival.micros();
        self.cursor.moves_to(at);
        if let Some((_, cell)) = self.cell(caller, at) {
            cell.outside_hours += 1;
        }
    }

    /// Until it opens again no hours are counted.
    #[cold]
    fn rests(&mut self, at: i64) {
        self.nights.push((at, self.grid.opens_after(at)));
        self.record.ladder.saw(&Fact::Rested(SimTime::from_micros(at)));
    }

    /// How much of a stretch counts: nothing of it in which the floor rested.
    fn counted(&self, from: i64, to: i64) -> i64 {
        let rested = self.nights.iter().map(|(rest, open)| (to.min(*open) - from.max(*rest)).max(0));
        (to - from).max(0) - rested.sum::<i64>()
    }

    #[cold]
    fn blocked(&mut self, caller: Caller) {
        let at = caller.arrival.micros();
        self.cursor.moves_to(at);
        if let Some((_, cell)) = self.cell(caller, at) {
            cell.blocked += 1;
            cell.blocked_again += i64::from(!caller.history.is_first_call());
        }
    }

    /// The first threshold that a wait does not exceed; one past the last if it exceeds all.
    #[inline(always)]
    fn class(&self, wait: i64) -> usize {
        self.thresholds.iter().position(|threshold| wait <= *threshold).unwrap_or(self.thresholds.len())
    }

    /// A call is answered, and so it is known how long it takes: the interval and the calls in which it is booked.
    #[inline(always)]
    fn handled(&mut self, caller: Caller, service: Service, from: i64) -> Option<(usize, &mut CallTally)> {
        let handling = (service.talk + service.wrap_up).micros();
        let (interval, cell) = match self.cursor.lately(caller.arrival.micros(), caller.queue.index()) {
            Some(found) => {
                self.record.groups[service.group.index()].handling += handling;
                found
            }
            None => self.handled_otherwise(caller, service.group, from, handling)?,
        };
        let cell = self.record.cells.get_mut(cell)?;
        cell.handling += handling;
        if !caller.history.is_first_call() {
            cell.offered_again(caller.history.kind());
            cell.answered_again += i64::from(caller.history.was_answered());
        }
        Some((interval, cell))
    }

    #[cold]
    fn handled_otherwise(
        &mut self,
        caller: Caller,
        group: GroupId,
        from: i64,
        handling: i64,
    ) -> Option<(usize, usize)> {
        let end = from + handling;
        self.record.groups[group.index()].handling += (end - from.max(self.grid.counted_from)).max(0);
        self.found(caller, end)
    }

    #[inline(always)]
    fn starts_waiting(&mut self, caller: Caller, at: i64) {
        self.cursor.moves_to(at);
        self.waiting.changes(&self.cursor, caller.queue.index(), at, 1);
    }

    #[inline(always)]
    fn stops_waiting(&mut self, caller: Caller, at: i64) {
        self.cursor.moves_to(at);
        self.waiting.changes(&self.cursor, caller.queue.index(), at, -1);
    }

    /// What falls into the warm-up is not counted.
    fn worked(&mut self, group: GroupId, WorkStretch { from, to, at_work, away, .. }: WorkStretch) {
        let (from, to) = (from.micros().max(self.grid.counted_from), to.micros());
        if let Some(backlog) = self.backlogs[group.index()].as_mut().filter(|_| from < to) {
            backlog.passes((from, to), at_work, away);
        }
    }

    #[cold]
    fn tasks_are_counted(&mut self, end: i64) {
        for (group, backlog) in self.record.groups.iter_mut().zip(&self.backlogs) {
            group.tasks = backlog.as_ref().map(|backlog| backlog.tasks(end));
        }
    }

    /// The time is the group's, and no call's.
    fn held(&mut self, group: GroupId, HeldTime { from, until, .. }: HeldTime) {
        let from = from.max(SimTime::from_micros(self.grid.counted_from));
        self.record.groups[group.index()].handling += (until - from).micros().max(0);
    }

    fn absent(&mut self, group: GroupId, reason: usize) {
        self.record.groups[group.index()].absent += 1;
        // A group without reasons has no place for them.
        if let Some(at) = self.reasons[group.index()].clone().nth(reason) {
            self.record.absences[at] += 1;
        }
    }

    fn signed_out(&mut self, spell: &Spell, at: i64) {
        let since = spell.since.micros().max(self.grid.counted_from);
        let length = self.counted(since, at);
        let borrowed = spell.borrowed_by.is_some();
        let g = spell.group.index();
        let overrun = self.counted(spell.due.micros().max(since), at);
        let overtime = self.counted(spell.shift_ends.micros().max(since), at);
        let group = &mut self.record.groups[g];
        group.signed_in += length;
        group.borrowed += if borrowed { length } else { 0 };
        group.overrun += overrun;
        group.overtime += overtime;
        if self.lent[g] {
            group.paid += length - overtime;
        } else if borrowed {
            group.extended += overtime;
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
            Fact::Joined(caller) => self.starts_waiting(caller, caller.arrival.micros()),
            Fact::Answered(caller, service, at) => self.answered(caller, service, at.micros()),
            Fact::Abandoned(caller, at) => {
                self.stops_waiting(caller, at.micros());
                self.abandoned(caller, at.micros());
            }
            Fact::Balked(caller) => {
                self.cursor.moves_to(caller.arrival.micros());
                self.abandoned(caller, caller.arrival.micros());
            }
            Fact::EnteredIvr(caller, stay) => self.entered_ivr(caller, stay),
            Fact::OfferedCallback(caller, _) => self.offered_callback(caller, caller.arrival.micros()),
            Fact::OfferedCallbackWaiting(caller, accepted, at) => {
                self.offered_while_waiting(caller, accepted, at.micros());
            }
            Fact::CalledBack(caller, service, at) => self.called_back(caller, service, at.micros()),
            Fact::NotPickedUp(caller, service, at, last) => self.not_picked_up(caller, service, at.micros(), last),
            Fact::CallbackExpired(caller, at) => {
                self.cursor.moves_to(at.micros());
                self.callback_failed(caller, at.micros(), |cell| &mut cell.callbacks_expired);
            }
            Fact::Blocked(caller) => self.blocked(caller),
            Fact::OutsideHours(caller) => self.outside_hours(caller),
            Fact::Rested(at) => self.rests(at.micros()),
            Fact::Dismissed(caller, at) => {
                self.stops_waiting(caller, at.micros());
                self.dismissed(caller, at.micros());
            }
            Fact::LetGo(group, _, held) => self.held(group, held),
            Fact::Absent(group, _, reason) => self.absent(group, reason.into()),
            Fact::Late(group, _, from, to) => {
                let group = &mut self.record.groups[group.index()];
                group.late += 1;
                group.late_time += self.grid.paid(from, to);
            }
            Fact::BreakLate(group, _, planned, at) => {
                let late = (at - planned.max(SimTime::from_micros(self.grid.counted_from))).micros();
                let group = &mut self.record.groups[group.index()];
                group.late_breaks += i64::from(late > 0);
                group.late_break_time += late.max(0);
            }
            Fact::Rostered(group, people, start, end) if !self.lent[group.index()] => {
                self.record.groups[group.index()].paid += i64::from(people) * self.grid.paid(start, end);
            }
            Fact::SignedOut(spell, at) => {
                self.signed_out(&spell, at.micros());
                self.record.ladder.saw(&fact);
            }
            Fact::Acted(_) => self.record.ladder.saw(&fact),
            Fact::Worked(group, stretch) => self.worked(group, stretch),
            Fact::Ended(at) => {
                self.waiting.passes(at.micros());
                self.tasks_are_counted(at.micros());
                self.record.ladder.saw(&fact);
            }
            Fact::Rostered(..) | Fact::SignedIn(_) | Fact::Held(..) => {}
        }
    }
}

/// Counts by the first threshold that was not exceeded become counts of all that did not exceed it.
fn add_up(counts: &mut [i64]) {
    counts.iter_mut().fold(0, |below, count| {
        *count += below;
        *count
    });
}
