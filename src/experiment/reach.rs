//! What values a figure can have on this floor, and how much of it one day can hold: all that is known of what no day has
//! shown.

use crate::measure::{CallMeasure, Grid};
use crate::model::{AgentGroup, Arrivals, Attribution, Distribution, Floor, Patience, Presence, Queue};
use crate::stats::Bounds;
use crate::units::{MICROS_PER_HOUR, SimTime};
use std::ops::Range;

/// On a day with any pull a rung is pulled at most so often in the mean; likewise sent nobody, or pulled again too soon.
const PULLS: f64 = 10.0;
/// A busy day has the calls of a mean day and so many standard deviations of its busyness more, and three calls by chance.
const SPREADS: f64 = 3.0;

/// What a floor's figures can reach, in the units of the pairs of a day: calls, microseconds, millionths of a currency unit.
pub(super) struct Reach<'f> {
    floor: &'f Floor,
    grid: Grid,
}

impl<'f> Reach<'f> {
    pub fn new(floor: &'f Floor) -> Self {
        Self { floor, grid: Grid::new(floor) }
    }

    /// A measure of calls, of one queue or of all, in some intervals.
    pub fn calls(&self, measure: CallMeasure, queue: Option<usize>, intervals: &Range<usize>) -> Bounds {
        use CallMeasure as M;
        let slices = self.grid.slices();
        let (from, to) = (slices[intervals.start].start, slices[intervals.end.max(1) - 1].end);
        let most = self.queues(queue).map(|q| most_calls(q, from, to)).sum::<f64>();
        match measure {
            M::Offered if self.is_recorded(queue) => Bounds::Fixed,
            M::Offered | M::Answered | M::Abandoned | M::WaitingAtEnd => Bounds::Count { most },
            M::Asa | M::WaitMean => Bounds::Amount { most: self.mean_wait(queue) },
            M::WaitingMean => {
                let time = intervals.clone().map(|i| self.grid.counted(i)).sum::<i64>() as f64;
                Bounds::Amount { most: most * self.mean_wait(queue) / time }
            }
            M::AnswerRate
            | M::AbandonRate
            | M::ServiceLevel(_)
            | M::ServiceLevelOfAnswered(_)
            | M::ServiceLevelLessShort(_)
            | M::ServiceLevelWithAbandons(_) => Bounds::Share,
        }
    }

    /// A measure of the whole day and floor that is not one of calls.
    pub fn day(&self, name: &str) -> Bounds {
        let all = self.floor.groups.iter();
        match name {
            "blocked" | "contained" | "redials" => Bounds::Fixed,
            "occupancy" => Bounds::ShareOfTime,
            "waiting_max" => {
                let most = self.queues(None).map(|q| most_calls(q, self.floor.open(), self.floor.close())).sum();
                Bounds::Count { most }
            }
            "signed_in_hours" => Bounds::Amount { most: all.map(|group| self.time_of(group)).sum() },
            "borrowed_hours" => Bounds::Amount { most: all.filter(|g| g.lent).map(|group| self.time_of(group)).sum() },
            "cost" => {
                let hour = MICROS_PER_HOUR as f64;
                let pay = all.filter_map(|group| Some(self.time_of(group) / hour * group.cost_per_hour? * 1e6));
                Bounds::Amount { most: pay.sum() }
            }
            // `wait_max_s`, `minutes_above_5`, `minutes_above_10`
            _ => Bounds::Amount { most: self.time() },
        }
    }

    /// People signed in or borrowed, of these groups, in the mean over an interval.
    pub fn people(&self, groups: impl Iterator<Item = usize>, borrowed: bool) -> Bounds {
        let groups = groups.map(|g| &self.floor.groups[g]).filter(|group| group.lent || !borrowed);
        bounded(groups.map(people).sum())
    }

