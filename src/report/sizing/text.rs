//! The page of a sizing: how many people, what they cost and give, in a sentence first; then the intervals.

use super::SizedFloor;
use super::tables::SizeTable;
use crate::escape::terminal;
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::report::Provenance;
use crate::report::numbers::{DASH, amount, percent};
use crate::report::screen::{paragraph, plain_table, printed};
use crate::sizing::{
    GivenOfDate, GivenResults, GoalFound, GoalOf, MeanPlan, Per, ReservePoint, ReserveResults, SizeResults,
    SizedInterval, VariedResult,
};
use crate::units::text::clock;
use crate::words::{Language, Recommended, SizeLabel, SizeWords};

/// The page, ending with a line end; `colour` adds terminal colours to the verdict.
pub(super) fn page_of_date(sized: &SizedFloor, language: Language, colour: bool) -> String {
    let (found, words) = (&sized.found, language.size());
    let mut sentences = vec![words.sized(&sized.from.name, &words.size_answer(found))];
    sentences.push(coloured(&words.size_verdict(found), found.verdict(), colour));
    sentences.extend(besides(found, words));
    let sentences: Vec<String> = sentences.iter().map(|text| paragraph(text)).collect();
    let reserve = sized.reserve.as_ref().map(|found| reserve(found, words)).unwrap_or_default();
    let intervals = intervals(found, words).map_or_else(String::new, |table| table.printed(false));
    let varied = varied(sized, words).map_or_else(String::new, SizeTable::printed_as_words);
    let sections = [sentences.join("\n"), intervals, reserve, varied];
    let shown: Vec<&str> = sections.iter().map(|text| text.trim_end()).filter(|text| !text.is_empty()).collect();
    terminal::page(&(shown.join("\n\n") + "\n"))
}

/// What is told beside answer and verdict: the plan made for the mean, one more and one fewer, how it was found.
pub(in crate::report) fn besides(found: &SizeResults, words: &dyn SizeWords) -> Vec<String> {
    let rostered = || {
        let people = found.intervals.iter().map(|row| row.rostered).max()?;
        (found.per == Per::Day && found.plan.shrinkage > 0.0)
            .then(|| words.must_be_rostered(people, found.plan.shrinkage))
    };
    let mut told = vec![mean_plan(found, words), beside(found, words), words.size_method(found.method)];
    told.splice(0..0, rostered());
    told.extend(found.idle_ladder.as_ref().map(|queue| words.knobs_queue(queue)));
    told.retain(|text| !text.is_empty());
    told
}

/// The plan that is made for the mean.
fn mean_plan(found: &SizeResults, words: &dyn SizeWords) -> String {
    let plan = found.mean_plan.as_ref();
    let told = |plan: &MeanPlan| Some(words.mean_plan(found, plan, plan.share_of_days.as_ref()?.mean));
    plan.and_then(told).unwrap_or_default()
}

/// What one fewer and one more would do, where one number was sized.
fn beside(found: &SizeResults, words: &dyn SizeWords) -> String {
    let told: Vec<&GoalFound> = found.goals.iter().filter(|one| one.goal.of != GoalOf::Interval).collect();
    if found.number.is_none() || told.is_empty() { String::new() } else { words.size_beside(&told) }
}

/// The intervals; `None` where one number was sized for all of them.
pub(in crate::report) fn intervals(found: &SizeResults, words: &dyn SizeWords) -> Option<SizeTable> {
    let label = |label| words.size_label(label).to_owned();
    if found.per == Per::Day {
        return None;
    }
    let has_rostered = found.plan.shrinkage > 0.0;
    let lead = found.lead();
    let mut head: Vec<String> = vec![label(SizeLabel::Interval), label(SizeLabel::People)];
    head.extend(has_rostered.then(|| label(SizeLabel::Rostered)));
    let figures = [words.sized_measure(lead), label(SizeLabel::OneFewer), label(SizeLabel::OneMore)];
    head.extend(std::iter::once(label(SizeLabel::Planned)).chain(figures));
    let row = |row: &SizedInterval| {
        let mut cells = vec![format!("{}-{}", clock(row.start), clock(row.end)), row.people.to_string()];
        cells.extend(has_rostered.then(|| row.rostered.to_string()));
        cells.push(row.planned.to_string());
        cells.extend([row.figure, row.fewer, row.more].map(|figure| words.sized_figure(lead, figure)));
        cells
    };
    Some(SizeTable { head, rows: found.intervals.iter().map(row).collect() })
}

