//! Which share of all offered is answered at once, within how long, and at all.

use super::Chart;
use super::axis::{Axis, wait_position};
use super::canvas::{Area, Canvas, Ink, Plane, Stroke, page};
use super::fonts::Align;
use super::frame::{self, HEIGHT, Heading, LABEL};
use crate::experiment::results::RunResults;
use crate::figures::{Measure, Relative, ServiceLevel};
use crate::report::FloorShape;
use crate::units::Span;
use crate::words::{Drawing, PlotFinding, PlotLabel, WaitsFinding};

const CURVE: Stroke = Stroke::solid(Ink::BLUE, 3.0);
const MARK: Stroke = Stroke::dashed(Ink::QUIET, 2.0);
const TARGET: Stroke = Stroke::dashed(Ink::VERMILION, 2.5);
/// The axis reaches at least so far, in seconds.
const SHORTEST_AXIS: f64 = 300.0;
/// What is said of those answered at once stands so far below the beginning of the curve, or above it.
const BESIDE_THE_CURVE: f64 = 26.0;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let calls = Callers::of(results);
    let drawing = Drawing::Distribution(calls.offered.round() as u64);
    let heading = Heading::new(&PlotFinding::Waits(finding(&calls, results)), drawing, floor, results);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, &calls, floor, results));
    Chart { name: "wait_distribution".to_owned(), title: heading.finding, page }
}

/// All callers of all days who asked for a person.
struct Callers {
    offered: f64,
    answered: u64,
}

impl Callers {
    /// Where it is not known how many called, those who were answered.
    fn of(results: &RunResults) -> Self {
        let answered: u64 = results.waits.iter().map(|(_, calls)| calls).sum();
        let offered = results.measures.get(Measure::Offered).map(|offered| offered.mean * f64::from(results.days));
        let offered = offered.filter(|offered| offered.is_finite()).unwrap_or(0.0);
        Self { offered: offered.max(answered as f64), answered }
    }

    /// The share of them who were answered after at most so long, read off the distribution.
    fn within(&self, results: &RunResults, within: Span) -> f64 {
        let soon = results.waits.iter().filter(|(wait, _)| *wait <= within);
        soon.map(|(_, calls)| calls).sum::<u64>() as f64 / self.offered.max(1.0)
    }

    fn at_all(&self) -> f64 {
        self.answered as f64 / self.offered.max(1.0)
    }
}

fn draw(canvas: &Canvas, heading: &Heading, calls: &Callers, floor: &FloorShape, results: &RunResults) {
    let told = floor.language.plots();
    let top = heading.draw(canvas) + 34.0;
    let longest = results.waits.last().map_or(0.0, |(wait, _)| wait.as_secs());
    let thresholds = &floor.thresholds;
    let reach = thresholds.iter().fold(longest.max(SHORTEST_AXIS), |reach, t| reach.max(t.as_secs())) * 1.05;
    let x = Axis::doubling_waits(reach, told).thinned(0.06);
    let y = Axis::share((0.0, 1.0), 6, PlotLabel::AnsweredWithin, told);
    let at_all: Vec<String> = (calls.answered > 0).then(|| told.answered(calls.at_all())).into_iter().collect();
    let area = frame::data_area(top, HEIGHT, &y, &at_all);
    let plane = frame::plane(canvas, area, &x, &y);
    let curve = curve(calls, results, x.to);
    frame::axes(canvas, &plane, area, &x, &y);
    let (Some(first), Some(last), Some(label)) = (curve.first(), curve.last(), at_all.first()) else {
        frame::nothing_to_show(canvas, area, told.plot_label(PlotLabel::NoWaits));
        return;
    };
    mark_target(&plane, x.from, results);
    plane.curve(&curve, CURVE);
    mark(canvas, &plane, area, calls, floor, results);
    let end = plane.place(*last).1;
    canvas.text((area.right + 10.0, LABEL.baseline_centred_on(end)), label, LABEL, CURVE.ink);
    let (left, start) = plane.place(*first);
    let below = start + BESIDE_THE_CURVE;
    let target = results.level_asked().2.map(|share| plane.place((x.from, share)).1);
    let is_free = target.is_none_or(|line| line < start - 2.0 || line > below + 8.0);
    let baseline = if is_free && below < area.bottom - 8.0 { below } else { start - 12.0 };
    let at_once = told.at_once(calls.within(results, Span::ZERO));
    canvas.text((left + 12.0, baseline), &at_once, LABEL, CURVE.ink);
    plane.dot(*first, 6.0, CURVE.ink);
}

