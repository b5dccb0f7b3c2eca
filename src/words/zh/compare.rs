//! The page of a comparison, in Chinese.

use super::Chinese;
use super::measure::name;
use crate::experiment::compare::{Finding, FloorComparison};
use crate::figures::{Dimension, Measure};
use crate::words::Forms;
use crate::words::compare::{
    AlikeIntervals, ArmDoes, ArmSentence, CompareLabel, CompareWords, ComparedNote, OpenMeasures, SureDifference,
};
use crate::words::numbers::{decimal, signed_points};

/// What people call some measures; the others are called by their names.
const CALLED: [(Measure, &str); 3] =
    [(Measure::Abandoned, "每天放弃量"), (Measure::Asa, "平均等待时长（ASA）"), (Measure::Cost, "每天成本")];

impl CompareWords for Chinese {
    fn compare_label(&self, label: CompareLabel) -> &'static str {
        match label {
            CompareLabel::Measure => "指标",
            CompareLabel::Difference => "差别",
            CompareLabel::Verdict => "结论",
            CompareLabel::SetOtherwise => "不同的设置",
            CompareLabel::NotSet => "未设置",
            CompareLabel::NothingSet => "设置没有不同。",
            CompareLabel::OnlyTables => "设置没有不同，但读取的数据表内容不同。",
            CompareLabel::RatesPicture => "接通率",
            CompareLabel::CrewsPicture => "在岗人数",
        }
    }

    fn compare_title(&self, others: &[String], baseline: &str) -> String {
        format!("{} 与 {baseline} 的比较", self.list(others))
    }

    fn said_of(&self, label: &str, text: &str) -> String {
        format!("{label}：{text}")
    }

    fn compared_measure(&self, measure: Measure) -> String {
        let called = CALLED.iter().find(|(known, _)| *known == measure);
        called.map_or_else(|| name(measure), |(_, called)| (*called).to_owned())
    }

    /// `+1.9 ± 0.2个百分点`.
    fn difference(&self, of: Dimension, number: &str) -> String {
        match of {
            Dimension::Amount => number.to_owned(),
            Dimension::Share => format!("{number}个百分点"),
            Dimension::Length => format!("{number}秒"),
        }
    }

    fn compared_finding(&self, _: Measure, finding: Finding) -> &'static str {
        match finding {
            Finding::Better => "更好",
            Finding::Worse => "更差",
            Finding::More => "更多",
            Finding::Fewer => "更少",
            Finding::NoDifference => "没有差别",
            Finding::Undecided => "未定",
        }
    }

    fn arm_sentence(&self, arm: &ArmSentence<'_>) -> String {
        let ArmSentence { label, baseline, sure, differs, open } = arm;
        let named = |measures: &[Measure]| {
            self.list(&measures.iter().map(|one| self.compared_measure(*one)).collect::<Vec<_>>())
        };
        let is_decided = matches!(open, OpenMeasures::Named(open) if open.is_empty());
        let first = if !sure.is_empty() {
            format!("{label} {}；可以确定。", sure.iter().map(clause).collect::<Vec<_>>().join("，"))
        } else if !differs.is_empty() {
            format!("{label} 与 {baseline} 在这些方面有差别：{}；可以确定。", named(differs))
        } else if is_decided {
            return format!("{label} 与 {baseline} 没有值得一提的差别；可以确定。");
        } else {
            format!("就全天而言，不能确定 {label} 与 {baseline} 有差别。")
        };
        match open {
            OpenMeasures::Named(_) if is_decided => first,
            OpenMeasures::Named(open) => format!("{first}未定：{}；增加天数可见分晓。", named(open)),
            OpenMeasures::Counted(n) => format!("{first}未定：下列指标中有{n}项；增加天数可见分晓。"),
        }
    }

    fn over_the_day(&self, stretches: &[AlikeIntervals]) -> String {
        if stretches.is_empty() {
            return "没有哪个时段的接通率确实有差别。".to_owned();
        }
        let said = stretches.iter().map(|one| {
            let date = one.date.map_or_else(String::new, |date| self.date(date));
            let when = self.range(&one.start.to_string(), &one.end.to_string());
            let word = self.compared_finding(Measure::AnswerRate, one.finding);
            format!("{date}{when}{word}（{}个百分点）", signed_points(one.most))
        });
        format!("接通率确实有差别的时段：{}。", self.list(&said.collect::<Vec<_>>()))
    }

    fn compare_legend(&self, baseline: &str) -> String {
        format!(
            "与 {baseline} 相比，可以确定：+ 更好，- 更差，> 更多，< 更少，= 没有值得一提的差别；? 未定。* 确实是全部中最好的。"
        )
    }

    fn more_keys(&self, more: usize, file: &str) -> String {
        format!("另有{more}项，见 {file}")
    }

    fn compared_note(&self, note: &ComparedNote) -> String {
        match note {
            ComparedNote::LeftOut(measure) => format!("不比较{}：并非每个场景都有该指标", name(*measure)),
            ComparedNote::PrecisionNotUsed => {
                "不使用 `run.precision`：它针对单个场景；要增加天数直到差别确定，请用 `--decide`".to_owned()
            }
        }
    }

    fn noted(&self, note: &str) -> String {
        format!("提示：{note}。")
    }

    fn compare_basis(&self, found: &FloorComparison) -> String {
        let days = decimal(found.days.into(), 0);
        let looks = match (found.looks.taken, found.looks.planned) {
            (_, 1) => String::new(),
            (taken, planned) => {
                let most = decimal(found.looks.most_days.into(), 0);
                format!("（共可查看{planned}次，这是第{taken}次，最多{most}天）")
            }
        };
        let best = if found.arms.len() > 1 { "，最多有5页把最好的认错" } else { "" };
        format!(
            "全部场景都用种子{}的同样{days}天{looks}。每100页这样的结果中，最多有5页含错误的结论{best}。",
            found.seed
        )
    }
}

/// `每天放弃的来电少50 ± 5个`.
fn clause(sure: &SureDifference) -> String {
    let SureDifference { does, by, is_more } = sure;
    let more_or = |more: &'static str, fewer: &'static str| if *is_more { more } else { fewer };
    match does {
        ArmDoes::LosesCallers => format!("每天放弃的来电{}{by}个", more_or("多", "少")),
        ArmDoes::Answers => format!("接通{}{by}秒", more_or("晚", "早")),
        ArmDoes::Borrows => format!("借调{}{by}人分钟", more_or("多", "少")),
        ArmDoes::Costs => format!("成本{}{by}", more_or("高", "低")),
    }
}
