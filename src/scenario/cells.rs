//! Rows of cells, each knowing its place, from a CSV file or a sheet.

use super::fault::TableFault;
use super::source::{Passage, Place, Sheet, Source, SourceId};
use csv::StringRecord;
use std::ops::Range;
use std::rc::Rc;

/// More rows than this are of no use, and would take more memory than most machines have.
const MOST_ROWS: usize = 5_000_000;
/// More columns than this are no table.
const MOST_COLUMNS: usize = 1_000;
/// A longer cell, in bytes, comes from a quote that is not closed.
const LONGEST_CELL: usize = 10_000;
/// One row: which cells, and where it begins. Small, since a table may have millions of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    first: u32,
    /// How many it has.
    pub cells: u32,
    /// A byte of the text, or a row of the sheet.
    begins: u32,
    /// Of the file, its header being 0.
    number: u32,
}

impl Row {
    /// Its number in the file, from 1.
    pub fn order(self) -> u64 {
        u64::from(self.number)
    }
}

/// What the cells stood in.
#[derive(Clone, Debug)]
enum Origin {
    /// A text whose columns are separated by this.
    Text { separator: u8 },
    /// A sheet, and the column at which its cells begin.
    Sheet { name: Rc<str>, first_column: u32 },
}

/// What in a table a fault is about.
pub(super) enum Spot {
    /// The header.
    Header,
    /// A cell of the header.
    HeaderCell(usize),
    /// A cell of a row.
    Cell(Row, usize),
}

/// The cells of a whole file without quotes, one behind the other.
#[derive(Debug)]
pub(super) struct Cells {
    origin: Origin,
    /// Where the header begins.
    header_begins: u32,
    text: String,
    ends: Vec<u32>,
    /// The names of the columns.
    pub header: Vec<String>,
    /// Every row below the header that is not blank.
    pub rows: Vec<Row>,
}

/// Why a text is no table.
#[derive(Debug)]
pub(super) struct NoTable {
    /// The row at which it shows.
    pub place: Place,
    /// What shows.
    pub fault: TableFault,
}

impl Cells {
    /// The cells of a source.
    pub fn of(id: SourceId, source: &Source) -> Result<Self, NoTable> {
        match &source.sheet {
            Some(sheet) => Self::of_sheet(id, sheet),
            None => Self::of_text(id, &source.text),
        }
    }

    fn of_text(source: SourceId, text: &str) -> Result<Self, NoTable> {
        let separator = separator(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let (mut cells, mut record) = (Self::new(Origin::Text { separator }), StringRecord::new());
        while reader.read_record(&mut record).unwrap_or(false) {
            let (byte, number) = record.position().map_or((0, 0), |at| (at.byte() as u32, at.record() as u32));
            cells.add(source, record.iter(), byte, number)?;
        }
        Ok(cells)
    }

    fn of_sheet(source: SourceId, sheet: &Sheet) -> Result<Self, NoTable> {
        let (first_row, first_column) = sheet.begins;
        let mut cells = Self::new(Origin::Sheet { name: sheet.name.as_str().into(), first_column });
        for (number, row) in (0..).zip(&sheet.rows) {
            cells.add(source, row.iter().map(String::as_str), first_row + number, number)?;
        }
        Ok(cells)
    }

    fn new(origin: Origin) -> Self {
        Self { origin, header_begins: 0, text: String::new(), ends: Vec::new(), header: Vec::new(), rows: Vec::new() }
    }

    /// Takes the next row, which is the header if there is none yet; a blank one is passed over.
    fn add<'c>(
        &mut self,
        source: SourceId,
        row: impl Iterator<Item = &'c str> + Clone,
        begins: u32,
        number: u32,
    ) -> Result<(), NoTable> {
        if row.clone().any(|cell| cell.len() > LONGEST_CELL) {
            return Err(self.refused(source, begins, TableFault::LongCell { most: LONGEST_CELL }));
        }
        if row.clone().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.header.is_empty() {
            self.header_begins = begins;
            self.header = row.map(|cell| cell.trim().to_owned()).collect();
        } else {
            self.push(row, begins, number);
        }
        let fault = match (self.header.len(), self.rows.len()) {
            (columns, _) if columns > MOST_COLUMNS => TableFault::TooManyColumns { columns, most: MOST_COLUMNS },
            (_, rows) if rows > MOST_ROWS => TableFault::TooManyRows { most: MOST_ROWS },
            _ => return Ok(()),
        };
        Err(self.refused(source, begins, fault))
    }

