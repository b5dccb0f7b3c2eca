//! Shifts of several dates: each date has its own, which cover what it needs, and all of them are tried together; where a date misses
//! a target then, more people are needed on it than was said, and its shifts are found anew.

use super::FRESH;
use super::goal::GoalOf;
use super::plan::{Per, SizePlan};
use super::results::VerifiedGoal;
use super::shifts::{REPAIRS, Repair, ShiftsResults, missed_for_sure, shifts_for_needs, worst};
use super::task::Task;
use super::together::{DateTried, DatesTried, Together, Tried, days_met};
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::cover::{CoverFound, CoverRules};
use crate::experiment::results::Verdict;
use crate::model::Floor;
use crate::stats::Share;
use jiff::civil::Date;

/// The shifts of a date.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftsOfDate {
    /// Which, of several.
    pub date: Option<Date>,
    /// What was found; of several dates what days say of it is what they say when all are played.
    pub found: ShiftsResults,
    /// The share of fresh days of all dates on which each interval reaches the target of the measure that leads; empty: they were not
    /// tried together.
    pub chances: Vec<Option<f64>>,
}

/// Shifts, date by date.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftsByDate {
    /// In order; one without a date, if there are not several.
    pub dates: Vec<ShiftsOfDate>,
    /// The share of fresh days on which every date reaches its targets of the day; `None`: none is asked for a share of days, or
    /// dates were not tried together.
    pub all_together: Option<Share>,
}

impl ShiftsOfDate {
    /// The share of days on which it reaches its targets of the day, of several the worst; `None`: none is asked for a share of days.
    pub fn days_met(&self) -> Option<Share> {
        self.found.tried.as_ref().and_then(|tried| tried.verified.as_ref()).and_then(days_met)
    }
}

impl ShiftsByDate {
    /// Those of a day.
    pub fn of_a_day(found: ShiftsResults) -> Self {
        Self { dates: vec![ShiftsOfDate { date: None, found, chances: Vec::new() }], all_together: None }
    }

    /// What was found, if it is of one day and not of dates.
    pub fn one_day(&self) -> Option<&ShiftsResults> {
        match &self.dates[..] {
            [one] if one.date.is_none() => Some(&one.found),
            _ => None,
        }
    }

    /// Whether every date has shifts that keep to the rules and, as far as days were asked, meet the targets.
    pub fn is_possible(&self) -> bool {
        self.dates.iter().all(|date| date.found.is_possible())
    }

    /// Whether the time given was up before all was tried.
    pub fn is_cut_short(&self) -> bool {
        self.dates.iter().any(|date| date.found.is_cut_short)
    }

    /// Shifts of dates that have some, or the nearest that can be had.
    pub fn covering(&self) -> impl Iterator<Item = &CoverFound> {
        self.dates.iter().filter_map(|date| date.found.covering())
    }

    /// What all of them cost.
    pub fn cost(&self) -> f64 {
        self.covering().map(|found| found.cost).sum()
    }

    /// Nothing can cost less, as the dates share nothing.
    pub fn bound(&self) -> f64 {
        self.covering().map(|found| found.bound).sum()
    }

    /// By how much of their cost they may be dearer than the best.
    pub fn gap(&self) -> f64 {
        let cost = self.cost();
        if cost > 0.0 { ((cost - self.bound()) / cost).max(0.0) } else { 0.0 }
    }

    /// Missed if any date is, met if all are.
    pub fn verdict(&self) -> Verdict {
        let are = |verdict: Verdict| self.dates.iter().filter(|date| date.found.verdict() == verdict).count();
        match () {
            () if are(Verdict::Missed) > 0 => Verdict::Missed,
            () if are(Verdict::Met) == self.dates.len() => Verdict::Met,
            () => Verdict::Undecided,
        }
    }
}

