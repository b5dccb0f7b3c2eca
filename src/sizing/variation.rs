//! The same people on another floor: more callers, longer calls, more who are absent; and how many callers they could carry.

use super::goal::{Goal, GoalOf};
use super::judge::Judge;
use super::plan::{Per, SizePlan};
use super::results::{SizeResults, Verified};
use super::search::Search;
use super::task::Task;
use super::verify::counted;
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::experiment::{Probe, RunError, probe};
use crate::model::{Absence, Arrivals, Distribution, Floor, FloorParts, MixturePart, Patience, Queue};
use crate::units::{SimTime, Span};
use jiff::civil::Date;

/// What is changed of a floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The calls of all queues.
    Volume,
    /// The times that calls take.
    HandleTime,
    /// How long callers wait before they hang up.
    Patience,
    /// The chance that a rostered person is absent.
    Absence,
}

/// What the people that were found would come to if something were otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct VariedResult {
    /// What is changed.
    pub changed: Changed,
    /// Times so much; of absence: so many more of all people.
    pub by: f64,
    /// The figure of the goal that is tightest without a change, or its share of days.
    pub figure: Option<f64>,
    /// The number that would be enough then, where one number is sized and one is.
    pub number: Option<i32>,
}

const VARIATIONS: [(Changed, f64); 12] = [
    (Changed::Volume, 0.8),
    (Changed::Volume, 0.9),
    (Changed::Volume, 1.1),
    (Changed::Volume, 1.2),
    (Changed::HandleTime, 0.9),
    (Changed::HandleTime, 1.1),
    (Changed::Patience, 0.5),
    (Changed::Patience, 0.8),
    (Changed::Patience, 1.2),
    (Changed::Patience, 1.5),
    (Changed::Absence, 0.05),
    (Changed::Absence, 0.1),
];

/// What the people found come to on floors that are changed in one thing each, on the days that numbers are searched on.
///
/// # Errors
/// See [`SizeError`].
pub fn what_if(
    floor: &Floor,
    plan: &SizePlan,
    found: &SizeResults,
    watch: &dyn SizeWatch,
) -> Result<Vec<VariedResult>, SizeError> {
    watch.step(SizeStep::Varies);
    let (mut all, values, tightest) = (Vec::new(), &found.values, found.tightest().map(|one| &one.goal));
    for (changed, by) in VARIATIONS {
        let mut parts = floor.clone().into_parts();
        change(&mut parts, (changed, by));
        let (Ok(varied), false) = (Floor::new(parts), watch.time_is_up()) else { continue };
        if varied == *floor {
            continue;
        }
        let task = Task::new(&varied, plan, watch)?;
        let goals: Vec<Goal> = task.goals.iter().filter(|goal| goal.of != GoalOf::Interval).cloned().collect();
        let judge = task.simulated(if goals.is_empty() { &task.goals } else { &goals }, watch);
        let judged = judge.judge(values)?;
        let at = judge.goals().iter().position(|goal| Some(goal) == tightest).unwrap_or(0);
        let figure = judged.figures.get(at).copied().flatten();
        let number = match task.variables.slots.len() {
            1 => Search { judge: &judge, variables: &task.variables, watch }
                .run(values)
                .map(|found| found.judged.is_enough().then(|| found.values[0]))?,
            _ => None,
        };
        all.push(VariedResult { changed, by, figure, number });
    }
    Ok(all)
}

fn change(parts: &mut FloorParts, (changed, by): (Changed, f64)) {
    match changed {
        Changed::Volume => parts.queues.iter_mut().for_each(|queue| more_calls(queue, by)),
        Changed::HandleTime => parts.queues.iter_mut().for_each(|queue| {
            queue.talk = times(&queue.talk, by);
            queue.wrap_up = times(&queue.wrap_up, by);
        }),
        Changed::Patience => parts.queues.iter_mut().for_each(|queue| {
            if let Patience::Random(patience) = &queue.patience {
                queue.patience = Patience::Random(times(patience, by));
            }
        }),
        Changed::Absence => parts.groups.iter_mut().filter(|group| !group.lent).for_each(|group| {
            if let Absence::Plain(chance) = &mut group.absence {
                *chance += by;
            }
        }),
    }
}

/// Only calls that are drawn from a profile can be more or fewer.
fn more_calls(queue: &mut Queue, times: f64) {
    if let Arrivals::Profile { scale, .. } = &mut queue.arrivals {
        *scale *= times;
    }
}

