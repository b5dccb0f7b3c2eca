//! The ladder against its rules, on every short history of small ladders.

use super::super::fact::{GroupId, RungId};
use super::super::plan::{DoesPlan, LadderPlan, RungPlan};
use super::*;
use crate::model::Asked;
use crate::random::{Entity, Sampler};

fn rung(id: usize, waiting_above: u32, lasting: i64) -> RungPlan {
    RungPlan {
        id: RungId::new(id),
        entity: Entity::FLOOR,
        group: GroupId::new(0),
        people: Asked::All,
        does: DoesPlan::Borrow { join_after: Sampler::Constant(0) },
        waiting_above,
        waiting_up_to: u32::MAX,
        longest_wait: i64::MIN,
        hours: None,
        service_below: None,
        lasting,
        release: None,
        min_stay: 0,
        stay_at_least: 0,
        at_most_per_day: u32::MAX,
    }
}

fn release(waiting_at_most: u32, lasting: i64) -> Option<Release> {
    Some(Release::at_most(waiting_at_most, crate::units::Span::from_micros(lasting), Step::Rung))
}

fn plan(settle: i64, rungs: Vec<RungPlan>) -> LadderPlan {
    let mut edges: Vec<u32> = rungs.iter().flat_map(|r| [r.waiting_above, r.waiting_up_to]).collect();
    edges.extend(rungs.iter().filter_map(|r| r.release).map(|r| r.waiting_at_most));
    edges.sort_unstable();
    edges.dedup();
    LadderPlan {
        is_first_of_several: false,
        watched: 1,
        first_rung: 0,
        required: None,
        call_rate_within: 0,
        settle,
        look_every: None,
        rungs,
        edges,
        is_timed: false,
    }
}

/// What a look saw and what was done after it, in order.
#[derive(Clone, Copy, Debug)]
enum Past {
    Saw { at: i64, waiting: u32 },
    Did { at: i64, order: Order },
}

/// The rules, read off the whole history each time (M-L3, M-L4, M-L7).
struct Rules<'a> {
    plan: &'a LadderPlan,
    past: &'a [Past],
    sight: Sight,
    can: u32,
}

impl Rules<'_> {
    fn next(&self) -> Option<Order> {
        self.release().or_else(|| self.rung())
    }

    /// Since when a condition on the number waiting holds without interruption, this look included; but not longer than
    /// since the last action.
    fn held(&self, holds: impl Fn(u32) -> bool, from: usize) -> Option<i64> {
        let saw = |past: &Past| match past {
            Past::Saw { at, waiting } => Some((*at, *waiting)),
            Past::Did { .. } => None,
        };
        let seen = self.past[from..].iter().filter_map(saw).chain([(self.sight.now, self.sight.waiting)]);
        let since = seen.fold(None, |since: Option<i64>, (at, n)| holds(n).then(|| since.unwrap_or(at)));
        since.map(|since| since.max(self.last(|o| !matches!(o, Order::EmptyHanded { .. })).map_or(i64::MIN, |l| l.1)))
    }

    /// The last order of a kind: its place in the history and when.
    fn last(&self, kind: impl Fn(Order) -> bool) -> Option<(usize, i64)> {
        let did = |(place, past): (usize, &Past)| match past {
            Past::Did { at, order } if kind(*order) => Some((place, *at)),
            Past::Did { .. } | Past::Saw { .. } => None,
        };
        self.past.iter().enumerate().filter_map(did).last()
    }

    /// Rungs in force, with the place in the history and the time of their pull.
    fn in_force(&self) -> Vec<(RungId, usize, i64)> {
        let mut stack = Vec::new();
        for (place, past) in self.past.iter().enumerate() {
            match past {
                Past::Did { at, order: Order::Pull { rung, .. } } => stack.push((*rung, place, *at)),
                Past::Did { order: Order::Release { .. }, .. } => _ = stack.pop(),
                Past::Did { order: Order::EmptyHanded { .. }, .. } | Past::Saw { .. } => {}
            }
        }
        stack
    }

    fn release(&self) -> Option<Order> {
        let (id, _, pulled) = *self.in_force().last()?;
        let rung = &self.plan.rungs[id.index()];
        let release = rung.release?;
        // The clock of a release runs while there is any rung to release and the number is low for the last of them.
        let first_in_force = self.in_force()[0].1;
        let held = self.held(|n| n <= release.waiting_at_most, first_in_force)?;
        let due = (held + release.lasting.micros()).max(pulled + rung.min_stay);
        self.is_done(due, held).then_some(Order::Release { rung: id, step: release.step })
    }

    fn rung(&self) -> Option<Order> {
        let in_force = self.in_force();
        for rung in self.plan.rungs.iter().filter(|r| in_force.iter().all(|f| f.0 != r.id)) {
            let held = self.held(|n| n > rung.waiting_above && n <= rung.waiting_up_to, 0);
            let can = self.can >> rung.id.index() & 1 == 1;
            let settled =
                self.last(|o| matches!(o, Order::Pull { .. })).map_or(i64::MIN, |last| last.1 + self.plan.settle);
            if can {
                let done = held.is_some_and(|held| self.is_done((held + rung.lasting).max(settled), held));
                return done.then_some(Order::Pull { rung: rung.id, people: 1 });
            }
            let done = held.is_some_and(|held| self.is_done(held + rung.lasting, held));
            if done && !self.was_reported(rung) {
                return Some(Order::EmptyHanded { rung: rung.id });
            }
        }
        None
    }

    /// Empty hands are told once for as long as the condition holds and nothing is done.
    fn was_reported(&self, rung: &RungPlan) -> bool {
        let over = |past: &Past| match past {
            Past::Saw { waiting, .. } => *waiting <= rung.waiting_above || *waiting > rung.waiting_up_to,
            Past::Did { order, .. } => !matches!(order, Order::EmptyHanded { .. }),
        };
        let from = self.past.iter().rposition(over).map_or(0, |place| place + 1);
        let told =
            |past: &Past| matches!(past, Past::Did { order, .. } if *order == Order::EmptyHanded { rung: rung.id });
        self.past[from..].iter().any(told)
    }

    fn is_done(&self, due: i64, held: i64) -> bool {
        let Sight { look, now, .. } = self.sight;
        due < now || due == now && (look == Look::InTurn || held == now)
    }
}

