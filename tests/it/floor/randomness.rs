//! The same callers on the same days, whatever else changes (M-R1 to M-R3).

use crate::traced::{Traced, floor, secs, up_to};
use holdline::engine::Fact;
use holdline::experiment::results::RunResults;
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::{Arrivals, Distribution, Patience, Precision};
use holdline::units::SimTime;
use std::collections::BTreeSet;

/// Random arrivals, talk and patience.
fn random(floor: Traced) -> Traced {
    let (open, close) = (SimTime::clock(8, 0), SimTime::clock(12, 0));
    floor.queue_with(|q| {
        q.arrivals = Arrivals::per_hour(60.0, open, close);
        q.talk = Distribution::Lognormal { mean: secs(210), cv: 1.0 };
        q.wrap_up = Distribution::Exponential { mean: secs(30) };
        q.patience = Patience::Random(Distribution::Exponential { mean: secs(120) });
    })
}

/// Arrival and talk of everybody who called `general`, answered at once by a crew that is never short.
fn fates(floor: Traced) -> Vec<String> {
    let day = floor.play_day(3, 4);
    let own = day.facts.iter().filter_map(|f| match f {
        Fact::AnsweredAtOnce(caller, service) if caller.queue.index() == 0 => Some((caller.arrival, service.talk)),
        _ => None,
    });
    own.map(|(arrival, talk)| format!("{arrival} {talk}")).collect()
}

#[test]
fn another_queue_changes_nobody_elses_fate() {
    let alone = fates(random(floor()).agents(200));
    assert!(alone.len() > 150, "{} callers", alone.len());
    assert_eq!(fates(random(random(floor()).queue("vip")).agents(400)), alone);
}

#[test]
fn more_people_groups_and_rungs_change_nobody_elses_fate() {
    let alone = fates(random(floor()).agents(200));
    let more = random(floor()).agents(250).group("more").people(10).lent("floaters").people(3);
    assert_eq!(fates(more.rung("floaters", up_to(3)).above(0)), alone);
}

#[test]
fn patience_is_fixed_at_arrival() {
    // Nobody on duty: everybody hangs up, at the same moment with a second queue as without.
    let gone = |floor: Traced| -> Vec<String> {
        let day = floor.agents(0).play_day(3, 4);
        let own = day.facts.iter().filter_map(|f| match f {
            Fact::Abandoned(caller, end) if caller.queue.index() == 0 => Some(format!("{} {end}", caller.arrival)),
            _ => None,
        });
        own.collect()
    };
    let alone = gone(random(floor()));
    assert!(alone.len() > 150, "{} callers", alone.len());
    assert_eq!(gone(random(random(floor()).queue("vip"))), alone);
}

#[test]
fn three_people_sick_contain_the_two_sick_of_a_milder_scenario() {
    let there = |absence: f64, day: u64| -> BTreeSet<String> {
        floor().agents(20).absence(absence).caller("08:00").play_day(1, day).phones().into_iter().collect()
    };
    let mut sick = (0, 0);
    for day in 0..20 {
        let (mild, hard) = (there(0.1, day), there(0.15, day));
        assert!(hard.is_subset(&mild), "day {day}: who is there at 15 % is there at 10 %");
        sick = (sick.0 + 20 - mild.len(), sick.1 + 20 - hard.len());
    }
    assert!(0 < sick.0 && sick.0 < sick.1, "{sick:?} sick on 20 days");
}

#[test]
fn another_group_makes_nobody_sick_or_well() {
    let there = |floor: Traced| floor.caller("08:00").talk(1).play_day(1, 2).phones_of("inbound");
    let alone = there(floor().agents(20).absence(0.3));
    assert!(alone.len() < 20);
    assert_eq!(there(floor().group("other").people(5).absence(0.5).agents(20).absence(0.3)), alone);
}

#[test]
fn days_differ_and_seeds_differ() {
    let calls = |seed, day| random(floor()).agents(3).play_day(seed, day).calls();
    assert_eq!(calls(1, 0), calls(1, 0));
    assert_ne!(calls(1, 0), calls(1, 1));
    assert_ne!(calls(1, 0), calls(2, 0));
}

#[test]
fn results_are_the_same_for_any_number_of_threads() {
    let floor = random(floor()).agents(4).absence(0.1).lent("floaters").people(2);
    let floor = floor.rung("floaters", up_to(2)).above(3).build();
    let run = |threads| {
        let plan = RunPlan::new(30, 5).threads(threads).calls_of(2);
        replicate(&floor, &plan, &()).expect("days that end")
    };
    let one = run(1);
    assert!(!one.ladder_log.is_empty());
    assert!([2, 7].iter().all(|threads| run(*threads) == one));
}

#[test]
fn days_are_added_until_a_figure_is_known_and_are_as_many_for_any_number_of_threads() {
    let floor = random(floor()).agents(4).absence(0.1).build();
    let run = |half_width: f64, threads| {
        let precision = Precision { measure: Measure::AnswerRate, half_width, max_days: 500 };
        let plan = RunPlan::new(20, 5).threads(threads).until(Some(precision));
        replicate(&floor, &plan, &()).expect("days that end")
    };
    let half_width = |results: &RunResults| results.precision.and_then(|found| found.half_width).expect("an interval");
    let first = half_width(&run(1.0, 1));
    let one = run(first / 2.0, 1);
    // 20, 30, 45, 68, 102 ...: four times the days for half of the width, and no look more than it takes.
    assert!((45..=153).contains(&one.days) && half_width(&one) <= first / 2.0, "{}", one.days);
    assert_eq!([run(first / 2.0, 2), run(first / 2.0, 7)], [one.clone(), one.clone()]);
    let before = Precision { measure: Measure::AnswerRate, half_width: 1.0, max_days: 500 }.looks(20);
    let before = before.into_iter().filter(|days| *days < one.days).max().expect("an earlier look");
    let earlier = replicate(&floor, &RunPlan::new(before, 5), &()).expect("days that end");
    let rate = earlier.measures.get(Measure::AnswerRate).expect("a rate");
    assert!(rate.half_width().expect("an interval") > first / 2.0);
    assert_eq!((run(1.0, 1).days, run(1e-9, 1).days), (20, 500));
}
