//! Heat maps: a row for each date, a cell for each interval of the clock.

use super::canvas::{Area, Canvas, Ink, Stroke, WIDTH, page};
use super::fonts::{Align, Fonts, Type};
use super::frame::{self, Heading, LABEL, MARGIN, Mark};
use super::{Chart, words};
use crate::cover::CoveredInterval;
use crate::report::shifts::ShiftsReport;
use crate::report::sizing::{SizedByDate, SizedFloor};
use crate::sizing::{Goal, GoalOf, ShiftsOfDate, SizedDate, VerifiedGoal};
use crate::units::{SimTime, Span};
use crate::words::{Language, PlotFinding, SizePlotLabel, SizePlotWords};
use jiff::civil::Date;

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
    let (dates, source) = (&sized.found.dates, &sized.from.name);
    let most = dates.iter().map(|date| date.least_and_most().1).max().unwrap_or(0);
    let busiest = dates.iter().find(|date| date.least_and_most().1 == most);
    let busiest = busiest.map(|date| named(date.date, told)).unwrap_or_default();
    let row = |date: &SizedDate, values| HeatRow { name: named(date.date, told), times: times(date), values };
    let people = |date: &SizedDate| {
        let people = date.people.iter().map(|people| Some(f64::from(*people)));
        row(date, people.collect())
    };
    let people = HeatMap {
        name: "people_by_date",
        source,
        finding: told.most_required(&busiest, most),
        drawn: label(SizePlotLabel::PeopleByDate),
        legend: vec![
            (Mark::Surface(shade(0.15)), label(SizePlotLabel::FewPeople).to_owned()),
            (Mark::Surface(shade(1.0)), label(SizePlotLabel::ManyPeople).to_owned()),
        ],
        rows: dates.iter().map(people).collect(),
        ink: &|people| shade((people / f64::from(most.max(1))).clamp(0.05, 1.0)),
        text: &|people| format!("{people:.0}"),
    };
    let goals: Vec<Goal> = dates.first().map_or_else(Vec::new, goals);
    let chances = dates.iter().map(|date| row(date, date.chances.clone())).collect();
    let mut charts = vec![people.chart()];
    charts.extend(risk(chances, (&goals, source), told));
    charts
}

/// Draws who is there beyond those needed, by date and interval, and how sure each interval is to reach its target.
pub(super) fn draw_shifts_of_dates(made: &ShiftsReport, language: Language) -> Vec<Chart> {
    let told = language.size_plots();
    let label = |label| told.size_plot_label(label);
    let dates = &made.found.dates;
    let row = |date: &ShiftsOfDate, values| {
        let rules = &date.found.rules;
        let start = |i: usize| rules.open + rules.interval * i as i64;
        let times = (0..rules.intervals()).map(|i| (start(i), start(i + 1))).collect();
        HeatRow { name: named(date.date, told), times, values }
    };
    let beyond = |date: &ShiftsOfDate| {
        let of = |one: &CoveredInterval| {
            let (needed, there): (u32, u32) = (one.needed.iter().sum(), one.present.iter().sum());
            Some(if one.missing > 0 { -f64::from(one.missing) } else { f64::from(there) - f64::from(needed) })
        };
        let intervals = date.found.covering().map_or(&[][..], |found| &found.intervals);
        row(date, intervals.iter().map(of).collect())
    };
    let rows: Vec<HeatRow> = dates.iter().map(beyond).collect();
    let values = || rows.iter().flat_map(|row| &row.values).flatten();
    let (most, short) = (values().copied().fold(1.0, f64::max), values().filter(|beyond| **beyond < 0.0).count());
    let of = values().count();
    let cover = HeatMap {
        name: "cover_by_date",
        source: &made.name,
        finding: language.plots().finding(&PlotFinding::Covered { short, of }),
        drawn: label(SizePlotLabel::BeyondNeedsByDate),
        legend: vec![
            (Mark::Surface(Ink::ORANGE), label(SizePlotLabel::TooFew).to_owned()),
            (Mark::Surface(shade(0.08)), label(SizePlotLabel::JustEnough).to_owned()),
            (Mark::Surface(shade(1.0)), label(SizePlotLabel::MoreThanNeeded).to_owned()),
        ],
        rows,
        ink: &|beyond| if beyond < 0.0 { Ink::ORANGE } else { shade((beyond / most).clamp(0.08, 1.0)) },
        text: &|beyond| if beyond > 0.0 { format!("+{beyond:.0}") } else { format!("{beyond:.0}").replace('-', "−") },
    };
    let figures = dates.first().and_then(|date| date.found.tried.as_ref()).map_or(&[][..], |tried| &tried.figures);
    let goals: Vec<Goal> = figures.iter().map(|(goal, _)| goal.clone()).collect();
    let chances = dates.iter().map(|date| row(date, date.chances.clone())).collect();
    let mut charts = vec![cover.chart()];
    charts.extend(risk(chances, (&goals, &made.name), told));
    charts
}

