//! Ladders by the hours they borrow and the service they give, the scenario's own among them.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, page};
use super::frame::{self, HEIGHT, Heading, Mark};
use super::{Chart, words};
use crate::report::knobs::{KnobsReport, is_share};

const FRONT: Ink = Ink::SKY;
const OWN: Ink = Ink::ORANGE;

/// Draws the front.
pub fn draw_knobs(report: &KnobsReport) -> Vec<Chart> {
    let is_on_front = report.found.own().is_some_and(|own| own.is_on_front);
    let finding = if is_on_front {
        "No ladder that was tried is better than the scenario's own".to_owned()
    } else {
        "Other ladders are better than the scenario's own in one thing and as good in all".to_owned()
    };
    let drawn = "Service and borrowed hours of ladders with the same callers".to_owned();
    let source = words::drawable(&report.from.name).to_string();
    let heading = Heading { finding: finding.clone(), drawn, source };
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, report));
    vec![Chart { name: "ladders".to_owned(), title: finding, page }]
}

fn draw(canvas: &Canvas, heading: &Heading, report: &KnobsReport) {
    let entries = [
        (Mark::Surface(FRONT), "ladders that none beats".to_owned()),
        (Mark::Surface(OWN), "the scenario's own".to_owned()),
    ];
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let points = &report.found.points;
    let in_percent = is_share(&report.found.goal);
    let service = |value: f64| if in_percent { 100.0 * value } else { value };
    let most = points.iter().map(|point| point.borrowed_hours).fold(0.0, f64::max);
    let least = points.iter().map(|point| service(point.service)).fold(f64::INFINITY, f64::min);
    let best = points.iter().map(|point| service(point.service)).fold(f64::NEG_INFINITY, f64::max);
    let x = Axis::between(0.0, most.max(0.1), 12, "borrowed hours a day");
    let y = Axis::between(least, best, 8, if in_percent { "service, percent" } else { "service" });
    let area = frame::data_area(below, HEIGHT, &y, &[]);
    let plane = frame::plane(canvas, area, &x, &y);
    frame::axes(canvas, &plane, area, &x, &y);
    for point in points {
        let (ink, radius) = if point.knobs.is_none() { (OWN, 9.0) } else { (FRONT, 6.0) };
        plane.dot((point.borrowed_hours, service(point.service)), radius, ink);
    }
}
