//! The IVR: what callers go through before they ask for a person, or need nobody (M-C5).

use super::super::fact::{Caller, IvrStay};
use super::super::plan::{DeskPlan, SourcePlan};
use super::Arrival;
use crate::random::{Purpose, Stream};
use crate::units::SimTime;

/// What is drawn for those who go into it.
#[derive(Debug)]
pub(super) struct InIvr<'p> {
    plan: &'p DeskPlan,
    /// By source of the first call: how long, and whether somebody is contained.
    streams: Vec<(Stream, Stream)>,
}

impl<'p> InIvr<'p> {
    /// `None` where there is none.
    pub fn new(plan: &'p DeskPlan) -> Option<Self> {
        let any = plan.queues.iter().any(|queue| queue.ivr.is_some());
        any.then(|| Self { plan, streams: Vec::new() })
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let stream = |source: &SourcePlan, purpose| Stream::new(seed, day, purpose, source.entity);
        let streams = |source| (stream(source, Purpose::IvrDelay), stream(source, Purpose::Contained));
        self.streams.clear();
        self.streams.extend(self.plan.sources.iter().map(streams));
    }

    /// A call goes into the IVR of a floor that closes then; `None` if its queue has none.
    pub fn enters(&self, call: &Arrival, closes: i64) -> Option<IvrStay> {
        let Caller { id, queue, arrival, .. } = call.caller;
        let (plan, draw) = (self.plan.queues[queue.index()].ivr.as_ref()?, call.caller.draw());
        let (delay, contained) = self.streams[id.source.index()];
        let ends = arrival.micros().saturating_add(plan.delay.sample(delay, draw));
        // Who would ask for a person when it is closed hears so.
        let contained = contained.uniform(draw) < plan.contained || ends >= closes;
        Some(IvrStay { until: SimTime::from_micros(ends.min(closes)), contained })
    }
}
