//! The twin's rules of who answers whom (M-D1 to M-D5).

use super::draws::scaled;
use super::seen::Seen;
use super::sim::{Event, Kind, Person, Place, Sim, What};
use holdline::model::{AgentGroup, TakenBy};
use std::cmp::Reverse;

impl Sim<'_> {
    pub(super) fn serves(&self, g: usize, line: usize) -> bool {
        self.floor.groups[g].serves.contains(&self.floor.queues[self.queue_of(line)].name)
    }

    /// The agent of a group idle longest, with the moment since when.
    fn idle_longest(&self, g: usize) -> Option<((i64, u64), usize)> {
        let people = self.crew[g].iter().enumerate();
        people.filter_map(|(p, person)| self.idle_since(person).map(|since| (since, p))).min()
    }

    pub(super) fn idle_since(&self, person: &Person) -> Option<(i64, u64)> {
        match person.place {
            Place::Idle(since, tie) => Some((since, tie)),
            _ => None,
        }
    }

    /// How many of a group are idle.
    fn idle(&self, g: usize) -> usize {
        self.crew[g].iter().filter(|person| self.idle_since(person).is_some()).count()
    }

    /// M-D3, M-D5: whether a group's idle people may take a caller of a queue who has waited so long.
    fn may_take(&self, g: usize, q: usize, waited: i64) -> bool {
        let (group, name) = (&self.floor.groups[g], &self.floor.queues[self.queue_of(q)].name);
        let kept = if self.closed { 0 } else { group.keep_free.get(name).map_or(0, |people| *people as usize) };
        let after = group.after.get(name).map_or(0, |after| after.micros());
        // Whose wait is just over is not seen before calls have ended (M-T2).
        let over = after == 0 || waited > after || waited == after && self.kind >= Kind::Overflow;
        self.serves(g, q) && over && self.idle(g) > kept
    }

    /// After which waits a caller of a queue may be taken by another group.
    pub(super) fn waits_for_overflow(&self, q: usize) -> Vec<i64> {
        let q = self.queue_of(q);
        let after = |group: &AgentGroup| group.after.get(&self.floor.queues[q].name).map(|after| after.micros());
        self.floor.groups.iter().filter_map(after).filter(|after| *after > 0).collect()
    }

    /// M-D3: somebody has waited so long; whoever is first in the queue looks for an agent again.
    pub(super) fn first_overflows(&mut self, q: usize) {
        let Some(first) = self.waiting[q].first().copied() else { return };
        if let Some((g, p)) = self.agent_for(q, self.now - first.arrival) {
            self.waiting[q].remove(0);
            self.answers(g, p, q, first.number, false);
            self.stirred = true;
        }
    }

    /// M-D1, for a caller who has waited so long.
    pub(super) fn agent_for(&self, q: usize, waited: i64) -> Option<(usize, usize)> {
        let first = &self.floor.queues[self.queue_of(q)].answered_by;
        for name in first {
            let g = self.floor.groups.iter().position(|g| g.name == *name).expect("a checked floor");
            if let Some((_, p)) = self.idle_longest(g).filter(|_| self.may_take(g, q, waited)) {
                return Some((g, p));
            }
        }
        let groups = (0..self.crew.len()).filter(|g| self.may_take(*g, q, waited));
        groups.filter_map(|g| self.idle_longest(g).map(|(since, p)| (since, g, p))).min().map(|(_, g, p)| (g, p))
    }

    /// M-D2: the highest priority, then the group's preference, if it has one, then the longest wait, credit included.
    fn caller_for(&self, g: usize) -> Option<(usize, usize)> {
        let heads = (0..self.waiting.len()).filter_map(|q| self.waiting[q].first().map(|w| (q, w)));
        let heads = heads.filter(|(q, w)| self.may_take(g, *q, self.now - w.arrival));
        let best = heads.min_by_key(|(q, w)| {
            let (queue, group) = (&self.floor.queues[self.queue_of(*q)], &self.floor.groups[g]);
            let credit = self.credit(*q);
            let place = group.serves.iter().position(|name| *name == queue.name);
            let preferred = place.filter(|_| group.by == TakenBy::Preference);
            (Reverse(self.priority(*q)), preferred, w.arrival - credit, w.joined)
        });
        best.map(|(q, w)| (q, w.number))
    }

    /// Whether somebody waits whom a group serves, on whatever terms.
    pub(super) fn is_waited_for(&self, g: usize) -> bool {
        (0..self.waiting.len()).any(|q| self.serves(g, q) && !self.waiting[q].is_empty())
    }

    pub(super) fn idle_agents_take_callers(&mut self) {
        let first = |sim: &Self| {
            let able = (0..sim.crew.len()).filter(|g| sim.caller_for(*g).is_some());
            able.filter_map(|g| sim.idle_longest(g).map(|(idle, p)| (idle, g, p))).min()
        };
        while let Some((_, g, p)) = first(self) {
            let (q, n) = self.caller_for(g).expect("somebody waits for this group");
            self.waiting[q].retain(|w| w.number != n);
            self.answers(g, p, q, n, false);
            self.stirred = true;
        }
    }

    pub(super) fn answers(&mut self, g: usize, p: usize, q: usize, n: usize, at_once: bool) {
        let (line, q) = (q, self.queue_of(q));
        if self.is_called_back(line) {
            return self.calls_back(g, p, q, n);
        }
        let (group, fate) = (&self.floor.groups[g], &self.callers[q][n]);
        let queue = &self.floor.queues[q].name;
        let (talks, wraps_up) = (group.talk_factor.of(queue), group.wrap_up_factor.of(queue));
        let hand_over = self.hand_over(q, n);
        let (talk, wrap_up) = (scaled(fate.talk, talks) + hand_over, scaled(fate.wrap_up, wraps_up));
        let who = self.who(q, n);
        self.facts.push(Seen::Answered { who, at: self.now, at_once, group: g, agent: p, talk, wrap_up });
        self.talks.push(self.now + talk);
        self.is_let_go(q, n, hand_over);
        self.handles_and_goes_on(g, p, (q, n), (talk, wrap_up));
    }

    /// Somebody is busy until then.
    pub(super) fn handles(&mut self, g: usize, p: usize, end: i64) {
        let call = self.next_sequence();
        self.crew[g][p].place = Place::Handling(end, call);
        self.heap.push(Reverse(Event { at: end, kind: Kind::CallEnd, sequence: call, what: What::Token(g, p, call) }));
    }
}
