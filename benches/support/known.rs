//! Floors of which the truth is known without simulation, also where days differ in busyness.

use holdline::analytic::erlang::{ErlangA, Load};
use holdline::model::{
    AgentGroup, Arrivals, DayFactor, Distribution, Floor, FloorParts, Patience, Presence, Queue, Shift,
};
use holdline::special::gamma_p;
use holdline::units::{SimTime, Span};

/// A floor and what its figures come to over endless days.
pub struct Known {
    pub name: String,
    pub floor: Floor,
    pub truth: Vec<(&'static str, f64)>,
}

const TALK_S: f64 = 180.0;
const PATIENCE_S: f64 = 120.0;
/// Hours counted, after an hour of warm-up: twenty calls long, so that the floor is in its long run.
const COUNTED_H: f64 = 2.0;

/// One queue, one crew, exponential talk and patience: Erlang A on every day, mixed over the days' busyness.
#[derive(Clone, Copy)]
pub struct Steady {
    pub agents: u32,
    pub per_hour: f64,
    pub cv: f64,
}

impl Steady {
    pub fn floor(&self) -> Floor {
        let (open, close) = (SimTime::MIDNIGHT, SimTime::clock(3, 0));
        let mut parts = one_queue(self.per_hour, self.cv, open, close);
        parts.warm_up = Span::from_hours(1);
        parts.queues[0].patience =
            Patience::Random(Distribution::Exponential { mean: Span::from_secs_f64(PATIENCE_S) });
        // Shifts outlast closing, so that whoever was offered is answered or hangs up.
        let shift = Shift::new(self.agents, open, SimTime::clock(12, 0));
        parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::Shifts(vec![shift])));
        Floor::new(parts).expect("a valid floor")
    }

    pub fn known(&self) -> Known {
        let Self { agents, per_hour, cv } = self;
        let name = format!("{agents} agents, {per_hour} calls an hour, busyness cv {cv}");
        Known { name, floor: self.floor(), truth: self.truth() }
    }

    pub fn truth(&self) -> Vec<(&'static str, f64)> {
        let calls = self.per_hour * COUNTED_H;
        let offered = |f: &dyn Fn(&ErlangA) -> f64| mixed(self.cv, |b| b * f(&self.at(b)));
        let abandon_rate = offered(&|a| a.abandonment());
        let answer_rate = 1.0 - abandon_rate;
        let waits = |p: f64| {
            let answered_within = |t: f64| offered(&|a| a.service_level(t)) / answer_rate;
            if answered_within(0.0) >= p { 0.0 } else { crossing(0.0, 36_000.0, |t| answered_within(t) - p) }
        };
        let mut truth = vec![
            ("offered", calls),
            ("abandoned", abandon_rate * calls),
            ("abandon_rate", abandon_rate),
            ("service_level_20s", offered(&|a| a.service_level(20.0))),
            ("asa_s", offered(&|a| (1.0 - a.abandonment()) * a.asa_s().unwrap_or(0.0)) / answer_rate),
            ("wait_mean_s", offered(&|a| a.wait_mean_s())),
            ("waiting_mean", mixed(self.cv, |b| self.at(b).waiting_mean())),
            ("wait_p90_s", waits(0.90)),
            ("wait_p95_s", waits(0.95)),
        ];
        truth.retain(|(_, value)| *value > 0.0); // a percentile of 0 says nothing of its interval
        truth
    }

    fn at(&self, busyness: f64) -> ErlangA {
        let load = Load::per_hour(self.per_hour * busyness, TALK_S).expect("a load");
        ErlangA::new(load, f64::from(self.agents), PATIENCE_S).expect("a system")
    }
}

/// Whoever finds nobody idle is lost; a good day is one on which nobody is. The share of good days is a first passage.
#[derive(Clone, Copy)]
pub struct Loss {
    pub agents: u32,
    pub per_hour: f64,
    pub cv: f64,
}

