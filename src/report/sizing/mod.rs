//! What sizing found as people and programs read it: a page of text, JSON and a table of head-counts.

mod by_date;
mod codes;
mod csv;
mod json;
mod plan;
mod tables;
mod text;

pub use csv::{dates_csv, head_counts, reserve_csv, varied_csv, varied_dates_csv};
pub use json::{FORMAT, document, given_document};
pub(super) use json::{made, on_fresh_days, printed, queue_at_target, share};
pub(super) use plan::expectations;
pub use plan::plan;
pub use tables::SizeTable;
pub use text::given_page;
#[cfg(feature = "html")]
pub(super) use {
    by_date::tables as tables_of_dates, text::besides, text::curve, text::intervals, text::recommended, text::varied,
};

use super::Provenance;
use crate::sizing::{ReserveResults, SizeResults, SizedDates, VariedResult};
use crate::words::Language;

/// What was sized: a date, or several.
#[derive(Clone, Debug, PartialEq)]
pub enum SizedReport {
    /// One, or a day without a date.
    OneDate(Box<SizedFloor>),
    /// Several.
    Dates(Box<SizedByDate>),
}

impl SizedReport {
    /// Whether numbers were found that meet the targets, on every date.
    pub fn is_possible(&self) -> bool {
        match self {
            Self::OneDate(sized) => sized.found.is_possible(),
            Self::Dates(sized) => sized.found.dates.iter().all(|date| date.found.is_possible()),
        }
    }
}

/// The page, ending with a line end; `colour` adds terminal colours to the verdict.
pub fn page(sized: &SizedReport, language: Language, colour: bool) -> String {
    match sized {
        SizedReport::OneDate(sized) => text::page_of_date(sized, language, colour),
        SizedReport::Dates(sized) => by_date::page_of_dates(sized, language, colour),
    }
}

/// Several dates that were sized.
#[derive(Clone, Debug, PartialEq)]
pub struct SizedByDate {
    /// Where it comes from.
    pub from: Provenance,
    /// What was found.
    pub found: SizedDates,
}

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
