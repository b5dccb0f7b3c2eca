//! One day's callers waiting, moment by moment, over lanes that say when each rung is in force.

use super::axis::Axis;
use super::canvas::{Area, Canvas, HOLLOW, Ink, Plane, Stroke, WIDTH};
use super::fonts::{Align, Type};
use super::frame::{self, LABEL, MARGIN};
use super::series::{Points, above};
use super::words;
use crate::experiment::results::{DayTrace, Missing};
use crate::units::SimTime;
use crate::words::{PlotLabel, PlotWords};
use std::ops::Range;

pub(super) const CURVE: Stroke = Stroke::solid(Ink::BLUE, 1.75);
pub(super) const THRESHOLD: Stroke = Stroke::dashed(Ink::VERMILION, 1.5);
pub(super) const IN_FORCE: Ink = Ink::ORANGE;
pub(super) const EMPTY_HANDED: Ink = Ink::VERMILION;
pub(super) const LANE_NAME: Type = Type::plain(15.0);

const BELOW: Ink = Ink::SKY.tint(0.45);
const CAPTION: Type = Type::bold(18.0);
const TRACK: Ink = Ink::of(0xF4_F4_F4);
const LANE: f64 = 24.0;
const LANE_GAP: f64 = 12.0;
const SHORTEST_BAR: f64 = 2.0;
/// How much the curve's area is shaded when all rungs are in force.
const DEEPEST_SHADE: f64 = 0.35;
const LABEL_LINE: f64 = 21.0;
/// Changes nearer to each other than this, in units of the page, cannot be told apart.
const COLUMN: f64 = 1.5;

/// One row under the curve: a rung, or at the end of a long ladder all the rest of it.
pub(super) struct Lane {
    pub name: String,
    /// Indices of the rungs it stands for.
    pub rungs: Range<usize>,
}

/// What stands beside a threshold.
pub(super) struct ThresholdLabel {
    /// The number of callers waiting above which rungs are pulled.
    pub above: u32,
    /// What is said of it, line by line.
    pub lines: Vec<String>,
}

/// Where and how a day is drawn.
pub(super) struct DayPanel<'p> {
    /// The part of the page for the curve; the lanes are below it.
    pub area: Area,
    pub x: &'p Axis,
    pub y: &'p Axis,
    pub lanes: &'p [Lane],
    /// Thresholds, ascending.
    pub thresholds: &'p [ThresholdLabel],
    /// Whether the `x` axis gets its marks and caption.
    pub marked: bool,
    /// The words of its language.
    pub told: &'p dyn PlotWords,
}

