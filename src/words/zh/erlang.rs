//! The answer of the calculator for one volume, in Chinese.

use super::forms::span;
use super::{Chinese, calculator};
use crate::analytic::erlang::Model;
use crate::words::erlang::{Achieved, CountSaid, ErlangLabel, ErlangLine, ErlangWords};

impl ErlangWords for Chinese {
    fn erlang_label(&self, label: ErlangLabel) -> String {
        let told = match label {
            ErlangLabel::Within(within) => return format!("{}内接通", span(within)),
            ErlangLabel::Agents => "坐席",
            ErlangLabel::MustWait => "须等待",
            ErlangLabel::Blocked => "被阻塞",
            ErlangLabel::HangUp => "挂断",
            ErlangLabel::Asa => "ASA",
            ErlangLabel::MeanWait => "平均等待",
            ErlangLabel::Wait90 => "90%等待不超过",
            ErlangLabel::Waiting => "等待人数",
            ErlangLabel::Occupancy => "占用率",
            ErlangLabel::Target => "目标",
            ErlangLabel::Met => "达标",
            ErlangLabel::Missed => "未达标",
            ErlangLabel::Unstable => "不稳定",
        };
        told.to_owned()
    }

    fn erlang_line(&self, line: &ErlangLine) -> String {
        match line {
            ErlangLine::NobodyCalls => "没有来电：不需要坐席。".to_owned(),
            ErlangLine::NotEnough(agents) => format!("{}个坐席不够：队列会无限增长。", agents.number),
            ErlangLine::Fractional(exact) => format!("如果坐席数可以是小数（多个时段的平均），{exact}个就够。"),
            ErlangLine::Achieves(agents, model, achieved) => achieves(agents, *model, achieved),
            ErlangLine::Asked { model, calls, per, each, patience, erlangs } => {
                let patience = patience.map_or_else(String::new, |patience| format!("，耐心{}", span(patience)));
                let (name, calls) = (calculator::formula(*model), &calls.number);
                let (per, each) = (span(*per), span(*each));
                format!("{name}：{per}内{calls}个来电，处理时长{each}{patience}：{erlangs} Erlang。")
            }
            ErlangLine::Targets(targets) => {
                let told: Vec<String> = targets.iter().map(calculator::target).collect();
                format!("要求：{}。", told.join("，"))
            }
        }
    }
}

/// "14个坐席在20秒内接通88.8%的来电：ASA 7.8秒，占用率71.4%。"
fn achieves(agents: &CountSaid, model: Model, achieved: &Achieved) -> String {
    let Achieved { level, within, asa, blocked, lost, busy } = achieved;
    let (people, within) = (format!("{}个坐席", agents.number), span(*within));
    match model {
        Model::ErlangB => format!("{people}接通{level}%的来电；{blocked}%被阻塞，占用率{busy}。"),
        Model::ErlangC => format!("{people}在{within}内接通{level}%的来电：ASA {asa}，占用率{busy}。"),
        Model::ErlangA { .. } => {
            format!("{people}在{within}内接通{level}%的来电：ASA {asa}，{lost}%挂断，占用率{busy}。")
        }
    }
}
