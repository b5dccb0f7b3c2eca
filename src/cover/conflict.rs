//! Why no shifts can be found: wishes that cannot be had together, none of which could be left out of the set.

use super::NODES;
use super::kinds::{CoverGrid, ShapesDropped, kinds};
use super::programme::{CoverSolved, CoverTask, Freedom, solve};
use super::rules::CoverRules;
use super::wish::{Dropped, Wish};

/// A set of wishes that cannot be had together, although without any one of them the others can; of the sets that are found the
/// smallest. Empty if it cannot be told.
pub(super) fn conflict(rules: &CoverRules, grid: &CoverGrid, is_over: &dyn Fn() -> bool) -> Vec<Wish> {
    let (needs, limits) = (needs(rules), limits(rules));
    let backwards = needs.iter().rev().copied().chain(limits.iter().copied());
    let orders: [Vec<Wish>; 3] = [
        needs.iter().chain(&limits).copied().collect(),
        backwards.collect(),
        limits.iter().chain(&needs).copied().collect(),
    ];
    let asks = Asks { rules, grid, is_over };
    let mut found: Vec<Vec<Wish>> = orders.into_iter().map(|order| asks.needed_of(order)).collect();
    found.retain(|wishes| !wishes.is_empty());
    let mut least = found.into_iter().min_by_key(Vec::len).unwrap_or_default();
    least.sort_unstable();
    least
}

fn needs(rules: &CoverRules) -> Vec<Wish> {
    if rules.price.is_some() {
        return Vec::new();
    }
    let of_need = |need: usize| {
        let asked = rules.needs[need].people.iter().enumerate().filter(|(_, people)| **people > 0);
        asked.map(move |(interval, _)| Wish::Need { need, interval })
    };
    (0..rules.needs.len()).flat_map(of_need).collect()
}

fn limits(rules: &CoverRules) -> Vec<Wish> {
    let of_rule = |at: usize| {
        let rule = &rules.shifts[at];
        let share = rule.share_at_most.map(|_| Wish::ShareOfRule(at));
        let (least, most) =
            (rule.people.least.map(|_| Wish::LeastOfRule(at)), rule.people.most.map(|_| Wish::MostOfRule(at)));
        [share, least, most].into_iter().flatten()
    };
    let has_breaks = rules.shifts.iter().any(|rule| !rule.breaks.is_empty());
    let of_all = [
        (rules.people.least.is_some(), Wish::LeastPeople),
        (rules.people.most.is_some(), Wish::MostPeople),
        (rules.most_kinds.is_some(), Wish::MostKinds),
        (rules.least_per_kind > 1, Wish::LeastPerKind),
        (has_breaks, Wish::Breaks),
        (!rules.is_round, Wish::Ends),
        (true, Wish::Starts),
    ];
    let of_all = of_all.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, wish)| wish);
    (0..rules.shifts.len()).flat_map(of_rule).chain(of_all).collect()
}

/// Tells whether wishes can be had together.
struct Asks<'a> {
    rules: &'a CoverRules,
    grid: &'a CoverGrid,
    is_over: &'a dyn Fn() -> bool,
}

impl Asks<'_> {
    /// Those of the wishes that are left when one after another is dropped without which it still cannot be: first many at once.
    fn needed_of(&self, order: Vec<Wish>) -> Vec<Wish> {
        let mut dropped = Dropped::default();
        if !self.is_impossible(&dropped) {
            return Vec::new();
        }
        let mut left = order;
        let mut many = left.len().div_ceil(2);
        while many >= 1 {
            let mut at = 0;
            while at < left.len() {
                let end = (at + many).min(left.len());
                let mut fewer = dropped.clone();
                fewer.0.extend(&left[at..end]);
                if self.is_impossible(&fewer) {
                    dropped = fewer;
                    left.drain(at..end);
                } else {
                    at = end;
                }
            }
            many = if many == 1 { 0 } else { many.div_ceil(2) };
        }
        left
    }

    /// Whether it is sure that nothing keeps to what is still asked.
    fn is_impossible(&self, dropped: &Dropped) -> bool {
        let shapes = ShapesDropped {
            starts: dropped.has(Wish::Starts),
            ends: dropped.has(Wish::Ends),
            breaks: dropped.has(Wish::Breaks),
        };
        let kinds = kinds(self.rules, self.grid, shapes);
        let task = CoverTask { rules: self.rules, grid: self.grid, kinds: &kinds, dropped };
        let all: Vec<usize> = (0..kinds.len()).collect();
        let asks_kinds = self.rules.most_kinds.is_some() && !dropped.has(Wish::MostKinds)
            || self.rules.least_per_kind > 1 && !dropped.has(Wish::LeastPerKind);
        let free = |is_whole: bool| Freedom { kinds: &all, is_whole, missing: None, chooses: true, nodes: NODES };
        let in_parts = solve(task, free(false), self.is_over);
        match in_parts {
            CoverSolved::Impossible => true,
            CoverSolved::Stopped => false,
            CoverSolved::Found(_) if !asks_kinds && self.is_loose(dropped) => false,
            CoverSolved::Found(_) => solve(task, free(true), self.is_over) == CoverSolved::Impossible,
        }
    }

    /// Whether what parts of people can do whole ones can, too: nothing bounds how many there are.
    fn is_loose(&self, dropped: &Dropped) -> bool {
        let bounds = |wish: &Wish| matches!(wish, Wish::MostOfRule(_) | Wish::ShareOfRule(_) | Wish::MostPeople);
        limits(self.rules).iter().all(|wish| !bounds(wish) || dropped.has(*wish))
    }
}
