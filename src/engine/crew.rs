//! People: where each is, and how they come to the phones and leave them (M-A1 to M-A4).

use super::agenda::{Kind, What, turn};
use super::day::{Day, Idle, stamp};
use super::fact::{AgentId, Fact, GroupId, Observer, RungId, Spell};
use super::plan::{GroupPlan, PersonPlan};
use crate::model::AfterClose;
use crate::random::{Purpose, Stream};
use crate::units::SimTime;
use std::collections::{BTreeSet, VecDeque};

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Not on duty.
    Off,
    /// A lent person at own work.
    OwnWork,
    /// Borrowed, not yet there.
    OnTheWay,
    /// There, without a seat.
    NeedsSeat,
    /// On a break.
    OnBreak,
    /// Signed in: handling or ready.
    OnPhones,
    /// Signed in and handling the last call before leaving.
    Finishing(Then),
}

/// Where a person goes on leaving the phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Off,
    Break,
    OwnWork,
}

/// A person's day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub place: Place,
    /// Signed in since.
    pub since: i64,
    /// When the person should have left the phones.
    pub due: i64,
    /// When the last call ends, while finishing.
    pub free_at: i64,
    /// Moves on when what was scheduled for the person is void.
    pub ticket: u32,
    /// The first break not yet begun.
    pub next_break: u32,
    /// The rung that has the person on loan.
    pub on_loan: Option<RungId>,
    /// The rung that the present spell on the phones counts for.
    pub spell_for: Option<RungId>,
    /// Stays after the shift because callers still wait after closing (M-T3).
    pub stays: bool,
    pub absent: bool,
    /// Place in the order of signing in; `u64::MAX` while called and not yet there.
    pub signed_in: u64,
}

impl Person {
    const fn new(absent: bool) -> Self {
        Self {
            place: Place::Off,
            since: 0,
            due: 0,
            free_at: 0,
            ticket: 0,
            next_break: 0,
            on_loan: None,
            spell_for: None,
            stays: false,
            absent,
            signed_in: 0,
        }
    }
}

/// A group's people.
#[derive(Debug)]
pub(super) struct Crew {
    pub people: Vec<Person>,
    /// Those at own work, and those who finish a call before going back to it.
    pub at_own_work: BTreeSet<u32>,
    pub finishing_loan: BTreeSet<u32>,
    /// How many of those who are there today have the end of their shift before them.
    pub shifts_left: u32,
    /// How many a rung has on loan.
    pub on_loan: u32,
    /// How many stay after the shift for the queue.
    pub stayers: u32,
}

impl Crew {
    pub fn new(plan: &GroupPlan) -> Self {
        let people = vec![Person::new(false); plan.people.len()];
        let (at_own_work, finishing_loan) = (BTreeSet::new(), BTreeSet::new());
        Self { people, at_own_work, finishing_loan, shifts_left: 0, on_loan: 0, stayers: 0 }
    }

    pub fn restart(&mut self, plan: &GroupPlan, seed: u64, day: u64) {
        let stream = Stream::new(seed, day, Purpose::Absence, plan.entity);
        let absent = |p: &PersonPlan| plan.absence > 0.0 && stream.uniform(p.index) < plan.absence;
        self.people.clear();
        self.people.extend(plan.people.iter().map(|p| Person::new(absent(p))));
        self.at_own_work.clear();
        self.finishing_loan.clear();
        let with_shifts = if plan.head_counts.is_empty() { self.people.as_slice() } else { &[] };
        self.shifts_left = with_shifts.iter().filter(|p| !p.absent).count() as u32;
        (self.on_loan, self.stayers) = (0, 0);
    }

    /// The person should leave at `due` and stays for the queue.
    fn stays(&mut self, p: usize, due: i64) {
        let person = &mut self.people[p];
        self.stayers += u32::from(!person.stays);
        person.stays = true;
        person.due = due;
    }

    pub fn move_to(&mut self, p: usize, place: Place) {
        let before = std::mem::replace(&mut self.people[p].place, place);
        self.who_can_be_sent(before).map(|list| list.remove(&(p as u32)));
        self.who_can_be_sent(place).map(|list| list.insert(p as u32));
    }

