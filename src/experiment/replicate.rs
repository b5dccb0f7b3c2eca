//! Plays the days of a run, on as many threads as asked: the only threads that simulate.

use super::accumulate::Accumulator;
use super::column::Counted;
use super::fit;
use super::layout::Layout;
use super::pairs::DayPairs;
use super::part::{self, MergeError, RunPart};
use super::plan::{AlsoKept, RunPlan};
use super::results::{CallRow, DayTrace, RunResults};
use super::summarise::{half_width, picked_days, summarise};
use crate::engine::{Day, Fact, Observer, Plan, Stopped};
use crate::figures::Measure;
use crate::measure::{CallLog, LoggedCall, Recorder, Trace};
use crate::model::{Floor, Precision, Slice};
use crate::units::SimTime;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

/// Is told how a run gets on, and may stop it.
pub trait Watch: Sync {
    /// One more day is done. Called on any thread.
    fn day_done(&self) {}

    /// Whether the run should stop.
    fn interrupted(&self) -> bool {
        false
    }
}

/// Watches nothing.
impl Watch for () {}

/// Measures a day that may be given up in the middle.
struct Heard<'a, O> {
    observer: &'a mut O,
    watch: &'a dyn Watch,
}

impl<O: Observer> Observer for Heard<'_, O> {
    #[inline(always)]
    fn saw(&mut self, fact: Fact) {
        self.observer.saw(fact);
    }

    fn goes_on(&mut self) -> bool {
        !self.watch.interrupted()
    }
}

/// Why a run came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunError {
    /// Somebody stopped it.
    Interrupted,
    /// No days were asked for.
    NoDays,
    /// The floor is overloaded beyond its limit (M-B3).
    TooManyWaiting {
        /// The first day on which it happens, from 0.
        day: u32,
        /// The queue that the last of them called.
        queue: String,
        /// When.
        at: SimTime,
        /// The limit, `max_waiting`.
        limit: u32,
    },
    /// The calls of a day go on for months (M-B3).
    TooLong {
        /// The first day on which it happens, from 0.
        day: u32,
        /// How many callers wait then.
        waiting: u32,
    },
    /// The ladder never comes to rest (M-B3).
    TooManyMoves {
        /// The first day on which it happens, from 0.
        day: u32,
        /// When.
        at: SimTime,
    },
    /// More would be kept of every day than fits into memory (M-B3).
    TooMuch {
        /// What is kept.
        what: KeptOfDays,
        /// How many numbers that would be.
        values: u64,
        /// How many are kept.
        most: u64,
    },
    /// Parts that do not make a run.
    Parts(MergeError),
    /// The threads could not be started.
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system says.
        reason: String,
    },
}

impl std::error::Error for RunError {}

impl From<MergeError> for RunError {
    fn from(error: MergeError) -> Self {
        Self::Parts(error)
    }
}

/// What is kept of every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptOfDays {
    /// Every expectation, and every interval of those of each interval.
    Expectations,
    /// Every measure of every interval, to be compared.
    Measures,
    /// Every figure asked about while a floor is sized.
    Probes,
}

/// Most pairs of numbers that are kept of all days together: 16 bytes each, and as many again while they are put in order.
const MOST_VALUES: u64 = 50_000_000;

/// Whether so many values of all days can be kept.
///
/// # Errors
/// [`RunError::TooMuch`].
pub(super) fn within_memory(what: KeptOfDays, values: u64) -> Result<(), RunError> {
    if values <= MOST_VALUES { Ok(()) } else { Err(RunError::TooMuch { what, values, most: MOST_VALUES }) }
}

/// Plays the days `0..plan.days`, and more of them for as long as the plan's figure is not known well enough (M-S4), and sums them
/// up. Days that are added are those that a longer run has, so that a run of as many days from the first finds the same.
///
/// # Errors
/// See [`RunError`]. With several overloaded days the first is named, whatever the number of threads.
pub fn replicate(floor: &Floor, plan: &RunPlan, watch: &dyn Watch) -> Result<RunResults, RunError> {
    Ok(in_pool(plan.threads, || play(floor, plan, AlsoKept::default(), watch))??.results)
}

