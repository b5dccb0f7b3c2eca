//! By which rules the tables are filled in: each has a value and an origin, and none is hidden.

use super::month::Month;
use crate::history::{CentreHistory, Recorded};
use jiff::ToSpan;

/// Where the value of a rule is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleOrigin {
    /// Somebody asked for it.
    Asked,
    /// The scenario says so.
    Scenario,
    /// It was computed from the history.
    History,
    /// Nobody says otherwise.
    Usual,
}

/// The value of a rule with its origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruled<T> {
    /// The value.
    pub value: T,
    /// Where it is from.
    pub origin: RuleOrigin,
}

impl<T> Ruled<T> {
    /// A value from somewhere.
    pub const fn new(value: T, origin: RuleOrigin) -> Self {
        Self { value, origin }
    }
}

/// The rules.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannerRules {
    /// This month: the one planned.
    pub month: Month,
    /// The forecast of a date is the mean of so many dates of the same weekday before the month, open and no holidays.
    pub weeks: Ruled<u32>,
    /// The mean handle time is that of so many months before the month.
    pub aht_months: Ruled<u32>,
    /// Wrap-up in seconds, added to recorded talk; 0 if the record has it.
    pub wrap_up_s: Ruled<f64>,
    /// Mean handle time in seconds that somebody asks for, whatever is recorded.
    pub aht_asked_s: Option<f64>,
    /// Mean handle time in seconds where nothing is recorded.
    pub aht_otherwise_s: Ruled<f64>,
    /// Mean patience in seconds, exponential.
    pub patience_s: Ruled<f64>,
    /// Least share of the offered who are answered, above 0 and below 1; `None`: not asked for.
    pub answer_rate: Ruled<Option<f64>>,
    /// Seconds, and the least share of the offered answered within them; `None`: not asked for.
    pub service_level: Ruled<Option<(f64, f64)>>,
    /// The share of rostered people who are not there, 0 or more and below 1.
    pub shrinkage: Ruled<f64>,
    /// An agent is present between two calls at most so many seconds apart.
    pub presence_gap_s: Ruled<u32>,
    /// The share of the forecast that is planned for agents to answer.
    pub planned_share: Ruled<f64>,
}

/// The answer rate that a roster's capacity is held against where none is asked for.
const USUAL_ANSWER_RATE: f64 = 0.9;

impl PlannerRules {
    /// The answer rate that a roster's capacity is held against.
    pub fn capacity_rate(&self) -> f64 {
        self.answer_rate.value.unwrap_or(USUAL_ANSWER_RATE)
    }

    /// The mean handle time for a month in seconds: the one asked for; else that of the months before it, weighted by calls; else of everything
    /// recorded before it; else what is taken otherwise.
    pub fn aht(&self, history: &CentreHistory, month: Month) -> Ruled<f64> {
        if let Some(asked) = self.aht_asked_s {
            return Ruled::new(asked, RuleOrigin::Asked);
        }
        let months = i64::from(self.aht_months.value);
        let from = month.first().checked_sub(months.months()).unwrap_or(month.first());
        let sum = |skip: bool| {
            let mut sum = Recorded::default();
            let days = history.days.range(..month.first()).filter(|(date, _)| !skip || **date >= from);
            days.for_each(|(_, day)| sum.add(&day.sum()));
            sum
        };
        let found = Some(sum(true)).filter(|sum| sum.handled > 0.0).unwrap_or_else(|| sum(false));
        if found.handled == 0.0 {
            return self.aht_otherwise_s;
        }
        let wrap_up_s = if history.has_wrap_up { 0.0 } else { self.wrap_up_s.value };
        Ruled::new(found.handle_s / found.handled + wrap_up_s, RuleOrigin::History)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{day, history, rules};
    use super::*;

    #[test]
    fn handle_time_is_that_of_the_months_before_weighted_by_calls() {
        let mut history = history();
        // 10 calls of 100 s, 30 calls of 200 s, and a month that is too long ago.
        history.days.insert("2014-04-02".parse().expect("a date"), day(&[(16, 10.0, 100.0)]));
        history.days.insert("2014-02-03".parse().expect("a date"), day(&[(16, 30.0, 200.0)]));
        history.days.insert("2014-01-31".parse().expect("a date"), day(&[(16, 1_000.0, 900.0)]));
        let may = Month::parse("2014-05").expect("a month");
        let found = rules().aht(&history, may);
        assert_eq!((found.value, found.origin), (175.0 + 6.0, RuleOrigin::History));
        history.has_wrap_up = true;
        assert_eq!(rules().aht(&history, may).value, 175.0);
    }

    #[test]
    fn without_a_record_of_those_months_older_ones_count_and_without_any_the_scenario() {
        let mut history = history();
        history.days.insert("2013-01-31".parse().expect("a date"), day(&[(16, 10.0, 90.0)]));
        let may = Month::parse("2014-05").expect("a month");
        assert_eq!(rules().aht(&history, may).value, 96.0);
        history.days.clear();
        assert_eq!(rules().aht(&history, may), rules().aht_otherwise_s);
    }
}
