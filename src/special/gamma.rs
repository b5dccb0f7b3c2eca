//! The gamma distribution: regularised incomplete gamma functions and quantiles.

use super::stirling::{deviance, stirling_error};
use super::{continued_fraction, normal_quantile, polynomial, solve_tail};

/// From this shape on the uniform expansion is used near the mean.
const LARGE_SHAPE: f64 = 12.0;

/// Regularised lower incomplete gamma function P(a, x): the chance that a gamma of shape `a`, scale 1, is at most `x`.
/// NaN unless a > 0. Relative error about 1e-13, in the tails about 1e-15 times the logarithm of the result more.
pub fn gamma_p(a: f64, x: f64) -> f64 {
    tails(a, x).0
}

/// Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), with its own small values kept exact.
pub fn gamma_q(a: f64, x: f64) -> f64 {
    tails(a, x).1
}

/// The value below which a gamma of this shape and **mean 1** lies with chance `p`; NaN unless shape > 0 and p in 0..=1.
///
/// For shapes from 1e-4 to 1e8 and any `p` the relative error is below 1e-10 (what is smaller than the smallest `f64`
/// is 0). A gamma variable of scale 1 is log-concave in its logarithm, so Newton's method on the logarithm of the
/// smaller tail finds it from any start; it starts at the larger of the Wilson & Hilferty (1931) approximation and
/// the bound that P(a, x) <= x^a / Gamma(a + 1) sets.
pub fn gamma_quantile(p: f64, shape: f64) -> f64 {
    if !(shape > 0.0 && shape.is_finite() && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let least = (libm::log(p) + libm::lgamma(shape + 1.0)) / shape - libm::log(shape);
    if least < -40.0 - libm::log(shape) {
        // So far down P(a, x) is x^a / Gamma(a + 1) to the last digit (p = 0 comes here, too).
        return libm::exp(least);
    }
    let start = least.max(ln_wilson_hilferty(p, shape));
    let x = |u: f64| shape * libm::exp(u);
    let slope = |u: f64| shape * unit_density(shape, x(u));
    libm::exp(if p < 0.5 {
        solve_tail(p, start, 1.0, |u| (gamma_p(shape, x(u)), slope(u)))
    } else {
        solve_tail(1.0 - p, start, -1.0, |u| (gamma_q(shape, x(u)), -slope(u)))
    })
}

/// Logarithm of the Wilson & Hilferty quantile (mean 1); minus infinity where it has none.
fn ln_wilson_hilferty(p: f64, shape: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    let root = 1.0 - ninth + normal_quantile(p) * ninth.sqrt();
    if root > 0.0 { 3.0 * libm::log(root) } else { f64::NEG_INFINITY }
}

/// `x^a e^-x / Gamma(a + 1)`.
fn unit_density(a: f64, x: f64) -> f64 {
    if a < LARGE_SHAPE {
        return libm::exp(a * libm::log(x) - x - libm::lgamma(a + 1.0));
    }
    libm::exp(-stirling_error(a) - deviance(a, x)) / (2.0 * std::f64::consts::PI * a).sqrt()
}

/// (P, Q) by the method that suits the place.
fn tails(a: f64, x: f64) -> (f64, f64) {
    if !a.is_finite() || a <= 0.0 || x.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 || x.is_infinite() {
        return if x <= 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    if a >= LARGE_SHAPE && deviance(a, x) < 0.5 * a {
        return uniform_expansion(a, x);
    }
    if a < 1.0 && x < 1.5 {
        return small_shape(a, x);
    }
    if x < a + 1.0 {
        let p = power_series(a, x);
        (p, 1.0 - p)
    } else {
        let q = fraction(a, x);
        (1.0 - q, q)
    }
}

/// P by its power series (DLMF 8.11.4), for x < a + 1.
fn power_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, a);
    while term > sum * 1e-17 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    unit_density(a, x) * sum
}

/// Q by Legendre's continued fraction (DLMF 8.9.2, even part), for x >= a + 1.
fn fraction(a: f64, x: f64) -> f64 {
    a * unit_density(a, x) / continued_fraction(x + 1.0 - a, |k| (k * (a - k), x + 2.0 * k + 1.0 - a))
}

/// Both tails for a < 1 and small x, where Q would drown as 1 - P (DLMF 8.7.1; DiDonato & Morris 1986, section 3).
fn small_shape(a: f64, x: f64) -> (f64, f64) {
    let (mut power, mut sum) = (1.0, 0.0);
    for n in 1..60 {
        let n = f64::from(n);
        power *= -x / n;
        sum += power * a / (a + n);
    }
    let ln_front = a * libm::log(x) - libm::lgamma(a + 1.0);
    let front = libm::exp(ln_front);
    (front * (1.0 + sum), -libm::expm1(ln_front) - front * sum)
}