/// The same, and the numerators and denominators of every day, to be compared with another floor's (M-S3).
///
/// # Errors
/// See [`replicate`].
pub fn replicate_in_pairs(
    floor: &Floor,
    plan: &RunPlan,
    watch: &dyn Watch,
) -> Result<(RunResults, DayPairs), RunError> {
    let wanted = AlsoKept { pairs: true, intervals: true, ..AlsoKept::default() };
    let played = in_pool(plan.threads, || play(floor, plan, wanted, watch))??;
    Ok((played.results, played.pairs))
}

/// A run that is to be compared with others, and that can be made longer: days played once are kept.
pub(super) struct GrowingRun<'a> {
    run: Replication<'a>,
    kept: Accumulator,
}

impl<'a> GrowingRun<'a> {
    /// A run of no days yet; the plan's days are not asked.
    pub fn new(floor: &'a Floor, plan: &'a RunPlan, watch: &'a dyn Watch) -> Self {
        let wanted = AlsoKept { pairs: true, intervals: true, ..AlsoKept::default() };
        let run = Replication::new(floor, plan, watch, wanted);
        let kept = Accumulator::new(&run.layout);
        Self { run, kept }
    }

    /// Plays on until there are so many days.
    ///
    /// # Errors
    /// See [`RunError`].
    pub fn play_to(&mut self, days: u32) -> Result<(), RunError> {
        let from = self.kept.days.len() as u32;
        let more = self.run.in_pool(|| self.run.play(from..days))?;
        self.kept.merge(more);
        Ok(())
    }

    /// Numerators and denominators of the days played.
    pub fn pairs(&self) -> DayPairs {
        DayPairs::new(&self.run.layout, &self.kept)
    }

    /// The intervals of the day.
    pub fn intervals(&self) -> &[Slice] {
        self.run.layout.grid.slices()
    }

    /// What the days played came to.
    ///
    /// # Errors
    /// See [`RunError`].
    pub fn finish(self) -> Result<RunResults, RunError> {
        let Self { run, kept } = self;
        run.in_pool(|| Ok(run.results(kept)?.results))
    }
}

/// A run with what was wanted of it.
pub(super) struct PlayedRun {
    pub results: RunResults,
    pub pairs: DayPairs,
    /// What was asked for, in order.
    pub asked: Vec<Counted>,
}

/// Does some work on so many threads; `None`: on those it is called on, or outside of any pool on one per core.
pub(super) fn in_pool<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, RunError> {
    if threads.is_none() && rayon::current_thread_index().is_some() {
        return Ok(work());
    }
    let threads = threads.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|e| RunError::Threads { threads, reason: e.to_string() })?.install(work))
}

/// Plays the days on the threads of whoever calls; the plan's own number is not asked.
pub(super) fn play(floor: &Floor, plan: &RunPlan, wanted: AlsoKept, watch: &dyn Watch) -> Result<PlayedRun, RunError> {
    let run = Replication::new(floor, plan, watch, wanted);
    run.results(run.play_until_known()?)
}

/// Plays some of the days `0..plan.days`, to be merged with the others by [`merge`].
///
/// # Errors
/// See [`RunError`]; no days at all are [`RunError::NoDays`].
pub fn replicate_part(floor: &Floor, plan: &RunPlan, days: Range<u32>, watch: &dyn Watch) -> Result<RunPart, RunError> {
    let run = Replication::new(floor, plan, watch, AlsoKept::default());
    let kept = run.in_pool(|| run.play(days.clone()))?;
    Ok(RunPart { days, kept })
}

/// The results of a run from its parts, in any order: the same as [`replicate`] finds.
///
/// The parts must be of the same floor, seed and version of the program.
///
/// # Errors
/// [`RunError::Parts`] if the parts are not exactly the days of the plan, and what [`replicate`] says.
pub fn merge(
    floor: &Floor,
    plan: &RunPlan,
    mut parts: Vec<RunPart>,
    watch: &dyn Watch,
) -> Result<RunResults, RunError> {
    parts.sort_by_key(|part| (part.days.start, part.days.end));
    part::cover(&parts.iter().map(|part| part.days.clone()).collect::<Vec<_>>(), plan.days)?;
    let run = Replication::new(floor, plan, watch, AlsoKept::default());
    parts.iter().try_for_each(|part| fit::fits(part, &run.layout, plan.days))?;
    let mut kept = Accumulator::new(&run.layout);
    parts.into_iter().for_each(|part| kept.merge(part.kept));
    run.in_pool(|| Ok(run.results(kept)?.results))
}

