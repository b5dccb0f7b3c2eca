//! Callers waiting on single days, with the rungs' thresholds and the time each rung is in force.

use super::axis::Axis;
use super::canvas::{Align, Area, Canvas, Ink, Plane, Stroke, Type, WIDTH, page};
use super::frame::{self, Heading, LABEL, MARGIN, Mark};
use super::series::{Line, above};
use super::{Chart, words};
use crate::experiment::results::{DayTrace, RunResults};
use crate::model::{Floor, Rung};
use crate::units::{SimTime, Span};

const CURVE: Stroke = Stroke::solid(Ink::BLUE, 1.75);
const BELOW: Ink = Ink::SKY.cover(0.35);
const THRESHOLD: Stroke = Stroke::dashed(Ink::VERMILION, 1.5);
const IN_FORCE: Ink = Ink::ORANGE;
/// How much the curve's area is shaded when all rungs are in force.
const DEEPEST_SHADE: f64 = 0.35;
const LABEL_LINE: f64 = 22.0;
/// A label stands no farther than this from its line.
const FARTHEST_LABEL: f64 = 30.0;
const PANEL_GAP: f64 = 14.0;
/// Changes nearer to each other than this, in units of the page, cannot be told apart.
const COLUMN: f64 = 1.5;
const TRACK: Ink = Ink::of(0xF4_F4_F4);
const LANE_NAME: Type = Type::plain(15.0);
const LANE: f64 = 24.0;
const LANE_GAP: f64 = 12.0;
const LANE_NAME_ROOM: f64 = 170.0;
const SHORTEST_BAR: f64 = 2.0;
const MOST_LANES: usize = 10;
const MOST_PANELS: usize = 2;
const PANEL: f64 = 265.0;
const WAITING: &str = "callers waiting";
/// Thresholds this far above the most callers ever waiting are left out: they would press the curve down.
const THRESHOLD_SHOWN_UP_TO: u32 = 3;
/// A day is shown at most so long, whenever its last caller goes.
const LONGEST_SHOWN: Span = Span::from_hours(72);

/// One row under the curve: a rung, or at the end of a long ladder all the rest of it.
struct Lane {
    name: String,
    rungs: std::ops::Range<usize>,
}

/// Draws it.
pub(super) fn chart(floor: &Floor, results: &RunResults) -> Chart {
    let finding = finding(floor, results);
    let traces = shown(results);
    let lanes = lanes(&floor.ladder.rungs);
    let heading = Heading::new(finding.clone(), "Callers waiting from moment to moment", floor, results);
    let panels = traces.len().max(1) as f64;
    let height = 230.0 + panels * (PANEL + lanes.len() as f64 * LANE);
    let svg = page(height, |canvas| draw(canvas, height, &heading, floor, traces, &lanes));
    Chart { name: "waiting".to_owned(), title: finding, svg }
}

fn draw(canvas: &Canvas, height: f64, heading: &Heading, floor: &Floor, traces: &[DayTrace], lanes: &[Lane]) {
    let mut entries = vec![(Mark::Line(CURVE), WAITING.to_owned())];
    if !lanes.is_empty() {
        entries.push((Mark::Line(THRESHOLD), "a rung's condition: more than so many wait".to_owned()));
        entries.push((Mark::Surface(IN_FORCE), "rung in force".to_owned()));
    }
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let (from, to) = time_shown(floor, traces);
    let x = Axis::clock(from.as_secs(), to.as_secs(), 16);
    let most = most_waiting(traces);
    let thresholds = thresholds(&floor.ladder.rungs, most);
    let highest = thresholds.last().copied().unwrap_or(0).max(most).max(4);
    let y = Axis::amount(f64::from(highest), WAITING);
    let parts = panel_areas(height, below, traces.len().max(1), lanes, &y, &thresholds);
    for (at, area) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let plane = panel(canvas, *area, &x, &y, lanes, last);
        mark_thresholds(canvas, &plane, *area, &x, &thresholds);
        match traces.get(at) {
            Some(trace) => draw_day(canvas, &plane, *area, &x, trace, lanes),
            None => frame::nothing_to_show(canvas, *area, "no day was recorded moment by moment"),
        }
    }
}

/// The areas of the curves, one under the other, each with room for its lanes.
fn panel_areas(height: f64, top: f64, count: usize, lanes: &[Lane], y: &Axis, thresholds: &[u32]) -> Vec<Area> {
    let names = frame::widest(lanes.iter().map(|lane| lane.name.as_str()), LANE_NAME);
    let labels: Vec<String> = thresholds.iter().map(|above| threshold_label(*above)).collect();
    let marks = frame::data_area(0.0, 0.0, y, &labels);
    let left = marks.left.max(MARGIN + names + 10.0);
    let each = (height - 70.0 - top) / count as f64;
    let area = |at: usize| {
        let start = top + at as f64 * each;
        let bottom = start + each - lanes_height(lanes) - if at + 1 < count { PANEL_GAP } else { 0.0 };
        Area { left, top: start + 40.0, right: marks.right, bottom }
    };
    (0..count).map(area).collect()
}