impl DayPanel<'_> {
    /// Draws a day, or says that there is none.
    pub fn draw(&self, canvas: &Canvas, trace: Option<&DayTrace>) {
        let plane = frame::plane(canvas, self.area, self.x, self.y);
        let curve = trace.map(|trace| self.curve(&trace.waiting)).unwrap_or_default();
        let in_force = trace.map(|trace| trace.in_force.as_slice()).unwrap_or_default();
        self.shade(canvas, &plane, in_force);
        plane.surface(above(&curve, 0.0), BELOW);
        self.lane_tracks(canvas);
        self.axes(canvas, &plane);
        self.lane_bars(canvas, &plane, in_force);
        self.mark_empty_handed(canvas, &plane, trace.map(|trace| trace.empty_handed.as_slice()).unwrap_or_default());
        self.mark_thresholds(canvas, &plane);
        match trace {
            Some(trace) => {
                plane.curve(&curve, CURVE);
                self.caption(canvas, trace);
            }
            None => frame::nothing_to_show(canvas, self.area, self.told.plot_label(PlotLabel::NoDay)),
        }
    }

    /// Shades the area of the curve the deeper, the more rungs are in force.
    fn shade(&self, canvas: &Canvas, plane: &Plane, in_force: &[(usize, SimTime, SimTime)]) {
        let rungs = self.lanes.last().map_or(1, |lane| lane.rungs.end).max(3);
        for (from, to, depth) in depths(in_force) {
            let share = DEEPEST_SHADE * (depth as f64 / rungs as f64).min(1.0);
            let (left, right) = (self.across(plane, from), self.across(plane, to));
            canvas.surface(Area { left, right, ..self.area }, IN_FORCE.tint(share));
        }
    }

    fn lane_tracks(&self, canvas: &Canvas) {
        for (at, lane) in self.lanes.iter().enumerate() {
            let track = self.lane_area(at);
            canvas.surface(track, TRACK);
            let baseline = LANE_NAME.baseline_centred_on((track.top + track.bottom) / 2.0);
            canvas.text((self.area.left - 10.0, baseline), &lane.name, LANE_NAME.align(Align::Right), Ink::TEXT);
        }
    }

    fn axes(&self, canvas: &Canvas, plane: &Plane) {
        let Area { left, right, bottom, .. } = self.area;
        frame::y_axis(canvas, plane, self.area, self.y);
        let with_lanes = Area { bottom: bottom + lanes_height(self.lanes), ..self.area };
        frame::x_axis(canvas, plane, with_lanes, self.x, self.marked);
        canvas.line((left, bottom), (right, bottom), Stroke::solid(Ink::QUIET, 1.0));
    }

    fn lane_bars(&self, canvas: &Canvas, plane: &Plane, in_force: &[(usize, SimTime, SimTime)]) {
        for (rung, pulled, released) in in_force {
            let (left, right) = (self.across(plane, *pulled), self.across(plane, *released));
            if let Some(at) = self.lanes.iter().position(|lane| lane.rungs.contains(rung)) {
                let right = right.max(left + SHORTEST_BAR);
                canvas.surface(Area { left, right, ..self.lane_area(at) }, IN_FORCE);
            }
        }
    }

    /// Marks in the lanes when a rung could send nobody: hollow, as nothing came of it. Of marks that would cover each other the first
    /// is drawn.
    fn mark_empty_handed(&self, canvas: &Canvas, plane: &Plane, empty_handed: &[(usize, SimTime, Missing)]) {
        for (at, lane) in self.lanes.iter().enumerate() {
            let Area { top, bottom, .. } = self.lane_area(at);
            let mut free_from = f64::NEG_INFINITY;
            for (_, moment, missing) in empty_handed.iter().filter(|(rung, ..)| lane.rungs.contains(rung)) {
                let place = (self.across(plane, *moment), (top + bottom) / 2.0);
                if place.0 < free_from {
                    continue;
                }
                free_from = place.0 + 2.0 * HOLLOW;
                match missing {
                    Missing::People => canvas.ring(place, EMPTY_HANDED),
                    Missing::Seat => canvas.frame(place, EMPTY_HANDED),
                }
            }
        }
    }

    /// Draws a line at each threshold, and beside it what it is for, as far as there is room above what stands below.
    fn mark_thresholds(&self, canvas: &Canvas, plane: &Plane) {
        let Area { left, right, top, bottom } = self.area;
        let mut free_below = bottom + LABEL.size / 2.0;
        for ThresholdLabel { above, lines } in self.thresholds {
            let height = plane.place((self.x.to, f64::from(*above))).1;
            canvas.line((left, height), (right, height), THRESHOLD);
            // All lines if they fit above what stands below, else the first.
            let extra = (lines.len() - 1) as f64 * LABEL_LINE;
            let lowest = |extra: f64| height.min(free_below - LABEL_LINE / 2.0 - extra);
            let shown = if lowest(extra) >= top { lines.len() } else { 1 };
            let middle = lowest((shown - 1) as f64 * LABEL_LINE);
            if middle < top {
                continue;
            }
            canvas.line((right, height), (right + 8.0, middle), Stroke::solid(THRESHOLD.ink, 1.0));
            for (at, line) in lines[..shown].iter().enumerate() {
                let ink = if at == 0 { THRESHOLD.ink } else { Ink::TEXT };
                let place = (right + 10.0, LABEL.baseline_centred_on(middle + at as f64 * LABEL_LINE));
                canvas.text(place, line, LABEL, ink);
            }
            free_below = middle - LABEL_LINE / 2.0;
        }
    }

    /// Says which day it is and how it went.
    fn caption(&self, canvas: &Canvas, trace: &DayTrace) {
        let said = self.told.day(&words::drawable(&trace.label), trace.day, trace.answer_rate);
        let waiting = self.told.plot_label(PlotLabel::CallersWaiting);
        let left = self.area.left.max(MARGIN + frame::widest([waiting], LABEL) + 24.0);
        let fitted = frame::fitted(&said, CAPTION, WIDTH - MARGIN - left);
        canvas.text((left, self.area.top - frame::CAPTION), &fitted, CAPTION, Ink::TEXT);
    }

    /// The number waiting in steps. Of the changes within one column of the picture only the first, least, greatest
    /// and last are kept: no more can be seen.
    fn curve(&self, waiting: &[(SimTime, u32)]) -> Points {
        let (from, to) = (self.x.from, self.x.to);
        let columns = (self.area.right - self.area.left) / COLUMN;
        let column = |time: &SimTime| ((time.as_secs() - from) / (to - from) * columns) as i64;
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

    fn lane_area(&self, at: usize) -> Area {
        let top = self.area.bottom + LANE_GAP + at as f64 * LANE;
        Area { top: top + 3.0, bottom: top + LANE - 3.0, ..self.area }
    }

    /// Where a moment is on the page, or the nearest moment that is shown.
    fn across(&self, plane: &Plane, time: SimTime) -> f64 {
        plane.place((time.as_secs().clamp(self.x.from, self.x.to), 0.0)).0
    }
}

/// The height of the lanes under a curve.
pub(super) fn lanes_height(lanes: &[Lane]) -> f64 {
    if lanes.is_empty() { 0.0 } else { LANE_GAP + lanes.len() as f64 * LANE }
}

/// How many rungs are in force from when to when, leaving out when none is.
fn depths(in_force: &[(usize, SimTime, SimTime)]) -> Vec<(SimTime, SimTime, usize)> {
    let mut moments: Vec<SimTime> = in_force.iter().flat_map(|(_, pulled, released)| [*pulled, *released]).collect();
    moments.sort_unstable();
    moments.dedup();
    let depth =
        |from: SimTime| in_force.iter().filter(|(_, pulled, released)| (*pulled..*released).contains(&from)).count();
    let stretches = moments.windows(2).map(|pair| (pair[0], pair[1], depth(pair[0])));
    stretches.filter(|(_, _, depth)| *depth > 0).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> SimTime {
        SimTime::clock(9, minute)
    }

    #[test]
    fn rungs_in_force_together_are_counted() {
        let in_force = [(0, at(0), at(30)), (1, at(10), at(20)), (0, at(40), at(50))];
        let counted = [(at(0), at(10), 1), (at(10), at(20), 2), (at(20), at(30), 1), (at(40), at(50), 1)];
        assert_eq!(depths(&in_force), counted);
    }

    #[test]
    fn of_many_changes_at_one_place_the_first_least_greatest_and_last_are_kept() {
        let changes: Vec<_> = [4, 5, 9, 3, 2, 6, 7].into_iter().enumerate().map(|(i, n)| (at(i as i64), n)).collect();
        let kept: Vec<u32> = extremes(&changes).into_iter().map(|(_, number)| number).collect();
        assert_eq!(kept, [4, 9, 2, 7]);
        assert_eq!(extremes(&changes[..1]), changes[..1]);
    }
}
