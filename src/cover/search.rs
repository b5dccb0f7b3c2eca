//! Which kinds of shifts there are, where no more than a few may be: a programme that chooses them is hard to solve, and a
//! search over small covers is quick.
//!
//! Kinds are added one by one, each time the one with which the others cost least, then exchanged as long as that is cheaper; begun
//! anew from one kind after another. What a choice costs is told by its programme with people who need not be whole, which is
//! never more than with whole ones; those that may be the best are then solved with whole ones.

use super::NODES;
use super::programme::{CoverSolved, CoverTask, Freedom, Staffed, solve};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// So many times it is begun anew.
const BEGINNINGS: usize = 12;
/// So many choices at the end of a search are solved with whole people.
const MOST_WHOLE: usize = 12;
/// More is not solved, in cells of the needs and kinds of shifts: some ten thousand choices of a day of quarter hours.
const MOST_WORK: u64 = 1_000_000;
/// What is too little to tell two costs apart.
const TINY: f64 = 1e-6;

/// Where there are no more choices than these, all of them are tried.
const FEW_CHOICES: u64 = 1_500;

/// Looks for the kinds of shifts that cost least.
pub(super) struct KindSearch<'a> {
    task: CoverTask<'a>,
    /// How many kinds there may be.
    most: usize,
    /// What an hour costs of a person who is missing, far more than any shift; `None`: the rules have a price.
    missing: Option<f64>,
    is_over: &'a dyn Fn() -> bool,
    /// What choices cost at least.
    known: RefCell<BTreeMap<Vec<usize>, f64>>,
    /// How much has been solved, in cells of the needs and kinds of shifts.
    work: Cell<u64>,
}

impl<'a> KindSearch<'a> {
    pub fn new(task: CoverTask<'a>, missing: Option<f64>, is_over: &'a dyn Fn() -> bool) -> Self {
        let all = task.kinds.len();
        let most = task.rules.most_kinds.map_or(all, |most| all.min(most as usize));
        Self { task, most, missing, is_over, known: RefCell::default(), work: Cell::new(0) }
    }

    /// The best that was found. Its bound is what it costs if it is proven to be the best, and else nothing at all.
    pub fn run(&self) -> Option<Staffed> {
        if self.choices() <= FEW_CHOICES {
            let all = self.all_choices();
            return self.cheapest_whole(all, usize::MAX, None).map(|best| Staffed { bound: best.cost, ..best });
        }
        let mut best: Option<Staffed> = None;
        for first in self.beginnings() {
            if self.is_spent() && best.is_some() {
                break;
            }
            let chosen = self.exchanged(self.added(vec![first]));
            let near = if self.is_spent() { vec![chosen] } else { self.near(&chosen) };
            best = self.cheapest_whole(near, MOST_WHOLE, best);
        }
        best.map(|best| Staffed { bound: f64::NEG_INFINITY, ..best })
    }

    /// Whether no more is tried: because it is enough, always at the same, or because somebody ends it.
    fn is_spent(&self) -> bool {
        self.work.get() > MOST_WORK || (self.is_over)()
    }

    /// How many choices there are.
    fn choices(&self) -> u64 {
        let all = self.task.kinds.len() as u64;
        let (mut choices, mut of_size) = (0_u64, 1_u64);
        for size in 1..=self.most as u64 {
            of_size = of_size.saturating_mul(all + 1 - size) / size;
            choices = choices.saturating_add(of_size);
        }
        choices
    }

