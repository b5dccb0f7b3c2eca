//! A winner tree over turns: which agent of a group is free first.

use super::turn::{are_tied, key, name, of_one_turn, unnamed};

/// The key of a leaf that takes no part.
pub(super) const OUT: u64 = super::turn::NEVER;

/// Each leaf carries a turn; the root knows the earliest. At the same turn the leaf with the smaller stamp is first: what
/// was scheduled first comes first (M-T2).
///
/// One `u64` a node, the turn with the leaf's number as its name, because a replay from leaf to root is then a compare and
/// a conditional move per level, whichever way the comparison goes. Of leaves of one turn any may win such a replay; it
/// costs less to find out when the first of all is taken, and another has the same turn. From then on, for as many replays
/// as it takes to be worth it, stamps are compared at every level.
#[derive(Clone, Debug)]
pub(super) struct WinnerTree {
    nodes: Nodes,
    leaves: usize,
    /// In so many replays stamps are compared still.
    careful: usize,
}

/// Few sizes, each known to the compiler: it then knows that no node is out of bounds, and how many levels there are.
#[derive(Clone, Debug)]
enum Nodes {
    Of1(Box<Sized<2, 1>>),
    Of4(Box<Sized<8, 4>>),
    Of16(Box<Sized<32, 16>>),
    Of128(Box<Sized<256, 128>>),
    Of1Ki(Box<Sized<2_048, 1_024>>),
    Of8Ki(Box<Sized<16_384, 8_192>>),
    Of64Ki(Box<Sized<131_072, 65_536>>),
}

/// The nodes, the root at 1 and the children of `n` at `2n` and `2n + 1`, and the leaves' stamps.
#[derive(Clone, Debug)]
struct Sized<const NODES: usize, const LEAVES: usize> {
    nodes: [u64; NODES],
    stamps: [u64; LEAVES],
}

/// Does the same with a tree of any size.
macro_rules! sized {
    ($nodes:expr, $tree:ident => $work:expr) => {
        match $nodes {
            Nodes::Of1($tree) => $work,
            Nodes::Of4($tree) => $work,
            Nodes::Of16($tree) => $work,
            Nodes::Of128($tree) => $work,
            Nodes::Of1Ki($tree) => $work,
            Nodes::Of8Ki($tree) => $work,
            Nodes::Of64Ki($tree) => $work,
        }
    };
}

impl WinnerTree {
    /// A tree of so many leaves, 65,536 at most, all out. Whom its winner's key names is the first only if nobody else
    /// is there at that moment, or after [`WinnerTree::is_careful_now`].
    pub fn new(leaves: usize) -> Self {
        Self { nodes: Nodes::new(leaves), leaves, careful: 0 }
    }

    /// Takes every leaf out.
    pub fn clear(&mut self) {
        sized!(&mut self.nodes, tree => tree.clear());
    }

    /// The winner's key; [`OUT`] if no leaf is in.
    #[inline]
    pub fn winner(&self) -> u64 {
        sized!(&self.nodes, tree => tree.nodes[1])
    }

    /// The key of a leaf.
    pub fn key(&self, leaf: usize) -> u64 {
        sized!(&self.nodes, tree => tree.nodes[tree.stamps.len() + leaf])
    }

    /// The stamp of a leaf.
    pub fn stamp(&self, leaf: usize) -> u64 {
        sized!(&self.nodes, tree => tree.stamps[leaf])
    }

    /// How many leaves stand before a turn and a stamp, counted up to `most`.
    #[inline]
    pub fn count_before(&self, before: (u64, u64), most: u32) -> u32 {
        let first = unnamed(self.winner());
        if first != before.0 && (first > before.0 || most <= 1) {
            return u32::from(first < before.0).min(most);
        }
        self.all().count_before(1, before, most)
    }

    /// The first leaf that does not stand before a turn and a stamp: its turn, its stamp and which it is.
    #[inline]
    pub fn first_from(&self, from: (u64, u64)) -> Option<((u64, u64), usize)> {
        let winner = self.winner();
        // Mostly nobody is idle where this is asked: then it is the first of all.
        if unnamed(winner) > from.0 && winner != OUT && !self.is_tied() {
            return Some(((unnamed(winner), self.stamp(name(winner))), name(winner)));
        }
        let mut first = None;
        self.all().first_from(1, from, &mut first);
        first
    }

