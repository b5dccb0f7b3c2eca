//! What plots say, in Chinese.

use super::plot_finding::{self, kind_of_day, percent};
use super::{Chinese, measure};
use crate::units::Span;
use crate::words::numbers::decimal;
use crate::words::plot_amount::{ToldTime, count, tenths_of_percent};
use crate::words::{AskedShare, AxisUnit, Drawing, Forms, PlotFinding, PlotLabel, PlotWords};
use jiff::civil::Date;

impl PlotWords for Chinese {
    fn plot_label(&self, label: PlotLabel) -> &'static str {
        text(label)
    }

    fn drawing(&self, drawing: Drawing) -> String {
        let every = |interval: Span| format!("每{}一个时段", self.time(interval.as_secs()));
        match drawing {
            Drawing::AnswerRate(interval) => format!("接通率，{}", every(interval)),
            Drawing::ServiceLevel(level, interval) => format!("{}，{}", measure::within(level), every(interval)),
            Drawing::Waits(interval) => format!("等待时长，{}", every(interval)),
            Drawing::Distribution(calls) => format!("{}个来电中，在该时长内接通的比例", count(calls)),
            Drawing::RatesOfDays => "各天的接通率".to_owned(),
            Drawing::LevelsOfDays(level) => format!("各天{}的比例", measure::within(level)),
            Drawing::Waiting => "每一刻的呼入等待人数".to_owned(),
            Drawing::Staffing => "在岗人数、需要的人数和话务负荷，各天均值".to_owned(),
            Drawing::Roster => "排定的班次和休息，未计缺勤".to_owned(),
            Drawing::LadderValue => "每个梯级换来和借用的，与没有它的相同各天相比".to_owned(),
            Drawing::Sizing => "需要的人数和场景中的人数".to_owned(),
            Drawing::Cover => "需要的人数和班次中的人数".to_owned(),
            Drawing::TwoRates => "各时段接通率，以及差别和它的95%区间".to_owned(),
            Drawing::TwoCrews => "各时段在岗人数，以及差别".to_owned(),
        }
    }

    fn finding(&self, finding: &PlotFinding<'_>) -> String {
        plot_finding::said(finding)
    }

    fn share(&self, share: f64) -> String {
        percent(tenths_of_percent(share, true))
    }

    /// `4.2秒`, `45秒`, `2分40秒`, `1小时5分`.
    fn time(&self, seconds: f64) -> String {
        let two = |more: f64, large: &str, less: f64, small: &str| {
            let less = if less == 0.0 { String::new() } else { format!("{less}{small}") };
            format!("{more}{large}{less}")
        };
        match ToldTime::of(seconds) {
            ToldTime::Tenths(seconds) | ToldTime::Seconds(seconds) => format!("{seconds}秒"),
            ToldTime::Minutes(minutes, 0.0) => format!("{minutes}分钟"),
            ToldTime::Minutes(minutes, seconds) => two(minutes, "分", seconds, "秒"),
            ToldTime::Hours(hours, minutes) => two(hours, "小时", minutes, "分"),
            ToldTime::ManyHours(hours) => format!("{}小时", count(hours)),
        }
    }

    fn mark_of_date(&self, date: Date) -> String {
        self.date(date)
    }

    fn axis(&self, label: PlotLabel, unit: AxisUnit) -> String {
        let unit = match unit {
            AxisUnit::Seconds => "秒",
            AxisUnit::Minutes => "分钟",
            AxisUnit::Hours => "小时",
            AxisUnit::Percent => "%",
        };
        format!("{}（{unit}）", text(label))
    }

    fn source(&self, name: &str, days: u32) -> String {
        format!("{name} · 模拟{}天", decimal(days.into(), 0))
    }

    fn source_of_both(&self, days: u32) -> String {
        format!("两者为相同的{}天", decimal(days.into(), 0))
    }

    fn target(&self, share: f64) -> String {
        format!("目标{}", self.share(share))
    }

    fn cut_axis(&self, caption: &str, from: f64) -> String {
        format!("{caption}，从{}起", self.share(from))
    }

    fn target_wait(&self, seconds: f64, share: Option<f64>) -> String {
        let within = self.time(seconds);
        share.map_or_else(|| format!("目标{within}"), |share| format!("{within}内{}", self.share(share)))
    }

    fn target_asa(&self, seconds: f64) -> String {
        format!("ASA 目标{}", self.time(seconds))
    }

    fn wait_of_share(&self, asked: AskedShare) -> String {
        format!("{}在此时长内接通", plot_finding::of_callers(asked))
    }

    fn fewer_answered(&self, asked: AskedShare) -> String {
        format!("接通的不到{}", self.share(asked.share))
    }

    fn within(&self, share: f64, within: Span, asked: Option<f64>) -> String {
        let asked = asked.map_or_else(String::new, |asked| format!("（目标{}）", self.share(asked)));
        format!("{}内{}{asked}", self.time(within.as_secs()), self.share(share))
    }

    fn at_once(&self, share: f64) -> String {
        format!("立即接通{}", self.share(share))
    }

    fn answered(&self, share: f64) -> String {
        format!("接通{}", self.share(share))
    }

    fn seats(&self, seats: u64) -> String {
        format!("{}个台席", count(seats))
    }

    fn above(&self, waiting: u32) -> String {
        format!("超过{waiting}人")
    }

    fn lent(&self, group: &str) -> String {
        format!("{group}（借调）")
    }

    fn more_shifts(&self, shifts: usize) -> String {
        format!("另外{shifts}个班次")
    }

    fn more_groups(&self, groups: usize) -> String {
        format!("另外{groups}个人员组")
    }

    fn rung_lasting(&self, rung: &str, lasting: Option<Span>) -> String {
        match lasting {
            None => rung.to_owned(),
            Some(Span::ZERO) => format!("{rung}，立即"),
            Some(lasting) => format!("{rung}，{}", self.time(lasting.as_secs())),
        }
    }

    fn more_rungs(&self, rungs: usize) -> String {
        format!("另外{rungs}个梯级")
    }

    /// Days are picked under English names, which are stored with them.
    fn day(&self, picked: &str, day: u32, answered: Option<f64>) -> String {
        let answered = answered.map_or(String::new(), |rate| format!("：接通率{}", self.share(rate)));
        format!("{}（第{day}天）{answered}", kind_of_day(picked))
    }
}