    /// A figure of a group.
    pub fn group(&self, group: usize, name: &str) -> Bounds {
        let group = &self.floor.groups[group];
        match name {
            "occupancy" => Bounds::ShareOfTime,
            "borrowed_hours" if !group.lent => Bounds::Fixed,
            _ => Bounds::Amount { most: self.time_of(group) },
        }
    }

    /// A figure of a rung.
    pub fn rung(&self, rung: usize, name: &str) -> Bounds {
        let lent = self.floor.groups.iter().find(|group| group.name == self.floor.ladder.rungs[rung].does.group());
        match name {
            "minutes_in_force" => Bounds::Amount { most: self.time() },
            "person_hours" => Bounds::Amount { most: lent.map_or(f64::INFINITY, |group| self.time_of(group)) },
            _ => Bounds::Count { most: PULLS },
        }
    }

    fn queues(&self, queue: Option<usize>) -> impl Iterator<Item = &'f Queue> {
        self.floor.queues.iter().enumerate().filter(move |(q, _)| queue.is_none_or(|one| one == *q)).map(|(_, q)| q)
    }

    /// Whether the same callers call every day, and are booked where they called.
    fn is_recorded(&self, queue: Option<usize>) -> bool {
        let recorded = |queue: &Queue| matches!(queue.arrivals, Arrivals::Calls(_));
        self.floor.attribution == Attribution::Arrival && self.queues(queue).all(recorded)
    }

    /// Nobody waits longer in the mean than their patience, or than a day lasts.
    fn mean_wait(&self, queue: Option<usize>) -> f64 {
        let patience = self.queues(queue).map(|queue| match &queue.patience {
            Patience::Random(patience) => mean(patience),
            Patience::Infinite | Patience::Survival(_) => f64::INFINITY,
        });
        patience.fold(0.0, f64::max).min(self.time())
    }

    /// How long a day can last: what goes on beyond is not thought of.
    fn time(&self) -> f64 {
        (self.floor.close() - self.floor.open()).micros().max(24 * MICROS_PER_HOUR) as f64
    }

    fn time_of(&self, group: &AgentGroup) -> f64 {
        people(group) * self.time()
    }
}

/// Nothing at all is known to stay nothing.
fn bounded(most: f64) -> Bounds {
    if most == 0.0 { Bounds::Fixed } else { Bounds::Amount { most } }
}

fn people(group: &AgentGroup) -> f64 {
    f64::from(match &group.presence {
        Presence::People(people) => *people,
        Presence::Shifts(shifts) => shifts.iter().map(|shift| shift.people).sum(),
        Presence::HeadCounts(rows) => rows.iter().map(|row| row.people).max().unwrap_or(0),
    })
}

fn most_calls(queue: &Queue, from: SimTime, to: SimTime) -> f64 {
    match &queue.arrivals {
        Arrivals::Calls(calls) => calls.iter().filter(|call| from <= call.arrival && call.arrival < to).count() as f64,
        Arrivals::Profile { rows, scale, busyness } => {
            let within = |from: SimTime, to: SimTime| (to - from).micros().max(0) as f64;
            let part = |row: &crate::model::ProfileRow| {
                row.calls * within(row.start.max(from), row.end.min(to)) / within(row.start, row.end).max(1.0)
            };
            SPREADS + (1.0 + SPREADS * busyness.cv) * scale * rows.iter().map(part).sum::<f64>()
        }
    }
}

fn mean(distribution: &Distribution) -> f64 {
    match distribution {
        Distribution::Constant(mean)
        | Distribution::Exponential { mean }
        | Distribution::Lognormal { mean, .. }
        | Distribution::Gamma { mean, .. }
        | Distribution::Weibull { mean, .. } => mean.micros() as f64,
        Distribution::Uniform { from, to } => 0.5 * (from.micros() + to.micros()) as f64,
        Distribution::Empirical(lengths) => {
            lengths.iter().map(|l| l.micros() as f64).sum::<f64>() / lengths.len().max(1) as f64
        }
    }
}
