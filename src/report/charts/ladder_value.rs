//! What each rung saves beside what it borrows.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, LABEL};
use super::{Chart, words};
use crate::experiment::results::{Bought, LadderValue, RunResults, ValuedRung};
use crate::report::FloorShape;
use crate::words::{Drawing, PlotFinding, PlotLabel, PlotWords};

const DOT: Ink = Ink::BLUE;
const SURE: Stroke = Stroke::solid(Ink::SKY, 3.0);
const RADIUS: f64 = 6.0;
/// Least distance between the names of two rungs.
const APART: f64 = 22.0;
/// Of so few person-hours a day nothing is told by the hour.
const NOTHING_H: f64 = 0.25;

/// Draws it, if it is known what the ladder buys.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Option<Chart> {
    let value = results.ladder_value.as_ref().filter(|value| !value.rungs.is_empty())?;
    let names: Vec<String> = value.rungs.iter().map(|rung| words::drawable(&rung.called())).collect();
    let heading = Heading::new(&finding(value, &names), Drawing::LadderValue, floor, results);
    let told = floor.language.plots();
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, &dots(value, told), told));
    Some(Chart { name: "ladder_value".to_owned(), title: heading.finding, page })
}

/// One rung, or the whole ladder.
struct Dot {
    name: String,
    borrowed_h: f64,
    saved: f64,
    low: f64,
    high: f64,
}

fn dots(value: &LadderValue, told: &dyn PlotWords) -> Vec<Dot> {
    let dot = |name: &str, bought: &Bought| {
        let saved = bought.callers_saved;
        let (low, high) = (saved.low.unwrap_or(saved.mean), saved.high.unwrap_or(saved.mean));
        Dot { name: words::drawable(name), borrowed_h: borrowed_h(bought), saved: saved.mean, low, high }
    };
    let whole = if value.are_several() { PlotLabel::AllLadders } else { PlotLabel::WholeLadder };
    let whole = (value.rungs.len() > 1).then(|| dot(told.plot_label(whole), &value.ladder));
    let mut all: Vec<Dot> = value.rungs.iter().map(|rung| dot(&rung.called(), &rung.bought)).chain(whole).collect();
    // From the top down, as their names are spread.
    all.sort_by(|a, b| b.saved.total_cmp(&a.saved));
    all
}

fn borrowed_h(bought: &Bought) -> f64 {
    bought.borrowed.iter().map(|from| from.hours.mean).sum()
}

fn draw(canvas: &Canvas, heading: &Heading, dots: &[Dot], told: &dyn PlotWords) {
    let below = heading.draw(canvas) + 14.0;
    let ends = |values: &dyn Fn(&Dot) -> [f64; 2]| {
        let all = || dots.iter().flat_map(values);
        (all().fold(0.0, f64::min), all().fold(0.0, f64::max))
    };
    let (least, most) = ends(&|dot| [dot.borrowed_h, dot.borrowed_h]);
    let x = Axis::between(least, most, 10, told.plot_label(PlotLabel::HoursBorrowed));
    let (least, most) = ends(&|dot| [dot.low, dot.high]);
    let y = Axis::between(least, most, 8, told.plot_label(PlotLabel::CallersSaved));
    let names: Vec<String> = dots.iter().map(|dot| frame::fitted(&dot.name, LABEL, 300.0)).collect();
    let area = frame::data_area(below, HEIGHT, &y, &names);
    let plane = frame::plane(canvas, area, &x, &y);
    frame::axes(canvas, &plane, area, &x, &y);
    let heights: Vec<f64> = dots.iter().map(|dot| plane.place((dot.borrowed_h, dot.saved)).1).collect();
    let labels = frame::spread(&heights, APART, area.top, area.bottom);
    for ((dot, name), label) in dots.iter().zip(&names).zip(labels) {
        let at = (dot.borrowed_h, dot.saved);
        plane.curve(&[(dot.borrowed_h, dot.low), (dot.borrowed_h, dot.high)], SURE);
        plane.dot(at, RADIUS, DOT);
        let (dot_x, dot_y) = plane.place(at);
        canvas.line((dot_x + RADIUS, dot_y), (area.right + 6.0, label), Stroke::solid(Ink::GRID, 1.0));
        canvas.text((area.right + 10.0, LABEL.baseline_centred_on(label)), name, LABEL, Ink::TEXT);
    }
}

