//! What charts hand to the language that they are in: intervals, moments, names.

use crate::experiment::results::IntervalRow;
use crate::units::SimTime;
use crate::units::text::clock;
use crate::words::{NamedInterval, PlotWords};
use jiff::ToSpan;
use jiff::civil::Date;

/// An interval, as it is named.
pub(super) fn interval(row: &IntervalRow) -> NamedInterval {
    let (from, to) = row.by_the_clock();
    NamedInterval { date: row.date, from, to }
}

/// What stands at a moment of several dates: the date at its midnight, else the time on the clock.
pub(super) fn moment_mark(seconds: f64, first: Date, words: &dyn PlotWords) -> String {
    let days = (seconds / 86_400.0).floor();
    if seconds > days * 86_400.0 {
        return wall_clock(seconds - days * 86_400.0);
    }
    first.checked_add((days as i64).days()).map_or_else(|_| String::new(), |date| words.mark_of_date(date))
}

/// The time on the clock on the wall, seconds left out; `24:00` is the end of the first day.
pub(super) fn wall_clock(seconds: f64) -> String {
    let minutes = (seconds / 60.0).round() as i64;
    let shown = if minutes == 1_440 { minutes } else { minutes.rem_euclid(1_440) };
    clock(SimTime::clock(0, shown))
}

/// A name without characters that cannot be drawn in a line or written into an SVG.
pub(super) fn drawable(name: &str) -> String {
    let drawn = |c: &char| !c.is_control() && !matches!(*c, '\u{FFFE}' | '\u{FFFF}');
    name.chars().filter(drawn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
