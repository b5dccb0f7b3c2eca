//! The page of several dates that were sized: what all of them take in a sentence, a row for each date, and people by date and interval.

use super::SizedByDate;
use super::tables::SizeTable;
use super::text::coloured;
use crate::escape::terminal;
use crate::figures::Measure;
use crate::report::numbers::{DASH, amount, decimal};
use crate::report::screen::paragraph;
use crate::sizing::{GoalOf, RungPulled, SizedDate, SizedDates, VariedResult};
use crate::units::text::clock;
use crate::units::{SimTime, Span};
use crate::words::{Language, SizeLabel, SizeWords};
use std::collections::BTreeSet;

/// So many dates fit beside each other.
const BESIDE: usize = 10;
const DAY: Span = Span::from_hours(24);

/// The page, ending with a line end; `colour` adds terminal colours to the verdict.
pub(super) fn page_of_dates(sized: &SizedByDate, language: Language, colour: bool) -> String {
    let (found, words) = (&sized.found, language.size());
    let sentences = [
        words.sized(&sized.from.name, &words.dates_answer(found)),
        coloured(&words.dates_verdict(found), found.verdict(), colour),
        words.size_label(SizeLabel::EachAlone).to_owned(),
    ];
    let sentences: Vec<String> = sentences.iter().map(|text| paragraph(text)).collect();
    let tables = tables(found, words).into_iter().map(|(table, ends_with_words)| table.printed(ends_with_words));
    let sections: Vec<String> = std::iter::once(sentences.join("\n")).chain(tables).collect();
    let shown: Vec<&str> = sections.iter().map(|text| text.trim_end()).filter(|text| !text.is_empty()).collect();
    terminal::page(&(shown.join("\n\n") + "\n"))
}

/// The dates, people by interval, pulls and what would be otherwise, so many dates beside each other; whether the last column is words.
pub(in crate::report) fn tables(found: &SizedDates, words: &dyn SizeWords) -> Vec<(SizeTable, bool)> {
    let beside = || found.dates.chunks(BESIDE);
    let people = beside().map(|dates| people_by_interval(dates, words));
    let pulls = beside().filter_map(|dates| pulls(dates, words));
    let varied = beside().filter_map(|dates| varied(dates, words));
    let by_date = by_date(found, words).map(|table| (table, true));
    by_date.into_iter().chain(people.chain(pulls).chain(varied).map(|table| (table, false))).collect()
}

fn named(date: &SizedDate, words: &dyn SizeWords) -> String {
    date.date.map_or_else(String::new, |date| words.weekday_and_date(date))
}

/// A row for each date: calls, people, cost, what it gives.
fn by_date(found: &SizedDates, words: &dyn SizeWords) -> Option<SizeTable> {
    let label = |label| words.size_label(label).to_owned();
    let first = found.dates.first()?;
    let goals: Vec<Measure> =
        first.found.goals.iter().filter(|one| one.goal.of == GoalOf::Day).map(|one| one.goal.measure).collect();
    let has_share = found.dates.iter().any(|date| date.days_met().is_some());
    let cost = if first.found.has_price { SizeLabel::Cost } else { SizeLabel::Hours };
    let mut head: Vec<String> = [SizeLabel::Date, SizeLabel::Calls, SizeLabel::People, cost].map(label).into();
    head.extend(first.reserve.iter().flat_map(|_| [SizeLabel::Reserve, SizeLabel::DaysCalled].map(label)));
    head.extend(goals.iter().map(|measure| words.sized_measure(*measure)));
    head.extend(has_share.then(|| label(SizeLabel::GoodDays)));
    head.push(label(SizeLabel::Verdict));
    let row = |date: &SizedDate| {
        let (least, most) = date.least_and_most();
        let people = if least == most { most.to_string() } else { format!("{least}-{most}") };
        let mut cells = vec![named(date, words), decimal(date.calls, 0), people, amount(date.cost())];
        if let Some(reserve) = &date.reserve {
            let called = share(reserve.cheapest().map(|point| point.days_called), words);
            cells.extend([date.in_reserve.to_string(), called]);
        }
        cells.extend(goals.iter().map(|measure| figure(date, *measure, words)));
        let good = |date: &SizedDate| share(date.days_met().map(|share| share.mean), words);
        cells.extend(has_share.then(|| good(date)));
        cells.push(words.verdict_word(date.verdict()).to_owned());
        cells
    };
    Some(SizeTable { head, rows: found.dates.iter().map(row).collect() })
}

