//! The page of several dates that were sized, in English.

use super::English;
use crate::experiment::results::Verdict;
use crate::sizing::{SizeResults, SizedDate, SizedDates};
use crate::words::Forms;
use crate::words::numbers::{amount, decimal, percent};

/// "5 to 31 people on 9 dates; they cost 1,204 person-hours, and those of the scenario 1,340."
pub(super) fn answer(found: &SizedDates) -> String {
    let least = found.dates.iter().map(|date| date.least_and_most().0).min().unwrap_or(0);
    let most = found.dates.iter().map(|date| date.least_and_most().1).max().unwrap_or(0);
    let Some(first) = found.dates.first() else { return String::new() };
    let planned: f64 = found.dates.iter().map(|date| date.found.cost_planned).sum();
    let reserve = found.dates.iter().map(|date| date.in_reserve).max().unwrap_or(0);
    let reserve = match first.reserve {
        Some(_) => format!(", with up to {reserve} in reserve"),
        None => String::new(),
    };
    format!(
        "{least} to {most} people on {} dates{reserve}; they cost {}, and those of the scenario {}.",
        found.dates.len(),
        money(&first.found, found.cost()),
        money(&first.found, planned)
    )
}

pub(super) fn verdict(found: &SizedDates) -> String {
    let Some(verified) = found.dates.iter().find_map(|date| date.verified.as_ref()) else {
        return "The time given was up before the dates were tried together.".to_owned();
    };
    let of = |verdict: Verdict, told: &str| {
        let dates: Vec<String> = found.dates.iter().filter(|date| date.verdict() == verdict).map(named).collect();
        let is_told = !dates.is_empty() && dates.len() < found.dates.len();
        if is_told { format!(", {told} on {}", dates.join(", ")) } else { String::new() }
    };
    let (missed, open) = (of(Verdict::Missed, "missed"), of(Verdict::Undecided, "undecided"));
    let together = found.all_together.as_ref().map_or_else(String::new, |share| {
        let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
        format!("; on {mean} % of them ({low} to {high}) every date is good")
    });
    let word = capital(found.verdict());
    format!("{word}{missed}{open}; on {} fresh days{together}.", decimal(f64::from(verified.days), 0))
}

fn named(date: &SizedDate) -> String {
    date.date.map_or_else(String::new, |date| English.weekday_and_date(date))
}

/// A verdict at the beginning of a sentence.
pub(super) const fn capital(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "Met",
        Verdict::Missed => "Missed",
        Verdict::Undecided => "Undecided",
    }
}

pub(super) fn money(found: &SizeResults, cost: f64) -> String {
    if found.has_price { amount(cost) } else { format!("{} person-hours", amount(cost)) }
}
