//! A mergeable histogram of waits (M-S6).

use crate::units::Span;
use serde::{Deserialize, Serialize};

/// Bins per octave, as a power of two: a bin is at most 1/128 of its lower end wide.
const BINS_LOG2: u32 = 7;
const BINS: u64 = 1 << BINS_LOG2;

/// Counts of waits in whole microseconds, in bins that are exact below 256 microseconds and then at most 1/128 = 0.78 %
/// of their lower end wide, 128 to an octave. Any percentile read from it is off by less than 0.79 % (M-S6).
///
/// Bins and counts are integers: merging is exact and the same in any order (M-R3). Recording is a few instructions and
/// allocates only when a wait longer than all before comes. Only the range of bins in use is reset, merged and read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Histogram {
    counts: Vec<u64>,
    len: u64,
    /// The bins in use are `low..high`.
    low: usize,
    high: usize,
    /// The shortest and the longest wait, in microseconds.
    least: u64,
    most: u64,
}

/// Bins of all waits that a span can hold.
const MOST_BINS: usize = bin_of(i64::MAX as u64) + BINS as usize;

/// A wait and its bin, which is the same in every histogram.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binned {
    micros: u64,
    bin: usize,
}

impl Binned {
    /// The bin of a wait; a negative one counts as 0.
    #[inline(always)]
    pub fn new(wait: Span) -> Self {
        let micros = wait.micros().max(0) as u64;
        Self { micros, bin: bin_of(micros) }
    }
}

impl Default for Histogram {
    fn default() -> Self {
        Self::new()
    }
}

impl Histogram {
    /// An empty histogram.
    pub const fn new() -> Self {
        Self { counts: Vec::new(), len: 0, low: usize::MAX, high: 0, least: u64::MAX, most: 0 }
    }

    /// Counts one wait; a negative one counts as 0.
    #[inline]
    pub fn record(&mut self, wait: Span) {
        self.record_binned(Binned::new(wait));
    }

    /// Counts one wait whose bin has been found.
    #[inline(always)]
    pub(crate) fn record_binned(&mut self, wait: Binned) {
        if wait.micros < self.least || wait.micros > self.most {
            self.widen(wait);
        }
        self.counts[wait.bin] += 1;
        self.len += 1;
    }

    /// Takes in a wait shorter or longer than all before.
    #[cold]
    fn widen(&mut self, wait: Binned) {
        if wait.bin >= self.counts.len() {
            self.grow(wait.bin);
        }
        self.low = self.low.min(wait.bin);
        self.high = self.high.max(wait.bin + 1);
        self.least = self.least.min(wait.micros);
        self.most = self.most.max(wait.micros);
    }

    /// Counts a wait so many times.
    pub fn record_many(&mut self, wait: Span, times: u64) {
        if times > 0 {
            self.record(wait);
            self.counts[bin_of(wait.micros().max(0) as u64)] += times - 1;
            self.len += times - 1;
        }
    }

    /// Makes room up to the end of the octave, so that growing is rare.
    #[cold]
    fn grow(&mut self, bin: usize) {
        self.counts.resize((bin / BINS as usize + 1) * BINS as usize, 0);
    }

