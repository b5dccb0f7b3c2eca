//! More made-up results to draw: with targets, needs and rungs that find nobody, and comparisons.

use super::samples::{Sample, calm, estimate, overloaded, plain};
use crate::experiment::compare::{ArmFindings, ComparedFigure, Finding, FloorComparison, IntervalFindings, Looks};
use crate::experiment::results::{FigureTable, IntervalRow, Missing, Staffing, TargetResult, TargetWaits};
use crate::figures::{Measure, ServiceLevel};
use crate::report::compare as report;
use crate::units::{ClockPut, SimTime, Span};

/// Every sample.
pub(super) fn all() -> Vec<Sample> {
    plain().into_iter().chain([complete(), strained()]).collect()
}

/// With everything that a run can tell of a target, of needs and of rungs.
fn complete() -> Sample {
    told_more(Sample { case: "complete", ..calm() })
}

/// The same, with too few people most of the day.
fn strained() -> Sample {
    told_more(Sample { case: "strained", ..overloaded() })
}

fn told_more(mut sample: Sample) -> Sample {
    let within = sample.floor.within.unwrap_or(Span::from_secs(20));
    let level = Measure::ServiceLevel(ServiceLevel::of_offered(within));
    let results = &mut sample.results;
    results.targets.push(TargetResult { measure: level, target: 0.8, ..results.targets[0].clone() });
    let mean = |row: &IntervalRow, measure| row.measures.get(measure).map_or(0.0, |e| e.mean);
    let wait = |row: &IntervalRow| (mean(row, Measure::AnswerRate) > 0.8).then(|| 1.7 * mean(row, Measure::Asa));
    let by_interval = results.intervals.iter().map(|row| wait(row).map(Span::from_secs_f64)).collect();
    results.target_waits = Some(TargetWaits { share: 0.8, of_offered: true, by_interval });
    for row in &mut results.intervals {
        let (load, rate) = (mean(row, Measure::OfferedLoad), mean(row, Measure::AnswerRate));
        row.staffing = Staffing { planned: Some(30.0), needed: Some((load * 1.06 + 1.0).ceil() as u32) };
        row.measures.0.push((level, Some(estimate(rate * rate, 0.05))));
    }
    results.daily.columns.push(level);
    results.daily.rows.iter_mut().for_each(|row| row.push(row[0].map(|rate| rate * rate)));
    results.measures = FigureTable(vec![(Measure::Offered, Some(estimate(190.0, 20.0)))]);
    sample.floor.rungs.iter_mut().for_each(|rung| rung.lasting = Some(Span::from_minutes(5)));
    for trace in &mut results.traces {
        let kinds = [Missing::People, Missing::Seat];
        let empty = |at: i64| (2 + at as usize % 2, SimTime::clock(10, 7 * at), kinds[at as usize % 2]);
        trace.empty_handed = (0..20).map(empty).collect();
    }
    sample
}

/// A comparison of two samples, with a finding wherever both have an answer rate.
pub(super) fn comparison(a: &Sample, b: &Sample) -> report::Compared {
    let arm = |sample: &Sample| report::Arm {
        label: sample.floor.name.clone(),
        file: String::new(),
        sha256: String::new(),
        settings: Vec::new(),
        differs: Vec::new(),
        tables_differ: false,
    };
    let rate = |row: &IntervalRow| row.measures.get(Measure::AnswerRate).map(|e| e.mean);
    let rows = a.results.intervals.iter().zip(&b.results.intervals);
    let intervals = rows.map(|(x, y)| IntervalFindings {
        put: ClockPut::default(),
        date: x.date,
        start: x.start,
        end: x.end,
        measures: vec![compared(Measure::AnswerRate, rate(x), rate(y))],
    });
    let measures =
        vec![compared(Measure::SignedInHours, Some(200.0), Some(195.5)), compared(Measure::BorrowedHours, None, None)];
    let found = FloorComparison {
        days: a.results.days,
        seed: 1,
        looks: Looks { taken: 1, planned: 1, most_days: a.results.days },
        runs: vec![a.results.clone(), b.results.clone()],
        arms: vec![ArmFindings { measures, intervals: intervals.collect() }],
        left_out: Vec::new(),
        best: Vec::new(),
    };
    report::Compared { command: String::new(), notes: Vec::new(), arms: vec![arm(a), arm(b)], found }
}

/// Worse if it falls.
fn compared(measure: Measure, a: Option<f64>, b: Option<f64>) -> ComparedFigure {
    let difference = a.zip(b).map(|(a, b)| estimate(b - a, 0.2));
    let finding = match difference {
        Some(d) if d.mean < 0.0 => Finding::Worse,
        Some(_) => Finding::Better,
        None => Finding::NoDifference,
    };
    ComparedFigure { measure, a, b, difference, margin: 0.0, p_value: 0.0, finding }
}
