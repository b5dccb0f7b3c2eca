//! Shifts that cover needs at the least cost: an integer programme, and where no shifts can, what is in the way.
//!
//! `docs/sizing.md` tells the method and what is proven of it.

mod conflict;
mod found;
mod kinds;
mod programme;
mod rules;
mod search;
mod solver;
mod wish;

pub use found::{CoverFound, CoverOutcome, CoveredInterval, CoveringShift};
pub use rules::{BreakRule, CoverNeed, CoverRules, GapPrice, PeopleBounds, ShiftRule, ShiftsSize};
pub use wish::Wish;

use kinds::{CoverGrid, ShapesDropped, ShiftKind};
use programme::{Freedom, Outcome, Staffed, Task, solve};
use search::KindSearch;
use wish::Dropped;

/// An hour of a person who is missing costs so many times the dearest hour: so dear that only shifts which cannot be are missed.
const DEAR: f64 = 1_000.0;

/// The shifts that cover the needs at the least cost.
///
/// `is_over` may end it sooner, with the best that was found by then; else always the same is found.
pub fn cover(rules: &CoverRules, is_over: &dyn Fn() -> bool) -> CoverOutcome {
    let grid = CoverGrid::of(rules);
    let kinds = kinds::kinds(rules, &grid, ShapesDropped::default());
    let told = |staffed: &Staffed| CoverFound::new(rules, (&grid, &kinds), staffed);
    match best(rules, (&grid, &kinds), is_over) {
        Outcome::Found(staffed) if staffed.missing_hours < TINY || rules.price.is_some() => CoverOutcome::Found(told(&staffed)),
        Outcome::Stopped => CoverOutcome::Stopped,
        Outcome::Impossible | Outcome::Found(_) => {
            let conflict = conflict::conflict(rules, &grid, is_over);
            let best = least_missing(rules, (&grid, &kinds), is_over);
            CoverOutcome::Impossible { conflict, best: best.as_ref().map(told) }
        }
    }
}

/// The cheapest staffing; where kinds are limited people may be missing in it.
fn best(rules: &CoverRules, (grid, kinds): (&CoverGrid, &[ShiftKind]), is_over: &dyn Fn() -> bool) -> Outcome {
    let all: Vec<usize> = (0..kinds.len()).collect();
    let dropped = Dropped([Wish::MostKinds, Wish::LeastPerKind].into());
    let free = Freedom { kinds: &all, is_whole: true, missing: None, chooses: false, nodes: if rules.limits_kinds() { NODES_FOR_A_BOUND } else { NODES } };
    let unlimited = solve(Task { rules, grid, kinds, dropped: &dropped }, free, is_over);
    let Outcome::Found(found) = &unlimited else { return unlimited };
    if keeps_to_kinds(rules, found) {
        return unlimited;
    }
    let task = Task { rules, grid, kinds, dropped: &Dropped::default() };
    match KindSearch::new(task, missing_price(rules), is_over).run() {
        Some(best) => Outcome::Found(Staffed { bound: best.bound.max(found.bound), ..best }),
        None => Outcome::Impossible,
    }
}

/// Shifts with which the fewest people are missing.
fn least_missing(
    rules: &CoverRules,
    (grid, kinds): (&CoverGrid, &[ShiftKind]),
    is_over: &dyn Fn() -> bool,
) -> Option<Staffed> {
    let task = Task { rules, grid, kinds, dropped: &Dropped::default() };
    let all: Vec<usize> = (0..kinds.len()).collect();
    let missing = missing_price(rules);
    if rules.limits_kinds() {
        return KindSearch::new(task, missing, is_over).run();
    }
    solve(task, Freedom { kinds: &all, is_whole: true, missing, chooses: false, nodes: NODES }, is_over).found()
}

fn missing_price(rules: &CoverRules) -> Option<f64> {
    let dearest = rules.shifts.iter().map(|rule| rule.cost_per_hour + rule.cost_per_shift).fold(1.0, f64::max);
    rules.price.is_none().then_some(DEAR * dearest)
}

fn keeps_to_kinds(rules: &CoverRules, found: &Staffed) -> bool {
    let there = || found.kinds.iter().filter(|kind| kind.people > 0.5);
    let few_kinds = rules.most_kinds.is_none_or(|most| there().count() <= most as usize);
    few_kinds && there().all(|kind| kind.people > f64::from(rules.least_per_kind) - 0.5)
}

/// So many nodes are searched for a programme ...
const NODES: u64 = 20_000;
/// ... and so many where it only tells a bound.
const NODES_FOR_A_BOUND: u64 = 200;
/// What is too little to be missing.
const TINY: f64 = 1e-6;
