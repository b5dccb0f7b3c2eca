//! Sums of days to results.

use super::accumulate::Accumulator;
use super::column::Counted;
use super::layout::{DatedColumns, Layout};
use super::plan::RunPlan;
use super::reach::Reach;
use super::results::{
    AbsenceResult, ActionKind, DailyTable, DateResult, FigureTable, IntervalRow, Measures, PrecisionFound, RunResults,
    RungResult, Staffing, TargetResult, TargetWaits, Verdict, date_of,
};
use super::row::{CallsInInterval, RowDays};
use crate::figures::{GroupFigure, Measure, Relative, RungFigure, Scope};
use crate::model::{AgentGroup, Floor, Precision, Slice};
use crate::stats::{Bounds, Estimate, Evidence, Histogram, Share};
use crate::stats::{percentile, ranks, wait_percentile, wilson};
use crate::units::Span;
use rayon::prelude::*;
use std::ops::Range;

/// Level of every interval in the results.
const LEVEL: f64 = 0.95;

pub(super) fn summarise(floor: &Floor, layout: &Layout, plan: &RunPlan, all: Accumulator) -> RunResults {
    let daily = DailyTable {
        columns: layout.measures.clone(),
        rows: all.days.iter().map(|(_, day)| day.values(layout)).collect(),
    };
    let measures = of_floor(layout, &all, &daily);
    let intervals = intervals(floor, layout, &Reach::new(floor), &all);
    let found = |asked: Precision| PrecisionFound { asked, half_width: half_width(layout, &all, asked.measure) };
    RunResults {
        days: all.days.len() as u32,
        seed: plan.seed,
        precision: plan.precision.map(found),
        targets: targets(floor, &measures, &daily),
        queues: queues(floor, layout, &all),
        groups: groups(floor, layout, &all),
        absences: absences(floor, layout, &all),
        clock: floor.clock.clone(),
        incidents: floor.incidents.iter().map(|incident| incident.name.clone()).collect(),
        dates: dates(floor, layout, &all),
        target_waits: target_waits(floor, &all, &intervals),
        intervals,
        rungs: (0..layout.rungs.len()).map(|r| rung(floor, layout, &all, r)).collect(),
        ladder_value: None,
        waits: merged(&all.batches).bins().collect(),
        ladder_log: all.log,
        days_cut_in_log: all.log_cut,
        calls: Vec::new(),
        traces: Vec::new(),
        measures,
        daily,
    }
}

fn merged(batches: &[Histogram]) -> Histogram {
    let mut all = Histogram::new();
    batches.iter().for_each(|batch| all.merge(batch));
    all
}

/// The figure of a column, with the spread of its days.
fn estimate(counted: &Counted) -> Option<Estimate> {
    let days: Vec<Option<f64>> = counted.values().collect();
    counted.estimate(LEVEL).map(|estimate| estimate.with_day_intervals(&days, LEVEL))
}

/// How well a measure of the whole floor is known by now.
pub(super) fn half_width(layout: &Layout, all: &Accumulator, measure: Measure) -> Option<f64> {
    let at = layout.measures.iter().position(|one| *one == measure)?;
    let found = match measure.percentile() {
        None => all.column(layout, at).estimate(LEVEL),
        Some(p) => wait_percentile(&all.batches, all.days.len() as u64, p, LEVEL),
    };
    found?.half_width()
}

fn of_floor(layout: &Layout, all: &Accumulator, daily: &DailyTable) -> Measures {
    let figure = |(at, measure): (usize, &Measure)| {
        let estimate = match measure.percentile() {
            None => estimate(&all.column(layout, at)),
            Some(p) => {
                let days = daily.column(*measure);
                wait_percentile(&all.batches, all.days.len() as u64, p, LEVEL)
                    .map(|e| e.with_day_intervals(&days, LEVEL))
            }
        };
        (*measure, estimate)
    };
    FigureTable(layout.measures.iter().enumerate().map(figure).collect())
}

fn queues(floor: &Floor, layout: &Layout, all: &Accumulator) -> Vec<(String, Measures)> {
    let one = |columns: &Range<usize>| {
        let figure = |(measure, at): (&Measure, usize)| (*measure, estimate(&all.column(layout, at)));
        FigureTable(layout.calls.iter().zip(columns.clone()).map(figure).collect())
    };
    floor.queues.iter().zip(&layout.queues).map(|(queue, columns)| (queue.name.clone(), one(columns))).collect()
}

