//! A table of data by its columns: what stands in a cell, and what is wrong with it.

pub(super) use super::cells::Row;
use super::cells::{Cells, Spot};
use super::diagnostics::nearest;
use super::encoding::Reading;
use super::fault::{CellWanted, TableFault};
use super::note::Note;
use super::number::{Form, NoNumber, NumberColumn};
use super::reader::{At, Reader};
use super::source::SourceId;
use crate::units::text::parse_clock;
use crate::units::{SimTime, Span};
use std::rc::Rc;

/// The longest length of time a table may name: 10 days, in seconds.
pub(super) const LONGEST_S: f64 = 864_000.0;

/// So much of a cell is shown in messages, in characters.
const SHOWN: usize = 60;

/// The columns a kind of table has.
pub(super) struct TableColumns {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
    /// Those of both that hold numbers.
    pub numbers: &'static [NumberColumn],
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
    pub fn load(at: &At<'t>, columns: &TableColumns, reader: &mut Reader<'_>) -> Option<Self> {
        let path = reader.path(at)?;
        let source = reader.sources.load_table(&path).map_err(|why| reader.fault(at, why)).ok()?;
        let name = reader.sources.get(source).name.clone();
        let cells = cells(at, source, reader)?;
        if cells.header.is_empty() {
            reader.fault(at, TableFault::Empty { file: name, columns: columns.required });
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
    fn find_forms(&mut self, columns: &TableColumns, reader: &mut Reader<'_>) {
        let separator = self.cells.separator();
        for amount in columns.numbers {
            let Some(column) = self.column(amount.column) else { continue };
            let cells = self.rows.iter().map(|row| self.cells.get(*row, column));
            let form = Form::of(*amount, cells, separator);
            if let Some((text, number)) = &form.decided {
                let (file, text) = (self.name.clone(), self.shown(text, reader));
                reader.note(Note::Decided { file, column: amount.column, text, number: *number });
            }
            self.forms.push(form);
        }
    }

    /// Reports a fault; false, so that a check may end with it.
    fn report(&self, spot: &Spot, fault: TableFault, reader: &mut Reader<'_>) -> bool {
        let place = |text: &str| self.cells.place(self.source, text, spot);
        reader.data_fault(&self.at, self.source, place, fault);
        false
    }

    fn check(&self, columns: &TableColumns, reader: &mut Reader<'_>) -> bool {
        let missing: Vec<_> = columns.required.iter().filter(|c| self.column(c).is_none()).copied().collect();
        if !missing.is_empty() {
            let there = || self.cells.header.iter().map(|name| shortened(name)).collect();
            let there = (!reader.sources.get(self.source).is_outside).then(there);
            let fault = TableFault::NoColumn { missing, required: columns.required, there };
            return self.report(&Spot::Header, fault, reader);
        }
        let known = || columns.required.iter().chain(columns.optional);
        if let Some(twice) = known().find(|name| self.cells.header.iter().filter(|h| h == name).count() > 1) {
            let second = self.cells.header.iter().rposition(|h| h == twice).unwrap_or(0);
            return self.report(&Spot::HeaderCell(second), TableFault::ColumnTwice { column: twice }, reader);
        }
        if self.rows.is_empty() {
            return self.report(&Spot::Header, TableFault::NoRow { file: self.name.clone() }, reader);
        }
        self.note_unused(columns, reader) & self.check_widths(reader)
    }

    /// A column that looks like a misspelt one is a fault; others are not used, and that is said.
    fn note_unused(&self, columns: &TableColumns, reader: &mut Reader<'_>) -> bool {
        let known: Vec<_> = columns.required.iter().chain(columns.optional).copied().collect();
        let header = self.cells.header.iter();
        let unknown: Vec<_> = header.filter(|h| !h.is_empty() && !known.contains(&h.as_str())).collect();
        let absent: Vec<_> = known.iter().filter(|k| self.column(k).is_none()).copied().collect();
        let misspelt = unknown.iter().find_map(|column| Some((column, nearest(column, absent.iter().copied())?)));
        if let Some((column, near)) = misspelt {
            let at = self.column(column).unwrap_or(0);
            let fault = TableFault::Misspelt { column: (*column).clone(), near };
            return self.report(&Spot::HeaderCell(at), fault, reader);
        }
        if !unknown.is_empty() {
            let columns = unknown.iter().map(|name| self.shown(name, reader)).collect();
            reader.note(Note::NotUsed { file: self.name.clone(), columns });
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
                sound = self.report(&Spot::Cell(*row, 0), TableFault::Width { cells: width, columns }, reader);
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

    /// A text from the table as it may be shown: shortened, and not at all if it lies outside the scenario's folder.
    pub fn shown(&self, text: &str, reader: &Reader<'_>) -> Option<String> {
        (!reader.sources.get(self.source).is_outside).then(|| shortened(text))
    }

    /// Whether the names in it could be read, whatever its encoding.
    pub fn names_are_read(&self, reader: &Reader<'_>) -> bool {
        match reader.sources.get(self.source).reading {
            Reading::Utf8 | Reading::As(_) => true,
            Reading::AsciiOnly => false,
        }
    }

    /// Keeps the rows for which a test holds.
    pub fn keep(&mut self, test: impl Fn(&Self, Row) -> bool) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|row| test(self, *row));
        self.rows = rows;
    }

    /// Reports a fault of a cell.
    pub fn fault(&self, row: Row, column: &str, fault: impl Into<TableFault>, reader: &mut Reader<'_>) {
        let cell = self.column(column).unwrap_or(0);
        self.report(&Spot::Cell(row, cell), fault.into(), reader);
    }

    /// Reports that a cell's text is not what it should be.
    pub fn wrong(&self, row: Row, column: &'static str, wanted: CellWanted, reader: &mut Reader<'_>) {
        let text = self.cell(row, column);
        let text = if text.is_empty() { Some(String::new()) } else { self.shown(text, reader) };
        self.fault(row, column, TableFault::Cell { column, text, wanted }, reader);
    }

    /// A clock time in a cell.
    pub fn clock(&self, row: Row, column: &'static str, reader: &mut Reader<'_>) -> Option<SimTime> {
        let time = parse_clock(self.cell(row, column));
        if time.is_none() {
            self.wrong(row, column, CellWanted::Clock, reader);
        }
        time
    }

    /// A number in a cell, from 0 to the most its column may hold.
    pub fn number(&self, row: Row, column: &'static str, reader: &mut Reader<'_>) -> Option<f64> {
        let form = self.forms.iter().find(|form| form.amount.column == column)?;
        let wanted = match form.read(self.cell(row, column)) {
            Ok(number) if (0.0..=form.amount.most).contains(&number) => return Some(number),
            Ok(_) => CellWanted::NumberUpTo(form.amount.most),
            Err(NoNumber::Wrong) => CellWanted::Number,
            Err(NoNumber::DecimalComma(number)) => CellWanted::Point(number),
            Err(NoNumber::Ambiguous(whole, decimal)) => {
                let text = self.shown(self.cell(row, column), reader);
                self.fault(row, column, TableFault::TwoReadings { column, text, whole, decimal }, reader);
                return None;
            }
        };
        self.wrong(row, column, wanted, reader);
        None
    }

    /// A length of time in seconds in a cell.
    pub fn seconds(&self, row: Row, column: &'static str, reader: &mut Reader<'_>) -> Option<Span> {
        self.number(row, column, reader).map(Span::from_secs_f64)
    }

    /// A length of time in a cell that may be empty; `None` if it is neither.
    pub fn seconds_if_any(&self, row: Row, column: &'static str, reader: &mut Reader<'_>) -> Option<Option<Span>> {
        if self.cell(row, column).is_empty() { Some(None) } else { self.seconds(row, column, reader).map(Some) }
    }
}

/// The cells of a file, found once however many keys name it.
fn cells(at: &At<'_>, source: SourceId, reader: &mut Reader<'_>) -> Option<Rc<Cells>> {
    if let Some(known) = reader.cells.get(&source) {
        return known.clone();
    }
    let read = Cells::of(source, reader.sources.get(source)).map(Rc::new).map_err(|no| {
        reader.data_fault(at, source, |_| no.place, no.fault);
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

#[cfg(test)]
mod tests {
    use crate::scenario::Sheet;

    /// The faults of a scenario whose profile is a sheet of a workbook, whose cells begin in B4.
    fn faults_of_sheet(rows: &[&[&str]]) -> Vec<String> {
        let rows = rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect();
        let sheet = Sheet { file: "plans/volumes.xlsx".into(), name: "Mon".to_owned(), begins: (3, 1), rows };
        let text = "open = '08:00'\nclose = '10:00'\n[[queues]]\nname = 'q'\narrivals = { profile = 'volumes.xlsx' }\n\
                    talk = '3m'\n[[groups]]\nname = 'g'\nserves = ['q']\npeople = 4";
        let read = crate::scenario::read_text_with("x.toml", text, "plans".as_ref(), &[], vec![sheet]);
        read.err().iter().flat_map(|faults| faults.faults()).map(ToString::to_string).collect()
    }

    #[test]
    fn a_fault_in_a_sheet_is_told_by_its_sheet_and_cell() {
        let header: &[&str] = &["interval_start", "calls"];
        assert!(faults_of_sheet(&[header, &["08:00", "5"], &["09:00", "6"]]).is_empty());
        for (rows, cell) in [
            (&[header, &["08:00", "5"], &[], &["09:00", "many"]][..], "C7"),
            (&[header, &["8 am", "5"]], "B5"),
            (&[header, &["08:00", "5"], &["08:30", "5"], &["09:30", "5"]], "B7"),
            (&[header, &["08:00"]], "B5"),
            (&[&["interval_start", "calls", "calls"], &["08:00", "5", "6"]], "D4"),
            (&[&["interval_start", "people"], &["08:00", "5"]], "B4"),
            (&[header], "B4"),
        ] {
            let faults = faults_of_sheet(rows);
            let place = format!("--> plans/volumes.xlsx, sheet \"Mon\", cell {cell}\n");
            assert!(faults.len() == 1 && faults[0].contains(&place), "{cell}: {faults:?}");
        }
    }
}
