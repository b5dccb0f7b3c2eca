//! Counts of calls: the integers that every measure of calls is a ratio of.

use crate::engine::CallKind;
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
    /// Hung up so soon that it counts as short.
    pub short_abandoned: i64,
    /// Talk and wrap-up of the answered, added up.
    pub handling: i64,
    /// Time integral of the number waiting.
    pub waiting_time: i64,
    /// Left in the IVR; not offered.
    pub contained: i64,
    /// Found every line taken; not offered.
    pub blocked: i64,
    /// Of those, who had called before.
    pub blocked_again: i64,
    /// Called between the opening hours of two dates; not offered.
    pub outside_hours: i64,
    /// Of the offered, who called again after hanging up or being blocked.
    pub redials: i64,
    /// Of the offered, who called again after an answer that did not settle the matter.
    pub repeats: i64,
    /// Of the offered, who came from another queue, where they were answered.
    pub transfers: i64,
    /// Of the answered, who had been answered before.
    pub answered_again: i64,
    /// Of the offered, to whom a callback was offered, ...
    pub callbacks_offered: i64,
    /// ... who accepted and was reached, ...
    pub called_back: i64,
    /// ... after so long in all, ...
    pub callback_time: i64,
    /// ... who accepted and never picked up, ...
    pub callbacks_unreached: i64,
    /// ... and who accepted and was not called in time.
    pub callbacks_expired: i64,
}

impl CallTally {
    /// Callers who asked for a person and got a line.
    pub const fn offered(&self) -> i64 {
        self.answered() + self.abandoned + self.waiting_at_end + self.callbacks_unreached + self.callbacks_expired
    }

    /// People who asked for a person or were blocked, and not the calls that they made again.
    pub const fn callers(&self) -> i64 {
        self.offered() + self.blocked - self.blocked_again - self.redials - self.repeats - self.transfers
    }

    /// Callers who got a person.
    pub const fn answered(&self) -> i64 {
        self.answered_on_the_line() + self.called_back
    }

    /// Those of them who were not called back.
    pub const fn answered_on_the_line(&self) -> i64 {
        self.at_once + self.after_waiting
    }

    /// Who accepted to be called back.
    pub const fn callbacks(&self) -> i64 {
        self.called_back + self.callbacks_unreached + self.callbacks_expired
    }
}

impl CallTally {
    /// Counts an offered call if it is not the caller's first.
    pub(super) fn offered_again(&mut self, kind: CallKind) {
        match kind {
            CallKind::First => {}
            CallKind::Redial => self.redials += 1,
            CallKind::Repeat => self.repeats += 1,
            CallKind::Transfer => self.transfers += 1,
        }
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
        self.contained += other.contained;
        self.blocked += other.blocked;
        self.blocked_again += other.blocked_again;
        self.outside_hours += other.outside_hours;
        self.redials += other.redials;
        self.repeats += other.repeats;
        self.transfers += other.transfers;
        self.answered_again += other.answered_again;
        self.callbacks_offered += other.callbacks_offered;
        self.called_back += other.called_back;
        self.callback_time += other.callback_time;
        self.callbacks_unreached += other.callbacks_unreached;
        self.callbacks_expired += other.callbacks_expired;
    }
}
