//! What the calculator says of a day, in Chinese.

use super::forms::span;
use crate::analytic::erlang::Model;
use crate::words::calculator::{DayColumn, DaySaying, DayTarget};

pub(super) fn column(column: &DayColumn) -> String {
    match column {
        DayColumn::Date => "日期".to_owned(),
        DayColumn::From => "开始".to_owned(),
        DayColumn::To => "结束".to_owned(),
        DayColumn::Calls => "话务量".to_owned(),
        DayColumn::HandleTime => "处理时长".to_owned(),
        DayColumn::Erlangs => "Erlang".to_owned(),
        DayColumn::ForTargets => "按目标".to_owned(),
        DayColumn::ForOccupancy => "按上限".to_owned(),
        DayColumn::Needed => "所需人数".to_owned(),
        DayColumn::Rostered => "排班人数".to_owned(),
        DayColumn::Within(time) => format!("{}内接听", span(*time)),
        DayColumn::AnswerRate => "接通率".to_owned(),
        DayColumn::Blocked => "被阻塞".to_owned(),
        DayColumn::Asa => "平均等待".to_owned(),
        DayColumn::Occupancy => "占用率".to_owned(),
    }
}

pub(super) fn said(saying: &DaySaying) -> String {
    match saying {
        DaySaying::Asked { model, calls, rows, patience } => {
            let patience =
                patience.as_ref().map_or_else(String::new, |patience| format!("，平均耐心{}", span(*patience)));
            let name = formula(*model);
            format!("{name}{patience}：{rows}行共{calls}个来电，每行各按长期平稳状态计算。")
        }
        DaySaying::Targets(targets) => {
            format!("要求：{}。", targets.iter().map(target).collect::<Vec<_>>().join("，"))
        }
        DaySaying::Takes { hours, rostered, level } => {
            let rostered = rostered
                .as_ref()
                .map_or_else(String::new, |(shrinkage, hours)| format!("；按缩减率{shrinkage}%排班需{hours}人时"));
            let level = level.as_ref().map_or_else(String::new, |(within, share)| {
                format!("这样{}内接听的占全部来电的{share}%。", span(*within))
            });
            format!("需要{hours}人时{rostered}。{level}")
        }
    }
}

pub(super) const fn formula(model: Model) -> &'static str {
    match model {
        Model::ErlangB => "Erlang B（没有队列）",
        Model::ErlangC => "Erlang C（无人挂断）",
        Model::ErlangA { .. } => "Erlang A",
    }
}

pub(super) fn target(target: &DayTarget) -> String {
    match target {
        DayTarget::Level(share, within) => format!("{}内接听至少{share}%", span(*within)),
        DayTarget::Asa(wait) => format!("平均等待时长不超过{}", span(*wait)),
        DayTarget::Answered(share) => format!("接通率至少{share}%"),
        DayTarget::Blocked(share) => format!("被阻塞不超过{share}%"),
        DayTarget::HangUp(share) => format!("挂断不超过{share}%"),
        DayTarget::Waiting(share) => format!("须等待的不超过{share}%"),
        DayTarget::Occupancy(share) => format!("占用率不超过{share}%"),
    }
}