pub(super) fn coloured(text: &str, verdict: Verdict, colour: bool) -> String {
    let code = match verdict {
        Verdict::Met => 32,
        Verdict::Missed => 31,
        Verdict::Undecided => 33,
    };
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Base against reserve: two recommendations, and the curve.
fn reserve(found: &ReserveResults, words: &dyn SizeWords) -> String {
    let told: Vec<String> = recommended(found, words).iter().map(|text| paragraph(text)).collect();
    let curve = curve(found, words).map(SizeTable::printed_as_words);
    [told.join("\n")].into_iter().chain(curve).collect::<Vec<_>>().join("\n\n")
}

/// What is recommended of base and reserve.
pub(in crate::report) fn recommended(found: &ReserveResults, words: &dyn SizeWords) -> Vec<String> {
    let (Some(cheapest), Some(fewest)) = (found.cheapest(), found.fewest_at_work()) else {
        return vec![words.no_reserve(found.plan.most)];
    };
    let both = [(cheapest, Recommended::Cheapest), (fewest, Recommended::FewestAtWork)];
    both.map(|(point, why)| words.recommended(found, point, why)).into()
}

/// Every base with its reserve; `None` without any that is enough.
pub(in crate::report) fn curve(found: &ReserveResults, words: &dyn SizeWords) -> Option<SizeTable> {
    found.cheapest()?;
    let head = [
        SizeLabel::Base,
        SizeLabel::Reserve,
        SizeLabel::CostADay,
        SizeLabel::HoursAtWork,
        SizeLabel::DaysCalled,
        SizeLabel::ShareOfDays,
    ];
    let row = |point: &ReservePoint| {
        vec![
            point.base.to_string(),
            point.reserve.to_string(),
            amount(point.cost),
            amount(point.hours_at_work),
            words.per_cent(&percent(point.days_called, 1)),
            words.per_cent(&percent(point.share_of_days, 1)),
        ]
    };
    let head = head.map(|label| words.size_label(label).to_owned()).into();
    Some(SizeTable { head, rows: found.curve.iter().map(row).collect() })
}

/// What the people found would come to, change by change; `None` if nobody asked.
pub(in crate::report) fn varied(sized: &SizedFloor, words: &dyn SizeWords) -> Option<SizeTable> {
    if sized.varied.is_empty() {
        return None;
    }
    let tightest = sized.found.tightest();
    let shown = |figure: Option<f64>| match tightest {
        Some(one) if one.goal.share_of_days.is_none() => words.sized_figure(one.goal.measure, figure),
        _ => words.sized_figure(Measure::AnswerRate, figure),
    };
    let given = tightest.map_or_else(String::new, |one| match one.goal.share_of_days {
        Some(_) => words.days_with(&one.goal),
        None => words.sized_measure(one.goal.measure),
    });
    let [changed, number] = [SizeLabel::If, SizeLabel::NumberThen].map(|label| words.size_label(label).to_owned());
    let row = |one: &VariedResult| {
        let number = one.number.map_or(DASH.to_owned(), |number| number.to_string());
        vec![words.varied(one), shown(one.figure), number]
    };
    Some(SizeTable { head: vec![changed, given, number], rows: sized.varied.iter().map(row).collect() })
}

/// What the people of a scenario give, date by date.
pub fn given_page(from: &Provenance, found: &[GivenOfDate], language: Language) -> String {
    let words = language.size();
    let of_date = |given: &GivenOfDate| {
        let date = given.date.filter(|_| found.len() > 1).map(|date| words.weekday_and_date(date));
        let name = date.map_or_else(|| from.name.clone(), |date| words.on_date(&from.name, &date));
        given_of_date(&name, &given.found, words)
    };
    let dates: Vec<String> = found.iter().map(of_date).collect();
    terminal::page(&(dates.join("\n\n") + "\n"))
}

fn given_of_date(name: &str, found: &GivenResults, words: &dyn SizeWords) -> String {
    let mut table = plain_table();
    let header = [SizeLabel::Interval, SizeLabel::Measure, SizeLabel::Figure, SizeLabel::Target, SizeLabel::Verdict];
    table.set_header(header.map(|label| words.size_label(label)));
    for one in found.found.goals.iter().filter(|one| one.goal.of == GoalOf::Interval) {
        let Some((start, end)) = found.intervals.get(one.goal.intervals.start) else { continue };
        table.add_row([
            format!("{}-{}", clock(*start), clock(*end)),
            words.sized_measure(one.goal.measure),
            words.sized_figure(one.goal.measure, one.estimate.map(|e| e.mean)),
            words.sized_figure(one.goal.measure, Some(one.goal.target)),
            words.verdict_word(one.verdict).to_owned(),
        ]);
    }
    let told = [words.given(name, found), words.given_volume(found.volume)].map(|text| paragraph(&text));
    let sections = [told.join("\n"), if table.is_empty() { String::new() } else { printed(table) }];
    let shown: Vec<&str> = sections.iter().map(|text| text.trim_end()).filter(|text| !text.is_empty()).collect();
    shown.join("\n\n")
}
