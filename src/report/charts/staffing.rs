//! People signed in, of which borrowed, beside those needed and the load offered; below it how many are over or short.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Plane, Stroke, page};
use super::fonts::{Align, Fonts, Type};
use super::frame::{self, Heading, LABEL, Mark};
use super::series::{above, between, day_axis, figure, greatest, in_steps, whole_floor};
use super::{Chart, words};
use crate::experiment::results::{IntervalRow, RunResults};
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::words::numbers::signed_amount;
use crate::words::{Drawing, LoadedInterval, NeededInterval, PlotFinding, PlotLabel};

const OWN: Ink = Ink::SKY.tint(0.55);
const BORROWED: Ink = Ink::ORANGE;
const LOAD: Stroke = Stroke::solid(Ink::BLUE, 2.0);
const NEEDED: Stroke = Stroke::solid(Ink::TEXT, 3.0);
const SEATS: Stroke = Stroke::dashed(Ink::QUIET, 2.0);
pub(super) const SHORT: Ink = Ink::VERMILION;
pub(super) const OVER: Ink = Ink::BLUE.tint(0.45);
const ZERO: Stroke = Stroke::solid(Ink::TEXT, 1.5);
const NUMBER: Type = Type::plain(14.0).align(Align::Centre);
/// Least distance between two numbers.
const NUMBER_GAP: f64 = 4.0;
/// Up to where an axis without anything on it reaches.
const EMPTY_AXIS: f64 = 5.0;
/// Seats this much above everything else are left out: they would press the rest down.
const SEATS_SHOWN_UP_TO: f64 = 1.3;
const HEIGHT: f64 = 860.0;
/// The height of the part that says how many are over or short, and the room between both parts.
const STRIP: f64 = 150.0;
const STRIP_GAP: f64 = 62.0;
/// Fewer people than needed by this much are missing, as in the table of intervals.
const MISSING: f64 = 0.5;
/// What is nearer to 0 has no bar, or no number.
const LEAST_SHOWN: f64 = 0.05;
const LEAST_TOLD: f64 = 0.25;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let heading = Heading::new(&finding(results), Drawing::Staffing, floor, results);
    let is_known = whole_floor(results).into_iter().any(|row| over(row).is_some());
    let height = if is_known { HEIGHT } else { frame::HEIGHT };
    let page = page(height, |canvas| draw(canvas, (height, is_known), &heading, floor, results));
    Chart { name: "staffing".to_owned(), title: heading.finding, page }
}

fn draw(
    canvas: &Canvas,
    (height, with_strip): (f64, bool),
    heading: &Heading,
    floor: &FloorShape,
    results: &RunResults,
) {
    let rows = whole_floor(results);
    let below = frame::legend(canvas, heading.draw(canvas), &legend(floor, with_strip));
    let x = day_axis(floor);
    let people = People::of(floor, &rows);
    let y = people.axis(floor);
    let area = frame::data_area(below, height, &y, &people.label);
    if !with_strip {
        people.draw(canvas, area, (&x, &y), floor);
        frame::x_axis(canvas, &frame::plane(canvas, area, &x, &y), area, &x, true);
        return;
    }
    let below_zero = strip_axis(floor, &rows);
    let left = area.left.max(frame::data_area(0.0, 0.0, &below_zero, &[]).left);
    let upper = Area { left, bottom: area.bottom - STRIP - STRIP_GAP, ..area };
    let strip = Area { left, top: area.bottom - STRIP, ..area };
    people.draw(canvas, upper, (&x, &y), floor);
    draw_strip(canvas, strip, (&x, &below_zero), &rows);
}

fn legend(floor: &FloorShape, with_strip: bool) -> Vec<(Mark, String)> {
    let told = floor.language.plots();
    let mut entries =
        vec![(Mark::Surface(OWN), PlotLabel::OwnCrew), (Mark::Surface(BORROWED), PlotLabel::BorrowedCrew)];
    if with_strip {
        entries.push((Mark::Line(NEEDED), PlotLabel::NeededOnPhones));
    }
    entries.push((Mark::Line(LOAD), PlotLabel::Load));
    if with_strip {
        entries.extend([(Mark::Surface(SHORT), PlotLabel::Short), (Mark::Surface(OVER), PlotLabel::Over)]);
    }
    entries.into_iter().map(|(mark, label)| (mark, told.plot_label(label).to_owned())).collect()
}

