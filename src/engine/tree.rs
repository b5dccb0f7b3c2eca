//! A winner tree over moments: which agent is free first, which queue's next caller comes first.

/// Bits of a key that name the leaf.
pub(super) const LEAF_BITS: u32 = 16;
const LEAF_MASK: u64 = (1 << LEAF_BITS) - 1;
/// The key of a leaf that takes no part: later than every moment.
pub(super) const OUT: u64 = u64::MAX;

/// Each leaf carries a moment; the root knows the earliest. At the same moment the leaf with the smaller stamp wins,
/// then the smaller leaf: what was scheduled first comes first (M-T2).
///
/// One `u64` a node, moment above leaf number, because a replay from leaf to root is then a compare and a conditional
/// move per level, whichever way the comparison goes.
#[derive(Clone, Debug, Default)]
pub(super) struct WinnerTree {
    half: usize,
    keys: Vec<u64>,
    stamps: Vec<u64>,
}

impl WinnerTree {
    /// A tree of so many leaves, all out.
    pub fn new(leaves: usize) -> Self {
        let half = leaves.next_power_of_two();
        Self { half, keys: vec![OUT; 2 * half], stamps: vec![0; half] }
    }

    /// Takes every leaf out.
    pub fn clear(&mut self) {
        self.keys.fill(OUT);
        self.stamps.fill(0);
    }

    /// The winner's key; [`OUT`] if no leaf is in.
    #[inline]
    pub fn winner(&self) -> u64 {
        self.keys[1]
    }

    /// The moment of a leaf that is in.
    #[inline]
    pub fn moment(&self, leaf: usize) -> i64 {
        moment(self.keys[self.half + leaf])
    }

    /// The stamp of the leaf named by a key.
    pub fn stamp(&self, key: u64) -> u64 {
        self.stamps[leaf(key)]
    }

    /// Puts a leaf in at a moment, or moves it there.
    #[inline]
    pub fn set(&mut self, leaf: usize, moment: i64, stamp: u64) {
        self.stamps[leaf] = stamp;
        self.replay(leaf, (moment as u64) << LEAF_BITS | leaf as u64);
    }

    /// Puts a leaf back at a moment with the stamp that it had.
    pub fn put_back(&mut self, leaf: usize, moment: i64) {
        self.replay(leaf, (moment as u64) << LEAF_BITS | leaf as u64);
    }

    /// Takes a leaf out.
    pub fn take_out(&mut self, leaf: usize) {
        self.replay(leaf, OUT);
    }

    #[inline]
    fn replay(&mut self, leaf: usize, key: u64) {
        let mut node = self.half + leaf;
        let mut winner = key;
        self.keys[node] = winner;
        while node > 1 {
            winner = self.earlier(winner, self.keys[node ^ 1]);
            node >>= 1;
            self.keys[node] = winner;
        }
    }

    #[inline]
    fn earlier(&self, a: u64, b: u64) -> u64 {
        // Two different leaves at one moment differ in the leaf bits only; two that are out do not differ at all.
        if (a ^ b).wrapping_sub(1) < LEAF_MASK { self.first_scheduled(a, b) } else { a.min(b) }
    }

    #[cold]
    fn first_scheduled(&self, a: u64, b: u64) -> u64 {
        if (self.stamp(a), a) < (self.stamp(b), b) { a } else { b }
    }
}

/// The moment in a key.
#[inline]
pub(super) fn moment(key: u64) -> i64 {
    (key >> LEAF_BITS) as i64
}

/// The leaf in a key.
#[inline]
pub(super) fn leaf(key: u64) -> usize {
    (key & LEAF_MASK) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_leaf_wins_whatever_the_order_of_changes() {
        let mut tree = WinnerTree::new(5);
        assert_eq!(tree.winner(), OUT);
        for (leaf, moment) in [(3, 50), (1, 40), (4, 60), (1, 70), (3, 65)] {
            tree.set(leaf, moment, 0);
        }
        assert_eq!((moment(tree.winner()), leaf(tree.winner())), (60, 4));
        tree.take_out(4);
        assert_eq!((moment(tree.winner()), leaf(tree.winner())), (65, 3));
    }

    #[test]
    fn at_the_same_moment_the_first_scheduled_wins() {
        let mut tree = WinnerTree::new(8);
        tree.set(2, 10, 9);
        tree.set(6, 10, 3);
        tree.set(1, 10, 9);
        assert_eq!(leaf(tree.winner()), 6);
        tree.take_out(6);
        assert_eq!(leaf(tree.winner()), 1);
    }

    #[test]
    fn a_tree_of_one_leaf_and_of_none_work() {
        let mut tree = WinnerTree::new(1);
        tree.set(0, 5, 0);
        assert_eq!(moment(tree.winner()), 5);
        assert_eq!(WinnerTree::new(0).winner(), OUT);
    }
}
