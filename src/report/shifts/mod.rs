//! Shifts that were found as people and programs read them: a page of text, JSON, tables, and TOML that a scenario reads.

mod csv;
mod json;
mod text;
mod toml;

pub use csv::{cover_csv, shifts_csv};
pub use json::document;
pub use text::page;
pub use toml::shifts_toml;

use super::Provenance;
use super::sizing::SizedReport;
use crate::cover::{CoverFound, CoverOutcome, CoverRules};
use crate::sizing::ShiftsResults;
use crate::units::SimTime;

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
    /// The sizing that the needs are from, if they are from one.
    pub sized: Option<SizedReport>,
    /// What was found.
    pub found: ShiftsResults,
}

impl ShiftsReport {
    /// The shifts, or the nearest that can be had.
    pub fn covering(&self) -> Option<&CoverFound> {
        match &self.found.outcome {
            CoverOutcome::Found(found) => Some(found),
            CoverOutcome::Impossible { best, .. } => best.as_ref(),
            CoverOutcome::Stopped => None,
        }
    }
}

/// From when to when an interval is.
fn times(rules: &CoverRules, interval: usize) -> (SimTime, SimTime) {
    let start = rules.open + rules.interval * interval as i64;
    (start, start + rules.interval)
}
