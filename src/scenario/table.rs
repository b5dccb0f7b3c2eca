//! A table of data from a CSV file, each cell knowing its line and column.

use super::diagnostics::nearest;
use super::reader::{At, Reader};
use super::source::{Place, SourceId};
use crate::units::text::{CLOCK_FORM, parse_clock};
use crate::units::{SimTime, Span};
use csv::StringRecord;
use std::ops::Range;

/// The longest length of time a table may name: 10 days, in seconds.
const LONGEST_S: f64 = 864_000.0;

/// The columns a kind of table has.
pub(super) struct Columns {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
}

/// Rows and columns, with at least one row.
pub(super) struct DataTable<'t> {
    /// The key that names the file.
    pub at: At<'t>,
    /// The file.
    pub source: SourceId,
    /// How messages call the file.
    pub name: String,
    header: Vec<String>,
    /// Every row that is not blank.
    pub rows: Vec<StringRecord>,
}

impl<'t> DataTable<'t> {
    /// Reads the file that `at` names. `None` if it is no table with the required columns; the reader knows why.
    pub fn load(at: &At<'t>, columns: &Columns, reader: &mut Reader<'_>) -> Option<Self> {
        let path = reader.path(at)?;
        let source = reader.sources.load_csv(&path).map_err(|why| reader.unreadable(at, &why)).ok()?;
        let (name, text) = (reader.sources.get(source).name.clone(), reader.sources.get(source).text.clone());
        let mut rows = records(&text).into_iter();
        let wanted = columns.required.join(", ");
        let Some(header) = rows.next() else {
            reader.fault(
                at,
                &format!("{name} is empty"),
                &format!("a table with the columns {wanted} and one row or more"),
            );
            return None;
        };
        let header = header.iter().map(|cell| cell.trim().to_owned()).collect();
        let table = Self { at: at.clone(), source, name, header, rows: rows.collect() };
        table.check(columns, &text, reader).then_some(table)
    }

    fn check(&self, columns: &Columns, text: &str, reader: &mut Reader<'_>) -> bool {
        let place = Place { source: self.source, span: header_span(text) };
        let missing: Vec<_> = columns.required.iter().filter(|c| self.column(c).is_none()).copied().collect();
        if !missing.is_empty() {
            let found = format!("no column `{}`", missing.join("`, no column `"));
            let allowed = format!(
                "`{}` in the first line, separated by comma, semicolon or tab; found there: `{}`",
                columns.required.join("`, `"),
                self.header.join("`, `")
            );
            reader.data_fault(&self.at, &place, &found, &allowed);
            return false;
        }
        if self.rows.is_empty() {
            reader.data_fault(&self.at, &place, &format!("{} has a header but no row", self.name), "one row or more");
            return false;
        }
        self.note_unused(columns, &place, reader) & self.check_widths(text, reader)
    }

    /// A column that looks like a misspelt one is a fault; others are not used, and that is said.
    fn note_unused(&self, columns: &Columns, place: &Place, reader: &mut Reader<'_>) -> bool {
        let known: Vec<_> = columns.required.iter().chain(columns.optional).copied().collect();
        let unknown: Vec<_> = self.header.iter().filter(|h| !h.is_empty() && !known.contains(&h.as_str())).collect();
        let absent: Vec<_> = known.iter().filter(|k| self.column(k).is_none()).copied().collect();
        let misspelt = unknown.iter().find_map(|column| Some((column, nearest(column, absent.iter().copied())?)));
        if let Some((column, near)) = misspelt {
            let found = format!("a column `{column}` that looks like `{near}`");
            reader.data_fault(&self.at, place, &found, "the known name, or a name that cannot be taken for it");
            return false;
        }
        if !unknown.is_empty() {
            let names: Vec<_> = unknown.iter().map(|c| format!("`{c}`")).collect();
            reader.note(format!("{}: not used: {}", self.name, names.join(", ")));
        }
        true
    }

