//! Days are added until an interval is narrow: does it still cover the truth as often as it says?

use super::known::Steady;
use super::{cell, header, hit, repeated};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::model::Precision;

/// Days to begin with; it takes about four times as many.
const FIRST: [u32; 3] = [20, 50, 200];
const MEASURES: [&str; 2] = ["service_level_20s", "asa_s"];
/// Agents, calls an hour, and how much days differ.
const FLOORS: [(u32, f64, f64); 4] = [(14, 200.0, 0.0), (14, 200.0, 0.3), (14, 200.0, 0.5), (10, 80.0, 0.5)];

/// How often the interval covers the truth where days were added until it was half as wide as after the first days.
pub fn coverage(repetitions: u64) {
    for (agents, per_hour, cv) in FLOORS {
        of_floor(Steady { agents, per_hour, cv }, repetitions);
    }
}

fn of_floor(steady: Steady, repetitions: u64) {
    let known = steady.known();
    header(&format!("{}: added / fixed, mean days", known.name), &FIRST);
    for (name, truth) in known.truth.iter().filter(|(name, _)| MEASURES.contains(name)) {
        let measure = Measure::parse(name).expect("a measure");
        let cells = FIRST.iter().map(|first| {
            let four_times = 4 * first;
            // The half width that so many days give in the long run.
            let pilot = run(&known.floor, &RunPlan::new(4_000, 1 << 40), measure);
            let half_width = pilot.1.expect("an interval").2 * (4_000.0 / f64::from(four_times)).sqrt();
            let precision = Precision { measure, half_width, max_days: 100 * first };
            let found = repeated(repetitions, |seed| {
                let added = run(&known.floor, &RunPlan::new(*first, seed).until(Some(precision)), measure);
                let fixed = run(&known.floor, &RunPlan::new(four_times, seed), measure);
                let covers = |found: &Found| found.1.map(|(low, high, _)| hit(low, high, *truth));
                (covers(&added), covers(&fixed), added.0)
            });
            let days = found.iter().map(|(.., days)| f64::from(*days)).sum::<f64>() / found.len() as f64;
            let [added, fixed] = [cell(found.iter().map(|f| f.0)), cell(found.iter().map(|f| f.1))];
            let [added, fixed] = [added, fixed].map(|cell| cell.trim_end_matches(" |").trim_start().to_owned());
            format!(" {added} / {fixed}, {days:.0} |")
        });
        println!("| {name} |{}", cells.collect::<String>());
    }
    println!();
}

/// Days, and the interval with half of its width.
type Found = (u32, Option<(f64, f64, f64)>);

fn run(floor: &holdline::model::Floor, plan: &RunPlan, measure: Measure) -> Found {
    let results = replicate(floor, &plan.threads(1), &()).expect("a floor that does not overflow");
    let interval = |e: &holdline::stats::Estimate| Some((e.low?, e.high?, e.half_width()?));
    (results.days, results.measures.get(measure).and_then(interval))
}
