//! A share of callers over the day, with the spread of days and the target.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke};
use super::frame::{self, HEIGHT, Heading, LABEL, Mark};
use super::series::{between, day_axis, estimate, figure, in_steps, whole_floor};
use crate::experiment::results::{IntervalRow, RunResults};
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::words::PlotLabel;

const MEAN: Stroke = Stroke::solid(Ink::BLUE, 3.0);
const BAND: Ink = Ink::SKY.tint(0.35);
const TARGET: Stroke = Stroke::dashed(Ink::VERMILION, 2.0);

/// Which share, and how it is called.
pub(super) struct ShareOfDay {
    pub measure: Measure,
    /// The share of a good day.
    pub target: Option<f64>,
    /// What the axis is called.
    pub axis: PlotLabel,
    /// What is said where there is nothing to show.
    pub nothing: PlotLabel,
}

impl ShareOfDay {
    /// Draws it.
    pub fn draw(&self, canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
        let told = floor.language.plots();
        let rows = whole_floor(results);
        let bands = self.bands(&rows);
        let mut entries = vec![(Mark::Line(MEAN), told.plot_label(PlotLabel::AllDays).to_owned())];
        if !bands.is_empty() {
            entries.push((Mark::Surface(BAND), told.plot_label(PlotLabel::RangeOfDays).to_owned()));
        }
        let below = frame::legend(canvas, heading.draw(canvas), &entries);
        let x = day_axis(floor);
        let y = Axis::share((self.lowest_shown(&rows), 1.0), 7, self.axis, told);
        let label: Vec<_> = self.target.iter().map(|target| told.target(*target)).collect();
        let area = frame::data_area(below, HEIGHT, &y, &label);
        let plane = frame::plane(canvas, area, &x, &y);
        for band in bands {
            plane.surface(band, BAND);
        }
        frame::axes(canvas, &plane, area, &x, &y);
        if let (Some(target), Some(label)) = (self.target, label.first()) {
            plane.curve(&[(x.from, target), (x.to, target)], TARGET);
            let height = plane.place((x.to, target)).1;
            canvas.text((area.right + 10.0, LABEL.baseline_centred_on(height)), label, LABEL, TARGET.ink);
        }
        let lines = in_steps(&rows, |row| figure(row, self.measure));
        for line in &lines {
            plane.curve(line, MEAN);
        }
        if lines.is_empty() {
            frame::nothing_to_show(canvas, area, told.plot_label(self.nothing));
        }
    }

    /// Surfaces from the 5th to the 95th percentile of days.
    fn bands(&self, rows: &[&IntervalRow]) -> Vec<Vec<(f64, f64)>> {
        let spread = |row: &IntervalRow| estimate(row, self.measure).and_then(|e| e.p05.zip(e.p95));
        let lower = in_steps(rows, |row| spread(row).map(|band| band.0));
        let upper = in_steps(rows, |row| spread(row).map(|band| band.1));
        upper.iter().zip(&lower).map(|(upper, lower)| between(upper, lower)).collect()
    }

    /// A round share below everything drawn, and low enough for differences not to be blown up.
    fn lowest_shown(&self, rows: &[&IntervalRow]) -> f64 {
        let estimates = rows.iter().filter_map(|row| estimate(row, self.measure));
        let least = estimates.map(|e| e.p05.unwrap_or(1.0).min(e.mean)).chain(self.target).fold(0.8, f64::min);
        ((least * 20.0 + 1e-9).floor() / 20.0).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::half_hours;

    #[test]
    fn the_axis_begins_at_a_round_share_below_everything_drawn() {
        let sample = half_hours(&[&[(Measure::AnswerRate, 0.72)], &[(Measure::AnswerRate, 0.95)]], &[0.9]);
        let rows = whole_floor(&sample.results);
        let share = |target| ShareOfDay {
            measure: Measure::AnswerRate,
            target,
            axis: PlotLabel::AnswerRate,
            nothing: PlotLabel::NoAnswerRate,
        };
        assert!((share(None).lowest_shown(&rows) - 0.7).abs() < 1e-9);
        assert!((share(Some(0.9)).lowest_shown(&rows[1..]) - 0.8).abs() < 1e-9);
        assert!((share(Some(0.33)).lowest_shown(&rows) - 0.3).abs() < 1e-9);
    }
}
