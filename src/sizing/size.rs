//! Sizing from end to end: what is free, what must hold, the search, fresh days, and what stands beside it.

use super::exact::ExactJudge;
use super::goal::{Goal, GoalOf};
use super::judge::Judge;
use super::long_run::LongRunJudge;
use super::plan::{Per, SizePlan, TargetsOf};
use super::results::{Binding, GoalFound, MeanPlan, Method, SizeResults, SizedInterval, Verified, VerifiedGoal};
use super::search::{Found, Search};
use super::simulated::SimulatedJudge;
use super::variables::Variables;
use crate::analytic::AnalyticError;
use crate::experiment::results::Verdict;
use crate::experiment::{Probe, Probed, RunError, Watch, probe};
use crate::model::{Arrivals, Fault, Floor, Presence};
use crate::staffing::{self, IntervalGoal};
use crate::stats::{Share, wilson};
use std::sync::atomic::{AtomicU32, Ordering};

/// What is done at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Formulas.
    Starts,
    /// People are added until targets are met.
    Raises,
    /// People are taken away as long as they are.
    Removes,
    /// People are moved to where fewer of them do.
    Exchanges,
    /// One fewer and one more are tried.
    OneMoreOneFewer,
    /// Reserves are tried, base by base.
    Reserves,
    /// The same people are tried on changed floors.
    Varies,
    /// What was found is tried on fresh days.
    Verifies,
}

/// Is told how sizing gets on, and may stop it.
pub trait SizeWatch: Watch {
    /// What is done now.
    fn step(&self, _: Step) {}

    /// Numbers of people are tried.
    fn tried(&self) {}

    /// Whether the time given is up: then the best so far is what was found.
    fn time_is_up(&self) -> bool {
        false
    }
}

impl SizeWatch for () {}

/// Why nothing could be sized.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SizeError {
    /// Days that cannot be played.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Equations that cannot be solved.
    #[error(transparent)]
    Formula(AnalyticError),
    /// People whom the model does not take.
    #[error("the floor does not take so many people")]
    Floor(Vec<Fault>),
    /// A group that is not there.
    #[error("there is no group `{0}`")]
    UnknownGroup(String),
    /// Nobody who could be sized.
    #[error("the floor has no group of its own, and lent people are not sized")]
    NobodyToSize,
    /// One number is one group's.
    #[error("a base with a reserve is one number: name one group")]
    SeveralGroups,
    /// Nobody calls.
    #[error("nobody calls, so nobody is needed")]
    NoCalls,
    /// A reserve on a floor that nothing is known of beforehand.
    #[error(
        "a reserve that comes at once needs one queue whose calls and patience have no memory, \
         the same rate of calls all day, and days that differ in their busyness"
    )]
    NoReserveAtOnce,
}

impl SizeError {
    pub(super) const fn interrupted() -> Self {
        Self::Run(RunError::Interrupted)
    }

    pub(super) const fn formula(error: AnalyticError) -> Self {
        Self::Formula(error)
    }
}

/// Fresh days come from this many seeds on.
const FRESH: u64 = 1_000_000;
/// Chance that any verdict on fresh days is wrong, over all goals.
const ERROR_RATE: f64 = 0.05;
/// A share of days so near to the one asked for is not decided.
const NEAR: f64 = 0.01;
/// More calls are not simulated to try exact numbers on fresh days.
const CALLS_TO_VERIFY: f64 = 5e6;
/// More calls are not simulated for each number to decide a share of days, unless so many days are asked for.
const CALLS_TO_DECIDE: f64 = 40e6;
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
    fn step(&self, step: Step) {
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

/// What is asked, made ready.
pub(super) struct Task<'a> {
    pub floor: &'a Floor,
    pub plan: &'a SizePlan,
    pub goals: Vec<Goal>,
    pub variables: Variables,
    /// People needed by formulas, by interval.
    pub needs: Vec<Option<u32>>,
    /// Calls expected on a day.
    pub calls: f64,
}

