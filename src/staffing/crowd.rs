//! The callers of a pool of people as one queue, and what becomes of them with so many people.

use super::demand::{Calls, Demand, demand};
use super::goal::IntervalGoal;
use super::known;
use super::pools::Pool;
use super::transferred::{is_clear, over_callers};
use crate::analytic::erlang::Load;
use crate::analytic::{AnalyticError, ImpatientShares, PatienceCurve, PatienceNodes};
use crate::figures::Relative;
use crate::model::{Arrivals, Floor, Patience, Queue, Slice, Targets};
use crate::special::{gamma_p, gamma_quantile};

/// It is gone over so often how many call again, as who calls again may hang up again.
const LOOKS_AT_REDIALS: usize = 2;

/// How closely an interval is looked at.
#[derive(Clone, Copy)]
pub(super) struct Detail {
    /// Moments of the interval at which the load is taken.
    pub parts: usize,
    /// Days are taken to be of so many kinds, equally likely, from the calmest to the busiest.
    pub kinds: usize,
}

/// The callers of a pool, as one queue.
pub(super) struct Crowd {
    calls: Vec<Calls>,
    patience: PatienceNodes,
    /// How busy each kind of day is.
    kinds: Vec<f64>,
    parts: usize,
    goal: IntervalGoal,
    /// Waits are those of exponential handle times so many times as long.
    as_exponential: f64,
    /// Chance that who hangs up calls again.
    redial: f64,
    /// Calls of a caller of whom each is answered.
    repeats: f64,
}

/// What is asked of the people of a slice on a day of ordinary busyness.
pub(super) struct AskedOfSlice {
    parts: Vec<Demand>,
    /// The length of each part in seconds.
    part_s: f64,
}

impl AskedOfSlice {
    /// Whether nobody calls.
    pub fn is_nobody(&self) -> bool {
        self.parts.iter().all(|part| part.per_second <= 0.0)
    }

    /// The most Erlangs.
    pub fn erlangs(&self) -> f64 {
        self.parts.iter().map(|part| part.erlangs).fold(0.0, f64::max)
    }
}

/// Callers who wait when a stretch begins, on each kind of day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum LeftWaiting {
    /// The floor has just opened, or nobody called.
    #[default]
    Nobody,
    /// As many as in the long run of the stretch, for want of anything better.
    AsEver,
    Callers(Vec<f64>),
}

impl LeftWaiting {
    fn on(&self, kind: usize, ever: f64) -> f64 {
        match self {
            Self::Nobody => 0.0,
            Self::AsEver => ever,
            Self::Callers(kinds) => kinds[kind],
        }
    }
}

/// What is seen of a part of a slice.
struct PartSeen {
    /// Calls for each caller who comes for the first time.
    times: f64,
    /// What becomes of them; `None` if nobody counts as answered.
    shares: Option<ImpatientShares>,
    /// Who waits at the end.
    waiting: f64,
}

/// What becomes of callers, in calls or as shares of them.
#[derive(Clone, Copy, Debug, Default)]
struct Fate {
    offered: f64,
    answered: f64,
    /// Seconds that the answered wait.
    waited_s: f64,
    /// Answered within the time of the service level.
    in_time: f64,
    /// Hung up within it.
    gone_in_time: f64,
    /// Hung up so soon that it counts as short.
    gone_soon: f64,
}

impl Fate {
    /// Of one caller.
    fn of(shares: &ImpatientShares) -> Self {
        let [(in_time, gone_in_time), (_, gone_soon)] = shares.within[..] else { return Self::default() };
        let answered = 1.0 - shares.abandonment;
        Self { offered: 1.0, answered, waited_s: shares.answered_wait_s, in_time, gone_in_time, gone_soon }
    }

    /// Adds so many callers of whom these are the shares.
    fn add(&mut self, calls: f64, shares: &Self) {
        self.offered += calls;
        self.answered += calls * shares.answered;
        self.waited_s += calls * shares.waited_s;
        self.in_time += calls * shares.in_time;
        self.gone_in_time += calls * shares.gone_in_time;
        self.gone_soon += calls * shares.gone_soon;
    }

