//! What the ladder buys, on days that can be followed by hand (M-S7).

use crate::files::small_with_ladder;
use crate::program::{Place, code, read, text};
use crate::traced::{Traced, floor, up_to};
use holdline::experiment::results::{Bought, LadderValue, RunResults};
use holdline::experiment::{RunPlan, replicate, replicate_with_ladder_value, runs_for_ladder_value};

/// From 08:00 to 09:00 the agent talks; who calls at 08:05 would wait ten minutes. Whoever is borrowed stays to closing at 12:00.
fn with_one_caller_too_many() -> Traced {
    floor()
        .agents(1)
        .lent("floaters")
        .people(1)
        .lent("qa")
        .people(1)
        .caller("08:00")
        .talk(3_600)
        .caller("08:05")
        .patience(600)
}

/// Of two days of a floor, which are the same.
fn played(floor: Traced) -> RunResults {
    replicate_with_ladder_value(&floor.build(), &RunPlan::new(2, 1), &()).expect("days that end")
}

fn value(floor: Traced) -> LadderValue {
    played(floor).ladder_value.expect("a ladder")
}

/// Callers saved, minutes of waiting saved, and minutes borrowed of each group.
fn told(bought: &Bought) -> (f64, f64, Vec<(&str, f64)>) {
    let minutes = |hours: f64| (hours * 60.0 * 1e6).round() / 1e6;
    let borrowed = bought.borrowed.iter().map(|from| (from.group.as_str(), minutes(from.hours.mean)));
    (bought.callers_saved.mean, minutes(bought.waiting_saved_hours.mean), borrowed.collect())
}

#[test]
fn a_rung_buys_what_the_same_day_loses_without_it() {
    let value = value(with_one_caller_too_many().rung("floaters", up_to(1)).above(0));
    // Pulled at 08:05, and in force to closing; without it the second caller hangs up at 08:15.
    let expected = (1.0, 10.0, vec![("floaters", 235.0), ("qa", 0.0)]);
    assert_eq!(told(&value.ladder), expected);
    assert_eq!(told(&value.rungs[0].bought), expected);
    assert_eq!((value.rungs[0].name.as_str(), value.ladder.cost), ("floaters", None));
    // Both days say the same; the borrowing of `qa` never differs, and so nothing is known of how seldom it would.
    let ends =
        |at: usize| (value.ladder.borrowed[at].hours.low.is_some(), value.ladder.borrowed[at].hours.high.is_some());
    assert_eq!((ends(0), ends(1)), ((true, true), (false, false)));
}

#[test]
fn postponed_breaks_buy_the_time_that_callers_do_not_wait_for_their_end() {
    // The agent has a break from 09:00 to 09:30. Who waits at 08:50 is answered at 09:00, and without the rung at 09:30; the next at 09:10
    // and at 09:40. From 09:30 to 10:00 the break is taken, and who calls at 09:45 waits for it: till 10:00, and without the rung till 09:50.
    let floor = floor().group("inbound").shift(1, "08:00", "12:00").pause("09:00", 30).cost(30.0);
    let floor = floor.rung_postpones("later", "inbound", up_to(1), 15, 30).above(0);
    let value = value(floor.callers(3, "08:50").caller("09:45"));
    assert_eq!(told(&value.ladder), (0.0, 50.0, vec![("inbound", 30.0)]));
    assert_eq!(value.ladder.cost.as_ref().map(|cost| cost.mean), Some(0.0));
}

#[test]
fn without_a_rung_those_behind_it_move_up() {
    let floor = with_one_caller_too_many().rung("floaters", up_to(1)).above(0).rung("qa", up_to(1)).above(0);
    let value = value(floor);
    // Without the first rung the second takes the same caller: nobody is saved, but the other group is spared.
    assert_eq!(told(&value.rungs[0].bought), (0.0, 0.0, vec![("floaters", 235.0), ("qa", -235.0)]));
    // The second is never pulled, as nobody waits any more.
    assert_eq!(told(&value.rungs[1].bought), (0.0, 0.0, vec![("floaters", 0.0), ("qa", 0.0)]));
    assert_eq!(told(&value.ladder), (1.0, 10.0, vec![("floaters", 235.0), ("qa", 0.0)]));
}

#[test]
fn what_a_rung_costs_is_the_pay_of_those_it_borrows() {
    let floor = floor().agents(1).cost(20.0).lent("floaters").people(1).cost(60.0).caller("08:00").talk(3_600);
    let value = value(floor.caller("08:05").patience(600).rung("floaters", up_to(1)).above(0));
    assert_eq!(value.ladder.cost.map(|cost| cost.mean), Some(235.0));
}

#[test]
fn asking_for_the_value_changes_nothing_else() {
    let floor = || with_one_caller_too_many().rung("floaters", up_to(1)).above(0);
    let plain = replicate(&floor().build(), &RunPlan::new(2, 1), &()).expect("days that end");
    let mut asked = played(floor());
    asked.ladder_value = None;
    assert_eq!(asked, plain);
    assert_eq!(played(with_one_caller_too_many()).ladder_value, None);
    assert_eq!([0, 1, 2, 6].map(runs_for_ladder_value), [1, 2, 4, 8]);
}

#[test]
fn the_value_is_on_the_page_in_the_results_and_in_a_plot_and_comes_again_from_the_results() {
    let place = Place::with(&[("small.toml", &small_with_ladder())]);
    let output = place.run(&["run", "small.toml", "--days", "8", "--ladder-value", "--out", "results"]);
    let page = text(&output.stdout);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(page.contains("What it buys") && page.contains("callers and "), "{page}");
    let results = read(&place.path("results/results.json"));
    let found: serde_json::Value = serde_json::from_str(&results).expect("JSON");
    assert!(found["ladder"]["value"]["rungs"][0]["callers_saved"]["mean"].is_number(), "{}", found["ladder"]);
    assert!(found["run"]["command"].as_str().expect("text").contains("--ladder-value"));
    let plot = read(&place.path("results/plots/ladder_value.svg"));
    let again = place.run(&["report", "results", "--out", "again"]);
    assert_eq!(text(&again.stdout), page.replace("in results", "in again"));
    assert_eq!(read(&place.path("again/plots/ladder_value.svg")), plot);
    for other in [["--part", "1/2"], ["--merge", "x.part"]] {
        let refused = place.run(&["run", "small.toml", "--ladder-value", other[0], other[1]]);
        assert_eq!(code(&refused), 2);
    }
}
