//! Sums of days to results.

use super::accumulate::{Accumulator, GroupSums, Kept, Layout, RungSums};
use super::daily::{Kind, WAIT_PERCENTILES};
use super::reach::Reach;
use super::replicate::RunPlan;
use super::results::{
    ActionKind, DailyTable, IntervalRow, Measures, RunResults, RungResult, Scope, TargetResult, Verdict,
};
use crate::measure::{CallMeasure, Pair};
use crate::model::{Floor, Slice};
use crate::stats::{Bounds, Estimate, Histogram, RatioSums, Share};
use crate::stats::{DaySpread, Evidence, percentile, ranks, wait_percentile, wilson};
use crate::units::{MICROS_PER_HOUR, Span};
use rayon::prelude::*;

/// Level of every interval in the results.
const LEVEL: f64 = 0.95;
const HOURS: f64 = 1.0 / MICROS_PER_HOUR as f64;

pub(super) fn summarise(floor: &Floor, layout: &Layout, plan: &RunPlan, all: Accumulator) -> RunResults {
    let daily = DailyTable {
        columns: layout.catalogue.names.clone(),
        rows: all.daily.iter().map(|(_, day)| layout.catalogue.values(day)).collect(),
    };
    let measures = headline(layout, &all, &daily);
    RunResults {
        days: plan.days,
        seed: plan.seed,
        targets: targets(floor, &measures, &daily),
        queues: queues(floor, layout, &all),
        groups: groups(floor, &all),
        intervals: intervals(floor, layout, &all),
        rungs: all.rungs.iter().enumerate().map(|(r, sums)| rung(floor, r, sums, plan.days)).collect(),
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

fn headline(layout: &Layout, all: &Accumulator, daily: &DailyTable) -> Measures {
    let figure = |(i, name): (usize, &String)| {
        let days = all.daily.iter().map(|(_, day)| day.pairs[i]);
        let estimate = match layout.catalogue.kinds[i] {
            Kind::Ratio(scale, bounds) => estimate(&all.measures[i], days, scale, bounds),
            Kind::Percentile(p) => {
                let days = daily.column(name);
                wait_percentile(&all.batches, p, LEVEL).map(|e| e.with_day_intervals(&days, LEVEL))
            }
        };
        (name.clone(), estimate)
    };
    Measures(layout.catalogue.names.iter().enumerate().map(figure).collect())
}

/// A figure from its sums over all days; `days` tell how single days differ and how skewed they are.
fn estimate(sums: &RatioSums, days: impl Iterator<Item = Pair>, scale: f64, bounds: Bounds) -> Option<Estimate> {
    let (days, values) = pairs_and_values(days, scale);
    sums.estimate(LEVEL, spread(sums, &days), bounds).map(|e| e.scaled(scale).with_day_intervals(&values, LEVEL))
}

fn pairs_and_values(days: impl Iterator<Item = Pair>, scale: f64) -> (Vec<Pair>, Vec<Option<f64>>) {
    let days: Vec<Pair> = days.collect();
    let values = days.iter().map(|pair| pair.value(scale)).collect();
    (days, values)
}

/// The spread of the days of these sums, of which the first are known.
fn spread(sums: &RatioSums, days: &[Pair]) -> DaySpread {
    DaySpread::of(days.iter().map(|pair| pair.of())).scaled(sums.days(), days.len() as u64)
}

fn of_kept(kept: &Kept, scale: f64, bounds: Bounds) -> Option<Estimate> {
    estimate(&kept.sums, kept.days.iter().map(|(_, pair)| *pair), scale, bounds)
}

fn queues(floor: &Floor, layout: &Layout, all: &Accumulator) -> Vec<(String, Measures)> {
    let (reach, all_day) = (Reach::new(floor), 0..layout.grid.count());
    let one = |q: usize, kept: &Vec<Kept>| {
        let figure = |(m, kept): (&CallMeasure, &Kept)| {
            let bounds = reach.calls(*m, Some(q), &all_day);
            (m.name(&layout.catalogue.thresholds), of_kept(kept, m.scale(), bounds))
        };
        Measures(layout.catalogue.calls.iter().zip(kept).map(figure).collect())
    };
    let named = floor.queues.iter().zip(&all.queues).enumerate();
    named.map(|(q, (queue, kept))| (queue.name.clone(), one(q, kept))).collect()
}

fn groups(floor: &Floor, all: &Accumulator) -> Vec<(String, Measures)> {
    let (named, reach) = (floor.groups.iter().zip(&all.groups).enumerate(), Reach::new(floor));
    named.map(|(g, (group, sums))| (group.name.clone(), of_group(&reach, g, sums))).collect()
}

fn of_group(reach: &Reach<'_>, group: usize, sums: &GroupSums) -> Measures {
    let figure =
        |name: &str, kept: &Kept, scale: f64| (name.to_owned(), of_kept(kept, scale, reach.group(group, name)));
    Measures(vec![
        figure("occupancy", &sums.occupancy, 1.0),
        figure("signed_in_hours", &sums.signed_in, HOURS),
        figure("borrowed_hours", &sums.borrowed, HOURS),
        figure("overrun_hours", &sums.overrun, HOURS),
        ("deferred_tasks".into(), None),
    ])
}

fn rung(floor: &Floor, at: usize, sums: &RungSums, days: u32) -> RungResult {
    let (rung, reach) = (&floor.ladder.rungs[at], Reach::new(floor));
    let figure = |name: &str, kept: &Kept, scale: f64| of_kept(kept, scale, reach.rung(at, name)).unwrap_or_default();
    let share_of_days = wilson(sums.days_pulled, u64::from(days), LEVEL).unwrap_or_default();
    let (low, high) = ranks(sums.first_pulls.len(), 0.5, LEVEL);
    let first = |rank: Option<usize>| sums.first_pulls.get(rank?.checked_sub(1)?).copied();
    RungResult {
        name: rung.name.clone(),
        group: rung.does.group().to_owned(),
        pulls: figure("pulls", &sums.pulls, 1.0).at_least(&share_of_days),
        share_of_days,
        minutes_in_force: figure("minutes_in_force", &sums.in_force, 60.0 * HOURS),
        person_hours: figure("person_hours", &sums.person_time, HOURS),
        empty_handed: figure("empty_handed", &sums.empty_handed, 1.0),
        chatter: figure("chatter", &sums.chatter, 1.0),
        first_pull: sums.first_pulls.get(sums.first_pulls.len() / 2).copied(),
        first_pull_between: (first(low), first(high)),
    }
}

fn intervals(floor: &Floor, layout: &Layout, all: &Accumulator) -> Vec<IntervalRow> {
    let (handle_time, reach) = (of_handling(all), Reach::new(floor));
    let interval_row = |at: usize| {
        let (i, scope) = (at / layout.scopes(), at % layout.scopes());
        let Slice { date, start, end, .. } = layout.grid.slices()[i];
        let mut measures = row(&reach, layout, all, at);
        if scope == 0 {
            measures.extend(whole_floor(layout, all, i, handle_time));
        } else {
            measures.retain(|(name, _)| name != "borrowed");
        }
        let scope = scope.checked_sub(1).map_or(Scope::Floor, Scope::Queue);
        IntervalRow { date, start, end, scope, measures: Measures(measures) }
    };
    (0..layout.rows()).into_par_iter().map(interval_row).collect()
}

/// The mean handle time of all calls, in microseconds.
fn of_handling(all: &Accumulator) -> Option<Evidence> {
    let days: Vec<Pair> = all.handling.days.iter().map(|(_, pair)| *pair).collect();
    all.handling.sums.evidence(spread(&all.handling.sums, &days).skewness)
}

type Named = (String, Option<Estimate>);

fn row(reach: &Reach<'_>, layout: &Layout, all: &Accumulator, row: usize) -> Vec<Named> {
    let (interval, scope) = (row / layout.scopes(), row % layout.scopes());
    let queue = scope.checked_sub(1);
    let names = layout.catalogue.calls.iter().map(|m| {
        let bounds = reach.calls(*m, queue, &(interval..interval + 1));
        (m.name(&layout.catalogue.thresholds), m.scale(), bounds)
    });
    let serving = queue.map_or_else(|| (0..layout.groups).collect(), |q| layout.serving[q].clone());
    let crew = ["signed_in", "borrowed"].map(|name| {
        let bounds = reach.people(serving.iter().copied(), name == "borrowed");
        (name.to_owned(), 1.0, bounds)
    });
    let names = names.chain(crew);
    let figure = |(column, (name, scale, bounds)): (usize, (String, f64, Bounds))| {
        let sums = &all.rows[row][column];
        let (days, values) = pairs_and_values(row_days(layout, all, row, column), scale);
        let found = sums.estimate(LEVEL, spread(sums, &days), bounds);
        (name, found.map(|e| e.scaled(scale).with_days(&values)))
    };
    names.enumerate().map(figure).collect()
}

/// One column of a row on the days kept.
fn row_days(layout: &Layout, all: &Accumulator, row: usize, column: usize) -> impl Iterator<Item = Pair> {
    all.row_days.iter().map(move |(_, days)| days[row * layout.columns() + column])
}

/// What only the rows of the whole floor have: the offered load in Erlangs, and percentiles of the waits.
fn whole_floor(layout: &Layout, all: &Accumulator, i: usize, handle_time: Option<Evidence>) -> Vec<Named> {
    let load = handle_time.and_then(|handle_time| offered_load(layout, all, i, &handle_time));
    let mut waits = all.interval_waits[i].clone();
    waits.record_many(Span::ZERO, all.at_once[i]);
    let percentile = |(name, p): (&str, f64)| {
        let found = waits.quantile(p).map(|w| Estimate { mean: w.as_secs(), ..Estimate::default() });
        (name.to_owned(), found)
    };
    let mut named = vec![("offered_load".to_owned(), load)];
    named.extend(WAIT_PERCENTILES.into_iter().map(percentile));
    named
}

/// Calls offered in an interval times the mean handle time of all calls, in Erlangs. What is not known of either is not known of
/// the load: how many call says next to nothing of how long a call takes, so their relative errors are independent.
fn offered_load(layout: &Layout, all: &Accumulator, i: usize, handle_time: &Evidence) -> Option<Estimate> {
    let (row, time) = (i * layout.scopes(), layout.grid.counted(i) as f64);
    let column = layout.catalogue.calls.iter().position(|m| *m == CallMeasure::Offered)?;
    let scale = handle_time.figure / time;
    let (days, values) = pairs_and_values(row_days(layout, all, row, column), scale);
    let sums = &all.rows[row][column];
    let offered = sums.evidence(spread(sums, &days).skewness)?;
    let load = offered.times(handle_time).scaled(1.0 / time);
    Some(load.estimate(LEVEL).within(Bounds::Count { most: f64::INFINITY }).with_days(&values))
}

fn targets(floor: &Floor, measures: &Measures, daily: &DailyTable) -> Vec<TargetResult> {
    let asked = floor.targets.share_of_days;
    let mut all: Vec<(String, f64)> = Vec::new();
    all.extend(floor.targets.answer_rate.map(|share| ("answer_rate".to_owned(), share)));
    let level = |t: crate::model::ServiceTarget| (format!("service_level_{}s", t.within.as_secs()), t.share);
    all.extend(floor.targets.service_level.map(level));
    all.into_iter().map(|(measure, target)| judge(measure, target, asked, measures, daily)).collect()
}

fn judge(measure: String, target: f64, asked: Option<f64>, measures: &Measures, daily: &DailyTable) -> TargetResult {
    let days: Vec<f64> = daily.column(&measure).into_iter().flatten().collect();
    let good = days.iter().filter(|value| **value >= target).count() as u64;
    let share_of_days = wilson(good, days.len() as u64, LEVEL);
    let estimate = measures.get(&measure).copied();
    let verdict = match asked {
        Some(asked) => share_of_days.map_or(Verdict::Undecided, |s| Verdict::of(s.low, s.high, asked)),
        None => match estimate {
            Some(Estimate { low: Some(low), high: Some(high), .. }) => Verdict::of(low, high, target),
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
    let rates = results.daily.column("answer_rate");
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
