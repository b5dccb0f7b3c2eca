//! Figures as a supervisor says them. Numbers and their units are held together by no-break spaces.

use crate::experiment::results::IntervalRow;
use crate::units::SimTime;
use crate::units::text::clock;
use jiff::ToSpan;
use jiff::civil::Date;

/// A share in percent, to a tenth: `84 %`, `93.4 %`. Only 0 is written `0 %` and only 1 `100 %`.
pub(super) fn percent(share: f64) -> String {
    tenths_of_percent(share, (share * 1_000.0).round())
}

/// The same, never more than the share: for "so much or more".
pub(super) fn percent_or_more(share: f64) -> String {
    tenths_of_percent(share, (share * 1_000.0 + 1e-9).floor())
}

fn tenths_of_percent(share: f64, tenths: f64) -> String {
    if share > 0.0 && tenths <= 0.0 {
        return "under\u{a0}0.1\u{a0}%".to_owned();
    }
    let honest = if share < 1.0 { tenths.min(999.0) } else { tenths };
    format!("{}\u{a0}%", honest / 10.0)
}

/// A length of time in two units at most: `4.2 s`, `45 s`, `2 min 40 s`, `1 h 5 min`.
pub(super) fn duration(seconds: f64) -> String {
    let tenths = (seconds * 10.0).round();
    let whole = seconds.round();
    if tenths < 100.0 {
        return format!("{}\u{a0}s", tenths / 10.0);
    }
    let minutes = (seconds / 60.0).round();
    if whole < 60.0 {
        format!("{whole}\u{a0}s")
    } else if whole < 3_600.0 {
        two_units(whole, 60.0, "min", "s")
    } else if minutes < 6_000.0 {
        two_units(minutes, 60.0, "h", "min")
    } else {
        format!("{}\u{a0}h", count((minutes / 60.0).round() as u64))
    }
}

fn two_units(amount: f64, ratio: f64, large: &str, small: &str) -> String {
    let (more, less) = ((amount / ratio).floor(), amount % ratio);
    if less == 0.0 { format!("{more}\u{a0}{large}") } else { format!("{more}\u{a0}{large}\u{a0}{less}\u{a0}{small}") }
}

/// A number that is not negative, to a tenth: `31.2`, `4`, `12,345`.
pub(super) fn tenths(number: f64) -> String {
    if number < 1_000.0 { format!("{}", (number * 10.0).round() / 10.0) } else { count(number.round() as u64) }
}

/// A whole number with its thousands set off: `12,345`.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of a thing: `1 day`, `1,000 days`.
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{}\u{a0}{}", count(number), if number == 1 { one } else { many })
}

/// From when to when: `10:30–11:00`, of several dates `5 Feb, 10:30–11:00`.
pub(super) fn interval(row: &IntervalRow) -> String {
    let (start, end) = row.by_the_clock();
    let date = row.date.map_or_else(String::new, |date| format!("{}, ", day_and_month(date)));
    format!("{date}{}–{}", clock(start), clock(end))
}

/// `5 Feb`.
pub(super) fn day_and_month(date: Date) -> String {
    date.strftime("%-d\u{a0}%b").to_string()
}

/// What stands at a moment of several dates: the date at its midnight, else the time on the clock.
pub(super) fn moment_mark(seconds: f64, first: Date) -> String {
    let days = (seconds / 86_400.0).floor();
    if seconds > days * 86_400.0 {
        return wall_clock(seconds - days * 86_400.0);
    }
    first.checked_add((days as i64).days()).map_or_else(|_| String::new(), day_and_month)
}

/// The time on the clock on the wall, seconds left out; `24:00` is the end of the first day.
pub(super) fn wall_clock(seconds: f64) -> String {
    let minutes = (seconds / 60.0).round() as i64;
    let shown = if minutes == 1_440 { minutes } else { minutes.rem_euclid(1_440) };
    clock(SimTime::clock(0, shown))
}

/// The text with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A name without characters that cannot be drawn in a line or written into an SVG.
pub(super) fn drawable(name: &str) -> String {
    let drawn = |c: &char| !c.is_control() && !matches!(*c, '\u{FFFE}' | '\u{FFFF}');
    name.chars().filter(drawn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn a_share_is_said_to_a_tenth_of_a_percent() {
        for (share, said) in [(0.84, "84 %"), (0.934, "93.4 %"), (0.0, "0 %"), (1.0, "100 %"), (0.29, "29 %")] {
            assert_eq!(plain(&percent(share)), said);
        }
    }

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_not_nothing() {
        assert_eq!(plain(&percent(0.99996)), "99.9 %");
        assert_eq!(plain(&percent(0.00001)), "under 0.1 %");
    }

    #[test]
    fn so_much_or_more_is_never_too_much() {
        assert_eq!(plain(&percent_or_more(0.9399)), "93.9 %");
        assert_eq!(plain(&percent_or_more(0.94)), "94 %");
        assert_eq!(plain(&percent_or_more(1.0)), "100 %");
    }

    #[test]
    fn a_length_of_time_is_said_in_two_units_at_most() {
        for (seconds, said) in [
            (0.0, "0 s"),
            (4.23, "4.2 s"),
            (9.97, "10 s"),
            (44.6, "45 s"),
            (59.7, "1 min"),
            (160.0, "2 min 40 s"),
            (3_599.6, "1 h"),
            (3_900.0, "1 h 5 min"),
            (357_000.0, "99 h 10 min"),
            (3.6e7, "10,000 h"),
        ] {
            assert_eq!(plain(&duration(seconds)), said, "{seconds}");
        }
    }

    #[test]
    fn thousands_are_set_off() {
        for (number, said) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(count(number), said);
        }
    }

    #[test]
    fn the_clock_goes_on_after_midnight() {
        assert_eq!(wall_clock(8.5 * 3600.0), "08:30");
        assert_eq!(wall_clock(24.0 * 3600.0), "24:00");
        assert_eq!(wall_clock(25.0 * 3600.0), "01:00");
    }

    #[test]
    fn what_an_svg_cannot_hold_is_left_out_of_a_name() {
        assert_eq!(drawable("a\u{0}b\nc\u{FFFE}专家"), "abc专家");
    }
}