const fn text(label: PlotLabel) -> &'static str {
    match label {
        PlotLabel::TimeOfDay => "时刻（HH:MM）",
        PlotLabel::DateAndTime => "日期和时刻（HH:MM）",
        PlotLabel::Dates => "日期",
        PlotLabel::AnswerRate => "接通率",
        PlotLabel::ServiceLevel => "服务水平",
        PlotLabel::RateOfADay => "一天的接通率",
        PlotLabel::LevelOfADay => "一天的服务水平",
        PlotLabel::Days => "天数",
        PlotLabel::Wait => "等待时长",
        PlotLabel::DoublingWaits => "接通前的等待时长（每加倍一次，间距相等）",
        PlotLabel::AnsweredWithin => "全部来电者中在此时长内接通",
        PlotLabel::CallersWaiting => "呼入等待人数",
        PlotLabel::PeopleAndLoad => "人数、话务负荷",
        PlotLabel::People => "人数",
        PlotLabel::HoursBorrowed => "每天借用的人时",
        PlotLabel::CallersSaved => "每天多接通的来电者",
        PlotLabel::DifferenceOfRates => "差别（百分点）；大于0为更好",
        PlotLabel::PeopleSignedIn => "在岗人数",
        PlotLabel::DifferenceInPeople => "人数差别",
        PlotLabel::AllDays => "各天平均",
        PlotLabel::RangeOfDays => "十天中九天（第5至第95百分位）",
        PlotLabel::Percentile95 => "第95百分位",
        PlotLabel::Percentile90 => "第90百分位",
        PlotLabel::MeanWait => "均值（ASA）",
        PlotLabel::Median => "中位数",
        PlotLabel::Threshold => "梯级的条件：等待超过这么多人",
        PlotLabel::InForce => "梯级启用中",
        PlotLabel::NobodyToSend => "无人可派",
        PlotLabel::NoFreeSeat => "没有空台席",
        PlotLabel::RosterOwn => "自己的人员",
        PlotLabel::RosterLent => "阶梯启用时借调",
        PlotLabel::PlannedBreak => "休息",
        PlotLabel::NeededOnPhones => "需要在线",
        PlotLabel::NobodyPlanned => "没有排班",
        PlotLabel::OwnCrew => "在岗：自己的人",
        PlotLabel::BorrowedCrew => "在岗：借调的人",
        PlotLabel::Load => "话务负荷（Erl）",
        PlotLabel::OverAndShort => "在岗减需要的人数；小于0为缺人",
        PlotLabel::Short => "缺人",
        PlotLabel::Over => "多出",
        PlotLabel::DaysMet => "达到目标的天",
        PlotLabel::DaysMissed => "未达到目标的天",
        PlotLabel::WholeLadder => "整个阶梯",
        PlotLabel::AllLadders => "全部阶梯",
        PlotLabel::Required => "需要的人数",
        PlotLabel::InTheScenario => "场景中的人数",
        PlotLabel::NeededPeople => "需要的人数",
        PlotLabel::OnShift => "班次中的人数",
        PlotLabel::BandOfDifference => "差别的95%区间",
        PlotLabel::BorrowedBelow => "借调（下图）",
        PlotLabel::NoAnswerRate => "没有来电，因此没有接通率",
        PlotLabel::NoServiceLevel => "没有来电，因此没有服务水平",
        PlotLabel::NoWaits => "无人接通，因此没有等待时长",
        PlotLabel::NoDay => "没有逐刻记录的一天",
        PlotLabel::NobodyAtAll => "无人在岗，也无人来电",
        PlotLabel::NobodySignedIn => "无人在岗",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_lengths_have_no_blank_before_their_units() {
        let shares = [0.84, 0.934, 0.00001, 0.99996].map(|share| Chinese.share(share));
        assert_eq!(shares, ["84%", "93.4%", "不到0.1%", "99.9%"]);
        let times = [4.23, 44.6, 60.0, 160.0, 3_600.0, 3_900.0, 3.6e7].map(|seconds| Chinese.time(seconds));
        assert_eq!(times, ["4.2秒", "45秒", "1分钟", "2分40秒", "1小时", "1小时5分", "10,000小时"]);
    }
}