/// A line at the share that is asked for, up to the time within which; the curve should be above where it ends.
fn mark_target(plane: &Plane, from: f64, results: &RunResults) {
    if let (_, level, Some(share)) = results.level_asked() {
        let at = wait_position(level.within.as_secs());
        plane.curve(&[(from, share), (at, share)], TARGET);
        plane.dot((at, share), 4.0, TARGET.ink);
    }
}

/// Marks each threshold with a line, a dot on the curve and, above the data, the share answered by then.
fn mark(canvas: &Canvas, plane: &Plane, area: Area, calls: &Callers, floor: &FloorShape, results: &RunResults) {
    let told = floor.language.plots();
    let thresholds = &floor.thresholds;
    let (_, level, target) = results.level_asked();
    let asked = |t: &Span| target.filter(|_| *t == level.within);
    let said = |t: &Span| told.within(answered_within(calls, results, *t), *t, asked(t));
    let labels: Vec<String> = thresholds.iter().map(said).collect();
    let width = frame::widest(labels.iter().map(String::as_str), LABEL) + 18.0;
    let places: Vec<f64> = thresholds.iter().map(|t| plane.place((wait_position(t.as_secs()), 0.0)).0).collect();
    let spread = frame::spread(&places, width, area.left + width / 2.0, area.right - width / 2.0);
    for ((threshold, label), centre) in thresholds.iter().zip(&labels).zip(spread) {
        let stroke = if asked(threshold).is_some() { TARGET } else { MARK };
        let x = wait_position(threshold.as_secs());
        let (at, top) = plane.place((x, 1.0));
        plane.curve(&[(x, 0.0), (x, 1.0)], stroke);
        canvas.line((at, top), (centre, area.top - 46.0), Stroke::solid(stroke.ink, 1.5));
        canvas.text((centre, area.top - 52.0), label, LABEL.align(Align::Centre), stroke.ink);
        plane.dot((x, answered_within(calls, results, *threshold)), 6.0, stroke.ink);
    }
}

/// The share answered within a wait, in steps, on the axis of doubling waits up to `end`.
fn curve(calls: &Callers, results: &RunResults, end: f64) -> Vec<(f64, f64)> {
    if calls.answered == 0 {
        return Vec::new();
    }
    let mut points = Vec::new();
    let mut answered = 0;
    for (wait, more) in &results.waits {
        let x = wait_position(wait.as_secs());
        points.push((x, answered as f64 / calls.offered));
        answered += more;
        points.push((x, answered as f64 / calls.offered));
    }
    points.push((end, calls.at_all()));
    let begin = wait_position(0.0);
    let first_seen = points.iter().rposition(|(x, _)| *x <= begin);
    match first_seen {
        Some(last_at_begin) => points.drain(..last_at_begin).for_each(drop),
        None => points.insert(0, (begin, 0.0)),
    }
    points
}

/// The share of all callers answered after at most so long: as measured, else read off the distribution.
fn answered_within(calls: &Callers, results: &RunResults, within: Span) -> f64 {
    let measured = Measure::ServiceLevel(ServiceLevel { within, relative: Relative::OfOffered });
    let measured = results.measures.get(measured).map(|estimate| estimate.mean).filter(|share| share.is_finite());
    measured.unwrap_or_else(|| calls.within(results, within))
}