/// What the upper part shows.
struct People<'r> {
    rows: &'r [&'r IntervalRow],
    /// Most people, or most load.
    most: f64,
    /// The seats, where they are worth a line, and their label.
    seats: Option<f64>,
    label: Vec<String>,
}

impl<'r> People<'r> {
    fn of(floor: &FloorShape, rows: &'r [&'r IntervalRow]) -> Self {
        let shown = |row: &&IntervalRow| {
            [figure(row, Measure::SignedIn), figure(row, Measure::OfferedLoad), row.staffing.needed.map(f64::from)]
        };
        let most = greatest(rows.iter().flat_map(shown));
        let seats = floor.seats.map(f64::from).filter(|seats| *seats <= most * SEATS_SHOWN_UP_TO);
        let label = seats.iter().map(|seats| floor.language.plots().seats(*seats as u64)).collect();
        Self { rows, most, seats, label }
    }

    fn axis(&self, floor: &FloorShape) -> Axis {
        let most = if self.most > 0.0 { self.most.max(self.seats.unwrap_or(0.0)) } else { EMPTY_AXIS };
        Axis::amount(most, floor.language.plots().plot_label(PlotLabel::PeopleAndLoad))
    }

    /// Draws all but the marks of the time.
    fn draw(&self, canvas: &Canvas, area: Area, (x, y): (&Axis, &Axis), floor: &FloorShape) {
        let plane = frame::plane(canvas, area, x, y);
        let signed_in = in_steps(self.rows, |row| figure(row, Measure::SignedIn));
        for (all, own) in signed_in.iter().zip(in_steps(self.rows, own)) {
            plane.surface(above(&own, 0.0), OWN);
            plane.surface(between(all, &own), BORROWED);
        }
        frame::y_axis(canvas, &plane, area, y);
        frame::x_axis(canvas, &plane, area, x, false);
        if let (Some(seats), Some(label)) = (self.seats, self.label.first()) {
            plane.curve(&[(x.from, seats), (x.to, seats)], SEATS);
            let height = plane.place((x.to, seats)).1;
            canvas.text((area.right + 10.0, LABEL.baseline_centred_on(height)), label, LABEL, SEATS.ink);
        }
        let lines = |value: fn(&IntervalRow) -> Option<f64>| in_steps(self.rows, value);
        lines(|row| figure(row, Measure::OfferedLoad)).iter().for_each(|line| plane.curve(line, LOAD));
        lines(|row| row.staffing.needed.map(f64::from)).iter().for_each(|line| plane.curve(line, NEEDED));
        if self.most <= 0.0 {
            frame::nothing_to_show(canvas, area, floor.language.plots().plot_label(PlotLabel::NobodyAtAll));
        }
    }
}

/// From the most that are short to the most that are over, with room for the numbers beyond both.
fn strip_axis(floor: &FloorShape, rows: &[&IntervalRow]) -> Axis {
    let all = || rows.iter().filter_map(|row| over(row));
    let (least, most) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    let room = 0.22 * (most - least).max(1.0);
    let (from, to) = (if least < 0.0 { least - room } else { least }, if most > 0.0 { most + room } else { most });
    Axis::between(from, to.max(from + 1.0), 4, floor.language.plots().plot_label(PlotLabel::OverAndShort))
}

fn draw_strip(canvas: &Canvas, area: Area, (x, y): (&Axis, &Axis), rows: &[&IntervalRow]) {
    let plane = frame::plane(canvas, area, x, y);
    let shown = rows.iter().filter_map(|row| Some((*row, over(row)?))).filter(|(_, over)| over.abs() >= LEAST_SHOWN);
    let shown: Vec<_> = shown.collect();
    for (row, over) in &shown {
        let (from, to) = (row.start.as_secs(), row.end.as_secs());
        let ink = if *over < 0.0 { SHORT } else { OVER };
        plane.surface(vec![(from, 0.0), (from, *over), (to, *over), (to, 0.0)], ink);
    }
    frame::axes(canvas, &plane, area, x, y);
    plane.curve(&[(x.from, 0.0), (x.to, 0.0)], ZERO);
    numbers(canvas, &plane, &shown);
}

