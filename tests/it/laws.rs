//! What must hold on every floor, whatever its plan: nothing lost, nobody cut off, nobody idle while somebody waits.

use crate::twin::floors::floors;
use crate::twin::{Seen, Who, by_engine, runner};
use holdline::engine::ActionKind;
use holdline::model::{
    AfterClose, AgentGroup, Arrivals, Asked, Distribution, Floor, FloorParts, Patience, Presence, Queue, RecordedCall,
    Rung, When,
};
use holdline::units::{SimTime, Span};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody on the phones.
#[derive(Clone, Copy, Debug)]
struct OnPhones {
    since: i64,
    rung: Option<usize>,
    busy_until: i64,
}

/// The floor as it can be put together from the facts alone; every fact is checked against it.
struct Replay<'f> {
    floor: &'f Floor,
    now: i64,
    waiting: Vec<BTreeSet<usize>>,
    arrivals: BTreeMap<(usize, usize), i64>,
    phones: BTreeMap<(usize, usize), OnPhones>,
    /// When the call in hand ends of those who have just left in the middle of it, to stay for another rung.
    in_hand: BTreeMap<(usize, usize), i64>,
    in_force: BTreeSet<usize>,
    ended: BTreeSet<(usize, usize)>,
    /// Microseconds waited, added up caller by caller and moment by moment.
    waits: i64,
    waiting_time: i64,
}

macro_rules! law {
    ($holds:expr, $($words:tt)*) => {
        if !$holds {
            return Err(format!($($words)*));
        }
    };
}

impl<'f> Replay<'f> {
    fn new(floor: &'f Floor) -> Self {
        Self {
            floor,
            now: 0,
            waiting: vec![BTreeSet::new(); floor.queues.len()],
            arrivals: BTreeMap::new(),
            phones: BTreeMap::new(),
            in_hand: BTreeMap::new(),
            in_force: BTreeSet::new(),
            ended: BTreeSet::new(),
            waits: 0,
            waiting_time: 0,
        }
    }

    fn serves(&self, group: usize, queue: usize) -> bool {
        self.floor.groups[group].serves.contains(&self.floor.queues[queue].name)
    }

    fn sees(&mut self, fact: &Seen) -> Result<(), String> {
        match fact {
            Seen::Joined(who) => {
                self.moves_to(who.arrival)?;
                self.arrivals.insert((who.queue, who.number), who.arrival);
                self.waiting[who.queue].insert(who.number);
            }
            Seen::Answered { who, at, at_once, group, agent, talk, wrap_up } => {
                self.moves_to(*at)?;
                self.right_caller(*who, *group, *at_once)?;
                self.leaves(*who, *at, !at_once)?;
                self.right_agent(*group, *agent, at + talk + wrap_up)?;
            }
            Seen::Abandoned(who, at) | Seen::Dismissed(who, at) => {
                self.moves_to(*at)?;
                self.leaves(*who, *at, true)?;
            }
            Seen::Balked(who) => {
                self.moves_to(who.arrival)?;
                self.leaves(*who, who.arrival, false)?;
            }
            Seen::SignedIn { group, agent, at, rung } => {
                self.moves_to(*at)?;
                self.signs_in(*group, *agent, *rung)?;
            }
            Seen::SignedOut { group, agent, since, at, rung, .. } => {
                self.moves_to(*at)?;
                self.signs_out(*group, *agent, *since, *rung)?;
            }
            Seen::Acted { at, kind, rung, in_force, .. } => {
                self.moves_to(*at)?;
                if *kind != ActionKind::EmptyHanded {
                    if *in_force {
                        self.in_force.insert(*rung)
                    } else {
                        self.in_force.remove(rung)
                    };
                }
            }
            Seen::Rostered(..) => {}
            Seen::Ended(at) => self.moves_to(*at)?,
        }
        Ok(())
    }

    /// Time never goes back; what stands when an instant is over must be in order (M-D4).
    fn moves_to(&mut self, at: i64) -> Result<(), String> {
        law!(at >= self.now, "time goes back from {} to {at}", self.now);
        if at > self.now {
            law!(self.in_hand.is_empty(), "a call is cut at {}", self.now);
            for ((group, agent), person) in &self.phones {
                let idle = person.busy_until < at;
                let calls = (0..self.waiting.len()).any(|q| self.serves(*group, q) && !self.waiting[q].is_empty());
                law!(!(idle && calls), "before {at}: agent {agent} of group {group} is idle while a caller waits");
            }
        }
        let count: usize = self.waiting.iter().map(BTreeSet::len).sum();
        self.waiting_time += count as i64 * (at - self.now);
        self.now = at;
        Ok(())
    }

