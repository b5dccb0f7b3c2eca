//! Who is idle, counted and one by one: for floors on which people may be idle while callers wait (M-D3, M-D5).

use super::super::fact::{GroupId, QueueId, Service};
use super::{Crews, Member};

/// A call that will end, of somebody who then can take another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct CallEnd {
    pub turn: u64,
    /// Of calls of one turn the one with the smallest ends first.
    pub stamp: u64,
    pub group: GroupId,
}

impl Crews<'_> {
    /// Whether people may have to be idle while callers wait.
    pub fn have_terms(&self) -> bool {
        !self.plan.terms.is_empty()
    }

    /// The first call to end from a point on, a turn and a stamp, in a group that serves any of these queues.
    pub fn next_end_from(&self, queues: u64, from: (u64, u64)) -> Option<CallEnd> {
        let groups = (0..self.crews.len()).filter(|g| self.plan.serves[*g] & queues != 0).map(GroupId::new);
        let end = |group| self.free.first_from(group, from).map(|((turn, stamp), _)| CallEnd { turn, stamp, group });
        groups.filter_map(end).min()
    }

    /// Whether more than so many of a group are idle before a point, a turn and a stamp.
    pub fn more_are_idle_than(&self, people: u32, group: GroupId, before: (u64, u64)) -> bool {
        self.free.count_before(group, before, people + 1) > people
    }

    /// Since when somebody of a group has been idle, if anybody is, or else when somebody will be.
    pub fn idle_since(&self, group: GroupId) -> (u64, u64) {
        self.free.first_from(group, (0, 0)).map_or((u64::MAX, 0), |(since, _)| since)
    }

    /// Who has been idle longest in a group, where somebody is, takes a call.
    pub fn idle_longest_answers(&mut self, group: GroupId, now: i64, queue: QueueId, drawn: (i64, i64)) -> Service {
        let agent = self.free.who_is_first(group);
        self.answers(Member { group, agent }, now, queue, drawn)
    }
}
