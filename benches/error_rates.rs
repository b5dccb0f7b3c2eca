//! How often `compare` and `check --baseline` say what is not so, and how often they find what is.
//!
//! `cargo bench --bench error_rates` prints the tables of `docs/method.md`; `-- null`, `-- margin`, `-- looks`, `-- power`,
//! `-- baseline` and `-- check` those of one part alone, and a number repeats so many times instead of 300. Comparisons are
//! drawn from a pool of days that was played once and stands for all days there are: so the truth is known exactly, and a
//! study takes minutes. A baseline goes through its files before it is compared.

#[path = "support/six_floors.rs"]
mod six_floors;

use holdline::experiment::baseline::{Baseline, Guard, Moved, Movement, error_rate};
use holdline::experiment::compare::{ComparedFigure, ERROR_RATE, Finding, Scale, compare, compare_intervals};
use holdline::experiment::expect::{Case, Fulfilment, check};
use holdline::experiment::results::RunResults;
use holdline::experiment::{DayPairs, RunPlan, looks, rate_of_look, replicate_in_pairs};
use holdline::figures::Measure;
use holdline::model::Floor;
use holdline::model::expect::{Comparison, Expected};
use holdline::report::baseline;
use holdline::scenario;
use holdline::stats::wilson;
use six_floors::{FLOORS, Pools, played};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const WEEKDAY: &str = "scenarios/manual/weekday.toml";
const SMALL_DESK: &str = "scenarios/small-desk.toml";
/// Changes of the weekday that should be found.
const CHANGES: [(&str, &str); 4] = [
    ("one agent fewer", "groups.inbound.shifts[2].people=6"),
    ("1 % more calls", "queues.general.arrivals.scale=1.01"),
    ("talk 1 % longer", "queues.general.talk.lognormal.mean=255.53s"),
    ("patience 5 % shorter", "queues.general.patience.exponential.mean=789s"),
];
const NO_LAST_RUNG: &str = "ladder.rungs[3].when.waiting_above=100000";

const DAYS: [usize; 7] = [2, 10, 20, 50, 100, 200, 1_000];
/// Days of a pool, on the small floors and on the weekday.
const SMALL: u32 = 20_000;
const LARGE: u32 = 2_000;

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

/// Prints its tables, of so many repetitions.
type Part = fn(u64);

fn main() {
    let repetitions = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(300);
    let is_part = |word: &String| !word.starts_with('-') && word.parse::<u64>().is_err();
    let asked: Vec<String> = std::env::args().skip(1).filter(is_part).collect();
    let parts: [(&str, Part); 6] = [
        ("null", nothing_differs),
        ("margin", at_the_margin),
        ("looks", many_looks),
        ("power", power),
        ("baseline", baselines),
        ("check", |repetitions| [10, 40].iter().for_each(|days| at_the_truth(*days, repetitions))),
    ];
    for (name, part) in parts {
        if asked.is_empty() || asked.iter().any(|word| word == name) {
            part(repetitions);
        }
    }
}

/// How often each of some things happened, by name.
#[derive(Default)]
struct Counts(BTreeMap<String, u64>);

impl Counts {
    fn add(&mut self, name: &str, happened: bool) {
        *self.0.entry(name.to_owned()).or_default() += u64::from(happened);
    }
}

/// Counts what comes out of so many comparisons for each number of days, and prints a row for each thing counted.
fn table(title: &str, days: &[usize], repetitions: u64, mut page: impl FnMut(&mut Draws, usize, &mut Counts)) {
    let columns: Vec<Counts> = days
        .iter()
        .map(|days| {
            let (mut counts, mut draws) = (Counts::default(), Draws(0x5EED + *days as u64));
            (0..repetitions).for_each(|_| page(&mut draws, *days, &mut counts));
            counts
        })
        .collect();
    let cells =
        |cell: &dyn Fn(usize) -> String| (0..days.len()).map(|at| format!(" {} |", cell(at))).collect::<String>();
    println!("| {title} |{}", cells(&|at| format!("{} days", days[at])));
    println!("| --- |{}", cells(&|_| "---:".to_owned()));
    for name in columns.iter().flat_map(|counts| counts.0.keys()).collect::<BTreeSet<_>>() {
        let count = |at: usize| columns[at].0.get(name).copied().unwrap_or(0);
        // Single measures are worth a row where they err.
        if name.starts_with('=') && (0..days.len()).all(|at| count(at) * 40 < repetitions) {
            continue;
        }
        println!("| {name} |{}", cells(&|at| marked(count(at), repetitions)));
    }
    println!();
}

