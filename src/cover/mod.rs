//! Shifts that cover needs at the least cost: an integer programme, and where no shifts can, what is in the way.
//!
//! `docs/sizing.md` tells the method and what is proven of it.

mod conflict;
mod found;
mod kinds;
mod programme;
mod rules;
mod search;
mod size;
mod solver;
mod wish;

pub use found::{CoverFound, CoverOutcome, CoveredInterval, CoveringShift};
pub use rules::{BreakRule, CoverNeed, CoverRules, GapPrice, PeopleBounds, ShiftRule};
pub use size::ShiftsSize;
pub use wish::Wish;

use kinds::{CoverGrid, ShapesDropped, ShiftKind};
use programme::{CoverSolved, CoverTask, Freedom, Staffed, solve};
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
        CoverSolved::Found(staffed) if staffed.missing_hours < TINY || rules.price.is_some() => {
            CoverOutcome::Found(told(&staffed))
        }
        CoverSolved::Stopped => CoverOutcome::Stopped,
        CoverSolved::Impossible | CoverSolved::Found(_) => {
            let conflict = conflict::conflict(rules, &grid, is_over);
            let best = least_missing(rules, (&grid, &kinds), is_over);
            CoverOutcome::Impossible { conflict, best: best.as_ref().map(told) }
        }
    }
}

/// The cheapest staffing; where kinds are limited people may be missing in it.
fn best(rules: &CoverRules, (grid, kinds): (&CoverGrid, &[ShiftKind]), is_over: &dyn Fn() -> bool) -> CoverSolved {
    let all: Vec<usize> = (0..kinds.len()).collect();
    let dropped = Dropped([Wish::MostKinds, Wish::LeastPerKind].into());
    let free = Freedom {
        kinds: &all,
        is_whole: true,
        missing: None,
        chooses: false,
        nodes: if rules.limits_kinds() { NODES_FOR_A_BOUND } else { NODES },
    };
    let unlimited = solve(CoverTask { rules, grid, kinds, dropped: &dropped }, free, is_over);
    let CoverSolved::Found(found) = &unlimited else { return unlimited };
    if keeps_to_kinds(rules, found) {
        return unlimited;
    }
    let task = CoverTask { rules, grid, kinds, dropped: &Dropped::default() };
    match KindSearch::new(task, missing_price(rules), is_over).run() {
        Some(best) => CoverSolved::Found(Staffed { bound: best.bound.max(found.bound), ..best }),
        None => CoverSolved::Impossible,
    }
}