impl<'a> Task<'a> {
    pub fn new(floor: &'a Floor, plan: &'a SizePlan, watch: &dyn SizeWatch) -> Result<Self, SizeError> {
        watch.step(Step::Starts);
        let groups = groups(floor, plan)?;
        let calls: f64 = floor.queues.iter().map(|queue| calls_a_day(&queue.arrivals)).sum();
        if calls <= 0.0 {
            return Err(SizeError::NoCalls);
        }
        let per = plan.per.unwrap_or_else(|| {
            let plain = |group: &usize| matches!(floor.groups[*group].presence, Presence::People(_));
            if groups.iter().all(plain) { Per::Day } else { Per::Interval }
        });
        let targets_of = plan.targets_of.unwrap_or(match per {
            Per::Interval => TargetsOf::Both,
            Per::Day | Per::Shape => TargetsOf::Day,
        });
        let needs = staffing::needs(floor, &|| !watch.interrupted()).ok_or(SizeError::interrupted())?;
        let needs: Vec<Option<u32>> = needs.into_iter().map(|need| need.people).collect();
        let planned = staffing::planned(floor).into_iter().fold(0.0, f64::max).ceil() as u32;
        let most = needs.iter().flatten().copied().max().unwrap_or(0).max(planned);
        let variables = Variables::new(floor, plan, &groups, (per, most));
        Ok(Self { floor, plan, goals: Goal::all(floor, plan, targets_of), variables, needs, calls })
    }

    /// Where the search begins: what formulas say, else what the scenario has.
    pub fn guess(&self) -> Vec<i32> {
        let planned = self.variables.planned();
        let of = |i: usize| self.needs[i].unwrap_or(planned[i]) as i32;
        let one = |slot: &super::variables::Slot| match self.variables.per {
            Per::Interval => of(slot.intervals.start),
            Per::Day => slot.intervals.clone().map(of).max().unwrap_or(1),
            Per::Shape => 0,
        };
        self.variables.slots.iter().map(one).collect()
    }

    pub fn simulated<'t>(&'t self, goals: &'t [Goal], watch: &'t dyn SizeWatch) -> SimulatedJudge<'t> {
        let days = (self.plan.days, self.plan.seed, self.calls);
        SimulatedJudge::new((self.floor, goals, &self.variables), days, watch)
    }
}

fn groups(floor: &Floor, plan: &SizePlan) -> Result<Vec<usize>, SizeError> {
    let place = |name: &String| {
        let at = floor.groups.iter().position(|group| group.name == *name);
        at.ok_or_else(|| SizeError::UnknownGroup(name.clone()))
    };
    let named: Vec<usize> = plan.groups.iter().map(place).collect::<Result<_, _>>()?;
    let own = (0..floor.groups.len()).filter(|g| !floor.groups[*g].lent).collect();
    let groups = if named.is_empty() { own } else { named };
    if groups.is_empty() { Err(SizeError::NobodyToSize) } else { Ok(groups) }
}

fn calls_a_day(arrivals: &Arrivals) -> f64 {
    match arrivals {
        Arrivals::Profile { rows, scale, .. } => scale * rows.iter().map(|row| row.calls).sum::<f64>(),
        Arrivals::Sample(days) => days.iter().flatten().map(|row| row.calls).sum::<f64>() / days.len().max(1) as f64,
        Arrivals::Calls(calls) => calls.len() as f64,
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
        watch.step(Step::OneMoreOneFewer);
        let beside = match task.variables.slots.len() {
            1 => one_number_beside(&judge, &found)?,
            _ => intervals_beside(&judge, &task, &found, watch)?,
        };
        (Method::Simulated { days: judge.days() }, found, beside)
    };
    finish(&task, method, &found, beside, watch)
}

/// What one fewer and one more would do: to the goals, where one number was sized, and to the intervals.
#[derive(Default)]
struct Beside {
    goals: Vec<(Option<f64>, Option<f64>)>,
    intervals: Vec<(Option<f64>, Option<f64>)>,
}

type SearchFrom<'s> = dyn Fn(&dyn Judge, &[i32]) -> Result<Found, SizeError> + 's;

