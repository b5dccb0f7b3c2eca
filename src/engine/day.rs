//! One day, played call by call: the hot loop.
//!
//! There is no list of all events. An end of call matters only while somebody waits, a hang-up only while its caller
//! waits, a clock of the ladder only after a condition turned. With nobody waiting the only question is whether the
//! next caller comes before the next thing on the agenda.

use super::agenda::{Agenda, Entry, What};
use super::crews::{BEFORE_CALLS_END, Crews, Free};
use super::desk::{Arrival, CallsIn, Desk, Waiting};
use super::fact::{Fact, Observer, Service};
use super::ladder::Look;
use super::ladders::Ladders;
use super::now::Now;
use super::plan::Plan;
use super::stopped::{Stopped, TooManyWaiting};
use super::turn::{Kind, LAST_TURN, moment, turn, turn_if_ever};
use crate::model::AfterClose;
use crate::units::SimTime;

/// Work between two questions to the observer whether the day should go on, in callers' worth: some hundredths of a second.
pub(super) const WORK: i64 = 1 << 16;

/// Callers of one source between two such questions: with 64 sources as much.
pub(super) const CALLERS: u32 = 1 << 10;

/// A floor on one day. Kept and restarted, so that its buffers are reused from day to day.
#[derive(Debug)]
pub struct Day<'p> {
    pub(super) plan: &'p Plan,
    pub(super) now: i64,
    /// Whether the calls that end at this instant have ended (M-T2).
    pub(super) calls_have_ended: bool,
    /// If they have not: those with a smaller stamp have. Kept where people may be idle while callers wait.
    pub(super) ended_before: u64,
    pub(super) closed: bool,
    /// Closed, and all work done, until it opens again.
    pub(super) resting: bool,
    /// Which opening it is, or was last.
    pub(super) opening: usize,
    /// Queues, as bits, in which nobody waits any more who would wait for ever: after closing nobody joins them.
    pub(super) cleared: u64,
    pub(super) desk: Desk<'p>,
    pub(super) crews: Crews<'p>,
    pub(super) ladders: Ladders<'p>,
    pub(super) agenda: Agenda<'p>,
    /// From this turn on nothing happens today.
    pub(super) end_turn: u64,
    /// Why the day is not played to its end.
    pub(super) stopped: Option<Stopped>,
    /// Work still to be done, other than for callers, before the observer is asked again.
    pub(super) work_left: i64,
    /// People called and sent back today.
    pub(super) moves: u64,
}

