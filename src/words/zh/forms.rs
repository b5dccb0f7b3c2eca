//! How numbers, times and dates are written in Chinese, and what they must look like.

use super::Chinese;
use crate::units::Span;
use crate::words::Forms;
use crate::words::numbers::{DASH, decimal};
use jiff::civil::{Date, Weekday};

/// What a duration must look like.
pub(super) const DURATION: &str = "时长，如 \"20s\"、\"3m30s\"、\"1h\" 或 \"0.5s\"";

/// What a clock time must look like.
pub(super) const CLOCK: &str = "时刻 \"HH:MM\"、\"HH:MM:SS\" 或 \"HH:MM:SS.ffffff\"，最晚 \"24:00\"";

/// What a date must look like.
pub(super) const DATE: &str = "日期，如 2026-11-23";

/// A length of time: `1小时30分`, `20秒`, `0.25秒`.
pub(super) fn span(span: Span) -> String {
    let micros = span.micros().unsigned_abs();
    let (hours, minutes, rest) = (micros / 3_600_000_000, micros / 60_000_000 % 60, micros % 60_000_000);
    let mut text = String::from(if span.micros() < 0 { "-" } else { "" });
    if hours > 0 {
        text += &format!("{hours}小时");
    }
    if minutes > 0 {
        text += &format!("{minutes}分");
    }
    if rest > 0 || micros == 0 {
        text += &format!("{}秒", rest as f64 / 1e6);
    }
    text
}

impl Forms for Chinese {
    /// `8.3秒`, `42秒`, `3分05秒`, `1小时02分`.
    fn length(&self, seconds: f64) -> String {
        if !seconds.is_finite() {
            return DASH.to_owned();
        }
        let whole = seconds.round() as i64;
        match whole {
            ..10 => format!("{}秒", decimal(seconds, 1)),
            10..60 => format!("{whole}秒"),
            60..3_600 => format!("{}分{:02}秒", whole / 60, whole % 60),
            _ => format!("{}小时{:02}分", whole / 3_600, whole % 3_600 / 60),
        }
    }

    fn span(&self, length: Span) -> String {
        span(length)
    }

    /// `84%`.
    fn per_cent(&self, number: &str) -> String {
        format!("{number}%")
    }

    fn range(&self, from: &str, to: &str) -> String {
        format!("{from}至{to}")
    }

    /// `2月5日`.
    fn date(&self, date: Date) -> String {
        format!("{}月{}日", date.month(), date.day())
    }

    /// `2月5日周五`.
    fn weekday_and_date(&self, date: Date) -> String {
        format!("{}{}", self.date(date), weekday(date.weekday()))
    }

    fn of_a_date(&self) -> &'static str {
        ""
    }

    fn semicolon(&self) -> &'static str {
        "；"
    }

    fn list(&self, names: &[String]) -> String {
        list(names)
    }

    fn all_of(&self, names: &[String]) -> String {
        list(names)
    }
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

/// A size of a file.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// Names one after the other.
pub(super) fn list<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("、")
}

/// Names one after the other, each in quotes as code has them.
pub(super) fn quoted<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_no_blank_before_their_units() {
        let texts = [0, 250_000, 20_000_000, 210_000_000, 3_600_000_000, 5_430_500_000, -1_000_000]
            .map(|micros| span(Span::from_micros(micros)));
        assert_eq!(texts, ["0秒", "0.25秒", "20秒", "3分30秒", "1小时", "1小时30分30.5秒", "-1秒"]);
        let texts = [0.0, 8.31, 9.7, 42.4, 59.6, 185.0, 3_725.0, f64::NAN].map(|seconds| Chinese.length(seconds));
        assert_eq!(texts, ["0.0秒", "8.3秒", "10秒", "42秒", "1分00秒", "3分05秒", "1小时02分", "–"]);
    }

    #[test]
    fn dates_have_their_day_of_the_week_behind_them() {
        assert_eq!(Chinese.weekday_and_date(jiff::civil::date(2027, 2, 5)), "2月5日周五");
    }
}
