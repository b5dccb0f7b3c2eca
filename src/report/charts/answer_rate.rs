//! The answer rate over the day, with the spread of days and the target.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, LABEL, Mark};
use super::series::{between, day_axis, estimate, figure, through_middles, whole_floor};
use super::{Chart, words};
use crate::experiment::results::{IntervalRow, RunResults};
use crate::figures::Measure;
use crate::report::FloorShape;

const MEAN: Stroke = Stroke::solid(Ink::BLUE, 3.0);
const BAND: Ink = Ink::SKY.tint(0.35);
const TARGET: Stroke = Stroke::dashed(Ink::VERMILION, 2.0);

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let finding = finding(results);
    let drawn = format!("Answer rate in intervals of {}", words::duration(floor.interval.as_secs()));
    let heading = Heading::new(finding.clone(), &drawn, floor, results);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, floor, results));
    Chart { name: "answer_rate".to_owned(), title: finding, page }
}

fn draw(canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
    let rows = whole_floor(results);
    let bands = bands(&rows);
    let target = floor.answer_rate;
    let mut entries = vec![(Mark::Line(MEAN), "all days".to_owned())];
    if !bands.is_empty() {
        entries.push((Mark::Surface(BAND), "range of days (5th to 95th percentile)".to_owned()));
    }
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let x = day_axis(floor);
    let y = Axis::share(lowest_shown(&rows, target), 1.0, 7, "answer rate");
    let label: Vec<_> = target.iter().map(|target| format!("target {}", words::percent(*target))).collect();
    let area = frame::data_area(below, HEIGHT, &y, &label);
    let plane = frame::plane(canvas, area, &x, &y);
    for band in bands {
        plane.surface(band, BAND);
    }
    frame::axes(canvas, &plane, area, &x, &y);
    if let (Some(target), Some(label)) = (target, label.first()) {
        plane.curve(&[(x.from, target), (x.to, target)], TARGET);
        let height = plane.place((x.to, target)).1;
        canvas.text((area.right + 10.0, LABEL.baseline_centred_on(height)), label, LABEL, TARGET.ink);
    }
    let lines = through_middles(&rows, |row| figure(row, Measure::AnswerRate));
    for line in &lines {
        plane.curve(line, MEAN);
    }
    if lines.is_empty() {
        frame::nothing_to_show(canvas, area, "no calls, so no answer rate");
    }
}

/// Surfaces from the 5th to the 95th percentile of days.
fn bands(rows: &[&IntervalRow]) -> Vec<Vec<(f64, f64)>> {
    let spread = |row: &IntervalRow| estimate(row, Measure::AnswerRate).and_then(|e| e.p05.zip(e.p95));
    let lower = through_middles(rows, |row| spread(row).map(|band| band.0));
    let upper = through_middles(rows, |row| spread(row).map(|band| band.1));
    upper.iter().zip(&lower).map(|(upper, lower)| between(upper, lower)).collect()
}

/// A round share below everything drawn, and low enough for differences not to be blown up.
fn lowest_shown(rows: &[&IntervalRow], target: Option<f64>) -> f64 {
    let estimates = rows.iter().filter_map(|row| estimate(row, Measure::AnswerRate));
    let least = estimates.map(|e| e.p05.unwrap_or(1.0).min(e.mean)).chain(target).fold(0.8, f64::min);
    ((least * 20.0 + 1e-9).floor() / 20.0).max(0.0)
}

/// What the chart says.
fn finding(results: &RunResults) -> String {
    let rows = whole_floor(results);
    let answered = rows.iter().filter_map(|row| Some((figure(row, Measure::AnswerRate)?, *row)));
    let rates: Vec<_> = answered.collect();
    let Some((low, at)) = rates.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return "Nobody called, so there is no answer rate".to_owned();
    };
    if low >= 1.0 {
        return "Every caller is answered, at every time of day".to_owned();
    }
    if rates.iter().all(|(rate, _)| *rate <= 0.0) {
        return "No caller is answered, at any time of day".to_owned();
    }
    let low_point = format!("the weakest interval is {} with {}", words::interval(at), words::percent(low));
    match days_answer(&results.daily.column(Measure::AnswerRate)) {
        Some(days) if rates.len() == 1 => days,
        Some(days) => format!("{days}; {low_point}"),
        None => words::capitalised(&low_point),
    }
}

/// What most days reach: `9 days in 10 answer 93 % or more`; fewer than ten days are spoken of as all.
fn days_answer(rates: &[Option<f64>]) -> Option<String> {
    let mut rates: Vec<f64> = rates.iter().flatten().copied().filter(|rate| rate.is_finite()).collect();
    rates.sort_by(f64::total_cmp);
    let reached = words::percent_or_more(*rates.get(rates.len() / 10)?);
    Some(match rates.len() {
        1 => format!("The day answers {}", words::percent(rates[0])),
        2..=9 => format!("Every day answers {reached} or more"),
        _ => format!("9 days in 10 answer {reached} or more"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{half_hours, said};

    fn finding_of(rates: &[f64], daily: &[f64]) -> String {
        let figures: Vec<_> = rates.iter().map(|rate| [(Measure::AnswerRate, *rate)]).collect();
        let rows: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
        said(chart, &half_hours(&rows, daily))
    }

    #[test]
    fn the_title_names_what_9_days_in_10_reach_and_the_low_point() {
        let daily = [0.95, 0.93, 0.97, 0.85, 0.94, 0.96, 0.95, 0.94, 0.98, 0.99];
        let said = finding_of(&[0.95, 0.84, 0.97], &daily);
        assert_eq!(said, "9 days in 10 answer 93 % or more; the weakest interval is 10:30–11:00 with 84 %");
    }

    #[test]
    fn few_days_are_spoken_of_as_all_and_one_as_the_day() {
        let few = finding_of(&[0.95, 0.84], &[0.93, 0.9]);
        assert_eq!(few, "Every day answers 90 % or more; the weakest interval is 10:30–11:00 with 84 %");
        let one = finding_of(&[0.95, 0.84], &[0.93]);
        assert_eq!(one, "The day answers 93 %; the weakest interval is 10:30–11:00 with 84 %");
    }

    #[test]
    fn a_single_interval_is_no_low_point() {
        assert_eq!(finding_of(&[0.95], &[0.95]), "The day answers 95 %");
    }

    #[test]
    fn all_none_and_no_calls_have_sentences_of_their_own() {
        assert_eq!(finding_of(&[1.0, 1.0], &[1.0]), "Every caller is answered, at every time of day");
        assert_eq!(finding_of(&[0.0, 0.0], &[0.0]), "No caller is answered, at any time of day");
        assert_eq!(finding_of(&[], &[]), "Nobody called, so there is no answer rate");
        assert_eq!(finding_of(&[0.9, 0.8], &[]), "The weakest interval is 10:30–11:00 with 80 %");
    }

    #[test]
    fn the_axis_begins_at_a_round_share_below_everything_drawn() {
        let sample = half_hours(&[&[(Measure::AnswerRate, 0.72)], &[(Measure::AnswerRate, 0.95)]], &[0.9]);
        let rows = whole_floor(&sample.results);
        assert!((lowest_shown(&rows, None) - 0.7).abs() < 1e-9);
        assert!((lowest_shown(&rows[1..], Some(0.9)) - 0.8).abs() < 1e-9);
        assert!((lowest_shown(&rows, Some(0.33)) - 0.3).abs() < 1e-9);
    }
}