/// A share in percent, bold where it is surely above 5 %.
fn marked(part: u64, all: u64) -> String {
    let share = format!("{:.1}", 100.0 * part as f64 / all as f64);
    if wilson(part, all, 0.95).unwrap_or_default().low > 0.05 { format!("**{share}**") } else { share }
}

/// A fixed generator: SplitMix64 (Steele, Lea & Flood 2014).
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// So many days of both floors of a pool; `mixed` swaps the floors of a day at random, so that they do not differ.
    fn days(&mut self, pools: &Pools, days: usize, mixed: bool) -> (DayPairs, DayPairs) {
        let drawn: Vec<(usize, usize)> =
            (0..days).map(|_| (if mixed { self.below(2) } else { 0 }, self.below(pools.days()))).collect();
        let others: Vec<(usize, usize)> = drawn.iter().map(|(pool, day)| (1 - pool, *day)).collect();
        (pools.drawn(&drawn), pools.drawn(&others))
    }
}

fn no_margin(_: Measure, _: f64) -> f64 {
    0.0
}

fn is_sure(c: &ComparedFigure) -> bool {
    c.finding.is_sure()
}

/// False `better` and `worse` between floors that do not differ: one queue has another name, which gives its callers other draws.
fn nothing_differs(repetitions: u64) {
    const BY_INTERVAL: [&str; 5] = ["answer_rate", "service_level_20s", "service_level_180s", "asa_s", "abandoned"];
    for place in &FLOORS {
        let pools = Pools::of(&place.floor("general", false), &place.floor("renamed", false), SMALL);
        table(&format!("{}, nothing differs", place.name), &DAYS, repetitions, |draws, days, counts| {
            let (a, b) = draws.days(&pools, days, true);
            let scale = Scale { margin: &no_margin, error_rate: ERROR_RATE };
            let found = compare(&a, &b, &scale);
            counts.add("any measure", found.iter().any(is_sure));
            counts.add("any on the screen", found.iter().any(|c| is_sure(c) && c.measure.is_headline()));
            found.iter().for_each(|c| counts.add(&format!("= {}", c.measure), is_sure(c)));
            for name in BY_INTERVAL {
                let cells = compare_intervals(&a, &b, Measure::parse(name).expect("a measure"), &scale);
                counts.add(&format!("any interval, {name}"), cells.iter().any(is_sure));
            }
            let found = compare(&a, &b, &Scale { margin: &Measure::default_margin, error_rate: ERROR_RATE });
            counts.add("any measure, default margins", found.iter().any(is_sure));
        });
    }
}

/// Wrong verdicts between floors that differ, each measure by exactly its margin; and wrong `no_difference` with the
/// default margins, where the truth is beyond them.
fn at_the_margin(repetitions: u64) {
    for place in &FLOORS {
        let pools = Pools::of(&place.floor("general", false), &place.floor("general", true), SMALL);
        let truth = pools.truth();
        let of_truth = |measure: Measure, _: f64| truth[&measure];
        let title = format!("{}, {}", place.name, place.change);
        table(&title, &DAYS, repetitions, |draws, days, counts| {
            let (a, b) = draws.days(&pools, days, false);
            let found = compare(&a, &b, &Scale { margin: &of_truth, error_rate: ERROR_RATE });
            let none = |c: &ComparedFigure| c.finding == Finding::NoDifference && truth[&c.measure] > 0.0;
            counts.add("any `better` or `worse`", found.iter().any(is_sure));
            counts.add("any `no_difference`", found.iter().any(none));
            counts.add("any `no_difference` on the screen", found.iter().any(|c| none(c) && c.measure.is_headline()));
            found.iter().for_each(|c| counts.add(&format!("= {}", c.measure), none(c) || is_sure(c)));
            let found = compare(&a, &b, &Scale { margin: &Measure::default_margin, error_rate: ERROR_RATE });
            let none = |c: &ComparedFigure| c.finding == Finding::NoDifference && truth[&c.measure] > c.margin;
            counts.add("any `no_difference`, default margins", found.iter().any(none));
        });
    }
}

