//! Whether what was read holds together: a file may be anybody's, so nothing in it is taken on trust before it is drawn.

use super::StoredResults;
use crate::escape::is_hidden;
use crate::experiment::results::{
    Bought, Change, DayTrace, FigureTable, IntervalRow, PrecisionFound, RunResults, RungResult,
};
use crate::failure::ResultsFault;
use crate::figures::Unit;
use crate::model::{
    MAX_GROUPS, MAX_INTERVALS, MAX_PEOPLE, MAX_QUEUES, MAX_REASONS, MAX_RUNGS, MAX_THRESHOLDS, name_fault,
};
use crate::report::{FloorShape, Stay};
use crate::stats::Estimate;
use crate::units::{SimTime, Span};
use std::ops::RangeInclusive;

/// No figure of a floor is nearly as large.
const MOST: f64 = 1e12;
/// More calls are counted in no run.
const MOST_CALLS: u64 = 1 << 53;
/// Days that are recorded moment by moment.
const MOST_TRACES: usize = 2;
/// Stays in a roster: more shifts on more dates than any floor has.
const MOST_STAYS: usize = 1_000_000;
/// No moment of a day is later, but for what never happens.
const LATEST: SimTime = SimTime::clock(24 * 400, 0);
const LONGEST: Span = Span::from_hours(24 * 400);
const SHARES: RangeInclusive<f64> = 0.0..=1.0;

/// Whether results can be shown.
///
/// # Errors
/// The first thing that cannot be.
pub(super) fn sound(stored: &StoredResults) -> Result<(), ResultsFault> {
    let (shape, results) = (&stored.shape, &stored.results);
    let faults = [
        (is_small_enough(shape, results), ResultsFault::TooLarge),
        (names_fit(stored), ResultsFault::HiddenName),
        (days_fit(results), ResultsFault::Days),
        (clock_fits(shape), ResultsFault::Hours),
        (targets_fit(shape), ResultsFault::Targets),
        (rungs_fit(shape, results) && ladder_value_fits(results), ResultsFault::Rungs),
        (roster_fits(shape), ResultsFault::Roster),
        (results.intervals.iter().all(|row| row_fits(row, shape)), ResultsFault::Intervals),
        (figures_fit(results) && precision_fits(results), ResultsFault::OutOfReach),
        (waits_fit(&results.waits) && target_waits_fit(results), ResultsFault::Waits),
        (results.traces.iter().all(|trace| trace_fits(trace, results)), ResultsFault::RecordedDay),
    ];
    faults.into_iter().find(|(fits, _)| !fits).map_or(Ok(()), |(_, what)| Err(what))
}

/// No floor has more of anything, so that no chart has.
fn is_small_enough(shape: &FloorShape, results: &RunResults) -> bool {
    results.queues.len() <= MAX_QUEUES
        && results.groups.len() <= MAX_GROUPS
        && results.absences.len() <= MAX_GROUPS * MAX_REASONS
        && results.rungs.len() <= MAX_RUNGS
        && results.targets.len() <= MAX_THRESHOLDS
        && results.dates.len() <= MAX_INTERVALS
        && shape.thresholds.len() <= MAX_THRESHOLDS
        && results.whole_floor().count() <= MAX_INTERVALS
        && results.traces.len() <= MOST_TRACES
}

/// Names and labels are seen as they are, as those of any floor.
fn names_fit(stored: &StoredResults) -> bool {
    let results = &stored.results;
    let queues = results.queues.iter().map(|(name, _)| name);
    let names =
        queues.chain(results.groups.iter().map(|(name, _)| name)).chain(results.rungs.iter().map(|rung| &rung.name));
    let ladders = results.rungs.iter().map(|rung| &rung.ladder).filter(|ladder| !ladder.is_empty());
    let names = names.chain(ladders).chain(results.absences.iter().map(|absence| &absence.reason));
    let others = [&stored.from.name, &stored.shape.name, &stored.holdline].into_iter();
    let others = others.chain(results.traces.iter().map(|trace| &trace.label));
    names.into_iter().all(|name| name_fault(name).is_none()) && others.into_iter().all(|text| !text.contains(is_hidden))
}

