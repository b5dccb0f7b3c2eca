//! When each agent is free, the first of them at hand.

/// Leaves of the tree: no workload has more agents.
const LEAVES: usize = 128;
const LEAF: u64 = LEAVES as u64 - 1;
/// Nobody: later than every moment.
const NOBODY: u64 = f64::INFINITY.to_bits();

/// A winner tree: each node has the earlier of the two below it, the root is node 1. Moments that are not negative are in
/// the order of their bits; the last bits of a moment name its leaf.
pub struct FreeTimes {
    nodes: Box<[u64; 2 * LEAVES]>,
    agents: usize,
    vacant: Vec<usize>,
}

impl FreeTimes {
    /// So many agents, free from the start.
    pub fn new(agents: usize) -> Self {
        let mut free = Self { nodes: Box::new([NOBODY; 2 * LEAVES]), agents: 0, vacant: (0..LEAVES).rev().collect() };
        free.resize(agents, 0.0);
        free
    }

    /// The earliest moment at which somebody is free.
    #[inline(always)]
    pub fn first(&self) -> f64 {
        f64::from_bits(self.nodes[1])
    }

    /// Whoever is free first is free then.
    #[inline(always)]
    pub fn replace_first(&mut self, moment: f64) {
        let leaf = self.nodes[1] & LEAF;
        self.set(leaf as usize, moment.to_bits() & !LEAF | leaf);
    }

    #[inline(always)]
    fn set(&mut self, leaf: usize, key: u64) {
        let (mut node, mut first) = (leaf % LEAVES + LEAVES, key);
        for _ in 0..LEAVES.ilog2() {
            self.nodes[node] = first;
            first = first.min(self.nodes[node ^ 1]);
            node /= 2;
        }
        self.nodes[1] = first;
    }

    /// So many agents from now on: those who go are those free first, those who come are free now.
    pub fn resize(&mut self, agents: usize, now: f64) {
        for _ in agents..self.agents {
            let leaf = (self.nodes[1] & LEAF) as usize;
            self.set(leaf, NOBODY);
            self.vacant.push(leaf);
        }
        for _ in self.agents..agents {
            let leaf = self.vacant.pop().expect("no workload has so many agents");
            self.set(leaf, now.to_bits() & !LEAF | leaf as u64);
        }
        self.agents = agents;
    }
}
