//! What is asked of sizing, made ready: what is free, what must hold, and where a search begins.

use super::goal::Goal;
use super::plan::{Per, SizePlan, TargetsOf};
use super::simulated::SimulatedJudge;
use super::variables::{Slot, Variables};
use super::watch::{SizeError, SizeStep, SizeWatch};
use crate::model::{Arrivals, Floor, Presence};
use crate::staffing;

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
        if floor.has_dates() {
            return Err(SizeError::SeveralDates);
        }
        if !floor.clock.is_even() {
            return Err(SizeError::ClocksChange(floor.hours[0].date));
        }
        watch.step(SizeStep::Starts);
        let groups = groups_sized(floor, plan)?;
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

    /// Where the search begins: what formulas say, else what the scenario has; with the latter if an earlier search goes on.
    pub fn guess(&self) -> Vec<i32> {
        if self.plan.resumes {
            return self.variables.as_planned();
        }
        let planned = self.variables.planned();
        let of = |i: usize| self.needs[i].unwrap_or(planned[i]) as i32;
        let one = |slot: &Slot| match self.variables.per {
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

/// The groups that are sized, by their places on the floor.
///
/// # Errors
/// If there is none.
pub fn groups_sized(floor: &Floor, plan: &SizePlan) -> Result<Vec<usize>, SizeError> {
    let place = |name: &String| {
        let at = floor.groups.iter().position(|group| group.name == *name);
        at.ok_or_else(|| SizeError::UnknownGroup(name.clone()))
    };
    let named: Vec<usize> = plan.groups.iter().map(place).collect::<Result<_, _>>()?;
    let own = (0..floor.groups.len()).filter(|g| !floor.groups[*g].lent).collect();
    let mut groups = if named.is_empty() { own } else { named };
    // Who is named twice is there once.
    groups.sort_unstable();
    groups.dedup();
    if groups.is_empty() { Err(SizeError::NobodyToSize) } else { Ok(groups) }
}

/// Calls expected on all dates.
pub(super) fn calls_a_day(arrivals: &Arrivals) -> f64 {
    match arrivals {
        Arrivals::Profile { rows, scale, .. } => scale * rows.iter().map(|row| row.calls).sum::<f64>(),
        Arrivals::Sample(days) => days.iter().flatten().map(|row| row.calls).sum::<f64>() / days.len().max(1) as f64,
        Arrivals::Calls(calls) => calls.len() as f64,
    }
}
