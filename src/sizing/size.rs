//! Sizing from end to end: what is free, what must hold, the search, fresh days, and what stands beside it.

use super::exact::ExactJudge;
use super::goal::{Goal, GoalOf};
use super::judge::Judge;
use super::ladder::{QueueAtTarget, queue_at_target};
use super::long_run::LongRunJudge;
use super::neighbours::{Neighbours, exact_neighbours, intervals_beside, one_number_beside};
use super::plan::{Per, SizePlan};
use super::results::{Binding, GoalFound, MeanPlan, Method, SizeResults, SizedInterval, VerifiedGoal};
use super::rungs::pulled;
use super::search::{Search, SearchFound};
use super::simulated::SimulatedJudge;
use super::task::Task;
use super::variables::Slot;
use super::verify::verified;
use super::watch::{SizeError, SizeStep, SizeWatch};
use super::{FRESH, FRESH_TIMES};
use crate::experiment::results::Verdict;
use crate::experiment::{Probe, RunError, Watch, probe};
use crate::model::{Arrivals, Floor, Slice};
use crate::staffing::{self, IntervalGoal};
use crate::stats::{Share, wilson};
use std::sync::atomic::{AtomicU32, Ordering};

/// More calls are not simulated to try exact numbers on fresh days.
const CALLS_TO_VERIFY: f64 = 5e6;
/// More calls are not simulated for each number to decide a share of days, unless so many days are asked for.
const CALLS_TO_DECIDE: f64 = 40e6;
/// Where trials are dear, numbers are first searched on one day in so many ...
const ROUGHLY: u32 = 8;
/// ... if these are as many as this.
const ROUGH_DAYS: u32 = 100;
/// So often numbers are searched again because other days say that there are too few people.
const REPAIRS: u32 = 3;

/// Counts the trials beside whoever watches.
struct Counting<'a> {
    watch: &'a dyn SizeWatch,
    trials: AtomicU32,
}

impl Watch for Counting<'_> {
    fn day_done(&self) {
        self.watch.day_done();
    }

    fn interrupted(&self) -> bool {
        self.watch.interrupted()
    }
}

impl SizeWatch for Counting<'_> {
    fn step(&self, step: SizeStep) {
        self.watch.step(step);
    }

    fn tried(&self) {
        self.trials.fetch_add(1, Ordering::Relaxed);
        self.watch.tried();
    }

    fn time_is_up(&self) -> bool {
        self.watch.time_is_up()
    }
}

/// The least people, or the least cost, with which a floor meets its targets.
///
/// Whatever the number of threads that it is called on, it finds the same; only `SizeWatch::time_is_up` may end it sooner.
///
/// # Errors
/// See [`SizeError`].
pub fn size(floor: &Floor, plan: &SizePlan, watch: &dyn SizeWatch) -> Result<SizeResults, SizeError> {
    let watch = &Counting { watch, trials: AtomicU32::new(0) };
    let task = Task::new(floor, plan, watch)?;
    let search = |judge: &dyn Judge, guess: &[i32]| Search { judge, variables: &task.variables, watch }.run(guess);
    let (method, found, beside) = if let Some(judge) = LongRunJudge::new(floor, &task.goals, &task.variables) {
        let found = search(&judge, &task.guess())?;
        let beside = one_number_beside(&judge, &found)?;
        (Method::LongRun, found, beside)
    } else if let Some(judge) = ExactJudge::new(floor, &task.goals, &task.variables, watch) {
        exactly(&judge, &task, &search)?
    } else {
        let judge = task.simulated(&task.goals, watch);
        let found = until_decided(&judge, &task, &search)?;
        let found = repaired(&judge, &task, found, (&search, watch))?;
        watch.step(SizeStep::OneMoreOneFewer);
        let beside = match (task.variables.slots.len(), task.variables.per) {
            (1, _) => one_number_beside(&judge, &found)?,
            (_, Per::Interval) => intervals_beside(&judge, &task, &found, watch)?,
            (_, Per::Day | Per::Shape) => Neighbours::default(),
        };
        (Method::Simulated { days: judge.days() }, found, beside)
    };
    finish(&task, method, &found, beside, watch)
}

type SearchFrom<'s> = dyn Fn(&dyn Judge, &[i32]) -> Result<SearchFound, SizeError> + 's;

