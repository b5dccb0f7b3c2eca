//! The knobs of a ladder as people and programs read them: a page of text, `size.json` and a table.

use super::Provenance;
use super::numbers::{DASH, decimal, percent};
use super::screen::paragraph;
use super::sizing::{FORMAT, SizeTable, queue_at_target};
use crate::escape::csv::Writer;
use crate::escape::json::document as escaped;
use crate::escape::terminal;
use crate::figures::{Dimension, Measure, RungFigure};
use crate::report::csv::number;
use crate::sizing::{Goal, LadderKnobs, LadderPoint, LadderResults};
use crate::units::text::span;
use crate::words::KnobsWords;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Everything about a ladder's knobs that reports print.
#[derive(Clone, Debug, PartialEq)]
pub struct KnobsReport {
    /// Where it comes from.
    pub from: Provenance,
    /// The name of the ladder, if the scenario has several.
    pub ladder: Option<String>,
    /// The names of its rungs, in the order of the scenario.
    pub rungs: Vec<String>,
    /// What was found.
    pub found: LadderResults,
}

/// Whether the axis of service is one of shares.
pub fn is_share(goal: &Goal) -> bool {
    goal.share_of_days.is_some() || goal.measure.unit().dimension() == Dimension::Share
}

fn service(goal: &Goal, value: f64, words: &dyn KnobsWords) -> String {
    if is_share(goal) { words.per_cent(&percent(value, 1)) } else { decimal(value, 1) }
}

/// The page, ending with a line end.
pub fn page(report: &KnobsReport, words: &dyn KnobsWords) -> String {
    let told: Vec<String> = sentences(report, words).iter().map(|text| paragraph(text).trim_end().to_owned()).collect();
    terminal::page(&format!("{}\n\n{}", told.join("\n"), ladders(report, words).printed_as_words()))
}

/// What is told of them, that of the scenario's own ladder first.
pub(super) fn sentences(report: &KnobsReport, words: &dyn KnobsWords) -> Vec<String> {
    let found = &report.found;
    let goal = &found.goal;
    let mut told = Vec::new();
    if let Some(own) = found.own() {
        let (hours, pulls) = (decimal(own.borrowed_hours, 1), decimal(own.pulls, 1));
        let served = format!("{} {}", called(goal, words), service(goal, own.service, words));
        let name = match &report.ladder {
            Some(ladder) => format!("{} / {ladder}", report.from.name),
            None => report.from.name.clone(),
        };
        told.push(words.knobs_own(&name, &served, &hours, &pulls));
        told.push(words.knobs_on_front(own.is_on_front).to_owned());
        told.extend((own.pulls == 0.0).then(|| words.knobs_never().to_owned()));
    }
    // Where the ladder is pulled all the same, days are worse than the mean that the law is of.
    let is_idle = found.own().is_none_or(|own| own.pulls < 1.0);
    let queue = found.at_target.filter(|queue| is_idle && queue.is_below_threshold());
    told.extend(queue.map(|queue| words.knobs_queue(&queue)));
    told.push(words.knobs_tried(found.tried, found.days_scanned, found.days));
    told.extend((found.dates > 1).then(|| words.knobs_of_dates(found.dates)));
    told
}

/// What stands on the axis of service.
fn called(goal: &Goal, words: &dyn KnobsWords) -> String {
    let target = match goal.measure.unit().dimension() {
        Dimension::Share => words.per_cent(&percent(goal.target, 0)),
        Dimension::Length | Dimension::Amount => decimal(goal.target, 1),
    };
    words.knobs_service(goal.measure, goal.share_of_days.map(|_| target.as_str()))
}

