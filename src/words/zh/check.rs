//! The page of a check, in Chinese.

use super::{Chinese, system};
use crate::experiment::expect::{Fulfilment, MoreDays, OfIntervals};
use crate::failure::BaselineFault;
use crate::words::check::{
    BesideVerdict, CheckCounts, CheckLabel, CheckLine, CheckRemark, CheckWords, ClosedWhy, ExpectationSaid, SkippedWhy,
};
use crate::words::numbers::decimal;
use crate::words::{BaselineLine, Forms};

impl CheckWords for Chinese {
    fn check_label(&self, label: CheckLabel) -> &'static str {
        match label {
            CheckLabel::AsExpected => "全部符合期望",
            CheckLabel::NotAsExpected => "有不符合期望的",
            CheckLabel::BaselineUnusable => "有基线无法使用",
            CheckLabel::NotPlayed => "有场景未能模拟",
            CheckLabel::MoreDaysNeeded => "需要更多天才能判断",
            CheckLabel::NothingChecked => "没有检查任何内容",
            CheckLabel::Verdict => "结论",
            CheckLabel::What => "统计项",
            CheckLabel::Found => "实际",
            CheckLabel::Interval95 => "95%区间",
            CheckLabel::Expected => "期望",
            CheckLabel::BaselineToNow => "基线 -> 现在",
            CheckLabel::Baseline => "基线",
            CheckLabel::TheScenario => "场景",
            CheckLabel::NothingExpected => "已模拟，但没有 [expect]",
            CheckLabel::CannotBePlayed => "场景无法模拟",
        }
    }

    fn fulfilment(&self, outcome: Fulfilment) -> &'static str {
        match outcome {
            Fulfilment::Met => "符合",
            Fulfilment::Missed => "不符合",
            Fulfilment::Undecided(_) => "未定",
            Fulfilment::Undefined => "无法统计",
        }
    }

    fn beside_verdict(&self, verdict: BesideVerdict) -> &'static str {
        match verdict {
            BesideVerdict::Unusable => "无法使用",
            BesideVerdict::Missing => "没有基线",
            BesideVerdict::Worse => "更差",
            BesideVerdict::Undecided => "未定",
            BesideVerdict::Traded => "有得有失",
            BesideVerdict::Better => "更好",
            BesideVerdict::Within => "容差以内",
            BesideVerdict::Stored => "已保存",
            BesideVerdict::Unchanged => "没有变化",
        }
    }

    fn half_open(&self, end: &str, is_lower: bool) -> String {
        format!("{end}{}", if is_lower { "以上" } else { "以下" })
    }

    fn check_remark(&self, remark: &CheckRemark) -> String {
        match remark {
            CheckRemark::WorstOf(all) => worst_of(all),
            CheckRemark::Takes(more) => what_it_takes(*more),
            CheckRemark::NothingToCount => "没有哪一天有可统计的".to_owned(),
            CheckRemark::OnlyAWarning => "只是警告".to_owned(),
        }
    }

    fn expectation(&self, said: &ExpectationSaid<'_>) -> String {
        let ExpectationSaid { key, expected, outcome, found, remarks } = said;
        let Some(found) = found else {
            return self.with_remarks(&format!("{key} 应 {expected}，但无法统计"), remarks);
        };
        let is = match outcome {
            Fulfilment::Met => "符合期望",
            Fulfilment::Undecided(_) => "未定",
            Fulfilment::Missed | Fulfilment::Undefined => "不符合期望",
        };
        let (figure, interval, level) = (&found.figure, &found.interval, self.per_cent(&found.level));
        self.with_remarks(&format!("{key} {expected} {is}：{figure}（{level}区间{interval}）"), remarks)
    }

    fn check_line(&self, line: &CheckLine<'_>) -> String {
        match line {
            CheckLine::PlayedOn(scenario, days, seed) => {
                format!("{scenario}，{}天，种子{seed}", decimal((*days).into(), 0))
            }
            CheckLine::Faults(faults) => format!("未能模拟：{faults}处错误"),
            CheckLine::NotCounted(listed) => format!("已模拟但不计入，没有 [expect]：{listed}。"),
            CheckLine::Uncounted(count) => format!("{count}个场景已模拟但不计入，没有 `[expect]`。"),
            CheckLine::ManyIn(many, folder) => format!("{folder} 中的{many}个场景"),
            CheckLine::Skipped(listed) => format!("跳过：{listed}。"),
            CheckLine::SkippedFile(file, why) => format!("{file}（{}）", skipped(why)),
            CheckLine::Stale(files, true) => format!("场景已不存在，删除了基线：{}。", self.list(files)),
            CheckLine::Stale(files, false) => {
                format!("没有场景的基线：{}。用 `--update` 会删除。", self.list(files))
            }
            CheckLine::Expectations(counts) => expectations(counts),
            CheckLine::NothingOf(0) => "没有检查任何内容：没有场景。".to_owned(),
            CheckLine::NothingOf(1) => "没有检查任何内容：场景已模拟，但没有 [expect]。".to_owned(),
            CheckLine::NothingOf(n) => format!("没有检查任何内容：{n}个场景已模拟，但都没有 [expect]。"),
            CheckLine::Baselines(counts) => format!("基线：{}。", baselines(counts)),
            CheckLine::NotPlayed(count) => format!("{count}个场景未能模拟。"),
            CheckLine::LeftOut(count) => format!("首次失败后，{count}个场景没有模拟。"),
            CheckLine::CannotPlay(1) => "场景无法模拟".to_owned(),
            CheckLine::CannotPlay(count) => format!("{count}个场景无法模拟"),
            CheckLine::OfExpectation(scenario, key, outcome) => {
                format!("{scenario}：{key} {}", self.fulfilment(*outcome))
            }
            CheckLine::OfBaseline(scenario, verdict) => {
                format!("{scenario}：基线{}", of_baseline(*verdict))
            }
            CheckLine::BaselineIs(verdict, sentence) => format!("基线：{verdict}，{sentence}。"),
        }
    }

    fn skipped_why(&self, why: &SkippedWhy) -> String {
        skipped(why)
    }

    fn closed(&self, why: &ClosedWhy) -> String {
        match why {
            ClosedWhy::LinkToNowhere(why) => format!("链接没有指向任何地方：{}", system::refused(why.kind)),
            ClosedWhy::Refused(why) => format!("无法查看：{}", system::refused(why.kind)),
        }
    }

    fn remarks(&self, remarks: &[String]) -> String {
        remarks.join("；")
    }

    fn with_remarks(&self, text: &str, remarks: &[String]) -> String {
        if remarks.is_empty() { text.to_owned() } else { format!("{text}（{}）", self.remarks(remarks)) }
    }

    fn full_stop(&self, sentence: &str) -> String {
        format!("{sentence}。")
    }

    fn sentences(&self, sentences: &[String]) -> String {
        sentences.concat()
    }

    fn baseline_line(&self, line: &BaselineLine<'_>) -> String {
        super::baseline::said(line)
    }

    fn baseline_fault(&self, fault: &BaselineFault) -> String {
        super::baseline::fault(fault)
    }
}