    fn reaches(&self, targets: &Targets) -> bool {
        let Targets { answer_rate, service_level, asa, abandon_rate, share_of_days: _ } = *targets;
        answer_rate.is_none_or(|least| self.answered >= least * self.offered)
            && abandon_rate.is_none_or(|most| self.answered >= (1.0 - most) * self.offered)
            && asa.is_none_or(|most| self.answered > 0.0 && self.waited_s <= most.as_secs() * self.answered)
            && service_level.is_none_or(|level| {
                let (good, all) = self.served(level.definition);
                all > 0.0 && good >= level.share * all
            })
    }

    /// Who counts as served, and of whom.
    fn served(&self, definition: Relative) -> (f64, f64) {
        match definition {
            Relative::OfOffered => (self.in_time, self.offered),
            Relative::OfAnswered => (self.in_time, self.answered),
            Relative::LessShort => (self.in_time, self.offered - self.gone_soon),
            Relative::LessAbandons => (self.in_time, self.offered - self.gone_in_time),
            Relative::WithAbandons => (self.in_time + self.gone_in_time, self.offered),
        }
    }
}

impl Crowd {
    /// `None` where one number of people says nothing.
    pub fn of(floor: &Floor, pool: &Pool, detail: Detail, goal: IntervalGoal) -> Option<Self> {
        let of = |queue: &Queue| Calls::of(floor, queue, factors(floor, pool, &queue.name));
        let calls: Vec<Calls> = pool.queues.iter().map(|q| of(&floor.queues[*q])).collect();
        let shares = shares(&calls);
        let is_honest = pool.is_one_crew
            && calls.iter().all(|calls| calls.handle_s() > 0.0)
            && pool.queues.iter().all(|queue| is_clear(floor, *queue));
        let patience = is_honest.then(|| patience(floor, pool, &shares).ok())??;
        let kinds = kinds_of_days(busyness_cv(floor, pool, &shares), goal.targets.share_of_days, detail.kinds);
        let mean = |of: &dyn Fn(&Queue) -> f64| {
            pool.queues.iter().zip(&shares).map(|(q, share)| share * of(&floor.queues[*q])).sum::<f64>()
        };
        let redial = mean(&|queue| queue.redial.as_ref().map_or(0.0, |again| again.chance));
        let repeats = mean(&|queue| queue.repeat.as_ref().map_or(1.0, |again| again.most_times()));
        let most: f64 =
            calls.iter().map(Calls::most_per_second).sum::<f64>() * kinds.iter().copied().fold(1.0, f64::max);
        let level_s = goal.targets.service_level.map_or(0.0, |level| level.within.as_secs());
        Some(Self {
            as_exponential: as_exponential(&calls, &shares),
            patience: PatienceNodes::new(&patience, &[level_s, floor.short_abandon.as_secs()], most),
            calls,
            kinds,
            parts: detail.parts,
            goal,
            redial,
            repeats,
        })
    }

    /// What is asked of the people of a slice.
    pub fn asked(&self, slice: &Slice) -> AskedOfSlice {
        let part_s = (slice.end - slice.start).as_secs() / self.parts as f64;
        AskedOfSlice { parts: demand(&self.calls, slice, self.parts), part_s }
    }

    /// Whether so many people achieve what is asked, and who then waits at the end.
    pub fn with(&self, people: u32, asked: &AskedOfSlice, before: &LeftWaiting) -> (bool, LeftWaiting) {
        let mut all = Fate::default();
        let mut left = Vec::with_capacity(self.kinds.len());
        for (kind, busy) in self.kinds.iter().enumerate() {
            let mut waiting = None;
            for part in asked.parts.iter().filter(|part| part.per_second > 0.0) {
                let before = |ever: f64| waiting.unwrap_or_else(|| before.on(kind, ever));
                let seen = self.part(people, part, *busy, asked.part_s, before);
                all.add(
                    part.per_second * busy * seen.times,
                    &seen.shares.as_ref().map_or_else(Fate::default, Fate::of),
                );
                waiting = Some(seen.waiting);
            }
            left.push(waiting.unwrap_or(0.0));
        }
        (all.reaches(&self.goal.targets), LeftWaiting::Callers(left))
    }