/// A row for each ladder that none beats, and one for the scenario's own.
pub(super) fn ladders(report: &KnobsReport, words: &dyn KnobsWords) -> SizeTable {
    let [above, lasting, release, release_lasting, order, hours, pulls] = words.knobs_header();
    let goal = &report.found.goal;
    let name = called(goal, words);
    let head = [above, lasting, release, release_lasting, order, &name, hours, pulls];
    let row = |point: &LadderPoint| {
        let mut cells: Vec<String> = match &point.knobs {
            Some(knobs) => vec![
                knobs.waiting_above.to_string(),
                words.span(knobs.lasting),
                knobs.release_at_most.to_string(),
                words.span(knobs.release_lasting),
                words.list(&order_of(report, knobs)),
            ],
            None => vec![DASH.to_owned(); 4].into_iter().chain([words.knobs_as_it_is().to_owned()]).collect(),
        };
        cells.push(service(goal, point.service, words));
        cells.extend([decimal(point.borrowed_hours, 1), decimal(point.pulls, 1)]);
        cells
    };
    SizeTable { head: head.map(str::to_owned).into(), rows: report.found.points.iter().map(row).collect() }
}

/// The rungs in order, by name.
fn order_of(report: &KnobsReport, knobs: &LadderKnobs) -> Vec<String> {
    knobs.order.iter().filter_map(|at| report.rungs.get(*at)).cloned().collect()
}

/// A row for each ladder of the front, and one for the scenario's own, without knobs.
///
/// # Errors
/// Those of the writer.
pub fn knobs_csv(report: &KnobsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = Writer::new(out);
    let (hours, pulls) = (Measure::BorrowedHours.name(), RungFigure::Pulls.name());
    csv.write_record([
        "waiting_above",
        "lasting",
        "release_at_most",
        "release_lasting",
        "order",
        "service",
        &hours,
        pulls,
    ])?;
    for point in &report.found.points {
        let mut row = match &point.knobs {
            Some(knobs) => vec![
                knobs.waiting_above.to_string(),
                span(knobs.lasting),
                knobs.release_at_most.to_string(),
                span(knobs.release_lasting),
                order_of(report, knobs).join(" "),
            ],
            None => vec![String::new(); 5],
        };
        row.extend([point.service, point.borrowed_hours, point.pulls].map(|figure| number(Some(figure))));
        csv.write_record(row)?;
    }
    csv.flush()
}

/// The document, with a line end.
pub fn document(report: &KnobsReport) -> String {
    let (from, found) = (&report.from, &report.found);
    let goal = &found.goal;
    let mut made = json!({
        "format": FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "scenario": { "name": from.name, "file": from.file, "sha256": from.sha256 },
        "command": from.command,
        "notes": from.notes,
        "ladder": {
            "service": { "measure": goal.measure.name(), "target": goal.target, "on_share_of_days": goal.share_of_days },
            "seed": found.seed,
            "days": found.days,
            "days_scanned": found.days_scanned,
            "tried": found.tried,
            "points": found.points.iter().map(|one| point(report, one)).collect::<Vec<_>>(),
            "queue_at_target": found.at_target.as_ref().map(queue_at_target),
            "cut_short": found.is_cut_short,
        },
    });
    if let Some(name) = &report.ladder {
        made["ladder"]["name"] = json!(name);
    }
    if found.dates > 1 {
        made["ladder"]["dates"] = json!(found.dates);
    }
    escaped(&format!("{made:#}\n"))
}

fn point(report: &KnobsReport, point: &LadderPoint) -> Value {
    let knobs = point.knobs.as_ref().map(|knobs| {
        json!({
            "waiting_above": knobs.waiting_above,
            "lasting": span(knobs.lasting),
            "release_at_most": knobs.release_at_most,
            "release_lasting": span(knobs.release_lasting),
            "order": order_of(report, knobs),
        })
    });
    json!({
        "own": point.knobs.is_none(),
        "knobs": knobs,
        "service": point.service,
        (Measure::BorrowedHours.name()): point.borrowed_hours,
        (RungFigure::Pulls.name()): point.pulls,
        "on_front": point.is_on_front,
    })
}
