//! The twin's rules of what comes after a call: another one (M-C7, M-C8), or the same in another queue (M-C10).

use super::again::place_of;
use super::draws::{Draws, Fate, draw_of, hears, patience, sampler, scaled};
use super::seen::Again;
use super::seen::Seen;
use super::sim::{Event, Kind, Place, Sim, What};
use holdline::model::{Queue, Transferred};
use holdline::random::{Entity, Purpose};
use holdline::units::SimTime;
use std::cmp::Reverse;

/// Somebody who stays with a caller: who, with which call, since when, and what follows.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    who: (usize, usize),
    call: u64,
    since: i64,
    hand_over: i64,
    wrap_up: i64,
}

/// When a call ends of which that is not known: after everything.
const UNKNOWN_END: i64 = i64::MAX / 2;

impl Sim<'_> {
    fn key(&self, q: usize, n: usize) -> (usize, usize) {
        (self.callers[q][n].source, self.callers[q][n].number)
    }

    fn hold(&self, q: usize, n: usize) -> Option<Hold> {
        let transferred = matches!(self.callers[q][n].again, Again::Transfer(_));
        self.held.get(&self.key(q, n)).copied().filter(|_| transferred)
    }

    /// A talk ends, and whoever talked stays with the caller who is transferred.
    pub(super) fn is_held(&mut self, q: usize, n: usize) {
        if let Some(hold) = self.hold(q, n) {
            self.facts.push(Seen::Held(hold.who.0, hold.who.1, self.now));
        }
    }

    /// How long it takes to be told by whoever stays with a caller.
    pub(super) fn hand_over(&self, q: usize, n: usize) -> i64 {
        self.hold(q, n).map_or(0, |hold| hold.hand_over)
    }

    /// Nobody stays with a caller any more, after so long.
    pub(super) fn is_let_go(&mut self, q: usize, n: usize, hand_over: i64) {
        let Some(hold) = self.hold(q, n) else { return };
        self.held.remove(&self.key(q, n));
        self.lets_go(hold, hand_over);
    }

    pub(super) fn lets_go(&mut self, hold: Hold, hand_over: i64) {
        let (until, (g, p)) = (self.now + hand_over, hold.who);
        // Calls that end now have ended.
        let at = (until + hold.wrap_up).max(self.now + 1);
        self.facts.push(Seen::LetGo(g, p, (hold.since, until, at)));
        self.crew[g][p].place = Place::Handling(at, hold.call);
        let kind = if self.crew[g][p].last_call.is_some() { Kind::LastCallEnd } else { Kind::CallEnd };
        self.heap.push(Reverse(Event { at, kind, sequence: hold.call, what: What::Token(g, p, hold.call) }));
    }

    /// Somebody talks with a caller and wraps up, or stays with the caller.
    pub(super) fn handles_and_goes_on(
        &mut self,
        g: usize,
        p: usize,
        (q, n): (usize, usize),
        (talk, wrap_up): (i64, i64),
    ) {
        let talk_ends = self.now + talk;
        match self.talk_is_followed(q, n, talk_ends) {
            Some(hand_over) => {
                let call = self.next_sequence();
                self.crew[g][p].place = Place::Handling(UNKNOWN_END, call);
                let hold = Hold { who: (g, p), call, since: talk_ends, hand_over, wrap_up };
                self.held.insert(self.key(q, n), hold);
            }
            None => self.handles(g, p, talk_ends + wrap_up),
        }
    }

    /// The line in which a caller stands who waits on the line: behind those of the queues and of those to be called back those of the
    /// transferred, if they stand otherwise.
    pub(super) fn line_of(&self, q: usize, n: usize) -> usize {
        let queues = self.floor.queues.len();
        let transferred = matches!(self.callers[q][n].again, Again::Transfer(_));
        if transferred && self.stand_apart(q).is_some() { 2 * queues + q } else { q }
    }

    fn stand_apart(&self, q: usize) -> Option<&Transferred> {
        let differs = self.floor.queues[q].transferred.as_ref();
        differs.filter(|differs| differs.priority.is_some() || differs.credit.is_some())
    }

    /// How those in a line stand who are transferred, if it is theirs.
    pub(super) fn transferred_in(&self, line: usize) -> Option<&Transferred> {
        let is_theirs = line >= 2 * self.floor.queues.len();
        self.stand_apart(self.queue_of(line)).filter(|_| is_theirs)
    }

    pub(super) fn may_redial(&mut self, q: usize, n: usize) {
        let again = self.draws.redial(&self.floor.queues[q], &self.callers[q][n], self.now);
        self.may_call_again(again);
    }

    /// Somebody has been answered and talks until then: goes on to another queue, or may call again. How long the hand-over takes if the
    /// agent stays until then.
    fn talk_is_followed(&mut self, q: usize, n: usize, talk_ends: i64) -> Option<i64> {
        let fate = self.callers[q][n].clone();
        let closes = self.floor.calendar().openings()[self.opening].end.micros();
        match self.draws.transfer(&self.floor.queues[q], &fate, talk_ends).filter(|_| talk_ends < closes) {
            Some((to, fate, hand_over)) => {
                self.schedule(talk_ends, Kind::Asks, What::Caller(to, self.callers[to].len()));
                self.callers[to].push(fate);
                hand_over
            }
            None => {
                let again = self.draws.repeat(&self.floor.queues[q], &fate, talk_ends);
                self.may_call_again(again);
                None
            }
        }
    }

    /// M-C7, M-C8: whoever would call after the last closing does not.
    fn may_call_again(&mut self, again: Option<Fate>) {
        if let Some(fate) = again
            && fate.arrival < self.floor.close().micros()
        {
            let q = fate.home;
            self.schedule(fate.arrival, Kind::Arrival, What::Caller(q, self.callers[q].len()));
            self.callers[q].push(fate);
        }
    }
}

