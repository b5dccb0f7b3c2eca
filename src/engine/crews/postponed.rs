//! People whose next break begins later because a rung asks them to (M-L9).

use super::super::agenda::What;
use super::super::fact::{Fact, GroupId, Observer, RungId};
use super::super::now::Now;
use super::super::turn::{Kind, turn};
use super::Crews;
use super::member::Member;
use super::person::{Person, Then, Whereabouts};
use crate::units::SimTime;

impl Crews<'_> {
    /// Whose next break is planned to begin within so long and has time so much later, in the order of the roster: who is there and
    /// whom no rung has asked already; for each break once.
    pub(super) fn about_to_break(
        &self,
        group: GroupId,
        starting_within: i64,
        by: i64,
        now: i64,
    ) -> impl Iterator<Item = Member> {
        let plans = &self.plan.groups[group.index()].people;
        let asked = move |person: &Person, p: usize| {
            let there = match person.place {
                Whereabouts::OnPhones | Whereabouts::OnBreak | Whereabouts::NeedsSeat => person.starts <= now,
                // The shift is over, or the break is due.
                Whereabouts::Finishing(_) => false,
                Whereabouts::Off | Whereabouts::OwnWork | Whereabouts::OnTheWay => false,
            };
            let number = person.next_break as usize;
            let is_due = |begins: i64| now < begins && begins - now <= starting_within;
            there
                && person.on_loan.is_none()
                && person.postponed_to.is_none()
                && plans[p].breaks.get(number).is_some_and(|b| is_due(b.0))
                && plans[p].has_time_later(number, by)
        };
        let people = self.crews[group.index()].people.iter().enumerate();
        people.filter(move |(p, person)| asked(person, *p)).map(move |(p, _)| Member::new(group.index(), p))
    }

    /// The `n`-th whom a rung asks will begin the next break so much later.
    pub(super) fn will_break_later<O>(
        &mut self,
        who: Member,
        rung: RungId,
        (n, by): (u32, i64),
        now: &mut Now<'_, '_, O>,
    ) {
        self.is_asked(who, rung, n);
        let (begins, number) = (self.planned_break(who) + by, self.next_break(who));
        let (crew, p) = self.crew_of(who);
        crew.people[p].postponed_to = Some(begins);
        now.agenda.schedule(turn(begins, Kind::Changes), What::BreakStarts(who, number), 0);
    }

    /// Whether a break that a rung has postponed is still to begin, later than planned.
    pub(super) fn has_postponed(&self, who: Member, now: i64) -> bool {
        let person = &self.crews[who.group.index()].people[who.agent.index()];
        person.postponed_to.is_some_and(|begins| now < begins && self.planned_break(who) < begins)
    }

    /// Whether somebody is in the time of a planned break that a rung has postponed: time on the phones is then the rung's.
    pub(super) fn is_in_postponed_break(&self, who: Member, now: i64) -> bool {
        self.has_postponed(who, now) && self.planned_break(who) <= now
    }

    /// The planned begin of the next break, or the begin to which it was postponed.
    pub(super) fn break_comes<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        if self.is_in_postponed_break(who, now.at) {
            return self.breaks_later(who, now);
        }
        let planned = self.planned_break(who);
        let (crew, p) = self.crew_of(who);
        if crew.people[p].postponed_to.is_some_and(|begins| planned < begins) {
            self.no_longer_on_loan(who);
        }
        self.break_is_due(who, now);
    }

    /// From now on the time on the phones is the rung's.
    fn breaks_later<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let (crew, p) = self.crew_of(who);
        let person = &crew.people[p];
        if person.place == Whereabouts::OnPhones && person.spell_for != person.on_loan {
            now.told.saw(Fact::SignedOut(self.spell(who, now.at), SimTime::from_micros(now.at)));
            self.begins_spell(who, now);
        }
    }

    /// The rung is released: the break begins when it was planned to, or now if that is over.
    pub(super) fn breaks_no_later<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let planned = self.planned_break(who);
        let (crew, p) = self.crew_of(who);
        // What is scheduled for the begin that was agreed upon is void.
        crew.people[p].postponed_to = Some(planned.max(now.at));
        if planned <= now.at {
            self.break_is_due(who, now);
        }
    }

    /// The next break begins, after the call in hand (M-A2).
    fn break_is_due<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let (crew, p) = self.crew_of(who);
        match crew.people[p].place {
            // A break that falls into an earlier one that began late follows at its end.
            Whereabouts::Off | Whereabouts::OnBreak | Whereabouts::Finishing(Then::Off | Then::Break) => {}
            Whereabouts::OnPhones => self.leaves_phones(who, Then::Break, now.at, now),
            Whereabouts::Finishing(Then::OwnWork) => crew.move_to(p, Whereabouts::Finishing(Then::Break)),
            Whereabouts::OnTheWay => {
                self.begins_break(who, now);
                self.seat_is_not_kept(now);
            }
            Whereabouts::OwnWork | Whereabouts::NeedsSeat => self.begins_break(who, now),
        }
    }

    /// When the next break begins by the roster.
    fn planned_break(&self, who: Member) -> i64 {
        self.plan.groups[who.group.index()].people[who.agent.index()].breaks[self.next_break(who) as usize].0
    }

    /// The number of the next break.
    fn next_break(&self, who: Member) -> u32 {
        self.crews[who.group.index()].people[who.agent.index()].next_break
    }
}
