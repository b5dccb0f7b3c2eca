//! The floor under every simulator: the least work that still gives the right answer, against which speed is measured.
//!
//! One queue, one crew, first come first served, in order of arrival: `V = max(0, earliest free time - arrival)`; if V
//! exceeds the patience the caller is lost, else that free time becomes arrival + V + service. A winner tree of free
//! times, a sequential generator, ziggurats, three sums and nothing else: no event, no agent, no ladder, no interval, no
//! daily row, no key.

#![allow(clippy::disallowed_methods, reason = "the floor is free to use the fastest mathematics of the system")]

#[path = "draws.rs"]
mod draws;
#[path = "free_times.rs"]
mod free_times;

pub use draws::Generator;
use free_times::FreeTimes;

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

/// Plays one day of `stretches` that ends at `end` seconds.
pub fn play(
    stretches: &[Stretch],
    end: f64,
    service: Service,
    patience: Option<f64>,
    generator: &mut Generator,
) -> Sums {
    // A loop of its own for each kind of call.
    match (service, patience) {
        (Service::Exponential { mean }, Some(patience)) => {
            let fate = |g: &mut Generator| (mean * g.exponential(), patience * g.exponential());
            play_fates(stretches, end, generator, fate)
        }
        (Service::Exponential { mean }, None) => {
            play_fates(stretches, end, generator, |g| (mean * g.exponential(), f64::INFINITY))
        }
        (Service::Lognormal { mean, cv }, patience) => {
            let variance = (cv * cv).ln_1p();
            let (mu, sigma) = (mean.ln() - variance / 2.0, variance.sqrt());
            let patience = patience.unwrap_or(f64::INFINITY);
            play_fates(stretches, end, generator, |g| (g.power(mu, sigma), patience * g.exponential()))
        }
    }
}

/// A fate is how long the call takes and how long the caller waits for it to begin.
fn play_fates(
    stretches: &[Stretch],
    end: f64,
    generator: &mut Generator,
    fate: impl Fn(&mut Generator) -> (f64, f64),
) -> Sums {
    let mut sums = Sums::default();
    let mut random = *generator;
    let mut free = FreeTimes::new(stretches[0].agents);
    let mut crew = Crew { stretches, next: 1 };
    let mut change = crew.change();
    for (at, stretch) in stretches.iter().enumerate() {
        let until = stretches.get(at + 1).map_or(end, |next| next.from);
        let gap = 1.0 / stretch.rate;
        // Exponential gaps have no memory: where the rate changes, the gap starts again.
        let mut now = stretch.from + gap * random.exponential();
        while now < until {
            while later(free.first(), now) >= change {
                change = crew.changes(&mut free);
            }
            let wait = later(free.first(), now) - now;
            let (service, patience) = fate(&mut random);
            if wait > patience {
                sums.lost += 1;
                sums.wait += patience;
            } else {
                sums.wait += wait;
                sums.within_20 += u64::from(wait <= 20.0);
                free.replace_first(now + wait + service);
            }
            sums.calls += 1;
            now += gap * random.exponential();
        }
    }
    *generator = random;
    sums
}

/// The crew changes before the first call that begins after the change, which may be of a caller who came before.
struct Crew<'s> {
    stretches: &'s [Stretch],
    next: usize,
}

impl Crew<'_> {
    /// When it changes next.
    fn change(&self) -> f64 {
        self.stretches.get(self.next).map_or(f64::INFINITY, |next| next.from)
    }

    #[cold]
    fn changes(&mut self, free: &mut FreeTimes) -> f64 {
        let Stretch { from, agents, .. } = self.stretches[self.next];
        free.resize(agents, from);
        self.next += 1;
        self.change()
    }
}

/// The later of two moments; `f64::max` also thinks of what is no number.
#[inline(always)]
fn later(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}
