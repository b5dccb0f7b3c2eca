//! What the tables of data say: profiles, recorded calls, head-counts, survival curves, observed lengths.

use super::reader::{At, Reader};
use super::table::{Columns, DataTable};
use crate::model::{HeadCount, ProfileRow, RecordedCall, SurvivalCurve};
use crate::units::{SimTime, Span};
use csv::StringRecord;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// More calls than this in one row mean nothing.
const MOST_CALLS: f64 = 10_000_000.0;

/// What reading a table needs to know of the scenario.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// Opening and closing; `None` if they could not be read.
    pub hours: Option<(SimTime, SimTime)>,
    /// The date that picks rows by `date` or `weekday`.
    pub date: Option<Date>,
}

/// Expected calls per row (M-C1), each row with its end; covers the opening hours.
pub(super) fn profile(at: &At<'_>, queue: &str, context: Context, reader: &mut Reader<'_>) -> Option<Vec<ProfileRow>> {
    let columns = Columns { required: &["interval_start", "calls"], optional: &["queue", "weekday", "date"] };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_queue(&mut table, queue, reader)?;
    pick_day(&mut table, context.date, reader)?;
    let rows = starts(&table, reader, |table, row, reader| table.number(row, "calls", MOST_CALLS, reader))?;
    let length = spacing(&rows, context);
    let evenly = check_spacing(&table, &rows, length, context, reader);
    let rows: Vec<_> =
        rows.into_iter().map(|(start, calls, row)| (ProfileRow { start, end: start + length, calls }, row)).collect();
    if !evenly || !check_cover(&table, &rows, context, reader) {
        return None;
    }
    let all = rows.len();
    let inside: Vec<_> = rows.into_iter().map(|(row, _)| row).filter(|r| overlaps(r, context)).collect();
    note_outside(&table, all - inside.len(), "row", reader);
    Some(inside)
}

fn overlaps(row: &ProfileRow, context: Context) -> bool {
    context.hours.is_none_or(|(open, close)| row.end > open && row.start < close)
}

fn note_outside(table: &DataTable<'_>, count: usize, what: &str, reader: &mut Reader<'_>) {
    match count {
        0 => {}
        1 => reader.note(format!("1 {what} of {} lies outside opening hours and is ignored", table.name)),
        n => reader.note(format!("{n} {what}s of {} lie outside opening hours and are ignored", table.name)),
    }
}

/// Keeps the rows of one queue, if the table tells queues apart.
fn pick_queue(table: &mut DataTable<'_>, queue: &str, reader: &mut Reader<'_>) -> Option<()> {
    if table.column("queue").is_none() {
        return Some(());
    }
    let first = table.rows[0].clone();
    let known: BTreeSet<_> = table.rows.iter().map(|row| table.cell(row, "queue").to_owned()).collect();
    table.keep(|table, row| table.cell(row, "queue") == queue);
    if table.rows.is_empty() {
        let list = known.into_iter().take(20).collect::<Vec<_>>().join(", ");
        table.fault(
            &first,
            "queue",
            &format!("no row for queue `{queue}`"),
            &format!("one of the queues there: {list}"),
            reader,
        );
        return None;
    }
    Some(())
}

