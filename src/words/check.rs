//! What the page of a check is made of, for every language.

use super::{BaselineLine, CompareWords};
use crate::experiment::expect::{Fulfilment, MoreDays, OfIntervals};
use crate::failure::BaselineFault;
use crate::scenario::SystemRefusal;

/// What on the page of a check stands for itself: headings, and sentences about nothing in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckLabel {
    /// Everything is as expected.
    AsExpected,
    /// Something is not.
    NotAsExpected,
    /// A baseline cannot be used.
    BaselineUnusable,
    /// A scenario could not be played.
    NotPlayed,
    /// More days are needed.
    MoreDaysNeeded,
    /// Nothing was expected of anything.
    NothingChecked,
    /// Above verdicts.
    Verdict,
    /// Above what is expected of.
    What,
    /// Above figures.
    Found,
    /// Above their intervals.
    Interval95,
    /// Above what is expected.
    Expected,
    /// Above the figures of a baseline and of now.
    BaselineToNow,
    /// A baseline.
    Baseline,
    /// A scenario as a whole.
    TheScenario,
    /// It was run, and nothing is expected of it.
    NothingExpected,
    /// It cannot be played.
    CannotBePlayed,
}

/// Why a file is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkippedWhy {
    /// It is no scenario.
    NotAScenario,
    /// It is only a base of this one.
    OnlyABaseOf(String),
}

/// Why a folder or a link cannot be looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosedWhy {
    /// A link that leads nowhere.
    LinkToNowhere(SystemRefusal),
    /// The system refuses.
    Refused(SystemRefusal),
}

/// What is to be added to an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckRemark {
    /// Which of many intervals is meant.
    WorstOf(OfIntervals),
    /// What it takes to decide.
    Takes(MoreDays),
    /// There was nothing to count.
    NothingToCount,
    /// Nothing follows from it.
    OnlyAWarning,
}

/// A figure as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSaid {
    /// The figure.
    pub figure: String,
    /// Its interval.
    pub interval: String,
    /// The level of the interval, in percent.
    pub level: String,
}

/// An expectation in one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectationSaid<'a> {
    /// What is expected of, as it is written.
    pub key: &'a str,
    /// What is expected: `>= 0.9`.
    pub expected: &'a str,
    /// What came of it.
    pub outcome: Fulfilment,
    /// The figure; `None` if it is undefined.
    pub found: Option<FigureSaid>,
    /// What is to be added.
    pub remarks: &'a [String],
}

/// How many expectations came out in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckCounts {
    /// All of them.
    pub expectations: usize,
    /// The scenarios that have them.
    pub scenarios: usize,
    /// Missed or undefined.
    pub missed: usize,
    /// Undecided.
    pub undecided: usize,
    /// Not met, which changes nothing.
    pub warnings: usize,
    /// Met.
    pub met: usize,
}

/// What came of a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is called what it is")]
pub enum BesideVerdict {
    Unusable,
    Missing,
    Worse,
    Undecided,
    Traded,
    Better,
    Within,
    Stored,
    Unchanged,
}

impl BesideVerdict {
    /// All, the gravest first.
    pub const ALL: [Self; 9] = [
        Self::Unusable,
        Self::Missing,
        Self::Worse,
        Self::Undecided,
        Self::Traded,
        Self::Better,
        Self::Within,
        Self::Stored,
        Self::Unchanged,
    ];

    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unusable => "unusable",
            Self::Missing => "missing",
            Self::Worse => "worse",
            Self::Undecided => "undecided",
            Self::Traded => "traded",
            Self::Better => "better",
            Self::Within => "within",
            Self::Stored => "stored",
            Self::Unchanged => "unchanged",
        }
    }
}

/// A sentence of the page, or a part of one, about something.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckLine<'a> {
    /// A scenario that was played on so many days of a seed.
    PlayedOn(&'a str, u32, u64),
    /// So many faults keep a scenario from being played.
    Faults(usize),
    /// Scenarios that do not count, in a list.
    NotCounted(&'a str),
    /// So many scenarios that do not count.
    Uncounted(usize),
    /// So many scenarios of a folder.
    ManyIn(usize, &'a str),
    /// Files that are not checked, in a list.
    Skipped(&'a str),
    /// One of them, and why.
    SkippedFile(&'a str, &'a SkippedWhy),
    /// Baselines without scenarios, and whether they have been removed.
    Stale(&'a [String], bool),
    /// How the expectations came out.
    Expectations(CheckCounts),
    /// Nothing was expected of so many scenarios.
    NothingOf(usize),
    /// How many baselines came out in each way.
    Baselines(&'a [(BesideVerdict, usize)]),
    /// So many scenarios could not be played.
    NotPlayed(usize),
    /// So many were left out after the first failure.
    LeftOut(usize),
    /// The title of a fault that keeps so many scenarios from being played.
    CannotPlay(usize),
    /// The title of an expectation: its scenario, what is expected of, what came of it.
    OfExpectation(&'a str, &'a str, Fulfilment),
    /// The title of a baseline: its scenario, what came of it.
    OfBaseline(&'a str, BesideVerdict),
    /// What came of a baseline, with its verdict made prominent, and a sentence.
    BaselineIs(&'a str, &'a str),
}

/// The words of the page of a check.
pub trait CheckWords: CompareWords {
    /// What stands for itself.
    fn check_label(&self, label: CheckLabel) -> &'static str;
    /// What came of an expectation, in a word.
    fn fulfilment(&self, outcome: Fulfilment) -> &'static str;
    /// What came of a baseline, in a word or two.
    fn beside_verdict(&self, verdict: BesideVerdict) -> &'static str;
    /// An interval with one end: from there on, or up to there.
    fn half_open(&self, end: &str, is_lower: bool) -> String;
    /// What is to be added to an expectation.
    fn check_remark(&self, remark: &CheckRemark) -> String;
    /// An expectation in one sentence without a full stop.
    fn expectation(&self, said: &ExpectationSaid<'_>) -> String;
    /// A sentence, or a part of one.
    fn check_line(&self, line: &CheckLine<'_>) -> String;
    /// Why a file is not checked.
    fn skipped_why(&self, why: &SkippedWhy) -> String;
    /// Why something cannot be looked into.
    fn closed(&self, why: &ClosedWhy) -> String;
    /// Remarks one after the other.
    fn remarks(&self, remarks: &[String]) -> String;
    /// Something with remarks in brackets behind it.
    fn with_remarks(&self, text: &str, remarks: &[String]) -> String;
    /// A sentence with its full stop.
    fn full_stop(&self, sentence: &str) -> String;
    /// Sentences one after the other.
    fn sentences(&self, sentences: &[String]) -> String;
    /// How a scenario stands to its baseline.
    fn baseline_line(&self, line: &BaselineLine<'_>) -> String;
    /// Why a baseline cannot be used.
    fn baseline_fault(&self, fault: &BaselineFault) -> String;
}
