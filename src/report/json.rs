//! `results.json`: everything a run found, in the names of the contract.
//!
//! Keys come in a fixed order and an undefined figure is `null` (M-S5). The first two levels stand on lines of their
//! own and everything deeper on one line, so that two files can be compared line by line.

use super::{FloorShape, Provenance};
use crate::escape;
use crate::experiment::results::{
    AbsenceResult, DateResult, DayTrace, FigureTable, IntervalRow, LadderValue, PrecisionFound, RunResults, RungResult,
    TargetResult, TargetWaits,
};
use crate::figures::{GroupFigure, Measure, RungFigure};
use crate::model::Precision;
use crate::stats::{DayIntervals, Estimate, Share};
use crate::units::{SimTime, Span, WallClock, text};
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;
use std::fmt::Display;
use std::io::{self, Write};

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
pub const FORMAT: &str = "holdline-results/1";

/// `results.json` as text, with a line end; [`super::stored`] reads it again.
pub fn results(from: &Provenance, shape: &FloorShape, results: &RunResults) -> String {
    written(&ResultsDocument::of(from, shape, results))
}

/// Everything that was found, without what it was found from: the same text as long as the results are the same.
pub(super) fn found(results: &RunResults) -> String {
    written(&WrittenFound {
        measures: WrittenFigures(&results.measures),
        queues: ByName(&results.queues),
        groups: WrittenGroups(results),
        intervals: results.intervals.iter().map(|row| WrittenInterval::of(row, results)).collect(),
        ladder: results.rungs.iter().map(|rung| WrittenRung::of(rung, &results.clock)).collect(),
    })
}

#[derive(Serialize)]
struct WrittenFound<'a> {
    measures: WrittenFigures<'a, Measure>,
    queues: ByName<'a, Measure>,
    groups: WrittenGroups<'a>,
    intervals: Vec<WrittenInterval<'a>>,
    ladder: Vec<WrittenRung<'a>>,
}

/// A document of plain data, two levels of it on lines of their own, with a line end.
pub(super) fn written(document: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, TwoLevels::default());
    document.serialize(&mut serializer).expect("plain data always serialises into memory");
    bytes.push(b'\n');
    escape::json::document(std::str::from_utf8(&bytes).expect("JSON is UTF-8"))
}

#[derive(Serialize)]
struct ResultsDocument<'a> {
    format: &'static str,
    holdline: &'static str,
    scenario: WrittenScenario<'a>,
    run: WrittenRun<'a>,
    measures: WrittenFigures<'a, Measure>,
    queues: ByName<'a, Measure>,
    groups: WrittenGroups<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<WrittenDate<'a>>,
    intervals: Vec<WrittenInterval<'a>>,
    targets: WrittenTargets<'a>,
    ladder: WrittenLadder<'a>,
    charts: WrittenCharts<'a>,
}

/// What charts show that stands nowhere else, for this program alone: times in microseconds since midnight.
#[derive(Serialize)]
struct WrittenCharts<'a> {
    floor: &'a FloorShape,
    /// By day, as is the service level of the target, or within 20 s.
    answer_rate: Vec<Option<f64>>,
    service_level: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_waits: Option<&'a TargetWaits>,
    /// Waits of the answered: the upper end of a bin, and the calls in it.
    waits: &'a [(Span, u64)],
    traces: &'a [DayTrace],
}

impl<'a> ResultsDocument<'a> {
    fn of(from: &'a Provenance, shape: &'a FloorShape, results: &'a RunResults) -> Self {
        Self {
            format: FORMAT,
            holdline: env!("CARGO_PKG_VERSION"),
            scenario: WrittenScenario::of(from),
            run: WrittenRun::of(from, results),
            measures: WrittenFigures(&results.measures),
            queues: ByName(&results.queues),
            groups: WrittenGroups(results),
            dates: results.dates.iter().map(|date| WrittenDate::of(date, results)).collect(),
            intervals: results.intervals.iter().map(|row| WrittenInterval::of(row, results)).collect(),
            targets: WrittenTargets(&results.targets),
            ladder: WrittenLadder {
                rungs: results.rungs.iter().map(|rung| WrittenRung::of(rung, &results.clock)).collect(),
                value: results.ladder_value.as_ref(),
            },
            charts: WrittenCharts {
                floor: shape,
                answer_rate: results.daily.column(Measure::AnswerRate),
                service_level: results.daily.column(results.level_asked().0),
                target_waits: results.target_waits.as_ref(),
                waits: &results.waits,
                traces: &results.traces,
            },
        }
    }
}

#[derive(Serialize)]
struct WrittenScenario<'a> {
    name: &'a str,
    why: &'a str,
    file: &'a str,
    sha256: &'a str,
    date: Option<String>,
    notes: &'a [String],
}

