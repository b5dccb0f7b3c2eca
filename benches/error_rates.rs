//! How often `compare` and `check --baseline` give a false alarm where nothing differs, how often they find a change of
//! one agent, and how often `check` calls missed what is exactly as expected.
//!
//! `cargo bench --bench error_rates` prints the tables of `docs/method.md`; `-- compare`, `-- baseline`, `-- power` and
//! `-- check` those of one part alone. Two floors are alike in truth but not in their draws: one has another seed, so its
//! days are other days, or its queue has another name, so its callers are others on the same days. Margins are 0, so that
//! every difference found is a false alarm. A baseline goes through its files before it is compared.

use holdline::experiment::baseline::{Baseline, Movement, error_rate};
use holdline::experiment::compare::{Compared, ERROR_RATE, Finding, Scale, compare, compare_intervals, default_margin};
use holdline::experiment::expect::{Case, Outcome, check};
use holdline::experiment::results::RunResults;
use holdline::experiment::{DayPairs, RunPlan, replicate_in_pairs};
use holdline::model::Floor;
use holdline::model::expect::{Comparison, Expected};
use holdline::report::baseline;
use holdline::scenario;
use holdline::stats::wilson;
use std::collections::BTreeMap;
use std::path::Path;

const WEEKDAY: &str = "scenarios/manual/weekday.toml";
const SMALL_DESK: &str = "scenarios/small-desk.toml";
const ONE_FEWER: [&str; 3] =
    ["groups.inbound.shifts[0].people=4", "groups.inbound.shifts[2].people=6", "groups.inbound.shifts[4].people=3"];

const CASES: [(&str, u32, u64); 3] = [(SMALL_DESK, 20, 1_000), (SMALL_DESK, 200, 1_000), (WEEKDAY, 50, 1_000)];
/// Of the baselines, so that their days are not those of the comparisons.
const OTHER_SEEDS: u64 = 1_000_000;

/// One agent, and nobody waits: calls are Poisson, and Erlang B knows how many are lost.
const KNOWN: &str = "open = '00:00'\nclose = '24:00'\ninterval = '1h'\nafter_close = 'stay'\nrun = { warm_up = '1h' }\n\
    [[queues]]\nname = 'q'\narrivals = { calls_per_hour = 96 }\ntalk = { exponential = { mean = '30s' } }\npatience = '0s'\n\
    [[groups]]\nname = 'g'\nserves = ['q']\npeople = 1\n[expect]\n";
/// 23 counted hours of 96 calls; a load of 0.8 Erlangs on one agent.
const AT_THE_TRUTH: [(&str, &str); 5] = [
    ("offered", "2208"),
    ("abandon_rate", "0.4444444444444444"),
    ("intervals[10:00..12:00].abandon_rate", "0.4444444444444444"),
    ("intervals.each.offered", "96"),
    ("intervals.each.abandon_rate", "0.4444444444444444"),
];

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    if wanted("compare") {
        comparisons();
    }
    if wanted("baseline") {
        baselines();
    }
    if wanted("power") {
        println!("{:<52} {:>5} {:>6} {:>17} {:>17}", "one agent fewer", "days", "pairs", "found worse", "check fails");
        ONE_FEWER.iter().for_each(|change| power(change, 200, 100));
        println!();
    }
    if wanted("check") {
        println!("{:<52} {:>5} {:>6} {:>17}", "an expectation exactly at the truth", "days", "seeds", "missed");
        [10, 40].iter().for_each(|days| at_the_truth(*days, 2_000));
    }
}

/// How often expectations that are exactly true come out `missed`, from either side.
fn at_the_truth(days: u32, seeds: u64) {
    let expect: String = AT_THE_TRUTH.iter().map(|(key, truth)| format!("'{key}' = '>= {truth}'\n")).collect();
    let scenario = scenario::read_text("known.toml", &format!("{KNOWN}{expect}"), Path::new(""), &[]);
    let scenario = scenario.unwrap_or_else(|faults| panic!("{faults}"));
    let below = |e: &Expected| Expected { comparison: Comparison::AtMost, ..e.clone() };
    let expected: Vec<Expected> =
        scenario.expect.iter().flat_map(|e| [e.expected.clone(), below(&e.expected)]).collect();
    let case = |seed| Case { floor: &scenario.floor, expected: expected.clone(), days, seed, keep: false };
    let found = check(&(0..seeds).map(case).collect::<Vec<_>>(), None, &|_, _| false, &()).expect("nobody stops it");
    for (at, expected) in expected.iter().enumerate() {
        let missed =
            found.iter().flatten().filter(|judged| judged.judgements[at].outcome == Outcome::Missed).count() as u64;
        let what = format!("{} {} the truth", AT_THE_TRUTH[at / 2].0, expected.comparison.sign());
        println!("{what:<52} {days:>5} {seeds:>6} {:>17}", share(missed, seeds));
    }
}