    fn all(&self) -> Leaves<'_> {
        sized!(&self.nodes, tree => Leaves { nodes: &tree.nodes, stamps: &tree.stamps })
    }

    /// Whether another leaf has the winner's turn.
    pub fn is_tied(&self) -> bool {
        sized!(&self.nodes, tree => tree.is_tied())
    }

    /// Gives a leaf a turn, whether it had one or not; the winner's key.
    pub fn set(&mut self, leaf: usize, turn: u64, stamp: u64) -> u64 {
        sized!(&mut self.nodes, tree => tree.stamps[leaf] = stamp);
        self.replay(leaf, key(turn, leaf))
    }

    /// Gives a leaf a turn and leaves it the stamp that it had; the winner's key.
    pub fn put_back(&mut self, leaf: usize, turn: u64) -> u64 {
        self.replay(leaf, key(turn, leaf))
    }

    /// Takes a leaf out; the winner's key.
    pub fn take_out(&mut self, leaf: usize) -> u64 {
        self.replay(leaf, OUT)
    }

    /// Gives the first, whose key is the winner's, another turn: which leaf that is, and the key of the winner now.
    #[inline(never)]
    pub fn move_first(&mut self, first: u64, turn: u64, stamp: u64) -> (usize, u64) {
        if self.careful > 0 {
            return self.move_first_carefully(turn, stamp);
        }
        let moved = name(first);
        let winner = sized!(&mut self.nodes, tree => {
            let winner = tree.replay(moved, key(turn, moved));
            if !of_one_turn(winner, first) {
                tree.stamps[moved % tree.stamps.len()] = stamp;
            }
            winner
        });
        if of_one_turn(winner, first) {
            return self.move_first_of_several(first, turn, stamp);
        }
        (moved, winner)
    }

    #[cold]
    #[inline(never)]
    fn move_first_of_several(&mut self, first: u64, turn: u64, stamp: u64) -> (usize, u64) {
        self.replay(name(first), first);
        self.is_careful_now();
        self.move_first_carefully(turn, stamp)
    }

    #[inline(never)]
    fn move_first_carefully(&mut self, turn: u64, stamp: u64) -> (usize, u64) {
        let first = self.winner();
        let moved = name(first);
        let winner = self.set(moved, turn, stamp);
        if of_one_turn(winner, first) {
            self.is_careful_now();
        }
        (moved, winner)
    }

    /// From now on the winner is the one scheduled first, until nobody has asked for a while.
    #[inline(never)]
    pub fn is_careful_now(&mut self) {
        if self.careful == 0 {
            sized!(&mut self.nodes, tree => tree.play_anew());
        }
        self.careful = self.careful.max(self.leaves / 4 + 1);
    }

    fn replay(&mut self, leaf: usize, key: u64) -> u64 {
        if self.careful == 0 {
            return sized!(&mut self.nodes, tree => tree.replay(leaf, key));
        }
        self.careful -= 1;
        sized!(&mut self.nodes, tree => tree.replay_carefully(leaf, key))
    }
}

/// A tree's leaves under its nodes, of which each has the earliest turn below it.
#[derive(Clone, Copy)]
struct Leaves<'t> {
    nodes: &'t [u64],
    stamps: &'t [u64],
}

