//! Waits of the answered over the day: mean, median, 90th and 95th percentile.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, LABEL, Mark};
use super::series::{day_axis, figure, greatest, through_middles, whole_floor};
use super::{Chart, words};
use crate::experiment::results::RunResults;
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::words::{Drawing, PlotFinding, PlotLabel};

/// Measure, name and line, from the longest wait to the shortest.
const LINES: [(Measure, PlotLabel, Stroke); 4] = [
    (Measure::WaitP95, PlotLabel::Percentile95, Stroke::solid(Ink::VERMILION, 3.0)),
    (Measure::WaitP90, PlotLabel::Percentile90, Stroke::solid(Ink::ORANGE, 3.0)),
    (Measure::Asa, PlotLabel::MeanWait, Stroke::solid(Ink::TEXT, 3.0)),
    (Measure::WaitP50, PlotLabel::Median, Stroke::solid(Ink::SKY, 3.0)),
];
const TARGET: Stroke = Stroke::dashed(Ink::QUIET, 2.0);
/// Least distance between two labels, one above the other.
const LABEL_APART: f64 = 22.0;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let heading = Heading::new(&finding(results), Drawing::Waits(floor.interval), floor, results);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, floor, results));
    Chart { name: "waits".to_owned(), title: heading.finding, page }
}

fn draw(canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
    let told = floor.language.plots();
    let rows = whole_floor(results);
    let entries = LINES.map(|(_, name, stroke)| (Mark::Line(stroke), told.plot_label(name).to_owned()));
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let targets = targets(floor, results);
    let longest = greatest(rows.iter().flat_map(|row| LINES.map(|(measure, ..)| figure(row, measure))));
    let x = day_axis(floor);
    let y = Axis::wait(targets.iter().map(|(wait, _)| *wait).reduce(f64::max).unwrap_or(10.0).max(longest), told);
    let labels: Vec<_> = targets.iter().map(|(_, label)| label.clone()).collect();
    let area = frame::data_area(below, HEIGHT, &y, &labels);
    let plane = frame::plane(canvas, area, &x, &y);
    frame::axes(canvas, &plane, area, &x, &y);
    let mut above = f64::INFINITY;
    for (wait, label) in targets {
        plane.curve(&[(x.from, wait), (x.to, wait)], TARGET);
        // Labels of targets that are nearly the same stand one above the other.
        above = plane.place((x.to, wait)).1.min(above - LABEL_APART);
        canvas.text((area.right + 10.0, LABEL.baseline_centred_on(above)), &label, LABEL, TARGET.ink);
    }
    let lines = LINES.iter().rev().flat_map(|(measure, _, stroke)| {
        through_middles(&rows, |row| figure(row, *measure)).into_iter().map(|line| (line, *stroke))
    });
    let lines: Vec<_> = lines.collect();
    for (line, stroke) in &lines {
        plane.curve(line, *stroke);
    }
    if lines.is_empty() {
        frame::nothing_to_show(canvas, area, told.plot_label(PlotLabel::NoWaits));
    }
}

/// The targets that are waits, the shortest first, and what they are called.
fn targets(floor: &FloorShape, results: &RunResults) -> Vec<(f64, String)> {
    let within = floor.within.map(|within| (within.as_secs(), false));
    let asa = results.targets.iter().find(|target| target.measure == Measure::Asa);
    let mut all: Vec<_> = within.into_iter().chain(asa.map(|asa| (asa.target, true))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(wait, is_asa)| (wait, floor.language.plots().target_wait(wait, is_asa))).collect()
}

/// What the chart says.
fn finding(results: &RunResults) -> PlotFinding<'static> {
    let rows = whole_floor(results);
    let longest = rows.iter().filter_map(|row| Some((figure(row, Measure::WaitP95)?, *row)));
    let Some((p95, at)) = longest.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.start.cmp(&a.1.start))) else {
        return PlotFinding::NoWaits;
    };
    if p95 <= 0.0 {
        return PlotFinding::HardlyAnyWait;
    }
    PlotFinding::LongestWaits { at: words::interval(at), p95_s: p95, asa_s: figure(at, Measure::Asa) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{half_hours, said};

    #[test]
    fn the_title_names_the_time_of_the_longest_waits() {
        let rows: [&[_]; 2] =
            [&[(Measure::WaitP95, 40.0), (Measure::Asa, 9.0)], &[(Measure::WaitP95, 160.0), (Measure::Asa, 31.2)]];
        assert_eq!(
            said(chart, &half_hours(&rows, &[0.9])),
            "Waits are longest at 10:30–11:00: 1 answered caller in 20 waits 2 min 40 s or more; the mean (ASA) is then 31 s"
        );
    }

    #[test]
    fn of_equally_long_waits_the_first_is_named() {
        let rows: [&[_]; 2] = [&[(Measure::WaitP95, 40.0)], &[(Measure::WaitP95, 40.0)]];
        assert!(said(chart, &half_hours(&rows, &[0.9])).starts_with("Waits are longest at 10:00–10:30"));
    }

    #[test]
    fn no_waits_and_nobody_answered_have_sentences_of_their_own() {
        let none = said(chart, &half_hours(&[&[(Measure::WaitP95, 0.0)]], &[1.0]));
        assert_eq!(none, "At every time of day at least 19 answered callers in 20 need not wait at all");
        assert_eq!(said(chart, &half_hours(&[&[]], &[0.0])), "Nobody was answered, so there are no waits");
    }
}