fn comparisons() {
    println!("{:<52} {:>5} {:>6} {:>17} {:>17}", "compare, nothing differs", "days", "pairs", "alarms", "by interval");
    for (file, days, pairs) in CASES {
        let same = floor(file, &[]);
        null(&format!("{file}, another seed"), &same, &same, days, pairs, 1);
        null(&format!("{file}, a renamed queue"), &same, &renamed(file), days, pairs, 0);
    }
    println!();
}

fn baselines() {
    println!(
        "{:<52} {:>5} {:>6} {:>17} {:>17}",
        "baseline, nothing differs", "days", "checks", "alarms", "check fails"
    );
    for (file, days, checks) in CASES {
        let same = floor(file, &[]);
        moved(&format!("{file}, another seed"), &same, &same, days, (checks, 1), 1);
        moved(&format!("{file}, a renamed queue"), &same, &renamed(file), days, (checks, 1), 0);
    }
    moved(
        "four scenarios in one check, another seed",
        &floor(SMALL_DESK, &[]),
        &floor(SMALL_DESK, &[]),
        20,
        (1_000, 4),
        1,
    );
    println!();
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

/// Checks scenarios that are alike in truth but not in their draws against what is stored of them, so many at a time.
fn moved(what: &str, a: &Floor, b: &Floor, length: u32, (checks, at_a_time): (u64, u64), apart: u64) {
    let scale = Scale { margin: &|_, _| 0.0, error_rate: error_rate(at_a_time as usize) };
    let (mut alarms, mut fails) = (0, 0);
    for check in 0..checks {
        let one = |n: u64| {
            let seed = OTHER_SEEDS + 2 * (check * at_a_time + n);
            held(&stored(a, length, seed), &Baseline { seed, ..kept(b, length, seed + apart) }, &scale)
        };
        let found: Vec<Movement> = (0..at_a_time).map(one).collect();
        alarms += u64::from(found.iter().any(|movement| movement.measures.iter().any(is_sure)));
        fails += u64::from(found.iter().any(|movement| movement.finding() == Finding::Worse));
    }
    println!("{what:<52} {length:>5} {checks:>6} {:>17} {:>17}", share(alarms, checks), share(fails, checks));
}

fn held(stored: &Baseline, now: &Baseline, scale: &Scale) -> Movement {
    stored.against(now, scale).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// A run, and what a baseline keeps of it.
fn played(floor: &Floor, days: u32, seed: u64) -> (RunResults, Baseline) {
    let plan = RunPlan { days, seed, threads: None, call_log_days: 0 };
    let (results, pairs) = replicate_in_pairs(floor, &plan, &()).expect("the scenarios do not overflow");
    let kept = Baseline {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        days,
        seed,
        results: baseline::fingerprint(&results),
        settings: BTreeMap::new(),
        tables: String::new(),
        pairs: DayPairs { intervals: Vec::new(), ..pairs },
    };
    (results, kept)
}

fn kept(floor: &Floor, days: u32, seed: u64) -> Baseline {
    played(floor, days, seed).1
}

/// The same after it was written and read.
fn stored(floor: &Floor, days: u32, seed: u64) -> Baseline {
    let (results, kept) = played(floor, days, seed);
    let page = baseline::page("scenario", &kept, &results);
    baseline::read(Some(&page), &baseline::days(&kept)).expect("what was just written").0
}

/// How often the answer rate is found worse with one agent fewer, with the default margin, and how often a check fails.
fn power(change: &str, length: u32, pairs: u64) {
    let (plan, fewer) = (floor(WEEKDAY, &[]), floor(WEEKDAY, &[change.to_owned()]));
    let scale = Scale { margin: &default_margin, error_rate: ERROR_RATE };
    let (mut worse, mut fails) = (0, 0);
    for pair in 0..pairs {
        let movement = held(&stored(&plan, length, pair), &kept(&fewer, length, pair), &scale);
        worse += u64::from(movement.headline().any(|c| c.name == "answer_rate" && c.finding == Finding::Worse));
        fails += u64::from(movement.finding() == Finding::Worse);
    }
    println!("{change:<52} {length:>5} {pairs:>6} {:>17} {:>17}", share(worse, pairs), share(fails, pairs));
}

fn is_sure(c: &Compared) -> bool {
    matches!(c.finding, Finding::Better | Finding::Worse)
}

/// A share with its 95 % interval, in percent.
fn share(part: u64, all: u64) -> String {
    let share = wilson(part, all, 0.95).unwrap_or_default();
    format!("{:.1} ({:.1} to {:.1})", 100.0 * share.mean, 100.0 * share.low, 100.0 * share.high)
}
