//! What values a figure can have on this floor, and how much of it one day can hold: all that is known of what no day has
//! shown.

use crate::figures::{GroupFigure, Limit, Measure, RungFigure, Scope};
use crate::measure::Grid;
use crate::model::{
    AgentGroup, Arrivals, Attribution, Distribution, ExtraVolume, Floor, Incident, Patience, Presence, ProfileRow,
    Queue, receiving, with_transferred,
};
use crate::stats::Bounds;
use crate::units::{MICROS_PER_HOUR, SimTime, WallClock};
use std::collections::BTreeMap;
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

    /// A measure of some calls, and of the people who serve them, in some intervals.
    pub fn measure(&self, measure: Measure, scope: Scope, intervals: &Range<usize>) -> Bounds {
        self.bounds(measure.facts().limit, scope, intervals, &self.serving(scope))
    }

    /// A figure of a group.
    pub fn group(&self, group: usize, figure: GroupFigure) -> Bounds {
        let (group, limit) = (&self.floor.groups[group], figure.facts().limit);
        if limit == Limit::LentTime && !self.floor.is_moved(group) {
            return Bounds::Fixed;
        }
        self.bounds(limit, Scope::Floor, &(0..self.grid.count()), &[group])
    }

    /// The people of a group who are absent for one reason.
    pub fn absent_for_a_reason(&self, group: usize) -> Bounds {
        self.group(group, GroupFigure::Absent)
    }

    /// A figure of a rung.
    pub fn rung(&self, rung: usize, figure: RungFigure) -> Bounds {
        let from = self.floor.rung(rung).0.does.group();
        let groups: Vec<&AgentGroup> = self.floor.groups.iter().filter(|group| group.name == from).collect();
        self.bounds(figure.facts().limit, Scope::Floor, &(0..self.grid.count()), &groups)
    }

    /// What a limit comes to for these calls in these intervals and these groups.
    fn bounds(&self, limit: Limit, scope: Scope, intervals: &Range<usize>, groups: &[&AgentGroup]) -> Bounds {
        let all = groups.iter().copied();
        let lent = groups.iter().copied().filter(|group| self.floor.is_moved(group));
        match limit {
            Limit::Nothing => Bounds::Fixed,
            Limit::OutsideHours if !self.floor.has_nights() => Bounds::Fixed,
            Limit::OutsideHours => Bounds::Count { most: f64::INFINITY },
            Limit::Arrivals if self.is_recorded(scope) => Bounds::Fixed,
            Limit::Blocked if self.floor.lines.is_none() => Bounds::Fixed,
            Limit::Contained if self.queues(scope).all(|queue| queue.ivr.is_none()) => Bounds::Fixed,
            Limit::CallsAgain if !self.calls_again(scope) => Bounds::Fixed,
            Limit::Transfers if !self.receives(scope) => Bounds::Fixed,
            Limit::Callbacks | Limit::CallbackTime if self.queues(scope).all(|queue| queue.callback.is_none()) => {
                Bounds::Fixed
            }
            Limit::Callbacks => Bounds::Count { most: self.calls(scope, intervals) },
            Limit::Arrivals
            | Limit::Calls
            | Limit::Blocked
            | Limit::Contained
            | Limit::CallsAgain
            | Limit::Transfers => Bounds::Count { most: self.calls(scope, intervals) },
            Limit::MeanWait => Bounds::Amount { most: self.mean_wait(scope) },
            Limit::Waiting => {
                let time = intervals.clone().map(|i| self.grid.counted(i)).sum::<i64>() as f64;
                Bounds::Amount { most: self.calls(scope, intervals) * self.mean_wait(scope) / time }
            }
            Limit::Share => Bounds::Share,
            Limit::TimeShare => Bounds::ShareOfTime,
            Limit::Time | Limit::CallbackTime => Bounds::Amount { most: self.time() },
            Limit::PeopleTime => Bounds::Amount { most: all.map(|group| self.time_of(group)).sum() },
            Limit::LentTime => Bounds::Amount { most: lent.map(|group| self.time_of(group)).sum() },
            Limit::Pay => {
                let hour = MICROS_PER_HOUR as f64;
                let pay = all.filter_map(|group| {
                    let most = group.cost_per_hour? * group.overtime_factor.max(1.0);
                    Some(self.time_of(group) / hour * most * 1e6)
                });
                Bounds::Amount { most: pay.sum() }
            }
            Limit::People => bounded(all.map(people).sum()),
            Limit::LentPeople => bounded(lent.map(people).sum()),
            Limit::AbsentPeople => counted(
                all.filter(|group| group.absence.chance() > 0.0).map(|group| self.on_dates(people(group))).sum(),
            ),
            Limit::LatePeople => {
                counted(all.filter(|group| group.late.is_some()).map(|group| self.on_dates(people(group))).sum())
            }
            Limit::LateTime => bounded(all.filter(|group| group.late.is_some()).map(|group| self.time_of(group)).sum()),
            Limit::Tasks => {
                let tasks = |group: &AgentGroup| Some(group.own_work.as_ref()?.tasks_per_hour * self.time_of(group));
                bounded(all.filter_map(tasks).sum::<f64>() / MICROS_PER_HOUR as f64 * 1e6)
            }
            Limit::Breaks => counted(all.map(|group| self.on_dates(breaks(group))).sum()),
            Limit::BreakTime => bounded(all.filter(|group| breaks(group) > 0.0).map(|group| self.time_of(group)).sum()),
            Limit::Pulls => Bounds::Count { most: PULLS },
        }
    }

    /// Calls that a busy day can have in these intervals.
    fn calls(&self, scope: Scope, intervals: &Range<usize>) -> f64 {
        let slices = self.grid.slices();
        let (from, to) = (slices[intervals.start].start, slices[intervals.end.max(1) - 1].end);
        let first = |queue| most_callers(queue, self.floor, from, to);
        let all = with_transferred(&self.floor.queues, &self.floor.queues.iter().map(first).collect::<Vec<_>>());
        let often = self.floor.queues.iter().map(Queue::most_times);
        let of_queue = all.iter().zip(often).map(|(calls, times)| calls * times).enumerate();
        of_queue.filter(|(q, _)| scope.has(*q)).map(|(_, calls)| calls).sum()
    }

    /// The groups that serve these calls.
    fn serving(&self, scope: Scope) -> Vec<&'f AgentGroup> {
        let serves = |group: &&AgentGroup| match scope {
            Scope::Floor => true,
            Scope::Queue(queue) => group.serves.contains(&self.floor.queues[queue].name),
        };
        self.floor.groups.iter().filter(serves).collect()
    }

    fn queues(&self, scope: Scope) -> impl Iterator<Item = &'f Queue> {
        self.floor.queues.iter().enumerate().filter(move |(q, _)| scope.has(*q)).map(|(_, q)| q)
    }

    /// Whether the same callers call every day, and are booked where they called.
    fn is_recorded(&self, scope: Scope) -> bool {
        let recorded = |queue: &Queue| matches!(queue.arrivals, Arrivals::Calls(_)) && queue.ivr.is_none();
        let booked = self.floor.attribution == Attribution::Arrival && self.floor.lines.is_none();
        let hit = |queue: &Queue| self.floor.incidents.iter().any(|incident| incident.hits(&queue.name));
        booked
            && !self.queues(scope).any(hit)
            && self.queues(scope).all(recorded)
            && !self.calls_again(scope)
            && !self.receives(scope)
    }

    fn calls_again(&self, scope: Scope) -> bool {
        self.queues(scope).any(|queue| queue.redial.is_some() || queue.repeat.is_some())
    }

    /// Whether callers of other queues may be transferred to any.
    fn receives(&self, scope: Scope) -> bool {
        receiving(&self.floor.queues).into_iter().enumerate().any(|(q, receives)| receives && scope.has(q))
    }

    /// Nobody waits longer in the mean than their patience, or than a day lasts.
    fn mean_wait(&self, scope: Scope) -> f64 {
        let transferred = |queue: &'f Queue| queue.transferred.as_ref().and_then(|differs| differs.patience.as_ref());
        let all = self.queues(scope).flat_map(|queue| [Some(&queue.patience), transferred(queue)]);
        let patience = all.flatten().map(|patience| match patience {
            Patience::Random(patience) => mean(patience),
            Patience::Infinite | Patience::Survival(_) => f64::INFINITY,
        });
        patience.fold(0.0, f64::max).min(self.time())
    }

    /// How long a day can last: what goes on beyond is not thought of.
    fn time(&self) -> f64 {
        (self.floor.close() - self.floor.open()).micros().max(24 * MICROS_PER_HOUR) as f64
    }

    /// So many on each date, and on its eve.
    fn on_dates(&self, people: f64) -> f64 {
        let dates = self.floor.calendar().sessions().len();
        if dates > 1 { people * (dates + 2) as f64 } else { people }
    }

    fn time_of(&self, group: &AgentGroup) -> f64 {
        people(group) * self.time()
    }
}

