//! Two floors on the same days: figures side by side, and below them their difference with its band.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Plane, Stroke, page};
use super::frame::{self, Heading, LABEL, Mark};
use super::series::{Points, between, day_axis, estimate, figure, greatest, in_steps, whole_floor};
use super::{Chart, words};
use crate::experiment::compare::{self, ArmFindings, Finding, IntervalFindings};
use crate::experiment::results::{FigureTable, IntervalRow, RunResults, Staffing};
use crate::figures::{Measure, Scope};
use crate::report::FloorShape;
use crate::report::compare::Compared;
use crate::words::{Drawing, PairFinding, PlotFinding, PlotLabel, PlotWords};

/// The charts of a comparison, one of each for every arm.
pub const COMPARED: [&str; 2] = ["answer_rate", "staffing"];

const HEIGHT: f64 = 900.0;
/// The lower edge of the upper panel.
const MIDDLE: f64 = 560.0;
const FIRST: Stroke = Stroke::solid(Ink::QUIET, 3.0);
const SECOND: Stroke = Stroke::solid(Ink::BLUE, 3.0);
const BORROWED: Stroke = Stroke::solid(Ink::ORANGE, 3.0);
const NEEDED: Stroke = Stroke::dashed(Ink::TEXT, 2.0);
const NEEDED_OF_SECOND: Stroke = Stroke::dashed(Ink::BLUE, 2.0);
const BAND: Ink = Ink::SKY.tint(0.35);
const TARGET: Stroke = Stroke::dashed(Ink::VERMILION, 2.0);
const ZERO: Stroke = Stroke::solid(Ink::TEXT, 1.5);

/// Differences smaller than this, in points, are not blown up to fill the panel.
const LEAST_REACH: f64 = 0.5;
/// Up to where an axis without people reaches.
const LEAST_PEOPLE: f64 = 5.0;

/// The name of one chart of the arm at a place, of so many arms.
pub fn compared_name(chart: &str, at: usize, arms: usize) -> String {
    if arms == 1 { chart.to_owned() } else { format!("{chart}-{}", at + 1) }
}

/// Draws the charts of one arm after the other. The floor is the baseline's: its hours and intervals are those of all.
pub fn draw_comparison<'c>(floor: &'c FloorShape, compared: &'c Compared) -> impl Iterator<Item = [Chart; 2]> + 'c {
    let count = compared.found.arms.len();
    let arm = move |at: usize| ArmPair {
        floor,
        labels: [&compared.arms[0].label, &compared.arms[at + 1].label].map(|label| words::drawable(label)),
        runs: [&compared.found.runs[0], &compared.found.runs[at + 1]],
        found: &compared.found.arms[at],
    };
    let named = move |chart: Chart, at| Chart { name: compared_name(&chart.name, at, count), ..chart };
    (0..count).map(move |at| [answer_rate(&arm(at)), staffing(&arm(at))].map(|chart| named(chart, at)))
}

/// The baseline and one arm.
struct ArmPair<'c> {
    floor: &'c FloorShape,
    labels: [String; 2],
    runs: [&'c RunResults; 2],
    found: &'c ArmFindings,
}

impl ArmPair<'_> {
    fn told(&self) -> &'static dyn PlotWords {
        self.floor.language.plots()
    }

    fn heading(&self, finding: PairFinding<'_>, drawing: Drawing) -> Heading {
        let told = self.told();
        let (finding, drawn) = (told.finding(&PlotFinding::OfTwo(finding)), told.drawing(drawing));
        Heading { finding, drawn, source: told.source_of_both(self.runs[0].days) }
    }

    fn rows(&self) -> [Vec<&IntervalRow>; 2] {
        self.runs.map(whole_floor)
    }

    /// The second less the first, interval by interval.
    fn difference_of(&self, measure: Measure) -> Vec<Points> {
        let [first, second] = self.rows();
        let of = |row: &IntervalRow| {
            let before = first.iter().find(|other| other.start == row.start)?;
            Some(figure(row, measure)? - figure(before, measure)?)
        };
        in_steps(&second, of)
    }

    fn lines(&self) -> [(Mark, String); 2] {
        let [a, b] = self.labels.clone();
        [(Mark::Line(FIRST), a), (Mark::Line(SECOND), b)]
    }
}

