//! Whether a part of a run belongs to a floor: it comes from a file, so nothing in it is taken on trust.

use super::accumulate::{Accumulator, BATCHES, GroupSums, Kept, Layout, RungSums};
use super::part::{MergeError, RunPart};
use crate::measure::Pair;
use crate::stats::{Histogram, RatioSums};
use crate::units::SimTime;
use std::ops::Range;

/// No numerator and no denominator of a day is larger (see [`RatioSums`]).
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
    let unfit = |what: &'static str| MergeError::Unfit { days: days.clone(), what };
    if days.start > days.end || days.end > days_of_run {
        return Err(unfit("the days"));
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
    fn unfit(&self, kept: &Accumulator) -> Option<&'static str> {
        let (layout, names) = (self.layout, self.layout.catalogue.names.len());
        let fits = [
            ("the days", kept.days as usize == self.days.len()),
            ("the measures", kept.measures.len() == names && kept.measures.iter().all(|sums| self.sums(sums))),
            ("the daily figures", self.daily(kept, names)),
            ("the figures asked for", self.is_of_days(&kept.probed) && kept.probed.iter().all(|(_, of)| of.is_empty())),
            ("the queues", kept.queues.len() == layout.queues && kept.queues.iter().all(|queue| self.queue(queue))),
            ("the groups", kept.groups.len() == layout.groups && kept.groups.iter().all(|group| self.group(group))),
            ("the intervals", self.rows(kept)),
            ("the rungs", kept.rungs.len() == layout.rungs && kept.rungs.iter().all(|rung| self.rung(rung))),
            ("the rungs pulled", self.log(kept)),
            ("the waits", kept.batches.len() == BATCHES && kept.batches.iter().all(|waits| self.waits(waits))),
            ("the waits of intervals", self.interval_waits(kept)),
            ("the handle times", self.kept(&kept.handling)),
        ];
        fits.into_iter().find(|(_, fits)| !fits).map(|(what, _)| what)
    }

    /// Whether there is exactly one entry for each day of the part, in any order.
    fn is_of_days<T>(&self, entries: &[(u32, T)]) -> bool {
        is_each_once(entries, self.days.clone())
    }

    fn sums(&self, sums: &RatioSums) -> bool {
        let most = i128::from(MOST_OF_A_DAY) * self.days.len() as i128;
        let is_small = |sum: i128| (-most..=most).contains(&sum);
        sums.days() == self.days.len() as u64 && is_small(sums.numerator()) && is_small(sums.denominator())
    }

    fn daily(&self, kept: &Accumulator, names: usize) -> bool {
        self.is_of_days(&kept.daily)
            && kept.daily.iter().all(|(_, of)| {
                let are_waits = of.percentiles.iter().flatten().all(|wait| wait.is_finite() && *wait >= 0.0);
                of.pairs.len() == names && are_small(&of.pairs) && are_waits && of.intervals.is_empty()
            })
    }

    fn kept(&self, kept: &Kept) -> bool {
        self.sums(&kept.sums) && self.is_of_days(&kept.days) && kept.days.iter().all(|(_, pair)| are_small(&[*pair]))
    }

    fn queue(&self, measures: &[Kept]) -> bool {
        measures.len() == self.layout.catalogue.calls.len() && measures.iter().all(|kept| self.kept(kept))
    }

    fn group(&self, group: &GroupSums) -> bool {
        [&group.occupancy, &group.signed_in, &group.borrowed, &group.overrun].into_iter().all(|kept| self.kept(kept))
    }

    fn rows(&self, kept: &Accumulator) -> bool {
        let (rows, columns) = (self.layout.rows(), self.layout.columns());
        let of_row = |row: &Vec<RatioSums>| row.len() == columns && row.iter().all(|sums| self.sums(sums));
        let kept_days = self.days.start..self.days.end.min(self.layout.kept_days).max(self.days.start);
        let of_day = |(_, pairs): &(u32, Vec<Pair>)| pairs.len() == rows * columns && are_small(pairs);
        kept.rows.len() == rows
            && kept.rows.iter().all(of_row)
            && is_each_once(&kept.row_days, kept_days)
            && kept.row_days.iter().all(of_day)
    }

    fn rung(&self, rung: &RungSums) -> bool {
        let all = [&rung.pulls, &rung.in_force, &rung.person_time, &rung.empty_handed, &rung.chatter];
        let days = self.days.len();
        all.into_iter().all(|kept| self.kept(kept))
            && rung.days_pulled <= days as u64
            && rung.first_pulls.len() <= days
            && rung.first_pulls.iter().all(is_of_a_day)
    }

    fn log(&self, kept: &Accumulator) -> bool {
        let is_known = |rung: usize| rung < self.layout.rungs;
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
    let is_small = |value: i64| (-MOST_OF_A_DAY..=MOST_OF_A_DAY).contains(&value);
    pairs.iter().all(|pair| is_small(pair.x) && is_small(pair.y))
}

fn is_of_a_day(at: &SimTime) -> bool {
    (0..=LAST_SECOND * crate::units::MICROS_PER_SECOND).contains(&at.micros())
}