fn exactly(
    judge: &ExactJudge<'_>,
    task: &Task<'_>,
    search: &SearchFrom<'_>,
) -> Result<(Method, SearchFound, Neighbours), SizeError> {
    let mut guess = task.guess();
    let by_interval = task.variables.per == Per::Interval;
    if by_interval && !task.plan.resumes && task.goals.iter().any(|goal| goal.of == GoalOf::Interval) {
        // The second time the day goes on as it really will.
        for _ in 0..2 {
            guess = judge.least_from_left_to_right(&guess)?;
        }
    }
    let size = task.variables.slots.len();
    let begun = judge.judge(&guess)?;
    // Where trials are dear, what each interval needs after those before it is left as it is.
    let is_left = by_interval && begun.is_enough() && judge.affordable() < 4 * size * size;
    let found = if is_left { SearchFound { values: guess, judged: begun } } else { search(judge, &guess)? };
    let beside = if by_interval { exact_neighbours(judge, task, &found)? } else { one_number_beside(judge, &found)? };
    Ok((Method::ExactDay, found, beside))
}

/// Where to begin: where trials are dear, what is found roughly on fewer days.
fn near(judge: &SimulatedJudge<'_>, task: &Task<'_>, search: &SearchFrom<'_>) -> Result<Vec<i32>, SizeError> {
    let days = task.plan.days / ROUGHLY;
    if task.plan.resumes || days < ROUGH_DAYS || !trials_are_dear(judge, task) {
        return Ok(task.guess());
    }
    judge.on_days(days);
    judge.roughly(true);
    let found = search(judge, &task.guess())?;
    judge.roughly(false);
    judge.on_days(task.plan.days);
    Ok(found.values)
}

/// Whether more trials are needed to move people one by one than may be made.
fn trials_are_dear(judge: &SimulatedJudge<'_>, task: &Task<'_>) -> bool {
    let size = task.variables.slots.len();
    size > 1 && judge.affordable() < 4 * size * size
}

/// Searches on more days as long as those that there are do not tell the number found from its neighbour.
fn until_decided(
    judge: &SimulatedJudge<'_>,
    task: &Task<'_>,
    search: &SearchFrom<'_>,
) -> Result<SearchFound, SizeError> {
    let mut found = search(judge, &near(judge, task, search)?)?;
    let usual = task.plan.days.saturating_mul(10).min((CALLS_TO_DECIDE / task.calls) as u32);
    let most_days = task.plan.most_days.unwrap_or(usual);
    while task.variables.slots.len() == 1 && judge.days() < most_days && found.judged.is_enough() {
        let fewer = judge.judge(&[found.values[0] - 1])?;
        let is_open = |figures: &[Option<f64>]| {
            let asked =
                task.goals.iter().zip(figures).filter_map(|(goal, share)| Some((goal.share_of_days?, (*share)?)));
            let hits = |share: f64| (share * f64::from(judge.days())).round() as u64;
            let is_within = |(asked, share): (f64, f64)| {
                wilson(hits(share), judge.days().into(), 0.99).is_some_and(|s| s.low < asked && asked < s.high)
            };
            asked.into_iter().any(is_within)
        };
        if !is_open(&found.judged.figures) && !is_open(&fewer.figures) {
            break;
        }
        judge.on_days(judge.days().saturating_mul(2).min(most_days));
        found = search(judge, &found.values)?;
    }
    Ok(found)
}

