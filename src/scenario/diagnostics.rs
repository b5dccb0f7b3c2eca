//! What is wrong with a scenario: every fault with its place, and how it is shown on a terminal.

use super::source::{Passage, Place, Sources};
use crate::escape::terminal;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::fmt;
use std::ops::Range;

/// A longer line than this, in bytes, is not shown.
const LONGEST_LINE: usize = 2_000;
/// More characters than these of what was found, or is allowed, are not told.
const LONGEST_TEXT: usize = 2_000;

/// Every fault of a scenario (M-B1), in order of reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    #[serde(skip)]
    notes: Vec<String>,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The file, as it was named; an override is called `--set key=value`.
    pub file: String,
    /// Line from 1; `None` if the fault is about the file as a whole.
    pub line: Option<usize>,
    /// Column from 1, in characters.
    pub column: Option<usize>,
    /// In place of both, where in a workbook: `sheet "Mon", cell C7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The place in the scenario, in the form `--set` understands; empty if there is none.
    pub key: String,
    /// What was found, as a sentence without a full stop.
    pub found: String,
    /// What is allowed, or what to do; may be empty.
    pub allowed: String,
    /// The known name nearest to an unknown one.
    pub nearest: Option<String>,
    /// The line and the bytes in it that are meant.
    #[serde(skip)]
    excerpt: Option<Excerpt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    span: Range<usize>,
}

impl Excerpt {
    /// The same with blanks for everything but what is meant.
    fn of_one_cell(self) -> Self {
        let Self { line, span } = self;
        let blanks = " ".repeat(line[..span.start].chars().count());
        let cell = &line[span.clone()];
        Self { span: blanks.len()..blanks.len() + cell.len(), line: blanks + cell }
    }

    /// The line as a terminal may show it, the span moved along.
    fn to_be_shown(&self) -> Self {
        let parts = [0..self.span.start, self.span.clone(), self.span.end..self.line.len()];
        let [before, meant, after] = parts.map(|part| terminal::line(&self.line[part].replace('\t', "    ")));
        let span = before.len()..before.len() + meant.len();
        Self { line: before + &meant + &after, span }
    }
}

impl Diagnostics {
    /// Puts faults in order; what two keys that name one file find at one place is told once.
    pub(super) fn new(mut list: Vec<(Option<Place>, Diagnostic)>, notes: Vec<String>) -> Self {
        list.sort_by_key(|(place, _)| place.as_ref().map(Place::order));
        let mut list: Vec<_> = list.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        list.dedup_by_key(|d| (d.file.clone(), d.line, d.column, d.cell.clone(), d.found.clone()));
        Self { list, notes }
    }

    /// Things worth knowing that are no faults, such as columns that are not used.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The faults; at least one.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.list
    }

    /// All faults as text for a terminal, each with its line of the file.
    pub fn render(&self, colour: bool) -> String {
        let faults: Vec<_> = self.list.iter().map(|fault| fault.render(colour)).collect();
        faults.join("\n\n") + "\n"
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

impl Diagnostic {
    /// A fault at a place, or about a whole file.
    pub(super) fn at(sources: &Sources, place: &Place, key: &str, found: &str, allowed: &str) -> Self {
        let Passage { source, span } = match place {
            Place::Text(passage) => passage,
            Place::Cell { source, sheet, row, column } => {
                let cell = Some(format!("sheet \"{sheet}\", cell {}{}", letters(*column), row + 1));
                return Self { cell, ..Self::about(&sources.get(*source).name, key, found, allowed) };
            }
        };
        let source = sources.get(*source);
        let (line, column, excerpt) = locate(&source.text, span);
        let shown = Some(excerpt).filter(|e| e.line.len() <= LONGEST_LINE && !source.is_outside);
        Self {
            line: Some(line),
            column: Some(column),
            excerpt: shown.map(|excerpt| if source.is_table { excerpt.of_one_cell() } else { excerpt }),
            ..Self::about(&source.name, key, found, allowed)
        }
    }

    /// A fault of a file as a whole.
    pub(super) fn about(file: &str, key: &str, found: &str, allowed: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
            cell: None,
            key: shortened(key),
            found: shortened(found),
            allowed: shortened(allowed),
            nearest: None,
            excerpt: None,
        }
    }

    /// The same with the name that may have been meant.
    pub(super) fn with_nearest(self, nearest: Option<String>) -> Self {
        Self { nearest, ..self }
    }

    /// The fault as text for a terminal, with its line of the file.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        terminal::page(&renderer.decor_style(DecorStyle::Ascii).render(&[self.to_be_shown().group()]))
    }

    /// The same with every text as a terminal may show it.
    fn to_be_shown(&self) -> Self {
        Self {
            file: terminal::line(&self.file),
            key: terminal::line(&self.key),
            found: terminal::line(&self.found),
            allowed: terminal::line(&self.allowed),
            cell: self.cell.as_deref().map(terminal::line),
            nearest: self.nearest.as_deref().map(terminal::line),
            excerpt: self.excerpt.as_ref().map(Excerpt::to_be_shown),
            ..*self
        }
    }

    /// The place alone, without its line.
    fn origin(&self) -> Origin<'_> {
        let file = self.cell.as_ref().map_or_else(|| self.file.clone(), |cell| format!("{}, {cell}", self.file));
        let origin = Origin::path(file);
        match (self.line, self.column) {
            (Some(line), Some(column)) => origin.line(line).char_column(column),
            _ => origin,
        }
    }

    fn group(&self) -> Group<'_> {
        let title = if self.key.is_empty() { self.found.clone() } else { format!("{}: {}", self.key, self.found) };
        let mut group = Group::with_title(Level::ERROR.primary_title(title));
        if let (Some(excerpt), Some(line)) = (&self.excerpt, self.line) {
            let label = self.nearest.as_ref().map(|n| format!("did you mean `{n}`?"));
            let annotation = AnnotationKind::Primary.span(excerpt.span.clone()).label(label);
            let snippet = Snippet::source(&excerpt.line).line_start(line).path(&self.file).annotation(annotation);
            group = group.element(snippet);
        } else {
            group = group.element(self.origin());
        }
        if self.allowed.is_empty() {
            group
        } else {
            group.element(Level::HELP.with_name("allowed").message(&self.allowed))
        }
    }
}

/// How a sheet calls a column, from 0: A to Z, then AA.
fn letters(column: u32) -> String {
    let last = char::from_u32(u32::from('A') + column % 26).unwrap_or('?');
    let before = (column / 26).checked_sub(1).map(letters).unwrap_or_default();
    before + &last.to_string()
}

/// A text that is not read to its end anyway, cut.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
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
pub(super) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
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
    fn colour_is_only_there_if_asked_for() {
        let list = Diagnostics { list: vec![Diagnostic::about("x.toml", "", "found", "allowed")], notes: Vec::new() };
        assert!(list.render(true).contains('\u{1b}') && !list.render(false).contains('\u{1b}'));
    }

    #[test]
    fn the_nearest_name_is_suggested_only_if_it_is_near() {
        assert_eq!(nearest("servs", ["name", "serves"]), Some("serves".to_owned()));
        assert_eq!(nearest("zzz", ["name", "serves"]), None);
    }
}
