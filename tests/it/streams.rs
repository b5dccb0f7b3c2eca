//! The random streams, and every distribution drawn from them, put to statistical tests.
//!
//! Keys are fixed, so a test that passes goes on passing until the draws change. Every p-value here must be above
//! `ALPHA`; there are fewer than 600 of them, so after a change of right draws one fails with a chance below 6 in 10,000.
//! A heavier battery is `cargo bench --bench streams`.

use holdline::experiment::results::{CallRow, Outcome, RunResults};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::{AgentGroup, Arrivals, Busyness, Distribution, Floor, FloorParts, Patience, Presence, Queue};
use holdline::random::{Draws, Entity, Purpose, Sampler, Stream};
use holdline::special::{beta_inc, gamma_p, gamma_q, gamma_quantile, normal_cdf, normal_quantile};
use holdline::stats::kolmogorov_smirnov;
use holdline::units::{SimTime, Span};
use rand_distr::{Distribution as _, Exp, Gamma, LogNormal, Weibull};

const ALPHA: f64 = 1e-6;

const PURPOSES: [Purpose; 8] = [
    Purpose::Busyness,
    Purpose::Arrival,
    Purpose::Talk,
    Purpose::WrapUp,
    Purpose::Patience,
    Purpose::Balk,
    Purpose::Absence,
    Purpose::JoinAfter,
];

fn stream(seed: u64, day: u64, purpose: Purpose, name: &str) -> Stream {
    Stream::new(seed, day, purpose, Entity::named(name))
}

#[track_caller]
fn assert_likely(p: f64, what: &str) {
    assert!(p > ALPHA, "{what}: p = {p:e}");
}

/// The p-value of a sum of independent terms with mean 0 and variance 1.
fn of_normal(sum: f64, n: usize) -> f64 {
    2.0 * normal_cdf(-(sum / (n as f64).sqrt()).abs())
}

/// The p-value of Pearson's chi-square; both tails, as too good a fit is a fault as well.
fn of_chi_square(found: &[f64], expected: impl Fn(usize) -> f64, fitted: usize) -> f64 {
    let squares: f64 = found.iter().enumerate().map(|(i, n)| (n - expected(i)) * (n - expected(i)) / expected(i)).sum();
    let half_df = (found.len() - fitted) as f64 / 2.0;
    2.0 * gamma_q(half_df, squares / 2.0).min(gamma_p(half_df, squares / 2.0))
}

/// Series of numbers that run through one part of the key.
/// The number at a place.
type Series = Box<dyn Fn(u64) -> u64>;

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

// ---------------------------------------------------------------------------------------------------- distributions

const N: usize = 1_000_000;
/// Cells of equal chance.
const CELLS: usize = 500;

/// A distribution as another library draws it.
type Other = Box<dyn Fn(&mut Draws) -> f64>;

/// A distribution as drawn, by its quantiles, and as another library draws it.
struct Drawn {
    name: &'static str,
    sampler: Sampler,
    quantile: Box<dyn Fn(f64) -> f64>,
    other: Option<Other>,
}

const MEAN: f64 = 2e8;

fn gamma(name: &'static str, cv: f64) -> Drawn {
    let shape = 1.0 / (cv * cv);
    let other = Gamma::new(shape, MEAN / shape).expect("a gamma distribution");
    Drawn {
        name,
        sampler: Sampler::gamma(MEAN, cv),
        quantile: Box::new(move |p| MEAN * gamma_quantile(p, shape)),
        other: Some(Box::new(move |draws| other.sample(draws))),
    }
}

fn lognormal(name: &'static str, cv: f64) -> Drawn {
    let variance = libm::log1p(cv * cv);
    let (mu, sigma) = (libm::log(MEAN) - variance / 2.0, variance.sqrt());
    let other = LogNormal::new(mu, sigma).expect("a lognormal distribution");
    Drawn {
        name,
        sampler: Sampler::lognormal(MEAN, cv),
        quantile: Box::new(move |p| libm::exp(mu + sigma * normal_quantile(p))),
        other: Some(Box::new(move |draws| other.sample(draws))),
    }
}