impl<'a> WrittenScenario<'a> {
    fn of(from: &'a Provenance) -> Self {
        Self {
            name: &from.name,
            why: &from.why,
            file: &from.file,
            sha256: &from.sha256,
            date: from.date.map(|d| d.to_string()),
            notes: &from.notes,
        }
    }
}

#[derive(Serialize)]
struct WrittenRun<'a> {
    days: u32,
    seed: u64,
    warm_up: String,
    command: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<WrittenPrecision>,
}

impl<'a> WrittenRun<'a> {
    fn of(from: &'a Provenance, results: &RunResults) -> Self {
        Self {
            days: results.days,
            seed: results.seed,
            warm_up: text::span(from.warm_up),
            command: &from.command,
            precision: results.precision.as_ref().map(WrittenPrecision::of),
        }
    }
}

#[derive(Serialize)]
struct WrittenPrecision {
    measure: String,
    asked: f64,
    half_width: Option<f64>,
    max_days: u32,
}

impl WrittenPrecision {
    fn of(found: &PrecisionFound) -> Self {
        let Precision { measure, half_width, max_days } = found.asked;
        Self { measure: measure.name().into_owned(), asked: half_width, half_width: found.half_width, max_days }
    }
}

/// One figure: the object of the contract, or `null` where there is nothing to count.
#[derive(Serialize)]
struct WrittenFigure {
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
    sd_days: Option<f64>,
    p05: Option<f64>,
    p50: Option<f64>,
    p95: Option<f64>,
    #[serde(flatten)]
    ends: Option<WrittenEnds>,
}

/// Intervals of the three percentiles; left out where nobody asked for them.
#[derive(Serialize)]
struct WrittenEnds {
    p05_low: Option<f64>,
    p05_high: Option<f64>,
    p50_low: Option<f64>,
    p50_high: Option<f64>,
    p95_low: Option<f64>,
    p95_high: Option<f64>,
}

impl From<DayIntervals> for WrittenEnds {
    fn from(DayIntervals { p05, p50, p95 }: DayIntervals) -> Self {
        Self {
            p05_low: p05.low,
            p05_high: p05.high,
            p50_low: p50.low,
            p50_high: p50.high,
            p95_low: p95.low,
            p95_high: p95.high,
        }
    }
}

impl WrittenFigure {
    fn of(e: &Estimate) -> Option<Self> {
        let &Estimate { mean, low, high, sd_days, p05, p50, p95, day_intervals, .. } = e;
        let ends = day_intervals.map(WrittenEnds::from);
        mean.is_finite().then_some(Self { mean, low, high, sd_days, p05, p50, p95, ends })
    }
}

#[derive(Serialize)]
struct WrittenShare {
    mean: f64,
    low: f64,
    high: f64,
}

impl From<Share> for WrittenShare {
    fn from(share: Share) -> Self {
        Self { mean: share.mean, low: share.low, high: share.high }
    }
}

struct WrittenFigures<'a, F>(&'a FigureTable<F>);

impl<F: Display> Serialize for WrittenFigures<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0.0.iter().map(|(figure, e)| (figure.to_string(), e.as_ref().and_then(WrittenFigure::of))),
        )
    }
}

struct ByName<'a, F>(&'a [(String, FigureTable<F>)]);

impl<F: Display> Serialize for ByName<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, figures)| (name, WrittenFigures(figures))))
    }
}

/// The figures of each group; where reasons of absence are given, people absent by reason.
struct WrittenGroups<'a>(&'a RunResults);

impl Serialize for WrittenGroups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of = |name: &str| ByReason(self.0.absences.iter().filter(|absence| absence.group == name).collect());
        serializer.collect_map(self.0.groups.iter().map(|(name, figures)| {
            (name, WrittenGroup { figures: WrittenFigures(figures), absent_by_reason: of(name) })
        }))
    }
}

#[derive(Serialize)]
struct WrittenGroup<'a> {
    #[serde(flatten)]
    figures: WrittenFigures<'a, GroupFigure>,
    #[serde(skip_serializing_if = "ByReason::is_empty")]
    absent_by_reason: ByReason<'a>,
}

struct ByReason<'a>(Vec<&'a AbsenceResult>);

impl ByReason<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for ByReason<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let people = |absence: &AbsenceResult| absence.people.as_ref().and_then(WrittenFigure::of);
        serializer.collect_map(self.0.iter().map(|absence| (&absence.reason, people(absence))))
    }
}

/// One of several dates.
#[derive(Serialize)]
struct WrittenDate<'a> {
    date: String,
    #[serde(flatten)]
    measures: WrittenFigures<'a, Measure>,
    share_of_days: SharesOfTargets<'a>,
}

impl<'a> WrittenDate<'a> {
    fn of(date: &'a DateResult, results: &'a RunResults) -> Self {
        let share_of_days = SharesOfTargets(&results.targets, &date.share_of_days);
        Self { date: date.date.to_string(), measures: WrittenFigures(&date.measures), share_of_days }
    }
}

