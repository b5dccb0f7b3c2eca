//! `peers <nexosim|odem-rs> <w1|w2|w3> <days> <seed>` prints `version,calls,within 20 s,lost,wait in s,seconds`.

mod nexo;
mod odem;
mod workload;

use std::time::Instant;
use workload::{Load, Sums};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, peer, name, days, seed] = arguments.as_slice() else { panic!("peer, workload, days, seed") };
    let (days, seed): (u64, u64) = (days.parse().expect("days"), seed.parse().expect("a seed"));
    let load = Load::named(name);
    let (version, play): (&str, fn(&Load, u64) -> Sums) = match peer.as_str() {
        "nexosim" => ("1.0.0", nexo::day),
        _ => ("0.4.0", odem::day),
    };
    let start = Instant::now();
    let mut all = Sums::default();
    for day in 0..days {
        all.add(&play(&load, seed * 1_000_000 + day));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{version},{},{},{},{:.3},{seconds:.6}", all.calls, all.within_20, all.lost, all.wait);
}