/// Shifts with which the fewest people are missing.
fn least_missing(
    rules: &CoverRules,
    (grid, kinds): (&CoverGrid, &[ShiftKind]),
    is_over: &dyn Fn() -> bool,
) -> Option<Staffed> {
    let task = CoverTask { rules, grid, kinds, dropped: &Dropped::default() };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{SimTime, Span};
    use std::collections::BTreeSet;

    fn rule(covers: &[usize], starts: &[i64], lengths: &[i64]) -> ShiftRule {
        ShiftRule {
            group: "g".to_owned(),
            covers: covers.to_vec(),
            starts: starts.iter().map(|hour| SimTime::clock(*hour, 0)).collect(),
            lengths: lengths.iter().map(|hours| Span::from_hours(*hours)).collect(),
            last_end: None,
            breaks: Vec::new(),
            cost_per_hour: 1.0,
            cost_per_shift: 0.0,
            people: PeopleBounds::default(),
            share_at_most: None,
        }
    }

    fn pause(from: i64, to: i64) -> BreakRule {
        let hours = Span::from_hours;
        BreakRule {
            length: hours(1),
            from: hours(from),
            to: hours(to),
            every: hours(1),
            before_end: Span::ZERO,
            is_paid: false,
        }
    }

    fn rules(needs: &[&[u32]], shifts: Vec<ShiftRule>) -> CoverRules {
        let need = |people: &&[u32]| CoverNeed { name: "need".to_owned(), people: people.to_vec() };
        CoverRules {
            open: SimTime::clock(8, 0),
            interval: Span::from_hours(1),
            is_round: false,
            needs: needs.iter().map(need).collect(),
            shifts,
            people: PeopleBounds::default(),
            most_kinds: None,
            least_per_kind: 1,
            price: None,
        }
    }

    /// A shift with its breaks as it can be had: its kind, its rule, the hours in which somebody is there, and the cost.
    type Whole = ((usize, i64, i64), usize, Vec<usize>, f64);

    /// All of them, told by the rules alone.
    fn whole_shifts(rules: &CoverRules) -> Vec<Whole> {
        let mut all = Vec::new();
        for (at, rule) in rules.shifts.iter().enumerate() {
            for (start, length) in rule.starts.iter().flat_map(|s| rule.lengths.iter().map(move |l| (*s, *l))) {
                let first = (start - rules.open).micros() / Span::from_hours(1).micros();
                let hours = length.micros() / Span::from_hours(1).micros();
                let intervals = rules.intervals() as i64;
                if !rules.is_round && first + hours > intervals {
                    continue;
                }
                let mut breaks: Vec<Vec<i64>> = vec![Vec::new()];
                for one in &rule.breaks {
                    let places =
                        (0..hours).filter(|h| Span::from_hours(*h) >= one.from && Span::from_hours(*h) <= one.to);
                    let places: Vec<i64> = places.collect();
                    let more = |taken: &Vec<i64>| {
                        let later = places.iter().filter(|h| taken.last().is_none_or(|last| *h > last));
                        later.map(|h| [taken.clone(), vec![*h]].concat()).collect::<Vec<_>>()
                    };
                    breaks = breaks.iter().flat_map(more).collect();
                }
                for away in breaks {
                    let there =
                        (0..hours).filter(|h| !away.contains(h)).map(|h| (first + h).rem_euclid(intervals) as usize);
                    let unpaid = rule.breaks.iter().filter(|one| !one.is_paid).count() as f64;
                    let cost = rule.cost_per_hour * (hours as f64 - unpaid) + rule.cost_per_shift;
                    all.push(((at, first, hours), at, there.collect(), cost));
                }
            }
        }
        all
    }

    /// The least cost of up to `most` of each whole shift; `None`: nothing is enough.
    fn by_brute_force(rules: &CoverRules, most: u32) -> Option<f64> {
        let whole = whole_shifts(rules);
        let mut counts = vec![0_u32; whole.len()];
        let mut best: Option<f64> = None;
        loop {
            if let Some(cost) = cost_of(rules, &whole, &counts) {
                best = Some(best.map_or(cost, |best| best.min(cost)));
            }
            let Some(at) = counts.iter().position(|count| *count < most) else { return best };
            counts[..at].fill(0);
            counts[at] += 1;
        }
    }

    fn cost_of(rules: &CoverRules, whole: &[Whole], counts: &[u32]) -> Option<f64> {
        let people: u32 = counts.iter().sum();
        let bounds = rules.people;
        let kinds: BTreeSet<_> = whole.iter().zip(counts).filter(|(_, n)| **n > 0).map(|(one, _)| one.0).collect();
        let of_kind = |kind| whole.iter().zip(counts).filter(|(one, _)| one.0 == kind).map(|(_, n)| *n).sum::<u32>();
        let is_kept = bounds.most.is_none_or(|most| people <= most)
            && bounds.least.is_none_or(|least| people >= least)
            && rules.most_kinds.is_none_or(|most| kinds.len() <= most as usize)
            && kinds.iter().all(|kind| of_kind(*kind) >= rules.least_per_kind);
        let mut cost: f64 = whole.iter().zip(counts).map(|(one, n)| one.3 * f64::from(*n)).sum();
        for hour in 0..rules.intervals() {
            let there = |rule: usize| {
                let then = whole.iter().zip(counts).filter(|(one, _)| one.1 == rule && one.2.contains(&hour));
                then.map(|(_, n)| *n).sum::<u32>()
            };
            let there: Vec<u32> = (0..rules.shifts.len()).map(there).collect();
            let needed: Vec<u32> = rules.needs.iter().map(|need| need.people[hour]).collect();
            let missing = least_missing_of(rules, &there, &needed);
            let spare = there.iter().sum::<u32>() + missing - needed.iter().sum::<u32>();
            match rules.price {
                Some(price) => cost += price.under * f64::from(missing) + price.over * f64::from(spare),
                None if missing > 0 => return None,
                None => {}
            }
        }
        is_kept.then_some(cost)
    }

    /// People are given to one need after another, in every way.
    fn least_missing_of(rules: &CoverRules, there: &[u32], needed: &[u32]) -> u32 {
        let Some((people, others)) = there.split_last() else { return needed.iter().sum() };
        let covers = &rules.shifts[others.len()].covers;
        let give = |to_first: u32| {
            let mut left = needed.to_vec();
            left[covers[0]] = left[covers[0]].saturating_sub(to_first);
            if let Some(second) = covers.get(1) {
                left[*second] = left[*second].saturating_sub(people - to_first);
            }
            least_missing_of(rules, others, &left)
        };
        let least = if covers.len() > 1 { 0 } else { *people };
        (least..=*people).map(give).min().unwrap_or(0)
    }

    fn is_best(rules: &CoverRules, most: u32) {
        let CoverOutcome::Found(found) = cover(rules, &|| false) else { panic!("there are shifts: {rules:?}") };
        let best = by_brute_force(rules, most).expect("there are shifts");
        assert!((found.cost - best).abs() < 1e-6 && found.is_best(), "{} and {best}: {rules:?}", found.cost);
        let hours: f64 = found.shifts.iter().map(|s| f64::from(s.people) * s.paid(rules).as_hours()).sum();
        assert!((hours - found.paid_hours).abs() < 1e-9);
    }

    #[test]
    fn on_small_days_nothing_is_cheaper_than_what_is_found() {
        let plain = rule(&[0], &[8, 9, 10, 11], &[2, 3]);
        is_best(&rules(&[&[1, 2, 2, 1, 1]], vec![plain.clone()]), 2);
        is_best(&rules(&[&[2, 0, 1, 2, 2]], vec![ShiftRule { cost_per_shift: 1.5, ..plain.clone() }]), 2);
        let round =
            CoverRules { is_round: true, ..rules(&[&[1, 2, 1, 2, 2]], vec![rule(&[0], &[8, 9, 10, 11, 12], &[2, 3])]) };
        is_best(&round, 2);
    }

    #[test]
    fn breaks_are_dealt_out_as_the_rules_say() {
        let with_break = ShiftRule { breaks: vec![pause(1, 2)], ..rule(&[0], &[8, 9], &[4]) };
        is_best(&rules(&[&[1, 2, 1, 2, 1]], vec![with_break.clone()]), 3);
        // The windows overlap, so that the second break must wait for the first.
        let with_two = ShiftRule { breaks: vec![pause(1, 3), pause(2, 4)], ..rule(&[0], &[8, 9], &[5]) };
        let asked = rules(&[&[1, 1, 1, 1, 2, 0]], vec![with_two]);
        is_best(&asked, 2);
        let CoverOutcome::Found(found) = cover(&asked, &|| false) else { panic!("there are shifts") };
        assert!(found.shifts.iter().all(|shift| shift.breaks[0].0 + shift.breaks[0].1 <= shift.breaks[1].0));
    }

    #[test]
    fn people_who_meet_two_needs_go_where_somebody_is_missing() {
        let shifts = vec![
            rule(&[0], &[8, 9], &[2]),
            rule(&[1], &[8, 9], &[2]),
            ShiftRule { cost_per_hour: 1.25, ..rule(&[0, 1], &[8, 9], &[2]) },
        ];
        is_best(&rules(&[&[1, 2, 0], &[0, 1, 1]], shifts), 2);
    }

    #[test]
    fn missing_people_and_spare_ones_cost_what_the_rules_say() {
        let price = Some(GapPrice { under: 3.0, over: 1.0 });
        let people = PeopleBounds { least: Some(3), most: Some(3) };
        let free = ShiftRule { cost_per_hour: 0.0, breaks: vec![pause(1, 2)], ..rule(&[0], &[8, 9, 10], &[3]) };
        is_best(&CoverRules { price, people, ..rules(&[&[2, 3, 3, 1, 2]], vec![free]) }, 3);
    }

    #[test]
    fn few_kinds_of_shifts_with_enough_people_each_are_the_cheapest_of_all_choices() {
        let plain = rule(&[0], &[8, 9, 10], &[2, 4]);
        for (most_kinds, least_per_kind) in [(Some(1), 1), (Some(2), 1), (Some(2), 2), (None, 2)] {
            is_best(&CoverRules { most_kinds, least_per_kind, ..rules(&[&[1, 2, 2, 1]], vec![plain.clone()]) }, 2);
        }
    }

    #[test]
    fn part_of_the_people_may_be_part_time() {
        let part_time = ShiftRule { share_at_most: Some(0.25), ..rule(&[0], &[8, 9, 10, 11], &[1]) };
        let asked = rules(&[&[1, 1, 4, 1]], vec![rule(&[0], &[8], &[4]), part_time]);
        let CoverOutcome::Found(found) = cover(&asked, &|| false) else { panic!("there are shifts") };
        let of = |rule: usize| found.shifts.iter().filter(|s| s.rule == rule).map(|s| s.people).sum::<u32>();
        assert_eq!((of(0), of(1)), (3, 1));
    }

    fn conflict_of(rules: &CoverRules) -> Vec<Wish> {
        match cover(rules, &|| false) {
            CoverOutcome::Impossible { conflict, .. } => conflict,
            found @ (CoverOutcome::Found(_) | CoverOutcome::Stopped) => panic!("{found:?}"),
        }
    }

    #[test]
    fn wishes_that_cannot_be_had_together_are_told_and_no_others() {
        let plain = rule(&[0], &[8, 9], &[2]);
        let need = |interval| Wish::Need { need: 0, interval };
        let late = rules(&[&[1, 1, 1, 1]], vec![plain.clone()]);
        assert_eq!(conflict_of(&late), [need(3), Wish::Starts]);
        let few = PeopleBounds { least: None, most: Some(2) };
        let crowded = CoverRules { people: few, ..rules(&[&[1, 3, 1]], vec![plain.clone()]) };
        assert_eq!(conflict_of(&crowded), [need(1), Wish::MostPeople]);
        let one_kind = CoverRules { most_kinds: Some(1), ..rules(&[&[1, 1, 1]], vec![plain.clone()]) };
        assert_eq!(conflict_of(&one_kind), [need(0), need(2), Wish::MostKinds]);
        let bounds = PeopleBounds { least: Some(3), most: Some(2) };
        let torn = rules(&[&[1, 1, 0]], vec![ShiftRule { people: bounds, ..plain.clone() }]);
        assert_eq!(conflict_of(&torn), [Wish::MostOfRule(0), Wish::LeastOfRule(0)]);
        let hungry = rules(&[&[1, 1, 0]], vec![ShiftRule { breaks: vec![pause(0, 1)], people: few, ..plain }]);
        let raised = CoverRules { needs: vec![CoverNeed { name: "n".to_owned(), people: vec![2, 2, 0] }], ..hungry };
        assert_eq!(conflict_of(&raised), [need(0), need(1), Wish::Breaks, Wish::MostOfRule(0)]);
    }

    #[test]
    fn what_is_impossible_is_still_planned_with_the_fewest_missing() {
        let late = rules(&[&[1, 2, 1, 1]], vec![rule(&[0], &[8, 9], &[2])]);
        let CoverOutcome::Impossible { best: Some(best), .. } = cover(&late, &|| false) else { panic!("it cannot be") };
        assert!((best.missing_hours - 1.0).abs() < 1e-9);
        assert_eq!(best.intervals.iter().map(|row| row.missing).collect::<Vec<_>>(), [0, 0, 0, 1]);
    }

    #[test]
    fn a_shift_past_midnight_is_two_within_a_day() {
        let at = SimTime::clock;
        let hour = Span::from_hours(1);
        let night = CoveringShift {
            start: at(20, 0),
            end: at(28, 0),
            rule: 0,
            breaks: vec![(at(22, 0), hour), (at(25, 0), hour)],
            people: 3,
        };
        let [evening, morning] = &night.within_a_day()[..] else { panic!("two shifts") };
        assert_eq!((evening.start, evening.end, &evening.breaks[..]), (at(20, 0), at(24, 0), &[(at(22, 0), hour)][..]));
        assert_eq!((morning.start, morning.end, &morning.breaks[..]), (at(0, 0), at(4, 0), &[(at(1, 0), hour)][..]));
    }
}
