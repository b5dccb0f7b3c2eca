//! What measures, notes and verdicts mean, in Chinese.

use super::forms::span;
use crate::figures::{Measure, Relative, ServiceLevel};
use crate::scenario::NoteName;
use crate::words::topic::{Topic, VerdictWord};

pub(super) fn told(topic: Topic) -> String {
    match topic {
        Topic::Measure(Measure::ServiceLevel(level)) => service_level(level),
        Topic::Measure(measure) => self::measure(measure).to_owned(),
        Topic::Note(name) => note(name).to_owned(),
        Topic::Verdict(word) => verdict(word).to_owned(),
    }
}

fn service_level(level: ServiceLevel) -> String {
    let within = span(level.within);
    match level.relative {
        Relative::OfOffered => format!("服务水平：{within}内接听的来电占全部来电的比例。"),
        Relative::OfAnswered => format!("服务水平：{within}内接听的来电占已接听来电的比例。"),
        Relative::LessShort => format!("服务水平：{within}内接听的来电占全部来电的比例，短时挂断不计入来电。"),
        Relative::LessAbandons => {
            format!("服务水平：{within}内接听的来电占全部来电的比例，{within}内挂断的不计入来电。")
        }
        Relative::WithAbandons => format!("服务水平：{within}内接听或挂断的来电占全部来电的比例。"),
    }
}

fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::ServiceLevel(_) => "在一定时间内接听的比例。",
        Measure::Offered => "要求人工接听的来电：已接听、已挂断或结束时被请离的。单位：个/天。",
        Measure::Answered => "得到人工接听的来电。单位：个/天。",
        Measure::Abandoned => "等待中挂断的来电，包括见有人排队就立即挂断的。单位：个/天。",
        Measure::Blocked => "拨入时线路全忙的来电，不计入要求接听的来电。单位：个/天。",
        Measure::Contained => "在自助语音中结束的来电，不计入要求接听的来电。单位：个/天。",
        Measure::OutsideHours => "两个日期的营业时间之间的来电，不计入要求接听的来电。单位：个/天。",
        Measure::Redials => "挂断或线路忙之后再次来电的次数。单位：个/天。",
        Measure::Repeats => "接听后问题未解决而再次来电的次数。单位：个/天。",
        Measure::Transfers => "在其他队列接听后转来的来电。单位：个/天。",
        Measure::CallbacksOffered => "可以选择回呼而不等待的来电。单位：个/天。",
        Measure::Callbacks => "选择回呼而不等待的来电。单位：个/天。",
        Measure::CalledBack => "回呼并接通的来电，计入已接听。单位：个/天。",
        Measure::CallbacksUnreached => "最后一次回呼仍无人接的来电，既不算已接听，也不算已挂断。单位：个/天。",
        Measure::CallbacksExpired => "未能按时回呼的来电，既不算已接听，也不算已挂断。单位：个/天。",
        Measure::CallbackTime => "从来电到回呼接通的平均时间。单位：秒。",
        Measure::Callers => "来电的人数，不论来电几次。单位：人/天。",
        Measure::WaitingAtEnd => "到一天结束仍未接听的来电：关门时被请离，或已无人在岗。单位：个/天。",
        Measure::AnswerRate => "接通率：已接听的来电占全部来电的比例。",
        Measure::AbandonRate => "放弃率：挂断的来电占全部来电的比例。",
        Measure::CallerAnswerRate => "在某一次来电中得到接听的来电者占全部来电者的比例。",
        Measure::Asa => "平均等待时长（ASA）：已接听来电从进入队列起的平均等待时长。单位：秒。",
        Measure::WaitMean => "全部来电的平均等待时长，包括挂断的。单位：秒。",
        Measure::WaitP50 => "已接听来电中一半的等待时长不超过此值。单位：秒。",
        Measure::WaitP90 => "已接听来电中90%的等待时长不超过此值。单位：秒。",
        Measure::WaitP95 => "已接听来电中95%的等待时长不超过此值。单位：秒。",
        Measure::WaitP99 => "已接听来电中99%的等待时长不超过此值。单位：秒。",
        Measure::WaitMax => "一天中已接听来电的最长等待时长，按天平均。单位：秒。",
        Measure::HandleTime => "平均处理时长：已接听来电的通话和话后处理。单位：秒。",
        Measure::WaitingMean => "营业时间内呼入等待人数的平均值。",
        Measure::WaitingMax => "一天中呼入等待人数的最大值，按天平均。",
        Measure::MinutesAbove5 => "呼入等待人数超过5的时间。单位：分钟/天。",
        Measure::MinutesAbove10 => "呼入等待人数超过10的时间。单位：分钟/天。",
        Measure::Occupancy => "占用率：处理来电的时间占签入时间的比例。",
        Measure::SignedInHours => "在线人时，包括借调的人。单位：人时/天。",
        Measure::BorrowedHours => "在线人时中由升级阶梯借调的部分。单位：人时/天。",
        Measure::Cost => "付薪工时的费用，货币与 cost_per_hour 相同。按天计。",
        Measure::SignedIn => "同时在线的人数，取时段内的平均值。",
        Measure::Borrowed => "时段内在线的人中因梯级而在的人数的平均值。",
        Measure::OfferedLoad => "话务强度：来电数乘以平均处理时长，即始终繁忙的人数。单位：Erlang。",
    }
}

