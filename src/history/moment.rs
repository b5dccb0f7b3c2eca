//! Dates, clock times, lengths and numbers as centres write them.

use super::DAY_S;
use jiff::civil::Date;

/// A date: `2014-04-01`, `2014/4/1`, `2014.4.1`, `20140401` or `2014年4月1日`.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return civil(&text[..4], &text[4..6], &text[6..]);
    }
    let mut parts = text.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let found = civil(parts.next()?, parts.next()?, parts.next()?)?;
    parts.next().is_none().then_some(found)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let is_number =
        |text: &str, longest: usize| (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let is_date = year.len() == 4 && is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
    is_date.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?
}

/// A clock time as seconds since midnight: `8:05`, `08:05:30`, `08:05:30.25`; of a stretch such as `08:00-08:30` its
/// beginning.
pub(super) fn clock(text: &str) -> Option<i64> {
    let text = text.trim();
    let begins = text.split(['-', '~', '–', '—']).next()?.trim();
    let (whole, fraction) = begins.split_once('.').unwrap_or((begins, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut parts = whole.split([':', '：']);
    let (hours, minutes) = (two_digits(parts.next()?)?, two_digits(parts.next()?)?);
    let seconds = parts.next().map_or(Some(0), two_digits)?;
    let is_clock = parts.next().is_none() && hours < 24 && minutes < 60 && seconds < 60;
    is_clock.then_some(hours * 3_600 + minutes * 60 + seconds)
}

fn two_digits(text: &str) -> Option<i64> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// A date with a clock time: `2014-04-01T08:01:08`, `2014/4/1 8:01`.
pub(super) fn moment(text: &str) -> Option<(Date, i64)> {
    let text = text.trim();
    let (day, time) = text.split_once(['T', ' ', '\u{a0}'])?;
    Some((date(day)?, clock(time)?))
}

/// A length in seconds: `185`, `185.5` or `0:03:05`.
pub(super) fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    if !text.contains(':') {
        return number(text);
    }
    let parts: Option<Vec<f64>> = text.split(':').map(number).collect();
    match parts?[..] {
        [minutes, seconds] if seconds < 60.0 => Some(minutes * 60.0 + seconds),
        [hours, minutes, seconds] if minutes < 60.0 && seconds < 60.0 => {
            Some(hours * 3_600.0 + minutes * 60.0 + seconds)
        }
        _ => None,
    }
}

/// A number of at least 0, with a point or a comma before its decimals.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_plain = text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'e' | b'E' | b'-' | b'+'));
    let with_point =
        if text.matches(',').count() == 1 && !text.contains('.') { text.replace(',', ".") } else { text.to_owned() };
    let found: f64 = is_plain.then(|| with_point.parse().ok())??;
    (0.0..1e12).contains(&found).then_some(found)
}

/// Days since 1 January 1970.
pub(super) fn day_number(date: Date) -> i64 {
    Date::constant(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// Seconds since the beginning of 1970 by the clock on the wall.
pub(super) fn seconds(date: Date, clock_s: i64) -> i64 {
    day_number(date) * DAY_S + clock_s
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as civil_date;

    #[test]
    fn dates_are_read_as_centres_write_them() {
        for text in ["2014-04-01", "2014/4/1", " 2014.4.1 ", "20140401", "2014年4月1日"] {
            assert_eq!(date(text), Some(civil_date(2014, 4, 1)), "{text}");
        }
        for text in ["", "2014-13-01", "2014-02-30", "1/4/2014", "14-04-01", "2014-04-01-1", "2014-4", "abcdabcd"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn moments_and_clock_times_are_read_to_the_second() {
        let expected = Some((civil_date(2014, 4, 1), 28_868));
        for text in ["2014-04-01T08:01:08", "2014/4/1 8:01:08", "2014-04-01 08:01:08.75"] {
            assert_eq!(moment(text), expected, "{text}");
        }
        assert_eq!(
            (clock("08:00-08:30"), clock("23:59:59"), clock("7:05")),
            (Some(28_800), Some(86_399), Some(25_500))
        );
        for text in ["24:00", "8", "8:60", "08:00:00.x", "2014-04-01", "08:00:00Z"] {
            assert_eq!(clock(text), None, "{text}");
        }
        assert_eq!(moment("2014-04-01"), None);
    }

    #[test]
    fn lengths_are_seconds_or_clock_like() {
        for (text, seconds) in [("185", 185.0), ("0:03:05", 185.0), ("3:05", 185.0), ("12,5", 12.5), ("12.5", 12.5)] {
            assert_eq!(length(text), Some(seconds), "{text}");
        }
        for text in ["", "-1", "3:75", "1:2:3:4", "nan", "inf", "x", "1e300", "1,234,5"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_count_on_over_midnight() {
        let one = seconds(civil_date(2014, 4, 1), 86_399);
        assert_eq!(seconds(civil_date(2014, 4, 2), 0) - one, 1);
    }
}
