//! A comparison as people and programs read it: a page of text, JSON, CSV and Markdown.

mod arms_table;
pub mod csv;
pub mod json;
pub mod markdown;
#[cfg(test)]
mod sample;
pub mod text;
pub(super) mod words;

use crate::experiment::compare::{ArmFindings, FloorComparison};
use crate::words::{CompareLabel, ComparedNote};

/// A comparison with what it was made of: without that it is worth nothing and is not written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Compared {
    /// The command that makes it again.
    pub command: String,
    /// Things worth telling.
    pub notes: Vec<ComparedNote>,
    /// The scenarios, that which the others are compared with first.
    pub arms: Vec<Arm>,
    /// What was found, in the order of the arms.
    pub found: FloorComparison,
}

impl Compared {
    /// What the others are compared with.
    pub fn baseline(&self) -> &Arm {
        &self.arms[0]
    }

    /// Each of the others with how it differs.
    pub fn others(&self) -> impl Iterator<Item = (&Arm, &ArmFindings)> {
        self.arms[1..].iter().zip(&self.found.arms)
    }
}

/// One scenario of a comparison.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Arm {
    /// What it is called; no two are called alike.
    pub label: String,
    /// The scenario file as it was named.
    pub file: String,
    /// Hash of everything that was read for it, in hexadecimal.
    pub sha256: String,
    /// The overrides laid over the file.
    pub settings: Vec<String>,
    /// What is set otherwise than in the baseline.
    pub differs: Vec<Differs>,
    /// Nothing is set otherwise, but the tables of data say something else.
    pub tables_differ: bool,
}

impl Arm {
    /// What is told of one that sets nothing otherwise.
    const fn nothing_set(&self) -> CompareLabel {
        if self.tables_differ { CompareLabel::OnlyTables } else { CompareLabel::NothingSet }
    }
}

/// One key that two scenarios set differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The path of the key, in the form of `--set`.
    pub key: String,
    /// Its value in the baseline; `None` if it is not set.
    pub a: Option<String>,
    /// Its value in the arm; `None` if it is not set.
    pub b: Option<String>,
}
