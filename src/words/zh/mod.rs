//! Chinese, in simplified characters: full-width punctuation, digits without blanks around them, words in Latin letters
//! with one. `docs/words.md` has one word for one thing.

mod expect;
mod floor;
mod forms;
mod note;
mod scenario;
mod system;
mod table;
mod toml;

use super::Said;
use super::catalogue::Catalogue;
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

    fn unread(&self, why: &Unread) -> String {
        match why {
            Unread::Missing => "没有这个文件".to_owned(),
            Unread::NotAFile => "它不是普通文件".to_owned(),
            Unread::TooLong { bytes, most } => {
                format!("它长 {}，最多读取 {}", forms::megabytes(*bytes), forms::megabytes(*most))
            }
            Unread::Refused(error) => system::refused(error.kind()).to_owned(),
        }
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
