//! The twin: one heap of events, plain lists, everything looked up afresh. Slow, and meant to be read beside the rules.

use super::breaks::PutOff;
use super::draws::{Draws, Fate};
use super::duties::{Duty, head_counts};
use super::seen::{Seen, Who};
use holdline::model::{AfterClose, Floor};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

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
    Opening,
    NewDate,
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
    /// A caller comes out of the IVR, or from another queue.
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
    /// Group, people, session.
    Count(usize, u32, usize),
    /// Group, person and a number that must still be theirs.
    Token(usize, usize, u64),
    /// Queue or line, number.
    Caller(usize, usize),
    /// Line, number.
    Offer(usize, usize),
    Queue(usize),
    /// Ladder, how often they had begun anew.
    Look(usize, usize),
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
    pub put_off: PutOff,
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
    pub draws: Draws<'f>,
    pub facts: Vec<Seen>,
    pub now: i64,
    /// What happens now.
    pub kind: Kind,
    pub closed: bool,
    /// All work is done until it opens again.
    pub resting: bool,
    /// Openings so far.
    pub opening: usize,
    pub heap: BinaryHeap<Reverse<Event>>,
    pub sequence: u64,
    pub callers: Vec<Vec<Fate>>,
    /// By line: those of the queues, behind them those of whom each queue calls back, and those of whoever is transferred there.
    pub waiting: Vec<Vec<Waiting>>,
    /// How many of each queue are between two tries to call them back.
    pub put_off: Vec<usize>,
    /// When each talk so far ends.
    pub talks: Vec<i64>,
    /// Who stays with a caller who is transferred, by source and number of the caller.
    pub held: BTreeMap<(usize, usize), super::transfers::Hold>,
    pub crew: Vec<Vec<Person>>,
    /// Who waits for a seat.
    pub seat_line: Vec<(usize, usize)>,
    pub ladder: super::ladder::State,
    /// Something has happened that the ladder looks at.
    pub stirred: bool,
}

/// Plays one day.
pub fn play(floor: &Floor, seed: u64, day: u64) -> Vec<Seen> {
    let mut sim = Sim::new(floor, Draws { floor, seed, day, date: 0 });
    sim.schedule_day();
    loop {
        if sim.all_is_done() && sim.opening + 1 == floor.calendar().openings().len() {
            break;
        }
        if sim.all_is_done() {
            sim.rests();
        }
        sim.step();
    }
    sim.all_sign_out();
    sim.facts.push(Seen::Ended(sim.now));
    sim.facts
}

