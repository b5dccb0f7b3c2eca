//! A sequential generator and ziggurats (Marsaglia & Tsang 2000) of its own, so that the floor stays where it is when the
//! program's draws change.

use std::sync::LazyLock;

/// wyrand (Wang Yi 2019).
#[derive(Clone, Copy)]
pub struct Generator {
    state: u64,
    tables: &'static Tables,
}

impl Generator {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0xd134_2543_de82_ef95), tables: &TABLES }
    }

    /// Whatever a word that was rejected needs follows from it, so that this generator can stay in a register.
    fn after(self, word: u64) -> Self {
        Self { state: word, tables: self.tables }
    }

    #[inline(always)]
    fn word(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0xa076_1d64_78bd_642f);
        let product = u128::from(self.state) * u128::from(self.state ^ 0xe703_7ed1_a0b4_28db);
        (product >> 64) as u64 ^ product as u64
    }

    fn uniform(&mut self) -> f64 {
        ((self.word() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// With mean 1.
    #[inline(always)]
    pub fn exponential(&mut self) -> f64 {
        let word = self.word();
        let layer = layer(&self.tables.exponential, word);
        let x = (word >> PLACE) as i64 as f64 * layer.step;
        if x < layer.inside { x } else { self.after(word).exponential_at_edge(word) }
    }

    /// `e` to the power of a normal number.
    #[inline(always)]
    pub fn power(&mut self, mean: f64, deviation: f64) -> f64 {
        let word = self.word();
        let layer = layer(&self.tables.normal, word);
        let x = (word as i64 >> PLACE) as f64 * (layer.step + layer.step);
        let normal = if x.abs() < layer.inside { x } else { self.after(word).normal_at_edge(word) };
        (mean + deviation * normal).exp()
    }

    #[cold]
    #[inline(never)]
    fn exponential_at_edge(mut self, mut word: u64) -> f64 {
        let mut beyond = 0.0;
        loop {
            let layer = layer(&self.tables.exponential, word);
            let x = (word >> PLACE) as f64 * layer.step;
            if x < layer.inside {
                return beyond + x;
            }
            if layer.low == 0.0 {
                beyond += EXPONENTIAL_END;
            } else if layer.low + self.uniform() * (layer.high - layer.low) < (-x).exp() {
                return beyond + x;
            }
            word = self.word();
        }
    }

    #[cold]
    #[inline(never)]
    fn normal_at_edge(mut self, mut word: u64) -> f64 {
        loop {
            let layer = layer(&self.tables.normal, word);
            let x = (word as i64 >> PLACE) as f64 * (layer.step + layer.step);
            if x.abs() < layer.inside {
                return x;
            }
            if layer.low == 0.0 {
                return self.normal_tail().copysign(x);
            }
            if layer.low + self.uniform() * (layer.high - layer.low) < (-0.5 * x * x).exp() {
                return x;
            }
            word = self.word();
        }
    }

    fn normal_tail(&mut self) -> f64 {
        loop {
            let x = self.exponential() / NORMAL_END;
            if 2.0 * self.exponential() > x * x {
                return NORMAL_END + x;
            }
        }
    }
}

const LAYERS: usize = 256;
/// Bits 4 to 11 of a word name the layer, those from here on the place across it.
const PLACE: u32 = 12;

#[derive(Clone, Copy)]
#[repr(align(32))]
struct Layer {
    /// Its width in 2^52 parts.
    step: f64,
    /// Nearer than this the place is under the curve for sure.
    inside: f64,
    /// Its heights; the lowest layer has the tail beside it.
    low: f64,
    high: f64,
}

type Ziggurat = [Layer; LAYERS];

struct Tables {
    exponential: Ziggurat,
    normal: Ziggurat,
}

const EXPONENTIAL_END: f64 = 7.697_117_470_131_05;
const NORMAL_END: f64 = 3.654_152_885_361_009;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    exponential: ziggurat(EXPONENTIAL_END, 3.949_659_822_581_557e-3, |x| (-x).exp(), |y| -y.ln()),
    normal: ziggurat(NORMAL_END, 4.928_673_233_974_655e-3, |x| (-0.5 * x * x).exp(), |y| (-2.0 * y.ln()).sqrt()),
});

fn ziggurat(end: f64, size: f64, height: fn(f64) -> f64, place: fn(f64) -> f64) -> Ziggurat {
    let part = 1.0 / (1_u64 << 52) as f64;
    let lowest = Layer { step: size / height(end) * part, inside: end, low: 0.0, high: height(end) };
    let mut layers = [lowest; LAYERS];
    let mut width = end;
    for layer in &mut layers[1..] {
        let low = height(width);
        let high = (low + size / width).min(1.0);
        *layer = Layer { step: width * part, inside: place(high), low, high };
        width = layer.inside;
    }
    // Nothing is over the top.
    layers[LAYERS - 1].inside = 0.0;
    layers
}

#[inline(always)]
fn layer(ziggurat: &Ziggurat, word: u64) -> Layer {
    ziggurat[(word >> 4) as usize % LAYERS]
}
