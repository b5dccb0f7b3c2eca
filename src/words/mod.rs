//! What people are told, by language: parts below keep facts, and what they mean in words stands here.
//!
//! A language is one `Catalogue`: everything that can be told has a method or an arm of a `match` there, so a new
//! language compiles when nothing is missing in it, and a new fault when every language has a sentence for it.

mod catalogue;
mod diagnostics;
mod en;
mod zh;

pub use diagnostics::{Told, in_one_line, render, render_one, told, told_all};

use crate::model;
use crate::scenario::guarded::Unread;
use crate::scenario::{Note, ScenarioFault};
use catalogue::Catalogue;
use std::fmt;

/// The languages in which things are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, in simplified characters.
    Chinese,
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
            Self::Chinese => &zh::Chinese,
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

/// What is worth knowing of a scenario, one sentence without a full stop each.
pub fn notes(language: Language, notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| language.words().note(note)).collect()
}

/// Something that went wrong, in a line of its own.
pub fn error_line(language: Language, text: &str) -> String {
    let words = language.words();
    format!("{}{}{text}", words.error(), words.colon())
}

/// Something worth knowing, in a line of its own.
pub fn note_line(language: Language, text: &str) -> String {
    let words = language.words();
    format!("{}{}{text}", words.remark(), words.colon())
}

/// What a duration looks like.
pub fn duration(language: Language) -> &'static str {
    language.words().duration()
}

/// In English.
impl fmt::Display for model::Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { found, allowed } = floor_fault(Language::English, &self.kind);
        write!(f, "{}: {found} ({allowed})", self.at)
    }
}

/// In English.
impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.words().unread(self))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Floor, FloorParts};
    use crate::units::SimTime;

    #[test]
    fn a_floor_says_what_is_wrong_with_it_where_and_what_instead() {
        let parts = FloorParts { seats: Some(0), ..FloorParts::new("x", SimTime::clock(8, 0), SimTime::clock(20, 0)) };
        let told: Vec<_> = Floor::new(parts).expect_err("it is bad").iter().map(ToString::to_string).collect();
        let seats = "seats: no seat at all (at least one seat, or leave `seats` out for as many as needed)";
        assert_eq!(told, [seats, "queues: no queue (at least one [[queues]] with name, arrivals and talk)"]);
    }
}
