//! What is wrong with a floor, in Chinese.

use super::forms::{list, span};
use crate::escape::visible;
use crate::model::{
    FaultKind, HoursFault, LadderFault, Many, NameFault, NamedList, Quantity, ReferenceFault, SessionsFault,
    ShiftFault, TransferFault, WHOLE_FLOOR,
};
use crate::words::Said;
use std::ops::RangeInclusive;

pub(super) fn said(kind: &FaultKind) -> Said {
    match kind {
        FaultKind::OutOfRange { of, value, range } => out_of_range(*of, *value, range),
        FaultKind::Length { found, least, most } => {
            Said::new(format!("时长为{}", span(*found)), format!("{}至{}", span(*least), span(*most)))
        }
        FaultKind::TooMany { of, count, most } => too_many(*of, *count, *most),
        FaultKind::Name(fault) => name(fault),
        FaultKind::Reference { name, to, fault } => reference(name, *to, fault),
        FaultKind::Hours(fault) => hours(fault),
        FaultKind::Sessions(fault) => sessions(fault),
        FaultKind::Shift(fault) => shift(fault),
        FaultKind::Ladder(fault) => ladder(fault),
        FaultKind::NoSeats => Said::new("一个台席也没有", "至少一个台席；不写 `seats` 则不限台席数"),
        FaultKind::NoQueue => Said::new("没有队列", "至少一个 [[queues]]，写明 name、arrivals 和 talk"),
        FaultKind::NobodyServes { queue } => {
            Said::new(format!("队列 `{queue}` 无人服务"), "`serves` 含有它的人员组（people = 0 的组也可以）")
        }
        FaultKind::ServesNothing => Said::new("人员组不服务任何队列", "至少一个队列"),
        FaultKind::CallsInRow { start, calls, most } => {
            Said::new(format!("{start}起有{calls}个来电"), format!("0至{most}的数"))
        }
        FaultKind::TooManyCalls { expected, most } => {
            Said::new(format!("预计每天{expected:.0}个来电"), format!("最多{most:.0}个"))
        }
        FaultKind::UniformBackwards { from, to } => {
            Said::new(format!("从{}到{}", span(*from), span(*to)), "`to` 不早于 `from`")
        }
        FaultKind::ObservedLengths { most } => {
            Said::new("观测时长为空，或其中有时长超出范围", format!("至少一个时长，每个在0秒至{}之间", span(*most)))
        }
        FaultKind::MixtureShares { sum } => Said::new(format!("各部分的比例合计为{sum}"), "合计为1的比例"),
        FaultKind::SurvivalCurve => Said::new("生存曲线为空或次序不对", "递增的等待时长，以及0至1之间从不上升的比例"),
        FaultKind::SampledDays => Said::new("一天也没有，或来电数不是整数", "至少一天，来电数为整数"),
        FaultKind::HeadCounts => Said::new("没有行，或行的次序不对", "按时间先后排列的行"),
        FaultKind::AbsentMoreThanOnce { total } => {
            Said::new(format!("缺勤概率合计为{total}"), "合计不超过1：一个人只因一种原因缺勤")
        }
        FaultKind::Transfers(fault) => transfers(fault),
        FaultKind::NoShiftsOfTheirOwn => {
            Said::new("按 `staffing` 排的人没有自己的班次", "不写此项，或给人员组写 `people` 或 `shifts`")
        }
        FaultKind::OwnWorkOnPhones => Said::new("全天接听的人员组有本职工作", "`lent = true`，或不写 `own_work`"),
        FaultKind::TimesRecordedCalls { queue } => Said::new(
            format!("把队列 `{queue}` 的记录来电或抽样来电乘以倍数"),
            "`calls_per_hour`，或不含该队列的 `queues`",
        ),
        FaultKind::TargetsWithoutAgents => Said::new("有目标，但各组都没有坐席", "人员组中有人，或不写 [targets]"),
    }
}

fn transfers(fault: &TransferFault) -> Said {
    match fault {
        TransferFault::MoreThanOnce { total } => {
            Said::new(format!("转接概率合计为{total}"), "合计不超过1：一名来电者只转到一个队列")
        }
        TransferFault::Nobody { queue } => {
            Said::new(format!("没有来电转到队列 `{queue}`"), "在另一个队列写转到它的 `transfers`，或不写 `transferred`")
        }
    }
}

