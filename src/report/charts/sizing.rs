//! What sizing found beside what the scenario has: people by interval, and what they give.

use super::axis::Axis;
use super::canvas::{Area, Canvas, Ink, Stroke, page};
use super::frame::{self, HEIGHT, Heading, Mark};
use super::series::{above, day_axis};
use super::staffing::{OVER, SHORT};
use super::{Chart, heat, reserve, tornado, words};
use crate::cover::CoveredInterval;
use crate::report::FloorShape;
use crate::report::shifts::ShiftsReport;
use crate::report::sizing::SizedFloor;
use crate::sizing::SizedInterval;
use crate::units::{SimTime, WallClock};
use crate::words::{Drawing, Language, PlotFinding, PlotLabel, PlotWords};

const NEEDED: Ink = Ink::SKY.tint(0.55);
/// Height of the strip of who is over and short, and the room above it.
const STRIP: f64 = 130.0;
const STRIP_GAP: f64 = 46.0;
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
    let more = floor.language.size_plots();
    let others = [heat::risk_of_day(sized, more), reserve::chart(sized, more), tornado::chart(sized, more)];
    std::iter::once(required).chain(others.into_iter().flatten()).collect()
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
    let x = Axis::clock(rules.open.as_secs(), rules.close().as_secs(), &WallClock::default(), 16, told);
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
    let mut entries = vec![(Mark::Surface(NEEDED), needed.to_owned()), (Mark::Line(PLANNED), there.to_owned())];
    let differs = rows.iter().any(|row| row.people != row.planned);
    if differs {
        let beyond = [(SHORT, PlotLabel::Short), (OVER, PlotLabel::Over)];
        entries.extend(beyond.map(|(ink, label)| (Mark::Surface(ink), told.plot_label(label).to_owned())));
    }
    let below = frame::legend(canvas, heading.draw(canvas), &entries);
    let most = rows.iter().map(|row| row.people.max(row.planned)).max().unwrap_or(0);
    let y = Axis::amount(f64::from(most.max(1)), told.plot_label(PlotLabel::People));
    let area = frame::data_area(below, HEIGHT, &y, &[]);
    let strip = strip_axis(rows, told);
    let left = area.left.max(frame::data_area(0.0, 0.0, &strip, &[]).left);
    let upper = match differs {
        true => Area { left, bottom: area.bottom - STRIP - STRIP_GAP, ..area },
        false => area,
    };
    let plane = frame::plane(canvas, upper, x, &y);
    let steps = |people: fn(&PeopleRow) -> u32| {
        let level = |row: &PeopleRow| {
            let people = f64::from(people(row));
            [(row.start.as_secs(), people), (row.end.as_secs(), people)]
        };
        rows.iter().flat_map(level).collect::<Vec<(f64, f64)>>()
    };
    plane.surface(above(&steps(|row| row.people), 0.0), NEEDED);
    frame::y_axis(canvas, &plane, upper, &y);
    frame::x_axis(canvas, &plane, upper, x, !differs);
    plane.curve(&steps(|row| row.planned), PLANNED);
    if differs {
        draw_strip(canvas, Area { left, top: area.bottom - STRIP, ..area }, (x, &strip), rows);
    }
}

/// From the most that are missing to the most that are not needed.
fn strip_axis(rows: &[PeopleRow], told: &dyn PlotWords) -> Axis {
    let least = rows.iter().map(PeopleRow::over).fold(0.0, f64::min);
    let most = rows.iter().map(PeopleRow::over).fold(0.0, f64::max);
    Axis::between(least, most.max(least + 1.0), 4, told.plot_label(PlotLabel::OverAndShort))
}

fn draw_strip(canvas: &Canvas, area: Area, (x, y): (&Axis, &Axis), rows: &[PeopleRow]) {
    let plane = frame::plane(canvas, area, x, y);
    for row in rows.iter().filter(|row| row.people != row.planned) {
        let (from, to, over) = (row.start.as_secs(), row.end.as_secs(), row.over());
        let ink = if over < 0.0 { SHORT } else { OVER };
        plane.surface(vec![(from, 0.0), (from, over), (to, over), (to, 0.0)], ink);
    }
    frame::axes(canvas, &plane, area, x, y);
}

impl PeopleRow {
    /// How many are there beyond those needed.
    fn over(&self) -> f64 {
        f64::from(self.planned) - f64::from(self.people)
    }
}

/// Where the scenario has too few, or else too many.
fn finding(rows: &[SizedInterval]) -> PlotFinding<'static> {
    let short = rows.iter().filter(|row| row.planned < row.people).count();
    let over = rows.iter().filter(|row| row.planned > row.people).count();
    PlotFinding::Sized { short, over, of: rows.len() }
}
