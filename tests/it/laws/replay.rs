//! A day's story held against the laws of every floor: nothing lost, nobody cut off, nobody idle while somebody waits.

use super::transfers::LastTalk;
use crate::twin::{Again, Seen, Who, by_engine};
use holdline::model::{AfterClose, Arrivals, CallAgain, Does, Floor, Incident, Presence, Queue, TakenBy};
use holdline::units::SimTime;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody on the phones.
#[derive(Clone, Copy, Debug)]
pub(super) struct OnPhones {
    since: i64,
    rung: Option<usize>,
    pub(super) busy_until: i64,
}

/// The floor as it can be put together from the facts alone; every fact is checked against it.
pub(super) struct Replay<'f> {
    pub(super) floor: &'f Floor,
    pub(super) now: i64,
    /// By line, in the order in which they joined: those of the queues, and those of the transferred.
    pub(super) waiting: Vec<BTreeMap<usize, Call>>,
    pub(super) joined: BTreeMap<Call, usize>,
    pub(super) arrivals: BTreeMap<Call, i64>,
    /// When each talk on a line so far ends.
    pub(super) talks: Vec<i64>,
    /// The last talk of each caller, whoever called.
    pub(super) last_talks: BTreeMap<(usize, usize), LastTalk>,
    /// Callers who have been called and then transferred, without one of the lines.
    pub(super) outbound: BTreeSet<(usize, usize)>,
    pub(super) phones: BTreeMap<(usize, usize), OnPhones>,
    /// When the call in hand ends of those who have just left in the middle of it, to stay for another rung.
    pub(super) in_hand: BTreeMap<(usize, usize), i64>,
    /// Time away from own work by group, and the part of it on the phones.
    pub(super) away: BTreeMap<usize, i64>,
    pub(super) lent_time: BTreeMap<usize, i64>,
    /// Nobody absent or late is on the phones before.
    pub(super) comes_from: BTreeMap<(usize, usize), i64>,
    pub(super) in_force: BTreeSet<usize>,
    pub(super) ended: BTreeSet<Call>,
    /// When those who are in the IVR will ask for a person.
    pub(super) in_ivr: BTreeMap<Call, i64>,
    /// Of those to be called back: the order in which they accepted, the call, and how often they have been tried.
    pub(super) to_call: BTreeMap<Call, (usize, Who, u32)>,
    pub(super) accepted: usize,
    /// Of those who called again, how often so far: redials since the last answer, repeats, and transfers.
    pub(super) again: BTreeMap<(usize, usize), (u32, u32, u32)>,
    /// Microseconds waited, added up caller by caller and moment by moment.
    pub(super) waits: i64,
    pub(super) waiting_time: i64,
}

/// Source, caller, and which of the caller's calls.
pub(super) type Call = (usize, usize, u64);

pub(super) const fn call(who: &Who) -> Call {
    (who.source, who.number, who.call)
}

macro_rules! law {
    ($holds:expr, $($words:tt)*) => {
        if !$holds {
            return Err(format!($($words)*));
        }
    };
}

pub(crate) use law;

impl<'f> Replay<'f> {
    fn new(floor: &'f Floor) -> Self {
        Self {
            floor,
            now: 0,
            waiting: vec![BTreeMap::new(); 2 * floor.queues.len()],
            joined: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            talks: Vec::new(),
            last_talks: BTreeMap::new(),
            outbound: BTreeSet::new(),
            phones: BTreeMap::new(),
            in_hand: BTreeMap::new(),
            away: BTreeMap::new(),
            lent_time: BTreeMap::new(),
            comes_from: BTreeMap::new(),
            in_force: BTreeSet::new(),
            ended: BTreeSet::new(),
            in_ivr: BTreeMap::new(),
            to_call: BTreeMap::new(),
            accepted: 0,
            again: BTreeMap::new(),
            waits: 0,
            waiting_time: 0,
        }
    }

    pub(super) fn serves(&self, group: usize, queue: usize) -> bool {
        self.floor.groups[group].serves.contains(&self.floor.queues[queue].name)
    }