/// What the chart says.
fn finding(calls: &Callers, results: &RunResults) -> WaitsFinding {
    if calls.answered == 0 {
        return WaitsFinding::NoWaits;
    }
    let (_, level, _) = results.level_asked();
    WaitsFinding::Spread {
        at_once: calls.within(results, Span::ZERO),
        within: level.within,
        soon: answered_within(calls, results, level.within),
        at_all: calls.at_all(),
        longest_s: longest_but_one_in_100(calls, results),
    }
}

/// The least wait, in seconds, that all but one answered caller in 100 do not exceed.
fn longest_but_one_in_100(calls: &Callers, results: &RunResults) -> f64 {
    let mut answered = 0;
    let reached = results.waits.iter().find(|(_, more)| {
        answered += more;
        answered as f64 >= 0.99 * calls.answered as f64
    });
    reached.map_or(0.0, |(wait, _)| wait.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::FigureTable;
    use crate::report::charts::samples::{Sample, estimate, half_hours, said};

    /// A day on which so many called and these were answered.
    fn with_waits(offered: f64, waits: &[(i64, u64)]) -> Sample {
        let mut sample = half_hours(&[], &[0.9]);
        sample.results.waits = waits.iter().map(|(wait, calls)| (Span::from_secs(*wait), *calls)).collect();
        sample.results.measures = FigureTable(vec![(Measure::Offered, Some(estimate(offered, 0.0)))]);
        sample
    }

    #[test]
    fn the_title_names_the_shares_at_once_within_the_time_asked_for_and_at_all() {
        let sample = with_waits(2_000.0, &[(0, 500), (20, 260), (180, 170), (400, 70)]);
        assert_eq!(
            said(chart, &sample),
            "25 % of callers are answered at once, 38 % within 20 s, 50 % at all; \
             1 answered caller in 100 waits 6 min 40 s or more"
        );
    }

    #[test]
    fn a_measured_share_goes_before_one_read_off_the_distribution() {
        let mut sample = with_waits(10.0, &[(21, 10)]);
        let within = Span::from_secs(20);
        let of_offered = Measure::ServiceLevel(ServiceLevel { within, relative: Relative::OfOffered });
        sample.results.measures.0.push((of_offered, Some(estimate(0.4, 0.0))));
        assert!(said(chart, &sample).contains(" at once, 40 % within 20 s, 100 % at all"), "{}", said(chart, &sample));
    }

    #[test]
    fn no_waits_and_nobody_answered_have_sentences_of_their_own() {
        let none = said(chart, &with_waits(10.0, &[(0, 10)]));
        assert!(none.ends_with("; 99 answered callers in 100 do not wait at all"), "{none}");
        assert_eq!(said(chart, &with_waits(3.0, &[])), "Nobody was answered, so there are no waits");
    }

    #[test]
    fn the_curve_begins_with_those_answered_at_once_and_ends_with_all_who_are_answered() {
        let end = wait_position(300.0);
        let drawn = |offered, waits: &[(i64, u64)]| {
            let results = with_waits(offered, waits).results;
            curve(&Callers::of(&results), &results, end)
        };
        let of_most = drawn(125.0, &[(0, 30), (1, 10), (60, 60)]);
        assert_eq!((of_most.first(), of_most.last()), (Some(&(0.0, 0.32)), Some(&(end, 0.8))));
        assert_eq!(drawn(5.0, &[(60, 5)]).first(), Some(&(0.0, 0.0)));
    }

    #[test]
    fn where_nobody_knows_how_many_called_those_answered_are_all() {
        let mut sample = with_waits(f64::NAN, &[(0, 3), (5, 1)]);
        assert_eq!(Callers::of(&sample.results).offered, 4.0);
        sample.results.measures = FigureTable::default();
        assert_eq!(Callers::of(&sample.results).at_all(), 1.0);
    }
}
