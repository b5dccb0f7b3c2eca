//! What is wrong with a scenario, in Chinese.

use super::forms::{CLOCK, DATE, DURATION, list, megabytes, quoted};
use super::{expect, floor, parser, shifts, system, table};
use crate::escape::visible;
use crate::model::{Path, Segment};
use crate::scenario::{
    Because, FileFault, FoundValue, KeyFault, NotToml, OverrideFault, ScenarioFault, Slip, TableKind, TomlKind, Wanted,
};
use crate::words::Said;

pub(super) fn said(fault: &ScenarioFault) -> Said {
    match fault {
        ScenarioFault::Floor(kind) => floor::said(kind),
        ScenarioFault::Value { found, wanted } => Said::new(format!("此处为{}", standing(found)), wish(wanted)),
        ScenarioFault::Key(fault) => key(fault),
        ScenarioFault::File { file: name, fault } => file(name, fault),
        ScenarioFault::NotToml(why) => not_toml(why),
        ScenarioFault::Table(fault) => table::said(fault),
        ScenarioFault::Override(fault) => override_(fault),
        ScenarioFault::Expect(fault) => expect::said(fault),
        ScenarioFault::BackslashInPath { meant } => {
            Said::new("字母前的反斜杠不是路径的一部分", format!("改用 /：\"{meant}\""))
        }
        ScenarioFault::BasesInACircle { files } => {
            Said::new("基础文件互相引用，成了循环", format!("有尽头的引用，而不是 {}", files.join(" -> ")))
        }
        ScenarioFault::Hidden => {
            Said::new("在这里不合要求", "格式所允许的内容；场景文件夹之外的文件不予显示：请单独读取该文件")
        }
        ScenarioFault::LadderAndLadders => Said::new(
            "`[ladder]` 与 `[[ladders]]` 同时出现",
            "一个升级阶梯用 `[ladder]`，多个用 `[[ladders]]`，每个都有 `name`",
        ),
        ScenarioFault::DateAndDates => Said::new("`date` 与 `dates` 同时出现", "一个日期用 `date`，多个日期用 `dates`"),
        ScenarioFault::OnWithoutDates => Said::new(
            "只在某些日期有效，而场景没有 `dates`",
            "在场景中写 `dates = { from = 2027-02-05, to = 2027-02-13 }`，或去掉 `on`",
        ),
        ScenarioFault::TimeZoneWithoutDate => Said::new(
            "有时区而没有日期；只有日期能说明时钟何时拨快或拨慢",
            "在场景中写 `date` 或 `dates`，或去掉 `time_zone`",
        ),
        ScenarioFault::NoTimeZone { name } => Said::new(
            format!("没有名为 `{}` 的时区", visible(name)),
            "如 `Europe/Berlin` 或 `America/New_York` 这样的名称",
        ),
        ScenarioFault::ScaleOfRecordedCalls { queue } => {
            Said::new(format!("不能用于队列 `{queue}` 的记录来电或抽样来电"), "写在其他队列的 `arrivals` 里的 `scale`")
        }
        ScenarioFault::Shifts(fault) => shifts::said(fault),
        ScenarioFault::MoreInFile(more) => Said::new(format!("此文件还有{more}处错误"), ""),
        ScenarioFault::MoreThanListed { more, listed } => Said::new(format!("前{listed}处之外还有{more}处错误"), ""),
    }
}

fn standing(found: &FoundValue) -> String {
    match found {
        FoundValue::Text { text, is_cut: true } => format!(" \"{text}...\""),
        FoundValue::Text { text, is_cut: false } => format!(" \"{text}\""),
        FoundValue::Whole(number) => number.to_string(),
        FoundValue::Number(number) if number.is_infinite() => "大得没有意义的数".to_owned(),
        FoundValue::Number(number) => number.to_string(),
        FoundValue::Flag(flag) => format!(" {flag}"),
        FoundValue::Date(text) | FoundValue::Time(text) => format!("没有引号的{text}"),
        FoundValue::Some(kind) => kind_of_value(*kind).to_owned(),
    }
}

fn kind_of_value(kind: TomlKind) -> &'static str {
    match kind {
        TomlKind::Text => "文本",
        TomlKind::Whole => "整数",
        TomlKind::Number => "数",
        TomlKind::Flag => " true 或 false",
        TomlKind::Date => "没有引号的日期或时刻",
        TomlKind::List => "列表",
        TomlKind::Table => "表",
    }
}

