//! What happens on the floor, and what is counted.

use rand::Rng;
use rand_distr::{Distribution, Exp1, LogNormal};
use serde::{Deserialize, Serialize};

pub const DAY: f64 = 86_400.0;

#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Row {
    pub start: f64,
    pub rate: f64,
    pub agents: i64,
}

#[derive(Clone, Serialize, Deserialize)]
pub struct Load {
    pub rows: Vec<Row>,
    pub patience: Option<f64>,
    pub lognormal: bool,
    pub mean: f64,
}

impl Load {
    pub fn named(name: &str) -> Self {
        let steady = |rate, agents| vec![Row { start: 0.0, rate, agents }];
        match name {
            "w1" => Self { rows: steady(100.0 / 180.0, 100), patience: Some(120.0), lognormal: false, mean: 180.0 },
            "w2" => Self { rows: steady(47.5 / 180.0, 50), patience: None, lognormal: false, mean: 180.0 },
            _ => {
                let rows = include_str!("../../../support/w3_day.csv").lines().skip(1).map(|line| {
                    let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
                    Row { start: cells[1], rate: cells[2] / 60.0, agents: cells[3] as i64 }
                });
                Self { rows: rows.collect(), patience: Some(180.0), lognormal: true, mean: 240.0 }
            }
        }
    }

    pub fn service<R: Rng>(&self, rng: &mut R) -> f64 {
        if !self.lognormal {
            return self.mean * exponential(rng);
        }
        let variance = 2.0_f64.ln();
        LogNormal::new(self.mean.ln() - variance / 2.0, variance.sqrt()).expect("finite").sample(rng)
    }

    pub fn patience<R: Rng>(&self, rng: &mut R) -> Option<f64> {
        self.patience.map(|mean| mean * exponential(rng))
    }

    /// The next arrival after `now`, in row `at` or a later one: exponential gaps, begun anew where the rate changes.
    pub fn next_arrival<R: Rng>(&self, mut now: f64, at: &mut usize, rng: &mut R) -> Option<f64> {
        loop {
            let end = self.rows.get(*at + 1).map_or(DAY, |row| row.start);
            let next = now + exponential(rng) / self.rows[*at].rate;
            if next < end {
                return Some(next);
            }
            *at += 1;
            now = end;
            if *at == self.rows.len() {
                return None;
            }
        }
    }
}

fn exponential<R: Rng>(rng: &mut R) -> f64 {
    Exp1.sample(rng)
}

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Sums {
    pub calls: u64,
    pub within_20: u64,
    pub lost: u64,
    pub wait: f64,
}

impl Sums {
    pub fn answered(&mut self, wait: f64) {
        self.calls += 1;
        self.wait += wait;
        self.within_20 += u64::from(wait <= 20.0);
    }

    pub fn hung_up(&mut self, wait: f64) {
        self.calls += 1;
        self.wait += wait;
        self.lost += 1;
    }

    pub fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.within_20 += other.within_20;
        self.lost += other.lost;
        self.wait += other.wait;
    }
}