    /// First come, first served within a queue; priority, then the longest wait, between queues (M-D2).
    fn right_caller(&self, who: Who, group: usize, at_once: bool) -> Result<(), String> {
        law!(self.serves(group, who.queue), "group {group} does not serve queue {}", who.queue);
        let rank = |q: usize, n: usize, since: i64| (-self.floor.queues[q].priority, since, q, n);
        let mine = rank(who.queue, who.number, who.arrival);
        for q in (0..self.waiting.len()).filter(|q| self.serves(group, *q)) {
            if let Some(&n) = self.waiting[q].first().filter(|n| at_once || (q, **n) != (who.queue, who.number)) {
                let other = rank(q, n, self.arrivals[&(q, n)]);
                law!(!at_once, "{who:?} is answered at once while ({q}, {n}) waits");
                law!((mine.0, mine.1) <= (other.0, other.1), "{who:?} is answered before ({q}, {n})");
            }
        }
        law!(at_once || self.waiting[who.queue].first() == Some(&who.number), "{who:?} jumped the queue");
        Ok(())
    }

    /// Every caller ends once, and waited until then.
    fn leaves(&mut self, who: Who, at: i64, waited: bool) -> Result<(), String> {
        law!(self.waiting[who.queue].remove(&who.number) == waited, "{who:?} leaves without having waited");
        law!(self.ended.insert((who.queue, who.number)), "{who:?} ends twice");
        self.waits += at - who.arrival;
        Ok(())
    }

    fn right_agent(&mut self, group: usize, agent: usize, end: i64) -> Result<(), String> {
        let (now, close) = (self.now, self.floor.close.micros());
        let person = self.phones.get_mut(&(group, agent)).ok_or(format!("agent {agent} of {group} is not there"))?;
        law!(person.busy_until <= now, "agent {agent} of group {group} handles two calls at {now}");
        person.busy_until = end;
        // Who stays for the queue after the shift (M-T3) is nobody's borrowed person any more.
        let stays = self.floor.after_close == AfterClose::Stay && now >= close;
        let in_force = person.rung.is_none_or(|r| self.in_force.contains(&r));
        law!(stays || in_force, "agent {agent} of group {group} takes a call for a rung that is released");
        Ok(())
    }

    fn signs_in(&mut self, group: usize, agent: usize, rung: Option<usize>) -> Result<(), String> {
        let in_hand = self.in_hand.remove(&(group, agent));
        let person = OnPhones { since: self.now, rung, busy_until: in_hand.unwrap_or(self.now) };
        law!(self.phones.insert((group, agent), person).is_none(), "agent {agent} of group {group} is there twice");
        law!(rung.is_some() == self.floor.groups[group].lent, "a lent person comes for a rung, others for none");
        law!(rung.is_none_or(|r| self.in_force.contains(&r)), "somebody signs in for a rung that is not in force");
        let seats = self.floor.seats.map_or(usize::MAX, |s| s as usize);
        law!(self.phones.len() <= seats, "{} signed in on {seats} seats", self.phones.len());
        Ok(())
    }

    fn signs_out(&mut self, group: usize, agent: usize, since: i64, rung: Option<usize>) -> Result<(), String> {
        let person = self.phones.remove(&(group, agent)).ok_or(format!("agent {agent} of {group} was not there"))?;
        law!((person.since, person.rung) == (since, rung), "the stretch that ends is not the one that began");
        if person.busy_until > self.now {
            self.in_hand.insert((group, agent), person.busy_until);
        }
        Ok(())
    }

    /// Nobody is lost (M-T3), nobody is left on the phones, and Little's law holds to the microsecond.
    fn is_over(&self) -> Result<(), String> {
        law!(self.waiting.iter().all(BTreeSet::is_empty), "somebody still waits at the end");
        law!(self.phones.is_empty() && self.in_hand.is_empty(), "somebody is on the phones at the end");
        law!(self.waits == self.waiting_time, "{} waited, {} by the number waiting", self.waits, self.waiting_time);
        for (q, queue) in self.floor.queues.iter().enumerate() {
            let ended = self.ended.iter().filter(|e| e.0 == q).count();
            let offered = self.ended.iter().filter(|e| e.0 == q).map(|e| e.1 + 1).max().unwrap_or(0);
            law!(ended == offered, "queue {q}: {ended} of {offered} callers ended");
            if let Arrivals::Calls(calls) = &queue.arrivals {
                law!(ended == calls.len(), "queue {q}: {ended} of {} calls ended", calls.len());
            }
        }
        Ok(())
    }
}

fn laws_hold(floor: &Floor, day: u64) -> Result<(), String> {
    let mut replay = Replay::new(floor);
    for fact in by_engine(floor, 1, day) {
        replay.sees(&fact)?;
    }
    replay.is_over()
}

