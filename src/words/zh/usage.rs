//! What is wrong with arguments, in Chinese.

use super::forms::{DURATION, list, quoted};
use crate::words::{UsageFault, ValueFault};

pub(super) fn said(fault: &UsageFault) -> String {
    match fault {
        UsageFault::Unknown { argument, meant } => format!("没有参数 `{argument}`{}", suggested(meant)),
        UsageFault::UnknownCommand { name, meant } => format!("没有命令 `{name}`{}", suggested(meant)),
        UsageFault::NoCommand => "缺少命令".to_owned(),
        UsageFault::Missing(arguments) => format!("缺少必需的参数：{}", list(arguments)),
        UsageFault::NoValue { argument, allowed } => format!("`{argument}` 缺少值{}", one_of(allowed)),
        UsageFault::NotOneOf { argument, value, allowed } => {
            format!("`{argument}` 不接受 `{value}`{}", one_of(allowed))
        }
        UsageFault::BadValue { argument, value, why } => {
            format!("`{argument}` 不接受 `{value}`：{}", self::value(why))
        }
        UsageFault::BadNumber { argument, value, range: Some((from, to)) } => {
            format!("`{argument}` 不接受 `{value}`：应为{from}至{to}的整数")
        }
        UsageFault::BadNumber { argument, value, range: None } => {
            format!("`{argument}` 不接受 `{value}`：应为不小于0的整数")
        }
        UsageFault::Conflict { argument, with } if with.is_empty() => format!("`{argument}` 只能给一次"),
        UsageFault::Conflict { argument, with } => format!("`{argument}` 不能与 {} 同时使用", quoted(with)),
        UsageFault::NoEquals(argument) => format!("`{argument}` 的值前须有等号"),
        UsageFault::TooManyValues { argument, value } => format!("`{argument}` 的值太多，`{value}` 是多余的"),
        UsageFault::WrongNumberOfValues(argument) => format!("`{argument}` 的值的个数不对"),
        UsageFault::NotUtf8 => "参数不是 UTF-8 文本".to_owned(),
        UsageFault::Other => "参数不对".to_owned(),
    }
}

fn suggested(meant: &[String]) -> String {
    if meant.is_empty() { String::new() } else { format!("；是否想写 {}？", quoted(meant)) }
}

fn one_of(allowed: &[String]) -> String {
    if allowed.is_empty() { String::new() } else { format!("；允许：{}", list(allowed)) }
}

pub(super) fn value(fault: &ValueFault) -> String {
    match fault {
        ValueFault::NotAPart => "应为部分的编号，如 1/2、2/2 或 3/8".to_owned(),
        ValueFault::NotAMargin => "应为 指标=值，如 answer_rate=0.002".to_owned(),
        ValueFault::NotANumber(text) => format!("`{text}` 不是数字"),
        ValueFault::MarginBelowZero => "应为不小于0的数字".to_owned(),
        ValueFault::NotAStretch => "应为一天中的一段时间，如 10:00-12:00".to_owned(),
        ValueFault::NotAboveZeroUpToOne => "应为大于0、不超过1的比例".to_owned(),
        ValueFault::NotFromZeroToBelowOne => "应为不小于0、小于1的比例".to_owned(),
        ValueFault::NotAShare => "应为0至1的比例".to_owned(),
        ValueFault::NotBelowOne => "应小于1".to_owned(),
        ValueFault::NotACost => "应为不小于0的成本".to_owned(),
        ValueFault::NotPeople(most) => format!("应为0至{most}的整数人数"),
        ValueFault::NotTimesThePay => "应为大于0的数字".to_owned(),
        ValueFault::NotATime => "应为大于0的时长，如 30s".to_owned(),
        ValueFault::NotAMonth => "应为月份，如 2026-05".to_owned(),
        ValueFault::NotADuration => format!("应为{DURATION}"),
        ValueFault::NotAboveZero => "应大于0".to_owned(),
        ValueFault::NotAPartOfADay => "应为能整除一天的时长，如 15m、30m 或 1h".to_owned(),
        ValueFault::NotGuarded => "应为 `service`、`effort` 或一项指标，如 answer_rate".to_owned(),
        ValueFault::NotAPercentage => "应为比例，如 0.8 或 80%".to_owned(),
        ValueFault::NotALevel => "应如 0.8、80% 或 80/20".to_owned(),
        ValueFault::NotVolumes => "应为不小于0的数字，或一个范围，如 80..120:10".to_owned(),
        ValueFault::TooManyRows(most) => format!("超过{most}行"),
        ValueFault::NotARange => "应为范围，如 10..30".to_owned(),
        ValueFault::WrongWayRound { from, to } => format!("前后颠倒：应为 {to}..{from}"),
        ValueFault::BelowZero => "应为不小于0的数字".to_owned(),
        ValueFault::NoDay => "一天也不模拟；至少1天".to_owned(),
        ValueFault::NotDays(most) => format!("应为1至{most}的整数天数"),
        ValueFault::NotThreads(most) => format!("应为1至{most}的整数线程数"),
    }
}