/// Draws one day's axes and empty lanes.
fn panel<'c, 'a>(
    canvas: &'c Canvas<'a>,
    area: Area,
    x: &Axis,
    y: &Axis,
    lanes: &[Lane],
    marked: bool,
) -> Plane<'c, 'a> {
    for (at, lane) in lanes.iter().enumerate() {
        let track = lane_area(area, at);
        canvas.surface(track, TRACK);
        let middle = LANE_NAME.baseline_centred_on((track.top + track.bottom) / 2.0);
        let right = LANE_NAME.align(Align::Right);
        canvas.text((area.left - 10.0, middle), &lane.name, right, Ink::TEXT);
    }
    let plane = frame::y_axis(canvas, area, (x.from, x.to), y);
    let with_lanes = Area { bottom: area.bottom + lanes_height(lanes), ..area };
    frame::x_axis(canvas, &plane, with_lanes, x, marked);
    if marked {
        let middle = (area.left + area.right) / 2.0;
        let centred = LABEL.align(Align::Centre);
        canvas.text((middle, with_lanes.bottom + 52.0), &x.caption, centred, Ink::QUIET);
    }
    canvas.line((area.left, area.bottom), (area.right, area.bottom), Stroke::solid(Ink::QUIET, 1.0));
    plane
}

fn lanes_height(lanes: &[Lane]) -> f64 {
    if lanes.is_empty() { 0.0 } else { LANE_GAP + lanes.len() as f64 * LANE }
}

fn lane_area(area: Area, at: usize) -> Area {
    let top = area.bottom + LANE_GAP + at as f64 * LANE;
    Area { top: top + 3.0, bottom: top + LANE - 3.0, ..area }
}

/// Draws a line at each threshold, and its label beside it unless labels below have taken the place.
fn mark_thresholds(canvas: &Canvas, plane: &Plane, area: Area, x: &Axis, thresholds: &[u32]) {
    let mut free_below = area.bottom;
    for above in thresholds {
        let height = plane.place((x.to, f64::from(*above))).1;
        canvas.line((area.left, height), (area.right, height), THRESHOLD);
        let middle = height.min(free_below);
        if height - middle <= FARTHEST_LABEL {
            let at = (area.right + 10.0, LABEL.baseline_centred_on(middle));
            canvas.text(at, &threshold_label(*above), LABEL, THRESHOLD.ink);
            free_below = middle - LABEL_LINE;
        }
    }
}

/// Draws what happened on one day.
fn draw_day(canvas: &Canvas, plane: &Plane, area: Area, x: &Axis, trace: &DayTrace, lanes: &[Lane]) {
    let shade = IN_FORCE.cover(DEEPEST_SHADE / lanes.len().max(3) as f64);
    for (rung, pulled, released) in &trace.in_force {
        let at = |time: &SimTime| plane.place((time.as_secs().clamp(x.from, x.to), 0.0)).0;
        let (left, right) = (at(pulled), at(released));
        canvas.surface(Area { left, right, ..area }, shade);
        if let Some(lane) = lanes.iter().position(|lane| lane.rungs.contains(rung)) {
            canvas.surface(Area { left, right: right.max(left + SHORTEST_BAR), ..lane_area(area, lane) }, IN_FORCE);
        }
    }
    let columns = ((area.right - area.left) / COLUMN) as usize;
    let curve = curve(&trace.waiting, (x.from, x.to), columns);
    plane.surface(above(&curve, 0.0), BELOW);
    plane.curve(&curve, CURVE);
    let kind = Type::bold(18.0);
    let left = area.left.max(MARGIN + frame::widest([WAITING], LABEL) + 24.0);
    canvas.text(
        (left, area.top - frame::CAPTION),
        &frame::fitted(&caption(trace), kind, WIDTH - MARGIN - left),
        kind,
        Ink::TEXT,
    );
}

/// Which day it is and how it went.
fn caption(trace: &DayTrace) -> String {
    let answered = trace.answer_rate.map(|rate| format!(": {} answered", words::percent(rate)));
    format!(
        "{} (day {}){}",
        words::capitalised(&words::drawable(&trace.label)),
        trace.day,
        answered.unwrap_or_default()
    )
}

