//! The answer rate over the day, with the spread of days and the target.

use super::canvas::page;
use super::frame::{HEIGHT, Heading};
use super::series::{figure, whole_floor};
use super::share_of_day::ShareOfDay;
use super::{Chart, words};
use crate::experiment::results::RunResults;
use crate::figures::Measure;
use crate::report::FloorShape;
use crate::words::{DaysAnswer, Drawing, PlotFinding, PlotLabel};

/// Draws it.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let heading = Heading::new(&finding(results), Drawing::AnswerRate(floor.interval), floor, results);
    let share = ShareOfDay {
        measure: Measure::AnswerRate,
        target: floor.answer_rate,
        axis: PlotLabel::AnswerRate,
        nothing: PlotLabel::NoAnswerRate,
    };
    let page = page(HEIGHT, |canvas| share.draw(canvas, &heading, floor, results));
    Chart { name: "answer_rate".to_owned(), title: heading.finding, page }
}

/// What the chart says.
fn finding(results: &RunResults) -> PlotFinding<'static> {
    let rows = whole_floor(results);
    let rates: Vec<f64> = rows.iter().filter_map(|row| figure(row, Measure::AnswerRate)).collect();
    let worst = results.worst_interval().and_then(|row| Some((figure(row, Measure::AnswerRate)?, row)));
    let Some((low, at)) = worst else { return PlotFinding::NoCalls(Measure::AnswerRate) };
    if low >= 1.0 {
        return PlotFinding::AllAnswered;
    }
    if rates.iter().all(|rate| *rate <= 0.0) {
        return PlotFinding::NoneAnswered;
    }
    match days_answer(&results.daily.column(Measure::AnswerRate)) {
        Some(days) if rates.len() == 1 => PlotFinding::Days(days),
        days => PlotFinding::Worst { days, at: words::interval(at), rate: low },
    }
}

/// What most days reach; fewer than ten days are spoken of as all.
fn days_answer(rates: &[Option<f64>]) -> Option<DaysAnswer> {
    let mut rates: Vec<f64> = rates.iter().flatten().copied().filter(|rate| rate.is_finite()).collect();
    rates.sort_by(f64::total_cmp);
    let reached = *rates.get(rates.len() / 10)?;
    Some(match rates.len() {
        1 => DaysAnswer::TheDay(rates[0]),
        2..=9 => DaysAnswer::EveryDay(reached),
        _ => DaysAnswer::NineInTen(reached),
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
        assert_eq!(said, "9 days in 10 answer 93 % or more; the worst interval is 10:30–11:00 with 84 %");
    }

    #[test]
    fn few_days_are_spoken_of_as_all_and_one_as_the_day() {
        let few = finding_of(&[0.95, 0.84], &[0.93, 0.9]);
        assert_eq!(few, "Every day answers 90 % or more; the worst interval is 10:30–11:00 with 84 %");
        let one = finding_of(&[0.95, 0.84], &[0.93]);
        assert_eq!(one, "The day answers 93 %; the worst interval is 10:30–11:00 with 84 %");
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
        assert_eq!(finding_of(&[0.9, 0.8], &[]), "The worst interval is 10:30–11:00 with 80 %");
    }
}
