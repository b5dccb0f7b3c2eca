//! Ladders by the hours they borrow and the service they give, the scenario's own among them.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, page};
use super::frame::{self, HEIGHT, Heading, Mark};
use super::{Chart, words};
use crate::report::knobs::{KnobsReport, is_share};
use crate::words::{Language, SizePlotLabel, SizePlotWords};

const FRONT: Ink = Ink::SKY;
const OWN: Ink = Ink::ORANGE;

/// Draws the front.
pub fn draw_knobs(report: &KnobsReport, language: Language) -> Vec<Chart> {
    let told = language.size_plots();
    let is_on_front = report.found.own().is_some_and(|own| own.is_on_front);
    let finding = if is_on_front { SizePlotLabel::NoneBeatsOwn } else { SizePlotLabel::OthersBeatOwn };
    let [finding, drawn] = [finding, SizePlotLabel::Ladders].map(|label| told.size_plot_label(label).to_owned());
    let source = words::drawable(&report.from.name).to_string();
    let heading = Heading { finding: finding.clone(), drawn, source };
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, report, told));
    vec![Chart { name: "ladders".to_owned(), title: finding, page }]
}

fn draw(canvas: &Canvas, heading: &Heading, report: &KnobsReport, told: &dyn SizePlotWords) {
    let label = |label| told.size_plot_label(label);
    let entries = [
        (Mark::Surface(FRONT), label(SizePlotLabel::UnbeatenLadders).to_owned()),
        (Mark::Surface(OWN), label(SizePlotLabel::OwnLadder).to_owned()),
    ];
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let points = &report.found.points;
    let in_percent = is_share(&report.found.goal);
    let service = |value: f64| if in_percent { 100.0 * value } else { value };
    let most = points.iter().map(|point| point.borrowed_hours).fold(0.0, f64::max);
    let least = points.iter().map(|point| service(point.service)).fold(f64::INFINITY, f64::min);
    let best = points.iter().map(|point| service(point.service)).fold(f64::NEG_INFINITY, f64::max);
    let x = Axis::between(0.0, most.max(0.1), 12, label(SizePlotLabel::BorrowedHours));
    let of_service = if in_percent { SizePlotLabel::ServiceInPercent } else { SizePlotLabel::Service };
    let y = Axis::between(least, best, 8, label(of_service));
    let area = frame::data_area(below, HEIGHT, &y, &[]);
    let plane = frame::plane(canvas, area, &x, &y);
    frame::axes(canvas, &plane, area, &x, &y);
    for point in points {
        let (ink, radius) = if point.knobs.is_none() { (OWN, 9.0) } else { (FRONT, 6.0) };
        plane.dot((point.borrowed_hours, service(point.service)), radius, ink);
    }
}
