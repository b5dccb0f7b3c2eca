//! The report of shifts: what they cost and how near that is to the best, who works when, who is needed and there.

use super::document::{HtmlBlock, HtmlCell, HtmlDocument, HtmlSection, HtmlTable, NUMBERS, written};
use super::source::{self, Simulation};
use super::{Assumed, FileRead, sizing, tone};
use crate::model::Floor;
use crate::report::shifts::{ShiftsReport, cover_by_date, dated_shifts, intervals, sentences, shifts, tables_of_dates};
use crate::report::sizing::SizeTable;
use crate::report::{Picture, Provenance};
use crate::words::html::{HtmlHead, HtmlLine};
use crate::words::{self, Language, ShiftsWords};

/// Shifts that are reported.
#[derive(Clone, Copy, Debug)]
pub struct ShiftsReported<'a> {
    /// The language of the report.
    pub language: Language,
    /// What was found.
    pub made: &'a ShiftsReport,
    /// The floor that they are for, if there is one.
    pub floor: Option<&'a Floor>,
    /// What was read: the scenario if there is one, and the file of rules.
    pub assumed: &'a Assumed,
    /// What is drawn of it.
    pub pictures: &'a [Picture],
}

/// The report of shifts.
pub fn of_shifts(report: &ShiftsReported<'_>) -> String {
    let (words, told) = (words::html(report.language), report.language.shifts());
    let made = report.made;
    let played = report.floor.zip(made.plan.as_ref()).map(|(floor, plan)| Simulation {
        days: plan.days,
        seed: plan.seed,
        dates: if made.found.one_day().is_none() { made.found.dates.len() } else { 0 },
        targets: floor.targets.asked().len(),
        until_known: false,
    });
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    let pictures = report.pictures.iter().map(|one| HtmlBlock::picture(&one.title, &one.svg)).collect();
    let tables = tables(made, told).into_iter().map(|(head, tables)| section(head, tables));
    let needs = made.sized.as_ref().map(|sized| sizing::in_short(sized, report.language.size()));
    let verdict = section(HtmlHead::Verdict, verdict(made, told));
    let [pictures, needs] = [(HtmlHead::Pictures, pictures), (HtmlHead::Needs, needs.unwrap_or_default())]
        .map(|(head, of)| section(head, of));
    let sections = std::iter::once(verdict).chain(tables).chain([pictures, needs]);
    let rests_on = match (&made.scenario, report.floor, &played) {
        (Some(from), Some(floor), Some(played)) => {
            let from = Provenance { command: made.command.clone(), ..from.clone() };
            source::sections(words, (&from, floor), played, report.assumed).into()
        }
        _ => vec![
            section(HtmlHead::Files, source::files(words, &report.assumed.files)),
            section(HtmlHead::Again, source::again(words, &made.command, None)),
        ],
    };
    let why = made.scenario.as_ref().map(|from| from.why.clone()).filter(|why| !why.trim().is_empty());
    written(&HtmlDocument {
        tag: words.tag(),
        title: made.name.clone(),
        subtitle: played.map(|played| played.told(words)).into_iter().chain(why).collect(),
        sections: sections.chain(rests_on).flatten().collect(),
        made_by: words.line(&HtmlLine::MadeBy(env!("CARGO_PKG_VERSION"))),
    })
}

/// The file of rules as one that was read.
pub fn file_of_rules(made: &ShiftsReport) -> FileRead {
    FileRead { file: made.file.clone(), sha256: made.sha256.clone(), rows: None }
}

fn verdict(made: &ShiftsReport, told: &dyn ShiftsWords) -> Vec<HtmlBlock> {
    let block = |(text, verdict)| match verdict {
        Some(verdict) => HtmlBlock::Verdict { tone: tone(verdict), text },
        None => HtmlBlock::text(text),
    };
    sentences(made, told).into_iter().map(block).collect()
}

/// Of several dates these; who works when, and who is needed and there.
fn tables(made: &ShiftsReport, told: &dyn ShiftsWords) -> Vec<(HtmlHead, Vec<HtmlBlock>)> {
    let Some(found) = made.found.one_day() else {
        let of_dates = tables_of_dates(made, told).into_iter().map(|(table, _)| sizing::table(table));
        return vec![
            (HtmlHead::Dates, of_dates.collect()),
            (HtmlHead::Shifts, vec![ends_with_words(dated_shifts(made, told), 2)]),
            (HtmlHead::Intervals, vec![sizing::table(cover_by_date(made, told))]),
        ];
    };
    let of_shifts = shifts(found, told).map(|table| ends_with_words(table, 1));
    let of_intervals = intervals(found, told).map(sizing::table);
    vec![(HtmlHead::Shifts, of_shifts.into_iter().collect()), (HtmlHead::Intervals, of_intervals.into_iter().collect())]
}

/// A table of numbers, of which so many of the last columns are words.
fn ends_with_words(table: SizeTable, columns: usize) -> HtmlBlock {
    let row = |row: Vec<String>| {
        let first = row.len().saturating_sub(columns);
        let cell = |(at, text): (usize, String)| if at >= first { HtmlCell::words(text) } else { text.into() };
        row.into_iter().enumerate().map(cell).collect()
    };
    let rows = table.rows.into_iter().map(row).collect();
    HtmlBlock::Table(HtmlTable { style: NUMBERS, head: table.head, rows })
}
