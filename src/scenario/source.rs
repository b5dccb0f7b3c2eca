//! The files a scenario is made of: read once, decoded, hashed in order of reading.

use super::encoding::{Reading, decode};
use super::fault::{FileFault, ScenarioFault};
use super::guarded::{self, Unread};
use super::note::{Note, NoteName, Noted};
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A longer scenario file is a log or a table that was named by mistake.
const MOST_SCENARIO_BYTES: u64 = 1_000_000;

/// All tables of a scenario together: a year of recorded calls of a large house.
const MOST_TABLE_BYTES: u64 = 256_000_000;

/// Index of a source in [`Sources`].
pub(super) type SourceId = usize;

/// A stretch of text in one source, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub source: SourceId,
    pub span: Range<usize>,
}

/// Where something stands that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a text.
    Text(Passage),
    /// In a sheet; row and column from 0, as the sheet counts them.
    Cell { source: SourceId, sheet: Rc<str>, row: u32, column: u32 },
}

impl Place {
    /// What faults are put in order by.
    pub fn order(&self) -> (SourceId, usize, u32) {
        match self {
            Self::Text(Passage { source, span }) => (*source, span.start, 0),
            Self::Cell { source, row, column, .. } => (*source, *row as usize, *column),
        }
    }
}

impl From<&Passage> for Place {
    fn from(passage: &Passage) -> Self {
        Self::Text(passage.clone())
    }
}

/// A table that is in memory already, such as a sheet of a workbook: it stands in place of a file of that name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The file as the scenario names it, the folder of the scenario included.
    pub file: PathBuf,
    /// The sheet's own name.
    pub name: String,
    /// Row and column, from 0, at which its cells begin.
    pub begins: (u32, u32),
    /// Its cells as text, row by row.
    pub rows: Vec<Vec<String>>,
}

/// A file that a scenario was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Input {
    /// As messages call it.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Of a table of data the rows below its header.
    pub rows: Option<usize>,
}

/// A table of data that was read, and what it comes to for those who read it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TableRead {
    /// The file as messages call it.
    pub file: String,
    /// SHA-256 of its lines, in hexadecimal digits.
    pub sha256: String,
    /// Calls in it; 0 if it is about something else.
    pub calls: f64,
    /// Hours of people in it; 0 if it is about something else.
    pub person_hours: f64,
}

/// One text that was read: a file, a text in memory or a `--set`.
#[derive(Debug)]
pub(super) struct Source {
    /// How messages call it.
    pub name: String,
    /// What relative paths in it are relative to.
    pub directory: PathBuf,
    /// Its text, without a byte order mark; empty for a sheet.
    pub text: Rc<str>,
    /// The sheet it is, if it is no text.
    pub sheet: Option<Rc<Sheet>>,
    /// The file it came from, as it was opened.
    path: Option<PathBuf>,
    /// Whether it is a table of data, of which messages show single cells only.
    pub is_table: bool,
    /// Whether it lies outside the folder of the scenario, so that messages show nothing that stands in it.
    pub is_outside: bool,
    /// How its bytes became text.
    pub reading: Reading,
    /// SHA-256 of its bytes, in hexadecimal digits.
    sha256: String,
    /// What a table of data comes to.
    pub table: TableRead,
    /// Where its lines begin, found when first asked for.
    lines: OnceCell<Vec<usize>>,
}

impl Source {
    fn new(name: &str, directory: &Path, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            directory: directory.to_owned(),
            text: text.into(),
            sheet: None,
            path: None,
            is_table: false,
            is_outside: false,
            reading: Reading::Utf8,
            sha256: String::new(),
            table: TableRead { file: name.to_owned(), ..TableRead::default() },
            lines: OnceCell::new(),
        }
    }

    /// Whether nothing of it is shown, not even the keys in it.
    pub fn is_hidden(&self) -> bool {
        self.is_outside && !self.is_table
    }

    /// Rows of a table below its header, blank ones left out.
    fn rows(&self) -> usize {
        let filled = match &self.sheet {
            Some(sheet) => sheet.rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count(),
            None => self.text.lines().filter(|line| !line.trim().is_empty()).count(),
        };
        filled.saturating_sub(1)
    }

    /// The line of an offset, from 1.
    fn line(&self, offset: usize) -> usize {
        let begins = || self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1).collect();
        self.lines.get_or_init(begins).partition_point(|begin| *begin <= offset) + 1
    }
}

/// A file that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnusableFile {
    /// As messages call it.
    pub file: String,
    /// Why not.
    pub fault: FileFault,
}

impl UnusableFile {
    fn new(path: &Path, fault: FileFault) -> Self {
        Self { file: shown(path), fault }
    }
}

impl From<UnusableFile> for ScenarioFault {
    fn from(UnusableFile { file, fault }: UnusableFile) -> Self {
        Self::File { file, fault }
    }
}

