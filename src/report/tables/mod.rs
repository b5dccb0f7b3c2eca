//! The five tables as files: CSV for programs, a workbook for people, a summary for the screen, in English, Chinese or both.

mod columns;
mod csv;
mod json;
mod plan;
#[cfg(feature = "workbook")]
mod plots;
mod text;
mod words;
#[cfg(feature = "workbook")]
mod workbook;

pub use csv::{long_csv, table_csv};
pub use json::{FORMAT, json};
pub use text::text;
#[cfg(feature = "workbook")]
pub use workbook::workbook;

use crate::history::SourceFile;
use crate::tables::{FiveTables, PlannerRules};
use plan::PlanTable;

/// In which language the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TablesLanguage {
    /// English.
    English,
    /// Chinese.
    Chinese,
    /// Chinese above English.
    Both,
}

/// The tables with where they are from and by which rules they were made.
#[derive(Clone, Debug, PartialEq)]
pub struct TablesPage {
    /// The tables.
    pub tables: FiveTables,
    /// By these rules.
    pub rules: PlannerRules,
    /// From these files.
    pub sources: Vec<SourceFile>,
    /// The scenario file as it was named.
    pub scenario: String,
    /// Only this queue.
    pub queue: Option<String>,
    /// Whether the expected calls are from a file.
    pub is_forecast_given: bool,
}

impl TablesPage {
    /// T1 to T5 as they are shown.
    fn plan_tables(&self) -> [PlanTable; 5] {
        [
            columns::seats(self),
            columns::carried(self),
            columns::handled(self),
            columns::accuracy(self),
            columns::agents(self),
        ]
    }
}