impl<'p> Day<'p> {
    /// Makes room for days of this plan.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            now: 0,
            calls_have_ended: false,
            ended_before: 0,
            closed: false,
            resting: false,
            opening: 0,
            cleared: 0,
            desk: Desk::new(&plan.desk),
            crews: Crews::new(plan),
            ladders: Ladders::new(&plan.ladders),
            agenda: Agenda::new(&plan.timetable),
            end_turn: LAST_TURN,
            stopped: None,
            work_left: WORK,
            moves: 0,
        }
    }

    /// Plays day number `day` of `seed` and tells the observer everything.
    ///
    /// # Errors
    /// More callers wait than the floor's `max_waiting`, the ladders never come to rest, the day never ends, or the
    /// observer does not want it to go on.
    pub fn play<O: Observer>(&mut self, seed: u64, day: u64, observer: &mut O) -> Result<(), Stopped> {
        self.restart(seed, day);
        self.crews.roster(self.plan.last_midnight, &mut self.agenda, observer);
        loop {
            let until = self.scheduled().min(self.end_turn);
            let all_done = if self.crews.have_terms() {
                self.calls_until_on_terms(until, observer)?
            } else if self.desk.follows_calls() {
                self.calls_until_followed(until, observer)?
            } else {
                self.calls_until::<false, O>(until, observer)?
            };
            if !all_done {
                continue;
            }
            if until < self.end_turn {
                self.follow_agenda(observer);
            } else if self.opening + 1 < self.plan.openings.len() && self.stopped.is_none() {
                self.rests(observer);
            } else {
                break;
            }
        }
        self.end(observer)
    }

    fn restart(&mut self, seed: u64, day: u64) {
        self.now = 0;
        (self.closed, self.resting, self.opening, self.cleared) = (false, false, 0, 0);
        self.desk.restart(seed, day);
        self.crews.restart(self.plan, seed, day);
        self.ladders.restart(self.plan.openings[0].0);
        self.agenda.restart();
        // `work_left` goes on from day to day: many short days are asked about as often as a long one.
        (self.end_turn, self.stopped, self.moves) = (LAST_TURN, None, 0);
    }

    /// The instant for the crews, and the crews.
    pub(super) fn crews_now<'a, O: Observer>(&'a mut self, told: &'a mut O) -> (&'a mut Crews<'p>, Now<'a, 'p, O>) {
        if self.crews.tell_work() {
            self.crews.time_passes(self.now, told);
        }
        let stay = self.closed && self.plan.after_close == AfterClose::Stay;
        let now = Now {
            at: self.now,
            calls_have_ended: self.calls_have_ended,
            kept_for: if stay { self.desk.queues_waiting() } else { 0 },
            agenda: &mut self.agenda,
            told,
        };
        (&mut self.crews, now)
    }

    /// The turn of the next thing on the agenda, the supervisor's next look included.
    fn scheduled(&self) -> u64 {
        self.agenda.next_turn().min(turn_if_ever(self.ladders.due(), Kind::Looks))
    }

    /// The same where calls are followed.
    #[inline(never)]
    fn calls_until_followed<O: Observer>(&mut self, until: u64, observer: &mut O) -> Result<bool, Stopped> {
        self.calls_until::<true, O>(until, observer)
    }

    /// Everything that callers do before this turn: they arrive, their calls end while others wait, they hang up. Whether
    /// that was all; if not, something else may have been scheduled before.
    ///
    /// `FOLLOWED`: what becomes of a call matters later, to who finds a line or to who calls again. Where it does not, nothing of it
    /// is in the loop: asked about at each call it cost 40 instructions of 500 (docs/method.md).
    #[inline(always)]
    fn calls_until<const FOLLOWED: bool, O: Observer>(
        &mut self,
        until: u64,
        observer: &mut O,
    ) -> Result<bool, Stopped> {
        loop {
            debug_assert!(self.laws_hold());
            let arrives = self.desk.next_arrival();
            let changed = if self.desk.waiting() == 0 {
                if arrives >= until {
                    return Ok(true);
                }
                self.caller_arrives::<FOLLOWED, O>(observer)?
            } else {
                // Turns of different kinds are never the same, so what is least is next in the order of M-T2.
                let (free, hangs_up) = (self.crews.next_end(self.desk.queues_waiting()), self.desk.next_hang_up());
                if free.key < arrives && free.key < hangs_up {
                    if free.key >= until {
                        return Ok(true);
                    }
                    self.call_ends::<FOLLOWED, O>(free, observer)
                } else if hangs_up < arrives {
                    if hangs_up >= until {
                        return Ok(true);
                    }
                    self.hang_up_is_due::<FOLLOWED, O>(observer)
                } else {
                    if arrives >= until {
                        return Ok(true);
                    }
                    self.caller_arrives::<FOLLOWED, O>(observer)?
                }
            };
            if changed {
                return Ok(false);
            }
        }
    }

    /// The next caller arrives. Whether more changed than this.
    #[inline(always)]
    fn caller_arrives<const FOLLOWED: bool, O: Observer>(&mut self, observer: &mut O) -> Result<bool, Stopped> {
        let arrives = self.desk.next_arrival();
        let arrival = self.desk.takes_arrival::<FOLLOWED>();
        self.now = arrival.caller.arrival.micros();
        if arrival.caller.id.number % CALLERS == CALLERS - 1 {
            self.asks_whether_to_go_on(observer)?;
        }
        if FOLLOWED && self.asks_for_nobody(arrival, observer) {
            return Ok(false);
        }
        // Where somebody waits nobody is idle (M-D4).
        let line = if FOLLOWED { self.desk.line_of(&arrival.caller) } else { arrival.caller.queue };
        if self.desk.queues_waiting() & line.bit() != 0 {
            return self.must_wait::<FOLLOWED, O>(&arrival, observer);
        }
        let Some(free) = self.crews.idle_for(line, arrives) else {
            return self.must_wait::<FOLLOWED, O>(&arrival, observer);
        };
        self.desk.is_answered();
        let lengths = (arrival.talk, arrival.wrap_up);
        let mut service = self.crews.first_answers(free, self.now, arrival.caller.queue, lengths);
        let holding = if FOLLOWED { self.is_talking(arrival.caller, &mut service) } else { None };
        observer.saw(Fact::AnsweredAtOnce(arrival.caller, service));
        let scheduled = FOLLOWED && holding.is_some_and(|holding| self.lets_go(holding, observer));
        Ok(FOLLOWED && self.call_ended_at_once(observer) | scheduled)
    }

    /// Whether a caller asks for nobody now: it is closed, every line is taken, or the IVR comes first.
    #[inline(always)]
    pub(super) fn asks_for_nobody<O: Observer>(&mut self, arrival: Arrival, observer: &mut O) -> bool {
        if self.closed {
            self.desk.calls_outside_hours();
            observer.saw(Fact::OutsideHours(arrival.caller));
            return true;
        }
        match self.desk.calls_in(arrival) {
            CallsIn::Asks => {
                if arrival.caller.history.is_transfer() {
                    self.is_held(&arrival.caller, observer);
                }
                return false;
            }
            CallsIn::Blocked => observer.saw(Fact::Blocked(arrival.caller)),
            CallsIn::Ivr(stay) => observer.saw(Fact::EnteredIvr(arrival.caller, stay)),
        }
        true
    }

    #[inline(always)]
    pub(super) fn must_wait<const FOLLOWED: bool, O: Observer>(
        &mut self,
        arrival: &Arrival,
        observer: &mut O,
    ) -> Result<bool, Stopped> {
        let caller = arrival.caller;
        if self.desk.balks::<FOLLOWED>(*arrival) {
            observer.saw(Fact::Balked(caller));
            let scheduled = FOLLOWED && self.is_let_go(&caller, observer);
            return Ok(FOLLOWED && self.call_ended_at_once(observer) | scheduled);
        }
        if self.desk.waiting() == self.plan.max_waiting {
            let (queue, at, limit) = (caller.queue, caller.arrival, self.plan.max_waiting);
            return Err(TooManyWaiting { queue, at, limit }.into());
        }
        if FOLLOWED && let Some(scheduled) = self.accepts_callback(arrival, observer) {
            return Ok(scheduled);
        }
        self.desk.joins::<FOLLOWED>(arrival);
        // Callers come after the calls that end at their moment (M-T2).
        self.calls_have_ended = true;
        observer.saw(Fact::Joined(caller));
        let scheduled = FOLLOWED && self.may_overflow(self.desk.line_of(&caller)) | self.may_offer_callback(&caller);
        Ok(self.number_waiting_changed(Look::AfterEvent, observer) | scheduled)
    }

    /// The call of a group's first ends, and who waits is next.
    #[inline(always)]
    fn call_ends<const FOLLOWED: bool, O: Observer>(&mut self, free: Free, observer: &mut O) -> bool {
        self.now = moment(free.key);
        // Others may end at the same moment.
        self.calls_have_ended = false;
        let scheduled = self.first_takes::<FOLLOWED, O>(free, self.crews.served_by(free), observer);
        self.number_waiting_changed(Look::AfterEvent, observer) | scheduled
    }

    /// A group's first, idle or at the end of a call, takes who is next in some queues. Whether something was scheduled.
    #[inline(always)]
    pub(super) fn first_takes<const FOLLOWED: bool, O: Observer>(
        &mut self,
        free: Free,
        queues: u64,
        observer: &mut O,
    ) -> bool {
        let order = || self.crews.order_of(self.crews.group_of(free));
        let waiting = self.desk.takes_next::<FOLLOWED>(queues, order);
        let queue = if FOLLOWED { waiting.handled_as() } else { waiting.caller.queue };
        let service = self.crews.first_answers(free, self.now, queue, (waiting.talk, waiting.wrap_up));
        self.has_taken::<FOLLOWED, O>(&waiting, service, observer)
    }

    /// Somebody takes a caller from a line. Whether something was scheduled.
    #[inline(always)]
    pub(super) fn has_taken<const FOLLOWED: bool, O: Observer>(
        &mut self,
        waiting: &Waiting,
        mut service: Service,
        observer: &mut O,
    ) -> bool {
        if FOLLOWED && let Some(made) = waiting.callback {
            return self.has_called(&waiting.caller, made, service, observer);
        }
        let holding = if FOLLOWED { self.is_talking(waiting.caller, &mut service) } else { None };
        observer.saw(Fact::Answered(waiting.caller, service, SimTime::from_micros(self.now)));
        FOLLOWED && holding.is_some_and(|holding| self.lets_go(holding, observer))
    }

    #[inline(always)]
    pub(super) fn hang_up_is_due<const FOLLOWED: bool, O: Observer>(&mut self, observer: &mut O) -> bool {
        let hangs_up = self.desk.next_hang_up();
        self.now = moment(hangs_up);
        self.calls_have_ended = true;
        let Some(waiting) = self.desk.hangs_up::<FOLLOWED>(hangs_up) else { return false };
        let at = SimTime::from_micros(self.now);
        let expires = FOLLOWED && waiting.callback.is_some();
        let fact = if expires { Fact::CallbackExpired } else { Fact::Abandoned };
        observer.saw(fact(waiting.caller, at));
        let scheduled = FOLLOWED && self.is_let_go(&waiting.caller, observer);
        self.number_waiting_changed(Look::AfterTurn, observer) | scheduled
    }

    #[cold]
    fn follow_agenda<O: Observer>(&mut self, observer: &mut O) {
        let turn_now = self.scheduled();
        self.now = moment(turn_now);
        self.calls_have_ended = turn_now > turn(self.now, Kind::CallEnds);
        self.ended_before = BEFORE_CALLS_END;
        if self.agenda.next_turn() != turn_now {
            return self.look_is_due(observer);
        }
        if self.entries_happen(turn_now, observer) {
            self.newcomers_take_callers(observer);
            self.something_changed(Look::AfterEvent, observer);
        }
    }

    /// What the agenda has for this turn; whether any of it was still to happen.
    fn entries_happen<O: Observer>(&mut self, turn_now: u64, observer: &mut O) -> bool {
        // All changes of one instant are one event: everybody comes and goes, then callers are taken. So are all whose wait
        // is over.
        let together = [Kind::Changes, Kind::Overflows].map(|kind| turn(self.now, kind)).contains(&turn_now);
        let mut any = false;
        while self.stopped.is_none()
            && let Some(entry) = self.agenda.take()
        {
            self.works(1, observer);
            if !self.crews.is_void(&entry) {
                any |= self.happens(&entry, observer);
            }
            if !together || self.agenda.next_turn() != turn_now {
                break;
            }
        }
        any
    }

    /// Whether anything happens.
    fn happens<O: Observer>(&mut self, entry: &Entry, observer: &mut O) -> bool {
        if let What::HeadCountChanges { group, .. } = entry.what {
            // It looks at everybody of the group, which for each is far less than what a caller is.
            self.works(self.crews.people(group) as i64 / 64, observer);
        }
        let (crews, mut now) = self.crews_now(observer);
        match entry.what {
            What::Closes => self.closes(observer),
            What::Opens => self.opens(observer),
            What::DateBegins => self.ladders.date_begins(),
            What::ShiftStarts(who) => crews.shift_starts(who, &mut now),
            What::ShiftEnds(who) => crews.shift_ends(who, &mut now),
            // The supervisor looks anew.
            What::MoreCanStay => {}
            What::BreakStarts(who, number) => crews.break_starts(who, number, &mut now),
            What::HeadCountChanges { group, row } => crews.head_count_changes(group, row as usize, &mut now),
            What::BreakEnds(who) => crews.comes_to_work(who, &mut now),
            What::ComesEarly(who) => crews.comes_early(who),
            What::LastCallEnds(who) => crews.last_call_ends(who, &mut now),
            What::Joins(who) => crews.joins(who, &mut now),
            What::Overflows(queue) => return self.overflows(queue, observer),
            What::OffersCallback(number) => return self.offers_callback(number, observer),
            What::TriesAgain(number) => return self.tries_again(number, observer),
        }
        true
    }

    /// Those who have just signed in take waiting callers, in the order in which they came. Nobody else could: who was
    /// idle before had no caller to take (M-D4), and calls that end at this instant have their turn later (M-T2).
    pub(super) fn newcomers_take_callers<O: Observer>(&mut self, observer: &mut O) {
        if self.crews.have_terms() {
            self.crews.forget_newcomers();
            return self.idle_people_take_callers(observer);
        }
        let mut asked = 0;
        while let Some(who) = self.crews.next_newcomer(&mut asked, self.now) {
            let queues = self.crews.serves(who.group) & self.desk.queues_waiting();
            if queues != 0 {
                let waiting = self.desk.takes_next::<true>(queues, || self.crews.order_of(who.group));
                let lengths = (waiting.talk, waiting.wrap_up);
                let service = self.crews.answers(who, self.now, waiting.handled_as(), lengths);
                self.has_taken::<true, O>(&waiting, service, observer);
            }
        }
    }

    /// The laws that hold after every event: nobody lost (M-T3), no agent idle for a waiting caller (M-D4), no more
    /// signed in than seats (M-A4).
    fn laws_hold(&self) -> bool {
        self.desk.nobody_is_lost() && self.crews.laws_hold(self.desk.queues_waiting(), self.now)
    }
}
