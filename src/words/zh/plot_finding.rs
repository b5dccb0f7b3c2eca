//! The titles of plots, in Chinese.

use super::Chinese;
use crate::figures::Measure;
use crate::units::Span;
use crate::words::Rostered;
use crate::words::numbers::signed;
use crate::words::numbers::{amount, decimal};
use crate::words::plot_amount::{count, tenths, tenths_of_percent};
use crate::words::{
    AskedShare, DaysAnswer, LoadedInterval, NamedInterval, NeededInterval, PairFinding, PlotFinding, PlotWords,
    RungsPulled, WaitsFinding,
};

pub(super) fn said(finding: &PlotFinding<'_>) -> String {
    let (share, time) = (|share: &f64| Chinese.share(*share), |seconds: f64| Chinese.time(seconds));
    match finding {
        PlotFinding::Rostered(found) => rostered(found),
        PlotFinding::NoCalls(measure) => format!("没有来电，因此没有{}", missing(*measure)),
        PlotFinding::AllAnswered => "一天中任何时候，每位来电者都能接通".to_owned(),
        PlotFinding::NoneAnswered => "一天中任何时候，都没有来电者接通".to_owned(),
        PlotFinding::Days(days) => days_answer(*days),
        PlotFinding::Worst { days, at, rate } => {
            let worst = format!("最差的时段是{}，为{}", interval(at), share(rate));
            days.map_or_else(|| worst.clone(), |days| format!("{}；{worst}", days_answer(days)))
        }
        PlotFinding::AllWithin(within) => {
            format!("一天中任何时候，每位来电者都在{}内接通", time(within.as_secs()))
        }
        PlotFinding::FewestWithin { within, at, share: level } => {
            format!("{}内接通的来电者最少的时段是{}：{}", time(within.as_secs()), interval(at), share(level))
        }
        PlotFinding::Waits(found) => of_waits(found),
        PlotFinding::NoDay => "没有逐刻记录的一天".to_owned(),
        PlotFinding::DaysWaited(days) => {
            let told: Vec<String> = days.iter().map(|(picked, most, rungs)| day(picked, *most, *rungs)).collect();
            told.join("；")
        }
        PlotFinding::Short { short, of, most_short } => {
            format!("{of}个时段中有{short}个人数少于需要，缺得最多的是{}", there_and_needed(most_short))
        }
        PlotFinding::Enough(least) => format!("每个时段人数都够；余量最小的是{}", there_and_needed(least)),
        PlotFinding::Tightest(most) => format!("人手最紧的时段：{}", load(most)),
        PlotFinding::Overloaded { short, of, most } => {
            format!("{of}个时段中有{short}个负荷多于人数；最严重的是{}", load(most))
        }
        PlotFinding::TargetMet { target, within, asked, share: on, lowest } => {
            target_met((*target, *within), *asked, *on, *lowest)
        }
        PlotFinding::NoDayRate(measure) => format!("没有来电，因此没有哪一天有{}", missing(*measure)),
        PlotFinding::HalfOfDays { median, within, lowest } => half_of_days(*median, *within, *lowest),
        PlotFinding::SavesFreely { rung, saved } => {
            format!("{rung} 每天多接通{}位来电者；没有它，别的人员也要借用同样久", tenths(*saved))
        }
        PlotFinding::SavesMost { rung, an_hour } => {
            format!("{rung} 最划算：每借用一人时多接通{}位来电者", tenths(*an_hour))
        }
        PlotFinding::SavesNobody => "没有哪个梯级单独确实能多接通来电者".to_owned(),
        PlotFinding::Sized { short, over, of } => sized(*short, *over, *of),
        PlotFinding::Covered { short: 0, of } => format!("班次满足全部{of}个时段的需要"),
        PlotFinding::Covered { short, of } => format!("{of}个时段中有{short}个缺人"),
        PlotFinding::OfTwo(of_two) => pair(of_two),
    }
}