/// Of this shape; its coefficient of variation follows.
fn weibull(name: &'static str, shape: f64) -> Drawn {
    let [first, second] = [1.0, 2.0].map(|k| libm::tgamma(1.0 + k / shape));
    let (scale, cv) = (MEAN / first, (second / (first * first) - 1.0).sqrt());
    let other = Weibull::new(scale, shape).expect("a Weibull distribution");
    Drawn {
        name,
        sampler: Sampler::weibull(MEAN, cv),
        quantile: Box::new(move |p| scale * libm::pow(-libm::log1p(-p), 1.0 / shape)),
        other: Some(Box::new(move |draws| other.sample(draws))),
    }
}

fn drawn() -> Vec<Drawn> {
    let other = Exp::new(1.0 / MEAN).expect("an exponential distribution");
    let curve = vec![(1e8, 0.8), (3e8, 0.35), (9e8, 0.0)];
    let falls = curve.clone();
    let survival = move |p: f64| {
        let points = [(0.0, 1.0)].into_iter().chain(falls.iter().copied()).collect::<Vec<_>>();
        let w = points.windows(2).find(|w| 1.0 - p >= w[1].1).expect("the curve ends at 0");
        w[0].0 + (w[1].0 - w[0].0) * (w[0].1 - 1.0 + p) / (w[0].1 - w[1].1)
    };
    vec![
        Drawn {
            name: "exponential",
            sampler: Sampler::exponential(MEAN),
            quantile: Box::new(|p| -MEAN * libm::log1p(-p)),
            other: Some(Box::new(move |draws| other.sample(draws))),
        },
        lognormal("lognormal, cv 0.3", 0.3),
        lognormal("lognormal, cv 1.5", 1.5),
        gamma("gamma, shape 4", 0.5),
        gamma("gamma, shape 100", 0.1),
        gamma("gamma, shape 0.5", 2_f64.sqrt()),
        weibull("weibull, shape 2", 2.0),
        weibull("weibull, shape 0.6", 0.6),
        Drawn {
            name: "uniform",
            sampler: Sampler::Uniform { from: 5e7, width: 3e8 },
            quantile: Box::new(|p| 5e7 + 3e8 * p),
            other: None,
        },
        Drawn { name: "survival", sampler: Sampler::Survival(curve), quantile: Box::new(survival), other: None },
    ]
}

/// How many draws fall between neighbouring edges; the first cell begins and the last ends nowhere.
fn counts(draws: impl Iterator<Item = f64>, edges: &[f64]) -> Vec<f64> {
    let mut cells = vec![0.0; edges.len() + 1];
    draws.for_each(|x| cells[edges.partition_point(|edge| *edge < x)] += 1.0);
    cells
}

fn edges(quantile: &dyn Fn(f64) -> f64) -> Vec<f64> {
    (1..CELLS).map(|k| quantile(k as f64 / CELLS as f64)).collect()
}

fn lengths(sampler: &Sampler, name: &str) -> Vec<i64> {
    let mut lengths = vec![0; N];
    sampler.fill(stream(3, 5, Purpose::Talk, name), 0, &mut lengths);
    lengths
}

/// The smallest p-value of four smooth components (Neyman 1937: Legendre polynomials of the place among the cells), which
/// see a wrong mean, spread, skewness or tails long before a chi-square does.
fn of_smooth(cells: &[f64]) -> f64 {
    let legendre: [fn(f64) -> f64; 4] = [
        |x| 3_f64.sqrt() * x,
        |x| 5_f64.sqrt() * (3.0 * x * x - 1.0) / 2.0,
        |x| 7_f64.sqrt() * (5.0 * x * x - 3.0) * x / 2.0,
        |x| 3.0 * ((35.0 * x * x - 30.0) * x * x + 3.0) / 8.0,
    ];
    let place = |cell: usize| 2.0 * (cell as f64 + 0.5) / cells.len() as f64 - 1.0;
    let component = |f: fn(f64) -> f64| {
        let sum: f64 = cells.iter().enumerate().map(|(cell, n)| n * f(place(cell))).sum();
        of_normal(sum, cells.iter().sum::<f64>() as usize)
    };
    legendre.map(component).into_iter().fold(1.0, f64::min)
}

#[test]
fn every_distribution_has_its_shape() {
    for Drawn { name, sampler, quantile, .. } in drawn() {
        let lengths = lengths(&sampler, name);
        let cells = counts(lengths.iter().map(|l| *l as f64), &edges(&quantile));
        assert_likely(of_chi_square(&cells, |_| N as f64 / CELLS as f64, 1), name);
        assert_likely(of_smooth(&cells), &format!("{name}, smooth"));
    }
}

