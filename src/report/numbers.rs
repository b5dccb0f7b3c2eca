//! Numbers as people read them. Nothing finite is ever printed as `NaN`, and nothing short of all as 100 %.

use crate::figures::{Dimension, Unit};
use crate::units::{SimTime, Span, text};
use jiff::ToSpan;
use jiff::civil::Date;

/// Stands for an undefined figure.
pub const DASH: &str = "–";

/// The nearest printed number of so many decimals, as text; [`DASH`] if it is not finite.
pub fn decimal(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return DASH.to_owned();
    }
    let text = format!("{value:.decimals$}");
    let zero = text.trim_start_matches('-').bytes().all(|b| b == b'0' || b == b'.');
    let text = if zero { text.trim_start_matches('-') } else { &text };
    with_thousands(text)
}

/// A share as a percentage without its sign. A share that is neither 0 nor 1 is not rounded to 0 or 100.
pub fn percent(share: f64, decimals: usize) -> String {
    let step = [1.0, 0.1, 0.01][decimals.min(2)];
    let whole = |x: f64| (share - x).abs() < 1e-9;
    let percent = if whole(0.0) || whole(1.0) || !(0.0..1.0).contains(&share) {
        share * 100.0
    } else {
        (share * 100.0).clamp(step, 100.0 - step)
    };
    decimal(percent, decimals)
}

/// An amount a day: one decimal below 10, none above.
pub fn amount(value: f64) -> String {
    decimal(value, usize::from(value.abs() < 9.95))
}

/// A length of seconds: `8.3s`, `42s`, `3m05s`, `1h02m`.
pub fn length(seconds: f64) -> String {
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

/// A figure with its unit behind it.
pub fn shown(unit: Unit, value: f64) -> String {
    match unit.dimension() {
        Dimension::Share if value.is_finite() => format!("{} %", percent(value, 1)),
        Dimension::Share => DASH.to_owned(),
        Dimension::Length => length(value),
        Dimension::Amount if unit == Unit::Calls => decimal(value, 0),
        Dimension::Amount => amount(value),
    }
}

/// A moment as a clock time, to the nearest minute.
pub fn clock_minute(time: SimTime) -> String {
    let minute = Span::from_minutes(1).micros();
    let nearest = (time.micros() + minute / 2).div_euclid(minute);
    text::clock(SimTime::from_micros(nearest * minute))
}

/// A moment with its date, to the nearest minute; `first` is the date from whose midnight it is counted.
pub fn dated_minute(time: SimTime, first: Date) -> String {
    let days = time.micros().div_euclid(Span::from_hours(24).micros());
    let date =
        first.checked_add(days.days()).map_or_else(|_| String::new(), |date| date.strftime("%-d %b ").to_string());
    format!("{date}{}", clock_minute(time - Span::from_hours(24) * days))
}

/// Microseconds as seconds, exactly and without trailing zeros: `0.25`, `36000`.
pub fn exact_seconds(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    let text = format!("{sign}{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// So many decimals that a number shows two digits; at most 9.
pub fn decimals_for_two_digits(half_width: f64) -> usize {
    let mut decimals = 0;
    let mut shown = half_width.abs();
    while shown < 9.5 && decimals < 9 {
        shown *= 10.0;
        decimals += 1;
    }
    decimals
}

fn with_thousands(number: &str) -> String {
    let end = number.find('.').unwrap_or(number.len());
    let start = usize::from(number.starts_with('-'));
    let mut text = number[..start].to_owned();
    for (i, digit) in number[start..end].char_indices() {
        if i > 0 && (end - start - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &number[end..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let numbers = [0.0, 12.0, 123.0, 1_234.0, 12_345.5, -1_234_567.0];
        let texts = numbers.map(|n| decimal(n, 0));
        assert_eq!(texts, ["0", "12", "123", "1,234", "12,346", "-1,234,567"]);
        assert_eq!(decimal(1_234.56, 1), "1,234.6");
    }

    #[test]
    fn nothing_is_printed_as_minus_zero_or_nan() {
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(decimal(f64::NAN, 1), DASH);
        assert_eq!(length(f64::INFINITY), DASH);
        assert_eq!(percent(f64::NAN, 0), DASH);
    }

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_not_nothing() {
        assert_eq!(percent(0.9996, 0), "99");
        assert_eq!(percent(0.9996, 1), "99.9");
        assert_eq!(percent(0.0001, 1), "0.1");
        assert_eq!(percent(1.0 - 1e-12, 0), "100");
        assert_eq!(percent(0.0, 0), "0");
        assert_eq!(percent(0.714, 0), "71");
    }

    #[test]
    fn lengths_are_as_fine_as_they_are_short() {
        let texts = [0.0, 8.31, 9.7, 42.4, 59.6, 185.0, 3_725.0].map(length);
        assert_eq!(texts, ["0.0s", "8.3s", "10s", "42s", "1m00s", "3m05s", "1h02m"]);
    }

    #[test]
    fn clock_times_are_rounded_to_the_minute() {
        assert_eq!(clock_minute(SimTime::from_micros(36_749_999_999)), "10:12");
        assert_eq!(clock_minute(SimTime::from_micros(36_750_000_000)), "10:13");
    }

    #[test]
    fn microseconds_become_seconds_without_noise() {
        let texts = [0, 1, 250_000, 36_000_000_000, 36_000_100_000, -1_500_000].map(exact_seconds);
        assert_eq!(texts, ["0", "0.000001", "0.25", "36000", "36000.1", "-1.5"]);
    }

    #[test]
    fn amounts_lose_their_decimal_from_ten_on() {
        assert_eq!([1.25, 9.94, 9.96, 64.3].map(amount), ["1.2", "9.9", "10", "64"]);
    }

    #[test]
    fn decimals_follow_the_interval() {
        let decimals = [250.0, 9.4, 0.21, 0.000_37, 0.0].map(decimals_for_two_digits);
        assert_eq!(decimals, [0, 1, 2, 5, 9]);
    }
}