fn wish(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Table(keys) => format!("含有这些键的表：{}", list(keys)),
        Wanted::Expectations => "[expect] 之下的表".to_owned(),
        Wanted::Blocks(path) => format!("`{}` 的列表，每项写在 [[{path}]] 之下", last_key(path)),
        Wanted::Tables { of, example } => format!("`{}` 的列表，如 [{example}]", last_key(of)),
        Wanted::Names(of) => format!("{}名称的列表", floor::one_of(*of)),
        Wanted::SomeOf(words) => format!("词的列表，如 [\"{}\"]", words.first().copied().unwrap_or_default()),
        Wanted::Durations => "时长的列表，如 [\"30s\", \"60s\"]".to_owned(),
        Wanted::SpanRange => "两个时长，如 [\"3h\", \"5h\"]".to_owned(),
        Wanted::Counts => "整数的列表，如 [10, 14, 19]".to_owned(),
        Wanted::Clocks => "时刻的列表，如 [\"08:00\", \"09:00\"]，或 `from`、`to` 与 `every`".to_owned(),
        Wanted::Text => "加引号的文本".to_owned(),
        Wanted::Words(words) => format!("以下之一：\"{}\"", words.join("\"、\"")),
        Wanted::File => "文件的路径，加引号".to_owned(),
        Wanted::Date => DATE.to_owned(),
        Wanted::OnDates => "日期和星期的列表，如 [2027-02-05, \"sunday\"]".to_owned(),
        Wanted::Clock => CLOCK.to_owned(),
        Wanted::ClockRange => "两个时刻，如 [\"09:00\", \"12:00\"]".to_owned(),
        Wanted::ClockInQuotes(text) => format!("{CLOCK}；请加引号：\"{text}\""),
        Wanted::Duration(number) => format!("{DURATION}，最长 240h{}", with_unit(*number)),
        Wanted::Deadline(number) => format!("{DURATION}，或时刻，或 \"closing\"{}", with_unit(*number)),
        Wanted::Patience(number) => format!("{DURATION}，或分布，或 \"infinite\"{}", with_unit(*number)),
        Wanted::Distribution => "时长，如 \"4m\"，或如 { exponential = { mean = \"2m\" } } 的表".to_owned(),
        Wanted::Number(Some(meant)) => format!("数：{meant}，不加引号"),
        Wanted::Number(None) => "有限的数".to_owned(),
        Wanted::Whole { least, most: None } => format!("不小于{least}的整数"),
        Wanted::Whole { least, most: Some(most) } => format!("{least}至{most}的整数"),
        Wanted::Priority(most) => format!("-{most}至{most}的整数；数大者先得到服务"),
        Wanted::Flag => "true 或 false，不加引号".to_owned(),
        Wanted::ByQueue => "按队列写的表，如 { general = ... }".to_owned(),
        Wanted::People => "数，如 3；范围，如 [2, 3]；或 \"all\"".to_owned(),
        Wanted::Comparison => "比较和数，如 \">= 0.90\"".to_owned(),
    }
}

/// What a list is called.
fn last_key(list: &Path) -> &str {
    list.segments().iter().rev().find_map(Segment::as_key).unwrap_or_default()
}

fn with_unit(number: Option<i128>) -> String {
    number.map(|number| format!("；要带单位，如 \"{number}s\"")).unwrap_or_default()
}

fn key(fault: &KeyFault) -> Said {
    match fault {
        KeyFault::Unknown { of, keys } => Said::new("未知的键", format!("{}的键：{}", table_kind(*of), list(keys))),
        KeyFault::Later => Said::new("尚不支持", "不写此项：本版本不模拟它"),
        KeyFault::Missing { key, example } => Said::new(format!("缺少 `{key}`"), format!("例如 {key} = {example}")),
        KeyFault::NoneOf(keys) => Said::new(format!("{} 一个也没有", list(keys)), "其中恰好一个"),
        KeyFault::Together { given, of } => {
            Said::new(format!("同时有 {}", quoted(given)), format!("以下恰好一个：{}", list(of)))
        }
        KeyFault::DoesNotGo { with, only_with, because } => {
            let because = match because {
                Because::SameEveryDay => "记录来电每天都一样",
                Because::AsOnPastDays => "抽样的日子之间的差别与过去的日子一样",
                Because::NoTable => "固定的来电率不来自带日期的表格",
            };
            Said::new(format!("不能与 `{with}` 同用"), format!("只能与 {} 同用：{because}", quoted(only_with)))
        }
    }
}

/// What a table of a scenario describes.
fn table_kind(of: TableKind) -> &'static str {
    match of {
        TableKind::Scenario => "场景",
        TableKind::Dates => "日期",
        TableKind::OtherHours => "另外的营业时间",
        TableKind::Run => " [run] ",
        TableKind::Precision => "精度",
        TableKind::Targets => " [targets] ",
        TableKind::ServiceLevel => "服务水平",
        TableKind::Queue => "队列",
        TableKind::Arrivals => "来电",
        TableKind::Announcement => "等待播报",
        TableKind::Ivr => "自助语音",
        TableKind::CallAgain => "再次来电",
        TableKind::Callback => "回呼",
        TableKind::Transfer => "转接",
        TableKind::Transferred => "转入的来电",
        TableKind::Incident => "突发事件",
        TableKind::Distribution => "分布",
        TableKind::Exponential => "指数分布",
        TableKind::Spread => "有离散程度的分布",
        TableKind::Uniform => "均匀分布",
        TableKind::Part => "混合分布的一部分",
        TableKind::Group => "人员组",
        TableKind::OwnWork => "本职工作",
        TableKind::Lateness => "迟到",
        TableKind::Shift => "班次",
        TableKind::Break => "休息",
        TableKind::Ladder => " [ladder] ",
        TableKind::Rung => "梯级",
        TableKind::Borrow => "借调",
        TableKind::Overtime => "应急台席",
        TableKind::ExtendShifts => "延长班次",
        TableKind::PostponeBreaks => "延后休息",
        TableKind::When => "启用条件",
        TableKind::Release => "放回条件",
        TableKind::Expectation => "期望",
        TableKind::ShiftFile => "班次文件",
        TableKind::Need => "[[needs]]",
        TableKind::ShiftRule => "[[shifts]]",
        TableKind::ShiftBreak => "班次规则中的休息",
        TableKind::PeopleBounds => "人数",
        TableKind::StartSteps => "开始时刻",
        TableKind::LengthSteps => "班次时长",
    }
}

