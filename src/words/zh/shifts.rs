//! 满足需求的班次：中文。Shifts that cover needs, in Chinese.

use super::Chinese;
use super::forms::{list, span};
use crate::cover::{CoverRules, Wish};
use crate::experiment::results::Verdict;
use crate::scenario::ShiftFileFault;
use crate::stats::Share;
use crate::units::text::clock;
use crate::words::numbers::percent;
use crate::words::shifts::{ShiftsWords, need_of};
use crate::words::{Said, SizeWords};

/// What is wrong with a file of shifts.
pub(super) fn said(fault: &ShiftFileFault) -> Said {
    match fault {
        ShiftFileFault::MinAboveMax { min, max } => {
            Said::new(format!("`min`（{min}）大于 `max`（{max}）"), "不大于 `max` 的 `min`")
        }
        ShiftFileFault::Backwards => Said::new("后者小于前者", "较小的写在前面"),
        ShiftFileFault::Steps { most } => {
            Said::new("步长无法形成列表", format!("长于 \"0s\" 的 `every`，且最多{most}步"))
        }
        ShiftFileFault::NoLength => Said::new("时长为零", "时长，如 \"15m\""),
        ShiftFileFault::LengthOfShift => Said::new("班次时长为零或超过一天", "最长 \"24h\""),
        ShiftFileFault::NeedTwice { name } => Said::new(format!("有两个需求名为 `{name}`"), "每个名称只用一次"),
        ShiftFileFault::NeedsDiffer { found, wanted } => {
            Said::new(format!("有{found}个时段，而第一个需求有{wanted}个"), "每个需求的时段数相同")
        }
        ShiftFileFault::Needs { found, most } => Said::new(format!("{found}个需求"), format!("1至{most}个")),
        ShiftFileFault::NotADay { whole } => {
            Said::new(format!("各时段合计{}", span(*whole)), "全天候班次的时段合计24小时")
        }
        ShiftFileFault::OverAlone => {
            Said::new("写了多余人员的成本，而需求必须满足", "同时写 `under_cost_per_hour`，或两者都不写")
        }
        ShiftFileFault::NeedsOfDates => Said::new(
            "写的是一天的需求，而场景有多个日期",
            "不写 `needs`：各日期自行测算，或用 `--needs` 指定带 `date` 列的表格",
        ),
        ShiftFileFault::RoundOfDates => Said::new(
            "写的是首尾相接的一天，而场景有多个日期",
            "不写 `around_the_clock`：各日期的班次在当天营业时间内开始和结束",
        ),
        ShiftFileFault::NoShifts => Said::new("没有班次规则", "至少一个 [[shifts]]"),
        ShiftFileFault::NoShift => Said::new(
            "没有班次符合此规则：无论何时开始都结束过晚，或休息无处安排",
            "更早的 `starts`、更短的 `lengths`、更晚的 `last_end`，或能安排下的休息",
        ),
        ShiftFileFault::NoGroup { name, known } => {
            Said::new(format!("没有名为 `{name}` 的待定人数的人员组"), format!("以下之一：{}", list(known)))
        }
        ShiftFileFault::NoNeed { name, known } => {
            Said::new(format!("没有名为 `{name}` 的需求"), format!("以下之一：{}", list(known)))
        }
        ShiftFileFault::EndsAroundTheClock => Said::new("全天候班次没有最晚结束时刻", "不写 `last_end`"),
        ShiftFileFault::TooFine { cells, cell, most } => Said::new(
            format!("其时刻把一天切成{cells}格，每格{}", span(*cell)),
            format!("最多{most}格：让时刻成为较长单位的整数倍"),
        ),
        ShiftFileFault::TooManyShifts { kinds, columns, most } => Said::new(
            format!("{kinds}种不同的班次，休息开始时刻共{columns}个"),
            format!("最多{}种与{}个：更大的步长或更短的列表", most.0, most.1),
        ),
    }
}

const fn of_all(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "达到目标",
        Verdict::Missed => "未达到目标",
        Verdict::Undecided => "尚不能判定",
    }
}

impl ShiftsWords for Chinese {
    fn shifts_of(&self, name: &str, text: &str) -> String {
        format!("{name}：{text}")
    }

    fn shifts_found(&self, people: u32, kinds: usize, cost: &str) -> String {
        format!("{people}人、{kinds}种班次即可满足需求；每天成本{cost}。")
    }

