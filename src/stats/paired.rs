//! The difference of two ratios measured on the same days (M-S3).

use super::estimate::Estimate;
use crate::special::{student_t_quantile, student_t_two_sided};

/// How two scenarios differ in one figure over the same days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// The first scenario's figure minus the second's, with its interval over pairs of days.
    pub difference: Estimate,
    /// The chance of a difference at least so large if there were none (two-sided t test); `None` for one day.
    pub p_value: Option<f64>,
}

/// The difference `sum a.x / sum a.y - sum b.x / sum b.y` of two ratios over the same days, day by day in the same order.
///
/// Its variance comes from the daily differences of the linearised residuals, (a.x - Ra a.y) / mean a.y minus the same
/// of b (delta method; Cochran 1977, section 6.2, applied to each ratio), so what is common to both on a day cancels.
/// Student's t with n - 1 degrees of freedom at this level (0.95). `None` if either denominator sums to 0 or the two
/// have different numbers of days. Numbers up to 1e15.
pub fn paired_difference(a: &[(i64, i64)], b: &[(i64, i64)], level: f64) -> Option<Paired> {
    if a.len() != b.len() {
        return None;
    }
    let (ratio_a, residuals_a) = linearised(a)?;
    let (ratio_b, residuals_b) = linearised(b)?;
    let n = a.len() as f64;
    let squares: f64 = residuals_a.zip(residuals_b).map(|(a, b)| (a - b) * (a - b)).sum();
    let mean = ratio_a - ratio_b;
    let standard_error = (a.len() >= 2).then(|| (squares / (n - 1.0) / n).sqrt());
    let half_width = standard_error.map(|se| se * student_t_quantile(0.5 + 0.5 * level, n - 1.0));
    let p_value = standard_error.map(|se| if mean == 0.0 { 1.0 } else { student_t_two_sided(mean / se, n - 1.0) });
    Some(Paired { difference: Estimate::with_half_width(mean, half_width), p_value })
}

/// The ratio of sums and each day's share in its error; `None` if the denominators sum to 0.
fn linearised(days: &[(i64, i64)]) -> Option<(f64, impl Iterator<Item = f64>)> {
    let x: i128 = days.iter().map(|d| i128::from(d.0)).sum();
    let y: i128 = days.iter().map(|d| i128::from(d.1)).sum();
    let ratio = (y != 0).then(|| x as f64 / y as f64)?;
    let mean_y = y as f64 / days.len() as f64;
    Some((ratio, days.iter().map(move |&(x, y)| (x as f64 - ratio * y as f64) / mean_y)))
}

#[cfg(test)]
mod tests {
    use super::super::estimate::Bounds;
    use super::super::evidence::DaySpread;
    use super::super::ratio::RatioSums;
    use super::super::test_tools::{SplitMix, assert_near};
    use super::*;

    #[test]
    fn with_one_call_a_day_it_is_the_classic_paired_t_test() {
        // Differences 1, 2, 3, 6: mean 3, sd sqrt(14/3), t = 3 / sqrt(14/12) = 2.777, p = 0.0691 (3 df).
        let a = [(11, 1), (14, 1), (13, 1), (26, 1)];
        let b = [(10, 1), (12, 1), (10, 1), (20, 1)];
        let found = paired_difference(&a, &b, 0.95).expect("days");
        let half = 3.182_446_305_283_708 * (14.0_f64 / 12.0).sqrt();
        assert_near(found.difference.mean, 3.0, 1e-15);
        assert_near(found.difference.low.expect("low"), 3.0 - half, 1e-12);
        let expected_p = {
            // Closed form of the t distribution with 3 degrees of freedom.
            let x = 3.0 / (14.0_f64 / 12.0).sqrt() / 3.0_f64.sqrt();
            1.0 - 2.0 / std::f64::consts::PI * (x / (1.0 + x * x) + libm::atan(x))
        };
        assert_near(found.p_value.expect("p"), expected_p, 1e-12);
    }

    #[test]
    fn against_a_constant_it_is_the_ratio_interval() {
        let a = [(90, 100), (95, 100), (60, 80), (88, 90)];
        let nothing = [(0, 5); 4];
        let mut sums = RatioSums::default();
        a.iter().for_each(|&(x, y)| sums.add(x, y));
        let alone = sums.estimate(0.9, DaySpread::default(), Bounds::Any).expect("days");
        let found = paired_difference(&a, &nothing, 0.9).expect("days").difference;
        assert_near(found.low.expect("low"), alone.low.expect("low"), 1e-14);
        assert_near(found.high.expect("high"), alone.high.expect("high"), 1e-14);
    }

    #[test]
    fn the_same_days_twice_do_not_differ() {
        let a = [(90, 100), (95, 100), (60, 80)];
        let found = paired_difference(&a, &a, 0.95).expect("days");
        assert_eq!((found.difference.mean, found.difference.low, found.difference.high), (0.0, Some(0.0), Some(0.0)));
        assert_eq!(found.p_value, Some(1.0));
    }

    #[test]
    fn a_sure_difference_has_no_p_value_left_and_one_day_has_none() {
        let sure = paired_difference(&[(3, 1), (3, 1)], &[(2, 1), (2, 1)], 0.95).expect("days");
        assert_eq!((sure.difference.low, sure.p_value), (Some(1.0), Some(0.0)));
        let one = paired_difference(&[(3, 1)], &[(2, 1)], 0.95).expect("a day");
        assert_eq!((one.difference.mean, one.difference.low, one.p_value), (1.0, None, None));
        assert_eq!(paired_difference(&[(3, 0)], &[(2, 1)], 0.95), None);
        assert_eq!(paired_difference(&[], &[(2, 1)], 0.95), None);
    }

    #[test]
    fn it_covers_the_truth_and_is_narrower_than_unpaired() {
        // Days share their busyness; arm b answers 2 % fewer. 2,000 repetitions of 60 days: the share that covers must be
        // within 3.9 standard errors of 95 %, less 1 % for the delta method (false alarm below 1e-4).
        let mut draw = SplitMix(77);
        let (mut covered, mut narrower) = (0, 0);
        for _ in 0..2_000 {
            let mut arms = (Vec::new(), Vec::new());
            let mut apart = RatioSums::default();
            for _ in 0..60 {
                let busyness = 0.5 + draw.unit();
                let calls = (1e4 * busyness) as i64;
                let answered = 1.0 - 0.4 * busyness + 0.01 * draw.unit();
                arms.0.push(((answered * calls as f64) as i64, calls));
                arms.1.push((((answered - 0.03 + 0.02 * draw.unit()) * calls as f64) as i64, calls));
                apart.add((answered * calls as f64) as i64, calls);
            }
            let found = paired_difference(&arms.0, &arms.1, 0.95).expect("days").difference;
            let (low, high) = (found.low.expect("low"), found.high.expect("high"));
            covered += u32::from(low <= 0.02 && 0.02 <= high);
            narrower += u32::from(high - low < 0.3 * apart.standard_error().expect("days") * 4.0);
        }
        let share = f64::from(covered) / 2_000.0;
        assert!(share > 0.95 - 3.9 * 0.004_9 - 0.01 && share < 0.95 + 3.9 * 0.004_9, "covers {share}");
        assert_eq!(narrower, 2_000);
    }
}