impl Leaves<'_> {
    /// The leaf that a node is, if it is one.
    fn leaf(self, node: usize) -> Option<usize> {
        node.checked_sub(self.stamps.len())
    }

    fn count_before(self, node: usize, before: (u64, u64), most: u32) -> u32 {
        let turn = unnamed(self.nodes[node]);
        if most == 0 || turn > before.0 {
            return 0;
        }
        if let Some(leaf) = self.leaf(node) {
            return u32::from((turn, self.stamps[leaf]) < before);
        }
        let left = self.count_before(2 * node, before, most);
        left + self.count_before(2 * node + 1, before, most - left)
    }

    fn first_from(self, node: usize, from: (u64, u64), first: &mut Option<((u64, u64), usize)>) {
        let key = self.nodes[node];
        if key == OUT || first.is_some_and(|(at, _)| unnamed(key) > at.0) {
            return;
        }
        let Some(leaf) = self.leaf(node) else {
            let earlier = 2 * node + usize::from(self.nodes[2 * node + 1] < self.nodes[2 * node]);
            self.first_from(earlier, from, first);
            return self.first_from(earlier ^ 1, from, first);
        };
        let found = ((unnamed(key), self.stamps[leaf]), leaf);
        if found.0 >= from && first.is_none_or(|first| found < first) {
            *first = Some(found);
        }
    }
}

impl Nodes {
    fn new(leaves: usize) -> Self {
        match leaves {
            0..=1 => Self::Of1(Sized::new()),
            2..=4 => Self::Of4(Sized::new()),
            5..=16 => Self::Of16(Sized::new()),
            17..=128 => Self::Of128(Sized::new()),
            129..=1_024 => Self::Of1Ki(Sized::new()),
            1_025..=8_192 => Self::Of8Ki(Sized::new()),
            _ => Self::Of64Ki(Sized::new()),
        }
    }
}

impl<const NODES: usize, const LEAVES: usize> Sized<NODES, LEAVES> {
    fn new() -> Box<Self> {
        Box::new(Self { nodes: [OUT; NODES], stamps: [0; LEAVES] })
    }

    fn clear(&mut self) {
        self.nodes.fill(OUT);
        self.stamps.fill(0);
    }

    /// Writes a leaf's key and finds the winner of every node above it anew, of leaves of one turn any.
    #[inline(always)]
    fn replay(&mut self, leaf: usize, key: u64) -> u64 {
        let (mut node, mut first) = (leaf % LEAVES + LEAVES, key);
        for _ in 0..LEAVES.ilog2() {
            self.nodes[node] = first;
            first = first.min(self.nodes[node ^ 1]);
            node /= 2;
        }
        self.nodes[1] = first;
        first
    }

    /// The same, of leaves of one turn the one scheduled first.
    fn replay_carefully(&mut self, leaf: usize, key: u64) -> u64 {
        let (mut node, mut first) = (leaf % LEAVES + LEAVES, key);
        for _ in 0..LEAVES.ilog2() {
            self.nodes[node] = first;
            first = self.earlier(first, self.nodes[node ^ 1]);
            node /= 2;
        }
        self.nodes[1] = first;
        first
    }

    /// Finds the winner of every node anew, by turn and stamp.
    fn play_anew(&mut self) {
        for node in (1..LEAVES).rev() {
            self.nodes[node] = self.earlier(self.nodes[2 * node], self.nodes[2 * node + 1]);
        }
    }

    #[inline(always)]
    fn earlier(&self, a: u64, b: u64) -> u64 {
        if are_tied(a, b) { self.first_scheduled(a, b) } else { a.min(b) }
    }

    #[cold]
    #[inline(never)]
    fn first_scheduled(&self, a: u64, b: u64) -> u64 {
        let rank = |key: u64| (self.stamps[name(key) % LEAVES], key);
        if rank(a) < rank(b) { a } else { b }
    }

