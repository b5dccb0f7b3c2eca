//! Base against reserve: what each base with its smallest reserve costs, and how often the reserve is called.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Stroke, page};
use super::fonts::Align;
use super::frame::{self, HEIGHT, Heading, LABEL, Mark};
use super::{Chart, words};
use crate::report::sizing::SizedFloor;
use crate::sizing::{ReservePoint, ReserveResults};
use crate::words::{SizePlotLabel, SizePlotWords};

const CURVE: Stroke = Stroke::solid(Ink::SKY, 3.0);
const POINT: Ink = Ink::SKY;
const CHEAPEST: Ink = Ink::ORANGE;
const FEWEST: Ink = Ink::BLUE;
const CALLED: Ink = Ink::SKY.tint(0.55);
/// Height of the strip of days on which the reserve is called, and the room above it.
const STRIP: f64 = 150.0;
const STRIP_GAP: f64 = 50.0;

/// Draws it; `None` if no reserve was asked for, or none is enough.
pub(super) fn chart(sized: &SizedFloor, told: &dyn SizePlotWords) -> Option<Chart> {
    let found = sized.reserve.as_ref()?;
    let (cheapest, alone) = (found.cheapest()?, found.curve.last()?);
    let saved = if alone.cost > 0.0 { 1.0 - cheapest.cost / alone.cost } else { 0.0 };
    let heading = Heading {
        finding: told.cheapest_reserve(cheapest.base, cheapest.reserve, (alone.base, saved)),
        drawn: told.size_plot_label(SizePlotLabel::BaseAndReserve).to_owned(),
        source: words::drawable(&sized.from.name),
    };
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, found, told));
    Some(Chart { name: "reserve".to_owned(), title: heading.finding, page })
}

fn draw(canvas: &Canvas, heading: &Heading, found: &ReserveResults, told: &dyn SizePlotWords) {
    let label = |label| told.size_plot_label(label);
    let entries = [
        (Mark::Line(CURVE), label(SizePlotLabel::SmallestReserve).to_owned()),
        (Mark::Surface(CHEAPEST), label(SizePlotLabel::CheapestBase).to_owned()),
        (Mark::Surface(FEWEST), label(SizePlotLabel::FewestAtWork).to_owned()),
        (Mark::Surface(CALLED), label(SizePlotLabel::DaysCalled).to_owned()),
    ];
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let curve = &found.curve;
    let least = |of: fn(&ReservePoint) -> f64| curve.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&ReservePoint) -> f64| curve.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let base = |point: &ReservePoint| f64::from(point.base);
    let x = bases(curve, label(SizePlotLabel::Base));
    let room = 0.15 * (most(|point| point.cost) - least(|point| point.cost)).max(1.0);
    let y =
        Axis::between(least(|point| point.cost), most(|point| point.cost) + room, 6, label(SizePlotLabel::CostADay));
    let called = Axis::amount(100.0 * most(|point| point.days_called).max(0.01), label(SizePlotLabel::Percent));
    let area = frame::data_area(below, HEIGHT, &y, &[]);
    let left = area.left.max(frame::data_area(0.0, 0.0, &called, &[]).left);
    let upper = Area { left, bottom: area.bottom - STRIP - STRIP_GAP, ..area };
    let plane = frame::plane(canvas, upper, &x, &y);
    frame::y_axis(canvas, &plane, upper, &y);
    frame::x_axis(canvas, &plane, upper, &x, false);
    plane.curve(&curve.iter().map(|point| (base(point), point.cost)).collect::<Vec<_>>(), CURVE);
    for point in curve {
        plane.dot((base(point), point.cost), 6.0, POINT);
        let (across, up) = plane.place((base(point), point.cost));
        canvas.text((across, up - 14.0), &format!("+{}", point.reserve), LABEL.align(Align::Centre), Ink::TEXT);
    }
    let marked = [(found.fewest_at_work(), FEWEST, 11.0), (found.cheapest(), CHEAPEST, 8.0)];
    for (point, ink, radius) in marked {
        point.into_iter().for_each(|point| plane.dot((base(point), point.cost), radius, ink));
    }
    let strip = Area { left, top: area.bottom - STRIP, ..area };
    let plane = frame::plane(canvas, strip, &x, &called);
    for point in curve {
        let (from, to, share) = (base(point) - 0.3, base(point) + 0.3, 100.0 * point.days_called);
        plane.surface(vec![(from, 0.0), (from, share), (to, share), (to, 0.0)], CALLED);
    }
    frame::axes(canvas, &plane, strip, &x, &called);
}

/// The bases with half a person on both sides, marked at whole ones.
fn bases(curve: &[ReservePoint], caption: &str) -> Axis {
    let (first, last) = (curve.first().map_or(0, |point| point.base), curve.last().map_or(0, |point| point.base));
    let every = ((last - first) / 16 + 1) as usize;
    let ticks = (first..=last).step_by(every).map(|base| (f64::from(base), base.to_string())).collect();
    Axis { from: f64::from(first) - 0.6, to: f64::from(last) + 0.6, ticks, caption: caption.to_owned(), is_cut: false }
}
