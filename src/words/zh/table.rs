//! What is wrong with a table of data, in Chinese.

use super::forms::{CLOCK, DATE, list, quoted, span};
use crate::scenario::{CellWanted, DaysFault, RowFault, TableFault};
use crate::words::Said;
use jiff::civil::{Date, Weekday};

/// What stands for something of which nothing is shown.
const NOT_SHOWN: &str = "文件所写";

pub(super) fn said(fault: &TableFault) -> Said {
    match fault {
        TableFault::Empty { file, columns } => {
            Said::new(format!("{file} 是空的"), format!("含有列 {} 且至少一行的表", list(columns)))
        }
        TableFault::NoRow { file } => Said::new(format!("{file} 只有表头，没有数据行"), "至少一行"),
        TableFault::NoColumn { missing, required, there } => {
            let there = there.as_ref().map(|there| format!("；现有的列：{}", quoted(there))).unwrap_or_default();
            Said::new(
                format!("缺少列 {}", quoted(missing)),
                format!("首行写有 {}，以逗号、分号或制表符分隔{there}", quoted(required)),
            )
        }
        TableFault::ColumnTwice { column } => Said::new(format!("列 `{column}` 出现两次"), "每列一次"),
        TableFault::Misspelt { column, near } => {
            Said::new(format!("列 `{column}` 看起来像 `{near}`"), "已知的列名，或不会与之混淆的名称")
        }
        TableFault::Width { cells, columns } => {
            Said::new(format!("这一行有{cells}个单元格，而表有{columns}列"), "单元格数与列数相同，分隔符与表头一致")
        }
        TableFault::LongCell { most } => {
            Said::new(format!("从这里开始的一行有单元格超过{most}字节"), "更短的单元格；是否有引号没有闭合？")
        }
        TableFault::TooManyColumns { columns, most } => Said::new(format!("有{columns}列"), format!("最多{most}列")),
        TableFault::TooManyRows { most } => {
            let most = most / 10_000;
            Said::new(format!("超过{most}万行"), format!("最多{most}万行"))
        }
        TableFault::Cell { column, text, wanted } => Said::new(cell(column, text.as_deref()), wish(*wanted)),
        TableFault::TwoReadings { column, text, whole, decimal } => {
            let found = text.as_ref().map(|text| format!("{column} 为 \"{text}\"：是{whole}还是{decimal}？"));
            Said::new(
                found.unwrap_or_else(|| "有两种读法".to_owned()),
                format!("不带千位分隔符的{whole}，或带四位小数的{decimal:.4}"),
            )
        }
        TableFault::NoRowForQueue { queue, there, names_are_read } => {
            let there: Vec<_> = there.iter().map(|name| name.as_deref().unwrap_or(NOT_SHOWN)).collect();
            let allowed = format!("表中已有的队列之一：{}{}", list(&there), remedy(*names_are_read));
            Said::new(format!("没有队列 `{queue}` 的行"), allowed)
        }
        TableFault::UnknownQueue { queue, known, names_are_read } => Said::new(
            format!("读取此文件的队列中没有叫 `{}` 的", queue.as_deref().unwrap_or(NOT_SHOWN)),
            format!("以下之一：{}{}", list(known), remedy(*names_are_read)),
        ),
        TableFault::Days(fault) => days(*fault),
        TableFault::Row(fault) => row(*fault),
    }
}

fn cell(column: &str, text: Option<&str>) -> String {
    match text {
        Some("") => format!("{column} 为空"),
        Some(text) => format!("{column} 为 \"{text}\""),
        None => format!("{column} 是别的内容"),
    }
}

fn wish(wanted: CellWanted) -> String {
    match wanted {
        CellWanted::Date => DATE.to_owned(),
        CellWanted::Weekday => "星期，如 Mon 或 Monday".to_owned(),
        CellWanted::Clock => CLOCK.to_owned(),
        CellWanted::Number => "用阿拉伯数字写的数".to_owned(),
        CellWanted::NumberUpTo(most) => format!("0至{most}的数"),
        CellWanted::Point(number) => format!("用小数点的数，即{number}，其中没有逗号"),
    }
}

/// What helps where a name is not found because names could not be read.
fn remedy(names_are_read: bool) -> &'static str {
    if names_are_read {
        ""
    } else {
        "；文件不是 UTF-8，编码不明：请存为 UTF-8（Excel 中请另存为 CSV UTF-8）"
    }
}

fn days(fault: DaysFault) -> Said {
    let of_the_day = "与场景的 `date` 相符的行";
    match fault {
        DaysFault::Several { column, count } => {
            Said::new(format!("列 {column} 有{count}个不同的值"), "只含一天，或在场景中用 `date` 选定一天")
        }
        DaysFault::NoDate(date) => Said::new(format!("没有{date}的行"), of_the_day),
        DaysFault::NoWeekday(date) => Said::new(format!("没有{}（{date}）的行", weekday(date)), of_the_day),
    }
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

fn row(fault: RowFault) -> Said {
    let covering = "营业时间的每一段都有一行";
    match fault {
        RowFault::Twice { start } => Said::new(format!("{start}出现两次"), "每个时段一次"),
        RowFault::OutOfOrder { start, before } => Said::new(format!("{start}排在{before}之后"), "按时间先后排列的行"),
        RowFault::Gap { from, to, every } => Said::new(
            format!("缺少{from}至{to}的行"),
            format!("与文件其余部分一样，每{}一行；来电数可以是0", span(every)),
        ),
        RowFault::TooSoon { start, before, every } => Said::new(
            format!("{start}距{before}只有{}", span(start - before)),
            format!("与文件其余部分一样，每{}一行", span(every)),
        ),
        RowFault::Skipped { at } => {
            Said::new(format!("{at}，而时钟在这个日期跳过了它"), "在场景的 `time_zone` 中时钟显示过的时刻")
        }
        RowFault::BeginsLate { start, open } => Said::new(format!("首行从{start}开始，晚于{open}的开门时间"), covering),
        RowFault::EndsEarly { end, close } => Said::new(format!("末行到{end}结束，早于{close}的关门时间"), covering),
        RowFault::NobodyAtOpening { start, open } => {
            Said::new(format!("首行从{start}开始，晚于{open}的开门时间"), "开门时或之前就有一行；人数可以是0")
        }
        RowFault::PartOfACall(calls) => Said::new(format!("{calls}个来电"), "整数"),
        RowFault::PartOfAPerson(people) => Said::new(format!("{people}人"), "整数"),
        RowFault::WaitOutOfOrder { wait, before } => {
            Said::new(format!("{}排在{}之后", span(wait), span(before)), "逐行递增的等待时长")
        }
        RowFault::ShareRises { share, before } => Said::new(format!("{share}排在{before}之后"), "从不上升的比例"),
    }
}