    fn is_tied(&self) -> bool {
        let (first, mut node) = (self.nodes[1], name(self.nodes[1]) % LEAVES + LEAVES);
        let mut tied = false;
        while node > 1 {
            tied |= of_one_turn(self.nodes[node ^ 1], first);
            node /= 2;
        }
        tied
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::turn::{Kind, moment, turn};
    use crate::random::{Entity, Purpose, Stream};

    fn at(moment: i64) -> u64 {
        turn(moment, Kind::CallEnds)
    }

    #[test]
    fn the_earliest_leaf_wins_whatever_the_order_of_changes() {
        for leaves in [5, 16, 17, 129, 1_025, 8_193, 60_000] {
            let mut tree = WinnerTree::new(leaves);
            assert_eq!(tree.winner(), OUT);
            for (leaf, moment) in [(3, 50), (1, 40), (4, 60), (1, 70), (3, 65)] {
                tree.set(leaf, at(moment), 0);
            }
            assert_eq!((moment(tree.winner()), name(tree.winner())), (60, 4));
            tree.take_out(4);
            assert_eq!((moment(tree.winner()), name(tree.winner())), (65, 3));
            tree.set(leaves - 1, at(5), 0);
            assert_eq!((moment(tree.key(leaves - 1)), name(tree.winner())), (5, leaves - 1));
        }
    }

    #[test]
    fn at_the_same_moment_the_first_scheduled_wins() {
        let mut tree = WinnerTree::new(8);
        tree.is_careful_now();
        tree.set(2, at(10), 9);
        tree.set(6, at(10), 3);
        tree.set(1, at(10), 9);
        assert_eq!(name(tree.winner()), 6);
        assert!(tree.is_tied());
        tree.take_out(6);
        assert_eq!(name(tree.winner()), 1);
    }

    /// Few moments, so that many are there at each; the plain search for the least moment and stamp is the judge.
    #[test]
    fn whoever_is_moved_was_the_first_scheduled_of_the_earliest_moment() {
        let stream = Stream::new(1, 0, Purpose::Talk, Entity::FLOOR);
        for leaves in [1, 3, 16, 100, 300] {
            let mut tree = WinnerTree::new(leaves);
            let mut plain: Vec<(i64, u64)> = Vec::new();
            for n in 0..leaves {
                plain.push(((stream.bits(n as u64) % 9) as i64, n as u64));
                tree.set(n, at(plain[n].0), plain[n].1);
            }
            for step in 0..20_000_u64 {
                let now = plain.iter().map(|p| p.0).min().expect("a leaf");
                let to = now + (stream.bits(1_000 + step) % [4, 5_000][(step / 2_000) as usize % 2]) as i64;
                let first = (0..leaves).min_by_key(|leaf| plain[*leaf]).expect("a leaf");
                let moved = tree.move_first(tree.winner(), at(to), 1_000 + step);
                plain[first] = (to, 1_000 + step);
                let earliest = plain.iter().map(|p| p.0).min().expect("a leaf");
                assert_eq!((moved.0, moment(moved.1)), (first, earliest), "{leaves} leaves, step {step}");
                assert_eq!(tree.is_tied(), plain.iter().filter(|p| p.0 == earliest).count() > 1);
            }
        }
    }

    /// A plain search over all leaves is the judge.
    #[test]
    fn leaves_before_a_point_are_counted_and_the_first_after_it_is_found() {
        let stream = Stream::new(2, 0, Purpose::Talk, Entity::FLOOR);
        for leaves in [1, 4, 30, 200] {
            let mut tree = WinnerTree::new(leaves);
            let plain: Vec<((u64, u64), usize)> = (0..leaves)
                .map(|n| ((at((stream.bits(n as u64) % 9) as i64), stream.bits(1_000 + n as u64) % 50), n))
                .filter(|(_, n)| n % 5 != 3)
                .collect();
            plain.iter().for_each(|((turn, stamp), n)| _ = tree.set(*n, *turn, *stamp));
            for point in (0..11).flat_map(|moment| [0, 25, u64::MAX].map(|stamp| (at(moment), stamp))) {
                let before = plain.iter().filter(|(rank, _)| *rank < point).count() as u32;
                assert_eq!([u32::MAX, 3].map(|most| tree.count_before(point, most)), [before, before.min(3)]);
                let first = plain.iter().copied().filter(|(rank, _)| *rank >= point).min();
                assert_eq!(tree.first_from(point), first, "{leaves} leaves from {point:?}");
            }
        }
    }

    #[test]
    fn a_tree_of_one_leaf_and_of_none_work() {
        let mut tree = WinnerTree::new(1);
        tree.set(0, at(5), 0);
        assert_eq!(moment(tree.winner()), 5);
        assert_eq!(WinnerTree::new(0).winner(), OUT);
    }
}
