//! The calculator's table of a day, or of several volumes: the same columns for people and programs.

use super::erlang::exact_percent;
use super::numbers::{DASH, decimal, percent};
use super::screen::{paragraph, printed};
use crate::analytic::erlang::{Figures, Load, Model, Target};
use crate::escape::csv::Writer;
use crate::figures::{Measure, Relative, ServiceLevel};
use crate::units::{ClockReading, Span};
use crate::words::calculator::{DayColumn, DaySaying, DayTarget};
use crate::words::{self, Language};
use comfy_table::{CellAlignment, Table, presets};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The name and number of the JSON form.
pub const DAY_FORMAT: &str = "holdline-erlang-day/1";

/// What is asked of every row.
#[derive(Clone, Debug, PartialEq)]
pub struct DayQuestion {
    /// The formula.
    pub model: Model,
    /// The time of the service level.
    pub within: Span,
    /// What the agents must achieve; a cap on their occupancy stands beside what callers get.
    pub targets: Vec<Target>,
    /// The share of rostered people who are not there: on leave, ill, in training.
    pub shrinkage: Option<f64>,
}

/// One volume of calls, and who it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct DayRow {
    /// Date, beginning and end, if it is an interval of a day.
    pub interval: Option<(Option<Date>, ClockReading, ClockReading)>,
    /// How long it is.
    pub length: Span,
    /// Calls expected.
    pub calls: f64,
    /// The work they bring.
    pub load: Load,
    /// Agents with whom callers get what is asked for.
    pub for_targets: Option<u32>,
    /// Agents with whom they are no busier than they may be.
    pub for_occupancy: Option<u32>,
    /// What the larger of the two achieves; `None` if nobody calls.
    pub figures: Option<Figures>,
}

impl DayRow {
    /// Agents for all that is asked.
    pub fn needed(&self) -> u32 {
        self.for_targets.max(self.for_occupancy).unwrap_or(0)
    }

    fn hours(&self) -> f64 {
        f64::from(self.needed()) * self.length.as_hours()
    }
}

/// Every row, with what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct ErlangDay {
    /// What was asked.
    pub question: DayQuestion,
    /// The rows in order.
    pub rows: Vec<DayRow>,
}

impl ErlangDay {
    fn rostered(&self, agents: f64) -> Option<f64> {
        self.question.shrinkage.map(|shrinkage| agents / (1.0 - shrinkage))
    }

    /// The mean of a figure over all calls.
    fn of_all_calls(&self, figure: impl Fn(&Figures) -> f64) -> Option<f64> {
        let of_row = |row: &DayRow| row.figures.as_ref().map_or(0.0, |figures| row.calls * figure(figures));
        let calls: f64 = self.rows.iter().map(|row| row.calls).sum();
        (calls > 0.0).then(|| self.rows.iter().map(of_row).sum::<f64>() / calls)
    }
}

/// What was asked and what it takes in all, and the table; ends with a line end.
pub fn text(day: &ErlangDay, language: Language) -> String {
    let lines = [asked(day), targets(&day.question), takes(day)];
    let lines = lines.map(|saying| paragraph(&words::calculator_says(language, &saying)));
    format!("{}\n\n{}\n", lines.map(|line| line.trim_end().to_owned()).join("\n"), table(day, language))
}

fn asked(day: &ErlangDay) -> DaySaying {
    let patience = match day.question.model {
        Model::ErlangA { patience_s } => Some(Span::from_secs_f64(patience_s)),
        Model::ErlangB | Model::ErlangC => None,
    };
    let calls = decimal(day.rows.iter().map(|row| row.calls).sum(), 0);
    DaySaying::Asked { model: day.question.model, calls, rows: decimal(day.rows.len() as f64, 0), patience }
}

fn targets(question: &DayQuestion) -> DaySaying {
    let one = |target: &Target| match *target {
        Target::ServiceLevel { share, .. } => DayTarget::Level(exact_percent(share), question.within),
        Target::Asa { at_most_s } => DayTarget::Asa(Span::from_secs_f64(at_most_s)),
        Target::Lost { at_most } if question.model == Model::ErlangB => DayTarget::Blocked(exact_percent(at_most)),
        // Ten places are more than any target has, and fewer than a difference brings of its own.
        Target::Lost { at_most } => DayTarget::Answered(exact_percent(((1.0 - at_most) * 1e10).round() / 1e10)),
        Target::Waits { at_most } => DayTarget::Level(exact_percent(1.0 - at_most), Span::ZERO),
        Target::Occupancy { at_most } => DayTarget::Occupancy(exact_percent(at_most)),
    };
    DaySaying::Targets(question.targets.iter().map(one).collect())
}

