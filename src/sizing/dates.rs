//! Several dates: each sized as a floor of its own, then all of them tried together on fresh days.

use super::FRESH;
use super::goal::{Goal, GoalOf};
use super::plan::{ReservePlan, SizePlan};
use super::reserve::{size_with_reserve, with_reserve, without_reserve};
use super::results::{ReserveResults, SizeResults, Verified};
use super::size::size;
use super::task::{Task, calls_a_day};
use super::variation::{VariedResult, what_if};
use super::verify::{LEVEL_OF_ALL, told};
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::experiment::results::Verdict;
use crate::experiment::{Probe, Probed, RunError, probe};
use crate::figures::RungFigure;
use crate::model::{AgentGroup, Floor, HeadCount, OnDates, Presence, Session, Shift};
use crate::stats::{Share, wilson};
use crate::units::SimTime;
use jiff::civil::Date;

/// No more calls are simulated to try all dates together, unless that were too few days to tell.
const CALLS_TO_TRY: f64 = 20e6;
/// They are tried on so many days if that many were asked for.
const MANY_DAYS: u32 = 300;
/// Level of the shares that stand beside.
const LEVEL: f64 = 0.95;

/// One of several dates, sized.
#[derive(Clone, Debug, PartialEq)]
pub struct SizedDate {
    /// The date.
    pub date: Option<Date>,
    /// Calls expected on it.
    pub calls: f64,
    /// What was found with nobody in reserve.
    pub found: SizeResults,
    /// What was found of base and reserve, if that was asked; its cheapest is what is tried then.
    pub reserve: Option<ReserveResults>,
    /// The people who are tried, by interval: of all groups that were sized.
    pub people: Vec<u32>,
    /// Those in reserve.
    pub in_reserve: u32,
    /// What fresh days of all dates say of it; `None`: it was stopped before.
    pub verified: Option<Verified>,
    /// The share of those days on which each interval reaches the target of the measure that leads ([`Goal::lead`]); `None`: it has
    /// no callers. Empty if it was stopped before.
    pub chances: Vec<Option<f64>>,
    /// How the ladder fares, rung by rung.
    pub rungs: Vec<RungPulled>,
    /// What the people found would come to with nobody in reserve if something were otherwise, if that was asked.
    pub varied: Vec<VariedResult>,
}

/// What is asked of every date.
#[derive(Clone, Copy, Debug)]
pub struct DatesAsked<'a> {
    /// What is sized, and how.
    pub plan: &'a SizePlan,
    /// Base and reserve are sized, too.
    pub reserve: Option<&'a ReservePlan>,
    /// It is told what the people found would come to if something were otherwise.
    pub what_if: bool,
}

/// How often a rung is pulled on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct RungPulled {
    /// Its name.
    pub name: String,
    /// Pulls expected.
    pub pulls: f64,
    /// The share of days on which it is pulled.
    pub share_of_days: Option<Share>,
}

/// All dates.
#[derive(Clone, Debug, PartialEq)]
pub struct SizedDates {
    /// In order.
    pub dates: Vec<SizedDate>,
    /// The share of fresh days on which every date reaches its targets of the day; `None`: none is asked for a share of days, or it was
    /// stopped before.
    pub all_together: Option<Share>,
}

impl SizedDate {
    /// Fewest and most people who are tried on it.
    pub fn least_and_most(&self) -> (u32, u32) {
        (self.people.iter().copied().min().unwrap_or(0), self.people.iter().copied().max().unwrap_or(0))
    }

    /// What they cost, with those in reserve if there are any.
    pub fn cost(&self) -> f64 {
        let with_reserve = self.reserve.as_ref().and_then(ReserveResults::cheapest);
        with_reserve.map_or(self.found.cost, |point| point.cost)
    }

    /// The share of days on which it reaches its targets of the day, of several the worst; `None`: none is asked for a share of days.
    pub fn days_met(&self) -> Option<Share> {
        let goals = self.verified.iter().flat_map(|verified| &verified.goals);
        let shares = goals.filter(|one| is_of_days(&one.goal)).filter_map(|one| one.share_of_days);
        shares.min_by(|a, b| a.mean.total_cmp(&b.mean))
    }

    /// What can be said for sure of it.
    pub fn verdict(&self) -> Verdict {
        match (self.found.binding, &self.verified) {
            (Some(_), _) if self.reserve.as_ref().and_then(ReserveResults::cheapest).is_none() => Verdict::Missed,
            (_, Some(verified)) => verified.verdict,
            (_, None) => Verdict::Undecided,
        }
    }
}

impl SizedDates {
    /// Missed if any date is, met if all are.
    pub fn verdict(&self) -> Verdict {
        let are = |verdict: Verdict| self.dates.iter().filter(|date| date.verdict() == verdict).count();
        match () {
            () if are(Verdict::Missed) > 0 => Verdict::Missed,
            () if are(Verdict::Met) == self.dates.len() => Verdict::Met,
            () => Verdict::Undecided,
        }
    }

    /// What all of them cost.
    pub fn cost(&self) -> f64 {
        self.dates.iter().map(SizedDate::cost).sum()
    }
}

