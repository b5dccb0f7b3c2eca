//! The numbers themselves: uniform, and strangers to each other, whatever part of the key they run through.

use super::{MEAN, PURPOSES, assert_likely, of_chi_square, of_normal, stream};
use holdline::random::{Entity, Purpose, Sampler, Stream};
use holdline::special::{gamma_q, normal_cdf};
use holdline::stats::kolmogorov_smirnov;

/// The number at a place of a series.
type Series = Box<dyn Fn(u64) -> u64>;

/// Series of numbers that run through one part of the key.
fn ways() -> Vec<(&'static str, Series)> {
    vec![
        ("index", Box::new(|i| stream(1, 1, Purpose::Talk, "general").bits(i))),
        ("day", Box::new(|i| stream(1, i, Purpose::Busyness, "general").bits(0))),
        ("seed", Box::new(|i| stream(i, 1, Purpose::Talk, "general").bits(0))),
        ("entity", Box::new(|i| stream(1, 1, Purpose::Absence, &format!("group {i}")).bits(0))),
        ("purpose", Box::new(|i| stream(1, 1, PURPOSES[i as usize % 8], "general").bits(i / 8))),
        ("high bits of the index", Box::new(|i| stream(1, 1, Purpose::Absence, "general").bits(i << 32))),
    ]
}

fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

#[test]
fn numbers_are_uniform_whatever_part_of_the_key_they_run_through() {
    for (way, bits) in ways() {
        let uniforms: Vec<f64> = (0..100_000).map(|i| unit(bits(i))).collect();
        let (_, p) = kolmogorov_smirnov(&uniforms).expect("numbers");
        assert_likely(p, way);
        // The last bits, too.
        let low: Vec<f64> = (0..100_000).map(|i| unit(bits(i).reverse_bits())).collect();
        assert_likely(kolmogorov_smirnov(&low).expect("numbers").1, way);
    }
}

#[test]
fn every_bit_is_as_often_set_as_not_and_weights_are_binomial() {
    const N: u64 = 50_000;
    for (way, bits) in ways() {
        let mut set = [0.0; 64];
        let mut weights = [0.0; 65];
        for i in 0..N {
            let word = bits(i);
            (0..64).for_each(|b| set[b] += (word >> b & 1) as f64);
            weights[word.count_ones() as usize] += 1.0;
        }
        for (b, n) in set.iter().enumerate() {
            assert_likely(of_normal(2.0 * n - N as f64, N as usize), &format!("{way}, bit {b}"));
        }
        assert_likely(of_weights(&weights, N as f64), way);
    }
}

/// Weights of 22 to 42 one by one, the rest together.
fn of_weights(weights: &[f64; 65], n: f64) -> f64 {
    let chance = |k: usize| {
        let ln_choose = libm::lgamma(65.0) - libm::lgamma(k as f64 + 1.0) - libm::lgamma(65.0 - k as f64);
        libm::exp(ln_choose - 64.0 * std::f64::consts::LN_2)
    };
    let mut found: Vec<f64> = weights[22..=42].to_vec();
    let mut chances: Vec<f64> = (22..=42).map(chance).collect();
    found.push(n - found.iter().sum::<f64>());
    chances.push(1.0 - chances.iter().sum::<f64>());
    of_chi_square(&found, |i| n * chances[i], 1)
}

#[test]
fn one_bit_of_the_key_changes_half_of_the_number() {
    const KEYS: u64 = 256;
    // A key and the bit of it that is turned, to a number.
    type Number = fn(u64, u64) -> u64;
    let turned: [(&str, Number); 3] = [
        ("seed", |key, bit| stream(key ^ bit, 5, Purpose::Talk, "general").bits(9)),
        ("day", |key, bit| stream(5, key ^ bit, Purpose::Talk, "general").bits(9)),
        ("index", |key, bit| stream(5, 7, Purpose::Talk, "general").bits(key ^ bit)),
    ];
    for (part, number) in turned {
        let mut weights = [0.0; 65];
        for input in 0..64 {
            let mut flips = [0.0; 64];
            for k in 0..KEYS {
                let key = k.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let change = number(key, 0) ^ number(key, 1 << input);
                (0..64).for_each(|b| flips[b] += (change >> b & 1) as f64);
                weights[change.count_ones() as usize] += 1.0;
            }
            // 64 output bits together: their sum of squares is chi-square.
            let squares: f64 = flips.iter().map(|n| (2.0 * n - KEYS as f64) * (2.0 * n - KEYS as f64)).sum();
            let p = gamma_q(32.0, squares / KEYS as f64 / 2.0);
            assert_likely(p, &format!("{part}, input bit {input}"));
        }
        assert_likely(of_weights(&weights, (64 * KEYS) as f64), part);
    }
}

#[test]
fn neighbours_know_nothing_of_each_other() {
    let talk = |seed, day, name: &str| stream(seed, day, Purpose::Talk, name);
    let mut couples = vec![
        ("seeds 1 and 2".to_owned(), talk(1, 1, "general"), talk(2, 1, "general")),
        ("seeds 1 and 2^63 + 1".to_owned(), talk(1, 1, "general"), talk(1 << 63 | 1, 1, "general")),
        ("days 1 and 2".to_owned(), talk(1, 1, "general"), talk(1, 2, "general")),
        ("seed 1, day 2 and seed 2, day 1".to_owned(), talk(1, 2, "general"), talk(2, 1, "general")),
        ("queues a and b".to_owned(), talk(1, 1, "a"), talk(1, 1, "b")),
        ("queues ab and ba".to_owned(), talk(1, 1, "ab"), talk(1, 1, "ba")),
        ("queue and floor".to_owned(), talk(1, 1, ""), Stream::new(1, 1, Purpose::Talk, Entity::FLOOR)),
    ];
    for (i, a) in PURPOSES.iter().enumerate() {
        for b in &PURPOSES[i + 1..] {
            couples.push((format!("{a:?} and {b:?}"), stream(1, 1, *a, "general"), stream(1, 1, *b, "general")));
        }
    }
    for (what, a, b) in couples {
        assert_independent(&what, |i| (a.uniform(i), b.uniform(i)));
        assert_independent(&format!("{what}, shifted"), |i| (a.uniform(i), b.uniform(i + 1)));
    }
}

