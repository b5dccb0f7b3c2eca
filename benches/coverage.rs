//! How often the 95 % intervals cover the truth, and how much sharper the same callers make a difference.
//!
//! `cargo bench --bench coverage` prints the tables of `docs/method.md`; `-- shares`, `-- long`, `-- variance` ...
//! only those whose heading has the word; `-- 200` repeats 200 times instead of 1,000. The truth is computed, never
//! simulated.

#[path = "support/floors.rs"]
mod floors;
#[path = "support/known.rs"]
mod known;
#[path = "support/six.rs"]
mod six;
#[path = "support/strata.rs"]
mod strata;
#[path = "support/until_known.rs"]
mod until_known;

use holdline::experiment::compare::{ERROR_RATE, Scale, compare};
use holdline::experiment::verify::{KnownFigure, ResultFigure, theory_of};
use holdline::experiment::{DayPairs, RunPlan, replicate, replicate_in_pairs};
use holdline::figures::Measure;
use holdline::model::{Arrivals, DayFactor, Floor};
use holdline::scenario;
use holdline::stats::wilson;
use known::{Known, Loss, Steady, mixed};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// What an interval did: the truth was below it, in it or above it.
type Hit = std::cmp::Ordering;

/// Prints tables of so many repetitions.
type Table = fn(u64);

fn main() {
    let repetitions = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let words: Vec<String> =
        std::env::args().skip(1).filter(|a| !a.starts_with('-') && a.parse::<u64>().is_err()).collect();
    let wanted = |heading: &str| words.is_empty() || words.iter().any(|word| heading.contains(word.as_str()));
    let tables: [(&str, Table); 10] = [
        ("six floors: every figure", six::coverage),
        ("six floors: each interval exactly at the truth", six::at_the_truth),
        ("six floors: forecasts of days, followed", six::followed),
        ("figures of a floor in its long run", long_run),
        ("figures of a day that changes, with and without busyness", changing_day),
        ("days added until an interval is narrow", until_known::coverage),
        ("days in strata of busyness", strata::coverage),
        ("shares of days", shares),
        ("differences of paired days", differences),
        ("variance of differences, other days / same days", variances),
    ];
    for (heading, table) in tables.into_iter().filter(|(heading, _)| wanted(heading)) {
        println!("\n{heading}, {repetitions} repetitions\n");
        table(repetitions);
    }
}

const NO_MARGIN: Scale = Scale { margin: &|_, _| 0.0, error_rate: ERROR_RATE };
const DAYS: [u32; 4] = [20, 50, 200, 1_000];

fn long_run(repetitions: u64) {
    for (agents, per_hour) in [(14, 200.0), (10, 80.0)] {
        for cv in [0.0, 0.3, 0.5] {
            coverage_of(&Steady { agents, per_hour, cv }.known(), &DAYS, repetitions);
        }
    }
}

fn changing_day(repetitions: u64) {
    for cv in [0.0, 0.3] {
        coverage_of(&changing(cv), &DAYS[..3], repetitions);
    }
}

/// The day of `scenarios/verify/changing-day.toml`, solved at every busyness.
fn changing(cv: f64) -> Known {
    let at = |busyness: f64, cv: f64| {
        let mut parts = floor("scenarios/verify/changing-day.toml", &[]).into_parts();
        if let Arrivals::Profile { scale, busyness: of_days, .. } = &mut parts.queues[0].arrivals {
            (*scale, *of_days) = (*scale * busyness, DayFactor { cv, own: false });
        }
        Floor::new(parts).expect("only its calls have changed")
    };
    // Each busyness is asked about for every figure, and takes a while to solve.
    let solved: RefCell<BTreeMap<u64, Vec<KnownFigure>>> = RefCell::default();
    let theory = |busyness: f64, measure: &str| {
        let mut solved = solved.borrow_mut();
        let solve = || theory_of(&at(busyness, 0.0)).expect("a day that is known");
        let figures = solved.entry(busyness.to_bits()).or_insert_with(solve);
        let of_measure =
            figures.iter().find(|e| matches!(&e.figure, ResultFigure::Floor(known) if known.name() == measure));
        of_measure.expect("a figure that is known").value
    };
    let calls = mixed(cv, |b| theory(b, "offered"));
    let per_call = |measure| mixed(cv, |b| theory(b, "offered") * theory(b, measure)) / calls;
    let truth = vec![
        ("offered", calls),
        ("abandon_rate", per_call("abandon_rate")),
        ("wait_mean_s", per_call("wait_mean_s")),
        ("waiting_at_end", mixed(cv, |b| theory(b, "waiting_at_end"))),
    ];
    Known { name: format!("changing-day.toml, busyness cv {cv}"), floor: at(1.0, cv), truth }
}