    fn sees(&mut self, fact: &Seen) -> Result<(), String> {
        match fact {
            Seen::Joined(who) => {
                self.moves_to(who.arrival)?;
                self.comes(who)?;
                let ticket = self.joined.len();
                self.arrivals.insert(call(who), who.arrival);
                self.joined.insert(call(who), ticket);
                let line = self.line_of(who);
                self.waiting[line].insert(ticket, call(who));
                self.lines_suffice()?;
            }
            Seen::Answered { who, at, at_once, group, agent, talk, wrap_up } => {
                self.is_answered(who, (*at, *at_once), (*group, *agent), (*talk, *wrap_up))?;
            }
            Seen::Abandoned(who, at) | Seen::Dismissed(who, at) => {
                self.moves_to(*at)?;
                self.leaves(*who, *at, true)?;
            }
            Seen::Balked(who) => {
                self.moves_to(who.arrival)?;
                self.comes(who)?;
                self.leaves(*who, who.arrival, false)?;
            }
            Seen::EnteredIvr(who, until, contained) => self.enters_ivr(who, *until, *contained)?,
            Seen::Blocked(who) => self.is_blocked(who)?,
            Seen::SignedOut { group, agent, since, at, rung, shift_ends, due } => {
                self.moves_to(*at)?;
                self.is_not_kept_too_long(*rung, due - since)?;
                self.signs_out(*group, *agent, *since, *rung)?;
                *self.lent_time.entry(*group).or_default() += (at.min(shift_ends) - since).max(0);
            }
            Seen::Acted { at, kind, rung, in_force, .. } => {
                self.moves_to(*at)?;
                if kind.reason().is_none() {
                    if *in_force {
                        self.in_force.insert(*rung)
                    } else {
                        self.in_force.remove(rung)
                    };
                }
            }
            Seen::OutsideHours(_) | Seen::Rested(_) => self.sees_night(fact)?,
            Seen::OfferedCallback(..)
            | Seen::OfferedCallbackWaiting(..)
            | Seen::CalledBack(..)
            | Seen::NotPickedUp(..)
            | Seen::CallbackExpired(..) => {
                self.sees_callback(fact)?;
            }
            Seen::Ended(at) => self.moves_to(*at)?,
            other => self.sees_people(other)?,
        }
        Ok(())
    }

    fn is_answered(
        &mut self,
        who: &Who,
        (at, at_once): (i64, bool),
        (group, agent): (usize, usize),
        (talk, wrap_up): (i64, i64),
    ) -> Result<(), String> {
        self.moves_to(at)?;
        if at_once {
            self.comes(who)?;
        }
        self.right_caller(*who, group, agent, at_once)?;
        self.leaves(*who, at, !at_once)?;
        self.right_agent(group, agent, at + talk + wrap_up)?;
        if !self.outbound.contains(&(who.source, who.number)) {
            self.talks.push(at + talk);
        }
        self.talks(who, at + talk, false);
        self.lines_suffice()
    }