struct Replication<'a> {
    floor: &'a Floor,
    days: Plan,
    layout: Layout,
    plan: &'a RunPlan,
    watch: &'a dyn Watch,
}

impl<'a> Replication<'a> {
    fn new(floor: &'a Floor, plan: &'a RunPlan, watch: &'a dyn Watch, wanted: AlsoKept) -> Self {
        Self { floor, days: Plan::new(floor), layout: Layout::new(floor, wanted), plan, watch }
    }

    /// Works on as many threads as the plan says.
    fn in_pool<T: Send>(&self, work: impl FnOnce() -> Result<T, RunError> + Send) -> Result<T, RunError> {
        in_pool(self.plan.threads, work)?
    }

    fn results(&self, kept: Accumulator) -> Result<PlayedRun, RunError> {
        let all = kept.in_day_order();
        let pairs = DayPairs::new(&self.layout, &all);
        let asked = self.layout.asked.clone().map(|at| all.column(&self.layout, at)).collect();
        let mut results = summarise(self.floor, &self.layout, self.plan, all);
        let picked = picked_days(&results);
        let traces = picked.into_iter().map(|(label, day)| self.trace(label, day, &results));
        results.traces = traces.collect::<Result<_, _>>()?;
        results.calls = self.call_rows(results.days)?;
        Ok(PlayedRun { results, pairs, asked })
    }

    /// Plays the days of the plan, and more until its figure is known well enough.
    fn play_until_known(&self) -> Result<Accumulator, RunError> {
        let mut kept = self.play(0..self.plan.days)?;
        let is_known = |kept: &Accumulator, asked: &Precision| {
            half_width(&self.layout, kept, asked.measure).is_some_and(|half_width| half_width <= asked.half_width)
        };
        for days in self.plan.looks().into_iter().skip(1) {
            if self.plan.precision.is_none_or(|asked| is_known(&kept, &asked)) {
                break;
            }
            kept.merge(self.play(kept.days.len() as u32..days)?);
            kept = kept.in_day_order();
        }
        Ok(kept)
    }

    fn play(&self, days: Range<u32>) -> Result<Accumulator, RunError> {
        if days.is_empty() {
            return Err(RunError::NoDays);
        }
        // The first day known to be overloaded: later ones need not be played, earlier ones must be.
        let first_failed = AtomicU32::new(u32::MAX);
        let piece = days.len().div_ceil(rayon::current_num_threads() * 4);
        let pieces: Vec<(u32, u32)> =
            days.clone().step_by(piece).map(|from| (from, days.end.min(from.saturating_add(piece as u32)))).collect();
        // Each piece is added as soon as it is played: what is kept at once is that of the pieces in play and of the sum.
        let all = Mutex::new(Accumulator::new(&self.layout));
        let add = |part| all.lock().unwrap_or_else(PoisonError::into_inner).merge(part);
        let one = |(from, to): (u32, u32)| self.some_days(from, to, &first_failed).map(add);
        let played: Vec<Result<(), RunError>> = pieces.into_par_iter().map(one).collect();
        played.into_iter().collect::<Result<(), RunError>>()?;
        Ok(all.into_inner().unwrap_or_else(PoisonError::into_inner).in_day_order())
    }

