//! The twin's rules of who is called back (M-C9).

use super::draws::{Fate, scaled};
use super::seen::Seen;
use super::sim::{Event, Kind, Sim, Waiting, What};
use super::wall;
use holdline::model::Callback;
use holdline::random::Purpose;
use holdline::units::{SimTime, Span};
use std::cmp::Reverse;

impl Sim<'_> {
    /// The queue that those in a line have called.
    pub(super) fn queue_of(&self, line: usize) -> usize {
        line % self.floor.queues.len()
    }

    /// Whether those in a line are to be called back.
    pub(super) fn is_called_back(&self, line: usize) -> bool {
        (self.floor.queues.len()..2 * self.floor.queues.len()).contains(&line)
    }

    pub(super) fn priority(&self, line: usize) -> i32 {
        let queue = &self.floor.queues[self.queue_of(line)];
        let own = queue.callback.as_ref().and_then(|callback| callback.priority);
        let of_transferred = self.transferred_in(line).and_then(|differs| differs.priority);
        own.filter(|_| self.is_called_back(line)).or(of_transferred).unwrap_or(queue.priority)
    }

    /// How much earlier those in a line count as having come.
    pub(super) fn credit(&self, line: usize) -> i64 {
        let of_transferred = self.transferred_in(line).and_then(|differs| differs.credit);
        of_transferred.unwrap_or(self.floor.queues[self.queue_of(line)].credit).micros()
    }

    fn callback(&self, q: usize) -> &Callback {
        self.floor.queues[q].callback.as_ref().expect("a queue that calls back")
    }

    /// Whether a caller who has to wait will be called back instead.
    pub(super) fn accepts_callback(&mut self, q: usize, n: usize) -> bool {
        let at_once = |callback: &&Callback| callback.offer_after == Span::ZERO;
        if self.floor.queues[q].callback.as_ref().filter(at_once).is_none() || !self.is_offered(q) {
            return false;
        }
        let accepts = self.accepts(q, n);
        self.facts.push(Seen::OfferedCallback(self.who(q, n), accepts));
        if accepts {
            self.is_let_go(q, n, 0);
            self.stands_in_line(q, n);
        }
        accepts
    }

    /// A caller who still waits has waited so long as to be offered a callback.
    pub(super) fn offers_while_waiting(&mut self, from: usize, n: usize) {
        let Some(place) = self.waiting[from].iter().position(|w| w.number == n) else { return };
        let q = self.queue_of(from);
        if self.closed || !self.is_offered(q) {
            return;
        }
        let accepts = self.accepts(q, n);
        self.facts.push(Seen::OfferedCallbackWaiting(self.who(q, n), accepts, self.now));
        if accepts {
            self.is_let_go(q, n, 0);
            // The place in line stays that of who joined then.
            let (line, waiting) = (q + self.floor.queues.len(), self.waiting[from].remove(place));
            self.waiting[line].push(waiting);
            self.waiting[line].sort_by_key(|other| other.joined);
            self.will_be_called(line, n, &waiting);
            self.stirred = true;
        }
    }

    fn accepts(&self, q: usize, n: usize) -> bool {
        self.draws.uniform(Purpose::CallbackAccepted, &self.callers[q][n]) < self.callback(q).chance
    }

    /// Whether a callback is offered now to who waits in a queue, or would have to.
    fn is_offered(&self, q: usize) -> bool {
        let callback = self.callback(q);
        let on_date = |time| wall::on(self.floor, wall::day(self.floor, self.now), time);
        let in_time = |(from, until): (SimTime, SimTime)| on_date(from) <= self.now && self.now < on_date(until);
        let line = q + self.floor.queues.len();
        let came = [q, line, line + self.floor.queues.len()]
            .into_iter()
            .filter_map(|line| self.waiting[line].first())
            .map(|first| first.arrival)
            .min();
        let to_be_called = self.waiting[line].len() + self.put_off[q];
        let many = callback.at_most.is_some_and(|most| to_be_called >= most as usize);
        let waited = self.now - came.unwrap_or(self.now) >= callback.expected_wait.micros();
        waited && !many && callback.between.is_none_or(in_time)
    }

    fn last_moment(&self, q: usize, n: usize) -> i64 {
        let within = self.callback(q).within.map(Span::micros);
        within.map_or(i64::MAX, |within| self.callers[q][n].arrival + within)
    }

    fn stands_in_line(&mut self, q: usize, n: usize) {
        let (line, joined) = (q + self.floor.queues.len(), self.next_sequence());
        let waiting = Waiting { number: n, arrival: self.now, joined };
        self.waiting[line].push(waiting);
        self.will_be_called(line, n, &waiting);
    }

    /// By when somebody must be called, and from when on others may do so.
    fn will_be_called(&mut self, line: usize, n: usize, waiting: &Waiting) {
        let (last, came) = (self.last_moment(self.queue_of(line), n), waiting.arrival);
        if last < i64::MAX {
            // Of those who leave at one moment the one who joined first is first.
            let what = What::Caller(line, n);
            self.heap.push(Reverse(Event { at: last, kind: Kind::HangUp, sequence: waiting.joined, what }));
        }
        for after in self.waits_for_overflow(line) {
            if came + after > self.now {
                self.schedule(came + after, Kind::Overflow, What::Queue(line));
            }
        }
    }

    pub(super) fn calls_back(&mut self, g: usize, p: usize, q: usize, n: usize) {
        let (fate, callback, who) = (self.callers[q][n].clone(), self.callback(q).clone(), self.who(q, n));
        if self.draws.uniform(Purpose::PicksUp, &fate) >= callback.no_answer {
            let (group, name) = (&self.floor.groups[g], &self.floor.queues[q].name);
            let talk = scaled(fate.talk, group.talk_factor.of(name));
            let wrap_up = scaled(fate.wrap_up, group.wrap_up_factor.of(name));
            self.facts.push(Seen::CalledBack(who, self.now, (g, p), (talk, wrap_up)));
            return self.handles_and_goes_on(g, p, (q, n), (talk, wrap_up));
        }
        let rings = self.draws.of_try(Purpose::Rings, &callback.rings, &fate);
        let due = self.now + rings + self.draws.of_try(Purpose::CallbackAgainAfter, &callback.again_after, &fate);
        let closes = self.floor.calendar().openings()[self.opening].end.micros();
        let last = fate.tried + 1 == u64::from(callback.tries) || due >= closes || due >= self.last_moment(q, n);
        self.facts.push(Seen::NotPickedUp(who, self.now, (g, p), rings, last));
        self.handles(g, p, self.now + rings);
        if !last {
            let number = self.callers[q].len();
            self.callers[q].push(Fate { tried: fate.tried + 1, ..fate });
            self.put_off[q] += 1;
            self.schedule(due, Kind::Overflow, What::Caller(q, number));
        }
    }

    /// A further try falls due: looks for an agent as any call does.
    pub(super) fn tries_again(&mut self, q: usize, n: usize) {
        let line = q + self.floor.queues.len();
        self.put_off[q] -= 1;
        match self.agent_for(line, 0).filter(|_| self.waiting[line].is_empty()) {
            Some((g, p)) => {
                self.calls_back(g, p, q, n);
                self.stirred = true;
            }
            None => self.stands_in_line(q, n),
        }
    }
}
