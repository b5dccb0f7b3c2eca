//! What a day adds to a figure.

use serde::{Deserialize, Serialize};

/// Numerator and denominator of a figure for one day; the figure over days is the ratio of their sums (M-S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Numerator.
    pub x: i64,
    /// Denominator; 0 where there is nothing to count (M-S5).
    pub y: i64,
}

impl Pair {
    /// A plain figure of the day.
    pub const fn plain(x: i64) -> Self {
        Self { x, y: 1 }
    }

    /// Nothing to count.
    pub const NOTHING: Self = Self { x: 0, y: 0 };

    /// Numerator and denominator.
    pub const fn of(self) -> (i64, i64) {
        (self.x, self.y)
    }

    /// The day's value; `None` where there is nothing to count.
    pub fn value(self, scale: f64) -> Option<f64> {
        (self.y != 0).then(|| self.x as f64 / self.y as f64 * scale)
    }
}