/// False findings of `--decide` between floors that do not differ, over all its looks.
fn many_looks(repetitions: u64) {
    for place in &FLOORS {
        let pools = Pools::of(&place.floor("general", false), &place.floor("renamed", false), SMALL);
        table(&format!("{}, --decide", place.name), &[320], repetitions, |draws, most, counts| {
            let schedule = looks(10, Some(most as u32));
            let (a, b) = draws.days(&pools, most, true);
            let without = |run| DayPairs { intervals: Vec::new(), ..run };
            let whole = Pools::new(without(a), without(b));
            let first =
                |floor: usize, days: u32| whole.drawn(&(0..days as usize).map(|d| (floor, d)).collect::<Vec<_>>());
            let wrong = |(look, days): (usize, &u32)| {
                let scale = Scale { margin: &no_margin, error_rate: rate_of_look(&schedule, look) };
                compare(&first(0, *days), &first(1, *days), &scale).iter().any(is_sure)
            };
            counts.add("any measure at any look", schedule.iter().enumerate().any(wrong));
        });
    }
}

/// How often changes of the weekday are found with the default margins, and what is said of a rung that is hardly ever needed.
fn power(repetitions: u64) {
    const DAYS: [usize; 4] = [20, 50, 100, 200];
    let plan = played(&floor(WEEKDAY, &[]), LARGE, 1);
    for (name, change) in CHANGES.iter().chain(&[("the last rung switched off", NO_LAST_RUNG)]) {
        let pools = Pools::new(plan.clone(), played(&floor(WEEKDAY, &[(*change).to_owned()]), LARGE, 1));
        let truth = pools.truth();
        table(name, &DAYS, repetitions.min(100), |draws, days, counts| {
            let (a, b) = draws.days(&pools, days, false);
            let found = compare(&a, &b, &Scale { margin: &Measure::default_margin, error_rate: ERROR_RATE });
            let shown: Vec<&ComparedFigure> = found.iter().filter(|c| c.measure.is_headline()).collect();
            for c in &shown {
                counts.add(&format!("sure of {}", c.measure), is_sure(c));
            }
            counts.add("worse: a check fails", shown.iter().any(|c| c.finding == Finding::Worse));
            let none = |c: &&&ComparedFigure| c.finding == Finding::NoDifference && truth[&c.measure] > c.margin;
            counts.add("wrong `no_difference`", shown.iter().any(|c| none(&c)));
            counts.add("all decided", shown.iter().all(|c| c.finding != Finding::Undecided));
        });
    }
}

/// How often expectations that are exactly true come out `missed`, from either side.
fn at_the_truth(days: u32, repetitions: u64) {
    let seeds = repetitions * 7;
    println!("{:<52} {:>5} {:>6} {:>17}", "an expectation exactly at the truth", "days", "seeds", "missed");
    let expect: String = AT_THE_TRUTH.iter().map(|(key, truth)| format!("'{key}' = '>= {truth}'\n")).collect();
    let scenario = scenario::read_text("known.toml", &format!("{KNOWN}{expect}"), Path::new(""), &[]);
    let scenario = scenario.unwrap_or_else(|faults| panic!("{faults}"));
    let below = |e: &Expected| Expected { comparison: Comparison::AtMost, ..e.clone() };
    let expected: Vec<Expected> =
        scenario.expect.iter().flat_map(|e| [e.expected.clone(), below(&e.expected)]).collect();
    let case =
        |seed| Case { floor: &scenario.floor, expected: expected.clone(), plan: RunPlan::new(days, seed), keep: false };
    let found = check(&(0..seeds).map(case).collect::<Vec<_>>(), None, &|_, _| false, &()).expect("nobody stops it");
    for (at, expected) in expected.iter().enumerate() {
        let missed =
            found.iter().flatten().filter(|judged| judged.judgements[at].outcome == Fulfilment::Missed).count() as u64;
        let what = format!("{} {} the truth", AT_THE_TRUTH[at / 2].0, expected.comparison.sign());
        println!("{what:<52} {days:>5} {seeds:>6} {:>17}", share(missed, seeds));
    }
}