/// Where the two panels of a chart are.
struct Panels {
    upper: Area,
    lower: Area,
}

impl Panels {
    fn below(top: f64, y: [&Axis; 2], labels: &[String]) -> Self {
        let lower = frame::data_area(MIDDLE + 4.0, HEIGHT, y[1], labels);
        let upper = frame::data_area(top, MIDDLE + 40.0, y[0], labels);
        let left = upper.left.max(lower.left);
        Self { upper: Area { left, ..upper }, lower: Area { left, ..lower } }
    }

    fn draw_upper<'c>(&self, canvas: &'c Canvas, x: &Axis, y: &Axis) -> Plane<'c> {
        let plane = frame::plane(canvas, self.upper, x, y);
        frame::y_axis(canvas, &plane, self.upper, y);
        frame::x_axis(canvas, &plane, self.upper, x, false);
        plane
    }
}

fn answer_rate(pair: &ArmPair) -> Chart {
    let heading = pair.heading(answer_rate_finding(pair), Drawing::TwoRates);
    let page = page(HEIGHT, |canvas| draw_answer_rate(canvas, &heading, pair));
    Chart { name: COMPARED[0].to_owned(), title: heading.finding, page }
}

fn draw_answer_rate(canvas: &Canvas, heading: &Heading, pair: &ArmPair) {
    let [a, b] = pair.lines();
    let told = pair.told();
    let band = (Mark::Surface(BAND), told.plot_label(PlotLabel::BandOfDifference).to_owned());
    let top = frame::legend(canvas, heading.draw(canvas), &[a, b, band]);
    let rates = pair.rows().map(|rows| in_steps(&rows, |row| figure(row, Measure::AnswerRate)));
    let target = pair.floor.answer_rate;
    let drawn = rates.iter().flatten().flatten().map(|point| point.1);
    // The line of the target is not the axis itself.
    let least = drawn.chain(target.map(|target| target - 0.005)).fold(0.9, f64::min);
    let y = Axis::share((((least * 20.0 + 1e-9).floor() / 20.0).max(0.0), 1.0), 7, PlotLabel::AnswerRate, told);
    let rows = difference_rows(pair.found);
    let rows: Vec<&IntervalRow> = rows.iter().collect();
    let [low, middle, high] = band_of(&rows);
    let reach = low.iter().chain(&middle).chain(&high).flatten().fold(LEAST_REACH, |most, (_, d)| most.max(d.abs()));
    let below = Axis::around_zero(reach * 1.1, 6, told.plot_label(PlotLabel::DifferenceOfRates));
    let label: Vec<String> = target.iter().map(|target| told.target(*target)).collect();
    let panels = Panels::below(top, [&y, &below], &label);
    let x = day_axis(pair.floor);
    let plane = panels.draw_upper(canvas, &x, &y);
    if let (Some(target), Some(label)) = (target, label.first()) {
        plane.curve(&[(x.from, target), (x.to, target)], TARGET);
        let at = (panels.upper.right + 10.0, LABEL.baseline_centred_on(plane.place((x.to, target)).1));
        canvas.text(at, label, LABEL, TARGET.ink);
    }
    rates.iter().zip([FIRST, SECOND]).for_each(|(lines, stroke)| curves(&plane, lines, stroke));
    if rates.iter().all(Vec::is_empty) {
        frame::nothing_to_show(canvas, panels.upper, told.plot_label(PlotLabel::NoAnswerRate));
    }
    let plane = frame::plane(canvas, panels.lower, &x, &below);
    high.iter().zip(&low).for_each(|(high, low)| plane.surface(between(high, low), BAND));
    frame::axes(canvas, &plane, panels.lower, &x, &below);
    plane.curve(&[(x.from, 0.0), (x.to, 0.0)], ZERO);
    curves(&plane, &middle, SECOND);
}