    /// A part of a slice on a day so busy, in its long run but for those who wait at its beginning and are as many as `before` says where
    /// so many would wait in the long run. Those who never hang up are too many for people whose load is above their number: none
    /// counts as answered.
    fn part(&self, people: u32, part: &Demand, busy: f64, part_s: f64, before: impl Fn(f64) -> f64) -> PartSeen {
        let erlangs = part.erlangs * busy;
        let solved = |erlangs: f64| {
            let as_long = part.handle_s * self.as_exponential;
            let load = Load::per_hour(3_600.0 * erlangs / as_long, as_long).ok();
            load.and_then(|load| self.patience.solve(load, people))
        };
        let mut times = self.repeats;
        let looks = if self.redial > 0.0 { LOOKS_AT_REDIALS } else { 0 };
        for _ in 0..looks {
            let hang_up = solved(erlangs * times).map_or(0.0, |shares| shares.abandonment);
            times = self.repeats / (1.0 - self.redial * hang_up);
        }
        let ever = solved(erlangs * times);
        let ever_waiting = ever.as_ref().map_or(0.0, |ever| erlangs * times / part.handle_s * ever.wait_mean_s);
        let before = before(ever_waiting);
        let from_before = (before - ever_waiting) / part_s * part.handle_s;
        let seen = ever.and_then(|_| solved((erlangs * times + from_before).max(0.0)));
        // The load that is above the number of people waits.
        let grown = || before + (erlangs * times - f64::from(people)) / part.handle_s * part_s;
        let waiting = if seen.is_some() { ever_waiting } else { grown().max(0.0) };
        PartSeen { times, shares: seen, waiting }
    }
}

/// How many times as long as a queue says the people of a pool take to talk and to wrap up, in the mean of its groups.
fn factors(floor: &Floor, pool: &Pool, queue: &str) -> (f64, f64) {
    let groups = || pool.groups.iter().map(|g| &floor.groups[*g]).filter(|group| group.has_people());
    let mean = |factors: Vec<f64>| {
        if factors.is_empty() { 1.0 } else { factors.iter().sum::<f64>() / factors.len() as f64 }
    };
    let (talk, wrap_up) = groups().map(|g| (g.talk_factor.of(queue), g.wrap_up_factor.of(queue))).unzip();
    (mean(talk), mean(wrap_up))
}

/// How many times as long exponential handle times would be that make callers wait as long as these do.
fn as_exponential(calls: &[Calls], shares: &[f64]) -> f64 {
    let of =
        |moment: fn(&Calls) -> f64| calls.iter().zip(shares).map(|(calls, share)| share * moment(calls)).sum::<f64>();
    let (mean, square) = (of(Calls::handle_s), of(Calls::handle_square));
    square / (mean * mean) / 2.0
}

/// The share of each queue in all calls of the day.
fn shares(calls: &[Calls]) -> Vec<f64> {
    let all: f64 = calls.iter().map(Calls::in_all).sum();
    let even = 1.0 / calls.len() as f64;
    calls.iter().map(|calls| if all > 0.0 { calls.in_all() / all } else { even }).collect()
}

fn patience(floor: &Floor, pool: &Pool, shares: &[f64]) -> Result<PatienceCurve, AnalyticError> {
    let queues = || pool.queues.iter().map(|q| &floor.queues[*q]);
    let told = |queue: &'_ Queue| (queue.patience.clone(), queue.announcements.clone(), queue.balk);
    let alike = queues().all(|queue| told(queue) == told(&floor.queues[pool.queues[0]]));
    let of = |queue: &Queue| {
        let none = matches!(&queue.patience, Patience::Random(distribution) if known::moments(distribution).0 == 0.0);
        if none { PatienceCurve::infinite().or_none(1.0) } else { known::patience_of(queue)?.or_none(queue.balk) }
    };
    let each = queues().map(of).collect::<Result<Vec<_>, _>>()?;
    if alike && let Some(first) = each.first() {
        return Ok(first.clone());
    }
    PatienceCurve::mixture(shares.iter().copied().zip(each).collect())
}

