//! holdline against the floor: the same workloads in the same run, as ratios.
//!
//! `cargo bench --bench floor` prints, for each workload, calls per second of the floor and of holdline with all measures
//! recorded and a ladder armed, and the ratio of their times: the median over rounds in which the two take turns.

#[path = "recursion.rs"]
mod floor;
#[path = "../support/workloads.rs"]
mod workloads;

use floor::Sums;
use holdline::engine::{Day, Plan};
use holdline::measure::Recorder;
use std::time::Instant;
use workloads::Workload;

const ROUNDS: usize = 9;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.as_slice() {
        [program, workload, days, seed] => one_line(program, workload, number(days), number(seed)),
        _ => table(),
    }
}

fn table() {
    println!("{:<28} {:>9} {:>12} {:>12} {:>7}", "workload", "calls", "floor M/s", "holdline M/s", "ratio");
    for workload in workloads::all() {
        let mut ratios = Vec::new();
        let (mut best_floor, mut best_own) = (f64::INFINITY, f64::INFINITY);
        let mut calls = 0;
        for round in 0..ROUNDS {
            let floor = time(|| play_floor(&workload, round as u64));
            let own = time(|| play_own(&workload, round as u64));
            let per_call = |(seconds, sums): (f64, Sums)| seconds / sums.calls as f64;
            ratios.push(per_call(own) / per_call(floor));
            best_floor = best_floor.min(per_call(floor));
            best_own = best_own.min(per_call(own));
            calls = own.1.calls;
        }
        ratios.sort_by(f64::total_cmp);
        let rate = |seconds: f64| 1e-6 / seconds;
        let ratio = ratios[ROUNDS / 2];
        println!("{:<28} {calls:>9} {:>12.1} {:>12.1} {ratio:>7.2}", workload.name, rate(best_floor), rate(best_own));
    }
}

/// For `benches/peers/run` and `benches/profile`: `version,calls,within 20 s,lost,wait in s,seconds` of so many days of
/// one workload.
fn one_line(program: &str, workload: &str, days: u64, seed: u64) {
    let names = ["w1", "w2", "w3", "w1-three-queues", "w3-three-queues"];
    let place = names.iter().position(|name| *name == workload).expect("the name of a workload");
    let workload = Workload { days, ..workloads::all().swap_remove(place) };
    let play = if program == "holdline" { play_own } else { play_floor };
    let (seconds, Sums { calls, lost, within_20, wait }) = time(|| play(&workload, seed));
    println!("{},{calls},{within_20},{lost},{wait:.3},{seconds:.6}", env!("CARGO_PKG_VERSION"));
}

fn number(text: &str) -> u64 {
    text.parse().expect("a whole number")
}

#[allow(clippy::disallowed_methods, reason = "a bench measures time")]
fn time(work: impl FnOnce() -> Sums) -> (f64, Sums) {
    let start = Instant::now();
    let sums = work();
    (start.elapsed().as_secs_f64(), sums)
}

fn play_floor(workload: &Workload, seed: u64) -> Sums {
    let mut rng = floor::Generator::new(seed);
    let mut all = Sums::default();
    for _ in 0..workload.days {
        let day = floor::play(&workload.stretches, 86_400.0, workload.service, workload.patience, &mut rng);
        all.calls += day.calls;
        all.wait += day.wait;
        all.lost += day.lost;
        all.within_20 += day.within_20;
    }
    all
}

fn play_own(workload: &Workload, seed: u64) -> Sums {
    let plan = Plan::new(&workload.floor);
    let (mut day, mut recorder) = (Day::new(&plan), Recorder::new(&workload.floor));
    let mut all = Sums::default();
    for number in 0..workload.days {
        recorder.restart();
        day.play(seed, number, &mut recorder).expect("the workloads do not overflow");
        for cell in &recorder.finish_day().cells {
            all.calls += cell.offered() as u64;
            all.lost += cell.abandoned as u64;
            // The first threshold of a floor without targets is 20 s.
            all.within_20 += (cell.at_once + cell.answered_within[0]) as u64;
            all.wait += (cell.wait_answered + cell.wait_lost) as f64 * 1e-6;
        }
    }
    all
}
