//! The page of several dates that were sized: what all of them take in a sentence, a row for each date, and people by date and interval.

use super::text::{changed, coloured, money};
use super::{SizedByDate, words};
use crate::escape::terminal;
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::report::numbers::{DASH, amount, decimal, percent};
use crate::report::screen::{paragraph, plain_table, printed};
use crate::sizing::{GoalOf, SizedDate, SizedDates};
use crate::units::text::clock;
use crate::units::{SimTime, Span};
use comfy_table::CellAlignment;
use std::collections::BTreeSet;

/// So many dates fit beside each other.
const BESIDE: usize = 10;
const DAY: Span = Span::from_hours(24);

/// The page, ending with a line end; `colour` adds terminal colours to the verdict.
pub(super) fn page_of_dates(sized: &SizedByDate, colour: bool) -> String {
    let found = &sized.found;
    let sentences = [
        format!("{}: {}", sized.from.name, answer(found)),
        coloured(&verdict(found), found.verdict(), colour),
        "Each date was sized as a day of its own; fresh days play all of them, one after the other.".to_owned(),
    ];
    let sentences: Vec<String> = sentences.iter().map(|text| paragraph(text)).collect();
    let people = found.dates.chunks(BESIDE).map(people_by_interval);
    let pulls = found.dates.chunks(BESIDE).map(pulls);
    let varied = found.dates.chunks(BESIDE).map(varied);
    let sections: Vec<String> =
        [sentences.join("\n"), by_date(found)].into_iter().chain(people).chain(pulls).chain(varied).collect();
    let shown: Vec<&str> = sections.iter().map(|text| text.trim_end()).filter(|text| !text.is_empty()).collect();
    terminal::page(&(shown.join("\n\n") + "\n"))
}

/// "5 to 31 people on 9 dates; they cost 1,204 person-hours, and those of the scenario 1,340."
fn answer(found: &SizedDates) -> String {
    let least = found.dates.iter().map(|date| date.least_and_most().0).min().unwrap_or(0);
    let most = found.dates.iter().map(|date| date.least_and_most().1).max().unwrap_or(0);
    let Some(first) = found.dates.first() else { return String::new() };
    let planned: f64 = found.dates.iter().map(|date| date.found.cost_planned).sum();
    let reserve = found.dates.iter().map(|date| date.in_reserve).max().unwrap_or(0);
    let reserve = match first.reserve {
        Some(_) => format!(", with up to {reserve} in reserve"),
        None => String::new(),
    };
    format!(
        "{least} to {most} people on {} dates{reserve}; they cost {}, and those of the scenario {}.",
        found.dates.len(),
        money(&first.found, found.cost()),
        money(&first.found, planned)
    )
}

fn verdict(found: &SizedDates) -> String {
    let Some(verified) = found.dates.iter().find_map(|date| date.verified.as_ref()) else {
        return "The time given was up before the dates were tried together.".to_owned();
    };
    let of = |verdict: Verdict, told: &str| {
        let dates: Vec<String> = found.dates.iter().filter(|date| date.verdict() == verdict).map(named).collect();
        let is_told = !dates.is_empty() && dates.len() < found.dates.len();
        if is_told { format!(", {told} on {}", dates.join(", ")) } else { String::new() }
    };
    let (missed, open) = (of(Verdict::Missed, "missed"), of(Verdict::Undecided, "undecided"));
    let together = found.all_together.as_ref().map_or_else(String::new, |share| {
        let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
        format!("; on {mean} % of them ({low} to {high}) every date is good")
    });
    let word = words::verdict(found.verdict());
    format!("{word}{missed}{open}; on {} fresh days{together}.", decimal(f64::from(verified.days), 0))
}

fn named(date: &SizedDate) -> String {
    date.date.map_or_else(String::new, |date| date.strftime("%a %-d %b").to_string())
}

