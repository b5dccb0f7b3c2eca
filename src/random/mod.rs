//! Keyed draws: a number is a function of (seed, day, purpose, entity, index) and of nothing else (M-R1).
//!
//! There is no generator that is passed around and used up. Whoever needs the patience of caller 17 of a queue asks the
//! queue's patience [`Stream`] for number 17, in whatever order, on whatever thread, whether or not anybody else drew
//! before. Two scenarios with the same seed therefore meet the same callers (M-R2).

mod sampler;
mod ziggurat;

pub use sampler::Sampler;

use rand_core::TryRng;
use std::convert::Infallible;

/// What a draw is for. The number of a purpose never changes meaning; new ones are added at the end (M-R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// The day's busyness factor.
    Busyness = 1,
    // 2 was read by another function than the ziggurat, so its bits mean something else.
    /// Time with the caller.
    Talk = 3,
    /// Time after the call.
    WrapUp = 4,
    /// How long a caller would wait.
    Patience = 5,
    /// Whether a caller hangs up at once on hearing that there is a queue.
    Balk = 6,
    /// Whether a person is there today.
    Absence = 7,
    /// How long a borrowed person takes to join.
    JoinAfter = 8,
    /// How many callers are expected between one and the next.
    Arrival = 9,
    /// Whether a caller who hung up or was blocked calls again.
    Redial = 10,
    /// After how long.
    RedialAfter = 11,
    /// Whether a caller who was answered calls again.
    Repeat = 12,
    /// After how long.
    RepeatAfter = 13,
    /// Whether an incident happens on a day.
    Incident = 14,
    /// How long it lasts.
    IncidentLength = 15,
    /// Whether a person comes late.
    Late = 16,
    /// By how much.
    LateBy = 17,
    /// The day's factor on talk.
    TalkDay = 30,
    /// The factors of a day's intervals.
    Intervals = 31,
    /// Which of the past days a day is.
    SampledDay = 32,
    /// At which announcement a caller hangs up.
    Announcement = 33,
    /// How long a caller is in the IVR.
    IvrDelay = 34,
    /// Whether a caller needs nobody afterwards.
    Contained = 35,
    /// Whether a caller to whom a callback is offered accepts.
    CallbackAccepted = 40,
    /// Whether a try to call back is picked up.
    PicksUp = 41,
    /// How long a try in vain rings.
    Rings = 42,
    /// How long after it the next falls due.
    CallbackAgainAfter = 43,
    /// The factor of all dates on the calls of a queue.
    Scale = 50,
    /// In which stratum each day of a block is.
    Strata = 51,
    /// Whether an answered caller goes on to another queue, and to which.
    Transfer = 60,
    /// How long a call takes to be handed over.
    HandOver = 61,
}

/// Identifies a queue, a group or a rung by its name, so that others can be added without moving its draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity(u64);

impl Entity {
    /// Shared by the whole floor.
    pub const FLOOR: Self = Self(0);

    /// The entity of the callers of a queue for whom something of that name is the reason. No name has a NUL in it.
    pub fn of_both(reason: &str, queue: &str) -> Self {
        Self::named(&format!("{reason}\0{queue}"))
    }

    /// The same on a date, by its days after the first: the first date's is the entity itself.
    pub const fn on_date(self, date: i64) -> Self {
        if date == 0 { self } else { Self(mix(self.0 ^ mix(date as u64))) }
    }

    /// The entity of that name (FNV-1a, then mixed).
    pub fn named(name: &str) -> Self {
        let hash =
            name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        Self(mix(hash))
    }
}

/// The numbers of one (seed, day, purpose, entity), each found by its index.
///
/// SplitMix64 (Steele, Lea & Flood 2014) with a second key word folded in halfway through the finaliser, so that two
/// streams share no stretch of numbers even where their counters meet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stream {
    base: u64,
    twist: u64,
}

/// The bits of 1.
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// 2^-53.
const HALF_A_STEP: f64 = f64::EPSILON / 2.0;

/// The odd constant nearest 2^64 / golden ratio: the step of SplitMix64's counter.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Stream {
    /// The stream of one purpose and entity on one day.
    pub fn new(seed: u64, day: u64, purpose: Purpose, entity: Entity) -> Self {
        let words = [seed, day, purpose as u64, entity.0];
        let base = words.iter().fold(0x243f_6a88_85a3_08d3, |h, w| mix(h ^ mix(w.wrapping_add(STEP))));
        Self { base, twist: mix(base ^ 0x1319_8a2e_0370_7344) }
    }

    /// The first number of a day's stream, uniform in 0..1, where days are drawn in strata (M-S8): of each block of so many days one
    /// has it in the first of as many equal parts of 0..1, one in the second and so on, in an order drawn for the block.
    pub fn uniform_in_strata((seed, day): (u64, u64), purpose: Purpose, entity: Entity, strata: u32) -> f64 {
        let within = Self::new(seed, day, purpose, entity).uniform(0);
        let (block, place) = (day / u64::from(strata), (day % u64::from(strata)) as usize);
        let of_block = Self::new(seed, block, Purpose::Strata, entity);
        let mut order: Vec<u32> = (0..strata).collect();
        // Fisher and Yates's shuffle.
        for last in (1..order.len()).rev() {
            order.swap(last, (of_block.uniform(last as u64) * (last + 1) as f64) as usize);
        }
        (f64::from(order[place]) + within) / f64::from(strata)
    }

    /// The n-th of the streams that belong to this one and know nothing of it, or of each other.
    fn apart(self, n: u64) -> Self {
        let base = mix(self.base ^ mix(n.wrapping_add(STEP)));
        Self { base, twist: mix(base ^ self.twist) }
    }

    /// The number at `index`: 64 random bits.
    #[inline]
    pub fn bits(self, index: u64) -> u64 {
        let mut z = self.base.wrapping_add(index.wrapping_mul(STEP));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ self.twist;
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The number at `index`, uniform in the open interval 0..1.
    #[inline]
    pub fn uniform(self, index: u64) -> f64 {
        uniform(self.bits(index))
    }

    /// The number at `index` as a standard exponential.
    #[inline(always)]
    pub fn exponential(self, index: u64) -> f64 {
        ziggurat::exponential(self.bits(index))
    }

    /// The number at `index` as a standard normal.
    #[inline(always)]
    pub fn normal(self, index: u64) -> f64 {
        ziggurat::normal(self.bits(index))
    }

    /// As many numbers as it takes at `index`, for samplers that reject.
    pub fn draws(self, index: u64) -> Draws {
        Draws::after(self.bits(index))
    }
}

