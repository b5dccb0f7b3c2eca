//! The simulation against queues whose answer is known.
//!
//! Seeds are fixed, so a test that passes goes on passing until something changes. Each comparison asks for the known
//! value inside a 99.9 % interval: after a change of the draws a right engine fails one of them with chance 0.001.

use holdline::analytic::erlang::{ErlangA, ErlangB, ErlangC, Load};
use holdline::analytic::{ImpatientQueue, PatienceCurve as KnownPatience};
use holdline::experiment::results::RunResults;
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::{AgentGroup, Arrivals, Distribution, Floor, FloorParts, Patience, Presence, Queue, Shift};
use holdline::units::{SimTime, Span};

/// A 99.9 % interval is so many times as wide as a 95 % interval, with 200 days (Student t, 199 df: 3.340 / 1.972).
const WIDER: f64 = 1.694;
const DAYS: u32 = 200;
const HANDLE_S: i64 = 180;

/// A floor in its steady state: four hours of warm-up are not counted, and shifts outlast closing, so that whoever was
/// offered is served.
fn steady(agents: u32, erlangs: f64, patience: Patience) -> RunResults {
    let (open, close) = (SimTime::MIDNIGHT, SimTime::clock(20, 0));
    let mut parts = FloorParts::new("steady", open, close);
    parts.interval = Span::from_hours(1);
    parts.warm_up = Span::from_hours(4);
    let talk = Distribution::Exponential { mean: Span::from_secs(HANDLE_S) };
    let mut queue = Queue::new("general", Arrivals::per_hour(per_hour(erlangs), open, close), talk);
    queue.patience = patience;
    parts.queues.push(queue);
    let shifts = Presence::Shifts(vec![Shift::new(agents, open, SimTime::clock(24, 0))]);
    parts.groups.push(AgentGroup::new("inbound", &["general"], shifts));
    let floor = Floor::new(parts).expect("a valid floor");
    let plan = RunPlan::new(DAYS, 20);
    replicate(&floor, &plan, &()).expect("a floor that does not overflow")
}

fn per_hour(erlangs: f64) -> f64 {
    erlangs * 3_600.0 / HANDLE_S as f64
}

fn load(erlangs: f64) -> Load {
    Load::per_hour(per_hour(erlangs), HANDLE_S as f64).expect("a load")
}

fn exponential(seconds: i64) -> Patience {
    Patience::Random(Distribution::Exponential { mean: Span::from_secs(seconds) })
}

fn assert_agrees(results: &RunResults, measure: &str, known: f64) {
    let found = results
        .measures
        .get(Measure::parse(measure).expect("a measure"))
        .unwrap_or_else(|| panic!("{measure} is defined"));
    let half = WIDER * (found.high.expect("many days") - found.mean);
    assert!((found.mean - known).abs() <= half, "{measure}: found {} +- {half}, known {known}", found.mean);
    // An interval that is too wide to fail proves nothing.
    assert!(half < 0.2 * known.abs(), "{measure}: {} +- {half} is too vague", found.mean);
}

#[test]
fn callers_without_patience_are_lost_as_erlang_b_says() {
    for (agents, erlangs) in [(1, 0.8), (10, 9.0), (100, 98.0)] {
        let results = steady(agents, erlangs, Patience::Random(Distribution::Constant(Span::ZERO)));
        let known = ErlangB::new(load(erlangs), f64::from(agents)).expect("a system");
        assert_agrees(&results, "abandon_rate", known.blocking());
        assert_eq!(results.measures.get(Measure::WaitMean).map(|e| e.mean), Some(0.0));
    }
}

#[test]
fn callers_with_endless_patience_wait_as_erlang_c_says() {
    for (agents, erlangs) in [(1, 0.6), (14, 10.0), (100, 92.0)] {
        let results = steady(agents, erlangs, Patience::Infinite);
        let known = ErlangC::new(load(erlangs), f64::from(agents)).expect("a stable system");
        assert_agrees(&results, "asa_s", known.asa_s());
        assert_agrees(&results, "service_level_20s", known.service_level(20.0));
        assert_agrees(&results, "waiting_mean", known.waiting_mean());
        assert_eq!(results.measures.get(Measure::AnswerRate).map(|e| e.mean), Some(1.0));
    }
}

#[test]
fn callers_with_exponential_patience_fare_as_erlang_a_says() {
    for (agents, erlangs, patience_s) in [(2, 2.0, 120), (14, 10.0, 300), (100, 104.0, 120)] {
        let results = steady(agents, erlangs, exponential(patience_s));
        let known = ErlangA::new(load(erlangs), f64::from(agents), patience_s as f64).expect("a system");
        assert_agrees(&results, "abandon_rate", known.abandonment());
        assert_agrees(&results, "wait_mean_s", known.wait_mean_s());
        assert_agrees(&results, "asa_s", known.asa_s().expect("somebody is answered"));
        assert_agrees(&results, "service_level_20s", known.service_level(20.0));
        assert_agrees(&results, "waiting_mean", known.waiting_mean());
    }
}

#[test]
fn callers_of_any_patience_fare_as_the_exact_integrals_say() {
    let seconds = Span::from_secs(120);
    let cases = [
        (Distribution::Constant(seconds), KnownPatience::constant(120.0)),
        (Distribution::Lognormal { mean: seconds, cv: 1.5 }, KnownPatience::lognormal(120.0, 1.5)),
    ];
    for (patience, known) in cases {
        let results = steady(20, 21.0, Patience::Random(patience));
        let known = ImpatientQueue::new(load(21.0), 20.0, known.expect("a patience")).expect("a system");
        assert_agrees(&results, "abandon_rate", known.abandonment());
        assert_agrees(&results, "wait_mean_s", known.wait_mean_s());
        assert_agrees(&results, "service_level_20s", known.service_level(20.0));
    }
}