    fn refused(&self, source: SourceId, begins: u32, fault: TableFault) -> NoTable {
        let place = match &self.origin {
            Origin::Text { .. } => {
                let byte = begins as usize;
                Place::Text(Passage { source, span: byte..byte })
            }
            Origin::Sheet { name, first_column } => {
                Place::Cell { source, sheet: name.clone(), row: begins, column: *first_column }
            }
        };
        NoTable { place, fault }
    }

    fn push<'c>(&mut self, row: impl Iterator<Item = &'c str>, begins: u32, number: u32) {
        let first = self.ends.len() as u32;
        for cell in row {
            self.text.push_str(cell);
            self.ends.push(self.text.len() as u32);
        }
        self.rows.push(Row { first, cells: self.ends.len() as u32 - first, begins, number });
    }

    /// Where something stands; `text` is what the cells were read from, if that is a text.
    pub fn place(&self, source: SourceId, text: &str, spot: &Spot) -> Place {
        match &self.origin {
            Origin::Text { .. } => {
                let span = match *spot {
                    Spot::Header => header_span(text),
                    Spot::HeaderCell(cell) => header_cell_span(text, cell),
                    Spot::Cell(row, cell) => cell_span(text, row, cell),
                };
                Place::Text(Passage { source, span })
            }
            Origin::Sheet { name, first_column } => {
                let (row, cell) = match *spot {
                    Spot::Header => (self.header_begins, 0),
                    Spot::HeaderCell(cell) => (self.header_begins, cell),
                    Spot::Cell(row, cell) => (row.begins, cell),
                };
                Place::Cell { source, sheet: name.clone(), row, column: first_column + cell as u32 }
            }
        }
    }

    /// What separates its columns; a sheet's by nothing that could stand in a number.
    pub fn separator(&self) -> u8 {
        match self.origin {
            Origin::Text { separator } => separator,
            Origin::Sheet { .. } => b'\t',
        }
    }

    /// The text of a cell without blanks around it; empty if the row is shorter.
    pub fn get(&self, row: Row, cell: usize) -> &str {
        if cell >= row.cells as usize {
            return "";
        }
        let at = row.first as usize + cell;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text[start..self.ends[at] as usize].trim()
    }

    /// The texts of a row's cells.
    pub fn of_row(&self, row: Row) -> impl Iterator<Item = &str> {
        (0..row.cells as usize).map(move |cell| self.get(row, cell))
    }
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
    let begins = header_span(text).start as u32;
    cell_span(text, Row { first: 0, cells: 0, begins, number: 0 }, cell)
}

/// Where a cell stands in the text its row was read from.
fn cell_span(text: &str, row: Row, cell: usize) -> Range<usize> {
    let from = (row.begins as usize).min(text.len());
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
            let rows = Cells::of_text(0, text).expect("a table").rows;
            assert_eq!(&text[cell_span(text, rows[1], 1)], "z", "{text:?}");
            assert_eq!(&text[cell_span(text, rows[0], 0)], "1", "{text:?}");
            assert!(text[cell_span(text, rows[0], 1)].starts_with("\"x"), "{text:?}");
        }
    }

    #[test]
    fn blank_lines_and_lines_of_separators_only_are_no_rows() {
        assert_eq!(Cells::of_text(0, "a,b\n,\n\n1,2\n,,\n").expect("a table").rows.len(), 1);
    }

    #[test]
    fn cells_are_found_again_without_their_quotes() {
        let cells = Cells::of_text(0, "a,b\n1,\"x,y\"\n,z\n").expect("a table");
        let all: Vec<Vec<&str>> = cells.rows.iter().map(|row| cells.of_row(*row).collect()).collect();
        assert_eq!(all, [["1", "x,y"], ["", "z"]]);
        assert_eq!(cells.get(cells.rows[1], 2), "");
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told_where_its_row_begins() {
        let text = format!("a,b\n1,2\n3,\"{}", "4,5\n".repeat(5_000));
        let refused = Cells::of_text(0, &text).expect_err("a cell of 20 kB");
        assert_eq!(refused.place, Place::Text(Passage { source: 0, span: 8..8 }));
    }

    #[test]
    fn a_table_of_one_column_has_no_separator() {
        assert_eq!((separator("seconds\n180,5\n"), separator("a,b\n"), separator("a;b,c;d")), (b';', b',', b';'));
    }
}
