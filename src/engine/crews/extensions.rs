//! People who stay longer than their shifts because a rung asks them to (M-L9).

use super::super::agenda::What;
use super::super::fact::{Fact, GroupId, Observer, RungId};
use super::super::now::Now;
use super::super::turn::{Kind, turn};
use super::Crews;
use super::member::Member;
use super::person::{Person, Then, Whereabouts};
use crate::units::SimTime;

/// How many are there, as far as the roster of today tells: changes in order of time.
#[derive(Debug)]
struct RosteredTimes(Vec<(i64, i64)>);

impl RosteredTimes {
    /// The most who are there at one moment.
    fn most(&self, from: i64, to: i64) -> i64 {
        let mut there = 0;
        let mut most = 0;
        for (at, change) in self.0.iter().take_while(|(at, _)| *at < to) {
            if *at > from {
                most = most.max(there);
            }
            there += change;
        }
        most.max(there)
    }

    fn add(&mut self, from: i64, to: i64) {
        for change in [(from, 1), (to, -1)] {
            let place = self.0.partition_point(|other| *other < change);
            self.0.insert(place, change);
        }
    }
}

impl Crews<'_> {
    /// Whose shift ends within so long, in the order of the roster: who is there, on a break or not, and whom no rung has asked
    /// already.
    pub(super) fn about_to_go(&self, group: GroupId, ending_within: i64, now: i64) -> impl Iterator<Item = Member> {
        let asked = move |person: &Person| {
            let there = match person.place {
                Whereabouts::OnPhones | Whereabouts::OnBreak | Whereabouts::NeedsSeat => person.starts <= now,
                Whereabouts::Finishing(then) => then == Then::Break,
                Whereabouts::Off | Whereabouts::OwnWork | Whereabouts::OnTheWay => false,
            };
            there && person.on_loan.is_none() && now < person.ends && person.ends - now <= ending_within
        };
        let people = self.crews[group.index()].people.iter().enumerate();
        people.filter(move |(_, person)| asked(person)).map(move |(p, _)| Member::new(group.index(), p))
    }

    /// Those of them for whom a seat is left that the roster gives to nobody else in the time that they would stay.
    pub(super) fn asked_to_stay(&self, group: GroupId, ending_within: i64, by: i64, now: i64) -> Vec<Member> {
        let mut asked: Vec<Member> = self.about_to_go(group, ending_within, now).collect();
        if self.plan.seats == u32::MAX || asked.is_empty() {
            return asked;
        }
        let mut rostered = self.rostered();
        asked.retain(|who| {
            let ends = self.crews[who.group.index()].people[who.agent.index()].ends;
            let has_seat = rostered.most(ends, ends + by) < i64::from(self.plan.seats);
            if has_seat {
                rostered.add(ends, ends + by);
            }
            has_seat
        });
        asked
    }

    /// Who is planned to be on the phones, breaks included, and is there today; people on loan stay where they are.
    fn rostered(&self) -> RosteredTimes {
        let mut changes = Vec::new();
        for (crew, plan) in self.crews.iter().zip(&self.plan.groups) {
            if plan.lent {
                changes.push((i64::MIN, i64::from(crew.on_loan)));
            } else if plan.head_counts.is_empty() {
                let there = crew.people.iter().filter(|person| person.comes());
                changes.extend(there.flat_map(|person| [(person.starts, 1), (person.ends, -1)]));
            } else {
                let counts = plan.head_counts.iter().map(|row| (row.start, i64::from(crew.present(row))));
                changes.extend(counts.scan(0, |before, (at, people)| {
                    let change = people - std::mem::replace(before, people);
                    Some((at, change))
                }));
            }
        }
        changes.sort_unstable();
        RosteredTimes(changes)
    }

    /// The `n`-th whom a rung asks will stay so much longer.
    pub(super) fn will_stay_longer(&mut self, who: Member, rung: RungId, n: u32, by: i64) {
        self.is_asked(who, rung, n);
        let (crew, p) = self.crew_of(who);
        crew.people[p].ends += by;
    }

    /// The planned end of the shift: from now on the time on the phones is the rung's.
    pub(super) fn stays_longer<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let (crew, p) = self.crew_of(who);
        let (person, ticket) = (crew.people[p], crew.people[p].ticket);
        now.agenda.schedule(turn(person.ends, Kind::Changes), What::ShiftEnds(who), ticket);
        if person.is_signed_in() && person.spell_for != person.on_loan {
            let due = if person.place == Whereabouts::OnPhones { now.at } else { person.due };
            now.told.saw(Fact::SignedOut(self.spell(who, due), SimTime::from_micros(now.at)));
            self.begins_spell(who, now);
        }
    }

    /// The rung is released: the shift ends when it was planned to, or now if that is over.
    pub(super) fn stays_no_longer<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let planned = self.planned_end(who);
        let (crew, p) = self.crew_of(who);
        // What is scheduled for the end that was agreed upon is void.
        crew.people[p].ends = planned.max(now.at);
        if now.at < planned {
            return;
        }
        crew.shifts_left -= 1;
        match crew.people[p].place {
            Whereabouts::OnPhones => self.leaves_phones(who, Then::Off, now.at, now),
            Whereabouts::Finishing(_) => crew.move_to(p, Whereabouts::Finishing(Then::Off)),
            Whereabouts::NeedsSeat | Whereabouts::OnBreak => self.goes_home(who),
            Whereabouts::Off | Whereabouts::OwnWork | Whereabouts::OnTheWay => {}
        }
    }

    /// When the shift of somebody ends by the roster.
    pub(super) fn planned_end(&self, who: Member) -> i64 {
        self.plan.groups[who.group.index()].people[who.agent.index()].end
    }
}
