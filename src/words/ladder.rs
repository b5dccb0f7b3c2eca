//! What is told of the ladder, before it is put in words.

use super::numbers::amount;
use crate::experiment::results::{Bought, Change, RungResult};
use crate::figures::RungFigure;

/// Less than a minute of a group is not told.
const LEAST_H: f64 = 1.0 / 60.0;
/// What happens less than once in 20 days is not told.
const RARE: f64 = 0.05;

/// What a rung takes, or what it spares.
pub(super) struct Price<'a> {
    /// Groups with the hours of each.
    pub groups: Vec<(&'a str, f64)>,
    pub cost: Option<f64>,
}

impl<'a> Price<'a> {
    /// What it takes.
    pub fn taken(bought: &'a Bought) -> Self {
        Self::with_sign(bought, 1.0)
    }

    /// What it spares.
    pub fn spared(bought: &'a Bought) -> Self {
        Self::with_sign(bought, -1.0)
    }

    fn with_sign(bought: &'a Bought, sign: f64) -> Self {
        let told = bought.borrowed.iter().map(|from| (from.group.as_str(), sign * from.hours.mean));
        let cost = bought.cost.map(|cost| sign * cost.mean).filter(|cost| *cost > 0.0);
        Self { groups: told.filter(|(_, hours)| *hours >= LEAST_H).collect(), cost }
    }
}

/// Whether it came to nothing on these days.
pub(super) fn made_no_difference(bought: &Bought) -> bool {
    let saved = [&bought.callers_saved, &bought.waiting_saved_hours];
    saved.iter().all(|saved| saved.mean == 0.0) && Price::taken(bought).groups.is_empty()
}

/// `41 ± 6`; the difference alone where its interval is open.
pub(super) fn either_way(change: &Change) -> String {
    match change.low.zip(change.high) {
        Some((low, high)) => format!("{} ± {}", amount(change.mean), amount(0.5 * (high - low))),
        None => amount(change.mean),
    }
}

/// A share of days that is too small for per cent, as so many days in 100, 1,000 or 10,000; `None` if it is not.
pub(super) fn hardly_ever(share_of_days: f64) -> Option<(u32, u32)> {
    let days_in = |of: u32| Some(((share_of_days * f64::from(of)).round() as u32, of)).filter(|(days, _)| *days > 0);
    let is_rare = 0.0 < share_of_days && share_of_days < RARE;
    is_rare.then(|| [100, 1_000].into_iter().find_map(days_in).unwrap_or((1, 10_000)))
}

/// Minutes in force and person-hours of each pull.
pub(super) fn each_time(rung: &RungResult) -> [String; 2] {
    let pulls = rung.get(RungFigure::Pulls).mean;
    [RungFigure::MinutesInForce, RungFigure::PersonHours].map(|figure| amount(rung.get(figure).mean / pulls))
}

/// What went wrong with a rung, times a day, where it is not rare.
pub(super) struct Mishaps {
    pub nobody_there: Option<f64>,
    pub no_free_seat: Option<f64>,
    pub soon_again: Option<f64>,
}

impl Mishaps {
    pub fn of(rung: &RungResult) -> Self {
        let mean = |figure| rung.get(figure).mean;
        let often = |times: f64| (times >= RARE).then_some(times);
        let seatless = mean(RungFigure::NoFreeSeat);
        Self {
            nobody_there: often(mean(RungFigure::EmptyHanded) - seatless),
            no_free_seat: often(seatless),
            soon_again: often(mean(RungFigure::Chatter)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::hardly_ever;

    #[test]
    fn rare_days_are_counted_and_never_none() {
        let shares = [0.0, 0.05, 0.04, 0.013, 0.004, 0.000_2].map(hardly_ever);
        assert_eq!(shares, [None, None, Some((4, 100)), Some((1, 100)), Some((4, 1_000)), Some((1, 10_000))]);
    }
}
