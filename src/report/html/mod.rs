//! The report that is sent to people: one file of HTML that needs no network, in the language of whoever reads it.
//!
//! The verdict stands first, then the day, interval by interval, with pictures, the ladder's story and the roster; then all
//! that somebody needs who doubts it: assumptions, files, the command that makes it again, the checklist and the formulas.
//! Only with the feature `html`.

mod check;
mod compare;
mod document;
mod figures;
mod intervals;
mod knobs;
mod plan;
mod shifts;
mod sizing;
mod source;

use super::{FloorShape, Picture, Provenance, interval_table, targets};
use crate::experiment::results::{RunResults, Verdict};
use crate::model::Floor;
use crate::words::html::{HtmlHead, HtmlLine, HtmlText, HtmlWords};
use crate::words::{self, Language, PageWords};
use document::{HtmlBlock, HtmlDocument, HtmlSection, written};
use source::Simulation;

pub use check::{is_of_check, of_check};
pub use compare::{ComparisonReport, of_comparison};
pub use knobs::{KnobsReported, of_knobs};
pub use shifts::{ShiftsReported, file_of_rules, of_shifts};
pub use sizing::{SizingReport, of_sizing};

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// As it is named.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Of a table of data the rows below its header.
    pub rows: Option<usize>,
}

/// What a scenario was read from and as, to be told as assumptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumed {
    /// Every value that is set, by path.
    pub set: Vec<(String, String)>,
    /// Every key that is not, with what holds without it, in English and Markdown.
    pub unset: Vec<(String, String)>,
    /// The files.
    pub files: Vec<FileRead>,
    /// What the reader remarked, in the language of the report.
    pub notes: Vec<String>,
}

/// A run that is reported.
#[derive(Clone, Copy, Debug)]
pub struct RunReport<'a> {
    /// The language of the report.
    pub language: Language,
    /// Where the results come from.
    pub from: &'a Provenance,
    /// What was simulated.
    pub floor: &'a Floor,
    /// The same as it is drawn.
    pub shape: &'a FloorShape,
    /// What was found.
    pub results: &'a RunResults,
    /// What the scenario was read as.
    pub assumed: &'a Assumed,
    /// What is drawn of it.
    pub pictures: &'a [Picture],
}

/// The report of a run.
pub fn of_run(run: &RunReport<'_>) -> String {
    let (words, results) = (words::html(run.language), run.results);
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    let sections = [
        section(HtmlHead::Verdict, verdict(words.page(), results)),
        section(HtmlHead::Day, figures::of_day(words, results)),
        section(HtmlHead::Intervals, intervals::table(words, results)),
        section(HtmlHead::Pictures, run.pictures.iter().map(|one| HtmlBlock::picture(&one.title, &one.svg)).collect()),
        section(HtmlHead::Queues, figures::by_queue(words, results)),
        section(HtmlHead::Groups, figures::by_group(words, results)),
        section(HtmlHead::Dates, figures::by_date(words, results)),
        section(HtmlHead::Ladder, plan::ladder(words, results)),
        section(HtmlHead::Roster, plan::roster(words, run.shape)),
    ];
    let rests_on = source::sections(words, (run.from, run.floor), &Simulation::of(results), run.assumed);
    let formulas = section(HtmlHead::Formulas, figures::formulas(words, results));
    written(&HtmlDocument {
        tag: words.tag(),
        title: run.from.name.clone(),
        subtitle: subtitle(words, run.from, results),
        sections: sections.into_iter().chain(rests_on).chain([formulas]).flatten().collect(),
        made_by: words.line(&HtmlLine::MadeBy(env!("CARGO_PKG_VERSION"))),
    })
}

fn subtitle(words: &dyn HtmlWords, from: &Provenance, results: &RunResults) -> Vec<String> {
    let date = from.date.filter(|_| results.dates.is_empty()).map(|date| format!("{date} · "));
    let simulated = Simulation::of(results).told(words);
    let why = Some(from.why.clone()).filter(|why| !why.trim().is_empty());
    std::iter::once(date.unwrap_or_default() + &simulated).chain(why).collect()
}

/// How a verdict looks.
const fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::Undecided => "undecided",
    }
}

fn verdict(words: &dyn PageWords, results: &RunResults) -> Vec<HtmlBlock> {
    let told = results.targets.iter().map(|target| HtmlBlock::Verdict {
        tone: tone(target.verdict),
        text: targets::verdict(target, results, words),
    });
    let none = results.targets.is_empty().then(|| HtmlBlock::text(words.no_targets()));
    let short = interval_table::short_and_over(results, words).into_iter().map(HtmlBlock::text);
    let known = results.precision.iter().map(|found| HtmlBlock::quiet(words.known(found)));
    told.chain(none).chain(short).chain(known).collect()
}

fn notes(words: &dyn HtmlWords, notes: &[String]) -> Vec<HtmlBlock> {
    match notes {
        [] => vec![HtmlBlock::text(words.text(HtmlText::NoNotes))],
        _ => vec![HtmlBlock::List { items: notes.to_vec() }],
    }
}
