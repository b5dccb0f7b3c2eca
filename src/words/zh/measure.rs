//! What measures are called in Chinese.

use super::forms::span;
use crate::figures::{Measure, Relative, ServiceLevel};

/// A measure, as the centre calls it.
pub(super) fn name(measure: Measure) -> String {
    if let Measure::ServiceLevel(level) = measure { within(level) } else { plain(measure).to_owned() }
}

/// `20秒内接通率（占已接通）`.
pub(super) fn within(level: ServiceLevel) -> String {
    format!("{}内接通率{}", span(level.within), note(level))
}

/// Of whom a service level is the share and who counts, in brackets, unless it is the plain one.
pub(super) fn note(level: ServiceLevel) -> String {
    let within = span(level.within);
    match level.relative {
        Relative::OfOffered => String::new(),
        Relative::OfAnswered => "（占已接通）".to_owned(),
        Relative::LessShort => "（不计短时挂断）".to_owned(),
        Relative::LessAbandons => format!("（不计{within}内挂断）"),
        Relative::WithAbandons => format!("（{within}内挂断计为接通）"),
    }
}

const fn plain(measure: Measure) -> &'static str {
    match measure {
        Measure::Offered => "呼入量",
        Measure::Answered => "接通量",
        Measure::Abandoned => "放弃量",
        Measure::Blocked => "线路占满而未接入",
        Measure::Contained => "自助语音中完成",
        Measure::OutsideHours => "营业时间之外",
        Measure::Redials => "重拨",
        Measure::Repeats => "问题未解决而再次来电",
        Measure::Transfers => "转接",
        Measure::CallbacksOffered => "提供回呼",
        Measure::Callbacks => "接受回呼",
        Measure::CalledBack => "回呼接通",
        Measure::CallbacksUnreached => "回呼未接通",
        Measure::CallbacksExpired => "回呼逾期",
        Measure::CallbackTime => "至回呼接通的平均时长",
        Measure::Callers => "来电者",
        Measure::WaitingAtEnd => "闭线时仍在等待",
        Measure::AnswerRate => "接通率",
        Measure::AbandonRate => "放弃率",
        Measure::CallerAnswerRate => "来电者最终接通率",
        Measure::ServiceLevel(_) => "服务水平",
        Measure::Asa => "平均等待时长",
        Measure::WaitMean => "全部呼入的平均等待时长",
        Measure::WaitP50 => "50%的等待时长不超过",
        Measure::WaitP90 => "90%的等待时长不超过",
        Measure::WaitP95 => "95%的等待时长不超过",
        Measure::WaitP99 => "99%的等待时长不超过",
        Measure::WaitMax => "最长等待时长",
        Measure::HandleTime => "平均处理时长",
        Measure::WaitingMean => "平均等待人数",
        Measure::WaitingMax => "最多等待人数",
        Measure::MinutesAbove5 => "等待超过5人的分钟数",
        Measure::MinutesAbove10 => "等待超过10人的分钟数",
        Measure::Occupancy => "占用率",
        Measure::SignedInHours => "在岗人时",
        Measure::BorrowedHours => "借调人时",
        Measure::Cost => "成本",
        Measure::SignedIn => "在岗人数",
        Measure::Borrowed => "借调人数",
        Measure::OfferedLoad => "话务负荷",
    }
}
