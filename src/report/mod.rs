//! Results as people and programs read them: a page of text, JSON and CSV.
//!
//! Everything here is a pure function from results to bytes: the same results give the same bytes. Nothing is printed
//! and nothing is simulated.

pub mod baseline;
mod by_date;
#[cfg(feature = "charts")]
pub mod charts;
pub mod check;
#[cfg(test)]
mod chinese;
pub mod compare;
pub mod csv;
pub mod erlang;
pub mod erlang_day;
#[cfg(feature = "html")]
pub mod html;
pub mod interval_table;
pub mod json;
pub mod knobs;
mod ladder_value;
mod line_breaks;
mod numbers;
mod roster;
#[cfg(test)]
mod sample;
mod screen;
mod shape;
pub mod shifts;
pub mod sizing;
pub mod stored;
pub mod tables;
mod targets;
pub mod text;
pub mod verify;

pub use roster::{GroupRoster, RosterLane, Stay};
pub use shape::{FloorShape, RungShape};

use crate::units::Span;
use jiff::civil::Date;

/// Where results come from: without it they are worth nothing and are not written.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// The scenario's name.
    pub name: String,
    /// Why the scenario exists, in prose; may be empty.
    pub why: String,
    /// The scenario file as it was named.
    pub file: String,
    /// Hash of everything that was read for the scenario, in hexadecimal.
    pub sha256: String,
    /// The date it plays on, if it names one.
    pub date: Option<Date>,
    /// Time after opening that is not counted.
    pub warm_up: Span,
    /// What the reader of the scenario remarked.
    pub notes: Vec<String>,
    /// The command that makes the results again.
    pub command: String,
}

/// A picture, as it is written to a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it says.
    pub title: String,
    /// As SVG.
    pub svg: String,
}