fn baselines(checks: u64) {
    println!(
        "{:<52} {:>5} {:>6} {:>17} {:>17}",
        "baseline, nothing differs, another seed", "days", "checks", "alarms", "check fails"
    );
    let desk = floor(SMALL_DESK, &[]);
    moved("scenarios/small-desk.toml", &desk, 20, (checks, 1));
    moved("four of it in one check", &desk, 20, (checks, 4));
    for place in FLOORS.iter().filter(|place| ["strong busyness", "rare, busyness", "tiny"].contains(&place.name)) {
        [20, 50].iter().for_each(|days| moved(place.name, &place.floor("general", false), *days, (checks, 1)));
    }
    println!();
}

fn floor(file: &str, changes: &[String]) -> Floor {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    scenario::read(&path, changes).unwrap_or_else(|faults| panic!("{faults}")).floor
}

/// Checks a scenario against what is stored of it with another seed, so many at a time.
fn moved(what: &str, floor: &Floor, length: u32, (checks, at_a_time): (u64, u64)) {
    let scale = Scale { margin: &no_margin, error_rate: error_rate(at_a_time as usize) };
    let (mut alarms, mut fails) = (0, 0);
    for check in 0..checks {
        let one = |n: u64| {
            let seed = 2 * (check * at_a_time + n);
            let now = Baseline { seed, ..kept(floor, length, seed + 1).1 };
            stored(floor, length, seed).against(&now, &scale).unwrap_or_else(|refusal| panic!("{refusal}"))
        };
        let found: Vec<Movement> = (0..at_a_time).map(one).collect();
        alarms += u64::from(found.iter().any(|movement| movement.measures.iter().any(is_sure)));
        fails += u64::from(found.iter().any(|movement| movement.moved_as(&Guard::Shown) == Moved::Worse));
    }
    println!("{what:<52} {length:>5} {checks:>6} {:>17} {:>17}", share(alarms, checks), share(fails, checks));
}

/// A run, and what a baseline keeps of it.
fn kept(floor: &Floor, days: u32, seed: u64) -> (RunResults, Baseline) {
    let plan = RunPlan::new(days, seed).threads(1);
    let (results, pairs) = replicate_in_pairs(floor, &plan, &()).expect("the scenarios do not overflow");
    let kept = Baseline {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        days,
        seed,
        results: baseline::fingerprint(&results),
        settings: BTreeMap::new(),
        tables: String::new(),
        table_files: BTreeMap::new(),
        pairs: DayPairs { intervals: Vec::new(), ..pairs },
        unknown: Vec::new(),
    };
    (results, kept)
}

/// The same after it was written and read.
fn stored(floor: &Floor, days: u32, seed: u64) -> Baseline {
    let (results, kept) = kept(floor, days, seed);
    let page = baseline::page("scenario", &kept, &results);
    baseline::read(Some(&page), &baseline::days(&kept)).expect("what was just written").0
}

/// A share with its 95 % interval, in percent.
fn share(part: u64, all: u64) -> String {
    let share = wilson(part, all, 0.95).unwrap_or_default();
    format!("{:.1} ({:.1} to {:.1})", 100.0 * share.mean, 100.0 * share.low, 100.0 * share.high)
}