    fn shifts_proven(&self) -> &'static str {
        "符合规则的方案中没有更便宜的。"
    }

    fn shifts_bound(&self, bound: &str, gap: &str) -> String {
        format!("成本不可能低于{bound}：差距{gap}%。")
    }

    fn shifts_hours(&self, missing: &str, spare: &str) -> String {
        format!("缺少{missing}人时，多余{spare}人时。")
    }

    fn shifts_impossible(&self, wishes: &[String]) -> String {
        if wishes.is_empty() {
            return "没有班次符合规则；无法判断原因。".to_owned();
        }
        format!("没有班次符合规则。以下要求不能同时满足：{}。", wishes.join("；"))
    }

    fn wish(&self, wish: Wish, rules: &CoverRules) -> String {
        let group = |rule: usize| format!("第{}条规则（`{}`）", rule + 1, rules.shifts[rule].group);
        let bounds = |rule: usize| rules.shifts[rule].people;
        match wish {
            Wish::Need { need, interval } => {
                let (name, people, start, end) = need_of(rules, (need, interval));
                format!("{}至{} `{name}` 需要{people}人", clock(start), clock(end))
            }
            Wish::Starts => "`starts`：班次的开始时刻".to_owned(),
            Wish::Ends => "`last_end`：班次的最晚结束时刻".to_owned(),
            Wish::Breaks => "`breaks`：班次的休息".to_owned(),
            Wish::MostOfRule(rule) => format!("{}最多{}人", group(rule), bounds(rule).most.unwrap_or(0)),
            Wish::LeastOfRule(rule) => format!("{}最少{}人", group(rule), bounds(rule).least.unwrap_or(0)),
            Wish::ShareOfRule(rule) => {
                format!("{}的 `max_share` 为{}", group(rule), rules.shifts[rule].share_at_most.unwrap_or(1.0))
            }
            Wish::MostPeople => format!("总共最多{}人", rules.people.most.unwrap_or(0)),
            Wish::LeastPeople => format!("总共最少{}人", rules.people.least.unwrap_or(0)),
            Wish::MostKinds => format!("最多{}种班次", rules.most_kinds.unwrap_or(0)),
            Wish::LeastPerKind => format!("每种班次最少{}人", rules.least_per_kind),
        }
    }

    fn shifts_nearest(&self, missing: &str, people: u32) -> String {
        format!("最接近的方案有{people}人，缺少{missing}人时。")
    }

    fn shifts_stopped(&self) -> &'static str {
        "在给定时间内没有找到班次。"
    }

    fn shifts_tried(&self, is_enough: bool, days: u32, rounds: u32, cost_before: &str) -> String {
        let met = if is_enough { "达到目标" } else { "未达到目标" };
        let before = if rounds == 0 {
            String::new()
        } else {
            format!("，需求上调{rounds}次；上调之前成本{cost_before}")
        };
        format!("在搜索所用的{days}天里，这些班次{met}{before}。")
    }

    fn shifts_verified(&self, verdict: Verdict, days: u32) -> String {
        format!("在{days}个新的日子里：{}。", of_all(verdict))
    }

    fn shifts_for_the_best(&self) -> &'static str {
        "无论多少人都达不到目标：需求取能够达到的最好结果。"
    }

    fn shifts_of_dates(&self, people: u32, kinds: usize, dates: usize, cost: &str) -> String {
        format!("{dates}个日期共{people}人次、{kinds}种班次即可满足需求；成本{cost}。")
    }

    fn shifts_together(
        &self,
        verdict: Verdict,
        days: Option<u32>,
        [missed, undecided]: [&[String]; 2],
        all: Option<Share>,
    ) -> String {
        let on = |told: &str, dates: &[String]| match dates {
            [] => String::new(),
            dates => format!("，{}{told}", dates.join("、")),
        };
        let (missed, undecided) = (on("未达到", missed), on("尚不能判定", undecided));
        let word = of_all(verdict);
        let Some(days) = days else {
            return format!("{word}{missed}{undecided}；各日期没有一起检验。");
        };
        let together = all.map_or_else(String::new, |share| {
            let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
            format!("；其中{mean}%（{low}至{high}）各日期全部达标")
        });
        format!("在全部日期的{days}个新的日子里：{word}{missed}{undecided}{together}。")
    }

    fn shifts_verdict(&self, verdict: Verdict) -> &'static str {
        self.verdict_word(verdict)
    }

    fn by_date_header(&self) -> [&'static str; 8] {
        ["日期", "人数", "班次种类", "成本", "差距", "需求上调", "达标天数", "结论"]
    }

    fn people_by_shift(&self) -> &'static str {
        "各班次人数"
    }

    fn shifts_header(&self) -> [&'static str; 5] {
        ["人员组", "人数", "开始", "结束", "休息"]
    }

    fn cover_header(&self) -> [&'static str; 4] {
        ["时段", "需要", "在岗", "缺少"]
    }
}
