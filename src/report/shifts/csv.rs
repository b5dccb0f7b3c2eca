//! Tables of shifts: who works when, and who is needed and there.

use super::{ShiftsReport, times};
use crate::cover::CoveringShift;
use crate::escape::csv::Writer;
use crate::report::csv::number;
use crate::units::SimTime;
use crate::units::Span;
use crate::units::text::{clock, span};
use std::io::{self, Write};

/// A row for people with the same shift and breaks: `group,people,start,end,paid_hours,breaks`.
///
/// # Errors
/// Those of the writer.
pub fn shifts_csv(report: &ShiftsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let rules = &report.found.rules;
    csv.write_record(["group", "people", "start", "end", "paid_hours", "breaks"])?;
    for shift in report.covering().iter().flat_map(|found| &found.shifts) {
        csv.write_record([
            rules.shifts[shift.rule].group.clone(),
            shift.people.to_string(),
            clock(shift.start),
            clock(shift.end),
            number(Some(shift.paid(rules).as_hours())),
            breaks(shift, " "),
        ])?;
    }
    csv.flush()
}

/// A row for each interval: who is needed, who is there and who is missing, of all needs together.
///
/// # Errors
/// Those of the writer.
pub fn cover_csv(report: &ShiftsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let rules = &report.found.rules;
    csv.write_record(["interval_start", "needed", "there", "missing"])?;
    for (i, row) in report.covering().iter().flat_map(|found| &found.intervals).enumerate() {
        let (needed, there): (u32, u32) = (row.needed.iter().sum(), row.present.iter().sum());
        csv.write_record([clock(times(rules, i).0), needed.to_string(), there.to_string(), row.missing.to_string()])?;
    }
    csv.flush()
}

/// `12:00+45m 15:00+15m`.
pub(super) fn breaks(shift: &CoveringShift, between: &str) -> String {
    let one = |(start, length): &(SimTime, Span)| format!("{}+{}", clock(*start), span(*length));
    shift.breaks.iter().map(one).collect::<Vec<_>>().join(between)
}