/// Prints how often the intervals of a floor's figures cover the truth, by number of days.
fn coverage_of(known: &Known, days: &[u32], repetitions: u64) {
    let hits: Vec<Vec<Vec<Option<Hit>>>> = days.iter().map(|days| of_figures(known, *days, repetitions)).collect();
    header(&known.name, days);
    for (i, (measure, truth)) in known.truth.iter().enumerate() {
        let cells = hits.iter().map(|hits| cell(hits.iter().map(|hits| hits[i])));
        println!("| {measure} = {} |{}", digits(*truth), cells.collect::<String>());
    }
    println!();
}

fn of_figures(known: &Known, days: u32, repetitions: u64) -> Vec<Vec<Option<Hit>>> {
    repeated(repetitions, |seed| {
        let results = replicate(&known.floor, &plan(days, seed), &()).expect("a floor that does not overflow");
        let hit = |(measure, truth): &(&str, f64)| {
            let found = results.measures.get(Measure::parse(measure)?)?;
            // An interval of a percentile may be open above.
            Some(hit(found.low?, found.high.unwrap_or(f64::INFINITY), *truth))
        };
        known.truth.iter().map(hit).collect()
    })
}

fn shares(repetitions: u64) {
    for cv in [0.0, 0.3] {
        let name = format!("nobody finds all agents busy, 40 calls an hour, busyness cv {cv}");
        header(&name, &DAYS);
        for agents in 4..=10 {
            let loss = Loss { agents, per_hour: 40.0, cv };
            let (floor, truth) = (loss.floor(), loss.share_of_good_days());
            let of_days = |days: &u32| {
                let hits = repeated(repetitions, |seed| {
                    let results = replicate(&floor, &plan(*days, seed), &()).expect("a floor that does not overflow");
                    let share = results.targets[0].share_of_days;
                    hit(share.low, share.high, truth)
                });
                format!("{} of {:.1} |", cell(hits.into_iter().map(Some)).trim_end_matches(" |"), exact(*days, truth))
            };
            println!("| {agents} agents: {} |{}", digits(truth), DAYS.iter().map(of_days).collect::<String>());
        }
        println!();
    }
}

/// The coverage of Wilson's interval for this number of days and this share, in percent: a sum of binomial chances.
fn exact(days: u32, truth: f64) -> f64 {
    let n = f64::from(days);
    let ln_chance = |k: f64| {
        let ln_choose = libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
        ln_choose + k * libm::log(truth) + (n - k) * libm::log1p(-truth)
    };
    let covers =
        |k: &u32| wilson(u64::from(*k), u64::from(days), 0.95).is_some_and(|s| s.low <= truth && truth <= s.high);
    100.0 * (0..=days).filter(covers).map(|k| libm::exp(ln_chance(f64::from(k)))).sum::<f64>()
}

fn differences(repetitions: u64) {
    for (agents, per_hour) in [(14, 200.0), (10, 80.0)] {
        for cv in [0.0, 0.3, 0.5] {
            difference(Steady { agents, per_hour, cv }, repetitions);
        }
    }
}

/// One agent fewer.
fn difference(more: Steady, repetitions: u64) {
    let fewer = Steady { agents: more.agents - 1, ..more };
    let truth: Vec<(&str, f64)> =
        more.truth().into_iter().zip(fewer.truth()).skip(1).map(|((name, a), (_, b))| (name, b - a)).collect();
    let (a, b) = (more.floor(), fewer.floor());
    let of_days = |days: &u32| {
        repeated(repetitions, |seed| {
            let found = compare(&pairs(&a, *days, seed), &pairs(&b, *days, seed), &NO_MARGIN);
            let hit = |(measure, truth): &(&str, f64)| {
                let difference = found.iter().find(|c| c.measure.name() == *measure)?.difference?;
                Some(hit(difference.low?, difference.high?, *truth))
            };
            truth.iter().map(hit).collect::<Vec<_>>()
        })
    };
    let days = &DAYS[..3];
    let hits: Vec<Vec<Vec<Option<Hit>>>> = days.iter().map(of_days).collect();
    header(
        &format!(
            "{} to {} agents, {} calls an hour, busyness cv {}",
            more.agents, fewer.agents, more.per_hour, more.cv
        ),
        days,
    );
    for (i, (measure, truth)) in truth.iter().enumerate() {
        let cells = hits.iter().map(|hits| cell(hits.iter().map(|hits| hits[i])));
        println!("| {measure} {} |{}", digits(*truth), cells.collect::<String>());
    }
    println!();
}

