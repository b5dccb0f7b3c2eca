//! How a scenario stands to its baseline, in Chinese.

use super::measure::name;
use super::{Chinese, parser};
use crate::experiment::baseline::{Moved, Refusal};
use crate::experiment::compare::Finding;
use crate::failure::BaselineFault;
use crate::figures::Measure;
use crate::words::baseline::{BaselineLine, KeyChange, TableMove, TableMoved, WhatChanged};
use crate::words::numbers::decimal;
use crate::words::{CompareWords, Forms};

pub(super) fn said(line: &BaselineLine<'_>) -> String {
    match line {
        BaselineLine::Name(None) => "基线".to_owned(),
        BaselineLine::Name(Some(count)) => format!("基线，{}天", days(*count)),
        BaselineLine::StoredIn(file) => format!("保存在 {file}"),
        BaselineLine::AndStoredIn(found, file) => format!("{found}；保存在 {file}"),
        BaselineLine::Missing { file, like: None } => format!("没有基线 {file}；用 `--update` 保存"),
        BaselineLine::Missing { file, like: Some(like) } => {
            format!(
                "没有基线 {file}，但有 {like}；如果就是它，请在当时保存的文件夹中启动命令；如果不是，用 `--update` 保存"
            )
        }
        BaselineLine::Unusable { file, line, fault: why, stored } => {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            let remedy = if *stored { "" } else { "；用 `--update` 重新保存" };
            format!("基线无法使用：{file}{line}：{}{remedy}", fault(why))
        }
        BaselineLine::SameDays(count) => format!("{}天与基线相同", days(*count)),
        BaselineLine::NothingMoved { days: count, has_others } => {
            let same = if *has_others {
                "双方都有的指标没有变化"
            } else {
                "全天的指标没有变化，变化的是其他结果"
            };
            format!("{}天中{same}", days(*count))
        }
        BaselineLine::WithinMargins(count) => format!("{}天中的变化在容差以内", days(*count)),
        BaselineLine::Moved(count, parts) => {
            format!("{}天中{}", days(*count), parts.iter().map(part).collect::<Vec<_>>().join("；"))
        }
        BaselineLine::NotPaged(file) => format!("{file} 显示的不是所保存的内容；用 `--update` 重写"),
        BaselineLine::MovedFrom { page, stored: true } => format!("场景已改名或移动：原先保存为 {page}"),
        BaselineLine::MovedFrom { page, stored: false } => {
            format!("场景已改名或移动：现在保存为 {page}；用 `--update` 重新保存")
        }
        BaselineLine::KeepsDays(count) => {
            format!("没有保存：基线有{}天，不会被更少的天数替换；请去掉 `--days`", days(*count))
        }
        BaselineLine::LeftOut(names) => {
            let called = |known: &String| Measure::parse(known).map_or_else(|| known.clone(), name);
            let named: Vec<String> = names.iter().map(called).collect();
            format!("未比较（这些天中并非双方都有）：{}", Chinese.list(&named))
        }
        BaselineLine::Changed(what) => changed(what),
        BaselineLine::Remedy(moved) => remedy(*moved).to_owned(),
    }
}

fn days(count: u32) -> String {
    decimal(count.into(), 0)
}

/// `更差：接通率`.
fn part((finding, measures): &(Finding, Vec<Measure>)) -> String {
    let names: Vec<String> = measures.iter().map(|one| Chinese.compared_measure(*one)).collect();
    format!("{}：{}", Chinese.compared_finding(Measure::AnswerRate, *finding), Chinese.list(&names))
}

const fn remedy(moved: Moved) -> &'static str {
    match moved {
        Moved::Worse => "如果是有意的，用 `--update` 保存为新的基线",
        Moved::Undecided => "增加天数可见分晓；如果是有意的，用 `--update` 保存",
        Moved::Traded => "来电者受益，但投入更多；如果是有意的，用 `--update` 保存",
        Moved::Better | Moved::Within => "基线已过时；用 `--update` 保存新的",
    }
}

fn changed(what: &WhatChanged<'_>) -> String {
    let WhatChanged { keys, more_keys, has_tables, tables, program } = what;
    let mut named: Vec<String> = keys.iter().map(key).collect();
    if *more_keys > 0 {
        named.push(format!("另有{more_keys}个键"));
    }
    let mut parts = Vec::new();
    if !named.is_empty() {
        parts.push(format!("场景：{}", named.join("，")));
    }
    if *has_tables {
        let named: Vec<String> = tables.iter().map(table).collect();
        parts.push(if named.is_empty() { "场景读取的数据表".to_owned() } else { named.join("，") });
    }
    parts.extend(program.map(|(then, now)| format!("程序：{then} -> {now}")));
    if parts.is_empty() {
        return "有变化的：场景中没有，因此是程序".to_owned();
    }
    format!("有变化的：{}", parts.join("；"))
}

fn key((key, then, now): &KeyChange<'_>) -> String {
    format!("{key} {} -> {}", then.unwrap_or("未设置"), now.unwrap_or("未设置"))
}

/// `volumes.csv：1,515 -> 1,667个来电`.
fn table(TableMoved { file, how }: &TableMoved<'_>) -> String {
    match how {
        TableMove::NoLongerRead => format!("{file}：不再读取"),
        TableMove::OtherRows => format!("{file}：行不同"),
        TableMove::Sums { calls, person_hours } => {
            let sum = |of: &Option<[String; 2]>, unit| of.as_ref().map(|[a, b]| format!("{a} -> {b}{unit}"));
            let sums = [sum(calls, "个来电"), sum(person_hours, "人时")];
            format!("{file}：{}", sums.into_iter().flatten().collect::<Vec<_>>().join("，"))
        }
    }
}

pub(super) fn fault(fault: &BaselineFault) -> String {
    match fault {
        BaselineFault::NoDays => "该文件不存在，但旁边有它的页".to_owned(),
        BaselineFault::PageInOtherForm { theirs, ours } | BaselineFault::DaysInOtherForm { theirs, ours } => {
            format!("格式是 `{theirs}`，本程序读取 `{ours}`")
        }
        BaselineFault::BadPage(said) => parser::said(said),
        BaselineFault::BadDays(_) => "内容不合格式".to_owned(),
        BaselineFault::BadPacking(_) => "无法解压".to_owned(),
        BaselineFault::TooMuch => "内容比任何模拟留下的都多".to_owned(),
        BaselineFault::BinsNotAscending => "某一天的等待时长没有按升序分组".to_owned(),
        BaselineFault::NeitherRatioNorPercentile(name) => format!("{name} 应是比值或百分位数"),
        BaselineFault::NoColumn { column, measure } => format!("没有 {measure} 所需的列 `{column}`"),
        BaselineFault::UnevenColumns(measure) => format!("{measure} 的各列长度不同"),
        BaselineFault::OtherDays { measure, days } => format!("{measure} 没有所说的{days}天"),
        BaselineFault::Refused(Refusal::OtherSeed { stored, now }) => {
            format!("它的各天用种子{stored}，这次模拟用种子{now}")
        }
        BaselineFault::Refused(Refusal::OtherMajorVersion { stored, now }) => {
            format!("由 holdline {stored} 生成，现在是 {now}：主版本不同")
        }
    }
}
