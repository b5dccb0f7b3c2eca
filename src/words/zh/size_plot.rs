//! What the pictures of a sizing say, in Chinese.

use super::{Chinese, measure};
use crate::figures::{Dimension, Measure};
use crate::sizing::{Changed, VariedResult};
use crate::words::PlotWords;
use crate::words::size_plot::{SizePlotLabel, SizePlotWords};

impl SizePlotWords for Chinese {
    fn size_plot_label(&self, label: SizePlotLabel) -> &'static str {
        match label {
            SizePlotLabel::PeopleByDate => "各日期各时刻需要的人数",
            SizePlotLabel::FewPeople => "人少",
            SizePlotLabel::ManyPeople => "人多",
            SizePlotLabel::RiskByDate => "各时段达到目标的天数比例（%）",
            SizePlotLabel::OnAllDays => "每天都达到",
            SizePlotLabel::OnHalfOfThem => "只有一半或更少的天达到",
            SizePlotLabel::BeyondNeedsByDate => "各日期各时刻在岗人数超出需要的人数",
            SizePlotLabel::TooFew => "人数不足",
            SizePlotLabel::JustEnough => "正好够用",
            SizePlotLabel::MoreThanNeeded => "多于需要",
            SizePlotLabel::BaseAndReserve => "各基本人数配上够用的最少后备（+）时的成本，以及后备被叫到的频率",
            SizePlotLabel::SmallestReserve => "基本人数与最少后备",
            SizePlotLabel::CheapestBase => "成本最低",
            SizePlotLabel::FewestAtWork => "上班的人最少",
            SizePlotLabel::DaysCalled => "后备被叫到的天数比例（%）",
            SizePlotLabel::Base => "基本人数",
            SizePlotLabel::CostADay => "每天成本",
            SizePlotLabel::NoneBeatsOwn => "试过的阶梯中，没有比场景自己的更好的",
            SizePlotLabel::OthersBeatOwn => "有别的阶梯在一方面比场景自己的更好，其他方面也不差",
            SizePlotLabel::Ladders => "来电者相同时，各阶梯的服务和借调人时",
            SizePlotLabel::UnbeatenLadders => "最优的阶梯",
            SizePlotLabel::OwnLadder => "场景自己的阶梯",
            SizePlotLabel::BorrowedHours => "每天借调人时",
            SizePlotLabel::ServiceInPercent => "服务（%）",
            SizePlotLabel::Service => "服务",
            SizePlotLabel::SharesIfOtherwise => "如果有一项不同，达到目标的天数比例",
            SizePlotLabel::FiguresIfOtherwise => "如果有一项不同，目标指标的值",
            SizePlotLabel::AsSized => "测算结果",
            SizePlotLabel::Less => "更低",
            SizePlotLabel::More => "更高",
            SizePlotLabel::Percent => "%",
        }
    }

    fn most_required(&self, date: &str, most: u32) -> String {
        format!("{date}需要的人最多：同时{most}人")
    }

    fn least_sure(&self, date: &str, start: &str, share: f64, (of, target): (Measure, f64)) -> String {
        let wanted = match of.unit().dimension() {
            Dimension::Share => self.share(target),
            Dimension::Length => self.time(target),
            Dimension::Amount => target.to_string(),
        };
        let is = if of.more_is_better() { "达到" } else { "不超过" };
        format!("最没有把握的是{date}{start}：只有{}的天，该时段{}{is}{wanted}", self.share(share), measure::name(of))
    }

    fn cheapest_reserve(&self, base: i32, reserve: u32, (alone, saved): (i32, f64)) -> String {
        if reserve == 0 {
            return format!("只用基本人数{alone}人成本最低：任何后备都不合算");
        }
        format!("成本最低的是基本{base}人加后备{reserve}人：比只用{alone}人省{}", self.share(saved))
    }

    fn otherwise(&self, changed: Changed) -> &'static str {
        match changed {
            Changed::Volume => "话务量",
            Changed::HandleTime => "处理时长",
            Changed::Patience => "耐心",
            Changed::Absence => "缺勤",
        }
    }

    /// "+20%", "−10%", of absence "+5个百分点".
    fn otherwise_by(&self, one: &VariedResult) -> String {
        match one.changed {
            Changed::Absence => format!("+{:.0}个百分点", 100.0 * one.by),
            Changed::Volume | Changed::HandleTime | Changed::Patience => {
                let percent = 100.0 * (one.by - 1.0);
                let sign = if percent < 0.0 { '−' } else { '+' };
                format!("{sign}{:.0}%", percent.abs())
            }
        }
    }

    fn would_leave(&self, one: &VariedResult, left: f64, as_found: f64) -> String {
        let (what, by) = (self.otherwise(one.changed), self.otherwise_by(one));
        format!("如果{what}{by}，则为{}，而不是{}", self.share(left), self.share(as_found))
    }
}
