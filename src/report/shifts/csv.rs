//! Tables of shifts: who works when, and who is needed and there.

use super::{ShiftsReport, times};
use crate::cover::CoveringShift;
use crate::escape::csv::Writer;
use crate::report::csv::number;
use crate::sizing::ShiftsOfDate;
use crate::units::SimTime;
use crate::units::Span;
use crate::units::text::{clock, span};
use std::io::{self, Write};

/// A row for people with the same shift and breaks: `group,people,start,end,paid_hours,breaks`, of several dates with the `date` first.
///
/// # Errors
/// Those of the writer.
pub fn shifts_csv(report: &ShiftsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let dated = |date: &ShiftsOfDate| date.date.map(|date| date.to_string());
    let has_dates = report.found.one_day().is_none();
    let fixed = ["group", "people", "start", "end", "paid_hours", "breaks"].map(str::to_owned);
    csv.write_record(has_dates.then(|| "date".to_owned()).into_iter().chain(fixed))?;
    for date in &report.found.dates {
        let rules = &date.found.rules;
        for shift in date.found.covering().iter().flat_map(|found| &found.shifts) {
            let row = [
                rules.shifts[shift.rule].group.clone(),
                shift.people.to_string(),
                clock(shift.start),
                clock(shift.end),
                number(Some(shift.paid(rules).as_hours())),
                breaks(shift, " "),
            ];
            csv.write_record(dated(date).into_iter().chain(row))?;
        }
    }
    csv.flush()
}

/// A row for each interval: who is needed, who is there and who is missing, of all needs together; of several dates with the `date`
/// first.
///
/// # Errors
/// Those of the writer.
pub fn cover_csv(report: &ShiftsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let has_dates = report.found.one_day().is_none();
    let fixed = ["interval_start", "needed", "there", "missing"].map(str::to_owned);
    csv.write_record(has_dates.then(|| "date".to_owned()).into_iter().chain(fixed))?;
    for date in &report.found.dates {
        for (i, row) in date.found.covering().iter().flat_map(|found| &found.intervals).enumerate() {
            let (needed, there): (u32, u32) = (row.needed.iter().sum(), row.present.iter().sum());
            let start = clock(times(&date.found.rules, i).0);
            let row = [start, needed.to_string(), there.to_string(), row.missing.to_string()];
            csv.write_record(date.date.map(|date| date.to_string()).into_iter().chain(row))?;
        }
    }
    csv.flush()
}

/// `12:00+45m 15:00+15m`.
pub(super) fn breaks(shift: &CoveringShift, between: &str) -> String {
    let one = |(start, length): &(SimTime, Span)| format!("{}+{}", clock(*start), span(*length));
    shift.breaks.iter().map(one).collect::<Vec<_>>().join(between)
}
