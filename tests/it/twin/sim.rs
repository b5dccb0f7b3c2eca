//! The twin: one heap of events, plain lists, everything looked up afresh. Slow, and meant to be read beside the rules.

use super::draws::{Draws, Duty, Fate, head_counts};
use super::seen::{Seen, Who};
use holdline::model::{AfterClose, Floor};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something scheduled, in the order of M-T2: a time, a kind, then first scheduled, first served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub at: i64,
    pub kind: Kind,
    pub sequence: u64,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Closing,
    ShiftEnd,
    BreakStart,
    HeadCount,
    ShiftStart,
    BreakEnd,
    /// A rung may ask one more to stay longer.
    MayStay,
    EarlyCome,
    LastCallEnd,
    CallEnd,
    Overflow,
    Join,
    /// A caller comes out of the IVR.
    Asks,
    Arrival,
    Look,
    HangUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Nothing,
    /// Group, person.
    Person(usize, usize),
    /// Group, person, length.
    Break(usize, usize, i64),
    /// Group, people.
    Count(usize, u32),
    /// Group, person and a number that must still be theirs.
    Token(usize, usize, u64),
    /// Queue, number.
    Caller(usize, usize),
    Queue(usize),
}

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Away,
    OwnWork,
    Break,
    SeatLine,
    Coming,
    /// Ready for a call since then; the number breaks ties.
    Idle(i64, u64),
    /// Until then, with the call of this number.
    Handling(i64, u64),
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub duty: Duty,
    pub place: Place,
    pub on_shift: bool,
    /// On the phones after the end of the shift for those who wait (M-T3).
    pub stays: bool,
    /// Since when breaks have been due that have not begun, and their lengths.
    pub breaks_due: Vec<(i64, i64)>,
    pub borrowed_by: Option<usize>,
    /// Whom a rung has asked to stay longer than the shift.
    pub stays_until: Option<i64>,
    /// Since when on the phones, borrowed by which rung, and the moment of sequence.
    pub spell: (i64, Option<usize>),
    pub signed_in: Option<u64>,
    /// When the spell should have ended.
    pub due: Option<i64>,
    /// Told to leave after the call in hand: the moment of sequence.
    pub last_call: Option<u64>,
    /// The break or the way to the phones that the person is on.
    pub token: u64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub number: usize,
    pub arrival: i64,
    pub joined: u64,
}

pub(super) struct Sim<'f> {
    pub floor: &'f Floor,
    pub draws: Draws,
    pub facts: Vec<Seen>,
    pub now: i64,
    /// What happens now.
    pub kind: Kind,
    pub closed: bool,
    pub heap: BinaryHeap<Reverse<Event>>,
    pub sequence: u64,
    pub callers: Vec<Vec<Fate>>,
    pub waiting: Vec<Vec<Waiting>>,
    /// When each talk so far ends.
    pub talks: Vec<i64>,
    pub crew: Vec<Vec<Person>>,
    /// Who waits for a seat.
    pub seat_line: Vec<(usize, usize)>,
    pub ladder: super::ladder::State,
    /// Something has happened that the ladder looks at.
    pub stirred: bool,
}

/// Plays one day.
pub fn play(floor: &Floor, seed: u64, day: u64) -> Vec<Seen> {
    let mut sim = Sim::new(floor, Draws { seed, day });
    sim.schedule_day();
    while !sim.is_over() {
        sim.step();
    }
    sim.all_sign_out();
    sim.facts.push(Seen::Ended(sim.now));
    sim.facts
}

impl<'f> Sim<'f> {
    fn new(floor: &'f Floor, draws: Draws) -> Self {
        let person = |duty: Duty| Person {
            duty,
            place: Place::Away,
            on_shift: false,
            stays: false,
            breaks_due: Vec::new(),
            borrowed_by: None,
            stays_until: None,
            spell: (0, None),
            signed_in: None,
            due: None,
            last_call: None,
            token: 0,
        };
        Self {
            floor,
            draws,
            facts: Vec::new(),
            now: 0,
            kind: Kind::Closing,
            closed: false,
            heap: BinaryHeap::new(),
            sequence: 0,
            callers: floor.queues.iter().map(|q| draws.callers(floor, q)).collect(),
            waiting: vec![Vec::new(); floor.queues.len()],
            talks: Vec::new(),
            crew: floor.groups.iter().map(|g| draws.duties(floor, g).into_iter().map(person).collect()).collect(),
            seat_line: Vec::new(),
            ladder: super::ladder::State::new(floor.ladder.rungs.len()),
            stirred: false,
        }
    }

    pub(super) fn next_sequence(&mut self) -> u64 {
        self.sequence += 1;
        self.sequence
    }

