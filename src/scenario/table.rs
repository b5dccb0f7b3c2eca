//! A table of data from a CSV file, each cell knowing its line and column.

use super::diagnostics::nearest;
use super::encoding::Reading;
use super::number::{Amount, Form, NoNumber};
use super::reader::{At, Reader};
use super::source::SourceId;
use crate::units::text::{CLOCK_FORM, parse_clock};
use crate::units::{SimTime, Span};
use csv::StringRecord;
use std::ops::Range;
use std::rc::Rc;

/// The longest length of time a table may name: 10 days, in seconds.
pub(super) const LONGEST_S: f64 = 864_000.0;

/// More rows than this are of no use, and would take more memory than most machines have.
const MOST_ROWS: usize = 5_000_000;
/// More columns than this are no table.
const MOST_COLUMNS: usize = 1_000;
/// A longer cell, in bytes, comes from a quote that is not closed.
const LONGEST_CELL: usize = 10_000;
/// So much of a cell is shown in messages, in characters.
const SHOWN: usize = 60;

/// The columns a kind of table has.
pub(super) struct Columns {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
    /// Those of both that hold numbers.
    pub numbers: &'static [Amount],
}

/// One row: which cells, and where it begins in the text. Small, since a table may have millions of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    first: u32,
    cells: u32,
    byte: u32,
    /// Of the file, its header being 0.
    number: u32,
}

impl Row {
    /// Its number in the file, from 1.
    pub fn order(self) -> u64 {
        u64::from(self.number)
    }
}

/// The cells of a whole file without quotes, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: String,
    ends: Vec<u32>,
    header: Vec<String>,
    /// Every row below the header that is not blank.
    rows: Vec<Row>,
}

/// Why a text is no table.
#[derive(Debug)]
struct NoTable {
    byte: usize,
    found: String,
    allowed: &'static str,
}

impl Cells {
    fn of(text: &str) -> Result<Self, NoTable> {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator(text))
            .from_reader(text.as_bytes());
        let (mut cells, mut record, mut csv) = (Self::default(), StringRecord::new(), reader);
        while csv.read_record(&mut record).unwrap_or(false) {
            let (byte, number) = record.position().map_or((0, 0), |at| (at.byte() as usize, at.record()));
            if record.iter().any(|cell| cell.len() > LONGEST_CELL) {
                let found = format!("a cell longer than {LONGEST_CELL} bytes in the row that begins here");
                return Err(NoTable { byte, found, allowed: "shorter cells; is a quote not closed?" });
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if cells.header.is_empty() {
                cells.header = record.iter().map(|cell| cell.trim().to_owned()).collect();
            } else {
                cells.push(&record, byte, number);
            }
            let (found, allowed) = match (cells.header.len(), cells.rows.len()) {
                (columns, _) if columns > MOST_COLUMNS => (format!("{columns} columns"), "at most 1000 columns"),
                (_, rows) if rows > MOST_ROWS => ("more than 5 million rows".to_owned(), "at most 5 million rows"),
                _ => continue,
            };
            return Err(NoTable { byte, found, allowed });
        }
        Ok(cells)
    }

    fn push(&mut self, record: &StringRecord, byte: usize, number: u64) {
        let (first, cells) = (self.ends.len() as u32, record.len() as u32);
        let row = Row { first, cells, byte: byte as u32, number: number as u32 };
        for cell in record {
            self.text.push_str(cell);
            self.ends.push(self.text.len() as u32);
        }
        self.rows.push(row);
    }

    /// The text of a cell without blanks around it; empty if the row is shorter.
    fn get(&self, row: Row, cell: usize) -> &str {
        if cell >= row.cells as usize {
            return "";
        }
        let at = row.first as usize + cell;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text[start..self.ends[at] as usize].trim()
    }

    fn of_row(&self, row: Row) -> impl Iterator<Item = &str> {
        (0..row.cells as usize).map(move |cell| self.get(row, cell))
    }
}

/// Rows and columns, with at least one row.
pub(super) struct DataTable<'t> {
    /// The key that names the file.
    pub at: At<'t>,
    /// The file.
    pub source: SourceId,
    /// How messages call the file.
    pub name: String,
    cells: Rc<Cells>,
    /// How the numbers of its columns are written.
    forms: Vec<Form>,
    /// Every row, or those that have been kept.
    pub rows: Vec<Row>,
}

