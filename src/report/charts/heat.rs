//! Heat maps: a row for each date, a cell for each interval of the clock.

use super::canvas::{Area, Canvas, Ink, Stroke, WIDTH, page};
use super::fonts::{Align, Fonts, Type};
use super::frame::{self, Heading, LABEL, MARGIN, Mark};
use super::{Chart, words};
use crate::report::sizing::SizedByDate;
use crate::sizing::{Goal, SizedDate};
use crate::units::{SimTime, Span};
use crate::words::{Language, SizePlotLabel, SizePlotWords};

const ROW: f64 = 40.0;
const NUMBER: Type = Type::plain(15.0).align(Align::Centre);
/// Room above the cells for the clock, and below them.
const CLOCK: f64 = 44.0;
const BELOW: f64 = 24.0;
/// More cells beside each other leave no room for clock times above each.
const MARKS: usize = 16;

/// Draws people by date and interval, and how sure each interval is to reach its target.
pub fn draw_dates(sized: &SizedByDate, language: Language) -> Vec<Chart> {
    let told = language.size_plots();
    let label = |label| told.size_plot_label(label);
    let dates = &sized.found.dates;
    let people = |date: &SizedDate, i: usize| date.people.get(i).map(|people| f64::from(*people));
    let most = dates.iter().map(|date| date.least_and_most().1).max().unwrap_or(0);
    let busiest = dates.iter().find(|date| date.least_and_most().1 == most);
    let busiest = busiest.map(|date| named(date, told)).unwrap_or_default();
    let people = HeatMap {
        name: "people_by_date",
        told,
        finding: told.most_required(&busiest, most),
        drawn: label(SizePlotLabel::PeopleByDate),
        legend: [
            (Mark::Surface(shade(0.15)), label(SizePlotLabel::FewPeople).to_owned()),
            (Mark::Surface(shade(1.0)), label(SizePlotLabel::ManyPeople).to_owned()),
        ],
        cell: &people,
        ink: &|people| shade((people / f64::from(most.max(1))).clamp(0.05, 1.0)),
        text: &|people| format!("{people:.0}"),
    };
    let mut charts = vec![people.chart(sized)];
    charts.extend(risk(sized, told));
    charts
}

/// How sure intervals are to reach the target of the measure that leads; `None` if that was not tried.
fn risk(sized: &SizedByDate, told: &dyn SizePlotWords) -> Option<Chart> {
    let label = |label| told.size_plot_label(label);
    let dates = &sized.found.dates;
    let goals: Vec<Goal> = dates.first()?.found.goals.iter().map(|one| one.goal.clone()).collect();
    let lead = Goal::lead(&goals);
    let target = goals.iter().find(|goal| goal.measure == lead)?;
    let chances =
        || dates.iter().flat_map(|date| date.chances.iter().enumerate().map(move |(i, chance)| (date, i, *chance)));
    let (date, i, chance) =
        chances().filter_map(|(date, i, chance)| Some((date, i, chance?))).min_by(|a, b| a.2.total_cmp(&b.2))?;
    let start = words::wall_clock(date.found.intervals.get(i)?.start.as_secs());
    let map = HeatMap {
        name: "risk_by_date",
        told,
        finding: told.least_sure(&named(date, told), &start, chance, (lead, target.target)),
        drawn: label(SizePlotLabel::RiskByDate),
        legend: [
            (Mark::Surface(doubt(0.0)), label(SizePlotLabel::OnAllDays).to_owned()),
            (Mark::Surface(doubt(1.0)), label(SizePlotLabel::OnHalfOfThem).to_owned()),
        ],
        cell: &|date, i| date.chances.get(i).copied().flatten(),
        ink: &|chance| doubt(((1.0 - chance) / 0.5).clamp(0.0, 1.0)),
        text: &|chance| format!("{:.0}", (chance * 100.0).floor()),
    };
    Some(map.chart(sized))
}

fn shade(share: f64) -> Ink {
    Ink::SKY.tint(share)
}

fn doubt(share: f64) -> Ink {
    Ink::ORANGE.tint(0.06 + 0.94 * share)
}

fn named(date: &SizedDate, told: &dyn SizePlotWords) -> String {
    date.date.map_or_else(String::new, |date| told.mark_of_date(date))
}

