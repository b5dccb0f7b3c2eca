//! Base and reserve: fewer people who surely come, and some who are called when they are needed.

use super::goal::{Goal, GoalOf};
use super::newsvendor::at_once;
use super::plan::{Per, ReserveFrom, ReservePlan, SizePlan};
use super::results::{ReservePoint, ReserveResults};
use super::task::Task;
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::experiment::{Probe, RunError, probe};
use crate::figures::{GroupFigure, Measure};
use crate::model::{AgentGroup, Floor, Presence};

/// Bases in a row without any reserve that does, after which fewer are not tried.
const GIVEN_UP: u32 = 2;

/// For every base the smallest reserve with which the targets of the day hold. The share of days does not rise with every
/// one more in reserve (who empties the queue is sent home, and takes an hour to come again), so reserves are tried one by one.
///
/// # Errors
/// See [`SizeError`].
pub fn size_with_reserve(
    floor: &Floor,
    (plan, asked): (&SizePlan, &ReservePlan),
    without: i32,
    watch: &dyn SizeWatch,
) -> Result<ReserveResults, SizeError> {
    let plan = plan.with_one_number(floor);
    let task = Task::new(floor, &plan, watch)?;
    let group = match &asked.from {
        ReserveFrom::AtOnce => return at_once(&task, asked),
        ReserveFrom::Group(name) => on_call(floor, name)?,
    };
    if asked.home_cost.is_some() {
        return Err(SizeError::HomeOnlyAtOnce);
    }
    watch.step(SizeStep::Reserves);
    let goals: Vec<Goal> = task.goals.iter().filter(|goal| goal.of == GoalOf::Day).cloned().collect();
    let scan = Scan { task: &task, asked, group, goals, watch };
    let [slot] = &task.variables.slots[..] else { return Err(SizeError::SeveralGroups) };
    let (mut curve, mut scanned, mut in_vain) = (Vec::new(), Vec::new(), 0);
    let mut base = without.clamp(slot.least, slot.most);
    while base >= slot.least && in_vain < GIVEN_UP && !watch.time_is_up() {
        let found = scan.base(base, &mut scanned)?;
        in_vain = if found.is_some() { 0 } else { in_vain + 1 };
        curve.extend(found);
        base -= 1;
    }
    curve.reverse();
    scanned.sort_by_key(|point| (point.base, point.reserve));
    Ok(ReserveResults { plan: asked.clone(), per: task.variables.per, days: Some(plan.days), curve, scanned })
}

/// The place of a lent group that a rung of the ladder calls.
fn on_call(floor: &Floor, name: &str) -> Result<usize, SizeError> {
    let group = floor.groups.iter().position(|group| group.name == *name);
    let group = group.ok_or_else(|| SizeError::UnknownGroup(name.to_owned()))?;
    match () {
        () if !floor.groups[group].lent => Err(SizeError::NotLent(name.to_owned())),
        () if !floor.rungs().any(|rung| rung.does.group() == name) => Err(SizeError::NeverCalled(name.to_owned())),
        () => Ok(group),
    }
}

/// The floor as it is when nobody of the reserve is called.
///
/// # Errors
/// If there is no such reserve, or the model does not take it.
pub fn without_reserve(floor: &Floor, asked: &ReservePlan) -> Result<Floor, SizeError> {
    let mut parts = floor.clone().into_parts();
    if let ReserveFrom::Group(name) = &asked.from {
        on_call(floor, name)?;
    }
    match &asked.from {
        ReserveFrom::Group(name) => parts.retain_rungs(|rung| rung.does.group() != name),
        ReserveFrom::AtOnce => {}
    }
    Floor::new(parts).map_err(SizeError::Floor)
}

impl SizePlan {
    /// The same with one number: of the day for people who are there all day, else of the scenario's shape.
    pub fn with_one_number(&self, floor: &Floor) -> Self {
        let all_day = |group: &AgentGroup| group.lent || matches!(group.presence, Presence::People(_));
        let usual = if floor.groups.iter().all(all_day) { Per::Day } else { Per::Shape };
        Self { per: Some(self.per.filter(|per| *per != Per::Interval).unwrap_or(usual)), ..self.clone() }
    }
}