fn groups(floor: &Floor, layout: &Layout, all: &Accumulator) -> Vec<(String, FigureTable<GroupFigure>)> {
    let one = |columns: &Range<usize>| {
        let figure = |(figure, at): (&GroupFigure, usize)| (*figure, estimate(&all.column(layout, at)));
        FigureTable(GroupFigure::ALL.iter().zip(columns.clone()).map(figure).collect())
    };
    floor.groups.iter().zip(&layout.groups).map(|(group, columns)| (group.name.clone(), one(columns))).collect()
}

fn absences(floor: &Floor, layout: &Layout, all: &Accumulator) -> Vec<AbsenceResult> {
    let of_group = |(group, columns): (&AgentGroup, &Range<usize>)| {
        let one = |(reason, at): (&str, usize)| AbsenceResult {
            group: group.name.clone(),
            reason: reason.to_owned(),
            people: estimate(&all.column(layout, at)),
        };
        group.absence.reasons().zip(columns.clone()).map(one).collect::<Vec<_>>()
    };
    floor.groups.iter().zip(&layout.absences).flat_map(of_group).collect()
}

fn rung(floor: &Floor, layout: &Layout, all: &Accumulator, at: usize) -> RungResult {
    let (rung, first_pulls) = (floor.rung(at).0, &all.first_pulls[at]);
    let columns = || RungFigure::ALL.iter().zip(layout.rungs[at].clone());
    let of = |at: usize| all.column(layout, at);
    let share = columns().find(|(figure, _)| **figure == RungFigure::ShareOfDays);
    let share_of_days = share.and_then(|(_, at)| of(at).share_of_days(LEVEL)).unwrap_or_default();
    let figure = |(figure, at): (&RungFigure, usize)| {
        let found = estimate(&of(at)).unwrap_or_default();
        let found = if *figure == RungFigure::Pulls { found.at_least(&share_of_days) } else { found };
        (*figure, Some(found))
    };
    let figures = columns().filter(|(figure, _)| **figure != RungFigure::ShareOfDays).map(figure).collect();
    let (low, high) = ranks(first_pulls.len(), 0.5, LEVEL);
    let first = |rank: Option<usize>| first_pulls.get(rank?.checked_sub(1)?).copied();
    RungResult {
        name: rung.name.clone(),
        ladder: floor.ladder_of(at).to_owned(),
        group: rung.does.group().to_owned(),
        figures: FigureTable(figures),
        share_of_days,
        first_pull: first_pulls.get(first_pulls.len() / 2).copied(),
        first_pull_between: (first(low), first(high)),
    }
}

fn intervals(floor: &Floor, layout: &Layout, reach: &Reach<'_>, all: &Accumulator) -> Vec<IntervalRow> {
    let handle_time = of_handling(layout, all);
    let interval_row = |row: &CallsInInterval| {
        let Slice { start, end, put, .. } = layout.grid.slices()[row.interval];
        let date = date_of(floor, start);
        let days = all.row(layout, row);
        let mut measures = ratios(layout, reach, row, &days);
        if row.scope == Scope::Floor {
            measures.extend(more_of_floor(layout, all, row, &days, handle_time));
        }
        IntervalRow {
            date,
            start,
            end,
            put,
            scope: row.scope,
            staffing: Staffing::default(),
            measures: FigureTable(measures),
        }
    };
    let rows = |row: &CallsInInterval| {
        let found = interval_row(row);
        let of_queue = layout.only_queue.then(|| of_only_queue(layout, &found));
        std::iter::once(found).chain(of_queue)
    };
    layout.rows.par_iter().flat_map_iter(rows).collect()
}

