//! Standard exponential and normal variates from one word each, by the ziggurat (Marsaglia & Tsang 2000, "The ziggurat
//! method for generating random variables", Journal of Statistical Software 5).
//!
//! The area under a falling curve is cut into 256 layers of one size. A word names a layer and a place across it; a place
//! that the layer above covers, too, is surely under the curve: one comparison for 98 or 99 of 100 words. Otherwise words
//! that follow from this one decide, so that a variate is a function of its word alone.
//!
//! The tables are computed by the compiler, from arithmetic only: the same bits on every machine.

use super::Draws;
use crate::special::{exp_moderate, log_of_unit};

const LAYERS: usize = 256;

/// Bits 4 to 11 name the layer: 16 times its number, with nothing to shift.
const LAYER_FROM: u32 = 4;
/// The 52 bits from here on say where across the layer.
const PLACE_FROM: u32 = 12;

/// A standard exponential.
#[inline(always)]
pub(super) fn exponential(word: u64) -> f64 {
    let (x, layer) = exponential_place(word);
    if x < layer.inside { x } else { exponential_at_edge(word) }
}

/// A standard normal.
#[inline(always)]
pub(super) fn normal(word: u64) -> f64 {
    let (x, layer) = normal_place(word);
    if x.abs() < layer.inside { x } else { normal_at_edge(word) }
}

#[inline(always)]
fn exponential_place(word: u64) -> (f64, &'static Layer) {
    let layer = EXPONENTIAL.layer(word);
    ((word >> PLACE_FROM) as i64 as f64 * layer.step, layer)
}

/// The first of the bits is the sign.
#[inline(always)]
fn normal_place(word: u64) -> (f64, &'static Layer) {
    let layer = NORMAL.layer(word);
    (((word as i64) >> PLACE_FROM) as f64 * layer.step, layer)
}

#[cold]
#[inline(never)]
fn exponential_at_edge(mut word: u64) -> f64 {
    let mut more = Draws::after(word);
    let mut beyond = 0.0;
    loop {
        let (x, _) = exponential_place(word);
        if EXPONENTIAL.covers(word, x, &mut more) {
            return beyond + x;
        }
        // Beyond the lowest layer the curve falls as it does from the start.
        beyond += if number(word) == 0 { EXPONENTIAL_TAIL } else { 0.0 };
        word = more.word();
    }
}

#[cold]
#[inline(never)]
fn normal_at_edge(mut word: u64) -> f64 {
    let mut more = Draws::after(word);
    loop {
        let (x, _) = normal_place(word);
        if NORMAL.covers(word, x.abs(), &mut more) {
            return x;
        }
        if number(word) == 0 {
            return normal_tail(&mut more).copysign(x);
        }
        word = more.word();
    }
}

/// Marsaglia (1964), "Generating a variable from the tail of the normal distribution", Technometrics 6.
fn normal_tail(more: &mut Draws) -> f64 {
    loop {
        let x = exponential(more.word()) / NORMAL_TAIL;
        if 2.0 * exponential(more.word()) >= x * x {
            return NORMAL_TAIL + x;
        }
    }
}

const fn number(word: u64) -> usize {
    (word >> LAYER_FROM) as usize % LAYERS
}

#[derive(Clone, Copy)]
struct Layer {
    /// Its width in steps as many as there are places on one side.
    step: f64,
    /// Up to here the layer above is over it.
    inside: f64,
}

/// A curve that falls from height 1 at 0.
#[derive(Clone, Copy)]
enum Curve {
    /// `e^-x`.
    Exponential,
    /// `e^(-x^2 / 2)`.
    HalfNormal,
}

struct Ziggurat {
    curve: Curve,
    /// From the lowest, which has the tail beside it, to the top.
    layers: [Layer; LAYERS],
    /// The height at which each layer begins, and where the top one ends. The lowest has no part beside the curve.
    heights: [f64; LAYERS + 1],
}

/// Where the tail begins if 256 layers and the tail with the lowest are of one size, and that size (Marsaglia & Tsang).
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;
const EXPONENTIAL_SIZE: f64 = 3.949_659_822_581_557e-3;
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
const NORMAL_SIZE: f64 = 4.928_673_233_974_655e-3;

static EXPONENTIAL: Ziggurat = Ziggurat::new(Curve::Exponential, EXPONENTIAL_TAIL, EXPONENTIAL_SIZE);
static NORMAL: Ziggurat = Ziggurat::new(Curve::HalfNormal, NORMAL_TAIL, NORMAL_SIZE);

impl Ziggurat {
    const fn new(curve: Curve, tail: f64, size: f64) -> Self {
        let steps = curve.steps();
        let mut layers = [Layer { step: size / curve.height(tail) / steps, inside: tail }; LAYERS];
        let mut heights = [0.0; LAYERS + 1];
        heights[LAYERS] = 1.0;
        let (mut number, mut width) = (1, tail);
        while number < LAYERS {
            heights[number] = curve.height(width);
            let above = if number + 1 < LAYERS { curve.place(heights[number] + size / width) } else { 0.0 };
            layers[number] = Layer { step: width / steps, inside: above };
            width = above;
            number += 1;
        }
        Self { curve, layers, heights }
    }

    #[inline(always)]
    fn layer(&self, word: u64) -> &Layer {
        &self.layers[number(word)]
    }

    /// Whether a place in a word's layer, at a height still to be drawn, is under the curve.
    fn covers(&self, word: u64, x: f64, more: &mut Draws) -> bool {
        let layer = number(word);
        if x < self.layers[layer].inside || layer == 0 {
            return x < self.layers[layer].inside;
        }
        let (from, to) = (self.heights[layer], self.heights[layer + 1]);
        from + more.uniform() * (to - from) < self.curve.height(x)
    }
}

