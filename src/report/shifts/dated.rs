//! Shifts of several dates as a report shows them: who has which breaks on which dates, and who is there and needed when.

use super::by_date::{ShiftOnDates, clock_of, named, shifts_on_dates};
use super::csv::breaks;
use super::{ShiftsReport, times};
use crate::report::numbers::DASH;
use crate::report::sizing::SizeTable;
use crate::sizing::ShiftsOfDate;
use crate::units::SimTime;
use crate::units::text::clock;
use crate::words::ShiftsWords;
use std::collections::BTreeSet;

/// A row for people with the same shift and breaks, with the dates on which they have it.
pub(in crate::report) fn dated_shifts(report: &ShiftsReport, words: &dyn ShiftsWords) -> SizeTable {
    let row = |one: &ShiftOnDates| {
        let shift = &one.shift;
        let dates: Vec<String> = one.dates.iter().map(|date| words.weekday_and_date(*date)).collect();
        let [people, start, end] = [shift.people.to_string(), clock(shift.start), clock(shift.end)];
        vec![one.group.clone(), people, start, end, breaks(shift, ", "), words.list(&dates)]
    };
    let [date, ..] = words.by_date_header();
    let head = words.shifts_header().into_iter().chain([date]).map(str::to_owned).collect();
    SizeTable { head, rows: shifts_on_dates(report).iter().map(row).collect() }
}

/// A row for each interval of the clock, a column for each date: who is there beyond those needed.
pub(in crate::report) fn cover_by_date(report: &ShiftsReport, words: &dyn ShiftsWords) -> SizeTable {
    let dates = &report.found.dates;
    let starts: BTreeSet<SimTime> = dates
        .iter()
        .flat_map(|date| (0..date.found.rules.intervals()).map(|i| times(&date.found.rules, i).0))
        .collect();
    let cell = |date: &ShiftsOfDate, start: SimTime| {
        let rules = &date.found.rules;
        let at = (0..rules.intervals()).find(|i| times(rules, *i).0 == start)?;
        let row = date.found.covering()?.intervals.get(at)?;
        let (needed, there): (u32, u32) = (row.needed.iter().sum(), row.present.iter().sum());
        Some(format!("{there} / {needed}"))
    };
    let row = |start: &SimTime| {
        let of_dates = dates.iter().map(|date| cell(date, *start).unwrap_or_else(|| DASH.to_owned()));
        std::iter::once(clock_of(*start)).chain(of_dates).collect()
    };
    let [_, needed, there, _] = words.cover_header();
    let head = std::iter::once(format!("{there} / {needed}")).chain(dates.iter().map(|date| named(date, words)));
    SizeTable { head: head.collect(), rows: starts.iter().map(row).collect() }
}