/// Every source read so far, in order of reading.
#[derive(Debug, Default)]
pub(super) struct Sources {
    list: Vec<Source>,
    hash: Sha256,
    /// How many bytes of each went into the hash.
    lengths: Vec<u64>,
    /// The same of the tables of data alone, line by line.
    tables: Sha256,
    /// Files that are in the program itself, by path; with any of these nothing is read from disk.
    within: &'static [(&'static str, &'static str)],
    /// Tables that are not read from disk.
    sheets: Vec<Sheet>,
    /// The folder of the scenario, without links.
    home: Option<PathBuf>,
    /// Bytes of the tables read so far.
    table_bytes: u64,
    /// Names of the scenario's queues, by which the encoding of a table is told.
    pub names: Vec<String>,
    /// Names of queues, groups and rungs that stand in files of which nothing is shown.
    pub hidden: BTreeSet<String>,
    /// Things worth knowing about how a file was read.
    pub notes: Vec<Noted>,
    /// Names of notes that are not told.
    pub silenced: Vec<NoteName>,
}

impl Sources {
    /// Sources that are read from these texts, by path, instead of from disk.
    pub fn with_files(files: &'static [(&'static str, &'static str)]) -> Self {
        Self { within: files, ..Self::default() }
    }

    /// Sources of which these tables are not read from disk.
    pub fn with_sheets(sheets: Vec<Sheet>) -> Self {
        Self { sheets, ..Self::default() }
    }

    /// Forgets the notes that are not to be told.
    pub fn leave_out_silenced(&mut self) {
        self.notes.retain(|noted| !self.silenced.contains(&noted.note.name()));
    }

    /// A text that is in the program itself; `None`: it is to be read from disk.
    fn load_within(&mut self, path: &Path) -> Option<Result<SourceId, UnusableFile>> {
        if self.within.is_empty() {
            return None;
        }
        let name = shown(path);
        Some(match self.within.iter().find(|(file, _)| *file == name) {
            Some((_, text)) => Ok(self.add_text(&name, path.parent().unwrap_or(Path::new("")), text)),
            None => Err(UnusableFile::new(path, FileFault::NotInProgram)),
        })
    }

