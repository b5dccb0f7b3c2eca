//! A reserve that sees how busy the day is and comes at once: by formulas, without simulating.

use super::exact::Memoryless;
use super::goal::{Goal, KnownMeasure};
use super::plan::{Per, ReservePlan};
use super::results::{ReservePoint, ReserveResults};
use super::task::Task;
use super::watch::SizeError;
use crate::analytic::erlang::{ErlangA, ErlangC, Load};
use crate::model::{Arrivals, Floor};
use crate::special::gamma_p;
use crate::units::Span;

/// Days busier than all but this share of days are not thought of.
const RAREST: f64 = 1e-12;
/// Halvings of the busyness that a number of people bears.
const HALVINGS: u32 = 60;

/// Every base with the smallest reserve such that on the asked share of days both together are what Erlang A, or C without hang-ups, needs at the
/// day's busyness (newsvendor; Ding and Koole 2022).
///
/// # Errors
/// If the floor is none that these formulas know.
pub(super) fn at_once(task: &Task<'_>, asked: &ReservePlan) -> Result<ReserveResults, SizeError> {
    let [slot] = &task.variables.slots[..] else { return Err(SizeError::NoReserveAtOnce) };
    let Requirement { chance, hours } = Requirement::of(task).ok_or(SizeError::NoReserveAtOnce)?;
    let share = task.goals.iter().filter_map(|goal| goal.share_of_days).reduce(f64::max);
    // Days that are not thought of cannot be asked for.
    let share = share.ok_or(SizeError::NoShareOfDays)?.min(1.0 - 2.0 * RAREST);
    let mut sum = 0.0;
    let cumulated: Vec<f64> = chance
        .iter()
        .map(|chance| {
            sum += chance;
            sum
        })
        .collect();
    let up_to = |people: usize| cumulated.get(people).or(cumulated.last()).copied().unwrap_or(0.0);
    let pay = slot.cost / hours;
    let point = |base: usize, reserve: usize| {
        let more = |needed: usize| needed.saturating_sub(base).min(reserve) as f64;
        let called: f64 = chance.iter().enumerate().map(|(needed, chance)| chance * more(needed)).sum();
        let working: f64 = chance.iter().enumerate().map(|(needed, chance)| chance * needed.min(base) as f64).sum();
        let of_base = match asked.home_cost {
            None => pay * base as f64,
            Some(home) => pay * working + home * (base as f64 - working),
        };
        let an_hour = of_base + asked.standby_cost * reserve as f64 + asked.call_cost * called;
        ReservePoint {
            base: base as i32,
            reserve: reserve as u32,
            cost: hours * an_hour,
            hours_at_work: hours * (called + if asked.home_cost.is_some() { working } else { base as f64 }),
            days_called: if reserve == 0 { 0.0 } else { 1.0 - up_to(base) },
            share_of_days: up_to(base + reserve),
        }
    };
    let smallest = |base: usize| (0..=asked.most as usize).find(|reserve| up_to(base + reserve) >= share);
    let mut curve = Vec::new();
    for base in slot.least.max(0) as usize..chance.len() {
        let Some(reserve) = smallest(base) else { continue };
        curve.push(point(base, reserve));
        if reserve == 0 {
            break;
        }
    }
    Ok(ReserveResults { plan: asked.clone(), per: Per::Day, days: None, scanned: curve.clone(), curve })
}

/// How many people days need.
struct Requirement {
    /// The chance that a day needs so many.
    chance: Vec<f64>,
    /// Hours of a day.
    hours: f64,
}

impl Requirement {
    /// `None` where a day needs more than its busyness tells.
    fn of(task: &Task<'_>) -> Option<Self> {
        let ([queue], [slot]) = (&task.floor.queues[..], &task.variables.slots[..]) else { return None };
        let Arrivals::Profile { busyness, .. } = &queue.arrivals else { return None };
        let mut parts = task.floor.clone().into_parts();
        if let Arrivals::Profile { busyness, .. } = &mut parts.queues[0].arrivals {
            busyness.cv = 0.0;
        }
        let ordinary = Floor::new(parts).ok()?;
        let memoryless = Memoryless::of(&ordinary, slot.group)?;
        let (rate, patience_s) = (memoryless.constant_rate(&ordinary)?, memoryless.patience_s);
        let bears = |people: usize| bears(people, (rate, memoryless.handle_s, patience_s), &task.goals);
        if busyness.cv <= 0.0 || bears(1).is_none() {
            return None;
        }
        let shape = 1.0 / (busyness.cv * busyness.cv);
        // Who bears such a busyness is enough on all calmer days.
        let (mut chance, mut below) = (Vec::new(), 0.0);
        while below < 1.0 - RAREST {
            let enough = gamma_p(shape, shape * bears(chance.len())?);
            chance.push(enough - below);
            below = enough;
        }
        Some(Self { chance, hours: (task.floor.close() - task.floor.open()).as_hours() })
    }
}

/// The greatest busyness at which so many people meet all goals; `None` if a formula does not know one.
fn bears(people: usize, (rate, handle_s, patience_s): (f64, f64, Option<f64>), goals: &[Goal]) -> Option<f64> {
    let known: Vec<(KnownMeasure, &Goal)> =
        goals.iter().map(|goal| Some((KnownMeasure::of(goal.measure)?, goal))).collect::<Option<_>>()?;
    let meets = |busyness: f64| {
        let figures = Load::per_hour(rate * busyness, handle_s).ok().and_then(|load| queue(load, people, patience_s));
        let Some(figures) = figures else { return false };
        known
            .iter()
            .all(|(known, goal)| figures(*known).is_some_and(|figure| goal.measure.reaches(figure, goal.target)))
    };
    if people == 0 {
        return Some(0.0);
    }
    let (mut low, mut high) = (0.0, 1.0);
    while meets(high) && high < 1e6 {
        (low, high) = (high, 2.0 * high);
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if meets(middle) { low = middle } else { high = middle }
    }
    Some(low)
}

/// What so many people come to in the long run, measure by measure; `None` if they cannot keep up.
fn queue(load: Load, people: usize, patience_s: Option<f64>) -> Option<Box<dyn Fn(KnownMeasure) -> Option<f64>>> {
    let Some(patience_s) = patience_s else {
        let queue = ErlangC::new(load, people as f64).ok()?;
        return Some(Box::new(move |known| match known {
            KnownMeasure::Answered => Some(1.0),
            KnownMeasure::Abandoned => Some(0.0),
            KnownMeasure::Asa => Some(queue.asa_s()),
            KnownMeasure::Occupancy => Some(queue.occupancy()),
            KnownMeasure::Within(within) => Some(queue.service_level(Span::as_secs(within))),
        }));
    };
    let queue = ErlangA::new(load, people as f64, patience_s).ok()?;
    Some(Box::new(move |known| match known {
        KnownMeasure::Answered => Some(1.0 - queue.abandonment()),
        KnownMeasure::Abandoned => Some(queue.abandonment()),
        KnownMeasure::Asa => queue.asa_s(),
        KnownMeasure::Occupancy => queue.occupancy(),
        KnownMeasure::Within(within) => Some(queue.service_level(Span::as_secs(within))),
    }))
}
