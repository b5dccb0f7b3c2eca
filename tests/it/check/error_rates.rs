//! The verdict on an expectation exactly at the truth is seldom a sure one: at most as often as is said.

use crate::chance::no_wonder;
use holdline::experiment::expect::{Case, Outcome, check};
use holdline::experiment::verify::{Expected as Known, Figure, theory_of};
use holdline::model::expect::{Comparison, Expected};
use holdline::model::Floor;
use holdline::scenario::{Scenario, read_text, read_verify_case};
use std::path::Path;

/// Of verdicts on figures that are exactly as expected so many are `missed`: one side of a 95 % interval.
const RATE: f64 = 0.025;

/// How often an expectation comes out `missed` over so many seeds.
fn missed(floor: &Floor, expected: &Expected, days: u32, seeds: u64) -> u32 {
    let case = |seed| Case { floor, expected: vec![expected.clone()], days, seed, keep: false };
    let cases: Vec<Case<'_>> = (0..seeds).map(|seed| case(1_000 + seed)).collect();
    let found = check(&cases, None, &|_, _| false, &()).expect("nobody stops it");
    let outcomes = found.into_iter().map(|judged| judged.expect("the floor does not overflow").judgements[0].outcome);
    outcomes.filter(|outcome| *outcome == Outcome::Missed).count() as u32
}

/// Forty calls an hour from 8 to 12 on days that are alike.
fn quiet_floor(expect: &str) -> Scenario {
    let text = format!(
        "open = '08:00'\nclose = '12:00'\ninterval = '30m'\n[[queues]]\nname = 'q'\narrivals = {{ calls_per_hour = 40 }}\n\
         talk = '2m'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 3\n[expect]\n{expect}"
    );
    read_text("quiet.toml", &text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The chance that Poisson calls of this mean are at least so many.
fn at_least(calls: u32, mean: f64) -> f64 {
    let mut term = (-mean).exp();
    let mut below = 0.0;
    for k in 0..calls {
        below += term;
        term *= mean / f64::from(k + 1);
    }
    1.0 - below
}

#[test]
fn an_expectation_exactly_at_the_truth_is_seldom_missed() {
    const SEEDS: u64 = 600;
    let share = at_least(160, 160.0);
    let most = no_wonder(SEEDS as u32, RATE);
    for expect in [
        "offered = '>= 160'".to_owned(),
        "offered = '<= 160'".to_owned(),
        "'intervals[09:00..10:30].offered' = '>= 60'".to_owned(),
        // Eight expectations at once, all at the truth: together no more often than one.
        "'intervals.each.offered' = '>= 20'".to_owned(),
        "'intervals.each.offered' = '<= 20'".to_owned(),
        format!("'share_of_days(offered >= 160)' = '>= {share}'"),
        format!("'share_of_days(offered >= 160)' = '<= {share}'"),
    ] {
        let scenario = quiet_floor(&expect);
        let missed = missed(&scenario.floor, &scenario.expect[0].expected, 40, SEEDS);
        assert!(missed <= most, "{expect}: missed {missed} times of {SEEDS}, more than {most}");
        assert!(missed > 0, "{expect} is never missed: the interval is too wide to say anything");
    }
}

#[test]
fn a_ratio_exactly_at_the_truth_of_theory_is_seldom_missed() {
    const SEEDS: u64 = 300;
    let floor = read_verify_case("erlang-b-1").unwrap_or_else(|faults| panic!("{faults}")).floor;
    let named = |known: &&Known| known.figure == Figure::Floor("abandon_rate".to_owned());
    let truth = theory_of(&floor).expect("a floor that theory knows").iter().find(named).expect("its loss").value;
    for comparison in [Comparison::AtLeast, Comparison::AtMost] {
        let figure = holdline::model::expect::Figure::Headline("abandon_rate".to_owned());
        let missed = missed(&floor, &Expected { figure, comparison, number: truth }, 20, SEEDS);
        assert!(missed <= no_wonder(SEEDS as u32, RATE), "{}: missed {missed} times of {SEEDS}", comparison.sign());
    }
}
