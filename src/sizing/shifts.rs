//! Shifts that cover needs, tried on simulated days: where these miss a target, more people are needed there than was said, and
//! shifts are found anew (Ingolfsson, Campello, Wu and Cabral 2010).

use super::goal::{Goal, GoalOf};
use super::judge::PeopleJudged;
use super::plan::{Per, SizePlan};
use super::results::{Verified, VerifiedGoal};
use super::simulated::play;
use super::task::Task;
use super::verify::counted;
use super::watch::{SizeError, SizeStep, SizeWatch};
use super::{FRESH, FRESH_TIMES};
use crate::cover::{CoverFound, CoverOutcome, CoverRules, CoveringShift, cover};
use crate::experiment::results::Verdict;
use crate::model::{Break, Floor, Presence, Rung, Shift};

/// So often needs are raised because days miss a target.
const ROUNDS: u32 = 20;
/// So often fresh days may say that they are missed after all.
pub(super) const REPAIRS: u64 = 3;

/// Shifts that were tried on days.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftsTried {
    /// Days on which they were tried.
    pub days: u32,
    /// How often shifts were found anew because days missed a target.
    pub rounds: u32,
    /// What the shifts cost that cover the needs as they were said.
    pub cost_before: f64,
    /// How many more people are needed than was said, by need and interval.
    pub raised: Vec<Vec<u32>>,
    /// The goals with their figures, or shares of days.
    pub figures: Vec<(Goal, Option<f64>)>,
    /// Whether all of them are reached.
    pub is_enough: bool,
    /// What fresh days say; `None`: the time given was up.
    pub verified: Option<Verified>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftsResults {
    /// The rules, with the needs as they were raised.
    pub rules: CoverRules,
    /// The shifts, or why there are none.
    pub outcome: CoverOutcome,
    /// What days say of them, if there is a floor to try them on and shifts were found.
    pub tried: Option<ShiftsTried>,
    /// Whether the time given was up before all was tried.
    pub is_cut_short: bool,
}

impl ShiftsResults {
    /// The shifts, or the nearest that can be had.
    pub const fn covering(&self) -> Option<&CoverFound> {
        match &self.outcome {
            CoverOutcome::Found(found) => Some(found),
            CoverOutcome::Impossible { best, .. } => best.as_ref(),
            CoverOutcome::Stopped => None,
        }
    }

    /// What can be said for sure.
    pub fn verdict(&self) -> Verdict {
        match (&self.outcome, &self.tried) {
            (CoverOutcome::Impossible { .. }, _) => Verdict::Missed,
            (CoverOutcome::Found(_), Some(tried)) if !tried.is_enough => Verdict::Missed,
            (CoverOutcome::Found(_), Some(ShiftsTried { verified: Some(verified), .. })) => verified.verdict,
            (CoverOutcome::Found(_), Some(_) | None) | (CoverOutcome::Stopped, _) => Verdict::Undecided,
        }
    }

    /// Whether shifts were found that keep to the rules and, as far as days were asked, meet the targets.
    pub fn is_possible(&self) -> bool {
        matches!(self.outcome, CoverOutcome::Found(_)) && self.tried.as_ref().is_none_or(|tried| tried.is_enough)
    }
}

/// Shifts for needs alone, of which no floor is known.
///
/// # Errors
/// If it is stopped.
pub fn shifts_for_needs(rules: CoverRules, watch: &dyn SizeWatch) -> Result<ShiftsResults, SizeError> {
    watch.step(SizeStep::Covers);
    let outcome = cover(&rules, &|| is_over(watch));
    goes_on(watch)?;
    Ok(ShiftsResults { rules, outcome, tried: None, is_cut_short: watch.time_is_up() })
}

/// Shifts for the groups of a floor, so that it meets its targets with them.
///
/// # Errors
/// See [`SizeError`].
pub fn shifts_for_floor(
    floor: &Floor,
    plan: &SizePlan,
    rules: CoverRules,
    watch: &dyn SizeWatch,
) -> Result<ShiftsResults, SizeError> {
    let mut found = shifts_for_needs(rules, watch)?;
    if !matches!(found.outcome, CoverOutcome::Found(_)) {
        return Ok(found);
    }
    let plan = SizePlan { per: Some(Per::Interval), ..plan.clone() };
    let task = Task::new(floor, &plan, watch)?;
    let Some(mut repair) = Repair::new(&task, &found, watch) else { return Ok(found) };
    let mut tried = repair.until_others_agree(&mut found)?;
    if !watch.time_is_up() {
        watch.step(SizeStep::Verifies);
        let days = plan.days.saturating_mul(FRESH_TIMES);
        tried.verified = Some(repair.verified(&found, (days, plan.seed.wrapping_add(FRESH)))?);
    }
    Ok(ShiftsResults { tried: Some(tried), is_cut_short: watch.time_is_up(), ..found })
}

