//! The report of a sizing: how many people, what they cost and give, then all that somebody needs who doubts it.

use super::document::{HtmlBlock, HtmlCell, HtmlDocument, HtmlSection, HtmlTable, NUMBERS, written};
use super::source::Simulation;
use super::{Assumed, source, tone};
use crate::model::Floor;
use crate::report::Picture;
use crate::report::sizing::{self, SizeTable, SizedByDate, SizedFloor, SizedReport};
use crate::words::html::{HtmlHead, HtmlLine};
use crate::words::{self, Language, SizeLabel, SizeWords};

/// A sizing that is reported.
#[derive(Clone, Copy, Debug)]
pub struct SizingReport<'a> {
    /// The language of the report.
    pub language: Language,
    /// What was found.
    pub sized: &'a SizedReport,
    /// The floor that was sized.
    pub floor: &'a Floor,
    /// What it was read as.
    pub assumed: &'a Assumed,
    /// What is drawn of it.
    pub pictures: &'a [Picture],
}

/// The report of a sizing.
pub fn of_sizing(report: &SizingReport<'_>) -> String {
    let (words, sizing) = (words::html(report.language), report.language.size());
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    let from = match report.sized {
        SizedReport::OneDate(sized) => &sized.from,
        SizedReport::Dates(sized) => &sized.from,
    };
    let played = simulation(report);
    let found = match report.sized {
        SizedReport::OneDate(sized) => of_date(sized, sizing),
        SizedReport::Dates(sized) => of_dates(sized, sizing),
    };
    let found = found.into_iter().map(|(head, blocks)| section(head, blocks));
    let pictures = report.pictures.iter().map(|one| HtmlBlock::picture(&one.title, &one.svg)).collect();
    let pictures = section(HtmlHead::Pictures, pictures);
    let rests_on = source::sections(words, (from, report.floor), &played, report.assumed);
    let simulated = played.told(words);
    let why = Some(from.why.clone()).filter(|why| !why.trim().is_empty());
    written(&HtmlDocument {
        tag: words.tag(),
        title: from.name.clone(),
        subtitle: std::iter::once(simulated).chain(why).collect(),
        sections: found.chain([pictures]).chain(rests_on).flatten().collect(),
        made_by: words.line(&HtmlLine::MadeBy(env!("CARGO_PKG_VERSION"))),
    })
}

fn simulation(report: &SizingReport<'_>) -> Simulation {
    let plan = match report.sized {
        SizedReport::OneDate(sized) => Some(&sized.found.plan),
        SizedReport::Dates(sized) => sized.found.dates.first().map(|date| &date.found.plan),
    };
    let (days, seed) = plan.map_or((0, 0), |plan| (plan.days, plan.seed));
    let dates = match report.sized {
        SizedReport::OneDate(_) => 0,
        SizedReport::Dates(sized) => sized.found.dates.len(),
    };
    Simulation { days, seed, dates, targets: report.floor.targets.asked().len(), until_known: false }
}

type Sections = Vec<(HtmlHead, Vec<HtmlBlock>)>;

fn of_date(sized: &SizedFloor, words: &dyn SizeWords) -> Sections {
    let found = &sized.found;
    let verdict = HtmlBlock::Verdict { tone: tone(found.verdict()), text: words.size_verdict(found) };
    let answer = HtmlBlock::text(words.size_answer(found));
    let besides = sizing::besides(found, words).into_iter().map(HtmlBlock::text);
    let reserve = sized.reserve.iter().flat_map(|reserve| {
        let told = sizing::recommended(reserve, words).into_iter().map(HtmlBlock::text);
        told.chain(sizing::curve(reserve, words).map(table))
    });
    vec![
        (HtmlHead::Verdict, [answer, verdict].into_iter().chain(besides).collect()),
        (HtmlHead::Intervals, sizing::intervals(found, words).map(table).into_iter().collect()),
        (HtmlHead::Reserve, reserve.collect()),
        (HtmlHead::WhatIf, sizing::varied(sized, words).map(table).into_iter().collect()),
    ]
}

fn of_dates(sized: &SizedByDate, words: &dyn SizeWords) -> Sections {
    let found = &sized.found;
    let verdict = vec![
        HtmlBlock::text(words.dates_answer(found)),
        HtmlBlock::Verdict { tone: tone(found.verdict()), text: words.dates_verdict(found) },
        HtmlBlock::text(words.size_label(SizeLabel::EachAlone)),
    ];
    let tables = sizing::tables_of_dates(found, words).into_iter().map(|(one, _)| table(one));
    vec![(HtmlHead::Verdict, verdict), (HtmlHead::Dates, tables.collect())]
}

/// A sizing that something else rests on: how many people, what fresh days say, and by when.
pub(super) fn in_short(sized: &SizedReport, words: &dyn SizeWords) -> Vec<HtmlBlock> {
    match sized {
        SizedReport::OneDate(sized) => {
            let found = &sized.found;
            let told = [words.size_answer(found), words.size_verdict(found)].map(HtmlBlock::text);
            told.into_iter().chain(sizing::intervals(found, words).map(table)).collect()
        }
        SizedReport::Dates(sized) => {
            let told = [words.dates_answer(&sized.found), words.dates_verdict(&sized.found)].map(HtmlBlock::text);
            let tables = sizing::tables_of_dates(&sized.found, words).into_iter().map(|(one, _)| table(one));
            told.into_iter().chain(tables).collect()
        }
    }
}

pub(super) fn table(table: SizeTable) -> HtmlBlock {
    let rows = table.rows.into_iter().map(|row| row.into_iter().map(HtmlCell::from).collect()).collect();
    HtmlBlock::Table(HtmlTable { style: NUMBERS, head: table.head, rows })
}
