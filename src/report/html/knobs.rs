//! The report of a ladder's knobs: what the scenario's own ladder gives, and which ladders none beats.

use super::document::{HtmlBlock, HtmlDocument, HtmlSection, written};
use super::source::{self, Simulation};
use super::{Assumed, sizing};
use crate::model::Floor;
use crate::report::Picture;
use crate::report::knobs::{self, KnobsReport};
use crate::words::html::{HtmlHead, HtmlLine};
use crate::words::{self, Language};

/// A ladder's knobs that are reported.
#[derive(Clone, Copy, Debug)]
pub struct KnobsReported<'a> {
    /// The language of the report.
    pub language: Language,
    /// What was found.
    pub made: &'a KnobsReport,
    /// The floor whose ladder it is.
    pub floor: &'a Floor,
    /// What it was read as.
    pub assumed: &'a Assumed,
    /// What is drawn of it.
    pub pictures: &'a [Picture],
}

/// The report of a ladder's knobs.
pub fn of_knobs(report: &KnobsReported<'_>) -> String {
    let (words, told) = (words::html(report.language), report.language.knobs());
    let (made, from) = (report.made, &report.made.from);
    let played = Simulation {
        days: made.found.days,
        seed: made.found.seed,
        dates: 0,
        targets: report.floor.targets.asked().len(),
        until_known: false,
    };
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    let mut sentences = knobs::sentences(made, told).into_iter();
    let verdict = sentences.next().map(|text| HtmlBlock::Verdict { tone: "", text });
    let pictures = report.pictures.iter().map(|one| HtmlBlock::picture(&one.title, &one.svg)).collect();
    let sections = [
        section(HtmlHead::Verdict, verdict.into_iter().chain(sentences.map(HtmlBlock::text)).collect()),
        section(HtmlHead::Ladders, vec![sizing::table(knobs::ladders(made, told))]),
        section(HtmlHead::Pictures, pictures),
    ];
    let rests_on = source::sections(words, (from, report.floor), &played, report.assumed);
    let why = Some(from.why.clone()).filter(|why| !why.trim().is_empty());
    written(&HtmlDocument {
        tag: words.tag(),
        title: from.name.clone(),
        subtitle: std::iter::once(played.told(words)).chain(why).collect(),
        sections: sections.into_iter().chain(rests_on).flatten().collect(),
        made_by: words.line(&HtmlLine::MadeBy(env!("CARGO_PKG_VERSION"))),
    })
}
