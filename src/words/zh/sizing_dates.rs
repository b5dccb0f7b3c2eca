//! The page of several dates that were sized, in Chinese.

use super::{Chinese, verdict as words};
use crate::experiment::results::Verdict;
use crate::sizing::{SizeResults, SizedDate, SizedDates};
use crate::words::Forms;
use crate::words::numbers::{amount, decimal, percent};

/// "9个日期各需5至31人；成本1,204人时，场景为1,340人时。"
pub(super) fn answer(found: &SizedDates) -> String {
    let least = found.dates.iter().map(|date| date.least_and_most().0).min().unwrap_or(0);
    let most = found.dates.iter().map(|date| date.least_and_most().1).max().unwrap_or(0);
    let Some(first) = found.dates.first() else { return String::new() };
    let planned: f64 = found.dates.iter().map(|date| date.found.cost_planned).sum();
    let reserve = found.dates.iter().map(|date| date.in_reserve).max().unwrap_or(0);
    let reserve = match first.reserve {
        Some(_) => format!("，后备最多{reserve}人"),
        None => String::new(),
    };
    format!(
        "{}个日期需{}人{reserve}；成本{}，场景为{}。",
        found.dates.len(),
        range((least, most)),
        money(&first.found, found.cost()),
        money(&first.found, planned)
    )
}

pub(super) fn verdict(found: &SizedDates) -> String {
    let Some(verified) = found.dates.iter().find_map(|date| date.verified.as_ref()) else {
        return "未及把各日期放在一起验证，给定的时间已用完。".to_owned();
    };
    let of = |verdict: Verdict| {
        let dates: Vec<String> = found.dates.iter().filter(|date| date.verdict() == verdict).map(named).collect();
        let is_told = !dates.is_empty() && dates.len() < found.dates.len();
        if is_told { format!("，{}{}", Chinese.list(&dates), words::word(verdict)) } else { String::new() }
    };
    let (missed, open) = (of(Verdict::Missed), of(Verdict::Undecided));
    let together = found.all_together.as_ref().map_or_else(String::new, |share| {
        let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
        format!("，其中{mean}%（{low}至{high}）每个日期都达标")
    });
    let (word, days) = (words::word(found.verdict()), decimal(f64::from(verified.days), 0));
    format!("{word}{missed}{open}；用新的{days}天验证{together}。")
}

fn named(date: &SizedDate) -> String {
    date.date.map_or_else(String::new, |date| Chinese.weekday_and_date(date))
}

pub(super) fn money(found: &SizeResults, cost: f64) -> String {
    if found.has_price { amount(cost) } else { format!("{}人时", amount(cost)) }
}

/// `20`, `20至22`.
pub(super) fn range((least, most): (u32, u32)) -> String {
    if least == most { most.to_string() } else { Chinese.range(&least.to_string(), &most.to_string()) }
}
