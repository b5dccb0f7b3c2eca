//! From a tree of values to the parts of a floor.

use super::data::{self, Context};
use super::distribution::{distribution, patience};
use super::reader::{At, Reader};
use super::{RunSettings, crew, keys, ladder};
use crate::model::{
    AfterClose, AgentGroup, Arrivals, Attribution, Busyness, Distribution, FloorParts, MAX_PEOPLE, MAX_WAITING,
    Patience, Presence, ProfileRow, Queue, ServiceTarget, Targets, name_fault,
};
use crate::units::{SimTime, Span};
use jiff::civil::Date;
use std::path::PathBuf;

/// More days than this are a slip of the pen.
const MOST_DAYS: u64 = 1_000_000;

/// What a scenario says, with a harmless stand-in for whatever could not be read.
pub(super) struct Draft {
    pub parts: FloorParts,
    pub run: RunSettings,
    pub date: Option<Date>,
}

/// Reads everything but `[expect]`.
pub(super) fn draft(root: &At<'_>, default_name: &str, reader: &mut Reader<'_>) -> Draft {
    reader.keys(root, &keys::SCENARIO);
    let date = root.get("date").and_then(|at| date(&at, reader));
    let hours = hours(root, reader);
    let (open, close) = hours.unwrap_or((SimTime::MIDNIGHT, SimTime::clock(24, 0)));
    let mut parts = FloorParts::new(default_name, open, close);
    parts.hours[0].date = date;
    about(root, &mut parts, reader);
    let run = run(root, &mut parts, reader);
    let context = Context { hours, date };
    parts.queues = queues(root, context, reader);
    parts.groups = crew::groups(root, &queue_names(&parts), context, reader);
    parts.ladder = root.get("ladder").map(|at| ladder::ladder(&at, date, reader)).unwrap_or_default();
    parts.targets = root.get("targets").map(|at| targets(&at, reader)).unwrap_or_default();
    Draft { parts, run, date }
}

fn queue_names(parts: &FloorParts) -> Vec<String> {
    parts.queues.iter().map(|q| q.name.clone()).collect()
}

fn date(at: &At<'_>, reader: &mut Reader<'_>) -> Option<Date> {
    let text = match &at.node.value {
        super::tree::Value::Date(date) => date.to_string(),
        _ => reader.text(at)?,
    };
    let date = text.parse().ok();
    if date.is_none() || text.len() > 10 {
        let found = reader.found(at);
        reader.fault(at, &found, "a date such as 2026-11-23");
        return None;
    }
    date
}

/// Opening and closing, if both can be read and closing is later.
fn hours(root: &At<'_>, reader: &mut Reader<'_>) -> Option<(SimTime, SimTime)> {
    let open = reader.required(root, "open", "open = \"08:00\"").map(|at| reader.clock(&at));
    let close = reader.required(root, "close", "close = \"22:00\"").map(|at| (reader.clock(&at), at));
    let (open, (close, at)) = (open??, close?);
    let close = close?;
    if close <= open {
        let found = format!("closes at {close} but opens at {open}");
        reader.fault(&at, &found, "closing after opening, both within the day");
        return None;
    }
    Some((open, close))
}

fn about(root: &At<'_>, parts: &mut FloorParts, reader: &mut Reader<'_>) {
    if let Some(name) = root.get("name").and_then(|at| name(&at, reader)) {
        parts.name = name;
    }
    if let Some(why) = root.get("why").and_then(|at| reader.text(&at)) {
        parts.why = why;
    }
    if let Some(interval) = root.get("interval").and_then(|at| reader.span(&at)) {
        parts.interval = interval;
    }
    if let Some(at) = root.get("after_close") {
        let words = [("serve", AfterClose::Serve), ("stay", AfterClose::Stay), ("cut", AfterClose::Cut)];
        parts.after_close = reader.choice(&at, &words).unwrap_or_default();
    }
    parts.seats = root.get("seats").and_then(|at| reader.count(&at, 1, MAX_PEOPLE as u32));
    if let Some(limit) = root.get("max_waiting").and_then(|at| reader.count(&at, 1, MAX_WAITING)) {
        parts.max_waiting = limit;
    }
}

