//! Groups, shifts and breaks as a scenario states them.

use super::data::{self, Context};
use super::floor::name;
use super::keys;
use super::reader::{At, Reader};
use super::tree::Value;
use crate::model::{AgentGroup, Break, MAX_PEOPLE, Presence, Shift};
use crate::units::{SimTime, Span};

/// Every group; one whose `serves` cannot be read serves all queues, so that no queue seems to be left alone.
pub(super) fn groups(root: &At<'_>, queues: &[String], context: Context, reader: &mut Reader<'_>) -> Vec<AgentGroup> {
    let list = root.get("groups").and_then(|at| reader.list(&at, "groups, each under [[groups]]"));
    list.unwrap_or_default().iter().map(|at| group(at, queues, context, reader)).collect()
}

fn group(at: &At<'_>, queues: &[String], context: Context, reader: &mut Reader<'_>) -> AgentGroup {
    let mut group = AgentGroup::new("", &[], Presence::People(1));
    group.serves = queues.to_vec();
    if !reader.keys(at, &keys::GROUP) {
        return group;
    }
    if let Some(name) = reader.required(at, "name", "name = \"inbound\"").and_then(|at| name(&at, reader)) {
        group.name = name;
    }
    if let Some(serves) = reader.required(at, "serves", "serves = [\"general\"]").and_then(|at| serves(&at, reader)) {
        group.serves = serves;
    }
    if let Some(lent) = at.get("lent").and_then(|at| reader.flag(&at)) {
        group.lent = lent;
    }
    group.talk_factor = factor(at, "talk_factor", reader).unwrap_or(1.0);
    group.wrap_up_factor = factor(at, "wrap_up_factor", reader).unwrap_or(1.0);
    group.absence = factor(at, "absence", reader).unwrap_or(0.0);
    group.cost_per_hour = at.get("cost_per_hour").and_then(|at| reader.number(&at));
    group.presence = presence(at, context, reader).unwrap_or(Presence::People(1));
    group
}

fn serves(at: &At<'_>, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let tables: Vec<_> = at.elements().into_iter().filter(|e| e.node.as_table().is_some()).collect();
    if tables.is_empty() {
        return reader.names(at, "queues");
    }
    for table in &tables {
        not_yet(table, "a plain list of queues, such as [\"vip\", \"general\"]", reader);
    }
    reader.taint(&at.path);
    None
}

/// A number; the table that a later version will read here is refused as such.
fn factor(at: &At<'_>, key: &str, reader: &mut Reader<'_>) -> Option<f64> {
    let found = at.get(key)?;
    if let Value::Table(_) = found.node.value {
        not_yet(&found, "one number for the whole group", reader);
        return None;
    }
    reader.number(&found)
}

fn not_yet(at: &At<'_>, allowed: &str, reader: &mut Reader<'_>) {
    reader.fault(at, "a table here is not yet supported", allowed);
}

fn presence(at: &At<'_>, context: Context, reader: &mut Reader<'_>) -> Option<Presence> {
    let (kind, found) = reader.one_of(at, &["people", "shifts", "staffing"])?;
    match kind {
        "people" => reader.count(&found, 0, MAX_PEOPLE as u32).map(Presence::People),
        "staffing" => data::staffing(&found, context, reader).map(Presence::HeadCounts),
        _ => shifts(&found, reader).map(Presence::Shifts),
    }
}

/// Every shift at its place, so that the model names it by the right index; one without readable times stands all day.
fn shifts(at: &At<'_>, reader: &mut Reader<'_>) -> Option<Vec<Shift>> {
    let list = reader.list(at, "shifts, such as [{ people = 14, start = \"08:00\", end = \"16:00\" }]")?;
    Some(list.iter().map(|at| shift(at, reader)).collect())
}

fn shift(at: &At<'_>, reader: &mut Reader<'_>) -> Shift {
    let all_day = Shift::new(1, SimTime::MIDNIGHT, SimTime::clock(24, 0));
    if !reader.keys(at, &keys::SHIFT) {
        return all_day;
    }
    let people = reader.required(at, "people", "people = 14").and_then(|at| reader.count(&at, 0, MAX_PEOPLE as u32));
    let start = reader.required(at, "start", "start = \"08:00\"").and_then(|at| reader.clock(&at));
    let end = reader.required(at, "end", "end = \"16:00\"").and_then(|at| reader.clock(&at));
    let (from, to) = start.zip(end).unwrap_or((all_day.start, all_day.end));
    let breaks = at.get("breaks").and_then(|at| breaks(&at, from, reader)).unwrap_or_default();
    Shift { people: people.unwrap_or(1), start: from, end: to, breaks }
}

/// Every break of a shift that starts at `from`, at its place.
fn breaks(at: &At<'_>, from: SimTime, reader: &mut Reader<'_>) -> Option<Vec<Break>> {
    let list = reader.list(at, "breaks, such as [{ start = \"11:30\", length = \"45m\" }]")?;
    let mut after = from;
    let read = list.iter().map(|at| {
        let pause = pause(at, after, reader);
        after = pause.start + pause.length;
        pause
    });
    Some(read.collect())
}

/// A break; what cannot be read of it takes no time at the end of the one before, so that it is in nobody's way.
fn pause(at: &At<'_>, after: SimTime, reader: &mut Reader<'_>) -> Break {
    if !reader.keys(at, &keys::BREAK) {
        return Break { start: after, length: Span::ZERO };
    }
    let start = reader.required(at, "start", "start = \"11:30\"").and_then(|at| reader.clock(&at));
    let length = reader.required(at, "length", "length = \"45m\"").and_then(|at| reader.span(&at));
    match (start, length) {
        (Some(start), length) => Break { start, length: length.unwrap_or(Span::ZERO) },
        (None, Some(length)) if length <= Span::ZERO => Break { start: after, length },
        (None, _) => Break { start: after, length: Span::from_micros(1) },
    }
}
