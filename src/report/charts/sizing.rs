//! What sizing found beside what the scenario has: people by interval, and what they give.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, Mark};
use super::series::{above, day_axis};
use super::{Chart, tornado, words};
use crate::cover::CoveredInterval;
use crate::report::FloorShape;
use crate::report::shifts::ShiftsReport;
use crate::report::sizing::SizedFloor;
use crate::sizing::SizedInterval;
use crate::units::SimTime;
use crate::words::{Drawing, PlotFinding, PlotLabel};

const NEEDED: Ink = Ink::SKY.tint(0.55);
const PLANNED: Stroke = Stroke::solid(Ink::ORANGE, 3.0);

/// Draws people required and people whom the scenario has, and what they would come to if something were otherwise, if that was asked.
pub fn draw_sizing(floor: &FloorShape, sized: &SizedFloor) -> Vec<Chart> {
    let heading = heading(floor, &finding(&sized.found.intervals), Drawing::Sizing);
    let row =
        |row: &SizedInterval| PeopleRow { start: row.start, end: row.end, people: row.people, planned: row.planned };
    let rows: Vec<PeopleRow> = sized.found.intervals.iter().map(row).collect();
    let labels = [PlotLabel::Required, PlotLabel::InTheScenario];
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, (floor, &rows), labels));
    let required = Chart { name: "required".to_owned(), title: heading.finding, page };
    std::iter::once(required).chain(tornado::chart(sized, floor.language.size_plots())).collect()
}

/// Draws people needed and people whom the shifts bring; nothing where there are none.
pub fn draw_shifts(floor: &FloorShape, made: &ShiftsReport) -> Vec<Chart> {
    let Some(found) = made.covering() else { return Vec::new() };
    let rules = &made.found.rules;
    let row = |(i, row): (usize, &CoveredInterval)| {
        let start = rules.open + rules.interval * i as i64;
        let (people, planned) = (row.needed.iter().sum(), row.present.iter().sum());
        PeopleRow { start, end: start + rules.interval, people, planned }
    };
    let rows: Vec<PeopleRow> = found.intervals.iter().enumerate().map(row).collect();
    let short = found.intervals.iter().filter(|row| row.missing > 0).count();
    let heading = heading(floor, &PlotFinding::Covered { short, of: rows.len() }, Drawing::Cover);
    let labels = [PlotLabel::NeededPeople, PlotLabel::OnShift];
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, (floor, &rows), labels));
    vec![Chart { name: "cover".to_owned(), title: heading.finding, page }]
}

fn heading(floor: &FloorShape, finding: &PlotFinding<'_>, drawing: Drawing) -> Heading {
    let told = floor.language.plots();
    let source = words::drawable(&floor.name);
    Heading { finding: told.finding(finding), drawn: told.drawing(drawing), source }
}

/// People of an interval: who is needed, and who is there.
struct PeopleRow {
    start: SimTime,
    end: SimTime,
    people: u32,
    planned: u32,
}

fn draw(canvas: &Canvas, heading: &Heading, (floor, rows): (&FloorShape, &[PeopleRow]), labels: [PlotLabel; 2]) {
    let told = floor.language.plots();
    let [needed, there] = labels.map(|label| told.plot_label(label));
    let entries = [(Mark::Surface(NEEDED), needed.to_owned()), (Mark::Line(PLANNED), there.to_owned())];
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let most = rows.iter().map(|row| row.people.max(row.planned)).max().unwrap_or(0);
    let (x, y) = (day_axis(floor), Axis::amount(f64::from(most.max(1)), told.plot_label(PlotLabel::People)));
    let area = frame::data_area(below, HEIGHT, &y, &[]);
    let plane = frame::plane(canvas, area, &x, &y);
    let steps = |people: fn(&PeopleRow) -> u32| {
        let level = |row: &PeopleRow| {
            let people = f64::from(people(row));
            [(row.start.as_secs(), people), (row.end.as_secs(), people)]
        };
        rows.iter().flat_map(level).collect::<Vec<(f64, f64)>>()
    };
    plane.surface(above(&steps(|row| row.people), 0.0), NEEDED);
    frame::axes(canvas, &plane, area, &x, &y);
    plane.curve(&steps(|row| row.planned), PLANNED);
}

/// Where the scenario has too few, or else too many.
fn finding(rows: &[SizedInterval]) -> PlotFinding<'static> {
    let short = rows.iter().filter(|row| row.planned < row.people).count();
    let over = rows.iter().filter(|row| row.planned > row.people).count();
    PlotFinding::Sized { short, over, of: rows.len() }
}
