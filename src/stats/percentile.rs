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
fn percentile_of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (lower, upper) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(lower + (place - below as f64) * (upper - lower))
}

/// Some quantiles, in ascending order of `ps`, of values whose order is lost: as [`percentile`] of each.
///
/// Selected and not sorted, by whole numbers in the order of the values, which one instruction compares: a run asks it of every figure
/// of every interval.
pub fn percentiles_of<const N: usize>(values: impl Iterator<Item = f64>, ps: [f64; N]) -> [Option<f64>; N] {
    let mut keys: Vec<i64> = values.map(key).collect();
    let Some(last) = keys.len().checked_sub(1) else { return [None; N] };
    let mut from = 0;
    ps.map(|p| {
        let place = p.clamp(0.0, 1.0) * last as f64;
        let below = place.floor() as usize;
        // Everything before the last one selected is no greater, and stays where it is.
        let (_, &mut lower, greater) = keys[from..].select_nth_unstable(below - from);
        from = below;
        let upper = value(greater.iter().copied().min().unwrap_or(lower));
        let lower = value(lower);
        Some(lower + (place - below as f64) * (upper - lower))
    })
}

/// A whole number that stands to others as [`f64::total_cmp`] says of the values.
fn key(value: f64) -> i64 {
    turned(value.to_bits() as i64)
}

fn value(key: i64) -> f64 {
    f64::from_bits(turned(key) as u64)
}

/// Of negative values all bits but the sign are turned round, as the larger is the smaller of them; twice is never.
fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) & i64::MAX)
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

    #[test]
    fn selected_percentiles_are_those_of_the_sorted_to_the_last_bit() {
        let ps = [0.0, 0.05, 0.05, 0.5, 0.95, 1.0];
        // Values with ties, both zeros among them, in an order that a generator of remainders gives.
        for days in 0..200_u64 {
            let values: Vec<f64> = (0..days).map(|i| ((i * 7_919 + 31) % 97) as f64 - 48.0).map(|v| v * 0.1).collect();
            let values: Vec<f64> =
                values.iter().enumerate().map(|(i, v)| if i % 13 == 0 { -0.0 } else { *v }).collect();
            let bits = |found: Option<f64>| found.map(f64::to_bits);
            let sorted = ps.map(|p| bits(percentile(&values, p)));
            assert_eq!(percentiles_of(values.iter().copied(), ps).map(bits), sorted, "of {days} days");
        }
    }
}
