//! A made-up comparison that the tests of this module share.

#![cfg(test)]

use super::{Arm, Compared, Differs};
use crate::experiment::compare::{self, ArmFindings, Finding, FloorComparison, IntervalFindings, Looks};
use crate::figures::{Measure, Relative, ServiceLevel};
use crate::report::sample;
use crate::stats::Estimate;
use crate::units::{ClockPut, SimTime, Span};

fn arm(label: &str, differs: Vec<Differs>) -> Arm {
    Arm {
        label: label.into(),
        file: format!("{label}.toml"),
        sha256: "00ff".into(),
        settings: Vec::new(),
        differs,
        tables_differ: false,
    }
}

/// A finding on figures `a` and `b` that are known to within `half`.
pub fn compared(measure: Measure, a: f64, b: f64, half: f64, finding: Finding) -> compare::ComparedFigure {
    let mean = ((b - a) * 1e6).round() / 1e6;
    let difference = Estimate::with_half_width(mean, None);
    let end = |sign: f64| Some(((mean + sign * half) * 1e6).round() / 1e6);
    compare::ComparedFigure {
        measure,
        a: Some(a),
        b: Some(b),
        difference: Some(Estimate { low: end(-1.0), high: end(1.0), ..difference }),
        margin: measure.default_margin(a),
        p_value: if finding.is_sure() { 0.0 } else { 1.0 },
        finding,
    }
}

/// One of four quarters of an hour.
fn interval(at: i64, a: f64, b: f64, finding: Finding) -> IntervalFindings {
    let start = SimTime::clock(8, 15 * at);
    let half = if a == b { 0.0 } else { 0.005 };
    let measures = vec![compared(Measure::AnswerRate, a, b, half, finding)];
    IntervalFindings { date: None, start, end: start + Span::from_minutes(15), put: ClockPut::default(), measures }
}

/// Plan B loses fewer callers than plan A and borrows less.
pub fn better() -> Compared {
    use Finding::{Better, Fewer, NoDifference, Undecided};
    let undefined = compare::ComparedFigure {
        a: None,
        b: None,
        difference: None,
        margin: 0.0,
        ..compared(Measure::Cost, 0.0, 0.0, 0.0, NoDifference)
    };
    let within = Span::from_secs(20);
    let of_answered = Measure::ServiceLevel(ServiceLevel { within, relative: Relative::OfAnswered });
    let measures = vec![
        compared(Measure::Abandoned, 200.0, 150.0, 5.0, Better),
        compared(Measure::AnswerRate, 0.92, 0.94, 0.002, Better),
        compared(of_answered, 0.8, 0.82, 0.002, Better),
        compared(Measure::Asa, 42.0, 30.25, 1.0, Better),
        compared(Measure::Occupancy, 0.8, 0.8, 0.004, Undecided),
        compared(Measure::BorrowedHours, 3.0, 2.5, 0.05, Fewer),
        undefined,
    ];
    let intervals = vec![
        interval(0, 0.95, 0.95, NoDifference),
        interval(1, 0.9, 0.93, Better),
        interval(2, 0.85, 0.89, Better),
        interval(3, 0.95, 0.955, Undecided),
    ];
    let differs = Differs { key: "groups.inbound.people".into(), a: Some("10".into()), b: Some("11".into()) };
    let found = FloorComparison {
        days: 1000,
        seed: 1,
        looks: Looks { taken: 1, planned: 1, most_days: 1000 },
        runs: vec![sample::missed(), sample::calm()],
        arms: vec![ArmFindings { measures, intervals }],
        left_out: Vec::new(),
        best: Vec::new(),
    };
    Compared {
        command: "holdline compare a.toml b.toml".into(),
        notes: Vec::new(),
        arms: vec![arm("Plan A", Vec::new()), arm("Plan B", vec![differs])],
        found,
    }
}

/// The same beside a third plan, which is as good as plan B in all but the answer rate.
pub fn three() -> Compared {
    let mut compared = better();
    let mut third = compared.found.arms[0].clone();
    third.measures[1] = self::compared(Measure::AnswerRate, 0.92, 0.93, 0.002, Finding::Better);
    compared.found.arms.push(third);
    compared.found.runs.push(sample::calm());
    compared.found.best = vec![(Measure::AnswerRate, 1)];
    let differs = Differs { key: "groups.inbound.people".into(), a: Some("10".into()), b: None };
    compared.arms.push(arm("Plan C", vec![differs]));
    compared
}
