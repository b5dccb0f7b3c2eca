//! Clock times and durations as people write them: `"08:00"`, `"24:00:00"`, `"3m30s"`, `"180.0s"`.

use super::{MICROS_PER_SECOND, SimTime, Span};

/// The longest duration that means anything here: about 11 days, in hours.
const LONGEST_HOURS: f64 = 270.0;

/// Reads `HH:MM[:SS[.ffffff]]` between `00:00` and `24:00:00`; `None` for anything else.
pub fn parse_clock(text: &str) -> Option<SimTime> {
    let mut parts = text.trim().split(':');
    let hours = two_digits(parts.next()?)?;
    let minutes = two_digits(parts.next()?)?;
    let micros = parts.next().map_or(Some(0), parse_clock_seconds)?;
    if parts.next().is_some() || minutes > 59 {
        return None;
    }
    let time = SimTime::from_micros((hours * 3_600 + minutes * 60) * MICROS_PER_SECOND + micros);
    (time <= SimTime::clock(24, 0)).then_some(time)
}

/// Reads a duration: numbers with the units `h`, `m`, `s`, `ms`, largest first, at most once each.
/// `None` for anything else, negative and endless lengths included.
pub fn parse_span(text: &str) -> Option<Span> {
    let mut rest = text.trim();
    let mut micros = 0.0;
    let mut largest_allowed = 4;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        let unit_end = rest[digits..].find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |n| digits + n);
        let (rank, unit) = unit(&rest[digits..unit_end])?;
        if rank >= largest_allowed {
            return None;
        }
        largest_allowed = rank;
        micros += number * unit;
        rest = rest[unit_end..].trim_start();
    }
    let written_something = largest_allowed < 4;
    let longest = LONGEST_HOURS * 3_600.0 * MICROS_PER_SECOND as f64;
    (written_something && micros <= longest).then(|| Span::from_micros(micros.round() as i64))
}

/// Prints a clock time as `HH:MM`, with `:SS` when the seconds are not zero and `.ffffff` when there is more.
pub fn clock(time: SimTime) -> String {
    let micros = time.micros();
    let seconds = micros.div_euclid(MICROS_PER_SECOND);
    let fraction = micros.rem_euclid(MICROS_PER_SECOND);
    let (h, m, s) = (seconds.div_euclid(3_600), seconds.rem_euclid(3_600) / 60, seconds.rem_euclid(60));
    match (s, fraction) {
        (0, 0) => format!("{h:02}:{m:02}"),
        (_, 0) => format!("{h:02}:{m:02}:{s:02}"),
        _ => format!("{h:02}:{m:02}:{s:02}.{fraction:06}"),
    }
}

/// Prints a duration in the form that [`parse_span`] reads, as short as it goes: `1h30m`, `45s`, `0.25s`.
pub fn span(span: Span) -> String {
    let micros = span.micros().abs();
    let sign = if span.micros() < 0 { "-" } else { "" };
    let (hours, rest) = (micros / 3_600_000_000, micros % 3_600_000_000);
    let (minutes, rest) = (rest / 60_000_000, rest % 60_000_000);
    let mut text = String::from(sign);
    if hours > 0 {
        text += &format!("{hours}h");
    }
    if minutes > 0 {
        text += &format!("{minutes}m");
    }
    if rest > 0 || micros == 0 {
        text += &format!("{}s", rest as f64 / MICROS_PER_SECOND as f64);
    }
    text
}

fn two_digits(text: &str) -> Option<i64> {
    let plain = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn parse_clock_seconds(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = fraction.len();
    if !(1..=6).contains(&digits) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = two_digits(whole).filter(|s| *s < 60)?;
    let scale = 10_i64.pow(6 - digits as u32);
    Some(seconds * MICROS_PER_SECOND + fraction.parse::<i64>().ok()? * scale)
}

fn unit(name: &str) -> Option<(u8, f64)> {
    match name {
        "h" => Some((3, 3.6e9)),
        "m" | "min" => Some((2, 6e7)),
        "s" => Some((1, 1e6)),
        "ms" => Some((0, 1e3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_are_read_as_people_write_them() {
        assert_eq!(parse_clock("08:00"), Some(SimTime::clock(8, 0)));
        assert_eq!(parse_clock("8:05:30"), Some(SimTime::from_secs(8 * 3600 + 330)));
        assert_eq!(parse_clock("24:00:00"), Some(SimTime::clock(24, 0)));
        assert_eq!(parse_clock("00:00:00.000001"), Some(SimTime::from_micros(1)));
        assert_eq!(parse_clock("00:00:01.5"), Some(SimTime::from_micros(1_500_000)));
        for wrong in ["", "8", "08:60", "24:00:01", "25:00", "08:00:60", "-1:00", "08:00:00.", "08:00:00.1234567"] {
            assert_eq!(parse_clock(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn durations_are_read_as_people_write_them() {
        assert_eq!(parse_span("3m30s"), Some(Span::from_secs(210)));
        assert_eq!(parse_span("180.0s"), Some(Span::from_secs(180)));
        assert_eq!(parse_span("1h 30m"), Some(Span::from_minutes(90)));
        assert_eq!(parse_span("0s"), Some(Span::ZERO));
        assert_eq!(parse_span("250ms"), Some(Span::from_micros(250_000)));
        for wrong in ["", "5", "-5s", "5x", "s", "1s1m", "1m1m", "1e3s", "inf", "1.2.3s", "999999h"] {
            assert_eq!(parse_span(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_is_printed_can_be_read_again() {
        for micros in [0, 1, 250_000, 1_000_000, 90_000_000, 3_600_000_000, 5_430_500_000] {
            let length = Span::from_micros(micros);
            assert_eq!(parse_span(&span(length)), Some(length), "{}", span(length));
            let time = SimTime::from_micros(micros);
            assert_eq!(parse_clock(&clock(time)), Some(time), "{}", clock(time));
        }
    }
}
