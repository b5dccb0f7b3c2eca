//! Shifts that were found as people and programs read them: a page of text, JSON, tables, and TOML that a scenario reads.

mod by_date;
mod csv;
#[cfg(feature = "html")]
mod dated;
mod json;
mod text;
mod toml;

pub use csv::{cover_csv, shifts_csv};
pub use json::document;
pub use text::page;
pub use toml::{plan, shifts_toml};
#[cfg(feature = "html")]
pub(super) use {
    by_date::tables as tables_of_dates,
    dated::{cover_by_date, dated_shifts},
    text::{intervals, sentences, shifts},
};

use super::Provenance;
use super::numbers::{amount, decimal, percent};
use super::sizing::SizedReport;
use crate::cover::CoverRules;
use crate::sizing::{ShiftsByDate, SizePlan};
use crate::units::SimTime;
use crate::words::ShiftsWords;

/// Everything about shifts that reports print.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftsReport {
    /// What they are called: the scenario, else the file of rules.
    pub name: String,
    /// The command that makes them again.
    pub command: String,
    /// The file of rules as it was named, ...
    pub file: String,
    /// ... with the hash of its bytes.
    pub sha256: String,
    /// The scenario, if there is one.
    pub scenario: Option<Provenance>,
    /// How it is sized, and on which days shifts are tried.
    pub plan: Option<SizePlan>,
    /// The sizing that the needs are from, if they are from one.
    pub sized: Option<SizedReport>,
    /// What was found, date by date.
    pub found: ShiftsByDate,
}

/// From when to when an interval is.
fn times(rules: &CoverRules, interval: usize) -> (SimTime, SimTime) {
    let start = rules.open + rules.interval * interval as i64;
    (start, start + rules.interval)
}

/// Whether nothing is cheaper, or by how much something could be.
fn how_near(bound: f64, (is_best, gap): (bool, f64), words: &dyn ShiftsWords) -> String {
    if is_best { words.shifts_proven().to_owned() } else { words.shifts_bound(&cost(bound), &percent(gap, 1)) }
}

/// To the cent, without zeros at the end.
fn cost(value: f64) -> String {
    let text = decimal(value, 2);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { amount(value) }
}
