//! What sizing found beside what the scenario has: people by interval, and what they give.

use super::axis::Axis;
use super::canvas::{Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, Mark};
use super::series::{above, day_axis};
use super::{Chart, heat, tornado, words};
use crate::cover::CoveredInterval;
use crate::report::FloorShape;
use crate::report::shifts::ShiftsReport;
use crate::report::sizing::SizedFloor;
use crate::sizing::SizedInterval;
use crate::units::SimTime;
use crate::words::{Drawing, Language, PlotFinding, PlotLabel, PlotWords};

const NEEDED: Ink = Ink::SKY.tint(0.55);
const PLANNED: Stroke = Stroke::solid(Ink::ORANGE, 3.0);

/// Draws people required and people whom the scenario has, and what they would come to if something were otherwise, if that was asked.
pub fn draw_sizing(floor: &FloorShape, sized: &SizedFloor) -> Vec<Chart> {
    let told = floor.language.plots();
    let heading = heading((&floor.name, told), &finding(&sized.found.intervals), Drawing::Sizing);
    let row =
        |row: &SizedInterval| PeopleRow { start: row.start, end: row.end, people: row.people, planned: row.planned };
    let rows: Vec<PeopleRow> = sized.found.intervals.iter().map(row).collect();
    let labels = [PlotLabel::Required, PlotLabel::InTheScenario];
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, (&day_axis(floor), &rows), (labels, told)));
    let required = Chart { name: "required".to_owned(), title: heading.finding, page };
    std::iter::once(required).chain(tornado::chart(sized, floor.language.size_plots())).collect()
}

/// Draws people needed and people whom the shifts bring; nothing where there are none.
pub fn draw_shifts(made: &ShiftsReport, language: Language) -> Vec<Chart> {
    let Some(found) = made.found.one_day() else { return heat::draw_shifts_of_dates(made, language) };
    let (rules, told) = (&found.rules, language.plots());
    let Some(found) = found.covering() else { return Vec::new() };
    let row = |(i, row): (usize, &CoveredInterval)| {
        let start = rules.open + rules.interval * i as i64;
        let (people, planned) = (row.needed.iter().sum(), row.present.iter().sum());
        PeopleRow { start, end: start + rules.interval, people, planned }
    };
    let rows: Vec<PeopleRow> = found.intervals.iter().enumerate().map(row).collect();
    let short = found.intervals.iter().filter(|row| row.missing > 0).count();
    let finding = PlotFinding::Covered { short, of: rows.len() };
    let heading = heading((&made.name, told), &finding, Drawing::Cover);
    let labels = [PlotLabel::NeededPeople, PlotLabel::OnShift];
    let x = Axis::clock(rules.open.as_secs(), rules.close().as_secs(), 16, told);
    let page = page(HEIGHT, |canvas| draw(canvas, &heading, (&x, &rows), (labels, told)));
    vec![Chart { name: "cover".to_owned(), title: heading.finding, page }]
}

fn heading((name, told): (&str, &dyn PlotWords), finding: &PlotFinding<'_>, drawing: Drawing) -> Heading {
    Heading { finding: told.finding(finding), drawn: told.drawing(drawing), source: words::drawable(name) }
}

/// People of an interval: who is needed, and who is there.
struct PeopleRow {
    start: SimTime,
    end: SimTime,
    people: u32,
    planned: u32,
}

fn draw(
    canvas: &Canvas,
    heading: &Heading,
    (x, rows): (&Axis, &[PeopleRow]),
    (labels, told): ([PlotLabel; 2], &dyn PlotWords),
) {
    let [needed, there] = labels.map(|label| told.plot_label(label));
    let entries = [(Mark::Surface(NEEDED), needed.to_owned()), (Mark::Line(PLANNED), there.to_owned())];
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let most = rows.iter().map(|row| row.people.max(row.planned)).max().unwrap_or(0);
    let y = Axis::amount(f64::from(most.max(1)), told.plot_label(PlotLabel::People));
    let area = frame::data_area(below, HEIGHT, &y, &[]);
    let plane = frame::plane(canvas, area, x, &y);
    let steps = |people: fn(&PeopleRow) -> u32| {
        let level = |row: &PeopleRow| {
            let people = f64::from(people(row));
            [(row.start.as_secs(), people), (row.end.as_secs(), people)]
        };
        rows.iter().flat_map(level).collect::<Vec<(f64, f64)>>()
    };
    plane.surface(above(&steps(|row| row.people), 0.0), NEEDED);
    frame::axes(canvas, &plane, area, x, &y);
    plane.curve(&steps(|row| row.planned), PLANNED);
}

/// Where the scenario has too few, or else too many.
fn finding(rows: &[SizedInterval]) -> PlotFinding<'static> {
    let short = rows.iter().filter(|row| row.planned < row.people).count();
    let over = rows.iter().filter(|row| row.planned > row.people).count();
    PlotFinding::Sized { short, over, of: rows.len() }
}
