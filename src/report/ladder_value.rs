//! What the ladder buys and what it costs, in sentences.

use super::numbers::{amount, decimal};
use super::screen::{plain_table, printed};
use crate::escape::terminal;
use crate::experiment::results::{Bought, Change, LadderValue};

/// From so many hours on they are told in hours, and below in minutes.
const LONG_H: f64 = 10.0;
/// Less than a minute of a group is not told.
const LEAST_H: f64 = 1.0 / 60.0;

/// A line for each rung and one for the whole ladder.
pub(super) fn table(value: &LadderValue) -> String {
    let mut table = plain_table();
    table.set_header(["What it buys", "(beside the same days without the rung; those behind it move up)"]);
    table.add_rows(value.rungs.iter().map(|rung| [terminal::line(&rung.name), bought(&rung.bought)]));
    if value.rungs.len() > 1 {
        table.add_row(["the whole ladder".to_owned(), bought(&value.ladder)]);
    }
    printed(table)
}

/// "saved 41 ± 6 callers and 2.3 ± 0.4 hours of waiting a day for 96 minutes of qa"
pub(super) fn bought(bought: &Bought) -> String {
    let of_groups = |sign: f64| -> Vec<String> {
        let told = bought.borrowed.iter().filter(|from| sign * from.hours.mean >= LEAST_H);
        told.map(|from| format!("{} of {}", time(sign * from.hours.mean), terminal::line(&from.group))).collect()
    };
    let (takes, spares) = (of_groups(1.0), of_groups(-1.0));
    if [&bought.callers_saved, &bought.waiting_saved_hours].iter().all(|saved| saved.mean == 0.0) && takes.is_empty() {
        return "made no difference on these days".to_owned();
    }
    let money = |sign: f64| {
        bought.cost.filter(|cost| sign * cost.mean > 0.0).map(|cost| format!("{} of cost", amount(sign * cost.mean)))
    };
    let price: Vec<String> = takes.into_iter().chain(money(1.0)).collect();
    let spares: Vec<String> = spares.into_iter().chain(money(-1.0)).collect();
    let price = if price.is_empty() { "nothing".to_owned() } else { price.join(", ") };
    let spared = if spares.is_empty() { String::new() } else { format!("; it spares {}", spares.join(", ")) };
    let (callers, waiting) = (either_way(&bought.callers_saved), either_way(&bought.waiting_saved_hours));
    format!("saved {callers} callers and {waiting} hours of waiting a day for {price}{spared}")
}

/// `41 ± 6`; the difference alone where its interval is open.
fn either_way(change: &Change) -> String {
    match change.low.zip(change.high) {
        Some((low, high)) => format!("{} ± {}", amount(change.mean), amount(0.5 * (high - low))),
        None => amount(change.mean),
    }
}

fn time(hours: f64) -> String {
    if hours >= LONG_H { format!("{} hours", amount(hours)) } else { format!("{} minutes", decimal(60.0 * hours, 0)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::{BorrowedFrom, ValuedRung};

    fn change(mean: f64, half_width: f64) -> Change {
        serde_json::from_value(serde_json::json!({ "mean": mean, "low": mean - half_width, "high": mean + half_width }))
            .expect("a change")
    }

    fn qa() -> Bought {
        let hours = |group: &str, hours: f64| BorrowedFrom { group: group.to_owned(), hours: change(hours, 0.1) };
        Bought {
            callers_saved: change(41.2, 6.04),
            waiting_saved_hours: change(2.31, 0.42),
            cost: None,
            borrowed: vec![hours("qa", 1.6), hours("back_office", -0.2)],
        }
    }

    #[test]
    fn a_rung_is_told_by_what_it_saves_and_what_it_takes_and_spares() {
        let said = "saved 41 ± 6.0 callers and 2.3 ± 0.4 hours of waiting a day for 96 minutes of qa";
        assert_eq!(bought(&qa()), format!("{said}; it spares 12 minutes of back_office"));
        let paid = Bought { cost: Some(change(55.0, 3.0)), ..qa() };
        assert_eq!(bought(&paid), format!("{said}, 55 of cost; it spares 12 minutes of back_office"));
        let cheaper = Bought { cost: Some(change(-55.0, 3.0)), ..qa() };
        assert_eq!(bought(&cheaper), format!("{said}; it spares 12 minutes of back_office, 55 of cost"));
        let open = Bought { callers_saved: Change { low: None, high: None, ..change(2.0, 1.0) }, ..qa() };
        assert!(bought(&open).starts_with("saved 2.0 callers and "), "{}", bought(&open));
    }

    #[test]
    fn a_rung_that_is_never_pulled_made_no_difference() {
        let none = Change::default();
        let idle = Bought { callers_saved: none, waiting_saved_hours: none, cost: Some(none), borrowed: Vec::new() };
        assert_eq!(bought(&idle), "made no difference on these days");
    }

    #[test]
    fn the_whole_ladder_has_a_line_of_its_own_if_it_is_more_than_one_rung() {
        let rung = |name: &str| ValuedRung { name: name.to_owned(), bought: qa() };
        let is_told = |rungs: Vec<ValuedRung>| {
            table(&LadderValue { ladder: qa(), rungs }).contains("\nthe whole ladder  saved 41")
        };
        assert_eq!([is_told(vec![rung("a")]), is_told(vec![rung("a"), rung("b")])], [false, true]);
    }
}
