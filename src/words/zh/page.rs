//! The page of a run, in Chinese.

use super::{Chinese, ladder, measure, verdict};
use crate::experiment::results::{Bought, PrecisionFound, RungResult, TargetResult};
use crate::figures::{Measure, ServiceLevel};
use crate::units::ClockReading;
use crate::words::numbers::{amount, decimal, percent};
use crate::words::{BadIntervals, Dial, Forms, Label, OwnTasks, PageWords, PeopleStretch};
use jiff::civil::Date;

impl PageWords for Chinese {
    fn label(&self, label: Label) -> &'static str {
        match label {
            Label::TheDay => "全天",
            Label::Mean => "均值",
            Label::Interval95 => "95%区间",
            Label::RangeOfDays => "十天中九天",
            Label::ByQueue => "按队列",
            Label::ByDate => "按日期",
            Label::WorstInterval => "最差时段",
            Label::Occupancy => "占用率",
            Label::Absent => "缺勤",
            Label::Late => "迟到",
            Label::OwnWork => "本职工作",
            Label::TheLadder => "升级阶梯",
            Label::TheLadders => "各升级阶梯",
            Label::OfTheLadder => "（首次启用时刻：有启用的各天的中位数）",
            Label::WhatItBuys => "换来什么",
            Label::OfWhatItBuys => "（与没有该梯级的相同各天相比，其后的梯级依次提前）",
            Label::WholeLadder => "整个阶梯",
            Label::AllLadders => "全部阶梯",
            Label::From => "起",
            Label::Planned => "计划",
            Label::OnPhones => "在岗",
            Label::Needed => "需要",
            Label::OverUnder => "多/缺",
        }
    }

    fn line(&self, of: Measure) -> String {
        called(&LINES, of)
    }

    fn column(&self, of: Measure) -> String {
        called(&COLUMNS, of)
    }

    fn named(&self, of: Measure) -> String {
        measure::name(of)
    }

    fn note(&self, level: ServiceLevel) -> String {
        measure::note(level)
    }

    fn good(&self, of: Measure) -> String {
        format!("达标天数：{}", self.column(of))
    }

    fn heading(&self, name: &str, days: u32, dates: usize, seed: u64) -> String {
        let dates = if dates == 0 { String::new() } else { format!("，每天含{dates}个日期") };
        format!("{name}：{}天{dates}，种子{seed}", decimal(days.into(), 0))
    }

    fn known(&self, found: &PrecisionFound) -> String {
        verdict::known(found)
    }

    fn no_targets(&self) -> &'static str {
        "没有目标：场景中写了 [targets]，这里才有结论。"
    }

    fn verdict(&self, target: &TargetResult, intervals: Option<BadIntervals>) -> String {
        verdict::told(target, intervals)
    }

    fn short(&self, has_targets: bool, stretches: &[PeopleStretch], more: usize) -> String {
        let usual = if has_targets { "" } else { "（按接通率90%、20秒内接通率80%）" };
        format!("缺人{usual}：{}。", listed(stretches, more))
    }

    fn over(&self, stretches: &[PeopleStretch], more: usize) -> String {
        format!("多人：{}。", listed(stretches, more))
    }

    fn needed(&self, targets: &[TargetResult], share_of_days: Option<f64>) -> String {
        let goals = match targets {
            [] => "接通率90%和20秒内接通率80%（场景中没有目标）".to_owned(),
            targets => targets.iter().map(verdict::asked).collect::<Vec<_>>().join("和"),
        };
        let on_days = share_of_days.map_or_else(String::new, |share| {
            format!("，按忙于{}%的日子的一天计（这样的日子可能有人支援）", percent(share, 0))
        });
        format!("需要：为{goals}所需的在岗人数{on_days}；无法给出可靠人数处为 –")
    }

    fn worst(&self, date: Option<Date>, from: ClockReading, to: ClockReading, answered: f64, asa_s: f64) -> String {
        let date = date.map_or_else(String::new, |date| format!("{} ", self.weekday_and_date(date)));
        let when = self.range(&from.to_string(), &to.to_string());
        format!("{date}{when}：接通率{}，ASA {}", self.per_cent(&percent(answered, 1)), self.length(asa_s))
    }

    fn absent(&self, group: &str, people: f64, reasons: &[(String, f64)]) -> String {
        let reasons: Vec<String> =
            reasons.iter().map(|(reason, people)| format!("{reason} {}人", amount(*people))).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!("（{}）", reasons.join("、")) };
        format!("{group} {}人{reasons}", amount(people))
    }

    fn late(&self, group: &str, people: f64, hours: f64) -> String {
        format!("{group} {}人、共{}小时", amount(people), amount(hours))
    }

    fn own_work(&self, group: &str, tasks: OwnTasks) -> String {
        let part = |tasks: f64, what: &str| match tasks {
            0.0 => String::new(),
            tasks => format!("，{what}{}项", amount(tasks)),
        };
        let (caught_up, late) = (part(tasks.caught_up, "其中补做"), part(tasks.late, "逾期"));
        format!("{group} 推迟{}项{caught_up}{late}", amount(tasks.deferred))
    }

    fn rung(&self, rung: &RungResult, dial: &Dial<'_>) -> String {
        ladder::story(rung, dial)
    }

    fn bought(&self, bought: &Bought) -> String {
        ladder::bought(bought)
    }
}

/// Measures at the beginnings of lines; the others are called by their names.
const LINES: [(Measure, &str); 6] = [
    (Measure::Redials, "其中重拨"),
    (Measure::Repeats, "其中问题未解决"),
    (Measure::Transfers, "其中转接"),
    (Measure::CalledBack, "其中回呼接通"),
    (Measure::Asa, "已接通的平均等待时长（ASA）"),
    (Measure::WaitP95, "其中95%的等待时长不超过"),
];

/// Measures above columns; the others are called by their names.
const COLUMNS: [(Measure, &str); 3] = [(Measure::Offered, "来电"), (Measure::Answered, "接通"), (Measure::Asa, "ASA")];

fn called(names: &[(Measure, &str)], measure: Measure) -> String {
    let told = names.iter().find(|(one, _)| *one == measure);
    told.map_or_else(|| measure::name(measure), |(_, told)| (*told).to_owned())
}

fn listed(stretches: &[PeopleStretch], more: usize) -> String {
    let mut told: Vec<String> = stretches.iter().map(stretch).collect();
    if more > 0 {
        told.push(format!("另有{more}处（--intervals 列出全部）"));
    }
    told.join("，")
}

/// `09:30至11:00 3至5人`, of several dates `2月5日09:30至11:00 3人`.
fn stretch(one: &PeopleStretch) -> String {
    let date = one.date.map_or_else(String::new, |date| Chinese.date(date));
    let (least, most) = (decimal(one.least, 0), decimal(one.most, 0));
    let by = if one.least == one.most { most } else { Chinese.range(&least, &most) };
    format!("{date}{} {by}人", Chinese.range(&one.from.to_string(), &one.to.to_string()))
}
