//! Shifts of several dates: a row for each date, and kinds of shifts by date.

use super::{ShiftsReport, cost, how_near};
use crate::cover::{CoverFound, CoverOutcome, CoveringShift};
use crate::experiment::results::Verdict;
use crate::report::numbers::{DASH, percent};
use crate::report::sizing::SizeTable;
use crate::sizing::ShiftsOfDate;
use crate::units::text::clock;
use crate::units::{SimTime, Span};
use crate::words::ShiftsWords;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// So many dates fit beside each other.
const BESIDE: usize = 10;

/// A kind of shift, and how many people have it on each date.
pub(super) struct KindByDate {
    pub group: String,
    pub start: SimTime,
    pub end: SimTime,
    pub people: Vec<u32>,
}

/// The kinds of all dates, group by group in order of time.
pub(super) fn kinds_by_date(report: &ShiftsReport) -> Vec<KindByDate> {
    let dates = &report.found.dates;
    let mut kinds: BTreeMap<(String, SimTime, SimTime), Vec<u32>> = BTreeMap::new();
    for (at, date) in dates.iter().enumerate() {
        for shift in date.found.covering().iter().flat_map(|found| &found.shifts) {
            let group = date.found.rules.shifts[shift.rule].group.clone();
            let people = kinds.entry((group, shift.start, shift.end)).or_insert_with(|| vec![0; dates.len()]);
            people[at] += shift.people;
        }
    }
    kinds.into_iter().map(|((group, start, end), people)| KindByDate { group, start, end, people }).collect()
}

/// People with the same shift and breaks on some dates.
pub(super) struct ShiftOnDates {
    pub group: String,
    /// The shift, of which the rule is that of its first date.
    pub shift: CoveringShift,
    pub dates: Vec<Date>,
}

/// The shifts of all dates, those of several told once.
pub(super) fn shifts_on_dates(report: &ShiftsReport) -> Vec<ShiftOnDates> {
    let mut all: Vec<ShiftOnDates> = Vec::new();
    for date in &report.found.dates {
        for shift in date.found.covering().iter().flat_map(|found| &found.shifts) {
            let group = &date.found.rules.shifts[shift.rule].group;
            let is_same = |known: &&mut ShiftOnDates| known.group == *group && known.shift == *shift;
            match all.iter_mut().find(is_same) {
                Some(known) => known.dates.extend(date.date),
                None => all.push(ShiftOnDates {
                    group: group.clone(),
                    shift: shift.clone(),
                    dates: date.date.into_iter().collect(),
                }),
            }
        }
    }
    all.sort_by(|a, b| (&a.group, &a.shift).cmp(&(&b.group, &b.shift)));
    all
}

pub(super) fn named(date: &ShiftsOfDate, words: &dyn ShiftsWords) -> String {
    date.date.map_or_else(String::new, |date| words.weekday_and_date(date))
}

/// What is told of all dates; of a verdict, which.
pub(super) fn sentences(report: &ShiftsReport, words: &dyn ShiftsWords) -> Vec<(String, Option<Verdict>)> {
    let found = &report.found;
    let (people, kinds) = (found.covering().map(CoverFound::people).sum(), kinds_by_date(report).len());
    let all = words.shifts_of_dates(people, kinds, found.dates.len(), &cost(found.cost()));
    let mut told = vec![(words.shifts_of(&report.name, &all), None)];
    let is_best = found.covering().all(CoverFound::is_best);
    told.push((how_near(found.bound(), (is_best, found.gap()), words), None));
    if found.dates.iter().any(|date| date.found.rules.price.is_some()) {
        let hours = |of: fn(&CoverFound) -> f64| cost(found.covering().map(of).sum());
        told.push((words.shifts_hours(&hours(|one| one.missing_hours), &hours(|one| one.spare_hours)), None));
    }
    for date in &found.dates {
        let (rules, named) = (&date.found.rules, |text: &str| words.shifts_of(&named(date, words), text));
        match &date.found.outcome {
            CoverOutcome::Found(_) => {}
            CoverOutcome::Impossible { conflict, .. } => {
                let wishes: Vec<String> = conflict.iter().map(|wish| words.wish(*wish, rules)).collect();
                told.push((named(&words.shifts_impossible(&wishes)), Some(Verdict::Missed)));
            }
            CoverOutcome::Stopped => told.push((named(words.shifts_stopped()), Some(Verdict::Undecided))),
        }
    }
    if report.sized.as_ref().is_some_and(|sized| !sized.is_possible()) {
        told.push((words.shifts_for_the_best().to_owned(), Some(Verdict::Missed)));
    }
    told.push((verdict(report, words), Some(found.verdict())));
    told
}

