//! One source's callers of today: when each arrives and what each brings along (M-R2).

use super::super::crews::scaled;
use super::super::fact::{Caller, CallerId, QueueId, SourceId};
use super::super::plan::{ArrivalPlan, CountedRow, IncidentPlan, QueuePlan, RateRow, SourcePlan};
use super::super::turn::{Kind, NEVER, key, moment, turn};
use crate::model::{DayFactor, RecordedCall};
use crate::random::{Entity, Purpose, Sampler, Stream};
use crate::special::gamma_quantile;
use crate::units::{SimTime, Span};
use std::ops::Range;

/// Callers drawn at a time. The draws are the same for any size; drawn in blocks, independent ones overlap in the
/// processor.
const BLOCK: usize = 256;

/// The callers of one source, in order of arrival. They take the lengths of the queue that they call, from the source's
/// own streams.
#[derive(Debug)]
pub(super) struct CallerSource<'p> {
    plan: &'p SourcePlan,
    queue: &'p QueuePlan,
    calls: QueueId,
    id: SourceId,
    streams: Streams,
    /// Calls expected per standard exponential: 1 / busyness.
    calm: f64,
    /// Calls expected before the first caller of the next block, on a day like any other.
    expected: f64,
    row: usize,
    /// The rows as they are today; empty where they are so every day.
    today: Vec<RateRow>,
    /// If days are sampled: the one that today is, and when who calls, with how many times as long as the queue says each takes.
    past: &'p [CountedRow],
    sampled: Vec<(i64, f64)>,
    /// What talks are multiplied by today.
    talks: f64,
    /// Nobody calls from then on today.
    over: i64,
    /// Number of the first caller of the block.
    first: u32,
    at: usize,
    drawn: usize,
    block: Box<Block>,
    /// Which of the block take more or less time than the queue says, and how many times as long.
    longer: Vec<(Range<usize>, f64)>,
}

/// Callers drawn.
#[derive(Debug)]
struct Block {
    /// The turn of each, named by the source.
    arrival: [u64; BLOCK],
    /// Who comes first of those who call at one moment, from whichever source (M-T2).
    order: [u64; BLOCK],
    talk: [i64; BLOCK],
    wrap_up: [i64; BLOCK],
}

#[derive(Clone, Copy, Debug, Default)]
struct Streams {
    arrival: Stream,
    talk: Stream,
    wrap_up: Stream,
    patience: Stream,
    announcement: Stream,
    balk: Stream,
}

/// A caller, and what the call will take.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Arrival {
    pub caller: Caller,
    pub talk: i64,
    pub wrap_up: i64,
}

impl<'p> CallerSource<'p> {
    pub fn new(plan: &'p SourcePlan, queue: &'p QueuePlan, id: SourceId) -> Self {
        // Drawn callers come in the order of the sources; recorded ones say for themselves.
        let order = [plan.place << 32; BLOCK];
        Self {
            plan,
            queue,
            calls: plan.queue,
            id,
            streams: Streams::default(),
            calm: 1.0,
            expected: 0.0,
            row: 0,
            today: Vec::new(),
            past: &[],
            sampled: Vec::new(),
            talks: 1.0,
            over: i64::MAX,
            first: 0,
            at: 0,
            drawn: 0,
            block: Box::new(Block { arrival: [0; BLOCK], order, talk: [0; BLOCK], wrap_up: [0; BLOCK] }),
            longer: Vec::new(),
        }
    }

