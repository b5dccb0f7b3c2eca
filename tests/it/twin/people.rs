//! The twin's people: where each is, how they come to the phones and leave them (M-A1 to M-A4).

use super::seen::Seen;
use super::sim::{Event, Kind, Person, Place, Sim, What};
use super::wall;
use holdline::model::{AfterClose, Does, Presence, Rung};
use holdline::units::SimTime;
use std::cmp::Reverse;

impl Sim<'_> {
    /// Whether a person on the phones should be there.
    pub(super) fn leaving(&self, g: usize, p: usize) -> bool {
        let person = &self.crew[g][p];
        let own_work = self.floor.groups[g].lent && person.borrowed_by.is_none() && !person.stays;
        !(person.on_shift || person.stays) || !person.breaks_due.is_empty() || own_work
    }

    pub(super) fn shift_starts(&mut self, g: usize, p: usize) {
        let now = self.now;
        let person = &mut self.crew[g][p];
        person.on_shift = true;
        // Breaks that should have begun before somebody late has come are over for them.
        person.breaks_due = person.duty.breaks.iter().filter(|b| b.0 == now).copied().collect();
        match self.crew[g][p].place {
            // Has been there early, and may have a seat already.
            Place::SeatLine | Place::Idle(..) => self.give_seats(),
            Place::Away | Place::OwnWork | Place::Break | Place::Coming | Place::Handling(..) => {
                self.goes_where_due(g, p)
            }
        }
    }

    /// Stands in line for a seat before the shift (M-A6), unless late today.
    pub(super) fn comes_early(&mut self, g: usize, p: usize) {
        let person = &mut self.crew[g][p];
        if person.duty.comes == person.duty.start {
            person.place = Place::SeatLine;
            self.seat_line.push((g, p));
        }
    }

    pub(super) fn goes_off_duty(&mut self, g: usize, p: usize) {
        // After the shift there is no break left to take.
        self.crew[g][p].breaks_due.clear();
        let stays = self.closed && self.floor.after_close == AfterClose::Stay;
        let stays = stays && self.on_the_phones(g, p) && !self.leaving(g, p) && self.is_waited_for(g);
        self.crew[g][p].on_shift = false;
        self.crew[g][p].stays = stays;
        self.no_longer_borrowed(g, p);
        if stays {
            let due = *self.crew[g][p].due.get_or_insert(self.now);
            self.stays_on_the_phones(g, p);
            self.crew[g][p].due = Some(due);
        } else {
            self.leaves_or_finishes(g, p);
        }
    }

    /// The end of the shift, or of the time by which it was extended.
    pub(super) fn shift_is_over(&mut self, g: usize, p: usize) {
        match self.crew[g][p].stays_until {
            Some(until) if self.now < until => {
                // Who has sat down at this very moment is there for the rung already.
                if self.on_the_phones(g, p) && self.crew[g][p].spell.1 != self.counts_for(g, p) {
                    self.counts_from_now(g, p);
                }
                self.schedule(until, Kind::ShiftEnd, What::Person(g, p));
            }
            _ => {
                self.crew[g][p].stays_until = None;
                self.goes_off_duty(g, p);
            }
        }
    }

    /// Nobody needs to stay longer any more.
    pub(super) fn stays_no_longer(&mut self, g: usize, p: usize) {
        let person = &mut self.crew[g][p];
        person.stays_until = None;
        if self.now >= person.duty.end {
            person.on_shift = false;
            person.breaks_due.clear();
            self.leaves_or_finishes(g, p);
        }
    }

    /// After closing nobody joins: once a group's queues are empty, they stay empty. Whether anybody went.
    pub(super) fn stayers_go(&mut self) -> bool {
        let mut gone = false;
        for g in 0..self.crew.len() {
            for p in 0..self.crew[g].len() {
                if self.crew[g][p].stays && !self.is_waited_for(g) {
                    self.crew[g][p].stays = false;
                    self.leaves_or_finishes(g, p);
                    gone = true;
                }
            }
        }
        gone
    }

    pub(super) fn break_falls_due(&mut self, g: usize, p: usize, length: i64) {
        let now = self.now;
        if self.is_put_off(g, p) {
            return;
        }
        let person = &mut self.crew[g][p];
        if person.on_shift {
            person.breaks_due.push((now, length));
            if person.place != Place::Break {
                self.leaves_or_finishes(g, p);
            }
        }
    }

    pub(super) fn head_count_changes(&mut self, g: usize, people: u32) {
        let wanted = self.present(g, people);
        let on_duty = |sim: &Self| sim.crew[g].iter().filter(|p| p.on_shift).count();
        while on_duty(self) > wanted {
            let p = self.first_to_go(g);
            self.goes_off_duty(g, p);
        }
        while on_duty(self) < wanted {
            self.one_more_comes(g);
        }
    }

    /// M-A3: without a seat (the highest number first), then idle longest, then whoever finishes first.
    pub(super) fn first_to_go(&self, g: usize) -> usize {
        let rank = |p: &usize| match self.crew[g][*p].place {
            Place::SeatLine => (0, 0, u64::MAX - *p as u64),
            Place::Idle(since, tie) => (1, since, tie),
            Place::Handling(end, call) => (2, end, call),
            other => unreachable!("{other:?}"),
        };
        (0..self.crew[g].len()).filter(|p| self.crew[g][*p].on_shift).min_by_key(rank).expect("somebody is on duty")
    }

    pub(super) fn one_more_comes(&mut self, g: usize) {
        let finishing = |p: &usize| match self.crew[g][*p] {
            Person { place: Place::Handling(end, call), on_shift: false, .. } => Some((end, call, *p)),
            _ => None,
        };
        let last = (0..self.crew[g].len()).filter_map(|p| finishing(&p)).max();
        if let Some((.., p)) = last {
            self.crew[g][p].on_shift = true;
            self.stays_on_the_phones(g, p);
        } else {
            let free = |p: &Person| p.duty.absent.is_none() && !p.on_shift;
            let p = self.crew[g].iter().position(free).expect("no more are wanted than are there");
            self.crew[g][p].on_shift = true;
            self.goes_where_due(g, p);
        }
    }

    pub(super) fn call_ends(&mut self, g: usize, p: usize) {
        let tie = self.next_sequence();
        self.crew[g][p].place = Place::Idle(self.now, tie);
    }

    pub(super) fn last_call_ends(&mut self, g: usize, p: usize) {
        self.signs_out(g, p);
        self.goes_where_due(g, p);
    }

    pub(super) fn on_the_phones(&self, g: usize, p: usize) -> bool {
        matches!(self.crew[g][p].place, Place::Idle(..) | Place::Handling(..))
    }

    /// Somebody should no longer be where they are: a call in hand is finished first (M-A2).
    pub(super) fn leaves_or_finishes(&mut self, g: usize, p: usize) {
        let now = self.now;
        self.stirred = true;
        match self.crew[g][p].place {
            // Told to go at the very moment the call ends: goes at once.
            Place::Handling(end, _) if end <= now && self.crew[g][p].last_call.is_none() => self.signs_out(g, p),
            Place::Handling(at, call) => {
                let person = &mut self.crew[g][p];
                person.due.get_or_insert(now);
                if person.last_call.is_none() {
                    person.last_call = Some(call);
                    // Last calls end in the order in which they were answered.
                    let what = What::Token(g, p, call);
                    self.heap.push(Reverse(Event { at, kind: Kind::LastCallEnd, sequence: call, what }));
                }
                return;
            }
            Place::Idle(..) => self.signs_out(g, p),
            Place::SeatLine => self.seat_line.retain(|who| *who != (g, p)),
            Place::Coming => {
                self.crew[g][p].place = Place::Away;
                self.give_seats();
            }
            Place::Away | Place::OwnWork | Place::Break => {}
        }
        self.goes_where_due(g, p);
    }

    /// Somebody who was about to leave need not.
    pub(super) fn stays_on_the_phones(&mut self, g: usize, p: usize) {
        if let Place::Handling(at, call) = self.crew[g][p].place {
            self.crew[g][p].due = None;
            self.crew[g][p].last_call = None;
            let what = What::Token(g, p, call);
            self.heap.push(Reverse(Event { at, kind: Kind::CallEnd, sequence: call, what }));
        }
    }

    /// Somebody without a call goes where the plan has them.
    pub(super) fn goes_where_due(&mut self, g: usize, p: usize) {
        self.stirred = true;
        let (token, lent) = (self.next_sequence(), self.floor.groups[g].lent);
        let person = &mut self.crew[g][p];
        person.token = token;
        if !person.on_shift {
            person.place = Place::Away;
        } else if !person.breaks_due.is_empty() {
            let (due, length) = person.breaks_due.remove(0);
            person.place = Place::Break;
            if due < self.now {
                self.facts.push(Seen::BreakLate(g, p, due, self.now));
            }
            self.schedule(self.now + length, Kind::BreakEnd, What::Token(g, p, token));
        } else if lent && person.borrowed_by.is_none() {
            person.place = Place::OwnWork;
        } else {
            self.wants_seat(g, p);
        }
    }

    fn wants_seat(&mut self, g: usize, p: usize) {
        // Who has been in line before, and may sit down from this very moment on, comes first.
        self.give_seats();
        if self.free_seats() > 0 {
            self.signs_in(g, p);
        } else {
            self.crew[g][p].place = Place::SeatLine;
            self.seat_line.push((g, p));
        }
    }

    /// Whether anybody of a group may still take calls. People at their own work may if they are borrowed, or if enough
    /// of them are left for a rung that more callers than its threshold still ask for.
    pub(super) fn may_help(&self, g: usize) -> bool {
        let (group, crew) = (&self.floor.groups[g], &self.crew[g]);
        let to_come = |p: &Person| p.duty.absent.is_none() && self.now < p.duty.comes && p.duty.comes < p.duty.end;
        // A shift that first meets the hours of another opening is no hope for those who wait now.
        let openings = self.floor.calendar().openings();
        let is_of_now = |p: &Person| {
            let meets = openings.iter().position(|o| p.duty.start < o.end.micros() && o.start.micros() < p.duty.end);
            meets.is_some_and(|first| first <= self.opening)
        };
        let has_shift = |p: &Person| is_of_now(p) && (p.on_shift || to_come(p));
        let with_shift = crew.iter().filter(|p| has_shift(p)).count();
        let borrowable = |(i, rung): (usize, &Rung)| {
            let Does::Borrow { group: lender, people, .. } = &rung.does else { return false };
            let enough = with_shift >= people.least() as usize;
            let closed = openings[self.opening].end.micros();
            let over = |until| wall::on(self.floor, wall::day(self.floor, closed - 1), until);
            let in_time = |(_, until): (SimTime, SimTime)| closed < over(until);
            let in_time = rung.when.between.is_none_or(in_time);
            let asked = in_time && self.seen_waiting(self.ladder_of(i)) > rung.when.waiting_above;
            *lender == group.name && enough && !self.in_force(i) && asked
        };
        let at_once = |p: &Person| p.stays || (has_shift(p) && (!group.lent || p.borrowed_by.is_some()));
        crew.iter().any(at_once) || self.floor.rungs().enumerate().any(borrowable)
    }

    // Seats.

    /// Seats neither taken nor kept for somebody on the way (M-A4, M-L6).
    pub(super) fn free_seats(&self) -> usize {
        let needs_one = |p: &&Person| matches!(p.place, Place::Idle(..) | Place::Handling(..) | Place::Coming);
        let taken = self.crew.iter().flatten().filter(needs_one).count();
        self.floor.seats.map_or(usize::MAX, |s| s as usize - taken)
    }

    fn may_sit(&self, g: usize, p: usize) -> bool {
        self.crew[g][p].on_shift || self.crew[g][p].duty.start <= self.now
    }

    pub(super) fn give_seats(&mut self) {
        // Nobody sits down before the start of the shift.
        let may = |sim: &Self| sim.seat_line.iter().position(|(g, p)| sim.may_sit(*g, *p));
        while self.free_seats() > 0
            && let Some(first) = may(self)
        {
            let (g, p) = self.seat_line.remove(first);
            self.signs_in(g, p);
        }
    }

    pub(super) fn signs_in(&mut self, g: usize, p: usize) {
        let (since, rung) = (self.next_sequence(), self.counts_for(g, p));
        let person = &mut self.crew[g][p];
        person.place = Place::Idle(self.now, since);
        person.spell = (self.now, rung);
        person.signed_in = Some(since);
        (person.due, person.last_call) = (None, None);
        self.facts.push(Seen::SignedIn { group: g, agent: p, at: self.now, rung });
        self.stirred = true;
    }

    /// When somebody's shift ends; people of a head-count have none, and should go when they are told to.
    pub(super) fn shift_ends(&self, g: usize, p: usize, due: i64) -> i64 {
        let group = &self.floor.groups[g];
        let counted = matches!(group.presence, Presence::HeadCounts(_)) && !group.lent;
        if counted { due } else { self.crew[g][p].duty.end }
    }

    /// The rung for which time on the phones counts from now on: in their shift people are there of themselves.
    pub(super) fn counts_for(&self, g: usize, p: usize) -> Option<usize> {
        let person = &self.crew[g][p];
        let counts = self.floor.groups[g].lent || self.now >= person.duty.end || self.is_in_break_put_off(g, p);
        person.borrowed_by.filter(|_| counts)
    }

    /// Who is called again while finishing stays: one stretch on the phones for the old rung, one for the new.
    pub(super) fn counts_for_another_rung(&mut self, g: usize, p: usize) {
        self.counts_from_now(g, p);
        self.stays_on_the_phones(g, p);
    }

    pub(super) fn counts_from_now(&mut self, g: usize, p: usize) {
        let borrowed_by = self.counts_for(g, p);
        let person = &mut self.crew[g][p];
        let ((since, rung), due) = (person.spell, person.due.unwrap_or(self.now));
        person.spell = (self.now, borrowed_by);
        let shift_ends = self.shift_ends(g, p, due);
        self.facts.push(Seen::SignedOut { group: g, agent: p, since, due, at: self.now, shift_ends, rung });
        self.facts.push(Seen::SignedIn { group: g, agent: p, at: self.now, rung: borrowed_by });
    }

    pub(super) fn signs_out(&mut self, g: usize, p: usize) {
        let person = &mut self.crew[g][p];
        let ((since, rung), due) = (person.spell, person.due.unwrap_or(self.now));
        person.place = Place::Away;
        person.last_call = None;
        let shift_ends = self.shift_ends(g, p, due);
        self.facts.push(Seen::SignedOut { group: g, agent: p, since, due, at: self.now, shift_ends, rung });
        self.stirred = true;
        self.give_seats();
    }

    pub(super) fn comes_later(&mut self, g: usize, p: usize, delay: i64) {
        let token = self.next_sequence();
        self.crew[g][p].place = Place::Coming;
        self.crew[g][p].token = token;
        self.schedule(self.now + delay, Kind::Join, What::Token(g, p, token));
    }
}