#[test]
fn numbers_in_a_row_know_nothing_of_each_other() {
    for (way, bits) in ways() {
        for lag in [1, 2, 7, 256] {
            assert_independent(&format!("{way}, lag {lag}"), |i| (unit(bits(i)), unit(bits(i + lag))));
        }
        assert_likely(of_descents(&(0..100_000).map(&bits).collect::<Vec<_>>()), &format!("{way}, runs"));
    }
}

#[test]
fn exponentials_and_normals_know_nothing_of_their_neighbours() {
    let stream = |purpose| stream(1, 1, purpose, "general");
    let (talk, patience) = (stream(Purpose::Talk), stream(Purpose::Patience));
    // Their places among all there are.
    type Place = fn(Stream, u64) -> f64;
    let kinds: [(&str, Place); 2] = [
        ("exponential", |stream, i| -libm::expm1(-stream.exponential(i))),
        ("normal", |stream, i| normal_cdf(stream.normal(i))),
    ];
    for (kind, place) in kinds {
        for lag in [1, 2, 7, 256] {
            assert_independent(&format!("{kind}, lag {lag}"), |i| (place(talk, i), place(talk, i + lag)));
        }
        assert_independent(&format!("{kind} of two purposes"), |i| (place(talk, i), place(patience, i)));
    }
    assert_independent("exponential and normal", |i| (kinds[0].1(talk, i), kinds[1].1(patience, i)));
}

#[test]
fn another_mean_or_spread_stretches_the_same_variates() {
    let stream = stream(3, 5, Purpose::Talk, "general");
    let samples = |sampler: Sampler| (0..10_000).map(move |i| sampler.sample(stream, i) as f64);
    let twice = samples(Sampler::exponential(2.0 * MEAN)).zip(samples(Sampler::exponential(MEAN)));
    assert!(twice.into_iter().all(|(long, short)| (long - 2.0 * short).abs() <= 1.5));
    // ln(length) = mu + sigma z with the same z.
    let normals = |cv: f64| {
        let variance = libm::log1p(cv * cv);
        samples(Sampler::lognormal(MEAN, cv))
            .map(move |length| (libm::log(length / MEAN) + variance / 2.0) / variance.sqrt())
    };
    assert!(normals(0.5).zip(normals(1.5)).all(|(a, b)| (a - b).abs() < 1e-3));
}

/// Correlation, and chi-square on a grid of 32 x 32.
fn assert_independent(what: &str, pair: impl Fn(u64) -> (f64, f64)) {
    const N: usize = 50_000;
    const SIDE: usize = 32;
    let (mut cells, mut products) = (vec![0.0; SIDE * SIDE], 0.0);
    for i in 0..N as u64 {
        let (u, v) = pair(i);
        cells[(u * SIDE as f64) as usize * SIDE + (v * SIDE as f64) as usize] += 1.0;
        products += 12.0 * (u - 0.5) * (v - 0.5);
    }
    assert_likely(of_normal(products, N), what);
    assert_likely(of_chi_square(&cells, |_| N as f64 / (SIDE * SIDE) as f64, 1), what);
}

/// The number of descents of n independent numbers has mean (n - 1) / 2 and variance (n + 1) / 12 (Knuth 1998, 5.1.3).
fn of_descents(words: &[u64]) -> f64 {
    let n = words.len() as f64;
    let descents = words.windows(2).filter(|w| w[0] > w[1]).count() as f64;
    of_normal((descents - (n - 1.0) / 2.0) / ((n + 1.0) / 12.0).sqrt(), 1)
}

#[test]
fn spacings_between_birthdays_are_those_of_strangers() {
    // Marsaglia (1985): 1,024 birthdays in a year of 2^24 days; spacings that occur before are Poisson with mean 16.
    const ROUNDS: u64 = 200;
    for (way, bits) in ways() {
        for (part, shift) in [("first", 40), ("last", 0)] {
            let repeated = |round: u64| {
                let mut days: Vec<u64> = (0..1_024).map(|i| bits(round * 1_024 + i) >> shift & 0xff_ffff).collect();
                days.sort_unstable();
                let mut spacings: Vec<u64> = days.windows(2).map(|w| w[1] - w[0]).collect();
                spacings.sort_unstable();
                spacings.windows(2).filter(|w| w[0] == w[1]).count()
            };
            let sum: usize = (0..ROUNDS).map(repeated).sum();
            // The mean is that of 1,023 spacings on a year that is no circle, known to about 1 %: 16 of 1,600 on each side.
            let expected = 16.0 * ROUNDS as f64;
            let off = (sum as f64 - expected).abs() - 0.01 * expected;
            assert_likely(of_normal(off.max(0.0) / expected.sqrt(), 1), &format!("{way}, {part} bits: {sum}"));
        }
    }
}

#[test]
fn no_number_comes_twice() {
    let mut all: Vec<u64> = Vec::new();
    for day in 0..8 {
        for purpose in PURPOSES {
            for name in ["general", "vip"] {
                all.extend((0..4_096).map(|i| stream(1, day, purpose, name).bits(i)));
            }
        }
    }
    all.sort_unstable();
    // 2^19 numbers of 64 bits: a chance of 1 in 100 million.
    assert!(all.windows(2).all(|w| w[0] != w[1]));
}
