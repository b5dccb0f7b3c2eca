//! When everybody on the phones is free, group by group.

use super::super::fact::{AgentId, GroupId};
use super::super::in_order::first_moves;
use super::super::tree::{OUT, WinnerTree};
use super::super::turn::{Kind, end_of_turn, moment, name, of_one_turn, turn, unnamed};
use super::Member;

/// A winner tree for each group, and the first of each group that has somebody on the phones, in the order of their turns.
/// A free time in the past means idle since then.
#[derive(Debug)]
pub(super) struct FreeTimes {
    trees: Vec<WinnerTree>,
    /// The first of all, apart from the others: it is asked for most often.
    first: First,
    /// The others in order; the last is nobody.
    others: Vec<First>,
    /// The key of the first of the others.
    second: u64,
    /// The queues that the first of all serves if no other has the same turn.
    served_first: u64,
}

/// The first of a group.
#[derive(Clone, Copy, Debug)]
struct First {
    key: u64,
    /// The queues that the group serves, as bits.
    serves: u64,
    group: GroupId,
}

impl First {
    const NOBODY: Self = Self { key: OUT, serves: 0, group: GroupId::new(0) };
}

/// A group's first, found among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Free {
    /// The turn at which the call ends, or ended, named by the agent's number.
    pub key: u64,
    /// Where the group stands: 0 is the first of all, and then come the others.
    place: usize,
}

impl Free {
    const NOBODY: Self = Self { key: OUT, place: 0 };
}

impl FreeTimes {
    /// Room for groups of so many people each, nobody on the phones.
    pub fn new(people: impl Iterator<Item = usize>) -> Self {
        let trees = people.map(WinnerTree::new).collect();
        Self { trees, first: First::NOBODY, others: vec![First::NOBODY], second: OUT, served_first: 0 }
    }

    /// Nobody is on the phones.
    pub fn clear(&mut self) {
        self.trees.iter_mut().for_each(WinnerTree::clear);
        self.others.clear();
        self.others.push(First::NOBODY);
        self.first = First::NOBODY;
        self.looks_at_first();
    }

    /// The group's first.
    pub fn first_of(&self, group: GroupId) -> Free {
        let key = self.trees[group.index()].winner();
        self.place_of(group, key).map_or(Free::NOBODY, |place| Free { key: self.at(place).key, place })
    }

    /// Where a group stands whose first has this key, or one of its turn. Others of the same turn may stand before or after it.
    fn place_of(&self, group: GroupId, key: u64) -> Option<usize> {
        if key == OUT {
            return None;
        }
        if self.first.group == group {
            return Some(0);
        }
        let from = self.others.partition_point(|other| other.key < unnamed(key));
        let is_there = |other: &First| other.group == group && other.key != OUT;
        self.others[from..].iter().position(is_there).map(|place| 1 + from + place)
    }

    #[inline(always)]
    fn at(&self, place: usize) -> &First {
        if place == 0 { &self.first } else { &self.others[place - 1] }
    }

    /// Of the groups that serve any of these queues the one whose first is free first.
    #[inline(always)]
    pub fn first_for(&mut self, queues: u64) -> Free {
        if self.served_first & queues != 0 {
            return Free { key: self.first.key, place: 0 };
        }
        self.first_of_others(queues)
    }

    /// The first of all or the first of the others has changed.
    fn looks_at_first(&mut self) {
        self.second = self.others[0].key;
        self.served_first = if of_one_turn(self.first.key, self.second) { 0 } else { self.first.serves };
    }

    /// The same if the first of all will not do, or is not the only one of its turn.
    #[inline(never)]
    fn first_of_others(&mut self, queues: u64) -> Free {
        if self.first.serves & queues != 0 {
            return self.first_scheduled(0, queues);
        }
        let Some(place) = self.others.iter().position(|other| other.serves & queues != 0) else { return Free::NOBODY };
        let (key, next) = (self.others[place].key, self.others[place + 1].key);
        if of_one_turn(key, next) { self.first_scheduled(1 + place, queues) } else { Free { key, place: 1 + place } }
    }

    /// The same where several groups' firsts have one turn, from a place on.
    #[cold]
    #[inline(never)]
    fn first_scheduled(&mut self, from: usize, queues: u64) -> Free {
        let mut found: Option<(u64, Free)> = None;
        let turn = unnamed(self.at(from).key);
        let firsts = std::iter::once(&mut self.first).chain(&mut self.others).enumerate().skip(from);
        for (place, first) in firsts.take_while(|(_, first)| unnamed(first.key) == turn) {
            if first.serves & queues == 0 {
                continue;
            }
            let tree = &mut self.trees[first.group.index()];
            if tree.is_tied() {
                tree.is_careful_now();
            }
            first.key = tree.winner();
            let stamp = tree.stamp(name(first.key));
            if found.is_none_or(|(least, _)| stamp < least) {
                found = Some((stamp, Free { key: first.key, place }));
            }
        }
        self.looks_at_first();
        found.map_or(Free::NOBODY, |(_, free)| free)
    }

