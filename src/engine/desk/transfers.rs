//! Answered callers who go on to another queue (M-C10).

use super::super::fact::{Caller, QueueId};
use super::super::plan::{DeskPlan, SourcePlan};
use super::source::CallerSource;
use super::{Arrival, Desk};
use crate::random::{Purpose, Stream};
use crate::units::SimTime;

/// What is drawn for answered calls: whether it goes on, and where.
#[derive(Debug)]
pub(super) struct Transfers<'p> {
    plan: &'p DeskPlan,
    /// By source of the first call.
    streams: Vec<Stream>,
    /// How many have been decided on.
    made: u64,
}

impl<'p> Transfers<'p> {
    /// `None` where nobody is ever transferred.
    pub fn new(plan: &'p DeskPlan) -> Option<Self> {
        let any = plan.queues.iter().any(|queue| !queue.transfers.is_empty());
        any.then(|| Self { plan, streams: Vec::new(), made: 0 })
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let stream = |source: &SourcePlan| Stream::new(seed, day, Purpose::Transfer, source.entity);
        self.streams.clear();
        self.streams.extend(self.plan.sources.iter().map(stream));
        self.made = 0;
    }

    /// How many so far.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// The call in another queue of whoever talks until then, if there is one: one draw decides for all queues.
    fn of(&self, caller: &Caller, talk_ends: i64) -> Option<Caller> {
        let transfers = &self.plan.queues[caller.queue.index()].transfers;
        let height = self.streams[caller.id.source.index()].uniform(caller.draw());
        let chosen = transfers.iter().find(|transfer| height < transfer.below)?;
        let arrival = SimTime::from_micros(talk_ends);
        let history = caller.history.and_transfer();
        let is_allowed = u32::from(caller.history.transfers()) < chosen.at_most;
        is_allowed.then_some(Caller { queue: chosen.to, arrival, history, ..*caller })
    }
}

impl Desk<'_> {
    /// Somebody is answered who talks until then: goes on to another queue, if it is still open then, or may call again.
    pub(super) fn talk_is_followed(&mut self, caller: &Caller, until: i64) {
        let open = until < self.closes;
        let next = self.transfers.as_ref().filter(|_| open).and_then(|transfers| transfers.of(caller, until));
        match next {
            Some(next) => self.is_transferred(next),
            None => self.may_repeat(caller, until),
        }
    }

    fn is_transferred(&mut self, caller: Caller) {
        self.transfers.iter_mut().for_each(|transfers| transfers.made += 1);
        let (talk, wrap_up) = self.takes_there(&caller);
        self.will_ask(Arrival { caller, talk, wrap_up });
    }

    /// What a caller takes in a queue that is not that of the first call: as those who call it at the time, on this day.
    fn takes_there(&self, caller: &Caller) -> (i64, i64) {
        let is_own = |source: &&CallerSource<'_>| source.is_own_of(caller.queue, caller.arrival.micros());
        let own = self.sources.iter().find(is_own).expect("every queue has callers of its own on every date");
        own.takes(&self.sources[caller.id.source.index()], caller)
    }

    /// The line in which a caller stands who waits on the line.
    #[inline(always)]
    pub fn line_of(&self, caller: &Caller) -> QueueId {
        if caller.history.is_transfer() {
            self.plan.queues[caller.queue.index()].transferred_line
        } else {
            caller.queue
        }
    }

    /// How long a transferred caller would wait.
    #[cold]
    pub(super) fn patience_of_transferred(&self, caller: &Caller) -> i64 {
        let queue = &self.plan.queues[caller.queue.index()];
        let patience = queue.transferred_patience.as_ref().unwrap_or(&queue.patience);
        self.sources[caller.id.source.index()].patience_in(queue, patience, caller.draw())
    }

    /// Whether a caller who would have to wait hangs up at once, in whichever queue.
    #[inline(always)]
    pub(super) fn would_balk<const FOLLOWED: bool>(&self, caller: &Caller) -> bool {
        let source = &self.sources[caller.id.source.index()];
        if FOLLOWED && caller.history.is_transfer() {
            return source.balks_in(&self.plan.queues[caller.queue.index()], caller.draw());
        }
        source.balks(caller.draw())
    }
}
