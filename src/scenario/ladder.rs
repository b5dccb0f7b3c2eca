//! The escalation procedure as a scenario states it.

use super::distribution::distribution;
use super::floor::name;
use super::keys;
use super::reader::{At, Reader, join};
use super::tree::Value;
use crate::model::{Asked, Distribution, Does, Ladder, MAX_PEOPLE, Release, Rung, Step, When};
use crate::units::Span;
use jiff::civil::Date;

/// More waiting callers than this are no threshold.
const MOST_WAITING: u32 = 10_000_000;

/// The whole ladder, with harmless stand-ins for what cannot be read.
pub(super) fn ladder(at: &At<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Ladder {
    let mut ladder = Ladder::default();
    if !reader.keys(at, &keys::LADDER) {
        return ladder;
    }
    ladder.settle = span_or_zero(at, "settle", reader);
    ladder.look_every = at.get("look_every").and_then(|at| reader.span(&at));
    ladder.watch = at.get("watch").and_then(|at| reader.names(&at, "queues")).unwrap_or_default();
    ladder.release = at.get("release").and_then(|at| release(&at, reader));
    if let Some(within) = at.get("chatter_within").and_then(|at| reader.span(&at)) {
        ladder.chatter_within = within;
    }
    let rungs = at.get("rungs").and_then(|at| reader.list(&at, "rungs, each under [[ladder.rungs]]"));
    ladder.rungs = rungs.unwrap_or_default().iter().map(|at| rung(at, date, reader)).collect();
    ladder
}

fn span_or_zero(at: &At<'_>, key: &str, reader: &mut Reader<'_>) -> Span {
    at.get(key).and_then(|at| reader.span(&at)).unwrap_or(Span::ZERO)
}

fn rung(at: &At<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Rung {
    let mut rung = Rung {
        name: String::new(),
        does: Does::Borrow { group: String::new(), people: Asked::All, join_after: Distribution::Constant(Span::ZERO) },
        when: When { waiting_above: u32::MAX, waiting_up_to: None, lasting: Span::ZERO },
        release: None,
        min_stay: Span::ZERO,
    };
    if !reader.keys(at, &keys::RUNG) {
        return rung;
    }
    if keys::RUNG.later.iter().any(|kind| at.get(kind).is_some()) {
        reader.taint(&join(&at.path, "borrow"));
    }
    if let Some(name) = reader.required(at, "name", "name = \"floaters\"").and_then(|at| name(&at, reader)) {
        rung.name = name;
    }
    let example = "borrow = { group = \"floaters\", people = \"all\" }";
    if let Some(found) = reader.required(at, "borrow", example) {
        borrow(&found, &mut rung.does, date, reader);
    }
    let example = "when = { waiting_above = 5, lasting = \"5m\" }";
    if let Some(when) = reader.required(at, "when", example).and_then(|at| when(&at, reader)) {
        rung.when = when;
    }
    rung.release = at.get("release").and_then(|at| release(&at, reader));
    rung.min_stay = span_or_zero(at, "min_stay", reader);
    rung
}

fn borrow(at: &At<'_>, does: &mut Does, date: Option<Date>, reader: &mut Reader<'_>) {
    let Does::Borrow { group, people, join_after } = does;
    if !reader.keys(at, &keys::BORROW) {
        return;
    }
    if let Some(found) = reader.required(at, "group", "group = \"floaters\"").and_then(|at| name(&at, reader)) {
        *group = found;
    }
    if let Some(found) = reader.required(at, "people", "people = [2, 3]").and_then(|at| asked(&at, reader)) {
        *people = found;
    }
    if let Some(found) = at.get("join_after").and_then(|at| distribution(&at, date, reader)) {
        *join_after = found;
    }
}

/// `n`, `[min, max]` or `"all"` (M-L5).
fn asked(at: &At<'_>, reader: &mut Reader<'_>) -> Option<Asked> {
    let most = MAX_PEOPLE as u32;
    match &at.node.value {
        Value::Whole(_) => reader.count(at, 1, most).map(Asked::up_to),
        Value::Text(text) if text == "all" => Some(Asked::All),
        Value::List(pair) if pair.len() == 2 => {
            let numbers: Vec<_> = at.elements().iter().map(|at| reader.count(at, 1, most)).collect();
            Some(Asked::Between(numbers[0]?, numbers[1]?))
        }
        _ => {
            let found = reader.found(at);
            reader.fault(at, &found, "a number such as 3, a range such as [2, 3], or \"all\"");
            None
        }
    }
}

fn when(at: &At<'_>, reader: &mut Reader<'_>) -> Option<When> {
    if !reader.keys(at, &keys::WHEN) {
        return None;
    }
    let above = reader.required(at, "waiting_above", "waiting_above = 5");
    let waiting_above = above.and_then(|at| reader.count(&at, 0, MOST_WAITING));
    let waiting_up_to = at.get("waiting_up_to").and_then(|at| reader.count(&at, 0, MOST_WAITING));
    let lasting = span_or_zero(at, "lasting", reader);
    Some(When { waiting_above: waiting_above?, waiting_up_to, lasting })
}

fn release(at: &At<'_>, reader: &mut Reader<'_>) -> Option<Release> {
    if !reader.keys(at, &keys::RELEASE) {
        return None;
    }
    let at_most = reader.required(at, "waiting_at_most", "waiting_at_most = 5");
    let waiting_at_most = at_most.and_then(|at| reader.count(&at, 0, MOST_WAITING));
    let lasting = span_or_zero(at, "lasting", reader);
    let words = [("rung", Step::Rung), ("person", Step::Person)];
    let step = at.get("step").and_then(|at| reader.choice(&at, &words)).unwrap_or_default();
    Some(Release { waiting_at_most: waiting_at_most?, lasting, step })
}
