//! Numerators and denominators of every day, so that two floors can be compared on the same days (M-S3).

use super::accumulate::Accumulator;
use super::layout::Layout;
use crate::figures::Measure;
use crate::measure::Pair;
use crate::stats::{DayWaits, Histogram};
use crate::units::Span;

/// The days of one floor, each figure as a ratio of two integers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayPairs {
    /// Headline measures in the order of the results.
    pub measures: Vec<MeasureDays>,
    /// Measures of calls, by interval of the whole floor.
    pub intervals: Vec<Vec<MeasureDays>>,
    /// Waits of the answered, by day.
    pub waits: Vec<DayWaits>,
}

/// One figure, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureDays {
    /// Which.
    pub measure: Measure,
    /// How its days make up the figure.
    pub days: Days,
}

/// How days make up a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Days {
    /// `(numerator, denominator)` by day; the figure is the ratio of their sums times the scale.
    Ratio {
        /// One pair a day.
        pairs: Vec<(i64, i64)>,
        /// Takes the ratio to the unit of the results.
        scale: f64,
    },
    /// A percentile of the waits of the answered, which has no daily parts that add up: see [`DayPairs::waits`].
    Percentile {
        /// Which one, from 0 to 1.
        p: f64,
        /// Over all calls of all days; `None` if nobody was answered.
        all: Option<Span>,
    },
}

impl DayPairs {
    pub(super) fn new(layout: &Layout, all: &Accumulator) -> Self {
        let days = if layout.keep_waits { &all.days[..] } else { &[] };
        let mut waits = Histogram::new();
        all.batches.iter().for_each(|batch| waits.merge(batch));
        let measures = layout.measures.iter().enumerate().map(|(at, measure)| {
            let days = match measure.percentile() {
                None => ratio(*measure, days.iter().map(|(_, day)| day.pairs[at])),
                Some(p) => Days::Percentile { p, all: waits.quantile(p) },
            };
            MeasureDays { measure: *measure, days }
        });
        let columns = layout.calls.len();
        let cell = |i: usize, at: usize| {
            let measure = layout.calls[at];
            let pairs = days.iter().map(|(_, day)| day.intervals[i * columns + at]);
            MeasureDays { measure, days: ratio(measure, pairs) }
        };
        let intervals = if layout.keep_intervals { layout.grid.count() } else { 0 };
        Self {
            measures: measures.collect(),
            intervals: (0..intervals).map(|i| (0..columns).map(|at| cell(i, at)).collect()).collect(),
            waits: days.iter().map(|(_, day)| day.waits.clone()).collect(),
        }
    }
}

fn ratio(measure: Measure, pairs: impl Iterator<Item = Pair>) -> Days {
    Days::Ratio { pairs: pairs.map(Pair::of).collect(), scale: measure.unit().scale() }
}
