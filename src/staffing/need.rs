//! The smallest number of people on the phones with whom an interval meets its targets.

use super::crowd::{Crowd, Detail, LeftWaiting};
use super::goal::IntervalGoal;
use super::known;
use super::pools::{Pool, pools};
use super::transferred::sources_of;
use crate::model::{Floor, MAX_PEOPLE, Slice};
use crate::units::SimTime;

/// From the closest look to the coarsest, for floors with few and with many intervals and crews.
const DETAILS: [Detail; 3] =
    [Detail { parts: 6, kinds: 8 }, Detail { parts: 2, kinds: 8 }, Detail { parts: 1, kinds: 3 }];
/// So many parts of intervals, kinds of days and crews are looked at, at most (M-B3).
const MOST_SOLVED: usize = 30_000;

/// How many people the calls of an interval need.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleNeeded {
    /// All calls; `None` where no number is honest: people take some of the calls and not others, or nobody takes them.
    pub people: Option<u32>,
    /// The calls of each queue, in the floor's order; `None` also where it shares its people with another one.
    pub queues: Vec<Option<u32>>,
}

/// What each interval of the day needs, in order.
///
/// The calls of an interval are those of a queue with hang-ups in its long run (M/M/s+G; Zeltyn and Mandelbaum 2005), at the load
/// that they would be if nobody waited: when the rate changes, the load follows by about a handle time (*modified offered
/// load*; Jennings, Mandelbaum, Massey and Whitt 1996, "Server staffing to meet time-varying demand", section 4). It
/// is taken at six moments of the interval and on days of eight kinds of busyness, and a target is held against the ratio of
/// sums over them; with a share of days, against a day as busy as that share of days are at most. Who waits longer than their interval
/// is served in the next: where the queue in the long run is shorter than before, the calls in between are added to those that come, and
/// where it is longer, they are taken from them (conservation of calls), with just the people needed before. Where intervals times crews are many,
/// one moment and three kinds must do; where they are more than some 10,000 there is no number. Queues that share one crew are
/// one queue with the mean of their handle times and the mixture of their patience.
/// Handle times count by their mean, on all days alike, and by their spread: a queue of handle times of any distribution is as long, and its
/// waits are as long, as with exponential ones of (1 + cv^2) / 2 times their mean at the same load, which is what both come to in heavy
/// traffic (Kingman 1962 for one server; for hang-ups the time of the diffusion is scaled, as neither the load nor how many hang up
/// changes by it). Who hangs up calls again by the chance of it, and who was not helped, as if at once. While an incident goes on that is to be expected there is no number: what a
/// crew needs then is no matter of the long run. Whoever is transferred counts in the other queue as if everybody were answered, at the
/// moment of the first call; where the transferred may call again, or have a patience of their own, there is no number.
///
/// `goes_on` is asked before each interval; `None` if it does not.
pub fn needs(floor: &Floor, goes_on: &dyn Fn() -> bool) -> Option<Vec<PeopleNeeded>> {
    let (goal, pools) = (IntervalGoal::of(floor), pools(floor));
    let solved = |detail: &Detail| pools.len() * floor.interval_count() * detail.parts * detail.kinds;
    let detail = DETAILS.into_iter().find(|detail| solved(detail) <= MOST_SOLVED);
    let crowd = |pool: &Pool| detail.and_then(|detail| Crowd::of(floor, pool, detail, goal));
    let crowds: Vec<Option<Crowd>> = pools.iter().map(crowd).collect();
    let mut before = vec![Before::default(); pools.len()];
    let mut need = |slice: Slice| {
        let mut need = PeopleNeeded { people: Some(0), queues: vec![None; floor.queues.len()] };
        for ((pool, crowd), before) in pools.iter().zip(&crowds).zip(&mut before) {
            let asked = crowd.as_ref().filter(|_| !is_in_incident(floor, pool, &slice));
            let people = asked.and_then(|crowd| people(crowd, &slice, before));
            if people.is_none() {
                *before = Before { until: Some(slice.end), waiting: LeftWaiting::AsEver, ..*before };
            }
            need.people = need.people.zip(people).map(|(all, more)| all + more);
            if let [alone] = pool.queues[..] {
                need.queues[alone] = people;
            }
        }
        need
    };
    floor.calendar().slices(floor.interval).map(|slice| goes_on().then(|| need(slice))).collect()
}

