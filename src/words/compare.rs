//! What the page of a comparison is made of, for every language.

use super::Forms;
use crate::experiment::compare::{Finding, FloorComparison};
use crate::figures::{Dimension, Measure};
use crate::units::ClockReading;
use jiff::civil::Date;

/// What on the page of a comparison stands for itself: headings, and sentences about nothing in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareLabel {
    /// Above the names of measures.
    Measure,
    /// Above differences.
    Difference,
    /// Above what they mean.
    Verdict,
    /// Above the keys that are set otherwise.
    SetOtherwise,
    /// A key that an arm does not set.
    NotSet,
    /// Nothing is set otherwise.
    NothingSet,
    /// Nothing is set otherwise, but tables of data differ.
    OnlyTables,
    /// The picture of answer rates.
    RatesPicture,
    /// The picture of people.
    CrewsPicture,
}

/// Something worth telling about a comparison as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComparedNote {
    /// Not every scenario has this measure.
    LeftOut(Measure),
    /// A precision asked for in a scenario is not used.
    PrecisionNotUsed,
}

/// What an arm does otherwise for sure, of what a sentence is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmDoes {
    /// Loses callers, a day.
    LosesCallers,
    /// Answers after so many seconds.
    Answers,
    /// Borrows so many person-minutes.
    Borrows,
    /// Costs so much.
    Costs,
}

/// A sure difference as part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SureDifference {
    /// Of what.
    pub does: ArmDoes,
    /// How much, without its sign.
    pub by: String,
    /// Whether it is more of it.
    pub is_more: bool,
}

/// Measures that are not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenMeasures {
    /// These; may be none.
    Named(Vec<Measure>),
    /// So many.
    Counted(usize),
}

/// What one arm does otherwise than what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArmSentence<'a> {
    /// The arm.
    pub label: &'a str,
    /// What it is compared with.
    pub baseline: &'a str,
    /// What it does otherwise for sure.
    pub sure: Vec<SureDifference>,
    /// Every measure in which it differs for sure.
    pub differs: Vec<Measure>,
    /// What is not decided.
    pub open: OpenMeasures,
}

/// Adjoining intervals with one finding.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeIntervals {
    /// Their date, if it is named.
    pub date: Option<Date>,
    /// From, by the clock.
    pub start: ClockReading,
    /// To, by the clock, not included.
    pub end: ClockReading,
    /// What was found.
    pub finding: Finding,
    /// The largest difference, as a share with its sign.
    pub most: f64,
}

/// The words of the page of a comparison. Labels of arms come cleaned of what the page takes for more than text.
pub trait CompareWords: Forms {
    /// What stands for itself.
    fn compare_label(&self, label: CompareLabel) -> &'static str;
    /// The title of a page: whom it compares with whom.
    fn compare_title(&self, others: &[String], baseline: &str) -> String;
    /// Something said of an arm.
    fn said_of(&self, label: &str, text: &str) -> String;
    /// A measure as people call it.
    fn compared_measure(&self, measure: Measure) -> String;
    /// A difference with its unit.
    fn difference(&self, of: Dimension, number: &str) -> String;
    /// What a finding on a measure means, in a word or two.
    fn compared_finding(&self, measure: Measure, finding: Finding) -> &'static str;
    /// What one arm does otherwise.
    fn arm_sentence(&self, arm: &ArmSentence<'_>) -> String;
    /// When the answer rate differs for sure.
    fn over_the_day(&self, stretches: &[AlikeIntervals]) -> String;
    /// What the signs behind figures mean.
    fn compare_legend(&self, baseline: &str) -> String;
    /// So many more keys are set otherwise, told in a file.
    fn more_keys(&self, more: usize, file: &str) -> String;
    /// What is worth telling, a sentence without a full stop.
    fn compared_note(&self, note: &ComparedNote) -> String;
    /// A note as a sentence of its own.
    fn noted(&self, note: &str) -> String;
    /// On what the verdicts rest.
    fn compare_basis(&self, found: &FloorComparison) -> String;
}
