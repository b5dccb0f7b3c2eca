//! A made-up check that the tests of this module share.

#![cfg(test)]

use super::{CheckReport, Checked, JudgedExpectation, Obstacle, Played, ScenarioState, Skipped, Undecided};
use crate::experiment::expect::{FoundFigure, Fulfilment, Judgement, MoreDays, OfIntervals};
use crate::figures::Measure;
use crate::model::expect::{Comparison, Expected, Figure, Severity};
use crate::units::SimTime;
use crate::words::SkippedWhy;

/// An expectation on 0.98, known to within 0.0005, that came out like this.
pub fn line(key: &str, outcome: Fulfilment, severity: Severity) -> JudgedExpectation {
    let found = FoundFigure { mean: 0.980_21, low: Some(0.979_71), high: Some(0.980_71), level: 0.95 };
    let found = (outcome != Fulfilment::Undefined).then_some(found);
    JudgedExpectation {
        key: key.into(),
        file: "plans/a.toml".into(),
        line: 40,
        severity,
        expected: Expected {
            figure: Figure::Headline(Measure::AnswerRate),
            comparison: Comparison::AtLeast,
            number: 0.98,
        },
        judgement: Judgement { outcome, found, intervals: None },
    }
}

/// A scenario that was played.
pub fn played(name: &str, expectations: Vec<JudgedExpectation>) -> Checked {
    let played = Played { sha256: "00ff".into(), days: 1_000, seed: 1, expectations, baseline: None };
    Checked {
        name: name.into(),
        file: format!("plans/{name}.toml"),
        notes: Vec::new(),
        state: ScenarioState::Played(played),
    }
}

/// A scenario that could not be.
pub fn bad(name: &str) -> Checked {
    let fault = Obstacle {
        file: format!("plans/{name}.toml"),
        line: Some(3),
        column: Some(1),
        message: "tlak: unknown key; did you mean `talk`?".into(),
    };
    Checked {
        name: name.into(),
        file: format!("plans/{name}.toml"),
        notes: Vec::new(),
        state: ScenarioState::Bad(vec![fault]),
    }
}

/// A check of these.
pub fn check(scenarios: Vec<Checked>) -> CheckReport {
    let command = "holdline check plans".into();
    CheckReport {
        command,
        scenarios,
        skipped: Vec::new(),
        left_out: 0,
        undecided: Undecided::Open,
        stale: Vec::new(),
        removed: false,
    }
}

/// What stands in files of these samples, and is the same in every language.
pub const NAMES: [&str; 24] = [
    "plans",
    "toml",
    "answer_rate",
    "intervals",
    "each",
    "occupancy",
    "queues",
    "vip",
    "asa_s",
    "cost",
    "tlak",
    "talk",
    "unknown",
    "key",
    "did",
    "you",
    "mean",
    "expect",
    "holdline",
    "check",
    "groups",
    "inbound",
    "people",
    "base",
];

/// One of everything.
pub fn everything() -> CheckReport {
    let each = JudgedExpectation {
        judgement: Judgement {
            intervals: Some(OfIntervals {
                date: None,
                by_the_clock: (SimTime::clock(8, 30).into(), SimTime::clock(9, 0).into()),
                missed: 2,
                undecided: 1,
                of: 24,
            }),
            ..line("", Fulfilment::Missed, Severity::Fail).judgement
        },
        ..line("intervals.each.answer_rate", Fulfilment::Missed, Severity::Fail)
    };
    let lines = vec![
        line("answer_rate", Fulfilment::Met, Severity::Fail),
        each,
        line("occupancy", Fulfilment::Undecided(MoreDays::Between { least: 350, most: 1_400 }), Severity::Fail),
        line("queues.vip.asa_s", Fulfilment::Undefined, Severity::Fail),
        line("cost", Fulfilment::Missed, Severity::Warn),
    ];
    let scenarios = vec![played("a", lines), bad("b"), played("c", Vec::new())];
    let skipped = vec![Skipped { file: "plans/base.toml".into(), why: SkippedWhy::OnlyABaseOf("plans/a.toml".into()) }];
    CheckReport { skipped, ..check(scenarios) }
}
