//! Counts of calls: the integers that every measure of calls is a ratio of.

use crate::model::MAX_THRESHOLDS;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Calls of one queue in one interval, or of any sum of those. Times are microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallTally {
    /// Answered at the moment of arrival.
    pub at_once: i64,
    /// Answered after waiting.
    pub after_waiting: i64,
    /// Hung up, those who balked included.
    pub abandoned: i64,
    /// Sent away after closing.
    pub waiting_at_end: i64,
    /// Waits of the answered, added up.
    pub wait_answered: i64,
    /// Waits of those not answered, added up.
    pub wait_lost: i64,
    /// Answered after waiting at most each threshold.
    pub answered_within: [i64; MAX_THRESHOLDS],
    /// Hung up after waiting at most each threshold.
    pub abandoned_within: [i64; MAX_THRESHOLDS],
    /// Hung up within 5 s.
    pub short_abandoned: i64,
    /// Talk and wrap-up of the answered, added up.
    pub handling: i64,
    /// Time integral of the number waiting.
    pub waiting_time: i64,
}

impl CallTally {
    /// Callers who asked for a person and got a line.
    pub const fn offered(&self) -> i64 {
        self.answered() + self.abandoned + self.waiting_at_end
    }

    /// Callers who got a person.
    pub const fn answered(&self) -> i64 {
        self.at_once + self.after_waiting
    }
}

impl AddAssign<&Self> for CallTally {
    fn add_assign(&mut self, other: &Self) {
        self.at_once += other.at_once;
        self.after_waiting += other.after_waiting;
        self.abandoned += other.abandoned;
        self.waiting_at_end += other.waiting_at_end;
        self.wait_answered += other.wait_answered;
        self.wait_lost += other.wait_lost;
        for i in 0..MAX_THRESHOLDS {
            self.answered_within[i] += other.answered_within[i];
            self.abandoned_within[i] += other.abandoned_within[i];
        }
        self.short_abandoned += other.short_abandoned;
        self.handling += other.handling;
        self.waiting_time += other.waiting_time;
    }
}
