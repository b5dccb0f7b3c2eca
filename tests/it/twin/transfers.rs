//! The twin's rules of what comes after a call: another one (M-C7, M-C8), or the same in another queue (M-C10).

use super::again::place_of;
use super::draws::{Draws, Fate, draw_of, hears, patience, sampler, scaled};
use super::seen::Again;
use super::sim::{Kind, Sim, What};
use holdline::model::{Queue, Transferred};
use holdline::random::{Entity, Purpose};
use holdline::units::SimTime;

impl Sim<'_> {
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

    /// Somebody has been answered and talks until then: goes on to another queue, or may call again.
    pub(super) fn talk_is_followed(&mut self, q: usize, n: usize, talk_ends: i64) {
        let fate = self.callers[q][n].clone();
        let closes = self.floor.calendar().openings()[self.opening].end.micros();
        match self.draws.transfer(&self.floor.queues[q], &fate, talk_ends).filter(|_| talk_ends < closes) {
            Some((to, fate)) => {
                self.schedule(talk_ends, Kind::Asks, What::Caller(to, self.callers[to].len()));
                self.callers[to].push(fate);
            }
            None => {
                let again = self.draws.repeat(&self.floor.queues[q], &fate, talk_ends);
                self.may_call_again(again);
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
    fn transfer(self, queue: &Queue, fate: &Fate, talk_ends: i64) -> Option<(usize, Fate)> {
        let height = self.of_caller(Purpose::Transfer, fate).uniform(draw_of(fate));
        let mut below = 0.0;
        let chosen = queue.transfers.iter().find(|transfer| {
            below += transfer.chance;
            height < below
        })?;
        let to = place_of(&self.floor.queues, &chosen.to);
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
        let then = self.on(session.day());
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
        (transfers <= chosen.at_most).then_some((to, fate))
    }
}
