//! What a whole run knows beforehand: what it counts of every day, and where that stands.

use super::column::Column;
use super::plan::AlsoKept;
use super::reach::Reach;
use super::row::{CallsInInterval, RowKind};
use crate::figures::{GroupFigure, Measure, Present, RungFigure, Scope};
use crate::measure::{Counter, DayRecord, Grid, Pair};
use crate::model::{Arrivals, Floor, Queue};
use crate::units::Span;
use jiff::civil::Date;
use std::ops::Range;

/// Percentiles between days of interval rows come from at most so many days, from the first on ...
const INTERVAL_DAYS: usize = 1_000;
/// ... and fewer where there are so many rows that this many values would not do.
const INTERVAL_VALUES: usize = 8_000_000;

/// What is counted of every day of a run.
#[derive(Debug)]
pub(super) struct Layout {
    pub grid: Grid,
    counter: Counter,
    /// Everything of which the pairs of all days are kept.
    pub columns: Columns,
    /// The measures of the whole floor's day, whose columns are the first, ...
    pub measures: Vec<Measure>,
    /// ... and those of calls, which queues and intervals have too.
    pub calls: Vec<Measure>,
    /// The columns of each queue, group and rung, and of what else is asked for.
    pub queues: Vec<Range<usize>>,
    pub groups: Vec<Range<usize>>,
    /// The columns of the reasons of absence, by group.
    pub absences: Vec<Range<usize>>,
    pub rungs: Vec<Range<usize>>,
    pub asked: Range<usize>,
    /// Of several dates each, with the columns of its measures.
    pub dates: Vec<DatedColumns>,
    /// What is counted of each interval, of the whole floor and of a queue.
    of_intervals: [RowKind; 2],
    /// Some calls in some interval each, in the order of the results; of an only queue none, as its calls are the whole floor's.
    pub rows: Vec<CallsInInterval>,
    /// So many days in a row have one of each stratum; 1: days are drawn each for itself.
    pub strata: usize,
    /// Whether there is one queue only.
    pub only_queue: bool,
    /// Days of which the summands of the rows are kept.
    pub kept_days: u32,
    /// Whether the waits of every day are kept.
    pub keep_waits: bool,
    /// Whether the pairs of every interval of every day are, too.
    pub keep_intervals: bool,
}

/// One of several dates.
#[derive(Debug)]
pub(super) struct DatedColumns {
    pub date: Date,
    pub measures: Vec<Measure>,
    pub columns: Range<usize>,
}

/// Columns one behind the other.
#[derive(Debug, Default)]
pub(super) struct Columns(pub Vec<Column>);

impl Columns {
    /// Adds some and tells where they stand.
    fn add(&mut self, more: impl IntoIterator<Item = Column>) -> Range<usize> {
        let from = self.0.len();
        self.0.extend(more);
        from..self.0.len()
    }
}

impl Layout {
    pub fn new(floor: &Floor, wanted: AlsoKept) -> Self {
        let (grid, times, reach) = (Grid::new(floor), floor.thresholds(), &Reach::new(floor));
        let calls_of = |scope: Scope| {
            let column = |measure| Column::measure(measure, scope, 0..grid.count(), reach);
            Measure::of_day(scope, &times, floor.figures()).into_iter().map(column).collect::<Vec<Column>>()
        };
        let of_group = |g| GroupFigure::ALL.iter().map(move |figure| Column::group(g, *figure, reach));
        let of_rung = |r| RungFigure::ALL.iter().map(move |figure| Column::rung(r, *figure, reach));
        let mut columns = Columns::default();
        columns.add(calls_of(Scope::Floor));
        let queues = (0..floor.queues.len()).map(|q| columns.add(calls_of(Scope::Queue(q)))).collect();
        let groups = (0..floor.groups.len()).map(|g| columns.add(of_group(g))).collect();
        let reasons = floor.reasons_of_groups().into_iter().enumerate();
        let of_reasons =
            |(g, reasons): (usize, Range<usize>)| columns.add(reasons.map(|reason| Column::absence(g, reason, reach)));
        let absences = reasons.map(of_reasons).collect();
        let rungs = (0..floor.rungs().count()).map(|r| columns.add(of_rung(r))).collect();
        let dates = dates(floor, &grid).into_iter().map(|(date, intervals)| {
            let measures = of_a_date(&times, floor.figures());
            let column = |measure: &Measure| Column::measure(*measure, Scope::Floor, intervals.clone(), reach);
            let of_date: Vec<Column> = measures.iter().map(column).collect();
            DatedColumns { date, measures, columns: columns.add(of_date) }
        });
        let dates = dates.collect();
        let asked = columns.add(wanted.asked);
        let counter = Counter::new(floor);
        let of_intervals = [Scope::Floor, Scope::Queue(0)];
        let of_intervals = of_intervals.map(|scope| RowKind::new(Measure::of_intervals(scope, &times), &counter));
        let rows = rows(floor, &of_intervals);
        Self {
            counter,
            columns,
            measures: Measure::of_day(Scope::Floor, &times, floor.figures()),
            calls: Measure::of_day(Scope::Queue(0), &times, floor.figures()),
            queues,
            groups,
            absences,
            rungs,
            dates,
            asked,
            kept_days: (INTERVAL_VALUES / (rows.len() * of_intervals[0].measures.len()).max(1)).clamp(20, INTERVAL_DAYS)
                as u32,
            of_intervals,
            rows,
            strata: strata(floor),
            only_queue: floor.queues.len() == 1,
            keep_waits: wanted.pairs,
            keep_intervals: wanted.intervals,
            grid,
        }
    }

