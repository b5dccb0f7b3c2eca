//! What every table is made of: columns with a key and a Chinese name, and values that know what they are.

use crate::tables::Conclusions;
use jiff::civil::{Date, Weekday};

/// How the values of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueForm {
    /// Words.
    Text,
    /// A whole number.
    Count,
    /// A number with decimals.
    Amount,
    /// A share, as a percentage.
    Share,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlanColumn {
    /// Its key: the name in CSV and JSON, and the English header.
    pub key: String,
    /// The Chinese header.
    pub zh: String,
    /// How its values are shown.
    pub form: ValueForm,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PlanValue {
    /// Text of ours.
    Word(&'static str, &'static str),
    /// Text of others.
    Text(String),
    Date(Date),
    Weekday(Weekday),
    Flag(bool),
    Count(i64),
    Number(f64),
    Conclusion(Conclusions),
    Unknown,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlanTable {
    /// Its short name: `t1`.
    pub name: &'static str,
    /// Its title in English and in Chinese.
    pub title: (&'static str, &'static str),
    pub columns: Vec<PlanColumn>,
    pub rows: Vec<Vec<PlanValue>>,
    /// Rows below, such as sums.
    pub foot: Vec<Vec<PlanValue>>,
}

impl PlanTable {
    /// Where a column is; 0 if there is none, which a test rules out.
    #[cfg(feature = "workbook")]
    pub fn at(&self, key: &str) -> usize {
        self.columns.iter().position(|column| column.key == key).unwrap_or(0)
    }
}

impl PlanValue {
    pub fn number(value: Option<f64>) -> Self {
        value.map_or(Self::Unknown, Self::Number)
    }

    pub fn count(value: Option<f64>) -> Self {
        value.map_or(Self::Unknown, |value| Self::Count(value.round() as i64))
    }

    pub fn whole(value: Option<u32>) -> Self {
        value.map_or(Self::Unknown, |value| Self::Count(value.into()))
    }
}

/// A column of a table that is always the same.
pub(super) fn column(key: &str, zh: &str, form: ValueForm) -> PlanColumn {
    PlanColumn { key: key.to_owned(), zh: zh.to_owned(), form }
}
