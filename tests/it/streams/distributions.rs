//! Every distribution: its shape, its tails, and the same as another library draws it.

use super::{ALPHA, MEAN, assert_likely, of_chi_square, of_normal, stream};
use holdline::random::{Draws, Purpose, Sampler};
use holdline::special::{gamma_p, gamma_q, gamma_quantile, normal_quantile};
use rand_distr::{Distribution as _, Exp, Gamma, LogNormal, Weibull};

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
