//! `compare.json`: everything a comparison found, in the names of the contract.

use super::{Arm, Compared, Differs};
use crate::experiment::compare::{self, ArmFindings, ERROR_RATE, IntervalFindings};
use crate::figures::{Concern, Measure};
use crate::report::json::written;
use crate::stats::Estimate;
use crate::words::Language;
use serde::{Serialize, Serializer};

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
pub const FORMAT: &str = "holdline-comparison/1";

/// `compare.json` as text, with a line end.
pub fn document(compared: &Compared) -> String {
    let found = &compared.found;
    written(&ComparisonDocument {
        format: FORMAT,
        holdline: env!("CARGO_PKG_VERSION"),
        run: WrittenComparison {
            days: found.days,
            seed: found.seed,
            command: &compared.command,
            error_rate: ERROR_RATE,
            looks: found.looks.taken,
            most_looks: found.looks.planned,
            most_days: found.looks.most_days,
        },
        baseline: ArmOf::of(compared.baseline()),
        arms: compared.arms[1..].iter().map(ArmOf::of).collect(),
        notes: compared.notes.iter().map(|note| Language::English.compare().compared_note(note)).collect(),
        best: BestByMeasure(compared),
        measures: MeasuresByArm(&found.arms),
        intervals: intervals(&found.arms),
    })
}

#[derive(Serialize)]
struct ComparisonDocument<'a> {
    format: &'static str,
    holdline: &'static str,
    run: WrittenComparison<'a>,
    baseline: ArmOf<'a>,
    arms: Vec<ArmOf<'a>>,
    notes: Vec<String>,
    best: BestByMeasure<'a>,
    measures: MeasuresByArm<'a>,
    intervals: Vec<WrittenComparedInterval<'a>>,
}

#[derive(Serialize)]
struct WrittenComparison<'a> {
    days: u32,
    seed: u64,
    command: &'a str,
    error_rate: f64,
    looks: u32,
    most_looks: u32,
    most_days: u32,
}

#[derive(Serialize)]
struct ArmOf<'a> {
    label: &'a str,
    file: &'a str,
    sha256: &'a str,
    settings: &'a [String],
    differs: Vec<DiffersOf<'a>>,
    tables_differ: bool,
}

impl<'a> ArmOf<'a> {
    fn of(arm: &'a Arm) -> Self {
        let Arm { label, file, sha256, settings, differs, tables_differ } = arm;
        let differs = differs.iter().map(DiffersOf::of).collect();
        Self { label, file, sha256, settings, differs, tables_differ: *tables_differ }
    }
}

#[derive(Serialize)]
struct DiffersOf<'a> {
    key: &'a str,
    a: Option<&'a str>,
    b: Option<&'a str>,
}

impl<'a> DiffersOf<'a> {
    fn of(differs: &'a Differs) -> Self {
        Self { key: &differs.key, a: differs.a.as_deref(), b: differs.b.as_deref() }
    }
}

/// Of several arms: what is surely the best of all by a measure, the baseline included; `null` where that is not sure.
struct BestByMeasure<'a>(&'a Compared);

impl Serialize for BestByMeasure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let found = &self.0.found;
        let label = |measure| found.best_by(measure).map(|at| self.0.arms[at].label.as_str());
        let first = found.arms.first().filter(|_| found.arms.len() > 1);
        let of_service =
            first.into_iter().flat_map(ArmFindings::headline).filter(|c| c.measure.concern() == Concern::Service);
        serializer.collect_map(of_service.map(|c| (c.measure.name(), label(c.measure))))
    }
}

/// By measure, then arm.
struct MeasuresByArm<'a>(&'a [ArmFindings]);

impl Serialize for MeasuresByArm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.first().map(|arm| arm.measures.as_slice()).unwrap_or_default();
        let of_arms = |measure: Measure| {
            self.0.iter().map(|arm| arm.get(measure).map(WrittenComparedFigure::of)).collect::<Vec<_>>()
        };
        serializer.collect_map(names.iter().map(|c| (c.measure.name(), of_arms(c.measure))))
    }
}

#[derive(Serialize)]
struct WrittenComparedFigure {
    a: Option<f64>,
    b: Option<f64>,
    difference: Option<Difference>,
    margin: f64,
    p_value: f64,
    verdict: &'static str,
}

impl WrittenComparedFigure {
    fn of(c: &compare::ComparedFigure) -> Self {
        Self {
            a: c.a,
            b: c.b,
            difference: c.difference.as_ref().map(Difference::of),
            margin: c.margin,
            p_value: c.p_value,
            verdict: c.finding.word(),
        }
    }
}

#[derive(Serialize)]
struct Difference {
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
}

impl Difference {
    fn of(estimate: &Estimate) -> Self {
        Self { mean: estimate.mean, low: estimate.low, high: estimate.high }
    }
}

#[derive(Serialize)]
struct WrittenComparedInterval<'a> {
    start: String,
    end: String,
    #[serde(flatten)]
    measures: OfInterval<'a>,
}

fn intervals(arms: &[ArmFindings]) -> Vec<WrittenComparedInterval<'_>> {
    let Some(first) = arms.first() else { return Vec::new() };
    let of = |(at, row): (usize, &IntervalFindings)| {
        let (start, end) = row.put.shown(row.start, row.end);
        WrittenComparedInterval {
            start: start.to_string(),
            end: end.to_string(),
            measures: OfInterval(arms.iter().filter_map(|arm| arm.intervals.get(at)).collect()),
        }
    };
    first.intervals.iter().enumerate().map(of).collect()
}

struct OfInterval<'a>(Vec<&'a IntervalFindings>);

impl Serialize for OfInterval<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.first().map(|row| row.measures.as_slice()).unwrap_or_default();
        let of_arms = |measure: Measure| {
            self.0.iter().map(|row| row.get(measure).map(WrittenComparedFigure::of)).collect::<Vec<_>>()
        };
        serializer.collect_map(names.iter().map(|c| (c.measure.name(), of_arms(c.measure))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_measure_has_a_figure_for_each_arm_in_the_names_of_the_contract() {
        let json: serde_json::Value = serde_json::from_str(&document(&sample::better())).expect("JSON");
        let figure = &json["measures"]["answer_rate"][0];
        assert_eq!((figure["a"].as_f64(), figure["b"].as_f64()), (Some(0.92), Some(0.94)));
        assert_eq!(figure["difference"], serde_json::json!({ "mean": 0.02, "low": 0.018, "high": 0.022 }));
        assert_eq!(figure["verdict"], "better");
        assert_eq!(json["measures"]["cost"][0]["difference"], serde_json::Value::Null);
        assert_eq!(json["intervals"][1]["start"], "08:15");
        assert_eq!(json["intervals"][1]["answer_rate"][0]["verdict"], "better");
        assert_eq!(json["arms"][0]["label"], "Plan B");
        assert_eq!(json["arms"][0]["differs"][0]["key"], "groups.inbound.people");
        assert_eq!(json["run"]["days"], 1000);
    }
}