/// Nothing at all is known to stay nothing.
fn bounded(most: f64) -> Bounds {
    if most == 0.0 { Bounds::Fixed } else { Bounds::Amount { most } }
}

/// The same of what is counted one by one.
fn counted(most: f64) -> Bounds {
    if most == 0.0 { Bounds::Fixed } else { Bounds::Count { most } }
}

/// Breaks planned for the people of a group.
fn breaks(group: &AgentGroup) -> f64 {
    match &group.presence {
        Presence::Shifts(shifts) => shifts.iter().map(|s| f64::from(s.people) * s.breaks.len() as f64).sum(),
        Presence::People(_) | Presence::HeadCounts(_) => 0.0,
    }
}

fn people(group: &AgentGroup) -> f64 {
    f64::from(match &group.presence {
        Presence::People(people) => *people,
        Presence::Shifts(shifts) => shifts.iter().map(|shift| shift.people).sum(),
        Presence::HeadCounts(rows) => rows.iter().map(|row| row.people).max().unwrap_or(0),
    })
}

/// Whoever calls in these hours for the first time, on a busy day.
fn most_callers(queue: &Queue, floor: &Floor, from: SimTime, to: SimTime) -> f64 {
    let first = most_first_calls(queue, &floor.clock, from, to);
    let more = |incident: &Incident| match incident.volume {
        ExtraVolume::Times(times) => (times - 1.0) * first,
        ExtraVolume::PerHour(rate) => SPREADS + rate * (to - from).as_hours().max(0.0),
    };
    let added: f64 = floor.incidents.iter().filter(|incident| incident.hits(&queue.name)).map(more).sum();
    first + added
}