    pub(super) fn schedule(&mut self, at: i64, kind: Kind, what: What) {
        let sequence = self.next_sequence();
        self.heap.push(Reverse(Event { at, kind, sequence, what }));
    }

    fn schedule_day(&mut self) {
        self.schedule(self.floor.close().micros(), Kind::Closing, What::Nothing);
        for (g, group) in self.floor.groups.iter().enumerate() {
            let counts = head_counts(self.floor, group);
            if !counts.is_empty() && !group.lent {
                counts.iter().for_each(|c| self.schedule(c.0, Kind::HeadCount, What::Count(g, c.1)));
                self.pay_head_counts(g, &counts);
            } else {
                (0..self.crew[g].len()).for_each(|p| self.schedule_shift(g, p));
            }
        }
        self.schedule_late();
        self.schedule_more_can_stay();
        let mut callers: Vec<(u64, usize, usize)> = Vec::new();
        for (q, all) in self.callers.iter().enumerate() {
            callers.extend(all.iter().enumerate().map(|(n, fate)| (fate.order, q, n)));
        }
        // First scheduled, first served: callers of one moment come in this order.
        callers.sort_by_key(|(order, q, n)| (*order, *q, *n));
        for (_, q, n) in callers {
            self.schedule(self.callers[q][n].arrival, Kind::Arrival, What::Caller(q, n));
        }
        if self.floor.ladder.look_every.is_some() {
            self.schedule(self.floor.open().micros(), Kind::Look, What::Nothing);
        }
    }

    /// M-A5: who is at own work, and who is in the shift, not on a break, and away from it.
    fn people_work_until(&mut self, at: i64) {
        for (g, group) in self.floor.groups.iter().enumerate().filter(|(_, group)| group.own_work.is_some()) {
            let count = |is: fn(&Person) -> bool| self.crew[g].iter().filter(|p| p.on_shift && is(p)).count() as u32;
            let at_work = count(|p| p.place == Place::OwnWork);
            let away = count(|p| !matches!(p.place, Place::OwnWork | Place::Break | Place::Away));
            assert!(group.lent, "others have no own work");
            if at > self.now && at_work + away > 0 {
                self.facts.push(Seen::Worked(g, (self.now, at), (at_work, away)));
            }
        }
    }

    fn schedule_shift(&mut self, g: usize, p: usize) {
        let duty = self.crew[g][p].duty.clone();
        if duty.absent.is_none() {
            self.facts.push(Seen::Rostered(g, (duty.end - duty.comes).max(0)));
        }
        if duty.absent.is_some() || duty.comes == duty.start {
            self.schedule(duty.start, Kind::ShiftStart, What::Person(g, p));
        }
        self.schedule(duty.end, Kind::ShiftEnd, What::Person(g, p));
        let early = if self.floor.groups[g].lent { 0 } else { self.floor.groups[g].early.micros() };
        if early > 0 && duty.start > 0 && duty.breaks.iter().all(|b| b.0 > duty.start) {
            self.schedule((duty.start - early).max(0), Kind::EarlyCome, What::Person(g, p));
        }
        for (start, length) in duty.breaks {
            self.schedule(start, Kind::BreakStart, What::Break(g, p, length));
        }
    }

    /// Who is not there on time comes after those whose shift starts then.
    fn schedule_late(&mut self) {
        for g in 0..self.crew.len() {
            for p in 0..self.crew[g].len() {
                let duty = self.crew[g][p].duty.clone();
                if let Some(reason) = duty.absent {
                    self.facts.push(Seen::Absent(g, p, reason));
                } else if duty.comes > duty.start {
                    self.facts.push(Seen::Late(g, p, duty.start, duty.comes.min(duty.end)));
                    if duty.comes < duty.end {
                        self.schedule(duty.comes, Kind::ShiftStart, What::Person(g, p));
                    }
                }
            }
        }
    }

    fn pay_head_counts(&mut self, g: usize, counts: &[(i64, u32)]) {
        for pair in counts.windows(2) {
            let paid = self.present(g, pair[0].1) as i64 * (pair[1].0 - pair[0].0);
            self.facts.push(Seen::Rostered(g, paid));
        }
    }

    /// How many of the first `n` people of a group are there today.
    pub(super) fn present(&self, g: usize, n: u32) -> usize {
        self.crew[g].iter().take(n as usize).filter(|p| p.duty.absent.is_none()).count()
    }

    /// M-T3: closed, nobody waits, and the last call is finished.
    fn is_over(&self) -> bool {
        let handling = self.crew.iter().flatten().any(|p| matches!(p.place, Place::Handling(..)));
        self.closed && self.waiting.iter().all(Vec::is_empty) && !handling
    }

