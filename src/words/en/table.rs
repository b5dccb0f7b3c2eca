//! What is wrong with a table of data, in English.

use super::forms::{CLOCK, DATE};
use crate::scenario::{CellWanted, DaysFault, RowFault, TableFault};
use crate::words::Said;
use jiff::civil::{Date, Weekday};

pub(super) fn said(fault: &TableFault) -> Said {
    match fault {
        TableFault::Empty { file, columns } => Said::new(
            format!("{file} is empty"),
            format!("a table with the columns {} and one row or more", columns.join(", ")),
        ),
        TableFault::NoRow { file } => Said::new(format!("{file} has a header but no row"), "one row or more"),
        TableFault::NoColumn { missing, required, there } => no_column(missing, required, there.as_deref()),
        TableFault::ColumnTwice { column } => {
            Said::new(format!("the column `{column}` is there twice"), "each column once")
        }
        TableFault::Misspelt { column, near } => Said::new(
            format!("a column `{column}` that looks like `{near}`"),
            "the known name, or a name that cannot be taken for it",
        ),
        TableFault::Width { cells, columns } => {
            let cells = if *cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
            Said::new(
                format!("a row of {cells} in a table of {columns} columns"),
                "as many cells as columns, with the separator of the header",
            )
        }
        TableFault::LongCell { most } => Said::new(
            format!("a cell longer than {most} bytes in the row that begins here"),
            "shorter cells; is a quote not closed?",
        ),
        TableFault::TooManyColumns { columns, most } => {
            Said::new(format!("{columns} columns"), format!("at most {most} columns"))
        }
        TableFault::TooManyRows { most } => {
            let most = most / 1_000_000;
            Said::new(format!("more than {most} million rows"), format!("at most {most} million rows"))
        }
        TableFault::Cell { column, text, wanted } => Said::new(cell(column, text.as_deref()), wish(*wanted)),
        TableFault::TwoReadings { column, text, whole, decimal } => {
            let found = text.as_ref().map(|text| format!("{column} is \"{text}\": {whole} or {decimal}?"));
            Said::new(
                found.unwrap_or_else(|| "two readings".to_owned()),
                format!("{whole} without a mark for thousands, or {decimal:.4} with a fourth decimal"),
            )
        }
        TableFault::NoRowForQueue { queue, there, names_are_read } => {
            let there: Vec<_> = there.iter().map(|name| shown(name.as_deref())).collect();
            let allowed = format!("one of the queues there: {}{}", there.join(", "), remedy(*names_are_read));
            Said::new(format!("no row for queue `{queue}`"), allowed)
        }
        TableFault::UnknownQueue { queue, known, names_are_read } => Said::new(
            format!("no queue that reads this file is called `{}`", shown(queue.as_deref())),
            format!("one of: {}{}", known.join(", "), remedy(*names_are_read)),
        ),
        TableFault::Days(fault) => days(*fault),
        TableFault::Row(fault) => row(*fault),
    }
}

fn no_column(missing: &[&str], required: &[&str], there: Option<&[String]>) -> Said {
    let found = format!("no column `{}`", missing.join("`, no column `"));
    let there = there.map(|there| format!("; found there: `{}`", there.join("`, `"))).unwrap_or_default();
    let required = required.join("`, `");
    Said::new(found, format!("`{required}` in the first line, separated by comma, semicolon or tab{there}"))
}

fn cell(column: &str, text: Option<&str>) -> String {
    match text {
        Some("") => format!("{column} is empty"),
        Some(text) => format!("{column} is \"{text}\""),
        None => format!("{column} is something else"),
    }
}

fn wish(wanted: CellWanted) -> String {
    match wanted {
        CellWanted::Date => DATE.to_owned(),
        CellWanted::Weekday => "a weekday such as Mon or Monday".to_owned(),
        CellWanted::Clock => CLOCK.to_owned(),
        CellWanted::Number => "a number in digits".to_owned(),
        CellWanted::NumberUpTo(most) => format!("a number from 0 to {most}"),
        CellWanted::Point(number) => format!("a number with a point, {number}, and no comma in it"),
    }
}

fn shown(text: Option<&str>) -> &str {
    text.unwrap_or("what is there")
}

/// What helps where a name is not found because names could not be read.
fn remedy(names_are_read: bool) -> &'static str {
    if names_are_read {
        ""
    } else {
        "; the file is not UTF-8 and its encoding is not known: save it as UTF-8 (in Excel: Save as, CSV UTF-8)"
    }
}

fn days(fault: DaysFault) -> Said {
    let of_the_day = "rows for the `date` of the scenario";
    match fault {
        DaysFault::Several { column, count } => Said::new(
            format!("rows for {count} different values of {column}"),
            "one day only, or `date` in the scenario to pick one",
        ),
        DaysFault::NoDate(date) => Said::new(format!("no row for {date}"), of_the_day),
        DaysFault::NoWeekday(date) => {
            Said::new(format!("no row for {}, the weekday of {date}", weekday(date)), of_the_day)
        }
    }
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn row(fault: RowFault) -> Said {
    let covering = "a row for every part of the opening hours";
    match fault {
        RowFault::Twice { start } => Said::new(format!("{start} twice"), "each interval once"),
        RowFault::OutOfOrder { start, before } => Said::new(format!("{start} after {before}"), "rows in order of time"),
        RowFault::Gap { from, to, every } => Said::new(
            format!("no row for {from} to {to}"),
            format!("a row every {every}, as in the rest of the file; calls may be 0"),
        ),
        RowFault::TooSoon { start, before, every } => Said::new(
            format!("{start} is only {} after {before}", start - before),
            format!("a row every {every}, as in the rest of the file"),
        ),
        RowFault::Skipped { at } => Said::new(
            format!("{at}, which clocks skip on this date"),
            "a time that they show in the scenario's `time_zone`",
        ),
        RowFault::BeginsLate { start, open } => {
            Said::new(format!("the first row starts at {start}, after opening at {open}"), covering)
        }
        RowFault::EndsEarly { end, close } => {
            Said::new(format!("the last row ends at {end}, before closing at {close}"), covering)
        }
        RowFault::NobodyAtOpening { start, open } => Said::new(
            format!("the first row starts at {start}, after opening at {open}"),
            "a row at opening or before; people may be 0",
        ),
        RowFault::PartOfACall(calls) => Said::new(format!("{calls} calls"), "a whole number"),
        RowFault::PartOfAPerson(people) => Said::new(format!("{people} people"), "a whole number"),
        RowFault::WaitOutOfOrder { wait, before } => {
            Said::new(format!("{wait} after {before}"), "waits that rise from row to row")
        }
        RowFault::ShareRises { share, before } => {
            Said::new(format!("{share} after {before}"), "shares that never rise")
        }
    }
}
