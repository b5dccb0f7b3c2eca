//! One queue's callers of today: when each arrives and what each brings along (M-R2).

use super::plan::{ArrivalPlan, QueuePlan, RateRow};
use crate::random::{Entity, Purpose, Sampler, Stream, fill_exponential};
use crate::special::gamma_quantile;
use crate::units::Span;

/// Callers drawn at a time. The draws are the same for any size; drawn in blocks, independent ones overlap in the
/// processor.
const BLOCK: usize = 256;

/// Patiences drawn at a time, from that of a caller who must wait on: whoever comes next must often wait, too. Few, for
/// those of callers who are answered at once are drawn for nothing.
const RUN: usize = 8;

/// The callers of one queue, in order of arrival.
#[derive(Debug)]
pub(super) struct Callers<'p> {
    plan: &'p QueuePlan,
    streams: Streams,
    /// Calls expected per standard exponential: 1 / busyness.
    calm: f64,
    cumulated: f64,
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
    /// Patience of the callers up to `patience_until`.
    patience: [i64; RUN],
    patience_until: u32,
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
            cumulated: 0.0,
            row: 0,
            first: 0,
            at: 0,
            drawn: 0,
            arrival: zeros(),
            // Drawn callers come in the order of the queues; recorded ones say for themselves.
            order: Box::new([(queue as u64) << 32; BLOCK]),
            talk: zeros(),
            wrap_up: zeros(),
            patience: [0; RUN],
            patience_until: 0,
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
        self.cumulated = 0.0;
        self.row = 0;
        self.first = 0;
        self.drawn = 0;
        self.patience_until = 0;
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

    /// How long a caller would wait; [`Sampler::NEVER`] for ever. Asked only of those who must wait, in their order.
    #[inline]
    pub fn patience(&mut self, number: u32) -> i64 {
        if let ArrivalPlan::Calls(calls) = &self.plan.arrivals
            && let Some(recorded) = calls[number as usize].patience
        {
            return recorded.map_or(Sampler::NEVER, Span::micros);
        }
        if number >= self.patience_until {
            self.plan.patience.fill(self.streams.patience, u64::from(number), &mut self.patience);
            self.patience_until = number + RUN as u32;
        }
        self.patience[(number + RUN as u32 - self.patience_until) as usize]
    }

    /// Whether a caller who would have to wait hangs up at once.
    #[inline]
    pub fn balks(&self, number: u32) -> bool {
        self.plan.balk > 0.0 && self.streams.balk.uniform(u64::from(number)) < self.plan.balk
    }

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
        let mut steps = [0.0; BLOCK];
        fill_exponential(self.streams.arrival, u64::from(self.first), &mut steps);
        for (i, step) in steps.into_iter().enumerate() {
            self.arrival[i] = match self.next_by_rate(rows, step) {
                Some(at) => at,
                None => return i,
            };
        }
        BLOCK
    }

    #[inline]
    fn next_by_rate(&mut self, rows: &[RateRow], step: f64) -> Option<i64> {
        self.cumulated += step * self.calm;
        while self.cumulated >= rows.get(self.row)?.after {
            self.row += 1;
        }
        let row = &rows[self.row];
        let into = ((self.cumulated - row.before) * row.pace) as i64;
        Some((row.start + into).min(row.end - 1))
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
