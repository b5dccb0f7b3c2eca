//! English.

mod baseline;
mod calculator;
mod check;
mod compare;
mod erlang;
mod expect;
mod explain;
mod failure;
mod floor;
mod forms;
mod history;
mod html;
mod html_figures;
mod knobs;
mod ladder;
mod measure;
mod note;
mod page;
mod plot;
mod plot_finding;
mod saying;
mod scenario;
mod shifts;
mod size_plot;
mod sizing;
mod sizing_dates;
mod stress;
mod table;
mod usage;
mod verdict;
mod verify;

use super::calculator::{DayColumn, DaySaying};
use super::catalogue::Catalogue;
use super::topic::Topic;
use super::{Help, Remedy, Said, Saying, UsageFault, ValueFault};
use crate::experiment::RunError;
use crate::failure::Error;
use crate::model::FaultKind;
use crate::scenario::guarded::Unread;
use crate::scenario::{Cell, Note, ScenarioFault};
use crate::sizing::SizeError;

/// The words of English.
pub(super) struct English;

impl Catalogue for English {
    fn floor(&self, kind: &FaultKind) -> Said {
        floor::said(kind)
    }

    fn scenario(&self, fault: &ScenarioFault) -> Said {
        scenario::said(fault)
    }

    fn note(&self, note: &Note) -> String {
        note::told(note)
    }

    fn failure(&self, error: &Error) -> Vec<String> {
        failure::lines(error)
    }

    fn run(&self, why: &RunError) -> String {
        failure::run(why)
    }

    fn size(&self, why: &SizeError) -> String {
        failure::size(why)
    }

    fn saying(&self, saying: &Saying) -> String {
        saying::said(saying)
    }

    fn explained(&self, topic: Topic) -> String {
        explain::told(topic)
    }

    fn calculator_column(&self, column: &DayColumn) -> String {
        calculator::column(column)
    }

    fn calculator_says(&self, saying: &DaySaying) -> String {
        calculator::said(saying)
    }

    fn remedy(&self, remedy: &Remedy) -> String {
        failure::remedy(remedy)
    }

    fn days_bar(&self) -> &'static str {
        "{bar:40} {pos} of {len} days, {eta} left"
    }

    fn sizing_bar(&self) -> &'static str {
        "{msg}: {pos} days played, {elapsed}"
    }

    fn help(&self) -> Option<&'static Help> {
        None
    }

    fn usage(&self, _: &UsageFault) -> Option<String> {
        None
    }

    fn value(&self, fault: &ValueFault) -> String {
        usage::value(fault)
    }

    fn bug(&self) -> &'static str {
        "holdline met a fault of its own. Please report it, with the lines below, the command and the scenario."
    }

    fn unread(&self, why: &Unread) -> String {
        let megabytes = |bytes: &u64| bytes / 1_000_000;
        match why {
            Unread::Missing => "there is no such file".to_owned(),
            Unread::NotAFile => "it is not a regular file".to_owned(),
            Unread::TooLong { bytes, most } => {
                format!("it is {} MB long, and at most {} MB are read", megabytes(bytes), megabytes(most))
            }
            Unread::Refused(error) => error.to_string(),
        }
    }

    fn duration(&self) -> &'static str {
        scenario::DURATION
    }

    fn error(&self) -> &'static str {
        "error"
    }

    fn remark(&self) -> &'static str {
        "note"
    }

    fn colon(&self) -> &'static str {
        ": "
    }

    fn allowed(&self) -> &'static str {
        "allowed"
    }

    fn did_you_mean(&self, name: &str) -> String {
        format!("did you mean `{name}`?")
    }

    fn cell(&self, cell: &Cell) -> String {
        format!("sheet \"{}\", cell {}", cell.sheet, cell.name)
    }
}
