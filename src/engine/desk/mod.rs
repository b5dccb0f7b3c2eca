//! The desk: where callers come in, wait and leave (M-C1 to M-C6, M-D2).

mod again;
mod callbacks;
mod calls_in;
mod ivr;
mod line;
mod next_call;
mod phone_lines;
mod service;
mod source;
mod to_ask;
mod transfers;

pub(super) use callbacks::CallbackEnd;
pub(super) use calls_in::CallsIn;
pub(super) use line::{Try, Waiting};
pub(super) use source::Arrival;
pub(super) use transfers::Holding;

use super::fact::{Caller, QueueId, Service, SourceId};
use super::in_order::first_moves;
use super::plan::DeskPlan;
use super::required::CallsSeen;
use super::service::EndsSeen;
use super::turn::{Kind, NEVER, end_of_turn, moment, name, of_one_turn, turn};
use crate::random::Sampler;
use crate::units::SimTime;
use again::CallsAgain;
use callbacks::Callbacks;
use ivr::InIvr;
use line::Lines;
use phone_lines::PhoneLines;
use source::CallerSource;
use to_ask::ToAsk;
use transfers::Transfers;

/// Sources, lines and the count of callers. Everybody who calls is answered, leaves, or waits.
#[derive(Debug)]
pub(super) struct Desk<'p> {
    plan: &'p DeskPlan,
    sources: Vec<CallerSource<'p>>,
    /// When the next caller comes, of whichever source.
    next: u64,
    /// When the next callers of the other sources come, in order; the last is never.
    others: Vec<u64>,
    /// The first of those.
    second: u64,
    lines: Lines,
    phone_lines: Option<PhoneLines>,
    again: Option<CallsAgain<'p>>,
    ivr: Option<InIvr<'p>>,
    callbacks: Option<Callbacks<'p>>,
    transfers: Option<Transfers<'p>>,
    /// Who comes out of the IVR or is transferred, where there is any of it.
    to_ask: Option<ToAsk>,
    /// The calls of late, for each ladder to which their rate matters.
    seen: Vec<CallsSeen>,
    /// The calls that ended lately, for each ladder to which their service level matters.
    ends: Vec<EndsSeen>,
    /// Whether who has just arrived is one of them.
    is_through: bool,
    /// Whether any of these is there, or there are nights: whether more is to be known of a call than who answers.
    follows_calls: bool,
    /// When it closes next.
    closes: i64,
    /// How many wait in the queues that the first ladder watches.
    watched: u32,
    /// How many were answered, and how many left without an answer or were blocked.
    answered: u64,
    left: u64,
}

impl<'p> Desk<'p> {
    /// A desk for days of this plan.
    pub fn new(plan: &'p DeskPlan) -> Self {
        let source = |(s, source): (usize, &'p super::plan::SourcePlan)| {
            CallerSource::new(source, &plan.queues[source.queue.index()], SourceId::new(s))
        };
        let (again, ivr) = (CallsAgain::new(plan), InIvr::new(plan));
        let (callbacks, transfers) = (Callbacks::new(plan), Transfers::new(plan));
        let have_lines = ivr.is_some() || transfers.is_some();
        let follows = plan.asks_more() || again.is_some() || callbacks.is_some();
        Self {
            plan,
            sources: plan.sources.iter().enumerate().map(source).collect(),
            next: NEVER,
            others: Vec::with_capacity(plan.sources.len() + 1),
            second: NEVER,
            lines: Lines::new(plan.queues.len()),
            phone_lines: plan.lines.map(PhoneLines::new),
            again,
            ivr,
            callbacks,
            transfers,
            // Behind all sources, and those who call again.
            to_ask: have_lines.then(|| ToAsk::new(plan.sources.len() + 1)),
            seen: plan.remembered.iter().map(|of| CallsSeen::new(*of, plan.queues.len())).collect(),
            ends: plan.service.iter().map(|of| EndsSeen::new(*of)).collect(),
            is_through: false,
            follows_calls: follows || have_lines,
            closes: 0,
            watched: 0,
            answered: 0,
            left: 0,
        }
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        self.lines.restart();
        self.phone_lines.iter_mut().for_each(PhoneLines::restart);
        self.seen.iter_mut().for_each(CallsSeen::restart);
        self.forgets_ends();
        self.next = NEVER;
        self.others.clear();
        if let Some(again) = &mut self.again {
            again.restart(seed, day);
            self.others.push(again.next_arrival());
        }
        self.callbacks.iter_mut().for_each(|callbacks| callbacks.restart(seed, day));
        self.ivr.iter_mut().for_each(|ivr| ivr.restart(seed, day));
        self.transfers.iter_mut().for_each(|transfers| transfers.restart(seed, day));
        if let Some(to_ask) = &mut self.to_ask {
            to_ask.restart();
            self.others.push(to_ask.next_arrival());
        }
        self.is_through = false;
        for source in &mut self.sources {
            source.restart(&self.plan.incidents, seed, day);
            self.others.push(self.next);
            self.next = source.next_arrival();
        }
        self.others.sort_unstable();
        if !self.others.is_empty() {
            self.next_is_another(self.next);
        }
        (self.watched, self.answered, self.left) = (0, 0, 0);
        self.closes = self.plan.first_close;
    }

