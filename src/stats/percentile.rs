//! Percentiles of a few values, such as daily figures.

/// The `p` quantile of some values (0 <= p <= 1), between neighbours in proportion; `None` if there are none.
///
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", definition 7.
pub fn percentile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    percentile_of_sorted(&sorted, p)
}

/// As [`percentile`], of values already in ascending order.
pub fn percentile_of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (lower, upper) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(lower + (place - below as f64) * (upper - lower))
}

#[cfg(test)]
mod tests {
    use super::super::test_tools::assert_near;
    use super::*;

    #[test]
    fn percentiles_lie_between_neighbours() {
        let values = [4.0, 1.0, 3.0, 2.0];
        for (p, expected) in [(0.0, 1.0), (0.5, 2.5), (0.05, 1.15), (0.95, 3.85), (1.0, 4.0), (2.0, 4.0)] {
            assert_near(percentile(&values, p).expect("values"), expected, 1e-14);
        }
        assert_eq!(percentile(&[7.0], 0.3), Some(7.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
