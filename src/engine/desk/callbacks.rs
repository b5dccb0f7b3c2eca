//! Callers who are called back instead of waiting on the line (M-C9).

use super::super::fact::{Caller, CallerId, QueueId, Service};
use super::super::plan::{CallbackPlan, DeskPlan, SourcePlan};
use super::super::turn::{Kind, turn_if_ever};
use super::line::Try;
use super::{Arrival, Desk, Waiting};
use crate::random::{Purpose, Stream};
use crate::units::SimTime;
use std::collections::BTreeMap;

/// Those who are to be called back. They stand in lines of their own, behind those of the queues.
#[derive(Debug)]
pub(super) struct Callbacks<'p> {
    plan: &'p DeskPlan,
    /// By source of the first call.
    streams: Vec<CallbackDraws>,
    /// The calls of those who are to be called, by who and which of their calls.
    calls: BTreeMap<CallKey, Arrival>,
    /// Of whom the further tries are that have fallen due or will, in the order in which they were put off, and how many there were before.
    put_off: Vec<(CallKey, u8)>,
    /// Who will be offered a callback or has been, having waited, in the order in which they joined the line, and in which line.
    offers: Vec<(CallKey, QueueId)>,
    /// How many are to be called, by queue.
    open: Vec<u32>,
    in_line: u32,
    between_tries: u64,
}

type CallKey = (CallerId, u16);

const fn key(caller: &Caller) -> CallKey {
    (caller.id, caller.history.call())
}

/// What is drawn for a call, and for each try to call back.
#[derive(Debug)]
struct CallbackDraws {
    accepts: Stream,
    picks_up: Stream,
    rings: Stream,
    again_after: Stream,
}

/// What comes of a try to call back.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum CallbackEnd {
    /// Somebody picks up; whether the agent stays with the caller after the talk.
    Reached(bool),
    /// Nobody does, and the next try of that number falls due then.
    Again(u32, i64),
    /// Nobody does, and there is no further try.
    Unreached,
}

impl<'p> Callbacks<'p> {
    /// `None` where nobody is called back.
    pub fn new(plan: &'p DeskPlan) -> Option<Self> {
        let any = plan.queues.iter().any(|queue| queue.callback.is_some());
        let (calls, open) = (BTreeMap::new(), vec![0; plan.queues.len()]);
        any.then(|| Self {
            plan,
            streams: Vec::new(),
            calls,
            put_off: Vec::new(),
            offers: Vec::new(),
            open,
            in_line: 0,
            between_tries: 0,
        })
    }

    /// Begins a day.
    pub fn restart(&mut self, seed: u64, day: u64) {
        let streams = |source: &SourcePlan| {
            let stream = |purpose| Stream::new(seed, day, purpose, source.entity);
            CallbackDraws {
                accepts: stream(Purpose::CallbackAccepted),
                picks_up: stream(Purpose::PicksUp),
                rings: stream(Purpose::Rings),
                again_after: stream(Purpose::CallbackAgainAfter),
            }
        };
        self.streams.clear();
        self.streams.extend(self.plan.sources.iter().map(streams));
        self.calls.clear();
        self.put_off.clear();
        self.offers.clear();
        self.open.fill(0);
        (self.in_line, self.between_tries) = (0, 0);
    }

    /// How many wait for their next try to fall due.
    pub fn between_tries(&self) -> u64 {
        self.between_tries
    }

    fn plan(&self, queue: QueueId) -> &'p CallbackPlan {
        self.plan.queues[queue.index()].callback.as_ref().expect("its callers are called back")
    }

    /// When a caller is not called any more.
    fn expires(&self, caller: &Caller) -> i64 {
        caller.arrival.micros().saturating_add(self.plan(caller.queue).within)
    }

    /// What comes of a try, and how long somebody handles it who is as fast as anybody.
    fn next_try(&self, call: &Arrival, made: u8) -> (Try, Arrival) {
        let (plan, streams) = (self.plan(call.caller.queue), &self.streams[call.caller.id.source.index()]);
        let draw = draw(&call.caller, made);
        let picks_up = streams.picks_up.uniform(draw) >= plan.no_answer;
        let rings = || Arrival { talk: plan.rings.sample(streams.rings, draw), wrap_up: 0, ..*call };
        (Try { made, picks_up }, if picks_up { *call } else { rings() })
    }
}