    /// Counts all waits of the other histogram, too.
    pub fn merge(&mut self, other: &Self) {
        if other.len == 0 {
            return;
        }
        if other.high > self.counts.len() {
            self.grow(other.high - 1);
        }
        let range = other.low..other.high;
        for (mine, theirs) in self.counts[range.clone()].iter_mut().zip(&other.counts[range]) {
            *mine += theirs;
        }
        self.len += other.len;
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// Forgets everything but the room it has.
    pub fn reset(&mut self) {
        if self.len > 0 {
            self.counts[self.low..self.high].fill(0);
        }
        *self = Self { counts: std::mem::take(&mut self.counts), ..Self::new() };
    }

    /// Whether it is one that recording leaves, for one that comes from elsewhere: what is counted is in the bins in use.
    pub fn is_sound(&self) -> bool {
        if self.len == 0 {
            return self.counts.len() <= MOST_BINS
                && self.counts.iter().all(|count| *count == 0)
                && self.low >= self.high;
        }
        let used = self.counts.get(self.low..self.high).unwrap_or_default();
        let counted = used.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
        self.high <= MOST_BINS && counted == Some(self.len)
    }

    /// The longest wait counted; none at all is no wait.
    pub const fn longest(&self) -> Span {
        Span::from_micros(self.most as i64)
    }

    /// Waits counted.
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing has been counted.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The smallest wait that at least a share `p` of all waits do not exceed: the one of rank ceil(p n), at least 1,
    /// in ascending order. Off by less than 0.79 %, exact below 256 microseconds, and never outside the waits counted;
    /// `None` if nothing was counted. Within a bin waits are taken as evenly spread.
    pub fn quantile(&self, p: f64) -> Option<Span> {
        // A product such as 0.55 * 100 = 55.000000000000007 must not ask for rank 56.
        let rank = (p * self.len as f64 * (1.0 - 1e-12)).ceil().clamp(1.0, self.len.max(1) as f64) as u64;
        let mut below = 0;
        for (bin, count) in self.used() {
            if below + count >= rank {
                let (lower, upper) = self.ends(bin);
                let part = ((rank - below) as f64 - 0.5) / count as f64;
                let length = (upper - lower).micros() + 1;
                return Some(lower + Span::from_micros((part * length as f64) as i64));
            }
            below += count;
        }
        None
    }

    /// How many waits are at most `limit`, or share a bin with it.
    pub fn count_at_most(&self, limit: Span) -> u64 {
        if limit < Span::ZERO {
            return 0;
        }
        let last = bin_of(limit.micros() as u64);
        self.used().take_while(|(bin, _)| *bin <= last).map(|(_, count)| count).sum()
    }

    /// `(longest wait of the bin, waits counted in it)`, ascending, empty bins left out; the last bin ends at the longest
    /// wait counted.
    pub fn bins(&self) -> impl Iterator<Item = (Span, u64)> {
        self.used().map(|(bin, count)| (self.ends(bin).1, count))
    }

    /// The bins in use in ascending order: between which waits the waits counted in each lie, and its number, by which
    /// [`Histogram::count_in`] knows it in any other histogram.
    pub(super) fn used_bins(&self) -> impl Iterator<Item = ((Span, Span), usize)> {
        self.used().map(|(bin, _)| (self.ends(bin), bin))
    }

    /// Waits counted in the bin of this number.
    pub(super) fn count_in(&self, bin: usize) -> u64 {
        self.counts.get(bin).copied().unwrap_or(0)
    }

    /// The ends of a bin, as far as waits were counted.
    fn ends(&self, bin: usize) -> (Span, Span) {
        let (lower, upper) = bounds_of(bin);
        (span(lower.max(self.least)), span(upper.min(self.most)))
    }

    /// `(index, count)` of the bins that are not empty.
    fn used(&self) -> impl Iterator<Item = (usize, u64)> {
        let range = self.low.min(self.high)..self.high;
        let first = range.start;
        self.counts[range].iter().enumerate().filter(|(_, c)| **c > 0).map(move |(k, c)| (first + k, *c))
    }
}

fn span(micros: u64) -> Span {
    Span::from_micros(micros.min(i64::MAX as u64) as i64)
}

/// The bin of a wait: its leading 8 binary digits, numbered through.
#[inline]
const fn bin_of(micros: u64) -> usize {
    let shift = u64::BITS - 1 - BINS_LOG2 - (micros | BINS).leading_zeros();
    ((shift as usize) << BINS_LOG2) + (micros >> shift) as usize
}

/// The shortest and the longest wait of a bin.
const fn bounds_of(bin: usize) -> (u64, u64) {
    let bin = bin as u64;
    if bin < 2 * BINS {
        return (bin, bin);
    }
    let shift = (bin >> BINS_LOG2) - 1;
    let leading = BINS + (bin & (BINS - 1));
    (leading << shift, ((leading + 1) << shift) - 1)
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::SplitMix;
    use super::*;
    use proptest::prelude::*;

    fn histogram(waits: &[i64]) -> Histogram {
        let mut histogram = Histogram::new();
        waits.iter().for_each(|w| histogram.record(Span::from_micros(*w)));
        histogram
    }

    /// By definition: rank ceil(p n) of the sorted waits, in whole numbers (p in thousandths).
    fn exact_quantile(waits: &[i64], thousandths: usize) -> i64 {
        let mut sorted = waits.to_vec();
        sorted.sort_unstable();
        let rank = (thousandths * sorted.len()).div_ceil(1000).max(1);
        sorted[rank - 1]
    }

    #[test]
    fn bins_follow_each_other_without_gap_and_are_narrow() {
        let mut expected_lower = 0;
        for bin in 0..=bin_of(i64::MAX as u64) {
            let (lower, upper) = bounds_of(bin);
            assert_eq!(lower, expected_lower);
            assert_eq!((bin_of(lower), bin_of(upper)), (bin, bin));
            assert!((upper - lower) as f64 <= lower as f64 / 128.0);
            expected_lower = upper + 1;
        }
        assert_eq!(expected_lower, 1 << 63);
    }

    #[test]
    fn short_waits_are_exact() {
        let found = histogram(&[0, 0, 3, 255, 17]);
        assert_eq!(found.quantile(0.4), Some(Span::ZERO));
        assert_eq!(found.quantile(0.41), Some(Span::from_micros(3)));
        assert_eq!(found.quantile(1.0), Some(Span::from_micros(255)));
        assert_eq!(found.count_at_most(Span::from_micros(16)), 3);
        assert_eq!(found.count_at_most(Span::from_micros(17)), 4);
        assert_eq!(found.count_at_most(Span::from_micros(-1)), 0);
    }

    #[test]
    fn a_quantile_is_never_outside_the_waits_counted() {
        // 90 s lies in a bin from 89.65 s to 90.18 s.
        let found = histogram(&[90_000_000; 7]);
        for p in [0.01, 0.5, 0.99, 1.0] {
            assert_eq!(found.quantile(p), Some(Span::from_secs(90)));
        }
        assert_eq!(found.bins().collect::<Vec<_>>(), [(Span::from_secs(90), 7)]);
        let mut merged = histogram(&[89_900_000]);
        merged.merge(&found);
        assert!(merged.quantile(0.01) >= Some(Span::from_micros(89_900_000)));
        assert!(merged.quantile(1.0) <= Some(Span::from_secs(90)));
    }

    #[test]
    fn an_empty_histogram_has_no_quantile() {
        let mut none = Histogram::new();
        none.merge(&Histogram::default());
        none.reset();
        assert!(none.is_empty() && none.quantile(0.5).is_none() && none.bins().next().is_none());
        assert_eq!(none.count_at_most(Span::from_hours(1)), 0);
    }

    #[test]
    fn a_reset_histogram_is_as_new() {
        let mut used = histogram(&[5, 70_000_000, 1_000]);
        used.reset();
        assert!(used.is_empty() && used.bins().next().is_none() && used.counts.iter().all(|c| *c == 0));
        used.record(Span::from_micros(9));
        assert_eq!(used.bins().collect::<Vec<_>>(), [(Span::from_micros(9), 1)]);
    }

    #[test]
    fn the_longest_wait_there_is_can_be_recorded() {
        let found = histogram(&[i64::MAX, -5]);
        assert_eq!(found.quantile(0.5), Some(Span::ZERO));
        let longest = found.quantile(1.0).expect("two waits").micros() as f64;
        assert!((longest / i64::MAX as f64 - 1.0).abs() < 0.008);
    }

    #[test]
    fn evenly_spread_waits_are_read_far_better_than_the_bound() {
        let mut draw = SplitMix(4);
        let waits: Vec<i64> = (0..200_000).map(|_| (draw.exponential(3e7)) as i64).collect();
        let found = histogram(&waits);
        for thousandths in [500, 900, 950, 990] {
            let exact = exact_quantile(&waits, thousandths) as f64;
            let read = found.quantile(thousandths as f64 / 1000.0).expect("waits").micros() as f64;
            assert!((read / exact - 1.0).abs() < 0.000_3, "{thousandths}: {read} {exact}");
        }
    }

    fn waits() -> impl Strategy<Value = Vec<i64>> {
        // Lengths spread over all octaves, with ties.
        let wait = (0_u32..50, any::<u64>()).prop_map(|(bits, w)| (w >> (63 - bits)) as i64);
        prop::collection::vec(prop_oneof![4 => wait, 1 => Just(0), 1 => Just(20_000_000)], 1..300)
    }

    proptest! {
        #[test]
        fn a_quantile_is_within_the_bound_of_the_exact_one(waits in waits(), thousandths in 0_usize..=1000) {
            let exact = exact_quantile(&waits, thousandths);
            let read = histogram(&waits).quantile(thousandths as f64 / 1000.0).expect("waits").micros();
            prop_assert!((read - exact).abs() as f64 <= exact as f64 / 128.0, "{} {}", read, exact);
            let seen = waits.iter().min()..=waits.iter().max();
            prop_assert!(seen.contains(&Some(&read)), "{} is outside what was seen", read);
        }

        #[test]
        fn at_least_the_share_asked_for_is_at_most_the_quantile(waits in waits(), thousandths in 1_usize..=1000) {
            let found = histogram(&waits);
            let value = found.quantile(thousandths as f64 / 1000.0).expect("waits");
            prop_assert!(found.count_at_most(value) * 1000 >= (thousandths * waits.len()) as u64);
        }

        #[test]
        fn merging_is_recording_everything_in_one(a in waits(), b in waits()) {
            let mut merged = histogram(&a);
            merged.merge(&histogram(&b));
            let all = histogram(&[a, b].concat());
            prop_assert_eq!(merged.bins().collect::<Vec<_>>(), all.bins().collect::<Vec<_>>());
            prop_assert_eq!(merged.len(), all.len());
        }

        #[test]
        fn the_bins_hold_every_wait(waits in waits()) {
            let found = histogram(&waits);
            prop_assert_eq!(found.bins().map(|(_, count)| count).sum::<u64>(), waits.len() as u64);
            for (upper, _) in found.bins() {
                let exact = waits.iter().filter(|w| **w <= upper.micros()).count() as u64;
                prop_assert_eq!(found.count_at_most(upper), exact);
            }
        }
    }
}
