//! Figures of the intervals as lines over the day; what is undefined leaves a gap.

use super::axis::Axis;
use crate::experiment::results::{IntervalRow, RunResults};
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::stats::Estimate;

/// Points of a line, `(seconds since midnight, value)`.
pub(super) type Points = Vec<(f64, f64)>;

/// The rows of the whole floor, in order of time.
pub(super) fn whole_floor(results: &RunResults) -> Vec<&IntervalRow> {
    results.whole_floor().collect()
}

/// A figure of an interval, `None` where it is undefined or not a finite number.
pub(super) fn figure(row: &IntervalRow, measure: Measure) -> Option<f64> {
    estimate(row, measure).map(|estimate| estimate.mean)
}

/// The estimate of a figure, if its mean is a finite number.
pub(super) fn estimate(row: &IntervalRow, measure: Measure) -> Option<&Estimate> {
    row.measures.get(measure).filter(|estimate| estimate.mean.is_finite())
}

/// The greatest of some figures; 0 if there is none.
pub(super) fn greatest(figures: impl IntoIterator<Item = Option<f64>>) -> f64 {
    figures.into_iter().flatten().fold(0.0, f64::max)
}

/// The opening hours as an axis.
pub(super) fn day_axis(floor: &FloorShape) -> Axis {
    time_axis(floor, floor.open.as_secs(), floor.close.as_secs())
}

/// A stretch of time as an axis: by the clock, of several dates by these.
pub(super) fn time_axis(floor: &FloorShape, from: f64, to: f64) -> Axis {
    match floor.first_date {
        Some(first) => Axis::dates((from, to), &floor.clock, first, 16, floor.language.plots()),
        None => Axis::clock(from, to, &floor.clock, 16, floor.language.plots()),
    }
}

/// Lines level in each interval.
pub(super) fn in_steps(rows: &[&IntervalRow], value: impl Fn(&IntervalRow) -> Option<f64>) -> Vec<Points> {
    let level = |(row, value): &(&IntervalRow, f64)| [(row.start.as_secs(), *value), (row.end.as_secs(), *value)];
    runs(rows, value).iter().map(|run| run.iter().flat_map(level).collect()).collect()
}

/// The outline of the surface between an upper and a lower line.
pub(super) fn between(upper: &Points, lower: &Points) -> Points {
    upper.iter().chain(lower.iter().rev()).copied().collect()
}

/// The outline of the surface between a line and a level.
pub(super) fn above(line: &Points, level: f64) -> Points {
    let ends = [line.first(), line.last()].into_iter().flatten();
    let floor: Points = ends.map(|(x, _)| (*x, level)).collect();
    between(line, &floor)
}

/// Stretches of adjoining intervals in which the value is defined.
fn runs<'r>(rows: &[&'r IntervalRow], value: impl Fn(&IntervalRow) -> Option<f64>) -> Vec<Vec<(&'r IntervalRow, f64)>> {
    let mut runs: Vec<Vec<(&IntervalRow, f64)>> = Vec::new();
    for row in rows {
        let Some(value) = value(row).filter(|v| v.is_finite()) else { continue };
        match runs.last_mut().filter(|run| run.last().is_some_and(|(before, _)| before.end == row.start)) {
            Some(run) => run.push((row, value)),
            None => runs.push(vec![(row, value)]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::{FigureTable, Staffing};
    use crate::figures::Scope;
    use crate::units::{ClockPut, SimTime};

    fn row(hour: i64, asa: Option<f64>) -> IntervalRow {
        let estimate = asa.map(|mean| Estimate { mean, ..Estimate::default() });
        IntervalRow {
            put: ClockPut::default(),
            date: None,
            start: SimTime::clock(hour, 0),
            end: SimTime::clock(hour + 1, 0),
            scope: Scope::Floor,
            staffing: Staffing::default(),
            measures: FigureTable(vec![(Measure::Asa, estimate)]),
        }
    }

    fn lines(values: &[Option<f64>], draw: fn(&[&IntervalRow]) -> Vec<Points>) -> Vec<Points> {
        let rows: Vec<_> = values.iter().enumerate().map(|(hour, value)| row(hour as i64, *value)).collect();
        let rows: Vec<_> = rows.iter().collect();
        draw(&rows)
    }

    #[test]
    fn an_undefined_interval_leaves_a_gap_in_the_line() {
        let drawn = lines(&[Some(1.0), None, Some(3.0)], |rows| in_steps(rows, |row| figure(row, Measure::Asa)));
        assert_eq!(drawn.len(), 2);
        assert_eq!(drawn[1], [(7200.0, 3.0), (10800.0, 3.0)]);
    }

    #[test]
    fn a_figure_that_is_no_number_leaves_a_gap_too() {
        let drawn = lines(&[Some(f64::NAN), Some(2.0)], |rows| in_steps(rows, |row| figure(row, Measure::Asa)));
        assert_eq!(drawn, [vec![(3600.0, 2.0), (7200.0, 2.0)]]);
    }

    #[test]
    fn a_missing_interval_leaves_a_gap() {
        let rows = [row(8, Some(1.0)), row(10, Some(1.0))];
        let rows: Vec<_> = rows.iter().collect();
        assert_eq!(in_steps(&rows, |row| figure(row, Measure::Asa)).len(), 2);
    }
}