fn file(name: &str, fault: &FileFault) -> Said {
    match fault {
        FileFault::Missing => Said::new(format!("没有文件 {name}"), "存在的文件；路径相对于引用它的场景文件"),
        FileFault::NotInProgram => Said::new(format!("程序中没有 {name}"), "程序自带的文件之一"),
        FileFault::NotAFile => Said::new(format!("{name} 不是普通文件"), "文件的路径"),
        FileFault::LongScenario { bytes } => {
            Said::new(format!("{name} 长 {}", megabytes(*bytes)), "最大 1 MB 的场景文件；这是数据表或日志吗？")
        }
        FileFault::LongTable { bytes } => {
            Said::new(format!("{name} 长 {}", megabytes(*bytes)), "合计最大 256 MB 的数据表")
        }
        FileFault::Refused(why) => {
            Said::new(format!("无法读取 {name}：{}", system::refused(why.kind)), "可以读取的文件")
        }
        FileFault::NotUtf8 { line, column } => {
            Said::new(format!("{name} 不是 UTF-8 文本：第{line}行第{column}列起无法读取"), "存为 UTF-8 的 TOML 文件")
        }
        FileFault::Utf16 => Said::new(format!("{name} 是 UTF-16，不是 UTF-8 文本"), "存为 UTF-8 的 TOML 文件"),
        FileFault::NoTable => Said::new(
            format!("{name} 不是可读编码的文本文件"),
            "UTF-8 的 CSV 文件（Excel 中请另存为 CSV UTF-8），不是工作簿，也不是 UTF-16",
        ),
        FileFault::Empty => Said::new("文件是空的", "场景：open、close、[[queues]] 和 [[groups]]"),
    }
}

fn not_toml(why: &NotToml) -> Said {
    let usual = "语法见 https://toml.io";
    match why {
        NotToml::Slip(one) => {
            let Said { found, allowed } = slip(one);
            Said::new(format!("不是 TOML：{found}"), allowed)
        }
        NotToml::Message(message) => Said::new(format!("不是 TOML：{}", parser::said(message)), usual),
        NotToml::Outside => Said::new("不是 TOML", usual),
    }
}

fn slip(slip: &Slip) -> Said {
    match slip {
        Slip::CurlyQuotes => Said::new("文字处理软件的弯引号", "直引号：\" 或 '"),
        Slip::WideSign { wide, plain } => Said::new(format!("全角符号 `{wide}`"), format!("半角符号：{plain}")),
        Slip::Blank => Said::new("不是普通空格的空白", "普通空格"),
        Slip::BareTime(time) => Said::new(format!("没有引号的{time}"), format!("加引号的时刻：\"{time}\"")),
        Slip::PerCent { number, share } => Said::new(format!("{number}%"), format!("不带 % 的比例：{share}")),
        Slip::Comma { number, with_point, without } => {
            let or = without.as_ref().map(|whole| format!("；或不带千位分隔符的{whole}"));
            Said::new(format!("数 {number} 中有逗号"), format!("小数点：{with_point}{}", or.unwrap_or_default()))
        }
        Slip::Backslash { meant } => {
            Said::new("引号内的文本有反斜杠", format!("改用 /：\"{meant}\"；或用单引号括起来"))
        }
    }
}

fn override_(fault: &OverrideFault) -> Said {
    match fault {
        OverrideFault::NoOverride => Said::new(
            "不是改写",
            "`key=value`，如 `groups.inbound.shifts[0].people=15` 或 `queues.general.talk.constant=4m`",
        ),
        OverrideFault::Value(message) => Said::new(parser::said(message), "TOML 的值，或普通文本"),
        OverrideFault::NoElement { index, count } => {
            Said::new(format!("没有第 [{index}] 个元素"), format!("小于{count}的序号"))
        }
        OverrideFault::NoName { name, known } => {
            Said::new(format!("没有叫 `{name}` 的元素"), format!("序号，如 [0]，或以下之一：{}", list(known)))
        }
        OverrideFault::NoList { key, known } => {
            let there =
                if known.is_empty() { "这里没有列表".to_owned() } else { format!("这里有：{}", list(known)) };
            Said::new(format!("没有含列表的键 `{key}`"), format!("场景中已有的列表的序号；{there}"))
        }
        OverrideFault::NotAList { index } => Said::new(format!("[{index}] 之前的不是列表"), "只在列表之后写序号"),
    }
}
