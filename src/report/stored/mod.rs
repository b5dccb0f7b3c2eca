//! Results that were stored, read again to be shown without simulating: from `results.json` alone come the page and the
//! charts that the run made, to the byte.

mod document;
mod sound;

use super::json::FORMAT;
use super::{FloorShape, Provenance};
use crate::experiment::results::RunResults;
use crate::failure::{ResultsFault, Unreadable};
use document::StoredDocument;
use serde::Deserialize;
use serde_json::error::Category;

/// A longer file is not read.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The name and number of a form are shorter than this.
const MOST_OF_FORMAT: usize = 40;

/// Results that can be shown.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StoredResults {
    /// The version of the program that made them.
    pub holdline: String,
    /// Where they come from.
    pub from: Provenance,
    /// What charts show of the floor.
    pub shape: FloorShape,
    /// What was found. Of days there is the answer rate alone, and neither actions of the ladder nor calls are listed: they
    /// are in the files beside.
    pub results: RunResults,
}

/// What every form says of itself.
#[derive(Deserialize)]
struct ResultsHead {
    format: String,
    holdline: String,
    charts: Option<serde::de::IgnoredAny>,
}

/// Reads `results.json`.
///
/// # Errors
/// See [`Unreadable`]; whatever the bytes are.
pub fn read(bytes: &[u8]) -> Result<StoredResults, Unreadable> {
    let head: ResultsHead = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => Unreadable::NotResults,
        Category::Io | Category::Syntax | Category::Eof if begins_as_results(bytes) => {
            Unreadable::Damaged(ResultsFault::Unparsed(error.to_string()))
        }
        Category::Io | Category::Syntax | Category::Eof => Unreadable::NotResults,
    })?;
    if head.format != FORMAT {
        let is_ours = head.format.starts_with("holdline-results/") && head.format.len() < MOST_OF_FORMAT;
        return Err(if is_ours {
            Unreadable::OtherForm { theirs: head.format, ours: FORMAT }
        } else {
            Unreadable::NotResults
        });
    }
    if head.charts.is_none() {
        return Err(Unreadable::NoCharts { holdline: head.holdline });
    }
    let unparsed = |error: serde_json::Error| Unreadable::Damaged(ResultsFault::Unparsed(error.to_string()));
    let document: StoredDocument = serde_json::from_slice(bytes).map_err(unparsed)?;
    let stored = document.stored().map_err(Unreadable::Damaged)?;
    sound::sound(&stored).map_err(Unreadable::Damaged)?;
    Ok(stored)
}

