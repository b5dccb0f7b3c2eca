//! A day from the empty floor, interval by interval.

use super::seen::{Handle, inbound, rate, refuse, rows};
use super::{KnownFigure, ResultFigure, Unknown, service_level};
use crate::analytic::{Stretch, StretchFigures, transient_day};
use crate::figures::Measure;
use crate::measure::Grid;
use crate::model::{AfterClose, AgentGroup, Attribution, Distribution, Floor, Patience, Presence};
use crate::units::{SimTime, Span};

/// What is expected of a whole interval, added up over its stretches.
#[derive(Clone, Copy, Debug, Default)]
struct IntervalSums {
    offered: f64,
    at_once: f64,
    abandoned: f64,
    /// Seconds that callers spend waiting.
    waiting_s: f64,
}

/// Calls, crew and queue change by the clock; the queue is dismissed at closing.
///
/// Where calls are booked on arrival, each interval has its mean number waiting and, if the waits of 0 s are asked about, its
/// share answered at once. Where they are booked on completion, each interval has the number of callers who hang up in it.
pub(super) fn figures(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    refuse(floor.after_close != AfterClose::Cut, "the time after closing")?;
    refuse(floor.warm_up > Span::ZERO, "a day that changes and has a warm-up")?;
    let stretches = stretches(floor)?;
    let handle_s = Handle::exponential_mean_s(&floor.queues[0])?;
    let lengths: Vec<Stretch> = stretches.iter().map(|(_, stretch)| *stretch).collect();
    let known = transient_day(&lengths, handle_s, patience_s(floor)?)?;
    let grid = Grid::new(floor);
    let mut intervals = vec![IntervalSums::default(); grid.count()];
    for ((start, stretch), figures) in stretches.iter().zip(&known) {
        intervals[grid.index(*start)].add(stretch, figures);
    }
    let waiting_at_end = known.last().map_or(0.0, |last| last.waiting_at_end);
    let mut all = of_the_day(&intervals, waiting_at_end);
    for (i, interval) in intervals.iter().enumerate() {
        all.extend(of_interval(floor, i, interval));
    }
    Ok(all)
}

impl IntervalSums {
    fn add(&mut self, stretch: &Stretch, figures: &StretchFigures) {
        self.offered += figures.offered;
        self.at_once += figures.answered_at_once;
        self.abandoned += figures.abandoned;
        self.waiting_s += figures.waiting_mean * stretch.length_s;
    }
}

fn of_the_day(intervals: &[IntervalSums], waiting_at_end: f64) -> Vec<KnownFigure> {
    let sum = |of: fn(&IntervalSums) -> f64| intervals.iter().map(of).sum::<f64>();
    let offered = sum(|i| i.offered);
    vec![
        KnownFigure::of_floor(Measure::WaitMean, sum(|i| i.waiting_s) / offered),
        KnownFigure::of_floor(Measure::Offered, offered),
        KnownFigure::of_floor(Measure::AbandonRate, sum(|i| i.abandoned) / offered),
        KnownFigure::of_floor(Measure::WaitingAtEnd, waiting_at_end),
    ]
}

fn of_interval(floor: &Floor, i: usize, interval: &IntervalSums) -> Vec<KnownFigure> {
    let expected = |measure: Measure, value: f64| KnownFigure::exact(ResultFigure::Interval(i, measure), value);
    if floor.attribution == Attribution::Completion {
        return vec![expected(Measure::Abandoned, interval.abandoned)];
    }
    let mut all = vec![expected(Measure::WaitingMean, interval.waiting_s / floor.interval.as_secs())];
    if floor.thresholds().contains(&Span::ZERO) {
        all.push(expected(service_level(Span::ZERO), interval.at_once / interval.offered));
    }
    all
}

fn patience_s(floor: &Floor) -> Result<Option<f64>, Unknown> {
    let queue = &floor.queues[0];
    refuse(queue.balk > 0.0, "a changing day with callers who hang up at once")?;
    match &queue.patience {
        Patience::Infinite => Ok(None),
        Patience::Random(Distribution::Exponential { mean }) => Ok(Some(mean.as_secs())),
        Patience::Random(_) | Patience::Survival(_) => {
            Err(Unknown::Feature("a changing day with a patience that is not exponential"))
        }
    }
}

/// The stretches of the day in which nothing changes, none of them across an interval mark.
fn stretches(floor: &Floor) -> Result<Vec<(SimTime, Stretch)>, Unknown> {
    let (rows, scale) = rows(&floor.queues[0])?;
    let crew = inbound(floor)?;
    let mut marks: Vec<SimTime> = Grid::new(floor).slices().iter().flat_map(|slice| [slice.start, slice.end]).collect();
    marks.extend(rows.iter().map(|row| row.start));
    if let Presence::HeadCounts(counts) = &crew.presence {
        marks.extend(counts.iter().map(|count| count.start));
    }
    marks.retain(|mark| (floor.open()..=floor.close()).contains(mark));
    marks.sort();
    marks.dedup();
    let stretch = |pair: &[SimTime]| {
        let calls = rows.iter().find(|row| row.start <= pair[0] && pair[0] < row.end).map_or(0.0, rate);
        let agents = on_duty(crew, pair[0])?;
        Ok((pair[0], Stretch { length_s: (pair[1] - pair[0]).as_secs(), calls_per_hour: calls * scale, agents }))
    };
    marks.windows(2).map(stretch).collect()
}

fn on_duty(crew: &AgentGroup, at: SimTime) -> Result<u32, Unknown> {
    match &crew.presence {
        Presence::People(people) => Ok(*people),
        Presence::HeadCounts(counts) => {
            Ok(counts.iter().rev().find(|count| count.start <= at).map_or(0, |count| count.people))
        }
        Presence::Shifts(_) => Err(Unknown::Feature("people with shifts of their own")),
    }
}
