//! Times, durations and shares: the numbers every other part is written in.
//!
//! A moment ([`SimTime`]) and a length ([`Span`]) are integers of microseconds (M-T1), so sums of them are exact and
//! the same in any order. Clock times and durations as people write them are read and printed in [`text`].

pub mod text;
mod wall;

pub use wall::{ClockChange, ClockPut, ClockReading, Pass, WallClock};

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

/// Microseconds in one second.
pub const MICROS_PER_SECOND: i64 = 1_000_000;
/// Microseconds in one hour.
pub const MICROS_PER_HOUR: i64 = 3_600 * MICROS_PER_SECOND;

/// A moment: microseconds since local midnight of the first day (M-T1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SimTime(i64);

/// A length of time in microseconds; may be negative as a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(i64);

impl SimTime {
    /// Midnight at the start of the first day.
    pub const MIDNIGHT: Self = Self(0);
    /// Later than every moment a scenario can name.
    pub const NEVER: Self = Self(1 << 47);

    /// The moment so many microseconds after midnight.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The moment so many whole seconds after midnight.
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * MICROS_PER_SECOND)
    }

    /// A clock time of the first day.
    pub const fn clock(hour: i64, minute: i64) -> Self {
        Self::from_secs(hour * 3_600 + minute * 60)
    }

    /// Microseconds since midnight.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Seconds since midnight.
    pub fn as_secs(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// So many whole seconds.
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * MICROS_PER_SECOND)
    }

    /// So many whole minutes.
    pub const fn from_minutes(minutes: i64) -> Self {
        Self::from_secs(minutes * 60)
    }

    /// So many whole hours.
    pub const fn from_hours(hours: i64) -> Self {
        Self::from_secs(hours * 3_600)
    }

    /// The length of so many seconds, rounded to the nearest microsecond.
    pub fn from_secs_f64(seconds: f64) -> Self {
        Self((seconds * MICROS_PER_SECOND as f64).round() as i64)
    }

    /// Microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Seconds.
    pub fn as_secs(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }

    /// Hours.
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / MICROS_PER_HOUR as f64
    }
}

impl Add<Span> for SimTime {
    type Output = Self;
    fn add(self, rhs: Span) -> Self {
        Self(self.0 + rhs.0)
    }
}

impl Sub<Span> for SimTime {
    type Output = Self;
    fn sub(self, rhs: Span) -> Self {
        Self(self.0 - rhs.0)
    }
}

impl Sub for SimTime {
    type Output = Span;
    fn sub(self, rhs: Self) -> Span {
        Span(self.0 - rhs.0)
    }
}

impl AddAssign<Span> for SimTime {
    fn add_assign(&mut self, rhs: Span) {
        self.0 += rhs.0;
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        Self(self.0 + rhs.0)
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, rhs: Self) -> Self {
        Self(self.0 - rhs.0)
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, rhs: Self) {
        self.0 += rhs.0;
    }
}

impl SubAssign for Span {
    fn sub_assign(&mut self, rhs: Self) {
        self.0 -= rhs.0;
    }
}

impl Mul<i64> for Span {
    type Output = Self;
    fn mul(self, rhs: i64) -> Self {
        Self(self.0 * rhs)
    }
}

impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::clock(*self))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::span(*self))
    }
}
