//! Loans: people whom the ladder calls to the phones, and sends back (M-L5 to M-L8).

use super::super::agenda::What;
use super::super::fact::{Fact, Missing, Observer, RungId};
use super::super::now::Now;
use super::super::plan::{DoesPlan, LadderPlan, RungPlan};
use super::super::turn::{Kind, turn};
use super::Crews;
use super::member::Member;
use super::person::{Person, Then, Whereabouts};
use crate::model::Step;
use crate::random::{Purpose, Sampler, Stream};
use std::collections::BinaryHeap;

/// Whom each rung has on loan.
#[derive(Debug)]
pub(super) struct Loans(Vec<Loan>);

/// What one rung has on loan.
#[derive(Debug, Default)]
struct Loan {
    /// How long people take to join.
    stream: Stream,
    /// How often it has called people today.
    calls: u64,
    /// How many it has on loan.
    people: u32,
    /// `(place in the order of signing in, place in the order of the call, person)`: the greatest goes back first. Who
    /// has signed in again since, or has gone home, has an entry that no longer counts.
    order: BinaryHeap<(u64, u32, u32)>,
}

/// Those whom a rung no longer has, still to be sent back.
pub(in crate::engine) struct Recalled {
    people: Vec<Member>,
    /// Whether the rung has others on loan.
    pub others: bool,
}

impl Recalled {
    /// How many.
    pub fn count(&self) -> u32 {
        self.people.len() as u32
    }
}

impl Loans {
    pub fn new(rungs: usize) -> Self {
        Self((0..rungs).map(|_| Loan::default()).collect())
    }

    /// Begins a day: nobody is on loan.
    pub fn restart(&mut self, plans: &[LadderPlan], seed: u64, day: u64) {
        for (loan, rung) in self.0.iter_mut().zip(plans.iter().flat_map(|plan| &plan.rungs)) {
            loan.stream = Stream::new(seed, day, Purpose::JoinAfter, rung.entity);
            (loan.calls, loan.people) = (0, 0);
            loan.order.clear();
        }
    }

    fn of(&mut self, rung: RungId) -> &mut Loan {
        &mut self.0[rung.index()]
    }
}