/// Draws how sure each interval of a day is to reach its target, on fresh days; `None` if none is asked of intervals.
pub(super) fn risk_of_day(sized: &SizedFloor, told: &dyn SizePlotWords) -> Option<Chart> {
    let verified = sized.found.verified.as_ref()?;
    let goals: Vec<Goal> = verified.goals.iter().map(|one| one.goal.clone()).collect();
    let lead = Goal::lead(&goals);
    let of_intervals =
        || verified.goals.iter().filter(|one| one.goal.of == GoalOf::Interval && one.goal.measure == lead);
    let time = |one: &VerifiedGoal| sized.found.intervals.get(one.goal.intervals.start).map(|row| (row.start, row.end));
    let times = of_intervals().map(time).collect::<Option<Vec<_>>>()?;
    let values = of_intervals().map(|one| one.share_of_days.map(|share| share.mean)).collect();
    let row = HeatRow { name: String::new(), times, values };
    let map = risk(vec![row], (&goals, &sized.from.name), told)?;
    Some(Chart { name: "risk".to_owned(), ..map })
}

fn goals(date: &SizedDate) -> Vec<Goal> {
    date.found.goals.iter().map(|one| one.goal.clone()).collect()
}

fn times(date: &SizedDate) -> Vec<(SimTime, SimTime)> {
    date.found.intervals.iter().map(|row| (row.start, row.end)).collect()
}

/// How sure intervals are to reach the target of the measure that leads; `None` if that was not tried.
fn risk(rows: Vec<HeatRow>, (goals, source): (&[Goal], &str), told: &dyn SizePlotWords) -> Option<Chart> {
    let label = |label| told.size_plot_label(label);
    let lead = Goal::lead(goals);
    let target = goals.iter().find(|goal| goal.measure == lead)?;
    let all =
        || rows.iter().flat_map(|row| row.values.iter().zip(&row.times).map(move |(chance, at)| (row, at, *chance)));
    let (row, at, chance) =
        all().filter_map(|(row, at, chance)| Some((row, at, chance?))).min_by(|a, b| a.2.total_cmp(&b.2))?;
    let start = words::wall_clock(at.0.as_secs());
    let map = HeatMap {
        name: "risk_by_date",
        source,
        finding: told.least_sure(&row.name, &start, chance, (lead, target.target)),
        drawn: label(SizePlotLabel::RiskByDate),
        legend: vec![
            (Mark::Surface(doubt(0.0)), label(SizePlotLabel::OnAllDays).to_owned()),
            (Mark::Surface(doubt(1.0)), label(SizePlotLabel::OnHalfOfThem).to_owned()),
        ],
        rows,
        ink: &|chance| doubt(((1.0 - chance) / 0.5).clamp(0.0, 1.0)),
        text: &|chance| format!("{:.0}", (chance * 100.0).floor()),
    };
    Some(map.chart())
}

fn shade(share: f64) -> Ink {
    Ink::SKY.tint(share)
}

fn doubt(share: f64) -> Ink {
    Ink::ORANGE.tint(0.06 + 0.94 * share)
}

fn named(date: Option<Date>, told: &dyn SizePlotWords) -> String {
    date.map_or_else(String::new, |date| told.mark_of_date(date))
}

/// A date with a value for each of its intervals, or `None`.
struct HeatRow {
    name: String,
    times: Vec<(SimTime, SimTime)>,
    values: Vec<Option<f64>>,
}

struct HeatMap<'a> {
    name: &'a str,
    source: &'a str,
    finding: String,
    drawn: &'a str,
    legend: Vec<(Mark, String)>,
    rows: Vec<HeatRow>,
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
    fn of(rows: &[HeatRow]) -> Self {
        let all = || rows.iter().flat_map(|row| &row.times);
        let from = all().map(|(start, _)| *start).min().unwrap_or(SimTime::MIDNIGHT);
        let to = all().map(|(_, end)| *end).max().unwrap_or(SimTime::MIDNIGHT);
        let length = all().next().map_or(Span::from_hours(1), |(start, end)| *end - *start);
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
    fn chart(&self) -> Chart {
        let heading = Heading {
            finding: self.finding.clone(),
            drawn: self.drawn.to_owned(),
            source: words::drawable(self.source).to_string(),
        };
        // Where the title ends is known when it has been drawn.
        let mut height = 0.0;
        page(0.0, |canvas| height = self.head(canvas, &heading) + CLOCK + ROW * self.rows.len() as f64 + BELOW);
        let page = page(height, |canvas| self.draw(canvas, self.head(canvas, &heading) + CLOCK));
        Chart { name: self.name.to_owned(), title: self.finding.clone(), page }
    }

    fn head(&self, canvas: &Canvas, heading: &Heading) -> f64 {
        frame::legend(canvas, heading.draw(canvas), &self.legend)
    }

    fn draw(&self, canvas: &Canvas, top: f64) {
        let columns = ClockColumns::of(&self.rows);
        let left = MARGIN + frame::widest(self.rows.iter().map(|row| row.name.as_str()), LABEL) + 14.0;
        let wide = (WIDTH - MARGIN - left) / columns.count as f64;
        clock_marks(canvas, columns, (left, top), wide);
        for (at, row) in self.rows.iter().enumerate() {
            let upper = top + ROW * at as f64;
            canvas.text((MARGIN, LABEL.baseline_centred_on(upper + ROW / 2.0)), &row.name, LABEL, Ink::TEXT);
            for ((start, _), value) in row.times.iter().zip(&row.values) {
                let Some(value) = *value else { continue };
                let from = left + wide * columns.place(*start) as f64;
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