/// Both tails near the mean of a large shape: Temme's uniform expansion (Temme 1979) with coefficients by the
/// backward recursion of Gil, Segura & Temme (2012), "Efficient and accurate algorithms for the computation and
/// inversion of the incomplete gamma function ratios", section 2.5.
fn uniform_expansion(a: f64, x: f64) -> (f64, f64) {
    let half_square = deviance(a, x) / a;
    let eta = (2.0 * half_square).sqrt().copysign(x - a);
    let mut beta = [0.0; TEMME.len()];
    for n in (1..TEMME.len()).rev() {
        let above = beta.get(n + 1).copied().unwrap_or(0.0);
        beta[n - 1] = TEMME[n] + (n as f64 + 1.0) * above / a;
    }
    let series = polynomial(&beta, eta) * a / (a + beta[1]);
    let rest = libm::exp(-a * half_square) / (2.0 * std::f64::consts::PI * a).sqrt() * series;
    let z = (a * half_square).sqrt().copysign(eta);
    (0.5 * libm::erfc(-z) - rest, 0.5 * libm::erfc(z) + rest)
}

/// Taylor coefficients of `eta / (lambda - 1)` in `eta`, where `eta^2 / 2 = lambda - 1 - ln lambda`.
const TEMME: [f64; 27] = [
    1.0,
    -1.0 / 3.0,
    1.0 / 12.0,
    -2.0 / 135.0,
    1.0 / 864.0,
    1.0 / 2835.0,
    -1.787_551_440_329_218e-4,
    3.919_263_178_522_438e-5,
    -2.185_448_510_679_992e-6,
    -1.854_062_210_715_16e-6,
    8.296_711_340_953_086e-7,
    -1.766_595_273_682_607_9e-7,
    6.707_853_543_401_499e-9,
    1.026_180_978_424_030_8e-8,
    -4.382_036_018_453_353e-9,
    9.147_699_582_236_79e-10,
    -2.551_419_399_494_625e-11,
    -5.830_772_132_550_425e-11,
    2.436_194_802_066_741_6e-11,
    -5.027_669_280_114_176e-12,
    1.100_439_203_195_613_5e-13,
    3.371_763_262_400_985_4e-13,
    -1.392_388_722_418_162e-13,
    2.853_489_380_704_744_3e-14,
    -5.139_111_834_242_573e-16,
    -1.975_228_829_434_944_3e-15,
    8.099_521_156_704_561e-16,
];

#[cfg(test)]
mod tests {
    use super::super::{assert_close, simpson};
    use super::*;

    #[test]
    fn shape_one_is_the_exponential() {
        for x in [1e-9, 0.3, 1.4, 1.6, 5.0, 40.0] {
            assert_close(gamma_p(1.0, x), -libm::expm1(-x), 1e-14);
            assert_close(gamma_q(1.0, x), libm::exp(-x), 1e-14);
        }
    }

    #[test]
    fn whole_shapes_are_poisson_sums() {
        for (a, x) in [(5, 2.0), (11, 12.5), (30, 22.0), (200, 260.0), (600, 560.0)] {
            let (mut term, mut sum) = (1.0, 1.0);
            for k in 1..a {
                term *= x / f64::from(k);
                sum += term;
            }
            assert_close(gamma_q(f64::from(a), x), sum * libm::exp(-x), 1e-12);
        }
    }

    #[test]
    fn half_shapes_are_error_functions() {
        for x in [1e-8, 0.01, 0.7, 2.0, 9.0] {
            assert_close(gamma_p(0.5, x), libm::erf(x.sqrt()), 1e-14);
            assert_close(gamma_q(0.5, x), libm::erfc(x.sqrt()), 1e-13);
        }
    }

    #[test]
    fn p_is_the_integral_of_the_density() {
        for (a, from, to) in [(3.3, 1.0, 2.5), (25.0, 18.0, 26.0), (1e4, 9_900.0, 10_150.0), (1e8, 1e8, 1.0002e8)] {
            let integral = simpson(|x| a * unit_density(a, x) / x, from, to, 2_000);
            assert_close(gamma_p(a, to) - gamma_p(a, from), integral, 1e-11);
        }
    }

    #[test]
    fn the_methods_meet_where_they_change_over() {
        for (a, x) in
            [(0.999_999, 1.4), (12.0, 4.5), (12.0, 27.0), (50.0, 16.0), (1e3, 2_150.0), (0.7, 1.5), (8.0, 9.0)]
        {
            let near = |d: f64| gamma_q(a * (1.0 + d), x * (1.0 - d)) + gamma_p(a * (1.0 - d), x * (1.0 + d));
            let jump = (near(1e-13) - near(-1e-13)).abs();
            assert!(jump < 1e-10, "{a} {x}: {jump:e}");
        }
    }

