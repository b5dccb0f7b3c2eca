//! What comes of a call before a person is asked for: a line, and the IVR (M-C5).

use super::super::fact::{Caller, IvrStay};
use super::{Arrival, Desk};

/// What comes of a call before a person is asked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum CallsIn {
    /// The caller asks for one now.
    Asks,
    /// Every line is taken.
    Blocked,
    /// The caller is in the IVR first.
    Ivr(IvrStay),
}

impl Desk<'_> {
    /// What comes of a call before a person is asked for.
    #[inline(always)]
    pub fn calls_in(&mut self, call: Arrival) -> CallsIn {
        if self.follows_calls { self.calls_in_and_is_seen(call) } else { CallsIn::Asks }
    }

    #[cold]
    fn calls_in_and_is_seen(&mut self, call: Arrival) -> CallsIn {
        let comes_of_it = self.finds_line_and_ivr(call);
        let Caller { queue, arrival, .. } = call.caller;
        match comes_of_it {
            CallsIn::Asks => self.seen.iter_mut().for_each(|seen| seen.came(queue, arrival.micros())),
            CallsIn::Blocked | CallsIn::Ivr(_) => {}
        }
        comes_of_it
    }

    /// How many calls a ladder has seen of late, by queue; none if their rate does not matter to it.
    pub fn calls_seen(&mut self, ladder: usize, now: i64) -> &[u32] {
        let seen = self.seen.iter_mut().find(|seen| seen.ladder() == ladder);
        seen.map_or(&[], |seen| seen.until(now))
    }

    fn finds_line_and_ivr(&mut self, call: Arrival) -> CallsIn {
        if std::mem::take(&mut self.is_through) {
            return CallsIn::Asks;
        }
        let (waiting, now) = (self.on_the_line(), call.caller.arrival.micros());
        if self.phone_lines.as_mut().is_some_and(|lines| lines.are_taken(waiting, now)) {
            self.leaves::<true>(call, now);
            return CallsIn::Blocked;
        }
        let Some(stay) = self.ivr.as_ref().and_then(|ivr| ivr.enters(&call, self.closes)) else {
            return CallsIn::Asks;
        };
        self.phone_lines.iter_mut().for_each(|lines| lines.talk_until(stay.until.micros()));
        if stay.contained {
            self.left += 1;
        } else {
            self.will_ask(Arrival { caller: Caller { arrival: stay.until, ..call.caller }, ..call });
        }
        CallsIn::Ivr(stay)
    }

    /// Somebody who has a line will ask for a person.
    pub(super) fn will_ask(&mut self, call: Arrival) {
        let to_ask = self.to_ask.as_mut().expect("there is an IVR, or somebody is transferred");
        let before = to_ask.next_arrival();
        to_ask.asks_at(call);
        let next = to_ask.next_arrival();
        self.next_of_source_is(before, next);
    }
}
