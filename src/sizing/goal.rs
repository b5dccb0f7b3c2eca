//! What numbers of people must reach.

use super::plan::{SizePlan, TargetsOf};
use crate::figures::{Measure, Relative};
use crate::model::{Floor, Slice};
use crate::staffing::IntervalGoal;
use crate::units::Span;
use std::ops::Range;

/// Of what a target is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalOf {
    /// The day.
    Day,
    /// A stretch of it.
    Window,
    /// One interval.
    Interval,
}

/// One target of some intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Of what it is asked.
    pub of: GoalOf,
    /// The intervals it is about.
    pub intervals: Range<usize>,
    /// The measure.
    pub measure: Measure,
    /// The least, or the most where fewer are better, in the measure's unit.
    pub target: f64,
    /// On such a share of days; `None`: in the mean over days.
    pub share_of_days: Option<f64>,
}

impl Goal {
    /// All goals of a floor, those of the day first, of intervals last and in order.
    pub fn all(floor: &Floor, plan: &SizePlan, targets_of: TargetsOf) -> Vec<Self> {
        let targets = IntervalGoal::of(floor).targets;
        let slices: Vec<Slice> = floor.calendar().slices(floor.interval).collect();
        let with = |of, intervals: Range<usize>, share_of_days| {
            let goal =
                move |(measure, target)| Self { of, intervals: intervals.clone(), measure, target, share_of_days };
            targets.asked().into_iter().map(goal)
        };
        let share = targets.share_of_days;
        let mut all = Vec::new();
        if targets_of.has_day() {
            all.extend(with(GoalOf::Day, 0..slices.len(), share));
        }
        for (from, to) in &plan.windows {
            let first = slices.partition_point(|slice| slice.start < *from);
            let end = slices.partition_point(|slice| slice.start < *to);
            if first < end {
                all.extend(with(GoalOf::Window, first..end, share));
            }
        }
        if let Some(target) = plan.occupancy {
            let measure = Measure::Occupancy;
            all.push(Self { of: GoalOf::Day, intervals: 0..slices.len(), measure, target, share_of_days: share });
        }
        if targets_of.has_intervals() {
            all.extend((0..slices.len()).flat_map(|i| with(GoalOf::Interval, i..i + 1, None)));
        }
        all
    }

    /// The measure that stands for all of them where intervals are told one by one: the service level if one is asked for.
    pub fn lead(all: &[Self]) -> Measure {
        let level = all.iter().map(|goal| goal.measure).find(|measure| measure.service_level().is_some());
        level.or(all.first().map(|goal| goal.measure)).unwrap_or(Measure::AnswerRate)
    }

    /// How far a figure is on the good side, as a part of the target: a share of days is held against the share asked for.
    pub fn slack(&self, figure: Option<f64>) -> f64 {
        let Some(figure) = figure else { return 0.0 };
        match self.share_of_days {
            Some(share) => figure - share,
            None if self.measure.more_is_better() => (figure - self.target) / self.target.max(1e-9),
            None => (self.target - figure) / self.target.max(1e-9),
        }
    }
}

/// The measures that formulas know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum KnownMeasure {
    Answered,
    Abandoned,
    Asa,
    Occupancy,
    /// Of the offered, answered within so long.
    Within(Span),
}

impl KnownMeasure {
    pub fn of(measure: Measure) -> Option<Self> {
        let plain = [
            (Measure::AnswerRate, Self::Answered),
            (Measure::AbandonRate, Self::Abandoned),
            (Measure::Asa, Self::Asa),
            (Measure::Occupancy, Self::Occupancy),
        ];
        let level = measure.service_level().filter(|level| level.relative == Relative::OfOffered);
        let plain = plain.into_iter().find(|(one, _)| *one == measure).map(|(_, known)| known);
        plain.or(level.map(|level| Self::Within(level.within)))
    }
}
