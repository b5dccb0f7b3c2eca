//! What people are told, by language: parts below keep facts, and what they mean in words stands here.
//!
//! A language is one `Catalogue`: everything that can be told has a method or an arm of a `match` there, so a new
//! language compiles when nothing is missing in it, and a new fault when every language has a sentence for it.

mod argument;
mod baseline;
pub mod calculator;
mod catalogue;
mod check;
mod compare;
mod diagnostics;
mod en;
pub mod erlang;
mod forms;
pub mod html;
mod knobs;
mod ladder;
pub mod numbers;
mod page;
mod plot;
mod plot_amount;
mod plot_facts;
mod saying;
mod shifts;
mod size_plot;
mod sizing;
pub mod topic;
mod verify;
mod zh;

pub use argument::{Help, UsageFault, ValueFault};
pub use baseline::{BaselineLine, KeyChange, TableMove, TableMoved, WhatChanged};
pub use check::{
    BesideVerdict, CheckCounts, CheckLabel, CheckLine, CheckRemark, CheckWords, ClosedWhy, ExpectationSaid, FigureSaid,
    SkippedWhy,
};
pub use compare::{
    AlikeIntervals, ArmDoes, ArmSentence, CompareLabel, CompareWords, ComparedNote, OpenMeasures, SureDifference,
};
pub use diagnostics::{Told, in_one_line, render, render_one, told, told_all};
pub use forms::{Dial, Forms};
pub use knobs::KnobsWords;
pub use page::{BadIntervals, Label, OwnTasks, PageWords, PeopleStretch};
pub use plot::{AxisUnit, Drawing, PairFinding, PlotFinding, PlotLabel, PlotWords, WaitsFinding};
pub use plot_facts::{AskedShare, DaysAnswer, LoadedInterval, NamedInterval, NeededInterval, Rostered, RungsPulled};
pub use saying::{CalculatorFault, Remedy, Saying};
pub use shifts::ShiftsWords;
pub use size_plot::{SizePlotLabel, SizePlotWords};
pub use sizing::{Recommended, SizeLabel, SizeWords};
pub use verify::VerifyWords;

use crate::experiment::{MergeError, RunError};
use crate::failure::Error;
use crate::history::HistoryFault;
use crate::model;
use crate::scenario::guarded::Unread;
use crate::scenario::{Noted, ScenarioFault};
use crate::sizing::SizeError;
use calculator::{DayColumn, DaySaying};
use catalogue::Catalogue;
use serde::{Deserialize, Serialize};
use std::fmt;
use topic::Topic;

/// The languages in which things are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Chinese, in simplified characters.
    #[serde(rename = "zh")]
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
    /// As it is asked for on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    fn words(self) -> &'static dyn Catalogue {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// How it writes numbers.
    pub fn forms(self) -> &'static dyn Forms {
        self.page()
    }

    /// The words of plots.
    pub fn plots(self) -> &'static dyn PlotWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the page of a run.
    pub fn page(self) -> &'static dyn PageWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }
}

/// The words of a report that is sent to people.
pub fn html(language: Language) -> &'static dyn html::HtmlWords {
    match language {
        Language::English => &en::English,
        Language::Chinese => &zh::Chinese,
    }
}

impl Language {
    /// The words of the page of a comparison.
    pub fn compare(self) -> &'static dyn CompareWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the page of a sizing.
    pub fn size(self) -> &'static dyn SizeWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of pictures of a sizing.
    pub fn size_plots(self) -> &'static dyn SizePlotWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the calculator's answer for one volume.
    pub fn erlang(self) -> &'static dyn erlang::ErlangWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the table of verification.
    pub fn verify(self) -> &'static dyn VerifyWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the page of a check.
    pub fn check(self) -> &'static dyn CheckWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the page of a ladder's knobs.
    pub fn knobs(self) -> &'static dyn KnobsWords {
        match self {
            Self::English => &en::English,
            Self::Chinese => &zh::Chinese,
        }
    }

    /// The words of the page of shifts.
    pub fn shifts(self) -> &'static dyn ShiftsWords {
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

/// What is worth knowing of a scenario, each where it is written, in one sentence without a full stop, and with its name.
pub fn notes(language: Language, notes: &[Noted]) -> Vec<String> {
    let told = |Noted { note, at, .. }: &Noted| {
        let text = format!("{} [{}]", language.words().note(note), note.name().word());
        at.as_ref().map_or(text.clone(), |(file, line)| of(language, &format!("{file}:{line}"), &text))
    };
    notes.iter().map(told).collect()
}

/// Why a use case came to nothing: a line for each thing that is wrong.
pub fn failure(language: Language, error: &Error) -> Vec<String> {
    language.words().failure(error)
}

/// Why a run came to nothing.
pub fn run_error(language: Language, why: &RunError) -> String {
    language.words().run(why)
}

/// Why a folder or a link cannot be looked into.
pub fn closed(language: Language, why: &ClosedWhy) -> String {
    language.check().closed(why)
}

/// What the program says beside its results.
pub fn saying(language: Language, saying: &Saying) -> String {
    language.words().saying(saying)
}

/// What a measure, a note or a verdict means, in a sentence or a few.
pub fn explained(language: Language, topic: Topic) -> String {
    language.words().explained(topic)
}

/// The heading of a column of the calculator's table.
pub fn calculator_column(language: Language, column: &DayColumn) -> String {
    language.words().calculator_column(column)
}

/// What the calculator says of its table.
pub fn calculator_says(language: Language, saying: &DaySaying) -> String {
    language.words().calculator_says(saying)
}

/// What to try on the command line, to stand behind a line of [`failure`].
pub fn remedy(language: Language, remedy: &Remedy) -> String {
    language.words().remedy(remedy)
}

/// The help of the arguments; `None`: as it stands at them, in English.
pub fn help(language: Language) -> Option<&'static Help> {
    language.words().help()
}

/// What is wrong with arguments; `None`: as their parser says it, in English.
pub fn usage(language: Language, fault: &UsageFault) -> Option<String> {
    language.words().usage(fault)
}

/// What the bar over days looks like, as a template.
pub fn days_bar(language: Language) -> &'static str {
    language.words().days_bar()
}

/// What the line of a sizing looks like, as a template.
pub fn sizing_bar(language: Language) -> &'static str {
    language.words().sizing_bar()
}

/// A fault of the program's own.
pub fn bug(language: Language) -> &'static str {
    language.words().bug()
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

/// Something said of something.
pub fn of(language: Language, about: &str, text: &str) -> String {
    format!("{about}{}{text}", language.words().colon())
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
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&failure(Language::English, self).join("\n"))
    }
}

/// In English.
impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.words().run(self))
    }
}

/// In English.
impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.words().size(self))
    }
}

/// In English.
impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        RunError::Parts(self.clone()).fmt(f)
    }
}

/// In English.
impl fmt::Display for HistoryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Error::History(vec![self.clone()]).fmt(f)
    }
}

/// In English.
impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.words().unread(self))
    }
}

/// In English.
impl fmt::Display for ValueFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.words().value(self))
    }
}

impl std::error::Error for ValueFault {}

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
