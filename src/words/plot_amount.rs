//! How plots round what they tell: shares to tenths of a percent, lengths of time to two units.

/// A share in tenths of a percent: only 0 is 0, only 1 is 100; `None`: less than a tenth. `nearest`: rounded, else never more than it is.
pub(super) fn tenths_of_percent(share: f64, nearest: bool) -> Option<f64> {
    let tenths = if nearest { (share * 1_000.0).round() } else { (share * 1_000.0 + 1e-9).floor() };
    if share > 0.0 && tenths <= 0.0 {
        return None;
    }
    Some(if share < 1.0 { tenths.min(999.0) } else { tenths } / 10.0)
}

/// A length of time, as it is told.
pub(super) enum ToldTime {
    /// Tenths of a second, below ten seconds.
    Tenths(f64),
    Seconds(f64),
    /// Minutes and seconds.
    Minutes(f64, f64),
    /// Hours and minutes.
    Hours(f64, f64),
    /// Of so many hours the minutes are not told.
    ManyHours(u64),
}

impl ToldTime {
    pub fn of(seconds: f64) -> Self {
        let (tenths, whole, minutes) = ((seconds * 10.0).round(), seconds.round(), (seconds / 60.0).round());
        if tenths < 100.0 {
            Self::Tenths(tenths / 10.0)
        } else if whole < 60.0 {
            Self::Seconds(whole)
        } else if whole < 3_600.0 {
            Self::Minutes((whole / 60.0).floor(), whole % 60.0)
        } else if minutes < 6_000.0 {
            Self::Hours((minutes / 60.0).floor(), minutes % 60.0)
        } else {
            Self::ManyHours((minutes / 60.0).round() as u64)
        }
    }
}

/// A whole number with its thousands set off: `12,345`.
pub(super) fn count(number: u64) -> String {
    super::numbers::decimal(number as f64, 0)
}

/// A number that is not negative, to a tenth: `31.2`, `4`, `12,345`.
pub(super) fn tenths(number: f64) -> String {
    if number < 1_000.0 { format!("{}", (number * 10.0).round() / 10.0) } else { count(number.round() as u64) }
}
