//! What results rest on: assumptions, files, the command that makes them again, and the checklist.

use super::document::{HtmlBlock, HtmlCell, HtmlSection, HtmlTable, WORDS};
use super::{Assumed, FileRead};
use crate::experiment::results::{RunResults, rung_called};
use crate::model::{Floor, Rung};
use crate::report::Provenance;
use crate::units::text::clock;
use crate::words::html::{HtmlHead, HtmlLabel, HtmlLine, HtmlText, HtmlWords, STRESS_DES, StressFacts, StressItem};
use crate::words::numbers::{DASH, decimal};

/// How much was simulated, to be told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Simulation {
    pub days: u32,
    pub seed: u64,
    /// Of several dates so many; else 0.
    pub dates: usize,
    pub targets: usize,
    /// Days were added until a figure was known.
    pub until_known: bool,
}

impl Simulation {
    pub fn of(results: &RunResults) -> Self {
        Self {
            days: results.days,
            seed: results.seed,
            dates: results.dates.len(),
            targets: results.targets.len(),
            until_known: results.precision.is_some(),
        }
    }

    /// How many days of which seed.
    pub fn told(&self, words: &dyn HtmlWords) -> String {
        let days = decimal(self.days.into(), 0);
        words.line(&HtmlLine::Simulated { days: &days, dates: self.dates, seed: self.seed })
    }
}

fn table(words: &dyn HtmlWords, head: &[HtmlLabel], rows: Vec<Vec<HtmlCell>>) -> HtmlBlock {
    let head = head.iter().map(|label| words.label(*label).to_owned()).collect();
    HtmlBlock::Table(HtmlTable { style: WORDS, head, rows })
}

/// What is only told or judged by, and not simulated from.
fn is_aside(key: &str) -> bool {
    ["name", "why"].contains(&key) || key.starts_with("expect.")
}

pub(super) fn assumptions(words: &dyn HtmlWords, assumed: &Assumed) -> Vec<HtmlBlock> {
    let set = assumed.set.iter().map(|(key, value)| (key, value.clone(), HtmlText::SetHere));
    let unset = assumed.unset.iter().map(|(key, told)| (key, words.unset(told).replace('`', ""), HtmlText::ByDefault));
    let mut all: Vec<_> = set.chain(unset).filter(|(key, ..)| !is_aside(key)).collect();
    all.sort_by(|a, b| a.0.cmp(b.0));
    let row = |(key, value, origin): (&String, String, HtmlText)| {
        vec![HtmlCell::code(key.clone()), value.into(), words.text(origin).into()]
    };
    let rows = all.into_iter().map(row).collect();
    vec![
        HtmlBlock::text(words.text(HtmlText::AssumptionsKey)),
        table(words, &[HtmlLabel::Setting, HtmlLabel::Value, HtmlLabel::Origin], rows),
    ]
}

pub(super) fn files(words: &dyn HtmlWords, files: &[FileRead]) -> Vec<HtmlBlock> {
    let rows = files.iter().map(|file| {
        let rows = file.rows.map_or_else(|| DASH.to_owned(), |rows| decimal(rows as f64, 0));
        vec![file.file.clone().into(), rows.into(), HtmlCell::code(file.sha256.clone())]
    });
    let mut table = table(words, &[HtmlLabel::File, HtmlLabel::Lines], rows.collect());
    if let HtmlBlock::Table(table) = &mut table {
        table.head.push("SHA-256".to_owned());
    }
    vec![table]
}

/// Notes on a floor and all that what was found rests on, down to the checklist.
pub(super) fn sections(
    words: &dyn HtmlWords,
    (from, floor): (&Provenance, &Floor),
    played: &Simulation,
    assumed: &Assumed,
) -> [Option<HtmlSection>; 5] {
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    [
        section(HtmlHead::Notes, super::notes(words, &assumed.notes)),
        section(HtmlHead::Assumptions, assumptions(words, assumed)),
        section(HtmlHead::Files, files(words, &assumed.files)),
        section(HtmlHead::Again, again(words, &from.command, Some(played))),
        section(HtmlHead::Checklist, checklist(words, &from.why, floor, played, assumed)),
    ]
}

/// Version, seed and days if days were played, and the one command.
pub(super) fn again(words: &dyn HtmlWords, made_by: &str, played: Option<&Simulation>) -> Vec<HtmlBlock> {
    let of_days = played
        .map(|played| [(HtmlLabel::Seed, played.seed.to_string()), (HtmlLabel::Days, decimal(played.days.into(), 0))]);
    let version = (HtmlLabel::Version, env!("CARGO_PKG_VERSION").to_owned());
    let facts = std::iter::once(version).chain(of_days.into_iter().flatten());
    let row = |(label, value): (HtmlLabel, String)| vec![words.label(label).into(), HtmlCell::code(value)];
    let rows = facts.map(row).collect();
    vec![
        HtmlBlock::Code { text: made_by.to_owned() },
        HtmlBlock::text(words.text(HtmlText::SameBytes)),
        table(words, &[HtmlLabel::Item, HtmlLabel::Value], rows),
    ]
}

pub(super) fn checklist(
    words: &dyn HtmlWords,
    why: &str,
    floor: &Floor,
    played: &Simulation,
    assumed: &Assumed,
) -> Vec<HtmlBlock> {
    let groups = |lent: bool| names(floor.groups.iter().filter(|group| group.lent == lent), |group| &group.name);
    let (queues, own, lent) = (names(&floor.queues, |queue| &queue.name), groups(false), groups(true));
    let called = |(at, rung): (usize, &Rung)| rung_called(floor.ladder_of(at), &rung.name);
    let rungs: Vec<String> = floor.rungs().enumerate().map(called).collect();
    let [open, close] = hours(floor);
    let facts = StressFacts {
        why: why.trim(),
        queues: &queues,
        own: &own,
        lent: &lent,
        rungs: &rungs,
        ladders: floor.ladders.len(),
        seats: floor.seats,
        lines: floor.lines,
        targets: played.targets,
        files: assumed.files.len(),
        settings: assumed.set.iter().filter(|(key, _)| !is_aside(key)).count(),
        hours: (&open, &close),
        dates: played.dates,
        warm_up: floor.warm_up,
        days: played.days,
        seed: played.seed,
        until_known: played.until_known,
        version: env!("CARGO_PKG_VERSION"),
    };
    let row = |(number, item): (&str, StressItem)| -> Vec<HtmlCell> {
        let title = format!("{number} {}", words.stress_item(item));
        vec![title.into(), words.stress_answer(item, &facts).into()]
    };
    vec![
        HtmlBlock::text(words.text(HtmlText::LeavesOut)),
        HtmlBlock::quiet(format!("{} {STRESS_DES}", words.text(HtmlText::ChecklistSource))),
        table(words, &[HtmlLabel::Item, HtmlLabel::Answer], StressItem::ALL.into_iter().map(row).collect()),
    ]
}

fn names<'f, T: 'f>(all: impl IntoIterator<Item = &'f T>, name: impl Fn(&'f T) -> &'f String) -> Vec<String> {
    all.into_iter().map(|one| name(one).clone()).collect()
}

/// Opening and closing of the first date, by its clock.
fn hours(floor: &Floor) -> [String; 2] {
    let first = floor.calendar().sessions()[0];
    [floor.clock.shown(first.open), floor.clock.shown_until(first.close)].map(clock)
}