fn days_fit(results: &RunResults) -> bool {
    let rates = results.daily.rows.iter().flatten().flatten();
    let rates = rates.chain(results.traces.iter().filter_map(|trace| trace.answer_rate.as_ref()));
    results.days > 0 && results.daily.rows.len() == results.days as usize && all_shares(rates)
}

fn clock_fits(shape: &FloorShape) -> bool {
    SimTime::MIDNIGHT <= shape.open
        && shape.open < shape.close
        && shape.close <= LATEST
        && shape.interval > Span::ZERO
        && shape.interval <= shape.close - shape.open
}

fn targets_fit(shape: &FloorShape) -> bool {
    let waits = shape.thresholds.iter().chain(&shape.within);
    let is_ascending = shape.thresholds.windows(2).all(|pair| pair[0] < pair[1]);
    all_shares(shape.answer_rate.iter()) && is_ascending && waits.into_iter().all(is_wait)
}

fn rungs_fit(shape: &FloorShape, results: &RunResults) -> bool {
    let of_results = results.rungs.iter().map(|rung| (&rung.name, &rung.ladder));
    shape.rungs.iter().map(|rung| (&rung.name, &rung.ladder)).eq(of_results)
        && shape.rungs.iter().filter_map(|rung| rung.lasting.as_ref()).all(is_wait)
}

/// Who is planned is so within the days of a floor, people as many as a group can have in each shift.
fn roster_fits(shape: &FloorShape) -> bool {
    let moments = SimTime::MIDNIGHT..=LATEST;
    let stay_fits = |stay: &Stay| {
        let ends = stay.breaks.iter().flat_map(|(from, to)| [from, to]).chain([&stay.from, &stay.to]);
        stay.from < stay.to
            && stay.people as usize <= MAX_PEOPLE
            && ends.into_iter().all(|at| moments.contains(at))
            && stay.breaks.iter().all(|(from, to)| from <= to)
    };
    let groups = &shape.roster;
    let stays = || groups.iter().flat_map(|group| &group.lanes).map(|lane| lane.stays.len());
    groups.len() <= MAX_GROUPS
        && stays().all(|count| count > 0)
        && stays().sum::<usize>() <= MOST_STAYS
        && groups.iter().all(|group| name_fault(&group.name).is_none())
        && groups.iter().flat_map(|group| &group.lanes).flat_map(|lane| &lane.stays).all(stay_fits)
}

fn row_fits(row: &IntervalRow, shape: &FloorShape) -> bool {
    shape.open <= row.start && row.start < row.end && row.end <= shape.close
}

/// What the ladder buys is told of its very rungs, and of groups whose names can be shown.
fn ladder_value_fits(results: &RunResults) -> bool {
    let Some(value) = &results.ladder_value else { return true };
    let all = || std::iter::once(&value.ladder).chain(value.rungs.iter().map(|rung| &rung.bought));
    let numbers = |change: &Change| [Some(change.mean), change.low, change.high];
    let within_reach = |bought: &Bought| {
        let own = [Some(&bought.callers_saved), Some(&bought.waiting_saved_hours), bought.cost.as_ref()];
        let borrowed = bought.borrowed.iter().map(|from| &from.hours);
        own.into_iter().flatten().chain(borrowed).flat_map(numbers).flatten().all(|number| number.abs() <= MOST)
    };
    let groups = |bought: &Bought| {
        bought.borrowed.len() <= MAX_GROUPS && bought.borrowed.iter().all(|from| name_fault(&from.group).is_none())
    };
    let of_results = results.rungs.iter().map(|rung| (&rung.name, &rung.ladder));
    value.rungs.iter().map(|rung| (&rung.name, &rung.ladder)).eq(of_results)
        && all().all(|bought| within_reach(bought) && groups(bought))
}

