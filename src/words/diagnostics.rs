//! The faults of a scenario as they are told: on a terminal, in one line, to programs.

use super::{Language, Said};
use crate::escape::terminal;
use crate::scenario::{Diagnostic, Diagnostics, Excerpt, shortened};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::fmt;

/// More characters than these of what was found, or is allowed, are not told.
const LONGEST_TEXT: usize = 2_000;

/// One fault in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
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
}

/// One fault, in the words of a language.
pub fn told(language: Language, fault: &Diagnostic) -> Told {
    let Said { found, allowed } = super::fault(language, &fault.fault);
    Told {
        file: fault.file.clone(),
        line: fault.line,
        column: fault.column,
        cell: fault.cell.as_ref().map(|cell| language.words().cell(cell)),
        key: fault.key.clone(),
        found: shortened(&found, LONGEST_TEXT),
        allowed: shortened(&allowed, LONGEST_TEXT),
        nearest: fault.nearest.clone(),
    }
}

/// All faults, in order of reading.
pub fn told_all(language: Language, faults: &Diagnostics) -> Vec<Told> {
    faults.faults().iter().map(|fault| told(language, fault)).collect()
}

/// All faults as text for a terminal, each with its line of the file.
pub fn render(language: Language, faults: &Diagnostics, colour: bool) -> String {
    let all: Vec<_> = faults.faults().iter().map(|fault| render_one(language, fault, colour)).collect();
    all.join("\n\n") + "\n"
}

/// One fault without its file and line, in one line.
pub fn in_one_line(language: Language, fault: &Diagnostic) -> String {
    let Told { cell, key, found, allowed, nearest, .. } = told(language, fault);
    let words = language.words();
    let (colon, semicolon) = (words.colon(), words.semicolon());
    let place: String =
        cell.into_iter().chain([key]).filter(|part| !part.is_empty()).map(|part| part + colon).collect();
    let nearest = nearest.map(|near| format!("{semicolon}{}", words.did_you_mean(&near))).unwrap_or_default();
    let allowed = if allowed.is_empty() { allowed } else { format!("{semicolon}{}{colon}{allowed}", words.allowed()) };
    place + &found + &nearest + &allowed
}

/// One fault as text for a terminal, with its line of the file.
pub fn render_one(language: Language, fault: &Diagnostic, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let told = told(language, fault).for_a_terminal();
    let excerpt = fault.excerpt.as_ref().map(to_be_shown);
    let group = group(language, &told, excerpt.as_ref());
    terminal::page(&renderer.decor_style(DecorStyle::Ascii).render(&[group]))
}

fn group<'a>(language: Language, told: &'a Told, excerpt: Option<&'a Excerpt>) -> Group<'a> {
    let words = language.words();
    let colon = words.colon();
    let title = if told.key.is_empty() { told.found.clone() } else { format!("{}{colon}{}", told.key, told.found) };
    let (level, title) = headed(Level::ERROR, words.error(), colon, title);
    let mut group = Group::with_title(level.primary_title(title));
    if let (Some(excerpt), Some(line)) = (excerpt, told.line) {
        let label = told.nearest.as_ref().map(|near| words.did_you_mean(near));
        let annotation = AnnotationKind::Primary.span(excerpt.span.clone()).label(label);
        let snippet = Snippet::source(&excerpt.line).line_start(line).path(&told.file).annotation(annotation);
        group = group.element(snippet);
    } else {
        group = group.element(told.origin());
    }
    if told.allowed.is_empty() {
        group
    } else {
        let (level, allowed) = headed(Level::HELP, words.allowed(), colon, told.allowed.clone());
        group.element(level.message(allowed))
    }
}

/// A text with its heading. The renderer paints a heading and puts its own colon behind it; another one is part of the text.
fn headed<'a>(level: Level<'a>, heading: &'static str, colon: &str, text: String) -> (Level<'a>, String) {
    if colon == ": " { (level.with_name(heading), text) } else { (level.no_name(), format!("{heading}{colon}{text}")) }
}

impl Told {
    /// The same with every text as a terminal may show it.
    fn for_a_terminal(self) -> Self {
        Self {
            file: terminal::line(&self.file),
            key: terminal::line(&self.key),
            found: terminal::line(&self.found),
            allowed: terminal::line(&self.allowed),
            cell: self.cell.as_deref().map(terminal::line),
            nearest: self.nearest.as_deref().map(terminal::line),
            ..self
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
}

/// The line as a terminal may show it, the span moved along.
fn to_be_shown(Excerpt { line, span }: &Excerpt) -> Excerpt {
    let parts = [0..span.start, span.clone(), span.end..line.len()];
    let [before, meant, after] = parts.map(|part| terminal::line(&line[part].replace('\t', "    ")));
    let span = before.len()..before.len() + meant.len();
    Excerpt { line: before + &meant + &after, span }
}

/// In English and without colours.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render(Language::English, self, false))
    }
}

/// In English and without colours.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render_one(Language::English, self, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_text;
    use std::path::Path;

    fn faults(text: &str) -> Diagnostics {
        read_text("x.toml", text, Path::new(""), &[]).expect_err("it is bad")
    }

    #[test]
    fn colour_is_only_there_if_asked_for() {
        let faults = faults("");
        let render = |colour| render(Language::English, &faults, colour);
        assert!(render(true).contains('\u{1b}') && !render(false).contains('\u{1b}'));
        assert_eq!(faults.to_string(), render(false));
    }

    #[test]
    fn a_fault_in_one_line_says_where_what_and_what_instead() {
        let faults = faults("opne = '08:00'");
        let line = in_one_line(Language::English, &faults.faults()[0]);
        assert!(
            line.starts_with("opne: unknown key; did you mean `open`?; allowed: the keys of a scenario: "),
            "{line}"
        );
    }

    #[test]
    fn faults_are_plain_data_too() {
        let told = told_all(Language::English, &faults("opne = '08:00'\n"));
        let json = serde_json::to_value(&told).expect("it is plain data");
        assert_eq!((json[0]["file"].as_str(), json[0]["line"].as_u64()), (Some("x.toml"), Some(1)));
        assert_eq!((json[0]["key"].as_str(), json[0]["nearest"].as_str()), (Some("opne"), Some("open")));
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let faults = faults(&format!("{} = 1", "k".repeat(5_000)));
        let Told { key, allowed, .. } = told(Language::English, &faults.faults()[0]);
        assert_eq!((key.len(), key.ends_with("k...")), (LONGEST_TEXT + 3, true));
        assert!(allowed.len() < LONGEST_TEXT);
    }
}
