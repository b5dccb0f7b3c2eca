//! Answered callers who go on to another queue (M-C10).

use super::super::crews::Member;
use super::super::fact::{Caller, CallerId, QueueId, Service};
use super::super::plan::{DeskPlan, SourcePlan};
use super::source::CallerSource;
use super::{Arrival, Desk};
use crate::random::{Purpose, Stream};
use crate::units::SimTime;
use std::collections::BTreeMap;

/// What is drawn for answered calls: whether it goes on, and where.
#[derive(Debug)]
pub(super) struct Transfers<'p> {
    plan: &'p DeskPlan,
    /// By source of the first call: whether and where to, and how long the hand-over takes.
    streams: Vec<(Stream, Stream)>,
    /// Callers with whom an agent stays who is transferring them, or will be.
    held: BTreeMap<CallerId, Holding>,
    /// How many have been decided on.
    made: u64,
}

/// An agent who stays with a caller from the end of the talk on, then hands over and wraps up.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Holding {
    pub who: Member,
    pub since: i64,
    pub hand_over: i64,
    pub wrap_up: i64,
}

impl<'p> Transfers<'p> {
    /// `None` where nobody is ever transferred.
    pub fn new(plan: &'p DeskPlan) -> Option<Self> {
        let any = plan.queues.iter().any(|queue| !queue.transfers.is_empty());
        any.then(|| Self { plan, streams: Vec::new(), held: BTreeMap::new(), made: 0 })
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let stream = |source: &SourcePlan, purpose| Stream::new(seed, day, purpose, source.entity);
        let streams = |source| (stream(source, Purpose::Transfer), stream(source, Purpose::HandOver));
        self.streams.clear();
        self.streams.extend(self.plan.sources.iter().map(streams));
        self.held.clear();
        self.made = 0;
    }

    /// How many so far.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// The call in another queue of whoever talks until then, if there is one, and how long the hand-over takes if the agent stays: one draw
    /// decides for all queues.
    fn of(&self, caller: &Caller, talk_ends: i64) -> Option<(Caller, Option<i64>)> {
        let transfers = &self.plan.queues[caller.queue.index()].transfers;
        let (whether, hand_over) = self.streams[caller.id.source.index()];
        let height = whether.uniform(caller.draw());
        let chosen = transfers.iter().find(|transfer| height < transfer.below)?;
        let arrival = SimTime::from_micros(talk_ends);
        let history = caller.history.and_transfer();
        let is_allowed = u32::from(caller.history.transfers()) < chosen.at_most;
        let hand_over = chosen.hand_over.as_ref().map(|lasts| lasts.sample(hand_over, caller.draw()));
        is_allowed.then_some((Caller { queue: chosen.to, arrival, history, ..*caller }, hand_over))
    }
}

impl Desk<'_> {
    /// Somebody is answered who talks until then: goes on to another queue, if it is still open then, or may call again. Whether the agent
    /// stays with the caller after the talk.
    pub(super) fn talk_is_followed(&mut self, caller: &Caller, until: i64, service: &Service) -> bool {
        let open = until < self.closes;
        let next = self.transfers.as_ref().filter(|_| open).and_then(|transfers| transfers.of(caller, until));
        let Some((next, hand_over)) = next else {
            self.may_repeat(caller, until);
            return false;
        };
        self.is_transferred(next);
        if let (Some(hand_over), Some(transfers)) = (hand_over, &mut self.transfers) {
            let who = Member { group: service.group, agent: service.agent };
            let holding = Holding { who, since: until, hand_over, wrap_up: service.wrap_up.micros() };
            transfers.held.insert(caller.id, holding);
        }
        hand_over.is_some()
    }

    /// Who stays with a caller who has been transferred, if anybody does.
    pub fn held(&self, caller: &Caller) -> Option<Holding> {
        self.transfers.as_ref()?.held.get(&caller.id).copied()
    }

    /// Nobody stays with a caller any more: who has until now.
    pub fn nobody_is_held(&mut self) -> Vec<Holding> {
        let held = self.transfers.as_mut().map(|transfers| std::mem::take(&mut transfers.held));
        held.unwrap_or_default().into_values().collect()
    }

    /// Who has stayed with a caller until now, who does not wait any more.
    #[inline(always)]
    pub fn no_longer_held(&mut self, caller: &Caller) -> Option<Holding> {
        if caller.history.is_transfer() { self.is_left_alone(caller) } else { None }
    }

    #[cold]
    fn is_left_alone(&mut self, caller: &Caller) -> Option<Holding> {
        self.transfers.as_mut()?.held.remove(&caller.id)
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
