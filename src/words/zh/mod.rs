//! Chinese, in simplified characters: full-width punctuation, digits without blanks around them, words in Latin letters
//! with one. `docs/words.md` has one word for one thing.

mod expect;
mod failure;
mod floor;
mod forms;
mod history;
mod html;
mod html_figures;
mod note;
mod parser;
mod saying;
mod scenario;
mod stress;
mod system;
mod table;

use super::catalogue::Catalogue;
use super::{Remedy, Said, Saying};
use crate::experiment::RunError;
use crate::failure::Error;
use crate::model::FaultKind;
use crate::scenario::guarded::Unread;
use crate::scenario::{Cell, Note, ScenarioFault};

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

    fn saying(&self, saying: &Saying) -> String {
        saying::said(saying)
    }

    fn remedy(&self, remedy: &Remedy) -> String {
        failure::remedy(remedy)
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

    fn semicolon(&self) -> &'static str {
        "；"
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
