//! How the answer rate or a service level differs from day to day.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, Mark};
use super::series::greatest;
use crate::experiment::results::RunResults;
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::words::{Drawing, PlotFinding, PlotLabel, PlotWords};

const GOOD: Ink = Ink::BLUE;
const BAD: Ink = Ink::ORANGE;
const TARGET: Stroke = Stroke::dashed(Ink::VERMILION, 2.5);
/// Widths a bar may stand for, as shares.
const WIDTHS: [f64; 6] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05];
const MOST_BARS: f64 = 32.0;
/// Bars are as wide as if the days differed at least so much.
const LEAST_SPAN: f64 = 0.05;

/// Days whose answer rate lies in `from..to` (at 1: `from..=to`).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    from: f64,
    to: f64,
    days: u64,
}

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let rates = RatesOfDays {
        name: "daily_answer_rate",
        measure: Measure::AnswerRate,
        target: floor.answer_rate,
        axis: PlotLabel::RateOfADay,
        nothing: PlotLabel::NoAnswerRate,
        drawing: Drawing::RatesOfDays,
    };
    rates.chart(floor, results)
}

/// Which share of callers, and how it is called.
pub(super) struct RatesOfDays {
    /// What the chart is called.
    pub name: &'static str,
    pub measure: Measure,
    /// The share of a good day.
    pub target: Option<f64>,
    pub axis: PlotLabel,
    /// What is said where there is nothing to show.
    pub nothing: PlotLabel,
    pub drawing: Drawing,
}

impl RatesOfDays {
    /// Draws it.
    pub fn chart(&self, floor: &FloorShape, results: &RunResults) -> Chart {
        let heading = Heading::new(&self.finding(results), self.drawing, floor, results);
        let page = page(HEIGHT, |canvas| self.draw(canvas, &heading, floor, results));
        Chart { name: self.name.to_owned(), title: heading.finding, page }
    }

    fn draw(&self, canvas: &Canvas, heading: &Heading, floor: &FloorShape, results: &RunResults) {
        let told = floor.language.plots();
        let rates = self.rates(results);
        let target = self.target;
        let (bars, (from, to)) = bars(&rates, target);
        let heading_end = heading.draw(canvas);
        let below = match target {
            Some(target) => frame::legend(canvas, heading_end, &legend(target, told)),
            None => heading_end,
        };
        let x = Axis::share((from, to), 12, self.axis, told);
        let y = Axis::amount(
            greatest(bars.iter().map(|bar| Some(bar.days as f64))).max(4.0),
            told.plot_label(PlotLabel::Days),
        );
        let area = frame::data_area(below, HEIGHT, &y, &[]);
        let plane = frame::plane(canvas, area, &x, &y);
        frame::axes(canvas, &plane, area, &x, &y);
        let hair = (x.to - x.from) * 0.0012;
        for bar in &bars {
            let (left, right, top) = (bar.from + hair, bar.to - hair, bar.days as f64);
            let met = target.is_none_or(|target| bar.from >= target);
            plane.surface(vec![(left, 0.0), (left, top), (right, top), (right, 0.0)], if met { GOOD } else { BAD });
        }
        if let Some(target) = target {
            plane.curve(&[(target, 0.0), (target, y.to)], TARGET);
        }
        if bars.is_empty() {
            frame::nothing_to_show(canvas, area, told.plot_label(self.nothing));
        }
    }

    /// The shares of the days that have one.
    fn rates(&self, results: &RunResults) -> Vec<f64> {
        let known = results.daily.column(self.measure).into_iter().flatten();
        known.filter(|rate| (0.0..=1.0).contains(rate)).collect()
    }

    /// What the chart says.
    fn finding(&self, results: &RunResults) -> PlotFinding<'static> {
        let rates = self.rates(results);
        let Some(lowest) = rates.iter().copied().min_by(f64::total_cmp) else {
            return PlotFinding::NoDayRate(self.measure);
        };
        let within = self.measure.within();
        let judged = results.targets.iter().find(|target| target.measure == self.measure);
        match (judged, self.target) {
            (Some(judged), _) => {
                let (asked, share) = (judged.asked_share, judged.share_of_days.mean);
                PlotFinding::TargetMet { target: judged.target, within, asked, share, lowest }
            }
            (None, Some(target)) => {
                let met = rates.iter().filter(|rate| **rate >= target).count() as f64 / rates.len() as f64;
                PlotFinding::TargetMet { target, within, asked: None, share: met, lowest }
            }
            (None, None) => PlotFinding::HalfOfDays { median: median(rates), within, lowest },
        }
    }
}

fn legend(target: f64, told: &dyn PlotWords) -> [(Mark, String); 3] {
    [
        (Mark::Surface(GOOD), told.plot_label(PlotLabel::DaysMet).to_owned()),
        (Mark::Surface(BAD), told.plot_label(PlotLabel::DaysMissed).to_owned()),
        (Mark::Line(TARGET), told.target(target)),
    ]
}

