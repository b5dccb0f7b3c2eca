//! Waits over the day: the percentile that the target speaks of, mean and median; without a target the 90th and 95th percentile.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Plane, Stroke, page};
use super::frame::{self, HEIGHT, Heading, LABEL, Mark};
use super::series::{Points, day_axis, estimate, figure, greatest, in_steps, whole_floor};
use super::{Chart, words};
use crate::experiment::results::{IntervalRow, RunResults, TargetWaits};
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::units::Span;
use crate::words::{AskedShare, Drawing, PlotFinding, PlotLabel, WaitsFinding};

const MEAN: Stroke = Stroke::solid(Ink::TEXT, 3.0);
const MEDIAN: Stroke = Stroke::solid(Ink::SKY, 3.0);
const LONGEST: Stroke = Stroke::solid(Ink::VERMILION, 3.0);
/// Measure, name and line without a target, from the longest wait to the shortest.
const USUAL: [(Measure, PlotLabel, Stroke); 2] = [
    (Measure::WaitP95, PlotLabel::Percentile95, LONGEST),
    (Measure::WaitP90, PlotLabel::Percentile90, Stroke::solid(Ink::ORANGE, 3.0)),
];
const ALWAYS: [(Measure, PlotLabel, Stroke); 2] =
    [(Measure::Asa, PlotLabel::MeanWait, MEAN), (Measure::WaitP50, PlotLabel::Median, MEDIAN)];
/// Where fewer are answered than the target asks for, however long they wait.
const FEWER: Ink = Ink::VERMILION.tint(0.22);
const TARGET: Stroke = Stroke::dashed(Ink::QUIET, 2.0);
/// Least distance between two labels, one above the other.
const LABEL_APART: f64 = 22.0;

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let heading =
        Heading::new(&PlotFinding::Waits(finding(floor, results)), Drawing::Waits(floor.interval), floor, results);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, floor, results));
    Chart { name: "waits".to_owned(), title: heading.finding, page }
}

/// A line of the chart: how it is called and drawn, and where it goes.
struct WaitLine {
    name: String,
    stroke: Stroke,
    points: Vec<Points>,
}

fn draw(canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
    let told = floor.language.plots();
    let (rows, lines) = (whole_floor(results), lines(floor, results));
    let fewer = fewer_answered(results);
    let mut entries: Vec<_> = lines.iter().map(|line| (Mark::Line(line.stroke), line.name.clone())).collect();
    if let Some(asked) = asked(results).filter(|_| !fewer.is_empty()) {
        entries.push((Mark::Surface(FEWER), told.fewer_answered(asked)));
    }
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let targets = targets(floor, results);
    let longest = greatest(lines.iter().flat_map(|line| line.points.iter().flatten().map(|point| Some(point.1))));
    let x = day_axis(floor);
    let y = Axis::wait(targets.iter().map(|(wait, _)| *wait).reduce(f64::max).unwrap_or(10.0).max(longest), told);
    let labels: Vec<_> = targets.iter().map(|(_, label)| label.clone()).collect();
    let area = frame::data_area(below, HEIGHT, &y, &labels);
    let plane = frame::plane(canvas, area, &x, &y);
    for row in fewer {
        let (from, to) = (row.start.as_secs(), row.end.as_secs());
        plane.surface(vec![(from, 0.0), (from, y.to), (to, y.to), (to, 0.0)], FEWER);
    }
    frame::axes(canvas, &plane, area, &x, &y);
    draw_targets(canvas, &plane, (x.from, x.to), area.right, targets);
    for line in lines.iter().rev() {
        line.points.iter().for_each(|points| plane.curve(points, line.stroke));
    }
    if rows.is_empty() || lines.iter().all(|line| line.points.is_empty()) {
        frame::nothing_to_show(canvas, area, told.plot_label(PlotLabel::NoWaits));
    }
}

fn draw_targets(canvas: &Canvas, plane: &Plane, (from, to): (f64, f64), right: f64, targets: Vec<(f64, String)>) {
    let mut above = f64::INFINITY;
    for (wait, label) in targets {
        plane.curve(&[(from, wait), (to, wait)], TARGET);
        // Labels of targets that are nearly the same stand one above the other.
        above = plane.place((to, wait)).1.min(above - LABEL_APART);
        canvas.text((right + 10.0, LABEL.baseline_centred_on(above)), &label, LABEL, TARGET.ink);
    }
}

/// From the longest wait to the shortest.
fn lines(floor: &FloorShape, results: &RunResults) -> Vec<WaitLine> {
    let (told, rows) = (floor.language.plots(), whole_floor(results));
    let measured = |(measure, label, stroke): &(Measure, PlotLabel, Stroke)| WaitLine {
        name: told.plot_label(*label).to_owned(),
        stroke: *stroke,
        points: in_steps(&rows, |row| figure(row, *measure)),
    };
    let mut lines: Vec<WaitLine> = match asked(results) {
        Some(asked) => {
            let points = in_steps(&rows, |row| wait_of_target(results, row));
            vec![WaitLine { name: told.wait_of_share(asked), stroke: LONGEST, points }]
        }
        None => USUAL.iter().map(measured).collect(),
    };
    lines.extend(ALWAYS.iter().map(measured));
    lines
}

