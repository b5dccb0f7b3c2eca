//! What the ladder buys and what it costs: the same days once more without each rung, and without any (M-S7).

use super::column::{Column, Counted};
use super::plan::{AlsoKept, RunPlan};
use super::reach::Reach;
use super::replicate::{RunError, Watch, in_pool, play};
use super::results::{BorrowedFrom, Bought, Change, LadderValue, RunResults, ValuedRung};
use crate::figures::{GroupFigure, Measure, Scope, Unit};
use crate::measure::Grid;
use crate::model::{Floor, Rung};
use crate::stats::DayDifferences;

/// Level of the intervals.
const LEVEL: f64 = 0.95;

/// Plays a floor, and the same days without each rung of its ladders and without any rung.
///
/// Without a rung, its line is struck from its ladder: the rungs behind it move up, and everything else of the ladders stays. The other
/// runs have as many days as this one comes to have. A floor without a ladder is played once.
///
/// # Errors
/// Those of [`super::replicate`], for any of the runs.
pub fn replicate_with_ladder_value(floor: &Floor, plan: &RunPlan, watch: &dyn Watch) -> Result<RunResults, RunError> {
    in_pool(plan.threads, || {
        let moved = moved(floor);
        let with = play(floor, plan, wanted(floor, &moved), watch)?;
        let mut results = with.results;
        let plan = RunPlan::new(results.days, results.seed);
        let without = |rungs: Vec<usize>| -> Result<Bought, RunError> {
            let other = without(floor, &rungs);
            let played = play(&other, &plan, wanted(&other, &moved), watch)?;
            Ok(bought(floor, &moved, &with.asked, &played.asked))
        };
        let rungs: Vec<&Rung> = floor.rungs().collect();
        if rungs.is_empty() {
            return Ok(results);
        }
        let ladder = without((0..rungs.len()).collect())?;
        let each = rungs.iter().enumerate().map(|(at, rung)| {
            // A ladder of one rung is that rung.
            let bought = if rungs.len() == 1 { ladder.clone() } else { without(vec![at])? };
            Ok(ValuedRung { name: rung.name.clone(), ladder: floor.ladder_of(at).to_owned(), bought })
        });
        let rungs = each.collect::<Result<_, RunError>>()?;
        results.ladder_value = Some(LadderValue { ladder, rungs });
        Ok(results)
    })?
}

/// How many times the days are played for a ladder of so many rungs.
pub fn runs_for_ladder_value(rungs: usize) -> u32 {
    match rungs {
        0 => 1,
        1 => 2,
        more => more as u32 + 2,
    }
}

/// The floor without some rungs.
fn without(floor: &Floor, rungs: &[usize]) -> Floor {
    let mut parts = floor.clone().into_parts();
    let mut all = 0..;
    parts.retain_rungs(|_| all.next().is_some_and(|at| !rungs.contains(&at)));
    Floor::new(parts).expect("nothing refers to a rung")
}

/// The columns that tell what a rung buys, in the order in which [`bought`] reads them.
fn wanted(floor: &Floor, moved: &[usize]) -> AlsoKept {
    let (reach, all) = (Reach::new(floor), 0..Grid::new(floor).count());
    let measures = [Measure::CallerAnswerRate, Measure::WaitMean, Measure::Cost];
    let of_floor = measures.map(|measure| Column::measure(measure, Scope::Floor, all.clone(), &reach));
    let of_groups = moved.iter().map(|group| Column::group(*group, GroupFigure::BorrowedHours, &reach));
    AlsoKept { asked: of_floor.into_iter().chain(of_groups).collect(), ..AlsoKept::default() }
}

/// The groups whose people a rung can bring to the phones or keep there.
fn moved(floor: &Floor) -> Vec<usize> {
    (0..floor.groups.len()).filter(|group| floor.is_moved(&floor.groups[*group])).collect()
}

fn bought(floor: &Floor, moved: &[usize], with: &[Counted], without: &[Counted]) -> Bought {
    type Reading = fn((i64, i64)) -> (i64, i64);
    let days = |columns: &[Counted], at: usize, of: Reading| -> Vec<(i64, i64)> {
        columns[at].pairs.iter().map(|pair| of(pair.of())).collect()
    };
    let saved = |at, of: Reading, scale| change(&days(with, at, of), &days(without, at, of), scale);
    let as_counted: Reading = |pair| pair;
    let spent = |at, scale| change(&days(without, at, as_counted), &days(with, at, as_counted), scale);
    let borrowed = moved.iter().zip(3..).map(|(group, at)| BorrowedFrom {
        group: floor.groups[*group].name.clone(),
        hours: spent(at, Unit::Hours.scale()).unwrap_or_default(),
    });
    Bought {
        callers_saved: saved(0, |(answered, callers)| (callers - answered, 1), 1.0).unwrap_or_default(),
        waiting_saved_hours: saved(1, |(waited, _)| (waited, 1), Unit::Hours.scale()).unwrap_or_default(),
        cost: spent(2, Unit::Money.scale()),
        borrowed: borrowed.collect(),
    }
}

/// The second less the first, a day; `None` where either is undefined. Where no day differs, nothing is known of how rarely one would.
fn change(first: &[(i64, i64)], second: &[(i64, i64)], scale: f64) -> Option<Change> {
    let found = DayDifferences::new(first, second, scale, false)?.estimate(LEVEL);
    let differs = first != second;
    let (low, high) = (found.low.filter(|_| differs), found.high.filter(|_| differs));
    Some(Change { mean: found.mean, low, high })
}