fn of_waits(found: &WaitsFinding) -> String {
    let (share, time) = (|share: &f64| Chinese.share(*share), |seconds: f64| Chinese.time(seconds));
    match found {
        WaitsFinding::NoWaits => "无人接通，因此没有等待时长".to_owned(),
        WaitsFinding::HardlyAnyWait => "一天中任何时候，20位接通的来电者中至少19位无须等待".to_owned(),
        WaitsFinding::LongestWaits { at, p95_s, asa_s } => {
            let mean = asa_s.map_or_else(String::new, |asa| format!("；此时的均值（ASA）为{}", time(asa)));
            format!("{}等待最久：20位接通的来电者中有1位等{}以上{mean}", interval(at), time(*p95_s))
        }
        WaitsFinding::LongestForAsked { asked, at, wait_s, within, asa_s } => {
            let within = within.map_or_else(String::new, |within| format!("，要求{}", time(within.as_secs())));
            let mean = asa_s.map_or_else(String::new, |asa| format!("；此时的均值（ASA）为{}", time(asa)));
            format!("{}等待最久：{}在{}内接通{within}{mean}", interval(at), of_callers(*asked), time(*wait_s))
        }
        WaitsFinding::AskedAtOnce(asked) => format!("一天中任何时候，至少{}立即接通", of_callers(*asked)),
        WaitsFinding::FewerAnswered { asked, fewer, of, at, rate } => format!(
            "{of}个时段中有{fewer}个，无论等待多久，接通的不到{}；最少的是{}：{}",
            share(&asked.share),
            interval(at),
            share(rate)
        ),
        WaitsFinding::Spread { at_once, within, soon, at_all, longest_s } => {
            spread([*at_once, *soon, *at_all], *within, *longest_s)
        }
    }
}

/// How many are planned at most, and where that is fewer than needed.
fn rostered(found: &Rostered) -> String {
    if found.most == 0 {
        return "自己的人员没有排班".to_owned();
    }
    let most = format!("自己的人员最多同时排班{}人", decimal(found.most.into(), 0));
    match &found.worst {
        _ if found.of == 0 => most,
        None => format!("{most}；从不少于需要"),
        Some((at, there, needed)) => format!(
            "{most}；{}个时段中有{}个少于需要，{}最少：{}人对{}人",
            found.of,
            found.short,
            interval(at),
            amount(*there),
            amount(*needed)
        ),
    }
}

fn pair(finding: &PairFinding<'_>) -> String {
    match finding {
        PairFinding::AnswerAlike([a, b]) => format!("{b} 与 {a} 接通情况相同：没有哪个时段确实有差别"),
        PairFinding::AnswersOtherwise { label, better, worse, of, at, most } => {
            let said = match (better, worse) {
                (n, 0) => format!("{n}个接通确实更多"),
                (0, n) => format!("{n}个接通确实更少"),
                (n, m) => format!("{n}个接通确实更多、{m}个更少"),
            };
            let (from, to, points) = (at.0, at.1, signed(100.0 * most));
            format!("{label}：{of}个时段中有{said}；差别最大的是{from}–{to}，{points}个百分点")
        }
        PairFinding::SamePeople([a, b]) => format!("{b} 与 {a} 的在岗人数相同"),
        PairFinding::TakesPeople { label, hours, borrowed } => {
            let more = |hours: f64| format!("{}{}人时", if hours < 0.0 { "少" } else { "多" }, tenths(hours.abs()));
            let of_them =
                if borrowed.abs() < 0.05 { String::new() } else { format!("，其中借调{}", more(*borrowed)) };
            format!("{label} 每天{}{of_them}", more(*hours))
        }
    }
}

fn missing(measure: Measure) -> &'static str {
    if measure == Measure::OfferedLoad {
        "话务负荷"
    } else if measure.service_level().is_some() {
        "服务水平"
    } else {
        "接通率"
    }
}

fn target_met((target, within): (f64, Option<Span>), asked: Option<f64>, share: f64, lowest: f64) -> String {
    let asked = asked.map_or_else(String::new, |asked| format!("（要求{}）", Chinese.share(asked)));
    let days = match share {
        none if none <= 0.0 => "没有一天".to_owned(),
        all if all >= 1.0 => "每一天都".to_owned(),
        some => format!("{}的天", Chinese.share(some)),
    };
    let asked_for = within.map_or_else(String::new, |within| format!("{}内", Chinese.time(within.as_secs())));
    format!("{days}达到{asked_for}{}的目标{asked}；{}", Chinese.share(target), lowest_day(within, lowest))
}

fn half_of_days(median: f64, within: Option<Span>, lowest: f64) -> String {
    let what =
        within.map_or_else(|| "接通率".to_owned(), |within| format!("在{}内接通的", Chinese.time(within.as_secs())));
    format!("一半的天{what}在{}以上；{}", or_more(median), lowest_day(within, lowest))
}