    /// The list of those at a place from which a rung can take them (M-L5).
    fn who_can_be_sent(&mut self, place: Place) -> Option<&mut BTreeSet<u32>> {
        match place {
            Place::OwnWork => Some(&mut self.at_own_work),
            Place::Finishing(Then::OwnWork) => Some(&mut self.finishing_loan),
            Place::Off
            | Place::OnTheWay
            | Place::NeedsSeat
            | Place::OnBreak
            | Place::OnPhones
            | Place::Finishing(Then::Off | Then::Break) => None,
        }
    }

    fn void(&mut self, p: usize) -> u32 {
        self.people[p].ticket += 1;
        self.people[p].ticket
    }
}

/// Physical seats and who waits for one.
#[derive(Debug, Default)]
pub(super) struct Seats {
    pub taken: u32,
    /// Kept for people on the way.
    pub kept: u32,
    /// `(group, person, ticket)`, first come first served.
    pub wanted: VecDeque<(usize, usize, u32)>,
}

impl Seats {
    pub fn restart(&mut self) {
        (self.taken, self.kept) = (0, 0);
        self.wanted.clear();
    }
}

impl Day<'_> {
    /// Seats that nobody sits on and none is kept for.
    pub(super) fn seats_left(&self) -> u32 {
        self.plan.seats - self.seats.taken - self.seats.kept
    }

    pub(super) fn roster<O: Observer>(&self, observer: &mut O) {
        for (g, (crew, plan)) in self.crews.iter().zip(&self.plan.groups).enumerate() {
            let id = GroupId::new(g);
            if plan.head_counts.is_empty() {
                for (_, person) in crew.people.iter().zip(&plan.people).filter(|(p, _)| !p.absent) {
                    let (start, end) = (SimTime::from_micros(person.start), SimTime::from_micros(person.end));
                    observer.saw(Fact::Rostered(id, 1, start, end));
                }
            }
            for pair in plan.head_counts.windows(2) {
                let people = present(crew, pair[0].people as usize) as u32;
                observer.saw(Fact::Rostered(id, people, pair[0].start, pair[1].start));
            }
        }
    }

    pub(super) fn shift_starts<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        if self.crews[g].people[p].absent {
            return;
        }
        self.comes_to_work(g, p, observer);
    }

    /// At the start of the shift or after a break: takes the break that is due, or goes where the work is.
    fn comes_to_work<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        let person = self.crews[g].people[p];
        let breaks = &self.plan.groups[g].people[p].breaks;
        if breaks.get(person.next_break as usize).is_some_and(|b| b.0 <= self.now) {
            self.begins_break(g, p);
        } else if self.plan.groups[g].lent && person.on_loan.is_none() {
            self.crews[g].move_to(p, Place::OwnWork);
        } else {
            self.wants_seat(g, p, observer);
        }
    }

    fn begins_break(&mut self, g: usize, p: usize) {
        let number = self.crews[g].people[p].next_break;
        let length = self.plan.groups[g].people[p].breaks[number as usize].1;
        self.crews[g].people[p].next_break = number + 1;
        self.crews[g].move_to(p, Place::OnBreak);
        let ticket = self.crews[g].void(p);
        let what = What::BreakEnds { group: GroupId::new(g), agent: AgentId::new(p) };
        self.agenda.schedule(turn(self.now + length, Kind::Changes), what, ticket);
    }

    pub(super) fn break_starts<O: Observer>(&mut self, g: usize, p: usize, number: u32, observer: &mut O) {
        let person = self.crews[g].people[p];
        if person.next_break != number {
            return;
        }
        match person.place {
            // A break that falls into an earlier one that began late follows at its end.
            Place::Off | Place::OnBreak | Place::Finishing(Then::Off | Then::Break) => {}
            Place::OnPhones => self.leaves_phones(g, p, Then::Break, self.now, observer),
            Place::Finishing(Then::OwnWork) => self.crews[g].move_to(p, Place::Finishing(Then::Break)),
            Place::OnTheWay => {
                self.begins_break(g, p);
                self.kept_seat_given_up(observer);
            }
            Place::OwnWork | Place::NeedsSeat => self.begins_break(g, p),
        }
    }

    pub(super) fn break_ends<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        self.comes_to_work(g, p, observer);
    }

    pub(super) fn shift_ends<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        if !self.crews[g].people[p].absent {
            self.crews[g].shifts_left -= 1;
        }
        self.no_longer_on_loan(g, p);
        match self.crews[g].people[p].place {
            Place::OnPhones if self.must_stay(g) => {
                self.crews[g].stays(p, self.now);
            }
            // After the shift there is no break left to take.
            Place::Finishing(Then::Break) if self.must_stay(g) => {
                let due = self.crews[g].people[p].due;
                self.stays_on(g, p);
                self.crews[g].stays(p, due);
            }
            Place::OnPhones => self.leaves_phones(g, p, Then::Off, self.now, observer),
            Place::Finishing(_) => self.crews[g].move_to(p, Place::Finishing(Then::Off)),
            Place::OnTheWay => {
                self.goes_home(g, p);
                self.kept_seat_given_up(observer);
            }
            Place::Off | Place::OwnWork | Place::NeedsSeat | Place::OnBreak => self.goes_home(g, p),
        }
    }

    fn goes_home(&mut self, g: usize, p: usize) {
        self.crews[g].move_to(p, Place::Off);
        self.crews[g].void(p);
    }

    /// After closing with `after_close = "stay"`: somebody waits whom this group serves.
    fn must_stay(&self, g: usize) -> bool {
        self.closed && self.plan.after_close == AfterClose::Stay && self.plan.serves[g] & self.lines.mask() != 0
    }

    /// Those who stayed for the queue go once nobody waits for them; whether anybody did.
    pub(super) fn stayers_leave<O: Observer>(&mut self, observer: &mut O) -> bool {
        let mut gone = false;
        for g in 0..self.crews.len() {
            if self.crews[g].stayers == 0 || self.must_stay(g) {
                continue;
            }
            for p in 0..self.crews[g].people.len() {
                let person = &mut self.crews[g].people[p];
                if person.stays && person.place == Place::OnPhones {
                    person.stays = false;
                    let due = person.due;
                    self.crews[g].stayers -= 1;
                    self.leaves_phones(g, p, Then::Off, due, observer);
                    gone = true;
                }
            }
        }
        gone
    }

    /// A seat if there is one, else the queue for seats.
    pub(super) fn wants_seat<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        if self.seats_left() > 0 {
            self.signs_in(g, p, observer);
        } else {
            self.crews[g].move_to(p, Place::NeedsSeat);
            let ticket = self.crews[g].void(p);
            self.seats.wanted.push_back((g, p, ticket));
        }
    }

    pub(super) fn signs_in<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        self.seats.taken += 1;
        self.stamp += 1;
        self.crews[g].move_to(p, Place::OnPhones);
        let how = if self.calls_have_ended { Idle::SignedInAfterCallsEnd } else { Idle::SignedInBeforeCallsEnd };
        self.free.set(g, p, self.now, stamp(how, self.stamp));
        self.crews[g].people[p].signed_in = self.stamp;
        self.joined_order(g, p);
        self.newcomers.push((g, p));
        self.begins_spell(g, p, observer);
    }

    /// From now on the person's time on the phones counts for whoever has the person on loan.
    pub(super) fn begins_spell<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        let person = &mut self.crews[g].people[p];
        person.since = self.now;
        person.spell_for = person.on_loan;
        observer.saw(Fact::SignedIn(self.spell(g, p, self.now)));
    }

    pub(super) fn spell(&self, g: usize, p: usize, due: i64) -> Spell {
        let person = &self.crews[g].people[p];
        Spell {
            group: GroupId::new(g),
            agent: AgentId::new(p),
            since: SimTime::from_micros(person.since),
            due: SimTime::from_micros(due),
            borrowed_by: person.spell_for,
        }
    }

    /// Goes at once if idle, after the call in hand if not (M-A2). `due`: when the person should have gone.
    pub(super) fn leaves_phones<O: Observer>(&mut self, g: usize, p: usize, then: Then, due: i64, observer: &mut O) {
        let free_at = self.free.take_out(g, p);
        let answered = self.free.stamp(g, p as u64);
        self.crews[g].people[p].due = due;
        if free_at <= self.now {
            self.signs_out(g, p, then, observer);
            return;
        }
        let crew = &mut self.crews[g];
        crew.people[p].free_at = free_at;
        crew.move_to(p, Place::Finishing(then));
        let ticket = crew.void(p);
        let what = What::LastCallEnds { group: GroupId::new(g), agent: AgentId::new(p) };
        // Last calls that end together end in the order in which they were answered (M-T2).
        self.agenda.schedule_as(answered, turn(free_at, Kind::CallEnds), what, ticket);
    }

    pub(super) fn last_call_ends<O: Observer>(&mut self, g: usize, p: usize, observer: &mut O) {
        if let Place::Finishing(then) = self.crews[g].people[p].place {
            self.signs_out(g, p, then, observer);
        }
    }

    fn signs_out<O: Observer>(&mut self, g: usize, p: usize, then: Then, observer: &mut O) {
        let spell = self.spell(g, p, self.crews[g].people[p].due);
        observer.saw(Fact::SignedOut(spell, SimTime::from_micros(self.now)));
        self.seats.taken -= 1;
        match then {
            Then::Off => self.goes_home(g, p),
            Then::OwnWork => self.crews[g].move_to(p, Place::OwnWork),
            Then::Break => self.begins_break(g, p),
        }
        self.seat_given_up(observer);
    }

    /// Somebody on the way does not come: nobody needs the seat kept.
    pub(super) fn kept_seat_given_up<O: Observer>(&mut self, observer: &mut O) {
        self.seats.kept -= 1;
        self.seat_given_up(observer);
    }

    /// Whoever has waited longest for a seat takes one that is free.
    fn seat_given_up<O: Observer>(&mut self, observer: &mut O) {
        while self.seats_left() > 0
            && let Some((g, p, ticket)) = self.seats.wanted.pop_front()
        {
            let person = &self.crews[g].people[p];
            if person.place == Place::NeedsSeat && person.ticket == ticket {
                self.signs_in(g, p, observer);
            }
        }
    }

    pub(super) fn head_count_changes<O: Observer>(&mut self, g: usize, row: usize, observer: &mut O) {
        self.works(self.crews[g].people.len() as i64 / 64, observer);
        let planned = self.plan.groups[g].head_counts[row].people as usize;
        let wanted = present(&self.crews[g], planned);
        let on_duty =
            self.crews[g].people.iter().filter(|p| matches!(p.place, Place::OnPhones | Place::NeedsSeat)).count();
        if wanted < on_duty {
            self.head_count_falls(g, on_duty - wanted, observer);
        } else {
            self.head_count_rises(g, wanted - on_duty, observer);
        }
    }

    /// Those without a seat and idle people go at once, then whoever finishes first (M-A3). As all the others are
    /// handling, those who will finish first are known already.
    fn head_count_falls<O: Observer>(&mut self, g: usize, too_many: usize, observer: &mut O) {
        let people = self.crews[g].people.iter().enumerate().rev();
        let without_seat = people.filter(|(_, p)| p.place == Place::NeedsSeat).map(|(p, _)| p);
        let without_seat: Vec<usize> = without_seat.take(too_many).collect();
        for &p in &without_seat {
            self.goes_home(g, p);
        }
        for _ in without_seat.len()..too_many {
            let first = self.free.first(g);
            if self.must_stay(g) {
                return self.all_stay(g);
            }
            self.leaves_phones(g, super::tree::leaf(first), Then::Off, self.now, observer);
        }
    }

    fn all_stay(&mut self, g: usize) {
        for p in 0..self.crews[g].people.len() {
            if self.crews[g].people[p].place == Place::OnPhones {
                self.crews[g].stays(p, self.now);
            }
        }
    }

    /// Those about to leave stay on, who would have finished last first; then others come.
    fn head_count_rises<O: Observer>(&mut self, g: usize, too_few: usize, observer: &mut O) {
        let people = &self.crews[g].people;
        let at = |is: fn(&Person) -> bool| (0..people.len()).filter(move |p| is(&people[*p]));
        let mut finishing: Vec<usize> = at(|p| matches!(p.place, Place::Finishing(_))).collect();
        finishing.sort_by_key(|p| std::cmp::Reverse((people[*p].free_at, self.free.stamp(g, *p as u64))));
        finishing.truncate(too_few);
        let off = at(|p| p.place == Place::Off && !p.absent);
        let others: Vec<usize> = off.take(too_few - finishing.len()).collect();
        finishing.into_iter().for_each(|p| self.stays_on(g, p));
        others.into_iter().for_each(|p| self.wants_seat(g, p, observer));
    }

    /// Somebody finishing a last call will take more calls after it.
    pub(super) fn stays_on(&mut self, g: usize, p: usize) {
        let crew = &mut self.crews[g];
        crew.void(p);
        crew.move_to(p, Place::OnPhones);
        self.free.put_back(g, p, crew.people[p].free_at);
    }
}

/// How many of the first `planned` people are there: absences thin a head-count binomially (M-A3).
fn present(crew: &Crew, planned: usize) -> usize {
    crew.people[..planned].iter().filter(|p| !p.absent).count()
}
