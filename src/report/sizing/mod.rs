//! What sizing found as people and programs read it: a page of text, JSON and a table of head-counts.

mod csv;
mod json;
mod text;
mod words;

pub use csv::{head_counts, reserve_csv, varied_csv};
pub use json::{FORMAT, document, given_document};
pub(super) use json::{made, on_fresh_days, printed};
pub use text::{given_page, page};

use super::Provenance;
use crate::sizing::{ReserveResults, SizeResults, VariedResult};

/// Everything about a sizing that reports print.
#[derive(Clone, Debug, PartialEq)]
pub struct SizedFloor {
    /// Where it comes from.
    pub from: Provenance,
    /// What was found.
    pub found: SizeResults,
    /// What was found of base and reserve, if that was asked.
    pub reserve: Option<ReserveResults>,
    /// What the people found would come to if something were otherwise, if that was asked.
    pub varied: Vec<VariedResult>,
}