fn exactly(
    judge: &ExactJudge<'_>,
    task: &Task<'_>,
    search: &SearchFrom<'_>,
) -> Result<(Method, Found, Beside), SizeError> {
    let mut guess = task.guess();
    let by_interval = task.variables.per == Per::Interval;
    if by_interval && task.goals.iter().any(|goal| goal.of == GoalOf::Interval) {
        // The second time the day goes on as it really will.
        for _ in 0..2 {
            guess = judge.from_left_to_right(&guess)?;
        }
    }
    let size = task.variables.slots.len();
    let begun = judge.judge(&guess)?;
    // Where trials are dear, what each interval needs after those before it is left as it is.
    let is_left = by_interval && begun.is_enough() && judge.affordable() < 4 * size * size;
    let found = if is_left { Found { values: guess, judged: begun } } else { search(judge, &guess)? };
    let beside = if by_interval {
        judge.judge(&found.values)?;
        let both = |(i, values): (usize, &[i32])| -> Result<_, SizeError> {
            let Some(slot) = task.variables.in_interval(i).next() else { return Ok((None, None)) };
            let fewer = (values[slot] > 0).then(|| judge.in_interval_with(i, values, values[slot] - 1));
            let more = judge.in_interval_with(i, values, values[slot] + 1)?;
            Ok((fewer.transpose()?.flatten(), more))
        };
        let intervals = (0..task.variables.slices.len()).map(|i| both((i, &found.values)));
        Beside { goals: Vec::new(), intervals: intervals.collect::<Result<_, _>>()? }
    } else {
        one_number_beside(judge, &found)?
    };
    Ok((Method::ExactDay, found, beside))
}

fn one_number_beside(judge: &dyn Judge, found: &Found) -> Result<Beside, SizeError> {
    let with = |by: i32| judge.judge(&found.values.iter().map(|value| value + by).collect::<Vec<_>>());
    let (fewer, more) = (with(-1)?, with(1)?);
    let both = |a: &[Option<f64>], b: &[Option<f64>]| a.iter().copied().zip(b.iter().copied()).collect();
    Ok(Beside { goals: both(&fewer.figures, &more.figures), intervals: both(&fewer.by_interval, &more.by_interval) })
}

/// One fewer and one more in every fifth interval at a time, on the days of the search.
fn intervals_beside(
    judge: &SimulatedJudge<'_>,
    task: &Task<'_>,
    found: &Found,
    watch: &dyn SizeWatch,
) -> Result<Beside, SizeError> {
    const APART: usize = 5;
    let slots = &task.variables.slots;
    let mut intervals = vec![(None, None); task.variables.slices.len()];
    for offset in 0..APART.min(intervals.len()) {
        for by in [-1, 1] {
            if watch.time_is_up() {
                return Ok(Beside::default());
            }
            let moved = |(at, value): (usize, &i32)| {
                let tried = slots[at].intervals.start % APART == offset && slots[at].group == slots[0].group;
                if tried { (value + by).max(0) } else { *value }
            };
            let judged = judge.judge(&found.values.iter().enumerate().map(moved).collect::<Vec<_>>())?;
            for i in (offset..intervals.len()).step_by(APART) {
                if by < 0 { intervals[i].0 = judged.by_interval[i] } else { intervals[i].1 = judged.by_interval[i] }
            }
        }
    }
    Ok(Beside { goals: Vec::new(), intervals })
}

/// Searches on more days as long as those that there are do not tell the number found from its neighbour.
fn until_decided(judge: &SimulatedJudge<'_>, task: &Task<'_>, search: &SearchFrom<'_>) -> Result<Found, SizeError> {
    let mut found = search(judge, &task.guess())?;
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
    mut found: Found,
    (search, watch): (&SearchFrom<'_>, &dyn SizeWatch),
) -> Result<Found, SizeError> {
    let mut margin = 0.0;
    for _ in 0..REPAIRS {
        if !found.judged.is_enough() || task.variables.slots.len() == 1 || watch.time_is_up() {
            break;
        }
        watch.step(Step::Verifies);
        let seed = task.plan.seed.wrapping_add(2 * FRESH);
        let verified = verified(task, &found.values, (judge.days(), seed), watch)?;
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
            let again = search(judge, &found.values)?;
            found = if again.judged.is_enough() { again } else { found };
        }
        more.retain(|at| found.values[*at] < task.variables.slots[*at].most);
        more.into_iter().for_each(|at| found.values[at] += 1);
        judge.with_margin(0.0);
        found.judged = judge.judge(&found.values)?;
    }
    Ok(found)
}

/// What the numbers come to on days that nothing has been searched on.
fn verified(
    task: &Task<'_>,
    values: &[i32],
    (days, seed): (u32, u64),
    watch: &dyn SizeWatch,
) -> Result<Verified, SizeError> {
    let floor = task.variables.floor_with(task.floor, values).map_err(SizeError::Floor)?;
    counted(&task.goals, &floor, (days, seed), watch)
}