fn takes(day: &ErlangDay) -> DaySaying {
    let hours: f64 = day.rows.iter().map(DayRow::hours).sum();
    let rostered = day.question.shrinkage.zip(day.rostered(hours));
    let level = day.of_all_calls(|figures| figures.service_level).filter(|_| day.question.model != Model::ErlangB);
    DaySaying::Takes {
        hours: decimal(hours, 1),
        rostered: rostered.map(|(shrinkage, hours)| (exact_percent(shrinkage), decimal(hours, 1))),
        level: level.map(|share| (day.question.within, percent(share, 1))),
    }
}

/// What a column is made of.
enum DayCell {
    Text(String),
    Number(Option<f64>, usize),
    Share(Option<f64>),
    Seconds(Option<f64>),
}

/// A column: its name for programs and for people, and its cell of a row.
struct DayColumnOf {
    key: String,
    heading: DayColumn,
    cell: fn(&ErlangDay, &DayRow) -> DayCell,
}

fn columns(day: &ErlangDay) -> Vec<DayColumnOf> {
    let question = &day.question;
    let column = |key: &str, heading, cell| Some(DayColumnOf { key: key.to_owned(), heading, cell });
    let is_day = day.rows.iter().any(|row| row.interval.is_some());
    let is_dated = day.rows.iter().any(|row| matches!(row.interval, Some((Some(_), ..))));
    let is_capped = question.targets.iter().any(|target| matches!(target, Target::Occupancy { .. }));
    let (queue, loss) = (question.model != Model::ErlangB, question.model == Model::ErlangB);
    let if_any = |is_there: bool, column: Option<DayColumnOf>| column.filter(|_| is_there);
    let level = ServiceLevel { within: question.within, relative: Relative::OfOffered };
    let level = Measure::ServiceLevel(level).name();
    let all = [
        if_any(is_dated, column("date", DayColumn::Date, |_, row| DayCell::Text(date(row)))),
        if_any(is_day, column("interval_start", DayColumn::From, |_, row| DayCell::Text(end(row, |at| at.0)))),
        if_any(is_day, column("interval_end", DayColumn::To, |_, row| DayCell::Text(end(row, |at| at.1)))),
        column("calls", DayColumn::Calls, |_, row| DayCell::Number(Some(row.calls), 1)),
        column("aht_s", DayColumn::HandleTime, |_, row| DayCell::Seconds(Some(row.load.handle_s()))),
        column("erlangs", DayColumn::Erlangs, |_, row| DayCell::Number(Some(row.load.erlangs()), 2)),
        if_any(is_capped, column("needed_for_targets", DayColumn::ForTargets, |_, row| people(row.for_targets))),
        if_any(is_capped, column("needed_for_occupancy", DayColumn::ForOccupancy, |_, row| people(row.for_occupancy))),
        column("needed", DayColumn::Needed, |_, row| people(Some(row.needed()))),
        if_any(
            question.shrinkage.is_some(),
            column("rostered", DayColumn::Rostered, |day, row| DayCell::Number(day.rostered(row.needed().into()), 1)),
        ),
        if_any(
            queue,
            column(&level, DayColumn::Within(question.within), |_, row| share(row, |f| Some(f.service_level))),
        ),
        if_any(
            queue,
            column(&Measure::AnswerRate.name(), DayColumn::AnswerRate, |_, row| {
                share(row, |f| Some(1.0 - f.abandon_rate))
            }),
        ),
        if_any(loss, column(&Measure::Blocked.name(), DayColumn::Blocked, |_, row| share(row, |f| Some(f.blocked)))),
        if_any(
            queue,
            column(&Measure::Asa.name(), DayColumn::Asa, |_, row| DayCell::Seconds(row.figures.and_then(|f| f.asa_s))),
        ),
        column(&Measure::Occupancy.name(), DayColumn::Occupancy, |_, row| share(row, |f| f.occupancy)),
    ];
    all.into_iter().flatten().collect()
}

fn date(row: &DayRow) -> String {
    row.interval.and_then(|(date, ..)| date).map_or_else(String::new, |date| date.to_string())
}

fn end(row: &DayRow, of: fn((ClockReading, ClockReading)) -> ClockReading) -> String {
    row.interval.map_or_else(String::new, |(_, start, end)| of((start, end)).to_string())
}

fn people(people: Option<u32>) -> DayCell {
    DayCell::Number(people.map(f64::from), 0)
}

fn share(row: &DayRow, of: fn(&Figures) -> Option<f64>) -> DayCell {
    DayCell::Share(row.figures.as_ref().and_then(of))
}

