//! The smallest number of people on the phones with whom an interval meets its targets.

use super::demand::{Calls, Demand, demand};
use super::known;
use super::pools::{Pool, pools};
use crate::analytic::erlang::Load;
use crate::analytic::{AnalyticError, ImpatientQueue, PatienceCurve};
use crate::figures::Relative;
use crate::model::{Arrivals, Floor, MAX_PEOPLE, Patience, Queue, Slice, Targets};
use crate::special::{gamma_p, gamma_quantile};
use crate::units::SimTime;
use rayon::prelude::*;

/// How closely an interval is looked at.
#[derive(Clone, Copy)]
struct Detail {
    /// Moments of the interval at which the load is taken.
    parts: usize,
    /// Days are taken to be of so many kinds, equally likely, from the calmest to the busiest.
    kinds: usize,
}

/// From the closest look to the coarsest, for floors with few and with many intervals and crews.
const DETAILS: [Detail; 3] =
    [Detail { parts: 3, kinds: 8 }, Detail { parts: 1, kinds: 8 }, Detail { parts: 1, kinds: 3 }];
/// How often it is gone over how many call again, as who calls again may hang up again.
const LOOKS_AT_REDIALS: usize = 2;
/// So many queues are solved at most, some three times each (M-B3).
const MOST_SOLVED: usize = 20_000;

/// What the people of an interval are asked to achieve for its callers: on a share of days, as their busyness makes them, if
/// the targets are of days; else in the mean over days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalGoal {
    /// The targets.
    pub targets: Targets,
    /// Whether the scenario has none, so that 80 % within 20 s and 90 % answered are asked for.
    pub is_usual: bool,
}

impl IntervalGoal {
    /// The targets of a floor, or the usual ones.
    pub fn of(floor: &Floor) -> Self {
        Self { targets: floor.targets.or_usual(), is_usual: floor.targets.asked().is_empty() }
    }
}

/// How many people the calls of an interval need.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleNeeded {
    /// All calls; `None` where no number is honest: people take some of the calls and not others, or nobody takes them.
    pub people: Option<u32>,
    /// The calls of each queue, in the floor's order; `None` also where it shares its people with another one.
    pub queues: Vec<Option<u32>>,
}

/// So many intervals are searched one after the other.
const STRETCH: usize = 6;

