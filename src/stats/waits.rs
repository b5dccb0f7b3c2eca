//! The waits of single days, coarse enough to be kept for each of them.

use super::histogram::Histogram;
use crate::units::Span;
use serde::{Deserialize, Serialize};

/// Bins per octave, as a power of two: a bin is 1/16 of its lower end wide.
const BINS_LOG2: u32 = 4;
const BINS: u64 = 1 << BINS_LOG2;
/// Shorter waits than this share a bin, but for those of no length at all.
const FIRST_LOG2: u32 = 17;
/// Calls are counted in so many parts, so that part of a bin is a whole number.
const PARTS: i64 = 1_024;

/// Waits of one day in bins of 1/16 of their length: none at all, up to an eighth of a second, then 16 to an octave.
///
/// Within a bin waits are taken as evenly spread. Over many days that puts a percentile off by up to half a hundredth of
/// itself, while a day is a few dozen numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayWaits {
    /// `(bin, calls)`, ascending, empty ones left out.
    bins: Vec<(u16, u32)>,
}

impl DayWaits {
    /// The waits counted in a histogram.
    pub fn of(waits: &Histogram) -> Self {
        let mut bins: Vec<(u16, u32)> = Vec::new();
        for (wait, calls) in waits.bins() {
            let (bin, calls) = (bin_of(wait.micros() as u64), u32::try_from(calls).unwrap_or(u32::MAX));
            match bins.last_mut().filter(|last| last.0 == bin) {
                Some(last) => last.1 = last.1.saturating_add(calls),
                None => bins.push((bin, calls)),
            }
        }
        Self { bins }
    }

    /// The waits of several days together.
    pub fn all_of(days: &[Self]) -> Self {
        let mut calls: Vec<u32> = Vec::new();
        for (bin, counted) in days.iter().flat_map(|day| &day.bins) {
            let at = usize::from(*bin);
            if at >= calls.len() {
                calls.resize(at + 1, 0);
            }
            calls[at] = calls[at].saturating_add(*counted);
        }
        Self { bins: (0..).zip(calls).filter(|(_, calls)| *calls > 0).collect() }
    }

    /// The same from `(bin, calls)`; `None` if the bins do not ascend.
    pub fn from_bins(bins: Vec<(u16, u32)>) -> Option<Self> {
        bins.is_sorted_by(|a, b| a.0 < b.0).then_some(Self { bins })
    }

    /// `(bin, calls)`, ascending.
    pub fn bins(&self) -> &[(u16, u32)] {
        &self.bins
    }

    /// Waits counted, each in 1,024 parts.
    pub fn parts(&self) -> i64 {
        self.bins.iter().map(|(_, calls)| PARTS * i64::from(*calls)).sum()
    }

    /// The parts of waits that are longer than so many microseconds.
    pub fn parts_above(&self, micros: i64) -> i64 {
        let mut parts = 0;
        for (bin, calls) in self.bins.iter().rev() {
            let (lower, upper) = (lower_end(*bin), lower_end(bin + 1));
            if upper <= micros {
                break;
            }
            let all = PARTS * i64::from(*calls);
            // The first bin holds waits of no length, which are not longer than none.
            parts += if micros < lower {
                all
            } else if *bin == 0 {
                0
            } else {
                (i128::from(all) * i128::from(upper - micros) / i128::from(upper - lower)) as i64
            };
        }
        parts
    }

    /// The smallest wait that at least a share `p` of all waits do not exceed, to the microsecond within a bin; `None` if
    /// nothing was counted.
    pub fn quantile(&self, p: f64) -> Option<Span> {
        let most = (1.0 - p) * self.parts() as f64 * (1.0 + 1e-12);
        let (mut low, mut high) = (-1, self.longest().micros());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.parts_above(middle) as f64 > most { low = middle } else { high = middle }
        }
        (!self.bins.is_empty()).then(|| Span::from_micros(high))
    }

    /// No wait is longer.
    pub fn longest(&self) -> Span {
        Span::from_micros(self.bins.last().map_or(0, |(bin, _)| lower_end(bin + 1)))
    }
}

/// The bin of a wait.
const fn bin_of(micros: u64) -> u16 {
    if micros >> FIRST_LOG2 == 0 {
        return (micros > 0) as u16;
    }
    let shift = u64::BITS - 1 - BINS_LOG2 - micros.leading_zeros();
    let octave = (shift + BINS_LOG2 - FIRST_LOG2) as u64;
    (2 + octave * BINS + (micros >> shift) - BINS) as u16
}

/// The shortest wait of a bin, in microseconds.
const fn lower_end(bin: u16) -> i64 {
    if bin < 2 {
        return bin as i64;
    }
    let k = bin as u64 - 2;
    let shift = k / BINS + (FIRST_LOG2 - BINS_LOG2) as u64;
    if shift > 58 { i64::MAX } else { ((BINS + k % BINS) << shift) as i64 }
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

    fn day(micros: &[i64]) -> DayWaits {
        let mut waits = Histogram::new();
        micros.iter().for_each(|wait| waits.record(Span::from_micros(*wait)));
        DayWaits::of(&waits)
    }

    #[test]
    fn bins_follow_each_other_without_gap_and_are_a_sixteenth_wide() {
        assert_eq!((lower_end(0), lower_end(1), lower_end(2)), (0, 1, 1 << FIRST_LOG2));
        for bin in 0..500 {
            let (lower, upper) = (lower_end(bin), lower_end(bin + 1));
            assert_eq!((bin_of(lower as u64), bin_of(upper as u64 - 1), bin_of(upper as u64)), (bin, bin, bin + 1));
            assert!(bin < 2 || (upper - lower) * 16 <= lower, "bin {bin}");
        }
        assert!(lower_end(bin_of(i64::MAX as u64) + 1) == i64::MAX);
    }

    #[test]
    fn no_wait_is_not_longer_than_none() {
        let found = day(&[0, 0, 5, 60_000_000]);
        assert_eq!([-1, 0, 200_000, 70_000_000].map(|wait| found.parts_above(wait) / PARTS), [4, 2, 1, 0]);
        assert_eq!(found.parts(), 4 * PARTS);
        assert_eq!((found.quantile(0.5), DayWaits::default().quantile(0.5)), (Some(Span::ZERO), None));
    }

    #[test]
    fn percentiles_and_shares_of_many_waits_are_those_of_the_waits() {
        let mut draw = SplitMix(4);
        let days: Vec<Vec<i64>> = (0..100).map(|_| (0..500).map(|_| draw.exponential(3e7) as i64).collect()).collect();
        let all = DayWaits::all_of(&days.iter().map(|waits| day(waits)).collect::<Vec<_>>());
        let mut sorted = days.concat();
        sorted.sort_unstable();
        for p in [0.5, 0.9, 0.95, 0.99] {
            let exact = sorted[(p * sorted.len() as f64) as usize - 1];
            assert_near(all.quantile(p).expect("waits").micros() as f64 / exact as f64, 1.0, 0.005);
            let above = sorted.iter().filter(|wait| **wait > exact).count() as f64;
            assert_near(all.parts_above(exact) as f64 / PARTS as f64 / above, 1.0, 0.03);
        }
    }

    #[test]
    fn bins_that_do_not_ascend_are_refused() {
        let found = day(&[0, 7, 1_000_000]);
        assert_eq!(DayWaits::from_bins(found.bins().to_vec()), Some(found));
        assert_eq!(DayWaits::from_bins(vec![(3, 1), (3, 1)]), None);
    }
}