impl<'t> DataTable<'t> {
    /// Reads the file that `at` names. `None` if it is no table with the required columns; the reader knows why.
    pub fn load(at: &At<'t>, columns: &Columns, reader: &mut Reader<'_>) -> Option<Self> {
        let path = reader.path(at)?;
        let source = reader.sources.load_csv(&path).map_err(|why| reader.unreadable(at, &why)).ok()?;
        let name = reader.sources.get(source).name.clone();
        let cells = cells(at, source, reader)?;
        if cells.header.is_empty() {
            let allowed = format!("a table with the columns {} and one row or more", columns.required.join(", "));
            reader.fault(at, &format!("{name} is empty"), &allowed);
            return None;
        }
        let mut table = Self { at: at.clone(), source, name, rows: cells.rows.clone(), cells, forms: Vec::new() };
        if !table.check(columns, reader) {
            return None;
        }
        table.find_forms(columns, reader);
        Some(table)
    }

    /// How each column of numbers is written, decided from all rows of the file.
    fn find_forms(&mut self, columns: &Columns, reader: &mut Reader<'_>) {
        let separator = separator(&reader.sources.get(self.source).text);
        for amount in columns.numbers {
            let Some(column) = self.column(amount.column) else { continue };
            let cells = self.rows.iter().map(|row| self.cells.get(*row, column));
            let form = Form::of(*amount, cells, separator);
            if let Some((text, number)) = &form.decided {
                let (name, column, text) = (&self.name, amount.column, self.said(text, reader));
                reader.note(format!("{name}: in column `{column}` {text} is read as {number}"));
            }
            self.forms.push(form);
        }
    }

    fn header_fault(&self, found: &str, allowed: &str, reader: &mut Reader<'_>) -> bool {
        reader.data_fault(&self.at, self.source, header_span, found, allowed);
        false
    }

    fn check(&self, columns: &Columns, reader: &mut Reader<'_>) -> bool {
        let missing: Vec<_> = columns.required.iter().filter(|c| self.column(c).is_none()).copied().collect();
        if !missing.is_empty() {
            let found = format!("no column `{}`", missing.join("`, no column `"));
            let mut allowed =
                format!("`{}` in the first line, separated by comma, semicolon or tab", columns.required.join("`, `"),);
            if !reader.sources.get(self.source).is_outside {
                let there: Vec<_> = self.cells.header.iter().map(|name| shortened(name)).collect();
                allowed += &format!("; found there: `{}`", there.join("`, `"));
            }
            return self.header_fault(&found, &allowed, reader);
        }
        let known = || columns.required.iter().chain(columns.optional);
        if let Some(twice) = known().find(|name| self.cells.header.iter().filter(|h| h == name).count() > 1) {
            let second = self.cells.header.iter().rposition(|h| h == twice).unwrap_or(0);
            let (found, allowed) = (format!("the column `{twice}` is there twice"), "each column once");
            reader.data_fault(&self.at, self.source, |text| header_cell_span(text, second), &found, allowed);
            return false;
        }
        if self.rows.is_empty() {
            let found = format!("{} has a header but no row", self.name);
            return self.header_fault(&found, "one row or more", reader);
        }
        self.note_unused(columns, reader) & self.check_widths(reader)
    }

    /// A column that looks like a misspelt one is a fault; others are not used, and that is said.
    fn note_unused(&self, columns: &Columns, reader: &mut Reader<'_>) -> bool {
        let known: Vec<_> = columns.required.iter().chain(columns.optional).copied().collect();
        let header = self.cells.header.iter();
        let unknown: Vec<_> = header.filter(|h| !h.is_empty() && !known.contains(&h.as_str())).collect();
        let absent: Vec<_> = known.iter().filter(|k| self.column(k).is_none()).copied().collect();
        let misspelt = unknown.iter().find_map(|column| Some((column, nearest(column, absent.iter().copied())?)));
        if let Some((column, near)) = misspelt {
            let at = self.column(column).unwrap_or(0);
            let found = format!("a column `{column}` that looks like `{near}`");
            let allowed = "the known name, or a name that cannot be taken for it";
            reader.data_fault(&self.at, self.source, |text| header_cell_span(text, at), &found, allowed);
            return false;
        }
        if !unknown.is_empty() {
            let names: Vec<_> = unknown.iter().map(|c| format!("`{}`", shortened(c))).collect();
            let is_outside = reader.sources.get(self.source).is_outside;
            let names = if is_outside { "other columns".to_owned() } else { names.join(", ") };
            reader.note(format!("{}: not used: {names}", self.name));
        }
        true
    }

