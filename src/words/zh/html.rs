//! The report that is sent to people, in Chinese.

use super::forms::span;
use super::{Chinese, html_figures, stress};
use crate::figures::{GroupFigure, Measure, RungFigure};
use crate::words::PageWords;
use crate::words::html::{FigureWords, HtmlHead, HtmlLabel, HtmlLine, HtmlText, HtmlWords, StressFacts, StressItem};

impl HtmlWords for Chinese {
    fn tag(&self) -> &'static str {
        "zh-CN"
    }

    fn page(&self) -> &'static dyn PageWords {
        &Chinese
    }

    fn of(&self, about: &str, text: &str) -> String {
        format!("{about}：{text}")
    }

    fn head(&self, head: HtmlHead) -> &'static str {
        match head {
            HtmlHead::Verdict => "结论",
            HtmlHead::Day => "全天",
            HtmlHead::Queues => "按队列",
            HtmlHead::Groups => "按人员组",
            HtmlHead::Dates => "按日期",
            HtmlHead::Intervals => "按时段",
            HtmlHead::Pictures => "图",
            HtmlHead::Ladder => "升级阶梯",
            HtmlHead::Roster => "排班",
            HtmlHead::Notes => "对计划的提示",
            HtmlHead::Assumptions => "假设",
            HtmlHead::Files => "读取的文件",
            HtmlHead::Again => "如何重新生成",
            HtmlHead::Formulas => "各统计项及其公式",
            HtmlHead::Checklist => "模型说明及未包含的内容",
            HtmlHead::Compared => "比较的场景",
            HtmlHead::Differences => "差别",
            HtmlHead::Settings => "不同的设置",
            HtmlHead::Checked => "检查的场景",
            HtmlHead::Reserve => "基本人数与后备人数",
            HtmlHead::WhatIf => "如果情况不同",
            HtmlHead::Shifts => "班次",
            HtmlHead::Needs => "所需人数",
            HtmlHead::Ladders => "各种升级阶梯",
        }
    }

    fn label(&self, label: HtmlLabel) -> &'static str {
        match label {
            HtmlLabel::Figure => "统计项",
            HtmlLabel::Mean => "均值",
            HtmlLabel::Interval => "95% 区间",
            HtmlLabel::RangeOfDays => "各天的范围",
            HtmlLabel::NameInFiles => "文件中的名称",
            HtmlLabel::Formula => "公式",
            HtmlLabel::Date => "日期",
            HtmlLabel::Time => "时段",
            HtmlLabel::Calls => "来电",
            HtmlLabel::Planned => "排班",
            HtmlLabel::OnPhones => "在线",
            HtmlLabel::Needed => "需要",
            HtmlLabel::OverUnder => "多/缺",
            HtmlLabel::Answered => "接通率",
            HtmlLabel::Asa => "ASA",
            HtmlLabel::Occupancy => "占用率",
            HtmlLabel::Queue => "队列",
            HtmlLabel::Group => "人员组",
            HtmlLabel::Rung => "梯级",
            HtmlLabel::PulledOn => "启用的天数比例",
            HtmlLabel::FirstAt => "首次启用",
            HtmlLabel::Shift => "班次",
            HtmlLabel::People => "人数",
            HtmlLabel::Breaks => "休息",
            HtmlLabel::Setting => "键",
            HtmlLabel::Value => "值",
            HtmlLabel::Origin => "来源",
            HtmlLabel::File => "文件",
            HtmlLabel::Lines => "行数",
            HtmlLabel::Version => "版本",
            HtmlLabel::Seed => "种子",
            HtmlLabel::Days => "天数",
            HtmlLabel::Command => "命令",
            HtmlLabel::Overrides => "改写",
            HtmlLabel::HashOfAll => "全部文件和改写的 SHA-256",
            HtmlLabel::Item => "条目",
            HtmlLabel::Answer => "说明",
            HtmlLabel::Arm => "场景",
            HtmlLabel::Difference => "差别",
            HtmlLabel::Meaning => "结论",
            HtmlLabel::Scenario => "场景",
            HtmlLabel::Outcome => "结果",
            HtmlLabel::Expected => "期望",
            HtmlLabel::Found => "实际",
        }
    }

    fn text(&self, text: HtmlText) -> &'static str {
        plain(text)
    }

    fn line(&self, line: &HtmlLine<'_>) -> String {
        match line {
            HtmlLine::Simulated { days, dates: 0, seed } => format!("模拟{days}天，种子 {seed}"),
            HtmlLine::Simulated { days, dates, seed } => format!("模拟{days}天，每天含{dates}个日期，种子 {seed}"),
            HtmlLine::Within(within) => format!("{}内接通", span(*within)),
            HtmlLine::Lent(group) => format!("{group}（借调）"),
            HtmlLine::Between(from, to) => format!("{from}–{to}"),
            HtmlLine::MadeBy(version) => format!("由 holdline {version} 生成。"),
            HtmlLine::More(count) => format!("另有{count}项"),
            HtmlLine::Checked { all, good } => format!("{all}个场景中有{good}个符合期望。"),
        }
    }

    fn measure(&self, measure: Measure) -> FigureWords {
        FigureWords::new(PageWords::line(self, measure), html_figures::formula(measure))
    }

    fn group_figure(&self, figure: GroupFigure) -> FigureWords {
        html_figures::of_group(figure)
    }

    fn rung_figure(&self, figure: RungFigure) -> FigureWords {
        html_figures::of_rung(figure)
    }

    fn unset(&self, english: &str) -> String {
        unset(english)
    }

    fn stress_item(&self, item: StressItem) -> &'static str {
        stress::item(item)
    }

    fn stress_answer(&self, item: StressItem, facts: &StressFacts<'_>) -> String {
        stress::answer(item, facts)
    }
}

