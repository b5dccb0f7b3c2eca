//! Which dates are open, and which are holidays.

use super::month::Month;
use crate::history::{CentreHistory, RecordedDay};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A weekday that was open once in the last so many days recorded before this month is expected to be open.
const LOOKED_BACK_DAYS: i64 = 56;

/// What stands at the head of every row of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateHead {
    /// The date.
    pub date: Date,
    /// Whether it is open.
    pub open: bool,
    /// The name of its holiday; empty: none.
    pub holiday: String,
}

/// What is known of dates at the beginning of this month.
pub(super) struct Dates<'a> {
    history: &'a CentreHistory,
    this: Month,
}

impl<'a> Dates<'a> {
    pub fn new(history: &'a CentreHistory, this: Month) -> Self {
        Self { history, this }
    }

    pub fn head(&self, date: Date) -> DateHead {
        DateHead { date, open: self.is_open(date), holiday: self.holiday(date).to_owned() }
    }

    /// The name of a holiday; empty: none.
    pub fn holiday(&self, date: Date) -> &'a str {
        self.history.marked.get(&date).map_or("", |marked| marked.holiday.as_str())
    }

    /// As the calendar says; else what was recorded of a past date, a holiday being closed in future, and as the weekday
    /// was in the last weeks.
    pub fn is_open(&self, date: Date) -> bool {
        if let Some(open) = self.history.marked.get(&date).and_then(|marked| marked.open) {
            return open;
        }
        if date < self.this.first() {
            return self.history.days.get(&date).is_some_and(had_calls);
        }
        self.holiday(date).is_empty() && self.is_usually_open(date.weekday())
    }

    fn is_usually_open(&self, weekday: Weekday) -> bool {
        let before = || self.history.days.range(..self.this.first());
        let Some((last, _)) = before().next_back() else { return false };
        let from = last.checked_sub(LOOKED_BACK_DAYS.days()).unwrap_or(*last);
        let mut days = before().rev().take_while(|(date, _)| **date > from);
        days.any(|(date, day)| date.weekday() == weekday && had_calls(day))
    }
}

/// A date on which nobody was answered was closed, however many called.
fn had_calls(day: &RecordedDay) -> bool {
    let sum = day.sum();
    if day.knows_answered { sum.answered > 0.0 } else { sum.offered > 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{day, history, mark};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_past_date_is_open_if_anybody_was_answered_and_the_calendar_is_above_it() {
        let mut history = history();
        history.days.insert(date(2014, 4, 26), day(&[(20, 0.0, 0.0)]));
        history.days.insert(date(2014, 4, 25), day(&[(20, 5.0, 60.0)]));
        history.days.insert(date(2014, 4, 24), day(&[(20, 5.0, 60.0)]));
        mark(&mut history, date(2014, 4, 24), Some(false), "");
        let dates = Dates::new(&history, Month::parse("2014-05").expect("a month"));
        let open = [23, 24, 25, 26].map(|d| dates.is_open(date(2014, 4, d)));
        assert_eq!(open, [false, false, true, false]);
    }

    #[test]
    fn a_coming_date_is_open_as_its_weekday_was_unless_it_is_a_holiday() {
        let mut history = history();
        history.days.insert(date(2014, 4, 25), day(&[(20, 5.0, 60.0)]));
        mark(&mut history, date(2014, 5, 9), None, "a holiday");
        mark(&mut history, date(2014, 5, 16), Some(true), "a working holiday");
        let dates = Dates::new(&history, Month::parse("2014-05").expect("a month"));
        let fridays = [2, 9, 16].map(|d| dates.is_open(date(2014, 5, d)));
        assert_eq!((fridays, dates.is_open(date(2014, 5, 3))), ([true, false, true], false));
        // However long ago the last record is.
        let later = Dates::new(&history, Month::parse("2015-05").expect("a month"));
        assert_eq!((later.is_open(date(2015, 5, 1)), later.is_open(date(2015, 5, 2))), (true, false));
        assert_eq!(dates.head(date(2014, 5, 16)).holiday, "a working holiday");
    }
}
