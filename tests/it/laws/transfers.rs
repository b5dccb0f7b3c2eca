//! Laws of whoever goes on to another queue (M-C10), held against a day's story.

use super::replay::{Replay, law};
use crate::twin::{Again, Who};

/// A talk that may be followed by another one in another queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastTalk {
    queue: usize,
    ends: i64,
    /// Whether the caller has been called and so has none of the lines.
    outbound: bool,
}

impl Replay<'_> {
    /// The line in which a caller stands: of the queue, or of the transferred if they do not stand as others.
    pub(super) fn line_of(&self, who: &Who) -> usize {
        let queues = &self.floor.queues;
        let apart = |queue: usize| {
            let differs = queues[queue].transferred.as_ref();
            differs.is_some_and(|differs| differs.priority.is_some() || differs.credit.is_some())
        };
        let transferred = matches!(who.again, Again::Transfer(_));
        if transferred && apart(who.queue) { queues.len() + who.queue } else { who.queue }
    }

    /// Priority and credit of those who stand in a line.
    pub(super) fn place_of(&self, line: usize) -> (i32, i64) {
        let queue = &self.floor.queues[line % self.floor.queues.len()];
        let differs = queue.transferred.as_ref().filter(|_| line >= self.floor.queues.len());
        let priority = differs.and_then(|differs| differs.priority).unwrap_or(queue.priority);
        (priority, differs.and_then(|differs| differs.credit).unwrap_or(queue.credit).micros())
    }

    /// Somebody on the phones, with a call in hand, is busy until another moment than was thought.
    pub(super) fn is_busy_until(&mut self, group: usize, agent: usize, until: i64) -> Result<(), String> {
        let person = self.phones.get_mut(&(group, agent)).ok_or(format!("agent {agent} of {group} is not there"))?;
        law!(person.busy_until >= self.now, "agent {agent} of group {group} has no call at {}", self.now);
        person.busy_until = until;
        Ok(())
    }

    /// Somebody talks until then, and is called for it or has called.
    pub(super) fn talks(&mut self, who: &Who, ends: i64, called: bool) {
        let caller = (who.source, who.number);
        let outbound = called || self.outbound.contains(&caller);
        self.again.entry(caller).or_default().0 = 0;
        self.last_talks.insert(caller, LastTalk { queue: who.queue, ends, outbound });
    }

    /// Whoever is transferred comes at the end of a talk in a queue whose callers go on to this one, no more often than they do.
    pub(super) fn is_transferred(&mut self, who: &Who, times: u32) -> Result<(), String> {
        let caller = (who.source, who.number);
        let last = self.last_talks.remove(&caller).ok_or(format!("{who:?} is transferred without a talk"))?;
        law!(last.ends == who.arrival, "{who:?} is transferred, but talks until {}", last.ends);
        let name = &self.floor.queues[who.queue].name;
        let transfer = self.floor.queues[last.queue].transfers.iter().find(|transfer| transfer.to == *name);
        let transfers = &mut self.again.entry(caller).or_default().2;
        *transfers += 1;
        let is_allowed = transfer.is_some_and(|transfer| *transfers <= transfer.at_most);
        law!(
            is_allowed && times == *transfers,
            "{who:?} is transferred from {} for the {transfers}th time",
            last.queue
        );
        law!(self.is_open(who.arrival), "{who:?} is transferred after closing");
        if last.outbound {
            self.outbound.insert(caller);
        }
        Ok(())
    }
}