/// A short sequence of numbers that belong to one index of a [`Stream`]; a generator for crate `rand`.
#[derive(Clone, Debug)]
pub struct Draws(Stream, u64);

impl Draws {
    /// The numbers that follow from a number.
    const fn after(word: u64) -> Self {
        Self(Stream { base: word, twist: mix(STEP) }, 0)
    }

    fn word(&mut self) -> u64 {
        self.1 += 1;
        self.0.bits(self.1)
    }

    /// Uniform in the open interval 0..1.
    fn uniform(&mut self) -> f64 {
        uniform(self.word())
    }
}

impl TryRng for Draws {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.try_next_u64()?.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// 52 bits and half a step: never 0 and never 1, so that logarithms and quantiles are finite.
#[inline]
fn uniform(word: u64) -> f64 {
    // As the last bits of a number between 1 and 2 they need no conversion.
    f64::from_bits(word >> 12 | ONE) - (1.0 - HALF_A_STEP)
}

/// SplitMix64's finaliser: every input bit moves every output bit.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_its_key_and_on_nothing_else() {
        let stream = Stream::new(1, 2, Purpose::Talk, Entity::named("general"));
        let again = Stream::new(1, 2, Purpose::Talk, Entity::named("general"));
        assert_eq!(stream.bits(17), again.bits(17));
        for other in [
            Stream::new(2, 2, Purpose::Talk, Entity::named("general")),
            Stream::new(1, 3, Purpose::Talk, Entity::named("general")),
            Stream::new(1, 2, Purpose::WrapUp, Entity::named("general")),
            Stream::new(1, 2, Purpose::Talk, Entity::named("vip")),
        ] {
            assert_ne!(stream.bits(17), other.bits(17));
        }
    }

    #[test]
    fn days_of_a_block_lie_one_in_each_stratum_in_an_order_of_its_own() {
        let strata_of = |block: u64, entity| -> Vec<u64> {
            let day = |day| Stream::uniform_in_strata((3, day), Purpose::Busyness, entity, 20);
            (20 * block..20 * block + 20).map(|at| (20.0 * day(at)).floor() as u64).collect()
        };
        let orders: Vec<Vec<u64>> = (0..50).map(|block| strata_of(block, Entity::FLOOR)).collect();
        for order in &orders {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..20).collect::<Vec<u64>>());
        }
        let different: std::collections::BTreeSet<_> = orders.iter().collect();
        assert!(different.len() == 50 && strata_of(0, Entity::named("vip")) != orders[0]);
        // Each stratum is as often on the first day of a block as on any: a mean of 9.5 with a standard error of 0.82.
        let first = orders.iter().map(|order| order[0] as f64).sum::<f64>() / 50.0;
        assert!((first - 9.5).abs() < 3.0, "{first}");
    }

    #[test]
    fn the_numbers_are_pinned_so_that_no_change_moves_results_unseen() {
        let stream = Stream::new(1, 0, Purpose::Arrival, Entity::named("general"));
        assert_eq!([stream.bits(0), stream.bits(1), stream.bits(1_000_000)], PINNED);
    }

    const PINNED: [u64; 3] = [13_867_287_644_042_628_800, 14_089_288_110_033_341_224, 13_170_617_866_136_524_889];

    #[test]
    fn uniforms_have_the_mean_and_variance_of_uniforms() {
        let stream = Stream::new(7, 7, Purpose::Talk, Entity::FLOOR);
        let n = 1_000_000;
        let (sum, squares) = (0..n).map(|i| stream.uniform(i)).fold((0.0, 0.0), |(s, q), u| (s + u, q + u * u));
        let (mean, square) = (sum / n as f64, squares / n as f64);
        // Standard errors 2.9e-4 and 3.0e-4: 4.4 of them are a false alarm of 1e-5 each.
        assert!((mean - 0.5).abs() < 4.4 * 2.9e-4, "{mean}");
        assert!((square - 1.0 / 3.0).abs() < 4.4 * 3.0e-4, "{square}");
    }

    #[test]
    fn a_uniform_is_never_0_or_1_and_never_outside_the_range_of_the_logarithm() {
        let (least, most) = (1.0 / (1_u64 << 53) as f64, 1.0 - 1.0 / (1_u64 << 53) as f64);
        assert_eq!((uniform(0), uniform(u64::MAX)), (least, most));
        let stream = Stream::new(1, 1, Purpose::Talk, Entity::FLOOR);
        assert!((0..1_000_000).all(|i| stream.uniform(i) == uniform(stream.bits(i))));
    }
}