/// Keeps the rows of the scenario's date, by `date` or else by `weekday`.
fn pick_day(table: &mut DataTable<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Option<()> {
    if table.column("date").is_some() {
        let wanted = date.map(|date| (date, date.to_string()));
        pick_by(table, "date", wanted, parse_date, "a date such as 2026-11-23", reader)
    } else if table.column("weekday").is_some() {
        let wanted = date.map(|date| (date.weekday(), format!("{:?}, the weekday of {date}", date.weekday())));
        pick_by(table, "weekday", wanted, parse_weekday, "a weekday such as Mon or Monday", reader)
    } else {
        Some(())
    }
}

fn pick_by<T: Copy + PartialEq>(
    table: &mut DataTable<'_>,
    column: &str,
    wanted: Option<(T, String)>,
    parse: impl Fn(&str) -> Option<T>,
    form: &str,
    reader: &mut Reader<'_>,
) -> Option<()> {
    let first = table.rows[0].clone();
    let mut seen: Vec<T> = Vec::new();
    for row in &table.rows {
        let text = table.cell(row, column);
        let Some(day) = parse(text) else {
            table.fault(row, column, &format!("{column} is \"{text}\""), form, reader);
            return None;
        };
        if !seen.contains(&day) {
            seen.push(day);
        }
    }
    if wanted.is_none() && seen.len() > 1 {
        let found = format!("rows for {} different values of {column}", seen.len());
        table.fault(&first, column, &found, "one day only, or `date` in the scenario to pick one", reader);
        return None;
    }
    let Some((wanted, shown)) = wanted else { return Some(()) };
    table.keep(|table, row| parse(table.cell(row, column)) == Some(wanted));
    if table.rows.is_empty() {
        table.fault(&first, column, &format!("no row for {shown}"), "rows for the `date` of the scenario", reader);
        return None;
    }
    Some(())
}

fn parse_date(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn parse_weekday(text: &str) -> Option<Weekday> {
    let all = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let text = text.to_lowercase();
    let index = all.iter().position(|name| *name == text || name[..3] == text)?;
    Weekday::from_monday_zero_offset(index as i8).ok()
}

type Started<T> = (SimTime, T, StringRecord);

/// Every row with its `interval_start` and a value, in strict order of time. `None` after any fault.
fn starts<T>(
    table: &DataTable<'_>,
    reader: &mut Reader<'_>,
    value: impl Fn(&DataTable<'_>, &StringRecord, &mut Reader<'_>) -> Option<T>,
) -> Option<Vec<Started<T>>> {
    let mut rows: Vec<Started<T>> = Vec::new();
    let mut sound = true;
    for row in &table.rows {
        let (start, value) = (table.clock(row, "interval_start", reader), value(table, row, reader));
        let (Some(start), Some(value)) = (start, value) else {
            sound = false;
            continue;
        };
        let (found, allowed) = match rows.last() {
            Some((before, ..)) if *before == start => (format!("{start} twice"), "each interval once"),
            Some((before, ..)) if *before > start => (format!("{start} after {before}"), "rows in order of time"),
            _ => {
                rows.push((start, value, row.clone()));
                continue;
            }
        };
        table.fault(row, "interval_start", &found, allowed, reader);
        sound = false;
    }
    sound.then_some(rows)
}

/// The most common distance between rows, the shortest of several; a single row lasts until closing.
fn spacing(rows: &[Started<f64>], context: Context) -> Span {
    let mut counts: BTreeMap<Span, usize> = BTreeMap::new();
    for pair in rows.windows(2) {
        *counts.entry(pair[1].0 - pair[0].0).or_default() += 1;
    }
    let most = counts.values().max();
    let common = counts.iter().find(|(_, count)| Some(*count) == most).map(|(length, _)| *length);
    common.unwrap_or_else(|| {
        let close = context.hours.map_or(SimTime::clock(24, 0), |(_, close)| close);
        rows.first().map_or(Span::ZERO, |(start, ..)| close - *start).max(Span::from_micros(1))
    })
}

/// All rows are one spacing apart, at least within opening hours.
fn check_spacing(
    table: &DataTable<'_>,
    rows: &[Started<f64>],
    length: Span,
    context: Context,
    reader: &mut Reader<'_>,
) -> bool {
    let mut sound = true;
    for pair in rows.windows(2) {
        let (end, next) = (pair[0].0 + length, pair[1].0);
        let inside = context.hours.is_none_or(|(open, close)| next > open && end < close);
        if end < next && inside {
            let found = format!("no row for {end} to {next}");
            let allowed = format!("a row every {length}, as in the rest of the file; calls may be 0");
            table.fault(&pair[1].2, "interval_start", &found, &allowed, reader);
            sound = false;
        } else if end > next {
            let found = format!("{next} is only {} after {}", next - pair[0].0, pair[0].0);
            table.fault(
                &pair[1].2,
                "interval_start",
                &found,
                &format!("a row every {length}, as in the rest of the file"),
                reader,
            );
            sound = false;
        }
    }
    sound
}

fn check_cover(
    table: &DataTable<'_>,
    rows: &[(ProfileRow, StringRecord)],
    context: Context,
    reader: &mut Reader<'_>,
) -> bool {
    let (Some((open, close)), Some(first), Some(last)) = (context.hours, rows.first(), rows.last()) else {
        return true;
    };
    if first.0.start > open {
        let found = format!("the first row starts at {}, after opening at {open}", first.0.start);
        table.fault(&first.1, "interval_start", &found, "a row for every part of the opening hours", reader);
    }
    if last.0.end < close {
        let found = format!("the last row ends at {}, before closing at {close}", last.0.end);
        table.fault(&last.1, "interval_start", &found, "a row for every part of the opening hours", reader);
    }
    first.0.start <= open && last.0.end >= close
}

/// People on duty from each row until the next (M-A3), from opening on.
pub(super) fn staffing(at: &At<'_>, context: Context, reader: &mut Reader<'_>) -> Option<Vec<HeadCount>> {
    let columns = Columns { required: &["interval_start", "people"], optional: &["weekday", "date"] };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_day(&mut table, context.date, reader)?;
    let rows = starts(&table, reader, whole_people)?;
    let (open, close) = context.hours?;
    if rows[0].0 > open {
        let found = format!("the first row starts at {}, after opening at {open}", rows[0].0);
        table.fault(&rows[0].2, "interval_start", &found, "a row at opening or before; people may be 0", reader);
        return None;
    }
    let at_opening = rows.iter().rposition(|(start, ..)| *start <= open).unwrap_or(0);
    let open_rows = rows.iter().skip(at_opening).take_while(|(start, ..)| *start < close);
    let kept: Vec<_> =
        open_rows.map(|(start, people, _)| HeadCount { start: (*start).max(open), people: *people }).collect();
    note_outside(&table, rows.len() - kept.len(), "row", reader);
    Some(kept)
}

fn whole_people(table: &DataTable<'_>, row: &StringRecord, reader: &mut Reader<'_>) -> Option<u32> {
    let number = table.number(row, "people", crate::model::MAX_PEOPLE as f64, reader)?;
    if number.fract() != 0.0 {
        table.fault(row, "people", &format!("{number} people"), "a whole number", reader);
        return None;
    }
    Some(number as u32)
}

/// Recorded callers of one queue (M-C3), in order of arrival; `sharing` are the queues that read this file.
pub(super) fn calls(
    at: &At<'_>,
    queue: &str,
    sharing: &[String],
    context: Context,
    reader: &mut Reader<'_>,
) -> Option<Vec<RecordedCall>> {
    let columns = Columns { required: &["arrival"], optional: &["talk_s", "wrap_up_s", "patience_s", "queue"] };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_calls(&mut table, queue, sharing, reader)?;
    let read: Vec<_> = table.rows.iter().map(|row| call(&table, row, reader)).collect();
    let mut calls = read.into_iter().collect::<Option<Vec<_>>>()?;
    if !calls.is_sorted_by_key(|c| c.arrival) {
        reader.note(format!("{}: calls are not in order of arrival and were sorted", table.name));
        calls.sort_by_key(|c| c.arrival);
    }
    let all = calls.len();
    calls.retain(|c| context.hours.is_none_or(|(open, close)| c.arrival >= open && c.arrival < close));
    note_outside(&table, all - calls.len(), "call", reader);
    Some(calls)
}

fn pick_calls(table: &mut DataTable<'_>, queue: &str, sharing: &[String], reader: &mut Reader<'_>) -> Option<()> {
    if table.column("queue").is_none() {
        return Some(());
    }
    let stranger = |row: &&StringRecord| !sharing.iter().any(|q| q == table.cell(row, "queue"));
    if let Some(row) = table.rows.iter().find(stranger).cloned() {
        let found = format!("no queue that reads this file is called `{}`", table.cell(&row, "queue"));
        table.fault(&row, "queue", &found, &format!("one of: {}", sharing.join(", ")), reader);
        return None;
    }
    table.keep(|table, row| table.cell(row, "queue") == queue);
    if table.rows.is_empty() {
        reader.note(format!("{}: no call for queue `{queue}`", table.name));
    }
    Some(())
}

fn call(table: &DataTable<'_>, row: &StringRecord, reader: &mut Reader<'_>) -> Option<RecordedCall> {
    let arrival = table.clock(row, "arrival", reader);
    let talk = table.seconds_if_any(row, "talk_s", reader);
    let wrap_up = table.seconds_if_any(row, "wrap_up_s", reader);
    let patience = table.seconds_if_any(row, "patience_s", reader);
    let recorded = table.column("patience_s").is_some();
    Some(RecordedCall {
        arrival: arrival?,
        talk: talk?,
        wrap_up: wrap_up?,
        patience: patience.map(|p| recorded.then_some(p))?,
    })
}

/// A survival curve: `wait_s` rises, `survival` never does.
pub(super) fn survival(at: &At<'_>, queue: &str, reader: &mut Reader<'_>) -> Option<SurvivalCurve> {
    let mut table = DataTable::load(at, &Columns { required: &["wait_s", "survival"], optional: &["queue"] }, reader)?;
    pick_queue(&mut table, queue, reader)?;
    let mut points: Vec<(Span, f64)> = Vec::new();
    let mut sound = true;
    for row in &table.rows {
        let (wait, share) = (table.seconds(row, "wait_s", reader), table.number(row, "survival", 1.0, reader));
        let (Some(wait), Some(share)) = (wait, share) else {
            sound = false;
            continue;
        };
        match points.last() {
            Some((before, _)) if *before >= wait => {
                table.fault(
                    row,
                    "wait_s",
                    &format!("{wait} after {before}"),
                    "waits that rise from row to row",
                    reader,
                );
                sound = false;
            }
            Some((_, before)) if *before < share => {
                table.fault(row, "survival", &format!("{share} after {before}"), "shares that never rise", reader);
                sound = false;
            }
            _ => points.push((wait, share)),
        }
    }
    sound.then_some(SurvivalCurve { points })
}

/// Observed lengths, one a row.
pub(super) fn lengths(at: &At<'_>, reader: &mut Reader<'_>) -> Option<Vec<Span>> {
    let table = DataTable::load(at, &Columns { required: &["seconds"], optional: &[] }, reader)?;
    let read: Vec<_> = table.rows.iter().map(|row| table.seconds(row, "seconds", reader)).collect();
    read.into_iter().collect()
}
