//! A day's story held against the laws of every floor: nothing lost, nobody cut off, nobody idle while somebody waits.

use crate::twin::{Seen, Who, by_engine};
use holdline::engine::ActionKind;
use holdline::model::{
    AfterClose, AgentGroup, Arrivals, Asked, Distribution, Does, Floor, Patience, Presence, Queue, RecordedCall, Rung,
    TakenBy, When,
};
use holdline::units::Span;
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
                self.right_caller(*who, *group, *agent, *at_once)?;
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
            for group in 0..self.floor.groups.len() {
                let idle = self.idle(group, at - 1);
                for (q, n) in self.waiting.iter().enumerate().filter_map(|(q, line)| Some((q, *line.first()?))) {
                    let may = self.may_take(group, q, idle, self.arrivals[&(q, n)], at - 1);
                    law!(!may, "before {at}: group {group} is idle while a caller of queue {q} waits");
                }
            }
        }
        let count: usize = self.waiting.iter().map(BTreeSet::len).sum();
        self.waiting_time += count as i64 * (at - self.now);
        self.now = at;
        Ok(())
    }

    /// How many of a group are idle at a moment, those whose calls end then included.
    fn idle(&self, group: usize, at: i64) -> usize {
        self.phones.iter().filter(|((g, _), person)| *g == group && person.busy_until <= at).count()
    }

    /// Whether so many idle people of a group may take, at a moment, a caller of a queue who has waited since another (M-D3,
    /// M-D5).
    fn may_take(&self, group: usize, queue: usize, idle: usize, since: i64, at: i64) -> bool {
        let (of, name) = (&self.floor.groups[group], &self.floor.queues[queue].name);
        let closed = at >= self.floor.close().micros();
        let kept = if closed { 0 } else { of.keep_free.get(name).map_or(0, |people| *people as usize) };
        let after = of.after.get(name).map_or(0, |after| after.micros());
        self.serves(group, queue) && (after == 0 || at - since >= after) && idle > kept
    }

    /// First come, first served within a queue; between queues priority, then the group's preference, if it has one, then the
    /// longest wait, credit included (M-D2), of those whom the group may take (M-D3, M-D5).
    fn right_caller(&self, who: Who, group: usize, agent: usize, at_once: bool) -> Result<(), String> {
        let may = self.may_take(group, who.queue, self.idle(group, self.now), who.arrival, self.now);
        law!(may, "group {group} may not take {who:?}");
        // Those whose calls end at this instant may not have become idle yet, whoever's wait is over may not have been seen.
        let just_now = self.phones.get(&(group, agent)).is_some_and(|person| person.busy_until == self.now);
        let idle = self.idle(group, self.now - 1) + usize::from(just_now);
        let (queues, of) = (&self.floor.queues, &self.floor.groups[group]);
        let preferred = |q: usize| match of.by {
            TakenBy::LongestWait => None,
            TakenBy::Preference => of.serves.iter().position(|name| *name == queues[q].name),
        };
        let rank = |q: usize, since: i64| (-queues[q].priority, preferred(q), since - queues[q].credit.micros());
        let mine = rank(who.queue, who.arrival);
        for q in 0..self.waiting.len() {
            if let Some(&n) = self.waiting[q].first().filter(|n| at_once || (q, **n) != (who.queue, who.number)) {
                let since = self.arrivals[&(q, n)];
                let may = self.may_take(group, q, idle, since, self.now - 1);
                law!(!(at_once && may), "{who:?} is answered at once while ({q}, {n}) waits");
                law!(mine <= rank(q, since) || !may, "{who:?} is answered before ({q}, {n})");
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
        let (now, close) = (self.now, self.floor.close().micros());
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

/// Every law, on one day of a floor.
pub fn laws_hold(floor: &Floor, day: u64) -> Result<(), String> {
    let mut replay = Replay::new(floor);
    for fact in by_engine(floor, 1, day) {
        replay.sees(&fact)?;
    }
    replay.is_over()
}

/// A floor with a queue, a group and a rung more, none of which ever does anything for or to anybody else.
fn with_bystanders(floor: &Floor) -> Floor {
    let mut parts = floor.clone().into_parts();
    if parts.ladder.watch.is_empty() {
        parts.ladder.watch = parts.queues.iter().map(|q| q.name.clone()).collect();
    }
    let call = |s| RecordedCall {
        arrival: floor.open() + Span::from_secs(s),
        talk: None,
        wrap_up: None,
        patience: None,
        order: 0,
    };
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
        does: Does::Borrow {
            group: group.to_owned(),
            people: Asked::All,
            join_after: Distribution::Constant(Span::ZERO),
        },
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

/// By queue and number.
type ByCaller<T> = BTreeMap<(usize, usize), T>;

/// Arrival of every caller, and talk and wrap-up of those answered by a group as fast as anybody.
fn fates(floor: &Floor, day: u64) -> (ByCaller<i64>, ByCaller<(i64, i64)>) {
    let (mut arrivals, mut lengths) = (BTreeMap::new(), BTreeMap::new());
    for fact in by_engine(floor, 1, day) {
        match fact {
            Seen::Joined(who) | Seen::Balked(who) => {
                arrivals.insert((who.queue, who.number), who.arrival);
            }
            Seen::Answered { who, group, talk, wrap_up, .. } => {
                arrivals.insert((who.queue, who.number), who.arrival);
                let group = &floor.groups[group];
                if group.talk_factor.is_one() && group.wrap_up_factor.is_one() {
                    lengths.insert((who.queue, who.number), (talk, wrap_up));
                }
            }
            _ => {}
        }
    }
    (arrivals, lengths)
}

/// Adding what touches nobody changes nothing (M-R2).
pub fn bystanders_change_nothing(floor: &Floor, day: u64) -> Result<(), String> {
    let more = without_bystanders(by_engine(&with_bystanders(floor), 1, day), floor.queues.len());
    let without = by_engine(floor, 1, day);
    let at = (0..more.len().max(without.len())).find(|i| more.get(*i) != without.get(*i));
    law!(at.is_none(), "fact {at:?} of day {day} is another with bystanders");
    Ok(())
}

/// Two helpers more meet the same callers, each with the same lengths (M-R2).
pub fn helpers_meet_the_same_callers(floor: &Floor, day: u64) -> Result<(), String> {
    let mut parts = floor.clone().into_parts();
    let all: Vec<&str> = floor.queues.iter().map(|q| q.name.as_str()).collect();
    parts.groups.push(AgentGroup::new("helpers", &all, Presence::People(2)));
    let (arrivals, lengths) = fates(floor, day);
    let (arrivals_then, lengths_then) = fates(&Floor::new(parts).expect("still valid"), day);
    law!(arrivals == arrivals_then, "other callers on day {day}");
    for (who, length) in lengths {
        law!(lengths_then.get(&who).is_none_or(|then| *then == length), "another length of {who:?}");
    }
    Ok(())
}