impl Curve {
    /// Places across a layer: one of the bits is the sign of a normal.
    const fn steps(self) -> f64 {
        match self {
            Self::Exponential => (1_u64 << 52) as f64,
            Self::HalfNormal => (1_u64 << 51) as f64,
        }
    }

    const fn height(self, x: f64) -> f64 {
        match self {
            Self::Exponential => exp_moderate(-x),
            Self::HalfNormal => exp_moderate(-0.5 * x * x),
        }
    }

    /// Where the curve has a height below 1.
    const fn place(self, height: f64) -> f64 {
        match self {
            Self::Exponential => -log_of_unit(height),
            Self::HalfNormal => root(-2.0 * log_of_unit(height)),
        }
    }
}

/// The square root of a number of moderate size, by Newton's method; the library's is not for the compiler.
const fn root(square: f64) -> f64 {
    let (mut root, mut round) = (1.0, 0);
    while round < 40 {
        root = 0.5 * (root + square / root);
        round += 1;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Entity, Purpose, Stream};

    /// FNV-1a of the bits.
    fn fingerprint(numbers: impl Iterator<Item = f64>) -> u64 {
        let bytes = numbers.flat_map(|x| x.to_bits().to_le_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
    }

    fn numbers(ziggurat: &Ziggurat) -> impl Iterator<Item = f64> {
        let layers = ziggurat.layers.iter().flat_map(|layer| [layer.step, layer.inside]);
        layers.chain(ziggurat.heights.iter().copied())
    }

    #[test]
    fn the_tables_are_the_same_bits_on_every_machine() {
        assert_eq!(
            [&EXPONENTIAL, &NORMAL].map(|z| fingerprint(numbers(z))),
            [18_200_072_777_751_597_554, 4_795_877_935_776_366_705]
        );
    }

    #[test]
    fn the_variates_are_pinned_those_at_the_edges_as_well() {
        let stream = Stream::new(1, 0, Purpose::Talk, Entity::FLOOR);
        let pinned = [exponential, normal].map(|draw| fingerprint((0..100_000).map(|i| draw(stream.bits(i)))));
        assert_eq!(pinned, [7_975_790_795_069_152_202, 9_612_684_849_856_328_927]);
    }

    #[test]
    fn all_layers_are_of_one_size_and_end_at_the_curve() {
        let exponential_tail = libm::exp(-EXPONENTIAL_TAIL);
        let normal_tail =
            (0.5 * std::f64::consts::PI).sqrt() * libm::erfc(NORMAL_TAIL * std::f64::consts::FRAC_1_SQRT_2);
        let curve: [fn(f64) -> f64; 2] = [|x| libm::exp(-x), |x| libm::exp(-0.5 * x * x)];
        let ziggurats = [(&EXPONENTIAL, EXPONENTIAL_SIZE, exponential_tail), (&NORMAL, NORMAL_SIZE, normal_tail)];
        for ((ziggurat, size, tail), curve) in ziggurats.into_iter().zip(curve) {
            let close =
                |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 1e-12, "{found:e}, {expected:e}");
            let width = |layer: usize| ziggurat.layers[layer].step * ziggurat.curve.steps();
            // The lowest is as wide as a rectangle of the size of itself and the tail.
            close(width(0) * ziggurat.heights[1], size);
            close(ziggurat.layers[0].inside * ziggurat.heights[1] + tail, size);
            for layer in 1..LAYERS {
                close(width(layer) * (ziggurat.heights[layer + 1] - ziggurat.heights[layer]), size);
                close(ziggurat.heights[layer], curve(width(layer)));
                close(ziggurat.layers[layer - 1].inside, width(layer));
            }
        }
    }

    /// Words of the lowest layer with these first bits.
    fn lowest(first_byte: u64) -> impl Iterator<Item = u64> {
        let stream = Stream::new(1, 0, Purpose::Talk, Entity::FLOOR);
        (0..100_000).map(move |i| first_byte << 56 | stream.bits(i) >> 20 << PLACE_FROM)
    }

    #[test]
    fn beyond_the_corner_of_the_lowest_layer_is_the_tail() {
        // 4.9 standard errors: a false alarm of 1e-6 each.
        let close = |found: f64, mean: f64, deviation: f64| {
            assert!((found - mean).abs() < 4.9 * deviation / 100_000_f64.sqrt(), "{found} is not {mean}");
        };
        let mean = |tail: &dyn Fn(f64) -> f64, draw: fn(u64) -> f64, first_byte| {
            lowest(first_byte).map(|word| tail(draw(word))).sum::<f64>() / 100_000.0
        };
        close(mean(&|x| x - EXPONENTIAL_TAIL, exponential, 0xff), 1.0, 1.0);
        close(mean(&|x| (x - EXPONENTIAL_TAIL) * (x - EXPONENTIAL_TAIL), exponential, 0xff), 2.0, 20_f64.sqrt());
        // The mean of a normal beyond t is density(t) / share(t), its variance 1 + t mean - mean^2.
        let density = libm::exp(-0.5 * NORMAL_TAIL * NORMAL_TAIL) / (2.0 * std::f64::consts::PI).sqrt();
        let expected = density / crate::special::normal_cdf(-NORMAL_TAIL);
        let deviation = (1.0 + NORMAL_TAIL * expected - expected * expected).sqrt();
        close(mean(&|x| x, normal, 0x7f), expected, deviation);
        close(mean(&|x| -x, normal, 0x80), expected, deviation);
    }
}