/// How many times larger the variance of a difference is if the second floor meets other days than if it meets the same.
fn variances(_: u64) {
    const WEEKDAY: &str = "scenarios/manual/weekday.toml";
    const CHANGES: [(&str, &str); 5] = [
        ("one agent fewer in the morning", "groups.inbound.shifts[2].people=6"),
        ("one agent fewer in the evening", "groups.inbound.shifts[4].people=3"),
        ("the first rung two callers later", "ladder.rungs[0].when.waiting_above=7"),
        ("talk 5 % longer", "groups.inbound.talk_factor=1.05"),
        ("5 % more calls", "queues.general.arrivals.scale=1.05"),
    ];
    const MEASURES: [&str; 8] = [
        "answer_rate",
        "service_level_20s",
        "asa_s",
        "wait_p95_s",
        "waiting_mean",
        "occupancy",
        "borrowed_hours",
        "offered",
    ];
    println!("| change of `{WEEKDAY}` | {} |", MEASURES.join(" | "));
    println!("| --- |{}", " ---: |".repeat(MEASURES.len()));
    let plan = floor(WEEKDAY, &[]);
    let (same, other) = (pairs(&plan, 1_000, 1), pairs(&plan, 1_000, 2));
    for (what, change) in CHANGES {
        let Ok(changed) = scenario::read(&path(WEEKDAY), &[change.to_owned()]) else {
            println!("| {what} | cannot be set: {change} |");
            continue;
        };
        let changed = pairs(&changed.floor, 1_000, 1);
        let (paired, apart) = (compare(&same, &changed, &NO_MARGIN), compare(&other, &changed, &NO_MARGIN));
        let ratio = |measure: &&str| {
            let width = |found: &[holdline::experiment::compare::ComparedFigure]| {
                let d = found.iter().find(|c| c.measure.name() == **measure)?.difference?;
                Some(d.high? - d.low?)
            };
            match (width(&apart), width(&paired)) {
                (Some(apart), Some(0.0)) if apart > 0.0 => " no variance |".to_owned(),
                (Some(apart), Some(paired)) => format!(" {:.1} |", apart / paired * apart / paired),
                _ => " - |".to_owned(),
            }
        };
        println!("| {what} |{}", MEASURES.iter().map(ratio).collect::<String>());
    }
}

fn path(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn floor(file: &str, changes: &[String]) -> Floor {
    scenario::read(&path(file), changes).unwrap_or_else(|faults| panic!("{faults}")).floor
}

fn plan(days: u32, seed: u64) -> RunPlan {
    RunPlan::new(days, seed).threads(1)
}

fn pairs(floor: &Floor, days: u32, seed: u64) -> DayPairs {
    replicate_in_pairs(floor, &plan(days, seed), &()).expect("a floor that does not overflow").1
}

/// Does something for every seed, on all cores, or on as many threads as `RAYON_NUM_THREADS` says.
fn repeated<T: Send>(repetitions: u64, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= repetitions {
                return done;
            }
            done.push(work(seed));
        }
    };
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|threads| threads.parse().ok());
    let cores = asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no repetition panics")).collect()
    })
}

fn hit(low: f64, high: f64, truth: f64) -> Hit {
    if truth < low {
        Hit::Less
    } else if truth > high {
        Hit::Greater
    } else {
        Hit::Equal
    }
}

fn header(name: &str, days: &[u32]) {
    println!("| {name} |{}", days.iter().map(|d| format!(" {d} days |")).collect::<String>());
    println!("| --- |{}", " ---: |".repeat(days.len()));
}

/// `94.1 (92.5 to 95.4)`: the share that cover with its own interval; in bold if that does not reach 95 %.
fn cell(hits: impl Iterator<Item = Option<Hit>>) -> String {
    let known: Vec<Hit> = hits.flatten().collect();
    let covered = known.iter().filter(|hit| **hit == Hit::Equal).count();
    let share = wilson(covered as u64, known.len() as u64, 0.95).unwrap_or_default();
    let [mean, low, high] = [share.mean, share.low, share.high].map(|s| 100.0 * s);
    let mark = if high < 95.0 { "**" } else { "" };
    format!(" {mark}{mean:.1}{mark} ({low:.1} to {high:.1}) |")
}

fn digits(value: f64) -> String {
    let whole = libm::log10(value.abs()).floor().max(-9.0) as i32;
    format!("{value:.*}", (3 - whole).max(0) as usize)
}
