//! Who calls again: after hanging up or being blocked (M-C7), or because the matter was not settled (M-C8).

use super::super::fact::{Caller, QueueId};
use super::super::plan::{CallAgainPlan, DeskPlan, SourcePlan};
use super::super::turn::{Kind, NEVER, key, turn};
use super::Arrival;
use super::next_call::NextCall;
use crate::random::{Purpose, Stream};
use crate::units::SimTime;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One more source: of all who call again today.
#[derive(Debug)]
pub(super) struct CallsAgain<'p> {
    plan: &'p DeskPlan,
    /// By source of the first call.
    streams: Vec<DrawsAgain>,
    /// Whoever will call again, the next one first: nobody is kept who has.
    next: BinaryHeap<Reverse<NextCall>>,
    /// How many have decided to, and how many have done so.
    decided: u64,
    taken: u64,
}

/// What is drawn for each call of a caller.
#[derive(Debug)]
struct DrawsAgain {
    redial: Stream,
    redial_after: Stream,
    repeat: Stream,
    repeat_after: Stream,
}

impl<'p> CallsAgain<'p> {
    /// `None` where nobody ever does.
    pub fn new(plan: &'p DeskPlan) -> Option<Self> {
        let any = plan.queues.iter().any(|queue| queue.redial.is_some() || queue.repeat.is_some());
        any.then(|| Self { plan, streams: Vec::new(), next: BinaryHeap::new(), decided: 0, taken: 0 })
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let streams = |source: &SourcePlan| {
            let stream = |purpose| Stream::new(seed, day, purpose, source.entity);
            DrawsAgain {
                redial: stream(Purpose::Redial),
                redial_after: stream(Purpose::RedialAfter),
                repeat: stream(Purpose::Repeat),
                repeat_after: stream(Purpose::RepeatAfter),
            }
        };
        self.streams.clear();
        self.streams.extend(self.plan.sources.iter().map(streams));
        self.next.clear();
        (self.decided, self.taken) = (0, 0);
    }

    /// The turn at which somebody calls again; [`NEVER`] if nobody will.
    pub fn next_arrival(&self) -> u64 {
        self.next.peek().map_or(NEVER, |next| next.0.turn)
    }

    /// The next of them, who is then no longer the next.
    pub fn take(&mut self) -> Option<Arrival> {
        let Reverse(next) = self.next.pop()?;
        self.taken += 1;
        Some(next.call)
    }

    /// How many have called again.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// The next call of whoever hung up or was blocked, if there is one.
    pub fn redial(&self, caller: &Caller, now: i64) -> Option<Caller> {
        let plan = self.plan.queues[caller.queue.index()].redial.as_ref()?;
        let streams = &self.streams[caller.id.source.index()];
        let after = decides(plan, caller.history.redials(), streams.redial, streams.redial_after, caller)?;
        let arrival = self.while_open(now.saturating_add(after))?;
        Some(Caller { arrival, history: caller.history.and_redial(), queue: self.first_called(caller), ..*caller })
    }

    /// The queue that a caller knows: a transfer is no call of it.
    fn first_called(&self, caller: &Caller) -> QueueId {
        self.plan.sources[caller.id.source.index()].queue
    }

    /// The next call of whoever was answered, after the talk, if the matter was not settled and there is one. It is another talk, so what it
    /// will take is for others to tell.
    pub fn repeat(&self, caller: &Caller, talk_ends: i64) -> Option<Caller> {
        let plan = self.plan.queues[caller.queue.index()].repeat.as_ref()?;
        let streams = &self.streams[caller.id.source.index()];
        let after = decides(plan, caller.history.repeats(), streams.repeat, streams.repeat_after, caller)?;
        let arrival = self.while_open(talk_ends.saturating_add(after))?;
        Some(Caller { arrival, history: caller.history.and_repeat(), queue: self.first_called(caller), ..*caller })
    }

    /// The moment, unless it is closed then.
    fn while_open(&self, at: i64) -> Option<SimTime> {
        (at < self.plan.close).then(|| SimTime::from_micros(at))
    }

    /// Somebody will call.
    pub fn calls_at(&mut self, call: Arrival) {
        let turn = key(turn(call.caller.arrival.micros(), Kind::Arrives), self.plan.sources.len());
        self.next.push(Reverse(NextCall { turn, place: self.decided, call }));
        self.decided += 1;
    }
}

/// After how long a caller who has done so so often does it again, if at all. Each call of a caller has draws of its own.
fn decides(plan: &CallAgainPlan, made: u8, chance: Stream, after: Stream, caller: &Caller) -> Option<i64> {
    let draw = caller.draw();
    (u32::from(made) < plan.at_most && chance.uniform(draw) < plan.chance).then(|| plan.after.sample(after, draw))
}
