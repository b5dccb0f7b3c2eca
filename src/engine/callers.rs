//! One queue's callers of today: when each arrives and what each brings along (M-R2).

use super::plan::{ArrivalPlan, QueuePlan, RateRow};
use crate::random::{Entity, Purpose, Sampler, Stream};
use crate::special::gamma_quantile;
use crate::units::Span;

/// Callers drawn at a time. The draws are the same for any size; drawn in blocks, independent ones overlap in the
/// processor.
const BLOCK: usize = 256;

/// The callers of one queue, in order of arrival.
#[derive(Debug)]
pub(super) struct Callers<'p> {
    plan: &'p QueuePlan,
    streams: Streams,
    /// Calls expected per standard exponential: 1 / busyness.
    calm: f64,
    /// Calls expected before the first caller of the next block, on a day like any other.
    expected: f64,
    row: usize,
    /// Number of the first caller of the block.
    first: u32,
    at: usize,
    drawn: usize,
    arrival: Box<[i64; BLOCK]>,
    /// Who comes first of those who call at one moment, in whichever queue (M-T2).
    order: Box<[u64; BLOCK]>,
    talk: Box<[i64; BLOCK]>,
    wrap_up: Box<[i64; BLOCK]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Streams {
    arrival: Stream,
    talk: Stream,
    wrap_up: Stream,
    patience: Stream,
    balk: Stream,
}

/// What the next caller brings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    pub number: u32,
    pub talk: i64,
    pub wrap_up: i64,
}

impl<'p> Callers<'p> {
    pub fn new(plan: &'p QueuePlan, queue: usize) -> Self {
        let zeros = || Box::new([0; BLOCK]);
        Self {
            plan,
            streams: Streams::default(),
            calm: 1.0,
            expected: 0.0,
            row: 0,
            first: 0,
            at: 0,
            drawn: 0,
            arrival: zeros(),
            // Drawn callers come in the order of the queues; recorded ones say for themselves.
            order: Box::new([(queue as u64) << 32; BLOCK]),
            talk: zeros(),
            wrap_up: zeros(),
        }
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let stream = |purpose| Stream::new(seed, day, purpose, self.plan.entity);
        self.streams = Streams {
            arrival: stream(Purpose::Arrival),
            talk: stream(Purpose::Talk),
            wrap_up: stream(Purpose::WrapUp),
            patience: stream(Purpose::Patience),
            balk: stream(Purpose::Balk),
        };
        self.calm = 1.0 / busyness(self.plan, seed, day);
        self.expected = self.calm * self.streams.arrival.exponential(0);
        self.row = 0;
        self.first = 0;
        self.drawn = 0;
        self.draw_block();
    }

    /// When the next caller arrives; [`Sampler::NEVER`] when there are no more.
    #[inline]
    pub fn next_arrival(&self) -> i64 {
        self.arrival[self.at]
    }

    /// The next caller's place among those who call at the same moment.
    #[inline]
    pub fn next_order(&self) -> u64 {
        self.order[self.at]
    }

    /// How many have called.
    pub fn taken(&self) -> u64 {
        u64::from(self.first) + self.at as u64
    }

    /// The next caller, who is then no longer the next.
    #[inline]
    pub fn take(&mut self) -> Fate {
        let fate =
            Fate { number: self.first + self.at as u32, talk: self.talk[self.at], wrap_up: self.wrap_up[self.at] };
        self.at += 1;
        if self.at == BLOCK {
            self.draw_block();
        }
        fate
    }

    /// How long a caller would wait; [`Sampler::NEVER`] for ever. Asked only of those who must wait.
    #[inline]
    pub fn patience(&self, number: u32) -> i64 {
        if let ArrivalPlan::Calls(calls) = &self.plan.arrivals
            && let Some(recorded) = calls[number as usize].patience
        {
            return recorded.map_or(Sampler::NEVER, Span::micros);
        }
        self.plan.patience.sample(self.streams.patience, u64::from(number))
    }

    /// Whether a caller who would have to wait hangs up at once.
    #[inline]
    pub fn balks(&self, number: u32) -> bool {
        self.plan.balk > 0.0 && self.streams.balk.uniform(u64::from(number)) < self.plan.balk
    }

    #[inline(never)]
    fn draw_block(&mut self) {
        self.first += self.drawn as u32;
        self.at = 0;
        let plan = self.plan;
        let arrived = match &plan.arrivals {
            ArrivalPlan::Profile { rows, .. } => self.draw_arrivals(rows),
            ArrivalPlan::Calls(calls) => {
                let block = calls.iter().skip(self.first as usize).take(BLOCK);
                block.zip(self.arrival.iter_mut()).map(|(call, slot)| *slot = call.arrival.micros()).count()
            }
        };
        self.arrival[arrived..].fill(Sampler::NEVER);
        self.drawn = arrived;
        let first = u64::from(self.first);
        plan.talk.fill(self.streams.talk, first, &mut self.talk[..arrived]);
        plan.wrap_up.fill(self.streams.wrap_up, first, &mut self.wrap_up[..arrived]);
        if let ArrivalPlan::Calls(calls) = &plan.arrivals {
            self.take_as_recorded(&calls[self.first as usize..][..arrived]);
        }
    }

    fn take_as_recorded(&mut self, calls: &[crate::model::RecordedCall]) {
        for (i, call) in calls.iter().enumerate() {
            self.order[i] = call.order;
            self.talk[i] = call.talk.map_or(self.talk[i], Span::micros);
            self.wrap_up[i] = call.wrap_up.map_or(self.wrap_up[i], Span::micros);
        }
    }

    /// Standard exponentials added up are a Poisson process of rate 1; the inverse of the cumulated rate takes it to the
    /// day's clock (Cinlar 1975). One draw a caller, no restart where the rate changes.
    fn draw_arrivals(&mut self, rows: &[RateRow]) -> usize {
        let stream = self.streams.arrival;
        let (mut drawn, mut expected, calm) = (0, self.expected, self.calm);
        for row in &rows[self.row..] {
            while drawn < BLOCK && expected < row.after {
                self.arrival[drawn] = row.clock(expected);
                drawn += 1;
                expected += calm * stream.exponential(u64::from(self.first) + drawn as u64);
            }
            if drawn == BLOCK {
                break;
            }
            self.row += 1;
        }
        self.expected = expected;
        drawn
    }
}

/// The day's factor on this queue's rates (M-C2): gamma with mean 1. One uniform a day for all queues, unless the
/// queue's factor is its own; turned into the factor by the quantile, so that a busy day is busy for all.
fn busyness(plan: &QueuePlan, seed: u64, day: u64) -> f64 {
    let ArrivalPlan::Profile { busyness, .. } = &plan.arrivals else { return 1.0 };
    if busyness.cv == 0.0 {
        return 1.0;
    }
    let entity = if busyness.own { plan.entity } else { Entity::FLOOR };
    let uniform = Stream::new(seed, day, Purpose::Busyness, entity).uniform(0);
    let shape = 1.0 / (busyness.cv * busyness.cv);
    // A day with next to no calls stays a day with next to no calls, without dividing by zero.
    gamma_quantile(uniform, shape).max(1e-12)
}