#[test]
fn every_law_holds_on_every_floor() {
    let result = runner(2_000).run(&floors(), |floor| laws_hold(&floor, 7).map_err(TestCaseError::fail));
    if let Err(broken) = result {
        panic!("{broken}");
    }
}

/// A floor with a queue, a group and a rung more, none of which ever does anything for or to anybody else.
fn with_bystanders(floor: &Floor) -> Floor {
    let mut parts = floor.clone().into_parts();
    if parts.ladder.watch.is_empty() {
        parts.ladder.watch = parts.queues.iter().map(|q| q.name.clone()).collect();
    }
    let call = |s| RecordedCall { arrival: floor.open + Span::from_secs(s), talk: None, wrap_up: None, patience: None };
    let arrivals = Arrivals::Calls((0..20).map(|n| call(n * 7)).collect());
    let patience = Patience::Random(Distribution::Exponential { mean: Span::from_secs(5) });
    parts.queues.push(Queue { patience, ..Queue::new("aside", arrivals, Distribution::Constant(Span::ZERO)) });
    parts.groups.push(AgentGroup { lent: true, ..AgentGroup::new("nobody", &["aside"], Presence::People(0)) });
    parts.ladder.rungs.push(rung("never", "nobody", 1_000_000));
    Floor::new(parts).expect("still valid")
}

fn rung(name: &str, group: &str, waiting_above: u32) -> Rung {
    Rung {
        name: name.to_owned(),
        group: group.to_owned(),
        people: Asked::All,
        join_after: Distribution::Constant(Span::ZERO),
        when: When { waiting_above, waiting_up_to: None, lasting: Span::ZERO },
        release: None,
        min_stay: Span::ZERO,
    }
}

fn without_bystanders(facts: Vec<Seen>, queues: usize) -> Vec<Seen> {
    let of_old = |fact: &Seen| match fact {
        Seen::Joined(who) | Seen::Abandoned(who, _) | Seen::Balked(who) | Seen::Dismissed(who, _) => who.queue < queues,
        _ => true,
    };
    facts.into_iter().filter(of_old).collect()
}

