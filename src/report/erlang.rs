//! Answers of the Erlang calculator: a sentence and a table for people, CSV and JSON for programs.

use super::numbers::{DASH, decimal, length, percent};
use crate::analytic::erlang::{Figures, Load, Model, Target};
use crate::escape::csv::Writer;
use crate::units::{Span, text};
use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The name and number of the JSON form.
pub const FORMAT: &str = "holdline-erlang/1";

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The formula.
    pub model: Model,
    /// So many calls ...
    pub calls: f64,
    /// ... per so long.
    pub per: Span,
    /// The work they bring.
    pub load: Load,
    /// The time of the service level.
    pub within: Span,
    /// What the agents must achieve, all of it; empty if nothing was asked of them.
    pub targets: Vec<Target>,
}

/// How many agents meet all targets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// Whole agents.
    pub agents: u32,
    /// With fractions of an agent, if that was asked.
    pub fractional: Option<f64>,
}

/// So many agents and what they achieve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangRow {
    /// Agents.
    pub agents: f64,
    /// Their figures; `None`: unstable, the queue grows without end.
    pub figures: Option<Figures>,
}

/// The question with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// The answer to the targets, if there are any.
    pub needed: Option<Needed>,
    /// A row for each number of agents.
    pub rows: Vec<ErlangRow>,
}

/// A sentence if there is one number of agents to speak of, what was asked, and a table; ends with a line end.
pub fn text(answer: &Answer) -> String {
    let mut lines: Vec<String> = sentences(answer);
    lines.extend(asked(&answer.question));
    format!("{}\n\n{}\n", lines.join("\n"), table(answer))
}

/// A line per number of agents; an undefined figure is an empty field (M-S5).
///
/// # Errors
/// What `out` reports.
pub fn csv(answer: &Answer, out: impl Write) -> io::Result<()> {
    let columns = columns(answer.question.within);
    let mut csv = Writer::new(out);
    let names = columns.iter().map(|column| column.key.as_str());
    csv.write_record(["agents", "stable"].into_iter().chain(names))?;
    for row in &answer.rows {
        let figure = |column: &FigureColumn| column.of(row).map_or_else(String::new, |v| v.to_string());
        let start = [row.agents.to_string(), row.figures.is_some().to_string()];
        csv.write_record(start.into_iter().chain(columns.iter().map(figure)))?;
    }
    csv.flush()
}

