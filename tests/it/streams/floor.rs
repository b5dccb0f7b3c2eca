//! What the floor draws: calls, their moments, who balks and who is absent.

use super::{assert_likely, of_chi_square, of_normal};
use holdline::experiment::results::{CallRow, Outcome, RunResults};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::{AgentGroup, Arrivals, DayFactor, Distribution, Floor, FloorParts, Patience, Presence, Queue};
use holdline::special::{beta_inc, gamma_q};
use holdline::stats::kolmogorov_smirnov;
use holdline::units::{SimTime, Span};

/// An hour with so many calls expected, which one agent never gets through.
fn hour(calls: f64, change: impl Fn(&mut FloorParts)) -> FloorParts {
    let (open, close) = (SimTime::clock(8, 0), SimTime::clock(9, 0));
    let mut parts = FloorParts::new("hour", open, close);
    parts.interval = Span::from_hours(1);
    let talk = Distribution::Constant(Span::from_hours(5));
    parts.queues.push(Queue::new("general", Arrivals::per_hour(calls, open, close), talk));
    parts.queues[0].patience = Patience::Random(Distribution::Constant(Span::from_hours(1)));
    parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(1)));
    change(&mut parts);
    parts
}

fn results(parts: FloorParts, days: u32) -> RunResults {
    let floor = Floor::new(parts).expect("a valid floor");
    replicate(&floor, &RunPlan::new(days, 8).calls_of(days.min(200)), &()).expect("no overflow")
}

/// The days' counts, those of 0 to 40 one by one and the rest together.
fn of_counts(days: &[f64], up_to: impl Fn(f64) -> f64) -> f64 {
    let chance = |k: usize| up_to(k as f64) - if k > 0 { up_to(k as f64 - 1.0) } else { 0.0 };
    let n = days.len() as f64;
    // Cells of 10 and more days; what is rarer goes to the next.
    let (mut found, mut expected) = (vec![0.0], vec![0.0]);
    for k in 0..200 {
        *found.last_mut().expect("a cell") += days.iter().filter(|d| **d == k as f64).count() as f64;
        *expected.last_mut().expect("a cell") += n * chance(k);
        if expected.last() > Some(&10.0) {
            found.push(0.0);
            expected.push(0.0);
        }
    }
    let rest = found.len() - 1;
    found[rest] = n - found[..rest].iter().sum::<f64>();
    expected[rest] = n - expected[..rest].iter().sum::<f64>();
    of_chi_square(&found, |i| expected[i], 1)
}

#[test]
fn the_calls_of_a_day_are_poisson_and_of_unlike_days_negative_binomial() {
    let of_days = |cv: f64| {
        let parts = hour(12.0, |parts| {
            if let Arrivals::Profile { busyness, .. } = &mut parts.queues[0].arrivals {
                *busyness = DayFactor { cv, own: false };
            }
        });
        results(parts, 20_000).daily.column(Measure::Offered).into_iter().flatten().collect::<Vec<f64>>()
    };
    assert_likely(of_counts(&of_days(0.0), |k| gamma_q(k + 1.0, 12.0)), "alike");
    for cv in [0.3, 0.5, 1.5] {
        let shape = 1.0 / (cv * cv);
        let p = of_counts(&of_days(cv), |k| beta_inc(shape, k + 1.0, shape / (shape + 12.0)));
        assert_likely(p, &format!("busyness cv {cv}"));
    }
}

#[test]
fn calls_of_an_hour_arrive_at_any_moment_alike() {
    let found = results(hour(200.0, |_| ()), 200);
    let start = SimTime::clock(8, 0);
    let places: Vec<f64> = found.calls.iter().map(|call| (call.arrival - start).as_hours()).collect();
    assert!(places.len() > 39_000);
    assert_likely(kolmogorov_smirnov(&places).expect("calls").1, "arrivals");
}

#[test]
fn callers_balk_and_people_are_absent_with_their_chances() {
    let found = results(hour(100.0, |parts| parts.queues[0].balk = 0.37), 200);
    // All but the first caller of a day must wait.
    let asked = found.calls.len() - 200;
    // Who balks is gone with a wait of 0.
    let balks = |call: &&CallRow| call.outcome == Outcome::Abandoned && call.wait == Some(Span::ZERO);
    let balked = found.calls.iter().filter(balks).count() as f64;
    let spread = (0.37_f64 * 0.63).sqrt();
    assert_likely(of_normal((balked - 0.37 * asked as f64) / spread, asked), "balking");

    let crew = results(
        hour(1e-9, |parts| {
            parts.groups[0].presence = Presence::People(20);
            parts.groups[0].absence = 0.15.into();
        }),
        5_000,
    );
    let present: Vec<f64> = crew.daily.column(Measure::SignedInHours).into_iter().flatten().map(f64::round).collect();
    assert_eq!(present.len(), 5_000);
    // At most k of 20 present: the chance of it is a beta function.
    let p = of_counts(&present, |k| if k >= 20.0 { 1.0 } else { beta_inc(20.0 - k, k + 1.0, 0.15) });
    assert_likely(p, "absence");
}