    /// It opens, and closes then.
    pub fn opens(&mut self, closes: i64) {
        self.closes = closes;
    }

    /// Who has just arrived has called while it is closed.
    #[cold]
    pub fn calls_outside_hours(&mut self) {
        self.left += 1;
    }

    /// The turn at which the next caller arrives, named by the source; [`NEVER`] when there are no more.
    #[inline(always)]
    pub fn next_arrival(&self) -> u64 {
        self.next
    }

    /// The next caller, who has arrived now.
    #[inline(always)]
    pub fn takes_arrival<const FOLLOWED: bool>(&mut self) -> Arrival {
        if FOLLOWED && name(self.next) >= self.sources.len() {
            return self.takes_who_called_before();
        }
        let source = &mut self.sources[name(self.next)];
        let arrival = source.take();
        let next = source.next_arrival();
        self.next = next;
        if end_of_turn(next) >= self.second {
            self.next_is_another(next);
        }
        arrival
    }

    #[cold]
    fn takes_who_called_before(&mut self) -> Arrival {
        if let Some(to_ask) = &mut self.to_ask
            && to_ask.next_arrival() == self.next
        {
            let arrival = to_ask.take().expect("somebody asks for a person now");
            let next = to_ask.next_arrival();
            self.is_through = true;
            self.next_is_another(next);
            return arrival;
        }
        let again = self.again.as_mut().expect("who calls again is the source behind all others");
        let arrival = again.take().expect("somebody calls now");
        let next = again.next_arrival();
        self.next_is_another(next);
        arrival
    }

    /// The next caller comes from another source, or at the same moment.
    #[inline(never)]
    fn next_is_another(&mut self, mut next: u64) {
        if self.others[0] < next {
            let first = self.others[0];
            first_moves(&mut self.others, next, |other| *other < next);
            next = first;
        }
        self.next = next;
        if of_one_turn(next, self.others[0]) {
            self.next_in_order();
        }
        self.second = self.others[0];
    }

    /// Of several who come at one moment the first in the order of M-T2 is next.
    #[cold]
    fn next_in_order(&mut self) {
        // Who has a line already comes first; who calls again comes after those who call for the first time.
        let order = |next: u64| match self.sources.get(name(next)) {
            Some(source) => (1, source.next_order(), next),
            None if name(next) > self.sources.len() => (0, 0, next),
            None => (2, 0, next),
        };
        let together = self.others.iter().take_while(|other| of_one_turn(**other, self.next) && **other != NEVER);
        let first = together.enumerate().min_by_key(|(_, other)| order(**other));
        if let Some((place, other)) = first.filter(|(_, other)| order(**other) < order(self.next)) {
            let next = *other;
            self.others[place] = self.next;
            self.next = next;
        }
    }

    /// Somebody who has just arrived, or comes from a line, is answered.
    #[inline(always)]
    pub fn is_answered(&mut self) {
        self.answered += 1;
    }

    /// Whether what becomes of a call matters later: to who finds a line, or to who calls again.
    pub fn follows_calls(&self) -> bool {
        self.follows_calls
    }

    /// Whether a caller who would have to wait hangs up at once; who does has left.
    #[inline(always)]
    pub fn balks<const FOLLOWED: bool>(&mut self, call: Arrival) -> bool {
        if !self.would_balk::<FOLLOWED>(&call.caller) {
            return false;
        }
        self.leaves::<FOLLOWED>(call, call.caller.arrival.micros());
        if FOLLOWED {
            self.wait_ends(&call.caller, false, call.caller.arrival.micros());
        }
        true
    }

