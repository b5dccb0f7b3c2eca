//! How targets fared, in Chinese.

use super::Chinese;
use super::measure::name;
use crate::experiment::results::{PrecisionFound, TargetResult, Verdict};
use crate::figures::Dimension;
use crate::stats::Estimate;
use crate::words::numbers::{amount, decimal, decimals_apart, percent, rounded_percent};
use crate::words::{BadIntervals, Forms};

/// The verdict first; a day that is good in all may be bad in parts.
pub(super) fn told(target: &TargetResult, intervals: Option<BadIntervals>) -> String {
    let word = word(target.verdict);
    let found = match (&target.estimate, target.asked_share) {
        (None, _) => return format!("{word}：没有来电，因此没有{}。", name(target.measure)),
        (Some(_), Some(asked)) => on_days(target, asked),
        (Some(figure), None) => on_average(target, figure),
    };
    let parts = intervals.map(|intervals| in_parts(target, intervals)).unwrap_or_default();
    let more = if target.verdict == Verdict::Undecided { "；增加天数（--days）可见分晓" } else { "" };
    format!("{word}：{found}{parts}{more}。")
}

/// A verdict at the beginning of a sentence.
pub(super) const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "达标",
        Verdict::Missed => "未达标",
        Verdict::Undecided => "未定",
    }
}

/// "；26个时段中有5个平均低于90%"
fn in_parts(target: &TargetResult, BadIntervals { bad, of }: BadIntervals) -> String {
    let side = if target.measure.more_is_better() { "低于" } else { "高于" };
    format!("；{of}个时段中有{bad}个平均{side}{}", wanted(target))
}

/// "只有71%的天（68至74）接通率达到90%；要求90%的天"
fn on_days(target: &TargetResult, asked: f64) -> String {
    let share = target.share_of_days;
    let decimals = decimals_apart(asked, share.low, share.high);
    let [mean, low, high] = [share.mean, share.low, share.high].map(|x| percent(x, decimals));
    let only = if target.verdict == Verdict::Missed { "只有" } else { "" };
    format!("{only}{mean}%的天（{low}至{high}）{}；要求{}%的天", goal(target), rounded_percent(asked))
}

/// "接通率为92.9%（92.7至93.1），目标为90%"
fn on_average(target: &TargetResult, figure: &Estimate) -> String {
    let at_most = if target.measure.more_is_better() { "" } else { "不超过" };
    let written = |value: f64| match target.measure.unit().dimension() {
        Dimension::Share => percent(value, 1),
        Dimension::Length | Dimension::Amount => Chinese.length(value),
    };
    let found = Chinese.shown(target.measure.unit(), figure.mean);
    let interval = match figure.low.zip(figure.high) {
        Some((low, high)) => format!("（{}至{}）", written(low), written(high)),
        None => String::new(),
    };
    format!("{}为{found}{interval}，目标为{at_most}{}", name(target.measure), wanted(target))
}

/// What a good day does.
fn goal(target: &TargetResult) -> String {
    let reached = if target.measure.more_is_better() { "达到" } else { "不超过" };
    format!("{}{reached}{}", name(target.measure), wanted(target))
}

/// A target as somebody wrote it: `90%`, `92.5%`, `20秒`.
fn wanted(target: &TargetResult) -> String {
    match target.measure.unit().dimension() {
        Dimension::Share => format!("{}%", rounded_percent(target.target)),
        Dimension::Length | Dimension::Amount => Chinese.length(target.target),
    }
}

/// For what people are needed: `接通率90%`, `平均等待时长不超过20秒`.
pub(super) fn asked(target: &TargetResult) -> String {
    let at_most = if target.measure.more_is_better() { "" } else { "不超过" };
    format!("{}{at_most}{}", name(target.measure), wanted(target))
}

/// "接通率的误差为正负0.19个百分点；要求0.20个百分点。"
pub(super) fn known(found: &PrecisionFound) -> String {
    let measure = found.asked.measure;
    let written = |half_width: f64| match measure.unit().dimension() {
        Dimension::Share => format!("{}个百分点", percent(half_width, 2)),
        Dimension::Length => format!("{}秒", decimal(half_width, 2)),
        Dimension::Amount => amount(half_width),
    };
    let (name, asked) = (name(measure), written(found.asked.half_width));
    let most = format!("模拟最多的{}天后", decimal(found.asked.max_days.into(), 0));
    match found.half_width {
        Some(half_width) if found.is_reached() => {
            format!("{name}的误差为正负{}；要求{asked}。", written(half_width))
        }
        Some(half_width) => format!("{most}，{name}的误差为正负{}；要求{asked}。", written(half_width)),
        None => format!("{most}，{name}的误差仍无法得知；要求{asked}。"),
    }
}