/// Everything as JSON, with a line end; an undefined figure is `null`.
pub fn json(answer: &Answer) -> String {
    let question = &answer.question;
    let columns = columns(question.within);
    let patience_s = match question.model {
        Model::ErlangA { patience_s } => Some(patience_s),
        Model::ErlangB | Model::ErlangC => None,
    };
    let document = json!({
        "format": FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "model": formula(question.model),
        "calls": question.calls,
        "per_s": question.per.as_secs(),
        "aht_s": question.load.handle_s(),
        "patience_s": patience_s,
        "erlangs": question.load.erlangs(),
        "targets": targets_json(question),
        "agents_needed": answer.needed.map(|n| n.agents),
        "agents_needed_fractional": answer.needed.and_then(|n| n.fractional),
        "rows": answer.rows.iter().map(|row| row_json(row, &columns)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn targets_json(question: &Question) -> Value {
    let one = |target: &Target| match *target {
        Target::ServiceLevel { share, .. } => (level_key(question.within), share.into()),
        Target::Asa { at_most_s } => ("asa_s".to_owned(), at_most_s.into()),
        Target::Lost { at_most } if question.model == Model::ErlangB => ("blocked".to_owned(), at_most.into()),
        Target::Lost { at_most } => ("abandon_rate".to_owned(), at_most.into()),
        Target::Waits { at_most } => ("wait_probability".to_owned(), at_most.into()),
        Target::Occupancy { at_most } => ("occupancy".to_owned(), at_most.into()),
    };
    Value::Object(question.targets.iter().map(one).collect())
}

fn row_json(row: &ErlangRow, columns: &[FigureColumn]) -> Value {
    let mut object = Map::new();
    object.insert("agents".into(), json!(row.agents));
    object.insert("stable".into(), json!(row.figures.is_some()));
    object.extend(columns.iter().map(|column| (column.key.clone(), json!(column.of(row)))));
    Value::Object(object)
}

/// "14 agents answer 88.8 % of callers within 20s: ASA 7.8s, occupancy 71.4 %."
fn sentences(answer: &Answer) -> Vec<String> {
    let spoken_of = answer.needed.map(|needed| f64::from(needed.agents));
    let only = (answer.rows.len() == 1).then(|| answer.rows[0].agents);
    let Some(agents) = spoken_of.or(only) else { return Vec::new() };
    let row = answer.rows.iter().find(|row| row.agents == agents);
    let mut lines = vec![match row.and_then(|row| row.figures) {
        _ if answer.question.load.erlangs() == 0.0 => "Nobody calls: no agents are needed.".to_owned(),
        Some(figures) => achievement(agents, &figures, &answer.question),
        None => format!("{} are not enough: the queue grows without end.", people(agents)),
    }];
    lines.extend(answer.needed.and_then(|needed| needed.fractional).map(|exact| {
        format!("With fractions of an agent, as an average over many intervals, {} are enough.", decimal(exact, 2))
    }));
    lines
}

fn achievement(agents: f64, figures: &Figures, question: &Question) -> String {
    let verb = if agents == 1.0 { "answers" } else { "answer" };
    let share = percent(figures.service_level, 1);
    let busy = figures.occupancy.map_or_else(|| DASH.to_owned(), |o| format!("{} %", percent(o, 1)));
    let asa = figures.asa_s.map_or_else(|| DASH.to_owned(), length);
    let people = people(agents);
    match question.model {
        Model::ErlangB => {
            let blocked = percent(figures.blocked, 1);
            format!("{people} {verb} {share} % of callers; {blocked} % are blocked, occupancy {busy}.")
        }
        Model::ErlangC => {
            format!("{people} {verb} {share} % of callers within {}: ASA {asa}, occupancy {busy}.", question.within)
        }
        Model::ErlangA { .. } => {
            let lost = percent(figures.abandon_rate, 1);
            let within = question.within;
            format!(
                "{people} {verb} {share} % of callers within {within}: ASA {asa}, {lost} % hang up, occupancy {busy}."
            )
        }
    }
}

/// "1 agent", "14 agents", "13.5 agents".
fn people(agents: f64) -> String {
    if agents == 1.0 { "1 agent".to_owned() } else { format!("{} agents", headcount(agents)) }
}

fn headcount(agents: f64) -> String {
    if agents.fract() == 0.0 {
        return decimal(agents, 0);
    }
    decimal(agents, 3).trim_end_matches('0').to_owned()
}

/// "Erlang C (nobody hangs up): 100 calls in 30m, handle time 3m: 10 Erlangs." and, on a line of its own, the targets.
fn asked(question: &Question) -> Vec<String> {
    let plain = |number: f64, most: usize| {
        let text = decimal(number, most);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let patience = match question.model {
        Model::ErlangA { patience_s } => format!(", patience {}", span(patience_s)),
        Model::ErlangB | Model::ErlangC => String::new(),
    };
    let targets = question.targets.iter().map(|t| wanted(t, question)).collect::<Vec<_>>().join(", ");
    let name = match question.model {
        Model::ErlangB => "Erlang B (no queue)",
        Model::ErlangC => "Erlang C (nobody hangs up)",
        Model::ErlangA { .. } => "Erlang A",
    };
    let (calls, erlangs) = (plain(question.calls, 3), plain(question.load.erlangs(), 3));
    let (per, each) = (question.per, span(question.load.handle_s()));
    let calls = if question.calls == 1.0 { "1 call".to_owned() } else { format!("{calls} calls") };
    let mut lines = vec![format!("{name}: {calls} in {per}, handle time {each}{patience}: {erlangs} Erlangs.")];
    if !targets.is_empty() {
        lines.push(format!("Asked for: {targets}."));
    }
    lines
}

fn span(seconds: f64) -> String {
    text::span(Span::from_secs_f64(seconds))
}

fn wanted(target: &Target, question: &Question) -> String {
    let share = |share: f64| format!("{} %", exact_percent(share));
    match *target {
        Target::ServiceLevel { share: least, .. } => format!("at least {} within {}", share(least), question.within),
        Target::Asa { at_most_s } => format!("an ASA of at most {}", span(at_most_s)),
        Target::Lost { at_most } if question.model == Model::ErlangB => format!("at most {} blocked", share(at_most)),
        Target::Lost { at_most } => format!("at most {} hanging up", share(at_most)),
        Target::Waits { at_most } => format!("at most {} waiting", share(at_most)),
        Target::Occupancy { at_most } => format!("an occupancy of at most {}", share(at_most)),
    }
}

/// A share as a percentage with as many digits as it takes.
pub(super) fn exact_percent(share: f64) -> String {
    // The shortest digits that are this share, the point moved: a product would bring digits of its own.
    let scientific = format!("{share:e}");
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let percent = format!("{digits}e{}", power.parse::<i32>().unwrap_or_default() + 2);
    percent.parse::<f64>().map_or(percent, |percent| percent.to_string())
}

/// The name of a formula in JSON.
const fn formula(model: Model) -> &'static str {
    match model {
        Model::ErlangB => "erlang_b",
        Model::ErlangC => "erlang_c",
        Model::ErlangA { .. } => "erlang_a",
    }
}

#[derive(Clone, Copy)]
enum ShownAs {
    Share,
    Seconds,
    Callers,
}

/// A figure: its name for programs and for people, and for which formulas people want to see it.
struct FigureColumn {
    key: String,
    heading: String,
    unit: ShownAs,
    figure: fn(&Figures) -> Option<f64>,
    shown: fn(Model) -> bool,
}

impl FigureColumn {
    fn of(&self, row: &ErlangRow) -> Option<f64> {
        row.figures.as_ref().and_then(self.figure)
    }

    fn print(&self, row: &ErlangRow) -> String {
        match (self.of(row), self.unit) {
            (None, _) => DASH.to_owned(),
            (Some(value), ShownAs::Share) => format!("{} %", percent(value, 1)),
            (Some(value), ShownAs::Seconds) => length(value),
            (Some(value), ShownAs::Callers) => decimal(value, 2),
        }
    }
}

fn level_key(within: Span) -> String {
    format!("service_level_{}s", within.as_secs())
}

fn columns(within: Span) -> Vec<FigureColumn> {
    let queue = |model: Model| model != Model::ErlangB;
    let loss = |model: Model| model == Model::ErlangB;
    let impatient = |model: Model| matches!(model, Model::ErlangA { .. });
    let column = |key: &str, heading: &str, unit, figure, shown: fn(Model) -> bool| FigureColumn {
        key: key.to_owned(),
        heading: heading.to_owned(),
        unit,
        figure,
        shown,
    };
    let (level, heading) = (level_key(within), format!("Within {within}"));
    vec![
        column("wait_probability", "Must wait", ShownAs::Share, |f| Some(f.wait_probability), queue),
        column("blocked", "Blocked", ShownAs::Share, |f| Some(f.blocked), loss),
        column("abandon_rate", "Hang up", ShownAs::Share, |f| Some(f.abandon_rate), impatient),
        column(&level, &heading, ShownAs::Share, |f| Some(f.service_level), queue),
        column("asa_s", "ASA", ShownAs::Seconds, |f| f.asa_s, queue),
        column("wait_mean_s", "Mean wait", ShownAs::Seconds, |f| Some(f.wait_mean_s), impatient),
        column("wait_p90_s", "90 % wait at most", ShownAs::Seconds, |f| f.wait_p90_s, queue),
        column("waiting_mean", "Waiting", ShownAs::Callers, |f| Some(f.waiting_mean), queue),
        column("occupancy", "Occupancy", ShownAs::Share, |f| f.occupancy, |_| true),
    ]
}

fn table(answer: &Answer) -> String {
    let model = answer.question.model;
    let columns: Vec<_> = columns(answer.question.within).into_iter().filter(|c| (c.shown)(model)).collect();
    let needed = answer.needed.map(|n| f64::from(n.agents));
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let target = needed.map(|_| "Target".to_owned());
    let headings = std::iter::once("Agents".to_owned()).chain(columns.iter().map(|c| c.heading.clone()));
    table.set_header(headings.chain(target));
    for row in &answer.rows {
        let met = needed.map(|n| if row.agents >= n { "met" } else { "missed" }.to_owned());
        table.add_row(std::iter::once(headcount(row.agents)).chain(figures(row, &columns)).chain(met));
    }
    table.column_iter_mut().for_each(|column| {
        column.set_padding((0, 2)).set_cell_alignment(CellAlignment::Right);
    });
    table.trim_fmt()
}

/// A row's figures as text; that of an endless queue says so in its first place.
fn figures(row: &ErlangRow, columns: &[FigureColumn]) -> Vec<String> {
    let mut cells: Vec<String> = columns.iter().map(|column| column.print(row)).collect();
    if let (None, Some(first)) = (row.figures, cells.first_mut()) {
        "unstable".clone_into(first);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(model: Model, targets: Vec<Target>, agents: std::ops::RangeInclusive<u32>) -> Answer {
        let load = Load::per_interval(100.0, 1_800.0, 180.0).expect("a load");
        let row = |n: u32| ErlangRow { agents: n.into(), figures: Figures::of(model, load, n.into(), 20.0).ok() };
        let needed = (!targets.is_empty()).then_some(Needed { agents: 14, fractional: Some(13.25) });
        let (per, within) = (Span::from_minutes(30), Span::from_secs(20));
        Answer {
            question: Question { model, calls: 100.0, per, load, within, targets },
            needed,
            rows: agents.map(row).collect(),
        }
    }

    const LEVEL: Target = Target::ServiceLevel { within_s: 20.0, share: 0.8 };

    #[test]
    fn what_was_asked_for_is_told_as_it_was_asked() {
        for (share, told) in [(0.8, "80"), (1e-7, "0.00001"), (0.123_456_789, "12.3456789"), (1.0, "100"), (0.03, "3")]
        {
            assert_eq!(exact_percent(share), told);
        }
    }

    #[test]
    fn the_answer_comes_first_and_the_neighbours_follow() {
        let page = text(&answer(Model::ErlangC, vec![LEVEL], 9..=15));
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines[0], "14 agents answer 88.8 % of callers within 20s: ASA 7.8s, occupancy 71.4 %.");
        assert_eq!(lines[1], "With fractions of an agent, as an average over many intervals, 13.25 are enough.");
        assert_eq!(lines[2], "Erlang C (nobody hangs up): 100 calls in 30m, handle time 3m: 10 Erlangs.");
        assert_eq!(lines[3], "Asked for: at least 80 % within 20s.");
        let (first, fourteen) = (lines[6], lines[11]);
        assert!(first.contains("9   unstable") && first.ends_with("missed"), "{first}");
        assert!(fourteen.contains("17.4 %") && fourteen.ends_with("met"), "{fourteen}");
    }

    #[test]
    fn each_formula_shows_what_it_knows() {
        let page = |model| text(&answer(model, Vec::new(), 14..=14));
        assert!(page(Model::ErlangB).contains("5.7 % are blocked"), "{}", page(Model::ErlangB));
        assert!(!page(Model::ErlangB).contains("ASA"));
        let patient = page(Model::ErlangA { patience_s: 300.0 });
        assert!(
            patient.starts_with("14 agents answer 91.7 % of callers within 20s: ASA 3.9s, 1.4 % hang up"),
            "{patient}"
        );
        assert!(patient.contains("patience 5m") && patient.contains("Hang up"));
        assert!(!page(Model::ErlangC).contains("Hang up") && !page(Model::ErlangC).contains("Target"));
    }

    #[test]
    fn an_endless_queue_is_an_empty_field_and_null() {
        let answer = answer(Model::ErlangC, Vec::new(), 10..=11);
        let mut bytes = Vec::new();
        csv(&answer, &mut bytes).expect("memory takes everything");
        let text = String::from_utf8(bytes).expect("it is text");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("agents,stable,wait_probability,blocked,abandon_rate,service_level_20s,asa_s"));
        assert_eq!(lines[1], "10,false,,,,,,,,,");
        assert!(lines[2].starts_with("11,true,0.68"), "{}", lines[2]);
        let json: Value = serde_json::from_str(&json(&answer)).expect("it is JSON");
        assert_eq!((&json["rows"][0]["asa_s"], &json["rows"][0]["stable"]), (&Value::Null, &json!(false)));
        assert_eq!((&json["model"], &json["erlangs"]), (&json!("erlang_c"), &json!(10.0)));
        assert_eq!((&json["targets"], &json["agents_needed"]), (&json!({}), &Value::Null));
    }

    #[test]
    fn targets_have_the_names_of_the_measures() {
        let all = vec![LEVEL, Target::Asa { at_most_s: 20.0 }, Target::Lost { at_most: 0.03 }];
        let json: Value = serde_json::from_str(&json(&answer(Model::ErlangA { patience_s: 300.0 }, all, 14..=14)))
            .expect("it is JSON");
        assert_eq!(json["targets"], json!({ "service_level_20s": 0.8, "asa_s": 20.0, "abandon_rate": 0.03 }));
        assert_eq!((&json["agents_needed"], &json["agents_needed_fractional"]), (&json!(14), &json!(13.25)));
    }
}
