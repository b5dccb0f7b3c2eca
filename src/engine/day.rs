//! One day, played call by call: the hot loop.
//!
//! There is no list of all events. An end of call matters only while somebody waits, a hang-up only while its caller
//! waits, a clock of the ladder only after a condition turned. With nobody waiting the only question is whether the
//! next caller comes before the next thing on the agenda.

use super::agenda::{Agenda, Entry, Kind, What, moment as moment_of, turn};
use super::callers::{Callers, Fate};
use super::crew::{Crew, Place, Seats};
use super::effort::WORK;
use super::fact::{AgentId, Caller, Fact, GroupId, Observer, QueueId, Service};
use super::free::FreeTimes;
use super::line::Lines;
use super::plan::Plan;
use super::rungs::LadderState;
use super::tree::{self, LEAF_BITS, OUT, WinnerTree};
use crate::model::MAX_LADDER_MOVES;
use crate::random::Sampler;
use crate::units::{SimTime, Span};

/// No day goes on for longer: 100 days, far past any, and short enough for a million people's time to fit 64 bits.
const LONGEST_DAY: i64 = 100 * 86_400_000_000;

/// From this turn on nothing happens any more.
pub(super) const LAST_TURN: u64 = (LONGEST_DAY as u64) << 3;

/// A floor on one day. Kept and restarted, so that its buffers are reused from day to day.
#[derive(Debug)]
pub struct Day<'p> {
    pub(super) plan: &'p Plan,
    pub(super) now: i64,
    pub(super) closed: bool,
    pub(super) lines: Lines,
    /// How many wait in the queues that the supervisor watches.
    pub(super) watched: u32,
    pub(super) crews: Vec<Crew>,
    /// When each person on the phones is free.
    pub(super) free: FreeTimes,
    pub(super) seats: Seats,
    pub(super) ladder: LadderState,
    pub(super) agenda: Agenda<'p>,
    /// Counts answers and sign-ins: who got there first breaks ties.
    pub(super) stamp: u64,
    /// Whether the calls that end at this instant have ended (M-T2).
    pub(super) calls_have_ended: bool,
    /// `(group, person)` who signed in since callers were last taken.
    pub(super) newcomers: Vec<(usize, usize)>,
    /// From this turn on nothing happens today.
    pub(super) end_turn: u64,
    /// Why the day is not played to its end.
    pub(super) stopped: Option<Stopped>,
    /// Callers still to come, and other work still to be done, before the observer is asked again.
    pub(super) work_left: i64,
    callers: Vec<Callers<'p>>,
    arrivals: WinnerTree,
    /// How many were answered, and how many left without an answer.
    answered: u64,
    pub(super) left: u64,
}

/// Too many callers waited (M-B3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than {limit} callers wait")]
pub struct TooManyWaiting {
    /// The queue that the last of them called.
    pub queue: QueueId,
    /// When.
    pub at: SimTime,
    /// The limit.
    pub limit: u32,
}

/// Why a day was not played to its end (M-B3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// More callers waited than the floor allows.
    #[error(transparent)]
    TooManyWaiting(#[from] TooManyWaiting),
    /// The ladder calls people and sends them back without end.
    #[error("the ladder has called and sent back more than {MAX_LADDER_MOVES} people at {at}")]
    TooManyMoves {
        /// When.
        at: SimTime,
    },
    /// The observer did not want to hear the rest.
    #[error("the day was given up")]
    GivenUp,
    /// Calls go on for longer than any day.
    #[error("calls go on for more than 100 days, and {waiting} callers still wait")]
    TooLong {
        /// How many wait then.
        waiting: u32,
    },
}

/// What happens next.
enum Next {
    Agenda,
    CallEnds(usize),
    Arrives,
    HangsUp,
    Nothing,
}

