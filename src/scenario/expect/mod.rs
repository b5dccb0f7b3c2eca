//! `[expect]`: what a scenario should come out at, each line a figure of this very floor.

mod key;

pub(super) use key::measure_of_day;

use super::fault::{ExpectFault, Wanted};
use super::keys::kinds::{Definitions, Word, Words};
use super::keys::{KeyTable, ValueKind, keys};
use super::note::Note;
use super::reader::{At, Reader, join, quoted};
use super::source::Passage;
use super::tree::Node;
use crate::model::FloorParts;
use crate::model::expect::{Comparison, Expected, Figure, MeasureOverTime, Severity};
use crate::units::Span;
use key::Known;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

keys! {
    /// a comparison and what follows if it does not hold
    ExpectationTable: Expectation => ExpectationKeys {
        /// the comparison
        is: ComparedValue, required, r#"">= 0.90""#, "a comparison and a number";
        /// `"fail"`: the check fails; `"warn"`: it is told and changes nothing
        severity: Word<Severity>, default "`\"fail\"`", r#""warn""#, "one of the two";
    }
}

impl Words for Severity {
    const WORDS: &'static [(&'static str, Self)] = &[(Self::Fail.word(), Self::Fail), (Self::Warn.word(), Self::Warn)];
}

/// A comparison and a number.
pub(super) enum ComparedValue {}

impl ValueKind for ComparedValue {
    type Value<'t> = (Comparison, f64);
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<(Comparison, f64)> {
        comparison(at, reader)
    }
    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "pattern": r"^\s*(>=|<=|==|>|<)\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$" })
    }
    fn words() -> String {
        "text".to_owned()
    }
}

/// Lines of figures, each with what is expected of it; read once the floor is known.
pub(super) enum Expectations {}

impl ValueKind for Expectations {
    type Value<'t> = At<'t>;
    fn read<'t>(at: &At<'t>, _: &mut Reader<'_>) -> Option<At<'t>> {
        Some(at.clone())
    }
    fn schema(all: &mut Definitions) -> Json {
        let line = all.named("Expected", |all| {
            let deeper = json!({ "type": "object", "additionalProperties": { "$ref": "#/definitions/Expected" } });
            json!({ "anyOf": [ComparedValue::schema(all), ExpectationTable::schema(all), deeper] })
        });
        json!({ "type": "object", "additionalProperties": line })
    }
    fn words() -> String {
        "table".to_owned()
    }
}

/// Nobody reads more verdicts than this.
const MOST_LINES: usize = 1_000;

/// One line of `[expect]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is compared, as written: `answer_rate`, `intervals[10:00..12:00].answer_rate`.
    pub key: String,
    /// What it means.
    pub expected: Expected,
    /// What follows if it is not met.
    pub severity: Severity,
    /// The file it stands in.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
}

/// Every expectation, in the order of the file; the waiting times they ask about are added to the parts.
pub(super) fn expectations(at: &At<'_>, parts: &mut FloorParts, reader: &mut Reader<'_>) -> Vec<Expectation> {
    if at.node.as_table().is_none() {
        reader.wrong::<()>(at, Wanted::Expectations);
        return Vec::new();
    }
    let mut lines = Vec::new();
    flatten(at, "", &mut lines);
    if lines.len() > MOST_LINES {
        reader.fault(at, ExpectFault::TooMany { count: lines.len(), most: MOST_LINES });
        return Vec::new();
    }
    lines.sort_by_key(|(_, at)| place(at.node).map(|p| (p.source, p.span.start)));
    let known = Known::new(parts, reader);
    let mut all = Vec::new();
    for (n, (key, at)) in lines.iter().enumerate() {
        // Looking for what each was meant as takes time, and none of them would be listed.
        if reader.is_full() {
            reader.note(Note::LinesNotRead(lines.len() - n));
            break;
        }
        all.extend(expectation(key, at, &known, reader));
    }
    let asked: BTreeSet<Span> = all.iter().filter_map(|e| within(&e.expected.figure)).collect();
    let known = parts.thresholds();
    parts.also_within = asked.into_iter().filter(|time| !known.contains(time)).collect();
    all
}

fn place(node: &Node) -> Option<&Passage> {
    node.key.as_ref()
}