    /// Begins a day.
    pub fn restart(&mut self, incidents: &[IncidentPlan], seed: u64, day: u64) {
        let stream = |purpose| Stream::new(seed, day, purpose, self.plan.entity);
        self.streams = Streams {
            arrival: stream(Purpose::Arrival),
            talk: stream(Purpose::Talk),
            wrap_up: stream(Purpose::WrapUp),
            patience: stream(Purpose::Patience),
            announcement: stream(Purpose::Announcement),
            balk: stream(Purpose::Balk),
        };
        self.calm = 1.0 / busyness(self.plan, seed, day);
        self.expected = self.calm * self.streams.arrival.exponential(0);
        self.row = 0;
        match &self.plan.arrivals {
            ArrivalPlan::Profile { rows, busyness, intervals: Some(intervals), .. } => {
                let entity = if busyness.own { self.plan.of_queue } else { self.plan.floor };
                intervals.of_day(rows, Stream::new(seed, day, Purpose::Intervals, entity), &mut self.today);
            }
            ArrivalPlan::Sampled(days) => {
                // All queues that have the same days to choose from choose the same one.
                let height = Stream::new(seed, day, Purpose::SampledDay, self.plan.floor).uniform(0);
                self.is_as_on(&days[(height * days.len() as f64) as usize]);
            }
            ArrivalPlan::Profile { intervals: None, .. } | ArrivalPlan::Recorded(_) => {}
        }
        self.talks = day_factor(self.queue.talk_day, Purpose::TalkDay, self.plan, seed, day);
        self.over = self.plan.incident.map_or(i64::MAX, |called_for| incidents[called_for.dated].over(seed, day));
        self.first = 0;
        self.drawn = 0;
        self.draw_block();
    }

    /// Today has the calls of a past day: those of each row at moments in it that are all equally likely, while it is open.
    fn is_as_on(&mut self, past: &'p [CountedRow]) {
        let (stream, mut drawn) = (self.streams.arrival, 0);
        self.past = past;
        self.sampled.clear();
        for row in past {
            let first = self.sampled.len();
            let within = |index| row.start + (row.length * stream.uniform(index)) as i64;
            self.sampled.extend((drawn..drawn + row.calls).map(|index| (within(index), row.times_as_long)));
            self.sampled[first..].sort_unstable_by_key(|(at, _)| *at);
            drawn += row.calls;
        }
        let (open, close) = self.plan.open;
        self.sampled.retain(|(at, _)| (open..close).contains(at));
    }

    /// The turn at which the next caller arrives, named by the source; [`NEVER`] when there are no more.
    #[inline(always)]
    pub fn next_arrival(&self) -> u64 {
        self.block.arrival[self.at % BLOCK]
    }

    /// The next caller's place among those who call at the same moment.
    #[inline(always)]
    pub fn next_order(&self) -> u64 {
        self.block.order[self.at % BLOCK]
    }

    /// How many have called.
    pub fn taken(&self) -> u64 {
        u64::from(self.first) + self.at as u64
    }

    /// The next caller, who is then no longer the next.
    #[inline(always)]
    pub fn take(&mut self) -> Arrival {
        let at = self.at % BLOCK;
        let id = CallerId { source: self.id, number: self.first + at as u32 };
        let arrival = SimTime::from_micros(moment(self.block.arrival[at]));
        let caller = Caller::first(id, self.calls, arrival);
        let arrival = Arrival { caller, talk: self.block.talk[at], wrap_up: self.block.wrap_up[at] };
        self.at = at + 1;
        if self.at == BLOCK {
            self.draw_block();
        }
        arrival
    }

    /// How long the caller of a draw would wait; [`Sampler::NEVER`] for ever. Asked only of those who must wait. Only that of first
    /// calls can be recorded, whose draws are their numbers; at each other call it is fresh.
    #[inline]
    pub fn patience(&self, draw: u64) -> i64 {
        if let ArrivalPlan::Recorded(calls) = &self.plan.arrivals
            && let Some(call) = calls.get(draw as usize)
            && let Some(recorded) = call.patience
        {
            return recorded.map_or(Sampler::NEVER, Span::micros);
        }
        self.patience_in(self.queue, &self.queue.patience, draw)
    }

    /// The same in any queue, of somebody of this patience.
    #[inline(always)]
    pub fn patience_in(&self, queue: &QueuePlan, patience: &Sampler, draw: u64) -> i64 {
        let waits = patience.sample(self.streams.patience, draw);
        if queue.announcements.is_empty() { waits } else { self.hears_announcements(queue, waits, draw) }
    }

    /// How long a caller waits who hangs up at an announcement, if at none before.
    #[cold]
    fn hears_announcements(&self, queue: &QueuePlan, waits: i64, draw: u64) -> i64 {
        let height = self.streams.announcement.uniform(draw);
        let hangs_up = queue.announcements.iter().find(|(_, stay)| height > *stay);
        hangs_up.map_or(waits, |(at, _)| waits.min(*at))
    }