/// Raises needs where days miss a target.
pub(super) struct Repair<'a> {
    task: &'a Task<'a>,
    watch: &'a dyn SizeWatch,
    /// The rules with the needs as they were said.
    said: CoverRules,
    cost_before: f64,
    rounds: u32,
}

impl<'a> Repair<'a> {
    /// Of shifts that were found; `None` if there are none.
    pub fn new(task: &'a Task<'a>, found: &ShiftsResults, watch: &'a dyn SizeWatch) -> Option<Self> {
        let CoverOutcome::Found(first) = &found.outcome else { return None };
        Some(Self { task, watch, said: found.rules.clone(), cost_before: first.cost, rounds: 0 })
    }

    /// Raises needs until neither the days of the search nor others miss a target, or no more can be done.
    pub fn until_others_agree(&mut self, found: &mut ShiftsResults) -> Result<ShiftsTried, SizeError> {
        let plan = self.task.plan;
        let mut tried = self.until_enough(found)?;
        for round in 1..=REPAIRS {
            if !tried.is_enough || self.watch.time_is_up() {
                break;
            }
            self.watch.step(SizeStep::Verifies);
            let seed = plan.seed.wrapping_add(FRESH * (round + 1));
            let verified = self.verified(found, (plan.days.saturating_mul(FRESH_TIMES), seed))?;
            let short = missed_for_sure(&verified);
            if short.is_empty() || !self.raised(found, &short)? {
                break;
            }
            tried = self.until_enough(found)?;
        }
        Ok(tried)
    }

    /// Raises needs where days of the search miss a target, until none do or no more can be done.
    pub fn until_enough(&mut self, found: &mut ShiftsResults) -> Result<ShiftsTried, SizeError> {
        loop {
            let judged = self.judged(found)?;
            let short = self.short(&judged);
            let is_last = self.rounds >= ROUNDS || self.watch.time_is_up();
            if short.is_empty() || is_last || !self.raised(found, &short)? {
                return Ok(self.told(found, &judged));
            }
        }
    }

    fn judged(&self, found: &ShiftsResults) -> Result<PeopleJudged, SizeError> {
        self.watch.tried();
        let plan = self.task.plan;
        let floor = self.floor(found)?;
        let intervals = self.task.variables.slices.len();
        play(&floor, &self.task.goals, intervals, (plan.days, plan.seed), self.watch)
    }

    /// The floor with these shifts.
    pub fn floor(&self, found: &ShiftsResults) -> Result<Floor, SizeError> {
        match &found.outcome {
            CoverOutcome::Found(covering) => floor_with_shifts(self.task.floor, &found.rules, &covering.shifts),
            CoverOutcome::Impossible { .. } | CoverOutcome::Stopped => Ok(self.task.floor.clone()),
        }
    }

    /// Intervals in which more people are needed: those that miss a target, of a day that does those with the most misses.
    fn short(&self, judged: &PeopleJudged) -> Vec<usize> {
        let missed = judged.missed().map(|goal| &self.task.goals[goal]);
        let mut short: Vec<usize> = missed.flat_map(|goal| worst(goal, &judged.misses)).collect();
        short.sort_unstable();
        short.dedup();
        short
    }

    fn verified(&self, found: &ShiftsResults, days: (u32, u64)) -> Result<Verified, SizeError> {
        counted(&self.task.goals, &self.floor(found)?, days, self.watch)
    }

    /// Finds shifts anew with one person more in these intervals; false, and all as before, if there are none.
    pub fn raised(&mut self, found: &mut ShiftsResults, short: &[usize]) -> Result<bool, SizeError> {
        let CoverOutcome::Found(before) = &found.outcome else { return Ok(false) };
        self.watch.step(SizeStep::Covers);
        self.rounds += 1;
        let mut rules = found.rules.clone();
        for i in short {
            raise(&mut rules, *i, before);
        }
        let outcome = cover(&rules, &|| is_over(self.watch));
        goes_on(self.watch)?;
        let is_found = matches!(outcome, CoverOutcome::Found(_));
        if is_found {
            (found.rules, found.outcome) = (rules, outcome);
        }
        Ok(is_found)
    }