/// Sizes each date of a floor, with a reserve if one is asked for, and tries all of them together: what carries over from date to
/// date is in what fresh days say, not in the search.
///
/// # Errors
/// See [`SizeError`].
pub fn size_dates(floor: &Floor, asked: DatesAsked<'_>, watch: &dyn SizeWatch) -> Result<SizedDates, SizeError> {
    let sessions = 0..floor.calendar().sessions().len();
    let sized: Vec<(SizedDate, Tried)> = sessions.map(|at| one(floor, at, asked, watch)).collect::<Result<_, _>>()?;
    let (mut dates, tried): (Vec<SizedDate>, Vec<Tried>) = sized.into_iter().unzip();
    if watch.time_is_up() {
        return Ok(SizedDates { dates, all_together: None });
    }
    watch.step(SizeStep::Verifies);
    let all_together = Together { floor, plan: asked.plan, tried: &tried }.on_fresh_days(&mut dates, watch)?;
    Ok(SizedDates { dates, all_together })
}

/// The floor of one date with the people that were found for it, and what they must reach.
struct Tried {
    floor: Floor,
    goals: Vec<Goal>,
}

fn one(
    floor: &Floor,
    session: usize,
    DatesAsked { plan, reserve: asked, what_if: varies }: DatesAsked<'_>,
    watch: &dyn SizeWatch,
) -> Result<(SizedDate, Tried), SizeError> {
    let floor = floor.on_date(session).map_err(SizeError::Floor)?;
    let (alone, plan) = match asked {
        None => (floor.clone(), plan.clone()),
        Some(asked) => (without_reserve(&floor, asked)?, plan.with_one_number(&floor)),
    };
    let found = size(&alone, &plan, watch)?;
    let base = found.values.first().copied().unwrap_or(0);
    let reserve = asked.map(|asked| size_with_reserve(&floor, (&plan, asked), base, watch)).transpose()?;
    let cheapest = reserve.as_ref().and_then(|found| found.cheapest().copied());
    let task = Task::new(if cheapest.is_some() { &floor } else { &alone }, &plan, watch)?;
    let values = cheapest.map_or_else(|| found.values.clone(), |point| vec![point.base]);
    let with_people = match (asked, cheapest) {
        (Some(asked), Some(point)) => with_reserve(&task, asked, (point.base, point.reserve))?,
        _ => task.variables.floor_with(task.floor, &values).map_err(SizeError::Floor)?,
    };
    let sized = SizedDate {
        date: with_people.calendar().sessions()[0].date,
        calls: task.calls,
        people: task.variables.total(&values),
        in_reserve: cheapest.map_or(0, |point| point.reserve),
        verified: None,
        chances: Vec::new(),
        rungs: if watch.time_is_up() { Vec::new() } else { pulled(&with_people, &plan, watch)? },
        varied: if varies { what_if(&alone, &plan, &found, watch)? } else { Vec::new() },
        found,
        reserve,
    };
    Ok((sized, Tried { floor: with_people, goals: task.goals }))
}

/// How the ladder fares on fresh days.
fn pulled(floor: &Floor, plan: &SizePlan, watch: &dyn SizeWatch) -> Result<Vec<RungPulled>, SizeError> {
    let probes: Vec<Probe> = (0..floor.ladder.rungs.len()).map(|rung| Probe::Rung(rung, RungFigure::Pulls)).collect();
    if probes.is_empty() {
        return Ok(Vec::new());
    }
    let found = match probe(floor, &probes, 0..plan.days, plan.seed.wrapping_add(FRESH), watch) {
        Ok(found) => found,
        Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let rung = |(rung, found): (&crate::model::Rung, &Probed)| RungPulled {
        name: rung.name.clone(),
        pulls: found.mean().unwrap_or(0.0),
        share_of_days: found.share_with_any(LEVEL),
    };
    Ok(floor.ladder.rungs.iter().zip(&found).map(rung).collect())
}

/// The dates with their people, to be tried as one floor.
struct Together<'a> {
    floor: &'a Floor,
    plan: &'a SizePlan,
    tried: &'a [Tried],
}