/// Writes beside each bar how many it stands for; where there is no room for all, beside the longest first.
fn numbers(canvas: &Canvas, plane: &Plane, shown: &[(&IntervalRow, f64)]) {
    let mut longest_first: Vec<_> = shown.iter().filter(|(_, over)| over.abs() >= LEAST_TOLD).collect();
    longest_first.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let mut taken: Vec<(bool, f64, f64)> = Vec::new();
    for (row, over) in longest_first {
        let (text, middle) = (signed_amount(*over), (row.start.as_secs() + row.end.as_secs()) / 2.0);
        let (at, end) = plane.place((middle, *over));
        let half = (Fonts::shared().width(&text, NUMBER) + NUMBER_GAP) / 2.0;
        let (is_short, left, right) = (*over < 0.0, at - half, at + half);
        if taken.iter().any(|(side, from, to)| *side == is_short && left < *to && *from < right) {
            continue;
        }
        taken.push((is_short, left, right));
        let baseline = if is_short { end + NUMBER.size } else { end - 5.0 };
        canvas.text((at, baseline), &text, NUMBER, Ink::TEXT);
    }
}

/// People signed in beyond those needed; negative: so many are short.
fn over(row: &IntervalRow) -> Option<f64> {
    figure(row, Measure::SignedIn).zip(row.staffing.needed).map(|(there, needed)| there - f64::from(needed))
}

/// People signed in who are not borrowed.
fn own(row: &IntervalRow) -> Option<f64> {
    let borrowed = figure(row, Measure::Borrowed).unwrap_or(0.0);
    figure(row, Measure::SignedIn).map(|all| (all - borrowed).max(0.0))
}

/// What the chart says: the interval with the least people for what it needs, or, where no need is known, for its load.
fn finding(results: &RunResults) -> PlotFinding<'static> {
    let rows = whole_floor(results);
    let known: Vec<_> = rows.iter().filter_map(|row| Some((over(row)?, *row))).collect();
    // The first of several.
    let Some((_, at)) = known.iter().rev().min_by(|a, b| a.0.total_cmp(&b.0)).copied() else {
        return of_load(&rows);
    };
    let most_short = NeededInterval {
        at: words::interval(at),
        needed: at.staffing.needed.unwrap_or(0),
        people: figure(at, Measure::SignedIn).unwrap_or(0.0),
        borrowed: borrowed(at),
    };
    match known.iter().filter(|(over, _)| *over <= -MISSING).count() {
        0 => PlotFinding::Enough(most_short),
        short => PlotFinding::Short { short, of: known.len(), most_short },
    }
}

fn borrowed(row: &IntervalRow) -> Option<f64> {
    figure(row, Measure::Borrowed).filter(|borrowed| *borrowed >= 0.05)
}