/// The number waiting in steps between two moments. Of the changes within one column of the picture only the first,
/// least, greatest and last are kept: no more can be seen.
fn curve(waiting: &[(SimTime, u32)], (from, to): (f64, f64), columns: usize) -> Line {
    let column = |time: &SimTime| ((time.as_secs() - from) / (to - from) * columns as f64) as i64;
    let seen: Vec<_> = waiting.iter().filter(|(time, _)| (from..=to).contains(&time.as_secs())).copied().collect();
    let mut points = vec![(from, 0.0)];
    let mut before = 0.0;
    for (time, number) in seen.chunk_by(|a, b| column(&a.0) == column(&b.0)).flat_map(extremes) {
        points.push((time.as_secs(), before));
        before = f64::from(number);
        points.push((time.as_secs(), before));
    }
    points.push((to, before));
    points
}

/// The first, least, greatest and last of some changes, in order of time.
fn extremes(changes: &[(SimTime, u32)]) -> Vec<(SimTime, u32)> {
    let indices = 0..changes.len();
    let least = indices.clone().min_by_key(|i| changes[*i].1);
    let greatest = indices.clone().max_by_key(|i| changes[*i].1);
    let mut kept: Vec<usize> =
        [indices.clone().next(), least, greatest, indices.last()].into_iter().flatten().collect();
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|i| changes[i]).collect()
}

/// The days that are drawn.
fn shown(results: &RunResults) -> &[DayTrace] {
    &results.traces[..results.traces.len().min(MOST_PANELS)]
}

/// The opening hours, and after them as long as somebody waits or a rung is in force.
fn time_shown(floor: &Floor, traces: &[DayTrace]) -> (SimTime, SimTime) {
    let waiting_ends = traces.iter().filter_map(|trace| Some(trace.waiting.last()?.0));
    let released = traces
        .iter()
        .flat_map(|trace| trace.in_force.iter().map(|(_, _, released)| *released))
        .filter(|released| *released < SimTime::NEVER);
    let end = waiting_ends.chain(released).fold(floor.close, SimTime::max);
    (floor.open, end.min(floor.open + LONGEST_SHOWN))
}

fn most_waiting(traces: &[DayTrace]) -> u32 {
    traces.iter().flat_map(|trace| trace.waiting.iter().map(|(_, number)| *number)).max().unwrap_or(0)
}

/// The different numbers above which rungs are pulled, ascending, as far as they can be shown.
fn thresholds(rungs: &[Rung], most: u32) -> Vec<u32> {
    let limit = most.saturating_mul(THRESHOLD_SHOWN_UP_TO).max(12);
    let mut all: Vec<u32> = rungs.iter().map(|rung| rung.when.waiting_above).filter(|above| *above <= limit).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn threshold_label(above: u32) -> String {
    format!("above {above}")
}

fn lanes(rungs: &[Rung]) -> Vec<Lane> {
    let own = if rungs.len() > MOST_LANES { MOST_LANES - 1 } else { rungs.len() };
    let name = |rung: &Rung| frame::fitted(&words::drawable(&rung.name), LANE_NAME, LANE_NAME_ROOM);
    let mut lanes: Vec<Lane> =
        rungs[..own].iter().enumerate().map(|(at, rung)| Lane { name: name(rung), rungs: at..at + 1 }).collect();
    if own < rungs.len() {
        lanes.push(Lane { name: format!("{} more rungs", rungs.len() - own), rungs: own..rungs.len() });
    }
    lanes
}

/// What the chart says.
fn finding(floor: &Floor, results: &RunResults) -> String {
    let said: Vec<String> = shown(results).iter().map(|trace| day_finding(floor, trace)).collect();
    if said.is_empty() {
        "No day was recorded moment by moment".to_owned()
    } else {
        words::capitalised(&said.join("; "))
    }
}

fn day_finding(floor: &Floor, trace: &DayTrace) -> String {
    let most = most_waiting(std::slice::from_ref(trace));
    let callers = match most {
        0 => "nobody waits".to_owned(),
        1 => "at most 1 caller waits".to_owned(),
        more => format!("at most {} callers wait", words::count(more.into())),
    };
    let rungs = rungs_pulled(floor, trace).map_or(String::new(), |said| format!(", {said}"));
    format!("{}: {callers}{rungs}", words::drawable(&trace.label))
}

/// How much of the ladder is used; `None` without a ladder.
fn rungs_pulled(floor: &Floor, trace: &DayTrace) -> Option<String> {
    let all = floor.ladder.rungs.len();
    let pulled = (0..all).filter(|rung| trace.in_force.iter().any(|force| force.0 == *rung)).count();
    match (pulled, all) {
        (_, 0) => None,
        (0, _) => Some("no rung is pulled".to_owned()),
        (1, 1) => Some("the rung is pulled".to_owned()),
        (1, _) => Some(format!("1 of {all} rungs is pulled")),
        _ if pulled == all => Some(format!("all {all} rungs are pulled")),
        _ => Some(format!("{pulled} of {all} rungs are pulled")),
    }
}