/// A name that does not speak.
pub(super) fn name(at: &At<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let name = reader.text(at)?;
    if let Some((found, allowed)) = name_fault(&name) {
        reader.fault(at, &found, &allowed);
        return None;
    }
    Some(name)
}

fn run(root: &At<'_>, parts: &mut FloorParts, reader: &mut Reader<'_>) -> RunSettings {
    let mut run = RunSettings::default();
    let Some(at) = root.get("run").filter(|at| reader.keys(at, &keys::RUN)) else { return run };
    if let Some(days) = at.get("days").and_then(|at| reader.whole(&at, 1..=MOST_DAYS)) {
        run.days = days as u32;
    }
    if let Some(seed) = at.get("seed").and_then(|at| reader.whole(&at, 0..=u64::MAX)) {
        run.seed = seed;
    }
    if let Some(warm_up) = at.get("warm_up").and_then(|at| reader.span(&at)) {
        parts.warm_up = warm_up;
    }
    if let Some(at) = at.get("attribution") {
        let words = [("arrival", Attribution::Arrival), ("completion", Attribution::Completion)];
        parts.attribution = reader.choice(&at, &words).unwrap_or_default();
    }
    run
}

fn targets(at: &At<'_>, reader: &mut Reader<'_>) -> Targets {
    if !reader.keys(at, &keys::TARGETS) {
        return Targets::default();
    }
    Targets {
        answer_rate: at.get("answer_rate").and_then(|at| reader.number(&at)),
        service_level: at.get("service_level").and_then(|at| service_level(&at, reader)),
        share_of_days: at.get("share_of_days").and_then(|at| reader.number(&at)),
    }
}

fn service_level(at: &At<'_>, reader: &mut Reader<'_>) -> Option<ServiceTarget> {
    if !reader.keys(at, &keys::SERVICE_LEVEL) {
        return None;
    }
    let within = reader.required(at, "within", "within = \"20s\"").map(|at| reader.span(&at));
    let share = reader.required(at, "share", "share = 0.80").map(|at| reader.number(&at));
    Some(ServiceTarget { within: within??, share: share?? })
}

fn queues(root: &At<'_>, context: Context, reader: &mut Reader<'_>) -> Vec<Queue> {
    let Some(list) = root.get("queues").and_then(|at| reader.list(&at, "queues, each under [[queues]]")) else {
        return Vec::new();
    };
    reader.sources.names = list.iter().filter_map(|at| at.node.name().map(str::to_owned)).collect();
    let readers = calls_files(&list, reader);
    list.iter().map(|at| queue(at, &readers, context, reader)).collect()
}

/// A queue that reads recorded calls.
struct CallsFile {
    file: PathBuf,
    queue: String,
    /// The queue's place among all.
    place: u64,
}