fn of_load(rows: &[&IntervalRow]) -> PlotFinding<'static> {
    let loaded = rows.iter().filter_map(|row| {
        let load = figure(row, Measure::OfferedLoad).filter(|load| *load > 0.0)?;
        Some((load, figure(row, Measure::SignedIn).unwrap_or(0.0), *row))
    });
    let loaded: Vec<_> = loaded.collect();
    let tightest = loaded.iter().max_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)).then(a.0.total_cmp(&b.0)));
    let Some((load, people, at)) = tightest.copied() else {
        return PlotFinding::NoCalls(Measure::OfferedLoad);
    };
    let loaded_most = LoadedInterval { at: words::interval(at), load, people, borrowed: borrowed(at) };
    match loaded.iter().filter(|(load, people, _)| load > people).count() {
        0 => PlotFinding::Tightest(loaded_most),
        short => PlotFinding::Overloaded { short, of: rows.len(), most: loaded_most },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::canvas::Drawn;
    use crate::report::charts::samples::{Sample, half_hours, said};
    use crate::units::SimTime;

    fn finding_of(rows: &[(f64, f64, f64)]) -> String {
        let figure = |(load, people, borrowed): &(f64, f64, f64)| {
            [(Measure::OfferedLoad, *load), (Measure::SignedIn, *people), (Measure::Borrowed, *borrowed)]
        };
        let figures: Vec<_> = rows.iter().map(figure).collect();
        let rows: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
        said(chart, &half_hours(&rows, &[0.9]))
    }

    #[test]
    fn the_title_names_the_interval_with_the_most_load_for_its_people() {
        assert_eq!(
            finding_of(&[(30.0, 40.0, 0.0), (31.2, 35.1, 4.14)]),
            "The crew is tightest at 10:30–11:00: 31.2 Erlangs of load for 35.1 people signed in (4.1 of them borrowed)"
        );
    }

    #[test]
    fn intervals_with_more_load_than_people_are_counted() {
        assert_eq!(
            finding_of(&[(30.0, 20.0, 0.0), (31.0, 30.0, 0.0), (5.0, 30.0, 0.0)]),
            "More load than people in 2 of 3 intervals; most so at 10:00–10:30: 30 Erlangs for 20 people signed in"
        );
    }

    #[test]
    fn calls_with_nobody_there_are_most_of_all() {
        let said = finding_of(&[(30.0, 20.0, 0.0), (2.0, 0.0, 0.0)]);
        assert!(said.ends_with("most so at 10:30–11:00: 2 Erlangs for 0 people signed in"), "{said}");
    }

    #[test]
    fn no_calls_are_no_load() {
        assert_eq!(finding_of(&[(0.0, 20.0, 0.0)]), "Nobody called, so there is no load");
    }

    #[test]
    fn the_title_counts_the_intervals_with_fewer_than_needed_and_names_the_one_with_most_missing() {
        let needed = |people: &[(f64, Option<u32>)]| {
            let figures: Vec<_> = people.iter().map(|(there, _)| [(Measure::SignedIn, *there)]).collect();
            let rows: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
            let mut sample = half_hours(&rows, &[0.9]);
            let of_rows = sample.results.intervals.iter_mut().zip(people);
            of_rows.for_each(|(row, (_, needed))| row.staffing.needed = *needed);
            said(chart, &sample)
        };
        assert_eq!(
            needed(&[(12.0, Some(12)), (16.5, Some(21)), (15.6, Some(16)), (1.0, None)]),
            "Fewer people than needed in 1 of 3 intervals, most so at 10:30–11:00: 16.5 signed in, 21 needed"
        );
        assert_eq!(
            needed(&[(12.0, Some(12)), (12.6, Some(13))]),
            "Enough people in every interval; fewest beyond those needed at 10:30–11:00: 12.6 signed in, 13 needed"
        );
    }

    #[test]
    fn the_strip_writes_the_numbers_of_all_bars_or_of_the_longest() {
        let mut sample = half_hours(&[&[(Measure::SignedIn, 10.0)][..]; 24], &[0.9]);
        for (at, row) in sample.results.intervals.iter_mut().enumerate() {
            row.staffing.needed = Some(if at == 3 { 22 } else { 7 });
        }
        let numbers = |sample: &Sample| {
            let chart = chart(&sample.floor, &sample.results);
            let texts = chart.page.shapes.iter().filter_map(|shape| match shape {
                Drawn::Text { text, kind, .. } if *kind == NUMBER => Some(text.clone()),
                Drawn::Text { .. } | Drawn::Line { .. } | Drawn::Surface { .. } | Drawn::Dot { .. } => None,
            });
            texts.collect::<Vec<_>>()
        };
        let all = numbers(&sample);
        assert_eq!((all.len(), all[0].as_str(), all[1].as_str()), (24, "-12", "+3.0"));
        for (at, row) in sample.results.intervals.iter_mut().enumerate() {
            (row.start, row.end) = (SimTime::clock(10, 2 * at as i64), SimTime::clock(10, 2 * at as i64 + 2));
        }
        let few = numbers(&sample);
        assert!(few[0] == "-12" && few.len() < 6, "{few:?}");
    }
}
