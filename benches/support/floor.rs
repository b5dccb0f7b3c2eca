//! The floor under every simulator: the least work that still gives the right answer, against which speed is measured.
//!
//! One queue, one crew, first come first served, in order of arrival: `V = max(0, earliest free time - arrival)`; if V
//! exceeds the patience the caller is lost, else that free time becomes arrival + V + service. A 4-ary heap of free
//! times, a sequential generator, the system's logarithm, three sums and nothing else: no event, no agent, no ladder, no
//! interval, no daily row.

#![allow(clippy::disallowed_methods, reason = "the floor is free to use the fastest mathematics of the system")]

/// What the floor counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    pub calls: u64,
    pub lost: u64,
    pub within_20: u64,
    /// Waits of all callers, in seconds.
    pub wait: f64,
}

/// A stretch of constant rate and head-count: from, calls per second, agents.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub from: f64,
    pub rate: f64,
    pub agents: usize,
}

/// How long calls take.
#[derive(Clone, Copy, Debug)]
pub enum Service {
    Exponential { mean: f64 },
    Lognormal { mean: f64, cv: f64 },
}

/// xoshiro256++ (Blackman & Vigna 2019).
pub struct Generator([u64; 4]);

impl Generator {
    pub fn new(seed: u64) -> Self {
        let mut z = seed;
        Self(std::array::from_fn(|_| {
            z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let x = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            x ^ (x >> 31)
        }))
    }

    #[inline]
    fn uniform(&mut self) -> f64 {
        let s = &mut self.0;
        let bits = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        ((bits >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    #[inline]
    fn exponential(&mut self) -> f64 {
        -self.uniform().ln()
    }
}

/// A 4-ary heap of free times.
struct Heap(Vec<f64>);

impl Heap {
    #[inline]
    fn replace_root(&mut self, value: f64) {
        self.0[0] = value;
        self.sink(0);
    }

    fn sink(&mut self, mut at: usize) {
        let heap = &mut self.0;
        let value = heap[at];
        loop {
            let first = 4 * at + 1;
            if first >= heap.len() {
                break;
            }
            let last = (first + 4).min(heap.len());
            let mut least = first;
            for child in first + 1..last {
                if heap[child] < heap[least] {
                    least = child;
                }
            }
            if heap[least] >= value {
                break;
            }
            heap[at] = heap[least];
            at = least;
        }
        heap[at] = value;
    }

    /// So many agents from now on: those who go are those free first, those who come are free now.
    fn resize(&mut self, agents: usize, now: f64) {
        while self.0.len() > agents {
            self.0.swap_remove(0);
            self.rebuild();
        }
        self.0.resize(agents, now);
        self.rebuild();
    }

    fn rebuild(&mut self) {
        (0..self.0.len()).rev().for_each(|at| self.sink(at));
    }
}

/// Plays one day of `stretches` that ends at `end` seconds.
pub fn play(stretches: &[Stretch], end: f64, service: Service, patience: Option<f64>, rng: &mut Generator) -> Sums {
    let mut sums = Sums::default();
    let mut heap = Heap(vec![0.0; stretches[0].agents]);
    let (mut normal, mut at) = (None, 0);
    let mut now = stretches[0].from;
    loop {
        now += rng.exponential() / stretches[at].rate;
        while at + 1 < stretches.len() && now >= stretches[at + 1].from {
            at += 1;
            // Exponential gaps have no memory: the rest of the gap starts again at the new rate.
            now = stretches[at].from + rng.exponential() / stretches[at].rate;
            heap.resize(stretches[at].agents, stretches[at].from);
        }
        if now >= end {
            return sums;
        }
        let wait = (heap.0[0] - now).max(0.0);
        sums.calls += 1;
        let patience = patience.map_or(f64::INFINITY, |mean| mean * rng.exponential());
        if wait > patience {
            sums.lost += 1;
            sums.wait += patience;
            continue;
        }
        sums.wait += wait;
        sums.within_20 += u64::from(wait <= 20.0);
        heap.replace_root(now + wait + draw(service, rng, &mut normal));
    }
}

#[inline]
fn draw(service: Service, rng: &mut Generator, spare: &mut Option<f64>) -> f64 {
    match service {
        Service::Exponential { mean } => mean * rng.exponential(),
        Service::Lognormal { mean, cv } => {
            let variance = (cv * cv).ln_1p();
            let z = spare.take().unwrap_or_else(|| polar(rng, spare));
            (mean.ln() - variance / 2.0 + variance.sqrt() * z).exp()
        }
    }
}

/// Marsaglia's polar method: two normals at a time.
fn polar(rng: &mut Generator, spare: &mut Option<f64>) -> f64 {
    loop {
        let (u, v) = (2.0 * rng.uniform() - 1.0, 2.0 * rng.uniform() - 1.0);
        let s = u * u + v * v;
        if s < 1.0 && s > 0.0 {
            let factor = (-2.0 * s.ln() / s).sqrt();
            *spare = Some(v * factor);
            return u * factor;
        }
    }
}
