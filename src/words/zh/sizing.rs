//! The page of a sizing, in Chinese.

use super::measure::name;
use super::sizing_dates::{money, range};
use super::{Chinese, verdict};
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::sizing::{
    Binding, Changed, GivenResults, Goal, GoalFound, GoalOf, MeanPlan, Method, Per, ReservePoint, ReserveResults,
    SizeResults, SizedDates, VariedResult, Verified, VerifiedGoal,
};
use crate::units::SimTime;
use crate::units::text::clock;
use crate::words::Forms;
use crate::words::numbers::{DASH, amount, decimal, percent};
use crate::words::sizing::{Recommended, SizeLabel, SizeWords, is_proven, least_and_most, stretch, times, worst};

impl SizeWords for Chinese {
    fn size_label(&self, label: SizeLabel) -> &'static str {
        match label {
            SizeLabel::Interval => "时段",
            SizeLabel::People => "人数",
            SizeLabel::Rostered => "排班",
            SizeLabel::Planned => "计划",
            SizeLabel::OneFewer => "少一人",
            SizeLabel::OneMore => "多一人",
            SizeLabel::Base => "基本人数",
            SizeLabel::Reserve => "后备人数",
            SizeLabel::CostADay => "每天成本",
            SizeLabel::HoursAtWork => "上班人时",
            SizeLabel::DaysCalled => "启用的天",
            SizeLabel::ShareOfDays => "达标的天",
            SizeLabel::If => "如果",
            SizeLabel::NumberThen => "届时需要",
            SizeLabel::Measure => "指标",
            SizeLabel::Figure => "实际",
            SizeLabel::Target => "目标",
            SizeLabel::Verdict => "结论",
            SizeLabel::Date => "日期",
            SizeLabel::Calls => "来电",
            SizeLabel::Cost => "成本",
            SizeLabel::Hours => "人时",
            SizeLabel::GoodDays => "达标的天",
            SizeLabel::PullsOf => "启用次数",
            SizeLabel::PeopleAt => "各时段人数",
            SizeLabel::EachAlone => "每个日期作为单独的一天测算；验证时各日期依次模拟。",
        }
    }

    fn sized(&self, name: &str, text: &str) -> String {
        format!("{name}：{text}")
    }

    fn sized_measure(&self, measure: Measure) -> String {
        if measure == Measure::Asa { "ASA".to_owned() } else { name(measure) }
    }

    fn days_with(&self, goal: &Goal) -> String {
        format!("{}的天", target(goal))
    }

    fn verdict_word(&self, verdict: Verdict) -> &'static str {
        verdict::word(verdict)
    }

    /// "全天7人可达标；每天成本84人时，场景为96人时。"
    fn size_answer(&self, found: &SizeResults) -> String {
        let people = format!("{}{}", people(found), by_group(found));
        let cost = money(found, found.cost);
        match found.binding {
            None => format!("{people}可达标；每天成本{cost}，场景为{}。", money(found, found.cost_planned)),
            Some(binding) => {
                format!("无法达标。最好的结果是{}，需{people}，每天成本{cost}：{}。", best(found), binds(binding))
            }
        }
    }

    fn size_verdict(&self, found: &SizeResults) -> String {
        let Some(verified) = &found.verified else {
            return "未及用新的各天验证，给定的时间已用完。".to_owned();
        };
        let word = if is_proven(found) { "按公式达标" } else { verdict::word(found.verdict()) };
        let days = decimal(f64::from(verified.days), 0);
        format!("{word}；用新的{days}天验证：{}。", goals(verified, &times(found)))
    }

    fn mean_plan(&self, found: &SizeResults, plan: &MeanPlan, share: f64) -> String {
        let people = range(least_and_most(&plan.people));
        let (cost, share) = (money(found, plan.cost), percent(share, 1));
        format!("按均值排的计划为{people}人，每天成本{cost}，有{share}%的天达到当天的目标。")
    }

    fn must_be_rostered(&self, people: u32, shrinkage: f64) -> String {
        format!("{}%的人不在岗，因此须排班{}人。", percent(shrinkage, 0), decimal(people.into(), 0))
    }

    fn size_beside(&self, goals: &[&GoalFound]) -> String {
        let one = |one: &&GoalFound| {
            let shown = |figure: Option<f64>| match one.goal.share_of_days {
                None => self.sized_figure(one.goal.measure, figure),
                Some(_) => format!("{}的天", self.sized_figure(Measure::AnswerRate, figure)),
            };
            let (fewer, sized, more) = (shown(one.fewer), shown(one.figure), shown(one.more));
            format!("{}：少一人为{fewer}，测算结果为{sized}，多一人为{more}", target(&one.goal))
        };
        format!("{}。", goals.iter().map(one).collect::<Vec<_>>().join("；"))
    }

    fn size_method(&self, method: Method) -> String {
        match method {
            Method::LongRun => "用 Erlang 公式求得；对始终不变的现场是精确的。".to_owned(),
            Method::ExactDay => "用无记忆的一天的方程求得：对各天的均值是精确的。".to_owned(),
            Method::Simulated { days } => {
                format!("用模拟的{}天求得，所试的各个人数用相同的天。", decimal(f64::from(days), 0))
            }
        }
    }

    fn recommended(&self, found: &ReserveResults, point: &ReservePoint, why: Recommended) -> String {
        let base = match found.per {
            Per::Shape if point.base < 0 => format!("比场景少{}人", -point.base),
            Per::Shape => format!("比场景多{}人", point.base),
            Per::Day | Per::Interval => format!("基本{}人", point.base),
        };
        let why = match why {
            Recommended::Cheapest => "有后备时成本最低",
            Recommended::FewestAtWork => "上班人数最少",
        };
        format!(
            "{why}：{base}，后备{}人，每天成本{}；{}%的天启用后备，{}%的天达标。",
            point.reserve,
            amount(point.cost),
            percent(point.days_called, 0),
            percent(point.share_of_days, 1)
        )
    }

    fn no_reserve(&self, most: u32) -> String {
        format!("后备不超过{most}人时，没有哪个基本人数可以达标。")
    }

    /// "话务量多10%".
    fn varied(&self, one: &VariedResult) -> String {
        let (what, [less, more]) = match one.changed {
            Changed::Absence => return format!("缺勤多{}个百分点", percent(one.by, 0)),
            Changed::Volume => ("话务量", ["少", "多"]),
            Changed::HandleTime => ("处理时长", ["短", "长"]),
            Changed::Patience => ("耐心", ["短", "长"]),
        };
        if one.by < 1.0 {
            format!("{what}{less}{}%", percent(1.0 - one.by, 0))
        } else {
            format!("{what}{more}{}%", percent(one.by - 1.0, 0))
        }
    }

    fn given(&self, name: &str, found: &GivenResults) -> String {
        let (word, days) = (verdict::word(found.found.verdict), decimal(f64::from(found.found.days), 0));
        format!("{name}：{word}；模拟{days}天：{}。", goals(&found.found, &found.intervals))
    }

    fn given_volume(&self, volume: Option<f64>) -> String {
        volume.map_or_else(
            || "按当天的目标，连五分之一的来电也承担不了，或者来电是按记录重放的。".to_owned(),
            |volume| format!("按当天的目标，这些人员可承担{}%的来电。", percent(volume, 0)),
        )
    }

    fn on_date(&self, name: &str, date: &str) -> String {
        format!("{name}，{date}")
    }

    fn dates_answer(&self, found: &SizedDates) -> String {
        super::sizing_dates::answer(found)
    }

    fn dates_verdict(&self, found: &SizedDates) -> String {
        super::sizing_dates::verdict(found)
    }
}