    /// Whoever is on the phones at the end of the day leaves them.
    fn all_sign_out(&mut self) {
        for g in 0..self.crew.len() {
            for p in 0..self.crew[g].len() {
                if self.on_the_phones(g, p) {
                    let ((since, rung), at) = (self.crew[g][p].spell, self.now);
                    let shift_ends = self.shift_ends(g, p, at);
                    self.facts.push(Seen::SignedOut { group: g, agent: p, since, due: at, at, shift_ends, rung });
                }
            }
        }
    }

    fn step(&mut self) {
        let Reverse(event) = self.heap.pop().expect("a day that is not over has something scheduled");
        if self.is_void(event) {
            return;
        }
        self.people_work_until(event.at);
        (self.now, self.kind) = (event.at, event.kind);
        self.stirred = false;
        self.happens(event);
        if event.kind <= Kind::EarlyCome || event.kind == Kind::Overflow {
            // All changes of one instant are one event, and so are all whose wait is over.
            while let Some(Reverse(next)) = self.heap.peek().copied()
                && next.at == self.now
                && (next.kind <= Kind::EarlyCome || next.kind == event.kind)
            {
                self.heap.pop();
                if !self.is_void(next) {
                    self.happens(next);
                }
            }
            self.stirred |= event.kind <= Kind::EarlyCome;
        }
        self.settles();
        let continuous = self.floor.ladder.look_every.is_none();
        if event.kind == Kind::Look {
            self.ladder.looks.remove(&self.now);
        }
        if event.kind >= Kind::Look {
            self.ladder.last_turn = Some(self.now);
        }
        if event.kind == Kind::Look || (continuous && self.stirred) {
            self.ladder.looking = event.kind == Kind::Look;
            self.look();
        }
        if let (Kind::Look, Some(every)) = (event.kind, self.floor.ladder.look_every) {
            self.schedule(self.now + every.micros(), Kind::Look, What::Nothing);
        }
    }

    /// Idle agents take callers; after closing those go who are not needed any more, and callers whom nobody can help.
    pub(super) fn settles(&mut self) {
        self.idle_agents_take_callers();
        while self.closed && (self.stayers_go() || self.dismiss_the_hopeless()) {
            self.idle_agents_take_callers();
        }
    }

    /// Whether something else has come of what was scheduled.
    fn is_void(&self, event: Event) -> bool {
        match (event.kind, event.what) {
            (Kind::CallEnd, What::Token(g, p, call)) => {
                let person = &self.crew[g][p];
                person.last_call.is_some() || !matches!(person.place, Place::Handling(_, c) if c == call)
            }
            (Kind::LastCallEnd, What::Token(g, p, call)) => self.crew[g][p].last_call != Some(call),
            (Kind::Join, What::Token(g, p, token)) => {
                self.crew[g][p].place != Place::Coming || self.crew[g][p].token != token
            }
            (Kind::BreakEnd, What::Token(g, p, token)) => {
                self.crew[g][p].place != Place::Break || self.crew[g][p].token != token
            }
            (Kind::HangUp, What::Caller(q, n)) => self.waiting[q].iter().all(|w| w.number != n),
            (Kind::ShiftEnd, What::Person(g, p)) => {
                let person = &self.crew[g][p];
                event.at != person.duty.end && person.stays_until != Some(event.at)
            }
            _ => false,
        }
    }

    fn happens(&mut self, event: Event) {
        if let What::Person(g, p) | What::Break(g, p, _) = event.what
            && self.crew[g][p].duty.absent.is_some()
        {
            // Nobody comes, but the moment is one of the timetable's.
            return;
        }
        match (event.kind, event.what) {
            (Kind::Closing, _) => self.close(),
            (Kind::ShiftStart, What::Person(g, p)) => self.shift_starts(g, p),
            (Kind::ShiftEnd, What::Person(g, p)) => self.shift_is_over(g, p),
            (Kind::MayStay, _) => {}
            (Kind::BreakStart, What::Break(g, p, length)) => self.break_falls_due(g, p, length),
            (Kind::BreakEnd, What::Token(g, p, _)) => self.goes_where_due(g, p),
            (Kind::EarlyCome, What::Person(g, p)) => self.comes_early(g, p),
            (Kind::HeadCount, What::Count(g, people)) => self.head_count_changes(g, people),
            (Kind::CallEnd, What::Token(g, p, _)) => self.call_ends(g, p),
            (Kind::LastCallEnd, What::Token(g, p, _)) => self.last_call_ends(g, p),
            (Kind::Join, What::Token(g, p, _)) => self.signs_in(g, p),
            (Kind::Overflow, What::Queue(q)) => self.first_overflows(q),
            (Kind::Asks, What::Caller(q, n)) => self.asks(q, n),
            (Kind::Arrival, What::Caller(q, n)) => self.calls(q, n),
            (Kind::HangUp, What::Caller(q, n)) => self.hangs_up(q, n),
            (Kind::Look, _) => {}
            other => unreachable!("{other:?}"),
        }
    }

