//! Several dates: each sized as a floor of its own, then all of them tried together on fresh days.

use super::FRESH;
use super::plan::{ReservePlan, SizePlan};
use super::reserve::{size_with_reserve, with_reserve, without_reserve};
use super::results::{ReserveResults, SizeResults, Verified};
use super::rungs::{RungPulled, pulled};
use super::size::size;
use super::task::Task;
use super::together::{Together, Tried, days_met};
use super::variation::{VariedResult, what_if};
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::experiment::results::Verdict;
use crate::model::Floor;
use crate::stats::Share;
use jiff::civil::Date;

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
    /// The share of those days on which each interval reaches the target of the measure that leads; `None`: it has
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
        self.verified.as_ref().and_then(days_met)
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
    let together = Together { floor, plan: asked.plan, tried: &tried };
    let Some(found) = together.on_fresh_days(asked.plan.seed.wrapping_add(FRESH), watch)? else {
        return Ok(SizedDates { dates, all_together: None });
    };
    for (date, found) in dates.iter_mut().zip(found.dates) {
        (date.verified, date.chances) = (Some(found.verified), found.chances);
    }
    Ok(SizedDates { dates, all_together: found.all })
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
