//! Which share of the answered is answered within how long.

use super::Chart;
use super::axis::{Axis, wait_position};
use super::canvas::{Area, Canvas, Ink, Plane, Stroke, page};
use super::fonts::Align;
use super::frame::{self, HEIGHT, Heading, LABEL};
use crate::experiment::results::RunResults;
use crate::figures::{Measure, Relative, ServiceLevel};
use crate::report::FloorShape;
use crate::units::Span;
use crate::words::{Drawing, PlotFinding, PlotLabel};

const CURVE: Stroke = Stroke::solid(Ink::BLUE, 3.0);
const MARK: Stroke = Stroke::dashed(Ink::VERMILION, 2.0);
/// The axis reaches at least so far, in seconds.
const SHORTEST_AXIS: f64 = 300.0;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let heading = Heading::new(&finding(results), Drawing::Distribution(total(results)), floor, results);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, floor, results));
    Chart { name: "wait_distribution".to_owned(), title: heading.finding, page }
}

fn draw(canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
    let told = floor.language.plots();
    let top = heading.draw(canvas) + 34.0;
    let longest = results.waits.last().map_or(0.0, |(wait, _)| wait.as_secs());
    let thresholds = &floor.thresholds;
    let reach = thresholds.iter().fold(longest.max(SHORTEST_AXIS), |reach, t| reach.max(t.as_secs())) * 1.05;
    let x = Axis::doubling_waits(reach, told).thinned(0.06);
    let y = Axis::share((0.0, 1.0), 6, PlotLabel::AnsweredWithin, told);
    let area = frame::data_area(top, HEIGHT, &y, &[]);
    let plane = frame::plane(canvas, area, &x, &y);
    let curve = curve(results, x.to);
    frame::axes(canvas, &plane, area, &x, &y);
    if curve.is_empty() {
        frame::nothing_to_show(canvas, area, told.plot_label(PlotLabel::NoWaits));
        return;
    }
    plane.curve(&curve, CURVE);
    mark(canvas, &plane, area, floor, results);
}

/// Marks each threshold with a line, a dot on the curve and, above the data, the share answered by then.
fn mark(canvas: &Canvas, plane: &Plane, area: Area, floor: &FloorShape, results: &RunResults) {
    let thresholds = &floor.thresholds;
    let said = |t: &Span| floor.language.plots().within(answered_within(results, *t), *t);
    let labels: Vec<String> = thresholds.iter().map(said).collect();
    let width = frame::widest(labels.iter().map(String::as_str), LABEL) + 18.0;
    let places: Vec<f64> = thresholds.iter().map(|t| plane.place((wait_position(t.as_secs()), 0.0)).0).collect();
    let spread = frame::spread(&places, width, area.left + width / 2.0, area.right - width / 2.0);
    for ((threshold, label), centre) in thresholds.iter().zip(&labels).zip(spread) {
        let x = wait_position(threshold.as_secs());
        let (at, top) = plane.place((x, 1.0));
        plane.curve(&[(x, 0.0), (x, 1.0)], MARK);
        canvas.line((at, top), (centre, area.top - 46.0), Stroke::solid(MARK.ink, 1.5));
        canvas.text((centre, area.top - 52.0), label, LABEL.align(Align::Centre), MARK.ink);
        plane.dot((x, answered_within(results, *threshold)), 6.0, MARK.ink);
    }
}

/// The share answered within a wait, in steps, on the axis of doubling waits up to `end`.
fn curve(results: &RunResults, end: f64) -> Vec<(f64, f64)> {
    let total = total(results) as f64;
    if total <= 0.0 {
        return Vec::new();
    }
    let mut points = Vec::new();
    let mut answered = 0;
    for (wait, calls) in &results.waits {
        let x = wait_position(wait.as_secs());
        points.push((x, answered as f64 / total));
        answered += calls;
        points.push((x, answered as f64 / total));
    }
    points.push((end, 1.0));
    let begin = wait_position(0.0);
    let first_seen = points.iter().rposition(|(x, _)| *x <= begin);
    match first_seen {
        Some(last_at_begin) => points.drain(..last_at_begin).for_each(drop),
        None => points.insert(0, (begin, 0.0)),
    }
    points
}

