//! The rows of intervals: figures of some calls in one interval, made of fewer summands.

use crate::figures::{Measure, Scope};
use crate::measure::{Counter, Pair, Summand};
use crate::stats::{DailySeries, DaySpread, Moments, RatioSums};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Some calls in one interval.
#[derive(Debug)]
pub(super) struct CallsInInterval {
    pub scope: Scope,
    pub interval: usize,
    /// Where its summands stand among those of all rows, ...
    pub summands: Range<usize>,
    /// ... and its ratios.
    pub ratios: Range<usize>,
}

/// What is counted of each of some rows.
#[derive(Debug)]
pub(super) struct RowKind {
    pub measures: Vec<Measure>,
    /// Of which they are made, each once.
    pub summands: Vec<Summand>,
    /// By measure which of the summands is its numerator, and which its denominator.
    pub ratios: Vec<(usize, usize)>,
}

impl RowKind {
    /// That of these measures, all of which are ratios.
    pub fn new(measures: Vec<Measure>, counter: &Counter) -> Self {
        let mut summands = Vec::new();
        let mut place = |summand: Summand| {
            summands.iter().position(|known| *known == summand).unwrap_or_else(|| {
                summands.push(summand);
                summands.len() - 1
            })
        };
        let parts = measures.iter().map(|measure| counter.parts(*measure));
        let ratios = parts.map(|(x, y)| (place(x), place(y))).collect();
        Self { measures, summands, ratios }
    }
}

/// The rows over some days: of each summand its sums, of each ratio those of the products of its two.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct RowSums {
    pub summands: Vec<Moments>,
    pub products: Vec<i128>,
}

impl RowSums {
    /// Of no day, for so many summands and ratios.
    pub fn new(summands: usize, ratios: usize) -> Self {
        Self { summands: vec![Moments::default(); summands], products: vec![0; ratios] }
    }

    /// Counts one day of a row.
    pub fn add(&mut self, row: &CallsInInterval, kind: &RowKind, of_day: &[i64]) {
        let sums = &mut self.summands[row.summands.clone()];
        sums.iter_mut().zip(of_day).for_each(|(sums, x)| sums.add(*x));
        let products = &mut self.products[row.ratios.clone()];
        for (product, &(x, y)) in products.iter_mut().zip(&kind.ratios) {
            *product = product.wrapping_add(i128::from(of_day[x]) * i128::from(of_day[y]));
        }
    }

    /// Takes over the days of others.
    pub fn merge(&mut self, others: &Self) {
        self.summands.iter_mut().zip(&others.summands).for_each(|(a, b)| a.merge(b));
        self.products.iter_mut().zip(&others.products).for_each(|(a, b)| *a = a.wrapping_add(*b));
    }
}

/// A row over all days of a run.
pub(super) struct RowDays<'a> {
    /// How many days.
    count: u64,
    sums: &'a RowSums,
    row: &'a CallsInInterval,
    kind: &'a RowKind,
    /// By summand, those of the days of which they are kept.
    kept: Vec<DailySeries>,
}

impl<'a> RowDays<'a> {
    /// That of so many days with these sums, of which some are kept.
    pub fn new(
        count: u64,
        sums: &'a RowSums,
        kept: &[(u32, Vec<i64>)],
        row: &'a CallsInInterval,
        kind: &'a RowKind,
    ) -> Self {
        let days = |at: usize| DailySeries::new(kept.iter().map(|(_, of_day)| of_day[at]).collect());
        Self { count, sums, row, kind, kept: row.summands.clone().map(days).collect() }
    }

    /// A ratio of it.
    pub fn ratio(&self, at: usize) -> RatioDays<'_> {
        let (x, y) = self.kind.ratios[at];
        let sums = |of: usize| &self.sums.summands[self.row.summands.start + of];
        let products = self.sums.products[self.row.ratios.start + at];
        let sums = RatioSums::of(self.count, sums(x), sums(y), products);
        RatioDays { sums, x: &self.kept[x], y: &self.kept[y] }
    }

    /// The ratio that is this measure.
    pub fn measure(&self, measure: Measure) -> Option<RatioDays<'_>> {
        self.kind.measures.iter().position(|one| *one == measure).map(|at| self.ratio(at))
    }
}

/// A ratio of a row over all days of a run.
pub(super) struct RatioDays<'a> {
    pub sums: RatioSums,
    x: &'a DailySeries,
    y: &'a DailySeries,
}

impl RatioDays<'_> {
    /// The spread of all days, by those that are kept.
    pub fn spread(&self) -> DaySpread {
        DaySpread::of_ratio(self.x, self.y).scaled(self.sums.days(), self.x.days().len() as u64)
    }

    /// The figure on the days that are kept.
    pub fn values(&self, scale: f64) -> impl Iterator<Item = Option<f64>> {
        self.x.days().iter().zip(self.y.days()).map(move |(x, y)| Pair { x: *x, y: *y }.value(scale))
    }
}