    /// Whether a caller who would have to wait hangs up at once.
    #[inline(always)]
    pub fn balks(&self, draw: u64) -> bool {
        self.queue.balk > 0.0 && self.balks_in(self.queue, draw)
    }

    /// The same in any queue.
    #[inline(never)]
    pub fn balks_in(&self, queue: &QueuePlan, draw: u64) -> bool {
        self.streams.balk.uniform(draw) < queue.balk
    }

    /// Whether those come from it who call a queue at a moment for no other reason than that of every day.
    pub fn is_own_of(&self, queue: QueueId, at: i64) -> bool {
        let (open, close) = self.plan.open;
        self.calls == queue && self.plan.incident.is_none() && (open..close).contains(&at)
    }

    /// What another matter of a caller takes to talk and to wrap up in the queue of this source, whichever the caller came from.
    pub fn takes(&self, whose: &Self, caller: &Caller) -> (i64, i64) {
        let (draw, streams) = (caller.draw(), &whose.streams);
        let lengths = (self.queue.talk.sample(streams.talk, draw), self.queue.wrap_up.sample(streams.wrap_up, draw));
        let times = match &self.plan.arrivals {
            ArrivalPlan::Profile { longer, .. } => times_as_long(longer, caller.arrival.micros()),
            ArrivalPlan::Sampled(_) => {
                let begun = self.past.partition_point(|row| row.start <= caller.arrival.micros());
                self.past[..begun].last().map_or(1.0, |row| row.times_as_long)
            }
            ArrivalPlan::Recorded(_) => 1.0,
        };
        (scaled(scaled(lengths.0, times), self.talks), scaled(lengths.1, times))
    }

    #[inline(never)]
    fn draw_block(&mut self) {
        self.first += self.drawn as u32;
        self.at = 0;
        let (plan, queue) = (self.plan, self.queue);
        self.drawn = match &plan.arrivals {
            ArrivalPlan::Profile { rows, intervals: None, .. } => self.draw_arrivals(rows),
            ArrivalPlan::Profile { intervals: Some(_), .. } => {
                let rows = std::mem::take(&mut self.today);
                let drawn = self.draw_arrivals(&rows);
                self.today = rows;
                drawn
            }
            ArrivalPlan::Sampled(_) => self.draw_sampled(),
            ArrivalPlan::Recorded(calls) => {
                let block = calls.iter().skip(self.first as usize).take(BLOCK);
                block
                    .zip(&mut self.block.arrival)
                    .map(|(call, slot)| *slot = arrives(call.arrival.micros(), self.id))
                    .count()
            }
        };
        if self.over < i64::MAX {
            self.ends_with_its_incident();
        }
        let (first, drawn) = (u64::from(self.first), self.drawn);
        let block = &mut *self.block;
        block.arrival[drawn..].fill(NEVER);
        queue.talk.fill(self.streams.talk, first, &mut block.talk[..drawn]);
        queue.wrap_up.fill(self.streams.wrap_up, first, &mut block.wrap_up[..drawn]);
        self.longer.drain(..).for_each(|(callers, times)| block.take_longer(callers, times));
        let talks = self.talks * plan.incident.map_or(1.0, |called_for| called_for.talk_factor);
        if talks != 1.0 {
            block.talk[..drawn].iter_mut().for_each(|talk| *talk = scaled(*talk, talks));
        }
        if let ArrivalPlan::Recorded(calls) = &plan.arrivals {
            block.take_as_recorded(&calls[self.first as usize..][..drawn]);
        }
    }

    fn draw_sampled(&mut self) -> usize {
        let today = &self.sampled[self.first as usize..];
        for (i, (at, times)) in today.iter().take(BLOCK).enumerate() {
            self.block.arrival[i] = arrives(*at, self.id);
            if *times != 1.0 {
                self.longer.push((i..i + 1, *times));
            }
        }
        today.len().min(BLOCK)
    }