    fn check_widths(&self, reader: &mut Reader<'_>) -> bool {
        let columns = self.cells.header.len();
        let mut sound = true;
        for row in &self.rows {
            let width = row.cells as usize;
            let extra = self.cells.of_row(*row).skip(columns).any(|cell| !cell.is_empty());
            if width < columns || extra {
                let found = format!("a row of {} in a table of {columns} columns", counted(width));
                let allowed = "as many cells as columns, with the separator of the header";
                reader.data_fault(&self.at, self.source, |text| cell_span(text, *row, 0), &found, allowed);
                sound = false;
            }
        }
        sound
    }

    /// The position of a column, if the table has it.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.cells.header.iter().position(|h| h == name)
    }

    /// The text of a cell without blanks around it; empty for a column that is not there.
    pub fn cell(&self, row: Row, column: &str) -> &str {
        self.column(column).map_or("", |n| self.cells.get(row, n))
    }

    /// A text from the table as messages show it: shortened, and not at all if it lies outside the scenario's folder.
    pub fn said(&self, text: &str, reader: &Reader<'_>) -> String {
        let is_outside = reader.sources.get(self.source).is_outside;
        if is_outside { "what is there".to_owned() } else { shortened(text) }
    }

    /// What helps where a name is not found: the encoding, if that may be why.
    pub fn remedy(&self, reader: &Reader<'_>) -> &'static str {
        match reader.sources.get(self.source).reading {
            Reading::Utf8 | Reading::As(_) => "",
            Reading::AsciiOnly => {
                "; the file is not UTF-8 and its encoding is not known: save it as UTF-8 (in Excel: Save as, CSV UTF-8)"
            }
        }
    }

    /// Keeps the rows for which a test holds.
    pub fn keep(&mut self, test: impl Fn(&Self, Row) -> bool) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|row| test(self, *row));
        self.rows = rows;
    }

    /// Reports a fault of a cell.
    pub fn fault(&self, row: Row, column: &str, found: &str, allowed: &str, reader: &mut Reader<'_>) {
        let cell = self.column(column).unwrap_or(0);
        reader.data_fault(&self.at, self.source, |text| cell_span(text, row, cell), found, allowed);
    }

    /// Reports that a cell's text is not what it should be.
    pub fn wrong(&self, row: Row, column: &str, allowed: &str, reader: &mut Reader<'_>) {
        let text = self.cell(row, column);
        let found = match text {
            "" => format!("{column} is empty"),
            _ if reader.sources.get(self.source).is_outside => format!("{column} is something else"),
            _ => format!("{column} is \"{}\"", shortened(text)),
        };
        self.fault(row, column, &found, allowed, reader);
    }

    /// A clock time in a cell.
    pub fn clock(&self, row: Row, column: &str, reader: &mut Reader<'_>) -> Option<SimTime> {
        let time = parse_clock(self.cell(row, column));
        if time.is_none() {
            self.wrong(row, column, CLOCK_FORM, reader);
        }
        time
    }

    /// A number in a cell, from 0 to the most its column may hold.
    pub fn number(&self, row: Row, column: &str, reader: &mut Reader<'_>) -> Option<f64> {
        let form = self.forms.iter().find(|form| form.amount.column == column)?;
        let allowed = match form.read(self.cell(row, column)) {
            Ok(number) if (0.0..=form.amount.most).contains(&number) => return Some(number),
            Ok(_) => format!("a number from 0 to {}", form.amount.most),
            Err(NoNumber::Wrong) => "a number in digits".to_owned(),
            Err(NoNumber::DecimalComma(number)) => format!("a number with a point, {number}, and no comma in it"),
            Err(NoNumber::Ambiguous(whole, decimal)) => {
                let found = format!("{column} is \"{}\": {whole} or {decimal}?", self.cell(row, column));
                let found = if reader.sources.get(self.source).is_outside { "two readings".to_owned() } else { found };
                let allowed = format!("{whole} without a mark for thousands, or {decimal:.4} with a fourth decimal");
                self.fault(row, column, &found, &allowed, reader);
                return None;
            }
        };
        self.wrong(row, column, &allowed, reader);
        None
    }

    /// A length of time in seconds in a cell.
    pub fn seconds(&self, row: Row, column: &str, reader: &mut Reader<'_>) -> Option<Span> {
        self.number(row, column, reader).map(Span::from_secs_f64)
    }

    /// A length of time in a cell that may be empty; `None` if it is neither.
    pub fn seconds_if_any(&self, row: Row, column: &str, reader: &mut Reader<'_>) -> Option<Option<Span>> {
        if self.cell(row, column).is_empty() { Some(None) } else { self.seconds(row, column, reader).map(Some) }
    }
}