fn most_first_calls(queue: &Queue, clock: &WallClock, from: SimTime, to: SimTime) -> f64 {
    match &queue.arrivals {
        Arrivals::Calls(calls) => calls.iter().filter(|call| from <= call.arrival && call.arrival < to).count() as f64,
        Arrivals::Sample(days) => {
            // On each date the most of its past days.
            let mut of_dates: BTreeMap<i64, f64> = BTreeMap::new();
            for rows in days {
                let date = rows.first().map_or(0, |row| clock.day(row.start));
                let most = of_dates.entry(date).or_default();
                *most = most.max(calls_of(rows, from, to));
            }
            SPREADS + of_dates.into_values().sum::<f64>()
        }
        Arrivals::Profile { rows, scale, busyness, intervals } => {
            SPREADS + (1.0 + SPREADS * (busyness.cv + intervals.cv + queue.scale_cv)) * scale * calls_of(rows, from, to)
        }
    }
}

/// The calls that rows have between two moments.
fn calls_of(rows: &[ProfileRow], from: SimTime, to: SimTime) -> f64 {
    let within = |from: SimTime, to: SimTime| (to - from).micros().max(0) as f64;
    let part = |row: &ProfileRow| {
        row.calls * within(row.start.max(from), row.end.min(to)) / within(row.start, row.end).max(1.0)
    };
    rows.iter().map(part).sum()
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
        Distribution::Mixture(parts) => parts.iter().map(|part| part.share * mean(&part.time)).sum(),
    }
}