fn people(found: &SizeResults) -> String {
    let ends = least_and_most(&found.intervals.iter().map(|row| row.people).collect::<Vec<_>>());
    match (found.per, ends.0 == ends.1) {
        (Per::Day | Per::Interval, true) => format!("全天{}人", ends.1),
        (Per::Shape, _) => {
            let by = found.number.unwrap_or(0);
            let than = if by < 0 { "少" } else { "多" };
            format!("每个时段比场景{than}{}人、即{}人", by.unsigned_abs(), range(ends))
        }
        (Per::Day | Per::Interval, false) => format!("{}人", range(ends)),
    }
}

/// "（inbound 20至22人、experts 3人）", where several groups were sized.
fn by_group(found: &SizeResults) -> String {
    let of_group = |(name, people): &(String, Vec<u32>)| format!("{name} {}人", range(least_and_most(people)));
    let groups: Vec<String> = found.groups.iter().map(of_group).collect();
    if groups.len() < 2 { String::new() } else { format!("（{}）", Chinese.list(&groups)) }
}

fn best(found: &SizeResults) -> String {
    worst(found).map_or_else(String::new, |one| {
        let (place, target) = (place(&one.goal, &times(found)), target(&one.goal));
        match one.goal.share_of_days {
            None => format!("{place}{}，而目标是{target}", reached(one.goal.measure, one.figure)),
            Some(asked) => {
                let share = Chinese.sized_figure(Measure::AnswerRate, one.figure);
                format!("{share}的天{place}{target}，而要求{}%的天", percent(asked, 0))
            }
        }
    })
}