impl Loss {
    pub fn floor(&self) -> Floor {
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(12, 0));
        let mut parts = one_queue(self.per_hour, self.cv, open, close);
        parts.queues[0].patience = Patience::Random(Distribution::Constant(Span::ZERO));
        parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(self.agents)));
        parts.targets.answer_rate = Some(1.0);
        parts.targets.share_of_days = Some(0.5);
        Floor::new(parts).expect("a valid floor")
    }

    /// The share of the days with a call on which nobody is lost; the day's answer rate needs a call.
    pub fn share_of_good_days(&self) -> f64 {
        let hours = 4.0;
        let silent = mixed(self.cv, |b| libm::exp(-b * self.per_hour * hours));
        let good = mixed(self.cv, |b| never_full(self.agents as usize, b * self.per_hour * TALK_S / 3_600.0, hours));
        (good - silent) / (1.0 - silent)
    }
}

/// The chance that an empty floor never has more than `agents` calls in hand in so many hours, calls of rate `load` per
/// handle time: uniformised in pieces short enough for the Poisson weights, with the excess absorbed.
fn never_full(agents: usize, load: f64, hours: f64) -> f64 {
    let fastest = load + agents as f64;
    let steps = fastest * hours * 3_600.0 / TALK_S;
    let pieces = (steps / 400.0).ceil();
    let mut chances = vec![0.0; agents + 1];
    chances[0] = 1.0;
    for _ in 0..pieces as u32 {
        chances = later(chances, load / fastest, 1.0 / fastest, steps / pieces);
    }
    chances.iter().sum()
}

/// The chances of 0, 1, ... calls in hand after a Poisson number of steps; `joins` and `ends` are per step, the latter per
/// call.
fn later(mut now: Vec<f64>, joins: f64, ends: f64, steps: f64) -> Vec<f64> {
    let most = now.len() - 1;
    let mut after = vec![0.0; now.len()];
    let (mut weight, mut n) = (libm::exp(-steps), 0.0);
    while n < steps || weight > 1e-18 {
        after.iter_mut().zip(&now).for_each(|(after, now)| *after += weight * now);
        let mut next: Vec<f64> = now.iter().zip(0..).map(|(c, k)| c * (1.0 - joins - f64::from(k) * ends)).collect();
        for k in 0..most {
            next[k + 1] += now[k] * joins;
            next[k] += now[k + 1] * (k + 1) as f64 * ends;
        }
        now = next;
        n += 1.0;
        weight *= steps / n;
    }
    after
}

fn one_queue(per_hour: f64, cv: f64, open: SimTime, close: SimTime) -> FloorParts {
    let mut parts = FloorParts::new("known", open, close);
    parts.interval = Span::from_hours(1);
    let talk = Distribution::Exponential { mean: Span::from_secs_f64(TALK_S) };
    let mut arrivals = Arrivals::per_hour(per_hour, open, close);
    if let Arrivals::Profile { busyness, .. } = &mut arrivals {
        *busyness = DayFactor { cv, own: false };
    }
    parts.queues.push(Queue::new("general", arrivals, talk));
    parts
}

/// The mean of a function of the day's busyness, gamma with mean 1 and this coefficient of variation: the midpoint rule in
/// cells of the busyness, weighted with their chances. Relative error about 1e-6.
pub fn mixed(cv: f64, f: impl Fn(f64) -> f64) -> f64 {
    if cv == 0.0 {
        return f(1.0);
    }
    const CELLS: u32 = 1_000;
    let (shape, width) = (1.0 / (cv * cv), (1.0 + 14.0 * cv) / f64::from(CELLS));
    let up_to = |k: u32| gamma_p(shape, f64::from(k) * width * shape);
    (0..CELLS).map(|k| (up_to(k + 1) - up_to(k)) * f((f64::from(k) + 0.5) * width)).sum()
}

/// Where a rising function crosses 0.
fn crossing(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if f(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
