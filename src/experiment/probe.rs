//! Days that are played to know a few figures of them: for a search that plays the same days again and again.

use super::column::{Column, Counted};
use super::reach::Reach;
use super::replicate::{KeptOfDays, RunError, Watch, failed, play_day, within_memory};
use crate::engine::{Day, Plan};
use crate::figures::{GroupFigure, Measure, RungFigure, Scope};
use crate::measure::{Counter, Pair, Recorder};
use crate::model::Floor;
use crate::stats::{Estimate, Share, wilson};
use rayon::prelude::*;
use std::ops::Range;

/// A figure that is asked of every day.
#[derive(Clone, Debug, PartialEq)]
pub enum Probe {
    /// A measure of the whole floor in some intervals.
    Measure(Measure, Range<usize>),
    /// A figure of the group at this place.
    Group(usize, GroupFigure),
    /// A figure of the rung at this place.
    Rung(usize, RungFigure),
}

impl Probe {
    fn column(&self, reach: &Reach<'_>) -> Column {
        match self {
            Self::Measure(measure, intervals) => Column::measure(*measure, Scope::Floor, intervals.clone(), reach),
            Self::Group(group, figure) => Column::group(*group, *figure, reach),
            Self::Rung(rung, figure) => Column::rung(*rung, *figure, reach),
        }
    }
}

/// What the days said of one probe.
#[derive(Clone, Debug)]
pub struct Probed(Counted);

impl Probed {
    /// The figure over all days; `None` if there was nothing to count (M-S5).
    pub fn mean(&self) -> Option<f64> {
        self.0.sums().ratio().map(|ratio| ratio * self.0.scale)
    }

    /// The figure with its interval.
    pub fn estimate(&self, level: f64) -> Option<Estimate> {
        self.0.estimate(level)
    }

    /// Numerators and denominators, added up over the days.
    pub fn totals(&self) -> (f64, f64) {
        let sums = self.0.sums();
        (sums.numerator() as f64, sums.denominator() as f64)
    }

    /// The share of the days on which the figure holds, of those that have it; `None` without such days.
    pub fn share_of_days(&self, holds: impl Fn(f64) -> bool, level: f64) -> Option<Share> {
        let defined: Vec<f64> = self.0.values().flatten().collect();
        wilson(defined.iter().filter(|value| holds(**value)).count() as u64, defined.len() as u64, level)
    }

    /// Whether it holds, day by day; `None` on those that do not have it.
    pub fn days_on_which(&self, holds: impl Fn(f64) -> bool) -> impl Iterator<Item = Option<bool>> {
        self.0.values().map(move |value| value.map(&holds))
    }

    /// The share of the days on which there is any of it.
    pub fn share_with_any(&self, level: f64) -> Option<Share> {
        self.0.share_of_days(level)
    }
}

/// Plays these days of a seed on the threads it is called on and gives what each probe found.
///
/// # Errors
/// Those of [`super::replicate`].
pub fn probe(
    floor: &Floor,
    probes: &[Probe],
    days: Range<u32>,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Vec<Probed>, RunError> {
    if days.is_empty() {
        return Err(RunError::NoDays);
    }
    within_memory(KeptOfDays::Probes, probes.len() as u64 * days.len() as u64)?;
    let (reach, plan, counter) = (Reach::new(floor), Plan::new(floor), Counter::new(floor));
    let columns: Vec<Column> = probes.iter().map(|probe| probe.column(&reach)).collect();
    let some_days = |days: Range<u32>| {
        let (mut day, mut recorder) = (Day::new(&plan), Recorder::new(floor).keeping_actions(1));
        let mut kept: Vec<Vec<Pair>> = vec![Vec::with_capacity(days.len()); columns.len()];
        for number in days {
            if watch.interrupted() {
                return Err(RunError::Interrupted);
            }
            recorder.restart();
            play_day(&mut day, (seed, number), &mut recorder, watch).map_err(|why| failed(floor, number, why))?;
            let record = recorder.finish_day();
            let mut at = 0;
            for of_the_same in columns.chunk_by(|a, b| a.calls() == b.calls()) {
                let calls = of_the_same[0].calls().map(|(scope, range)| counter.stretch(record, scope, range));
                for column in of_the_same {
                    kept[at].push(column.pair(record, calls.as_ref()));
                    at += 1;
                }
            }
            watch.day_done();
        }
        Ok(kept)
    };
    let piece = (days.len().div_ceil(rayon::current_num_threads() * 4)).max(1);
    let pieces: Vec<Range<u32>> =
        days.clone().step_by(piece).map(|from| from..days.end.min(from.saturating_add(piece as u32))).collect();
    let played: Vec<Result<Vec<Vec<Pair>>, RunError>> = pieces.into_par_iter().map(some_days).collect();
    let mut all: Vec<Vec<Pair>> = vec![Vec::with_capacity(days.len()); columns.len()];
    for part in played {
        all.iter_mut().zip(part?).for_each(|(all, part)| all.extend(part));
    }
    // The days need not begin with a block of strata.
    let of = |(column, pairs): (Column, Vec<Pair>)| {
        Probed(Counted { pairs, scale: column.scale, bounds: column.bounds, strata: 1 })
    };
    Ok(columns.into_iter().zip(all).map(of).collect())
}
