//! The files a scenario is made of: read once, decoded, hashed in order of reading.

use super::guarded::{self, Unread};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A larger file is a mistake, not a scenario.
pub(super) const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Index of a source in [`Sources`].
pub(super) type SourceId = usize;

/// A stretch of text in one source, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub source: SourceId,
    pub span: Range<usize>,
}

/// One text that was read: a file, a text in memory or a `--set`.
#[derive(Debug)]
pub(super) struct Source {
    /// How messages call it.
    pub name: String,
    /// What relative paths in it are relative to.
    pub directory: PathBuf,
    /// Its text, without a byte order mark.
    pub text: Rc<str>,
    /// The file it came from, as it was opened.
    path: Option<PathBuf>,
}

/// Why a file could not be used, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub found: String,
    pub allowed: String,
}

impl Unreadable {
    fn new(found: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { found: found.into(), allowed: allowed.into() }
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
    /// Things worth knowing about how a file was read.
    pub notes: Vec<String>,
}

impl Sources {
    /// Sources that are read from these texts, by path, instead of from disk.
    pub fn with_files(files: &'static [(&'static str, &'static str)]) -> Self {
        Self { within: files, ..Self::default() }
    }

    /// A text that is in the program itself; `None`: it is to be read from disk.
    fn load_within(&mut self, path: &Path) -> Option<Result<SourceId, Unreadable>> {
        if self.within.is_empty() {
            return None;
        }
        let name = shown(path);
        Some(match self.within.iter().find(|(file, _)| *file == name) {
            Some((_, text)) => Ok(self.add_text(&name, path.parent().unwrap_or(Path::new("")), text)),
            None => Err(Unreadable::new(format!("there is no {name} in the program"), "one of its files")),
        })
    }

    /// The source of that id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id]
    }

    /// The name of a place's source and its line, from 1.
    pub fn line_of(&self, place: &Place) -> (String, usize) {
        let source = self.get(place.source);
        let before = source.text.get(..place.span.start).unwrap_or_default();
        (source.name.clone(), before.matches('\n').count() + 1)
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

    fn add_to_hash(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.lengths.push(bytes.len() as u64);
    }

    /// SHA-256 of the lines of all tables of data, in order of reading; how their lines end makes no difference.
    pub fn tables_sha256(&self) -> String {
        hexadecimal(&self.tables)
    }

    /// Adds a text that is not a file.
    pub fn add_text(&mut self, name: &str, directory: &Path, text: &str) -> SourceId {
        self.add_to_hash(text.as_bytes());
        self.push(Source { name: name.to_owned(), directory: directory.to_owned(), text: text.into(), path: None })
    }

    /// Reads a scenario file, which must be UTF-8.
    pub fn load_toml(&mut self, path: &Path) -> Result<SourceId, Unreadable> {
        if let Some(within) = self.load_within(path) {
            return within;
        }
        let bytes = read_bytes(path)?;
        let text = String::from_utf8(bytes.clone())
            .map_err(|_| Unreadable::new(format!("{} is not UTF-8 text", shown(path)), "a TOML file saved as UTF-8"))?;
        Ok(self.add_file(path, &bytes, &text))
    }

    /// Reads a table of data: UTF-8, or GB18030 as Chinese Excel writes it. A file already read is not read again.
    pub fn load_csv(&mut self, path: &Path) -> Result<SourceId, Unreadable> {
        if let Some(within) = self.load_within(path) {
            return within;
        }
        if let Some(known) = self.list.iter().position(|s| s.path.as_deref() == Some(path)) {
            return Ok(known);
        }
        let bytes = read_bytes(path)?;
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => self.decode_gb18030(path, &bytes)?,
        };
        if text.contains('\0') {
            return Err(not_text(path));
        }
        // No table holds a NUL, so none runs into the next.
        text.lines().flat_map(|line| [line, "\n"]).chain(["\0"]).for_each(|part| self.tables.update(part.as_bytes()));
        Ok(self.add_file(path, &bytes, &text))
    }

    fn decode_gb18030(&mut self, path: &Path, bytes: &[u8]) -> Result<String, Unreadable> {
        let binary = [&b"PK\x03\x04"[..], b"\xff\xfe", b"\xfe\xff"].iter().any(|magic| bytes.starts_with(magic));
        if binary {
            return Err(not_text(path));
        }
        let text =
            encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
                Unreadable::new(
                    format!("{} is in an encoding that cannot be read", shown(path)),
                    "a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8) or GB18030",
                )
            })?;
        self.notes.push(format!("{} is not UTF-8 and was read as GB18030", shown(path)));
        Ok(text.into_owned())
    }

    fn add_file(&mut self, path: &Path, bytes: &[u8], text: &str) -> SourceId {
        self.add_to_hash(bytes);
        self.push(Source {
            name: shown(path),
            directory: path.parent().unwrap_or(Path::new("")).to_owned(),
            text: text.strip_prefix('\u{feff}').unwrap_or(text).into(),
            path: Some(path.to_owned()),
        })
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

fn not_text(path: &Path) -> Unreadable {
    Unreadable::new(
        format!("{} is not a text file in an encoding that can be read", shown(path)),
        "a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8), not a workbook and not UTF-16",
    )
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    guarded::read(path, MOST_BYTES).map_err(|why| match why {
        Unread::Missing => Unreadable::new(
            format!("there is no file {}", shown(path)),
            "a file that exists; paths are relative to the scenario file that names them",
        ),
        Unread::NotAFile => Unreadable::new(format!("{} is not a regular file", shown(path)), "the path of a file"),
        Unread::TooLong { bytes, .. } => {
            let size = format!("{} is {} MB long", shown(path), bytes / 1_000_000);
            Unreadable::new(size, "a file of at most 256 MB")
        }
        Unread::Refused(e) => {
            Unreadable::new(format!("{} cannot be read: {e}", shown(path)), "a file that can be read")
        }
    })
}