/// What an interval knows of the one before.
#[derive(Clone, Default)]
struct Before {
    /// Its end.
    until: Option<SimTime>,
    waiting: LeftWaiting,
    /// People over the load, in roots of it: much the same in all intervals.
    surplus: f64,
}

/// The smallest number of people who achieve what is asked; `before` becomes what this slice leaves to the next.
fn people(crowd: &Crowd, slice: &Slice, before: &mut Before) -> Option<u32> {
    let asked = crowd.asked(slice);
    if asked.is_nobody() {
        return Some(0);
    }
    let waiting =
        if before.until == Some(slice.start) { std::mem::take(&mut before.waiting) } else { LeftWaiting::Nobody };
    let load = asked.erlangs().max(1.0);
    let guess = load + before.surplus * load.sqrt();
    let mut left = LeftWaiting::Nobody;
    // What is enough in the end is the last that was found to be.
    let enough = |people: u32| {
        let (is_enough, waiting) = crowd.with(people, &asked, &waiting);
        if is_enough {
            left = waiting;
        }
        is_enough
    };
    let people = smallest(guess.round() as u32, enough)?;
    *before = Before { until: Some(slice.end), waiting: left, surplus: (f64::from(people) - load) / load.sqrt() };
    Some(people)
}

/// Whether an incident that happens on most days may go on in a slice, for callers of a pool.
fn is_in_incident(floor: &Floor, pool: &Pool, slice: &Slice) -> bool {
    /// Hardly any incident lasts longer than its mean and so many standard deviations.
    const SPREADS: f64 = 2.0;
    floor.incidents.iter().any(|incident| {
        let (mean_s, variance) = known::moments(&incident.lasting);
        let lasts_s = mean_s + SPREADS * variance.sqrt();
        let from = |q: &usize| sources_of(floor, *q).into_iter().any(|from| incident.hits(&floor.queues[from].name));
        let hit = pool.queues.iter().any(from);
        let goes_on = |start: SimTime| start < slice.end && slice.start.as_secs() < start.as_secs() + lasts_s;
        let start = incident.start_in(&floor.calendar().sessions()[slice.session], floor.calendar());
        hit && incident.chance > 0.5 && start.is_some_and(goes_on)
    })
}

/// The smallest number of people, at least one, that is enough: more are then enough, too. The search begins at a guess, as intervals
/// one after the other need much the same.
fn smallest(guess: u32, mut enough: impl FnMut(u32) -> bool) -> Option<u32> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::erlang::{ErlangA, Load};
    use crate::figures::Relative;
    use crate::model::Targets;
    use crate::model::{
        AgentGroup, Arrivals, CallAgain, DayFactor, Distribution, ExtraVolume, FloorParts, Incident, IntervalFactor,
        OnDates, Patience, Presence, ProfileRow, Queue, ServiceTarget, Transfer,
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
    fn whoever_is_transferred_counts_in_the_other_queue() {
        let transfers = |chance| vec![Transfer::with_chance("second", chance)];
        let two = |change: &dyn Fn(&mut Queue)| {
            let first = Queue { transfers: transfers(0.25), ..queue("first", 400.0) };
            let mut second = queue("second", 20.0);
            change(&mut second);
            let mut parts = floor(vec![first, second], level(0.8)).into_parts();
            parts.groups = ["first", "second"].map(|name| AgentGroup::new(name, &[name], Presence::People(10))).into();
            of(&Floor::new(parts).expect("a valid floor")).into_iter().map(|need| need.queues).collect::<Vec<_>>()
        };
        let alone = |calls| of(&floor(vec![queue("q", calls)], level(0.8)))[3].people;
        assert_eq!(two(&|_| {})[3], [alone(400.0), alone(120.0)]);
        // Who calls the first queue again after a transfer is nobody's honest number.
        let after = Distribution::Constant(Span::from_minutes(5));
        let redial = CallAgain { chance: 0.5, after, at_most: 3 };
        assert_eq!(two(&|second| second.redial = Some(redial.clone()))[3], [None, None]);
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
