//! The IVR: what callers go through before they ask for a person, or need nobody (M-C5).

use super::super::fact::{Caller, IvrStay};
use super::super::plan::{DeskPlan, SourcePlan};
use super::super::turn::{Kind, NEVER, key, turn};
use super::Arrival;
use super::next_call::NextCall;
use crate::random::{Purpose, Stream};
use crate::units::SimTime;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One more source: of all who come out of the IVR and ask for a person.
#[derive(Debug)]
pub(super) struct InIvr<'p> {
    plan: &'p DeskPlan,
    /// By source of the first call: how long, and whether somebody is contained.
    streams: Vec<(Stream, Stream)>,
    /// Whoever will ask for a person, the next one first.
    next: BinaryHeap<Reverse<NextCall>>,
    entered: u64,
}

impl<'p> InIvr<'p> {
    /// `None` where there is none.
    pub fn new(plan: &'p DeskPlan) -> Option<Self> {
        let any = plan.queues.iter().any(|queue| queue.ivr.is_some());
        any.then(|| Self { plan, streams: Vec::new(), next: BinaryHeap::new(), entered: 0 })
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let stream = |source: &SourcePlan, purpose| Stream::new(seed, day, purpose, source.entity);
        let streams = |source| (stream(source, Purpose::IvrDelay), stream(source, Purpose::Contained));
        self.streams.clear();
        self.streams.extend(self.plan.sources.iter().map(streams));
        self.next.clear();
        self.entered = 0;
    }

    /// The turn at which somebody asks for a person; [`NEVER`] if nobody will.
    pub fn next_arrival(&self) -> u64 {
        self.next.peek().map_or(NEVER, |next| next.0.turn)
    }

    /// The next of them, who is then no longer the next.
    pub fn take(&mut self) -> Option<Arrival> {
        self.next.pop().map(|next| next.0.call)
    }

    /// How many will ask for a person.
    pub fn count(&self) -> u64 {
        self.next.len() as u64
    }

    /// A call goes into the IVR of a floor that closes then; `None` if its queue has none.
    pub fn enters(&mut self, call: &Arrival, closes: i64) -> Option<IvrStay> {
        let caller = call.caller;
        let plan = self.plan.queues[caller.queue.index()].ivr.as_ref()?;
        let (delay, contained) = self.streams[caller.id.source.index()];
        let ends = caller.arrival.micros().saturating_add(plan.delay.sample(delay, caller.draw()));
        // Who would ask for a person when it is closed hears so.
        let contained = contained.uniform(caller.draw()) < plan.contained || ends >= closes;
        let until = SimTime::from_micros(ends.min(closes));
        if !contained {
            let turn = key(turn(ends, Kind::Arrives), self.plan.sources.len() + 1);
            let caller = Caller { arrival: until, ..caller };
            self.next.push(Reverse(NextCall { turn, place: self.entered, call: Arrival { caller, ..*call } }));
            self.entered += 1;
        }
        Some(IvrStay { until, contained })
    }
}
