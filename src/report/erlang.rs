//! Answers of the Erlang calculator: a sentence and a table for people, CSV and JSON for programs.

use super::numbers::{DASH, decimal, percent};
use crate::analytic::erlang::{Figures, Load, Model, Target};
use crate::escape::csv::Writer;
use crate::units::Span;
use crate::words::Language;
use crate::words::calculator::DayTarget;
use crate::words::erlang::{Achieved, CountSaid, ErlangLabel, ErlangLine, ErlangWords};
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
pub fn text(answer: &Answer, language: Language) -> String {
    let words = language.erlang();
    let lines = [sentences(answer, words), asked(&answer.question)].concat();
    let lines: Vec<String> = lines.iter().map(|line| words.erlang_line(line)).collect();
    format!("{}\n\n{}\n", lines.join("\n"), table(answer, words))
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

/// What there is to say of one number of agents.
fn sentences(answer: &Answer, words: &dyn ErlangWords) -> Vec<ErlangLine> {
    let spoken_of = answer.needed.map(|needed| f64::from(needed.agents));
    let only = (answer.rows.len() == 1).then(|| answer.rows[0].agents);
    let Some(agents) = spoken_of.or(only) else { return Vec::new() };
    let row = answer.rows.iter().find(|row| row.agents == agents);
    let people = CountSaid { number: headcount(agents), is_one: agents == 1.0 };
    let first = match row.and_then(|row| row.figures) {
        _ if answer.question.load.erlangs() == 0.0 => ErlangLine::NobodyCalls,
        Some(figures) => {
            ErlangLine::Achieves(people, answer.question.model, achieved(&figures, answer.question.within, words))
        }
        None => ErlangLine::NotEnough(people),
    };
    let exact = answer.needed.and_then(|needed| needed.fractional);
    std::iter::once(first).chain(exact.map(|exact| ErlangLine::Fractional(decimal(exact, 2)))).collect()
}

fn achieved(figures: &Figures, within: Span, words: &dyn ErlangWords) -> Achieved {
    Achieved {
        level: percent(figures.service_level, 1),
        within,
        asa: figures.asa_s.map_or_else(|| DASH.to_owned(), |asa| words.length(asa)),
        blocked: percent(figures.blocked, 1),
        lost: percent(figures.abandon_rate, 1),
        busy: figures.occupancy.map_or_else(|| DASH.to_owned(), |o| words.per_cent(&percent(o, 1))),
    }
}

fn headcount(agents: f64) -> String {
    if agents.fract() == 0.0 {
        return decimal(agents, 0);
    }
    decimal(agents, 3).trim_end_matches('0').to_owned()
}

/// What was asked and, in a line of its own, the targets.
fn asked(question: &Question) -> Vec<ErlangLine> {
    let plain = |number: f64| decimal(number, 3).trim_end_matches('0').trim_end_matches('.').to_owned();
    let patience = match question.model {
        Model::ErlangA { patience_s } => Some(Span::from_secs_f64(patience_s)),
        Model::ErlangB | Model::ErlangC => None,
    };
    let asked = ErlangLine::Asked {
        model: question.model,
        calls: CountSaid { number: plain(question.calls), is_one: question.calls == 1.0 },
        per: question.per,
        each: Span::from_secs_f64(question.load.handle_s()),
        patience,
        erlangs: plain(question.load.erlangs()),
    };
    let targets: Vec<DayTarget> = question.targets.iter().map(|target| wanted(target, question)).collect();
    let targets = (!targets.is_empty()).then_some(ErlangLine::Targets(targets));
    std::iter::once(asked).chain(targets).collect()
}

fn wanted(target: &Target, question: &Question) -> DayTarget {
    match *target {
        Target::ServiceLevel { share, .. } => DayTarget::Level(exact_percent(share), question.within),
        Target::Asa { at_most_s } => DayTarget::Asa(Span::from_secs_f64(at_most_s)),
        Target::Lost { at_most } if question.model == Model::ErlangB => DayTarget::Blocked(exact_percent(at_most)),
        Target::Lost { at_most } => DayTarget::HangUp(exact_percent(at_most)),
        Target::Waits { at_most } => DayTarget::Waiting(exact_percent(at_most)),
        Target::Occupancy { at_most } => DayTarget::Occupancy(exact_percent(at_most)),
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
    heading: ErlangLabel,
    unit: ShownAs,
    figure: fn(&Figures) -> Option<f64>,
    shown: fn(Model) -> bool,
}

impl FigureColumn {
    fn of(&self, row: &ErlangRow) -> Option<f64> {
        row.figures.as_ref().and_then(self.figure)
    }

    fn print(&self, row: &ErlangRow, words: &dyn ErlangWords) -> String {
        match (self.of(row), self.unit) {
            (None, _) => DASH.to_owned(),
            (Some(value), ShownAs::Share) => words.per_cent(&percent(value, 1)),
            (Some(value), ShownAs::Seconds) => words.length(value),
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
    let column = |key: &str, heading, unit, figure, shown: fn(Model) -> bool| FigureColumn {
        key: key.to_owned(),
        heading,
        unit,
        figure,
        shown,
    };
    let level = level_key(within);
    vec![
        column("wait_probability", ErlangLabel::MustWait, ShownAs::Share, |f| Some(f.wait_probability), queue),
        column("blocked", ErlangLabel::Blocked, ShownAs::Share, |f| Some(f.blocked), loss),
        column("abandon_rate", ErlangLabel::HangUp, ShownAs::Share, |f| Some(f.abandon_rate), impatient),
        column(&level, ErlangLabel::Within(within), ShownAs::Share, |f| Some(f.service_level), queue),
        column("asa_s", ErlangLabel::Asa, ShownAs::Seconds, |f| f.asa_s, queue),
        column("wait_mean_s", ErlangLabel::MeanWait, ShownAs::Seconds, |f| Some(f.wait_mean_s), impatient),
        column("wait_p90_s", ErlangLabel::Wait90, ShownAs::Seconds, |f| f.wait_p90_s, queue),
        column("waiting_mean", ErlangLabel::Waiting, ShownAs::Callers, |f| Some(f.waiting_mean), queue),
        column("occupancy", ErlangLabel::Occupancy, ShownAs::Share, |f| f.occupancy, |_| true),
    ]
}

fn table(answer: &Answer, words: &dyn ErlangWords) -> String {
    let label = |label| words.erlang_label(label);
    let model = answer.question.model;
    let columns: Vec<_> = columns(answer.question.within).into_iter().filter(|c| (c.shown)(model)).collect();
    let needed = answer.needed.map(|n| f64::from(n.agents));
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let target = needed.map(|_| label(ErlangLabel::Target));
    let headings = std::iter::once(label(ErlangLabel::Agents)).chain(columns.iter().map(|c| label(c.heading)));
    table.set_header(headings.chain(target));
    for row in &answer.rows {
        let met = |n| if row.agents >= n { ErlangLabel::Met } else { ErlangLabel::Missed };
        let met = needed.map(|n| label(met(n)));
        table.add_row(std::iter::once(headcount(row.agents)).chain(figures(row, &columns, words)).chain(met));
    }
    table.column_iter_mut().for_each(|column| {
        column.set_padding((0, 2)).set_cell_alignment(CellAlignment::Right);
    });
    table.trim_fmt()
}

/// A row's figures as text; that of an endless queue says so in its first place.
fn figures(row: &ErlangRow, columns: &[FigureColumn], words: &dyn ErlangWords) -> Vec<String> {
    let mut cells: Vec<String> = columns.iter().map(|column| column.print(row, words)).collect();
    if let (None, Some(first)) = (row.figures, cells.first_mut()) {
        *first = words.erlang_label(ErlangLabel::Unstable);
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
        let page = text(&answer(Model::ErlangC, vec![LEVEL], 9..=15), Language::English);
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
        let page = |model| text(&answer(model, Vec::new(), 14..=14), Language::English);
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
    fn no_english_is_left_in_a_chinese_answer() {
        let page = |model, targets, agents| {
            let page = text(&answer(model, targets, agents), Language::Chinese);
            crate::report::chinese::assert_chinese(&page, &[]);
            page
        };
        let told = page(Model::ErlangC, vec![LEVEL, Target::Asa { at_most_s: 20.0 }], 9..=15);
        assert!(told.starts_with("14个坐席在20秒内接通88.8%的来电：ASA 7.8秒，占用率71.4%。\n"), "{told}");
        let lost = Target::Lost { at_most: 0.03 };
        page(Model::ErlangB, vec![lost, Target::Occupancy { at_most: 0.85 }], 14..=14);
        page(Model::ErlangA { patience_s: 300.0 }, vec![lost, Target::Waits { at_most: 0.5 }], 14..=14);
        page(Model::ErlangC, Vec::new(), 9..=9);
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