/// The cells of a file, found once however many keys name it.
fn cells(at: &At<'_>, source: SourceId, reader: &mut Reader<'_>) -> Option<Rc<Cells>> {
    if let Some(known) = reader.cells.get(&source) {
        return known.clone();
    }
    let text = reader.sources.get(source).text.clone();
    let read = Cells::of(&text).map(Rc::new).map_err(|no| {
        reader.data_fault(at, source, |_| no.byte..no.byte, &no.found, no.allowed);
    });
    reader.cells.insert(source, read.clone().ok());
    if read.is_err() {
        reader.taint(&at.path);
    }
    read.ok()
}

/// The beginning of a text, up to the first line end.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    line.chars().take(SHOWN - 3).collect::<String>() + "..."
}

fn counted(n: usize) -> String {
    if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") }
}

/// The separator found most often in the first line that is not blank. Where there is none, a comma is a decimal one.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &u8| header.bytes().filter(|b| b == separator).count();
    [b'\t', b';', b','].into_iter().filter(|mark| count(mark) > 0).max_by_key(count).unwrap_or(b';')
}

fn header_span(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start_matches(['\r', '\n']).len();
    start..text[start..].find(['\r', '\n']).map_or(text.len(), |n| start + n)
}

/// Where a cell of the header stands.
fn header_cell_span(text: &str, cell: usize) -> Range<usize> {
    let byte = header_span(text).start as u32;
    cell_span(text, Row { first: 0, cells: 0, byte, number: 0 }, cell)
}

/// Where a cell stands in the text its row was read from.
fn cell_span(text: &str, row: Row, cell: usize) -> Range<usize> {
    let from = (row.byte as usize).min(text.len());
    let start = text.len() - text.get(from..).unwrap_or_default().trim_start_matches(['\r', '\n']).len();
    let separator = separator(text);
    let (mut quoted, mut index, mut begin) = (false, 0, start);
    for (offset, byte) in text[start..].bytes().enumerate().map(|(offset, byte)| (start + offset, byte)) {
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
            let rows = Cells::of(text).expect("a table").rows;
            assert_eq!(&text[cell_span(text, rows[1], 1)], "z", "{text:?}");
            assert_eq!(&text[cell_span(text, rows[0], 0)], "1", "{text:?}");
            assert!(text[cell_span(text, rows[0], 1)].starts_with("\"x"), "{text:?}");
        }
    }

    #[test]
    fn blank_lines_and_lines_of_separators_only_are_no_rows() {
        assert_eq!(Cells::of("a,b\n,\n\n1,2\n,,\n").expect("a table").rows.len(), 1);
    }

    #[test]
    fn cells_are_found_again_without_their_quotes() {
        let cells = Cells::of("a,b\n1,\"x,y\"\n,z\n").expect("a table");
        let all: Vec<Vec<&str>> = cells.rows.iter().map(|row| cells.of_row(*row).collect()).collect();
        assert_eq!(all, [["1", "x,y"], ["", "z"]]);
        assert_eq!(cells.get(cells.rows[1], 2), "");
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told_where_its_row_begins() {
        let text = format!("a,b\n1,2\n3,\"{}", "4,5\n".repeat(5_000));
        assert_eq!(Cells::of(&text).expect_err("a cell of 20 kB").byte, 8);
    }

    #[test]
    fn a_table_of_one_column_has_no_separator() {
        assert_eq!((separator("seconds\n180,5\n"), separator("a,b\n"), separator("a;b,c;d")), (b';', b',', b';'));
    }
}