fn out_of_range(of: Quantity, value: f64, range: &RangeInclusive<f64>) -> Said {
    let (least, most) = (range.start(), range.end());
    let number = format!("{least}至{most}的数");
    let (found, allowed) = match of {
        Quantity::Share if value > 1.0 && value <= 100.0 => {
            let hint = format!("{least}至{most}的比例；{value}% 写作 {}", value / 100.0);
            (format!("{value}不是比例"), hint)
        }
        Quantity::Share => (format!("{value}不是比例"), format!("{least}至{most}的比例")),
        Quantity::Scale => (format!("倍数为{value}"), number),
        Quantity::Rate => (format!("每小时{value}个来电"), number),
        Quantity::DayCv => (format!("变异系数为{value}"), number + "；0表示每天都一样"),
        Quantity::IntervalCv => (format!("变异系数为{value}"), number + "；0表示各时段都一样"),
        Quantity::LengthCv => (format!("变异系数为{value}"), format!("{least}至{most}；长短不变请用 `constant`")),
        Quantity::Factor => (format!("系数为{value}"), number),
        Quantity::Cost => (format!("成本为{value}"), number),
        Quantity::Lines => (format!("{value}条线路"), format!("{least}至{most}；不限则不写")),
        Quantity::TasksPerHour => (format!("每小时{value}件工作"), number),
        Quantity::MinutesPerTask => (format!("每件工作{value}分钟"), number),
        Quantity::CallsAgain => (format!("{value}次"), format!("{least}至{most}次")),
        Quantity::Callbacks => (format!("{value}名来电者"), format!("{least}至{most}；不限则不写")),
        Quantity::HalfWidth => (format!("半宽为{value}"), number),
        Quantity::MostDays => (format!("最多{value}天"), format!("从 `days`（{least}）至{most}")),
        Quantity::Waiting => (format!("呼入等待人数的上限为{value}"), format!("{least}至{most}")),
    };
    Said { found, allowed }
}

fn too_many(of: Many, count: u64, most: u64) -> Said {
    let (found, allowed) = match of {
        Many::Elements => (format!("有{count}个"), format!("最多{most}个")),
        Many::People => (format!("有{count}人"), format!("每个人员组最多{most}人")),
        Many::HeadCounts => (format!("在岗人数有{count}行"), format!("最多{most}行")),
        Many::Moves => (
            format!("一天有{count}次上下岗：所有人的班次和休息，以及在岗人数的变化"),
            format!("最多{most}次：减少人数、人员组、休息或行"),
        ),
        Many::Sources => {
            (format!("各日期合计有{count}个队列和突发事件"), format!("最多{most}个：减少日期、队列或突发事件"))
        }
        Many::QueueLines => (
            format!("有{count}个队列，其中设有回呼的多计一次，`transferred` 另定位次的也多计一次"),
            format!("最多{most}个：减少队列，或减少设有 `callback` 和 `transferred` 的队列"),
        ),
        Many::Thresholds => {
            (format!("服务水平有{count}种不同的时限"), format!("除20秒、180秒和目标的时限外，最多{most}种"))
        }
    };
    Said { found, allowed }
}

fn name(fault: &NameFault) -> Said {
    match fault {
        NameFault::Empty => Said::new("名称为空", "名称"),
        NameFault::TooLong { beginning, length, most } => {
            Said::new(format!("名称长{length}个字符，\"{}...\"", visible(beginning)), format!("最多{most}个字符的名称"))
        }
        NameFault::Hidden(name) => Said::new(
            format!("\"{}\" 中有看不见的字符或控制字符", visible(name)),
            "字母、汉字、数字、符号和空格；不含控制字符、换行、制表符或改变书写方向的字符",
        ),
        NameFault::Formula(name) => {
            Said::new(format!("\"{name}\" 的开头像公式，电子表格会把它当公式运行"), "不以 =、+、- 或 @ 开头的名称")
        }
        NameFault::WholeFloor(name) => Said::new(
            format!("队列名为 `{name}`：在结果中 `{WHOLE_FLOOR}` 指所有队列的合计"),
            "别的名称，如 \"all calls\" 或 \"general\"",
        ),
        NameFault::Quote(name) => {
            Said::new(format!("`{name}` 含有双引号，而在 [expect] 等的键中双引号表示名称结束"), "不含双引号的名称")
        }
        NameFault::Taken { list, name } => Said::new(format!("`{}` 中又有一个 `{name}`", list.path()), "每个名称一次"),
        NameFault::Alike { list, name, other } => Said::new(
            format!("`{}` 中的 `{name}` 与 `{other}` 只有大小写或空格不同", list.path()),
            "电子表格和人都能区分的名称",
        ),
    }
}

fn reference(name: &str, to: NamedList, fault: &ReferenceFault) -> Said {
    match fault {
        ReferenceFault::Unknown { known } => {
            let allowed = if known.is_empty() {
                "现在一个也没有".to_owned()
            } else {
                format!("以下之一：{}", list(known))
            };
            Said::new(format!("没有叫 `{name}` 的{}", one_of(to)), allowed)
        }
        ReferenceFault::Twice => Said::new(format!("`{name}` 出现两次"), format!("每个{}一次", one_of(to))),
        ReferenceFault::Itself => Said::new(format!("`{name}` 自身"), format!("另一个{}", one_of(to))),
        ReferenceFault::DoesNotServe { queue } => {
            Said::new(format!("人员组 `{name}` 不服务 `{queue}`"), "`serves` 含有该队列的人员组")
        }
        ReferenceFault::NotServed => Said::new(format!("人员组不服务 `{name}`"), "人员组的 `serves` 所含的队列"),
        ReferenceFault::NotLent => Said::new(format!("人员组 `{name}` 本来就在接听"), "`lent = true` 的人员组"),
        ReferenceFault::Lent => {
            Said::new(format!("人员组 `{name}` 供借调：平时做本职工作"), "没有 `lent = true` 的人员组")
        }
    }
}

