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
    /// So many days in a row have one of each stratum (M-S8); 1: days are drawn each for itself.
    pub strata: usize,
}

/// Fewer blocks of strata do not tell how they differ: then the days are taken as drawn each for itself, which makes
/// intervals longer than they need be.
const FEWEST_BLOCKS: usize = 20;

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
        let (sums, spread) = self.of_blocks().unwrap_or_else(|| (self.sums(), self.spread()));
        sums.estimate(level, spread, self.bounds).map(|estimate| estimate.scaled(self.scale))
    }

    /// The same of blocks of days that have one of each stratum: days of a block know of each other, blocks do not. What is said of
    /// days without the figure and of days with any of it is said of days all the same.
    fn of_blocks(&self) -> Option<(RatioSums, DaySpread)> {
        if self.strata < 2 || self.pairs.len() < FEWEST_BLOCKS * self.strata {
            return None;
        }
        let block = |days: &[Pair]| days.iter().fold((0, 0), |(x, y), day| (x + day.x, y + day.y));
        let blocks: Vec<(i64, i64)> = self.pairs.chunks(self.strata).map(block).collect();
        let mut sums = RatioSums::default();
        blocks.iter().for_each(|(x, y)| sums.add(*x, *y));
        let skewness = DaySpread::of(blocks.iter().copied()).skewness;
        Some((sums, DaySpread { skewness, ..self.spread() }))
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
