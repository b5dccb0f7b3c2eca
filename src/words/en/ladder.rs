//! What the ladder did, and what it buys and costs, in English.

use super::English;
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
    let times = |times: Option<f64>, what: &str| {
        times.map(|times| format!("; {what} {} times", amount(times))).unwrap_or_default()
    };
    let mishaps = Mishaps::of(rung);
    let nobody = times(mishaps.nobody_there, "nobody there") + &times(mishaps.no_free_seat, "no free seat");
    if rung.share_of_days.mean == 0.0 {
        return format!("never pulled{nobody}");
    }
    let first = rung.first_pull.map_or_else(|| DASH.to_owned(), |at| English.minute(at, dial));
    if let Some((days, of)) = hardly_ever(rung.share_of_days.mean) {
        let [minutes, hours] = each_time(rung);
        let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        let of = decimal(of.into(), 0);
        return format!(
            "pulled on {days} in {of}, first at {first}; each time {minutes} minutes, {hours} person-hours{nobody}"
        );
    }
    let mean = |figure| amount(rung.get(figure).mean);
    format!(
        "pulled on {} % of days, first at {first}; {} times, {} minutes, {} person-hours a day{nobody}{}",
        percent(rung.share_of_days.mean, 0),
        mean(RungFigure::Pulls),
        mean(RungFigure::MinutesInForce),
        mean(RungFigure::PersonHours),
        times(mishaps.soon_again, "pulled again soon after release"),
    )
}

/// "saved 41 ± 6 callers and 2.3 ± 0.4 hours of waiting a day for 96 minutes of qa"
pub(super) fn bought(bought: &Bought) -> String {
    if made_no_difference(bought) {
        return "made no difference on these days".to_owned();
    }
    let (price, spared) = (listed(&Price::taken(bought)), listed(&Price::spared(bought)));
    let price = if price.is_empty() { "nothing".to_owned() } else { price };
    let spared = if spared.is_empty() { String::new() } else { format!("; it spares {spared}") };
    let (callers, waiting) = (either_way(&bought.callers_saved), either_way(&bought.waiting_saved_hours));
    format!("saved {callers} callers and {waiting} hours of waiting a day for {price}{spared}")
}

fn listed(price: &Price<'_>) -> String {
    let groups = price.groups.iter().map(|(group, hours)| format!("{} of {}", time(*hours), terminal::line(group)));
    let cost = price.cost.map(|cost| format!("{} of cost", amount(cost)));
    groups.chain(cost).collect::<Vec<_>>().join(", ")
}

fn time(hours: f64) -> String {
    if hours >= LONG_H { format!("{} hours", amount(hours)) } else { format!("{} minutes", decimal(60.0 * hours, 0)) }
}