/// What the chart says; rungs by these names.
fn finding<'n>(value: &LadderValue, names: &'n [String]) -> PlotFinding<'n> {
    let saves = |bought: &Bought| bought.callers_saved.mean;
    let of_an_hour = |bought: &Bought| saves(bought) / borrowed_h(bought);
    // Of a rung pulled on a few days the ratio of two small numbers may be anything.
    let is_sure = |bought: &Bought| bought.callers_saved.low.is_some_and(|low| low > 0.0);
    let sure = value.rungs.iter().zip(names).filter(|(rung, _)| is_sure(&rung.bought));
    let bought = |(rung, name): (&'_ ValuedRung, &'n String)| (rung.bought.clone(), name.as_str());
    // The rungs behind it would have borrowed as much: there is no price to divide by.
    let (paid, free): (Vec<_>, Vec<_>) = sure.map(bought).partition(|(bought, _)| borrowed_h(bought) > NOTHING_H);
    if let Some((bought, rung)) = free.into_iter().max_by(|(a, _), (b, _)| saves(a).total_cmp(&saves(b))) {
        return PlotFinding::SavesFreely { rung, saved: saves(&bought) };
    }
    match paid.into_iter().max_by(|(a, _), (b, _)| of_an_hour(a).total_cmp(&of_an_hour(b))) {
        None => PlotFinding::SavesNobody,
        Some((bought, rung)) => PlotFinding::SavesMost { rung, an_hour: of_an_hour(&bought) },
    }
}

/// One rung is never pulled, and one spares others.
#[cfg(test)]
pub(super) fn value_of_sample() -> LadderValue {
    use crate::experiment::results::{BorrowedFrom, Change};
    let change = |mean: f64| Change { mean, low: Some(0.9 * mean), high: Some(1.1 * mean) };
    let bought = |saved: f64, hours: f64| Bought {
        callers_saved: change(saved),
        waiting_saved_hours: change(saved / 20.0),
        cost: None,
        borrowed: vec![BorrowedFrom { group: "lent".to_owned(), hours: change(hours) }],
    };
    let rungs = [("floaters", 61.0, 5.2), ("outbound", -1.5, -0.4), ("qa", 41.2, 1.6), ("back_office", 0.0, 0.0)];
    let rung = |(name, saved, hours): (&str, f64, f64)| ValuedRung {
        name: name.to_owned(),
        ladder: String::new(),
        bought: bought(saved, hours),
    };
    LadderValue { ladder: bought(140.0, 7.9), rungs: rungs.into_iter().map(rung).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_title_names_the_rung_that_saves_most_for_what_it_borrows() {
        let sample = samples::valued();
        let chart = chart(&sample.floor, &sample.results).expect("a ladder of a value");
        assert_eq!(chart.title, "Qa saves most for what it borrows: 25.8 callers for each person-hour");
        let mut results = sample.results.clone();
        let spared = results.ladder_value.as_mut().expect("a value");
        spared.rungs[2].bought.borrowed[0].hours.mean = 0.2;
        let free = super::chart(&sample.floor, &results).expect("a chart");
        assert_eq!(free.title, "Qa saves 41.2 callers a day; without it others would be borrowed as long");
        let value = results.ladder_value.as_mut().expect("a value");
        value.rungs.iter_mut().for_each(|rung| rung.bought.callers_saved.low = Some(-1.0));
        let none = super::chart(&sample.floor, &results).expect("a chart");
        assert_eq!(none.title, "No rung by itself is sure to save a caller");
        results.ladder_value = None;
        assert_eq!(super::chart(&sample.floor, &results), None);
    }
}
