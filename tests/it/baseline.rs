//! Baselines: whether a run is known again, and whether what is found of one that moved keeps what it promises.

use holdline::experiment::baseline::{Baseline, Movement, error_rate};
use holdline::experiment::compare::{Compared, Finding, Scale, default_margin};
use holdline::experiment::results::RunResults;
use holdline::experiment::{DayPairs, RunPlan, replicate_in_pairs};
use holdline::report::baseline;
use holdline::scenario;
use std::path::Path;

const PLAN: &str = r#"
open = "08:00"
close = "12:00"
interval = "30m"
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60, busyness_cv = 0.2 }
talk = { exponential = { mean = "3m" } }
patience = { exponential = { mean = "2m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
[[groups]]
name = "experts"
lent = true
serves = ["general"]
people = 2
[ladder]
release = { waiting_at_most = 1, lasting = "2m" }
[[ladder.rungs]]
name = "experts"
borrow = { group = "experts", people = "all" }
when = { waiting_above = 2, lasting = "1m" }
"#;

/// The same queue under another name: the same floor, other callers.
const RENAMED: [&str; 3] =
    ["queues.general.name=other", "groups.inbound.serves=[\"other\"]", "groups.experts.serves=[\"other\"]"];

fn run(changes: &[&str], days: u32, seed: u64, threads: usize) -> (RunResults, Baseline) {
    let changes: Vec<String> = changes.iter().map(|c| (*c).to_owned()).collect();
    let scenario = scenario::read_text("plan.toml", PLAN, Path::new(""), &changes).unwrap_or_else(|d| panic!("{d}"));
    let plan = RunPlan { days, seed, threads: Some(threads), call_log_days: 0 };
    let (results, pairs) = replicate_in_pairs(&scenario.floor, &plan, &()).expect("the floor does not overflow");
    let baseline = Baseline {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        days,
        seed,
        results: baseline::fingerprint(&results),
        settings: scenario.settings.into_iter().collect(),
        tables: scenario.tables_sha256,
        pairs: DayPairs { intervals: Vec::new(), ..pairs },
    };
    (results, baseline)
}

fn files(run: &(RunResults, Baseline)) -> (String, Vec<u8>) {
    (baseline::page("plan.toml", &run.1, &run.0), baseline::days(&run.1))
}

/// A run after it was stored and read.
fn stored(run: &(RunResults, Baseline)) -> Baseline {
    let (page, days) = files(run);
    baseline::read(&page, &days).unwrap_or_else(|damaged| panic!("{damaged:?}"))
}

fn held(stored: &Baseline, now: &Baseline, margin: &dyn Fn(&str, f64) -> f64) -> Movement {
    stored.against(now, &Scale { margin, error_rate: error_rate(1) }).unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[test]
fn a_run_is_known_again_whatever_the_number_of_threads() {
    let first = run(&[], 60, 1, 1);
    let stored = stored(&first);
    assert_eq!(stored, first.1);
    for threads in [2, 7] {
        let again = run(&[], 60, 1, threads);
        assert_eq!(files(&again), files(&first));
        assert!(held(&stored, &again.1, &default_margin).unchanged);
    }
}

#[test]
fn the_first_days_of_a_longer_run_are_known_again() {
    let (short, long) = (run(&[], 30, 1, 2), run(&[], 60, 1, 2));
    for (stored, now) in [(stored(&long), &short.1), (stored(&short), &long.1)] {
        let found = held(&stored, now, &default_margin);
        assert!(found.unchanged && found.days == 30, "{found:?}");
    }
}

#[test]
fn one_agent_fewer_is_found_worse_and_one_more_better_for_the_callers() {
    let stored = stored(&run(&[], 200, 1, 2));
    let fewer = held(&stored, &run(&["groups.inbound.people=3"], 200, 1, 2).1, &default_margin);
    assert_eq!(fewer.finding(), Finding::Worse);
    let more = held(&stored, &run(&["groups.inbound.people=5"], 200, 1, 2).1, &default_margin);
    let of = |name: &str| more.headline().find(|c| c.name == name).map(|c| c.finding);
    assert_eq!((of("answer_rate"), of("signed_in_hours")), (Some(Finding::Better), Some(Finding::Worse)));
}

#[test]
fn a_page_differs_in_the_lines_of_what_moved() {
    let (before, after) = (files(&run(&[], 60, 1, 2)).0, files(&run(&["groups.inbound.people=3"], 60, 1, 2)).0);
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).map(|(a, _)| a).collect();
    let key = |line: &&str| line.split(" = ").next().expect("a key").to_owned();
    let keys: Vec<_> = changed.iter().map(key).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(&keys[..4], ["scenario", "results", "abandoned", "answer_rate"]);
    assert!(!keys.contains(&"offered".to_owned()), "nobody else calls: {keys:?}");
}

#[test]
fn the_days_of_a_thousand_take_little_room() {
    let (_, days) = files(&run(&[], 1_000, 1, 2));
    assert!(days.len() < 100_000, "{} bytes", days.len());
}

/// 60 checks at an error rate of 5 %: 12 or more alarms have a chance below 1e-4.
#[test]
fn a_run_alike_in_truth_is_seldom_found_better_or_worse() {
    let is_sure = |c: &Compared| matches!(c.finding, Finding::Better | Finding::Worse);
    for (what, changes, apart) in [("another seed", &[][..], 1), ("another name", &RENAMED[..], 0)] {
        let mut alarms = 0;
        for seed in (1_000..1_120).step_by(2) {
            // Another seed would be refused: its days are not those that are stored.
            let now = Baseline { seed, ..run(changes, 20, seed + apart, 1).1 };
            let found = held(&stored(&run(&[], 20, seed, 1)), &now, &|_, _| 0.0);
            assert!(!found.unchanged);
            alarms += u32::from(found.measures.iter().any(is_sure));
        }
        assert!(alarms <= 11, "{what}: {alarms} of 60");
    }
}
