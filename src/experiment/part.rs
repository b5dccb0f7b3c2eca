//! A run in parts: each process plays some of the days, and their sums merge into the results of all of them.

use super::accumulate::Accumulator;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What some days of a run came to, to be merged with the others.
///
/// It holds whole numbers, and daily values with their day, so the merged results are those of one process to the last
/// bit (M-R3). It fits only the floor and the version of the program it was made with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunPart {
    /// The days played, counted from 0.
    pub days: Range<u32>,
    pub(super) kept: Accumulator,
}

/// Why parts do not make a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MergeError {
    /// Days that no part played.
    Missing(Range<u32>),
    /// Days that two parts played.
    Twice(Range<u32>),
    /// Something in it does not belong to this floor, or to these days.
    Unfit {
        /// The days of the part.
        days: Range<u32>,
        /// What does not fit.
        what: KeptInPart,
    },
    /// Days that the run does not have.
    Beyond {
        /// Those days.
        days: Range<u32>,
        /// Days of the run.
        of: u32,
    },
}

impl std::error::Error for MergeError {}

/// What is kept in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptInPart {
    /// Its days.
    Days,
    /// Figures of each day.
    DailyFigures,
    /// Figures of intervals.
    Intervals,
    /// When rungs were first pulled.
    FirstPulls,
    /// Every pull.
    RungsPulled,
    /// Waits of the days.
    Waits,
    /// Waits of intervals.
    WaitsOfIntervals,
}

/// The days of part `number` (from 1) when a run of so many days is cut into `of` parts of nearly equal size.
pub fn part_of_days(days: u32, number: u32, of: u32) -> Range<u32> {
    let end = |k: u32| (u64::from(days) * u64::from(k) / u64::from(of.max(1))) as u32;
    end(number - 1)..end(number)
}

/// Whether these days, in the order of their first, are exactly those of a run of so many.
pub(super) fn cover(parts: &[Range<u32>], days: u32) -> Result<(), MergeError> {
    let mut next = 0;
    for part in parts {
        if part.start > next {
            return Err(MergeError::Missing(next..part.start));
        }
        if part.start < next {
            return Err(MergeError::Twice(part.start..next.min(part.end)));
        }
        next = part.end;
    }
    match next {
        n if n < days => Err(MergeError::Missing(n..days)),
        n if n > days => Err(MergeError::Beyond { days: days..n, of: days }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_every_day_once() {
        for (days, of) in [(10, 3), (1_000_000, 7), (5, 5), (3, 5), (4_000_000_000, 1_000)] {
            let parts: Vec<Range<u32>> = (1..=of).map(|k| part_of_days(days, k, of)).collect();
            assert_eq!(cover(&parts, days), Ok(()));
            let most = parts.iter().map(|p| p.len()).max().unwrap_or(0);
            assert!(parts.iter().all(|p| p.len() + 1 >= most), "{parts:?}");
        }
    }

    #[test]
    fn days_missing_doubled_or_too_many_are_named() {
        let refused = |parts: &[Range<u32>]| cover(parts, 23).expect_err("refused").to_string();
        assert_eq!(refused(&[]), "days 0 to 22 are missing; simulate the part that has them");
        assert_eq!(refused(&[0..11, 12..23]), "day 11 is missing; simulate the part that has them");
        assert_eq!(refused(&[0..12, 10..23]), "days 10 to 11 are in two parts; leave one of them out");
        assert_eq!(refused(&[0..12, 0..12, 12..23]), "days 0 to 11 are in two parts; leave one of them out");
        assert_eq!(refused(&[0..11, 11..25]), "days 23 to 24 are beyond the run's 23; the parts are of a longer run");
    }
}