fn begins_as_results(bytes: &[u8]) -> bool {
    let name = FORMAT.split('/').next().unwrap_or(FORMAT);
    String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::{
        AbsenceResult, DailyTable, DayTrace, IntervalRow, Missing, PrecisionFound, TargetResult, TargetWaits,
    };
    use crate::figures::Measure;
    use crate::model::Precision;
    #[cfg(feature = "charts")]
    use crate::report::charts;
    use crate::report::{json, sample, text};
    use crate::units::{ClockChange, SimTime, Span, WallClock};
    use crate::words::Language;
    use serde_json::{Value, json};

    /// Two days, with everything that is drawn.
    fn results() -> RunResults {
        let at = |minute| SimTime::clock(10, minute);
        let trace = DayTrace {
            label: "bad day".into(),
            day: 1,
            answer_rate: Some(0.9),
            waiting: vec![(at(0), 0), (at(1), 7), (at(9), 0)],
            in_force: vec![(0, at(2), at(8)), (1, at(3), SimTime::NEVER)],
            empty_handed: vec![(1, at(5), Missing::Seat)],
        };
        let level = sample::missed().level_asked().0;
        let rows = vec![vec![Some(0.925), Some(0.75)], vec![None, None]];
        let daily = DailyTable { columns: vec![Measure::AnswerRate, level], rows };
        let by_interval = vec![Some(Span::from_micros(12_500_001)), None, Some(Span::ZERO)];
        let target_waits = Some(TargetWaits { share: 0.8, of_offered: true, by_interval });
        let waits = vec![(Span::ZERO, 90), (Span::from_micros(2_500_001), 7)];
        let (ladder_log, calls) = (Vec::new(), Vec::new());
        let (group, reason) = ("inbound".into(), "sick".into());
        let absences = vec![AbsenceResult { group, reason, people: sample::known(0.9) }];
        RunResults {
            days: 2,
            daily,
            absences,
            ladder_log,
            calls,
            waits,
            traces: vec![trace],
            target_waits,
            ..sample::missed()
        }
    }

    fn written(results: &RunResults) -> String {
        json::results(&sample::provenance(), &sample::shape(), results)
    }

    fn changed(change: impl FnOnce(&mut Value)) -> Result<StoredResults, Unreadable> {
        let mut value: Value = serde_json::from_str(&written(&results())).expect("JSON");
        change(&mut value);
        read(value.to_string().as_bytes())
    }

    #[test]
    fn what_is_read_again_is_written_and_shown_the_same_to_the_byte() {
        let asa = TargetResult { measure: Measure::Asa, target: 20.0, ..results().targets[0].clone() };
        let asked = Precision { measure: Measure::AnswerRate, half_width: 0.01, max_days: 50 };
        let precision = Some(PrecisionFound { asked, half_width: Some(0.02) });
        let others = [(Vec::new(), None), (vec![asa], precision)];
        let others = others.map(|(targets, precision)| RunResults { targets, precision, ..results() });
        for results in others.into_iter().chain([results()]) {
            let stored = read(written(&results).as_bytes()).expect("results");
            assert_eq!(stored.from, sample::provenance());
            assert_eq!(json::results(&stored.from, &stored.shape, &stored.results), written(&results));
            let page = |results: &RunResults| text::summary(&sample::provenance(), results, Language::English, false);
            assert_eq!(page(&stored.results), page(&results));
            #[cfg(feature = "charts")]
            assert_eq!(charts::draw(&stored.shape, &stored.results), charts::draw(&sample::shape(), &results));
        }
    }

    #[test]
    fn intervals_and_pulls_of_a_doubled_hour_are_found_again() {
        let change = ClockChange { at: SimTime::clock(9, 0), by: Span::from_hours(-1) };
        let clock = WallClock::new(vec![change]);
        let mut results = RunResults { clock: clock.clone(), ..results() };
        for row in &mut results.intervals {
            row.put = clock.put(row.start, row.end);
        }
        results.rungs[0].first_pull = Some(SimTime::clock(9, 20));
        let shape = FloorShape { clock, ..sample::shape() };
        let written = json::results(&sample::provenance(), &shape, &results);
        assert!(written.contains("\"08:00A\"") && written.contains("\"08:20B\""), "{written}");
        let stored = read(written.as_bytes()).expect("results");
        let lies = |row: &IntervalRow| (row.start, row.end, row.put);
        let lie = |results: &RunResults| results.intervals.iter().map(lies).collect::<Vec<_>>();
        assert_eq!(lie(&stored.results), lie(&results));
        assert_eq!(stored.results.rungs[0].first_pull, results.rungs[0].first_pull);
        assert_eq!(json::results(&stored.from, &stored.shape, &stored.results), written);
        let bad = written.replace("\"at\": 32400000000", "\"at\": -1");
        assert!(bad != written && read(bad.as_bytes()).is_err());
    }

    #[test]
    fn what_is_something_else_is_told_apart_from_what_is_damaged() {
        let why = |bytes: &[u8]| read(bytes).expect_err("no results");
        for other in
            [&b""[..], b"\xff\xfe", b"{}", b"[1]", b"null", b"{ \"format\": \"other/1\", \"holdline\": \"1\" }"]
        {
            assert_eq!(why(other), Unreadable::NotResults);
        }
        let whole = written(&results());
        assert!(matches!(why(&whole.as_bytes()[..whole.len() / 2]), Unreadable::Damaged(_)));
        assert!(matches!(why(whole.replace("0.925", "1e999").as_bytes()), Unreadable::Damaged(_)));
    }

    #[test]
    fn other_forms_and_results_without_charts_are_told() {
        let newer = changed(|value| value["format"] = json!("holdline-results/2"));
        assert_eq!(newer, Err(Unreadable::OtherForm { theirs: "holdline-results/2".to_owned(), ours: FORMAT }));
        let older = changed(|value| drop(value.as_object_mut().expect("an object").remove("charts")));
        assert!(matches!(older, Err(Unreadable::NoCharts { .. })));
    }

    #[test]
    fn every_value_that_does_not_fit_the_others_is_refused() {
        let changes: [(&str, Value); 32] = [
            ("/run/days", json!(3)),
            ("/run/days", json!(0)),
            ("/holdline", json!("\u{1b}[31m")),
            ("/scenario/name", json!("two\nlines")),
            ("/charts/traces/0/label", json!("\u{1b}[2J")),
            ("/charts/floor/name", json!("\u{202e}")),
            ("/scenario/date", json!("yesterday")),
            ("/run/warm_up", json!("long")),
            ("/intervals/0/queue", json!("nobody")),
            ("/intervals/0/end", json!("08:00")),
            ("/intervals/0/start", json!("8 o'clock")),
            ("/intervals/0/answer_rate/mean", json!(1e300)),
            ("/measures/offered/mean", json!("many")),
            ("/targets/answer_rate/verdict", json!("perhaps")),
            ("/ladder/rungs/0/name", json!("another")),
            ("/ladder/rungs/0/first_pull", json!("99999999999999:00")),
            ("/charts/floor/open", json!(-1)),
            ("/charts/floor/close", json!(1)),
            ("/charts/floor/interval", json!(0)),
            ("/charts/floor/answer_rate", json!(1e9)),
            ("/charts/floor/thresholds", json!([-5])),
            ("/charts/floor/rungs", json!([])),
            ("/charts/answer_rate/0", json!(7.0)),
            ("/charts/waits", json!([[5, 1], [4, 1]])),
            ("/charts/waits", json!([[5, u64::MAX], [6, u64::MAX]])),
            ("/charts/traces/0/day", json!(2)),
            ("/charts/traces/0/waiting", json!([[i64::MAX, 1]])),
            ("/charts/traces/0/in_force", json!([[7, 0, 1]])),
            ("/charts/traces/0/empty_handed", json!([[7, 0, "Seat"]])),
            ("/charts/service_level", json!([0.5])),
            ("/charts/target_waits/by_interval", json!([1])),
            ("/charts/target_waits/share", json!(7)),
        ];
        for (path, value) in changes {
            let found = changed(|document| *document.pointer_mut(path).expect(path) = value.clone());
            assert!(matches!(found, Err(Unreadable::Damaged(_))), "{path} = {value}: {found:?}");
        }
    }

    #[test]
    fn whatever_is_let_through_is_drawn_without_a_panic() {
        let numbers = [json!(0), json!(-1), json!(1e12)];
        let whole: Value = serde_json::from_str(&written(&results())).expect("JSON");
        let mut paths = Vec::new();
        leaves(&whole, String::new(), &mut paths);
        let mut shown = 0;
        for (path, number) in paths.iter().flat_map(|path| numbers.iter().map(move |number| (path, number))) {
            if let Ok(stored) = changed(|document| *document.pointer_mut(path).expect("a leaf") = number.clone()) {
                #[cfg(feature = "charts")]
                assert_eq!(charts::draw(&stored.shape, &stored.results).len(), 9);
                assert!(!text::summary(&stored.from, &stored.results, Language::English, true).is_empty());
                shown += 1;
            }
        }
        assert!(shown > 100, "{shown}");
    }

    /// Where every number and text of a document is.
    fn leaves(value: &Value, path: String, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| leaves(value, format!("{path}/{key}"), found)),
            Value::Array(list) => list.iter().enumerate().for_each(|(n, v)| leaves(v, format!("{path}/{n}"), found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(path),
        }
    }
}
