//! How a language writes numbers with their units, times and lengths.

use super::numbers::{DASH, amount, decimal, percent};
use crate::figures::{Dimension, Unit};
use crate::units::{SimTime, Span, WallClock};
use jiff::ToSpan;
use jiff::civil::Date;

/// By what moments are told: the date, where there are several, and the clock.
#[derive(Clone, Copy, Debug)]
pub struct Dial<'a> {
    /// The first of several dates, from whose midnight moments are counted.
    pub first: Option<Date>,
    /// The clock.
    pub clock: &'a WallClock,
}

/// How one language writes what is counted and measured.
pub trait Forms {
    /// A length of seconds that was measured, as fine as it is short.
    fn length(&self, seconds: f64) -> String;
    /// A length that somebody gave, exactly.
    fn span(&self, span: Span) -> String;
    /// A percentage with its sign.
    fn per_cent(&self, number: &str) -> String;
    /// From one to another.
    fn range(&self, from: &str, to: &str) -> String;
    /// A date in a few letters.
    fn date(&self, date: Date) -> String;
    /// The same with its day of the week.
    fn weekday_and_date(&self, date: Date) -> String;
    /// What stands between a date and a time on it.
    fn of_a_date(&self) -> &'static str;
    /// What stands between two parts of a line.
    fn semicolon(&self) -> &'static str;
    /// Names one after the other.
    fn list(&self, names: &[String]) -> String;
    /// The same in a sentence that speaks of all of them.
    fn all_of(&self, names: &[String]) -> String;

    /// A figure with its unit behind it.
    fn shown(&self, unit: Unit, value: f64) -> String {
        match unit.dimension() {
            Dimension::Share if value.is_finite() => self.per_cent(&percent(value, 1)),
            Dimension::Share => DASH.to_owned(),
            Dimension::Length => self.length(value),
            Dimension::Amount if unit == Unit::Calls => decimal(value, 0),
            Dimension::Amount => amount(value),
        }
    }

    /// A moment to the nearest minute, with its date where there are several.
    fn minute(&self, time: SimTime, dial: &Dial<'_>) -> String {
        let days = dial.first.map_or(0, |_| dial.clock.day(time));
        let date = dial.first.and_then(|first| first.checked_add(days.days()).ok());
        let read = dial.clock.reading(time, days);
        let clock = format!("{}{}", super::numbers::clock_minute(read.clock), read.pass.mark());
        date.map_or(clock.clone(), |date| format!("{}{}{clock}", self.date(date), self.of_a_date()))
    }
}
