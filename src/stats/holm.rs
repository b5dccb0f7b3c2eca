//! Several tests at once.

/// Holm's adjusted p-values, in the order given: a hypothesis is rejected at `alpha` if its adjusted p-value is at most
/// `alpha`, and then the chance of even one false rejection among all is at most `alpha`, however the tests depend on
/// each other (Holm 1979, "A simple sequentially rejective multiple test procedure").
///
/// Not-a-number counts as 1: a test that says nothing rejects nothing.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let known: Vec<f64> = p_values.iter().map(|p| if p.is_nan() { 1.0 } else { *p }).collect();
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|&a, &b| known[a].total_cmp(&known[b]));
    let mut adjusted = vec![1.0; known.len()];
    let mut largest = 0.0_f64;
    for (rank, &at) in order.iter().enumerate() {
        let still_open = (known.len() - rank) as f64;
        largest = largest.max(known[at] * still_open).min(1.0);
        adjusted[at] = largest;
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
    fn it_never_rejects_less_than_bonferroni() {
        let p = [0.001, 0.02, 0.013, 0.3, 0.011];
        for (holm, p) in holm(&p).iter().zip(p) {
            assert!(*holm <= (5.0 * p).min(1.0) && *holm >= p);
        }
    }
}
