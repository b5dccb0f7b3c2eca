//! Tables of a sizing: head-counts as a scenario reads them, base against reserve, and what if.

use super::{SizedReport, codes};
use crate::escape::csv::Writer;
use crate::figures::Measure;
use crate::report::csv::number;
use crate::sizing::{ReserveResults, SizedDates, VariedResult};
use crate::units::text::clock;
use std::io::{self, Write};

/// A row per interval, `interval_start,people`, of several dates with the `date` first: of the groups that were sized together.
///
/// # Errors
/// Those of the writer.
pub fn head_counts(sized: &SizedReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    match sized {
        SizedReport::OneDate(sized) => {
            csv.write_record(["interval_start", "people"])?;
            for row in &sized.found.intervals {
                csv.write_record([clock(row.start), row.people.to_string()])?;
            }
        }
        SizedReport::Dates(sized) => {
            csv.write_record(["date", "interval_start", "people"])?;
            for date in &sized.found.dates {
                let named = date.date.map_or_else(String::new, |date| date.to_string());
                for (row, people) in date.found.intervals.iter().zip(&date.people) {
                    csv.write_record([named.clone(), clock(row.start), people.to_string()])?;
                }
            }
        }
    }
    csv.flush()
}

/// A row for each date: what it takes, what is in reserve, and what it gives.
///
/// # Errors
/// Those of the writer.
pub fn dates_csv(found: &SizedDates, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let rungs: Vec<&str> =
        found.dates.first().map_or(Vec::new(), |date| date.rungs.iter().map(|rung| rung.name.as_str()).collect());
    let fixed =
        ["date", "calls", "people_least", "people_most", &Measure::Cost.name(), "in_reserve", "verdict", "days_met"];
    let pulls = rungs.iter().map(|name| format!("pulls:{name}"));
    csv.write_record(fixed.map(str::to_owned).into_iter().chain(pulls))?;
    for date in &found.dates {
        let (least, most) = date.least_and_most();
        let pulls = rungs.iter().map(|name| number(date.rungs.iter().find(|rung| rung.name == *name).map(|r| r.pulls)));
        let fixed = [
            date.date.map_or_else(String::new, |date| date.to_string()),
            number(Some(date.calls)),
            least.to_string(),
            most.to_string(),
            number(Some(date.cost())),
            date.in_reserve.to_string(),
            date.verdict().word().to_owned(),
            number(date.days_met().map(|share| share.mean)),
        ];
        csv.write_record(fixed.into_iter().chain(pulls))?;
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
        csv.write_record(varied_row(one))?;
    }
    csv.flush()
}

/// A row for every date and change.
///
/// # Errors
/// Those of the writer.
pub fn varied_dates_csv(found: &SizedDates, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    csv.write_record(["date", "changed", "by", "figure", "number"])?;
    for date in &found.dates {
        let named = date.date.map_or_else(String::new, |date| date.to_string());
        for one in &date.varied {
            csv.write_record(std::iter::once(named.clone()).chain(varied_row(one)))?;
        }
    }
    csv.flush()
}

fn varied_row(one: &VariedResult) -> [String; 4] {
    let needed = one.number.map_or(String::new(), |number| number.to_string());
    [codes::changed(one.changed).to_owned(), number(Some(one.by)), number(one.figure), needed]
}