impl<'f> Sim<'f> {
    fn new(floor: &'f Floor, draws: Draws<'f>) -> Self {
        let person = |duty: Duty| Person {
            duty,
            place: Place::Away,
            on_shift: false,
            stays: false,
            breaks_due: Vec::new(),
            borrowed_by: None,
            put_off: PutOff::default(),
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
            resting: false,
            opening: 0,
            heap: BinaryHeap::new(),
            sequence: 0,
            callers: floor.queues.iter().map(|q| draws.callers(floor, q)).collect(),
            waiting: vec![Vec::new(); 3 * floor.queues.len()],
            put_off: vec![0; floor.queues.len()],
            talks: Vec::new(),
            held: BTreeMap::new(),
            crew: floor.groups.iter().map(|g| draws.duties(floor, g).into_iter().map(person).collect()).collect(),
            seat_line: Vec::new(),
            ladder: super::ladder::State::new(floor.ladders.len(), floor.rungs().count()),
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
        let openings = self.floor.calendar().openings();
        openings.iter().for_each(|open| self.schedule(open.end.micros(), Kind::Closing, What::Nothing));
        for session in self.floor.calendar().sessions().iter().skip(1) {
            let opens = openings.iter().any(|opening| opening.start == session.open);
            let kind = if opens { Kind::Opening } else { Kind::NewDate };
            self.schedule(session.open.micros(), kind, What::Nothing);
        }
        for (g, group) in self.floor.groups.iter().enumerate() {
            let counts = head_counts(self.floor, group);
            if !counts.is_empty() && !group.lent {
                counts.iter().for_each(|c| self.schedule(c.0, Kind::HeadCount, What::Count(g, c.1, c.2)));
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
        self.schedule_first_looks(self.floor.open());
    }

    fn schedule_shift(&mut self, g: usize, p: usize) {
        let duty = self.crew[g][p].duty.clone();
        if duty.absent.is_none() {
            let end = duty.end.min(self.floor.calendar().last_midnight().micros());
            self.facts.push(Seen::Rostered(g, (end - duty.comes).max(0)));
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

    /// M-T3: closed, nobody waits, and the last call is finished.
    fn all_is_done(&self) -> bool {
        let handling = self.crew.iter().flatten().any(|p| matches!(p.place, Place::Handling(..)));
        self.closed && !self.resting && self.waiting.iter().all(Vec::is_empty) && !handling
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
        if event.kind == Kind::Look {
            self.ladder.looks.remove(&self.now);
        }
        if event.kind >= Kind::Look {
            self.ladder.last_turn = Some(self.now);
        }
        if event.kind == Kind::Look || self.stirred {
            self.ladder.looking = event.kind == Kind::Look;
            let at_their_look = self.ladders_looked_at(event);
            self.look(&at_their_look);
            for l in at_their_look {
                let every = self.floor.ladders[l].look_every.expect("it is looked at now and then");
                self.schedule(self.now + every.micros(), Kind::Look, What::Look(l, self.ladder.begun));
            }
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
    pub(super) fn is_void(&self, event: Event) -> bool {
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
            // The supervisor looks again from the next opening on.
            (Kind::Look, What::Look(_, begun)) => begun != self.ladder.begun,
            (Kind::HangUp, What::Caller(q, n)) => self.waiting[q].iter().all(|w| w.number != n),
            (Kind::BreakStart, What::Break(g, p, _)) => self.begins_at_another_time(g, p, event.at),
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
            (Kind::Opening, _) => self.opens(),
            (Kind::NewDate, _) => self.ladder.is_new_date(),
            (Kind::ShiftStart, What::Person(g, p)) => self.shift_starts(g, p),
            (Kind::ShiftEnd, What::Person(g, p)) => self.shift_is_over(g, p),
            (Kind::MayStay, _) => {}
            (Kind::BreakStart, What::Break(g, p, length)) => self.break_falls_due(g, p, length),
            (Kind::BreakEnd, What::Token(g, p, _)) => self.goes_where_due(g, p),
            (Kind::EarlyCome, What::Person(g, p)) => self.comes_early(g, p),
            (Kind::HeadCount, What::Count(g, people, session)) => {
                self.is_date_of(g, session);
                self.head_count_changes(g, people);
            }
            (Kind::CallEnd, What::Token(g, p, _)) => self.call_ends(g, p),
            (Kind::LastCallEnd, What::Token(g, p, _)) => self.last_call_ends(g, p),
            (Kind::Join, What::Token(g, p, _)) => self.signs_in(g, p),
            (Kind::Overflow, What::Queue(q)) => self.first_overflows(q),
            (Kind::Overflow, What::Offer(q, n)) => self.offers_while_waiting(q, n),
            (Kind::Overflow, What::Caller(q, n)) => self.tries_again(q, n),
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
        if self.closed {
            return self.facts.push(Seen::OutsideHours(self.who(q, n)));
        }
        let fate = self.callers[q][n].clone();
        let talking = self.talks.iter().filter(|end| **end > self.now).count();
        let on_the_line = (0..self.waiting.len()).filter(|line| !self.is_called_back(*line));
        let taken = talking + on_the_line.map(|line| self.waiting[line].len()).sum::<usize>();
        if self.floor.lines.is_some_and(|lines| taken >= lines as usize) {
            self.facts.push(Seen::Blocked(self.who(q, n)));
            self.may_redial(q, n);
        } else if let Some((delay, contained)) = fate.ivr {
            let (until, close) = (self.now + delay, self.floor.calendar().openings()[self.opening].end.micros());
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
        let (fate, line) = (self.callers[q][n].clone(), self.line_of(q, n));
        self.is_held(q, n);
        if let Some((g, p)) = self.agent_for(line, 0) {
            self.answers(g, p, line, n, true);
            self.stirred |= self.goes_by_service();
        } else if fate.balks {
            self.facts.push(Seen::Balked(self.who(q, n)));
            self.is_let_go(q, n, 0);
            self.stirred |= self.goes_by_service();
            self.may_redial(q, n);
        } else if !self.accepts_callback(q, n) {
            let joined = self.next_sequence();
            self.waiting[line].push(Waiting { number: n, arrival: self.now, joined });
            self.facts.push(Seen::Joined(self.who(q, n)));
            if let Some(patience) = fate.patience {
                self.schedule(self.now + patience, Kind::HangUp, What::Caller(line, n));
            }
            for after in self.waits_for_overflow(q) {
                self.schedule(self.now + after, Kind::Overflow, What::Queue(line));
            }
            let offer = self.floor.queues[q].callback.as_ref().map_or(0, |callback| callback.offer_after.micros());
            if offer > 0 {
                self.schedule(self.now + offer, Kind::Overflow, What::Offer(line, n));
            }
            self.stirred = true;
        }
    }

    fn hangs_up(&mut self, line: usize, n: usize) {
        if let Some(at) = self.waiting[line].iter().position(|w| w.number == n) {
            self.waiting[line].remove(at);
            let q = self.queue_of(line);
            if self.is_called_back(line) {
                self.stirred = true;
                return self.facts.push(Seen::CallbackExpired(self.who(q, n), self.now));
            }
            self.facts.push(Seen::Abandoned(self.who(q, n), self.now));
            self.is_let_go(q, n, 0);
            self.stirred = true;
            self.may_redial(q, n);
        }
    }

    fn close(&mut self) {
        self.closed = true;
        if self.floor.after_close == AfterClose::Cut {
            (0..self.waiting.len()).for_each(|q| self.dismiss(q, |_| true));
        }
        std::mem::take(&mut self.held).into_values().for_each(|hold| self.lets_go(hold, 0));
    }

    fn dismiss(&mut self, line: usize, who: impl Fn(&Fate) -> bool) {
        let (q, back) = (self.queue_of(line), self.is_called_back(line));
        for w in std::mem::take(&mut self.waiting[line]) {
            if back || who(&self.callers[q][w.number]) {
                let fact = if back { Seen::CallbackExpired } else { Seen::Dismissed };
                self.facts.push(fact(self.who(q, w.number), self.now));
                self.is_let_go(q, w.number, 0);
                self.stirred = true;
            } else {
                self.waiting[line].push(w);
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