    fn told(&self, found: &ShiftsResults, judged: &PeopleJudged) -> ShiftsTried {
        let of_need =
            |(now, said): (&Vec<u32>, &Vec<u32>)| now.iter().zip(said).map(|(now, said)| now - said).collect();
        let people = |rules: &CoverRules| rules.needs.iter().map(|need| need.people.clone()).collect::<Vec<_>>();
        let (now, said) = (people(&found.rules), people(&self.said));
        ShiftsTried {
            days: self.task.plan.days,
            rounds: self.rounds,
            cost_before: self.cost_before,
            raised: now.iter().zip(&said).map(of_need).collect(),
            figures: self.task.goals.iter().cloned().zip(judged.figures.iter().copied()).collect(),
            is_enough: judged.is_enough(),
            verified: None,
        }
    }
}

/// Intervals that days miss for sure.
pub(super) fn missed_for_sure(verified: &Verified) -> Vec<usize> {
    let is_missed = |one: &&VerifiedGoal| one.verdict == Verdict::Missed && one.goal.of == GoalOf::Interval;
    verified.goals.iter().filter(is_missed).map(|one| one.goal.intervals.start).collect()
}

/// One person more than there are, of those whose need is met most narrowly.
fn raise(rules: &mut CoverRules, interval: usize, found: &CoverFound) {
    let there = &found.intervals[interval].present;
    let spare = |need: usize| {
        let covers = rules.shifts.iter().zip(there).filter(|(rule, _)| rule.covers.contains(&need));
        let there: u32 = covers.map(|(_, people)| people).sum();
        there.saturating_sub(rules.needs[need].people[interval])
    };
    let narrowest = (0..rules.needs.len()).map(|need| (spare(need), need)).min();
    if let Some((spare, need)) = narrowest {
        rules.needs[need].people[interval] += spare + 1;
    }
}

/// Where people are missing for a goal: of an interval there, else in an eighth of its intervals, those with the most misses.
pub(super) fn worst(goal: &Goal, misses: &[f64]) -> Vec<usize> {
    let mut all: Vec<usize> = goal.intervals.clone().collect();
    all.sort_by(|a, b| misses[*b].total_cmp(&misses[*a]).then(a.cmp(b)));
    all.truncate(all.len().div_ceil(8));
    all
}

fn is_over(watch: &dyn SizeWatch) -> bool {
    watch.time_is_up() || watch.interrupted()
}

fn goes_on(watch: &dyn SizeWatch) -> Result<(), SizeError> {
    if watch.interrupted() { Err(SizeError::interrupted()) } else { Ok(()) }
}

/// The floor with these shifts in place of what the groups of the rules have.
fn floor_with_shifts(floor: &Floor, rules: &CoverRules, shifts: &[CoveringShift]) -> Result<Floor, SizeError> {
    let mut parts = floor.clone().into_parts();
    let is_planned = |name: &str| rules.shifts.iter().any(|rule| rule.group == name);
    for group in parts.groups.iter_mut().filter(|group| is_planned(&group.name)) {
        let of_group = shifts.iter().filter(|shift| rules.shifts[shift.rule].group == group.name);
        let of_group =
            of_group.flat_map(|shift| if rules.is_round { shift.within_a_day() } else { vec![shift.clone()] });
        let all: Vec<Shift> = of_group.map(|shift| planned(&shift)).collect();
        group.presence = if all.is_empty() { Presence::People(0) } else { Presence::Shifts(all) };
    }
    let has_nobody = |name: &str| {
        let mut groups = parts.groups.iter().filter(|group| group.name == name);
        groups.any(|group| matches!(group.presence, Presence::People(_)))
    };
    let is_in_vain = |rung: &Rung| rung.does.changes_shifts_of().is_some_and(has_nobody);
    parts.ladders.iter_mut().for_each(|ladder| ladder.rungs.retain(|rung| !is_in_vain(rung)));
    Floor::new(parts).map_err(SizeError::Floor)
}

fn planned(shift: &CoveringShift) -> Shift {
    let breaks = shift.breaks.iter().map(|(start, length)| Break { start: *start, length: *length });
    Shift { breaks: breaks.collect(), ..Shift::new(shift.people, shift.start, shift.end) }
}