/// Keys with points but without quotes make tables in TOML: they are put together again.
fn flatten<'t>(at: &At<'t>, above: &str, lines: &mut Vec<(String, At<'t>)>) {
    for key in at.node.as_table().into_iter().flat_map(|table| table.keys()) {
        let Some(child) = at.get(key) else { continue };
        if child.node.as_table().is_some() && !is_long_form(child.node) {
            // What stands below `queues`, `groups` or `ladder` is a name, and may have points of its own.
            let is_name = ["queues", "groups", "ladder"].contains(&above);
            flatten(&child, &join(above, &if is_name { quoted(key) } else { key.clone() }), lines);
        } else {
            let whole = join(above, key);
            lines.push((whole.clone(), At { shown: format!("expect.{}", quoted(&whole)), ..child }));
        }
    }
}

/// Whether a table is `{ is = ..., severity = ... }` and not a part of a key.
fn is_long_form(node: &Node) -> bool {
    let mut keys = ExpectationTable::holds().table().into_iter().flat_map(KeyTable::keys);
    keys.any(|key| node.get(key).is_some_and(|value| value.as_table().is_none()))
}

fn expectation(key: &str, at: &At<'_>, known: &Known, reader: &mut Reader<'_>) -> Option<Expectation> {
    let key_stands = place(at.node).unwrap_or(&at.node.place).clone();
    let figure = known.figure(key).map_err(|wrong| {
        reader.report(&key_stands, &at.shown, wrong.fault, wrong.nearest);
        wrong.also.into_iter().for_each(|fault| reader.report(&key_stands, &at.shown, fault, None));
    });
    let (compared, severity) = value(at, reader);
    let (comparison, number) = compared?;
    let (file, line) = reader.sources.line_of(&key_stands);
    // What is meant may be unclear only because another part of the scenario could not be read.
    let figure = figure.ok().flatten()?;
    Some(Expectation { key: key.to_owned(), expected: Expected { figure, comparison, number }, severity, file, line })
}

/// `">= 0.9"`, or `{ is = ">= 0.9", severity = "warn" }`.
fn value(at: &At<'_>, reader: &mut Reader<'_>) -> (Option<(Comparison, f64)>, Severity) {
    if at.node.as_table().is_none() {
        return (comparison(at, reader), Severity::Fail);
    }
    let ExpectationKeys { is, severity } = ExpectationTable::read(at, reader).unwrap_or_default();
    (is, severity.unwrap_or_default())
}

fn comparison(at: &At<'_>, reader: &mut Reader<'_>) -> Option<(Comparison, f64)> {
    at.node.value.as_text().and_then(compared).or_else(|| reader.wrong(at, Wanted::Comparison))
}

/// A comparison and a finite number.
fn compared(text: &str) -> Option<(Comparison, f64)> {
    let text = text.trim();
    let (sign, comparison) = Comparison::SIGNS.into_iter().find(|(sign, _)| text.starts_with(sign))?;
    let number: f64 = text[sign.len()..].trim().parse().ok()?;
    number.is_finite().then_some((comparison, number))
}

