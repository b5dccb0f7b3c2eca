//! Months.

use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month that a date is in.
    pub fn of(date: Date) -> Self {
        Self { first: date.first_of_month() }
    }

    /// Reads `2014-05`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_month = text.len() == 7 && text.as_bytes().get(4) == Some(&b'-');
        is_month.then(|| format!("{text}-01").parse().ok().map(Self::of))?
    }

    /// Its first date.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The month before it; the first month of all has itself.
    pub fn before(self) -> Self {
        self.first.checked_sub(1.month()).map_or(self, Self::of)
    }

    /// The month after it; the last month of all has itself.
    pub fn after(self) -> Self {
        self.first.checked_add(1.month()).map_or(self, Self::of)
    }

    /// Its dates, in order.
    pub fn dates(self) -> impl Iterator<Item = Date> {
        self.first.series(1.day()).take(self.first.days_in_month().max(0) as usize)
    }

    /// Whether a date is in it.
    pub fn has(self, date: Date) -> bool {
        date.first_of_month() == self.first
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_read_and_follow_each_other() {
        let may = Month::parse("2014-05").expect("a month");
        assert_eq!((may.to_string(), may.before().to_string()), ("2014-05".to_owned(), "2014-04".to_owned()));
        assert_eq!(Month::parse("2014-01").expect("a month").before().to_string(), "2013-12");
        assert_eq!(Month::parse("2013-12").expect("a month").after().to_string(), "2014-01");
        assert!(["2014", "2014-5", "2014-13", "2014/05", "2014-05-01", ""].iter().all(|t| Month::parse(t).is_none()));
    }

    #[test]
    fn a_month_has_all_its_dates_and_no_other() {
        let february = Month::parse("2012-02").expect("a month");
        let dates: Vec<Date> = february.dates().collect();
        assert_eq!((dates.len(), dates[28]), (29, date(2012, 2, 29)));
        assert!(dates.iter().all(|d| february.has(*d)) && !february.has(date(2012, 3, 1)));
    }
}