/// Looks once, with whatever that leads to, and holds every order against the rules; the history after it.
fn look(ladder: &mut LadderMachine<'_>, past: &mut Vec<Past>, sight: Sight, can: u32) {
    for _ in 0..20 {
        let rules = Rules { plan: ladder.plan, past, sight, can };
        let expected = rules.next();
        let order = ladder.look(sight, |rung| (can >> rung.id.index() & 1 == 1).then_some(1));
        assert_eq!(order, expected, "{sight:?}, can send {can:b}, after {past:?} on {:?}", ladder.plan);
        past.push(Past::Saw { at: sight.now, waiting: sight.waiting });
        let Some(order) = order else { return };
        past.push(Past::Did { at: sight.now, order });
        if matches!(order, Order::Release { .. }) {
            ladder.out_of_force();
        }
    }
    panic!("the ladder never comes to rest: {past:?}");
}

/// Everything that may happen next, so many times: time goes on or not, another number waits, others can be sent. Where
/// nothing happens in between, the ladder must have said that it will look when something is due.
fn all_futures(ladder: &LadderMachine<'_>, past: &[Past], now: i64, depth: u32) -> u64 {
    if depth == 0 {
        return 1;
    }
    let mut histories = 0;
    for (later, waiting, can) in (0..=2).flat_map(|t| (0..=2).flat_map(move |n| (0..4).map(move |can| (t, n, can)))) {
        let (mut ladder, mut past, at) = (ladder.clone(), past.to_vec(), now + later);
        let before =
            past.iter().rev().find_map(|p| if let Past::Saw { waiting, .. } = p { Some(*waiting) } else { None });
        while ladder.due() < at {
            let sight = Sight {
                look: Look::InTurn,
                now: ladder.due(),
                waiting: before.unwrap_or(0),
                longest_since: i64::MIN,
                service: ServiceSeen::NOTHING,
            };
            look(&mut ladder, &mut past, sight, can);
        }
        let look_now = if ladder.due() == at && later == 2 { Look::InTurn } else { Look::AfterEvent };
        look(
            &mut ladder,
            &mut past,
            Sight { look: look_now, now: at, waiting, longest_since: i64::MIN, service: ServiceSeen::NOTHING },
            can,
        );
        histories += all_futures(&ladder, &past, at, depth - 1);
    }
    histories
}

#[test]
fn every_short_history_of_small_ladders_is_as_the_rules_say() {
    let both = |first: RungPlan, second: RungPlan| vec![first, second];
    let quick = |id| RungPlan { release: release(0, 0), ..rung(id, id as u32, 0) };
    let slow = |id, lasting| RungPlan { release: release(0, 2), ..rung(id, 0, lasting) };
    let ladders = [
        plan(0, both(quick(0), quick(1))),
        plan(1, both(slow(0, 1), slow(1, 2))),
        plan(0, both(RungPlan { min_stay: 3, ..slow(0, 0) }, rung(1, 1, 1))),
        plan(
            2,
            both(RungPlan { waiting_up_to: 1, ..slow(0, 1) }, RungPlan { release: release(0, 1), ..rung(1, 1, 0) }),
        ),
        plan(0, vec![slow(0, 1)]),
    ];
    for plan in &ladders {
        let mut ladder = LadderMachine::new(plan);
        ladder.restart(0);
        assert_eq!(all_futures(&ladder, &[], 0, 3), 36_u64.pow(3));
    }
}

#[test]
fn the_ladder_cares_exactly_where_a_condition_turns() {
    let plan = plan(0, vec![RungPlan { waiting_up_to: 6, ..rung(0, 2, 5) }]);
    let mut ladder = LadderMachine::new(&plan);
    ladder.restart(0);
    for (waiting, indifferent) in [(0, 0..=2), (3, 3..=6), (7, 7..=20)] {
        let sight =
            Sight { look: Look::AfterEvent, now: 1, waiting, longest_since: i64::MIN, service: ServiceSeen::NOTHING };
        assert_eq!(ladder.look(sight, |_| None), None);
        let found: Vec<u32> = (0..=20).filter(|n| !ladder.cares(*n)).collect();
        assert_eq!(found, indifferent.collect::<Vec<u32>>());
    }
}

#[test]
fn a_supervisor_who_looks_now_and_then_sees_nothing_in_between() {
    let plan = LadderPlan { look_every: Some(10), ..plan(0, vec![rung(0, 0, 0)]) };
    let mut ladder = LadderMachine::new(&plan);
    ladder.restart(100);
    assert_eq!(ladder.due(), 100);
    let sight = |look, now| Sight { look, now, waiting: 5, longest_since: i64::MIN, service: ServiceSeen::NOTHING };
    assert_eq!(ladder.look(sight(Look::AfterEvent, 99), |_| Some(2)), None);
    let pulled = Some(Order::Pull { rung: RungId::new(0), people: 2 });
    assert_eq!(ladder.look(sight(Look::InTurn, 100), |_| Some(2)), pulled);
    assert_eq!(ladder.look(sight(Look::InTurn, 100), |_| Some(2)), None);
    assert_eq!((ladder.due(), ladder.is_in_force(RungId::new(0))), (110, true));
}