/// A time that takes so many times as long, spread as before.
fn times(distribution: &Distribution, by: f64) -> Distribution {
    let longer = |span: &Span| Span::from_micros((span.micros() as f64 * by).round() as i64);
    match distribution {
        Distribution::Constant(length) => Distribution::Constant(longer(length)),
        Distribution::Exponential { mean } => Distribution::Exponential { mean: longer(mean) },
        Distribution::Lognormal { mean, cv } => Distribution::Lognormal { mean: longer(mean), cv: *cv },
        Distribution::Gamma { mean, cv } => Distribution::Gamma { mean: longer(mean), cv: *cv },
        Distribution::Weibull { mean, cv } => Distribution::Weibull { mean: longer(mean), cv: *cv },
        Distribution::Uniform { from, to } => Distribution::Uniform { from: longer(from), to: longer(to) },
        Distribution::Empirical(lengths) => Distribution::Empirical(lengths.iter().map(longer).collect()),
        Distribution::Mixture(parts) => {
            let part = |part: &MixturePart| MixturePart { share: part.share, time: times(&part.time, by) };
            Distribution::Mixture(parts.iter().map(part).collect())
        }
    }
}

/// What the people whom the scenario has come to.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenResults {
    /// Goal by goal.
    pub found: Verified,
    /// From when to when each interval lasts.
    pub intervals: Vec<(SimTime, SimTime)>,
    /// So many times the calls they could carry and still meet the targets of the day, to a hundredth; `None`: not even a
    /// fifth, or calls are recorded.
    pub volume: Option<f64>,
}

/// What they come to on one date.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenOfDate {
    /// The date; `None`: a day without one.
    pub date: Option<Date>,
    /// What was found.
    pub found: GivenResults,
}

/// Hundredths of the volume that are thought of.
const VOLUMES: (i32, i32) = (20, 500);

/// What service the people of the scenario give on each of its dates, as a day of its own.
///
/// # Errors
/// See [`SizeError`].
pub fn given_dates(floor: &Floor, plan: &SizePlan, watch: &dyn SizeWatch) -> Result<Vec<GivenOfDate>, SizeError> {
    let of_date = |session: usize| {
        let of_date = floor.on_date(session).map_err(SizeError::Floor)?;
        let date = of_date.calendar().sessions()[0].date;
        Ok(GivenOfDate { date, found: given(&of_date, plan, watch)? })
    };
    (0..floor.calendar().sessions().len()).map(of_date).collect()
}

/// What service the people of the scenario give, and how many callers they could carry at the targets of the day.
///
/// # Errors
/// See [`SizeError`].
pub fn given(floor: &Floor, plan: &SizePlan, watch: &dyn SizeWatch) -> Result<GivenResults, SizeError> {
    let plan = &SizePlan { per: plan.per.or(Some(Per::Interval)), ..plan.clone() };
    let task = Task::new(floor, plan, watch)?;
    watch.step(SizeStep::Verifies);
    let intervals = task.variables.slices.iter().map(|slice| (slice.start, slice.end)).collect();
    let found = counted(&task.goals, floor, (plan.days, plan.seed), watch)?;
    let of_day: Vec<Goal> = task.goals.iter().filter(|goal| goal.of != GoalOf::Interval).cloned().collect();
    let goals = if of_day.is_empty() { &task.goals } else { &of_day };
    let is_recorded = |queue: &Queue| !matches!(queue.arrivals, Arrivals::Profile { .. });
    if floor.queues.iter().any(is_recorded) {
        return Ok(GivenResults { found, intervals, volume: None });
    }
    watch.step(SizeStep::Varies);
    let (mut low, mut high) = (VOLUMES.0, VOLUMES.1 + 1);
    if !carries(floor, (plan, goals), low, watch)? {
        return Ok(GivenResults { found, intervals, volume: None });
    }
    // First by tens of hundredths from the usual volume: floors far from it take long to play.
    let mut tried = 100;
    while high - low > 1 {
        if carries(floor, (plan, goals), tried, watch)? {
            low = tried
        } else {
            high = tried
        }
        tried = if high > VOLUMES.1 { low + 20 } else { i32::midpoint(low, high) };
        tried = tried.clamp(low + 1, (high - 1).max(low + 1));
    }
    Ok(GivenResults { found, intervals, volume: Some(f64::from(low) / 100.0) })
}

/// Whether the floor meets these goals with so many hundredths of its calls.
fn carries(
    floor: &Floor,
    (plan, goals): (&SizePlan, &[Goal]),
    hundredths: i32,
    watch: &dyn SizeWatch,
) -> Result<bool, SizeError> {
    let mut parts = floor.clone().into_parts();
    parts.queues.iter_mut().for_each(|queue| more_calls(queue, f64::from(hundredths) / 100.0));
    let floor = Floor::new(parts).map_err(SizeError::Floor)?;
    let probes: Vec<Probe> = goals.iter().map(Goal::probe).collect();
    match probe(&floor, &probes, 0..plan.days, plan.seed, watch) {
        Ok(found) => Ok(goals.iter().zip(&found).all(|(goal, found)| goal.slack(goal.figure(found)) >= 0.0)),
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