fn calls_files(queues: &[At<'_>], reader: &Reader<'_>) -> Vec<CallsFile> {
    let of = |(place, at): (u64, &At<'_>)| {
        let calls = at.get("arrivals")?.get("calls")?;
        Some(CallsFile { file: reader.resolve(&calls)?, queue: at.node.name()?.to_owned(), place })
    };
    (0..).zip(queues).filter_map(of).collect()
}

fn queue(at: &At<'_>, calls_files: &[CallsFile], context: Context, reader: &mut Reader<'_>) -> Queue {
    let mut queue = Queue::new("", stand_in_arrivals(), Distribution::Constant(Span::from_minutes(1)));
    if !reader.keys(at, &keys::QUEUE) {
        return queue;
    }
    if let Some(name) = reader.required(at, "name", "name = \"general\"").and_then(|at| name(&at, reader)) {
        queue.name = name;
    }
    if let Some(priority) = at.get("priority").and_then(|at| priority(&at, reader)) {
        queue.priority = priority;
    }
    let example = "arrivals = { profile = \"weekday.csv\" }";
    if let Some(found) = reader.required(at, "arrivals", example) {
        let found = arrivals(&found, &queue.name, calls_files, context, reader);
        queue.arrivals = found.unwrap_or_else(stand_in_arrivals);
    }
    let example = "talk = { lognormal = { mean = \"3m30s\", cv = 1.0 } }";
    if let Some(talk) = reader.required(at, "talk", example).and_then(|at| distribution(&at, context.date, reader)) {
        queue.talk = talk;
    }
    if let Some(wrap_up) = at.get("wrap_up").and_then(|at| distribution(&at, context.date, reader)) {
        queue.wrap_up = wrap_up;
    }
    let found = at.get("patience").and_then(|at| patience(&at, &queue.name, context.date, reader));
    queue.patience = found.unwrap_or(Patience::Infinite);
    queue.balk = at.get("balk").and_then(|at| reader.number(&at)).unwrap_or(0.0);
    queue.answered_by = at.get("answered_by").and_then(|at| reader.names(&at, "groups")).unwrap_or_default();
    queue
}

fn stand_in_arrivals() -> Arrivals {
    Arrivals::Profile { rows: stand_in_rows(), scale: 1.0, busyness: Busyness::default() }
}

fn stand_in_rows() -> Vec<ProfileRow> {
    vec![ProfileRow { start: SimTime::MIDNIGHT, end: SimTime::clock(24, 0), calls: 0.0 }]
}

fn priority(at: &At<'_>, reader: &mut Reader<'_>) -> Option<i32> {
    let number = match at.node.value {
        super::tree::Value::Whole(number) => i32::try_from(number).ok().filter(|n| n.abs() <= 1_000_000),
        _ => None,
    };
    if number.is_none() {
        let found = reader.found(at);
        reader.fault(at, &found, "a whole number from -1000000 to 1000000; higher is served first");
    }
    number
}

fn arrivals(
    at: &At<'_>,
    queue: &str,
    calls_files: &[CallsFile],
    context: Context,
    reader: &mut Reader<'_>,
) -> Option<Arrivals> {
    if !reader.keys(at, &keys::ARRIVALS) {
        return None;
    }
    let (kind, found) = reader.one_of(at, &["profile", "calls_per_hour", "calls"])?;
    if kind == "calls" {
        refuse(
            at,
            &["scale", "busyness_cv", "busyness"],
            "only with `profile` or `calls_per_hour`: recorded calls are the same every day",
            reader,
        );
        let file = reader.resolve(&found);
        let sharing: Vec<_> = calls_files.iter().filter(|c| Some(&c.file) == file.as_ref()).collect();
        let first = sharing.first().map_or(0, |c| c.place);
        let sharing: Vec<_> = sharing.into_iter().map(|c| c.queue.clone()).collect();
        let mut calls = data::calls(&found, queue, &sharing, context, reader)?;
        // Callers of one file come in the order of its rows, whatever their queues (M-T2).
        calls.iter_mut().for_each(|call| call.order += first << 32);
        return Some(Arrivals::Calls(calls));
    }
    let rows = match kind {
        "profile" => data::profile(&found, queue, context, reader),
        _ => constant_rate(&found, context, reader),
    };
    let rows = rows.unwrap_or_else(stand_in_rows);
    let scale = at.get("scale").and_then(|at| reader.number(&at)).unwrap_or(1.0);
    Some(Arrivals::Profile { rows, scale, busyness: busyness(at, reader) })
}

fn refuse(at: &At<'_>, keys: &[&str], allowed: &str, reader: &mut Reader<'_>) {
    for found in keys.iter().filter_map(|key| at.get(key)) {
        reader.fault(&found, "does not go with recorded calls", allowed);
    }
}

fn constant_rate(at: &At<'_>, context: Context, reader: &mut Reader<'_>) -> Option<Vec<ProfileRow>> {
    let rate = reader.number(at)?;
    if !(0.0..=1_000_000.0).contains(&rate) {
        reader.fault(at, &format!("{rate} calls per hour"), "a number from 0 to 1000000");
        return None;
    }
    let (open, close) = context.hours?;
    Some(vec![ProfileRow { start: open, end: close, calls: rate * (close - open).as_hours() }])
}

fn busyness(at: &At<'_>, reader: &mut Reader<'_>) -> Busyness {
    let cv = at.get("busyness_cv").and_then(|at| reader.number(&at)).unwrap_or(0.0);
    let own = at.get("busyness").and_then(|at| reader.choice(&at, &[("shared", false), ("own", true)]));
    Busyness { cv, own: own.unwrap_or(false) }
}

/// Adds people for queues that only seem to be served by nobody because groups could not be read.
pub(super) fn stand_in_group(parts: &mut FloorParts) {
    let names = queue_names(parts);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    parts.groups.push(AgentGroup::new("(unread)", &names, Presence::People(1)));
}