impl<'p> Day<'p> {
    /// Makes room for days of this plan.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            now: 0,
            closed: false,
            lines: Lines::new(plan.queues.len()),
            watched: 0,
            crews: plan.groups.iter().map(Crew::new).collect(),
            free: FreeTimes::new(plan.groups.iter().map(|g| g.people.len())),
            seats: Seats::default(),
            ladder: LadderState::new(&plan.ladder),
            agenda: Agenda::new(&plan.timetable),
            stamp: 0,
            calls_have_ended: false,
            newcomers: Vec::new(),
            end_turn: LAST_TURN,
            stopped: None,
            work_left: WORK,
            callers: plan.queues.iter().enumerate().map(|(q, queue)| Callers::new(queue, q)).collect(),
            arrivals: WinnerTree::new(plan.queues.len()),
            answered: 0,
            left: 0,
        }
    }

    /// Plays day number `day` of `seed` and tells the observer everything.
    ///
    /// # Errors
    /// More callers wait than the floor's `max_waiting`, the ladder never comes to rest, the day never ends, or the
    /// observer does not want it to go on.
    pub fn play<O: Observer>(&mut self, seed: u64, day: u64, observer: &mut O) -> Result<(), Stopped> {
        self.restart(seed, day);
        self.roster(observer);
        loop {
            if self.lines.count() == 0 {
                self.nobody_waits(observer)?;
            }
            match self.next() {
                Next::Agenda => self.follow_agenda(observer),
                Next::CallEnds(g) => self.call_ends(g, observer),
                Next::Arrives => _ = self.caller_arrives(observer)?,
                Next::HangsUp => self.hang_up_is_due(observer),
                Next::Nothing => break,
            }
            debug_assert!(self.laws_hold());
        }
        self.end(observer)
    }

    fn restart(&mut self, seed: u64, day: u64) {
        self.now = 0;
        self.closed = false;
        self.lines.restart();
        self.watched = 0;
        for (crew, plan) in self.crews.iter_mut().zip(&self.plan.groups) {
            crew.restart(plan, seed, day);
        }
        self.free.clear();
        self.seats.restart();
        self.ladder.restart(&self.plan.ladder, seed, day, self.plan.open);
        self.agenda.restart();
        self.stamp = 0;
        self.newcomers.clear();
        self.arrivals.clear();
        for (q, callers) in self.callers.iter_mut().enumerate() {
            callers.restart(seed, day);
            self.arrivals.set(q, callers.next_arrival(), callers.next_order());
        }
        (self.end_turn, self.stopped) = (LAST_TURN, None);
        (self.answered, self.left) = (0, 0);
    }

    /// Takes callers as long as each is answered at once and nothing is scheduled. Whoever must wait may set the ladder
    /// going, and then more is scheduled than before.
    #[inline]
    fn nobody_waits<O: Observer>(&mut self, observer: &mut O) -> Result<(), Stopped> {
        let until = self.scheduled().min(self.end_turn);
        while turn(tree::moment(self.arrivals.winner()), Kind::Arrives) < until && self.caller_arrives(observer)? {}
        Ok(())
    }

    /// The turn of the next thing on the agenda, the supervisor's next look included.
    fn scheduled(&self) -> u64 {
        self.agenda.next_turn().min(turn(self.ladder.due, Kind::Looks))
    }

    #[inline]
    fn next(&self) -> Next {
        let agenda = self.scheduled();
        let arrives = turn(tree::moment(self.arrivals.winner()), Kind::Arrives);
        let hangs_up = turn(self.lines.next_hang_up(), Kind::HangsUp);
        let (ends, g) = self.next_end();
        let first = agenda.min(arrives).min(hangs_up).min(ends);
        if first >= self.end_turn {
            Next::Nothing
        } else if first == agenda {
            Next::Agenda
        } else if first == ends {
            Next::CallEnds(g)
        } else if first == arrives {
            Next::Arrives
        } else {
            Next::HangsUp
        }
    }

    /// The first end of a call by somebody who could then take a waiting caller. As nobody idle may (M-D4), the first
    /// who is free in such a group is the first whose call ends.
    #[inline]
    fn next_end(&self) -> (u64, usize) {
        let mut first = (OUT, 0);
        if self.lines.count() > 0 {
            for (g, (key, serves)) in self.free.firsts().iter().zip(&self.plan.serves).enumerate() {
                if serves & self.lines.mask() != 0 && self.is_earlier((*key, g), first) {
                    first = (*key, g);
                }
            }
        }
        if first.0 == OUT { (u64::MAX, 0) } else { (turn(tree::moment(first.0), Kind::CallEnds), first.1) }
    }

    /// Whether one group's first key comes before another's: earlier, or at the same moment scheduled first.
    #[inline]
    fn is_earlier(&self, a: (u64, usize), b: (u64, usize)) -> bool {
        if (a.0 ^ b.0) >> LEAF_BITS == 0 { self.was_scheduled_first(a, b) } else { a.0 < b.0 }
    }

    #[cold]
    fn was_scheduled_first(&self, a: (u64, usize), b: (u64, usize)) -> bool {
        a.0 != OUT && self.free.stamp(a.1, a.0) < self.free.stamp(b.1, b.0)
    }

    #[inline]
    fn caller_arrives<O: Observer>(&mut self, observer: &mut O) -> Result<bool, Stopped> {
        let key = self.arrivals.winner();
        let queue = tree::leaf(key);
        self.now = tree::moment(key);
        let fate = self.callers[queue].take();
        self.arrivals.set(queue, self.callers[queue].next_arrival(), self.callers[queue].next_order());
        self.work_left -= 1;
        if self.work_left <= 0 {
            self.asks_whether_to_go_on(observer)?;
        }
        match self.idle_group(queue) {
            Some(g) => {
                let caller = self.caller(queue, fate.number);
                let longest_idle = tree::leaf(self.free.first(g));
                let service = self.answer(g, longest_idle, queue, fate.talk, fate.wrap_up);
                observer.saw(Fact::AnsweredAtOnce(caller, service));
                Ok(true)
            }
            None => self.must_wait(queue, fate, observer).map(|()| false),
        }
    }

    #[inline]
    fn caller(&self, queue: usize, number: u32) -> Caller {
        Caller { queue: QueueId::new(queue), number, arrival: SimTime::from_micros(self.now) }
    }

    /// Whose idle agent takes a caller of this queue now (M-D1): free times in the past are idle since, and the
    /// earliest is the agent idle longest.
    #[inline(always)]
    fn idle_group(&self, queue: usize) -> Option<usize> {
        let plan = &self.plan.queues[queue];
        for &g in &plan.first_asked {
            if tree::moment(self.free.first(g)) <= self.now {
                return Some(g);
            }
        }
        let mut longest = (OUT, 0);
        for &g in &plan.then_asked {
            let key = self.free.first(g);
            if self.is_earlier((key, g), longest) {
                longest = (key, g);
            }
        }
        (tree::moment(longest.0) <= self.now).then_some(longest.1)
    }

    /// An idle agent takes a call now.
    #[inline(always)]
    fn answer(&mut self, g: usize, agent: usize, queue: usize, talk: i64, wrap_up: i64) -> Service {
        let plan = &self.plan.groups[g];
        debug_assert!(self.plan.serves[g] >> queue & 1 == 1);
        let (talk, wrap_up) = (scaled(talk, plan.talk_factor), scaled(wrap_up, plan.wrap_up_factor));
        self.stamp += 1;
        self.free.set(g, agent, self.now + talk + wrap_up, stamp(Idle::AfterCall, self.stamp));
        self.answered += 1;
        Service {
            group: GroupId::new(g),
            agent: AgentId::new(agent),
            talk: Span::from_micros(talk),
            wrap_up: Span::from_micros(wrap_up),
        }
    }

    fn must_wait<O: Observer>(&mut self, queue: usize, fate: Fate, observer: &mut O) -> Result<(), Stopped> {
        let caller = self.caller(queue, fate.number);
        if self.callers[queue].balks(fate.number) {
            self.left += 1;
            observer.saw(Fact::Balked(caller));
            return Ok(());
        }
        if self.lines.count() == self.plan.max_waiting {
            let (queue, at, limit) = (caller.queue, caller.arrival, self.plan.max_waiting);
            return Err(TooManyWaiting { queue, at, limit }.into());
        }
        let patience = self.callers[queue].patience(fate.number);
        self.lines.join(queue, self.now, patience, fate.number, fate.talk, fate.wrap_up);
        self.watched += u32::from(self.plan.queues[queue].watched);
        self.calls_have_ended = true;
        observer.saw(Fact::Joined(caller));
        self.ladder_sees(observer);
        Ok(())
    }

    fn call_ends<O: Observer>(&mut self, g: usize, observer: &mut O) {
        let ends = self.free.first(g);
        self.now = tree::moment(ends);
        self.calls_have_ended = false;
        self.takes_next(g, tree::leaf(ends), observer);
        self.ladder_sees(observer);
    }

    /// An idle agent takes the next caller among the group's queues: highest priority first, then the one who has
    /// waited longest (M-D2).
    #[inline]
    fn takes_next<O: Observer>(&mut self, g: usize, agent: usize, observer: &mut O) {
        let queue = self.next_queue(self.plan.serves[g] & self.lines.mask());
        let waiting = self.lines.take_front(queue);
        self.watched -= u32::from(self.plan.queues[queue].watched);
        let service = self.answer(g, agent, queue, waiting.talk, waiting.wrap_up);
        observer.saw(Fact::Answered(waiting.caller(queue), service, SimTime::from_micros(self.now)));
    }

    #[inline]
    fn next_queue(&self, mut queues: u64) -> usize {
        let mut best = queues.trailing_zeros() as usize;
        queues &= queues - 1;
        while queues != 0 {
            let queue = queues.trailing_zeros() as usize;
            queues &= queues - 1;
            let rank = |q: usize| (-self.plan.queues[q].priority, self.lines.front_order(q));
            if rank(queue) < rank(best) {
                best = queue;
            }
        }
        best
    }

    #[inline]
    fn hang_up_is_due<O: Observer>(&mut self, observer: &mut O) {
        self.now = self.lines.next_hang_up();
        self.calls_have_ended = true;
        if let Some((queue, waiting)) = self.lines.take_hang_up(self.now) {
            self.watched -= u32::from(self.plan.queues[queue].watched);
            self.left += 1;
            observer.saw(Fact::Abandoned(waiting.caller(queue), SimTime::from_micros(self.now)));
            self.ladder_sees(observer);
        }
    }

    #[cold]
    fn follow_agenda<O: Observer>(&mut self, observer: &mut O) {
        let turn_now = self.scheduled();
        self.now = moment_of(turn_now);
        self.calls_have_ended = turn_now > turn(self.now, Kind::CallEnds);
        if self.agenda.next_turn() != turn_now {
            return self.look_is_due(observer);
        }
        if !self.entries_happen(turn_now, observer) {
            return;
        }
        self.newcomers_take_callers(observer);
        self.ladder_sees_crew(observer);
    }

    /// What the agenda has for this turn; whether any of it was still to happen.
    fn entries_happen<O: Observer>(&mut self, turn_now: u64, observer: &mut O) -> bool {
        // All changes of one instant are one event: everybody comes and goes, then callers are taken.
        let changes = turn(self.now, Kind::Changes);
        let mut any = false;
        while self.stopped.is_none()
            && let Some(entry) = self.agenda.take()
        {
            self.works(1, observer);
            if !self.is_void(&entry) {
                any = true;
                self.happens(&entry, observer);
            }
            if turn_now != changes || self.agenda.next_turn() != changes {
                break;
            }
        }
        any
    }

    /// Whether something was scheduled for a person to whom something else has happened since.
    fn is_void(&self, entry: &Entry) -> bool {
        match entry.what {
            What::LastCallEnds { group, agent } | What::Joins { group, agent } | What::BreakEnds { group, agent } => {
                self.crews[group.index()].people[agent.index()].ticket != entry.ticket
            }
            _ => false,
        }
    }

    fn happens<O: Observer>(&mut self, entry: &Entry, observer: &mut O) {
        match entry.what {
            What::Closes => self.closes(observer),
            What::ShiftStarts { group, agent } => self.shift_starts(group.index(), agent.index(), observer),
            What::ShiftEnds { group, agent } => self.shift_ends(group.index(), agent.index(), observer),
            What::BreakStarts { group, agent, number } => {
                self.break_starts(group.index(), agent.index(), number, observer);
            }
            What::HeadCountChanges { group, row } => self.head_count_changes(group.index(), row as usize, observer),
            What::BreakEnds { group, agent } => self.break_ends(group.index(), agent.index(), observer),
            What::LastCallEnds { group, agent } => self.last_call_ends(group.index(), agent.index(), observer),
            What::Joins { group, agent } => self.joins(group.index(), agent.index(), observer),
        }
    }

    /// Those who have just signed in take waiting callers, in the order in which they came. Nobody else could: who was
    /// idle before had no caller to take (M-D4), and calls that end at this instant have their turn later (M-T2).
    pub(super) fn newcomers_take_callers<O: Observer>(&mut self, observer: &mut O) {
        for i in 0..self.newcomers.len() {
            let (g, p) = self.newcomers[i];
            let ready = self.crews[g].people[p].place == Place::OnPhones && self.free.moment(g, p) == self.now;
            if ready && self.plan.serves[g] & self.lines.mask() != 0 {
                self.takes_next(g, p, observer);
            }
        }
        self.newcomers.clear();
    }

    /// How many have called.
    pub(super) fn offered(&self) -> u64 {
        self.callers.iter().map(Callers::taken).sum()
    }

    /// How many have been answered or have left: with those who wait, all who have called (M-T3).
    pub(super) fn accounted_for(&self) -> u64 {
        self.answered + self.left + u64::from(self.lines.count())
    }

    /// The laws that hold after every event: nobody lost (M-T3), no agent idle for a waiting caller (M-D4), no more
    /// signed in than seats (M-A4).
    fn laws_hold(&self) -> bool {
        // A call that ends at this very instant may still have its turn.
        let idle = |g: usize| tree::moment(self.free.first(g)) < self.now;
        let busy = |g: usize| self.plan.serves[g] & self.lines.mask() == 0 || !idle(g);
        let signed_in = |p: &&super::crew::Person| matches!(p.place, Place::OnPhones | Place::Finishing(_));
        let seated: usize = self.crews.iter().map(|c| c.people.iter().filter(signed_in).count()).sum();
        self.offered() == self.accounted_for()
            && (0..self.crews.len()).all(busy)
            && seated == self.seats.taken as usize
            && self.seats.taken + self.seats.kept <= self.plan.seats
    }
}

/// How somebody came to be idle at an instant, in the order of M-T2.
#[derive(Clone, Copy, Debug)]
pub(super) enum Idle {
    SignedInBeforeCallsEnd = 0,
    AfterCall = 1,
    SignedInAfterCallsEnd = 2,
}

/// Breaks ties between people idle since the same instant: by M-T2, then first come first served.
#[inline]
pub(super) const fn stamp(how: Idle, count: u64) -> u64 {
    (how as u64) << 62 | count
}

/// A length times a group's factor, to the nearest microsecond; no more than any length is.
#[inline]
fn scaled(length: i64, factor: f64) -> i64 {
    if factor == 1.0 { length } else { ((length as f64 * factor + 0.5) as i64).min(Sampler::LONGEST) }
}