struct HeatMap<'a> {
    name: &'a str,
    told: &'a dyn SizePlotWords,
    finding: String,
    drawn: &'a str,
    legend: [(Mark, String); 2],
    /// What stands in a cell of a date; `None`: nothing.
    cell: &'a dyn Fn(&SizedDate, usize) -> Option<f64>,
    ink: &'a dyn Fn(f64) -> Ink,
    text: &'a dyn Fn(f64) -> String,
}

/// The columns of all dates: from when to when by the clock, and how long each is.
#[derive(Clone, Copy)]
struct ClockColumns {
    from: SimTime,
    length: Span,
    count: usize,
}

impl ClockColumns {
    fn of(dates: &[SizedDate]) -> Self {
        let rows = || dates.iter().flat_map(|date| &date.found.intervals);
        let from = rows().map(|row| row.start).min().unwrap_or(SimTime::MIDNIGHT);
        let to = rows().map(|row| row.end).max().unwrap_or(SimTime::MIDNIGHT);
        let length = rows().next().map_or(Span::from_hours(1), |row| row.end - row.start);
        Self { from, length, count: ((to - from).micros() / length.micros()).max(1) as usize }
    }

    fn place(&self, start: SimTime) -> usize {
        ((start - self.from).micros() / self.length.micros()) as usize
    }

    fn start(&self, place: usize) -> SimTime {
        self.from + self.length * place as i64
    }
}

impl HeatMap<'_> {
    fn chart(&self, sized: &SizedByDate) -> Chart {
        let dates = &sized.found.dates;
        let heading = Heading {
            finding: self.finding.clone(),
            drawn: self.drawn.to_owned(),
            source: words::drawable(&sized.from.name).to_string(),
        };
        // Where the title ends is known when it has been drawn.
        let mut height = 0.0;
        page(0.0, |canvas| height = self.head(canvas, &heading) + CLOCK + ROW * dates.len() as f64 + BELOW);
        let page = page(height, |canvas| self.draw(canvas, self.head(canvas, &heading) + CLOCK, dates));
        Chart { name: self.name.to_owned(), title: self.finding.clone(), page }
    }

    fn head(&self, canvas: &Canvas, heading: &Heading) -> f64 {
        frame::legend(canvas, heading.draw(canvas), &self.legend)
    }

    fn draw(&self, canvas: &Canvas, top: f64, dates: &[SizedDate]) {
        let columns = ClockColumns::of(dates);
        let names: Vec<String> = dates.iter().map(|date| named(date, self.told)).collect();
        let left = MARGIN + frame::widest(names.iter().map(String::as_str), LABEL) + 14.0;
        let wide = (WIDTH - MARGIN - left) / columns.count as f64;
        clock_marks(canvas, columns, (left, top), wide);
        for (row, (date, name)) in dates.iter().zip(&names).enumerate() {
            let upper = top + ROW * row as f64;
            canvas.text((MARGIN, LABEL.baseline_centred_on(upper + ROW / 2.0)), name, LABEL, Ink::TEXT);
            for (i, interval) in date.found.intervals.iter().enumerate() {
                let Some(value) = (self.cell)(date, i) else { continue };
                let from = left + wide * columns.place(interval.start) as f64;
                let cell = Area { left: from, top: upper, right: from + wide - 1.5, bottom: upper + ROW - 1.5 };
                canvas.surface(cell, (self.ink)(value));
                let text = (self.text)(value);
                if Fonts::shared().width(&text, NUMBER) < wide - 4.0 {
                    let at = (from + wide / 2.0, NUMBER.baseline_centred_on(upper + ROW / 2.0));
                    canvas.text(at, &text, NUMBER, Ink::TEXT);
                }
            }
        }
    }
}

fn clock_marks(canvas: &Canvas, columns: ClockColumns, (left, top): (f64, f64), wide: f64) {
    let every = columns.count.div_ceil(MARKS);
    for place in (0..columns.count).step_by(every) {
        let at = left + wide * place as f64;
        canvas.line((at, top - 8.0), (at, top - 2.0), Stroke::solid(Ink::QUIET, 1.0));
        canvas.text((at, top - 14.0), &words::wall_clock(columns.start(place).as_secs()), LABEL, Ink::QUIET);
    }
}