    fn sees_night(&mut self, fact: &Seen) -> Result<(), String> {
        match fact {
            Seen::OutsideHours(who) => {
                self.moves_to(who.arrival)?;
                law!(!self.is_open(who.arrival), "{who:?} calls while it is open");
                self.comes(who)?;
                self.leaves(*who, who.arrival, false)?;
            }
            Seen::Rested(at) => {
                self.moves_to(*at)?;
                law!(self.count() == 0 && !self.is_open(*at), "it rests while somebody waits, or open");
                let lent = |((_, _), person): (&(usize, usize), &OnPhones)| person.rung.is_some();
                law!(!self.phones.iter().any(lent), "somebody is on loan at night");
                self.in_force.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn sees_people(&mut self, fact: &Seen) -> Result<(), String> {
        match fact {
            Seen::Held(group, agent, at) => {
                self.moves_to(*at)?;
                self.is_busy_until(*group, *agent, i64::MAX)?;
            }
            Seen::LetGo(group, agent, (from, until, free_at)) => {
                law!(*from <= self.now && self.now <= *until, "held from {from} until {until}");
                law!(*free_at >= *until && *free_at > self.now, "free at {free_at}, held until {until}");
                self.is_busy_until(*group, *agent, *free_at)?;
            }
            Seen::SignedIn { group, agent, at, rung } => {
                self.moves_to(*at)?;
                self.signs_in(*group, *agent, *rung)?;
            }
            // Of a head-count somebody else is absent on each date.
            Seen::Absent(group, ..) if self.counted_on_dates(*group) => {}
            Seen::Absent(group, agent, _) => _ = self.comes_from.insert((*group, *agent), i64::MAX),
            Seen::Late(group, agent, _, comes) => _ = self.comes_from.insert((*group, *agent), *comes),
            Seen::BreakLate(_, _, planned, at) => law!(planned < at, "a break of {planned} is late at {at}"),
            Seen::Worked(group, (from, to), people) => self.works(*group, (*from, *to), *people)?,
            _ => {}
        }
        Ok(())
    }

    fn counted_on_dates(&self, group: usize) -> bool {
        let counted = matches!(self.floor.groups[group].presence, Presence::HeadCounts(_));
        counted && self.floor.calendar().sessions().len() > 1
    }

    fn enters_ivr(&mut self, who: &Who, until: i64, contained: bool) -> Result<(), String> {
        law!(!matches!(who.again, Again::Transfer(_)), "{who:?} goes through the IVR again");
        self.moves_to(who.arrival)?;
        self.comes(who)?;
        self.talks.push(until);
        if contained {
            law!(self.ended.insert(call(who)), "{who:?} ends twice");
        } else {
            self.in_ivr.insert(call(who), until);
        }
        self.lines_suffice()
    }

    fn is_blocked(&mut self, who: &Who) -> Result<(), String> {
        self.moves_to(who.arrival)?;
        self.comes(who)?;
        let lines = self.floor.lines.map_or(usize::MAX, |lines| lines as usize);
        law!(!matches!(who.again, Again::Transfer(_)), "{who:?} is blocked, who has a line");
        let (taken, outbound) = (self.lines_taken(), self.outbound.len());
        law!(taken <= lines && lines <= taken + outbound, "{who:?} is blocked with {taken} of {lines} taken");
        self.leaves(*who, who.arrival, false)
    }

    /// Time never goes back; what stands when an instant is over must be in order (M-D4).
    pub(super) fn moves_to(&mut self, at: i64) -> Result<(), String> {
        law!(at >= self.now, "time goes back from {} to {at}", self.now);
        if at > self.now {
            law!(self.in_hand.is_empty(), "a call is cut at {}", self.now);
            for group in 0..self.floor.groups.len() {
                let idle = self.idle(group, at - 1);
                for (line, first) in
                    self.waiting.iter().enumerate().filter_map(|(at, line)| Some((at, line.first_key_value()?.1)))
                {
                    let q = line % self.floor.queues.len();
                    let may = self.may_take(group, q, idle, self.arrivals[first], at - 1);
                    law!(!may, "before {at}: group {group} is idle while a caller of queue {q} waits");
                }
                for (_, who, _) in self.to_call.values().filter(|(.., tried)| *tried == 0) {
                    let may = self.may_take(group, who.queue, idle, who.arrival, at - 1);
                    law!(!may, "before {at}: group {group} is idle while {who:?} is to be called");
                }
            }
        }
        self.waiting_time += self.count() as i64 * (at - self.now);
        self.now = at;
        Ok(())
    }

    pub(super) fn is_open(&self, at: i64) -> bool {
        self.floor.calendar().is_open(SimTime::from_micros(at))
    }

    fn count(&self) -> usize {
        self.waiting.iter().map(BTreeMap::len).sum()
    }

    /// So many of a lent group are at own work and away from it.
    fn works(&mut self, group: usize, (from, to): (i64, i64), (at_work, away): (u32, u32)) -> Result<(), String> {
        law!(from < to, "a stretch from {from} to {to}");
        law!(at_work + away > 0 && self.floor.groups[group].lent, "nobody of group {group} has work");
        *self.away.entry(group).or_default() += i64::from(away) * (to - from);
        Ok(())
    }

    /// Lines of those who wait, those who talk and those in the IVR (M-C5).
    fn lines_taken(&self) -> usize {
        let has_line = |call: &&Call| !self.outbound.contains(&(call.0, call.1));
        let waiting = self.waiting.iter().flat_map(BTreeMap::values).filter(has_line).count();
        waiting + self.talks.iter().filter(|end| **end > self.now).count()
    }

    fn lines_suffice(&self) -> Result<(), String> {
        let (taken, lines) = (self.lines_taken(), self.floor.lines);
        law!(lines.is_none_or(|lines| taken <= lines as usize), "{taken} of {lines:?} lines are taken");
        Ok(())
    }

    /// A caller comes out of the IVR when it was told, or calls while it is open: for the first time, or no more often than the queue's callers do (M-C7, M-C8).
    pub(super) fn comes(&mut self, who: &Who) -> Result<(), String> {
        if let Some(until) = self.in_ivr.remove(&call(who)) {
            law!(until == who.arrival, "{who:?} should ask for a person at {until}");
            return Ok(());
        }
        law!(who.arrival < self.floor.close().micros(), "{who:?} calls after closing");
        if let Again::Transfer(times) = who.again {
            return self.is_transferred(who, times);
        }
        self.outbound.remove(&(who.source, who.number));
        let (redials, repeats, _) = self.again.entry((who.source, who.number)).or_default();
        // Whoever was transferred calls the first queue again, as the last one says.
        let queues = self.floor.queues.iter();
        let queues = queues.enumerate().filter(|(q, _)| self.floor.has_transfers() || *q == who.queue);
        let at_most = |again: fn(&Queue) -> &Option<CallAgain>| {
            queues.filter_map(|(_, queue)| again(queue).as_ref()).map(|again| again.at_most).max().unwrap_or(0)
        };
        match who.again {
            Again::First => law!(who.call == 0, "{who:?} calls for the first time"),
            Again::Redial(times) => {
                *redials += 1;
                law!(times == *redials && times <= at_most(|queue| &queue.redial), "{who:?} is redial {redials}");
            }
            Again::Repeat(times) => {
                *repeats += 1;
                law!(times == *repeats && times <= at_most(|queue| &queue.repeat), "{who:?} is repeat {repeats}");
            }
            Again::Transfer(_) => {}
        }
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
        let closed = !self.is_open(at) && !self.is_open(at + 1) && at >= self.floor.open().micros();
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
        let rank = |line: usize, since: i64| {
            let (priority, credit) = self.place_of(line);
            (-priority, preferred(line % queues.len()), since - credit)
        };
        let mine = rank(self.line_of(&who), who.arrival);
        for line in 0..self.waiting.len() {
            let q = line % queues.len();
            if let Some((_, first)) = self.waiting[line].first_key_value().filter(|first| *first.1 != call(&who)) {
                let since = self.arrivals[first];
                let may = self.may_take(group, q, idle, since, self.now - 1);
                law!(!(at_once && may), "{who:?} is answered at once while {first:?} waits");
                law!(mine <= rank(line, since) || !may, "{who:?} is answered before {first:?}");
            }
        }
        let first = self.waiting[self.line_of(&who)].first_key_value();
        law!(at_once || first.is_some_and(|first| *first.1 == call(&who)), "{who:?} jumped the queue");
        Ok(())
    }

    /// Every caller ends once, and waited until then.
    fn leaves(&mut self, who: Who, at: i64, waited: bool) -> Result<(), String> {
        let ticket = self.joined.get(&call(&who));
        let line = self.line_of(&who);
        let has_waited = ticket.is_some_and(|ticket| self.waiting[line].remove(ticket).is_some());
        law!(has_waited == waited, "{who:?} leaves without having waited");
        law!(self.ended.insert(call(&who)), "{who:?} ends twice");
        self.waits += at - who.arrival;
        Ok(())
    }

    pub(super) fn right_agent(&mut self, group: usize, agent: usize, end: i64) -> Result<(), String> {
        let (now, open) = (self.now, self.is_open(self.now));
        let person = self.phones.get_mut(&(group, agent)).ok_or(format!("agent {agent} of {group} is not there"))?;
        law!(person.busy_until <= now, "agent {agent} of group {group} handles two calls at {now}");
        person.busy_until = end;
        // Who stays for the queue after the shift (M-T3) is nobody's borrowed person any more.
        let stays = self.floor.after_close == AfterClose::Stay && !open;
        let in_force = person.rung.is_none_or(|r| self.in_force.contains(&r));
        law!(stays || in_force, "agent {agent} of group {group} takes a call for a rung that is released");
        Ok(())
    }

    fn signs_in(&mut self, group: usize, agent: usize, rung: Option<usize>) -> Result<(), String> {
        let in_hand = self.in_hand.remove(&(group, agent));
        let comes = self.comes_from.get(&(group, agent)).copied().unwrap_or(0);
        law!(self.now >= comes, "agent {agent} of group {group} signs in, but comes at {comes}");
        let person = OnPhones { since: self.now, rung, busy_until: in_hand.unwrap_or(self.now) };
        law!(self.phones.insert((group, agent), person).is_none(), "agent {agent} of group {group} is there twice");
        let lent = self.floor.groups[group].lent;
        let does = rung.map(|r| &self.floor.rung(r).0.does);
        let stays = matches!(does, Some(Does::Extend { .. } | Does::Postpone { .. }));
        law!(
            rung.is_some() == (lent || stays),
            "a lent person comes for a rung, others only to stay through a break or longer"
        );
        law!(rung.is_none_or(|r| self.in_force.contains(&r)), "somebody signs in for a rung that is not in force");
        let seats = self.floor.seats.map_or(usize::MAX, |s| s as usize);
        law!(self.phones.len() <= seats, "{} signed in on {seats} seats", self.phones.len());
        Ok(())
    }

    /// Nobody works longer in the time of a break than it is postponed, but to finish a call.
    fn is_not_kept_too_long(&self, rung: Option<usize>, time: i64) -> Result<(), String> {
        if let Some(Does::Postpone { by, .. }) = rung.map(|rung| &self.floor.rung(rung).0.does) {
            law!(time <= by.micros(), "{time} in the time of a break that is postponed by {by:?}");
        }
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
        law!(self.count() == 0 && self.in_ivr.is_empty(), "somebody still waits at the end, or is in the IVR");
        law!(self.to_call.is_empty(), "somebody is still to be called at the end");
        law!(self.phones.is_empty() && self.in_hand.is_empty(), "somebody is on the phones at the end");
        for (g, _) in self.floor.groups.iter().enumerate().filter(|(_, group)| group.own_work.is_some()) {
            let [away, phones] = [&self.away, &self.lent_time].map(|times| times.get(&g).copied().unwrap_or(0));
            law!(phones <= away, "group {g} is away for {away}, on the phones for {phones}");
        }
        law!(self.waits == self.waiting_time, "{} waited, {} by the number waiting", self.waits, self.waiting_time);
        let first = |source: usize| self.ended.iter().filter(move |ended| ended.0 == source && ended.2 == 0);
        for source in self.ended.iter().map(|ended| ended.0).collect::<BTreeSet<_>>() {
            let (ended, called) = (first(source).count(), first(source).map(|ended| ended.1 + 1).max().unwrap_or(0));
            law!(ended == called, "source {source}: {ended} of {called} callers ended");
        }
        for (q, queue) in self.floor.queues.iter().enumerate() {
            if let Arrivals::Calls(calls) = &queue.arrivals {
                let dates = self.floor.calendar().sessions().len();
                let ended: usize = (0..dates).map(|date| first(date * sources_of_a_date(self.floor) + q).count()).sum();
                law!(ended == calls.len(), "queue {q}: {ended} of {} calls ended", calls.len());
            }
        }
        Ok(())
    }
}

/// The queues' own callers, and those of incidents queue by queue.
pub fn sources_of_a_date(floor: &Floor) -> usize {
    let hits = |incident: &Incident| floor.queues.iter().filter(|queue| incident.hits(&queue.name)).count();
    floor.queues.len() + floor.incidents.iter().map(hits).sum::<usize>()
}

/// Every law, on one day of a floor.
pub fn laws_hold(floor: &Floor, day: u64) -> Result<(), String> {
    let mut replay = Replay::new(floor);
    for fact in by_engine(floor, 1, day) {
        replay.sees(&fact)?;
    }
    replay.is_over()
}