/// Where the draws of a try stand: each try of each call of a caller has its own.
fn draw(caller: &Caller, made: u8) -> u64 {
    u64::from(made) << 48 | caller.draw()
}

impl Desk<'_> {
    /// Whether a caller who would have to wait accepts to be called back; `None` if that is not offered.
    pub fn accepts_callback(&mut self, call: &Arrival) -> Option<bool> {
        let Caller { queue, arrival, .. } = call.caller;
        let plan = self.plan.queues[queue.index()].callback.as_ref().filter(|plan| plan.offer_after == 0)?;
        let accepted = self.is_accepted(plan, &call.caller, arrival.micros())?;
        if accepted {
            self.is_to_be_called(call);
            self.joins_to_be_called(key(&call.caller), arrival, 0);
        }
        Some(accepted)
    }

    /// Whether a caller accepts a callback at a moment; `None` if it is not offered then.
    fn is_accepted(&self, plan: &CallbackPlan, caller: &Caller, now: i64) -> Option<bool> {
        let (queue, callbacks) = (caller.queue, self.callbacks.as_ref()?);
        let expected = self.expected_wait(queue, plan.line, now);
        let many = callbacks.open[queue.index()] >= plan.at_most;
        if expected < plan.expected_wait || many || plan.hours.as_ref().is_some_and(|hours| !hours.contain(now)) {
            return None;
        }
        Some(callbacks.streams[caller.id.source.index()].accepts.uniform(caller.draw()) < plan.chance)
    }

    fn is_to_be_called(&mut self, call: &Arrival) {
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        callbacks.open[call.caller.queue.index()] += 1;
        callbacks.calls.insert(key(&call.caller), *call);
    }

    /// Who has just joined the line may be offered a callback after so long: the number that this is given.
    pub fn offers_later(&mut self, caller: &Caller) -> Option<(u32, i64)> {
        let line = self.line_of(caller);
        let callbacks = self.callbacks.as_mut()?;
        let plan = self.plan.queues[caller.queue.index()].callback.as_ref().filter(|plan| plan.offer_after > 0)?;
        callbacks.offers.push((key(caller), line));
        Some((callbacks.offers.len() as u32 - 1, plan.offer_after))
    }

    /// A callback is offered to whoever still waits, and perhaps accepted; `None` if it is not offered.
    pub fn offers_callback(&mut self, number: u32, now: i64) -> Option<(Caller, bool)> {
        let (call, line) = self.callbacks.as_ref()?.offers[number as usize];
        let caller = self.lines.find(line, |caller| key(caller) == call)?.caller;
        let plan = self.plan.queues[caller.queue.index()].callback.as_ref()?;
        let accepted = self.is_accepted(plan, &caller, now)?;
        if accepted {
            let waiting = self.lines.take_where(line, |waiting| key(&waiting.caller) == call).pop()?;
            self.no_longer_waits(&waiting);
            self.changes_line(waiting);
        }
        Some((caller, accepted))
    }

    /// Who has waited on the line waits to be called back, in the same place.
    fn changes_line(&mut self, mut waiting: Waiting) {
        let call = Arrival { caller: waiting.caller, talk: waiting.talk, wrap_up: waiting.wrap_up };
        self.is_to_be_called(&call);
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        let (next, handled) = callbacks.next_try(&call, 0);
        let hangs_up = turn_if_ever(callbacks.expires(&call.caller), Kind::HangsUp);
        callbacks.in_line += 1;
        let line = callbacks.plan(call.caller.queue).line;
        let Arrival { talk, wrap_up, .. } = handled;
        (waiting.hangs_up, waiting.talk, waiting.wrap_up) = (hangs_up, talk, wrap_up);
        waiting.callback = Some(next);
        self.lines.joins_in_place(line, waiting);
    }

    /// How long the one has waited who has waited longest in a queue, transferred or not, or in its line to be called back; 0 if nobody
    /// waits.
    fn expected_wait(&self, queue: QueueId, line: QueueId, now: i64) -> i64 {
        let lines = [queue, line, self.plan.queues[queue.index()].transferred_line];
        let waiting = lines.into_iter().filter(|line| self.lines.mask() & line.bit() != 0);
        waiting.map(|line| now - self.lines.front(line.index()).0).max().unwrap_or(0)
    }

    /// How many wait who are not to be called back.
    pub(super) fn on_the_line(&self) -> u32 {
        self.lines.count() - self.callbacks.as_ref().map_or(0, |callbacks| callbacks.in_line)
    }

    /// The line in which those of a queue stand who are to be called back.
    pub fn callback_line(&self, queue: QueueId) -> Option<QueueId> {
        self.plan.queues[queue.index()].callback.as_ref().map(|plan| plan.line)
    }

    /// A call stands in line to be called back, after so many tries, as if it had come then.
    fn joins_to_be_called(&mut self, call: CallKey, standing: SimTime, made: u8) {
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        let call = callbacks.calls[&call];
        let (next, handled) = callbacks.next_try(&call, made);
        let expires = turn_if_ever(callbacks.expires(&call.caller), Kind::HangsUp);
        callbacks.in_line += 1;
        let line = callbacks.plan(call.caller.queue).line;
        let caller = Caller { arrival: standing, ..call.caller };
        self.lines.join_as(line, &Arrival { caller, ..handled }, expires, Some(next));
    }

    /// The line to which a further try belongs, by the number that it was given.
    pub fn line_of_try(&self, number: u32) -> Option<QueueId> {
        let callbacks = self.callbacks.as_ref()?;
        self.callback_line(callbacks.calls[&callbacks.put_off[number as usize].0].caller.queue)
    }

    /// It falls due: its caller stands in line from now on.
    pub fn falls_due(&mut self, number: u32, now: i64) {
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        callbacks.between_tries -= 1;
        let (call, made) = callbacks.put_off[number as usize];
        self.joins_to_be_called(call, SimTime::from_micros(now), made);
    }

    /// Somebody no longer stands in line to be called back; with the call that was made.
    #[cold]
    pub(super) fn leaves_callback_line(&mut self, mut waiting: Waiting) -> Waiting {
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        callbacks.in_line -= 1;
        waiting.caller = callbacks.calls[&key(&waiting.caller)].caller;
        waiting
    }

    /// Somebody is not called any more; with the call that was made.
    #[cold]
    pub(super) fn expires(&mut self, waiting: Waiting) -> Waiting {
        let waiting = self.leaves_callback_line(waiting);
        self.left += 1;
        self.is_done_with(&waiting.caller);
        waiting
    }

    fn is_done_with(&mut self, caller: &Caller) {
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        callbacks.open[caller.queue.index()] -= 1;
        callbacks.calls.remove(&key(caller));
    }

    /// Somebody has just been called: the agent talks, or lets it ring, until then.
    pub fn callback_ends(&mut self, caller: &Caller, made: Try, until: i64, service: &Service) -> CallbackEnd {
        if made.picks_up {
            self.is_done_with(caller);
            return CallbackEnd::Reached(self.talk_is_followed(caller, until, service));
        }
        self.answered -= 1;
        let closes = self.closes;
        let callbacks = self.callbacks.as_mut().expect("callers are called back");
        let (plan, tries) = (callbacks.plan(caller.queue), made.made + 1);
        let again_after = &callbacks.streams[caller.id.source.index()].again_after;
        let due = until.saturating_add(plan.again_after.sample(*again_after, draw(caller, made.made)));
        if u32::from(tries) >= plan.tries || due >= closes.min(callbacks.expires(caller)) {
            self.left += 1;
            self.is_done_with(caller);
            return CallbackEnd::Unreached;
        }
        callbacks.between_tries += 1;
        callbacks.put_off.push((key(caller), tries));
        CallbackEnd::Again(callbacks.put_off.len() as u32 - 1, due)
    }
}
