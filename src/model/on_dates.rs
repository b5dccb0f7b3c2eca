//! On which dates of several something holds.

use std::collections::BTreeSet;

/// The dates on which something holds, by their days after the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnDates(Option<BTreeSet<i64>>);

impl OnDates {
    /// No others than these.
    pub fn only(days: impl IntoIterator<Item = i64>) -> Self {
        Self(Some(days.into_iter().collect()))
    }

    /// Whether it holds so many days after the first date; what is said of no date holds on all.
    pub fn hold(&self, day: i64) -> bool {
        self.0.as_ref().is_none_or(|days| days.contains(&day))
    }
}