/// How much one and the same interval differs from day to day, of all calls together: factors that are shared add up, those of their own partly cancel.
fn busyness_cv(floor: &Floor, pool: &Pool, shares: &[f64]) -> f64 {
    let spread = |queue: &Queue| match &queue.arrivals {
        Arrivals::Profile { busyness, intervals, .. } => {
            libm::hypot(libm::hypot(busyness.cv, intervals.cv), queue.scale_cv)
        }
        Arrivals::Sample(_) | Arrivals::Calls(_) => 0.0,
    };
    let spreads = of_callers(floor, pool, &floor.queues.iter().map(spread).collect::<Vec<_>>());
    let (mut shared, mut own) = (0.0, 0.0);
    for ((queue, share), spread) in pool.queues.iter().map(|q| &floor.queues[*q]).zip(shares).zip(spreads) {
        let is_own = matches!(&queue.arrivals, Arrivals::Profile { busyness, .. } if busyness.own);
        let spread = share * spread;
        if is_own { own += spread * spread } else { shared += spread }
    }
    f64::sqrt(shared * shared + own)
}

/// Something of each queue of a pool that goes by its callers: for the transferred that of the queue that they called.
fn of_callers(floor: &Floor, pool: &Pool, of: &[f64]) -> Vec<f64> {
    if !floor.has_transfers() {
        return pool.queues.iter().map(|queue| of[*queue]).collect();
    }
    let calls: Vec<f64> = floor.queues.iter().map(|queue| Calls::of_its_own(floor, queue)).collect();
    pool.queues.iter().map(|queue| over_callers(floor, *queue, &calls, of)).collect()
}

/// How busy days are: the means of equally likely parts of the gamma distribution (M-C2), or the one day that is asked about.
fn kinds_of_days(cv: f64, share_of_days: Option<f64>, kinds: usize) -> Vec<f64> {
    if cv == 0.0 {
        return vec![1.0];
    }
    let shape = 1.0 / (cv * cv);
    if let Some(share) = share_of_days {
        return vec![gamma_quantile(share.min(0.9999), shape)];
    }
    // The mean of a part is the chance of that part under the distribution weighted by size, whose shape is one more.
    let up_to = |k: usize| match k {
        0 => 0.0,
        k if k == kinds => 1.0,
        k => gamma_p(shape + 1.0, shape * gamma_quantile(k as f64 / kinds as f64, shape)),
    };
    (0..kinds).map(|k| kinds as f64 * (up_to(k + 1) - up_to(k))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AgentGroup, Distribution, FloorParts, Presence};
    use crate::units::{SimTime, Span};

    #[test]
    fn kinds_of_days_have_the_mean_of_all_days() {
        for cv in [0.01, 0.12, 0.5, 2.0] {
            let kinds = kinds_of_days(cv, None, 8);
            assert!((kinds.iter().sum::<f64>() / 8.0 - 1.0).abs() < 1e-9, "{cv}: {kinds:?}");
            assert!(kinds.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn of_two_queues_that_share_a_crew_the_spread_of_both_together_counts() {
        let calls = |minutes| {
            let arrivals = Arrivals::per_hour(30.0, SimTime::clock(8, 0), SimTime::clock(12, 0));
            let queue = Queue::new("q", arrivals, Distribution::Constant(Span::from_minutes(minutes)));
            let mut parts = FloorParts::new("a floor", SimTime::clock(8, 0), SimTime::clock(12, 0));
            parts.groups.push(AgentGroup::new("crew", &["q"], Presence::People(10)));
            parts.queues.push(queue.clone());
            Calls::of(&Floor::new(parts).expect("a valid floor"), &queue, (1.0, 1.0))
        };
        // 1 and 7 minutes, each constant, have a cv of 0.75.
        let pair = as_exponential(&[calls(1), calls(7)], &[0.5, 0.5]);
        assert!((pair - (1.0 + 0.75 * 0.75) / 2.0).abs() < 1e-9, "{pair}");
    }
}
