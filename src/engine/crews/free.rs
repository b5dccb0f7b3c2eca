//! When everybody on the phones is free, group by group.

use super::super::fact::{AgentId, GroupId};
use super::super::tree::{OUT, WinnerTree};
use super::super::turn::{Kind, moment, name, of_one_turn, turn, unnamed};
use super::Member;

/// So many groups are looked through; of more a tree knows which is first.
const LOOKED_THROUGH: usize = 8;

/// A winner tree for each group, and the first of each group that has somebody on the phones, side by side. A free time
/// in the past means idle since then.
#[derive(Debug)]
pub(super) struct FreeTimes {
    trees: Vec<WinnerTree>,
    firsts: Vec<First>,
    /// Where a group stands among them; past the end if nobody of it is on the phones.
    places: Vec<usize>,
    /// Of many groups: whose first is the first of all.
    groups: Option<WinnerTree>,
    /// Which queues were asked for last, and who is the first for them; no queues once somebody else may be.
    known: (u64, Free),
}

/// The first of a group.
#[derive(Clone, Copy, Debug)]
struct First {
    key: u64,
    /// The queues that the group serves, as bits.
    serves: u64,
    group: GroupId,
}

/// The group whose first is free first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Free {
    /// The turn at which the call ends, or ended, named by the agent's number.
    pub key: u64,
    place: usize,
}

impl Free {
    const NOBODY: Self = Self { key: OUT, place: 0 };
}

const NOWHERE: usize = usize::MAX;

impl FreeTimes {
    /// Room for groups of so many people each, nobody on the phones.
    pub fn new(people: impl Iterator<Item = usize>) -> Self {
        let trees: Vec<WinnerTree> = people.map(WinnerTree::new).collect();
        let groups = (trees.len() > LOOKED_THROUGH).then(|| WinnerTree::new(trees.len()));
        let firsts = Vec::with_capacity(trees.len());
        Self { places: vec![NOWHERE; trees.len()], trees, firsts, groups, known: (0, Free::NOBODY) }
    }

    /// Nobody is on the phones.
    pub fn clear(&mut self) {
        self.trees.iter_mut().for_each(WinnerTree::clear);
        self.firsts.clear();
        self.places.fill(NOWHERE);
        self.groups.iter_mut().for_each(WinnerTree::clear);
        self.known = (0, Free::NOBODY);
    }

    /// The group's first.
    pub fn first_of(&self, group: GroupId) -> Free {
        let place = self.places[group.index()];
        self.firsts.get(place).map_or(Free::NOBODY, |first| Free { key: first.key, place })
    }

    /// Of the groups that serve any of these queues the one whose first is free first.
    #[inline(always)]
    pub fn first_for(&mut self, queues: u64) -> Free {
        // One crew on the phones is what most floors have most of the time.
        if let [only] = self.firsts.as_slice() {
            return if only.serves & queues == 0 { Free::NOBODY } else { Free { key: only.key, place: 0 } };
        }
        self.first_of_several(queues)
    }

    /// The same, remembered until somebody else may be first.
    #[inline(always)]
    pub fn next_for(&mut self, queues: u64) -> Free {
        if self.known.0 != queues {
            self.known = (queues, self.first_for(queues));
        }
        self.known.1
    }

    fn first_of_several(&mut self, queues: u64) -> Free {
        if let Some(free) = self.first_of_all(queues) {
            return free;
        }
        let (mut found, mut second) = (Free::NOBODY, OUT);
        for (place, first) in self.firsts.iter().enumerate().filter(|(_, first)| first.serves & queues != 0) {
            second = second.min(first.key.max(found.key));
            if first.key < found.key {
                found = Free { key: first.key, place };
            }
        }
        if of_one_turn(second, found.key) { self.first_scheduled(queues) } else { found }
    }

    /// The same for one queue, if the groups that serve it are known to be these.
    #[inline(always)]
    pub fn first_among(&mut self, groups: &[GroupId], queue: u64) -> Free {
        if self.groups.is_some() && groups.len() <= LOOKED_THROUGH {
            return self.first_of_listed(groups, queue);
        }
        self.first_for(queue)
    }

    fn first_of_listed(&mut self, groups: &[GroupId], queue: u64) -> Free {
        let mut found = Free::NOBODY;
        for group in groups {
            let first = self.first_of(*group);
            if of_one_turn(first.key, found.key) && first != Free::NOBODY {
                return self.first_scheduled(queue);
            }
            if first.key < found.key {
                found = first;
            }
        }
        found
    }

    /// Among many groups the first of all, if no other is free at that moment and it will do.
    fn first_of_all(&self, queues: u64) -> Option<Free> {
        let groups = self.groups.as_ref()?;
        let winner = groups.winner();
        let place = self.places.get(name(winner)).copied().filter(|_| winner != OUT)?;
        let first = self.firsts[place];
        (first.serves & queues != 0 && !groups.is_tied()).then_some(Free { key: first.key, place })
    }

    /// The same where several groups' firsts are free at one moment.
    #[cold]
    #[inline(never)]
    fn first_scheduled(&mut self, queues: u64) -> Free {
        let mut found: Option<((u64, u64), Free)> = None;
        for (place, first) in self.firsts.iter_mut().enumerate().filter(|(_, first)| first.serves & queues != 0) {
            let tree = &mut self.trees[first.group.index()];
            if tree.is_tied() {
                tree.is_careful_now();
            }
            first.key = tree.winner();
            let rank = (unnamed(first.key), tree.stamp(name(first.key)));
            if found.is_none_or(|(least, _)| rank < least) {
                found = Some((rank, Free { key: first.key, place }));
            }
        }
        self.known.0 = 0;
        found.map_or(Free::NOBODY, |(_, free)| free)
    }