    fn check_widths(&self, text: &str, reader: &mut Reader<'_>) -> bool {
        let mut sound = true;
        for row in &self.rows {
            let extra = row.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty());
            if row.len() < self.header.len() || extra {
                let place = Place { source: self.source, span: cell_span(text, row, 0) };
                let found = format!("a row of {} in a table of {} columns", cells(row.len()), self.header.len());
                reader.data_fault(
                    &self.at,
                    &place,
                    &found,
                    "as many cells as columns, with the separator of the header",
                );
                sound = false;
            }
        }
        sound
    }

    /// The position of a column, if the table has it.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }

    /// The text of a cell without blanks around it; empty for a column that is not there.
    pub fn cell<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        self.column(column).and_then(|n| row.get(n)).unwrap_or_default().trim()
    }

    /// Keeps the rows for which a test holds.
    pub fn keep(&mut self, test: impl Fn(&Self, &StringRecord) -> bool) {
        let rows = std::mem::take(&mut self.rows);
        self.rows = rows.into_iter().filter(|row| test(self, row)).collect();
    }

    /// Reports a fault of a cell.
    pub fn fault(&self, row: &StringRecord, column: &str, found: &str, allowed: &str, reader: &mut Reader<'_>) {
        let span = cell_span(&reader.sources.get(self.source).text, row, self.column(column).unwrap_or(0));
        reader.data_fault(&self.at, &Place { source: self.source, span }, found, allowed);
    }

    /// A clock time in a cell.
    pub fn clock(&self, row: &StringRecord, column: &str, reader: &mut Reader<'_>) -> Option<SimTime> {
        let text = self.cell(row, column);
        let time = parse_clock(text);
        if time.is_none() {
            self.fault(row, column, &format!("{column} is \"{text}\""), CLOCK_FORM, reader);
        }
        time
    }

    /// A number from 0 to `most` in a cell.
    pub fn number(&self, row: &StringRecord, column: &str, most: f64, reader: &mut Reader<'_>) -> Option<f64> {
        let text = self.cell(row, column);
        match text.parse::<f64>() {
            Ok(number) if (0.0..=most).contains(&number) => Some(number),
            Ok(_) => self.bad_number(row, column, text, &format!("a number from 0 to {most}"), reader),
            Err(_) if text.replacen(',', ".", 1).parse::<f64>().is_ok() => {
                let hint = format!("a number with a point, {}, and no comma in it", text.replacen(',', ".", 1));
                self.bad_number(row, column, text, &hint, reader)
            }
            Err(_) => self.bad_number(row, column, text, "a number in digits", reader),
        }
    }

    fn bad_number<T>(
        &self,
        row: &StringRecord,
        column: &str,
        text: &str,
        allowed: &str,
        reader: &mut Reader<'_>,
    ) -> Option<T> {
        let found = if text.is_empty() { format!("{column} is empty") } else { format!("{column} is \"{text}\"") };
        self.fault(row, column, &found, allowed, reader);
        None
    }

    /// A length of time in seconds in a cell.
    pub fn seconds(&self, row: &StringRecord, column: &str, reader: &mut Reader<'_>) -> Option<Span> {
        self.number(row, column, LONGEST_S, reader).map(Span::from_secs_f64)
    }

    /// A length of time in a cell that may be empty; `None` if it is neither.
    pub fn seconds_if_any(&self, row: &StringRecord, column: &str, reader: &mut Reader<'_>) -> Option<Option<Span>> {
        if self.cell(row, column).is_empty() { Some(None) } else { self.seconds(row, column, reader).map(Some) }
    }
}

fn cells(n: usize) -> String {
    if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") }
}

/// Every record that has a cell with something in it, the header first.
fn records(text: &str) -> Vec<StringRecord> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let filled = |record: &StringRecord| record.iter().any(|cell| !cell.trim().is_empty());
    reader.into_records().map_while(Result::ok).filter(filled).collect()
}

/// The separator found most often in the first line that is not blank.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &u8| header.bytes().filter(|b| b == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn header_span(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start_matches(['\r', '\n']).len();
    start..text[start..].find(['\r', '\n']).map_or(text.len(), |n| start + n)
}

/// Where a cell stands in the text its record was read from.
fn cell_span(text: &str, row: &StringRecord, cell: usize) -> Range<usize> {
    let from = row.position().map_or(0, |p| p.byte() as usize).min(text.len());
    let start = text.len() - text.get(from..).unwrap_or_default().trim_start_matches(['\r', '\n']).len();
    let separator = separator(text);
    let (mut quoted, mut index, mut begin) = (false, 0, start);
    for (offset, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => return begin..offset,
            _ if byte == separator && !quoted => {
                if index == cell {
                    return begin..offset;
                }
                (index, begin) = (index + 1, offset + 1);
            }
            _ => {}
        }
    }
    begin..text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_in_the_text_whatever_stands_before_it() {
        for text in ["a,b\r\n\r\n1,\"x,y\"\r\n2,z\r\n", "a;b\n\n1;\"x;y\"\n2;z\n", "a\tb\n1\t\"x\ty\"\n2\tz"] {
            let rows = records(text);
            assert_eq!(&text[cell_span(text, &rows[2], 1)], "z", "{text:?}");
            assert_eq!(&text[cell_span(text, &rows[1], 0)], "1", "{text:?}");
            assert!(text[cell_span(text, &rows[1], 1)].starts_with("\"x"), "{text:?}");
        }
    }

    #[test]
    fn blank_lines_and_lines_of_separators_only_are_no_rows() {
        assert_eq!(records("a,b\n,\n\n1,2\n,,\n").len(), 2);
    }
}
