//! The hot paths one by one: draws, whole days, what is recorded per call, reading a scenario, summing up a run.
//!
//! `cargo bench --bench engine`; criterion compares each with its last run on this machine.

#[allow(dead_code, reason = "only the workloads need it here")]
#[path = "floor/recursion.rs"]
mod floor;
#[allow(dead_code, reason = "the part for the floor is not needed here")]
#[path = "support/workloads.rs"]
mod workloads;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use holdline::engine::{Day, Observer, Plan};
use holdline::experiment::{RunPlan, replicate};
use holdline::measure::Recorder;
use holdline::model::Floor;
use holdline::random::{Entity, Purpose, Sampler, Stream};
use holdline::stats::{Histogram, RatioSums};
use holdline::units::Span;
use std::hint::black_box;
use std::path::Path;

const DRAWS: usize = 4_096;
/// Four minutes, in microseconds.
const MEAN: f64 = 240e6;

fn draws(c: &mut Criterion) {
    let mut group = c.benchmark_group("draws");
    group.throughput(Throughput::Elements(DRAWS as u64));
    let stream = Stream::new(1, 0, Purpose::Talk, Entity::named("bench"));
    let samplers = [
        ("constant", Sampler::Constant(240_000_000)),
        ("uniform", Sampler::Uniform { from: 120e6, width: MEAN }),
        ("exponential", Sampler::exponential(MEAN)),
        ("lognormal", Sampler::lognormal(MEAN, 1.0)),
        ("gamma", Sampler::gamma(MEAN, 0.8)),
        ("weibull", Sampler::weibull(MEAN, 1.3)),
        ("empirical", Sampler::Empirical((1..=5_000).map(|i| i * 100_000).collect())),
        ("survival", Sampler::Survival((1..40).map(|i| (f64::from(i) * 15e6, 1.0 - f64::from(i) / 50.0)).collect())),
    ];
    let mut out = vec![0; DRAWS];
    for (name, sampler) in samplers {
        group.bench_function(name, |b| b.iter(|| sampler.fill(black_box(stream), 0, &mut out)));
    }
    group.finish();
}

fn days(c: &mut Criterion) {
    let mut group = c.benchmark_group("day");
    for workload in workloads::all() {
        group.throughput(Throughput::Elements(calls_expected(&workload)));
        group.bench_function(format!("{}, nothing measured", workload.name), |b| b.iter(play(&workload.floor, ())));
        let plan = Plan::new(&workload.floor);
        let (mut day, mut recorder, mut number) = (Day::new(&plan), Recorder::new(&workload.floor), 0);
        group.bench_function(format!("{}, everything measured", workload.name), |b| {
            b.iter(|| {
                recorder.restart();
                day.play(1, number, &mut recorder).expect("the workloads do not overflow");
                number += 1;
                recorder.finish_day().longest_wait
            });
        });
    }
    group.finish();
}

fn calls_expected(workload: &workloads::Workload) -> u64 {
    let ends = workload.stretches.iter().skip(1).map(|s| s.from).chain([86_400.0]);
    workload.stretches.iter().zip(ends).map(|(s, end)| s.rate * (end - s.from)).sum::<f64>() as u64
}

/// Plays one day after another.
fn play<O: Observer>(floor: &Floor, mut observer: O) -> impl FnMut() {
    let plan: &'static Plan = Box::leak(Box::new(Plan::new(floor)));
    let (mut day, mut number) = (Day::new(plan), 0);
    move || {
        day.play(1, number, &mut observer).expect("the workloads do not overflow");
        number += 1;
    }
}

fn recording(c: &mut Criterion) {
    let mut group = c.benchmark_group("recording");
    group.throughput(Throughput::Elements(DRAWS as u64));
    let mut waits = vec![0; DRAWS];
    Sampler::exponential(30e6).fill(Stream::new(1, 0, Purpose::Patience, Entity::FLOOR), 0, &mut waits);
    let mut histogram = Histogram::new();
    group.bench_function("histogram, one wait", |b| {
        b.iter(|| waits.iter().for_each(|wait| histogram.record(Span::from_micros(*wait))));
    });
    let mut sums = RatioSums::default();
    group.bench_function("ratio, one day", |b| {
        b.iter(|| waits.iter().for_each(|wait| sums.add(black_box(*wait >> 16), 10_000)));
    });
    group.bench_function("histogram, 95th percentile", |b| b.iter(|| black_box(&histogram).quantile(0.95)));
    group.finish();
}

fn reading(c: &mut Criterion) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good-scenarios/weekday.toml");
    c.bench_function("reading a scenario with its tables", |b| {
        b.iter(|| holdline::scenario::read(&file, &[]).expect("a good scenario"));
    });
}

fn summing_up(c: &mut Criterion) {
    let mut group = c.benchmark_group("run");
    group.sample_size(20);
    let workload = &workloads::all()[2];
    for days in [1, 20] {
        let plan = RunPlan::new(days, 1).threads(1);
        let run = || replicate(&workload.floor, &plan, &()).expect("the workloads do not overflow");
        group.bench_function(format!("{days} days of {}, with its results", workload.name), |b| {
            b.iter_batched(|| (), |()| run(), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, draws, days, recording, reading, summing_up);
criterion_main!(benches);