/// What days say of all dates together.
fn verdict(report: &ShiftsReport, words: &dyn ShiftsWords) -> String {
    let found = &report.found;
    let verified = found.dates.iter().map(|date| date.found.tried.as_ref().and_then(|tried| tried.verified.as_ref()));
    let days = verified.flatten().map(|verified| verified.days).next();
    let of = |verdict: Verdict| {
        let dates = found.dates.iter().filter(|date| date.found.verdict() == verdict);
        let dates: Vec<String> = dates.map(|date| named(date, words)).collect();
        // Of all of them the verdict itself is enough.
        if dates.len() < found.dates.len() { dates } else { Vec::new() }
    };
    words.shifts_together(found.verdict(), days, [&of(Verdict::Missed), &of(Verdict::Undecided)], found.all_together)
}

/// The dates, and kinds of shifts by date, so many dates beside each other; whether the last column is words.
pub(in crate::report) fn tables(report: &ShiftsReport, words: &dyn ShiftsWords) -> Vec<(SizeTable, bool)> {
    let kinds = kinds_by_date(report);
    let chunks = report.found.dates.chunks(BESIDE).enumerate();
    let by_kind = chunks.map(|(at, dates)| (by_kind(&kinds, (at * BESIDE, dates), words), false));
    std::iter::once((by_date(report, words), true)).chain(by_kind).collect()
}

/// A row for each date: people, kinds, cost, how near it is to the best, how often needs were raised, how days like it.
fn by_date(report: &ShiftsReport, words: &dyn ShiftsWords) -> SizeTable {
    let dates = &report.found.dates;
    let has_share = dates.iter().any(|date| date.days_met().is_some());
    let [date, people, kinds, of_cost, gap, raised, met, verdict] = words.by_date_header().map(str::to_owned);
    let mut head = vec![date, people, kinds, of_cost, gap, raised];
    head.extend(has_share.then_some(met));
    head.push(verdict);
    let row = |date: &ShiftsOfDate| {
        let covering = date.found.covering();
        let number = |of: &dyn Fn(&CoverFound) -> String| covering.map_or_else(|| DASH.to_owned(), of);
        let raised = date.found.tried.as_ref().map_or(0, |tried| tried.raised.iter().flatten().sum::<u32>());
        let mut cells = vec![
            named(date, words),
            number(&|found| found.people().to_string()),
            number(&|found| found.kinds().to_string()),
            number(&|found| cost(found.cost)),
            number(&|found| words.per_cent(&percent(found.gap(), 1))),
            raised.to_string(),
        ];
        let met = || date.days_met().map_or_else(|| DASH.to_owned(), |met| words.per_cent(&percent(met.mean, 1)));
        cells.extend(has_share.then(met));
        cells.push(words.shifts_verdict(date.found.verdict()).to_owned());
        cells
    };
    SizeTable { head, rows: dates.iter().map(row).collect() }
}

/// A row for each kind of shift, a column for each date.
fn by_kind(kinds: &[KindByDate], (first, dates): (usize, &[ShiftsOfDate]), words: &dyn ShiftsWords) -> SizeTable {
    let groups: BTreeSet<&str> = kinds.iter().map(|kind| kind.group.as_str()).collect();
    let row = |kind: &KindByDate| {
        let time = format!("{}-{}", clock(kind.start), clock(kind.end));
        let name = if groups.len() > 1 { format!("{} {time}", kind.group) } else { time };
        let people = kind.people[first..first + dates.len()].iter();
        std::iter::once(name).chain(people.map(|n| if *n == 0 { DASH.to_owned() } else { n.to_string() })).collect()
    };
    let dates = dates.iter().map(|date| named(date, words));
    let head = std::iter::once(words.people_by_shift().to_owned()).chain(dates).collect();
    SizeTable { head, rows: kinds.iter().map(row).collect() }
}

/// The time on the clock on the wall.
pub(super) fn clock_of(at: SimTime) -> String {
    let midnight = SimTime::MIDNIGHT + Span::from_hours(24);
    clock(if at > midnight { at - Span::from_hours(24) } else { at })
}
