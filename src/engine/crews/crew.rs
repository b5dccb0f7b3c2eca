//! One group's people, and the counts of them that others ask for.

use super::super::plan::{GroupPlan, HeadCountPlan, LatePlan, PersonPlan};
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
    /// Of a head-count: who does not come, date by date, for all people each; empty if all come.
    absences: Vec<Option<u8>>,
    /// Of a head-count: the date at hand.
    date: usize,
    /// How many of those who are there in this opening have the end of their shift before them, and how many come in the others.
    pub shifts_left: u32,
    shifts_of_openings: Vec<u32>,
    /// How many a rung has on loan.
    pub on_loan: u32,
    /// How many stay after the shift for the queue.
    pub stayers: u32,
}

impl Crew {
    pub fn new(plan: &GroupPlan) -> Self {
        let people = Vec::with_capacity(plan.people.len());
        let (at_own_work, finishing_loan) = (BTreeSet::new(), BTreeSet::new());
        Self {
            people,
            at_own_work,
            finishing_loan,
            on_duty: 0,
            finishing: 0,
            absences: Vec::new(),
            date: 0,
            shifts_left: 0,
            shifts_of_openings: Vec::new(),
            on_loan: 0,
            stayers: 0,
        }
    }

    /// Begins a day: nobody is there yet, and it is drawn who will not come.
    pub fn restart(&mut self, plan: &GroupPlan, seed: u64, day: u64) {
        let mut draws = AttendanceDraws::new(plan, seed, day, 0);
        self.people.clear();
        for person in &plan.people {
            if person.date != draws.date {
                draws = AttendanceDraws::new(plan, seed, day, person.date);
            }
            self.people.push(draws.person(person));
        }
        self.at_own_work.clear();
        self.finishing_loan.clear();
        self.shifts_of_openings.fill(0);
        let with_shifts = if plan.head_counts.is_empty() { plan.people.as_slice() } else { &[] };
        for (plan, _) in with_shifts.iter().zip(&self.people).filter(|(_, person)| person.comes()) {
            if plan.opening >= self.shifts_of_openings.len() {
                self.shifts_of_openings.resize(plan.opening + 1, 0);
            }
            self.shifts_of_openings[plan.opening] += 1;
        }
        (self.on_duty, self.finishing, self.on_loan, self.stayers) = (0, 0, 0, 0);
        self.shifts_left = 0;
        self.opens(0);
        self.draws_absences(plan, seed, day);
    }

    /// Who of a head-count does not come, on each of its dates.
    fn draws_absences(&mut self, plan: &GroupPlan, seed: u64, day: u64) {
        self.absences.clear();
        self.date = 0;
        if plan.head_counts.is_empty() || plan.absence.is_empty() {
            return;
        }
        for date in &plan.dates {
            let draws = AttendanceDraws::new(plan, seed, day, *date);
            self.absences.extend(plan.people.iter().map(|person| draws.absent(person.index)));
        }
    }

    /// An opening begins: whose shift is the first with which it overlaps has it before them.
    pub fn opens(&mut self, opening: usize) {
        self.shifts_left += self.shifts_of_openings.get(opening).copied().unwrap_or(0);
    }

    /// Of a head-count: who does not come, date by date.
    pub fn absent_of_head_count(&self, mut tell: impl FnMut(usize, u8)) {
        let people = self.people.len();
        let absent = self.absences.iter().enumerate().filter_map(|(n, reason)| Some((n % people, (*reason)?)));
        absent.for_each(|(p, reason)| tell(p, reason));
    }

    /// Of a head-count: the date at hand is that of a row; those are there who come on it.
    pub fn has_date(&mut self, row: &HeadCountPlan) {
        if row.date == self.date || self.absences.is_empty() {
            return;
        }
        self.date = row.date;
        let absent = &self.absences[row.date * self.people.len()..];
        self.people.iter_mut().zip(absent).for_each(|(person, absent)| person.absent = *absent);
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

    /// How many of a head-count are there: absences thin it binomially (M-A3).
    pub fn present(&self, row: &HeadCountPlan) -> u32 {
        if self.absences.is_empty() {
            return row.people;
        }
        let first = row.date * self.people.len();
        self.absences[first..first + row.people as usize].iter().filter(|absent| absent.is_none()).count() as u32
    }
}

/// Who of a group comes on a date, and who comes late.
struct AttendanceDraws<'p> {
    plan: &'p GroupPlan,
    date: i64,
    absence: Stream,
    late: Stream,
    late_by: Stream,
}

impl<'p> AttendanceDraws<'p> {
    fn new(plan: &'p GroupPlan, seed: u64, day: u64, date: i64) -> Self {
        let stream = |purpose| Stream::new(seed, day, purpose, plan.entity.on_date(date));
        let (absence, late, late_by) = (stream(Purpose::Absence), stream(Purpose::Late), stream(Purpose::LateBy));
        Self { plan, date, absence, late, late_by }
    }

    /// One uniform for all reasons: a greater chance adds people to those absent before.
    fn absent(&self, index: u64) -> Option<u8> {
        let drawn = if self.plan.absence.is_empty() { 1.0 } else { self.absence.uniform(index) };
        self.plan.absence.iter().position(|chance| drawn < *chance).map(|reason| reason as u8)
    }

    /// By how much somebody is late; of a shift that began on the eve nobody is.
    fn late(&self, index: u64) -> i64 {
        let draws = |plan: &&LatePlan| self.date >= 0 && self.late.uniform(index) < plan.chance;
        self.plan.late.as_ref().filter(draws).map_or(0, |plan| plan.by.sample(self.late_by, index))
    }

    fn person(&self, plan: &PersonPlan) -> Person {
        let absent = self.absent(plan.index);
        let late = if absent.is_none() { self.late(plan.index) } else { 0 };
        Person::new(plan, absent, plan.start + late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Entity;

    fn crew_of(people: u64, absence: f64) -> Crew {
        let person = |index| PersonPlan { start: 0, end: 100, breaks: Vec::new(), index, date: 0, opening: 0 };
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
            dates: vec![0],
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
        assert_eq!(crew.shifts_left, 200 - absent);
    }
}