    /// The group of somebody who is free.
    #[inline(always)]
    pub fn group(&self, free: Free) -> GroupId {
        self.firsts[free.place].group
    }

    /// The queues, as bits, that somebody who is free serves.
    #[inline(always)]
    pub fn serves(&self, free: Free) -> u64 {
        self.firsts[free.place].serves
    }

    /// A group's first will be free again at a moment; who that is.
    #[inline(always)]
    pub fn move_first(&mut self, free: Free, to: i64, stamp: u64) -> Member {
        let first = &mut self.firsts[free.place];
        let tree = &mut self.trees[first.group.index()];
        let (agent, key) = tree.move_first(free.key, turn(to, Kind::CallEnds), stamp);
        first.key = key;
        self.known.0 = 0;
        if let Some(groups) = &mut self.groups {
            groups.set(first.group.index(), unnamed(key), 0);
        }
        Member { group: first.group, agent: AgentId::new(agent) }
    }

    /// Who is free first in a group where somebody is on the phones.
    pub fn who_is_first(&mut self, group: GroupId) -> AgentId {
        let tree = &mut self.trees[group.index()];
        if tree.is_tied() {
            tree.is_careful_now();
        }
        AgentId::new(name(tree.winner()))
    }

    /// When a person on the phones is free.
    pub fn moment(&self, who: Member) -> i64 {
        moment(self.trees[who.group.index()].key(who.agent.index()))
    }

    /// The stamp that a person on the phones has, or had last.
    pub fn stamp(&self, who: Member) -> u64 {
        self.trees[who.group.index()].stamp(who.agent.index())
    }

    /// A person of a group that serves these queues is on the phones and free from a moment on.
    pub fn set(&mut self, who: Member, serves: u64, moment: i64, stamp: u64) {
        let key = self.trees[who.group.index()].set(who.agent.index(), turn(moment, Kind::CallEnds), stamp);
        self.first_is(who.group, serves, key);
    }

    /// A person comes back with the stamp of before.
    pub fn put_back(&mut self, who: Member, serves: u64, moment: i64) {
        let key = self.trees[who.group.index()].put_back(who.agent.index(), turn(moment, Kind::CallEnds));
        self.first_is(who.group, serves, key);
    }

    /// A person leaves the phones; since when, or from when on, free.
    pub fn take_out(&mut self, who: Member) -> i64 {
        let free_at = self.moment(who);
        let key = self.trees[who.group.index()].take_out(who.agent.index());
        self.first_is(who.group, 0, key);
        free_at
    }

    fn first_is(&mut self, group: GroupId, serves: u64, key: u64) {
        self.known.0 = 0;
        let place = self.places[group.index()];
        if place == NOWHERE {
            self.places[group.index()] = self.firsts.len();
            self.firsts.push(First { key, serves, group });
        } else if key == OUT {
            self.places[group.index()] = NOWHERE;
            self.firsts.swap_remove(place);
            if let Some(moved) = self.firsts.get(place) {
                self.places[moved.group.index()] = place;
            }
        } else {
            self.firsts[place].key = key;
        }
        if let Some(groups) = &mut self.groups {
            if key == OUT {
                groups.take_out(group.index())
            } else {
                groups.set(group.index(), unnamed(key), 0)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free_times(groups: usize) -> FreeTimes {
        FreeTimes::new((0..groups).map(|_| 3))
    }

    /// Whose first is free first for these queues, and when.
    fn first(free: &mut FreeTimes, queues: u64) -> Option<(usize, i64)> {
        let found = free.first_for(queues);
        (found != Free::NOBODY).then(|| (free.group(found).index(), moment(found.key)))
    }

    #[test]
    fn the_first_of_the_groups_asked_is_found_among_one_few_and_many() {
        for groups in [1, 2, 40] {
            let (mut free, last) = (free_times(groups), groups - 1);
            assert_eq!(first(&mut free, u64::MAX), None);
            for g in 0..groups {
                free.set(Member::new(g, 1), 1 << g, 100 - g as i64, 7);
            }
            assert_eq!(first(&mut free, u64::MAX), Some((last, 100 - last as i64)));
            assert_eq!(first(&mut free, 1), Some((0, 100)));
            assert_eq!(free.first_among(&[GroupId::new(0)], 1), free.first_for(1));
            free.take_out(Member::new(last, 1));
            assert_eq!(first(&mut free, 1 << last), None);
            assert_eq!(first(&mut free, u64::MAX).map(|f| f.0), last.checked_sub(1));
        }
    }

    #[test]
    fn of_groups_free_at_one_moment_the_first_scheduled_is_first_and_then_its_other_people() {
        for groups in [3, 40] {
            let mut free = free_times(groups);
            let in_order = [(2, 0), (1, 1), (2, 2), (1, 0)].map(|(group, agent)| Member::new(group, agent));
            for (who, n) in in_order.into_iter().zip(0..) {
                free.set(who, 1, 50, n);
            }
            let found = [0, 1, 2, 3].map(|n| {
                let first = free.first_for(1);
                free.move_first(first, 60 + n, 10)
            });
            assert_eq!(found, in_order);
        }
    }
}
