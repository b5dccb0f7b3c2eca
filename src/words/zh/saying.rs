//! What the program says beside its results, in Chinese.

use super::forms::list;
use super::{failure, system};
use crate::escape::terminal;
use crate::sizing::SizeStep;
use crate::words::{CalculatorFault, Saying};

pub(super) fn said(saying: &Saying) -> String {
    match saying {
        Saying::Interrupted => "已中断：没有写入任何内容。".to_owned(),
        Saying::CannotPlay { file, why } => format!("{file}：{}", failure::run(why)),
        Saying::ReplacesResults { of, place } => format!("{} 中 {of} 的结果将被替换", place.display()),
        Saying::ReplacesAnotherPart { place } => format!("{} 中另一次模拟的部分将被替换", place.display()),
        Saying::LadderLogCut { days } => {
            format!("有{days}天升级阶梯动作太频繁，ladder.csv 只列出当天最初的动作")
        }
        Saying::MadeByVersion(version) => format!("这些结果由版本 {version} 生成"),
        Saying::ResultsIn(place) => format!("结果和图在 {}", terminal::path(place)),
        Saying::TablesIn(place) => format!("五张报表在 {}", terminal::path(place)),
        Saying::DaysIn { first, last, of, place } => {
            format!("{of}天中的第{first}天至第{last}天在 {}", terminal::path(place))
        }
        Saying::NoTableOfHistory(file) => format!("{} 不是历史数据的表，已跳过", file.display()),
        Saying::Writes(name) => format!("正在写入 {name}"),
        Saying::Sizes(step) => sizes(*step).to_owned(),
        Saying::Simulated { days, seconds } => format!("{days}天模拟完毕，用时{seconds:.2}秒"),
        Saying::OfSeveral { note, scenarios } => format!("{note}（共{scenarios}个场景）"),
        Saying::InScenarios { count, first } => {
            let more = if *count > first.len() { "等" } else { "" };
            format!("共{count}个场景：{}{more}", list(first))
        }
        Saying::CannotPrint(why) => format!("无法输出：{}", system::refused(why.kind)),
        Saying::CannotListen(_) => "系统不允许监听 Ctrl-C".to_owned(),
        Saying::SummaryIsNoFile { variable, file } => {
            format!("{variable} 指向 {}，它不是普通文件", file.display())
        }
        Saying::CannotAddSummary { file, why } => {
            format!("无法把摘要加到 {}：{}", file.display(), system::refused(why.kind))
        }
        Saying::NothingVaried(changes) => format!("`--with '{changes}'` 什么也没有改变；请给一项改动 `key=value`"),
        Saying::FewerThanTheFirst { most, days } => {
            format!("`--max-days {most}` 少于起初要模拟的{days}天；请用 `--days` 减少天数")
        }
        Saying::MarginOfNothing { name, known } => {
            format!("`--margin {name}`：没有这个指标；可用的指标：{}", list(known))
        }
        Saying::TooManyThreads { variable, threads, most } => format!("{variable}={threads}：最多{most}个线程"),
        Saying::NoCase { asked, known } => format!("没有名称含有 {} 的算例；现有：{}", list(asked), list(known)),
        Saying::CaseOfFewDays { case, measure, days } => {
            format!("{case}：{days}天之后 {measure} 还没有区间；请用 `--days` 增加天数")
        }
        Saying::PlanWritten { plan, command } => format!("已写入 {plan}。模拟它：{command}"),
        Saying::NothingToExplain { name, nearest } => {
            let meant = nearest.as_ref().map(|meant| format!("；是否想写 {meant}？"));
            let meant = meant.unwrap_or_else(|| "；不带名称则列出全部".to_owned());
            format!("没有叫 `{name}` 的指标、提示或结论{meant}")
        }
        Saying::AllMeasures => "指标：".to_owned(),
        Saying::AllNotes => "对排班的提示：".to_owned(),
        Saying::AllVerdicts => "结论：".to_owned(),
        Saying::NoCommand { name, known } => format!("没有命令 `{name}`；有 {}", list(known)),
        Saying::Calculator(why) => calculator(why),
    }
}

const fn sizes(step: SizeStep) -> &'static str {
    match step {
        SizeStep::Starts => "用公式估算",
        SizeStep::Raises => "增加人手",
        SizeStep::Removes => "减少人手",
        SizeStep::Exchanges => "调换时段",
        SizeStep::OneMoreOneFewer => "试少一人、多一人",
        SizeStep::Reserves => "试后备人数",
        SizeStep::Varies => "试各种变化",
        SizeStep::Ladders => "正在试升级阶梯",
        SizeStep::Covers => "正在安排班次",
        SizeStep::Verifies => "用新的日子检验",
    }
}

fn calculator(why: &CalculatorFault) -> String {
    match why {
        CalculatorFault::Formula(why) => failure::formula(why),
        CalculatorFault::Endless { why, least } => {
            format!("{}；请至少用{least}个坐席，或用 `--patience` 给出来电者的耐心", failure::formula(why))
        }
        CalculatorFault::TooMuchLoad { erlangs, most } => format!("话务量为{erlangs} Erl；最多计算{most} Erl"),
        CalculatorFault::TooManyWaiting { waiting, most } => {
            format!("来电太多、耐心太长，等待人数可能达到{waiting}；最多计算{most}人")
        }
        CalculatorFault::TooManyAgents { agents, most } => format!("{agents}个坐席；最多计算{most}个"),
        CalculatorFault::TooManyRows { rows, agents, most } => {
            format!("坐席多达{agents}个的表有{rows}行；这么多坐席最多{most}行")
        }
        CalculatorFault::NoHandleTime => "没有说明处理时长：请给出 `--aht`，或在表格中给出列 `aht_s`".to_owned(),
        CalculatorFault::NoPatience => "Erlang A 需要用 `--patience` 给出来电者的耐心".to_owned(),
        CalculatorFault::PatienceForNothing => "只有 Erlang A 用到 `--patience`：请不写它，或用 `--model a`".to_owned(),
        CalculatorFault::NobodyHangsUp => "这个公式中没有人挂断：`--target-abandon` 需要 `--patience`".to_owned(),
        CalculatorFault::NobodyIsBlocked => "这个公式中没有来电被阻塞：`--target-blocked` 需要 `--model b`".to_owned(),
        CalculatorFault::NobodyWaits => "Erlang B 中没有人等待：请用 `--target-blocked`".to_owned(),
    }
}
