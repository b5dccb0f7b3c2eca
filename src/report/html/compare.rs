//! The report of a comparison: who is better and whether that is sure, then what it rests on.

use super::document::{HtmlBlock, HtmlCell, HtmlDocument, HtmlSection, HtmlTable, NUMBERS, WORDS, written};
use super::source::Simulation;
use super::{Assumed, source};
use crate::experiment::compare::{ArmFindings, ComparedFigure, Finding};
use crate::model::Floor;
use crate::report::Picture;
use crate::report::compare::words::{difference, figure, over_the_day, sentence};
use crate::report::compare::{Arm, Compared};
use crate::words::html::{HtmlHead, HtmlLabel, HtmlLine, HtmlText, HtmlWords};
use crate::words::{self, CompareWords, Language};

/// A comparison that is reported.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonReport<'a> {
    /// The language of the report.
    pub language: Language,
    /// What was found, with what it was made of.
    pub compared: &'a Compared,
    /// The floor that the others are compared with.
    pub floor: &'a Floor,
    /// What that one was read as, with the files of all.
    pub assumed: &'a Assumed,
    /// What is drawn of it.
    pub pictures: &'a [Picture],
}

/// The report of a comparison.
pub fn of_comparison(report: &ComparisonReport<'_>) -> String {
    let (words, compared) = (words::html(report.language), report.compared);
    let told = report.language.compare();
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    let run = &compared.found.runs[0];
    let pictures = report.pictures.iter().map(|one| HtmlBlock::picture(&one.title, &one.svg)).collect();
    let sections = [
        section(HtmlHead::Verdict, verdict(told, compared)),
        section(HtmlHead::Differences, vec![differences(words, told, compared)]),
        section(HtmlHead::Pictures, pictures),
        section(HtmlHead::Settings, settings(words, compared)),
        section(HtmlHead::Compared, vec![arms(words, compared)]),
        section(HtmlHead::Assumptions, source::assumptions(words, report.assumed)),
        section(HtmlHead::Files, source::files(words, &report.assumed.files)),
        section(HtmlHead::Again, source::again(words, &compared.command, Some(&Simulation::of(run)))),
        section(
            HtmlHead::Checklist,
            source::checklist(words, &report.floor.why, report.floor, &Simulation::of(run), report.assumed),
        ),
    ];
    let labels: Vec<&str> = compared.arms.iter().map(|arm| arm.label.as_str()).collect();
    written(&HtmlDocument {
        tag: words.tag(),
        title: labels.join(" / "),
        subtitle: vec![Simulation::of(run).told(words)],
        sections: sections.into_iter().flatten().collect(),
        made_by: words.line(&HtmlLine::MadeBy(env!("CARGO_PKG_VERSION"))),
    })
}

fn verdict(told: &dyn CompareWords, compared: &Compared) -> Vec<HtmlBlock> {
    let of_arm = |(arm, found): (&Arm, &ArmFindings)| {
        let sure = sentence(told, &arm.label, &compared.baseline().label, found);
        [HtmlBlock::Verdict { tone: "", text: sure }, HtmlBlock::text(over_the_day(told, &found.intervals))]
    };
    let notes = compared.notes.iter().map(|note| HtmlBlock::text(told.compared_note(note)));
    compared
        .others()
        .flat_map(of_arm)
        .chain(notes)
        .chain([HtmlBlock::quiet(told.compare_basis(&compared.found))])
        .collect()
}

/// A row for each measure, and three columns for each of the others: its figure, the difference and what that means.
fn differences(words: &dyn HtmlWords, told: &dyn CompareWords, compared: &Compared) -> HtmlBlock {
    let labels = compared.others().flat_map(|(arm, _)| {
        let more = [HtmlLabel::Difference, HtmlLabel::Meaning].map(|label| words.label(label).to_owned());
        [arm.label.clone()].into_iter().chain(more)
    });
    let first = [words.label(HtmlLabel::Figure).to_owned(), compared.baseline().label.clone()];
    let head = first.into_iter().chain(labels).collect();
    let shown = |c: &&ComparedFigure| c.a.is_some() || c.b.is_some();
    let of_first = compared.found.arms.first().into_iter().flat_map(|arm| arm.headline()).filter(shown);
    let row = |c: &ComparedFigure| -> Vec<HtmlCell> {
        let begun = [words.measure(c.measure).name, figure(told, c.measure, c.a)].map(HtmlCell::from);
        let others = compared.found.arms.iter().filter_map(|arm| arm.get(c.measure));
        begun.into_iter().chain(others.flat_map(|c| beside(words, told, c))).collect()
    };
    HtmlBlock::Table(HtmlTable { style: NUMBERS, head, rows: of_first.map(row).collect() })
}

fn beside(words: &dyn HtmlWords, told: &dyn CompareWords, c: &ComparedFigure) -> [HtmlCell; 3] {
    let difference = difference(told, c.measure, c.difference.as_ref());
    [figure(told, c.measure, c.b).into(), difference.into(), meaning(words, c.finding)]
}

/// What a finding means, and how that looks.
pub(super) fn meaning(words: &dyn HtmlWords, finding: Finding) -> HtmlCell {
    let (tone, word) = match finding {
        Finding::Better => ("over1", HtmlText::Better),
        Finding::Worse => ("short1", HtmlText::Worse),
        Finding::More => ("", HtmlText::More),
        Finding::Fewer => ("", HtmlText::Fewer),
        Finding::NoDifference => ("", HtmlText::NoDifference),
        Finding::Undecided => ("", HtmlText::Undecided),
    };
    HtmlCell::toned(words.text(word), tone)
}

/// Every key that an arm sets otherwise than the first.
fn settings(words: &dyn HtmlWords, compared: &Compared) -> Vec<HtmlBlock> {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| words.text(HtmlText::NotSet).to_owned());
    let of_arm = |arm: &Arm| -> Vec<Vec<HtmlCell>> {
        let name = || HtmlCell::from(arm.label.clone());
        let differs = arm.differs.iter();
        let mut rows: Vec<_> = differs
            .map(|d| vec![name(), HtmlCell::code(d.key.clone()), value(&d.a).into(), value(&d.b).into()])
            .collect();
        if rows.is_empty() {
            let what = if arm.tables_differ { HtmlText::TablesDiffer } else { HtmlText::NothingDiffers };
            rows.push(vec![name(), words.text(what).into(), HtmlCell::default(), HtmlCell::default()]);
        }
        rows
    };
    let [arm, key] = [HtmlLabel::Arm, HtmlLabel::Setting].map(|label| words.label(label).to_owned());
    let head = vec![arm, key, compared.baseline().label.clone(), words.label(HtmlLabel::Value).to_owned()];
    let rows = compared.arms[1..].iter().flat_map(of_arm).collect();
    vec![HtmlBlock::Table(HtmlTable { style: WORDS, head, rows })]
}

fn arms(words: &dyn HtmlWords, compared: &Compared) -> HtmlBlock {
    let row = |arm: &Arm| -> Vec<HtmlCell> {
        let overrides = HtmlCell::code(arm.settings.join("; "));
        vec![arm.label.clone().into(), arm.file.clone().into(), overrides, HtmlCell::code(arm.sha256.clone())]
    };
    let head = [HtmlLabel::Arm, HtmlLabel::File, HtmlLabel::Overrides, HtmlLabel::HashOfAll];
    let head = head.map(|label| words.label(label).to_owned()).into();
    HtmlBlock::Table(HtmlTable { style: WORDS, head, rows: compared.arms.iter().map(row).collect() })
}
