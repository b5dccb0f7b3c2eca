//! People: who is on the phones, who answers next, and how people come and go (M-A1 to M-A4, M-D1).

mod crew;
mod extensions;
mod free;
mod head_counts;
mod holding;
mod idle;
mod loans;
mod member;
mod own_work;
mod person;
mod postponed;
mod seats;
mod shifts;

pub(super) use free::Free;
pub(super) use idle::CallEnd;
pub(super) use member::Member;

use super::agenda::What;
use super::fact::{Fact, GroupId, Observer, QueueId, Service, Spell};
use super::now::Now;
use super::plan::{CrewsPlan, Plan, bits};
use super::turn::{Kind, turn};
use crate::random::Sampler;
use crate::units::{SimTime, Span};
use crew::Crew;
use free::FreeTimes;
use loans::Loans;
use person::{Person, Then, Whereabouts};
use seats::Seats;

/// Everybody who works here.
#[derive(Debug)]
pub(super) struct Crews<'p> {
    plan: &'p CrewsPlan,
    crews: Vec<Crew>,
    /// When each person on the phones is free.
    free: FreeTimes,
    seats: Seats,
    /// Whom each rung has on loan.
    loans: Loans,
    /// Counts answers and sign-ins: who got there first breaks ties.
    stamp: u64,
    /// The queues, as bits, for which some groups are asked before the others.
    asks_in_order: u64,
    /// The own work of some group is known, and has been told until this moment.
    tell_work: bool,
    worked_until: i64,
    /// No group is faster or slower than another.
    as_drawn: bool,
    /// Who signed in since callers were last taken.
    newcomers: Vec<Member>,
}

impl<'p> Crews<'p> {
    /// The crews for days of this plan.
    pub fn new(plan: &'p Plan) -> Self {
        let (crews, rungs) = (&plan.crews, plan.ladders.iter().map(|ladder| ladder.rungs.len()).sum());
        Self {
            plan: crews,
            crews: crews.groups.iter().map(Crew::new).collect(),
            free: FreeTimes::new(crews.groups.iter().map(|g| g.people.len())),
            seats: Seats::new(crews.seats),
            loans: Loans::new(rungs),
            stamp: 0,
            asks_in_order: bits(crews.asked_first.iter().map(|groups| !groups.is_empty())),
            tell_work: crews.groups.iter().any(|group| group.tells_work),
            worked_until: 0,
            as_drawn: crews.groups.iter().all(|group| group.factors.is_empty()),
            newcomers: Vec::new(),
        }
    }

    /// Begins a day.
    pub fn restart(&mut self, plan: &Plan, seed: u64, day: u64) {
        for (crew, plan) in self.crews.iter_mut().zip(&self.plan.groups) {
            crew.restart(plan, seed, day);
        }
        self.free.clear();
        self.seats.restart();
        self.loans.restart(&plan.ladders, seed, day);
        (self.stamp, self.worked_until) = (0, 0);
        self.newcomers.clear();
    }

    /// An opening begins.
    pub fn opens(&mut self, opening: usize) {
        self.crews.iter_mut().for_each(|crew| crew.opens(opening));
    }