#[test]
fn a_queue_a_group_and_a_rung_that_touch_nobody_change_nothing() {
    let result = runner(300).run(&floors(), |floor| {
        let more = without_bystanders(by_engine(&with_bystanders(&floor), 1, 3), floor.queues.len());
        prop_assert_eq!(more, by_engine(&floor, 1, 3));
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
}

/// By queue and number.
type ByCaller<T> = BTreeMap<(usize, usize), T>;

/// Arrival of every caller, and talk and wrap-up of those answered by a group as fast as anybody.
fn fates(floor: &Floor) -> (ByCaller<i64>, ByCaller<(i64, i64)>) {
    let (mut arrivals, mut lengths) = (BTreeMap::new(), BTreeMap::new());
    for fact in by_engine(floor, 1, 3) {
        match fact {
            Seen::Joined(who) | Seen::Balked(who) => {
                arrivals.insert((who.queue, who.number), who.arrival);
            }
            Seen::Answered { who, group, talk, wrap_up, .. } => {
                arrivals.insert((who.queue, who.number), who.arrival);
                let group = &floor.groups[group];
                if group.talk_factor == 1.0 && group.wrap_up_factor == 1.0 {
                    lengths.insert((who.queue, who.number), (talk, wrap_up));
                }
            }
            _ => {}
        }
    }
    (arrivals, lengths)
}

#[test]
fn more_people_meet_the_same_callers() {
    let result = runner(300).run(&floors(), |floor| {
        let mut parts = floor.clone().into_parts();
        let all: Vec<&str> = floor.queues.iter().map(|q| q.name.as_str()).collect();
        parts.groups.push(AgentGroup::new("helpers", &all, Presence::People(2)));
        let (arrivals, lengths) = fates(&floor);
        let (arrivals_then, lengths_then) = fates(&Floor::new(parts).expect("still valid"));
        prop_assert_eq!(arrivals, arrivals_then);
        for (who, length) in lengths {
            prop_assert!(lengths_then.get(&who).is_none_or(|then| *then == length), "{:?}", who);
        }
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
}

fn at(seconds: i64) -> SimTime {
    SimTime::from_secs(8 * 3_600 + seconds)
}

/// Ten minutes with one group and one queue of recorded calls of 60 s.
fn desk(people: u32, calls: &[i64], patience: Patience) -> FloorParts {
    let mut parts = FloorParts::new("desk", at(0), at(600));
    parts.interval = Span::from_secs(600);
    let call = |s: &i64| RecordedCall { arrival: at(*s), talk: None, wrap_up: None, patience: None };
    let arrivals = Arrivals::Calls(calls.iter().map(call).collect());
    let queue = Queue::new("general", arrivals, Distribution::Constant(Span::from_secs(60)));
    parts.queues = vec![Queue { patience, ..queue }];
    parts.groups = vec![AgentGroup::new("inbound", &["general"], Presence::People(people))];
    parts
}

fn played(parts: FloorParts) -> Vec<Seen> {
    by_engine(&Floor::new(parts).expect("a valid floor"), 1, 0)
}

fn there_today(absence: f64, day: u64) -> BTreeSet<usize> {
    let mut parts = desk(30, &[], Patience::Infinite);
    parts.groups[0].absence = absence;
    let facts = by_engine(&Floor::new(parts).expect("a valid floor"), 1, day);
    facts.iter().filter_map(|f| if let Seen::SignedIn { agent, .. } = f { Some(*agent) } else { None }).collect()
}

#[test]
fn the_sick_of_a_mild_day_are_among_the_sick_of_a_bad_one() {
    let (mut mild, mut bad) = (0, 0);
    for day in 0..50 {
        let (more, fewer) = (there_today(0.07, day), there_today(0.1, day));
        assert!(fewer.is_subset(&more), "day {day}");
        (mild, bad) = (mild + 30 - more.len(), bad + 30 - fewer.len());
    }
    assert!(0 < mild && mild < bad, "{mild} and {bad} sick");
}

#[test]
fn on_a_night_with_no_agents_callers_hang_up_at_their_patience_or_wait_to_the_end() {
    let patient = Patience::Random(Distribution::Constant(Span::from_secs(45)));
    let facts = played(desk(0, &[590], patient));
    assert!(matches!(facts[1], Seen::Abandoned(_, left) if left == at(635).micros()), "{facts:?}");
    let facts = played(desk(0, &[590], Patience::Infinite));
    assert!(matches!(facts[1], Seen::Dismissed(_, left) if left == at(600).micros()), "{facts:?}");
}

#[test]
fn a_day_without_calls_ends_at_closing() {
    let facts = played(desk(2, &[], Patience::Infinite));
    assert_eq!(facts.last(), Some(&Seen::Ended(at(600).micros())));
    assert!(!facts.iter().any(|f| matches!(f, Seen::Answered { .. } | Seen::Joined(_))));
}

#[test]
fn with_zero_patience_whoever_finds_nobody_idle_is_gone_at_once() {
    let facts = played(desk(1, &[10, 20, 70], Patience::Random(Distribution::Constant(Span::ZERO))));
    let answered: Vec<usize> = facts.iter().filter_map(answered_number).collect();
    assert_eq!(answered, [0, 2], "the third calls at the instant at which the first call ends");
    assert!(
        facts.iter().any(|f| matches!(f, Seen::Abandoned(who, left) if who.number == 1 && *left == at(20).micros()))
    );
}

fn answered_number(fact: &Seen) -> Option<usize> {
    if let Seen::Answered { who, .. } = fact { Some(who.number) } else { None }
}

#[test]
fn one_call_at_the_last_microsecond_is_finished_after_closing() {
    let mut parts = desk(1, &[0], Patience::Infinite);
    let last = at(600) - Span::from_micros(1);
    parts.queues[0].arrivals =
        Arrivals::Calls(vec![RecordedCall { arrival: last, talk: None, wrap_up: None, patience: None }]);
    let end = (last + Span::from_secs(60)).micros();
    let facts = played(parts);
    let overrun =
        |f: &Seen| matches!(f, Seen::SignedOut { due, at: out, .. } if *due == at(600).micros() && *out == end);
    assert!(facts.iter().any(overrun), "{facts:?}");
    assert_eq!(facts.last(), Some(&Seen::Ended(end)));
}

#[test]
fn sixty_four_queues_are_served_by_priority() {
    let mut parts = desk(1, &[0], Patience::Infinite);
    let call = |s| RecordedCall { arrival: at(s), talk: None, wrap_up: None, patience: None };
    let talk = Distribution::Constant(Span::from_secs(1));
    parts.queues = (0..64)
        .map(|q| {
            let queue = Queue::new(&format!("q{q}"), Arrivals::Calls(vec![call(i64::from(q > 0))]), talk.clone());
            Queue { priority: q, ..queue }
        })
        .collect();
    parts.queues[0].talk = Distribution::Constant(Span::from_secs(10));
    parts.groups[0].serves = parts.queues.iter().map(|q| q.name.clone()).collect();
    let order: Vec<usize> = played(parts)
        .iter()
        .filter_map(|f| if let Seen::Answered { who, .. } = f { Some(who.queue) } else { None })
        .collect();
    assert_eq!(order, std::iter::once(0).chain((1..64).rev()).collect::<Vec<_>>());
}
