//! Every call of a day, one by one.

use crate::engine::{Caller, Fact, Observer, Service};
use crate::units::{SimTime, Span};

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Got a person.
    Answered,
    /// Hung up.
    Abandoned,
    /// Sent away after closing.
    WaitingAtEnd,
}

impl Outcome {
    /// The word used in `calls.csv`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Abandoned => "abandoned",
            Self::WaitingAtEnd => "waiting_at_end",
        }
    }
}

/// One call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedCall {
    /// Who called.
    pub caller: Caller,
    /// What became of it.
    pub outcome: Outcome,
    /// From joining the queue to the end of waiting.
    pub wait: Span,
    /// Who answered, and for how long.
    pub service: Option<Service>,
}

/// Collects the calls of a day.
#[derive(Debug, Default)]
pub struct CallLog {
    calls: Vec<LoggedCall>,
}

impl CallLog {
    /// The calls in order of arrival; leaves the log empty.
    pub fn take(&mut self) -> Vec<LoggedCall> {
        self.calls.sort_by_key(|c| (c.caller.arrival, c.caller.queue.index(), c.caller.number));
        std::mem::take(&mut self.calls)
    }

    fn log(&mut self, caller: Caller, outcome: Outcome, until: SimTime, service: Option<Service>) {
        self.calls.push(LoggedCall { caller, outcome, wait: until - caller.arrival, service });
    }
}

impl Observer for CallLog {
    fn saw(&mut self, fact: Fact) {
        match fact {
            Fact::AnsweredAtOnce(caller, service) => self.log(caller, Outcome::Answered, caller.arrival, Some(service)),
            Fact::Answered(caller, service, at) => self.log(caller, Outcome::Answered, at, Some(service)),
            Fact::Abandoned(caller, at) => self.log(caller, Outcome::Abandoned, at, None),
            Fact::Balked(caller) => self.log(caller, Outcome::Abandoned, caller.arrival, None),
            Fact::Dismissed(caller, at) => self.log(caller, Outcome::WaitingAtEnd, at, None),
            _ => {}
        }
    }
}
