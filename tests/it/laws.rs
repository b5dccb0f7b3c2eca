//! What must hold on every floor, whatever its plan, and what a few extreme floors come to.

mod callbacks;
pub mod company;
pub mod replay;
mod transfers;

use crate::twin::dates::dated_floors;
use crate::twin::floors::{crowded_floors, floors};
use crate::twin::{Seen, by_engine, runner};
use holdline::model::{AgentGroup, Arrivals, Distribution, Floor, FloorParts, Patience, Presence, Queue, RecordedCall};
use holdline::units::{SimTime, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Tries a law on so many floors.
fn on_floors(cases: u32, floors: impl Strategy<Value = Floor>, law: impl Fn(&Floor) -> Result<(), String>) {
    let result = runner(cases).run(&floors, |floor| law(&floor).map_err(TestCaseError::fail));
    if let Err(broken) = result {
        panic!("{broken}");
    }
}

#[test]
fn every_law_holds_on_every_floor() {
    on_floors(2_000, floors(), |floor| replay::laws_hold(floor, 7));
}

#[test]
fn every_law_holds_on_every_floor_of_two_dates() {
    on_floors(2_000, dated_floors(), |floor| replay::laws_hold(floor, 7));
    on_floors(300, dated_floors(), |floor| company::bystanders_change_nothing(floor, 3));
    on_floors(300, dated_floors(), |floor| company::helpers_meet_the_same_callers(floor, 3));
}

#[test]
fn every_law_holds_on_every_crowded_floor() {
    on_floors(40, crowded_floors(), |floor| replay::laws_hold(floor, 7));
}

#[test]
fn a_queue_a_group_and_a_rung_that_touch_nobody_change_nothing() {
    on_floors(300, floors(), |floor| company::bystanders_change_nothing(floor, 3));
}

#[test]
fn where_nobody_accepts_a_callback_nothing_changes() {
    on_floors(300, floors(), |floor| company::offers_that_nobody_accepts_change_nothing(floor, 3));
}

#[test]
fn where_all_accept_a_callback_agents_do_the_same() {
    on_floors(300, floors(), |floor| company::callbacks_keep_every_place(floor, 3));
    on_floors(100, dated_floors(), |floor| company::callbacks_keep_every_place(floor, 3));
}

#[test]
fn where_all_accept_a_callback_after_a_wait_agents_do_the_same() {
    on_floors(300, floors(), |floor| company::callbacks_after_a_wait_keep_every_place(floor, 3));
}

#[test]
fn more_people_meet_the_same_callers() {
    on_floors(300, floors(), |floor| company::helpers_meet_the_same_callers(floor, 3));
}

fn at(seconds: i64) -> SimTime {
    SimTime::from_secs(8 * 3_600 + seconds)
}

/// Ten minutes with one group and one queue of recorded calls of 60 s.
fn desk(people: u32, calls: &[i64], patience: Patience) -> FloorParts {
    let mut parts = FloorParts::new("desk", at(0), at(600));
    parts.interval = Span::from_secs(600);
    let call = |s: &i64| RecordedCall { arrival: at(*s), talk: None, wrap_up: None, patience: None, order: 0 };
    let arrivals = Arrivals::Calls(calls.iter().map(call).collect());
    let queue = Queue::new("general", arrivals, Distribution::Constant(Span::from_secs(60)));
    parts.queues = vec![Queue { patience, ..queue }];
    parts.groups = vec![AgentGroup::new("inbound", &["general"], Presence::People(people))];
    parts
}

fn played(parts: FloorParts) -> Vec<Seen> {
    by_engine(&Floor::new(parts).expect("a valid floor"), 1, 0)
}

fn there_today(absence: f64, day: u64) -> BTreeSet<usize> {
    let mut parts = desk(30, &[], Patience::Infinite);
    parts.groups[0].absence = absence.into();
    let facts = by_engine(&Floor::new(parts).expect("a valid floor"), 1, day);
    facts.iter().filter_map(|f| if let Seen::SignedIn { agent, .. } = f { Some(*agent) } else { None }).collect()
}

#[test]
fn the_sick_of_a_mild_day_are_among_the_sick_of_a_bad_one() {
    let (mut mild, mut bad) = (0, 0);
    for day in 0..50 {
        let (more, fewer) = (there_today(0.07, day), there_today(0.1, day));
        assert!(fewer.is_subset(&more), "day {day}");
        (mild, bad) = (mild + 30 - more.len(), bad + 30 - fewer.len());
    }
    assert!(0 < mild && mild < bad, "{mild} and {bad} sick");
}

#[test]
fn on_a_night_with_no_agents_callers_hang_up_at_their_patience_or_wait_to_the_end() {
    let patient = Patience::Random(Distribution::Constant(Span::from_secs(45)));
    let facts = played(desk(0, &[590], patient));
    assert!(matches!(facts[1], Seen::Abandoned(_, left) if left == at(635).micros()), "{facts:?}");
    let facts = played(desk(0, &[590], Patience::Infinite));
    assert!(matches!(facts[1], Seen::Dismissed(_, left) if left == at(600).micros()), "{facts:?}");
}

#[test]
fn a_day_without_calls_ends_at_closing() {
    let facts = played(desk(2, &[], Patience::Infinite));
    assert_eq!(facts.last(), Some(&Seen::Ended(at(600).micros())));
    assert!(!facts.iter().any(|f| matches!(f, Seen::Answered { .. } | Seen::Joined(_))));
}

#[test]
fn with_zero_patience_whoever_finds_nobody_idle_is_gone_at_once() {
    let facts = played(desk(1, &[10, 20, 70], Patience::Random(Distribution::Constant(Span::ZERO))));
    let answered: Vec<usize> = facts.iter().filter_map(answered_number).collect();
    assert_eq!(answered, [0, 2], "the third calls at the instant at which the first call ends");
    assert!(
        facts.iter().any(|f| matches!(f, Seen::Abandoned(who, left) if who.number == 1 && *left == at(20).micros()))
    );
}

fn answered_number(fact: &Seen) -> Option<usize> {
    if let Seen::Answered { who, .. } = fact { Some(who.number) } else { None }
}

#[test]
fn one_call_at_the_last_microsecond_is_finished_after_closing() {
    let mut parts = desk(1, &[0], Patience::Infinite);
    let last = at(600) - Span::from_micros(1);
    parts.queues[0].arrivals =
        Arrivals::Calls(vec![RecordedCall { arrival: last, talk: None, wrap_up: None, patience: None, order: 0 }]);
    let end = (last + Span::from_secs(60)).micros();
    let facts = played(parts);
    let overrun =
        |f: &Seen| matches!(f, Seen::SignedOut { due, at: out, .. } if *due == at(600).micros() && *out == end);
    assert!(facts.iter().any(overrun), "{facts:?}");
    assert_eq!(facts.last(), Some(&Seen::Ended(end)));
}

#[test]
fn sixty_four_queues_are_served_by_priority() {
    let mut parts = desk(1, &[0], Patience::Infinite);
    let call = |s| RecordedCall { arrival: at(s), talk: None, wrap_up: None, patience: None, order: 0 };
    let talk = Distribution::Constant(Span::from_secs(1));
    parts.queues = (0..64)
        .map(|q| {
            let queue = Queue::new(&format!("q{q}"), Arrivals::Calls(vec![call(i64::from(q > 0))]), talk.clone());
            Queue { priority: q, ..queue }
        })
        .collect();
    parts.queues[0].talk = Distribution::Constant(Span::from_secs(10));
    parts.groups[0].serves = parts.queues.iter().map(|q| q.name.clone()).collect();
    let order: Vec<usize> = played(parts)
        .iter()
        .filter_map(|f| if let Seen::Answered { who, .. } = f { Some(who.queue) } else { None })
        .collect();
    assert_eq!(order, std::iter::once(0).chain((1..64).rev()).collect::<Vec<_>>());
}