impl Together<'_> {
    /// Plays all dates, one after the other, on fresh days and writes down what they say of each; the share of days on which all reach
    /// their targets of the day.
    fn on_fresh_days(&self, dates: &mut [SizedDate], watch: &dyn SizeWatch) -> Result<Option<Share>, SizeError> {
        let floor = self.whole()?;
        let calls: f64 = floor.queues.iter().map(|queue| calls_a_day(&queue.arrivals)).sum();
        let days = ((CALLS_TO_TRY / calls) as u32).max(MANY_DAYS).min(self.plan.days.saturating_mul(3));
        let seed = self.plan.seed.wrapping_add(FRESH);
        let probes: Vec<Probe> = (0..self.tried.len()).flat_map(|date| self.probes(date)).collect();
        let found = match probe(&floor, &probes, 0..days, seed, watch) {
            Ok(found) => found,
            Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let goals: usize = self.tried.iter().map(|tried| tried.goals.len()).sum();
        let level = 1.0 - (1.0 - LEVEL_OF_ALL) / goals.max(1) as f64;
        let (mut left, mut good) = (&found[..], vec![true; days as usize]);
        for (date, tried) in dates.iter_mut().zip(self.tried) {
            let (of_goals, others) = left.split_at(tried.goals.len());
            let (of_intervals, others) = others.split_at(date.people.len());
            left = others;
            date.verified = Some(told(&tried.goals, of_goals, (days, seed), level));
            date.chances = of_intervals.iter().map(|found| chance(&tried.goals, found)).collect();
            for (goal, found) in tried.goals.iter().zip(of_goals).filter(|(goal, _)| is_of_days(goal)) {
                let reaches = found.days_on_which(|figure| goal.measure.reaches(figure, goal.target));
                good.iter_mut().zip(reaches).for_each(|(good, reaches)| *good &= reaches.unwrap_or(true));
            }
        }
        let is_asked = self.tried.iter().flat_map(|tried| &tried.goals).any(is_of_days);
        let all = good.iter().filter(|good| **good).count() as u64;
        Ok(wilson(all, days.into(), LEVEL).filter(|_| is_asked))
    }

    /// A probe for each goal of a date, then the measure that leads in each of its intervals.
    fn probes(&self, date: usize) -> Vec<Probe> {
        let slices = self.floor.calendar().slices(self.floor.interval);
        let first = slices.take_while(|slice| slice.session < date).count();
        let Tried { floor, goals } = &self.tried[date];
        let of_goal =
            |goal: &Goal| Probe::Measure(goal.measure, first + goal.intervals.start..first + goal.intervals.end);
        let lead = Goal::lead(goals);
        let of_interval = |i: usize| Probe::Measure(lead, first + i..first + i + 1);
        goals.iter().map(of_goal).chain((0..floor.interval_count()).map(of_interval)).collect()
    }

    /// The floor of all dates, each with the people that were found for it.
    fn whole(&self) -> Result<Floor, SizeError> {
        let mut parts = self.floor.clone().into_parts();
        let is_there = |name: &str| self.tried.iter().any(|of| of.floor.ladder.rungs.iter().any(|r| r.name == name));
        parts.ladder.rungs.retain(|rung| is_there(&rung.name));
        let sessions = self.floor.calendar().sessions();
        let before: Vec<Floor> = (0..sessions.len())
            .map(|session| self.floor.on_date(session))
            .collect::<Result<_, _>>()
            .map_err(SizeError::Floor)?;
        for (g, group) in parts.groups.iter_mut().enumerate() {
            let now = self.tried.iter().map(|of| &of.floor.groups[g]);
            let by_date: Vec<(&Session, &AgentGroup)> = sessions.iter().zip(now).collect();
            let is_as_before = before.iter().zip(&by_date).all(|(before, (_, now))| before.groups[g] == **now);
            if !is_as_before {
                group.presence = if group.lent { on_call(&by_date) } else { counted(&by_date) };
            }
        }
        Floor::new(parts).map_err(SizeError::Floor)
    }
}

/// Those who are there on each date, all day or by head-counts, as head-counts of all dates.
fn counted(by_date: &[(&Session, &AgentGroup)]) -> Presence {
    let of_date = |(session, group): &(&Session, &AgentGroup)| match &group.presence {
        Presence::People(people) => vec![HeadCount { start: session.open, people: *people }],
        Presence::HeadCounts(rows) => {
            let midnight = session.midnight - SimTime::MIDNIGHT;
            rows.iter().map(|row| HeadCount { start: row.start + midnight, ..*row }).collect()
        }
        Presence::Shifts(_) => Vec::new(),
    };
    Presence::HeadCounts(by_date.iter().flat_map(of_date).collect())
}

/// Those who are on call on each date while it is open, as shifts.
fn on_call(by_date: &[(&Session, &AgentGroup)]) -> Presence {
    let of_date = |(session, group): &(&Session, &AgentGroup)| {
        let midnight = session.midnight - SimTime::MIDNIGHT;
        let all_day = |people: u32| Shift {
            on: OnDates::only([session.day()]),
            ..Shift::new(people, session.open - midnight, session.close - midnight)
        };
        match &group.presence {
            Presence::People(people) if *people > 0 => Some(all_day(*people)),
            Presence::People(_) | Presence::Shifts(_) | Presence::HeadCounts(_) => None,
        }
    };
    let shifts: Vec<Shift> = by_date.iter().filter_map(of_date).collect();
    if shifts.is_empty() { Presence::People(0) } else { Presence::Shifts(shifts) }
}

/// Whether a goal is asked of the day, on a share of days.
fn is_of_days(goal: &Goal) -> bool {
    goal.of == GoalOf::Day && goal.share_of_days.is_some()
}

/// The share of days on which an interval reaches the target of the measure that leads.
fn chance(goals: &[Goal], found: &Probed) -> Option<f64> {
    let lead = Goal::lead(goals);
    let goal = goals.iter().find(|goal| goal.measure == lead)?;
    found.share_of_days(|figure| lead.reaches(figure, goal.target), LEVEL).map(|share| share.mean)
}
