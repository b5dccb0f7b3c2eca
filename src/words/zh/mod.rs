//! Chinese, in simplified characters: full-width punctuation, digits without blanks around them, words in Latin letters
//! with one. `docs/words.md` has one word for one thing.

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
mod help;
mod history;
mod html;
mod html_figures;
mod knobs;
mod ladder;
mod measure;
mod note;
mod page;
mod parser;
mod plot;
mod plot_finding;
mod saying;
mod scenario;
mod shifts;
mod size_plot;
mod sizing;
mod sizing_dates;
mod stress;
mod system;
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

/// The words of Chinese.
pub(super) struct Chinese;

impl Catalogue for Chinese {
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
        "{bar:40} 第{pos}天，共{len}天，剩余 {eta}"
    }

    fn sizing_bar(&self) -> &'static str {
        "{msg}：已模拟{pos}天，用时 {elapsed}"
    }

    fn help(&self) -> Option<&'static Help> {
        Some(&help::HELP)
    }

    fn usage(&self, fault: &UsageFault) -> Option<String> {
        Some(usage::said(fault))
    }

    fn value(&self, fault: &ValueFault) -> String {
        usage::value(fault)
    }

    fn bug(&self) -> &'static str {
        "本程序自身出错。请报告此事，并附上以下各行、所用的命令和场景。"
    }

    fn unread(&self, why: &Unread) -> String {
        failure::unread(why)
    }

    fn duration(&self) -> &'static str {
        forms::DURATION
    }

    fn error(&self) -> &'static str {
        "错误"
    }

    fn remark(&self) -> &'static str {
        "提示"
    }

    fn colon(&self) -> &'static str {
        "："
    }

    fn allowed(&self) -> &'static str {
        "允许"
    }

    fn did_you_mean(&self, name: &str) -> String {
        format!("是否想写 `{name}`？")
    }

    fn cell(&self, cell: &Cell) -> String {
        format!("工作表 \"{}\"，单元格 {}", cell.sheet, cell.name)
    }
}
