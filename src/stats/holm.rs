//! Several tests at once.

/// Holm's adjusted p-values, in the order given: a hypothesis is rejected at `alpha` if its adjusted p-value is at most
/// `alpha`, and then the chance of even one false rejection among all is at most `alpha`, however the tests depend on
/// each other (Holm 1979, "A simple sequentially rejective multiple test procedure").
///
/// Not-a-number counts as 1: a test that says nothing rejects nothing.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    weighted_holm(&p_values.iter().map(|p| (*p, 1.0)).collect::<Vec<_>>())
}

/// The same for p-values with weights: a hypothesis of twice the weight has twice the share of `alpha`. The promise holds
/// for any weights above 0 that do not depend on what was found (Holm 1979, section 4).
pub fn weighted_holm(tests: &[(f64, f64)]) -> Vec<f64> {
    let known: Vec<(f64, f64)> = tests.iter().map(|&(p, weight)| (if p.is_nan() { 1.0 } else { p }, weight)).collect();
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|&a, &b| (known[a].0 / known[a].1).total_cmp(&(known[b].0 / known[b].1)));
    let mut adjusted = vec![1.0; known.len()];
    let mut still_open: f64 = known.iter().map(|(_, weight)| weight).sum();
    let mut largest = 0.0_f64;
    for &at in &order {
        let (p, weight) = known[at];
        largest = largest.max(p * (still_open / weight)).min(1.0);
        adjusted[at] = largest;
        still_open -= weight;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_steps_down_from_the_smallest() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        let expected = [0.03, 0.06, 0.06, 0.02];
        assert!(adjusted.iter().zip(expected).all(|(a, e)| (a - e).abs() < 1e-15), "{adjusted:?}");
    }

    #[test]
    fn adjusted_values_stay_chances_and_keep_the_order() {
        assert_eq!(holm(&[0.9, 0.5, 0.8]), [1.0, 1.0, 1.0]);
        assert_eq!(holm(&[]), Vec::<f64>::new());
        assert_eq!(holm(&[0.2]), [0.2]);
        assert_eq!(holm(&[f64::NAN, 0.01]), [1.0, 0.02]);
    }

    #[test]
    fn a_test_of_more_weight_has_more_of_the_error_rate() {
        // By hand, 0.02 at weight 3 beside 0.01 at weight 1: 0.02 * 4 / 3 first, then 0.01 * 1 / 1, raised to the first.
        let adjusted = weighted_holm(&[(0.01, 1.0), (0.02, 3.0)]);
        let expected = [0.08 / 3.0, 0.08 / 3.0];
        assert!(adjusted.iter().zip(expected).all(|(a, e)| (a - e).abs() < 1e-15), "{adjusted:?}");
        assert_eq!(weighted_holm(&[(0.2, 7.0)]), [0.2]);
    }

    #[test]
    fn it_never_rejects_less_than_bonferroni() {
        let p = [0.001, 0.02, 0.013, 0.3, 0.011];
        for (holm, p) in holm(&p).iter().zip(p) {
            assert!(*holm <= (5.0 * p).min(1.0) && *holm >= p);
        }
    }
}