    /// Whether it is told how people spend their time.
    pub fn tell_work(&self) -> bool {
        self.tell_work
    }

    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.crews.len()
    }

    /// Whose idle agent takes a caller of this queue who arrives at this turn (M-D1): free times in the past are idle since, and the
    /// earliest is the agent idle longest.
    #[inline(always)]
    pub fn idle_for(&mut self, queue: QueueId, arrives: u64) -> Option<Free> {
        if self.asks_in_order & queue.bit() != 0
            && let Some(free) = self.asked_in_order(queue, arrives)
        {
            return Some(free);
        }
        Some(self.free.first_for(queue.bit())).filter(|free| free.key < arrives)
    }

    fn asked_in_order(&self, queue: QueueId, arrives: u64) -> Option<Free> {
        let groups = self.plan.asked_first[queue.index()].iter();
        groups.map(|group| self.free.first_of(*group)).find(|free| free.key < arrives)
    }

    /// The first end of a call by somebody who could then take a caller of these queues, later than any day if there is
    /// none. As nobody idle may (M-D4), the first who is free in such a group is the first whose call ends.
    #[inline(always)]
    pub fn next_end(&mut self, queues: u64) -> Free {
        self.free.first_for(queues)
    }

    /// The queues, as bits, that somebody who is free serves.
    #[inline(always)]
    pub fn served_by(&self, free: Free) -> u64 {
        self.free.serves(free)
    }

    /// The group of somebody who is free.
    #[inline(always)]
    pub fn group_of(&self, free: Free) -> GroupId {
        self.free.group(free)
    }

    /// The order in which a group takes from its queues, as bits, whoever has waited longest; empty: it has none (M-D2).
    #[inline(always)]
    pub fn order_of(&self, group: GroupId) -> &[u64] {
        &self.plan.orders[group.index()]
    }

    /// The queues that a group serves, as bits.
    #[inline(always)]
    pub fn serves(&self, group: GroupId) -> u64 {
        self.plan.serves[group.index()]
    }

    /// Who is free, idle or at the end of a call, takes a call.
    #[inline(always)]
    pub fn first_answers(&mut self, free: Free, now: i64, queue: QueueId, drawn: (i64, i64)) -> Service {
        let (talk, wrap_up) = if self.as_drawn { drawn } else { self.lengths(self.free.group(free), queue, drawn) };
        self.stamp += 1;
        let who = self.free.move_first(free, now + talk + wrap_up, stamp(Idle::AfterCall, self.stamp));
        service(who, talk, wrap_up)
    }

    /// An idle agent takes a call.
    pub fn answers(&mut self, who: Member, now: i64, queue: QueueId, drawn: (i64, i64)) -> Service {
        let (talk, wrap_up) = self.lengths(who.group, queue, drawn);
        self.stamp += 1;
        self.free.set(who, self.serves(who.group), now + talk + wrap_up, stamp(Idle::AfterCall, self.stamp));
        service(who, talk, wrap_up)
    }

    /// How long talk and wrap-up of a queue's call take in a group.
    fn lengths(&self, group: GroupId, queue: QueueId, (talk, wrap_up): (i64, i64)) -> (i64, i64) {
        match self.plan.groups[group.index()].factors.get(queue.index()) {
            None => (talk, wrap_up),
            Some((talks, wraps_up)) => (scaled(talk, *talks), scaled(wrap_up, *wraps_up)),
        }
    }

    /// Who has signed in since the last time this was asked and has no call yet, in order; `None` after the last.
    pub fn next_newcomer(&mut self, asked: &mut usize, now: i64) -> Option<Member> {
        while let Some(&who) = self.newcomers.get(*asked) {
            *asked += 1;
            let on_phones = self.crews[who.group.index()].people[who.agent.index()].place == Whereabouts::OnPhones;
            if on_phones && self.free.moment(who) == now {
                return Some(who);
            }
        }
        self.newcomers.clear();
        None
    }

    /// Nobody has just signed in.
    pub fn forget_newcomers(&mut self) {
        self.newcomers.clear();
    }

    /// The time on the phones that ends, or should, at `due`.
    fn spell(&self, who: Member, due: i64) -> Spell {
        let person = &self.crews[who.group.index()].people[who.agent.index()];
        let has_shift = self.plan.groups[who.group.index()].head_counts.is_empty();
        Spell {
            group: who.group,
            agent: who.agent,
            since: SimTime::from_micros(person.since),
            due: SimTime::from_micros(due),
            shift_ends: SimTime::from_micros(if has_shift { self.planned_end(who) } else { due }),
            borrowed_by: person.spell_for,
        }
    }

    /// A seat if there is one, else the queue for seats.
    fn wants_seat<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        // Who has been there early, and whose shift starts at this very moment, comes first.
        self.seats_are_taken(now);
        if self.seats.left() > 0 {
            self.signs_in(who, now);
        } else {
            self.waits_for_seat(who);
        }
    }

    fn waits_for_seat(&mut self, who: Member) {
        let (crew, p) = self.crew_of(who);
        crew.move_to(p, Whereabouts::NeedsSeat);
        let ticket = crew.void(p);
        self.seats.want(who, ticket);
    }

    fn signs_in<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        self.seats.take();
        self.stamp += 1;
        let place_in_order = self.stamp;
        let how = if now.calls_have_ended { Idle::SignedInAfterCallsEnd } else { Idle::SignedInBeforeCallsEnd };
        let serves = self.serves(who.group);
        self.free.set(who, serves, now.at, stamp(how, place_in_order));
        let (crew, p) = self.crew_of(who);
        crew.move_to(p, Whereabouts::OnPhones);
        crew.people[p].signed_in = place_in_order;
        self.takes_place_in_order(who);
        self.newcomers.push(who);
        self.begins_spell(who, now);
    }

    /// From now on the person's time on the phones counts for whoever has the person on loan; of those who will stay longer, from the
    /// planned end of the shift on, and of those who postpone a break from its planned begin on.
    fn begins_spell<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let counts = self.plan.groups[who.group.index()].lent
            || now.at >= self.planned_end(who)
            || self.is_in_postponed_break(who, now.at);
        let (crew, p) = self.crew_of(who);
        let person = &mut crew.people[p];
        person.since = now.at;
        person.spell_for = person.on_loan.filter(|_| counts);
        now.told.saw(Fact::SignedIn(self.spell(who, now.at)));
    }

    /// Goes at once if idle, after the call in hand if not (M-A2). `due`: when the person should have gone.
    fn leaves_phones<O: Observer>(&mut self, who: Member, then: Then, due: i64, now: &mut Now<'_, '_, O>) {
        let answered = self.free.stamp(who);
        let free_at = self.free.take_out(who, self.serves(who.group));
        let (crew, p) = self.crew_of(who);
        crew.people[p].due = due;
        if free_at <= now.at {
            return self.signs_out(who, then, now);
        }
        crew.people[p].free_at = free_at;
        crew.move_to(p, Whereabouts::Finishing(then));
        let ticket = crew.void(p);
        // Last calls that end together end in the order in which they were answered (M-T2).
        now.agenda.schedule_as(answered, turn(free_at, Kind::CallEnds), What::LastCallEnds(who), ticket);
    }

    /// Somebody finishing a last call will take more calls after it.
    fn stays_on(&mut self, who: Member) {
        let (crew, p) = self.crew_of(who);
        crew.void(p);
        crew.move_to(p, Whereabouts::OnPhones);
        let free_at = crew.people[p].free_at;
        self.free.put_back(who, self.plan.serves[who.group.index()], free_at);
    }

    fn signs_out<O: Observer>(&mut self, who: Member, then: Then, now: &mut Now<'_, '_, O>) {
        let due = self.crews[who.group.index()].people[who.agent.index()].due;
        now.told.saw(Fact::SignedOut(self.spell(who, due), now.time()));
        self.seats.give_up();
        match then {
            Then::Off => self.goes_home(who),
            Then::OwnWork => {
                let (crew, p) = self.crew_of(who);
                crew.move_to(p, Whereabouts::OwnWork);
            }
            Then::Break => self.begins_break(who, now),
        }
        self.seats_are_taken(now);
    }

    /// Somebody on the way does not come: nobody needs the seat kept.
    fn seat_is_not_kept<O: Observer>(&mut self, now: &mut Now<'_, '_, O>) {
        self.seats.keep_no_longer();
        self.seats_are_taken(now);
    }

    /// Whoever has waited longest for a seat takes one that is free; nobody before the start of the shift.
    fn seats_are_taken<O: Observer>(&mut self, now: &mut Now<'_, '_, O>) {
        let not_before = |crews: &[Crew], who: Member| crews[who.group.index()].people[who.agent.index()].not_before;
        while let Some((who, ticket)) = self.seats.next(|who| not_before(&self.crews, who) <= now.at) {
            let person = &self.crews[who.group.index()].people[who.agent.index()];
            if person.place == Whereabouts::NeedsSeat && person.ticket == ticket {
                self.signs_in(who, now);
            }
        }
    }

    fn goes_home(&mut self, who: Member) {
        let (crew, p) = self.crew_of(who);
        crew.move_to(p, Whereabouts::Off);
        crew.void(p);
    }

    fn crew_of(&mut self, who: Member) -> (&mut Crew, usize) {
        (&mut self.crews[who.group.index()], who.agent.index())
    }

    /// How many who serve any of these queues are on the phones, those left out who finish a last call, or on their way to them.
    pub fn signed_in_or_coming(&self, queues: u64) -> u32 {
        let counts = |person: &&Person| matches!(person.place, Whereabouts::OnPhones | Whereabouts::OnTheWay);
        let serving = self.crews.iter().zip(&self.plan.serves).filter(|(_, serves)| **serves & queues != 0);
        serving.map(|(crew, _)| crew.people.iter().filter(counts).count() as u32).sum()
    }

    /// The queues, as bits, of the groups of which somebody is or will be on the phones, whatever the ladder does.
    pub fn at_hand(&self) -> u64 {
        let there = |g: &usize| {
            let crew = &self.crews[*g];
            crew.stayers > 0 || crew.on_loan > 0 || crew.shifts_left > 0 && !self.plan.groups[*g].lent
        };
        (0..self.crews.len()).filter(there).fold(0, |queues, g| queues | self.plan.serves[g])
    }

    /// How many of a group have the end of their shift before them.
    pub fn shifts_left(&self, group: GroupId) -> u32 {
        self.crews[group.index()].shifts_left
    }

    /// When the last call in hand is finished; `now` if none is.
    pub fn last_call_in_hand(&self, now: i64) -> i64 {
        let mut last = now;
        for (g, crew) in self.crews.iter().enumerate() {
            for (p, person) in crew.people.iter().enumerate() {
                last = last.max(match person.place {
                    Whereabouts::OnPhones => self.free.moment(Member::new(g, p)),
                    Whereabouts::Finishing(_) => person.free_at,
                    Whereabouts::Off
                    | Whereabouts::OwnWork
                    | Whereabouts::OnTheWay
                    | Whereabouts::NeedsSeat
                    | Whereabouts::OnBreak => now,
                });
            }
        }
        last
    }

    /// The day is over: everybody still on the phones leaves them.
    pub fn all_leave<O: Observer>(&mut self, at: i64, told: &mut O) {
        if self.tell_work {
            self.time_passes(at, told);
        }
        for (g, crew) in self.crews.iter().enumerate() {
            for (p, _) in crew.people.iter().enumerate().filter(|(_, person)| person.place == Whereabouts::OnPhones) {
                told.saw(Fact::SignedOut(self.spell(Member::new(g, p), at), SimTime::from_micros(at)));
            }
        }
    }

    /// Whether nobody is idle for these queues (M-D4), and no more are signed in than seats (M-A4).
    pub fn laws_hold(&self, queues: u64, now: i64) -> bool {
        // A call that ends at this very instant may still have its turn.
        let idle = |g: usize| self.free.first_of(GroupId::new(g)).key < turn(now, Kind::Changes);
        let signed_in = self.crews.iter().map(|c| c.people.iter().filter(|p| p.is_signed_in()).count()).sum();
        (0..self.crews.len()).all(|g| self.plan.serves[g] & queues == 0 || !idle(g)) && self.seats.are_right(signed_in)
    }
}

fn service(who: Member, talk: i64, wrap_up: i64) -> Service {
    let (talk, wrap_up) = (Span::from_micros(talk), Span::from_micros(wrap_up));
    Service { group: who.group, agent: who.agent, talk, wrap_up }
}

/// How somebody came to be idle at an instant, in the order of M-T2.
#[derive(Clone, Copy, Debug)]
enum Idle {
    SignedInBeforeCallsEnd = 0,
    AfterCall = 1,
    SignedInAfterCallsEnd = 2,
}

/// Of those idle since one instant, who came on duty before calls end have smaller stamps, whose calls ended have none.
pub(super) const BEFORE_CALLS_END: u64 = stamp(Idle::AfterCall, 0);

/// Breaks ties between people idle since the same instant: by M-T2, then first come first served.
#[inline]
const fn stamp(how: Idle, count: u64) -> u64 {
    (how as u64) << 62 | count
}

/// A length times a factor, to the nearest microsecond; no more than any length is.
#[inline]
pub(super) fn scaled(length: i64, factor: f64) -> i64 {
    if factor == 1.0 { length } else { ((length as f64 * factor + 0.5) as i64).min(Sampler::LONGEST) }
}
