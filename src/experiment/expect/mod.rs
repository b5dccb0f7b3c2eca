//! Does a floor come out as it is expected to, and is that sure?
//!
//! Every expectation is judged by the whole 95 % interval of its figure (M-S4): met if all of it compares as expected,
//! missed if none of it does.

mod columns;
mod judge;
mod more_days;

pub use judge::{FoundFigure, Fulfilment, Judgement, OfIntervals};
pub use more_days::MoreDays;

use super::column::Column;
use super::pairs::DayPairs;
use super::plan::{AlsoKept, RunPlan};
use super::replicate::{KeptOfDays, RunError, Watch, in_pool, play, within_memory};
use super::results::RunResults;
use crate::model::Floor;
use crate::model::expect::Expected;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A floor, what is expected of it, and how much of it to play.
#[derive(Clone, Debug)]
pub struct Case<'f> {
    /// What is played.
    pub floor: &'f Floor,
    /// What should come out; may be empty.
    pub expected: Vec<Expected>,
    /// How many days from which seed, on the threads it is called on.
    pub plan: RunPlan,
    /// Whether the run is kept, to be held against another one.
    pub keep: bool,
}

/// What came of a case.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verdicts {
    /// Days played.
    pub days: u32,
    /// On every expectation, in their order.
    pub judgements: Vec<Judgement>,
    /// The run, if it was to be kept.
    pub kept: Option<Box<Kept>>,
}

/// A run with all its days.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Kept {
    /// What was found.
    pub results: RunResults,
    /// Every day, without intervals.
    pub pairs: DayPairs,
}

/// What came of a case, or why nothing did.
pub type Judged = Result<Verdicts, RunError>;

/// Plays all cases, several at a time, and judges each. The cases after the first one that `stops` says yes to are
/// left out. What is found is the same for any number of threads.
///
/// # Errors
/// That somebody stopped it, or that the threads could not be started; other faults are those of single cases.
pub fn check(
    cases: &[Case<'_>],
    threads: Option<usize>,
    stops: &(dyn Fn(usize, &Judged) -> bool + Sync),
    watch: &dyn Watch,
) -> Result<Vec<Judged>, RunError> {
    let last = AtomicUsize::new(usize::MAX);
    let one = |(at, case): (usize, &Case<'_>)| {
        let judged = check_one(case, &Until { watch, last: &last, at });
        if stops(at, &judged) {
            last.fetch_min(at, Ordering::Relaxed);
        }
        judged
    };
    let mut all: Vec<Judged> = in_pool(threads, || cases.par_iter().enumerate().map(one).collect())?;
    if watch.interrupted() {
        return Err(RunError::Interrupted);
    }
    // What lies before the first stop was played to its end, whatever the threads did first.
    all.truncate(last.into_inner().saturating_add(1));
    Ok(all)
}

/// Stops cases that will be left out.
struct Until<'a> {
    watch: &'a dyn Watch,
    last: &'a AtomicUsize,
    at: usize,
}

impl Watch for Until<'_> {
    fn day_done(&self) {
        self.watch.day_done();
    }

    fn interrupted(&self) -> bool {
        self.last.load(Ordering::Relaxed) < self.at || self.watch.interrupted()
    }
}

fn check_one(case: &Case<'_>, watch: &dyn Watch) -> Judged {
    let asked: Vec<Vec<Column>> = case.expected.iter().map(|e| columns::columns(&e.figure, case.floor)).collect();
    let values = asked.iter().map(Vec::len).sum::<usize>() as u64 * u64::from(case.plan.most_days());
    within_memory(KeptOfDays::Expectations, values)?;
    let played =
        play(case.floor, &case.plan, AlsoKept { pairs: case.keep, intervals: false, asked: asked.concat() }, watch)?;
    let mut rest = played.asked.as_slice();
    let judge = |(expected, columns): (&Expected, &Vec<Column>)| {
        let (mine, others) = rest.split_at(columns.len());
        rest = others;
        judge::judge(expected, case.floor, &played.results, mine)
    };
    let judgements = case.expected.iter().zip(&asked).map(judge).collect();
    let days = played.results.days;
    let kept = case.keep.then(|| Box::new(Kept { results: played.results, pairs: played.pairs }));
    Ok(Verdicts { days, judgements, kept })
}