/// A row for each date: calls, people, cost, what it gives.
fn by_date(found: &SizedDates) -> String {
    let Some(first) = found.dates.first() else { return String::new() };
    let goals: Vec<Measure> =
        first.found.goals.iter().filter(|one| one.goal.of == GoalOf::Day).map(|one| one.goal.measure).collect();
    let has_share = found.dates.iter().any(|date| date.days_met().is_some());
    let cost = if first.found.has_price { Measure::Cost.name() } else { "hours".into() };
    let mut header = vec!["date".to_owned(), "calls".to_owned(), "people".to_owned(), cost.into_owned()];
    header.extend(first.reserve.iter().flat_map(|_| ["reserve".to_owned(), "days called".to_owned()]));
    header.extend(goals.iter().map(|measure| words::name(*measure)));
    header.extend(has_share.then(|| "good days".to_owned()));
    header.push("verdict".to_owned());
    let columns = header.len();
    let mut table = plain_table();
    table.set_header(header);
    for date in &found.dates {
        let (least, most) = date.least_and_most();
        let people = if least == most { most.to_string() } else { format!("{least}-{most}") };
        let mut cells = vec![named(date), decimal(date.calls, 0), people, amount(date.cost())];
        if let Some(reserve) = &date.reserve {
            let called = share(reserve.cheapest().map(|point| point.days_called));
            cells.extend([date.in_reserve.to_string(), called]);
        }
        cells.extend(goals.iter().map(|measure| figure(date, *measure)));
        let good = |date: &SizedDate| share(date.days_met().map(|share| share.mean));
        cells.extend(has_share.then(|| good(date)));
        cells.push(date.verdict().word().to_owned());
        table.add_row(cells);
    }
    (1..columns - 1).for_each(|at| {
        table.column_mut(at).into_iter().for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    });
    printed(table)
}

fn share(share: Option<f64>) -> String {
    words::figure(Measure::AnswerRate, share)
}

/// What fresh days say of a measure of a date.
fn figure(date: &SizedDate, measure: Measure) -> String {
    let mut goals = date.verified.iter().flat_map(|verified| &verified.goals);
    let of_day = goals.find(|one| one.goal.of == GoalOf::Day && one.goal.measure == measure);
    words::figure(measure, of_day.and_then(|one| one.estimate).map(|estimate| estimate.mean))
}

/// A row for each rung, a column for each date: how often it is pulled.
fn pulls(dates: &[SizedDate]) -> String {
    let Some(first) = dates.iter().find(|date| !date.rungs.is_empty()) else { return String::new() };
    let mut table = plain_table();
    table.set_header(std::iter::once("pulls of".to_owned()).chain(dates.iter().map(short)));
    for rung in &first.rungs {
        let of_date = |date: &SizedDate| {
            let same = date.rungs.iter().find(|other| other.name == rung.name);
            same.map_or_else(|| DASH.to_owned(), |rung| decimal(rung.pulls, 1))
        };
        table.add_row(std::iter::once(rung.name.clone()).chain(dates.iter().map(of_date)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// A row for each interval of the clock, a column for each date.
fn people_by_interval(dates: &[SizedDate]) -> String {
    let at = |start: SimTime| if start < SimTime::MIDNIGHT + DAY { start } else { start - DAY };
    let starts: BTreeSet<SimTime> =
        dates.iter().flat_map(|date| &date.found.intervals).map(|row| at(row.start)).collect();
    let mut table = plain_table();
    table.set_header(std::iter::once("people at".to_owned()).chain(dates.iter().map(short)));
    for start in starts {
        let people = |date: &SizedDate| {
            let found = date.found.intervals.iter().position(|row| at(row.start) == start);
            found.map_or_else(|| DASH.to_owned(), |i| date.people[i].to_string())
        };
        table.add_row(std::iter::once(clock(start)).chain(dates.iter().map(people)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// What the people found would come to, a row for each change and a column for each date: the figure of the target that is tightest there.
fn varied(dates: &[SizedDate]) -> String {
    let Some(first) = dates.iter().find(|date| !date.varied.is_empty()) else { return String::new() };
    let mut table = plain_table();
    table.set_header(std::iter::once("if".to_owned()).chain(dates.iter().map(short)));
    for one in &first.varied {
        let figure = |date: &SizedDate| {
            let same = date.varied.iter().find(|other| (other.changed, other.by) == (one.changed, one.by));
            let tightest = date.found.tightest().map(|one| &one.goal);
            let measure =
                tightest.filter(|goal| goal.share_of_days.is_none()).map_or(Measure::AnswerRate, |g| g.measure);
            words::figure(measure, same.and_then(|same| same.figure))
        };
        table.add_row(std::iter::once(changed(one)).chain(dates.iter().map(figure)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// "5 Feb".
fn short(date: &SizedDate) -> String {
    date.date.map_or_else(String::new, |date| date.strftime("%-d %b").to_string())
}
