//! Functions for draws and their tables: without a branch, so that a loop over a block is done several numbers at a time,
//! and for the compiler, too, which `libm` is not.
//!
//! The steps are those of the FreeBSD library's `e_log.c` and `e_exp.c`, as in `libm`, without the cases for other
//! numbers; the bits are those of `libm` but for the few numbers that lie as near to one exponent as to the next.

/// The natural logarithm of a number from 2^-53 up to, but not including, 1.
#[inline(always)]
pub(crate) const fn log_of_unit(x: f64) -> f64 {
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

/// `e` to the power `x`, for `x` from -700 to 700.
#[inline(always)]
pub(crate) const fn exp_moderate(x: f64) -> f64 {
    // x = exponent * ln 2 + a rest of at most half of ln 2. The sum rounds to a whole number and has it in its last bits.
    let sum = LOG2_E * x + ROUNDS;
    let exponent = sum - ROUNDS;
    let high = x - exponent * LN2_HIGH;
    let low = exponent * LN2_LOW;
    let x = high - low;
    let square = x * x;
    let c = x - square * (P[0] + square * (P[1] + square * (P[2] + square * (P[3] + square * P[4]))));
    let y = 1.0 + (x * c / (2.0 - c) - low + high);
    y * f64::from_bits(ONE.wrapping_add(sum.to_bits() << 52))
}

/// The whole number nearest to one from 0 to 2^51, the even one of two.
#[inline(always)]
pub(crate) fn nearest(x: f64) -> i64 {
    // Added to 2^52 it is rounded and stands in the last bits of the sum.
    const TWO_POW_52: f64 = (1_u64 << 52) as f64;
    (x + TWO_POW_52).to_bits() as i64 - TWO_POW_52.to_bits() as i64
}

const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// The leading half of the bits of sqrt(1/2).
const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// With a whole number below 2^52 in its last bits, 2^52 plus that number.
const TWO_POW_52: u64 = 0x4330_0000_0000_0000;
/// 1.5 * 2^52: a number of moderate size added to it loses its fraction.
const ROUNDS: f64 = 6_755_399_441_055_744.0;
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

    /// As many random numbers as a second or two allows.
    const MANY: u64 = 2_000_000;

    fn random(i: u64) -> u64 {
        let z = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn assert_same_logarithm(x: f64) {
        assert_eq!(log_of_unit(x).to_bits(), libm::log(x).to_bits(), "{x:e}");
    }

    fn assert_same_power(x: f64) {
        assert_eq!(exp_moderate(x).to_bits(), libm::exp(x).to_bits(), "{x:e}");
    }

    #[test]
    fn the_logarithm_of_every_draw_is_the_librarys_to_the_last_bit() {
        // Uniform as draws are, ...
        (0..MANY).for_each(|i| assert_same_logarithm(((random(i) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64));
        // ... and any bits at all below 1: every exponent down to the smallest normal number.
        let below_one =
            |i: u64| f64::from_bits(f64::MIN_POSITIVE.to_bits() + random(i) % (ONE - f64::MIN_POSITIVE.to_bits()));
        (0..MANY).for_each(|i| assert_same_logarithm(below_one(i)));
    }

    #[test]
    fn the_logarithm_is_the_librarys_at_every_edge() {
        let step = 1.0 / (1_u64 << 53) as f64;
        // The smallest and the largest draw, powers of two, and where the exponent turns (sqrt(1/2)), with their neighbours.
        let powers = (1..=1_022).map(|k| libm::ldexp(1.0, -k));
        let turns = (0..=1_021).map(|k| libm::ldexp(std::f64::consts::FRAC_1_SQRT_2, -k));
        let edges = [step, 0.5 * step, 1.0 - step].into_iter().chain(powers).chain(turns);
        for bits in edges.map(f64::to_bits) {
            let around = (bits.saturating_sub(2_000)..=bits + 2_000).map(f64::from_bits);
            around.filter(|x| (f64::MIN_POSITIVE..1.0).contains(x)).for_each(assert_same_logarithm);
        }
    }

    #[test]
    fn the_power_is_the_librarys_to_the_last_bit() {
        // Evenly over the range, densely where lengths of calls and the curves of the ziggurat are.
        let evenly = |from: f64, to: f64| (0..MANY).map(move |i| from + (to - from) * i as f64 / (MANY - 1) as f64);
        evenly(-700.0, 700.0).chain(evenly(-10.0, 0.0)).chain(evenly(5.0, 30.0)).for_each(assert_same_power);
    }

    #[test]
    fn between_two_exponents_the_power_is_the_librarys_to_a_unit_in_the_last_place() {
        for k in -1_009..1_009 {
            let turn = (f64::from(k) + 0.5) * std::f64::consts::LN_2;
            let around = (-1_000..=1_000).map(|n| f64::from_bits(turn.to_bits().wrapping_add_signed(n)));
            for x in around.chain([f64::from(k), -0.0]).filter(|x| x.abs() <= 700.0) {
                let (own, other) = (exp_moderate(x).to_bits(), libm::exp(x).to_bits());
                assert!(own.abs_diff(other) <= 1, "{x:e}");
            }
        }
    }

    #[test]
    fn the_nearest_whole_number_is_found_and_of_two_the_even_one() {
        for (x, whole) in [(0.0, 0), (0.5, 0), (0.500_001, 1), (1.5, 2), (2.5, 2), (3.456e12, 3_456_000_000_000)] {
            assert_eq!(nearest(x), whole, "{x}");
        }
        (0..MANY)
            .map(|i| (random(i) >> 14) as f64 / 8.0)
            .for_each(|x| assert_eq!(nearest(x), x.round_ties_even() as i64));
    }
}