/// Searches again with more people where other days tell that there are too few: numbers that were chosen by some days do
/// better on them than on others.
fn repaired(
    judge: &SimulatedJudge<'_>,
    task: &Task<'_>,
    mut found: SearchFound,
    (search, watch): (&SearchFrom<'_>, &dyn SizeWatch),
) -> Result<SearchFound, SizeError> {
    let (mut margin, are_dear) = (0.0, trials_are_dear(judge, task));
    for _ in 0..REPAIRS {
        if !found.judged.is_enough() || task.variables.slots.len() == 1 || watch.time_is_up() {
            break;
        }
        watch.step(SizeStep::Verifies);
        let seed = task.plan.seed.wrapping_add(2 * FRESH);
        let days = judge.days().saturating_mul(FRESH_TIMES);
        let verified = verified(task, &found.values, (days, seed), watch)?;
        let short = verified.goals.iter().filter_map(|one| Some(one.goal.share_of_days? - one.share_of_days?.mean));
        let short = short.fold(0.0, f64::max);
        let of_intervals = |one: &&VerifiedGoal| one.goal.of == GoalOf::Interval && one.verdict == Verdict::Missed;
        let missed = verified.goals.iter().filter(of_intervals);
        let mut more: Vec<usize> =
            missed.flat_map(|one| task.variables.in_interval(one.goal.intervals.start)).collect();
        more.dedup();
        if short <= 0.0 && more.is_empty() {
            break;
        }
        if short > 0.0 {
            margin += short;
            judge.with_margin(margin);
            judge.roughly(are_dear);
            let again = search(judge, &found.values)?;
            judge.roughly(false);
            found = if again.judged.is_enough() { again } else { found };
        }
        more.retain(|at| found.values[*at] < task.variables.slots[*at].most);
        more.into_iter().for_each(|at| found.values[at] += 1);
        judge.with_margin(0.0);
        found.judged = judge.judge(&found.values)?;
    }
    Ok(found)
}

fn finish(
    task: &Task<'_>,
    method: Method,
    found: &SearchFound,
    beside: Neighbours,
    watch: &Counting<'_>,
) -> Result<SizeResults, SizeError> {
    watch.step(SizeStep::Verifies);
    let days = match method {
        Method::Simulated { days } if task.variables.slots.len() == 1 => days,
        Method::Simulated { days } => days.saturating_mul(FRESH_TIMES),
        Method::LongRun | Method::ExactDay => ((CALLS_TO_VERIFY / task.calls) as u32).max(10).min(task.plan.days),
    };
    let is_cut_short = watch.time_is_up();
    let verified = match is_cut_short {
        true => None,
        false => Some(verified(task, &found.values, (days, task.plan.seed.wrapping_add(FRESH)), watch)?),
    };
    let mean_plan = if is_cut_short { None } else { mean_plan(task, days, watch)? };
    let idle_ladder = if is_cut_short { None } else { idle_ladder(task, &found.values, watch)? };
    let binding = (!found.judged.is_enough()).then(|| binding(task, &found.values));
    let of_goal = |(at, goal): (usize, &Goal)| {
        let (fewer, more) = beside.goals.get(at).copied().unwrap_or_default();
        GoalFound { goal: goal.clone(), figure: found.judged.figures[at], fewer, more }
    };
    let variables = &task.variables;
    let name = |(group, people): (usize, Vec<u32>)| (task.floor.groups[group].name.clone(), people);
    let as_planned = variables.planned();
    Ok(SizeResults {
        plan: task.plan.clone(),
        per: variables.per,
        is_usual: IntervalGoal::of(task.floor).is_usual,
        method,
        groups: variables.people(&found.values).into_iter().map(name).collect(),
        number: (variables.per != Per::Interval && variables.slots.len() == 1).then(|| found.values[0]),
        values: found.values.clone(),
        intervals: intervals(task, found, &beside, &as_planned),
        cost: variables.cost(&found.values),
        cost_planned: variables.cost_of(&as_planned),
        has_price: variables.slots.iter().all(|slot| task.floor.groups[slot.group].cost_per_hour.is_some()),
        goals: task.goals.iter().enumerate().map(of_goal).collect(),
        binding,
        verified,
        mean_plan,
        idle_ladder,
        trials: watch.trials.load(Ordering::Relaxed),
        is_cut_short,
    })
}

fn intervals(task: &Task<'_>, found: &SearchFound, beside: &Neighbours, planned: &[u32]) -> Vec<SizedInterval> {
    let people = task.variables.total(&found.values);
    let one = |(i, slice): (usize, &Slice)| {
        let (fewer, more) = beside.intervals.get(i).copied().unwrap_or_default();
        SizedInterval {
            date: slice.date,
            start: slice.start,
            end: slice.end,
            people: people[i],
            rostered: task.plan.rostered(people[i]),
            planned: planned[i],
            formula: task.needs[i],
            figure: found.judged.by_interval.get(i).copied().flatten(),
            fewer,
            more,
        }
    };
    task.variables.slices.iter().enumerate().map(one).collect()
}

/// What keeps so many people from meeting the targets.
fn binding(task: &Task<'_>, values: &[i32]) -> Binding {
    let at_most = task.variables.slots.iter().zip(values).any(|(slot, value)| *value >= slot.most);
    match () {
        () if at_most && !task.plan.most.is_empty() => Binding::MostPeople,
        () if at_most && task.floor.seats.is_some() => Binding::Seats,
        () => Binding::NotPeople,
    }
}

/// The plan that is made for the mean, where days differ: one number that meets the targets in the mean over days, or in every
/// interval what formulas say of an ordinary day.
fn mean_plan(task: &Task<'_>, days: u32, watch: &dyn SizeWatch) -> Result<Option<MeanPlan>, SizeError> {
    let of_day: Vec<Goal> = task.goals.iter().filter(|goal| goal.of == GoalOf::Day).cloned().collect();
    if of_day.iter().all(|goal| goal.share_of_days.is_none()) {
        return Ok(None);
    }
    let values = if task.variables.slots.len() == 1 {
        let goals: Vec<Goal> = of_day.iter().map(|goal| Goal { share_of_days: None, ..goal.clone() }).collect();
        let judge = task.simulated(&goals, watch);
        Search { judge: &judge, variables: &task.variables, watch }.run(&task.guess())?.values
    } else {
        let Some(ordinary) = on_an_ordinary_day(task, watch)? else { return Ok(None) };
        ordinary
    };
    let floor = task.variables.floor_with(task.floor, &values).map_err(SizeError::Floor)?;
    let probes: Vec<Probe> = of_day.iter().map(Goal::probe).collect();
    let found = match probe(&floor, &probes, 0..days, task.plan.seed.wrapping_add(FRESH), watch) {
        Ok(found) => found,
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let shares = of_day.iter().zip(&found).filter_map(|(goal, found)| goal.days_that_reach(found));
    let worst = shares.min_by(|a: &Share, b: &Share| a.mean.total_cmp(&b.mean));
    let (people, cost) = (task.variables.total(&values), task.variables.cost(&values));
    Ok(Some(MeanPlan { people, cost, share_of_days: worst }))
}

/// What Little's law says of a ladder whose threshold more callers than wait while the target is just met must reach; only if it is hardly
/// ever pulled indeed, as on some floors days are worse than the mean that the law is of.
fn idle_ladder(task: &Task<'_>, values: &[i32], watch: &dyn SizeWatch) -> Result<Option<QueueAtTarget>, SizeError> {
    // Of several ladders none need be idle because one is.
    let [ladder] = &task.floor.ladders[..] else { return Ok(None) };
    let lowest = ladder.rungs.iter().map(|rung| rung.when.waiting_above).min();
    let queue = lowest.and_then(|threshold| queue_at_target(task.floor, ladder, threshold));
    let Some(queue) = queue.filter(QueueAtTarget::is_below_threshold) else { return Ok(None) };
    let floor = task.variables.floor_with(task.floor, values).map_err(SizeError::Floor)?;
    let rungs = pulled(&floor, task.plan, watch)?;
    let pulls: f64 = rungs.iter().map(|rung| rung.pulls).sum();
    Ok((!rungs.is_empty() && pulls < 1.0).then_some(queue))
}

fn on_an_ordinary_day(task: &Task<'_>, watch: &dyn SizeWatch) -> Result<Option<Vec<i32>>, SizeError> {
    let mut parts = task.floor.clone().into_parts();
    parts.targets.share_of_days = None;
    for queue in &mut parts.queues {
        if let Arrivals::Profile { busyness, intervals, .. } = &mut queue.arrivals {
            (busyness.cv, intervals.cv) = (0.0, 0.0);
            queue.scale_cv = 0.0;
        }
    }
    let Ok(floor) = Floor::new(parts) else { return Ok(None) };
    let needs = staffing::needs(&floor, &|| !watch.interrupted()).ok_or(SizeError::interrupted())?;
    let of = |slot: &Slot| {
        let need = needs[slot.intervals.start].people?;
        Some((need as i32).clamp(slot.least, slot.most))
    };
    Ok(task.variables.slots.iter().map(of).collect())
}
