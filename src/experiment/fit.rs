//! Whether a part of a run belongs to a floor: it comes from a file, so nothing in it is taken on trust.

use super::accumulate::{Accumulator, BATCHES};
use super::layout::Layout;
use super::part::{KeptInPart, MergeError, RunPart};
use crate::measure::Pair;
use crate::stats::Histogram;
use crate::units::SimTime;
use std::ops::Range;

/// No numerator and no denominator of a day is larger (see `RatioSums`).
const MOST_OF_A_DAY: i64 = 1_000_000_000_000_000_000;
/// A day ends long before.
const LAST_SECOND: i64 = 200 * 86_400;

/// Checks that all counts, lengths, days and ids of a part are those of a run of this floor over so many days, and that
/// its sums can be added to those of other parts.
///
/// # Errors
/// [`MergeError::Unfit`] with the first that is not.
pub(super) fn fits(part: &RunPart, layout: &Layout, days_of_run: u32) -> Result<(), MergeError> {
    let days = part.days.clone();
    let unfit = |what: KeptInPart| MergeError::Unfit { days: days.clone(), what };
    if days.start > days.end || days.end > days_of_run {
        return Err(unfit(KeptInPart::Days));
    }
    let most = i64::MAX / i64::from(days_of_run.max(1)) * i64::from(days.end - days.start);
    let fit = Fit { layout, days: &part.days, most };
    match fit.unfit(&part.kept) {
        Some(what) => Err(unfit(what)),
        None => Ok(()),
    }
}

struct Fit<'a> {
    layout: &'a Layout,
    days: &'a Range<u32>,
    /// No sum over the days of the part is larger, so that those of all days can be added.
    most: i64,
}

impl Fit<'_> {
    fn unfit(&self, kept: &Accumulator) -> Option<KeptInPart> {
        let fits = [
            (KeptInPart::Days, self.is_of_days(&kept.days)),
            (KeptInPart::DailyFigures, self.daily(kept)),
            (KeptInPart::Intervals, self.rows(kept)),
            (KeptInPart::FirstPulls, self.first_pulls(&kept.first_pulls)),
            (KeptInPart::RungsPulled, self.log(kept)),
            (KeptInPart::Waits, kept.batches.len() == BATCHES && kept.batches.iter().all(|waits| self.waits(waits))),
            (KeptInPart::WaitsOfIntervals, self.interval_waits(kept)),
        ];
        fits.into_iter().find(|(_, fits)| !fits).map(|(what, _)| what)
    }

    /// Whether there is exactly one entry for each day of the part, in any order.
    fn is_of_days<T>(&self, entries: &[(u32, T)]) -> bool {
        is_each_once(entries, self.days.clone())
    }

    fn daily(&self, kept: &Accumulator) -> bool {
        let (columns, percentiles) = (self.layout.columns.0.len(), self.layout.percentiles());
        kept.days.iter().all(|(_, of)| {
            let are_waits = of.percentiles.iter().flatten().all(|wait| wait.is_finite() && *wait >= 0.0);
            let are_all = of.pairs.len() == columns && of.percentiles.len() == percentiles && of.intervals.is_empty();
            are_all && are_small(&of.pairs) && are_waits
        })
    }

    fn rows(&self, kept: &Accumulator) -> bool {
        let (summands, ratios) = (self.layout.row_summands(), self.layout.row_ratios());
        let most = i128::from(MOST_OF_A_DAY) * self.days.len() as i128;
        let kept_days = self.days.start..self.days.end.min(self.layout.kept_days).max(self.days.start);
        let of_day = |(_, of): &(u32, Vec<i64>)| of.len() == summands && of.iter().copied().all(is_small_on_a_day);
        kept.rows.summands.len() == summands
            && kept.rows.products.len() == ratios
            && kept.rows.summands.iter().all(|sums| (-most..=most).contains(&sums.sum()))
            && is_each_once(&kept.row_days, kept_days)
            && kept.row_days.iter().all(of_day)
    }

    fn first_pulls(&self, rungs: &[Vec<SimTime>]) -> bool {
        let fit = |pulls: &Vec<SimTime>| pulls.len() <= self.days.len() && pulls.iter().all(is_of_a_day);
        rungs.len() == self.layout.rungs.len() && rungs.iter().all(fit)
    }

    fn log(&self, kept: &Accumulator) -> bool {
        let is_known = |rung: usize| rung < self.layout.rungs.len();
        kept.log.iter().all(|did| self.days.contains(&did.day) && is_known(did.rung) && is_of_a_day(&did.at))
    }

    fn waits(&self, waits: &Histogram) -> bool {
        waits.is_sound() && self.is_small(waits.len())
    }

    fn interval_waits(&self, kept: &Accumulator) -> bool {
        let intervals = self.layout.grid.count();
        kept.interval_waits.len() == intervals
            && kept.at_once.len() == intervals
            && kept.interval_waits.iter().all(|waits| self.waits(waits))
            && kept.at_once.iter().all(|count| self.is_small(*count))
    }

    fn is_small(&self, sum: u64) -> bool {
        i64::try_from(sum).is_ok_and(|sum| sum <= self.most)
    }
}

fn is_each_once<T>(entries: &[(u32, T)], days: Range<u32>) -> bool {
    let mut found: Vec<u32> = entries.iter().map(|(day, _)| *day).collect();
    found.sort_unstable();
    found.len() == days.len() && found.into_iter().eq(days)
}

fn are_small(pairs: &[Pair]) -> bool {
    pairs.iter().all(|pair| is_small_on_a_day(pair.x) && is_small_on_a_day(pair.y))
}

fn is_small_on_a_day(value: i64) -> bool {
    (-MOST_OF_A_DAY..=MOST_OF_A_DAY).contains(&value)
}

fn is_of_a_day(at: &SimTime) -> bool {
    (0..=LAST_SECOND * crate::units::MICROS_PER_SECOND).contains(&at.micros())
}