/// For each target the share of days that met it.
struct SharesOfTargets<'a>(&'a [TargetResult], &'a [Option<Share>]);

impl Serialize for SharesOfTargets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = self.0.iter().map(|target| target.measure.name());
        serializer.collect_map(named.zip(self.1.iter().map(|share| share.map(WrittenShare::from))))
    }
}

#[derive(Serialize)]
struct WrittenInterval<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    start: String,
    end: String,
    queue: &'a str,
    planned: Option<f64>,
    needed: Option<u32>,
    #[serde(flatten)]
    measures: WrittenFigures<'a, Measure>,
}

impl<'a> WrittenInterval<'a> {
    fn of(row: &'a IntervalRow, results: &'a RunResults) -> Self {
        let (start, end) = row.by_the_clock();
        Self {
            date: row.date.map(|date| date.to_string()),
            start: start.to_string(),
            end: end.to_string(),
            queue: results.name_of(row.scope),
            planned: row.staffing.planned,
            needed: row.staffing.needed,
            measures: WrittenFigures(&row.measures),
        }
    }
}

struct WrittenTargets<'a>(&'a [TargetResult]);

impl Serialize for WrittenTargets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|t| (t.measure.name(), WrittenTarget::of(t))))
    }
}

#[derive(Serialize)]
struct WrittenTarget {
    target: f64,
    asked_share_of_days: Option<f64>,
    share_of_days: WrittenShare,
    estimate: Option<WrittenFigure>,
    verdict: &'static str,
}

impl WrittenTarget {
    fn of(t: &TargetResult) -> Self {
        Self {
            target: t.target,
            asked_share_of_days: t.asked_share,
            share_of_days: t.share_of_days.into(),
            estimate: t.estimate.as_ref().and_then(WrittenFigure::of),
            verdict: t.verdict.word(),
        }
    }
}

#[derive(Serialize)]
struct WrittenLadder<'a> {
    rungs: Vec<WrittenRung<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a LadderValue>,
}

#[derive(Serialize)]
struct WrittenRung<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    ladder: &'a str,
    group: &'a str,
    #[serde(flatten)]
    figures: OfRung<'a>,
    first_pull: Option<String>,
    first_pull_low: Option<String>,
    first_pull_high: Option<String>,
}

impl<'a> WrittenRung<'a> {
    fn of(rung: &'a RungResult, clock: &WallClock) -> Self {
        let second = |time: SimTime| clock.second(time).to_string();
        Self {
            name: &rung.name,
            ladder: &rung.ladder,
            group: &rung.group,
            figures: OfRung(rung),
            first_pull: rung.first_pull.map(second),
            first_pull_low: rung.first_pull_between.0.map(second),
            first_pull_high: rung.first_pull_between.1.map(second),
        }
    }
}

/// A rung's figures, of which the share of days has a form of its own.
struct OfRung<'a>(&'a RungResult);

#[derive(Serialize)]
#[serde(untagged)]
enum RungValue {
    Share(WrittenShare),
    Figure(Option<WrittenFigure>),
}

impl Serialize for OfRung<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |figure: &RungFigure| match figure {
            RungFigure::ShareOfDays => RungValue::Share(self.0.share_of_days.into()),
            RungFigure::Pulls
            | RungFigure::MinutesInForce
            | RungFigure::PersonHours
            | RungFigure::EmptyHanded
            | RungFigure::NoFreeSeat
            | RungFigure::Chatter => RungValue::Figure(WrittenFigure::of(&self.0.get(*figure))),
        };
        serializer.collect_map(RungFigure::ALL.iter().map(|figure| (figure.name(), value(figure))))
    }
}

/// Writes what lies up to two levels deep on lines of its own, and the rest on one line.
#[derive(Default)]
struct TwoLevels {
    depth: usize,
    empty: bool,
}

impl TwoLevels {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        out.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.empty = false;
        if self.depth <= 2 { new_line(out, self.depth) } else { out.write_all(if first { b"" } else { b" " }) }
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.depth < 2 && !self.empty {
            new_line(out, self.depth)?;
        }
        self.empty = false;
        out.write_all(bracket)
    }
}

fn new_line<W: ?Sized + Write>(out: &mut W, depth: usize) -> io::Result<()> {
    out.write_all(b"\n")?;
    (0..depth).try_for_each(|_| out.write_all(b"  "))
}

impl Formatter for TwoLevels {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::{Value, json};

    fn text(r: &RunResults) -> String {
        results(&sample::provenance(), &sample::shape(), r)
    }

