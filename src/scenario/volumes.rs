//! The expected calls of a table of data alone, without a scenario around it.

use super::Diagnostics;
use super::data;
use super::days::TableContext;
use super::reader::{At, Reader};
use super::source::Sources;
use super::table::{DataTable, TableColumns};
use super::tree::parse;
use crate::model::ProfileRow;
use crate::units::{SimTime, Span, WallClock};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The key that stands for the file in messages.
const KEY: &str = "profile";

/// Reads expected calls as a queue's `profile` is read: of one queue, or of all that the table tells apart together; `date` picks rows by
/// date or weekday.
///
/// # Errors
/// Every fault of the table.
pub fn read_volumes(file: &Path, queue: Option<&str>, date: Option<Date>) -> Result<Vec<ProfileRow>, Diagnostics> {
    let mut sources = Sources::default();
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = format!("{KEY} = {}", toml::Value::String(name));
    let source = sources.add_text(&format!("--{KEY}"), directory, &text);
    let mut reader = Reader::new(&mut sources);
    let tree = parse(&text, source).ok().expect("a key and a quoted text are TOML");
    let at = At::root(&tree).get(KEY).expect("it was written there");
    let clock = WallClock::default();
    let context = TableContext { hours: None, date, calendar: None, clock: &clock, midnight: Span::ZERO };
    let rows = match queue {
        Some(queue) => data::profile(&at, queue, (context, None), &mut reader),
        None => of_all_queues(&at, context, &mut reader),
    };
    match rows {
        Some(rows) if !reader.has_faults() => Ok(rows),
        _ => Err(reader.into_diagnostics()),
    }
}

/// The calls of all queues of a table, those of one time together.
fn of_all_queues(at: &At<'_>, context: TableContext<'_>, reader: &mut Reader<'_>) -> Option<Vec<ProfileRow>> {
    let columns = TableColumns {
        required: &[],
        optional: &["queue", "interval_start", "calls", "weekday", "date", "aht_s"],
        numbers: &[],
    };
    let table = DataTable::load(at, &columns, reader)?;
    let queues: BTreeSet<String> = match table.column("queue") {
        None => BTreeSet::from([String::new()]),
        Some(_) => table.rows.iter().map(|row| table.cell(*row, "queue").to_owned()).collect(),
    };
    let mut all: BTreeMap<SimTime, ProfileRow> = BTreeMap::new();
    for queue in queues {
        for row in data::profile(at, &queue, (context, None), reader)? {
            all.entry(row.start).and_modify(|sum| *sum = together(sum, &row)).or_insert(row);
        }
    }
    Some(all.into_values().collect())
}

/// Two rows of one time as one.
fn together(a: &ProfileRow, b: &ProfileRow) -> ProfileRow {
    let calls = a.calls + b.calls;
    let handle_time = match (a.handle_time, b.handle_time) {
        (Some(x), Some(y)) if calls > 0.0 => {
            Some(Span::from_secs_f64((x.as_secs() * a.calls + y.as_secs() * b.calls) / calls))
        }
        (x, y) => x.or(y),
    };
    ProfileRow { calls, handle_time, end: a.end.max(b.end), ..*a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn read(text: &str, queue: Option<&str>) -> Result<Vec<(SimTime, SimTime, f64)>, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("volumes.csv");
        fs::write(&file, text).expect("a table for the test");
        let rows = read_volumes(&file, queue, None).map_err(|faults| faults.to_string())?;
        Ok(rows.iter().map(|row| (row.start, row.end, row.calls)).collect())
    }

    #[test]
    fn calls_of_all_queues_are_added_up_and_one_can_be_picked() {
        let text = "interval_start,queue,calls\n08:00,a,5\n08:30,a,6\n08:00,b,1\n08:30,b,2\n";
        let at = SimTime::clock;
        assert_eq!(read(text, None), Ok(vec![(at(8, 0), at(8, 30), 6.0), (at(8, 30), at(9, 0), 8.0)]));
        assert_eq!(read(text, Some("b")), Ok(vec![(at(8, 0), at(8, 30), 1.0), (at(8, 30), at(9, 0), 2.0)]));
        assert!(read(text, Some("c")).is_err());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = read("interval_start,calls\n08:00,5\n08:30,many\n", None).expect_err("no number");
        assert!(told.contains("volumes.csv:3") && told.contains("many"), "{told}");
    }
}
