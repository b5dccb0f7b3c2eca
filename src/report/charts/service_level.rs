//! The service level over the day, with the spread of days and the target.

use super::canvas::page;
use super::frame::{HEIGHT, Heading};
use super::series::{figure, whole_floor};
use super::share_of_day::ShareOfDay;
use super::{Chart, words};
use crate::experiment::results::RunResults;
use crate::figures::{Measure, ServiceLevel};
use crate::report::FloorShape;
use crate::words::{Drawing, PlotFinding, PlotLabel};

/// Draws it: that of the target, or within 20 s.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let (_, level, target) = results.level_asked();
    let finding = finding(level, results);
    let heading = Heading::new(&finding, Drawing::ServiceLevel(level, floor.interval), floor, results);
    let share = ShareOfDay {
        measure: Measure::ServiceLevel(level),
        target,
        axis: PlotLabel::ServiceLevel,
        nothing: PlotLabel::NoServiceLevel,
    };
    let page = page(HEIGHT, |canvas| share.draw(canvas, &heading, floor, results));
    Chart { name: "service_level".to_owned(), title: heading.finding, page }
}

/// What the chart says.
fn finding(level: ServiceLevel, results: &RunResults) -> PlotFinding<'static> {
    let (measure, within) = (Measure::ServiceLevel(level), level.within);
    let rows = whole_floor(results);
    let levels = rows.iter().filter_map(|row| Some((figure(row, measure)?, *row)));
    match levels.min_by(|a, b| a.0.total_cmp(&b.0)) {
        None => PlotFinding::NoCalls(measure),
        Some((share, _)) if share >= 1.0 => PlotFinding::AllWithin(within),
        Some((share, at)) => PlotFinding::FewestWithin { within, at: words::interval(at), share },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::samples::{half_hours, said};
    use crate::units::Span;

    fn finding_of(levels: &[f64]) -> String {
        let within_20_s = Measure::ServiceLevel(ServiceLevel::of_offered(Span::from_secs(20)));
        let figures: Vec<_> = levels.iter().map(|level| [(within_20_s, *level)]).collect();
        let rows: Vec<&[(Measure, f64)]> = figures.iter().map(|row| row.as_slice()).collect();
        said(chart, &half_hours(&rows, &[]))
    }

    #[test]
    fn the_title_names_the_weakest_interval() {
        assert!(finding_of(&[0.9, 0.62, 0.8]).ends_with("10:30–11:00: 62 %"), "{}", finding_of(&[0.9, 0.62, 0.8]));
        assert!(finding_of(&[0.9, 0.62]).starts_with("Fewest are answered within 20 s at 10:30–11:00: 62 %"));
    }

    #[test]
    fn all_and_no_calls_have_sentences_of_their_own() {
        assert!(finding_of(&[1.0, 1.0]).starts_with("Every caller is answered within 20"));
        assert_eq!(finding_of(&[]), "Nobody called, so there is no service level");
    }
}
