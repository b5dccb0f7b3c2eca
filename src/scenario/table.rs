//! A table of data by its columns: what stands in a cell, and what is wrong with it.

pub(super) use super::cells::Row;
use super::cells::{Cells, Spot};
use super::diagnostics::nearest;
use super::encoding::Reading;
use super::number::{Amount, Form, NoNumber};
use super::reader::{At, Reader};
use super::source::SourceId;
use crate::units::text::{CLOCK_FORM, parse_clock};
use crate::units::{SimTime, Span};
use std::rc::Rc;

/// The longest length of time a table may name: 10 days, in seconds.
pub(super) const LONGEST_S: f64 = 864_000.0;

/// So much of a cell is shown in messages, in characters.
const SHOWN: usize = 60;

/// The columns a kind of table has.
pub(super) struct Columns {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
    /// Those of both that hold numbers.
    pub numbers: &'static [Amount],
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
        let source = reader.sources.load_table(&path).map_err(|why| reader.unreadable(at, &why)).ok()?;
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
        let separator = self.cells.separator();
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

    fn report(&self, spot: &Spot, found: &str, allowed: &str, reader: &mut Reader<'_>) {
        let place = |text: &str| self.cells.place(self.source, text, spot);
        reader.data_fault(&self.at, self.source, place, found, allowed);
    }

    fn header_fault(&self, found: &str, allowed: &str, reader: &mut Reader<'_>) -> bool {
        self.report(&Spot::Header, found, allowed, reader);
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
            self.report(&Spot::HeaderCell(second), &found, allowed, reader);
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
            self.report(&Spot::HeaderCell(at), &found, allowed, reader);
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
                self.report(&Spot::Cell(*row, 0), &found, allowed, reader);
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
        self.report(&Spot::Cell(row, cell), found, allowed, reader);
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
    let read = Cells::of(source, reader.sources.get(source)).map(Rc::new).map_err(|no| {
        reader.data_fault(at, source, |_| no.place, &no.found, no.allowed);
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
