//! The page of shifts: what they cost and how near that is to the best, then shifts and intervals.

use super::csv::breaks;
use super::{ShiftsReport, by_date, cost, how_near, times};
use crate::cover::{CoverFound, CoverOutcome, CoveredInterval, CoveringShift};
use crate::escape::terminal;
use crate::experiment::results::Verdict;
use crate::report::screen::paragraph;
use crate::report::sizing::SizeTable;
use crate::sizing::{ShiftsResults, Verified};
use crate::units::text::clock;
use crate::words::ShiftsWords;

/// The page, ending with a line end.
pub fn page(report: &ShiftsReport, words: &dyn ShiftsWords) -> String {
    let told: Vec<String> = sentences(report, words).iter().map(|(text, _)| paragraph(text)).collect();
    let tables: Vec<String> = match report.found.one_day() {
        None => {
            by_date::tables(report, words).into_iter().map(|(table, words_last)| table.printed(words_last)).collect()
        }
        Some(found) => {
            let tables = [
                shifts(found, words).map(SizeTable::printed_as_words),
                intervals(found, words).map(|t| t.printed(false)),
            ];
            tables.into_iter().flatten().collect()
        }
    };
    let tables = tables.iter().map(|table| table.trim_end().to_owned());
    let sections: Vec<String> = [told.join("\n")].into_iter().chain(tables).collect();
    terminal::page(&(sections.join("\n\n") + "\n"))
}

/// What is told of them; of a verdict, which.
pub(in crate::report) fn sentences(report: &ShiftsReport, words: &dyn ShiftsWords) -> Vec<(String, Option<Verdict>)> {
    let Some(found) = report.found.one_day() else { return by_date::sentences(report, words) };
    let rules = &found.rules;
    let named = |text: String| words.shifts_of(&report.name, &text);
    let mut told = Vec::new();
    match &found.outcome {
        CoverOutcome::Found(found) => {
            told.push((named(words.shifts_found(found.people(), found.kinds(), &cost(found.cost))), None));
            told.push((how_near(found.bound, (found.is_best(), found.gap()), words), None));
            let hours = || words.shifts_hours(&cost(found.missing_hours), &cost(found.spare_hours));
            told.extend(rules.price.map(|_| (hours(), None)));
        }
        CoverOutcome::Impossible { conflict, best } => {
            let wishes: Vec<String> = conflict.iter().map(|wish| words.wish(*wish, rules)).collect();
            told.push((named(words.shifts_impossible(&wishes)), Some(Verdict::Missed)));
            let nearest = |best: &CoverFound| words.shifts_nearest(&cost(best.missing_hours), best.people());
            told.extend(best.as_ref().map(|best| (nearest(best), None)));
        }
        CoverOutcome::Stopped => told.push((named(words.shifts_stopped().to_owned()), Some(Verdict::Undecided))),
    }
    if report.sized.as_ref().is_some_and(|sized| !sized.is_possible()) {
        told.push((words.shifts_for_the_best().to_owned(), Some(Verdict::Missed)));
    }
    if let Some(tried) = &found.tried {
        let on_days = words.shifts_tried(tried.is_enough, tried.days, tried.rounds, &cost(tried.cost_before));
        told.push((on_days, (!tried.is_enough).then_some(Verdict::Missed)));
        let verified = |fresh: &Verified| (words.shifts_verified(fresh.verdict, fresh.days), Some(fresh.verdict));
        told.extend(tried.verified.as_ref().map(verified));
    }
    told
}

/// A row for people with the same shift and breaks; `None` without any shifts.
pub(in crate::report) fn shifts(of: &ShiftsResults, words: &dyn ShiftsWords) -> Option<SizeTable> {
    let row = |shift: &CoveringShift| {
        let group = of.rules.shifts[shift.rule].group.clone();
        vec![group, shift.people.to_string(), clock(shift.start), clock(shift.end), breaks(shift, ", ")]
    };
    let head = words.shifts_header().map(str::to_owned).into();
    Some(SizeTable { head, rows: of.covering()?.shifts.iter().map(row).collect() })
}

/// A row for each interval: who is needed, who is there and who is missing; `None` without any shifts.
pub(in crate::report) fn intervals(of: &ShiftsResults, words: &dyn ShiftsWords) -> Option<SizeTable> {
    let row = |(i, row): (usize, &CoveredInterval)| {
        let (start, end) = times(&of.rules, i);
        let (needed, there): (u32, u32) = (row.needed.iter().sum(), row.present.iter().sum());
        let missing = if row.missing == 0 { String::new() } else { row.missing.to_string() };
        vec![format!("{}-{}", clock(start), clock(end)), needed.to_string(), there.to_string(), missing]
    };
    let head = words.cover_header().map(str::to_owned).into();
    Some(SizeTable { head, rows: of.covering()?.intervals.iter().enumerate().map(row).collect() })
}
