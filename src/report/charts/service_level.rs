//! The service level over the day, with the spread of days and the target.

use super::canvas::page;
use super::frame::{HEIGHT, Heading};
use super::series::{figure, whole_floor};
use super::share_of_day::ShareOfDay;
use super::{Chart, words};
use crate::experiment::results::RunResults;
use crate::figures::{Measure, ServiceLevel};
use crate::report::FloorShape;
use crate::units::Span;
use crate::words::Language;

/// Draws it: that of the target, or within 20 s.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let target = results.targets.iter().find(|target| target.measure.within().is_some());
    let usual = Measure::ServiceLevel(ServiceLevel::of_offered(Span::from_secs(20)));
    let measure = target.map_or(usual, |target| target.measure);
    let within = words::duration(measure.within().unwrap_or(Span::from_secs(20)).as_secs());
    let finding = finding(measure, &within, results);
    let note = measure.service_level().map(|level| Language::English.page().note(level)).unwrap_or_default();
    let drawn =
        format!("Answered within {within}{note}, in intervals of {}", words::duration(floor.interval.as_secs()));
    let heading = Heading::new(finding.clone(), &drawn, floor, results);
    let target = target.map(|target| target.target);
    let share = ShareOfDay { measure, target, axis: "service level", nothing: "no calls, so no service level" };
    let page = page(HEIGHT, |canvas| share.draw(canvas, &heading, floor, results));
    Chart { name: "service_level".to_owned(), title: finding, page }
}

/// What the chart says.
fn finding(measure: Measure, within: &str, results: &RunResults) -> String {
    let rows = whole_floor(results);
    let levels = rows.iter().filter_map(|row| Some((figure(row, measure)?, *row)));
    match levels.min_by(|a, b| a.0.total_cmp(&b.0)) {
        None => "Nobody called, so there is no service level".to_owned(),
        Some((level, _)) if level >= 1.0 => format!("Every caller is answered within {within}, at every time of day"),
        Some((level, at)) => {
            format!("At worst {} are answered within {within}: {}", words::percent(level), words::interval(at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{half_hours, said};

    fn finding_of(levels: &[f64]) -> String {
        let within_20_s = Measure::ServiceLevel(ServiceLevel::of_offered(Span::from_secs(20)));
        let figures: Vec<_> = levels.iter().map(|level| [(within_20_s, *level)]).collect();
        let rows: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
        said(chart, &half_hours(&rows, &[]))
    }

    #[test]
    fn the_title_names_the_weakest_interval() {
        assert!(finding_of(&[0.9, 0.62, 0.8]).ends_with("10:30–11:00"), "{}", finding_of(&[0.9, 0.62, 0.8]));
        assert!(finding_of(&[0.9, 0.62]).starts_with("At worst 62 % are answered within 20"));
    }

    #[test]
    fn all_and_no_calls_have_sentences_of_their_own() {
        assert!(finding_of(&[1.0, 1.0]).starts_with("Every caller is answered within 20"));
        assert_eq!(finding_of(&[]), "Nobody called, so there is no service level");
    }
}