    fn all_choices(&self) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        let mut begun = 0;
        for _ in 0..self.most {
            let end = all.len();
            for at in begun..end {
                let next = all[at].last().map_or(0, |last| last + 1);
                let more = (next..self.task.kinds.len()).map(|kind| changed(&all[at], None, kind));
                let more: Vec<Vec<usize>> = more.collect();
                all.extend(more);
            }
            begun = end;
        }
        all
    }

    /// Kinds to begin with: those that alone cost least.
    fn beginnings(&self) -> Vec<usize> {
        let mut all: Vec<(f64, usize)> = (0..self.task.kinds.len()).map(|kind| (self.cost(&[kind]), kind)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.into_iter().take(BEGINNINGS).map(|(_, kind)| kind).collect()
    }

    /// What kinds cost at least; infinitely much if it is not known.
    fn cost(&self, kinds: &[usize]) -> f64 {
        let mut kinds = kinds.to_vec();
        kinds.sort_unstable();
        if let Some(known) = self.known.borrow().get(&kinds) {
            return *known;
        }
        let rows = self.task.rules.needs.len() * self.task.grid.cells as usize;
        self.work.set(self.work.get() + (rows + kinds.len()) as u64);
        let cost = self.solved(&kinds, false).found().map_or(f64::INFINITY, |found| found.cost);
        self.known.borrow_mut().insert(kinds, cost);
        cost
    }

    fn solved(&self, kinds: &[usize], is_whole: bool) -> CoverSolved {
        solve(self.task, Freedom { kinds, is_whole, missing: self.missing, chooses: false, nodes: NODES }, self.is_over)
    }

    fn added(&self, mut kinds: Vec<usize>) -> Vec<usize> {
        while kinds.len() < self.most && !self.is_spent() {
            let Some((cost, kind)) = self.cheapest(|kind| changed(&kinds, None, kind)) else { break };
            if cost >= self.cost(&kinds) - TINY {
                break;
            }
            kinds.push(kind);
        }
        kinds
    }

    /// The kind with which what is made of it costs least.
    fn cheapest(&self, with: impl Fn(usize) -> Vec<usize>) -> Option<(f64, usize)> {
        let all = (0..self.task.kinds.len()).map(|kind| (self.cost(&with(kind)), kind));
        all.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
    }

    fn exchanged(&self, mut kinds: Vec<usize>) -> Vec<usize> {
        loop {
            let before = self.cost(&kinds);
            for at in 0..kinds.len() {
                if self.is_spent() {
                    return kinds;
                }
                let better = self.cheapest(|kind| changed(&kinds, Some(at), kind));
                if let Some((_, kind)) = better.filter(|(cost, _)| *cost < self.cost(&kinds) - TINY) {
                    kinds = changed(&kinds, Some(at), kind);
                }
            }
            if self.cost(&kinds) >= before - TINY {
                return self.added(kinds);
            }
        }
    }

    /// The choices that differ from one in one kind, and itself.
    fn near(&self, kinds: &[usize]) -> Vec<Vec<usize>> {
        let of_place = |at: usize| (0..self.task.kinds.len()).map(move |kind| changed(kinds, Some(at), kind));
        (0..kinds.len()).flat_map(of_place).collect()
    }

    /// The best of some choices with whole people; no more of them than so many are tried.
    fn cheapest_whole(&self, choices: Vec<Vec<usize>>, most: usize, mut best: Option<Staffed>) -> Option<Staffed> {
        let mut all: Vec<(f64, Vec<usize>)> = choices.into_iter().map(|kinds| (self.cost(&kinds), kinds)).collect();
        all.iter_mut().for_each(|(_, kinds)| kinds.sort_unstable());
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        all.dedup();
        for (cost, kinds) in all.into_iter().take(most) {
            if best.as_ref().is_some_and(|best| cost >= best.cost - TINY) {
                break;
            }
            let found = self.solved(&kinds, true).found();
            best = match (best, found) {
                (Some(best), Some(found)) if found.cost >= best.cost - TINY => Some(best),
                (best, found) => found.or(best),
            };
        }
        best
    }
}

/// The same kinds with one of them exchanged, or with one more.
fn changed(kinds: &[usize], at: Option<usize>, kind: usize) -> Vec<usize> {
    let mut changed = kinds.to_vec();
    match at {
        _ if kinds.contains(&kind) => {}
        Some(at) => changed[at] = kind,
        None => changed.push(kind),
    }
    changed
}