impl Crews<'_> {
    /// How many people a rung could send now; `None` if fewer than its minimum (M-L5).
    pub fn can_send(&self, rung: &RungPlan, now: i64) -> Option<u32> {
        let there = match rung.does {
            DoesPlan::Borrow { .. } => self.crews[rung.group.index()].can_be_sent(self.seats.left()),
            DoesPlan::Extend { ending_within, by } => {
                self.asked_to_stay(rung.group, ending_within, by, now).len() as u32
            }
            DoesPlan::Postpone { .. } => self.there(rung, now),
        };
        let sent = there.min(rung.people.most());
        (sent >= rung.people.least()).then_some(sent)
    }

    /// How many people a rung could send if seats were no matter.
    pub fn there(&self, rung: &RungPlan, now: i64) -> u32 {
        match rung.does {
            DoesPlan::Borrow { .. } => self.crews[rung.group.index()].there(),
            DoesPlan::Extend { ending_within, .. } => self.about_to_go(rung.group, ending_within, now).count() as u32,
            DoesPlan::Postpone { starting_within, by } => {
                self.about_to_break(rung.group, starting_within, by, now).count() as u32
            }
        }
    }

    /// What a rung that cannot send its minimum would need (M-L4).
    pub fn missing(&self, rung: &RungPlan, now: i64) -> Missing {
        if self.there(rung, now) < rung.people.least() { Missing::People } else { Missing::Seat }
    }

    /// A rung sends so many people, who are there; when the last of them will have joined.
    pub fn send<O: Observer>(&mut self, rung: &RungPlan, people: u32, now: &mut Now<'_, '_, O>) -> i64 {
        let loan = self.loans.of(rung.id);
        loan.people = people;
        loan.order.clear();
        loan.calls += 1;
        match &rung.does {
            DoesPlan::Borrow { join_after } => self.lend(rung, people, join_after, now),
            DoesPlan::Extend { ending_within, by } => {
                let asked = self.asked_to_stay(rung.group, *ending_within, *by, now.at);
                for (n, who) in (0..people).zip(asked) {
                    self.will_stay_longer(who, rung.id, n, *by);
                }
                now.at
            }
            DoesPlan::Postpone { starting_within, by } => {
                let asked: Vec<Member> = self.about_to_break(rung.group, *starting_within, *by, now.at).collect();
                for (n, who) in (0..people).zip(asked) {
                    self.will_break_later(who, rung.id, (n, *by), now);
                }
                now.at
            }
        }
    }

    /// So many people of a lent group are called; when the last of them will have joined.
    fn lend<O: Observer>(
        &mut self,
        rung: &RungPlan,
        people: u32,
        join_after: &Sampler,
        now: &mut Now<'_, '_, O>,
    ) -> i64 {
        // Each call of the rung has draws of its own: how many go with one moves nobody's delay in the next (M-R1).
        let first_draw = (self.loans.of(rung.id).calls - 1) << 32;
        let mut all_there = now.at;
        for (n, p) in self.crews[rung.group.index()].chosen(people).into_iter().enumerate() {
            let who = Member::new(rung.group.index(), p);
            let delay = |loans: &mut Loans| join_after.sample(loans.of(rung.id).stream, first_draw | n as u64);
            all_there = all_there.max(self.borrow(rung.id, who, n as u32, delay, now));
        }
        all_there
    }

    /// The `n`-th person whom a rung calls; when the person will have joined.
    fn borrow<O: Observer>(
        &mut self,
        rung: RungId,
        who: Member,
        n: u32,
        delay: impl Fn(&mut Loans) -> i64,
        now: &mut Now<'_, '_, O>,
    ) -> i64 {
        let (crew, p) = self.crew_of(who);
        crew.people[p].on_loan = Some(rung);
        crew.on_loan += 1;
        let (place, due) = (crew.people[p].place, crew.people[p].due);
        if let Whereabouts::Finishing(_) = place {
            // The stretch until now was the earlier rung's.
            now.told.saw(Fact::SignedOut(self.spell(who, due), now.time()));
            self.takes_place_in_order(who);
            self.stays_on(who);
            self.begins_spell(who, now);
            return now.at;
        }
        let delay = delay(&mut self.loans);
        if delay == 0 {
            self.signs_in(who, now);
            return now.at;
        }
        self.loans.of(rung).order.push((u64::MAX, n, p as u32));
        self.seats.keep();
        let (crew, p) = self.crew_of(who);
        crew.people[p].signed_in = u64::MAX;
        crew.move_to(p, Whereabouts::OnTheWay);
        let ticket = crew.people[p].ticket;
        now.agenda.schedule(turn(now.at + delay, Kind::Joins), What::Joins(who), ticket);
        now.at + delay
    }

    /// Somebody called has come.
    pub fn joins<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let (crew, p) = self.crew_of(who);
        if crew.people[p].place == Whereabouts::OnTheWay {
            self.seats.keep_no_longer();
            self.signs_in(who, now);
        }
    }

    /// Somebody on loan has signed in, or stays on: the place in the order of signing in.
    pub(super) fn takes_place_in_order(&mut self, who: Member) {
        let (crew, p) = self.crew_of(who);
        let person = crew.people[p];
        if let Some(rung) = person.on_loan {
            self.loans.of(rung).order.push((person.signed_in, 0, p as u32));
        }
    }

    /// One more is on loan, the `n`-th whom the rung asks.
    pub(super) fn is_asked(&mut self, who: Member, rung: RungId, n: u32) {
        let (crew, p) = self.crew_of(who);
        crew.people[p].on_loan = Some(rung);
        crew.on_loan += 1;
        let person = &mut crew.people[p];
        if person.signed_in == 0 {
            // Has not yet had a seat.
            person.signed_in = u64::MAX;
        }
        let signed_in = person.signed_in;
        self.loans.of(rung).order.push((signed_in, n, p as u32));
    }

    /// The shift of somebody who may be on loan is over.
    pub(super) fn no_longer_on_loan(&mut self, who: Member) {
        let (crew, p) = self.crew_of(who);
        if let Some(rung) = crew.people[p].on_loan.take() {
            crew.on_loan -= 1;
            self.loans.of(rung).people -= 1;
        }
    }

    /// Those who go back in one step of a release, in reverse order of signing in; they no longer count as the rung's.
    pub fn recalls(&mut self, rung: &RungPlan, step: Step) -> Recalled {
        let (crew, loan) = (&mut self.crews[rung.group.index()], self.loans.of(rung.id));
        let mut people = Vec::new();
        while let Some((signed_in, _, p)) = loan.order.pop() {
            let person = &mut crew.people[p as usize];
            if person.on_loan == Some(rung.id) && person.signed_in == signed_in {
                person.on_loan = None;
                people.push(Member::new(rung.group.index(), p as usize));
                if step == Step::Person {
                    break;
                }
            }
        }
        loan.people -= people.len() as u32;
        crew.on_loan -= people.len() as u32;
        Recalled { people, others: loan.people > 0 }
    }

    /// Whoever is on loan goes back, group by group in the order of the roster.
    pub fn all_go_back<O: Observer>(&mut self, now: &mut Now<'_, '_, O>) {
        let mut people = Vec::new();
        for (g, crew) in self.crews.iter_mut().enumerate() {
            crew.on_loan = 0;
            let back = |(p, person): (usize, &mut Person)| person.on_loan.take().map(|_| Member::new(g, p));
            people.extend(crew.people.iter_mut().enumerate().filter_map(back));
        }
        self.loans.0.iter_mut().for_each(|loan| loan.people = 0);
        self.go_back(Recalled { people, others: false }, now);
    }

    /// They go back: who waits for a seat must not take the one that another of them gives up.
    pub fn go_back<O: Observer>(&mut self, recalled: Recalled, now: &mut Now<'_, '_, O>) {
        let place = |who: &Member| self.crews[who.group.index()].people[who.agent.index()].place;
        let (first, then): (Vec<_>, Vec<_>) =
            recalled.people.into_iter().partition(|w| place(w) == Whereabouts::NeedsSeat);
        first.into_iter().chain(then).for_each(|who| self.goes_back(who, now));
    }

    fn goes_back<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        if self.has_postponed(who, now.at) {
            return self.breaks_no_later(who, now);
        }
        if !self.plan.groups[who.group.index()].lent {
            return self.stays_no_longer(who, now);
        }
        let (crew, p) = self.crew_of(who);
        match crew.people[p].place {
            Whereabouts::OnTheWay => {
                crew.move_to(p, Whereabouts::OwnWork);
                crew.void(p);
                self.seat_is_not_kept(now);
            }
            Whereabouts::NeedsSeat => crew.move_to(p, Whereabouts::OwnWork),
            Whereabouts::OnPhones => self.leaves_phones(who, Then::OwnWork, now.at, now),
            // Back to own work afterwards.
            Whereabouts::OnBreak | Whereabouts::Finishing(_) | Whereabouts::Off | Whereabouts::OwnWork => {}
        }
    }
}