fn share(share: Option<f64>, words: &dyn SizeWords) -> String {
    words.sized_figure(Measure::AnswerRate, share)
}

/// What fresh days say of a measure of a date.
fn figure(date: &SizedDate, measure: Measure, words: &dyn SizeWords) -> String {
    let mut goals = date.verified.iter().flat_map(|verified| &verified.goals);
    let of_day = goals.find(|one| one.goal.of == GoalOf::Day && one.goal.measure == measure);
    words.sized_figure(measure, of_day.and_then(|one| one.estimate).map(|estimate| estimate.mean))
}

/// A row for each rung, a column for each date: how often it is pulled.
fn pulls(dates: &[SizedDate], words: &dyn SizeWords) -> Option<SizeTable> {
    let first = dates.iter().find(|date| !date.rungs.is_empty())?;
    let row = |rung: &RungPulled| {
        let of_date = |date: &SizedDate| {
            let same = date.rungs.iter().find(|other| other.name == rung.name);
            same.map_or_else(|| DASH.to_owned(), |rung| decimal(rung.pulls, 1))
        };
        std::iter::once(rung.name.clone()).chain(dates.iter().map(of_date)).collect()
    };
    Some(SizeTable { head: head(SizeLabel::PullsOf, dates, words), rows: first.rungs.iter().map(row).collect() })
}

/// A row for each interval of the clock, a column for each date.
fn people_by_interval(dates: &[SizedDate], words: &dyn SizeWords) -> SizeTable {
    let at = |start: SimTime| if start < SimTime::MIDNIGHT + DAY { start } else { start - DAY };
    let starts: BTreeSet<SimTime> =
        dates.iter().flat_map(|date| &date.found.intervals).map(|row| at(row.start)).collect();
    let row = |start: SimTime| {
        let people = |date: &SizedDate| {
            let found = date.found.intervals.iter().position(|row| at(row.start) == start);
            found.map_or_else(|| DASH.to_owned(), |i| date.people[i].to_string())
        };
        std::iter::once(clock(start)).chain(dates.iter().map(people)).collect()
    };
    SizeTable { head: head(SizeLabel::PeopleAt, dates, words), rows: starts.into_iter().map(row).collect() }
}

/// What the people found would come to, a row for each change and a column for each date: the figure of the target that is tightest there.
fn varied(dates: &[SizedDate], words: &dyn SizeWords) -> Option<SizeTable> {
    let first = dates.iter().find(|date| !date.varied.is_empty())?;
    let row = |one: &VariedResult| {
        let figure = |date: &SizedDate| {
            let same = date.varied.iter().find(|other| (other.changed, other.by) == (one.changed, one.by));
            let tightest = date.found.tightest().map(|one| &one.goal);
            let measure =
                tightest.filter(|goal| goal.share_of_days.is_none()).map_or(Measure::AnswerRate, |g| g.measure);
            words.sized_figure(measure, same.and_then(|same| same.figure))
        };
        std::iter::once(words.varied(one)).chain(dates.iter().map(figure)).collect()
    };
    Some(SizeTable { head: head(SizeLabel::If, dates, words), rows: first.varied.iter().map(row).collect() })
}

/// What is told, then "5 Feb" for each date.
fn head(label: SizeLabel, dates: &[SizedDate], words: &dyn SizeWords) -> Vec<String> {
    let of_date = |date: &SizedDate| date.date.map_or_else(String::new, |date| words.date(date));
    std::iter::once(words.size_label(label).to_owned()).chain(dates.iter().map(of_date)).collect()
}