/// What each interval of the day needs, in order.
///
/// The calls of an interval are those of a queue with hang-ups in its long run (M/M/s+G; Zeltyn and Mandelbaum 2005), at the load
/// that they would be if nobody waited: when the rate changes, the load follows by about a handle time (*modified offered
/// load*; Jennings, Mandelbaum, Massey and Whitt 1996, "Server staffing to meet time-varying demand", section 4). It
/// is taken at three moments of the interval and on days of eight kinds of busyness, and a target is held against the ratio of
/// sums over them; with a share of days, against a day as busy as that share of days are at most. Where intervals times crews are many,
/// one moment and three kinds must do; where they are more than some 6,000 there is no number. Queues that share one crew are
/// one queue with the mean of their handle times and the mixture of their patience, in straight lines between its quantiles.
/// Handle times count by their mean, on all days alike, and by their spread: a queue of handle times of any distribution is as long, and its
/// waits are as long, as with exponential ones of (1 + cv^2) / 2 times their mean at the same load, which is what both come to in heavy
/// traffic (Kingman 1962 for one server; for hang-ups the time of the diffusion is scaled, as neither the load nor how many hang up
/// changes by it). Who hangs up calls again by the chance of it, and who was not helped, as if at once. While an incident goes on that is to be expected there is no number: what a
/// crew needs then is no matter of the long run.
///
/// `goes_on` is asked before each interval; `None` if it does not. Stretches of the day are solved on the threads it is called on.
pub fn needs(floor: &Floor, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Vec<PeopleNeeded>> {
    let (goal, pools) = (IntervalGoal::of(floor), pools(floor));
    let solved = |detail: &Detail| pools.len() * floor.interval_count() * detail.parts * detail.kinds;
    let detail = DETAILS.into_iter().find(|detail| solved(detail) <= MOST_SOLVED);
    let crowd = |pool: &Pool| detail.and_then(|detail| Crowd::of(floor, pool, detail, goal));
    let crowds: Vec<Option<Crowd>> = pools.iter().map(crowd).collect();
    let need = |slice: &Slice, last: &mut [u32]| {
        let mut need = PeopleNeeded { people: Some(0), queues: vec![None; floor.queues.len()] };
        for ((pool, crowd), last) in pools.iter().zip(&crowds).zip(last) {
            let people = crowd
                .as_ref()
                .filter(|_| !is_in_incident(floor, pool, slice))
                .and_then(|crowd| crowd.people(slice, *last));
            *last = people.unwrap_or(*last);
            need.people = need.people.zip(people).map(|(all, more)| all + more);
            if let [alone] = pool.queues[..] {
                need.queues[alone] = people;
            }
        }
        need
    };
    let slices: Vec<Slice> = floor.calendar().slices(floor.interval).collect();
    // Within a stretch the search of each interval begins at what the one before needs.
    let stretch = |slices: &[Slice]| -> Option<Vec<PeopleNeeded>> {
        let mut last = vec![0; pools.len()];
        slices.iter().map(|slice| goes_on().then(|| need(slice, &mut last))).collect()
    };
    let stretches: Option<Vec<Vec<PeopleNeeded>>> = slices.par_chunks(STRETCH).map(stretch).collect();
    stretches.map(|stretches| stretches.concat())
}

/// Whether an incident that happens on most days may go on in a slice, for callers of a pool.
fn is_in_incident(floor: &Floor, pool: &Pool, slice: &Slice) -> bool {
    /// Hardly any incident lasts longer than its mean and so many standard deviations.
    const SPREADS: f64 = 2.0;
    floor.incidents.iter().any(|incident| {
        let (mean_s, variance) = known::moments(&incident.lasting);
        let lasts_s = mean_s + SPREADS * variance.sqrt();
        let hit = pool.queues.iter().any(|q| incident.hits(&floor.queues[*q].name));
        let goes_on = |start: SimTime| start < slice.end && slice.start.as_secs() < start.as_secs() + lasts_s;
        let start = incident.start_in(&floor.calendar().sessions()[slice.session]);
        hit && incident.chance > 0.5 && start.is_some_and(goes_on)
    })
}

/// The callers of a pool, as one queue.
struct Crowd {
    calls: Vec<Calls>,
    patience: PatienceCurve,
    /// How busy each kind of day is.
    kinds: Vec<f64>,
    parts: usize,
    goal: IntervalGoal,
    /// Hang-ups within so many seconds are short.
    short_s: f64,
    /// Waits are those of exponential handle times so many times as long.
    as_exponential: f64,
    /// Chance that who hangs up calls again.
    redial: f64,
    /// Calls of a caller of whom each is answered.
    repeats: f64,
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
    fn of(floor: &Floor, pool: &Pool, detail: Detail, goal: IntervalGoal) -> Option<Self> {
        let of = |queue: &Queue| Calls::of(floor, queue, factors(floor, pool, &queue.name));
        let calls: Vec<Calls> = pool.queues.iter().map(|q| of(&floor.queues[*q])).collect();
        let shares = shares(&calls);
        let is_honest = pool.is_one_crew && calls.iter().all(|calls| calls.handle_s() > 0.0);
        let patience = is_honest.then(|| patience(floor, pool, &shares).ok())??.in_straight_lines();
        let kinds = kinds_of_days(busyness_cv(floor, pool, &shares), goal.targets.share_of_days, detail.kinds);
        let mean = |of: &dyn Fn(&Queue) -> f64| {
            pool.queues.iter().zip(&shares).map(|(q, share)| share * of(&floor.queues[*q])).sum::<f64>()
        };
        let redial = mean(&|queue| queue.redial.as_ref().map_or(0.0, |again| again.chance));
        let repeats = mean(&|queue| queue.repeat.as_ref().map_or(1.0, |again| again.most_times()));
        Some(Self {
            as_exponential: as_exponential(&calls, &shares),
            calls,
            patience,
            kinds,
            parts: detail.parts,
            goal,
            short_s: floor.short_abandon.as_secs(),
            redial,
            repeats,
        })
    }

    /// The smallest number of people who achieve what is asked; the search begins at a guess.
    fn people(&self, slice: &Slice, guess: u32) -> Option<u32> {
        let parts = demand(&self.calls, slice, self.parts);
        if parts.iter().all(|part| part.per_second <= 0.0) {
            return Some(0);
        }
        smallest(guess, |people| self.meets(people, &parts))
    }

    fn meets(&self, people: u32, parts: &[Demand]) -> bool {
        let mut all = Fate::default();
        for (part, busy) in parts
            .iter()
            .filter(|part| part.per_second > 0.0)
            .flat_map(|part| self.kinds.iter().map(move |busy| (part, busy)))
        {
            let (times, shares) = self.fates(people, part.erlangs * busy, part.handle_s);
            all.add(part.per_second * busy * times, &shares);
        }
        all.reaches(&self.goal.targets)
    }

    /// How many calls there are for each caller who comes for the first time, and what becomes of them. Those who never hang up are too
    /// many for people whose load is above their number: none counts as answered.
    fn fates(&self, people: u32, erlangs: f64, handle_s: f64) -> (f64, Fate) {
        let solved = |times: f64| {
            let as_long = handle_s * self.as_exponential;
            let load = Load::per_hour(3_600.0 * erlangs * times / as_long, as_long);
            load.and_then(|load| ImpatientQueue::new(load, f64::from(people), self.patience.clone())).ok()
        };
        let mut times = self.repeats;
        let looks = if self.redial > 0.0 { LOOKS_AT_REDIALS } else { 0 };
        for _ in 0..looks {
            let hang_up = solved(times).map_or(0.0, |queue| queue.abandonment());
            times = self.repeats / (1.0 - self.redial * hang_up);
        }
        (times, solved(times).map_or_else(Fate::default, |queue| self.shares(&queue)))
    }

    /// What becomes of callers of a queue, as far as it is asked about.
    fn shares(&self, queue: &ImpatientQueue) -> Fate {
        let targets = &self.goal.targets;
        let level = targets.service_level.map(|level| (level.definition, level.within.as_secs()));
        let is = |definition: Relative| level.is_some_and(|(asked, _)| asked == definition);
        let asks_for_answers = targets.answer_rate.is_some() || targets.abandon_rate.is_some() || targets.asa.is_some();
        let answered = if asks_for_answers || is(Relative::OfAnswered) { 1.0 - queue.abandonment() } else { 0.0 };
        let gone = |is_asked: bool, within_s: f64| if is_asked { queue.abandons_within(within_s) } else { 0.0 };
        let counts_gone = is(Relative::LessAbandons) || is(Relative::WithAbandons);
        Fate {
            offered: 1.0,
            answered,
            waited_s: targets.asa.and_then(|_| queue.asa_s()).map_or(0.0, |asa_s| asa_s * answered),
            in_time: level.map_or(0.0, |(_, within_s)| queue.service_level(within_s)),
            gone_in_time: level.map_or(0.0, |(_, within_s)| gone(counts_gone, within_s)),
            gone_soon: gone(is(Relative::LessShort), self.short_s),
        }
    }
}

/// The smallest number of people, at least one, that is enough: more are then enough, too. The search begins at a guess, as intervals
/// one after the other need much the same.
fn smallest(guess: u32, enough: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut too_few, mut plenty, mut step) = (0, guess.max(1), 1);
    if enough(plenty) {
        while plenty > 1 && too_few == 0 {
            let fewer = plenty.saturating_sub(step).max(1);
            if enough(fewer) {
                plenty = fewer
            } else {
                too_few = fewer
            }
            step *= 2;
        }
    } else {
        loop {
            (too_few, plenty) = (plenty, plenty.saturating_add(step).min(MAX_PEOPLE as u32));
            if enough(plenty) {
                break;
            } else if plenty == MAX_PEOPLE as u32 {
                return None;
            }
            step *= 2;
        }
    }
    while plenty - too_few > 1 {
        let middle = too_few + (plenty - too_few) / 2;
        if enough(middle) { plenty = middle } else { too_few = middle }
    }
    Some(plenty)
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
    let (mut shared, mut own) = (0.0, 0.0);
    for (queue, share) in pool.queues.iter().map(|q| &floor.queues[*q]).zip(shares) {
        if let Arrivals::Profile { busyness, intervals, .. } = &queue.arrivals {
            let spread = share * libm::hypot(libm::hypot(busyness.cv, intervals.cv), queue.scale_cv);
            if busyness.own { own += spread * spread } else { shared += spread }
        }
    }
    f64::sqrt(shared * shared + own)
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
    use crate::analytic::erlang::ErlangA;
    use crate::model::ServiceTarget;
    use crate::model::{
        AgentGroup, CallAgain, DayFactor, Distribution, ExtraVolume, FloorParts, Incident, IntervalFactor, OnDates,
        Presence, ProfileRow, Queue,
    };
    use crate::units::Span;

    const OPEN: SimTime = SimTime::clock(8, 0);
    const CLOSE: SimTime = SimTime::clock(12, 0);

    fn queue(name: &str, calls_per_hour: f64) -> Queue {
        let talk = Distribution::Exponential { mean: Span::from_minutes(4) };
        let mut queue = Queue::new(name, Arrivals::per_hour(calls_per_hour, OPEN, CLOSE), talk);
        queue.patience = Patience::Random(Distribution::Exponential { mean: Span::from_minutes(2) });
        queue
    }

    fn floor(queues: Vec<Queue>, targets: Targets) -> Floor {
        let mut parts = FloorParts::new("a floor", OPEN, CLOSE);
        parts.interval = Span::from_minutes(30);
        let serves: Vec<&str> = queues.iter().map(|queue| queue.name.as_str()).collect();
        parts.groups.push(AgentGroup::new("crew", &serves, Presence::People(10)));
        (parts.queues, parts.targets) = (queues, targets);
        Floor::new(parts).expect("a valid floor")
    }

    fn level(share: f64) -> Targets {
        let service_level = Some(ServiceTarget::of_offered(Span::from_secs(20), share));
        Targets { service_level, ..Targets::default() }
    }

    fn of(floor: &Floor) -> Vec<PeopleNeeded> {
        needs(floor, &|| true).expect("it goes on")
    }

    #[test]
    fn a_steady_floor_needs_the_smallest_erlang_number() {
        for (calls, share) in [(30.0, 0.8), (120.0, 0.8), (600.0, 0.9), (3_000.0, 0.95)] {
            let load = Load::per_hour(calls, 240.0).expect("a load");
            let reaches =
                |n: u32| ErlangA::new(load, f64::from(n), 120.0).expect("a queue").service_level(20.0) >= share;
            let expected = (1..).find(|n| reaches(*n)).expect("enough");
            let found = of(&floor(vec![queue("q", calls)], level(share)));
            // The first half hour begins with an empty floor.
            assert!(found[1..].iter().all(|need| need.people == Some(expected)), "{expected}: {found:?}");
            assert_eq!(found[3].queues, [Some(expected)]);
        }
    }

    #[test]
    fn whatever_is_asked_for_the_needed_people_reach_it_and_one_fewer_does_not() {
        let load = Load::per_hour(300.0, 240.0).expect("a load");
        let level = |definition: Relative| {
            let target = ServiceTarget { definition, ..ServiceTarget::of_offered(Span::from_secs(20), 0.8) };
            Targets { service_level: Some(target), ..Targets::default() }
        };
        type Reaches = fn(&ErlangA) -> bool;
        let cases: [(Targets, Reaches); 6] = [
            (Targets { asa: Some(Span::from_secs(10)), ..Targets::default() }, |a| {
                a.asa_s().is_some_and(|s| s <= 10.0)
            }),
            (Targets { abandon_rate: Some(0.03), ..Targets::default() }, |a| a.abandonment() <= 0.03),
            (level(Relative::OfAnswered), |a| a.service_level(20.0) >= 0.8 * (1.0 - a.abandonment())),
            (level(Relative::LessAbandons), |a| a.service_level(20.0) >= 0.8 * (1.0 - gone(a, 20.0))),
            (level(Relative::WithAbandons), |a| a.service_level(20.0) + gone(a, 20.0) >= 0.8),
            (level(Relative::LessShort), |a| a.service_level(20.0) >= 0.8 * (1.0 - gone(a, 5.0))),
        ];
        for (targets, reaches) in cases {
            let people = of(&floor(vec![queue("q", 300.0)], targets))[4].people.expect("one crew");
            let with = |n: u32| reaches(&ErlangA::new(load, f64::from(n), 120.0).expect("a queue"));
            assert_eq!([with(people), with(people - 1)], [true, false], "{people}: {targets:?}");
        }
    }

    /// The share of callers who hang up within so many seconds: who is neither answered by then nor still waiting.
    fn gone(a: &ErlangA, within_s: f64) -> f64 {
        1.0 - a.service_level(within_s) - a.wait_exceeds(within_s)
    }

    #[test]
    fn a_changing_rate_is_felt_a_handle_time_later() {
        let rows = [60.0, 60.0, 180.0, 180.0, 60.0, 60.0, 0.0, 0.0].into_iter().enumerate().map(|(k, calls)| {
            ProfileRow::new(
                OPEN + Span::from_minutes(30) * k as i64,
                OPEN + Span::from_minutes(30) * (k as i64 + 1),
                calls,
            )
        });
        let mut changing = queue("q", 1.0);
        changing.arrivals = Arrivals::Profile {
            rows: rows.collect(),
            scale: 1.0,
            busyness: DayFactor::default(),
            intervals: IntervalFactor::default(),
        };
        let found: Vec<u32> =
            of(&floor(vec![changing], level(0.8))).iter().map(|need| need.people.expect("one crew")).collect();
        assert!(found[2] < found[3] && found[4] > found[5] && found[1] == found[5], "{found:?}");
        // The last half hours have no calls.
        assert_eq!(found[6..], [0, 0]);
    }

    #[test]
    fn days_that_differ_need_more_and_most_days_more_still() {
        let with = |cv: f64, share_of_days: Option<f64>| {
            let mut queue = queue("q", 300.0);
            if let Arrivals::Profile { busyness, .. } = &mut queue.arrivals {
                busyness.cv = cv;
            }
            of(&floor(vec![queue], Targets { share_of_days, ..level(0.8) }))[4].people.expect("one crew")
        };
        let found = [with(0.0, None), with(0.2, None), with(0.2, Some(0.9)), with(0.0, Some(0.9))];
        assert!(found[0] < found[1] && found[1] < found[2] && found[3] == found[0], "{found:?}");
    }

    #[test]
    fn queues_of_one_crew_need_less_together_than_alone() {
        let alone = of(&floor(vec![queue("a", 60.0)], level(0.8)))[4].people.expect("one crew");
        let both = of(&floor(vec![queue("a", 60.0), queue("b", 60.0)], level(0.8)));
        assert!(both[4].people < Some(2 * alone));
        assert_eq!(both[4].queues, [None, None]);
    }

    #[test]
    fn where_nobody_answers_there_is_no_number() {
        let mut parts = floor(vec![queue("a", 60.0), queue("b", 60.0)], level(0.8)).into_parts();
        parts.groups[0].serves.pop();
        parts.groups.push(AgentGroup { lent: true, ..AgentGroup::new("lent", &["b"], Presence::People(3)) });
        let found = of(&Floor::new(parts).expect("a valid floor"));
        assert_eq!((found[4].people, found[4].queues[0].is_some(), found[4].queues[1]), (None, true, None));
    }

    #[test]
    fn callers_without_patience_and_callers_without_end_of_it_have_a_number() {
        let with = |patience: Patience, targets: Targets| {
            let queue = Queue { patience, ..queue("q", 150.0) };
            of(&floor(vec![queue], targets))[4].people
        };
        let lost = Targets { answer_rate: Some(0.9), ..Targets::default() };
        // Erlang B: 10 Erlangs on 13 lines block 8.4 %, on 12 lines 12 %.
        assert_eq!(with(Patience::Random(Distribution::Constant(Span::ZERO)), lost), Some(13));
        // Erlang C: 80 % within 20 s of 10 Erlangs of 4 minutes need 14; the load alone keeps nobody waiting for ever at 11.
        assert_eq!(with(Patience::Infinite, level(0.8)), Some(14));
        assert_eq!(with(Patience::Infinite, lost), Some(11));
    }

    #[test]
    fn handle_times_that_differ_less_need_fewer_people_and_those_that_differ_more_need_more() {
        let with = |talk: Distribution| {
            let queue = Queue { talk, patience: Patience::Infinite, ..queue("q", 300.0) };
            let minute = ServiceTarget::of_offered(Span::from_secs(60), 0.95);
            let targets = Targets { service_level: Some(minute), ..Targets::default() };
            of(&floor(vec![queue], targets))[4].people.expect("one crew")
        };
        let mean = Span::from_minutes(4);
        let [constant, exponential, wide] = [
            with(Distribution::Constant(mean)),
            with(Distribution::Exponential { mean }),
            with(Distribution::Lognormal { mean, cv: 2.0 }),
        ];
        assert!(constant < exponential && exponential < wide, "{constant}, {exponential}, {wide}");
        // Of two queues that share a crew the spread of both together counts: 1 and 7 minutes, each constant, have a cv of 0.75.
        let pair = |minutes| {
            Calls::of(
                &floor(vec![queue("q", 30.0)], level(0.8)),
                &Queue { talk: Distribution::Constant(Span::from_minutes(minutes)), ..queue("q", 30.0) },
                (1.0, 1.0),
            )
        };
        assert!((as_exponential(&[pair(1), pair(7)], &[0.5, 0.5]) - (1.0 + 0.75 * 0.75) / 2.0).abs() < 1e-9);
    }

    #[test]
    fn who_calls_again_needs_people_again() {
        let with = |redial: f64, repeat: f64| {
            let again = |chance| Some(CallAgain { chance, after: Distribution::Constant(Span::ZERO), at_most: 20 });
            let queue = Queue { redial: again(redial), repeat: again(repeat), ..queue("q", 300.0) };
            let lost = Targets { abandon_rate: Some(0.1), ..Targets::default() };
            of(&floor(vec![queue], lost))[4].people.expect("one crew")
        };
        let (once, again) = (with(0.0, 0.0), with(0.5, 0.0));
        // At the target one in ten hangs up, of whom half call again: calls for each caller are 1 / 0.95. A third who come again whatever
        // becomes of them make it one and a half times as many.
        assert!(again > once, "{again} for {once}");
        let load = Load::per_hour(300.0 / 0.95, 240.0).expect("a load");
        let reaches = |n: u32| ErlangA::new(load, f64::from(n), 120.0).expect("a queue").abandonment() <= 0.1;
        assert_eq!(again, (1..).find(|n| reaches(*n)).expect("enough"));
        let half_more = Load::per_hour(450.0, 240.0).expect("a load");
        let reaches = |n: u32| ErlangA::new(half_more, f64::from(n), 120.0).expect("a queue").abandonment() <= 0.1;
        assert_eq!(with(0.0, 1.0 / 3.0), (1..).find(|n| reaches(*n)).expect("enough"));
    }

    #[test]
    fn kinds_of_days_have_the_mean_of_all_days() {
        for cv in [0.01, 0.12, 0.5, 2.0] {
            let kinds = kinds_of_days(cv, None, 8);
            assert!((kinds.iter().sum::<f64>() / 8.0 - 1.0).abs() < 1e-9, "{cv}: {kinds:?}");
            assert!(kinds.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn the_search_finds_the_smallest_from_any_guess() {
        for least in [1, 2, 7, 100, 1_000] {
            for guess in [0, 1, 5, 99, 100, 101, 5_000] {
                assert_eq!(smallest(guess, |n| n >= least), Some(least), "{least} from {guess}");
            }
        }
        assert_eq!(smallest(10, |_| false), None);
    }

    #[test]
    fn while_an_incident_is_to_be_expected_there_is_no_number() {
        let needs = |chance: f64| {
            let mut parts = floor(vec![queue("q", 60.0)], level(0.8)).into_parts();
            parts.incidents.push(Incident {
                name: "outage".to_owned(),
                chance,
                on: OnDates::default(),
                start: SimTime::clock(9, 10),
                lasting: Distribution::Constant(Span::from_minutes(30)),
                queues: Vec::new(),
                volume: ExtraVolume::Times(2.0),
                talk_factor: 1.0,
            });
            of(&Floor::new(parts).expect("a valid floor")).iter().map(|need| need.people.is_some()).collect::<Vec<_>>()
        };
        assert_eq!(needs(1.0)[..5], [true, true, false, false, true]);
        assert!(needs(0.03).iter().all(|is_there| *is_there));
    }

    #[test]
    fn it_can_be_stopped_and_says_nothing_of_more_crews_and_intervals_than_it_can_look_at() {
        let few = floor(vec![queue("q", 60.0)], level(0.8));
        assert_eq!(needs(&few, &|| false), None);
        let names: Vec<String> = (0..64).map(|q| format!("q{q}")).collect();
        let mut parts = few.into_parts();
        parts.interval = Span::from_secs(30);
        parts.queues = names.iter().map(|name| queue(name, 60.0)).collect();
        parts.groups = names.iter().map(|name| AgentGroup::new(name, &[name], Presence::People(10))).collect();
        let found = of(&Floor::new(parts).expect("a valid floor"));
        assert!(found.len() * names.len() > MOST_SOLVED && found.iter().all(|need| need.people.is_none()));
    }
}
