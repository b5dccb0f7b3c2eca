//! Scenarios that cannot be compared.

/// Two scenarios whose days are not the same days.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Incomparable {
    /// What the first is called.
    pub a: String,
    /// What the second is called.
    pub b: String,
    /// What is not the same.
    pub what: Clock,
    /// What it is in the first, as scenarios are written.
    pub of_a: String,
    /// What it is in the second.
    pub of_b: String,
}

/// What has to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// The date, if both name one.
    Date,
    /// Opening and closing.
    Hours,
    /// When clocks are put forward or back.
    Changes,
    /// The interval.
    Interval,
    /// The time after opening that is not counted.
    WarmUp,
}
