//! `[expect]`: what a scenario should come out at. Only its form is checked here; what the keys mean is for whoever
//! compares them with results.

use super::reader::{At, Reader, describe, join, quoted};
use super::source::Place;
use super::tree::{Node, Value};
use crate::units::text::parse_clock;

const FORM: &str = "a comparison and a number, such as \">= 0.90\"";
const KEY_FORM: &str = "a measure such as answer_rate, queues.vip.answer_rate, ladder.floaters.pulls, \
    intervals[10:00..12:00].answer_rate or share_of_days(answer_rate >= 0.90)";

/// One line of `[expect]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is compared, as written: `answer_rate`, `intervals[10:00..12:00].answer_rate`.
    pub key: String,
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub number: f64,
    /// The file it stands in.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
}

/// How a figure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    LessThan,
    /// `==`
    Equal,
}

impl Comparison {
    /// Longer signs first, so that `>` does not hide `>=`.
    const SIGNS: [(&str, Self); 5] = [
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("==", Self::Equal),
        (">", Self::MoreThan),
        ("<", Self::LessThan),
    ];

    /// Whether a figure compares so with a number.
    pub fn holds(self, figure: f64, number: f64) -> bool {
        match self {
            Self::AtLeast => figure >= number,
            Self::MoreThan => figure > number,
            Self::AtMost => figure <= number,
            Self::LessThan => figure < number,
            Self::Equal => figure == number,
        }
    }

    /// As it is written.
    pub fn sign(self) -> &'static str {
        Self::SIGNS.iter().find(|(_, c)| *c == self).map_or("", |(sign, _)| sign)
    }
}

/// Every expectation, in the order of the file.
pub(super) fn expectations(root: &At<'_>, reader: &mut Reader<'_>) -> Vec<Expectation> {
    let Some(at) = root.get("expect") else { return Vec::new() };
    if at.node.as_table().is_none() {
        reader.fault(&at, &format!("found {}", describe(at.node)), "a table under [expect]");
        return Vec::new();
    }
    let mut lines = Vec::new();
    flatten(&at, "", &mut lines);
    lines.sort_by_key(|(_, at)| place(at.node).map(|p| (p.source, p.span.start)));
    lines.iter().filter_map(|(key, at)| expectation(key, at, reader)).collect()
}

fn place(node: &Node) -> Option<&Place> {
    node.key.as_ref()
}

/// Keys with points but without quotes make tables in TOML: they are put together again.
fn flatten<'t>(at: &At<'t>, above: &str, lines: &mut Vec<(String, At<'t>)>) {
    for key in at.node.as_table().into_iter().flat_map(|table| table.keys()) {
        let Some(child) = at.get(key) else { continue };
        let whole = join(above, key);
        if child.node.as_table().is_some() {
            flatten(&child, &whole, lines);
        } else {
            lines.push((whole.clone(), At { shown: format!("expect.{}", quoted(&whole)), ..child }));
        }
    }
}

fn expectation(key: &str, at: &At<'_>, reader: &mut Reader<'_>) -> Option<Expectation> {
    let key_stands = place(at.node).unwrap_or(&at.node.place).clone();
    if !is_key(key) {
        reader.report(&key_stands, &at.shown, "not something that can be expected", KEY_FORM, None);
    }
    let compared = match &at.node.value {
        Value::Text(text) => compared(text),
        _ => None,
    };
    let Some((comparison, number)) = compared else {
        reader.fault(at, &format!("found {}", describe(at.node)), FORM);
        return None;
    };
    let (file, line) = reader.sources.line_of(&key_stands);
    Some(Expectation { key: key.to_owned(), comparison, number, file, line })
}

/// A comparison and a finite number.
fn compared(text: &str) -> Option<(Comparison, f64)> {
    let text = text.trim();
    let (sign, comparison) = Comparison::SIGNS.into_iter().find(|(sign, _)| text.starts_with(sign))?;
    let number: f64 = text[sign.len()..].trim().parse().ok()?;
    number.is_finite().then_some((comparison, number))
}

/// Whether a key has the form of one: words with points between, `intervals[a..b].word`, `share_of_days(comparison)`.
fn is_key(key: &str) -> bool {
    if let Some(inner) = key.strip_prefix("share_of_days(").and_then(|k| k.strip_suffix(')')) {
        let sign = inner.find(['<', '>', '=']);
        return sign.is_some_and(|at| is_key(inner[..at].trim()) && compared(&inner[at..]).is_some());
    }
    if let Some((range, measure)) = key.strip_prefix("intervals[").and_then(|k| k.split_once("].")) {
        let times = range.split_once("..").map(|(from, to)| (parse_clock(from), parse_clock(to)));
        return is_words(measure) && matches!(times, Some((Some(from), Some(to))) if from < to);
    }
    is_words(key)
}

fn is_words(key: &str) -> bool {
    !key.is_empty()
        && key.split('.').all(|word| !word.trim().is_empty() && !word.contains(['[', ']', '(', ')', '<', '>', '=']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_contract_is_a_key() {
        for key in [
            "answer_rate",
            "wait_p95_s",
            "share_of_days(answer_rate >= 0.90)",
            "intervals[10:00..12:00].answer_rate",
            "ladder.back_office.pulls",
            "queues.vip.answer_rate",
            "ladder.后勤.pulls",
        ] {
            assert!(is_key(key), "{key}");
        }
    }

    #[test]
    fn what_has_no_such_form_is_no_key() {
        for key in
            ["", "a..b", "share_of_days(answer_rate)", "intervals[12:00..10:00].x", "intervals[a..b].x", "x >= 1"]
        {
            assert!(!is_key(key), "{key}");
        }
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
    fn comparisons_hold_at_the_border_only_if_they_say_so() {
        assert!(
            Comparison::AtLeast.holds(1.0, 1.0)
                && Comparison::AtMost.holds(1.0, 1.0)
                && Comparison::Equal.holds(1.0, 1.0)
        );
        assert!(!Comparison::MoreThan.holds(1.0, 1.0) && !Comparison::LessThan.holds(1.0, 1.0));
        assert!(Comparison::SIGNS.iter().all(|(sign, c)| c.sign() == *sign));
    }
}
