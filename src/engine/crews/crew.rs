//! One group's people, and the counts of them that others ask for.

use super::super::plan::{GroupPlan, PersonPlan};
use super::person::{Person, Then, Whereabouts};
use crate::random::{Purpose, Stream};
use std::collections::BTreeSet;

/// A group's people. Whoever changes a person's place does so by [`Crew::move_to`], which keeps the lists.
#[derive(Debug)]
pub(super) struct Crew {
    pub people: Vec<Person>,
    // In order of the roster, in which a rung takes them (M-L6), whatever the order in which they came back.
    /// Those at own work, and those who finish a call before going back to it.
    at_own_work: BTreeSet<u32>,
    finishing_loan: BTreeSet<u32>,
    /// How many are on the phones or wait for a seat, and how many finish a last call.
    pub on_duty: u32,
    pub finishing: u32,
    /// Whether somebody does not come today.
    thinned: bool,
    /// How many of those who are there today have the end of their shift before them.
    pub shifts_left: u32,
    /// How many a rung has on loan.
    pub on_loan: u32,
    /// How many stay after the shift for the queue.
    pub stayers: u32,
}

impl Crew {
    pub fn new(plan: &GroupPlan) -> Self {
        let people = Vec::with_capacity(plan.people.len());
        let (at_own_work, finishing_loan) = (BTreeSet::new(), BTreeSet::new());
        let (on_duty, finishing, thinned, shifts_left, on_loan, stayers) = (0, 0, false, 0, 0, 0);
        Self { people, at_own_work, finishing_loan, on_duty, finishing, thinned, shifts_left, on_loan, stayers }
    }

    /// Begins a day: nobody is there yet, and it is drawn who will not come.
    pub fn restart(&mut self, plan: &GroupPlan, seed: u64, day: u64) {
        let stream = |purpose| Stream::new(seed, day, purpose, plan.entity);
        let (absence, late, late_by) = (stream(Purpose::Absence), stream(Purpose::Late), stream(Purpose::LateBy));
        let absent = |p: &PersonPlan| {
            // One uniform for all reasons: a greater chance adds people to those absent before.
            let drawn = if plan.absence.is_empty() { 1.0 } else { absence.uniform(p.index) };
            plan.absence.iter().position(|chance| drawn < *chance).map(|reason| reason as u8)
        };
        let late = |p: &PersonPlan| {
            let plan = plan.late.as_ref().filter(|plan| late.uniform(p.index) < plan.chance);
            plan.map_or(0, |plan| plan.by.sample(late_by, p.index))
        };
        let person = |p: &PersonPlan| {
            let absent = absent(p);
            Person::new(p, absent, p.start + if absent.is_none() { late(p) } else { 0 })
        };
        self.people.clear();
        self.people.extend(plan.people.iter().map(person));
        self.at_own_work.clear();
        self.finishing_loan.clear();
        let with_shifts = if plan.head_counts.is_empty() { self.people.as_slice() } else { &[] };
        self.shifts_left = with_shifts.iter().filter(|p| p.comes()).count() as u32;
        self.thinned = self.people.iter().any(|p| p.absent.is_some());
        (self.on_duty, self.finishing, self.on_loan, self.stayers) = (0, 0, 0, 0);
    }

    /// The person should leave at `due` and stays for the queue.
    pub fn stays(&mut self, p: usize, due: i64) {
        let person = &mut self.people[p];
        self.stayers += u32::from(!person.stays);
        person.stays = true;
        person.due = due;
    }

    pub fn move_to(&mut self, p: usize, place: Whereabouts) {
        let before = std::mem::replace(&mut self.people[p].place, place);
        self.who_can_be_sent(before).map(|list| list.remove(&(p as u32)));
        self.who_can_be_sent(place).map(|list| list.insert(p as u32));
        self.counted(before).into_iter().for_each(|count| *count -= 1);
        self.counted(place).into_iter().for_each(|count| *count += 1);
    }

    /// The count of those at a place, if they are counted.
    fn counted(&mut self, place: Whereabouts) -> Option<&mut u32> {
        match place {
            Whereabouts::OnPhones | Whereabouts::NeedsSeat => Some(&mut self.on_duty),
            Whereabouts::Finishing(_) => Some(&mut self.finishing),
            Whereabouts::Off | Whereabouts::OwnWork | Whereabouts::OnTheWay | Whereabouts::OnBreak => None,
        }
    }

