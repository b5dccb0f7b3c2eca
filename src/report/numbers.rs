//! Numbers of files, and those of every language.

pub use crate::words::numbers::{DASH, amount, decimal, percent};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microseconds_become_seconds_without_noise() {
        let texts = [0, 1, 250_000, 36_000_000_000, 36_000_100_000, -1_500_000].map(exact_seconds);
        assert_eq!(texts, ["0", "0.000001", "0.25", "36000", "36000.1", "-1.5"]);
    }

    #[test]
    fn decimals_follow_the_interval() {
        let decimals = [250.0, 9.4, 0.21, 0.000_37, 0.0].map(decimals_for_two_digits);
        assert_eq!(decimals, [0, 1, 2, 5, 9]);
    }
}
