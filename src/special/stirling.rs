//! The two pieces from which gamma and binomial densities are built without cancellation (Loader 2000, "Fast and
//! accurate computation of binomial probabilities").

const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;

/// Stirling's error: `ln Gamma(x + 1) - ((x + 1/2) ln x - x + ln(2 pi) / 2)` for x > 0.
pub(super) fn stirling_error(x: f64) -> f64 {
    if x < 16.0 {
        return libm::lgamma(x + 1.0) - (x + 0.5) * libm::log(x) + x - HALF_LN_TWO_PI;
    }
    let y = 1.0 / (x * x);
    super::polynomial(&[1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0], y) / x
}

/// The deviance `x ln(x / m) + m - x` (Loader's `bd0`), never negative, exact to rounding also where `x` is close to `m`.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() > 0.1 * (x + m) {
        return x * libm::log(x / m) + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    for j in 1..1000 {
        power *= v * v;
        let next = sum + power / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::assert_close;
    use super::*;

    #[test]
    fn stirlings_error_has_loaders_published_values() {
        assert_close(stirling_error(0.5), 0.153_426_409_720_027_35, 1e-14);
        assert_close(stirling_error(1.0), 0.081_061_466_795_327_26, 1e-14);
        assert_close(stirling_error(15.0), 0.005_554_733_551_962_801, 1e-12);
        assert_close(stirling_error(15.999_999), stirling_error(16.000_001), 1e-6);
    }

    #[test]
    fn the_deviance_of_close_numbers_keeps_its_digits() {
        let (m, small) = (1e8, 1.0);
        let expected = small * small / (2.0 * m) - small * small * small / (6.0 * m * m);
        assert_close(deviance(m + small, m), expected, 1e-14);
        assert_close(deviance(1.22, 1.0), 1.22 * libm::log(1.22) + 1.0 - 1.22, 1e-13);
        assert_eq!(deviance(7.0, 7.0), 0.0);
    }
}
