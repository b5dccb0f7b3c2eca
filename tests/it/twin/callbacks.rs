//! The twin's rules of who is called back (M-C9).

use super::draws::{Fate, scaled};
use super::seen::Seen;
use super::sim::{Kind, Sim, Waiting, What};
use holdline::model::Callback;
use holdline::random::Purpose;
use holdline::units::Span;

impl Sim<'_> {
    /// The queue that those in a line have called.
    pub(super) fn queue_of(&self, line: usize) -> usize {
        line % self.floor.queues.len()
    }

    /// Whether those in a line are to be called back.
    pub(super) fn is_called_back(&self, line: usize) -> bool {
        line >= self.floor.queues.len()
    }

    pub(super) fn priority(&self, line: usize) -> i32 {
        let queue = &self.floor.queues[self.queue_of(line)];
        let own = queue.callback.as_ref().and_then(|callback| callback.priority);
        own.filter(|_| self.is_called_back(line)).unwrap_or(queue.priority)
    }

    fn callback(&self, q: usize) -> &Callback {
        self.floor.queues[q].callback.as_ref().expect("a queue that calls back")
    }

    /// Whether a caller who has to wait will be called back instead.
    pub(super) fn accepts_callback(&mut self, q: usize, n: usize) -> bool {
        let Some(callback) = &self.floor.queues[q].callback else { return false };
        let line = q + self.floor.queues.len();
        let came = [q, line].into_iter().filter_map(|line| self.waiting[line].first()).map(|first| first.arrival).min();
        let to_be_called = self.waiting[line].len() + self.put_off[q];
        let many = callback.at_most.is_some_and(|most| to_be_called >= most as usize);
        if self.now - came.unwrap_or(self.now) < callback.expected_wait.micros() || many {
            return false;
        }
        let accepts = self.draws.uniform(Purpose::CallbackAccepted, &self.callers[q][n]) < callback.chance;
        self.facts.push(Seen::OfferedCallback(self.who(q, n), accepts));
        if accepts {
            self.stands_in_line(q, n);
        }
        accepts
    }

    fn last_moment(&self, q: usize, n: usize) -> i64 {
        let within = self.callback(q).within.map(Span::micros);
        within.map_or(i64::MAX, |within| self.callers[q][n].arrival + within)
    }

    fn stands_in_line(&mut self, q: usize, n: usize) {
        let (line, joined, last) = (q + self.floor.queues.len(), self.next_sequence(), self.last_moment(q, n));
        self.waiting[line].push(Waiting { number: n, arrival: self.now, joined });
        if last < i64::MAX {
            self.schedule(last, Kind::HangUp, What::Caller(line, n));
        }
        for after in self.waits_for_overflow(line) {
            self.schedule(self.now + after, Kind::Overflow, What::Queue(line));
        }
    }

    pub(super) fn calls_back(&mut self, g: usize, p: usize, q: usize, n: usize) {
        let (fate, callback, who) = (self.callers[q][n].clone(), self.callback(q).clone(), self.who(q, n));
        if self.draws.uniform(Purpose::PicksUp, &fate) >= callback.no_answer {
            let (group, name) = (&self.floor.groups[g], &self.floor.queues[q].name);
            let talk = scaled(fate.talk, group.talk_factor.of(name));
            let wrap_up = scaled(fate.wrap_up, group.wrap_up_factor.of(name));
            self.facts.push(Seen::CalledBack(who, self.now, (g, p), (talk, wrap_up)));
            let again = self.draws.repeat(&self.floor.queues[q], &fate, self.now + talk);
            self.may_call_again(q, again);
            return self.handles(g, p, self.now + talk + wrap_up);
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
