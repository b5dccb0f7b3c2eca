//! Calls to come, in order.

use super::Arrival;
use std::cmp::Ordering;

/// A call to come. Of two at one moment that one is first which was first decided on.
#[derive(Debug)]
pub(super) struct NextCall {
    /// Named by its source.
    pub turn: u64,
    pub place: u64,
    pub call: Arrival,
}

impl NextCall {
    const fn order(&self) -> (u64, u64) {
        (self.turn, self.place)
    }
}

impl PartialEq for NextCall {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for NextCall {}

impl PartialOrd for NextCall {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NextCall {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}