/// Bars of equal width, one edge on the target so that each is wholly good or bad, and the part of the axis shown.
fn bars(rates: &[f64], target: Option<f64>) -> (Vec<Bar>, (f64, f64)) {
    if rates.is_empty() {
        return (Vec::new(), (0.0, 1.0));
    }
    let shown = || rates.iter().copied().chain(target);
    let (least, most) = (shown().fold(1.0, f64::min), shown().fold(0.0, f64::max));
    let origin = target.unwrap_or(0.0);
    let width = WIDTHS.into_iter().find(|width| (most - least).max(LEAST_SPAN) / width <= MOST_BARS).unwrap_or(0.05);
    let slot = |rate: f64| slot(rate, origin, width);
    let slots: Vec<i64> = rates.iter().map(|rate| slot(*rate)).collect();
    let (first, last) = (slot(least), slot(most));
    let at = |slot: i64| origin + slot as f64 * width;
    // Only with a target of all callers does a bar begin at 1; it is drawn beyond the end of the axis.
    let end = if at(last) >= 1.0 { 1.0 + width } else { 1.0 };
    let edge = |slot: i64| at(slot).clamp(0.0, end);
    let bar = |at: i64| {
        let days = slots.iter().filter(|slot| **slot == at).count() as u64;
        Bar { from: edge(at), to: edge(at + 1), days }
    };
    let bars = (first..=last).map(bar).filter(|bar| bar.days > 0).collect();
    (bars, (edge(first - 2), edge(last + 3)))
}

/// The bar a rate belongs to; 0 begins at `origin`. A rate of 1 belongs to the last bar below it.
fn slot(rate: f64, origin: f64, width: f64) -> i64 {
    let last = ((1.0 - origin) / width - 1e-6).ceil() as i64 - 1;
    let slot = ((rate - origin) / width + 1e-6).floor() as i64;
    let slot = slot.min(last.max(0));
    if rate < origin { slot.min(-1) } else { slot }
}

/// The greatest rate that at least half of the days reach.
fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{half_hours, said};

    #[test]
    fn the_title_names_the_share_of_days_that_meet_the_target() {
        let mut sample = half_hours(&[], &[0.95, 0.71, 0.93]);
        sample.results.targets[0].share_of_days.mean = 0.83;
        let said_of_it = said(chart, &sample);
        assert_eq!(said_of_it, "The target of 90 % is met on 83 % of days (90 % asked); the worst day answers 71 %");
    }

    #[test]
    fn no_day_and_every_day_are_said_in_words() {
        let mut sample = half_hours(&[], &[0.5]);
        sample.results.targets[0].share_of_days.mean = 0.0;
        sample.results.targets[0].asked_share = None;
        assert_eq!(said(chart, &sample), "The target of 90 % is met on no day; the worst day answers 50 %");
        sample.results.targets[0].share_of_days.mean = 1.0;
        assert!(said(chart, &sample).starts_with("The target of 90 % is met on every day;"));
    }

    #[test]
    fn without_a_judged_target_the_days_are_counted_and_without_a_target_the_median_is_named() {
        let mut sample = half_hours(&[], &[0.95, 0.71, 0.93, 0.9]);
        sample.results.targets.clear();
        assert_eq!(said(chart, &sample), "The target of 90 % is met on 75 % of days; the worst day answers 71 %");
        sample.floor.answer_rate = None;
        assert_eq!(said(chart, &sample), "Half of the days answer 93 % or more; the worst day answers 71 %");
    }

    #[test]
    fn days_without_calls_have_no_answer_rate() {
        assert_eq!(said(chart, &half_hours(&[], &[])), "Nobody called, so no day has an answer rate");
    }

    #[test]
    fn every_day_is_in_one_bar_and_no_bar_holds_good_and_bad_days() {
        let rates: Vec<f64> = (0..=1000).map(|n| f64::from(n) / 1000.0).collect();
        for target in [None, Some(0.9), Some(0.873), Some(1.0), Some(0.0)] {
            for part in [&rates[..], &rates[870..905], &rates[900..901], &rates[1000..]] {
                let (bars, _) = bars(part, target);
                assert_eq!(bars.iter().map(|bar| bar.days).sum::<u64>(), part.len() as u64, "{target:?}");
                assert!(bars.iter().all(|bar| bar.from < bar.to), "{target:?} {bars:?}");
                let good = part.iter().filter(|rate| target.is_none_or(|target| **rate >= target)).count() as u64;
                let shown = bars.iter().filter(|bar| target.is_none_or(|target| bar.from >= target));
                assert_eq!(shown.map(|bar| bar.days).sum::<u64>(), good, "{target:?}");
            }
        }
    }
}
