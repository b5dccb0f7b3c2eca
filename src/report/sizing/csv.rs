//! Tables of a sizing: head-counts as a scenario reads them, base against reserve, and what if.

use super::{SizedFloor, words};
use crate::escape::csv::Writer;
use crate::figures::Measure;
use crate::report::csv::number;
use crate::sizing::{ReserveResults, VariedResult};
use crate::units::text::clock;
use std::io::{self, Write};

/// A row per interval, `interval_start,people`: of the groups that were sized together.
///
/// # Errors
/// Those of the writer.
pub fn head_counts(sized: &SizedFloor, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    csv.write_record(["interval_start", "people"])?;
    for row in &sized.found.intervals {
        csv.write_record([clock(row.start), row.people.to_string()])?;
    }
    csv.flush()
}

/// A row for every base and reserve that was tried.
///
/// # Errors
/// Those of the writer.
pub fn reserve_csv(found: &ReserveResults, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    csv.write_record([
        "base",
        "reserve",
        &Measure::Cost.name(),
        "hours_at_work",
        "days_called",
        "days_met",
        "is_enough",
    ])?;
    for point in &found.scanned {
        csv.write_record([
            point.base.to_string(),
            point.reserve.to_string(),
            number(Some(point.cost)),
            number(Some(point.hours_at_work)),
            number(Some(point.days_called)),
            number(Some(point.share_of_days)),
            u8::from(found.curve.contains(point)).to_string(),
        ])?;
    }
    csv.flush()
}

/// A row for every change.
///
/// # Errors
/// Those of the writer.
pub fn varied_csv(varied: &[VariedResult], out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    csv.write_record(["changed", "by", "figure", "number"])?;
    for one in varied {
        let figure = number(one.figure);
        let needed = one.number.map_or(String::new(), |number| number.to_string());
        csv.write_record([words::changed(one.changed).to_owned(), number(Some(one.by)), figure, needed])?;
    }
    csv.flush()
}