/// The verdict behind the word for a baseline.
fn of_baseline(verdict: BesideVerdict) -> &'static str {
    if verdict == BesideVerdict::Missing { "不存在" } else { Chinese.beside_verdict(verdict) }
}

fn worst_of(all: &OfIntervals) -> String {
    let (start, end) = all.by_the_clock;
    let date = all.date.map_or_else(String::new, |date| Chinese.date(date));
    let worst = format!("{}个时段中最差的：{date}{}", all.of, Chinese.range(&start.to_string(), &end.to_string()));
    let counts = [(all.missed, "不符合"), (all.undecided, "未定")];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n}个{word}")).collect();
    if counts.is_empty() { worst } else { format!("{worst}；{}", counts.join("，")) }
}

fn what_it_takes(more: MoreDays) -> String {
    let count = |days: u64| decimal(days as f64, 0);
    match more {
        MoreDays::Between { least, most } if least == most => format!("约需再增加{}天", count(most)),
        MoreDays::Between { least, most } => format!("需再增加{}天", Chinese.range(&count(least), &count(most))),
        MoreDays::IfAlike(days) => format!("从未变化；如果其余各天都一样，需再增加{}天", count(days)),
        MoreDays::Unknown => "需要更多天".to_owned(),
        MoreDays::TooMany => "实际值与该数太接近，多少天也无法判断".to_owned(),
        MoreDays::Never => "多少天也不能说明恰好等于该数；请期望 >= 或 <=".to_owned(),
    }
}

fn skipped(why: &SkippedWhy) -> String {
    match why {
        SkippedWhy::NotAScenario => "不是场景".to_owned(),
        SkippedWhy::OnlyABaseOf(scenario) => format!("只是 {scenario} 的基础文件"),
    }
}

fn expectations(counts: &CheckCounts) -> String {
    let CheckCounts { expectations, scenarios, missed, undecided, warnings, met } = *counts;
    if met == expectations {
        return if met == 1 {
            "唯一的期望符合。".to_owned()
        } else {
            format!("{scenarios}个场景的{expectations}项期望全部符合。")
        };
    }
    let parts = [(missed, "项不符合"), (undecided, "项未定"), (warnings, "项警告")];
    let rest = parts.into_iter().filter(|(n, _)| *n > 0).chain([(met, "项符合")]);
    let told: Vec<String> = rest.map(|(n, word)| format!("{n}{word}")).collect();
    format!("{scenarios}个场景的{expectations}项期望中，{}。", told.join("，"))
}

fn baselines(counts: &[(BesideVerdict, usize)]) -> String {
    counts.iter().map(|(verdict, n)| format!("{n}个{}", of_baseline(*verdict))).collect::<Vec<_>>().join("，")
}