/// Within how long the share of callers is answered that the service level asks for, by interval.
fn target_waits(floor: &Floor, all: &Accumulator, rows: &[IntervalRow]) -> Option<TargetWaits> {
    let target = floor.targets.service_level?;
    let of_offered = target.definition == Relative::OfOffered;
    let of_floor = rows.iter().filter(|row| row.scope == Scope::Floor);
    let within = |(interval, row): (usize, &IntervalRow)| {
        let waits = waits_of(all, interval);
        let callers = row.measures.get(Measure::Offered)?.mean * all.days.len() as f64;
        let answered = waits.len() as f64;
        let share = if of_offered { target.share * callers / answered } else { target.share };
        // That as many are answered as are asked for must not fail by the dust of floating point.
        (answered > 0.0 && share <= 1.0 + 1e-9).then(|| waits.quantile(share.min(1.0)))?
    };
    Some(TargetWaits { share: target.share, of_offered, by_interval: of_floor.enumerate().map(within).collect() })
}

/// The waits of the answered of an interval on all days.
fn waits_of(all: &Accumulator, interval: usize) -> Histogram {
    let mut waits = all.interval_waits[interval].clone();
    waits.record_many(Span::ZERO, all.at_once[interval]);
    waits
}

/// The row of the only queue, whose calls are the whole floor's.
fn of_only_queue(layout: &Layout, floor: &IntervalRow) -> IntervalRow {
    let (scope, mut measures) = (Scope::Queue(0), floor.measures.clone());
    measures.0.retain(|(measure, _)| layout.of_intervals(scope).measures.contains(measure));
    IntervalRow { scope, measures, ..floor.clone() }
}

/// Each of several dates, with the share of days on which it met each target.
fn dates(floor: &Floor, layout: &Layout, all: &Accumulator) -> Vec<DateResult> {
    let one = |dated: &DatedColumns| {
        let columns = || dated.measures.iter().zip(dated.columns.clone());
        let figure = |(measure, at): (&Measure, usize)| (*measure, estimate(&all.column(layout, at)));
        let good = |(asked, target): (Measure, f64)| {
            let (_, at) = columns().find(|(measure, _)| **measure == asked)?;
            let counted = all.column(layout, at);
            let days: Vec<f64> = counted.values().flatten().collect();
            let good = days.iter().filter(|value| asked.reaches(**value, target)).count() as u64;
            wilson(good, days.len() as u64, LEVEL)
        };
        DateResult {
            date: dated.date,
            measures: FigureTable(columns().map(figure).collect()),
            share_of_days: floor.targets.asked().into_iter().map(good).collect(),
        }
    };
    layout.dates.iter().map(one).collect()
}

/// The mean handle time of all calls, in microseconds.
fn of_handling(layout: &Layout, all: &Accumulator) -> Option<Evidence> {
    let at = layout.measures.iter().position(|measure| *measure == Measure::HandleTime)?;
    let counted = all.column(layout, at);
    counted.sums().evidence(counted.spread().skewness)
}

type MeasureList = Vec<(Measure, Option<Estimate>)>;

fn ratios(layout: &Layout, reach: &Reach<'_>, row: &CallsInInterval, days: &RowDays<'_>) -> MeasureList {
    let figure = |(at, measure): (usize, &Measure)| {
        let bounds = reach.measure(*measure, row.scope, &(row.interval..row.interval + 1));
        let (ratio, scale) = (days.ratio(at), measure.unit().scale());
        let found = ratio.sums.estimate(LEVEL, ratio.spread(), bounds);
        (*measure, found.map(|e| e.scaled(scale).with_days(ratio.values(scale))))
    };
    layout.of_intervals(row.scope).measures.iter().enumerate().map(figure).collect()
}

/// What only the rows of the whole floor have: the offered load in Erlangs, and percentiles of the waits.
fn more_of_floor(
    layout: &Layout,
    all: &Accumulator,
    row: &CallsInInterval,
    days: &RowDays<'_>,
    handle_time: Option<Evidence>,
) -> MeasureList {
    let load = handle_time.and_then(|handle_time| offered_load(layout, row, days, &handle_time));
    let waits = waits_of(all, row.interval);
    let percentile = |measure: &Measure| {
        let found =
            waits.quantile(measure.percentile()?).map(|w| Estimate { mean: w.as_secs(), ..Estimate::default() });
        Some((*measure, found))
    };
    let mut figures = vec![(Measure::OfferedLoad, load)];
    figures.extend(layout.measures.iter().filter_map(percentile));
    figures
}