/// Shifts for each date of a floor, by rules with the needs of that date, so that it meets its targets with them.
///
/// # Errors
/// See [`SizeError`].
pub fn shifts_for_dates(
    floor: &Floor,
    plan: &SizePlan,
    rules: Vec<CoverRules>,
    watch: &dyn SizeWatch,
) -> Result<ShiftsByDate, SizeError> {
    let plan = SizePlan { per: Some(Per::Interval), ..plan.clone() };
    let sessions = floor.calendar().sessions();
    let floors: Vec<Floor> =
        (0..sessions.len()).map(|at| floor.on_date(at)).collect::<Result<_, _>>().map_err(SizeError::Floor)?;
    let tasks: Vec<Task<'_>> = floors.iter().map(|floor| Task::new(floor, &plan, watch)).collect::<Result<_, _>>()?;
    let mut all = AllDates { floor, plan: &plan, tasks: &tasks, watch, dates: Vec::new(), repairs: Vec::new() };
    for ((session, task), rules) in sessions.iter().zip(&tasks).zip(rules) {
        let mut found = shifts_for_needs(rules, watch)?;
        let mut repair = Repair::new(task, &found, watch);
        if let Some(repair) = &mut repair {
            found.tried = Some(repair.until_others_agree(&mut found)?);
        }
        all.repairs.extend(repair);
        all.dates.push(ShiftsOfDate { date: session.date, found, chances: Vec::new() });
    }
    let all_together = if all.can_be_tried() { all.tried_together()? } else { None };
    all.dates.iter_mut().for_each(|date| date.found.is_cut_short = watch.time_is_up());
    Ok(ShiftsByDate { dates: all.dates, all_together })
}

struct AllDates<'a> {
    floor: &'a Floor,
    plan: &'a SizePlan,
    tasks: &'a [Task<'a>],
    watch: &'a dyn SizeWatch,
    dates: Vec<ShiftsOfDate>,
    /// One for each date that has shifts.
    repairs: Vec<Repair<'a>>,
}

impl AllDates<'_> {
    fn can_be_tried(&self) -> bool {
        self.repairs.len() == self.dates.len() && !self.watch.time_is_up()
    }

    /// Repairs dates that miss a target when all are played, and writes down what fresh days say of each; the share of these on which
    /// all are good.
    fn tried_together(&mut self) -> Result<Option<Share>, SizeError> {
        self.watch.step(SizeStep::Verifies);
        for round in 1..=REPAIRS {
            // No days on which a date was repaired by itself.
            let Some(tried) = self.on_days_of(REPAIRS + 1 + round)? else { break };
            if !self.raised_where_missed(&tried.dates)? || self.watch.time_is_up() {
                break;
            }
        }
        let Some(found) = self.on_days_of(1)?.filter(|_| !self.watch.time_is_up()) else { return Ok(None) };
        for (date, fresh) in self.dates.iter_mut().zip(found.dates) {
            date.chances = fresh.chances;
            if let Some(tried) = &mut date.found.tried {
                tried.verified = Some(fresh.verified);
            }
        }
        Ok(found.all)
    }

    fn on_days_of(&self, seeds: u64) -> Result<Option<DatesTried>, SizeError> {
        let one = |((date, repair), task): ((&ShiftsOfDate, &Repair<'_>), &Task<'_>)| {
            Ok(Tried { floor: repair.floor(&date.found)?, goals: task.goals.clone() })
        };
        let all = self.dates.iter().zip(&self.repairs).zip(self.tasks);
        let tried: Vec<Tried> = all.map(one).collect::<Result<_, SizeError>>()?;
        let together = Together { floor: self.floor, plan: self.plan, tried: &tried };
        together.on_fresh_days(self.plan.seed.wrapping_add(FRESH * seeds), self.watch)
    }

    /// Whether any date got more people.
    fn raised_where_missed(&mut self, tried: &[DateTried]) -> Result<bool, SizeError> {
        let mut is_raised = false;
        for ((date, repair), tried) in self.dates.iter_mut().zip(&mut self.repairs).zip(tried) {
            let short = short_on(tried);
            if !short.is_empty() && repair.raised(&mut date.found, &short)? {
                date.found.tried = Some(repair.until_enough(&mut date.found)?);
                is_raised = true;
            }
        }
        Ok(is_raised)
    }
}

/// Intervals of a date that miss a target for sure, of the day in those that are least sure.
fn short_on(tried: &DateTried) -> Vec<usize> {
    let doubts: Vec<f64> = tried.chances.iter().map(|chance| 1.0 - chance.unwrap_or(1.0)).collect();
    let is_missed = |one: &&VerifiedGoal| one.verdict == Verdict::Missed && one.goal.of != GoalOf::Interval;
    let of_day = tried.verified.goals.iter().filter(is_missed).flat_map(|one| worst(&one.goal, &doubts));
    let mut short: Vec<usize> = missed_for_sure(&tried.verified).into_iter().chain(of_day).collect();
    short.sort_unstable();
    short.dedup();
    short
}