    // Callers.

    pub(super) fn who(&self, queue: usize, number: usize) -> Who {
        let Fate { source, number, call, again, arrival, .. } = self.callers[queue][number];
        Who { queue, source, number, call, again, arrival }
    }

    fn calls(&mut self, q: usize, n: usize) {
        let fate = self.callers[q][n].clone();
        let talking = self.talks.iter().filter(|end| **end > self.now).count();
        let taken = talking + self.waiting.iter().map(Vec::len).sum::<usize>();
        if self.floor.lines.is_some_and(|lines| taken >= lines as usize) {
            self.facts.push(Seen::Blocked(self.who(q, n)));
            self.may_redial(q, n);
        } else if let Some((delay, contained)) = fate.ivr {
            let (until, close) = (self.now + delay, self.floor.close().micros());
            let contained = contained || until >= close;
            self.talks.push(until.min(close));
            self.facts.push(Seen::EnteredIvr(self.who(q, n), until.min(close), contained));
            if !contained {
                self.schedule(until, Kind::Asks, What::Caller(q, n));
            }
        } else {
            self.asks(q, n);
        }
    }

    /// A caller asks for a person.
    fn asks(&mut self, q: usize, n: usize) {
        self.callers[q][n].arrival = self.now;
        let fate = self.callers[q][n].clone();
        if let Some((g, p)) = self.agent_for(q, 0) {
            self.answers(g, p, q, n, true);
        } else if fate.balks {
            self.facts.push(Seen::Balked(self.who(q, n)));
            self.may_redial(q, n);
        } else {
            let joined = self.next_sequence();
            self.waiting[q].push(Waiting { number: n, arrival: self.now, joined });
            self.facts.push(Seen::Joined(self.who(q, n)));
            if let Some(patience) = fate.patience {
                self.schedule(self.now + patience, Kind::HangUp, What::Caller(q, n));
            }
            for after in self.waits_for_overflow(q) {
                self.schedule(self.now + after, Kind::Overflow, What::Queue(q));
            }
            self.stirred = true;
        }
    }

    fn hangs_up(&mut self, q: usize, n: usize) {
        if let Some(at) = self.waiting[q].iter().position(|w| w.number == n) {
            self.waiting[q].remove(at);
            self.facts.push(Seen::Abandoned(self.who(q, n), self.now));
            self.stirred = true;
            self.may_redial(q, n);
        }
    }

    fn may_redial(&mut self, q: usize, n: usize) {
        let again = self.draws.redial(&self.floor.queues[q], &self.callers[q][n], self.now);
        self.may_call_again(q, again);
    }

    /// M-C7, M-C8: whoever would call after closing does not.
    pub(super) fn may_call_again(&mut self, q: usize, again: Option<Fate>) {
        if let Some(fate) = again
            && fate.arrival < self.floor.close().micros()
        {
            self.schedule(fate.arrival, Kind::Arrival, What::Caller(q, self.callers[q].len()));
            self.callers[q].push(fate);
        }
    }

    fn close(&mut self) {
        self.closed = true;
        if self.floor.after_close == AfterClose::Cut {
            (0..self.waiting.len()).for_each(|q| self.dismiss(q, |_| true));
        }
    }

    fn dismiss(&mut self, q: usize, who: impl Fn(&Fate) -> bool) {
        for w in std::mem::take(&mut self.waiting[q]) {
            if who(&self.callers[q][w.number]) {
                self.facts.push(Seen::Dismissed(self.who(q, w.number), self.now));
                self.stirred = true;
            } else {
                self.waiting[q].push(w);
            }
        }
    }

    /// M-T3: once nobody who could serve a waiting caller has a shift any more, those without a limit go. Whether
    /// anybody did.
    fn dismiss_the_hopeless(&mut self) -> bool {
        // Who is sent away does not take the hope of others in the same breath.
        let hope = |q: usize| (0..self.crew.len()).any(|g| self.serves(g, q) && self.may_help(g));
        let hopeless: Vec<usize> = (0..self.waiting.len()).filter(|q| !hope(*q)).collect();
        let before = self.facts.len();
        for q in hopeless {
            self.dismiss(q, |fate| fate.patience.is_none());
        }
        self.facts.len() > before
    }
}
