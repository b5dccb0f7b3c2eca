//! Whether values are spread as they should be.

/// The largest distance between the share of `uniforms` up to a value and that value, and the chance of a distance at
/// least so large if they are independent and uniform on 0..1; `None` without values.
///
/// Kolmogorov's limit with the small-sample correction of Stephens (1970), "Use of the Kolmogorov-Smirnov, Cramer-von
/// Mises and related statistics without extensive tables"; good to two digits from 5 values on.
pub fn kolmogorov_smirnov(uniforms: &[f64]) -> Option<(f64, f64)> {
    if uniforms.is_empty() {
        return None;
    }
    let mut sorted = uniforms.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let gap = |(i, u): (usize, &f64)| ((i + 1) as f64 / n - u).max(u - i as f64 / n);
    let distance = sorted.iter().enumerate().map(gap).fold(0.0, f64::max);
    let root = n.sqrt();
    Some((distance, beyond((root + 0.12 + 0.11 / root) * distance)))
}

/// The chance that Kolmogorov's distribution lies beyond `x`: 2 times the sum over k from 1 of (-1)^(k-1) e^(-2 k^2 x^2).
fn beyond(x: f64) -> f64 {
    if x < 0.2 {
        return 1.0; // short of 1 by less than 1e-12, and the sum converges slowly
    }
    let term = |k: i32| libm::exp(-2.0 * f64::from(k * k) * x * x) * if k % 2 == 1 { 2.0 } else { -2.0 };
    (1..=30).map(term).sum::<f64>().clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_tail_has_the_tabled_values() {
        // Smirnov (1948): the 10, 5 and 1 % points.
        for (x, p) in [(1.2239, 0.10), (1.3581, 0.05), (1.6276, 0.01)] {
            assert!((beyond(x) - p).abs() < 5e-5, "{x}: {}", beyond(x));
        }
        assert_eq!((beyond(0.1), beyond(20.0)), (1.0, 0.0));
    }

    #[test]
    fn the_distance_is_the_largest_on_either_side() {
        let (distance, _) = kolmogorov_smirnov(&[0.9, 0.5, 0.4]).expect("values");
        assert!((distance - 0.4).abs() < 1e-12, "{distance}");
        let (distance, _) = kolmogorov_smirnov(&[0.1, 0.2]).expect("values");
        assert!((distance - 0.8).abs() < 1e-12, "{distance}");
        assert_eq!(kolmogorov_smirnov(&[]), None);
    }

    #[test]
    fn even_values_pass_and_crowded_ones_do_not() {
        let even: Vec<f64> = (0..100).map(|i| (f64::from(i) + 0.5) / 100.0).collect();
        let crowded: Vec<f64> = even.iter().map(|u| 0.3 + 0.4 * u).collect();
        assert!(kolmogorov_smirnov(&even).is_some_and(|(_, p)| p > 0.999));
        assert!(kolmogorov_smirnov(&crowded).is_some_and(|(_, p)| p < 1e-6));
    }

    #[test]
    fn false_alarms_are_as_rare_as_promised_for_few_values() {
        // A congruential sequence is uniform enough here, and the same on every machine.
        let mut state = 12_345_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let alarm = |_: &u32| {
            let values: Vec<f64> = (0..10).map(|_| next()).collect();
            kolmogorov_smirnov(&values).is_some_and(|(_, p)| p <= 0.05)
        };
        let alarms = (0..20_000_u32).filter(alarm).count();
        assert!((850..1_150).contains(&alarms), "{alarms} of 20,000");
    }
}
