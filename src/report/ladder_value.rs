//! What the ladder buys and what it costs, in sentences.

use super::screen::{plain_table, printed, prose};
use crate::escape::terminal;
use crate::experiment::results::LadderValue;
use crate::words::{Label, PageWords};

/// A line for each rung and one for the whole ladder.
pub(super) fn table(value: &LadderValue, words: &dyn PageWords) -> String {
    let mut table = plain_table();
    table.set_header([words.label(Label::WhatItBuys), words.label(Label::OfWhatItBuys)]);
    let rungs = value.rungs.iter().map(|rung| (terminal::line(&rung.called()), &rung.bought));
    let whole = if value.are_several() { Label::AllLadders } else { Label::WholeLadder };
    let whole = (words.label(whole).to_owned(), &value.ladder);
    let told = rungs.chain((value.rungs.len() > 1).then_some(whole));
    table.add_rows(told.map(|(name, bought)| [prose(&name), prose(&words.bought(bought))]));
    printed(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::{BorrowedFrom, Bought, Change, ValuedRung};
    use crate::words::Language;

    fn english() -> &'static dyn PageWords {
        Language::English.page()
    }

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
        assert_eq!(english().bought(&qa()), format!("{said}; it spares 12 minutes of back_office"));
        let paid = Bought { cost: Some(change(55.0, 3.0)), ..qa() };
        assert_eq!(english().bought(&paid), format!("{said}, 55 of cost; it spares 12 minutes of back_office"));
        let cheaper = Bought { cost: Some(change(-55.0, 3.0)), ..qa() };
        assert_eq!(english().bought(&cheaper), format!("{said}; it spares 12 minutes of back_office, 55 of cost"));
        let open = Bought { callers_saved: Change { low: None, high: None, ..change(2.0, 1.0) }, ..qa() };
        assert!(english().bought(&open).starts_with("saved 2.0 callers and "), "{}", english().bought(&open));
    }

    #[test]
    fn a_rung_that_is_never_pulled_made_no_difference() {
        let none = Change::default();
        let idle = Bought { callers_saved: none, waiting_saved_hours: none, cost: Some(none), borrowed: Vec::new() };
        assert_eq!(english().bought(&idle), "made no difference on these days");
    }

    #[test]
    fn the_whole_ladder_has_a_line_of_its_own_if_it_is_more_than_one_rung() {
        let rung = |name: &str| ValuedRung { name: name.to_owned(), ladder: String::new(), bought: qa() };
        let is_told = |rungs: Vec<ValuedRung>| {
            table(&LadderValue { ladder: qa(), rungs }, english()).contains("\nthe whole ladder  saved 41")
        };
        assert_eq!([is_told(vec![rung("a")]), is_told(vec![rung("a"), rung("b")])], [false, true]);
    }
}
