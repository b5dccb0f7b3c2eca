//! What is wrong with a table of a history, in Chinese.

use super::forms::list;
use crate::history::{HistoryCell, HistoryFault, HistoryFaultKind, HistoryTable};

/// With its place.
pub(super) fn said(fault: &HistoryFault) -> String {
    let line = fault.line.map(|line| format!("，第{line}行")).unwrap_or_default();
    let column = fault.column.as_ref().map(|column| format!("，列 `{column}`")).unwrap_or_default();
    format!("{}{line}{column}：{}", fault.file, kind(&fault.kind))
}

fn kind(kind: &HistoryFaultKind) -> String {
    match kind {
        HistoryFaultKind::Unreadable(_) => "无法读到末尾".to_owned(),
        HistoryFaultKind::Empty => "没有内容；表的首行是各列的名称".to_owned(),
        HistoryFaultKind::NoRows => "表头之下没有行".to_owned(),
        HistoryFaultKind::NotKnown { header, missing } => {
            format!("看不出这是什么表；现有的列：{}；缺少{}", list(header), lacks(*missing))
        }
        HistoryFaultKind::ColumnTwice => "另有一列意思相同；请改名或去掉其中一列".to_owned(),
        HistoryFaultKind::Fields { found, columns } => {
            format!("有{found}个字段，而表头有{columns}列；请查找没有闭合的引号或多余的逗号")
        }
        HistoryFaultKind::Not { found, wanted } if found.is_empty() => format!("为空；应为{}", wish(*wanted)),
        HistoryFaultKind::Not { found, wanted } => format!("`{found}` 不合要求；应为{}", wish(*wanted)),
        HistoryFaultKind::Twice => "这一时段已有一行；请去掉其中一行".to_owned(),
        HistoryFaultKind::Coarse { minutes, asked } => {
            format!("各行相隔{minutes}分钟，而要求的时段是{asked}分钟；请改用{minutes}分钟的时段")
        }
        HistoryFaultKind::InTwoFiles { date, other } => {
            format!("{date}在 {other} 中也有，会算两次；请去掉其中一个文件")
        }
        HistoryFaultKind::NoQueue { asked, known } => {
            format!("没有队列 `{asked}` 的行；现有的队列：{}", list(known))
        }
        HistoryFaultKind::More(count) => format!("还有{count}处错误，未列出"),
    }
}

fn lacks(table: HistoryTable) -> &'static str {
    match table {
        HistoryTable::Any => {
            "到达时刻以及通话结果或工号（通话记录），或日期、时段以及来电数或人数（时段表），或日期以及是否营业或节假日（日历）"
        }
        HistoryTable::Forecast => "日期、时段以及预测话务量或来电数（预测）",
        HistoryTable::Roster => "日期、时段以及排班人数（排班表）",
    }
}

fn wish(cell: HistoryCell) -> &'static str {
    match cell {
        HistoryCell::Moment => "不带时区的日期和时刻，如 2014-04-01T08:01:08",
        HistoryCell::Date => "日期，如 2014-04-01",
        HistoryCell::Clock => "24:00之前的时刻，如 08:30",
        HistoryCell::Amount => "不小于0的数，如 42",
        HistoryCell::Length => "以秒计或写作 H:MM:SS 的时长，如 185 或 0:03:05",
        HistoryCell::Outcome => "通话结果：接通、放弃，或从未转到人工（`ivr`、`phantom`）",
        HistoryCell::Open => "1（营业）或0（不营业）",
    }
}
