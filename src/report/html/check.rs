//! The report of a check: what is as expected, scenario by scenario.

use super::compare::meaning;
use super::document::{HtmlBlock, HtmlCell, HtmlDocument, HtmlSection, HtmlTable, WORDS, written};
use crate::experiment::compare::ComparedFigure;
use crate::report::check::baseline::{self, Beside};
use crate::report::check::words as told;
use crate::report::check::{CheckReport, Checked, Conclusion, CountsAs, JudgedExpectation, ScenarioState};
use crate::words::html::{HtmlHead, HtmlLabel, HtmlLine, HtmlText, HtmlWords};
use crate::words::{self, CheckWords, Language};

/// What the document is called, by which it is known again.
const TITLE: &str = "holdline check";

/// Whether a file that begins so is such a report.
pub fn is_of_check(head: &[u8]) -> bool {
    String::from_utf8_lossy(head).contains(&format!("<title>{TITLE}</title>"))
}

/// The words of reports, and those of checks.
type Words<'w> = (&'w dyn HtmlWords, &'w dyn CheckWords);

/// The report of a check.
pub fn of_check(check: &CheckReport, language: Language) -> String {
    let (words, check_words) = (words::html(language), language.check());
    let section = |head, blocks| HtmlSection::new(head, words.head(head), blocks);
    let command = HtmlBlock::Code { text: format!("{} --lang {}", check.command, language.code()) };
    let sections = [
        section(HtmlHead::Verdict, verdict(words, check)),
        section(
            HtmlHead::Checked,
            check.scenarios.iter().flat_map(|one| scenario((words, check_words), check, one)).collect(),
        ),
        section(HtmlHead::Again, vec![command, HtmlBlock::text(words.text(HtmlText::SameBytes))]),
    ];
    written(&HtmlDocument {
        tag: words.tag(),
        title: TITLE.to_owned(),
        subtitle: vec![told::conclusion(check_words, check)],
        sections: sections.into_iter().flatten().collect(),
        made_by: words.line(&HtmlLine::MadeBy(env!("CARGO_PKG_VERSION"))),
    })
}

fn verdict(words: &dyn HtmlWords, check: &CheckReport) -> Vec<HtmlBlock> {
    let tone = match check.conclusion() {
        Conclusion::Good => "met",
        Conclusion::Missed | Conclusion::BadInput => "missed",
        Conclusion::Undecided | Conclusion::NothingRan => "undecided",
    };
    let row = |one: &Checked| -> Vec<HtmlCell> {
        let (tone, word) = outcome(check, one);
        vec![one.name.clone().into(), HtmlCell::toned(words.text(word), tone), one.file.clone().into()]
    };
    let good = check.scenarios.iter().filter(|one| outcome(check, one).1 == HtmlText::Passed).count();
    let all = check.scenarios.len();
    let head = [HtmlLabel::Scenario, HtmlLabel::Outcome, HtmlLabel::File].map(|label| words.label(label).to_owned());
    vec![
        HtmlBlock::Verdict { tone, text: words.line(&HtmlLine::Checked { all, good }) },
        HtmlBlock::Table(HtmlTable {
            style: WORDS,
            head: head.into(),
            rows: check.scenarios.iter().map(row).collect(),
        }),
    ]
}

/// What came of a scenario, and how that looks.
fn outcome(check: &CheckReport, one: &Checked) -> (&'static str, HtmlText) {
    let lines = one.lines().iter().map(|line| line.counts_as(check.undecided));
    let all: Vec<_> = lines.chain(one.beside().map(|beside| beside.counts_as(check.undecided))).collect();
    if matches!(one.state, ScenarioState::Bad(_)) {
        ("short2", HtmlText::NotPlayed)
    } else if all.contains(&CountsAs::Missed) {
        ("short2", HtmlText::Failed)
    } else if all.contains(&CountsAs::Undecided) {
        ("short1", HtmlText::Undecided)
    } else {
        ("over1", HtmlText::Passed)
    }
}

/// A scenario with its expectations, and how it stands to its baseline.
fn scenario((words, told): Words<'_>, check: &CheckReport, one: &Checked) -> Vec<HtmlBlock> {
    let mut blocks = vec![HtmlBlock::Subhead { text: one.name.clone() }];
    let played = match &one.state {
        ScenarioState::Bad(faults) => {
            let items = faults.iter().map(|fault| {
                let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
                format!("{}{line}: {}", fault.file, fault.message)
            });
            return vec![blocks.remove(0), HtmlBlock::List { items: items.collect() }];
        }
        ScenarioState::Played(played) => played,
    };
    let days = played.days.to_string();
    blocks.push(HtmlBlock::quiet(words.line(&HtmlLine::Simulated { days: &days, dates: 0, seed: played.seed })));
    if !played.expectations.is_empty() {
        let head = [HtmlLabel::Figure, HtmlLabel::Expected, HtmlLabel::Found, HtmlLabel::Interval, HtmlLabel::Meaning];
        let head = head.map(|label| words.label(label).to_owned()).into();
        let rows = played.expectations.iter().map(|line| expectation((words, told), check, line)).collect();
        blocks.push(HtmlBlock::Table(HtmlTable { style: WORDS, head, rows }));
    }
    blocks.extend(played.baseline.iter().flat_map(|beside| held((words, told), beside)));
    blocks
}

/// How a scenario stands to its baseline.
fn held((words, told): Words<'_>, beside: &Beside) -> Vec<HtmlBlock> {
    let head = [HtmlLabel::Figure, HtmlLabel::Found, HtmlLabel::Difference, HtmlLabel::Meaning];
    let row = |c: &&ComparedFigure| -> Vec<HtmlCell> {
        let cells =
            [words.measure(c.measure).name, baseline::moved(told, c), baseline::by(told, c)].map(HtmlCell::from);
        cells.into_iter().chain([meaning(words, c.finding)]).collect()
    };
    let rows: Vec<_> = beside.shown().iter().map(row).collect();
    let head = head.map(|label| words.label(label).to_owned()).into();
    let table = (!rows.is_empty()).then(|| HtmlBlock::Table(HtmlTable { style: WORDS, head, rows }));
    let remarks = beside.remarks(told);
    let remarks = (!remarks.is_empty()).then(|| HtmlBlock::List { items: remarks });
    let verdict =
        HtmlBlock::text(words.of(told.beside_verdict(beside.verdict()), &told.full_stop(&beside.sentence(told))));
    std::iter::once(verdict).chain(table).chain(remarks).collect()
}

fn expectation((words, said): Words<'_>, check: &CheckReport, line: &JudgedExpectation) -> Vec<HtmlCell> {
    let (tone, word) = match line.counts_as(check.undecided) {
        CountsAs::Met => ("over1", words.text(HtmlText::Passed)),
        CountsAs::Warning => ("short1", told::verdict(said, line)),
        CountsAs::Undecided => ("short1", words.text(HtmlText::Undecided)),
        CountsAs::Missed => ("short2", words.text(HtmlText::Failed)),
    };
    let word = said.with_remarks(word, &told::remarks(said, line));
    vec![
        HtmlCell::code(line.key.clone()),
        told::expected(line).into(),
        told::figure(line).into(),
        told::interval(said, line).into(),
        HtmlCell::toned(word, tone),
    ]
}
