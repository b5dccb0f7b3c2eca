//! What people are told, by language: parts below keep facts, and what they mean in words stands here.
//!
//! A language is one [`Catalogue`]: everything that can be told has a method or an arm of a `match` there, so a new
//! language compiles when nothing is missing in it, and a new fault when every language has a sentence for it.

mod catalogue;
mod diagnostics;
mod en;

pub use diagnostics::{Told, in_one_line, render, render_one, told, told_all};

use crate::model;
use crate::scenario::ScenarioFault;
use catalogue::Catalogue;
use std::fmt;

/// The languages in which things are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
}

/// What is wrong, in words; neither is a whole sentence with a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was found.
    pub found: String,
    /// What is allowed, or what to do; may be empty.
    pub allowed: String,
}

impl Said {
    fn new(found: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { found: found.into(), allowed: allowed.into() }
    }
}

impl Language {
    fn words(self) -> &'static dyn Catalogue {
        match self {
            Self::English => &en::English,
        }
    }
}

/// What is wrong with a floor.
pub fn floor_fault(language: Language, kind: &model::FaultKind) -> Said {
    language.words().floor(kind)
}

/// What is wrong with a scenario.
pub fn fault(language: Language, fault: &ScenarioFault) -> Said {
    language.words().scenario(fault)
}

/// What a duration looks like.
pub fn duration(language: Language) -> &'static str {
    language.words().duration()
}

/// Of a floor that is made without a scenario file.
impl fmt::Display for model::Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { found, allowed } = floor_fault(Language::default(), &self.kind);
        write!(f, "{}: {found} ({allowed})", self.at)
    }
}
