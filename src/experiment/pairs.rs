//! Numerators and denominators of every day, so that two floors can be compared on the same days (M-S3).

use super::accumulate::{Accumulator, Layout};
use super::daily::Kind;
use crate::stats::Histogram;

/// The days of one floor, each figure as a ratio of two integers.
#[derive(Clone, Debug)]
pub struct DayPairs {
    /// Headline measures in the order of the results.
    pub measures: Vec<MeasureDays>,
    /// Measures of calls, by interval of the whole floor.
    pub intervals: Vec<Vec<MeasureDays>>,
    /// Waits of the answered in batches of days (day modulo the number of batches).
    pub waits: Vec<Histogram>,
}

/// One figure, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureDays {
    /// The measure's name.
    pub name: String,
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
    /// The percentile of the waits over all calls.
    Percentile(f64),
}

impl DayPairs {
    pub(super) fn new(layout: &Layout, all: &Accumulator) -> Self {
        let days = if layout.keep_pairs { &all.daily[..] } else { &[] };
        let catalogue = &layout.catalogue;
        let measures = catalogue.names.iter().zip(&catalogue.kinds).enumerate().map(|(m, (name, kind))| {
            let days = match kind {
                Kind::Ratio(scale, _) => {
                    Days::Ratio { pairs: days.iter().map(|(_, d)| d.pairs[m].of()).collect(), scale: *scale }
                }
                Kind::Percentile(p) => Days::Percentile(*p),
            };
            MeasureDays { name: name.clone(), days }
        });
        let columns = catalogue.calls.len();
        let cell = |i: usize, m: usize| {
            let pairs = days.iter().map(|(_, d)| d.intervals[i * columns + m].of());
            let measure = catalogue.calls[m];
            let name = measure.name(&catalogue.thresholds);
            MeasureDays { name, days: Days::Ratio { pairs: pairs.collect(), scale: measure.scale() } }
        };
        let intervals = if layout.keep_pairs { layout.grid.count() } else { 0 };
        Self {
            measures: measures.collect(),
            intervals: (0..intervals).map(|i| (0..columns).map(|m| cell(i, m)).collect()).collect(),
            waits: all.batches.clone(),
        }
    }
}