    /// A caller leaves without an answer, perhaps to call again.
    #[inline(always)]
    fn leaves<const FOLLOWED: bool>(&mut self, call: Arrival, now: i64) {
        self.left += 1;
        if FOLLOWED {
            self.may_redial(call, now);
        }
    }

    #[cold]
    fn may_redial(&mut self, call: Arrival, now: i64) {
        let Some(again) = &mut self.again else { return };
        let before = again.next_arrival();
        if let Some(caller) = again.redial(&call.caller, now) {
            // It is the same matter, and so as long, unless it has to be told from the beginning to those who were called first.
            let (talk, wrap_up) = match &self.sources[caller.id.source.index()] {
                source if caller.queue != call.caller.queue => source.takes(source, &caller),
                _ => (call.talk, call.wrap_up),
            };
            again.calls_at(Arrival { caller, talk, wrap_up });
        }
        self.calls_again_since(before);
    }

    /// A caller has been answered now and talks. Whether the agent stays with the caller after the talk.
    #[inline(always)]
    pub fn talks(&mut self, caller: Caller, now: i64, service: &Service) -> bool {
        self.follows_calls && self.talks_on_a_line(caller, now, service)
    }

    #[cold]
    fn talks_on_a_line(&mut self, caller: Caller, now: i64, service: &Service) -> bool {
        let until = now + service.talk.micros();
        self.wait_ends(&caller, true, now);
        self.phone_lines.iter_mut().for_each(|lines| lines.talk_until(until));
        self.talk_is_followed(&caller, until, service)
    }

    fn may_repeat(&mut self, caller: &Caller, until: i64) {
        let Some(again) = &mut self.again else { return };
        let before = again.next_arrival();
        if let Some(caller) = again.repeat(caller, until) {
            let source = &self.sources[caller.id.source.index()];
            let (talk, wrap_up) = source.takes(source, &caller);
            again.calls_at(Arrival { caller, talk, wrap_up });
        }
        self.calls_again_since(before);
    }

    /// Whoever calls again next may do so earlier than whoever was to before.
    fn calls_again_since(&mut self, before: u64) {
        let next = self.again.as_ref().map_or(NEVER, CallsAgain::next_arrival);
        self.next_of_source_is(before, next);
    }

    /// The next caller of some source comes at another moment than the one who was to before.
    fn next_of_source_is(&mut self, before: u64, next: u64) {
        if next == before {
            return;
        }
        if self.next == before && before != NEVER {
            return self.next_is_another(next);
        }
        let place = self.others.iter().position(|other| *other == before);
        self.others.remove(place.expect("every source has a place"));
        let place = self.others.partition_point(|other| *other < next);
        self.others.insert(place, next);
        self.next_is_another(self.next);
    }

    /// A caller who has just arrived joins the line.
    #[inline(always)]
    pub fn joins<const FOLLOWED: bool>(&mut self, arrival: &Arrival) {
        let caller = arrival.caller;
        let patience = if FOLLOWED && caller.history.is_transfer() {
            self.patience_of_transferred(&caller)
        } else {
            self.sources[caller.id.source.index()].patience(caller.draw())
        };
        let at = caller.arrival.micros();
        let hangs_up = if patience >= Sampler::NEVER { NEVER } else { turn(at + patience, Kind::HangsUp) };
        let line = if FOLLOWED { self.line_of(&caller) } else { caller.queue };
        self.lines.join_as(line, arrival, hangs_up, None);
        self.watched += self.sees(caller.queue);
    }

    /// How many wait.
    #[inline(always)]
    pub fn waiting(&self) -> u32 {
        self.lines.count()
    }

    /// How many of them the first ladder sees.
    #[inline(always)]
    pub fn watched(&self) -> u32 {
        self.watched
    }

    /// How many of them another ladder sees, which watches these lines.
    pub fn waiting_in(&self, lines: u64) -> u32 {
        self.lines.count_in(lines)
    }

    /// When the one came of those in some lines who has waited longest; never if there is nobody.
    pub fn longest_in(&self, lines: u64) -> i64 {
        let queues = self.lines.mask() & lines;
        let came = (0..self.plan.queues.len()).filter(|q| queues >> q & 1 == 1).map(|q| self.lines.front(q).0);
        came.min().unwrap_or(SimTime::NEVER.micros())
    }

    /// The queues in which somebody waits, a bit each.
    #[inline(always)]
    pub fn queues_waiting(&self) -> u64 {
        self.lines.mask()
    }

    /// When the caller came who has waited longest in a queue where somebody waits.
    pub fn waits_since(&self, queue: QueueId) -> i64 {
        self.lines.front(queue.index()).0
    }

