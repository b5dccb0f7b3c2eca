//! People signed in, of which borrowed, beside the load they are offered.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, LABEL, Mark};
use super::series::{above, between, day_axis, figure, greatest, in_steps, through_middles, whole_floor};
use super::{Chart, words};
use crate::experiment::results::{IntervalRow, RunResults};
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::words::{Drawing, LoadedInterval, PlotFinding, PlotLabel};

const OWN: Ink = Ink::SKY.tint(0.55);
const BORROWED: Ink = Ink::ORANGE;
const LOAD: Stroke = Stroke::solid(Ink::TEXT, 3.0);
const SEATS: Stroke = Stroke::dashed(Ink::QUIET, 2.0);
/// Up to where an axis without anything on it reaches.
const EMPTY_AXIS: f64 = 5.0;
/// Seats this much above everything else are left out: they would press the rest down.
const SEATS_SHOWN_UP_TO: f64 = 1.3;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let heading = Heading::new(&finding(results), Drawing::Staffing, floor, results);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, floor, results));
    Chart { name: "staffing".to_owned(), title: heading.finding, page }
}

fn draw(canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
    let told = floor.language.plots();
    let rows = whole_floor(results);
    let entries = [
        (Mark::Surface(OWN), PlotLabel::OwnCrew),
        (Mark::Surface(BORROWED), PlotLabel::BorrowedCrew),
        (Mark::Line(LOAD), PlotLabel::Load),
    ];
    let entries = entries.map(|(mark, label)| (mark, told.plot_label(label).to_owned()));
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let most =
        greatest(rows.iter().flat_map(|row| [figure(row, Measure::SignedIn), figure(row, Measure::OfferedLoad)]));
    let seats = floor.seats.map(f64::from).filter(|seats| *seats <= most * SEATS_SHOWN_UP_TO);
    let x = day_axis(floor);
    let y = Axis::amount(
        if most > 0.0 { most.max(seats.unwrap_or(0.0)) } else { EMPTY_AXIS },
        told.plot_label(PlotLabel::PeopleAndLoad),
    );
    let label: Vec<_> = seats.iter().map(|seats| told.seats(*seats as u64)).collect();
    let area = frame::data_area(below, HEIGHT, &y, &label);
    let plane = frame::plane(canvas, area, &x, &y);
    let signed_in = in_steps(&rows, |row| figure(row, Measure::SignedIn));
    for (all, own) in signed_in.iter().zip(in_steps(&rows, own)) {
        plane.surface(above(&own, 0.0), OWN);
        plane.surface(between(all, &own), BORROWED);
    }
    frame::axes(canvas, &plane, area, &x, &y);
    if let (Some(seats), Some(label)) = (seats, label.first()) {
        plane.curve(&[(x.from, seats), (x.to, seats)], SEATS);
        let height = plane.place((x.to, seats)).1;
        canvas.text((area.right + 10.0, LABEL.baseline_centred_on(height)), label, LABEL, SEATS.ink);
    }
    let load = through_middles(&rows, |row| figure(row, Measure::OfferedLoad));
    for line in &load {
        plane.curve(line, LOAD);
    }
    if most <= 0.0 {
        frame::nothing_to_show(canvas, area, told.plot_label(PlotLabel::NobodyAtAll));
    }
}

/// People signed in who are not borrowed.
fn own(row: &IntervalRow) -> Option<f64> {
    let borrowed = figure(row, Measure::Borrowed).unwrap_or(0.0);
    figure(row, Measure::SignedIn).map(|all| (all - borrowed).max(0.0))
}

/// What the chart says: the interval with the most load for its people.
fn finding(results: &RunResults) -> PlotFinding<'static> {
    let rows = whole_floor(results);
    let loaded = rows.iter().filter_map(|row| {
        let load = figure(row, Measure::OfferedLoad).filter(|load| *load > 0.0)?;
        Some((load, figure(row, Measure::SignedIn).unwrap_or(0.0), *row))
    });
    let loaded: Vec<_> = loaded.collect();
    let tightest = loaded.iter().max_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)).then(a.0.total_cmp(&b.0)));
    let Some((load, people, at)) = tightest.copied() else {
        return PlotFinding::NoCalls(Measure::OfferedLoad);
    };
    let borrowed = figure(at, Measure::Borrowed).filter(|borrowed| *borrowed >= 0.05);
    let worst = LoadedInterval { at: words::interval(at), load, people, borrowed };
    match loaded.iter().filter(|(load, people, _)| load > people).count() {
        0 => PlotFinding::Tightest(worst),
        short => PlotFinding::Overloaded { short, of: rows.len(), worst },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{half_hours, said};

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
            "More load than people in 2 of 3 intervals; worst at 10:00–10:30: 30 Erlangs for 20 people signed in"
        );
    }

    #[test]
    fn calls_with_nobody_there_are_the_worst() {
        let said = finding_of(&[(30.0, 20.0, 0.0), (2.0, 0.0, 0.0)]);
        assert!(said.ends_with("worst at 10:30–11:00: 2 Erlangs for 0 people signed in"), "{said}");
    }

    #[test]
    fn no_calls_are_no_load() {
        assert_eq!(finding_of(&[(0.0, 20.0, 0.0)]), "Nobody called, so there is no load");
    }
}
