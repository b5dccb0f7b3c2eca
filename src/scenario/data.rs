//! What the tables of data say: profiles, recorded calls, head-counts, survival curves, observed lengths.

use super::by_clock;
use super::days::{TableContext, of_each_date, parse_date, pick_day, pick_queue};
use super::fault::{CellWanted, DaysFault, RowFault, TableFault};
use super::note::{Ignored, Note};
use super::number::NumberColumn;
use super::reader::{At, Reader};
use super::table::{DataTable, LONGEST_S, Row, TableColumns};
use crate::model::{Calendar, HeadCount, ProfileRow, RecordedCall, SurvivalCurve, ranges};
use crate::units::{SimTime, Span};
use jiff::civil::Date;
use std::collections::BTreeMap;

const CALLS: NumberColumn = NumberColumn::new("calls", *ranges::CALLS.end());
const PEOPLE: NumberColumn = NumberColumn { column: "people", most: crate::model::MAX_PEOPLE as f64, is_whole: true };
const SURVIVAL: NumberColumn = NumberColumn::new("survival", *ranges::SHARE.end());

const AHT: NumberColumn = NumberColumn::new("aht_s", LONGEST_S);
const TALK: NumberColumn = NumberColumn::new("talk_s", LONGEST_S);
const WRAP_UP: NumberColumn = NumberColumn::new("wrap_up_s", LONGEST_S);
const PATIENCE: NumberColumn = NumberColumn::new("patience_s", LONGEST_S);
const WAIT: NumberColumn = NumberColumn::new("wait_s", LONGEST_S);
const SECONDS: NumberColumn = NumberColumn::new("seconds", LONGEST_S);