/// The worst day is that with the lowest answer rate; of a service level it may be another.
fn lowest_day(within: Option<Span>, lowest: f64) -> String {
    let lowest = Chinese.share(lowest);
    if within.is_some() {
        format!("最少的一天为{lowest}")
    } else {
        format!("最差的一天接通率为{lowest}")
    }
}

/// `80%的来电者`, of the answered `接通者的80%`.
pub(super) fn of_callers(asked: AskedShare) -> String {
    let share = Chinese.share(asked.share);
    if asked.of_offered { format!("{share}的来电者") } else { format!("接通者的{share}") }
}

/// `10:30–11:00，在岗16.5人（其中借调2人），需要21人`
fn there_and_needed(interval_of: &NeededInterval) -> String {
    let NeededInterval { at, needed, people, borrowed } = interval_of;
    let of_them = borrowed.map_or_else(String::new, |n| format!("（其中借调{}人）", tenths(n)));
    format!("{}，在岗{}人{of_them}，需要{}人", interval(at), tenths(*people), count((*needed).into()))
}

fn spread([at_once, soon, at_all]: [f64; 3], within: Span, longest_s: f64) -> String {
    let tail = if longest_s <= 0.0 {
        "100位接通者中99位无须等待".to_owned()
    } else {
        format!("100位接通者中有1位等{}以上", Chinese.time(longest_s))
    };
    let [at_once, soon, at_all] = [at_once, soon, at_all].map(|share| Chinese.share(share));
    let within = Chinese.time(within.as_secs());
    format!("{at_once}的来电者立即接通，{within}内接通{soon}，总共接通{at_all}；{tail}")
}

fn or_more(share: f64) -> String {
    percent(tenths_of_percent(share, false))
}

/// `十天中有九天接通率在93%以上`
fn days_answer(days: DaysAnswer) -> String {
    match days {
        DaysAnswer::TheDay(rate) => format!("这一天的接通率为{}", Chinese.share(rate)),
        DaysAnswer::EveryDay(rate) => format!("每天的接通率都在{}以上", or_more(rate)),
        DaysAnswer::NineInTen(rate) => format!("十天中有九天接通率在{}以上", or_more(rate)),
    }
}

/// `10:30–11:00`, of several dates `2月5日10:30–11:00`.
fn interval(at: &NamedInterval) -> String {
    let date = at.date.map_or_else(String::new, |date| Chinese.mark_of_date(date));
    format!("{date}{}–{}", at.from, at.to)
}

/// `10:30–11:00，负荷12.1 Erl，在岗12人（其中借调2人）`
fn load(worst: &LoadedInterval) -> String {
    let of_them = worst.borrowed.map_or_else(String::new, |n| format!("（其中借调{}人）", tenths(n)));
    let (at, load, people) = (interval(&worst.at), tenths(worst.load), tenths(worst.people));
    format!("{at}，负荷{load} Erl，在岗{people}人{of_them}")
}

fn day(picked: &str, most: u32, rungs: Option<RungsPulled>) -> String {
    let callers = if most == 0 { "无人等待".to_owned() } else { format!("最多{}人等待", count(most.into())) };
    let rungs = rungs.map_or_else(String::new, |RungsPulled { pulled, of }| match pulled {
        0 => "，没有启用梯级".to_owned(),
        _ if pulled == of => format!("，{of}个梯级全部启用"),
        _ => format!("，{of}个梯级中启用{pulled}个"),
    });
    format!("{}：{callers}{rungs}", kind_of_day(picked))
}

fn sized(short: usize, over: usize, of: usize) -> String {
    match (short, over) {
        (0, 0) => "场景在每个时段都有所需的人数".to_owned(),
        (0, over) => format!("{of}个时段中有{over}个多于需要，没有缺人的"),
        (short, over) => format!("{of}个时段中有{short}个缺人，{over}个多于需要"),
    }
}

/// What a day is called that was picked under an English name.
pub(super) fn kind_of_day(picked: &str) -> &str {
    match picked {
        "typical day" => "普通的一天",
        "bad day" => "不好的一天",
        other => other,
    }
}

/// A share in percent; `None`: less than a tenth.
pub(super) fn percent(tenths: Option<f64>) -> String {
    tenths.map_or_else(|| "不到0.1%".to_owned(), |percent| format!("{percent}%"))
}
