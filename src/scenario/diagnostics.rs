//! What is wrong with a scenario: every fault with its place.

use super::fault::ScenarioFault;
use super::note::Noted;
use super::source::{Passage, Place, Sources};
use std::ops::Range;

/// A longer line than this, in bytes, is not shown.
const LONGEST_LINE: usize = 2_000;
/// More characters than these of a key are not kept: it holds names, and hundreds of faults may be in one of them.
const LONGEST_KEY: usize = 2_000;

/// Every fault of a scenario (M-B1), in order of reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    notes: Vec<Noted>,
}

/// One fault.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The file, as it was named; an override is called `--set key=value`.
    pub file: String,
    /// Line from 1; `None` if the fault is about the file as a whole.
    pub line: Option<usize>,
    /// Column from 1, in characters.
    pub column: Option<usize>,
    /// In place of both, where in a workbook.
    pub cell: Option<Cell>,
    /// The place in the scenario, in the form `--set` understands; empty if there is none.
    pub key: String,
    /// What is wrong there.
    pub fault: ScenarioFault,
    /// The known name nearest to an unknown one.
    pub nearest: Option<String>,
    /// The line with what is meant, if it may be shown.
    pub excerpt: Option<Excerpt>,
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The name of its sheet.
    pub sheet: String,
    /// How the sheet calls it: `C7`.
    pub name: String,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Its text.
    pub line: String,
    /// The bytes in it that are meant.
    pub span: Range<usize>,
}

impl Excerpt {
    /// The same with blanks for everything but what is meant.
    fn of_one_cell(self) -> Self {
        let Self { line, span } = self;
        let blanks = " ".repeat(line[..span.start].chars().count());
        let cell = &line[span.clone()];
        Self { span: blanks.len()..blanks.len() + cell.len(), line: blanks + cell }
    }
}

impl Diagnostics {
    /// Puts faults in order; what two keys that name one file find at one place is told once.
    pub(super) fn new(mut list: Vec<(Option<Place>, Diagnostic)>, notes: Vec<Noted>) -> Self {
        list.sort_by_key(|(place, _)| place.as_ref().map(Place::order));
        let mut list: Vec<_> = list.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        let is_same = |a: &Diagnostic, b: &Diagnostic| {
            (&a.file, a.line, a.column, &a.cell, &a.fault) == (&b.file, b.line, b.column, &b.cell, &b.fault)
        };
        list.dedup_by(|a, b| is_same(a, b));
        Self { list, notes }
    }

    /// Things worth knowing that are no faults, such as columns that are not used.
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// The faults; at least one.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.list
    }
}

impl std::error::Error for Diagnostics {}

impl std::error::Error for Diagnostic {}

impl Diagnostic {
    /// A fault at a place.
    pub(super) fn at(sources: &Sources, place: &Place, key: &str, fault: ScenarioFault) -> Self {
        let Passage { source, span } = match place {
            Place::Text(passage) => passage,
            Place::Cell { source, sheet, row, column } => {
                let cell = Cell { sheet: sheet.to_string(), name: format!("{}{}", letters(*column), row + 1) };
                return Self { cell: Some(cell), ..Self::about(&sources.get(*source).name, key, fault) };
            }
        };
        let source = sources.get(*source);
        let (line, column, excerpt) = locate(&source.text, span);
        if source.is_hidden() {
            let fault = fault.without_content();
            return Self { line: Some(line), column: Some(column), ..Self::about(&source.name, "", fault) };
        }
        let fault = fault.without_names(&sources.hidden);
        let shown = Some(excerpt).filter(|e| e.line.len() <= LONGEST_LINE && !source.is_outside);
        Self {
            line: Some(line),
            column: Some(column),
            excerpt: shown.map(|excerpt| if source.is_table { excerpt.of_one_cell() } else { excerpt }),
            ..Self::about(&source.name, key, fault)
        }
    }

    /// A fault of a file as a whole.
    pub(super) fn about(file: &str, key: &str, fault: ScenarioFault) -> Self {
        let (file, key) = (file.to_owned(), shortened(key, LONGEST_KEY));
        Self { file, line: None, column: None, cell: None, key, fault, nearest: None, excerpt: None }
    }

    /// The same with the name that may have been meant.
    pub(super) fn with_nearest(self, nearest: Option<String>) -> Self {
        Self { nearest, ..self }
    }
}

/// How a sheet calls a column, from 0: A to Z, then AA.
fn letters(column: u32) -> String {
    let last = char::from_u32(u32::from('A') + column % 26).unwrap_or('?');
    let before = (column / 26).checked_sub(1).map(letters).unwrap_or_default();
    before + &last.to_string()
}

/// A text that is not read to its end anyway, cut after so many characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", &text[..end]),
    }
}

/// Line and column from 1, and the line's text with the part of the span that lies in it.
fn locate(text: &str, span: &Range<usize>) -> (usize, usize, Excerpt) {
    let start = floor_boundary(text, span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let line = text[line_start..].split(['\n', '\r']).next().unwrap_or_default();
    let begin = (start - line_start).min(line.len());
    let end = (floor_boundary(text, span.end).max(start) - line_start).min(line.len());
    let number = text[..line_start].matches('\n').count() + 1;
    let column = line[..begin].chars().count() + 1;
    (number, column, Excerpt { line: line.to_owned(), span: begin..end })
}

/// The last character boundary at or before an offset.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&n| text.is_char_boundary(n)).unwrap_or(0)
}

/// The candidate most like a name, if any is like it at all.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let alike =
        |candidate: &str| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase());
    candidates
        .into_iter()
        .map(|c| (alike(c), c))
        .filter(|(score, _)| *score >= 0.55)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "a = 1\r\n名 = \"广\"\n";
        let start = text.find("\"广\"").expect("it is there");
        let (line, column, excerpt) = locate(text, &(start..start + 5));
        assert_eq!((line, column, &excerpt.line[excerpt.span.clone()]), (2, 5, "\"广\""));
    }

    #[test]
    fn columns_of_a_sheet_go_by_letters() {
        assert_eq!([0, 2, 25, 26, 701, 702].map(letters), ["A", "C", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_place_beyond_the_end_or_inside_a_character_is_moved_to_where_text_is() {
        assert_eq!(locate("ab", &(9..12)).1, 3);
        assert_eq!(locate("名", &(1..2)).1, 1);
        assert_eq!(locate("", &(0..0)).0, 1);
    }

    #[test]
    fn the_nearest_name_is_suggested_only_if_it_is_near() {
        assert_eq!(nearest("servs", ["name", "serves"]), Some("serves".to_owned()));
        assert_eq!(nearest("zzz", ["name", "serves"]), None);
    }
}
