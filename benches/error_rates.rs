//! How often `compare` gives a false alarm where nothing differs, and how often it finds a change of one agent.
//!
//! `cargo bench --bench error_rates` prints the table of `docs/method.md`. Two floors are alike in truth but not in
//! their draws: one has another seed, so its days are other days, or its queue has another name, so its callers are
//! others on the same days. Margins are 0, so that every difference found is a false alarm.

use holdline::experiment::compare::{Compared, ERROR_RATE, Finding, Scale, compare, compare_intervals};
use holdline::experiment::{DayPairs, RunPlan, replicate_in_pairs};
use holdline::model::Floor;
use holdline::scenario;
use holdline::stats::wilson;
use std::path::Path;

const WEEKDAY: &str = "scenarios/manual/weekday.toml";
const SMALL_DESK: &str = "scenarios/small-desk.toml";
const ONE_FEWER: [&str; 3] =
    ["groups.inbound.shifts[0].people=4", "groups.inbound.shifts[2].people=6", "groups.inbound.shifts[4].people=3"];

fn main() {
    println!("{:<52} {:>5} {:>6} {:>17} {:>17}", "nothing differs", "days", "pairs", "false alarms", "by interval");
    for (file, days, pairs) in [(SMALL_DESK, 20, 1_000), (SMALL_DESK, 200, 1_000), (WEEKDAY, 50, 1_000)] {
        let same = floor(file, &[]);
        null(&format!("{file}, another seed"), &same, &same, days, pairs, 1);
        null(&format!("{file}, a renamed queue"), &same, &renamed(file), days, pairs, 0);
    }
    println!("\n{:<52} {:>5} {:>6} {:>17}", "one agent fewer on an inbound shift", "days", "pairs", "found worse");
    for change in ONE_FEWER {
        power(change, 200, 100);
    }
}

fn floor(file: &str, changes: &[String]) -> Floor {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    scenario::read(&path, changes).unwrap_or_else(|faults| panic!("{faults}")).floor
}

/// The same floor with its queue `general` under another name, which gives its callers other draws.
fn renamed(file: &str) -> Floor {
    let mut parts = floor(file, &[]).into_parts();
    let rename = |name: &mut String| *name = name.replace("general", "renamed");
    parts.queues.iter_mut().for_each(|queue| rename(&mut queue.name));
    parts.groups.iter_mut().flat_map(|group| &mut group.serves).for_each(rename);
    Floor::new(parts).expect("a name changes nothing")
}

fn days(floor: &Floor, days: u32, seed: u64) -> DayPairs {
    let plan = RunPlan { days, seed, threads: None, call_log_days: 0 };
    replicate_in_pairs(floor, &plan, &()).expect("the scenarios do not overflow").1
}

/// Compares two floors that are alike `pairs` times; the second has a seed of its own if `apart` is 1.
fn null(what: &str, a: &Floor, b: &Floor, length: u32, pairs: u64, apart: u64) {
    let scale = Scale { margin: &|_, _| 0.0, error_rate: ERROR_RATE };
    let (mut alarms, mut of_intervals) = (0, 0);
    for pair in 0..pairs {
        let (x, y) = (days(a, length, 2 * pair), days(b, length, 2 * pair + apart));
        alarms += u64::from(compare(&x, &y, &scale).iter().any(is_sure));
        of_intervals += u64::from(compare_intervals(&x, &y, "answer_rate", &scale).iter().any(is_sure));
    }
    println!("{what:<52} {length:>5} {pairs:>6} {:>17} {:>17}", share(alarms, pairs), share(of_intervals, pairs));
}

/// How often the answer rate is found worse with one agent fewer, with the default margin.
fn power(change: &str, length: u32, pairs: u64) {
    let (plan, fewer) = (floor(WEEKDAY, &[]), floor(WEEKDAY, &[change.to_owned()]));
    let scale = Scale { margin: &holdline::experiment::compare::default_margin, error_rate: ERROR_RATE };
    let found = |pair: &u64| {
        let found = compare(&days(&plan, length, *pair), &days(&fewer, length, *pair), &scale);
        found.iter().any(|c| c.name == "answer_rate" && c.finding == Finding::Worse)
    };
    let worse = (0..pairs).filter(found).count() as u64;
    println!("{change:<52} {length:>5} {pairs:>6} {:>17}", share(worse, pairs));
}

fn is_sure(c: &Compared) -> bool {
    matches!(c.finding, Finding::Better | Finding::Worse)
}

/// A share with its 95 % interval, in percent.
fn share(part: u64, all: u64) -> String {
    let share = wilson(part, all, 0.95).unwrap_or_default();
    format!("{:.1} ({:.1} to {:.1})", 100.0 * share.mean, 100.0 * share.low, 100.0 * share.high)
}