    /// The source of that id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id]
    }

    /// Whether a text that belongs to a fault at a place may not be shown.
    pub fn hides(&self, place: &Place, text: &str) -> bool {
        let (source, ..) = place.order();
        self.get(source).is_hidden() || self.hidden.iter().any(|name| text.contains(name.as_str()))
    }

    /// The name of a place's source and its line, from 1.
    pub fn line_of(&self, place: &Passage) -> (String, usize) {
        let source = self.get(place.source);
        (source.name.clone(), source.line(place.span.start))
    }

    /// The files read, in order of reading.
    pub fn files(&self) -> Vec<PathBuf> {
        self.list.iter().filter_map(|s| s.path.clone()).collect()
    }

    /// SHA-256 of the bytes of everything read, in order of reading, and, if it is more than one text, of how long each is
    /// (8 bytes each, the lowest first): texts that run together otherwise are not the same. As hexadecimal digits.
    pub fn sha256(&self) -> String {
        let mut hash = self.hash.clone();
        if self.lengths.len() > 1 {
            let count = self.lengths.len() as u64;
            self.lengths.iter().chain([&count]).for_each(|length| hash.update(length.to_le_bytes()));
        }
        hexadecimal(&hash)
    }

    /// Every file read, in order of reading.
    pub fn inputs(&self) -> Vec<Input> {
        let of_file = |source: &Source| {
            let path = source.path.as_deref()?;
            let rows = source.is_table.then(|| source.rows());
            Some(Input { file: shown(path), sha256: source.sha256.clone(), rows })
        };
        self.list.iter().filter_map(of_file).collect()
    }

    /// Adds bytes to the hash of all; their own is handed back.
    fn add_to_hash(&mut self, bytes: &[u8]) -> String {
        self.hash.update(bytes);
        self.lengths.push(bytes.len() as u64);
        hexadecimal(&Sha256::new_with_prefix(bytes))
    }

    /// SHA-256 of the lines of all tables of data, in order of reading; how their lines end makes no difference.
    pub fn tables_sha256(&self) -> String {
        hexadecimal(&self.tables)
    }

    /// Every table of data with what it comes to, in order of reading.
    pub fn tables(&self) -> Vec<TableRead> {
        self.list.iter().filter(|source| source.is_table).map(|source| source.table.clone()).collect()
    }

    /// Adds to what a table comes to.
    pub fn comes_to(&mut self, table: SourceId, calls: f64, person_hours: f64) {
        let table = &mut self.list[table].table;
        (table.calls, table.person_hours) = (table.calls + calls, table.person_hours + person_hours);
    }

    /// Adds a text that is not a file.
    pub fn add_text(&mut self, name: &str, directory: &Path, text: &str) -> SourceId {
        self.add_to_hash(text.as_bytes());
        self.home.get_or_insert_with(|| folder_itself(directory));
        self.push(Source::new(name, directory, text))
    }

    /// Reads a scenario file, which must be UTF-8.
    pub fn load_toml(&mut self, path: &Path) -> Result<SourceId, UnusableFile> {
        if let Some(within) = self.load_within(path) {
            return within;
        }
        let text = read_toml(path)?;
        let sha256 = self.add_to_hash(text.as_bytes());
        Ok(self.add_file(path, &text, sha256))
    }

    /// Reads a table of data: UTF-8, or whatever [`decode`] knows. A file already read is not read again.
    pub fn load_table(&mut self, path: &Path) -> Result<SourceId, UnusableFile> {
        if let Some(within) = self.load_within(path) {
            return within;
        }
        if let Some(known) = self.list.iter().position(|s| s.is_table && s.path.as_deref() == Some(path)) {
            return Ok(known);
        }
        if let Some(found) = self.sheets.iter().position(|sheet| sheet.file == path) {
            return Ok(self.add_sheet(path, found));
        }
        let most = MOST_TABLE_BYTES.saturating_sub(self.table_bytes);
        let bytes = read_bytes(path, most, |bytes| FileFault::LongTable { bytes })?;
        if [&b"PK\x03\x04"[..], b"\xff\xfe", b"\xfe\xff"].iter().any(|magic| bytes.starts_with(magic)) {
            return Err(UnusableFile::new(path, FileFault::NoTable));
        }
        self.table_bytes += bytes.len() as u64;
        let sha256 = self.add_to_hash(&bytes);
        let (text, reading) = decode(bytes, &self.names);
        if text.contains('\0') {
            return Err(UnusableFile::new(path, FileFault::NoTable));
        }
        self.note_reading(path, reading);
        // No table holds a NUL, so none runs into the next.
        let mut lines = Sha256::new();
        for part in text.lines().flat_map(|line| [line, "\n"]).chain(["\0"]) {
            self.tables.update(part.as_bytes());
            lines.update(part.as_bytes());
        }
        let source = self.add_file(path, &text, sha256);
        (self.list[source].is_table, self.list[source].reading) = (true, reading);
        self.list[source].table.sha256 = hexadecimal(&lines);
        Ok(source)
    }

    /// Adds a sheet, hashed as rows of cells.
    fn add_sheet(&mut self, path: &Path, found: usize) -> SourceId {
        let sheet = Rc::new(self.sheets.swap_remove(found));
        let rows: String = sheet.rows.iter().map(|row| row.join("\u{1f}") + "\n").collect();
        let sha256 = self.add_to_hash(rows.as_bytes());
        self.tables.update(rows.as_bytes());
        self.tables.update("\0");
        let mut source = Source::new(&shown(path), path.parent().unwrap_or(Path::new("")), "");
        source.table.sha256 = hexadecimal(&Sha256::new_with_prefix(rows.as_bytes()));
        self.push(Source { path: Some(path.to_owned()), is_table: true, sheet: Some(sheet), sha256, ..source })
    }

    fn note_reading(&mut self, path: &Path, reading: Reading) {
        let read_as = match reading {
            Reading::Utf8 => return,
            Reading::As(encoding) => Some(encoding),
            Reading::AsciiOnly => None,
        };
        self.notes.push(Noted { note: Note::NotUtf8 { file: shown(path), read_as }, at: None });
    }

    /// A file whose bytes are in the hash already.
    fn add_file(&mut self, path: &Path, text: &str, sha256: String) -> SourceId {
        let directory = path.parent().unwrap_or(Path::new(""));
        let home = self.home.get_or_insert_with(|| folder_itself(directory));
        let is_outside = !path.canonicalize().is_ok_and(|file| file.starts_with(home));
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source::new(&shown(path), directory, text);
        self.push(Source { path: Some(path.to_owned()), is_outside, sha256, ..source })
    }

    fn push(&mut self, source: Source) -> SourceId {
        self.list.push(source);
        self.list.len() - 1
    }
}

fn hexadecimal(hash: &Sha256) -> String {
    hash.clone().finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        hex
    })
}

/// A path in messages: with `/` on every system.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// The text of a scenario file.
pub(super) fn read_toml(path: &Path) -> Result<String, UnusableFile> {
    let bytes = read_bytes(path, MOST_SCENARIO_BYTES, |bytes| FileFault::LongScenario { bytes })?;
    String::from_utf8(bytes).map_err(|error| {
        let is_wide = [&b"\xff\xfe"[..], b"\xfe\xff"].iter().any(|mark| error.as_bytes().starts_with(mark));
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        let (line, last) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default());
        let not_utf8 = FileFault::NotUtf8 { line, column: last.chars().count() + 1 };
        UnusableFile::new(path, if is_wide { FileFault::Utf16 } else { not_utf8 })
    })
}

/// A folder without links and detours.
fn folder_itself(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

fn read_bytes(path: &Path, most: u64, too_long: impl Fn(u64) -> FileFault) -> Result<Vec<u8>, UnusableFile> {
    let fault = |why| match why {
        Unread::Missing => FileFault::Missing,
        Unread::NotAFile => FileFault::NotAFile,
        Unread::TooLong { bytes, .. } => too_long(bytes),
        Unread::Refused(error) => FileFault::Refused(error.into()),
    };
    guarded::read(path, most).map_err(|why| UnusableFile::new(path, fault(why)))
}
