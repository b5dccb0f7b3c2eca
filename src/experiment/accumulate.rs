//! What is kept of the days simulated: sums of integers, in any order the same, and a row per day.

use super::column::{Column, Counted};
use super::layout::Layout;
use super::results::LadderAction;
use super::row::{CallsInInterval, RowDays, RowSums};
use crate::engine;
use crate::figures::Measure;
use crate::measure::{DayRecord, Pair, Recorder};
use crate::stats::{DayWaits, Histogram};
use crate::units::{SimTime, Span};
use serde::{Deserialize, Serialize};

/// Waits are kept in so many batches of days (day modulo this), for the interval of a percentile.
pub(super) const BATCHES: usize = 50;

/// Everything kept of some days. Two of them merge into that of all their days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Accumulator {
    pub days: Vec<(u32, DayFigures)>,
    /// The rows over all days.
    pub rows: RowSums,
    /// Their summands on the days of which they are kept.
    pub row_days: Vec<(u32, Vec<i64>)>,
    /// By rung, of the days with a pull.
    pub first_pulls: Vec<Vec<SimTime>>,
    pub log: Vec<LadderAction>,
    /// Days with more actions than are kept.
    pub log_cut: u32,
    pub batches: Vec<Histogram>,
    pub interval_waits: Vec<Histogram>,
    /// Answered at once, by interval, over all days.
    pub at_once: Vec<u64>,
}

/// One day's figures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DayFigures {
    /// A pair for each column.
    pub pairs: Vec<Pair>,
    /// The percentiles of the waits, in seconds, in the order of the measures.
    pub percentiles: Vec<Option<f64>>,
    /// If days are to be compared: by interval of the whole floor, then measure of calls.
    pub intervals: Vec<Pair>,
    /// If days are to be compared: the waits of the answered.
    pub waits: DayWaits,
}

impl Accumulator {
    pub fn new(layout: &Layout) -> Self {
        Self {
            days: Vec::new(),
            rows: RowSums::new(layout.row_summands(), layout.row_ratios()),
            row_days: Vec::new(),
            first_pulls: vec![Vec::new(); layout.rungs.len()],
            log: Vec::new(),
            log_cut: 0,
            batches: vec![Histogram::new(); BATCHES],
            interval_waits: vec![Histogram::new(); layout.grid.count()],
            at_once: vec![0; layout.grid.count()],
        }
    }

    /// Adds the day a recorder has measured.
    pub fn add(&mut self, layout: &Layout, day: u32, recorder: &mut Recorder) {
        let record = recorder.finish_day();
        self.days.push((day, DayFigures::of(layout, record)));
        self.add_rows(layout, day, record);
        self.first_pulls.iter_mut().zip(&record.ladder.rungs).for_each(|(all, rung)| all.extend(rung.first_pull));
        self.log_cut += u32::from(record.ladder.cut);
        self.log.extend(record.ladder.actions.iter().map(|a| logged(day, a)));
        self.batches[day as usize % BATCHES].merge(&record.waits);
    }

    fn add_rows(&mut self, layout: &Layout, day: u32, record: &DayRecord) {
        let mut summands = Vec::with_capacity(layout.row_summands());
        for row in &layout.rows {
            summands.extend(layout.row_of_day(record, row));
            self.rows.add(row, layout.of_intervals(row.scope), &summands[row.summands.clone()]);
        }
        if day < layout.kept_days {
            self.row_days.push((day, summands));
        }
        let queues = layout.queues.len();
        for (at_once, cells) in self.at_once.iter_mut().zip(record.cells.chunks(queues)) {
            *at_once += cells.iter().map(|c| c.at_once).sum::<i64>() as u64;
        }
    }

    /// Takes over everything of another, in any order.
    pub fn merge(&mut self, other: Self) {
        self.days.extend(other.days);
        self.rows.merge(&other.rows);
        self.row_days.extend(other.row_days);
        self.first_pulls.iter_mut().zip(other.first_pulls).for_each(|(a, b)| a.extend(b));
        self.log.extend(other.log);
        self.log_cut += other.log_cut;
        self.batches.iter_mut().zip(&other.batches).for_each(|(a, b)| a.merge(b));
        self.interval_waits.iter_mut().zip(&other.interval_waits).for_each(|(a, b)| a.merge(b));
        self.at_once.iter_mut().zip(&other.at_once).for_each(|(a, b)| *a += b);
    }

    /// Takes over what the recorder kept over all its days.
    pub fn take_waits(&mut self, recorder: Recorder) {
        // Nothing else fills them, so that they need not be there twice.
        self.interval_waits = recorder.into_interval_waits();
    }

    /// Puts what belongs to single days into the order of the days.
    pub fn in_day_order(mut self) -> Self {
        self.days.sort_by_key(|(day, _)| *day);
        self.row_days.sort_by_key(|(day, _)| *day);
        self.log.sort_by_key(|action| action.day);
        self.first_pulls.iter_mut().for_each(|pulls| pulls.sort());
        self
    }

    /// A row over all days.
    pub fn row<'a>(&'a self, layout: &'a Layout, row: &'a CallsInInterval) -> RowDays<'a> {
        RowDays::new(self.days.len() as u64, &self.rows, &self.row_days, row, layout.of_intervals(row.scope))
    }

    /// A column over all days.
    pub fn column(&self, layout: &Layout, at: usize) -> Counted {
        let column = &layout.columns.0[at];
        let pairs = self.days.iter().map(|(_, day)| day.pairs[at]).collect();
        Counted { pairs, scale: column.scale, bounds: column.bounds, strata: layout.strata }
    }
}

impl DayFigures {
    fn of(layout: &Layout, record: &DayRecord) -> Self {
        let percentiles = layout.measures.iter().filter_map(|measure| measure.percentile());
        Self {
            pairs: layout.pairs(record),
            percentiles: percentiles.map(|p| record.waits.quantile(p).map(Span::as_secs)).collect(),
            intervals: if layout.keep_intervals { layout.interval_pairs(record) } else { Vec::new() },
            waits: if layout.keep_waits { DayWaits::of(&record.waits) } else { DayWaits::default() },
        }
    }

    /// The values of the whole floor's measures, in their order.
    pub fn values(&self, layout: &Layout) -> Vec<Option<f64>> {
        let mut percentiles = self.percentiles.iter();
        let value = |((measure, column), pair): ((&Measure, &Column), &Pair)| match measure.percentile() {
            None => pair.value(column.scale),
            Some(_) => percentiles.next().copied().flatten(),
        };
        layout.measures.iter().zip(&layout.columns.0).zip(&self.pairs).map(value).collect()
    }
}

fn logged(day: u32, action: &engine::Action) -> LadderAction {
    LadderAction {
        day,
        at: action.at,
        waiting: action.waiting,
        action: action.kind,
        rung: action.rung.index(),
        asked: action.asked,
        sent: action.sent,
    }
}