    /// Computed with 40 digits by another program (mpmath).
    const QUANTILES: [(f64, f64, f64); 32] = [
        (1e-4, 0.999_999, 32_106.681_350_601_525),
        (0.01, 0.001, 5.660_738_147_061_974e-299),
        (0.01, 0.3, 2.917_417_191_745_868_6e-51),
        (0.01, 0.5, 4.465_535_018_910_355e-29),
        (0.01, 0.9, 0.001_503_593_623_070_295),
        (0.01, 0.999_999, 715.125_347_808_488_2),
        (0.5, 1e-12, 1.570_796_326_794_896_6e-24),
        (0.5, 0.001, 1.570_797_149_262_49e-6),
        (0.5, 0.3, 0.148_471_861_832_545_44),
        (0.5, 0.9, 2.705_543_454_095_415),
        (0.5, 0.999_999, 23.928_126_976_879_47),
        (1.0, 1e-300, 1e-300),
        (2.5, 1e-300, 6.466_815_561_166_257e-121),
        (2.5, 1e-12, 1.024_928_699_366_107_2e-5),
        (2.5, 0.3, 0.599_981_626_551_981_2),
        (2.5, 0.999_999, 7.177_637_375_922_084),
        (10.0, 1e-300, 4.528_728_688_116_765e-31),
        (10.0, 1e-12, 0.029_346_037_331_774_014),
        (10.0, 0.001, 0.296_052_037_274_375_96),
        (10.0, 0.3, 0.813_292_824_250_639_1),
        (10.0, 0.9, 1.420_599_029_215_281_7),
        (10.0, 0.999_999, 3.271_034_051_748_481_2),
        (69.44, 1e-300, 1.838_451_165_811_749e-5),
        (69.44, 1e-12, 0.372_128_283_127_820_2),
        (69.44, 0.3, 0.933_762_659_249_190_3),
        (69.44, 0.5, 0.995_203_810_869_366_3),
        (69.44, 0.999_999, 1.677_251_866_291_538),
        (1000.0, 1e-300, 0.233_928_364_290_528_43),
        (1000.0, 1e-12, 0.793_439_226_617_076_8),
        (1000.0, 0.3, 0.983_178_446_757_898_7),
        (1000.0, 0.9, 1.040_734_308_013_690_1),
        (1000.0, 0.999_999, 1.157_577_911_008_723_9),
    ];

    #[test]
    fn quantiles_have_the_digits_of_another_program() {
        for (shape, p, expected) in QUANTILES {
            assert_close(gamma_quantile(p, shape), expected, 1e-11);
        }
    }

    #[test]
    fn quantile_and_cdf_undo_each_other_for_every_shape() {
        for exponent in -16..=32 {
            let shape = libm::pow(10.0, f64::from(exponent) / 4.0);
            for p in [1e-300, 1e-100, 1e-20, 1e-6, 0.01, 0.2, 0.499, 0.501, 0.8, 0.99, 0.999_999_999] {
                let x = shape * gamma_quantile(p, shape);
                if x > 1e-300 {
                    // A relative error in x is magnified by `shape * density`: it is x that must be right.
                    let in_x = |tail: f64| 1e-13 + 2e-15 * shape * unit_density(shape, x) / tail;
                    assert_close(gamma_p(shape, x), p, in_x(p));
                    assert_close(gamma_q(shape, x), 1.0 - p, in_x(1.0 - p));
                }
            }
        }
    }

    #[test]
    fn what_no_number_can_hold_is_zero_and_the_ends_are_the_ends() {
        assert_eq!(gamma_quantile(0.5, 1e-4), 0.0);
        assert_eq!(gamma_quantile(0.0, 3.0), 0.0);
        assert_eq!(gamma_quantile(1.0, 3.0), f64::INFINITY);
        for (p, shape) in [(-0.1, 1.0), (1.1, 1.0), (f64::NAN, 1.0), (0.5, 0.0), (0.5, f64::INFINITY)] {
            assert!(gamma_quantile(p, shape).is_nan(), "{p} {shape}");
        }
    }

    #[test]
    fn a_quantile_grows_with_p() {
        for shape in [0.02, 0.8, 5.0, 11.9, 12.1, 400.0, 1e8] {
            let values: Vec<f64> = (1..1000).map(|k| gamma_quantile(f64::from(k) / 1000.0, shape)).collect();
            assert!(values.is_sorted(), "shape {shape}");
        }
    }
}
