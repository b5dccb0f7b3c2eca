//! The rows of a table as a stream: separator, encoding and place of each, faults of the file collected.

use super::columns::{KnownColumns, Means};
use super::faults::{HistoryCell, HistoryFault, HistoryFaultKind, shown};
use csv::ByteRecord;
use std::io::{BufRead, BufReader, Read};

/// So many faults of one file are told; of more only their number.
const MOST_TOLD: usize = 20;
/// As much of a file is looked at to see what separates its fields.
const HEAD: usize = 1 << 16;

/// The faults of one file.
#[derive(Debug)]
pub(super) struct FileFaults {
    file: String,
    told: Vec<HistoryFault>,
    more: u64,
}

impl FileFaults {
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), told: Vec::new(), more: 0 }
    }

    pub fn add(&mut self, line: Option<u64>, column: Option<&str>, kind: HistoryFaultKind) {
        if self.told.len() == MOST_TOLD {
            self.more += 1;
            return;
        }
        self.told.push(HistoryFault { file: self.file.clone(), line, column: column.map(str::to_owned), kind });
    }

    /// All of them, in order.
    pub fn into_all(mut self) -> Vec<HistoryFault> {
        if self.more > 0 {
            let kind = HistoryFaultKind::More(self.more);
            self.told.push(HistoryFault { file: self.file, line: None, column: None, kind });
        }
        self.told
    }
}

/// A table that is read row by row.
pub(super) struct Records<R: Read> {
    rows: csv::Reader<BufReader<R>>,
    record: ByteRecord,
    pub header: Vec<String>,
    pub columns: KnownColumns,
    pub faults: FileFaults,
    pub count: u64,
}

impl<R: Read> Records<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(file: &str, from: R) -> Result<Self, Vec<HistoryFault>> {
        let mut faults = FileFaults::new(file);
        let mut from = BufReader::with_capacity(HEAD, from);
        let separator = match from.fill_buf() {
            Ok(head) => separator(head),
            Err(error) => {
                faults.add(None, None, HistoryFaultKind::Unreadable(error.to_string()));
                return Err(faults.into_all());
            }
        };
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(from);
        let mut record = ByteRecord::new();
        let is_there = rows.read_byte_record(&mut record).unwrap_or(false);
        let header: Vec<String> =
            record.iter().map(|cell| text_of(cell).trim_start_matches('\u{feff}').trim().to_owned()).collect();
        if !is_there || header.iter().all(String::is_empty) {
            faults.add(None, None, HistoryFaultKind::Empty);
            return Err(faults.into_all());
        }
        match KnownColumns::of(&header) {
            Ok(columns) => Ok(Self { rows, record, header, columns, faults, count: 0 }),
            Err(second) => {
                faults.add(Some(1), header.get(second).map(String::as_str), HistoryFaultKind::ColumnTwice);
                Err(faults.into_all())
            }
        }
    }

    /// Goes on to the next row that is not blank and has a field for every column; `false` at the end.
    pub fn advance(&mut self) -> bool {
        loop {
            match self.rows.read_byte_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return false,
                Err(error) => {
                    self.faults.add(None, None, HistoryFaultKind::Unreadable(error.to_string()));
                    return false;
                }
            }
            if self.record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            self.count += 1;
            let (found, columns) = (self.record.len(), self.header.len());
            let rest_is_blank = self.record.iter().skip(columns).all(|cell| cell.trim_ascii().is_empty());
            if found >= columns && rest_is_blank {
                return true;
            }
            let line = self.line();
            self.faults.add(line, None, HistoryFaultKind::Fields { found, columns });
        }
    }

    fn line(&self) -> Option<u64> {
        self.record.position().map(csv::Position::line)
    }

    /// The text of a cell; empty without such a column.
    pub fn text(&self, means: Means) -> String {
        let cell = self.columns.get(means).and_then(|at| self.record.get(at));
        cell.map(|cell| text_of(cell.trim_ascii())).unwrap_or_default()
    }

    /// What a cell says.
    pub fn read<T>(&mut self, means: Means, wanted: HistoryCell, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(means);
        let read = parse(&text);
        if read.is_none() {
            self.fault(means, HistoryFaultKind::Not { found: shown(&text), wanted });
        }
        read
    }

    /// What a cell says that may be empty or missing: `Some(None)` then, `None` after a fault.
    pub fn read_if_any<T>(
        &mut self,
        means: Means,
        wanted: HistoryCell,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.text(means).is_empty() { Some(None) } else { self.read(means, wanted, parse).map(Some) }
    }

    /// A fault of this row.
    pub fn fault(&mut self, means: Means, kind: HistoryFaultKind) {
        let (line, column) = (self.line(), self.columns.get(means).and_then(|at| self.header.get(at)));
        self.faults.add(line, column.map(String::as_str), kind);
    }
}

/// UTF-8, or else what spreadsheets in China write; every text of ASCII is the same in both.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Of comma, semicolon and tab the one that is most often in the first line.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |byte: u8| line.iter().filter(|found| **found == byte).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let mut records = Records::open("a.csv", bytes).expect("a header");
        let mut dates = Vec::new();
        while records.advance() {
            dates.push(records.text(Means::Date));
        }
        (dates, records.faults.into_all().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_are_read_with_any_separator_mark_and_line_end() {
        for text in ["date,x\na,1\n\nb,2\n", "\u{feff}date;x\r\na;1\r\nb;2,5", "date\tx\na\t1\t\nb\t2\n"] {
            assert_eq!(dates(text.as_bytes()), (vec!["a".to_owned(), "b".to_owned()], vec![]), "{text:?}");
        }
    }

    #[test]
    fn a_row_of_another_width_is_told_with_its_line() {
        let (read, faults) = dates(b"date,x\na,1\nb\nc,1,2\nd,4\n");
        assert_eq!(read, ["a", "d"]);
        assert_eq!(faults.len(), 2);
        assert!(faults[0].starts_with("a.csv, line 3: 1 fields where the header has 2"), "{}", faults[0]);
    }

    #[test]
    fn what_is_not_utf_8_is_read_as_gb18030() {
        let (bytes, ..) = encoding_rs::GB18030.encode("日期,x\n2014年4月1日,1\n");
        assert_eq!(dates(&bytes).0, ["2014年4月1日"]);
    }

    #[test]
    fn an_empty_file_and_a_column_twice_are_faults() {
        let refused = |text: &str| match Records::open("a.csv", text.as_bytes()) {
            Ok(_) => String::new(),
            Err(faults) => faults[0].to_string(),
        };
        assert!(refused("").contains("there is nothing in it") && refused(" ,\n1,2\n").contains("nothing in it"));
        assert!(refused("date,Date\n").contains("a.csv, line 1, column `Date`: another column means the same"));
    }

    #[test]
    fn of_many_faults_only_the_number_is_told() {
        let text = format!("date,x\n{}", "a\n".repeat(30));
        let faults = dates(text.as_bytes()).1;
        assert_eq!((faults.len(), faults[20].as_str()), (21, "a.csv: 10 more faults, which are not listed"));
    }
}