fn total(results: &RunResults) -> u64 {
    results.waits.iter().map(|(_, calls)| calls).sum()
}

/// The share of the answered who waited at most so long: as measured, else read off the distribution.
fn answered_within(results: &RunResults, within: Span) -> f64 {
    let measured = Measure::ServiceLevel(ServiceLevel { within, relative: Relative::OfAnswered });
    let measured = results.measures.get(measured);
    measured.map(|estimate| estimate.mean).filter(|share| share.is_finite()).unwrap_or_else(|| {
        let soon = results.waits.iter().filter(|(wait, _)| *wait <= within);
        soon.map(|(_, calls)| calls).sum::<u64>() as f64 / total(results).max(1) as f64
    })
}

/// What the chart says.
fn finding(results: &RunResults) -> PlotFinding<'static> {
    let total = total(results);
    if total == 0 {
        return PlotFinding::NoWaits;
    }
    let within = |seconds| answered_within(results, Span::from_secs(seconds));
    PlotFinding::Waits { soon: within(20), late: within(180), longest_s: longest_but_one_in_100(results, total) }
}

/// The least wait, in seconds, that all but one answered caller in 100 do not exceed.
fn longest_but_one_in_100(results: &RunResults, total: u64) -> f64 {
    let mut answered = 0;
    let reached = results.waits.iter().find(|(_, calls)| {
        answered += calls;
        answered as f64 >= 0.99 * total as f64
    });
    reached.map_or(0.0, |(wait, _)| wait.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{Sample, estimate, half_hours, said};

    fn with_waits(waits: &[(i64, u64)]) -> Sample {
        let mut sample = half_hours(&[], &[0.9]);
        sample.results.waits = waits.iter().map(|(wait, calls)| (Span::from_secs(*wait), *calls)).collect();
        sample
    }

    #[test]
    fn the_title_names_the_shares_within_20_s_and_3_min_and_the_longest_waits() {
        let sample = with_waits(&[(0, 500), (20, 260), (180, 170), (400, 70)]);
        assert_eq!(
            said(chart, &sample),
            "76 % of the answered wait at most 20 s, 93 % at most 3 min; 1 in 100 waits 6 min 40 s or more"
        );
    }

    #[test]
    fn a_measured_share_goes_before_one_read_off_the_distribution() {
        let mut sample = with_waits(&[(21, 10)]);
        let within = Span::from_secs(20);
        let of_answered = Measure::ServiceLevel(ServiceLevel { within, relative: Relative::OfAnswered });
        sample.results.measures.0 = vec![(of_answered, Some(estimate(0.4, 0.0)))];
        assert!(said(chart, &sample).starts_with("40 % of the answered wait at most 20 s"));
    }

    #[test]
    fn no_waits_and_nobody_answered_have_sentences_of_their_own() {
        let none = said(chart, &with_waits(&[(0, 10)]));
        assert!(none.ends_with("; 99 in 100 do not wait at all"), "{none}");
        assert_eq!(said(chart, &with_waits(&[])), "Nobody was answered, so there are no waits");
    }

    #[test]
    fn the_curve_begins_with_those_answered_at_once_and_ends_with_all() {
        let end = wait_position(300.0);
        let drawn = curve(&with_waits(&[(0, 30), (1, 10), (60, 60)]).results, end);
        assert_eq!(drawn.first(), Some(&(0.0, 0.4)));
        assert_eq!(drawn.last(), Some(&(end, 1.0)));
        assert_eq!(curve(&with_waits(&[(60, 5)]).results, end).first(), Some(&(0.0, 0.0)));
    }
}
