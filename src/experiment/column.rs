//! What is counted of every day: a column for each figure, which has a pair of integers for each day.

use super::reach::Reach;
use crate::figures::{GroupFigure, Measure, RungFigure, Scope};
use crate::measure::{CountedCalls, DayRecord, Pair};
use crate::stats::{Bounds, DaySpread, Estimate, RatioSums, Share, wilson};
use std::ops::Range;

/// A figure that is counted on every day.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    of: Of,
    /// Takes a ratio to the unit of the results.
    pub scale: f64,
    /// What values it can have.
    pub bounds: Bounds,
}

#[derive(Clone, Debug, PartialEq)]
enum Of {
    /// A measure of some calls in some intervals.
    Measure(Measure, Scope, Range<usize>),
    Group(usize, GroupFigure),
    /// The people of a group who are absent for one reason, which has a place among those of all groups.
    Absence(usize),
    Rung(usize, RungFigure),
}

impl Column {
    /// A measure of some calls over some intervals.
    pub fn measure(measure: Measure, scope: Scope, intervals: Range<usize>, reach: &Reach<'_>) -> Self {
        let bounds = reach.measure(measure, scope, &intervals);
        Self { of: Of::Measure(measure, scope, intervals), scale: measure.unit().scale(), bounds }
    }

    /// A figure of a group.
    pub fn group(group: usize, figure: GroupFigure, reach: &Reach<'_>) -> Self {
        Self { of: Of::Group(group, figure), scale: figure.unit().scale(), bounds: reach.group(group, figure) }
    }

    /// The people of a group who are absent for the reason at this place among those of all groups.
    pub fn absence(group: usize, reason: usize, reach: &Reach<'_>) -> Self {
        let scale = GroupFigure::Absent.unit().scale();
        Self { of: Of::Absence(reason), scale, bounds: reach.absent_for_a_reason(group) }
    }

    /// A figure of a rung.
    pub fn rung(rung: usize, figure: RungFigure, reach: &Reach<'_>) -> Self {
        Self { of: Of::Rung(rung, figure), scale: figure.unit().scale(), bounds: reach.rung(rung, figure) }
    }

    /// Which calls it is about, if it is: what adjoining columns share is counted once.
    pub fn calls(&self) -> Option<(Scope, Range<usize>)> {
        match &self.of {
            Of::Measure(_, scope, intervals) => Some((*scope, intervals.clone())),
            Of::Group(..) | Of::Absence(_) | Of::Rung(..) => None,
        }
    }

    /// Today's pair; `calls` are those it is about.
    pub fn pair(&self, day: &DayRecord, calls: Option<&CountedCalls<'_>>) -> Pair {
        match (&self.of, calls) {
            (Of::Measure(measure, ..), Some(calls)) => calls.pair(*measure),
            (Of::Group(group, figure), _) => day.groups[*group].pair(*figure),
            (Of::Absence(reason), _) => Pair::plain(day.absences[*reason]),
            (Of::Rung(rung, figure), _) => day.ladder.rungs[*rung].pair(*figure),
            (Of::Measure(..), None) => Pair::NOTHING,
        }
    }
}

/// A column over days.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// A pair for every day, in order.
    pub pairs: Vec<Pair>,
    /// Takes a ratio to the unit of the results.
    pub scale: f64,
    /// What values the figure can have.
    pub bounds: Bounds,
}

impl Counted {
    /// The pairs, added up.
    pub fn sums(&self) -> RatioSums {
        let mut sums = RatioSums::default();
        self.pairs.iter().for_each(|pair| sums.add(pair.x, pair.y));
        sums
    }

    /// How the days differ.
    pub fn spread(&self) -> DaySpread {
        DaySpread::of(self.pairs.iter().map(|pair| pair.of()))
    }

    /// The figure with its interval; `None` if there was nothing to count (M-S5).
    pub fn estimate(&self, level: f64) -> Option<Estimate> {
        self.sums().estimate(level, self.spread(), self.bounds).map(|estimate| estimate.scaled(self.scale))
    }

    /// The figure day by day.
    pub fn values(&self) -> impl Iterator<Item = Option<f64>> {
        self.pairs.iter().map(|pair| pair.value(self.scale))
    }

    /// The share of the days on which there is any of it; `None` without days.
    pub fn share_of_days(&self, level: f64) -> Option<Share> {
        let some = self.pairs.iter().filter(|pair| pair.x > 0).count() as u64;
        wilson(some, self.pairs.len() as u64, level)
    }
}