    /// The group of somebody who is free.
    #[inline(always)]
    pub fn group(&self, free: Free) -> GroupId {
        self.at(free.place).group
    }

    /// The queues, as bits, that somebody who is free serves.
    #[inline(always)]
    pub fn serves(&self, free: Free) -> u64 {
        self.at(free.place).serves
    }

    /// A group's first will be free again at a moment; who that is.
    #[inline(always)]
    pub fn move_first(&mut self, free: Free, to: i64, stamp: u64) -> Member {
        let group = self.group(free);
        let (agent, key) = self.trees[group.index()].move_first(free.key, turn(to, Kind::CallEnds), stamp);
        if free.place == 0 && end_of_turn(key) < self.second {
            self.first.key = key;
        } else {
            self.goes_back(free.place, key);
        }
        Member { group, agent: AgentId::new(agent) }
    }

    /// The group at a place has a later first, and stands before those whose turn is not earlier.
    #[inline(never)]
    fn goes_back(&mut self, place: usize, key: u64) {
        if place == 0 && key < self.second {
            self.first.key = key;
        } else {
            self.passes_others(place, First { key, ..*self.at(place) });
        }
        self.looks_at_first();
    }

    fn passes_others(&mut self, place: usize, moved: First) {
        if place == 0 {
            self.first = self.others[0];
        }
        first_moves(&mut self.others[place.saturating_sub(1)..], moved, |other| other.key < moved.key);
    }

    /// Who is free first in a group where somebody is on the phones.
    pub fn who_is_first(&mut self, group: GroupId) -> AgentId {
        let tree = &mut self.trees[group.index()];
        if tree.is_tied() {
            tree.is_careful_now();
        }
        AgentId::new(name(tree.winner()))
    }

    /// How many of a group are free before a turn and a stamp, counted up to `most`.
    pub fn count_before(&self, group: GroupId, before: (u64, u64), most: u32) -> u32 {
        self.trees[group.index()].count_before(before, most)
    }

    /// Who of a group is free first from a turn and a stamp on, and from which.
    pub fn first_from(&self, group: GroupId, from: (u64, u64)) -> Option<((u64, u64), usize)> {
        self.trees[group.index()].first_from(from)
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
        self.changes(who.group, serves, |tree| tree.set(who.agent.index(), turn(moment, Kind::CallEnds), stamp));
    }

    /// A person comes back with the stamp of before.
    pub fn put_back(&mut self, who: Member, serves: u64, moment: i64) {
        self.changes(who.group, serves, |tree| tree.put_back(who.agent.index(), turn(moment, Kind::CallEnds)));
    }

    /// A person leaves the phones; since when, or from when on, free.
    pub fn take_out(&mut self, who: Member, serves: u64) -> i64 {
        let free_at = self.moment(who);
        self.changes(who.group, serves, |tree| tree.take_out(who.agent.index()));
        free_at
    }

    /// Changes a group's tree; the group stands where its first belongs then, or nowhere.
    fn changes(&mut self, group: GroupId, serves: u64, change: impl FnOnce(&mut WinnerTree) -> u64) {
        let tree = &mut self.trees[group.index()];
        let before = tree.winner();
        let key = change(tree);
        if key == before {
            return;
        }
        if let Some(place) = self.place_of(group, before) {
            self.remove(place);
        }
        if key != OUT {
            self.insert(First { key, serves, group });
        }
        self.looks_at_first();
    }

    fn remove(&mut self, place: usize) {
        let removed = self.others.remove(place.saturating_sub(1));
        if place == 0 {
            self.first = removed;
        }
        if self.others.is_empty() {
            self.others.push(First::NOBODY);
        }
    }

    fn insert(&mut self, mut new: First) {
        if new.key < self.first.key {
            std::mem::swap(&mut self.first, &mut new);
        }
        if new.key != OUT {
            let place = self.others.partition_point(|other| other.key < new.key);
            self.others.insert(place, new);
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
            assert_eq!(free.first_of(GroupId::new(0)), free.first_for(1));
            free.take_out(Member::new(last, 1), 1 << last);
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
