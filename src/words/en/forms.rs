//! How numbers, times and dates are written in English, and what they must look like.

use super::English;
use crate::units::{Span, text};
use crate::words::Forms;
use crate::words::numbers::{DASH, decimal};
use jiff::civil::Date;

/// What a clock time must look like.
pub(super) const CLOCK: &str = "a clock time \"HH:MM\", \"HH:MM:SS\" or \"HH:MM:SS.ffffff\", up to \"24:00\"";

/// What a date must look like.
pub(super) const DATE: &str = "a date such as 2026-11-23";

impl Forms for English {
    /// `8.3s`, `42s`, `3m05s`, `1h02m`.
    fn length(&self, seconds: f64) -> String {
        if !seconds.is_finite() {
            return DASH.to_owned();
        }
        let whole = seconds.round() as i64;
        match whole {
            ..10 => format!("{}s", decimal(seconds, 1)),
            10..60 => format!("{whole}s"),
            60..3_600 => format!("{}m{:02}s", whole / 60, whole % 60),
            _ => format!("{}h{:02}m", whole / 3_600, whole % 3_600 / 60),
        }
    }

    /// As scenarios have it.
    fn span(&self, span: Span) -> String {
        text::span(span)
    }

    /// `84 %`.
    fn per_cent(&self, number: &str) -> String {
        format!("{number} %")
    }

    fn range(&self, from: &str, to: &str) -> String {
        format!("{from} to {to}")
    }

    /// `5 Feb`.
    fn date(&self, date: Date) -> String {
        date.strftime("%-d %b").to_string()
    }

    /// `Fri 5 Feb`.
    fn weekday_and_date(&self, date: Date) -> String {
        date.strftime("%a %-d %b").to_string()
    }

    fn of_a_date(&self) -> &'static str {
        " "
    }

    fn semicolon(&self) -> &'static str {
        "; "
    }

    fn list(&self, names: &[String]) -> String {
        names.join(", ")
    }

    /// `a, b and c`.
    fn all_of(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_fine_as_they_are_short() {
        let texts = [0.0, 8.31, 9.7, 42.4, 59.6, 185.0, 3_725.0].map(|seconds| English.length(seconds));
        assert_eq!(texts, ["0.0s", "8.3s", "10s", "42s", "1m00s", "3m05s", "1h02m"]);
        assert_eq!(English.length(f64::INFINITY), DASH);
    }
}
