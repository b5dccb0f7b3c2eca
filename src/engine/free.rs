//! When everybody on the phones is free, group by group.

use super::tree::{OUT, WinnerTree};

/// A winner tree for each group, and the winners side by side: who looks for an idle agent among many groups reads one
/// short row instead of a tree each. A free time in the past means idle since then.
#[derive(Debug)]
pub(super) struct FreeTimes {
    trees: Vec<WinnerTree>,
    first: Vec<u64>,
}

impl FreeTimes {
    /// Room for groups of so many people each, nobody on the phones.
    pub fn new(people: impl Iterator<Item = usize>) -> Self {
        let trees: Vec<WinnerTree> = people.map(WinnerTree::new).collect();
        Self { first: vec![OUT; trees.len()], trees }
    }

    /// Nobody is on the phones.
    pub fn clear(&mut self) {
        self.trees.iter_mut().for_each(WinnerTree::clear);
        self.first.fill(OUT);
    }

    /// The key of the group's person who is free first; `OUT` if nobody is on the phones.
    #[inline]
    pub fn first(&self, group: usize) -> u64 {
        self.first[group]
    }

    /// The first of every group, by group.
    #[inline]
    pub fn firsts(&self) -> &[u64] {
        &self.first
    }

    /// When a person on the phones is free.
    #[inline]
    pub fn moment(&self, group: usize, person: usize) -> i64 {
        self.trees[group].moment(person)
    }

    /// The stamp of the person named by a key.
    pub fn stamp(&self, group: usize, key: u64) -> u64 {
        self.trees[group].stamp(key)
    }

    /// A person on the phones is free from a moment on.
    #[inline]
    pub fn set(&mut self, group: usize, person: usize, moment: i64, stamp: u64) {
        self.trees[group].set(person, moment, stamp);
        self.first[group] = self.trees[group].winner();
    }

    /// A person comes back with the stamp of before.
    pub fn put_back(&mut self, group: usize, person: usize, moment: i64) {
        self.trees[group].put_back(person, moment);
        self.first[group] = self.trees[group].winner();
    }

    /// A person leaves the phones; since when, or from when on, free.
    pub fn take_out(&mut self, group: usize, person: usize) -> i64 {
        let free_at = self.moment(group, person);
        self.trees[group].take_out(person);
        self.first[group] = self.trees[group].winner();
        free_at
    }
}