    fn some_days(&self, from: u32, to: u32, first_failed: &AtomicU32) -> Result<Accumulator, RunError> {
        let mut day = Day::new(&self.days);
        let mut recorder = Recorder::new(self.floor).keeping_actions(actions_a_day(self.plan.most_days()));
        let mut kept = Accumulator::new(&self.layout);
        for number in from..to {
            if self.watch.interrupted() {
                return Err(RunError::Interrupted);
            }
            if first_failed.load(Ordering::Relaxed) < number {
                break;
            }
            recorder.restart();
            if let Err(error) = self.play_day(&mut day, number, &mut recorder) {
                first_failed.fetch_min(number, Ordering::Relaxed);
                return Err(error);
            }
            kept.add(&self.layout, number, &mut recorder);
            self.watch.day_done();
        }
        kept.take_waits(recorder);
        Ok(kept)
    }

    fn play_day<O: Observer>(&self, day: &mut Day<'_>, number: u32, observer: &mut O) -> Result<(), RunError> {
        let played = play_day(day, (self.plan.seed, number), observer, self.watch);
        played.map_err(|stopped| failed(self.floor, number, stopped))
    }

    /// Plays a day again to see it moment by moment: the draws are the same.
    fn trace(&self, label: String, day: u32, results: &RunResults) -> Result<DayTrace, RunError> {
        let mut trace = Trace::default();
        self.play_day(&mut Day::new(&self.days), day, &mut trace)?;
        let answer_rate = results.daily.column(Measure::AnswerRate).get(day as usize).copied().flatten();
        let Trace { waiting, in_force, empty_handed, .. } = trace;
        Ok(DayTrace { label, day, answer_rate, waiting, in_force, empty_handed })
    }

    fn call_rows(&self, days: u32) -> Result<Vec<CallRow>, RunError> {
        let (mut day, mut log, mut rows) = (Day::new(&self.days), CallLog::default(), Vec::new());
        for number in 0..self.plan.call_log_days.min(days) {
            self.play_day(&mut day, number, &mut log)?;
            rows.extend(log.take().into_iter().zip(0..).map(|(call, n)| self.call_row(number, n, &call)));
        }
        Ok(rows)
    }

    fn call_row(&self, day: u32, number: u32, call: &LoggedCall) -> CallRow {
        CallRow {
            day,
            call: number,
            queue: call.caller.queue.index(),
            called: self.days.called_by(call.caller.id.source),
            caller: call.caller.id.number,
            incident: self.days.incident_of(call.caller.id.source),
            kind: call.caller.history.kind(),
            arrival: call.caller.arrival,
            outcome: call.outcome,
            wait: call.wait,
            talk: call.service.map(|s| s.talk),
            wrap_up: call.service.map(|s| s.wrap_up),
            group: call.service.map(|s| s.group.index()),
            agent: call.service.map(|s| s.agent.index() as u32),
        }
    }
}

/// Plays one day of a seed, unless whoever watches stops it.
pub(super) fn play_day<O: Observer>(
    day: &mut Day<'_>,
    (seed, number): (u64, u32),
    observer: &mut O,
    watch: &dyn Watch,
) -> Result<(), Stopped> {
    day.play(seed, u64::from(number), &mut Heard { observer, watch })
}

/// What it means for a run that a day of this floor was stopped.
pub(super) fn failed(floor: &Floor, day: u32, stopped: Stopped) -> RunError {
    match stopped {
        Stopped::GivenUp => RunError::Interrupted,
        Stopped::TooManyMoves { at } => RunError::TooManyMoves { day, at },
        Stopped::TooManyWaiting(error) => {
            let queue = floor.queues[error.queue.index()].name.clone();
            RunError::TooManyWaiting { day, queue, at: error.at, limit: error.limit }
        }
        Stopped::TooLong { waiting } => RunError::TooLong { day, waiting },
    }
}

/// How many actions of the ladder are kept of each day of so many: a hundred of any, and more if all together are not
/// more than two million.
const fn actions_a_day(days: u32) -> usize {
    let share = 2_000_000 / days as usize;
    if share > 100 { share } else { 100 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actions_kept_of_all_days_fit_into_memory() {
        for days in [1, 50, 1_000, 30_000, 1_000_000] {
            let all = actions_a_day(days) * days as usize;
            assert!(all <= 100_000_000 && (days > 20_000 || all <= 2_000_000), "{days} days: {all}");
            assert!(actions_a_day(days) >= 100);
        }
    }
}
