//! Functions for blocks of draws: bit by bit what `libm` gives, for the numbers that draws are made of.
//!
//! The steps are those of the FreeBSD library's `e_log.c` and `e_exp.c`, as in `libm`, without the cases for other
//! numbers. What is left has no branch, so that a loop over a block is done several numbers at a time.

use std::ops::RangeInclusive;

/// The natural logarithm of a number from 2^-53 up to, but not including, 1.
#[inline(always)]
pub(crate) fn log_of_unit(x: f64) -> f64 {
    // x = 2^exponent * (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
    let bits = x.to_bits() + (ONE - SQRT_HALF);
    let exponent = f64::from_bits(TWO_POW_52 | bits >> 52) - (4_503_599_627_370_496.0 + 1_023.0);
    let f = f64::from_bits((bits & MANTISSA) + SQRT_HALF) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LG[1] + w * (LG[3] + w * LG[5]));
    let odd = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
    s * (half_square + (odd + even)) + exponent * LN2_LOW - half_square + f + exponent * LN2_HIGH
}

/// The numbers that [`exp_in_range`] is for.
pub(crate) const EXP_RANGE: RangeInclusive<f64> = 1.1..=700.0;

/// `e` to the power `x` for a number in [`EXP_RANGE`].
#[inline(always)]
pub(crate) fn exp_in_range(x: f64) -> f64 {
    let exponent = (LOG2_E * x + 0.5) as i32;
    let high = x - f64::from(exponent) * LN2_HIGH;
    let low = f64::from(exponent) * LN2_LOW;
    let x = high - low;
    let square = x * x;
    let c = x - square * (P[0] + square * (P[1] + square * (P[2] + square * (P[3] + square * P[4]))));
    let y = 1.0 + (x * c / (2.0 - c) - low + high);
    y * f64::from_bits((exponent as u64 + 1_023) << 52)
}

const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// The leading half of the bits of sqrt(1/2).
const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// With a whole number below 2^52 in its last bits, 2^52 plus that number.
const TWO_POW_52: u64 = 0x4330_0000_0000_0000;
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const LG: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

const LOG2_E: f64 = std::f64::consts::LOG2_E;
const P: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_the_librarys_to_the_last_bit() {
        let step = 1.0 / (1_u64 << 53) as f64;
        let root = std::f64::consts::FRAC_1_SQRT_2;
        let edges =
            [step, 3.0 * step, 0.5 - step, 0.5, 0.5 + step, root - 1e-6, root + 1e-6, 1.0 - 3.0 * step, 1.0 - step];
        let spread =
            (0..200_000_u64).map(|i| ((i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 12) as f64 + 0.5) * 2.0 * step);
        let small = (1..53).map(|k| 1.37 / (1_u64 << k) as f64);
        for x in edges.into_iter().chain(spread).chain(small) {
            assert_eq!(log_of_unit(x).to_bits(), libm::log(x).to_bits(), "{x:e}");
        }
    }

    #[test]
    fn the_power_is_the_librarys_to_the_last_bit() {
        let (low, high) = EXP_RANGE.into_inner();
        let spread = (0..200_000).map(|i| low + (high - low) * f64::from(i) / 200_000.0);
        let lengths = (0..200_000).map(|i| 5.0 + 25.0 * f64::from(i) / 199_999.0);
        for x in spread.chain(lengths).chain([low, high]) {
            assert_eq!(exp_in_range(x).to_bits(), libm::exp(x).to_bits(), "{x:e}");
        }
    }
}
