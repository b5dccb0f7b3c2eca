//! How sure a run is to be of a figure before it ends (M-S4).

use crate::figures::Measure;

/// Days are added until the 95 % interval of a measure of the whole floor is narrow enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Which measure.
    pub measure: Measure,
    /// Half of its interval is to be no longer than this, in the measure's unit.
    pub half_width: f64,
    /// So many days are the most, whatever the interval is then.
    pub max_days: u32,
}

impl Precision {
    /// The numbers of days after which the interval is looked at: first a run's own days, then half as many again each time, and
    /// the most days last. They depend on nothing that the days show, so that neither threads nor machines change them.
    pub fn looks(&self, days: u32) -> Vec<u32> {
        let most = self.max_days.max(days);
        let next = |days: &u32| (*days < most).then(|| days.saturating_add(days.div_ceil(2)).min(most));
        std::iter::successors(Some(days.max(1).min(most)), next).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_grow_by_half_from_the_days_of_a_run_to_the_most() {
        let looks = |days: u32, max_days: u32| {
            Precision { measure: Measure::AnswerRate, half_width: 0.01, max_days }.looks(days)
        };
        assert_eq!(looks(1_000, 4_000), [1_000, 1_500, 2_250, 3_375, 4_000]);
        assert_eq!(looks(1, 5), [1, 2, 3, 5]);
        assert_eq!([looks(7, 7), looks(9, 7)], [[7], [9]]);
        assert!(looks(1, u32::MAX).windows(2).all(|pair| pair[0] < pair[1]));
    }
}