/// Expected calls per row (M-C1), each row with its end; covers the opening hours. `first_date`: the date of the table that stands
/// for the scenario's, or for the first of several.
pub(super) fn profile(
    at: &At<'_>,
    queue: &str,
    (context, first_date): (TableContext<'_>, Option<Date>),
    reader: &mut Reader<'_>,
) -> Option<Vec<ProfileRow>> {
    let columns = TableColumns {
        required: &["interval_start", "calls"],
        optional: &["queue", "weekday", "date", "aht_s"],
        numbers: &[CALLS, AHT],
    };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_queue(&mut table, queue, reader)?;
    let rows = if let Some(calendar) = context.calendar {
        of_each_date(&mut table, (calendar, first_date), reader, profile_rows, row_later)
    } else {
        pick_day(&mut table, first_date.or(context.date), reader)?;
        profile_rows(&table, context, reader)
    };
    Some(by_clock::rows(rows?, context.clock))
}

fn row_later(row: ProfileRow, by: Span) -> ProfileRow {
    ProfileRow { start: row.start + by, end: row.end + by, ..row }
}

/// The calls of each past day like the session's, in order of dates (M-C3): of its weekday, or of any if it has no date.
pub(super) fn sample(
    at: &At<'_>,
    queue: &str,
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Option<Vec<Vec<ProfileRow>>> {
    let columns = TableColumns {
        required: &["date", "interval_start", "calls"],
        optional: &["queue", "aht_s"],
        numbers: &[CALLS, AHT],
    };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_queue(&mut table, queue, reader)?;
    let mut days: BTreeMap<Date, Vec<Row>> = BTreeMap::new();
    let dated = every_row(&table, reader, |table, row, reader| {
        let date = parse_date(table.cell(row, "date"));
        if date.is_none() {
            table.wrong(row, "date", CellWanted::Date, reader);
        }
        Some((date?, row))
    })?;
    if let Some(calendar) = context.calendar {
        return sample_of_dates(&mut table, &dated, calendar, reader);
    }
    let is_like = |date: &Date| context.date.is_none_or(|today| today.weekday() == date.weekday());
    dated.iter().filter(|(date, _)| is_like(date)).for_each(|(date, row)| days.entry(*date).or_default().push(*row));
    if let Some(today) = context.date.filter(|_| days.is_empty()) {
        table.fault(table.rows[0], "date", DaysFault::NoWeekday(today), reader);
        return None;
    }
    let rows_of = |rows: Vec<Row>| {
        table.rows = rows;
        let rows = profile_rows(&table, context, reader)?;
        rows_are_whole(&table, reader).then(|| by_clock::whole_rows(rows, context.clock))
    };
    // Of all days what is wrong is told.
    let sampled: Vec<_> = days.into_values().map(rows_of).collect();
    sampled.into_iter().collect()
}

/// The past days of each of several dates, those of its weekday.
fn sample_of_dates(
    table: &mut DataTable<'_>,
    dated: &[(Date, Row)],
    calendar: &Calendar,
    reader: &mut Reader<'_>,
) -> Option<Vec<Vec<ProfileRow>>> {
    let mut sampled = Vec::new();
    for session in calendar.sessions() {
        let (date, midnight) = (session.date?, Span::from_hours(24) * session.day);
        let mut days: BTreeMap<Date, Vec<Row>> = BTreeMap::new();
        let of_weekday = dated.iter().filter(|(past, _)| past.weekday() == date.weekday());
        of_weekday.for_each(|(past, row)| days.entry(*past).or_default().push(*row));
        if days.is_empty() {
            table.fault(table.rows[0], "date", DaysFault::NoWeekday(date), reader);
            return None;
        }
        let clock = calendar.clock();
        let hours = Some((clock.shown(session.open) - midnight, clock.shown_until(session.close) - midnight));
        let context = TableContext { hours, date: Some(date), calendar: Some(calendar), clock, midnight };
        for rows in days.into_values() {
            table.rows = rows;
            let rows = profile_rows(table, context, reader)?;
            rows_are_whole(table, reader).then_some(())?;
            let later = rows.into_iter().map(|row| row_later(row, midnight)).collect();
            sampled.push(by_clock::whole_rows(later, clock));
        }
    }
    Some(sampled)
}

/// Whether calls have been counted in whole numbers.
fn rows_are_whole(table: &DataTable<'_>, reader: &mut Reader<'_>) -> bool {
    let whole = |table: &DataTable<'_>, row: Row, reader: &mut Reader<'_>| {
        let calls = table.number(row, "calls", reader)?;
        if calls.fract() != 0.0 {
            table.fault(row, "calls", RowFault::PartOfACall(calls), reader);
        }
        (calls.fract() == 0.0).then_some(())
    };
    every_row(table, reader, whole).is_some()
}

/// The rows of one day, each with its end; they cover the opening hours.
fn profile_rows(table: &DataTable<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Option<Vec<ProfileRow>> {
    let has_handle_times = table.column("aht_s").is_some();
    let rows = starts(table, reader, |table, row, reader| {
        // Exports write 0 where nobody called.
        let handle_time = if has_handle_times { table.seconds_if_any(row, "aht_s", reader) } else { Some(None) };
        let calls = table.number(row, "calls", reader);
        Some((calls?, handle_time?.filter(|length| *length > Span::ZERO)))
    })?;
    let length = spacing(&rows, context);
    let evenly = check_spacing(table, &rows, length, context, reader);
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(start, (calls, handle_time), row)| (ProfileRow { start, end: start + length, calls, handle_time }, row))
        .collect();
    if !evenly || !check_cover(table, &rows, context, reader) {
        return None;
    }
    let all = rows.len();
    // Of several dates those count, too, who call outside the hours (M-T4).
    let counts = |row: &ProfileRow| context.calendar.is_some() || overlaps(row, context);
    let inside: Vec<_> = rows.into_iter().map(|(row, _)| row).filter(counts).collect();
    reader.sources.comes_to(table.source, inside.iter().map(|row| row.calls).sum(), 0.0);
    note_outside(table, all - inside.len(), Ignored::Rows, reader);
    Some(inside)
}

fn overlaps(row: &ProfileRow, context: TableContext<'_>) -> bool {
    context.hours.is_none_or(|(open, close)| row.end > open && row.start < close)
}

fn note_outside(table: &DataTable<'_>, count: usize, of: Ignored, reader: &mut Reader<'_>) {
    if count > 0 {
        reader.note(Note::Outside { file: table.name.clone(), of, count });
    }
}

type Started<T> = (SimTime, T, Row);

/// Every row with its `interval_start` and a value, in strict order of time. `None` after any fault.
fn starts<T>(
    table: &DataTable<'_>,
    reader: &mut Reader<'_>,
    value: impl Fn(&DataTable<'_>, Row, &mut Reader<'_>) -> Option<T>,
) -> Option<Vec<Started<T>>> {
    let mut rows: Vec<Started<T>> = Vec::new();
    let mut sound = true;
    for &row in &table.rows {
        let (start, value) = (table.clock(row, "interval_start", reader), value(table, row, reader));
        let (Some(start), Some(value)) = (start, value) else {
            sound = false;
            continue;
        };
        let fault = match rows.last() {
            Some((before, ..)) if *before == start => RowFault::Twice { start },
            Some((before, ..)) if *before > start => RowFault::OutOfOrder { start, before: *before },
            _ => {
                rows.push((start, value, row));
                continue;
            }
        };
        table.fault(row, "interval_start", fault, reader);
        sound = false;
    }
    sound.then_some(rows)
}

/// The most common distance between rows, the shortest of several; a single row lasts until closing.
fn spacing<T>(rows: &[Started<T>], context: TableContext<'_>) -> Span {
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
fn check_spacing<T>(
    table: &DataTable<'_>,
    rows: &[Started<T>],
    length: Span,
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> bool {
    let mut sound = true;
    for pair in rows.windows(2) {
        let (before, start) = (pair[0].0, pair[1].0);
        let end = before + length;
        let inside = context.hours.is_none_or(|(open, close)| start > open && end < close);
        let fault = if end < start && inside {
            RowFault::Gap { from: end, to: start, every: length }
        } else if end > start {
            RowFault::TooSoon { start, before, every: length }
        } else {
            continue;
        };
        table.fault(pair[1].2, "interval_start", fault, reader);
        sound = false;
    }
    sound
}

fn check_cover(
    table: &DataTable<'_>,
    rows: &[(ProfileRow, Row)],
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> bool {
    let (Some((open, close)), Some(first), Some(last)) = (context.hours, rows.first(), rows.last()) else {
        return true;
    };
    if first.0.start > open {
        table.fault(first.1, "interval_start", RowFault::BeginsLate { start: first.0.start, open }, reader);
    }
    if last.0.end < close {
        table.fault(last.1, "interval_start", RowFault::EndsEarly { end: last.0.end, close }, reader);
    }
    first.0.start <= open && last.0.end >= close
}

/// People on duty from each row until the next (M-A3), from opening on.
pub(super) fn staffing(at: &At<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Option<Vec<HeadCount>> {
    let columns =
        TableColumns { required: &["interval_start", "people"], optional: &["weekday", "date"], numbers: &[PEOPLE] };
    let mut table = DataTable::load(at, &columns, reader)?;
    let counts = if let Some(calendar) = context.calendar {
        let later = |row: HeadCount, by: Span| HeadCount { start: row.start + by, ..row };
        of_each_date(&mut table, (calendar, None), reader, head_counts, later)
    } else {
        pick_day(&mut table, context.date, reader)?;
        head_counts(&table, context, reader)
    };
    Some(by_clock::counts(counts?, context.clock))
}

/// The head-counts of one day; none while it is closed.
fn head_counts(table: &DataTable<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Option<Vec<HeadCount>> {
    if context.hours.is_none() && context.calendar.is_some() {
        return Some(Vec::new());
    }
    let rows = starts(table, reader, whole_people)?;
    let (open, close) = context.hours?;
    if rows[0].0 > open {
        let fault = RowFault::NobodyAtOpening { start: rows[0].0, open };
        table.fault(rows[0].2, "interval_start", fault, reader);
        return None;
    }
    let at_opening = rows.iter().rposition(|(start, ..)| *start <= open).unwrap_or(0);
    let open_rows = rows.iter().skip(at_opening).take_while(|(start, ..)| *start < close);
    let kept: Vec<_> =
        open_rows.map(|(start, people, _)| HeadCount { start: (*start).max(open), people: *people }).collect();
    note_outside(table, rows.len() - kept.len(), Ignored::Rows, reader);
    let ends = kept.iter().skip(1).map(|row| row.start).chain([close]);
    let hours = kept.iter().zip(ends).map(|(row, end)| f64::from(row.people) * (end - row.start).as_hours());
    reader.sources.comes_to(table.source, 0.0, hours.sum());
    Some(kept)
}

fn whole_people(table: &DataTable<'_>, row: Row, reader: &mut Reader<'_>) -> Option<u32> {
    let number = table.number(row, "people", reader)?;
    if number.fract() != 0.0 {
        table.fault(row, "people", RowFault::PartOfAPerson(number), reader);
        return None;
    }
    Some(number as u32)
}

/// Recorded callers of one queue (M-C3), in order of arrival; `sharing` are the queues that read this file.
pub(super) fn calls(
    at: &At<'_>,
    queue: &str,
    sharing: &[String],
    context: TableContext<'_>,
    reader: &mut Reader<'_>,
) -> Option<Vec<RecordedCall>> {
    let columns = TableColumns {
        required: &["arrival"],
        optional: &["talk_s", "wrap_up_s", "patience_s", "queue", "weekday", "date"],
        numbers: &[TALK, WRAP_UP, PATIENCE],
    };
    let mut table = DataTable::load(at, &columns, reader)?;
    check_queues(&table, sharing, reader)?;
    let mut calls = if let Some(calendar) = context.calendar {
        keep_calls(&mut table, queue, reader);
        let later = |call: RecordedCall, by: Span| RecordedCall { arrival: call.arrival + by, ..call };
        of_each_date(&mut table, (calendar, None), reader, recorded, later)?
    } else {
        pick_day(&mut table, context.date, reader)?;
        keep_calls(&mut table, queue, reader);
        recorded(&table, context, reader)?
    };
    if !calls.is_sorted_by_key(|c| c.arrival) {
        reader.note(Note::Sorted { file: table.name.clone() });
        calls.sort_by_key(|c| c.arrival);
    }
    let all = calls.len();
    let is_open = |at: SimTime| match context.calendar {
        Some(calendar) => calendar.is_open(context.clock.when(at)),
        None => context.hours.is_none_or(|(open, close)| (open..close).contains(&at)),
    };
    calls.retain(|c| is_open(c.arrival));
    calls.iter_mut().for_each(|call| call.arrival = context.clock.when(call.arrival));
    note_outside(&table, all - calls.len(), Ignored::Calls, reader);
    reader.sources.comes_to(table.source, calls.len() as f64, 0.0);
    Some(calls)
}

/// A name that belongs to no queue reading the file is a fault, whatever the day.
fn check_queues(table: &DataTable<'_>, sharing: &[String], reader: &mut Reader<'_>) -> Option<()> {
    let mut strangers = table.rows.iter().filter(|row| !sharing.iter().any(|q| q == table.cell(**row, "queue")));
    let Some(&row) = strangers.next().filter(|_| table.column("queue").is_some()) else { return Some(()) };
    let fault = TableFault::UnknownQueue {
        queue: table.shown(table.cell(row, "queue"), reader),
        known: sharing.to_vec(),
        names_are_read: table.names_are_read(reader),
    };
    table.fault(row, "queue", fault, reader);
    None
}

fn keep_calls(table: &mut DataTable<'_>, queue: &str, reader: &mut Reader<'_>) {
    if table.column("queue").is_some() {
        table.keep(|table, row| table.cell(row, "queue") == queue);
        if table.rows.is_empty() {
            reader.note(Note::NoCall { file: table.name.clone(), queue: queue.to_owned() });
        }
    }
}

/// What every row says; `None` after any fault.
fn every_row<T>(
    table: &DataTable<'_>,
    reader: &mut Reader<'_>,
    value: impl Fn(&DataTable<'_>, Row, &mut Reader<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let (mut values, mut sound) = (Vec::with_capacity(table.rows.len()), true);
    for &row in &table.rows {
        match value(table, row, reader) {
            Some(value) => values.push(value),
            None => sound = false,
        }
    }
    sound.then_some(values)
}

/// The calls of one date by its clock; nobody can have called in an hour that was skipped (M-T4).
fn recorded(table: &DataTable<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Option<Vec<RecordedCall>> {
    every_row(table, reader, |table, row, reader| {
        let call = call(table, row, reader)?;
        let is_skipped = context.clock.skips(call.arrival + context.midnight);
        if is_skipped {
            table.fault(row, "arrival", RowFault::Skipped { at: call.arrival }, reader);
        }
        (!is_skipped).then_some(call)
    })
}

fn call(table: &DataTable<'_>, row: Row, reader: &mut Reader<'_>) -> Option<RecordedCall> {
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
        order: row.order(),
    })
}

/// A survival curve: `wait_s` rises, `survival` never does.
pub(super) fn survival(at: &At<'_>, queue: &str, date: Option<Date>, reader: &mut Reader<'_>) -> Option<SurvivalCurve> {
    let columns = TableColumns {
        required: &["wait_s", "survival"],
        optional: &["queue", "weekday", "date"],
        numbers: &[WAIT, SURVIVAL],
    };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_queue(&mut table, queue, reader)?;
    pick_day(&mut table, date, reader)?;
    let mut points: Vec<(Span, f64)> = Vec::new();
    let mut sound = true;
    for &row in &table.rows {
        let (wait, share) = (table.seconds(row, "wait_s", reader), table.number(row, "survival", reader));
        let (Some(wait), Some(share)) = (wait, share) else {
            sound = false;
            continue;
        };
        match points.last() {
            Some((before, _)) if *before >= wait => {
                table.fault(row, "wait_s", RowFault::WaitOutOfOrder { wait, before: *before }, reader);
                sound = false;
            }
            Some((_, before)) if *before < share => {
                table.fault(row, "survival", RowFault::ShareRises { share, before: *before }, reader);
                sound = false;
            }
            _ => points.push((wait, share)),
        }
    }
    sound.then_some(SurvivalCurve { points })
}

/// Observed lengths, one a row.
pub(super) fn lengths(at: &At<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Option<Vec<Span>> {
    let columns = TableColumns { required: &["seconds"], optional: &["weekday", "date"], numbers: &[SECONDS] };
    let mut table = DataTable::load(at, &columns, reader)?;
    pick_day(&mut table, date, reader)?;
    every_row(&table, reader, |table, row, reader| table.seconds(row, "seconds", reader))
}

#[cfg(test)]
mod tests {
    use super::super::{Ignored, Note, Scenario, read_text};
    use crate::model::{Arrivals, Distribution, HeadCount, Patience, Presence, RecordedCall};
    use crate::units::{SimTime, Span};
    use std::fs;

    /// A scenario from 08:00 to 10:00 that names `data.csv` with these bytes.
    fn scenario(queue: &str, group: &str, data: &[u8], head: &str) -> Result<Scenario, String> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("data.csv"), data).expect("it can be written");
        let text = format!(
            "open = '08:00'\nclose = '10:00'\n{head}\n[[queues]]\nname = '普通'\ntalk = '1m'\n{queue}\n\
             [[groups]]\nname = 'a'\nserves = ['普通']\n{group}"
        );
        read_text("test.toml", &text, folder.path(), &[]).map_err(|diagnostics| diagnostics.to_string())
    }

    /// Start of each row in minutes after midnight with its calls.
    fn profile(data: &[u8], head: &str) -> Result<Vec<(i64, f64)>, String> {
        let read = scenario("arrivals = { profile = 'data.csv' }", "people = 1", data, head)?;
        match &read.floor.queues[0].arrivals {
            Arrivals::Profile { rows, .. } => {
                Ok(rows.iter().map(|r| (r.start.micros() / 60_000_000, r.calls)).collect())
            }
            Arrivals::Sample(_) | Arrivals::Calls(_) => Err("no profile".to_owned()),
        }
    }

    fn calls(data: &str) -> (Vec<RecordedCall>, Vec<Note>) {
        let read =
            scenario("arrivals = { calls = 'data.csv' }", "people = 1", data.as_bytes(), "").expect("it is good");
        match &read.floor.queues[0].arrivals {
            Arrivals::Calls(calls) => (calls.clone(), read.plain_notes()),
            Arrivals::Profile { .. } | Arrivals::Sample(_) => (Vec::new(), read.plain_notes()),
        }
    }

    #[test]
    fn a_profile_is_read_with_any_separator_mark_and_line_end() {
        let plain = "interval_start,calls\n08:00,5\n09:00,6.5\n";
        for text in [
            plain.to_owned(),
            format!("\u{feff}{plain}"),
            plain.replace(',', ";"),
            plain.replace(',', "\t"),
            plain.replace('\n', "\r\n"),
            plain.replace('\n', "\n\n"),
            plain.replace("08:00,5", "\" 8:00 \",\"5\",,"),
        ] {
            assert_eq!(profile(text.as_bytes(), ""), Ok(vec![(480, 5.0), (540, 6.5)]), "{text:?}");
        }
    }

    #[test]
    fn chinese_excel_files_are_read_as_gb18030_and_that_is_said() {
        let (bytes, ..) =
            encoding_rs::GB18030.encode("interval_start,calls,queue\n08:00,5,普通\n09:00,6,普通\n08:00,1,大客户\n");
        assert_eq!(profile(&bytes, ""), Ok(vec![(480, 5.0), (540, 6.0)]));
        let read = scenario("arrivals = { profile = 'data.csv' }", "people = 1", &bytes, "").expect("it is good");
        assert!(matches!(read.notes[0].note, Note::NotUtf8 { read_as: Some("GB18030"), .. }), "{:?}", read.notes);
    }

    #[test]
    fn rows_outside_opening_hours_are_ignored_with_a_note_and_one_that_straddles_stays_whole() {
        let text = b"interval_start,calls\n05:45,1\n06:45,2\n07:45,3\n08:45,4\n09:45,5\n10:45,6\n";
        assert_eq!(profile(text, ""), Ok(vec![(465, 3.0), (525, 4.0), (585, 5.0)]));
        let read = scenario("arrivals = { profile = 'data.csv' }", "people = 1", text, "").expect("it is good");
        assert!(matches!(read.notes[0].note, Note::Outside { of: Ignored::Rows, count: 3, .. }), "{:?}", read.notes);
    }

    #[test]
    fn a_gap_outside_opening_hours_does_not_matter() {
        let text = b"interval_start,calls\n00:00,1\n07:00,1\n08:00,3\n09:00,4\n";
        assert_eq!(profile(text, ""), Ok(vec![(480, 3.0), (540, 4.0)]));
    }

    #[test]
    fn a_single_row_lasts_until_closing() {
        assert_eq!(profile(b"interval_start,calls\n08:00,40\n", ""), Ok(vec![(480, 40.0)]));
    }

    #[test]
    fn the_date_of_the_scenario_picks_the_rows() {
        let text = b"weekday,interval_start,calls\nMon,08:00,1\nMon,09:00,2\ntuesday,08:00,3\ntuesday,09:00,4\n";
        assert_eq!(profile(text, "date = 2026-11-24"), Ok(vec![(480, 3.0), (540, 4.0)]));
        let text = b"date,interval_start,calls\n2026-11-23,08:00,1\n2026-11-23,09:00,2\n2026-11-24,08:00,3\n2026-11-24,09:00,4\n";
        assert_eq!(profile(text, "date = \"2026-11-23\""), Ok(vec![(480, 1.0), (540, 2.0)]));
        assert!(profile(text, "").is_err());
    }

    /// The calls of the first row of each date.
    fn of_dates(first_date: &str) -> Result<Vec<f64>, String> {
        let text = b"date,interval_start,calls\n2026-02-16,08:00,7\n2026-02-17,08:00,8\n2027-02-05,08:00,1\n2027-02-06,08:00,2\n";
        let dates = "dates = { from = 2027-02-05, to = 2027-02-06 }";
        let arrivals = format!("arrivals = {{ profile = 'data.csv', scale_cv = 0.1 {first_date} }}");
        let read = scenario(&arrivals, "people = 1", text, dates)?;
        assert_eq!(read.floor.queues[0].scale_cv, 0.1);
        match &read.floor.queues[0].arrivals {
            Arrivals::Profile { rows, .. } => Ok(rows.iter().map(|row| row.calls).collect()),
            Arrivals::Sample(_) | Arrivals::Calls(_) => Err("no profile".to_owned()),
        }
    }

    #[test]
    fn another_date_of_the_table_may_stand_for_the_first_and_the_others_follow() {
        assert_eq!(of_dates(""), Ok(vec![1.0, 2.0]));
        assert_eq!(of_dates(", first_date = 2026-02-16"), Ok(vec![7.0, 8.0]));
        let missing = of_dates(", first_date = 2026-02-17").expect_err("no such date");
        assert!(missing.contains("2026-02-18"), "{missing}");
    }

    #[test]
    fn a_rate_has_no_date_of_a_table() {
        let arrivals = "arrivals = { calls_per_hour = 3, first_date = 2026-02-16 }";
        let faults = scenario(arrivals, "people = 1", b"", "").expect_err("there is no table");
        assert!(faults.contains("only with `profile`"), "{faults}");
    }

    #[test]
    fn the_only_weekday_of_a_table_needs_no_date() {
        let text = b"weekday,interval_start,calls\nMon,08:00,1\nMon,09:00,2\n";
        assert_eq!(profile(text, ""), Ok(vec![(480, 1.0), (540, 2.0)]));
    }

    #[test]
    fn columns_that_are_not_used_are_named() {
        let text = b"interval_start,calls,handled_s,answered\n08:00,1,200,1\n09:00,2,200,1\n";
        let read = scenario("arrivals = { profile = 'data.csv' }", "people = 1", text, "").expect("it is good");
        let unused = vec!["handled_s".to_owned(), "answered".to_owned()];
        assert!(
            matches!(&read.notes[0].note, Note::NotUsed { columns: Some(columns), .. } if *columns == unused),
            "{:?}",
            read.notes
        );
    }

    #[test]
    fn head_counts_hold_until_the_next_row_and_begin_at_opening() {
        let text = b"interval_start,people\n00:00,1\n07:00,2\n09:00,0\n10:00,7\n";
        let read =
            scenario("arrivals = { calls_per_hour = 1 }", "staffing = 'data.csv'", text, "").expect("it is good");
        let expected = [(480, 2), (540, 0)].map(|(m, people)| HeadCount { start: SimTime::from_secs(m * 60), people });
        assert_eq!(read.floor.groups[0].presence, Presence::HeadCounts(expected.to_vec()));
        assert!(matches!(read.notes[0].note, Note::Outside { of: Ignored::Rows, count: 2, .. }), "{:?}", read.notes);
    }

    #[test]
    fn recorded_calls_are_sorted_stably_and_those_outside_hours_ignored_with_notes() {
        let (calls, notes) = calls("arrival,talk_s\n09:00:00.5,60\n08:30,1\n08:30,2\n07:59:59.999999,3\n10:00,4\n");
        let talks: Vec<_> = calls.iter().map(|c| c.talk.map(Span::as_secs)).collect();
        assert_eq!(talks, [Some(1.0), Some(2.0), Some(60.0)]);
        assert_eq!(calls[2].arrival, SimTime::from_micros(32_400_500_000));
        assert!(matches!(notes.as_slice(), [Note::Sorted { .. }, Note::Outside { of: Ignored::Calls, count: 2, .. }]));
    }

    #[test]
    fn an_empty_patience_never_hangs_up_and_a_missing_column_is_drawn() {
        let (with, _) = calls("arrival,talk_s,wrap_up_s,patience_s\n08:00,,5,\n08:01,60,,0\n");
        assert_eq!((with[0].talk, with[0].wrap_up, with[0].patience), (None, Some(Span::from_secs(5)), Some(None)));
        assert_eq!((with[1].wrap_up, with[1].patience), (None, Some(Some(Span::ZERO))));
        let (without, _) = calls("arrival\n08:00\n");
        assert_eq!(without[0].patience, None);
    }

    #[test]
    fn calls_of_other_queues_that_read_the_same_file_are_left_to_them() {
        let more = "arrivals = { calls = 'data.csv' }\n[[queues]]\nname = 'vip'\ntalk = '1m'\narrivals = { calls = 'data.csv' }";
        let group = "people = 1\n[[groups]]\nname = 'b'\nserves = ['vip']\npeople = 1";
        let data = "arrival,queue\n08:00,普通\n08:01,vip\n08:02,普通\n";
        let read = scenario(more, group, data.as_bytes(), "").expect("it is good");
        let counts = read.floor.queues.iter().map(|q| match &q.arrivals {
            Arrivals::Calls(calls) => calls.len(),
            Arrivals::Profile { .. } | Arrivals::Sample(_) => 0,
        });
        assert_eq!(counts.collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn callers_of_one_moment_keep_the_order_of_the_rows_across_queues() {
        let more = "arrivals = { calls = 'data.csv' }\n[[queues]]\nname = 'vip'\ntalk = '3m'\narrivals = { calls = 'data.csv' }";
        let group = "people = 1\n[[groups]]\nname = 'also'\nserves = ['vip']\npeople = 1";
        let data = "arrival,queue\n08:01,vip\n08:01,普通\n08:00,vip\n08:01,vip\n";
        let read = scenario(more, group, data.as_bytes(), "").expect("it is good");
        let mut all: Vec<_> = Vec::new();
        for (q, queue) in read.floor.queues.iter().enumerate() {
            let Arrivals::Calls(calls) = &queue.arrivals else { panic!("recorded calls") };
            all.extend(calls.iter().map(|call| (call.arrival, call.order, q)));
        }
        all.sort();
        assert_eq!(all.iter().map(|call| call.2).collect::<Vec<_>>(), [1, 1, 0, 1]);
    }

    #[test]
    fn a_survival_curve_keeps_its_points() {
        let queue = "arrivals = { calls_per_hour = 1 }\npatience = { empirical = 'data.csv' }";
        let read = scenario(queue, "people = 1", b"wait_s,survival\n0,1\n30,0.8\n60.5,0.8\n", "").expect("it is good");
        let Patience::Survival(curve) = &read.floor.queues[0].patience else { panic!("no curve") };
        assert_eq!(curve.points[2], (Span::from_secs_f64(60.5), 0.8));
    }

    #[test]
    fn sampled_days_are_those_of_the_weekday_of_the_date_each_with_its_rows() {
        let day = |date: &str, calls: &str| format!("{date},08:00,1\n{date},09:00,{calls}\n");
        let data =
            ["date,interval_start,calls\n", &day("2026-11-16", "2"), &day("2026-11-17", "3"), &day("2026-11-23", "4")];
        let of = |head: &str| {
            let data = data.concat();
            let read = scenario("arrivals = { sample = 'data.csv' }", "people = 1", data.as_bytes(), head);
            read.map(|read| match &read.floor.queues[0].arrivals {
                Arrivals::Sample(days) => days.iter().map(|rows| rows[1].calls).collect::<Vec<_>>(),
                Arrivals::Profile { .. } | Arrivals::Calls(_) => Vec::new(),
            })
        };
        assert_eq!(of(""), Ok(vec![2.0, 3.0, 4.0]));
        assert_eq!(of("date = 2026-11-30"), Ok(vec![2.0, 4.0]));
        assert!(of("date = 2026-11-29").is_err_and(|faults| faults.contains("Sunday")));
    }

    const DAYS: &str = "date,weekday,arrival,talk_s\n2025-01-20,Mon,09:15,100\n2025-01-21,Tue,09:20,50\n";

    #[test]
    fn recorded_calls_of_several_days_are_those_of_the_scenarios_date() {
        let of = |head: &str, data: &str| {
            scenario("arrivals = { calls = 'data.csv' }", "people = 1", data.as_bytes(), head).map(|read| {
                match &read.floor.queues[0].arrivals {
                    Arrivals::Calls(calls) => calls.iter().map(|c| c.arrival).collect::<Vec<_>>(),
                    Arrivals::Profile { .. } | Arrivals::Sample(_) => Vec::new(),
                }
            })
        };
        assert_eq!(of("date = 2025-01-21", DAYS), Ok(vec![SimTime::clock(9, 20)]));
        let weekdays = DAYS.replace("date,", "day,");
        assert_eq!(of("date = 2026-11-23", &weekdays), Ok(vec![SimTime::clock(9, 15)]));
        assert!(of("", DAYS).is_err_and(|faults| faults.contains("2 different values of date")));
        assert!(of("", &weekdays).is_err_and(|faults| faults.contains("2 different values of weekday")));
        assert!(of("date = 2025-01-22", DAYS).is_err_and(|faults| faults.contains("no row for 2025-01-22")));
    }

    #[test]
    fn observed_lengths_and_curves_of_several_days_are_those_of_the_scenarios_date() {
        let arrivals = "arrivals = { calls_per_hour = 1 }\n";
        let read = |more: &str, data: &str, head: &str| {
            scenario(&format!("{arrivals}{more}"), "people = 1", data.as_bytes(), head)
        };
        let lengths = "date,seconds\n2025-01-20,1000\n2025-01-21,10\n";
        let wrap_up = "wrap_up = { empirical = 'data.csv' }";
        let found = read(wrap_up, lengths, "date = 2025-01-21").expect("it is good");
        assert_eq!(found.floor.queues[0].wrap_up, Distribution::Empirical(vec![Span::from_secs(10)]));
        let curve = "date,wait_s,survival\n2025-01-20,10,0.5\n2025-01-21,20,0.9\n";
        let patience = "patience = { empirical = 'data.csv' }";
        let found = read(patience, curve, "date = 2025-01-21").expect("it is good");
        let Patience::Survival(curve_found) = &found.floor.queues[0].patience else { panic!("no curve") };
        assert_eq!(curve_found.points, [(Span::from_secs(20), 0.9)]);
        for (more, data) in [(wrap_up, lengths), (patience, curve)] {
            assert!(read(more, data, "").is_err_and(|faults| faults.contains("2 different values of date")), "{more}");
        }
    }

    #[test]
    fn every_bad_day_of_a_table_is_told_and_a_bad_date_has_no_consequences() {
        let text = b"weekday,interval_start,calls\nMo,08:00,1\nTu,09:00,2\n";
        let faults = profile(text, "").expect_err("no such weekdays");
        assert!(faults.contains("\"Mo\"") && faults.contains("\"Tu\""), "{faults}");
        let faults =
            profile(DAYS.replace("arrival", "interval_start").replace("talk_s", "calls").as_bytes(), "date = 'x'");
        assert!(faults.expect_err("no date").matches("error:").count() == 1);
    }

    #[test]
    fn a_decimal_comma_is_read_where_commas_do_not_separate_columns() {
        assert_eq!(
            profile(b"interval_start;calls\n08:00;28,5\n09:00;1.190,5\n", ""),
            Ok(vec![(480, 28.5), (540, 1190.5)])
        );
        assert!(
            profile(b"interval_start,calls\n08:00,\"28,5\"\n09:00,1\n", "").is_err_and(|f| f.contains("a point, 28.5"))
        );
    }

    #[test]
    fn a_number_that_could_be_two_is_refused_with_both() {
        for text in
            ["interval_start;calls\n08:00;1.190\n09:00;995\n", "interval_start,calls\n08:00,\"1,190\"\n09:00,995\n"]
        {
            assert!(profile(text.as_bytes(), "").is_err_and(|faults| faults.contains("1190 or 1.19?")), "{text}");
        }
        let text = b"interval_start;people\n08:00;1.000\n";
        let read = scenario("arrivals = { calls_per_hour = 1 }", "staffing = 'data.csv'", text, "");
        assert!(read.is_err_and(|faults| faults.contains("1000 or 1?")));
    }

    #[test]
    fn a_column_that_is_there_twice_is_refused_in_every_kind_of_table() {
        for (queue, group, data) in [
            ("arrivals = { profile = 'data.csv' }", "people = 1", "interval_start,calls,calls\n08:00,1,2\n"),
            ("arrivals = { calls = 'data.csv' }", "people = 1", "arrival,talk_s,talk_s\n08:00,1,2\n"),
            ("arrivals = { calls_per_hour = 1 }", "staffing = 'data.csv'", "interval_start,people,people\n08:00,1,2\n"),
            (
                "arrivals = { calls_per_hour = 1 }\npatience = { empirical = 'data.csv' }",
                "people = 1",
                "wait_s,wait_s,survival\n1,1,1\n",
            ),
            (
                "arrivals = { calls_per_hour = 1 }\nwrap_up = { empirical = 'data.csv' }",
                "people = 1",
                "seconds,seconds\n1,1\n",
            ),
        ] {
            let read = scenario(queue, group, data.as_bytes(), "");
            assert!(read.is_err_and(|faults| faults.contains("is there twice")), "{data}");
        }
    }

    #[test]
    fn a_table_in_an_unknown_encoding_says_so_where_a_name_is_not_found() {
        let data = b"interval_start,calls,queue\n08:00,5,Auftr\xe4ge\n";
        let faults =
            scenario("arrivals = { profile = 'data.csv' }", "people = 1", data, "").expect_err("no such queue");
        assert!(faults.contains("save it as UTF-8") && faults.contains("Auftr\u{fffd}ge"), "{faults}");
    }
}
