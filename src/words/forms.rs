//! How a language writes numbers with their units, times and lengths.

use super::numbers::{DASH, amount, decimal, percent};
use crate::figures::{Dimension, Unit};
use crate::units::{SimTime, Span};
use jiff::ToSpan;
use jiff::civil::Date;

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

    /// A moment of several dates, to the nearest minute; `first` is the date from whose midnight it is counted.
    fn dated_minute(&self, time: SimTime, first: Date) -> String {
        let days = time.micros().div_euclid(Span::from_hours(24).micros());
        let date = first.checked_add(days.days()).map_or_else(|_| String::new(), |date| self.date(date));
        let clock = super::numbers::clock_minute(time - Span::from_hours(24) * days);
        if date.is_empty() { clock } else { format!("{date}{}{clock}", self.of_a_date()) }
    }
}