    /// The list of those at a place from which a rung can take them (M-L5).
    fn who_can_be_sent(&mut self, place: Whereabouts) -> Option<&mut BTreeSet<u32>> {
        match place {
            Whereabouts::OwnWork => Some(&mut self.at_own_work),
            Whereabouts::Finishing(Then::OwnWork) => Some(&mut self.finishing_loan),
            Whereabouts::Off
            | Whereabouts::OnTheWay
            | Whereabouts::NeedsSeat
            | Whereabouts::OnBreak
            | Whereabouts::OnPhones
            | Whereabouts::Finishing(Then::Off | Then::Break) => None,
        }
    }

    /// How many are at own work, and how many a rung keeps from it in their shift.
    pub fn at_work_and_away(&self) -> (u32, u32) {
        let is_away = |person: &&Person| match person.place {
            Whereabouts::OnTheWay
            | Whereabouts::NeedsSeat
            | Whereabouts::OnPhones
            | Whereabouts::Finishing(Then::OwnWork | Then::Break) => !person.stays,
            Whereabouts::Off | Whereabouts::OwnWork | Whereabouts::OnBreak | Whereabouts::Finishing(Then::Off) => false,
        };
        (self.at_own_work.len() as u32, self.people.iter().filter(is_away).count() as u32)
    }

    /// How many a rung could take if so many seats are left: who is finishing a call after a release has one already.
    pub fn can_be_sent(&self, seats: u32) -> u32 {
        self.finishing_loan.len() as u32 + (self.at_own_work.len() as u32).min(seats)
    }

    /// How many a rung could take if seats were no matter.
    pub fn there(&self) -> u32 {
        (self.at_own_work.len() + self.finishing_loan.len()) as u32
    }

    /// Whom a rung takes: those still finishing a call from an earlier release first (M-L6), then those at own work.
    pub fn chosen(&self, people: u32) -> Vec<usize> {
        let there = self.finishing_loan.iter().chain(&self.at_own_work);
        there.take(people as usize).map(|p| *p as usize).collect()
    }

    /// What was scheduled for the person is void; the ticket for what comes now.
    pub fn void(&mut self, p: usize) -> u32 {
        self.people[p].ticket += 1;
        self.people[p].ticket
    }

    /// How many of the first `planned` people are there: absences thin a head-count binomially (M-A3).
    pub fn present(&self, planned: u32) -> u32 {
        if !self.thinned {
            return planned;
        }
        self.people[..planned as usize].iter().filter(|p| p.absent.is_none()).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Entity;

    fn crew_of(people: u64, absence: f64) -> Crew {
        let person = |index| PersonPlan { start: 0, end: 100, breaks: Vec::new(), index };
        let plan = GroupPlan {
            entity: Entity::FLOOR,
            lent: true,
            tells_work: false,
            factors: Vec::new(),
            absence: vec![absence],
            late: None,
            early: 0,
            people: (0..people).map(person).collect(),
            head_counts: Vec::new(),
        };
        let mut crew = Crew::new(&plan);
        crew.restart(&plan, 1, 0);
        crew
    }

    #[test]
    fn who_is_finishing_is_sent_first_and_needs_no_seat() {
        let mut crew = crew_of(4, 0.0);
        (0..3).for_each(|p| crew.move_to(p, Whereabouts::OwnWork));
        crew.move_to(3, Whereabouts::Finishing(Then::OwnWork));
        assert_eq!((crew.there(), crew.can_be_sent(0), crew.can_be_sent(2)), (4, 1, 3));
        assert_eq!(crew.chosen(3), [3, 0, 1]);
        crew.move_to(3, Whereabouts::Finishing(Then::Break));
        crew.move_to(0, Whereabouts::OnTheWay);
        assert_eq!((crew.there(), crew.chosen(9)), (2, vec![1, 2]));
    }

    #[test]
    fn who_is_absent_has_no_shift_before_them() {
        let crew = crew_of(200, 0.25);
        let absent = crew.people.iter().filter(|p| p.absent.is_some()).count() as u32;
        assert!((20..80).contains(&absent), "{absent}");
        assert_eq!((crew.shifts_left, crew.present(200)), (200 - absent, 200 - absent));
    }
}