impl Draws<'_> {
    /// The queue to which an answered caller goes on, and the call there (M-C10).
    fn transfer(self, queue: &Queue, fate: &Fate, talk_ends: i64) -> Option<(usize, Fate, Option<i64>)> {
        let height = self.of_caller(Purpose::Transfer, fate).uniform(draw_of(fate));
        let mut below = 0.0;
        let chosen = queue.transfers.iter().find(|transfer| {
            below += transfer.chance;
            height < below
        })?;
        let to = place_of(&self.floor.queues, &chosen.to);
        let lasts = |of| sampler(of).sample(self.of_caller(Purpose::HandOver, fate), draw_of(fate));
        let hand_over = chosen.hand_over.as_ref().map(lasts);
        let there = &self.floor.queues[to];
        let again = Fate { arrival: talk_ends, call: fate.call + 1, tried: 0, ivr: None, ..fate.clone() };
        let draw = draw_of(&again);
        let own_patience = there.transferred.as_ref().and_then(|differs| differs.patience.as_ref());
        let waits =
            patience(own_patience.unwrap_or(&there.patience)).sample(self.of_caller(Purpose::Patience, fate), draw);
        let session = self.floor.calendar().sessions().iter().find(|session| {
            session.open <= SimTime::from_micros(talk_ends) && SimTime::from_micros(talk_ends) < session.close
        })?;
        // As long as those take who call there then.
        let then = self.on(session.day);
        let length = |purpose, of| {
            let drawn = sampler(of).sample(self.of_caller(purpose, fate), draw);
            scaled(drawn, then.times_as_long(there, Entity::named(&there.name), talk_ends))
        };
        let (talk, wrap_up) = (length(Purpose::Talk, &there.talk), length(Purpose::WrapUp, &there.wrap_up));
        let transfers = fate.transfers + 1;
        let fate = Fate {
            again: Again::Transfer(transfers),
            transfers,
            talk: scaled(talk, then.talk_day(there)),
            wrap_up,
            patience: hears(there, waits, self.of_caller(Purpose::Announcement, fate).uniform(draw)),
            balks: self.of_caller(Purpose::Balk, fate).uniform(draw) < there.balk,
            ..again
        };
        (transfers <= chosen.at_most).then_some((to, fate, hand_over))
    }
}
