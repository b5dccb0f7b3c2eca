//! Tables of figures: of the day, of queues, groups and dates, and of every figure its formula.

use super::document::{HtmlBlock, HtmlCell, HtmlTable, NUMBERS};
use crate::experiment::results::{FigureTable, Measures, RunResults};
use crate::figures::{GroupFigure, Measure, RungFigure, Unit};
use crate::stats::Estimate;
use crate::words::html::{FigureWords, HtmlLabel, HtmlText, HtmlWords};
use crate::words::numbers::DASH;

/// Those that there are on every floor, and those that there are where they happen.
const ALWAYS: [Measure; 5] = [Measure::Offered, Measure::Answered, Measure::AnswerRate, Measure::Asa, Measure::WaitP95];
const IF_THERE: [Measure; 8] = [
    Measure::Blocked,
    Measure::Contained,
    Measure::OutsideHours,
    Measure::Redials,
    Measure::Repeats,
    Measure::Transfers,
    Measure::BorrowedHours,
    Measure::Cost,
];

/// The few figures of the day that are asked for first.
pub(super) fn of_day(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    let is_target = |measure: &Measure| results.targets.iter().any(|target| target.measure == *measure);
    let happens = |figure: &Option<Estimate>| figure.is_some_and(|figure| figure.mean > 0.0);
    let is_told = |(measure, figure): &&(Measure, Option<Estimate>)| {
        ALWAYS.contains(measure) || is_target(measure) || (IF_THERE.contains(measure) && happens(figure))
    };
    let told: Vec<_> = results.measures.0.iter().filter(is_told).collect();
    let row = |(measure, figure): &&(Measure, Option<Estimate>)| {
        let name = HtmlCell::from(words.measure(*measure).name);
        std::iter::once(name).chain(spread(words, measure.unit(), figure.as_ref())).collect()
    };
    let rows = told.iter().map(row).collect();
    let head = [HtmlLabel::Figure, HtmlLabel::Mean, HtmlLabel::Interval, HtmlLabel::RangeOfDays];
    vec![table(words, &head, rows), HtmlBlock::quiet(words.text(HtmlText::FiguresKey))]
}

/// A figure with its interval and the range of days.
fn spread(words: &dyn HtmlWords, unit: Unit, figure: Option<&Estimate>) -> [HtmlCell; 3] {
    let page = words.page();
    let range = |low: Option<f64>, high: Option<f64>| match low.zip(high) {
        Some((low, high)) => page.range(&page.shown(unit, low), &page.shown(unit, high)),
        None => DASH.to_owned(),
    };
    match figure {
        Some(e) => [page.shown(unit, e.mean).into(), range(e.low, e.high).into(), range(e.p05, e.p95).into()],
        None => [DASH, DASH, DASH].map(HtmlCell::from),
    }
}

fn table(words: &dyn HtmlWords, head: &[HtmlLabel], rows: Vec<Vec<HtmlCell>>) -> HtmlBlock {
    HtmlBlock::Table(HtmlTable {
        style: NUMBERS,
        head: head.iter().map(|label| words.label(*label).to_owned()).collect(),
        rows,
    })
}

fn mean(words: &dyn HtmlWords, measures: &Measures, measure: Measure) -> HtmlCell {
    measures
        .get(measure)
        .map_or_else(|| DASH.to_owned(), |figure| words.page().shown(measure.unit(), figure.mean))
        .into()
}

/// The measures by which parts of a day are told: those of the targets, too.
fn of_parts(results: &RunResults) -> Vec<Measure> {
    let first = [Measure::Offered, Measure::AnswerRate, Measure::Asa];
    let more = results.targets.iter().map(|target| target.measure).filter(|measure| !first.contains(measure));
    first.into_iter().chain(more).collect()
}