#[test]
fn a_shape_that_is_1_percent_off_would_be_found() {
    let off = [
        gamma("gamma, shape 4", 0.5 * 1.01_f64.sqrt()),
        lognormal("lognormal, cv 0.3", 0.3 * 1.01),
        weibull("weibull, shape 2", 2.0 * 1.01),
        weibull("weibull, shape 0.6", 0.6 * 1.01),
    ];
    let right = drawn();
    for wrong in off {
        let right = right.iter().find(|d| d.name == wrong.name).expect("of the same name");
        let draws = lengths(&wrong.sampler, wrong.name);
        let p = of_smooth(&counts(draws.iter().map(|l| *l as f64), &edges(&right.quantile)));
        assert!(p < ALPHA, "{}: p = {p:e}", wrong.name);
    }
}

#[test]
fn every_distribution_is_the_one_that_another_library_draws() {
    for Drawn { name, sampler, quantile, other } in drawn() {
        let Some(other) = other else { continue };
        let edges = edges(&quantile);
        let mine =
            counts((0..N / 4).map(|i| sampler.sample(stream(3, 5, Purpose::Talk, name), i as u64) as f64), &edges);
        let mut draws = stream(4, 6, Purpose::Patience, name).draws(0);
        let theirs = counts((0..N / 4).map(|_| other(&mut draws)), &edges);
        // Two samples of one size: sum of (a - b)^2 / (a + b) is chi-square with a degree less than cells.
        let squares: f64 = mine.iter().zip(&theirs).map(|(a, b)| (a - b) * (a - b) / (a + b)).sum();
        assert_likely(gamma_q((CELLS - 1) as f64 / 2.0, squares / 2.0), name);
    }
}

#[test]
fn the_tails_are_as_thin_as_they_should_be() {
    for Drawn { name, sampler, quantile, .. } in drawn() {
        let lengths = lengths(&sampler, name);
        for share in [1e-5, 1e-4, 1e-3] {
            let expected = share * N as f64;
            // A length is rounded to a whole microsecond: half of one decides nothing but at the very start.
            let low = quantile(share);
            let below = lengths.iter().filter(|l| **l as f64 <= low).count() as f64;
            let above = lengths.iter().filter(|l| **l as f64 > quantile(1.0 - share)).count() as f64;
            for (side, found) in [("below", below), ("above", above)] {
                if side == "below" && low < 1e3 {
                    continue; // within a few microseconds of nothing
                }
                // Poisson, both tails.
                let at_least = if found > 0.0 { gamma_p(found, expected) } else { 1.0 };
                let p = 2.0 * at_least.min(gamma_q(found + 1.0, expected));
                assert_likely(p, &format!("{name}, {side} {share}: {found} of {expected}"));
            }
        }
    }
}

#[test]
fn an_observed_length_is_drawn_as_often_as_any_other() {
    let sampler = Sampler::Empirical((0..97).collect());
    let mut cells = vec![0.0; 97];
    lengths(&sampler, "empirical").iter().for_each(|l| cells[*l as usize] += 1.0);
    assert_likely(of_chi_square(&cells, |_| N as f64 / 97.0, 1), "empirical");
    assert!(lengths(&Sampler::Constant(7), "constant").iter().all(|l| *l == 7));
    assert!(lengths(&Sampler::Never, "never").iter().all(|l| *l == Sampler::NEVER));
}

#[test]
fn drawing_many_and_drawing_one_are_the_same() {
    for Drawn { name, sampler, .. } in drawn() {
        let stream = stream(3, 5, Purpose::Talk, name);
        let mut many = vec![0; 2_000];
        sampler.fill(stream, 17, &mut many);
        assert!(many.iter().zip(17..).all(|(length, i)| *length == sampler.sample(stream, i)), "{name}");
    }
}

// ------------------------------------------------------------------------------------------------- draws of the floor

