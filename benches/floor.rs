//! holdline against the floor: the same workloads in the same run, as ratios.
//!
//! `cargo bench --bench floor` prints, for each workload, calls per second of the floor and of holdline with all measures
//! recorded and a ladder armed, and the ratio of their times: the median over rounds in which the two take turns.

#[path = "support/floor.rs"]
mod floor;
#[path = "support/workloads.rs"]
mod workloads;

use floor::Sums;
use holdline::engine::{Day, Plan};
use holdline::measure::Recorder;
use std::time::Instant;
use workloads::Workload;

const ROUNDS: usize = 9;

fn main() {
    println!("{:<28} {:>9} {:>12} {:>12} {:>7}", "workload", "calls", "floor M/s", "holdline M/s", "ratio");
    for workload in workloads::all() {
        let mut ratios = Vec::new();
        let (mut best_floor, mut best_own) = (f64::INFINITY, f64::INFINITY);
        let mut calls = 0;
        for round in 0..ROUNDS {
            let floor = time(|| play_floor(&workload, round as u64));
            let own = time(|| play_own(&workload, round as u64));
            let per_call = |(seconds, calls): (f64, u64)| seconds / calls as f64;
            ratios.push(per_call(own) / per_call(floor));
            best_floor = best_floor.min(per_call(floor));
            best_own = best_own.min(per_call(own));
            calls = own.1;
        }
        ratios.sort_by(f64::total_cmp);
        let rate = |seconds: f64| 1e-6 / seconds;
        let ratio = ratios[ROUNDS / 2];
        println!("{:<28} {calls:>9} {:>12.1} {:>12.1} {ratio:>7.2}", workload.name, rate(best_floor), rate(best_own));
    }
}

#[allow(clippy::disallowed_methods, reason = "a bench measures time")]
fn time(work: impl FnOnce() -> u64) -> (f64, u64) {
    let start = Instant::now();
    let calls = work();
    (start.elapsed().as_secs_f64(), calls)
}

fn play_floor(workload: &Workload, round: u64) -> u64 {
    let mut rng = floor::Generator::new(round);
    let mut all = Sums::default();
    for _ in 0..workload.days {
        let day = floor::play(&workload.stretches, 86_400.0, workload.service, workload.patience, &mut rng);
        all.calls += day.calls;
        all.wait += day.wait;
        all.lost += day.lost;
        all.within_20 += day.within_20;
    }
    std::hint::black_box(all);
    all.calls
}

fn play_own(workload: &Workload, round: u64) -> u64 {
    let plan = Plan::new(&workload.floor);
    let (mut day, mut recorder) = (Day::new(&plan), Recorder::new(&workload.floor));
    let mut calls = 0;
    for number in 0..workload.days {
        recorder.restart();
        day.play(round, number, &mut recorder).expect("the workloads do not overflow");
        calls += recorder.finish_day().cells.iter().map(|cell| cell.offered()).sum::<i64>();
    }
    std::hint::black_box(&recorder);
    calls as u64
}