/// What a floor comes to on some days, goal by goal.
pub(super) fn counted(
    goals: &[Goal],
    floor: &Floor,
    (days, seed): (u32, u64),
    watch: &dyn SizeWatch,
) -> Result<Verified, SizeError> {
    let probes: Vec<Probe> = goals.iter().map(Goal::probe).collect();
    let found = match probe(floor, &probes, 0..days, seed, watch) {
        Ok(found) => found,
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let level = 1.0 - ERROR_RATE / goals.len().max(1) as f64;
    let goals: Vec<VerifiedGoal> = goals.iter().zip(&found).map(|(goal, found)| judged(goal, found, level)).collect();
    let verdict = match () {
        () if found.is_empty() || goals.iter().any(|goal| goal.verdict == Verdict::Missed) => Verdict::Missed,
        () if goals.iter().all(|goal| goal.verdict == Verdict::Met) => Verdict::Met,
        () => Verdict::Undecided,
    };
    Ok(Verified { days, seed, goals, verdict })
}

fn judged(goal: &Goal, found: &Probed, level: f64) -> VerifiedGoal {
    let reaches = |figure: f64| goal.measure.reaches(figure, goal.target);
    let (estimate, share) = (found.estimate(level), found.share_of_days(reaches, level));
    let side = |is_low: bool, is_high: bool| match (is_low, is_high) {
        (true, true) => Verdict::Met,
        (false, false) => Verdict::Missed,
        _ => Verdict::Undecided,
    };
    let verdict = match (goal.share_of_days, estimate, share) {
        (Some(asked), _, Some(share)) if (share.mean - asked).abs() < NEAR => Verdict::Undecided,
        (Some(asked), _, Some(share)) => side(share.low >= asked, share.high >= asked),
        (None, Some(estimate), _) => {
            let end = |end: Option<f64>| end.map(reaches);
            match (end(estimate.low), end(estimate.high)) {
                (Some(low), Some(high)) => side(low, high),
                (None, _) | (_, None) => Verdict::Undecided,
            }
        }
        // Nobody to count has no target to miss.
        (Some(_), _, None) | (None, None, _) => Verdict::Met,
    };
    VerifiedGoal { goal: goal.clone(), estimate, share_of_days: share, verdict }
}

fn finish(
    task: &Task<'_>,
    method: Method,
    found: &Found,
    beside: Beside,
    watch: &Counting<'_>,
) -> Result<SizeResults, SizeError> {
    watch.step(Step::Verifies);
    let days = match method {
        Method::Simulated { days } => days,
        Method::LongRun | Method::ExactDay => ((CALLS_TO_VERIFY / task.calls) as u32).max(10).min(task.plan.days),
    };
    let is_cut_short = watch.time_is_up();
    let verified = match is_cut_short {
        true => None,
        false => Some(verified(task, &found.values, (days, task.plan.seed.wrapping_add(FRESH)), watch)?),
    };
    let mean_plan = if is_cut_short { None } else { mean_plan(task, days, watch)? };
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
        trials: watch.trials.load(Ordering::Relaxed),
        is_cut_short,
    })
}

fn intervals(task: &Task<'_>, found: &Found, beside: &Beside, planned: &[u32]) -> Vec<SizedInterval> {
    let people = task.variables.total(&found.values);
    let one = |(i, slice): (usize, &crate::model::Slice)| {
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
        () if task.floor.lines.is_some() => Binding::Lines,
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

fn on_an_ordinary_day(task: &Task<'_>, watch: &dyn SizeWatch) -> Result<Option<Vec<i32>>, SizeError> {
    let mut parts = task.floor.clone().into_parts();
    parts.targets.share_of_days = None;
    for queue in &mut parts.queues {
        if let Arrivals::Profile { busyness, intervals, .. } = &mut queue.arrivals {
            (busyness.cv, intervals.cv) = (0.0, 0.0);
        }
    }
    let Ok(floor) = Floor::new(parts) else { return Ok(None) };
    let needs = staffing::needs(&floor, &|| !watch.interrupted()).ok_or(SizeError::interrupted())?;
    let of = |slot: &super::variables::Slot| {
        let need = needs[slot.intervals.start].people?;
        Some((need as i32).clamp(slot.least, slot.most))
    };
    Ok(task.variables.slots.iter().map(of).collect())
}
