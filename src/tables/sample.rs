//! Small histories for the tests of the tables.

#![cfg(test)]

use super::{Month, PlannerRules, RuleOrigin, Ruled};
use crate::history::{CentreHistory, MarkedDate, Recorded, RecordedDay};
use jiff::civil::Date;

/// Nothing recorded, in half hours.
pub fn history() -> CentreHistory {
    CentreHistory { interval_s: 1_800, ..CentreHistory::default() }
}

/// A day of intervals with so many calls, all of them answered, and so many seconds each.
pub fn day(intervals: &[(usize, f64, f64)]) -> RecordedDay {
    let of = |(at, calls, handle_s): &(usize, f64, f64)| {
        let recorded = Recorded {
            offered: *calls,
            answered: *calls,
            handled: *calls,
            handle_s: calls * handle_s,
            ..Recorded::default()
        };
        (*at, recorded)
    };
    RecordedDay { knows_answered: true, intervals: intervals.iter().map(of).collect() }
}

pub fn mark(history: &mut CentreHistory, date: Date, open: Option<bool>, holiday: &str) {
    history.marked.insert(date, MarkedDate { open, holiday: holiday.to_owned() });
}

/// The rules of May 2014, with an answer rate of 90 % and 90 % within 180 s.
pub fn rules() -> PlannerRules {
    PlannerRules {
        month: Month::parse("2014-05").expect("a month"),
        weeks: Ruled::new(4, RuleOrigin::Usual),
        aht_months: Ruled::new(3, RuleOrigin::Usual),
        wrap_up_s: Ruled::new(6.0, RuleOrigin::Scenario),
        aht_asked_s: None,
        aht_otherwise_s: Ruled::new(240.0, RuleOrigin::Scenario),
        patience_s: Ruled::new(600.0, RuleOrigin::Scenario),
        answer_rate: Ruled::new(Some(0.9), RuleOrigin::Scenario),
        service_level: Ruled::new(Some((180.0, 0.9)), RuleOrigin::Scenario),
        shrinkage: Ruled::new(0.12, RuleOrigin::Usual),
        presence_gap_s: Ruled::new(900, RuleOrigin::Usual),
        planned_share: Ruled::new(1.0, RuleOrigin::Usual),
    }
}