/// A table with a row for each part of the day or of the calls.
fn by_part<'r>(
    words: &dyn HtmlWords,
    label: HtmlLabel,
    measures: &[Measure],
    parts: impl Iterator<Item = (String, &'r Measures)>,
) -> Vec<HtmlBlock> {
    let row = |(name, of): (String, &Measures)| {
        std::iter::once(HtmlCell::from(name)).chain(measures.iter().map(|one| mean(words, of, *one))).collect()
    };
    let rows: Vec<_> = parts.map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let names = measures.iter().map(|measure| words.measure(*measure).name);
    let head = std::iter::once(words.label(label).to_owned()).chain(names).collect();
    vec![HtmlBlock::Table(HtmlTable { style: NUMBERS, head, rows })]
}

/// A row for each of several queues.
pub(super) fn by_queue(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    let several = results.queues.iter().filter(|_| results.queues.len() > 1);
    by_part(words, HtmlLabel::Queue, &of_parts(results), several.map(|(name, measures)| (name.clone(), measures)))
}

/// A row for each of several dates.
pub(super) fn by_date(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    let dates = results.dates.iter().map(|date| (date.date.to_string(), &date.measures));
    by_part(words, HtmlLabel::Date, &of_parts(results), dates)
}

/// A row for each group, a column for each figure that any of them has.
pub(super) fn by_group(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    let happens = |figure: &&GroupFigure| {
        results.groups.iter().any(|(_, figures)| figures.get(**figure).is_some_and(|found| found.mean > 0.0))
    };
    let shown_figures: Vec<GroupFigure> = GroupFigure::ALL.iter().filter(happens).copied().collect();
    let cell = |figures: &FigureTable<GroupFigure>, figure: GroupFigure| {
        figures.get(figure).map_or_else(|| DASH.to_owned(), |found| words.page().shown(figure.unit(), found.mean))
    };
    let row = |(name, figures): &(String, FigureTable<GroupFigure>)| {
        let cells = shown_figures.iter().map(|figure| HtmlCell::from(cell(figures, *figure)));
        std::iter::once(HtmlCell::from(name.clone())).chain(cells).collect()
    };
    let names = shown_figures.iter().map(|figure| words.group_figure(*figure).name);
    let head = std::iter::once(words.label(HtmlLabel::Group).to_owned()).chain(names).collect();
    if results.groups.is_empty() {
        return Vec::new();
    }
    vec![HtmlBlock::Table(HtmlTable { style: NUMBERS, head, rows: results.groups.iter().map(row).collect() })]
}

/// Every figure of the results with its formula.
pub(super) fn formulas(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    let told = |FigureWords { name, formula }: FigureWords, in_files: String, found: [HtmlCell; 3]| {
        let told = [HtmlCell::from(name), HtmlCell::words(formula)];
        told.into_iter().chain(found).chain([HtmlCell::code(in_files)]).collect::<Vec<_>>()
    };
    let of_day = results.measures.0.iter().map(|(measure, figure)| {
        let found = spread(words, measure.unit(), figure.as_ref());
        told(words.measure(*measure), measure.to_string(), found)
    });
    let elsewhere = || [(); 3].map(|()| HtmlCell::default());
    let own: Vec<Measure> = results.measures.0.iter().map(|(measure, _)| *measure).collect();
    let of_intervals = results.intervals.first().into_iter().flat_map(|row| &row.measures.0);
    let of_intervals = of_intervals.filter(|(measure, _)| !own.contains(measure));
    let of_intervals =
        of_intervals.map(|(measure, _)| told(words.measure(*measure), format!("intervals: {measure}"), elsewhere()));
    let of_groups = GroupFigure::ALL.iter().filter(|_| !results.groups.is_empty());
    let of_groups = of_groups.map(|figure| told(words.group_figure(*figure), format!("groups: {figure}"), elsewhere()));
    let of_rungs = RungFigure::ALL.iter().filter(|_| !results.rungs.is_empty());
    let of_rungs = of_rungs.map(|figure| told(words.rung_figure(*figure), format!("ladder: {figure}"), elsewhere()));
    let rows = of_day.chain(of_intervals).chain(of_groups).chain(of_rungs).collect();
    let head = [
        HtmlLabel::Figure,
        HtmlLabel::Formula,
        HtmlLabel::Mean,
        HtmlLabel::Interval,
        HtmlLabel::RangeOfDays,
        HtmlLabel::NameInFiles,
    ];
    vec![table(words, &head, rows)]
}
