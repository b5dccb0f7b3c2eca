//! What is worth knowing of a scenario, in Chinese.

use super::forms::{quoted, span};
use crate::scenario::{Ignored, NeverPulled, Note};
use crate::units::{SimTime, text};
use jiff::civil::Date;

pub(super) fn told(note: &Note) -> String {
    match note {
        Note::EndlessPatience { queue } => {
            format!("队列 `{queue}` 没有 `patience`：等待的来电者永不挂断，因此其接通率说明不了什么")
        }
        Note::NotUtf8 { file, read_as: Some(encoding) } => format!("{file} 不是 UTF-8，已按 {encoding} 读取"),
        Note::NotUtf8 { file, read_as: None } => format!(
            "{file} 不是 UTF-8，内容也看不出是何编码：只读取不带重音的字母、数字和符号（Excel 中请另存为 CSV UTF-8）"
        ),
        Note::Decided { file, column, text, number } => {
            let text = text.as_deref().unwrap_or("单元格");
            format!("{file}：列 `{column}` 中的 {text} 按 {number} 读取")
        }
        Note::NotUsed { file, columns: None } => format!("{file}：其余列未使用"),
        Note::NotUsed { file, columns: Some(columns) } => format!("{file}：未使用的列：{}", quoted(columns)),
        Note::Outside { file, of, count } => {
            let what = match of {
                Ignored::Rows => "行",
                Ignored::Calls => "个来电",
            };
            format!("{file} 中有{count}{what}在营业时间之外，已忽略")
        }
        Note::Sorted { file } => format!("{file}：来电未按到达顺序排列，已重新排序"),
        Note::NoCall { file, queue } => format!("{file}：没有队列 `{queue}` 的来电"),
        Note::MoreThanSeats { people, seats, date, from, until } => format!(
            "{}{}至{}排班最多{people}人，台席只有{seats}个：有人要等台席",
            on(*date),
            text::clock(*from),
            text::clock(*until)
        ),
        Note::NobodyOnDuty { date, from, until } => {
            format!("{}{}至{}营业，但排班中没有自己的人在岗", on(*date), text::clock(*from), text::clock(*until))
        }
        Note::ClocksChange { date, from, to } => clocks_change(*date, *from, *to),
        Note::AllOnBreak { group, from, until } => {
            format!("{}至{}人员组 `{group}` 全体休息，它的部分来电无人接听", text::clock(*from), text::clock(*until))
        }
        Note::FewerInBusiestHour { at, people, from, until } => format!(
            "{}在岗人数减少{people}人，正值一天中最忙的一小时（{}至{}）",
            text::clock(*at),
            text::clock(*from),
            text::clock(*until)
        ),
        Note::GroupWithoutCalls { group } => format!("人员组 `{group}` 只接听没有来电的队列"),
        Note::NeverPulled { rung, why } => format!("梯级 `{rung}` 永远无法启用：{}", never(why)),
        Note::LinesNotRead(count) => format!("错误太多，[expect] 中有{count}行未检查"),
    }
}

fn never(why: &NeverPulled) -> String {
    match why {
        NeverPulled::NobodyThere { group } => format!("营业时间内人员组 `{group}` 无人在岗"),
        NeverPulled::TooFew { group, people, least } => {
            format!("它至少要{least}人，而人员组 `{group}` 最多有{people}人")
        }
        NeverPulled::NoBreakLater { group, by } => {
            format!("人员组 `{group}` 没有哪次休息延后{}还能在下一次休息和下班之前结束", span(*by))
        }
        NeverPulled::AboveLines { above, lines } => format!("要有{above}人以上等待，而线路只有{lines}条"),
    }
}

fn clocks_change(date: Option<Date>, from: SimTime, to: SimTime) -> String {
    let times = format!("从{}拨到{}", text::clock(from), text::clock(to));
    if from < to {
        return format!("{}时钟拨快，{times}：其间的时间没有", on(date));
    }
    format!("{}时钟拨慢，{times}：其间的时间出现两次，先标 A，后标 B", on(date))
}

fn on(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| format!("{date}，"))
}