/// An hour with so many calls expected, which one agent never gets through.
fn hour(calls: f64, change: impl Fn(&mut FloorParts)) -> FloorParts {
    let (open, close) = (SimTime::clock(8, 0), SimTime::clock(9, 0));
    let mut parts = FloorParts::new("hour", open, close);
    parts.interval = Span::from_hours(1);
    let talk = Distribution::Constant(Span::from_hours(5));
    parts.queues.push(Queue::new("general", Arrivals::per_hour(calls, open, close), talk));
    parts.queues[0].patience = Patience::Random(Distribution::Constant(Span::from_hours(1)));
    parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(1)));
    change(&mut parts);
    parts
}

fn results(parts: FloorParts, days: u32) -> RunResults {
    let floor = Floor::new(parts).expect("a valid floor");
    replicate(&floor, &RunPlan { days, seed: 8, threads: None, call_log_days: days.min(200) }, &())
        .expect("no overflow")
}

/// The days' counts, those of 0 to 40 one by one and the rest together.
fn of_counts(days: &[f64], up_to: impl Fn(f64) -> f64) -> f64 {
    let chance = |k: usize| up_to(k as f64) - if k > 0 { up_to(k as f64 - 1.0) } else { 0.0 };
    let n = days.len() as f64;
    // Cells of 10 and more days; what is rarer goes to the next.
    let (mut found, mut expected) = (vec![0.0], vec![0.0]);
    for k in 0..200 {
        *found.last_mut().expect("a cell") += days.iter().filter(|d| **d == k as f64).count() as f64;
        *expected.last_mut().expect("a cell") += n * chance(k);
        if expected.last() > Some(&10.0) {
            found.push(0.0);
            expected.push(0.0);
        }
    }
    let rest = found.len() - 1;
    found[rest] = n - found[..rest].iter().sum::<f64>();
    expected[rest] = n - expected[..rest].iter().sum::<f64>();
    of_chi_square(&found, |i| expected[i], 1)
}

#[test]
fn the_calls_of_a_day_are_poisson_and_of_unlike_days_negative_binomial() {
    let of_days = |cv: f64| {
        let parts = hour(12.0, |parts| {
            if let Arrivals::Profile { busyness, .. } = &mut parts.queues[0].arrivals {
                *busyness = Busyness { cv, own: false };
            }
        });
        results(parts, 20_000).daily.column(Measure::Offered).into_iter().flatten().collect::<Vec<f64>>()
    };
    assert_likely(of_counts(&of_days(0.0), |k| gamma_q(k + 1.0, 12.0)), "alike");
    for cv in [0.3, 0.5, 1.5] {
        let shape = 1.0 / (cv * cv);
        let p = of_counts(&of_days(cv), |k| beta_inc(shape, k + 1.0, shape / (shape + 12.0)));
        assert_likely(p, &format!("busyness cv {cv}"));
    }
}

#[test]
fn calls_of_an_hour_arrive_at_any_moment_alike() {
    let found = results(hour(200.0, |_| ()), 200);
    let start = SimTime::clock(8, 0);
    let places: Vec<f64> = found.calls.iter().map(|call| (call.arrival - start).as_hours()).collect();
    assert!(places.len() > 39_000);
    assert_likely(kolmogorov_smirnov(&places).expect("calls").1, "arrivals");
}

#[test]
fn callers_balk_and_people_are_absent_with_their_chances() {
    let found = results(hour(100.0, |parts| parts.queues[0].balk = 0.37), 200);
    // All but the first caller of a day must wait.
    let asked = found.calls.len() - 200;
    // Who balks is gone with a wait of 0.
    let balks = |call: &&CallRow| call.outcome == Outcome::Abandoned && call.wait == Some(Span::ZERO);
    let balked = found.calls.iter().filter(balks).count() as f64;
    let spread = (0.37_f64 * 0.63).sqrt();
    assert_likely(of_normal((balked - 0.37 * asked as f64) / spread, asked), "balking");

    let crew = results(
        hour(1e-9, |parts| {
            parts.groups[0].presence = Presence::People(20);
            parts.groups[0].absence = 0.15;
        }),
        5_000,
    );
    let present: Vec<f64> = crew.daily.column(Measure::SignedInHours).into_iter().flatten().map(f64::round).collect();
    assert_eq!(present.len(), 5_000);
    // At most k of 20 present: the chance of it is a beta function.
    let p = of_counts(&present, |k| if k >= 20.0 { 1.0 } else { beta_inc(20.0 - k, k + 1.0, 0.15) });
    assert_likely(p, "absence");
}