struct Scan<'a> {
    task: &'a Task<'a>,
    asked: &'a ReservePlan,
    group: usize,
    goals: Vec<Goal>,
    watch: &'a dyn SizeWatch,
}

impl Scan<'_> {
    /// The smallest reserve that does for a base.
    fn base(&self, base: i32, scanned: &mut Vec<ReservePoint>) -> Result<Option<ReservePoint>, SizeError> {
        for reserve in 0..=self.asked.most {
            let Some((point, is_enough)) = self.point(base, reserve)? else { continue };
            scanned.push(point);
            if is_enough {
                return Ok(Some(point));
            }
        }
        Ok(None)
    }

    /// One base with one reserve; `None` if the floor is overloaded beyond its limits.
    fn point(&self, base: i32, reserve: u32) -> Result<Option<(ReservePoint, bool)>, SizeError> {
        self.watch.tried();
        let floor = with_reserve(self.task, self.asked, (base, reserve))?;
        let day = 0..self.task.variables.slices.len();
        let mut probes: Vec<Probe> = self.goals.iter().map(Goal::probe).collect();
        probes.push(Probe::Measure(Measure::Cost, day.clone()));
        probes.push(Probe::Measure(Measure::SignedInHours, day));
        probes.push(Probe::Group(self.group, GroupFigure::BorrowedHours));
        let plan = self.task.plan;
        let found = match probe(&floor, &probes, 0..plan.days, plan.seed, self.watch) {
            Ok(found) => found,
            Err(RunError::TooManyWaiting { .. } | RunError::TooLong { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let figures: Vec<Option<f64>> = self.goals.iter().zip(&found).map(|(goal, found)| goal.figure(found)).collect();
        let slack =
            self.goals.iter().zip(&figures).map(|(goal, figure)| goal.slack(*figure)).fold(f64::INFINITY, f64::min);
        let share = |(goal, figure): (&Goal, &Option<f64>)| goal.share_of_days.and(*figure);
        let shares = self.goals.iter().zip(&figures).filter_map(share).reduce(f64::min);
        let [cost, signed_in, borrowed] = &found[self.goals.len()..] else { return Ok(None) };
        let hours = (self.task.floor.close() - self.task.floor.open()).as_hours();
        let on_standby = self.asked.standby_cost * f64::from(reserve) * hours;
        let point = ReservePoint {
            base,
            reserve,
            cost: cost.mean().unwrap_or_else(|| signed_in.mean().unwrap_or(0.0)) + on_standby,
            hours_at_work: signed_in.mean().unwrap_or(0.0),
            days_called: borrowed.share_with_any(0.95).map_or(0.0, |share| share.mean),
            share_of_days: shares.unwrap_or(f64::from(u8::from(slack >= 0.0))),
        };
        Ok(Some((point, slack >= 0.0)))
    }
}

/// The floor with a base and so many people of a lent group in reserve.
///
/// # Errors
/// If the model does not take them, or there is no such group.
pub(super) fn with_reserve(
    task: &Task<'_>,
    asked: &ReservePlan,
    (base, reserve): (i32, u32),
) -> Result<Floor, SizeError> {
    let floor = task.variables.floor_with(task.floor, &[base]).map_err(SizeError::Floor)?;
    let ReserveFrom::Group(name) = &asked.from else { return Ok(floor) };
    let mut parts = floor.into_parts();
    let in_reserve = parts.groups.iter_mut().find(|group| group.name == *name);
    in_reserve.ok_or_else(|| SizeError::UnknownGroup(name.clone()))?.presence = Presence::People(reserve);
    if reserve == 0 {
        parts.retain_rungs(|rung| rung.does.group() != name);
    }
    Floor::new(parts).map_err(SizeError::Floor)
}
