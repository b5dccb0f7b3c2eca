//! Shifts and breaks: how people come to work and go (M-A1, M-A2, M-T3).

use super::super::agenda::{Agenda, Entry, What};
use super::super::fact::{AgentId, Fact, GroupId, Observer};
use super::super::now::Now;
use super::super::plan::PersonPlan;
use super::super::turn::{Kind, turn};
use super::Crews;
use super::member::Member;
use super::person::{Person, Then, Whereabouts};
use crate::units::SimTime;

/// Somebody comes late; at the end of the shift: not at all.
fn comes_late<O: Observer>(who: Member, today: &Person, plan: &PersonPlan, agenda: &mut Agenda<'_>, told: &mut O) {
    let (due, comes) = (SimTime::from_micros(plan.start), SimTime::from_micros(today.starts.min(today.ends)));
    told.saw(Fact::Late(who.group, who.agent, due, comes));
    if today.comes() {
        agenda.schedule(turn(today.starts, Kind::Changes), What::ShiftStarts(who), 0);
    }
}

impl Crews<'_> {
    /// Who is absent and who comes late today, who is paid for, and when; those who come late are scheduled.
    ///
    /// Of a shift that goes on after the last date it is paid until midnight.
    pub fn roster<O: Observer>(&self, last_midnight: i64, agenda: &mut Agenda<'_>, told: &mut O) {
        for (g, (crew, plan)) in self.crews.iter().zip(&self.plan.groups).enumerate() {
            let id = GroupId::new(g);
            for (p, (today, person)) in crew.people.iter().zip(&plan.people).enumerate() {
                let who = Member::new(g, p);
                match today.absent.filter(|_| plan.head_counts.is_empty()) {
                    Some(reason) => told.saw(Fact::Absent(id, who.agent, reason)),
                    None if plan.head_counts.is_empty() => {
                        if today.starts > person.start {
                            comes_late(who, today, person, agenda, told);
                        }
                        let end = today.ends.min(last_midnight);
                        let start = today.starts.min(end);
                        told.saw(Fact::Rostered(id, 1, SimTime::from_micros(start), SimTime::from_micros(end)));
                    }
                    None => {}
                }
            }
            if !plan.head_counts.is_empty() {
                crew.absent_of_head_count(|agent, reason| told.saw(Fact::Absent(id, AgentId::new(agent), reason)));
            }
            for pair in plan.head_counts.windows(2) {
                let (from, to) = (SimTime::from_micros(pair[0].start), SimTime::from_micros(pair[1].start));
                told.saw(Fact::Rostered(id, crew.present(&pair[0]), from, to));
            }
        }
    }

    /// Whether something was scheduled for a person to whom something else has happened since, or whose shift now ends
    /// at another time.
    pub fn is_void(&self, entry: &Entry) -> bool {
        let person = |who: Member| &self.crews[who.group.index()].people[who.agent.index()];
        match entry.what {
            What::LastCallEnds(who) | What::Joins(who) | What::BreakEnds(who) => person(who).ticket != entry.ticket,
            What::ShiftEnds(who) => {
                [person(who).ends, self.planned_end(who)].iter().all(|end| turn(*end, Kind::Changes) != entry.turn)
            }
            What::ShiftStarts(who) => turn(person(who).starts, Kind::Changes) != entry.turn,
            What::BreakStarts(who, number) => {
                let planned = self.plan.groups[who.group.index()].people[who.agent.index()].breaks[number as usize].0;
                let postponed = person(who).postponed_to.filter(|_| person(who).next_break == number);
                postponed.into_iter().chain([planned]).all(|begins| turn(begins, Kind::Changes) != entry.turn)
            }
            What::Closes
            | What::Opens
            | What::DateBegins
            | What::HeadCountChanges { .. }
            | What::ComesEarly(_)
            | What::MoreCanStay
            | What::Overflows(_)
            | What::OffersCallback(_)
            | What::TriesAgain(_) => false,
        }
    }

    /// Somebody is there before the shift: in line for a seat, and takes none before the start (M-A6).
    pub fn comes_early(&mut self, who: Member) {
        let planned = self.plan.groups[who.group.index()].people[who.agent.index()].start;
        let (crew, p) = self.crew_of(who);
        let person = &mut crew.people[p];
        // Who is absent or late is not there early.
        if person.absent.is_none() && person.starts == planned {
            person.not_before = planned;
            self.waits_for_seat(who);
        }
    }

    pub fn shift_starts<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let breaks = &self.plan.groups[who.group.index()].people[who.agent.index()].breaks;
        let (crew, p) = self.crew_of(who);
        let person = &mut crew.people[p];
        if person.not_before > 0 {
            // Has been there, and may have got a seat at this moment already.
            self.seats_are_taken(now);
        } else if person.absent.is_none() {
            // Who comes late has missed the breaks that should have begun before.
            person.next_break = breaks.partition_point(|b| b.0 < now.at) as u32;
            self.comes_to_work(who, now);
        }
    }

    /// At the start of the shift or after a break: takes the break that is due, or goes where the work is.
    pub fn comes_to_work<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let group = &self.plan.groups[who.group.index()];
        let (crew, p) = self.crew_of(who);
        let person = crew.people[p];
        let breaks = &group.people[p].breaks;
        let begins = |b: &(i64, i64)| person.postponed_to.unwrap_or(b.0);
        if breaks.get(person.next_break as usize).is_some_and(|b| begins(b) <= now.at) {
            self.begins_break(who, now);
        } else if group.lent && person.on_loan.is_none() {
            crew.move_to(p, Whereabouts::OwnWork);
        } else {
            self.wants_seat(who, now);
        }
    }

    pub(super) fn begins_break<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let breaks = &self.plan.groups[who.group.index()].people[who.agent.index()].breaks;
        let (crew, p) = self.crew_of(who);
        let number = crew.people[p].next_break;
        crew.people[p].next_break = number + 1;
        crew.move_to(p, Whereabouts::OnBreak);
        let ((planned, length), ticket) = (breaks[number as usize], crew.void(p));
        let begins = crew.people[p].postponed_to.take().unwrap_or(planned);
        if begins < now.at {
            now.told.saw(Fact::BreakLate(who.group, who.agent, SimTime::from_micros(begins), now.time()));
        }
        now.agenda.schedule(turn(now.at + length, Kind::Changes), What::BreakEnds(who), ticket);
    }

    pub fn break_starts<O: Observer>(&mut self, who: Member, number: u32, now: &mut Now<'_, '_, O>) {
        let (crew, p) = self.crew_of(who);
        if crew.people[p].next_break == number {
            self.break_comes(who, now);
        }
    }

    pub fn shift_ends<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        if now.at < self.crews[who.group.index()].people[who.agent.index()].ends {
            return self.stays_longer(who, now);
        }
        let lent = self.plan.groups[who.group.index()].lent;
        let (crew, p) = self.crew_of(who);
        let sent_back = lent && crew.people[p].on_loan.is_none();
        self.no_longer_on_loan(who);
        let stay = self.must_stay(who.group, now) && !sent_back;
        let (crew, p) = self.crew_of(who);
        let person = crew.people[p];
        crew.shifts_left -= u32::from(person.comes());
        match person.place {
            Whereabouts::OnPhones if stay => crew.stays(p, now.at),
            // After the shift there is no break left to take.
            Whereabouts::Finishing(Then::Break) if stay => {
                crew.stays(p, person.due);
                self.stays_on(who);
            }
            Whereabouts::OnPhones => self.leaves_phones(who, Then::Off, now.at, now),
            Whereabouts::Finishing(_) => crew.move_to(p, Whereabouts::Finishing(Then::Off)),
            Whereabouts::OnTheWay => {
                self.goes_home(who);
                self.seat_is_not_kept(now);
            }
            Whereabouts::Off | Whereabouts::OwnWork | Whereabouts::NeedsSeat | Whereabouts::OnBreak => {
                self.goes_home(who)
            }
        }
    }

    pub fn last_call_ends<O: Observer>(&mut self, who: Member, now: &mut Now<'_, '_, O>) {
        let (crew, p) = self.crew_of(who);
        if let Whereabouts::Finishing(then) = crew.people[p].place {
            self.signs_out(who, then, now);
        }
    }

    /// Somebody waits whom this group serves, and for whom people stay.
    pub(super) fn must_stay<O>(&self, group: GroupId, now: &Now<'_, '_, O>) -> bool {
        self.plan.serves[group.index()] & now.kept_for != 0
    }

    /// Those who stayed for the queue go once nobody waits for them; whether anybody did.
    pub fn stayers_leave<O: Observer>(&mut self, now: &mut Now<'_, '_, O>) -> bool {
        let mut gone = false;
        for g in 0..self.crews.len() {
            if self.crews[g].stayers == 0 || self.must_stay(GroupId::new(g), now) {
                continue;
            }
            for p in 0..self.crews[g].people.len() {
                let crew = &mut self.crews[g];
                let person = &mut crew.people[p];
                if person.stays && person.place == Whereabouts::OnPhones {
                    person.stays = false;
                    let due = person.due;
                    crew.stayers -= 1;
                    self.leaves_phones(Member::new(g, p), Then::Off, due, now);
                    gone = true;
                }
            }
        }
        gone
    }
}
