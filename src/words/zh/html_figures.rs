//! What figures are called and how they are worked out, in Chinese.

use super::forms::span;
use crate::figures::{GroupFigure, Measure, Relative, RungFigure, ServiceLevel};
use crate::words::html::FigureWords;

pub(super) fn formula(measure: Measure) -> String {
    let formula = match measure {
        Measure::Offered => "每天：接通 + 挂断 + 结束时仍在等待",
        Measure::Answered => "每天接通人工的来电者",
        Measure::Abandoned => "每天在等待中挂断的来电者",
        Measure::Blocked => "每天遇到线路全忙的来电；不计入来电量",
        Measure::Contained => "每天在自助语音内结束的来电；不计入来电量",
        Measure::OutsideHours => "两个日期的营业时间之间的来电；不计入来电量",
        Measure::Redials => "每天在挂断或阻塞之后再次来电",
        Measure::Transfers => "每天在其他队列接听后转来的来电",
        Measure::Repeats => "每天接通后问题未解决而再次来电",
        Measure::Callers => "每天来电的人，不论来电几次",
        Measure::WaitingAtEnd => "到一天结束仍未接通的来电者",
        Measure::AnswerRate => "接通 / 来电量",
        Measure::AbandonRate => "挂断 / 来电量",
        Measure::CallerAnswerRate => "任何一次来电得到接通的来电者 / 来电者",
        Measure::Asa => "接通者的等待时长之和 / 接通",
        Measure::WaitMean => "全体的等待时长之和 / 来电量",
        Measure::WaitP50 => "接通者等待时长的第50百分位数",
        Measure::WaitP90 => "接通者等待时长的第90百分位数",
        Measure::WaitP95 => "接通者等待时长的第95百分位数",
        Measure::WaitP99 => "接通者等待时长的第99百分位数",
        Measure::WaitMax => "一天中接通者的最长等待时长，各天的均值",
        Measure::HandleTime => "接通者的通话和后处理时长之和 / 接通",
        Measure::WaitingMean => "营业时间内的等待时长之和 / 营业时间",
        Measure::WaitingMax => "同时等待的最多人数，各天的均值",
        Measure::MinutesAbove5 => "每天有5人以上等待的时间",
        Measure::MinutesAbove10 => "每天有10人以上等待的时间",
        Measure::Occupancy => "处理来电的时间 / 签入的时间",
        Measure::SignedInHours => "每天签入的人时",
        Measure::BorrowedHours => "其中为梯级借调的人时",
        Measure::Cost => "每天的付薪工时 × 时薪，加推迟的本职工作的代价",
        Measure::SignedIn => "时段内签入的时间 / 时段长度",
        Measure::Borrowed => "其中为梯级借调的人数",
        Measure::OfferedLoad => "来电量 × 平均处理时长 / 时段长度",
        Measure::CallbacksOffered => "每天可以不等待而接受回呼的来电",
        Measure::Callbacks => "其中接受回呼的，每天",
        Measure::CalledBack => "其中回呼时接通的，每天",
        Measure::CallbacksUnreached => "其中最后一次回呼仍无人接听的，每天",
        Measure::CallbacksExpired => "其中未能按时回呼的，每天",
        Measure::CallbackTime => "从来电到回呼接通的时长之和 / 回呼接通",
        Measure::ServiceLevel(level) => return service_level(level),
    };
    formula.to_owned()
}

fn service_level(ServiceLevel { within, relative }: ServiceLevel) -> String {
    let formula = match relative {
        Relative::OfOffered => "T 内接通 / 来电量",
        Relative::OfAnswered => "T 内接通 / 接通",
        Relative::LessShort => "T 内接通 /（来电量 - 短时挂断）",
        Relative::LessAbandons => "T 内接通 /（来电量 - T 内挂断）",
        Relative::WithAbandons => "（T 内接通 + T 内挂断）/ 来电量",
    };
    format!("{formula}，T = {}", span(within))
}

pub(super) fn of_group(figure: GroupFigure) -> FigureWords {
    let (name, formula) = match figure {
        GroupFigure::Occupancy => ("占用率", "处理来电的时间 / 签入的时间"),
        GroupFigure::SignedInHours => ("在线工时", "每天的人时"),
        GroupFigure::BorrowedHours => ("借调工时", "其中为梯级借调的人时"),
        GroupFigure::OverrunHours => ("超时工时", "班次结束、休息开始或放回之后仍在线的人时，每天"),
        GroupFigure::Absent => ("缺勤", "每天不来的人数"),
        GroupFigure::Late => ("迟到", "每天在班次开始之后才来的人数"),
        GroupFigure::LateHours => ("迟到工时", "每天合计的时长"),
        GroupFigure::LateBreaks => ("推迟的休息", "每天晚于计划开始的休息次数"),
        GroupFigure::LateBreakMinutes => ("推迟休息的分钟数", "每天合计的时长"),
        GroupFigure::OvertimeHours => ("加班工时", "班次结束之后仍在线的人时，每天"),
        GroupFigure::Cost => ("费用", "每天的付薪工时 × 时薪，加推迟的本职工作的代价"),
        GroupFigure::DeferredTasks => ("推迟的本职工作", "每天被借调的时间 × 每小时件数"),
        GroupFigure::CaughtUpTasks => ("当天补完", "其中当天补完的件数"),
        GroupFigure::LeftOverTasks => ("剩余", "其余件数"),
        GroupFigure::LateTasks => ("逾期", "其中未能按期补完的件数"),
    };
    FigureWords::new(name, formula)
}

pub(super) fn of_rung(figure: RungFigure) -> FigureWords {
    let (name, formula) = match figure {
        RungFigure::Pulls => ("启用次数", "每天启用的次数；无人可派的不计"),
        RungFigure::ShareOfDays => ("启用的天数比例", "至少启用一次的天数 / 天数"),
        RungFigure::MinutesInForce => ("生效分钟数", "从启用到放回，每天的分钟数"),
        RungFigure::PersonHours => ("人时", "每天其人员在线的时间"),
        RungFigure::EmptyHanded => ("无人可派", "每天条件成立而派不出人的次数"),
        RungFigure::NoFreeSeat => ("没有空台席", "其中有人而没有空台席的次数"),
        RungFigure::Chatter => ("很快再次启用", "每天放回后不久又启用的次数"),
    };
    FigureWords::new(name, formula)
}