fn table(day: &ErlangDay, language: Language) -> String {
    let columns = columns(day);
    // As wide as it is: a heading that is broken in the middle of a word tells nothing.
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(columns.iter().map(|column| words::calculator_column(language, &column.heading)));
    for row in &day.rows {
        let cell = |column: &DayColumnOf| match (column.cell)(day, row) {
            DayCell::Text(text) => text,
            DayCell::Number(Some(number), places) => decimal(number, places),
            DayCell::Share(Some(share)) => language.forms().per_cent(&percent(share, 1)),
            DayCell::Seconds(Some(seconds)) => language.forms().length(seconds),
            DayCell::Number(None, _) | DayCell::Share(None) | DayCell::Seconds(None) => DASH.to_owned(),
        };
        table.add_row(columns.iter().map(cell));
    }
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    printed(table)
}

/// A line for each row; an undefined figure is an empty field (M-S5).
///
/// # Errors
/// What `out` reports.
pub fn csv(day: &ErlangDay, out: impl Write) -> io::Result<()> {
    let columns = columns(day);
    let mut csv = Writer::new(out);
    csv.write_record(columns.iter().map(|column| column.key.as_str()))?;
    for row in &day.rows {
        let cell = |column: &DayColumnOf| match (column.cell)(day, row) {
            DayCell::Text(text) => text,
            DayCell::Number(number, _) | DayCell::Share(number) | DayCell::Seconds(number) => {
                super::csv::number(number)
            }
        };
        csv.write_record(columns.iter().map(cell))?;
    }
    csv.flush()
}

/// Everything as JSON, with a line end; an undefined figure is `null`.
pub fn json(day: &ErlangDay) -> String {
    let columns = columns(day);
    let row = |row: &DayRow| {
        let cell = |column: &DayColumnOf| match (column.cell)(day, row) {
            DayCell::Text(text) => json!(text),
            DayCell::Number(number, _) | DayCell::Share(number) | DayCell::Seconds(number) => json!(number),
        };
        Value::Object(columns.iter().map(|column| (column.key.clone(), cell(column))).collect::<Map<_, _>>())
    };
    let hours: f64 = day.rows.iter().map(DayRow::hours).sum();
    let patience_s = match day.question.model {
        Model::ErlangA { patience_s } => Some(patience_s),
        Model::ErlangB | Model::ErlangC => None,
    };
    let document = json!({
        "format": DAY_FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "patience_s": patience_s,
        "shrinkage": day.question.shrinkage,
        "needed_hours": hours,
        "rostered_hours": day.rostered(hours),
        "rows": day.rows.iter().map(row).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::SimTime;

    fn day() -> ErlangDay {
        let row = |hour: i64, calls: f64, agents: u32| {
            let load = Load::per_interval(calls, 1_800.0, 180.0).expect("a load");
            DayRow {
                interval: Some((None, SimTime::clock(hour, 0).into(), SimTime::clock(hour, 30).into())),
                length: Span::from_minutes(30),
                calls,
                load,
                for_targets: Some(agents),
                for_occupancy: Some(agents + 1),
                figures: Figures::of(Model::ErlangC, load, f64::from(agents + 1), 20.0).ok(),
            }
        };
        let within = Span::from_secs(20);
        let level = Target::ServiceLevel { within_s: 20.0, share: 0.8 };
        let targets = vec![level, Target::Occupancy { at_most: 0.85 }];
        let question = DayQuestion { model: Model::ErlangC, within, targets, shrinkage: Some(0.3) };
        ErlangDay { question, rows: vec![row(8, 100.0, 14), row(9, 50.0, 8)] }
    }

    #[test]
    fn text_csv_and_json_have_the_same_columns() {
        let day = day();
        let mut bytes = Vec::new();
        csv(&day, &mut bytes).expect("memory takes everything");
        let csv = String::from_utf8(bytes).expect("it is text");
        let header: Vec<&str> = csv.lines().next().expect("a header").split(',').collect();
        let json: Value = serde_json::from_str(&json(&day)).expect("it is JSON");
        let keys: Vec<&String> = json["rows"][0].as_object().expect("a row").keys().collect();
        assert_eq!(header, keys);
        assert_eq!(columns(&day).len(), header.len());
        assert_eq!((&json["needed_hours"], &json["rows"][0]["needed"]), (&json!(12.0), &json!(15.0)));
    }

    #[test]
    fn the_page_tells_what_it_takes_before_the_table() {
        let page = text(&day(), Language::English);
        let said = "Erlang C (nobody hangs up): 150 calls in 2 rows, each by itself in its long run.\n\
                    Asked for: at least 80 % within 20s, an occupancy of at most 85 %.\n\
                    Needed: 12.0 agent-hours, rostered at a shrinkage of 30 %: 17.1.";
        assert!(page.starts_with(said), "{page}");
        let zh = text(&day(), Language::Chinese);
        assert!(zh.contains("要求：20秒内接听至少80%，占用率不超过85%。") && zh.contains("所需人数"), "{zh}");
    }
}