/// The differences of the answer rate, in points, as rows, so that they are drawn as figures are.
fn difference_rows(found: &ArmFindings) -> Vec<IntervalRow> {
    let of = |row: &IntervalFindings| {
        let difference = row.get(Measure::AnswerRate).and_then(|c| c.difference).map(|d| d.scaled(100.0));
        let measures = FigureTable(vec![(Measure::AnswerRate, difference)]);
        IntervalRow {
            date: row.date,
            start: row.start,
            end: row.end,
            put: row.put,
            scope: Scope::Floor,
            staffing: Staffing::default(),
            measures,
        }
    };
    found.intervals.iter().map(of).collect()
}

/// The lower end, the middle and the upper end of the band; where there is no band its ends are the middle.
fn band_of(rows: &[&IntervalRow]) -> [Vec<Points>; 3] {
    let line = |of: fn(&crate::stats::Estimate) -> Option<f64>| {
        in_steps(rows, |row| estimate(row, Measure::AnswerRate).and_then(|e| of(e).or(Some(e.mean))))
    };
    [line(|e| e.low), line(|e| Some(e.mean)), line(|e| e.high)]
}

/// What the chart says: in how many intervals the arm is better or worse for sure, and where most.
fn answer_rate_finding<'p>(pair: &'p ArmPair) -> PairFinding<'p> {
    let findings = pair.found.intervals.iter().filter_map(|row| Some((row, row.get(Measure::AnswerRate)?)));
    let sure: Vec<_> = findings.filter(|(_, c)| c.finding.is_sure()).collect();
    let [a, b] = &pair.labels;
    let size = |c: &compare::ComparedFigure| c.difference.map_or(0.0, |d| d.mean.abs());
    let Some((row, most)) = sure.iter().max_by(|x, y| size(x.1).total_cmp(&size(y.1))) else {
        return PairFinding::AnswerAlike([a, b]);
    };
    let count = |finding| sure.iter().filter(|(_, c)| c.finding == finding).count();
    PairFinding::AnswersOtherwise {
        label: b,
        better: count(Finding::Better),
        worse: count(Finding::Worse),
        of: pair.found.intervals.len(),
        at: row.put.shown(row.start, row.end),
        most: most.difference.map_or(0.0, |d| d.mean),
    }
}

fn staffing(pair: &ArmPair) -> Chart {
    let heading = pair.heading(staffing_finding(pair), Drawing::TwoCrews);
    let page = page(HEIGHT, |canvas| draw_staffing(canvas, &heading, pair));
    Chart { name: COMPARED[1].to_owned(), title: heading.finding, page }
}

fn draw_staffing(canvas: &Canvas, heading: &Heading, pair: &ArmPair) {
    let [a, b] = pair.lines();
    let told = pair.told();
    let needed = needed(pair);
    let mut entries = vec![a, b];
    if needed.iter().any(|(lines, _)| !lines.is_empty()) {
        entries.push((Mark::Line(NEEDED), told.plot_label(PlotLabel::NeededOnPhones).to_owned()));
    }
    entries.push((Mark::Line(BORROWED), told.plot_label(PlotLabel::BorrowedBelow).to_owned()));
    let top = frame::legend(canvas, heading.draw(canvas), &entries);
    let signed_in = pair.rows().map(|rows| in_steps(&rows, |row| figure(row, Measure::SignedIn)));
    let shown = signed_in.iter().chain(needed.iter().map(|(lines, _)| lines));
    let most = greatest(shown.flatten().flatten().map(|point| Some(point.1)));
    let y = Axis::amount(if most > 0.0 { most } else { LEAST_PEOPLE }, told.plot_label(PlotLabel::PeopleSignedIn));
    let [all, borrowed] = [Measure::SignedIn, Measure::Borrowed].map(|measure| pair.difference_of(measure));
    let reach =
        greatest(all.iter().chain(&borrowed).flatten().map(|point| Some(point.1.abs()))).max(LEAST_PEOPLE / 10.0);
    let below = Axis::around_zero(reach * 1.1, 6, told.plot_label(PlotLabel::DifferenceInPeople));
    let panels = Panels::below(top, [&y, &below], &[]);
    let x = day_axis(pair.floor);
    let plane = panels.draw_upper(canvas, &x, &y);
    signed_in.iter().zip([FIRST, SECOND]).for_each(|(lines, stroke)| curves(&plane, lines, stroke));
    needed.iter().for_each(|(lines, stroke)| curves(&plane, lines, *stroke));
    if most <= 0.0 {
        frame::nothing_to_show(canvas, panels.upper, told.plot_label(PlotLabel::NobodySignedIn));
    }
    let plane = frame::plane(canvas, panels.lower, &x, &below);
    frame::axes(canvas, &plane, panels.lower, &x, &below);
    plane.curve(&[(x.from, 0.0), (x.to, 0.0)], ZERO);
    curves(&plane, &all, SECOND);
    curves(&plane, &borrowed, BORROWED);
}