    /// The earliest turn at which somebody may hang up; [`NEVER`] if nobody will.
    #[inline(always)]
    pub fn next_hang_up(&self) -> u64 {
        self.lines.next_hang_up()
    }

    /// Whoever hangs up now, the first who joined first; `None` when the moment was that of somebody who has been
    /// answered since.
    #[inline]
    pub fn hangs_up<const FOLLOWED: bool>(&mut self, now: u64) -> Option<Waiting> {
        let waiting = self.lines.take_hang_up(now)?;
        if FOLLOWED && waiting.callback.is_some() {
            return Some(self.expires(waiting));
        }
        self.no_longer_waits(&waiting);
        let Waiting { caller, talk, wrap_up, .. } = waiting;
        if FOLLOWED {
            self.wait_ends(&caller, false, moment(now));
        }
        self.leaves::<FOLLOWED>(Arrival { caller, talk, wrap_up }, moment(now));
        Some(waiting)
    }

    /// Takes the next caller among some queues, of which one has somebody waiting: of the first of these queues in the group's
    /// order, or if it has none, highest priority first, then who has waited longest (M-D2).
    #[inline(always)]
    pub fn takes_next<'o, const FOLLOWED: bool>(&mut self, queues: u64, order: impl FnOnce() -> &'o [u64]) -> Waiting {
        let queues = queues & self.lines.mask();
        let only = QueueId::new(queues.trailing_zeros() as usize);
        let next = if queues == only.bit() { only } else { self.next_queue(queues, order()) };
        let waiting = self.lines.take_front(next);
        self.answered += 1;
        if FOLLOWED && waiting.callback.is_some() {
            return self.leaves_callback_line(waiting);
        }
        self.no_longer_waits(&waiting);
        waiting
    }

    /// Sends away those in some queues for whom `leaves` holds, in order of queue and joining.
    pub fn dismisses(&mut self, queues: u64, leaves: impl Fn(&Waiting) -> bool) -> Vec<Waiting> {
        let mut gone = Vec::new();
        for queue in (0..self.plan.queues.len()).filter(|q| queues >> q & 1 == 1) {
            gone.extend(self.lines.take_where(QueueId::new(queue), &leaves));
        }
        gone.into_iter().map(|waiting| self.is_dismissed(waiting)).collect()
    }

    fn is_dismissed(&mut self, waiting: Waiting) -> Waiting {
        if waiting.callback.is_some() {
            return self.expires(waiting);
        }
        self.left += 1;
        self.no_longer_waits(&waiting);
        waiting
    }

    #[inline(always)]
    fn no_longer_waits(&mut self, waiting: &Waiting) {
        self.watched -= self.sees(waiting.caller.queue);
    }

    /// 1 if the first ladder watches the queue, else 0.
    #[inline(always)]
    fn sees(&self, queue: QueueId) -> u32 {
        (self.plan.watched >> queue.index()) as u32 & 1
    }

    #[inline(always)]
    fn next_queue(&self, mut queues: u64, order: &[u64]) -> QueueId {
        if let Some(preferred) = order.iter().find(|preferred| queues & **preferred != 0) {
            queues &= preferred;
        }
        let mut best = queues.trailing_zeros() as usize;
        queues &= queues.wrapping_sub(1);
        while queues != 0 {
            let queue = queues.trailing_zeros() as usize;
            queues &= queues - 1;
            let rank = |q: usize| {
                let (plan, (arrival, order)) = (&self.plan.queues[q], self.lines.front(q));
                (-plan.priority, arrival - plan.credit, order)
            };
            if rank(queue) < rank(best) {
                best = queue;
            }
        }
        QueueId::new(best)
    }

    /// Whether every caller so far was answered, has left, or waits (M-T3), and is seen if so.
    pub fn nobody_is_lost(&self) -> bool {
        let called: u64 = self.sources.iter().map(CallerSource::taken).sum();
        let called = called + self.again.as_ref().map_or(0, CallsAgain::taken);
        let called = called + self.transfers.as_ref().map_or(0, Transfers::made);
        let between_tries = self.callbacks.as_ref().map_or(0, Callbacks::between_tries);
        let to_ask = self.to_ask.as_ref().map_or(0, ToAsk::count) + u64::from(self.is_through);
        self.watched == self.lines.count_in(self.plan.watched)
            && called == self.answered + self.left + u64::from(self.lines.count()) + to_ask + between_tries
    }
}
