//! What a language has words for.

use super::calculator::{DayColumn, DaySaying};
use super::topic::Topic;
use super::{Forms, Help, Remedy, Said, Saying, UsageFault, ValueFault};
use crate::experiment::RunError;
use crate::failure::Error;
use crate::model::FaultKind;
use crate::scenario::guarded::Unread;
use crate::scenario::{Cell, Note, ScenarioFault};
use crate::sizing::SizeError;

/// The words of one language.
pub(super) trait Catalogue: Forms {
    /// What is wrong with a floor.
    fn floor(&self, kind: &FaultKind) -> Said;
    /// What is wrong with a scenario.
    fn scenario(&self, fault: &ScenarioFault) -> Said;
    /// What is worth knowing of a scenario.
    fn note(&self, note: &Note) -> String;
    /// Why a use case came to nothing: a line for each thing that is wrong.
    fn failure(&self, error: &Error) -> Vec<String>;
    /// Why a run came to nothing.
    fn run(&self, why: &RunError) -> String;
    /// Why nothing could be sized.
    fn size(&self, why: &SizeError) -> String;
    /// What the program says beside its results.
    fn saying(&self, saying: &Saying) -> String;
    /// What a measure, a note or a verdict means.
    fn explained(&self, topic: Topic) -> String;
    /// The heading of a column of the calculator's table.
    fn calculator_column(&self, column: &DayColumn) -> String;
    /// What the calculator says of its table.
    fn calculator_says(&self, saying: &DaySaying) -> String;
    /// What to try on the command line, to stand behind a line.
    fn remedy(&self, remedy: &Remedy) -> String;
    /// The bar over days: `{bar:40}`, `{pos}`, `{len}`, `{eta}`.
    fn days_bar(&self) -> &'static str;
    /// The line of a sizing: `{msg}`, `{pos}`, `{elapsed}`.
    fn sizing_bar(&self) -> &'static str;
    /// The help of the arguments; `None`: as it stands at them.
    fn help(&self) -> Option<&'static Help>;
    /// What is wrong with arguments; `None`: as their parser says it.
    fn usage(&self, fault: &UsageFault) -> Option<String>;
    /// Why a value of an argument is not taken.
    fn value(&self, fault: &ValueFault) -> String;
    /// A fault of the program's own.
    fn bug(&self) -> &'static str;
    /// Why a file was not read.
    fn unread(&self, why: &Unread) -> String;
    /// What a duration looks like.
    fn duration(&self) -> &'static str;
    /// What an excerpt of a file begins with.
    fn error(&self) -> &'static str;
    /// What a note begins with.
    fn remark(&self) -> &'static str;
    /// What stands between a beginning and what it introduces.
    fn colon(&self) -> &'static str;
    /// What introduces what is allowed.
    fn allowed(&self) -> &'static str;
    /// A known name that may have been meant.
    fn did_you_mean(&self, name: &str) -> String;
    /// A cell of a workbook.
    fn cell(&self, cell: &Cell) -> String;
}
