//! Numbers as people read them in every language spoken here. Nothing finite is ever printed as `NaN`, and nothing short of all
//! as 100 %.

use crate::units::{SimTime, Span, text};

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

/// A moment as a clock time, to the nearest minute.
pub fn clock_minute(time: SimTime) -> String {
    let minute = Span::from_minutes(1).micros();
    let nearest = (time.micros() + minute / 2).div_euclid(minute);
    text::clock(SimTime::from_micros(nearest * minute))
}

/// A share that somebody wrote, as a percentage without its sign: `90`, `92.5`.
pub fn rounded_percent(share: f64) -> String {
    percent(share, 1).trim_end_matches(".0").to_owned()
}

/// As many decimals as it takes to print the ends of an interval of shares apart from the share asked for.
pub fn decimals_apart(asked: f64, low: f64, high: f64) -> usize {
    let asked = percent(asked, 0);
    usize::from(percent(low, 0) == asked || percent(high, 0) == asked)
}

/// With its sign: `+3.5`, `-0.6`, `0.0`.
pub fn signed(value: f64) -> String {
    let text = decimal(value, 1);
    if value > 0.0 && text != "0.0" { format!("+{text}") } else { text }
}

/// A difference of shares in points of percent, to a tenth, with its sign: `+4.0`.
pub fn signed_points(share: f64) -> String {
    signed(share * 100.0)
}

/// `38 ± 5`: both to the place at which the second has its first figure, at most four places behind the point.
pub fn within(mean: f64, half_width: f64) -> String {
    if !half_width.is_finite() || half_width == 0.0 {
        let places = usize::from(mean.fract() != 0.0) * (1 + usize::from(mean.abs() < 1.0));
        return decimal(mean, places);
    }
    let is_shown = |places: &usize| half_width * [1.0, 10.0, 100.0, 1_000.0][*places] >= 0.95;
    let places = (0..4).find(is_shown).unwrap_or(4);
    format!("{} ± {}", decimal(mean, places), decimal(half_width, places))
}

/// The same as short as it can be told: `+12`, `-0.8`.
pub fn signed_amount(value: f64) -> String {
    let text = amount(value);
    if value > 0.0 && text != "0.0" { format!("+{text}") } else { text }
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
    fn a_difference_is_as_fine_as_it_is_known() {
        let texts = [(38.4, 5.2), (0.1234, 0.031), (0.00212, 0.000_04), (-1234.5, 20.0), (-0.04, 0.96)];
        let texts = texts.map(|(mean, half)| within(mean, half));
        assert_eq!(texts, ["38 ± 5", "0.12 ± 0.03", "0.0021 ± 0.0000", "-1,234 ± 20", "0 ± 1"]);
        assert_eq!([(0.0, 0.0), (3.0, f64::NAN), (2.54, 0.0)].map(|(m, h)| within(m, h)), ["0", "3", "2.5"]);
    }

    #[test]
    fn nothing_is_printed_as_minus_zero_or_nan() {
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(decimal(f64::NAN, 1), DASH);
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
    fn clock_times_are_rounded_to_the_minute() {
        assert_eq!(clock_minute(SimTime::from_micros(36_749_999_999)), "10:12");
        assert_eq!(clock_minute(SimTime::from_micros(36_750_000_000)), "10:13");
    }

    #[test]
    fn amounts_lose_their_decimal_from_ten_on() {
        assert_eq!([1.25, 9.94, 9.96, 64.3].map(amount), ["1.2", "9.9", "10", "64"]);
    }
}