    /// Of those drawn nobody calls who would do so when it is over; nor does anybody after them.
    #[cold]
    fn ends_with_its_incident(&mut self) {
        let drawn = self.block.arrival[..self.drawn].partition_point(|arrival| moment(*arrival) < self.over);
        if drawn < self.drawn {
            (self.drawn, self.row) = (drawn, usize::MAX);
        }
    }

    /// Standard exponentials added up are a Poisson process of rate 1; the inverse of the cumulated rate takes it to the
    /// day's clock (Cinlar 1975). One draw a caller, no restart where the rate changes.
    fn draw_arrivals(&mut self, rows: &[RateRow]) -> usize {
        let stream = self.streams.arrival;
        let (mut drawn, mut expected, calm, id) = (0, self.expected, self.calm, self.id);
        for row in rows.get(self.row..).unwrap_or_default() {
            let first = drawn;
            while drawn < BLOCK && expected < row.after {
                self.block.arrival[drawn] = arrives(row.clock(expected), id);
                drawn += 1;
                expected += calm * stream.exponential(u64::from(self.first) + drawn as u64);
            }
            if row.times_as_long != 1.0 {
                self.longer.push((first..drawn, row.times_as_long));
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

/// How many times as long as the queue says those take who call at a moment, by when each such stretch begins.
fn times_as_long(stretches: &[(i64, f64)], at: i64) -> f64 {
    let begun = stretches.partition_point(|(start, _)| *start <= at);
    stretches[..begun].last().map_or(1.0, |(_, times)| *times)
}

/// When a caller of a source arrives.
#[inline(always)]
fn arrives(at: i64, source: SourceId) -> u64 {
    key(turn(at, Kind::Arrives), source.index())
}

impl Block {
    fn take_longer(&mut self, callers: Range<usize>, times: f64) {
        let (talk, wrap_up) = (self.talk[callers.clone()].iter_mut(), self.wrap_up[callers].iter_mut());
        talk.chain(wrap_up).for_each(|length| *length = scaled(*length, times));
    }

    fn take_as_recorded(&mut self, calls: &[RecordedCall]) {
        for (i, call) in calls.iter().enumerate() {
            self.order[i] = call.order;
            self.talk[i] = call.talk.map_or(self.talk[i], Span::micros);
            self.wrap_up[i] = call.wrap_up.map_or(self.wrap_up[i], Span::micros);
        }
    }
}

/// The day's factor on this source's rates (M-C2).
fn busyness(plan: &SourcePlan, seed: u64, day: u64) -> f64 {
    let ArrivalPlan::Profile { busyness, strata, scale, .. } = &plan.arrivals else { return 1.0 };
    let of_all_dates =
        scale.map_or(1.0, |scale| factor(scale.cv, Stream::new(seed, day, Purpose::Scale, scale.entity)));
    let of_day = match strata {
        Some(strata) if busyness.cv > 0.0 => {
            let entity = whose(*busyness, plan);
            let uniform = Stream::uniform_in_strata((seed, day), Purpose::Busyness, entity, *strata);
            factor_at(busyness.cv, uniform)
        }
        _ => day_factor(*busyness, Purpose::Busyness, plan, seed, day),
    };
    of_day * of_all_dates
}

/// A factor of the day: gamma with mean 1. One uniform a day for all queues, unless the queue's factor is its own; turned into the
/// factor by the quantile, so that a busy day is busy for all.
fn day_factor(differs: DayFactor, purpose: Purpose, source: &SourcePlan, seed: u64, day: u64) -> f64 {
    if differs.cv == 0.0 {
        return 1.0;
    }
    factor(differs.cv, Stream::new(seed, day, purpose, whose(differs, source)))
}

/// Whose factor it is.
const fn whose(differs: DayFactor, source: &SourcePlan) -> Entity {
    if differs.own { source.of_queue } else { source.floor }
}

fn factor(cv: f64, stream: Stream) -> f64 {
    factor_at(cv, stream.uniform(0))
}

fn factor_at(cv: f64, uniform: f64) -> f64 {
    // A day with next to no calls stays a day with next to no calls, without dividing by zero.
    gamma_quantile(uniform, 1.0 / (cv * cv)).max(1e-12)
}