/// What the target speaks of, if its waits are known.
fn asked(results: &RunResults) -> Option<AskedShare> {
    let TargetWaits { share, of_offered, .. } = *results.target_waits.as_ref()?;
    Some(AskedShare { share, of_offered })
}

/// Within how long the share of the target is answered in an interval.
fn wait_of_target(results: &RunResults, row: &IntervalRow) -> Option<f64> {
    let at = results.whole_floor().position(|one| one.start == row.start)?;
    results.target_waits.as_ref()?.by_interval.get(at).copied().flatten().map(Span::as_secs)
}

/// The intervals with calls of which a smaller share is answered at all than the target asks for.
fn fewer_answered(results: &RunResults) -> Vec<&IntervalRow> {
    let Some(waits) = &results.target_waits else { return Vec::new() };
    let rows = whole_floor(results).into_iter().zip(&waits.by_interval);
    let fewer = rows.filter(|(row, wait)| wait.is_none() && estimate(row, Measure::AnswerRate).is_some());
    fewer.map(|(row, _)| row).collect()
}

/// The targets that are waits, the shortest first, and what they are called.
fn targets(floor: &FloorShape, results: &RunResults) -> Vec<(f64, String)> {
    let told = floor.language.plots();
    let level = floor.within.map(|within| {
        let (_, _, share) = results.level_asked();
        (within.as_secs(), told.target_wait(within.as_secs(), share))
    });
    let asa = results.targets.iter().find(|target| target.measure == Measure::Asa);
    let asa = asa.map(|asa| (asa.target, told.target_asa(asa.target)));
    let mut all: Vec<_> = level.into_iter().chain(asa).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

/// What the chart says.
fn finding(floor: &FloorShape, results: &RunResults) -> WaitsFinding {
    let rows = whole_floor(results);
    let longest = |wait: &dyn Fn(&IntervalRow) -> Option<f64>| {
        let waits = rows.iter().filter_map(|row| Some((wait(row)?, *row)));
        waits.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.start.cmp(&a.1.start)))
    };
    let Some(asked) = asked(results) else {
        return match longest(&|row| figure(row, Measure::WaitP95)) {
            None => WaitsFinding::NoWaits,
            Some((p95, _)) if p95 <= 0.0 => WaitsFinding::HardlyAnyWait,
            Some((p95_s, at)) => {
                WaitsFinding::LongestWaits { at: words::interval(at), p95_s, asa_s: figure(at, Measure::Asa) }
            }
        };
    };
    let fewer = fewer_answered(results);
    let known = |row: &&IntervalRow| Some((figure(row, Measure::AnswerRate)?, words::interval(row)));
    let worst = fewer.iter().filter_map(known).min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((rate, at)) = worst {
        return WaitsFinding::FewerAnswered { asked, fewer: fewer.len(), of: rows.len(), at, rate };
    }
    match longest(&|row| wait_of_target(results, row)) {
        None => WaitsFinding::NoWaits,
        Some((wait, _)) if wait <= 0.0 => WaitsFinding::AskedAtOnce(asked),
        Some((wait_s, at)) => WaitsFinding::LongestForAsked {
            asked,
            at: words::interval(at),
            wait_s,
            within: floor.within,
            asa_s: figure(at, Measure::Asa),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{Sample, half_hours, said};

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

    /// Half hours with so many answered, of whom the share asked for within so long.
    fn with_target(rows: &[(f64, Option<f64>)]) -> Sample {
        let figures: Vec<_> =
            rows.iter().map(|(rate, _)| [(Measure::AnswerRate, *rate), (Measure::Asa, 9.0)]).collect();
        let figures: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
        let mut sample = half_hours(&figures, &[0.9]);
        let by_interval = rows.iter().map(|(_, wait)| wait.map(Span::from_secs_f64)).collect();
        sample.results.target_waits = Some(TargetWaits { share: 0.8, of_offered: true, by_interval });
        sample
    }

    #[test]
    fn with_a_target_its_percentile_is_drawn_and_named() {
        let sample = with_target(&[(0.95, Some(12.0)), (0.9, Some(70.0))]);
        assert_eq!(
            said(chart, &sample),
            "Waits are longest at 10:30–11:00: 80 % of callers are answered within 1 min 10 s (30 s asked for); \
             the mean (ASA) is then 9 s"
        );
        let names: Vec<String> =
            lines(&sample.floor, &sample.results).into_iter().map(|l| l.name.replace('\u{a0}', " ")).collect();
        assert_eq!(names, ["80 % of callers are answered within", "mean (ASA)", "median"]);
        let at_once = with_target(&[(0.95, Some(0.0))]);
        assert_eq!(said(chart, &at_once), "At every time of day at least 80 % of callers are answered at once");
    }

    #[test]
    fn where_fewer_are_answered_than_are_asked_for_it_is_said() {
        let sample = with_target(&[(0.95, Some(12.0)), (0.61, None), (0.7, None)]);
        assert_eq!(
            said(chart, &sample),
            "In 2 of 3 intervals fewer than 80 % of callers are answered, however long they wait; fewest at 10:30–11:00: 61 %"
        );
        assert_eq!(fewer_answered(&sample.results).len(), 2);
    }
}
