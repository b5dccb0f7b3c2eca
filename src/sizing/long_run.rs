//! Floors that never change: after their warm-up, Erlang's formulas.

use super::exact::Memoryless;
use super::goal::{Goal, KnownMeasure};
use super::judge::{Judge, PeopleJudged};
use super::variables::Variables;
use super::watch::SizeError;
use crate::analytic::erlang::{ErlangA, ErlangC, Load};
use crate::figures::Measure;
use crate::model::Floor;
use crate::units::Span;

/// Judges one number by Erlang's formulas: exact in the long run of a floor whose calls never change.
pub struct LongRunJudge<'a> {
    load: Load,
    calls_per_hour: f64,
    patience_s: Option<f64>,
    goals: &'a [Goal],
    intervals: usize,
}

impl<'a> LongRunJudge<'a> {
    /// `None` where it is no such floor, or formulas do not know a goal: the calls of the day must have one rate, and a warm-up
    /// must take away how the day begins.
    pub fn new(floor: &Floor, goals: &'a [Goal], variables: &Variables) -> Option<Self> {
        let [slot] = &variables.slots[..] else { return None };
        let memoryless = Memoryless::of(floor, slot.group)?;
        let calls_per_hour = memoryless.constant_rate(floor)?;
        let is_known = |goal: &Goal| goal.share_of_days.is_none() && KnownMeasure::of(goal.measure).is_some();
        let load = Load::per_hour(calls_per_hour, memoryless.handle_s).ok()?;
        let is_steady = floor.warm_up > Span::ZERO && calls_per_hour > 0.0 && goals.iter().all(is_known);
        let (patience_s, intervals) = (memoryless.patience_s, variables.slices.len());
        is_steady.then_some(Self { load, calls_per_hour, patience_s, goals, intervals })
    }

    fn figure(&self, measure: Measure, agents: f64) -> Option<f64> {
        let known = KnownMeasure::of(measure)?;
        let Some(patience_s) = self.patience_s else {
            let queue = ErlangC::new(self.load, agents).ok()?;
            return Some(match known {
                KnownMeasure::Answered => 1.0,
                KnownMeasure::Abandoned => 0.0,
                KnownMeasure::Asa => queue.asa_s(),
                KnownMeasure::Occupancy => queue.occupancy(),
                KnownMeasure::Within(within) => queue.service_level(within.as_secs()),
            });
        };
        let queue = ErlangA::new(self.load, agents, patience_s).ok()?;
        match known {
            KnownMeasure::Answered => Some(1.0 - queue.abandonment()),
            KnownMeasure::Abandoned => Some(queue.abandonment()),
            KnownMeasure::Asa => queue.asa_s(),
            KnownMeasure::Occupancy => queue.occupancy(),
            KnownMeasure::Within(within) => Some(queue.service_level(within.as_secs())),
        }
    }
}

impl Judge for LongRunJudge<'_> {
    fn goals(&self) -> &[Goal] {
        self.goals
    }

    fn judge(&self, values: &[i32]) -> Result<PeopleJudged, SizeError> {
        let agents = f64::from(values.first().copied().unwrap_or(0));
        let figures: Vec<Option<f64>> = self.goals.iter().map(|goal| self.figure(goal.measure, agents)).collect();
        // Callers who never hang up are too many for people who are no more than their load.
        if figures.iter().any(Option::is_none) {
            return Ok(PeopleJudged::hopeless(self.goals, self.intervals));
        }
        let by_interval = vec![self.figure(Goal::lead(self.goals), agents); self.intervals];
        Ok(PeopleJudged::new(self.goals, figures, (vec![self.calls_per_hour; self.intervals], by_interval)))
    }

    fn affordable(&self) -> usize {
        0
    }
}
