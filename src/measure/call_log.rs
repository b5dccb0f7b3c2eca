//! Every call of a day, one by one.

use crate::engine::{Caller, CallerId, Fact, Observer, Service};
use crate::units::{SimTime, Span};
use std::collections::BTreeMap;

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Got a person.
    Answered,
    /// Hung up.
    Abandoned,
    /// Sent away after closing.
    WaitingAtEnd,
    /// Found every line taken.
    Blocked,
    /// Needed nobody after the IVR, or it was closed by then.
    Contained,
    /// Accepted to be called back and was reached.
    CalledBack,
    /// Accepted to be called back and never picked up.
    CallbackUnreached,
    /// Accepted to be called back and was not called in time.
    CallbackExpired,
    /// Called between the opening hours of two dates.
    OutsideHours,
}

impl Outcome {
    /// The word used in `calls.csv`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Abandoned => "abandoned",
            Self::WaitingAtEnd => "waiting_at_end",
            Self::Blocked => "blocked",
            Self::Contained => "contained",
            Self::CalledBack => "called_back",
            Self::CallbackUnreached => "callback_unreached",
            Self::CallbackExpired => "callback_expired",
            Self::OutsideHours => "outside_hours",
        }
    }
}

/// One call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedCall {
    /// Who called.
    pub caller: Caller,
    /// What became of it.
    pub outcome: Outcome,
    /// From joining the queue to the end of waiting, or until being called back or given up; `None`: was not offered.
    pub wait: Option<Span>,
    /// Who answered, and for how long.
    pub service: Option<Service>,
}

/// Collects the calls of a day.
#[derive(Debug, Default)]
pub struct CallLog {
    calls: Vec<LoggedCall>,
    /// Where those who still wait stand among the calls.
    waiting: BTreeMap<CallerId, usize>,
}

impl CallLog {
    /// The calls in order of arrival; leaves the log empty.
    pub fn take(&mut self) -> Vec<LoggedCall> {
        std::mem::take(&mut self.calls)
    }

    fn arrives(&mut self, caller: Caller, outcome: Outcome, service: Option<Service>) {
        let is_offered = !matches!(outcome, Outcome::Blocked | Outcome::Contained | Outcome::OutsideHours);
        let wait = is_offered.then_some(Span::ZERO);
        self.calls.push(LoggedCall { caller, outcome, wait, service });
    }

    /// What becomes of the caller is not known yet.
    fn waits(&mut self, caller: Caller) {
        self.waiting.insert(caller.id, self.calls.len());
        self.arrives(caller, Outcome::WaitingAtEnd, None);
    }

    fn leaves(&mut self, caller: Caller, outcome: Outcome, at: SimTime, service: Option<Service>) {
        if let Some(place) = self.waiting.remove(&caller.id) {
            self.calls[place] = LoggedCall { caller, outcome, wait: Some(at - caller.arrival), service };
        }
    }
}

impl Observer for CallLog {
    fn saw(&mut self, fact: Fact) {
        match fact {
            Fact::AnsweredAtOnce(caller, service) => self.arrives(caller, Outcome::Answered, Some(service)),
            Fact::Joined(caller) | Fact::OfferedCallback(caller, true) => self.waits(caller),
            Fact::Answered(caller, service, at) => self.leaves(caller, Outcome::Answered, at, Some(service)),
            Fact::Abandoned(caller, at) => self.leaves(caller, Outcome::Abandoned, at, None),
            Fact::Blocked(caller) => self.arrives(caller, Outcome::Blocked, None),
            Fact::OutsideHours(caller) => self.arrives(caller, Outcome::OutsideHours, None),
            Fact::EnteredIvr(caller, stay) if stay.contained => self.arrives(caller, Outcome::Contained, None),
            Fact::Balked(caller) => self.arrives(caller, Outcome::Abandoned, None),
            Fact::CalledBack(caller, service, at) => self.leaves(caller, Outcome::CalledBack, at, Some(service)),
            Fact::NotPickedUp(caller, _, at, true) => self.leaves(caller, Outcome::CallbackUnreached, at, None),
            Fact::CallbackExpired(caller, at) => self.leaves(caller, Outcome::CallbackExpired, at, None),
            Fact::Dismissed(caller, at) => self.leaves(caller, Outcome::WaitingAtEnd, at, None),
            Fact::OfferedCallback(_, false)
            | Fact::OfferedCallbackWaiting(..)
            | Fact::NotPickedUp(..)
            | Fact::Absent(..)
            | Fact::Held(..)
            | Fact::LetGo(..)
            | Fact::Late(..)
            | Fact::BreakLate(..)
            | Fact::Worked(..)
            | Fact::EnteredIvr(..)
            | Fact::Rostered(..)
            | Fact::SignedIn(_)
            | Fact::SignedOut(..)
            | Fact::Acted(_)
            | Fact::Rested(_)
            | Fact::Ended(_) => {}
        }
    }
}