fn precision_fits(results: &RunResults) -> bool {
    let known = 0.0..=MOST;
    let fits = |found: &PrecisionFound| {
        known.contains(&found.asked.half_width) && found.half_width.iter().all(|half_width| known.contains(half_width))
    };
    results.precision.iter().all(fits)
}

fn figures_fit(results: &RunResults) -> bool {
    let of_queues = results.queues.iter().map(|(_, measures)| measures);
    let of_rows =
        results.intervals.iter().map(|row| &row.measures).chain(results.dates.iter().map(|date| &date.measures));
    std::iter::once(&results.measures).chain(of_queues).chain(of_rows).all(table_fits)
        && results.groups.iter().all(|(_, figures)| table_fits(figures))
        && results.absences.iter().filter_map(|absence| absence.people.as_ref()).all(within_reach)
        && results.rungs.iter().all(rung_fits)
        && results.targets.iter().all(|target| {
            let share = target.share_of_days;
            let shares = [share.mean, share.low, share.high];
            let most = if target.measure.unit() == Unit::Share { 1.0 } else { LONGEST.as_secs() };
            (0.0..=most).contains(&target.target)
                && all_shares(shares.iter().chain(&target.asked_share))
                && target.estimate.iter().all(within_reach)
        })
}

fn table_fits<F>(table: &FigureTable<F>) -> bool {
    table.0.iter().filter_map(|(_, figure)| figure.as_ref()).all(within_reach)
}

fn rung_fits(rung: &RungResult) -> bool {
    let RungResult { figures, share_of_days, .. } = rung;
    let found = figures.0.iter().filter_map(|(_, figure)| figure.as_ref());
    found.into_iter().all(|figure| figure.mean.is_nan() || within_reach(figure))
        && all_shares([share_of_days.mean, share_of_days.low, share_of_days.high].iter())
}

fn within_reach(figure: &Estimate) -> bool {
    let Estimate { mean, low, high, standard_error, sd_days, p05, p50, p95, day_intervals: _ } = *figure;
    [Some(mean), low, high, standard_error, sd_days, p05, p50, p95].iter().flatten().all(|number| number.abs() <= MOST)
}

fn waits_fit(waits: &[(Span, u64)]) -> bool {
    let calls = waits.iter().try_fold(0_u64, |sum, (_, calls)| sum.checked_add(*calls));
    waits.windows(2).all(|pair| pair[0].0 < pair[1].0)
        && waits.iter().all(|(wait, _)| is_wait(wait))
        && calls.is_some_and(|calls| calls <= MOST_CALLS)
}

fn target_waits_fit(results: &RunResults) -> bool {
    results.target_waits.iter().all(|waits| {
        SHARES.contains(&waits.share)
            && waits.by_interval.len() == results.whole_floor().count()
            && waits.by_interval.iter().flatten().all(is_wait)
    })
}

fn trace_fits(trace: &DayTrace, results: &RunResults) -> bool {
    let moments = SimTime::MIDNIGHT..=LATEST;
    let ends = |released: &SimTime| *released == SimTime::NEVER || moments.contains(released);
    let in_force = |(rung, pulled, released): &(usize, SimTime, SimTime)| {
        *rung < results.rungs.len() && moments.contains(pulled) && pulled <= released && ends(released)
    };
    trace.day < results.days
        && trace.waiting.iter().all(|(at, _)| moments.contains(at))
        && trace.waiting.windows(2).all(|pair| pair[0].0 <= pair[1].0)
        && trace.in_force.iter().all(in_force)
        && trace.empty_handed.iter().all(|(rung, at, _)| *rung < results.rungs.len() && moments.contains(at))
}

fn is_wait(wait: &Span) -> bool {
    (Span::ZERO..=LONGEST).contains(wait)
}

fn all_shares<'n>(numbers: impl Iterator<Item = &'n f64>) -> bool {
    numbers.into_iter().all(|number| SHARES.contains(number))
}