    fn read(r: &RunResults) -> Value {
        serde_json::from_str(&text(r)).expect("valid JSON")
    }

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().expect("an object").keys().map(String::as_str).collect()
    }

    #[test]
    fn the_keys_are_those_of_the_contract_in_their_order() {
        let v = read(&sample::missed());
        let top =
            ["format", "holdline", "scenario", "run", "measures", "queues", "groups", "intervals", "targets", "ladder"];
        assert_eq!(keys(&v), [&top[..], &["charts"]].concat());
        assert_eq!(keys(&v["measures"]["answer_rate"]), ["mean", "low", "high", "sd_days", "p05", "p50", "p95"]);
        assert_eq!(v["format"], "holdline-results/1");
        assert_eq!(v["holdline"], env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn results_say_where_they_come_from() {
        let v = read(&sample::missed());
        assert_eq!(v["scenario"]["name"], "Weekday, autumn plan");
        assert_eq!(v["scenario"]["file"], "scenarios/manual/weekday.toml");
        assert_eq!(v["scenario"]["sha256"], "00ff");
        assert_eq!(v["scenario"]["date"], "2026-11-23");
        let run = json!({ "days": 1000, "seed": 1, "warm_up": "0s",
            "command": "holdline run scenarios/manual/weekday.toml" });
        assert_eq!(v["run"], run);
    }

    #[test]
    fn an_undefined_figure_is_null_and_not_missing() {
        let v = read(&sample::without_calls());
        assert_eq!(v["measures"]["answer_rate"], Value::Null);
        assert!(keys(&v["measures"]).contains(&"answer_rate"));
        assert_eq!(v["measures"]["offered"]["mean"], 0.0);
        assert_eq!(v["targets"]["answer_rate"]["estimate"], Value::Null);
    }

    #[test]
    fn a_single_day_has_figures_without_an_interval() {
        let v = read(&sample::one_day());
        let rate = json!({ "mean": 0.93, "low": null, "high": null, "sd_days": null,
            "p05": null, "p50": null, "p95": null });
        assert_eq!(v["measures"]["answer_rate"], rate);
    }

    #[test]
    fn a_figure_that_is_no_number_is_null() {
        let mut r = sample::missed();
        r.measures.0.push((Measure::Cost, Some(Estimate { mean: f64::NAN, ..Estimate::default() })));
        assert_eq!(read(&r)["measures"]["cost"], Value::Null);
    }

    #[test]
    fn intervals_carry_their_clock_times_queue_and_measures() {
        let v = read(&sample::missed());
        let row = &v["intervals"][1];
        assert_eq!(
            keys(row),
            ["start", "end", "queue", "planned", "needed", "offered", "answer_rate", "asa_s", "signed_in"]
        );
        assert_eq!((&row["start"], &row["end"], &row["queue"]), (&json!("08:15"), &json!("08:30"), &json!("all")));
        assert_eq!(row["answer_rate"]["mean"], 0.81);
    }

    #[test]
    fn targets_queues_and_groups_are_found_by_name() {
        let v = read(&sample::missed());
        let target = &v["targets"]["answer_rate"];
        assert_eq!(target["target"], 0.9);
        assert_eq!(target["share_of_days"], json!({ "mean": 0.71, "low": 0.68, "high": 0.74 }));
        assert_eq!(target["verdict"], "missed");
        assert_eq!(v["queues"]["general"]["offered"]["mean"], 2512.0);
        assert_eq!(v["groups"]["inbound"]["occupancy"]["mean"], 0.84);
    }

    #[test]
    fn rungs_keep_their_order() {
        let v = read(&sample::missed());
        let rungs = v["ladder"]["rungs"].as_array().expect("a list");
        assert_eq!(rungs.iter().map(|r| &r["name"]).collect::<Vec<_>>(), ["floaters", "back_office"]);
        assert_eq!(rungs[0]["first_pull"], "10:12:20");
        assert_eq!(rungs[1]["first_pull"], Value::Null);
        assert_eq!(rungs[0]["pulls"]["mean"], 1.3);
    }

    #[test]
    fn a_run_without_ladder_and_targets_has_them_empty() {
        let v = read(&sample::plain());
        assert_eq!(v["ladder"], json!({ "rungs": [] }));
        assert_eq!(v["targets"], json!({}));
    }

    #[test]
    fn each_figure_and_each_interval_stands_on_one_line() {
        let text = text(&sample::missed());
        let line = text.lines().find(|l| l.contains("\"asa_s\"")).expect("a line with the ASA");
        assert!(line.starts_with("    \"asa_s\": {\"mean\": 42.0, \"low\": 40.0,"), "{line}");
        assert_eq!(text.lines().filter(|l| l.contains("\"queue\": ")).count(), sample::missed().intervals.len());
        assert!(text.ends_with("\n}\n"));
    }

    #[test]
    fn the_same_results_give_the_same_bytes() {
        assert_eq!(text(&sample::missed()), text(&sample::missed()));
    }
}
