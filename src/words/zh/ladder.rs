//! What the ladder did, and what it buys and costs, in Chinese.

use super::Chinese;
use crate::escape::terminal;
use crate::experiment::results::{Bought, RungResult};
use crate::figures::RungFigure;
use crate::words::ladder::{Mishaps, Price, each_time, either_way, hardly_ever, made_no_difference};
use crate::words::numbers::{DASH, amount, decimal, percent};
use crate::words::{Dial, Forms};

/// From so many hours on they are told in hours, and below in minutes.
const LONG_H: f64 = 10.0;

/// One rung in a sentence.
pub(super) fn story(rung: &RungResult, dial: &Dial<'_>) -> String {
    let times =
        |times: Option<f64>, what: &str| times.map(|times| format!("；{what}{}次", amount(times))).unwrap_or_default();
    let mishaps = Mishaps::of(rung);
    let nobody = times(mishaps.nobody_there, "无人可派") + &times(mishaps.no_free_seat, "没有空台席");
    if rung.share_of_days.mean == 0.0 {
        return format!("从未启用{nobody}");
    }
    let first = rung.first_pull.map_or_else(|| DASH.to_owned(), |at| Chinese.minute(at, dial));
    if let Some((days, of)) = hardly_ever(rung.share_of_days.mean) {
        let [minutes, hours] = each_time(rung);
        let of = decimal(of.into(), 0);
        return format!("{of}天中有{days}天启用，首次在{first}；每次{minutes}分钟，{hours}人时{nobody}");
    }
    let mean = |figure| amount(rung.get(figure).mean);
    format!(
        "{}%的天启用，首次在{first}；每天{}次，{}分钟，{}人时{nobody}{}",
        percent(rung.share_of_days.mean, 0),
        mean(RungFigure::Pulls),
        mean(RungFigure::MinutesInForce),
        mean(RungFigure::PersonHours),
        times(mishaps.soon_again, "放回后很快再次启用"),
    )
}

/// "每天多接通41 ± 6位来电者，少等待2.3 ± 0.4小时，占用 qa 96分钟"
pub(super) fn bought(bought: &Bought) -> String {
    if made_no_difference(bought) {
        return "在这些天里没有差别".to_owned();
    }
    let (price, spared) = (listed(&Price::taken(bought)), listed(&Price::spared(bought)));
    let price = if price.is_empty() { "不花代价".to_owned() } else { format!("花费 {price}") };
    let spared = if spared.is_empty() { String::new() } else { format!("；节省 {spared}") };
    let (callers, waiting) = (either_way(&bought.callers_saved), either_way(&bought.waiting_saved_hours));
    format!("每天多接通{callers}位来电者，少等待{waiting}小时，{price}{spared}")
}

fn listed(price: &Price<'_>) -> String {
    let groups = price.groups.iter().map(|(group, hours)| format!("{} {}", terminal::line(group), time(*hours)));
    let cost = price.cost.map(|cost| format!("成本{}", amount(cost)));
    groups.chain(cost).collect::<Vec<_>>().join("、")
}

fn time(hours: f64) -> String {
    if hours >= LONG_H { format!("{}小时", amount(hours)) } else { format!("{}分钟", decimal(60.0 * hours, 0)) }
}
