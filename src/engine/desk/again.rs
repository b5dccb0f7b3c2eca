//! Who calls again: after hanging up or being blocked (M-C7), or because the matter was not settled (M-C8).

use super::super::fact::Caller;
use super::super::plan::{CallAgainPlan, DeskPlan, SourcePlan};
use super::super::turn::{Kind, NEVER, key, turn};
use super::Arrival;
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
    /// By the turn of their next call, named by this source, and by who was first to decide on it.
    next: BinaryHeap<Reverse<(u64, u64)>>,
    /// Who they are, in the order in which they decided; each once for every time.
    decided: Vec<Arrival>,
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
        any.then(|| Self { plan, streams: Vec::new(), next: BinaryHeap::new(), decided: Vec::new(), taken: 0 })
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
        self.decided.clear();
        self.taken = 0;
    }

    /// The turn at which somebody calls again; [`NEVER`] if nobody will.
    pub fn next_arrival(&self) -> u64 {
        self.next.peek().map_or(NEVER, |next| next.0.0)
    }

    /// The next of them, who is then no longer the next.
    pub fn take(&mut self) -> Option<Arrival> {
        let Reverse((_, place)) = self.next.pop()?;
        self.taken += 1;
        Some(self.decided[place as usize])
    }

    /// How many have called again.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Whoever hung up or was blocked may call again, with the same matter and so for as long.
    pub fn redial(&mut self, call: &Arrival, now: i64) {
        let caller = call.caller;
        let Some(plan) = &self.plan.queues[caller.queue.index()].redial else { return };
        let streams = &self.streams[caller.id.source.index()];
        if let Some(after) = decides(plan, caller.history.redials(), streams.redial, streams.redial_after, &caller) {
            let again = Caller { history: caller.history.and_redial(), ..caller };
            self.calls_at(now.saturating_add(after), &Arrival { caller: again, ..*call });
        }
    }

    /// Whoever was answered may call again after the talk, if the matter was not settled; `talk` and `wrap_up` of that call
    /// are yet to be drawn.
    pub fn repeat(&mut self, caller: &Caller, talk_ends: i64) -> bool {
        let Some(plan) = &self.plan.queues[caller.queue.index()].repeat else { return false };
        let streams = &self.streams[caller.id.source.index()];
        let decided = decides(plan, caller.history.repeats(), streams.repeat, streams.repeat_after, caller);
        let again = Caller { history: caller.history.and_repeat(), ..*caller };
        let call = Arrival { caller: again, talk: 0, wrap_up: 0 };
        decided.is_some_and(|after| self.calls_at(talk_ends.saturating_add(after), &call))
    }

    /// Who calls last, to be given what the call will take.
    pub fn last(&mut self) -> Option<&mut Arrival> {
        self.decided.last_mut()
    }

    /// Somebody calls then, unless it is closed; whether it is not.
    fn calls_at(&mut self, at: i64, call: &Arrival) -> bool {
        if at >= self.plan.close {
            return false;
        }
        let caller = Caller { arrival: SimTime::from_micros(at), ..call.caller };
        let place = self.decided.len() as u64;
        self.next.push(Reverse((key(turn(at, Kind::Arrives), self.plan.sources.len()), place)));
        self.decided.push(Arrival { caller, ..*call });
        true
    }
}

/// After how long a caller who has done so so often does it again, if at all. Each call of a caller has draws of its own.
fn decides(plan: &CallAgainPlan, made: u8, chance: Stream, after: Stream, caller: &Caller) -> Option<i64> {
    let draw = caller.draw();
    (u32::from(made) < plan.at_most && chance.uniform(draw) < plan.chance).then(|| plan.after.sample(after, draw))
}
