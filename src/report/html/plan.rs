//! The ladder's story and the roster.

use super::document::{HtmlBlock, HtmlCell, HtmlTable, NUMBERS};
use crate::experiment::results::{RunResults, RungResult};
use crate::figures::RungFigure;
use crate::report::FloorShape;
use crate::report::roster::{GroupRoster, RosterLane};
use crate::units::{SimTime, Span, WallClock, text::clock};
use crate::words::Dial;
use crate::words::html::{HtmlLabel, HtmlLine, HtmlText, HtmlWords};
use crate::words::numbers::{DASH, amount, decimal, percent};

/// The figures of a rung beside the share of days and the first pull.
const FIGURES: [RungFigure; 6] = [
    RungFigure::Pulls,
    RungFigure::MinutesInForce,
    RungFigure::PersonHours,
    RungFigure::EmptyHanded,
    RungFigure::NoFreeSeat,
    RungFigure::Chatter,
];

pub(super) fn ladder(words: &dyn HtmlWords, results: &RunResults) -> Vec<HtmlBlock> {
    if results.rungs.is_empty() {
        return vec![HtmlBlock::text(words.text(HtmlText::NoLadder))];
    }
    let page = words.page();
    let dial = Dial { first: results.dates.first().map(|first| first.date), clock: &results.clock };
    let row = |rung: &RungResult| -> Vec<HtmlCell> {
        let pulled = page.per_cent(&percent(rung.share_of_days.mean, 0));
        let begun =
            [rung.called(), pulled, rung.first_pull.map_or_else(|| DASH.to_owned(), |at| page.minute(at, &dial))];
        let figures = FIGURES.iter().map(|figure| amount(rung.get(*figure).mean));
        begun.into_iter().chain(figures).map(HtmlCell::from).collect()
    };
    let begun = [HtmlLabel::Rung, HtmlLabel::PulledOn, HtmlLabel::FirstAt].map(|label| words.label(label).to_owned());
    let figures = FIGURES.iter().map(|figure| words.rung_figure(*figure).name);
    let head = begun.into_iter().chain(figures).collect();
    let told = results.rungs.iter().map(|rung| words.of(&rung.called(), &page.rung(rung, &dial)));
    vec![
        HtmlBlock::List { items: told.collect() },
        HtmlBlock::Table(HtmlTable { style: NUMBERS, head, rows: results.rungs.iter().map(row).collect() }),
    ]
}

pub(super) fn roster(words: &dyn HtmlWords, shape: &FloorShape) -> Vec<HtmlBlock> {
    let rows: Vec<_> =
        shape.roster.iter().flat_map(|group| group.lanes.iter().map(move |lane| (group, lane))).collect();
    if rows.is_empty() {
        return vec![HtmlBlock::text(words.text(HtmlText::NoRoster))];
    }
    let head = [HtmlLabel::Group, HtmlLabel::Shift, HtmlLabel::People, HtmlLabel::Breaks];
    let head = head.map(|label| words.label(label).to_owned()).into();
    let rows = rows.into_iter().map(|(group, lane)| shift(words, &shape.clock, group, lane)).collect();
    vec![HtmlBlock::Table(HtmlTable { style: NUMBERS, head, rows })]
}

fn shift(words: &dyn HtmlWords, dial: &WallClock, group: &GroupRoster, lane: &RosterLane) -> Vec<HtmlCell> {
    let name = if group.lent { words.line(&HtmlLine::Lent(&group.name)) } else { group.name.clone() };
    let (fewest, most) = lane.people();
    let [fewest_told, most_told] = [fewest, most].map(|people| decimal(people.into(), 0));
    let people = if fewest == most { most_told } else { words.page().range(&fewest_told, &most_told) };
    // Head-counts change all day: from when to when they are not 0 is told.
    let typical = lane.typical().filter(|_| fewest == most).or(lane.stays.first());
    let end = if fewest == most { typical } else { lane.stays.last() };
    let between = |from: SimTime, to: SimTime| {
        let (from, to) = (on_the_clock(dial.shown(from)), on_the_clock(dial.shown_until(to)));
        words.line(&HtmlLine::Between(&from, &to))
    };
    let time = typical.zip(end).map(|(first, last)| between(first.from, last.to)).unwrap_or_default();
    let breaks = typical.map(|stay| stay.breaks.as_slice()).unwrap_or_default();
    let breaks: Vec<_> = breaks.iter().map(|(from, to)| between(*from, *to)).collect();
    vec![name.into(), time.into(), people.into(), HtmlCell::words(breaks.join(", "))]
}

/// The time on the clock on the wall.
fn on_the_clock(at: SimTime) -> String {
    let day = Span::from_hours(24).micros();
    let of_day = at.micros().rem_euclid(day);
    let ends_the_day = of_day == 0 && at.micros() == day;
    clock(SimTime::from_micros(if ends_the_day { day } else { of_day }))
}