/// Calls offered in an interval times the mean handle time of all calls, in Erlangs. What is not known of either is not known of
/// the load: how many call says next to nothing of how long a call takes, so their relative errors are independent.
fn offered_load(
    layout: &Layout,
    row: &CallsInInterval,
    days: &RowDays<'_>,
    handle_time: &Evidence,
) -> Option<Estimate> {
    let time = layout.grid.counted(row.interval) as f64;
    let offered = days.measure(Measure::Offered)?;
    let evidence = offered.sums.evidence(offered.spread().skewness)?;
    let load = evidence.times(handle_time).scaled(1.0 / time);
    let load = load.estimate(LEVEL).within(Bounds::Count { most: f64::INFINITY });
    Some(load.with_days(offered.values(handle_time.figure / time)))
}

fn targets(floor: &Floor, measures: &Measures, daily: &DailyTable) -> Vec<TargetResult> {
    let on_days = floor.targets.share_of_days;
    let all = floor.targets.asked().into_iter();
    all.map(|(measure, target)| judge(measure, target, on_days, measures, daily)).collect()
}

fn judge(measure: Measure, target: f64, asked: Option<f64>, measures: &Measures, daily: &DailyTable) -> TargetResult {
    let days: Vec<f64> = daily.column(measure).into_iter().flatten().collect();
    let good = days.iter().filter(|value| measure.reaches(**value, target)).count() as u64;
    let share_of_days = wilson(good, days.len() as u64, LEVEL);
    let estimate = measures.get(measure).copied();
    let verdict = match asked {
        Some(asked) => share_of_days.map_or(Verdict::Undecided, |s| Verdict::of(s.low, s.high, asked)),
        None => match estimate {
            Some(Estimate { low: Some(low), high: Some(high), .. }) => {
                if measure.more_is_better() {
                    Verdict::of(low, high, target)
                } else {
                    Verdict::of(-high, -low, -target)
                }
            }
            _ => Verdict::Undecided,
        },
    };
    let share_of_days = share_of_days.unwrap_or(Share { mean: 0.0, low: 0.0, high: 1.0 });
    TargetResult { measure, target, asked_share: asked, share_of_days, estimate, verdict }
}

impl Verdict {
    /// The verdict on a figure known to lie between `low` and `high` that should be at least `target`.
    pub fn of(low: f64, high: f64, target: f64) -> Self {
        if low >= target {
            Self::Met
        } else if high < target {
            Self::Missed
        } else {
            Self::Undecided
        }
    }
}

/// The days worth seeing moment by moment: a typical one, and one at the 5th percentile of the answer rate.
pub(super) fn picked_days(results: &RunResults) -> Vec<(String, u32)> {
    let typical = ("typical day".to_owned(), typical_day(results));
    let bad = nearest_days(results, 0.05).first().map(|day| ("bad day".to_owned(), *day));
    std::iter::once(typical.clone()).chain(bad.filter(|bad| bad.1 != typical.1)).collect()
}

/// Of the days in the middle twentieth by answer rate, the one whose number of pulls is nearest the median: a day that is
/// ordinary for the callers may still be extraordinary for the ladder.
fn typical_day(results: &RunResults) -> u32 {
    let mut pulls = vec![0.0; results.days as usize];
    for action in results.ladder_log.iter().filter(|a| a.action == ActionKind::Pulled) {
        pulls[action.day as usize] += 1.0;
    }
    let usual = percentile(&pulls, 0.5).unwrap_or(0.0);
    let middle = nearest_days(results, 0.5).into_iter().take((results.days as usize / 20).max(1));
    let off = |day: &u32| (pulls[*day as usize] - usual).abs();
    middle.min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0)
}

/// The days with an answer rate, those nearest its percentile `p` first.
fn nearest_days(results: &RunResults, p: f64) -> Vec<u32> {
    let rates = results.daily.column(Measure::AnswerRate);
    let known: Vec<f64> = rates.iter().flatten().copied().collect();
    let aim = percentile(&known, p).unwrap_or(0.0);
    let mut days: Vec<(f64, u32)> = rates
        .iter()
        .zip(0..)
        .filter_map(|(rate, day)| Some(((*rate)? - aim, day)))
        .map(|(off, d)| (off.abs(), d))
        .collect();
    days.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    days.into_iter().map(|(_, day)| day).collect()
}