/// An element of a list.
pub(super) fn one_of(list: NamedList) -> &'static str {
    match list {
        NamedList::Queues => "队列",
        NamedList::Groups => "人员组",
        NamedList::Incidents => "突发事件",
        NamedList::Ladders => "升级阶梯",
        NamedList::Rungs => "梯级",
    }
}

fn hours(fault: &HoursFault) -> Said {
    match fault {
        HoursFault::Backwards { open, close } => {
            Said::new(format!("{open}开门，{close}关门"), "关门晚于开门，两者都在一天之内")
        }
        HoursFault::Skipped { open, close } => {
            Said::new(format!("某个日期的时钟拨快，跳过了{open}至{close}"), "为该日期另写 `hours`，或把它写入 `closed`")
        }
        HoursFault::IntervalDoesNotFit { interval, hours } => Said::new(
            format!("{}不能整除{}的营业时间", span(*interval), span(*hours)),
            "能把开门至关门分成整数段的时段长度",
        ),
        HoursFault::IntervalTooShort { interval, most } => {
            Said::new(format!("每段{}会产生{most}个以上的时段", span(*interval)), "更长的时段")
        }
        HoursFault::TooManyRows { interval, intervals, told, most } => Said::new(
            format!("每段{}会为{told}个队列和人员组产生{intervals}个时段", span(*interval)),
            format!("更长的时段：总共最多{most}个"),
        ),
        HoursFault::WarmUpTooLong { warm_up } => {
            Said::new(format!("{}不短于营业时间", span(*warm_up)), "在关门之前结束的预热")
        }
        HoursFault::RowsApart { end, next } => {
            Said::new(format!("一行到{end}结束，下一行从{next}开始"), "前后相接、没有空隙也不重叠的行")
        }
        HoursFault::RowsDoNotCover { open, close } => {
            Said::new(format!("各行没有覆盖{open}至{close}"), "营业时间的每一段都有一行")
        }
        HoursFault::IncidentOutside { start } => {
            Said::new(format!("从{start}开始，当时不营业"), "从开门到关门之前的时刻")
        }
        HoursFault::SampleDoesNotCover => Said::new("过去的日子没有覆盖营业时间", "每个日期都有覆盖其营业时间的日子"),
        HoursFault::CallsOutside => Said::new("来电次序不对，或在营业时间之外", "从开门到关门、按到达顺序排列的来电"),
    }
}

fn sessions(fault: &SessionsFault) -> Said {
    match fault {
        SessionsFault::None => Said::new("没有营业时间", "至少一个营业段"),
        SessionsFault::TwiceOnADate => Said::new("同一日期出现两次", "每个日期的营业时间一次"),
        SessionsFault::SomeDated => Said::new("有的营业段有日期，有的没有", "每个营业段都有日期，或都没有"),
        SessionsFault::TooFarApart { days, most } => {
            Said::new(format!("营业段在第一个之后{days}天"), format!("第一个之后0至{most}天"))
        }
        SessionsFault::Overlap => Said::new("前一个营业段尚未关门，后一个就已开始", "按时间先后排列、互不重叠的营业段"),
    }
}

fn shift(fault: &ShiftFault) -> Said {
    match fault {
        ShiftFault::Backwards { start, end } => {
            Said::new(format!("班次从{start}到{end}"), "结束晚于开始，两者都在一天之内")
        }
        ShiftFault::Closed { start, end, open, close } => {
            Said::new(format!("班次{start}至{end}完全在营业时间{open}至{close}之外"), "与营业时间有重叠的班次")
        }
        ShiftFault::BreakOfNoLength { length } => Said::new(format!("休息长{}", span(*length)), "长于0秒的休息"),
        ShiftFault::BreakOutside { pause: (start, end), shift: (from, to) } => {
            Said::new(format!("休息{start}至{end}在班次{from}至{to}之外"), "班次之内的休息")
        }
        ShiftFault::BreaksOverlap { start, before } => {
            Said::new(format!("{start}的休息开始时，{before}的休息还没有结束"), "按时间先后排列、互不重叠的休息")
        }
    }
}

fn ladder(fault: &LadderFault) -> Said {
    match fault {
        LadderFault::LooksTooOften => Said::new("查看间隔不到1秒", "至少 1s；不写则随时查看"),
        LadderFault::NeverWaiting { above, up_to } => {
            Said::new(format!("不可能既多于{above}又不多于{up_to}"), "`waiting_up_to` 大于 `waiting_above`")
        }
        LadderFault::NeverBetween { from, until } => {
            Said::new(format!("不可能在{from}与{until}之间"), "较早的时刻写在前面")
        }
        LadderFault::People { least, most } => {
            Said::new(format!("从{least}到{most}人"), "不小于1的数、min <= max 的 [min, max]，或 \"all\"")
        }
        LadderFault::ReleasesTooEarly { at_most, smallest } => Said::new(
            format!("等待人数为{at_most}时就放回，而有梯级在多于{smallest}时才启用"),
            format!("最多{smallest}，即最小的 `waiting_above`，否则梯级会刚启用就放回"),
        ),
    }
}
