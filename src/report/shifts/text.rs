//! The page of shifts: what they cost and how near that is to the best, then shifts and intervals.

use super::csv::breaks;
use super::{ShiftsReport, times};
use crate::cover::{CoverFound, CoverOutcome};
use crate::escape::terminal;
use crate::report::numbers::{amount, decimal, percent};
use crate::report::screen::{paragraph, plain_table, printed};
use crate::units::text::clock;
use crate::words::ShiftsWords;
use comfy_table::CellAlignment;

/// The page, ending with a line end.
pub fn page(report: &ShiftsReport, words: &dyn ShiftsWords) -> String {
    let told: Vec<String> = sentences(report, words).iter().map(|text| paragraph(text)).collect();
    let tables = report.covering().map(|found| {
        [shifts(report, found, words), intervals(report, found, words)].map(|table| table.trim_end().to_owned())
    });
    let sections: Vec<String> = [told.join("\n")].into_iter().chain(tables.into_iter().flatten()).collect();
    terminal::page(&(sections.join("\n\n") + "\n"))
}

fn sentences(report: &ShiftsReport, words: &dyn ShiftsWords) -> Vec<String> {
    let rules = &report.found.rules;
    let named = |text: String| words.shifts_of(&report.name, &text);
    let mut told = Vec::new();
    match &report.found.outcome {
        CoverOutcome::Found(found) => {
            told.push(named(words.shifts_found(found.people(), found.kinds(), &cost(found.cost))));
            told.push(if found.is_best() {
                words.shifts_proven().to_owned()
            } else {
                words.shifts_bound(&cost(found.bound), &percent(found.gap(), 1))
            });
            if rules.price.is_some() {
                told.push(words.shifts_hours(&cost(found.missing_hours), &cost(found.spare_hours)));
            }
        }
        CoverOutcome::Impossible { conflict, best } => {
            let wishes: Vec<String> = conflict.iter().map(|wish| words.wish(*wish, rules)).collect();
            told.push(named(words.shifts_impossible(&wishes)));
            told.extend(best.as_ref().map(|best| words.shifts_nearest(&cost(best.missing_hours), best.people())));
        }
        CoverOutcome::Stopped => told.push(named(words.shifts_stopped().to_owned())),
    }
    if report.sized.as_ref().is_some_and(|sized| !sized.is_possible()) {
        told.push(words.shifts_for_the_best().to_owned());
    }
    if let Some(tried) = &report.found.tried {
        told.push(words.shifts_tried(tried.is_enough, tried.days, tried.rounds, &cost(tried.cost_before)));
        let verified = tried.verified.as_ref();
        told.extend(verified.map(|verified| words.shifts_verified(verified.verdict, verified.days)));
    }
    told
}

/// To the cent, without zeros at the end.
fn cost(value: f64) -> String {
    let text = decimal(value, 2);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { amount(value) }
}

fn shifts(report: &ShiftsReport, found: &CoverFound, words: &dyn ShiftsWords) -> String {
    let mut table = plain_table();
    table.set_header(words.shifts_header());
    for shift in &found.shifts {
        let group = report.found.rules.shifts[shift.rule].group.clone();
        let (start, end) = (clock(shift.start), clock(shift.end));
        table.add_row([group, shift.people.to_string(), start, end, breaks(shift, ", ")]);
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    printed(table)
}

fn intervals(report: &ShiftsReport, found: &CoverFound, words: &dyn ShiftsWords) -> String {
    let mut table = plain_table();
    table.set_header(words.cover_header());
    for (i, row) in found.intervals.iter().enumerate() {
        let (start, end) = times(&report.found.rules, i);
        let (needed, there): (u32, u32) = (row.needed.iter().sum(), row.present.iter().sum());
        let missing = if row.missing == 0 { String::new() } else { row.missing.to_string() };
        table.add_row([format!("{}-{}", clock(start), clock(end)), needed.to_string(), there.to_string(), missing]);
    }
    (1..4).for_each(|at| {
        if let Some(column) = table.column_mut(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    });
    printed(table)
}