/// The waiting time a figure asks about.
fn within(figure: &Figure) -> Option<Span> {
    match figure {
        Figure::Headline(measure)
        | Figure::Stretch(MeasureOverTime { measure, .. })
        | Figure::Each(MeasureOverTime { measure, .. }) => measure.within(),
        Figure::ShareOfDays { of, .. } => within(of),
        Figure::Group(..) | Figure::Rung(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Diagnostics, Scenario, read_text};
    use std::path::Path;

    const FLOOR: &str = "open = '08:00'\nclose = '20:00'\ninterval = '30m'\n\
        [[queues]]\nname = 'vip'\narrivals = { calls_per_hour = 30 }\ntalk = '3m'\n\
        [[queues]]\nname = 'key accounts v1.5'\narrivals = { calls_per_hour = 30 }\ntalk = '3m'\n\
        [[groups]]\nname = 'desk'\nserves = ['vip', 'key accounts v1.5']\npeople = 9\n";

    fn read(expect: &str) -> Result<Scenario, Diagnostics> {
        read_text("x.toml", &format!("{FLOOR}[expect]\n{expect}"), Path::new(""), &[])
    }

    fn keys(expect: &str) -> Vec<String> {
        let read = read(expect).unwrap_or_else(|faults| panic!("{faults}"));
        read.expect.into_iter().map(|e| e.key).collect()
    }

    #[test]
    fn a_comparison_needs_a_sign_and_a_finite_number() {
        assert_eq!(compared(">= 0.90"), Some((Comparison::AtLeast, 0.9)));
        assert_eq!(compared("<180"), Some((Comparison::LessThan, 180.0)));
        for wrong in ["0.9", "=> 0.9", ">= ", ">= nan", ">= inf", "about 3", ""] {
            assert_eq!(compared(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn keys_with_points_may_go_without_quotes() {
        assert_eq!(keys("queues.vip.answer_rate = '>= 0.9'"), ["queues.vip.answer_rate"]);
        assert_eq!(keys("[expect.queues.vip]\nanswer_rate = '>= 0.9'"), ["queues.vip.answer_rate"]);
        assert_eq!(keys("service_level_7.5s = '>= 0.9'"), ["service_level_7.5s"]);
        let quoted = "queues.\"key accounts v1.5\".answer_rate";
        assert_eq!(keys(&format!("{quoted} = '>= 0.9'")), [quoted]);
        assert_eq!(keys(&format!("'{quoted}' = '>= 0.9'")), [quoted]);
        assert_eq!(
            keys("queues.vip.\"intervals[10:00..12:00].answer_rate\" = '>= 0.9'"),
            ["queues.vip.intervals[10:00..12:00].answer_rate"]
        );
    }

    #[test]
    fn a_warning_is_said_in_braces() {
        let read = read("answer_rate = { is = '>= 0.9', severity = 'warn' }\nqueues.vip.asa_s = { is = '< 20' }")
            .unwrap_or_else(|faults| panic!("{faults}"));
        let found: Vec<_> = read.expect.iter().map(|e| (e.key.as_str(), e.severity, e.expected.number)).collect();
        assert_eq!(found, [("answer_rate", Severity::Warn, 0.9), ("queues.vip.asa_s", Severity::Fail, 20.0)]);
    }

    #[test]
    fn braces_without_a_comparison_or_with_other_words_are_refused() {
        for (wrong, key) in [
            ("answer_rate = { severity = 'warn' }", "expect.answer_rate.is"),
            ("answer_rate = { is = '>= 0.9', severity = 'wran' }", "expect.answer_rate.severity"),
            ("answer_rate = { is = '>= 0.9', level = 'warn' }", "expect.answer_rate.level"),
            ("answer_rate = { is = 0.9 }", "expect.answer_rate.is"),
        ] {
            let faults = read(wrong).expect_err(wrong);
            assert_eq!(faults.faults().iter().map(|f| f.key.as_str()).collect::<Vec<_>>(), [key], "{wrong}");
        }
    }

    #[test]
    fn a_waiting_time_that_is_asked_about_is_measured() {
        let within = |expect: &str| read(expect).unwrap_or_else(|faults| panic!("{faults}")).floor.thresholds();
        let seconds = |all: Vec<Span>| all.into_iter().map(Span::as_secs).collect::<Vec<_>>();
        assert_eq!(seconds(within("service_level_45s = '>= 0.9'")), [20.0, 45.0, 180.0]);
        assert_eq!(
            seconds(within("'share_of_days(queues.vip.service_level_9s > 0.5)' = '>= 0.9'")),
            [9.0, 20.0, 180.0]
        );
        let many: String = (1..8).map(|n| format!("service_level_{n}s = '>= 0.1'\n")).collect();
        let faults = read(&many).expect_err("too many waiting times");
        assert!(faults.to_string().contains("within 9 different times"), "{faults}");
    }

    #[test]
    fn more_lines_than_anybody_reads_are_one_fault() {
        let lines: String = (0..100_000).map(|n| format!("'intervals[{n}].asa_s' = '< 9'\n")).collect();
        let faults = read(&lines).expect_err("too many");
        assert_eq!(faults.faults().len(), 1);
        assert_eq!(faults.faults()[0].fault, ExpectFault::TooMany { count: 100_000, most: MOST_LINES }.into());
    }

    #[test]
    fn a_queue_that_could_not_be_read_makes_no_second_fault() {
        let text = FLOOR.replace("name = 'vip'", "name = 7");
        let faults = read_text("x.toml", &format!("{text}[expect]\nqueues.vip.asa_s = '< 9'"), Path::new(""), &[]);
        let faults = faults.expect_err("the name is no text");
        assert_eq!(faults.faults().len(), 1, "{faults}");
    }
}
