//! What a day costs as the work grows: calls, agents, rungs, queues, groups, days, and the cliffs.
//!
//! `cargo bench --bench scaling -- --record FILE.csv --plot FILE.svg`. A step is marked when its time grows by more than
//! n log n would and a tolerance; the size is the number named in the series.

#[path = "support/growth.rs"]
mod growth;
#[path = "support/growth_plot.rs"]
mod growth_plot;

use growth::{Case, Series};
use holdline::engine::{Day, Plan};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Measure;
use holdline::measure::Recorder;
use std::fmt::Write as _;
use std::time::Instant;

/// A point is measured until so much time has gone ...
const SECONDS: f64 = 0.25;
/// ... and so many days at least; the fastest day counts, as what disturbs a measurement only adds to it.
const DAYS: u64 = 4;
/// A step may take so much longer than n log n: the caches of the machine end somewhere.
const TOLERANCE: f64 = 1.3;

/// One measured size.
pub struct Point {
    size: f64,
    calls: f64,
    seconds: f64,
    /// Exponent of the growth since the size before.
    exponent: Option<f64>,
    worse_than_n_log_n: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let mut record = String::from("series,size,calls,ns_per_call,us_per_day,exponent,worse_than_n_log_n\n");
    let mut measured = Vec::new();
    for series in growth::all() {
        println!("\n{:<44} {:>12} {:>12} {:>9}", series.name, "ns per call", "us per day", "exponent");
        let points = measure(&series);
        for point in &points {
            println!("{}", line(point));
            let _ = writeln!(record, "{}", row(series.name, point));
        }
        measured.push((series.name, points));
    }
    if let Some(file) = value("--record") {
        std::fs::write(file, record).expect("the record can be written");
    }
    if let Some(file) = value("--plot") {
        growth_plot::draw(file, &measured).expect("the plot can be drawn");
    }
}

fn measure(series: &Series) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for case in &series.cases {
        let (seconds, calls) = if series.is_of_days { run(case) } else { day(case) };
        let last = points.last();
        let ratio = |p: &Point| (seconds / p.seconds, case.size / p.size);
        let n_log_n = |p: &Point| case.size * libm::log2(case.size.max(2.0)) / (p.size * libm::log2(p.size.max(2.0)));
        let exponent = last.map(ratio).map(|(time, size)| libm::log(time) / libm::log(size));
        let worse = last.is_some_and(|p| ratio(p).0 > n_log_n(p) * TOLERANCE);
        points.push(Point { size: case.size, calls, seconds, exponent, worse_than_n_log_n: worse });
    }
    points
}

/// Seconds and calls of a day with everything measured.
#[allow(clippy::disallowed_methods, reason = "a bench measures time")]
fn day(case: &Case) -> (f64, f64) {
    let plan = Plan::new(&case.floor);
    let (mut day, mut recorder) = (Day::new(&plan), Recorder::new(&case.floor));
    let (mut fastest, mut total, mut days, mut calls) = (f64::INFINITY, 0.0, 0, 0);
    while total < SECONDS || days < DAYS {
        recorder.restart();
        let start = Instant::now();
        day.play(1, days, &mut recorder).expect("the limit of callers waiting is far");
        let seconds = start.elapsed().as_secs_f64();
        calls += recorder.finish_day().cells.iter().map(|cell| cell.offered()).sum::<i64>();
        (total, days) = (total + seconds, days + 1);
        // The first day makes the room that the others use.
        fastest = if days == 1 { fastest } else { fastest.min(seconds) };
    }
    (fastest, calls as f64 / days as f64)
}

/// Seconds and calls of a run on one thread, results summed up.
#[allow(clippy::disallowed_methods, reason = "a bench measures time")]
fn run(case: &Case) -> (f64, f64) {
    let plan = RunPlan::new(case.size as u32, 1).threads(1);
    let (mut fastest, mut total, mut calls) = (f64::INFINITY, 0.0, 0.0);
    while total < SECONDS {
        let start = Instant::now();
        let results = replicate(&case.floor, &plan, &()).expect("the limit of callers waiting is far");
        let seconds = start.elapsed().as_secs_f64();
        calls = results.measures.get(Measure::Offered).map_or(0.0, |m| m.mean) * case.size;
        (total, fastest) = (total + seconds, fastest.min(seconds));
    }
    (fastest, calls)
}

fn line(point: &Point) -> String {
    let exponent = point.exponent.map_or(String::new(), |e| format!("{e:.2}"));
    let mark = if point.worse_than_n_log_n { "  worse than n log n" } else { "" };
    let per_call = point.seconds / point.calls * 1e9;
    format!("{:>44} {per_call:>12.1} {:>12.1} {exponent:>9}{mark}", point.size, point.seconds * 1e6)
}

fn row(series: &str, point: &Point) -> String {
    let exponent = point.exponent.map_or(String::new(), |e| format!("{e:.3}"));
    let Point { size, calls, seconds, worse_than_n_log_n, .. } = point;
    let (per_call, micros) = (seconds / calls * 1e9, seconds * 1e6);
    format!("\"{series}\",{size},{calls:.0},{per_call:.2},{micros:.1},{exponent},{worse_than_n_log_n}")
}
