//! What sizing found as people and programs read it: a page of text, JSON and a table of head-counts.

mod csv;
mod json;
mod text;
mod words;

pub use csv::head_counts;
pub use json::document;
pub use text::page;

use super::Provenance;
use crate::sizing::SizeResults;

/// Everything about a sizing that reports print.
#[derive(Clone, Debug, PartialEq)]
pub struct Sized {
    /// Where it comes from.
    pub from: Provenance,
    /// What was found.
    pub found: SizeResults,
}