fn note(name: NoteName) -> &'static str {
    match name {
        NoteName::EndlessPatience => {
            "队列没有 `patience`，等待的来电者永不挂断，所要求的接通率说明不了什么。请为它给出耐心。"
        }
        NoteName::NotUtf8 => "表格不是 UTF-8，已按别的编码读取。请核对名称，或另存为 CSV UTF-8。",
        NoteName::Decided => "表格中的数字有两种读法，如 1.234；提示说明取了哪一种。",
        NoteName::NotUsed => "表格中有未使用的列。请看看是否拼写有误。",
        NoteName::Outside => "表格中有些行或来电在营业时间之外，已忽略。",
        NoteName::Sorted => "记录的来电未按到达顺序排列，已重新排序。",
        NoteName::NoCall => "表格中没有读取它的队列的来电。请核对队列的名称。",
        NoteName::MoreThanSeats => "排班人数多于台席，有人要等台席。请减少排班，或增加 `seats`。",
        NoteName::NobodyOnDuty => "正在营业，但排班中没有自己的人在岗：这时的来电只能等待或挂断。",
        NoteName::ClocksChange => "营业时间内时钟拨快或拨慢：少一小时，或有一小时出现两次，以 A 和 B 区分。",
        NoteName::AllOnBreak => "一个人员组的人全体同时休息，它的部分来电无人接听。请错开休息。",
        NoteName::FewerInBusiestHour => "在来电最多的一小时内有班次结束，在岗人数减少。",
        NoteName::GroupWithoutCalls => "一个人员组只接听没有来电的队列。",
        NoteName::NeverPulled => {
            "升级阶梯的一个梯级永远无法启用：无人可借，要求的人数多于现有的，没有可延后的休息，或等待人数不可能多于线路。"
        }
        NoteName::LinesNotRead => "错误太多，[expect] 中有些行未检查。",
    }
}

fn verdict(word: VerdictWord) -> &'static str {
    match word {
        VerdictWord::Better => "来电者确实得到更好的服务，超出容差；对基线而言，也指服务相同而工时或费用更少。",
        VerdictWord::Worse => "来电者得到的服务确实更差，超出容差；对基线而言，也指服务相同而工时或费用更多。",
        VerdictWord::More => "工时、费用或占用率确实更多，超出容差；这本身无所谓好坏。",
        VerdictWord::Fewer => "工时、费用或占用率确实更少，超出容差；这本身无所谓好坏。",
        VerdictWord::NoDifference => "两者之差确实不超过容差，不会有人察觉。",
        VerdictWord::Undecided => "这些天数还不足以判断。请用 `--days` 或 `--decide` 增加天数。",
        VerdictWord::Met => "统计项的95%区间全部符合期望。",
        VerdictWord::Missed => "统计项的95%区间完全不符合期望。",
        VerdictWord::Undefined => "没有一天有可以计数的内容，因此没有数值。",
        VerdictWord::Unchanged => "结果与基线逐字节相同。",
        VerdictWord::Within => "结果与基线不同，但没有一项指标超出容差。",
        VerdictWord::Traded => "与基线相比，来电者确实得到更好的服务，工时或费用也确实更多。",
        VerdictWord::Missing => "没有这个场景的基线；用 `--update` 保存一份。",
        VerdictWord::Unusable => "基线已损坏，或属于别的种子或别的主版本；用 `--update` 保存新的。",
        VerdictWord::Stored => "这次模拟已保存为新的基线。",
    }
}