/// The people needed: one line if both floors need the same, else one of each.
fn needed(pair: &ArmPair) -> Vec<(Vec<Points>, Stroke)> {
    let [first, second] = pair.rows().map(|rows| in_steps(&rows, |row| row.staffing.needed.map(f64::from)));
    let of_second = (first != second).then_some((second, NEEDED_OF_SECOND));
    std::iter::once((first, NEEDED)).chain(of_second).collect()
}

/// What the chart says: how many more or fewer hours are worked.
fn staffing_finding<'p>(pair: &'p ArmPair) -> PairFinding<'p> {
    let [a, b] = &pair.labels;
    let hours = |measure: Measure| pair.found.get(measure).and_then(|c| c.difference).map_or(0.0, |d| d.mean);
    let (all, borrowed) = (hours(Measure::SignedInHours), hours(Measure::BorrowedHours));
    if all.abs() < 0.05 && borrowed.abs() < 0.05 {
        return PairFinding::SamePeople([a, b]);
    }
    PairFinding::TakesPeople { label: b, hours: all, borrowed }
}

fn curves(plane: &Plane, lines: &[Points], stroke: Stroke) {
    lines.iter().for_each(|line| plane.curve(line, stroke));
}

#[cfg(test)]
mod tests {
    use super::super::samples::half_hours;
    use super::super::samples_more;
    use super::*;

    fn titles(a: &[f64], b: &[f64]) -> Vec<String> {
        let sample = |rates: &[f64]| {
            let figures: Vec<_> =
                rates.iter().map(|rate| [(Measure::AnswerRate, *rate), (Measure::SignedIn, 10.0)]).collect();
            let rows: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
            half_hours(&rows, &[0.9])
        };
        let (first, second) = (sample(a), sample(b));
        let mut compared = samples_more::comparison(&first, &second);
        (compared.arms[0].label, compared.arms[1].label) = ("A".into(), "B".into());
        let charts = draw_comparison(&first.floor, &compared).flatten();
        charts.map(|chart| chart.title.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn the_title_names_the_interval_with_the_greatest_difference() {
        let said = &titles(&[0.9, 0.9, 0.9], &[0.92, 0.85, 0.91])[0];
        assert_eq!(said, "B surely answers more in 2 and less in 1 of 3 intervals; most at 10:30–11:00: -5.0 points");
    }

    #[test]
    fn nothing_sure_is_said_plainly() {
        assert_eq!(titles(&[], &[])[0], "B and A answer alike: in no interval do they differ for sure");
    }

    #[test]
    fn the_title_of_the_staffing_tells_the_hours() {
        assert_eq!(titles(&[0.9], &[0.9])[1], "B takes 4.5 fewer person-hours a day");
    }

    #[test]
    fn several_arms_have_charts_of_their_own() {
        assert_eq!(
            (compared_name("staffing", 0, 1), compared_name("staffing", 1, 2)),
            ("staffing".into(), "staffing-2".into())
        );
    }
}
