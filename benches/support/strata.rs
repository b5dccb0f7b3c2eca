//! Days in strata of busyness: do intervals still cover the truth, and how much shorter are they?

use super::known::Steady;
use super::{cell, header, hit, repeated};
use holdline::experiment::{RunPlan, replicate};
use holdline::model::Floor;

const DAYS: [u32; 2] = [400, 1_000];
const STRATA: u32 = 20;
/// Agents, calls an hour, and how much days differ.
const FLOORS: [(u32, f64, f64); 3] = [(14, 200.0, 0.1), (14, 200.0, 0.3), (10, 80.0, 0.5)];

/// How often the interval covers the truth with days in strata, and how many times as many days it takes without them.
pub fn coverage(repetitions: u64) {
    for (agents, per_hour, cv) in FLOORS {
        of_floor(Steady { agents, per_hour, cv }, repetitions);
    }
}

fn of_floor(steady: Steady, repetitions: u64) {
    let known = steady.known();
    let mut parts = known.floor.clone().into_parts();
    parts.strata = Some(STRATA);
    let strata = Floor::new(parts).expect("strata make no fault");
    header(&format!("{}: in strata, times fewer days", known.name), &DAYS);
    let found = DAYS.map(|days| {
        repeated(repetitions, |seed| {
            [&strata, &known.floor].map(|floor| {
                let plan = RunPlan::new(days, seed).threads(1);
                replicate(floor, &plan, &()).expect("a floor that does not overflow").measures
            })
        })
    });
    for (name, truth) in &known.truth {
        let measure = holdline::figures::Measure::parse(name).expect("a measure");
        // Percentiles of waits are of batches of days, which know nothing of strata.
        if measure.percentile().is_some() {
            continue;
        }
        let cells = found.iter().map(|runs| {
            let interval = |at: usize| {
                runs.iter().filter_map(move |run| {
                    let found = run[at].get(measure)?;
                    Some((found.low?, found.high?))
                })
            };
            let width = |at: usize| interval(at).map(|(low, high)| high - low).sum::<f64>();
            let covered = cell(interval(0).map(|(low, high)| Some(hit(low, high, *truth))));
            let wider = width(1) / width(0);
            format!("{}, {:.1} |", covered.trim_end_matches(" |"), wider * wider)
        });
        println!("| {name} |{}", cells.collect::<String>());
    }
    println!();
}