fn place(goal: &Goal, intervals: &[(SimTime, SimTime)]) -> String {
    let told = |(from, to)| Chinese.range(&clock(from), &clock(to));
    stretch(goal, intervals).map_or_else(String::new, told)
}

/// What binds, as the end of a sentence.
const fn binds(binding: Binding) -> &'static str {
    match binding {
        Binding::MostPeople => "人数不得再多",
        Binding::Seats => "没有更多的台席",
        Binding::NotPeople => "增加人员也无济于事",
    }
}

/// "接通率达到90%", "ASA 不超过30秒".
fn target(goal: &Goal) -> String {
    let wanted = Chinese.sized_figure(goal.measure, Some(goal.target)).replace(".0%", "%");
    let is = if goal.measure.more_is_better() { "达到" } else { "不超过" };
    format!("{}{is}{wanted}", called(goal.measure))
}

/// "接通率为93.2%", "ASA 为12秒".
fn reached(measure: Measure, value: Option<f64>) -> String {
    format!("{}为{}", called(measure), Chinese.sized_figure(measure, value))
}

/// A measure in a sentence.
fn called(measure: Measure) -> String {
    if measure == Measure::Asa { "ASA ".to_owned() } else { name(measure) }
}

/// What days say of the goals of the day, and of those of intervals together.
fn goals(verified: &Verified, times: &[(SimTime, SimTime)]) -> String {
    let of_day = verified.goals.iter().filter(|one| one.goal.of != GoalOf::Interval);
    let mut told: Vec<String> = of_day.map(|one| on_days(one, times)).collect();
    let of_intervals: Vec<&VerifiedGoal> =
        verified.goals.iter().filter(|one| one.goal.of == GoalOf::Interval).collect();
    let count = |verdict: Verdict| of_intervals.iter().filter(|one| one.verdict == verdict).count();
    if !of_intervals.is_empty() {
        told.push(format!(
            "各时段的{}项目标中，{}项达标，{}项未定，{}项未达标",
            of_intervals.len(),
            count(Verdict::Met),
            count(Verdict::Undecided),
            count(Verdict::Missed)
        ));
    }
    told.join("；")
}

fn on_days(one: &VerifiedGoal, times: &[(SimTime, SimTime)]) -> String {
    let place = place(&one.goal, times);
    let share = one.share_of_days.as_ref().map_or_else(
        || DASH.to_owned(),
        |share| {
            let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
            format!("{mean}%的天（{low}至{high}）")
        },
    );
    let mean = reached(one.goal.measure, one.estimate.map(|e| e.mean));
    let asked = one.goal.share_of_days.map_or(String::new(), |asked| format!("，要求{}%的天", percent(asked, 0)));
    format!("{place}平均{mean}，{share}{}{asked}", target(&one.goal))
}
