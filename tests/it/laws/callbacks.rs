//! Laws of who is called back (M-C9), held against a day's story.

use super::replay::{Replay, call, law};
use crate::twin::{Seen, Who};

impl Replay<'_> {
    pub(super) fn sees_callback(&mut self, fact: &Seen) -> Result<(), String> {
        match fact {
            Seen::OfferedCallback(who, accepted) => {
                self.moves_to(who.arrival)?;
                self.is_offered_callback(who, 0)?;
                if *accepted {
                    self.comes(who)?;
                    self.accepted += 1;
                    self.to_call.insert(call(who), (self.accepted, *who, 0));
                }
            }
            Seen::OfferedCallbackWaiting(who, accepted, at) => {
                self.moves_to(*at)?;
                self.is_offered_callback(who, at - who.arrival)?;
                law!(self.is_open(*at), "{who:?} is offered a callback after closing");
                let ticket = *self.joined.get(&call(who)).ok_or(format!("{who:?} has not waited"))?;
                let line = self.line_of(who);
                law!(self.waiting[line].contains_key(&ticket), "{who:?} does not wait any more");
                if *accepted {
                    self.waiting[line].remove(&ticket);
                    self.waits += at - who.arrival;
                    self.accepted += 1;
                    self.to_call.insert(call(who), (self.accepted, *who, 0));
                }
            }
            Seen::CalledBack(who, at, agent, (talk, wrap_up)) => {
                self.is_called(who, *at, *agent, talk + wrap_up)?;
                self.is_given_up(who)?;
                self.talks(who, at + talk, true);
            }
            Seen::NotPickedUp(who, at, agent, rings, last) => {
                let tries = self.is_called(who, *at, *agent, *rings)?;
                let most = self.floor.queues[who.queue].callback.as_ref().map_or(0, |callback| callback.tries);
                law!(tries < most || tries == most && *last, "{who:?} is called for the {tries}th time");
                if *last {
                    self.is_given_up(who)?;
                }
            }
            Seen::CallbackExpired(who, at) => {
                self.moves_to(*at)?;
                self.is_given_up(who)?;
                let within = self.floor.queues[who.queue].callback.as_ref().and_then(|callback| callback.within);
                let last = within.map_or(i64::MAX, |within| who.arrival + within.micros());
                law!(*at == last || *at < last && !self.is_open(*at), "{who:?} expires at {at}");
            }
            _ => {}
        }
        Ok(())
    }

    /// A callback is offered after the wait that the queue says, and while not too many are to be called.
    fn is_offered_callback(&self, who: &Who, waited: i64) -> Result<(), String> {
        let callback = self.floor.queues[who.queue].callback.as_ref();
        let callback = callback.ok_or(format!("{who:?} is offered a callback where there is none"))?;
        let to_call = self.to_call.values().filter(|(_, other, _)| other.queue == who.queue).count();
        let many = callback.at_most.is_some_and(|most| to_call >= most as usize);
        law!(!many, "{who:?} is offered a callback, with {to_call} to be called");
        law!(waited == callback.offer_after.micros(), "{who:?} is offered a callback after {waited}");
        Ok(())
    }

    /// An agent calls somebody who has accepted to be called back, the first before others of the queue; how often so far.
    fn is_called(&mut self, who: &Who, at: i64, (group, agent): (usize, usize), length: i64) -> Result<u32, String> {
        self.moves_to(at)?;
        law!(self.serves(group, who.queue), "group {group} calls {who:?}");
        let (place, _, tried) = *self.to_call.get(&call(who)).ok_or(format!("{who:?} is not to be called"))?;
        let before = |(other, of, tried): &(usize, Who, u32)| *tried == 0 && of.queue == who.queue && *other < place;
        law!(!self.to_call.values().any(before), "{who:?} is called before others who accepted before");
        self.to_call.insert(call(who), (place, *who, tried + 1));
        self.right_agent(group, agent, at + length)?;
        Ok(tried + 1)
    }

    fn is_given_up(&mut self, who: &Who) -> Result<(), String> {
        law!(self.to_call.remove(&call(who)).is_some(), "{who:?} is not to be called");
        law!(self.ended.insert(call(who)), "{who:?} ends twice");
        Ok(())
    }
}
