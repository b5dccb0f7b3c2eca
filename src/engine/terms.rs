//! Floors on which idle people may have to leave callers waiting: overflow (M-D3) and people kept free (M-D5).
//!
//! Where somebody waits, somebody may be idle. So calls end one by one here, each with a look at whom the group may take
//! then; other floors never come here and pay nothing for it.

use super::agenda::What;
use super::crews::CallEnd;
use super::day::{CALLERS, Day};
use super::fact::{Fact, GroupId, Observer, QueueId};
use super::ladder::Look;
use super::stopped::Stopped;
use super::turn::{Kind, NEVER, moment, turn};

impl Day<'_> {
    /// What [`Day::calls_until`] does on other floors.
    #[inline(never)]
    pub(super) fn calls_until_on_terms<O: Observer>(&mut self, until: u64, observer: &mut O) -> Result<bool, Stopped> {
        loop {
            debug_assert!(self.nobody_waits_for_who_may());
            let (arrives, hangs_up) = (self.desk.next_arrival(), self.desk.next_hang_up());
            let end = self.crews.next_end_from(self.desk.queues_waiting(), self.so_far());
            let ends = end.as_ref().map_or(NEVER, |end| end.turn);
            let next = arrives.min(hangs_up).min(ends);
            if next >= until {
                return Ok(true);
            }
            let changed = match end {
                Some(end) if end.turn == next => self.call_ends_on_terms(&end, observer),
                Some(_) | None if hangs_up == next => self.hang_up_is_due::<true, O>(observer),
                Some(_) | None => self.caller_arrives_on_terms(observer)?,
            };
            if changed || self.stopped.is_some() {
                return Ok(false);
            }
        }
    }

    /// Whose calls end before this point have ended.
    fn so_far(&self) -> (u64, u64) {
        let last = if self.calls_have_ended { u64::MAX } else { self.ended_before };
        (turn(self.now, Kind::CallEnds), last)
    }

    fn call_ends_on_terms<O: Observer>(&mut self, end: &CallEnd, observer: &mut O) -> bool {
        self.now = moment(end.turn);
        // Others may end at the same moment.
        (self.calls_have_ended, self.ended_before) = (false, end.stamp + 1);
        self.works(1 + self.crews.count() as i64 / 64, observer);
        let queues = self.may_take(end.group);
        queues != 0 && {
            let scheduled = self.takes(end.group, queues, observer);
            self.number_waiting_changed(Look::AfterEvent, observer) | scheduled
        }
    }

    fn caller_arrives_on_terms<O: Observer>(&mut self, observer: &mut O) -> Result<bool, Stopped> {
        let arrival = self.desk.takes_arrival::<true>();
        let caller = arrival.caller;
        (self.now, self.calls_have_ended) = (caller.arrival.micros(), true);
        if caller.id.number % CALLERS == CALLERS - 1 {
            self.asks_whether_to_go_on(observer)?;
        }
        if self.asks_for_nobody(arrival, observer) {
            return Ok(false);
        }
        // Where somebody waits in the queue, nobody may take who has waited longer.
        let line = self.desk.line_of(&caller);
        let is_first = self.desk.queues_waiting() & line.bit() == 0;
        if let Some(group) = self.who_may_take(line, 0).filter(|_| is_first) {
            self.desk.is_answered();
            let lengths = (arrival.talk, arrival.wrap_up);
            let mut service = self.crews.idle_longest_answers(group, self.now, caller.queue, lengths);
            let holding = self.is_talking(caller, &mut service);
            observer.saw(Fact::AnsweredAtOnce(caller, service));
            let scheduled = holding.is_some_and(|holding| self.lets_go(holding, observer));
            return Ok(self.call_ended_at_once(observer) | scheduled);
        }
        self.must_wait::<true, O>(&arrival, observer)
    }

    /// Somebody joins a queue from which others may take after some waits; whether there are such waits.
    pub(super) fn may_overflow(&mut self, queue: QueueId) -> bool {
        self.overflows_since(queue, self.now)
    }

    /// The same of somebody who came then: of the waits that are not over yet.
    pub(super) fn overflows_since(&mut self, queue: QueueId, came: i64) -> bool {
        let Some(waits) = self.plan.crews.overflows.get(queue.index()) else { return false };
        for after in waits.iter().filter(|after| came + **after > self.now) {
            let (at, ticket) = (turn(came + after, Kind::Overflows), 0);
            self.agenda.schedule(at, What::Overflows(queue), ticket);
        }
        !waits.is_empty()
    }

    /// A caller of the queue has waited so long that another group may take who is first (M-D3); whether one does.
    pub(super) fn overflows<O: Observer>(&mut self, queue: QueueId, observer: &mut O) -> bool {
        if self.desk.queues_waiting() & queue.bit() == 0 {
            return false;
        }
        let group = self.who_may_take(queue, self.now - self.desk.waits_since(queue));
        group.map(|group| self.takes(group, queue.bit(), observer)).is_some()
    }

    /// Idle people take whom they may, who has been idle longest first.
    pub(super) fn idle_people_take_callers<O: Observer>(&mut self, observer: &mut O) {
        loop {
            let able = (0..self.crews.count()).map(GroupId::new).filter(|group| self.may_take(*group) != 0);
            let Some(group) = able.min_by_key(|group| self.crews.idle_since(*group)) else { return };
            self.takes(group, self.may_take(group), observer);
        }
    }

    /// Who has been idle longest in a group takes the next caller of some queues. Whether something was scheduled.
    pub(super) fn takes<O: Observer>(&mut self, group: GroupId, queues: u64, observer: &mut O) -> bool {
        let waiting = self.desk.takes_next::<true>(queues, || self.crews.order_of(group));
        let lengths = (waiting.talk, waiting.wrap_up);
        let service = self.crews.idle_longest_answers(group, self.now, waiting.handled_as(), lengths);
        self.has_taken::<true, O>(&waiting, service, observer)
    }

    /// The queues, as bits, whose first caller the idle people of a group may take.
    fn may_take(&self, group: GroupId) -> u64 {
        let mut queues = self.crews.serves(group) & self.desk.queues_waiting();
        let mut may = 0;
        while queues != 0 {
            let queue = QueueId::new(queues.trailing_zeros() as usize);
            queues &= queues - 1;
            if self.may(group, queue, self.now - self.desk.waits_since(queue)) {
                may |= queue.bit();
            }
        }
        may
    }

    /// Whether a group's idle people may take a caller of a queue that it serves, who has waited so long. After closing
    /// nobody is kept free.
    fn may(&self, group: GroupId, queue: QueueId, waited: i64) -> bool {
        let terms = &self.plan.crews.terms[group.index()][queue.index()];
        let kept = if self.closed { 0 } else { terms.keep_free };
        // Whose wait is just over is not seen before calls have ended (M-T2).
        let over = waited - i64::from(!self.calls_have_ended) >= terms.after;
        (over || terms.after == 0) && self.crews.more_are_idle_than(kept, group, self.so_far())
    }

    /// The group that a call looks for (M-D1) after such a wait.
    pub(super) fn who_may_take(&self, queue: QueueId, waited: i64) -> Option<GroupId> {
        let may = |group: &GroupId| self.crews.serves(*group) & queue.bit() != 0 && self.may(*group, queue, waited);
        let named = self.plan.crews.asked_first[queue.index()].iter().copied().find(may);
        let others = || (0..self.crews.count()).map(GroupId::new).filter(may);
        named.or_else(|| others().min_by_key(|group| self.crews.idle_since(*group)))
    }

    /// The laws that hold after every event: nobody lost (M-T3), nobody idle who may take a caller (M-D4).
    fn nobody_waits_for_who_may(&self) -> bool {
        self.desk.nobody_is_lost() && (0..self.crews.count()).all(|g| self.may_take(GroupId::new(g)) == 0)
    }
}
