//! Several dates, each with its people, tried one after the other as one floor on fresh days: what carries over from date to date is
//! counted then.

use super::goal::{Goal, GoalOf};
use super::plan::SizePlan;
use super::results::Verified;
use super::task::calls_a_day;
use super::verify::{LEVEL_OF_ALL, told};
use super::watch::{SizeError, SizeWatch};
use crate::experiment::{Probe, Probed, RunError, probe};
use crate::model::{AgentGroup, Calendar, Floor, HeadCount, OnDates, Presence, Session, Shift};
use crate::stats::{Share, wilson};
use crate::units::SimTime;

/// No more calls are simulated to try all dates together, unless that were too few days to tell.
const CALLS_TO_TRY: f64 = 20e6;
/// They are tried on so many days if that many were asked for.
const MANY_DAYS: u32 = 300;
/// Level of the shares that stand beside.
const LEVEL: f64 = 0.95;

/// The floor of one date with the people that were found for it, and what they must reach.
pub(super) struct Tried {
    pub floor: Floor,
    pub goals: Vec<Goal>,
}

/// What fresh days of all dates say of one.
pub(super) struct DateTried {
    pub verified: Verified,
    /// The share of those days on which each interval reaches the target of the measure that leads; `None`: it has no callers.
    pub chances: Vec<Option<f64>>,
}

/// What fresh days say of all dates.
pub(super) struct DatesTried {
    /// Date by date.
    pub dates: Vec<DateTried>,
    /// The share of them on which every date reaches its targets of the day, if any is asked for a share of days.
    pub all: Option<Share>,
}

/// The dates with their people, to be tried as one floor.
pub(super) struct Together<'a> {
    pub floor: &'a Floor,
    pub plan: &'a SizePlan,
    pub tried: &'a [Tried],
}

impl Together<'_> {
    /// Plays all dates, one after the other, on days of a seed and tells what they say; `None` if so many callers wait that they
    /// cannot be played.
    pub fn on_fresh_days(&self, seed: u64, watch: &dyn SizeWatch) -> Result<Option<DatesTried>, SizeError> {
        let floor = self.whole()?;
        let calls: f64 = floor.queues.iter().map(|queue| calls_a_day(&queue.arrivals)).sum();
        let days = ((CALLS_TO_TRY / calls) as u32).max(MANY_DAYS).min(self.plan.days.saturating_mul(3));
        let probes: Vec<Probe> = (0..self.tried.len()).flat_map(|date| self.probes(date)).collect();
        let found = match probe(&floor, &probes, 0..days, seed, watch) {
            Ok(found) => found,
            Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let goals: usize = self.tried.iter().map(|tried| tried.goals.len()).sum();
        let level = 1.0 - (1.0 - LEVEL_OF_ALL) / goals.max(1) as f64;
        let (mut left, mut good, mut dates) = (&found[..], vec![true; days as usize], Vec::new());
        for tried in self.tried {
            let (of_goals, others) = left.split_at(tried.goals.len());
            let (of_intervals, others) = others.split_at(tried.floor.interval_count());
            left = others;
            dates.push(DateTried {
                verified: told(&tried.goals, of_goals, (days, seed), level),
                chances: of_intervals.iter().map(|found| chance(&tried.goals, found)).collect(),
            });
            for (goal, found) in tried.goals.iter().zip(of_goals).filter(|(goal, _)| is_of_days(goal)) {
                let reaches = found.days_on_which(|figure| goal.measure.reaches(figure, goal.target));
                good.iter_mut().zip(reaches).for_each(|(good, reaches)| *good &= reaches.unwrap_or(true));
            }
        }
        let is_asked = self.tried.iter().flat_map(|tried| &tried.goals).any(is_of_days);
        let all = good.iter().filter(|good| **good).count() as u64;
        Ok(Some(DatesTried { dates, all: wilson(all, days.into(), LEVEL).filter(|_| is_asked) }))
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
        let is_there = |name: &str| self.tried.iter().any(|of| of.floor.rungs().any(|r| r.name == name));
        parts.retain_rungs(|rung| is_there(&rung.name));
        let calendar = self.floor.calendar();
        let sessions = calendar.sessions();
        let before: Vec<Floor> = (0..sessions.len())
            .map(|session| self.floor.on_date(session))
            .collect::<Result<_, _>>()
            .map_err(SizeError::Floor)?;
        for (g, group) in parts.groups.iter_mut().enumerate() {
            let now = self.tried.iter().map(|of| &of.floor.groups[g]);
            let by_date: Vec<(&Session, &AgentGroup)> = sessions.iter().zip(now).collect();
            let is_as_before = before.iter().zip(&by_date).all(|(before, (_, now))| before.groups[g] == **now);
            if !is_as_before {
                let has_shifts = by_date.iter().any(|(_, now)| matches!(now.presence, Presence::Shifts(_)));
                group.presence = match (group.lent, has_shifts) {
                    (true, false) => on_call(calendar, &by_date),
                    (_, true) => rostered(&by_date),
                    (false, false) => counted(calendar, &by_date),
                };
            }
        }
        Floor::new(parts).map_err(SizeError::Floor)
    }
}

/// Those who are there on each date, all day or by head-counts, as head-counts of all dates.
fn counted(calendar: &Calendar, by_date: &[(&Session, &AgentGroup)]) -> Presence {
    let of_date = |(session, group): &(&Session, &AgentGroup)| match &group.presence {
        Presence::People(people) => vec![HeadCount { start: session.open, people: *people }],
        Presence::HeadCounts(rows) => {
            let midnight = calendar.origin(session) - SimTime::MIDNIGHT;
            rows.iter().map(|row| HeadCount { start: row.start + midnight, ..*row }).collect()
        }
        Presence::Shifts(_) => Vec::new(),
    };
    Presence::HeadCounts(by_date.iter().flat_map(of_date).collect())
}

/// Those who are on call on each date while it is open, as shifts.
fn on_call(calendar: &Calendar, by_date: &[(&Session, &AgentGroup)]) -> Presence {
    let of_date = |(session, group): &(&Session, &AgentGroup)| {
        let midnight = calendar.origin(session) - SimTime::MIDNIGHT;
        let all_day = |people: u32| Shift {
            on: OnDates::only([session.day]),
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

/// The shifts of each date as shifts of all dates.
fn rostered(by_date: &[(&Session, &AgentGroup)]) -> Presence {
    let of_date = |(session, group): &(&Session, &AgentGroup)| {
        let dated = |shift: &Shift| Shift { on: OnDates::only([session.day]), ..shift.clone() };
        match &group.presence {
            Presence::Shifts(shifts) => shifts.iter().map(dated).collect(),
            Presence::People(_) | Presence::HeadCounts(_) => Vec::new(),
        }
    };
    Presence::Shifts(by_date.iter().flat_map(of_date).collect())
}

/// Of the targets of the day that are asked for a share of days the one that is reached on the fewest.
pub(super) fn days_met(verified: &Verified) -> Option<Share> {
    let shares = verified.goals.iter().filter(|one| is_of_days(&one.goal)).filter_map(|one| one.share_of_days);
    shares.min_by(|a, b| a.mean.total_cmp(&b.mean))
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
