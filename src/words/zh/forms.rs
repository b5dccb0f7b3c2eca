//! How numbers, times and dates are written in Chinese, and what they must look like.

use crate::units::Span;

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
    }
}
