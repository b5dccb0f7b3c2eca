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

const NEEDED: Ink = Ink::SKY.tint(0.55);
const PLANNED: Stroke = Stroke::solid(Ink::ORANGE, 3.0);

/// Draws people required and people whom the scenario has, and what they would come to if something were otherwise, if that was asked.
pub fn draw_sizing(floor: &FloorShape, sized: &SizedFloor) -> Vec<Chart> {
    let finding = finding(&sized.found.intervals);
    let source = words::drawable(&floor.name).to_string();
    let heading = Heading { finding: finding.clone(), drawn: "People required and in the scenario".to_owned(), source };
    let row =
        |row: &SizedInterval| PeopleRow { start: row.start, end: row.end, people: row.people, planned: row.planned };
    let rows: Vec<PeopleRow> = sized.found.intervals.iter().map(row).collect();
    let page =
        page(HEIGHT, |canvas| draw(canvas, &heading, (floor, &rows), ["people required", "people in the scenario"]));
    let required = Chart { name: "required".to_owned(), title: finding, page };
    std::iter::once(required).chain(tornado::chart(sized)).collect()
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
    let of = words::counted(rows.len() as u64, "interval", "intervals");
    let finding = match short {
        0 => format!("Shifts cover the needs of all {of}"),
        short => format!("Too few people in {short} of {of}"),
    };
    let source = words::drawable(&floor.name).to_string();
    let heading = Heading { finding: finding.clone(), drawn: "People needed and on shift".to_owned(), source };
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, (floor, &rows), ["people needed", "people on shift"]));
    vec![Chart { name: "cover".to_owned(), title: finding, page }]
}

/// People of an interval: who is needed, and who is there.
struct PeopleRow {
    start: SimTime,
    end: SimTime,
    people: u32,
    planned: u32,
}

fn draw(canvas: &Canvas, heading: &Heading, (floor, rows): (&FloorShape, &[PeopleRow]), [needed, there]: [&str; 2]) {
    let entries = [(Mark::Surface(NEEDED), needed.to_owned()), (Mark::Line(PLANNED), there.to_owned())];
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let most = rows.iter().map(|row| row.people.max(row.planned)).max().unwrap_or(0);
    let (x, y) = (day_axis(floor), Axis::amount(f64::from(most.max(1)), "people"));
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
fn finding(rows: &[SizedInterval]) -> String {
    let short = rows.iter().filter(|row| row.planned < row.people).count();
    let over = rows.iter().filter(|row| row.planned > row.people).count();
    let of = words::counted(rows.len() as u64, "interval", "intervals");
    match (short, over) {
        (0, 0) => "The scenario has the people it needs in every interval".to_owned(),
        (0, over) => format!("More people than required in {over} of {of}, too few in none"),
        (short, over) => format!("Too few people in {short} of {of}, more than required in {over}"),
    }
}
