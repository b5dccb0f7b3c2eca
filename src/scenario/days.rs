//! Which rows of a table of data are meant: by queue, by date and weekday, for each of several dates.

use super::dates::{FirstDate, parse_weekday};
use super::fault::{CellWanted, DaysFault, TableFault};
use super::reader::Reader;
use super::table::{DataTable, Row};
use crate::model::{Calendar, Path, Session};
use crate::units::{SimTime, Span, WallClock};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What reading a table needs to know of the scenario.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableContext<'c> {
    /// Opening and closing of the session that the table is read for; `None` if they could not be read, if there are several, or if it
    /// is closed on the date.
    pub hours: Option<(SimTime, SimTime)>,
    /// The date of that session, which picks rows by `date` or `weekday`.
    pub date: Option<Date>,
    /// All sessions, if there are several dates.
    pub calendar: Option<&'c Calendar>,
    /// What clocks show.
    pub clock: &'c WallClock,
    /// Midnight of that date by the clock, since that of the first.
    pub midnight: Span,
}

/// What a table says of each date, one date after the other; of a date on which it is closed only what is there. `first_date`: in the
/// table another date stands for the first, and those after it follow day by day.
pub(super) fn of_each_date<T>(
    table: &mut DataTable<'_>,
    (calendar, first_date): (&Calendar, Option<Date>),
    reader: &mut Reader<'_>,
    read: impl Fn(&DataTable<'_>, TableContext<'_>, &mut Reader<'_>) -> Option<Vec<T>>,
    later: impl Fn(T, Span) -> T,
) -> Option<Vec<T>> {
    let (all, first) = (table.rows.clone(), FirstDate(first_date.or(calendar.sessions()[0].date)));
    let mut found = Vec::new();
    for (day, midnight) in calendar.dates().filter(|(day, _)| *day >= 0 && !all.is_empty()) {
        let (date, hours) = (first.later(day)?, hours_on(calendar, midnight));
        table.rows.clone_from(&all);
        if hours.is_none() && !has_day(table, date) {
            continue;
        }
        pick_day(table, Some(date), reader)?;
        let context =
            TableContext { hours, date: Some(date), calendar: Some(calendar), clock: calendar.clock(), midnight };
        found.extend(read(table, context, reader)?.into_iter().map(|row| later(row, midnight)));
    }
    Some(found)
}

/// From when to when it is open on a date, by its clock.
fn hours_on(calendar: &Calendar, midnight: Span) -> Option<(SimTime, SimTime)> {
    let (first, last) = (SimTime::MIDNIGHT, SimTime::clock(24, 0));
    let by_the_clock = |of: &Session| {
        let (open, close) = (calendar.clock().shown(of.open), calendar.clock().shown_until(of.close));
        ((open - midnight).max(first), (close - midnight).min(last))
    };
    let on_date = calendar.sessions().iter().map(by_the_clock);
    let on_date: Vec<_> = on_date.filter(|(open, close)| open < close).collect();
    Some((on_date.first()?.0, on_date.last()?.1))
}

/// Whether a table that tells days apart has any row of one; one that does not has rows of every day.
pub(super) fn has_day(table: &DataTable<'_>, date: Date) -> bool {
    let is_of_it = |row: &Row| {
        let by_date = table.column("date").map(|_| parse_date(table.cell(*row, "date")) == Some(date));
        let weekday = || parse_weekday(table.cell(*row, "weekday")) == Some(date.weekday().to_monday_zero_offset());
        by_date.or_else(|| table.column("weekday").map(|_| weekday())).unwrap_or(true)
    };
    table.rows.iter().any(is_of_it)
}

/// Keeps the rows of one queue, if the table tells queues apart.
pub(super) fn pick_queue(table: &mut DataTable<'_>, queue: &str, reader: &mut Reader<'_>) -> Option<()> {
    if table.column("queue").is_none() {
        return Some(());
    }
    let all = table.rows.clone();
    table.keep(|table, row| table.cell(row, "queue") == queue);
    if table.rows.is_empty() {
        let known: BTreeSet<_> = all.iter().map(|row| table.cell(*row, "queue")).collect();
        let fault = TableFault::NoRowForQueue {
            queue: queue.to_owned(),
            there: known.into_iter().take(20).map(|name| table.shown(name, reader)).collect(),
            names_are_read: table.names_are_read(reader),
        };
        table.fault(all[0], "queue", fault, reader);
        return None;
    }
    Some(())
}

/// Keeps the rows of the session's date, by `date` or else by `weekday`.
pub(super) fn pick_day(table: &mut DataTable<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Option<()> {
    if table.column("date").is_some() {
        let wanted = date.map(|date| (date, DaysFault::NoDate(date)));
        pick_by(table, "date", wanted, parse_date, CellWanted::Date, reader)
    } else if table.column("weekday").is_some() {
        let wanted = date.map(|date| (date.weekday().to_monday_zero_offset(), DaysFault::NoWeekday(date)));
        pick_by(table, "weekday", wanted, parse_weekday, CellWanted::Weekday, reader)
    } else {
        Some(())
    }
}

fn pick_by<T: Copy + Ord>(
    table: &mut DataTable<'_>,
    column: &'static str,
    wanted: Option<(T, DaysFault)>,
    parse: impl Fn(&str) -> Option<T>,
    form: CellWanted,
    reader: &mut Reader<'_>,
) -> Option<()> {
    let first = table.rows[0];
    let (mut days, mut wrong) = (BTreeSet::new(), BTreeSet::new());
    for row in &table.rows {
        let text = table.cell(*row, column);
        match parse(text) {
            Some(day) => _ = days.insert(day),
            None if wrong.insert(text) => table.wrong(*row, column, form, reader),
            None => {}
        }
    }
    if !wrong.is_empty() {
        return None;
    }
    let Some((wanted, absent)) = wanted else {
        // Which day was meant is not known if the date could not be read, and that has been said.
        if days.len() > 1 && !reader.is_tainted(&Path::of("date")) && !reader.is_tainted(&Path::of("dates")) {
            table.fault(first, column, DaysFault::Several { column, count: days.len() }, reader);
        }
        return (days.len() <= 1).then_some(());
    };
    table.keep(|table, row| parse(table.cell(row, column)) == Some(wanted));
    if table.rows.is_empty() {
        table.fault(first, column, absent, reader);
        return None;
    }
    Some(())
}

pub(super) fn parse_date(text: &str) -> Option<Date> {
    text.parse().ok()
}