    /// What is counted of each interval of these calls.
    pub fn of_intervals(&self, scope: Scope) -> &RowKind {
        match scope {
            Scope::Floor => &self.of_intervals[0],
            Scope::Queue(_) => &self.of_intervals[1],
        }
    }

    /// How many of the measures are percentiles of the waits.
    pub fn percentiles(&self) -> usize {
        self.measures.iter().filter(|measure| measure.percentile().is_some()).count()
    }

    /// Summands of all rows ...
    pub fn row_summands(&self) -> usize {
        self.rows.last().map_or(0, |row| row.summands.end)
    }

    /// ... and ratios.
    pub fn row_ratios(&self) -> usize {
        self.rows.last().map_or(0, |row| row.ratios.end)
    }

    /// One day's pairs, a column each; what adjoining columns share is counted once.
    pub fn pairs(&self, day: &DayRecord) -> Vec<Pair> {
        let of_the_same = |columns: &[Column]| {
            let calls = columns[0].calls().map(|(scope, intervals)| self.counter.stretch(day, scope, intervals));
            columns.iter().map(|column| column.pair(day, calls.as_ref())).collect::<Vec<Pair>>()
        };
        self.columns.0.chunk_by(|a, b| a.calls() == b.calls()).flat_map(of_the_same).collect()
    }

    /// One day's summands of a row.
    pub fn row_of_day<'a>(&'a self, day: &'a DayRecord, row: &CallsInInterval) -> impl Iterator<Item = i64> + use<'a> {
        let calls = self.counter.stretch(day, row.scope, row.interval..row.interval + 1);
        self.of_intervals(row.scope).summands.iter().map(move |summand| calls.summand(*summand))
    }

    /// The measures of calls of every interval of the whole floor, on one day.
    pub fn interval_pairs(&self, day: &DayRecord) -> Vec<Pair> {
        let of = |i: usize| {
            let calls = self.counter.stretch(day, Scope::Floor, i..i + 1);
            self.calls.iter().map(|measure| calls.pair(*measure)).collect::<Vec<Pair>>()
        };
        (0..self.grid.count()).flat_map(of).collect()
    }
}

/// The intervals of each of several dates; none of a single one.
fn dates(floor: &Floor, grid: &Grid) -> Vec<(Date, Range<usize>)> {
    if !floor.has_dates() {
        return Vec::new();
    }
    let slices = grid.slices();
    let of_session = |session: usize| {
        let from = slices.partition_point(|slice| slice.session < session);
        from..slices.partition_point(|slice| slice.session <= session)
    };
    let sessions = floor.calendar().sessions().iter().enumerate();
    sessions.filter_map(|(at, session)| Some((session.date?, of_session(at)))).collect()
}

/// Where nobody's days differ in busyness there is nothing to draw in strata.
fn strata(floor: &Floor) -> usize {
    let differs = |queue: &Queue| matches!(&queue.arrivals, Arrivals::Profile { busyness, .. } if busyness.cv > 0.0);
    let is_busy = floor.queues.iter().any(differs);
    floor.strata.filter(|_| is_busy).map_or(1, |strata| strata as usize)
}

/// The ratios of a date: those of an interval, and the calls outside the hours.
fn of_a_date(times: &[Span], present: Present) -> Vec<Measure> {
    let is_there = |measure: &Measure| {
        measure.is_of_intervals(Scope::Floor) || (present.nights && *measure == Measure::OutsideHours)
    };
    Measure::all(times).into_iter().filter(is_there).collect()
}

/// For each interval first the whole floor, then each of several queues.
fn rows(floor: &Floor, of_intervals: &[RowKind; 2]) -> Vec<CallsInInterval> {
    let queues = if floor.queues.len() > 1 { floor.queues.len() } else { 0 };
    let scopes = || std::iter::once(Scope::Floor).chain((0..queues).map(Scope::Queue));
    let (mut summands, mut ratios) = (0, 0);
    let row = |(interval, scope): (usize, Scope)| {
        let kind = &of_intervals[usize::from(scope != Scope::Floor)];
        let from = (summands, ratios);
        (summands, ratios) = (summands + kind.summands.len(), ratios + kind.measures.len());
        CallsInInterval { scope, interval, summands: from.0..summands, ratios: from.1..ratios }
    };
    (0..floor.interval_count()).flat_map(|i| scopes().map(move |scope| (i, scope))).map(row).collect()
}