fn plain(text: HtmlText) -> &'static str {
    match text {
        HtmlText::IntervalKey => {
            "多/缺：在线人数减去需要的人数。▼ 红底表示缺人，颜色越深缺得越多；▲ 蓝底表示多于需要。接通率和规定时间内接通：\
             ▼ 红底表示均值低于目标。"
        }
        HtmlText::NoLadder => "没有升级阶梯。",
        HtmlText::NoRoster => "没有排班。",
        HtmlText::NoNotes => "没有提示。",
        HtmlText::SetHere => "已设置",
        HtmlText::ByDefault => "默认",
        HtmlText::AssumptionsKey => "模拟所依据的每个值：或在场景、其基础文件或改写中设置，或因未设置而取默认值。",
        HtmlText::SameBytes => "同样的文件、版本和命令，在任何机器上、用任何数目的线程，得到的结果和报告逐字节相同。",
        HtmlText::FiguresKey => {
            "95% 区间说明这么多天把统计项确定到什么程度；各天的范围包含十分之九的天，低于它和高于它的各占二十分之一。短横表示没有可统计的。"
        }
        HtmlText::ChecklistSource => "说明一个模拟应涵盖的20个条目（STRESS-DES）：",
        HtmlText::LeavesOut => {
            "未包含：转接给他人的来电；来电以外的在线聊天、电子邮件和外呼；人员在一天中变熟练或疲劳；值班主管在阶梯条件之外的考虑；\
             夏令时的时钟调整。模型认定明天与数据所示的日子相似。"
        }
        HtmlText::Better => "更好",
        HtmlText::Worse => "更差",
        HtmlText::More => "更多",
        HtmlText::Fewer => "更少",
        HtmlText::NoDifference => "没有差别",
        HtmlText::Undecided => "未定",
        HtmlText::NothingDiffers => "无",
        HtmlText::TablesDiffer => "数据表的内容",
        HtmlText::NotSet => "未设置",
        HtmlText::Passed => "符合期望",
        HtmlText::Failed => "不符合期望",
        HtmlText::NotPlayed => "未能模拟",
    }
}

/// What holds where nothing is set; values as they are written in files stay.
const UNSET: [(&str, &str); 41] = [
    ("none", "无"),
    ("nobody does", "无人"),
    ("`0`: all alike", "`0`：一律相同"),
    ("the first that is not lent", "第一个非借调的人员组"),
    ("nothing", "无"),
    ("as many as needed", "按需要，不限"),
    ("any time", "任何时间"),
    ("all", "全部"),
    ("`\"0s\"`: at once", "`\"0s\"`：立即"),
    ("whoever has been idle longest", "空闲最久者"),
    ("those within 20 s, 180 s and the target's time", "20秒、180秒和目标时间内的服务水平"),
    ("the scenario's `open`", "场景的 `open`"),
    ("the scenario's `close`", "场景的 `close`"),
    ("the ladder's", "与升级阶梯相同"),
    ("not known", "未知"),
    ("`0`: known", "`0`：已知"),
    ("nobody is", "无人"),
    ("nobody stays: a cold transfer", "无人陪同：冷转接"),
    ("as its own callers do", "与本队列的来电者相同"),
    ("`\"0s\"`: whoever has to wait", "`\"0s\"`：凡须等待者"),
    ("no limit", "不限"),
    ("that of the queue", "与队列相同"),
    ("the scenario's own", "与场景相同"),
    ("nobody", "无人"),
    ("no upper limit", "无上限"),
    ("name of the file", "文件名"),
    ("every date", "每个日期"),
    ("every date on which it meets opening hours", "与营业时间重合的每个日期"),
    ("empty", "空"),
    ("at the end of the day", "一天结束时"),
    ("at once", "立即"),
    ("at least one", "至少一个"),
    ("as often as it is due", "每次到期"),
    ("as below", "见下"),
    ("all the time", "始终"),
    ("all day", "全天"),
    ("`\"unpaid\"`; of lent groups `\"paid\"`", "`\"unpaid\"`；借调的人员组为 `\"paid\"`"),
    ("`1`: every day", "`1`：每天"),
    ("`0` beside `longest_wait` or `service_level_below`", "有 `longest_wait` 或 `service_level_below` 时为 `0`"),
    ("any", "任意"),
    ("the target's, else `\"20s\"`", "目标的时间，没有则为 `\"20s\"`"),
];

fn unset(english: &str) -> String {
    let known = UNSET.iter().find(|(told, _)| *told == english);
    known.map_or_else(|| english.to_owned(), |(_, chinese)| (*chinese).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    /// A value in backquotes is written the same in every language.
    #[test]
    fn what_holds_where_nothing_is_set_is_told_in_chinese() {
        let is_value = |told: &str| told.starts_with('`') && told.ends_with('`') && told.matches('`').count() == 2;
        let strange: Vec<_> = scenario::told_when_unset()
            .into_iter()
            .filter(|told| !is_value(told) && UNSET.iter().all(|(known, _)| known != told))
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
