//! One day, moment by moment, to be drawn.

use crate::engine::{Action, ActionKind, Fact, Missing, Observer};
use crate::units::SimTime;

/// How many waited when, and which rungs were in force.
#[derive(Debug, Default)]
pub struct Trace {
    /// `(moment, callers waiting from then on)`.
    pub waiting: Vec<(SimTime, u32)>,
    /// `(rung, pulled, released)` in order of the pulls.
    pub in_force: Vec<(usize, SimTime, SimTime)>,
    /// `(rung, when, what was missing)` of those that could send nobody, in order of time.
    pub empty_handed: Vec<(usize, SimTime, Missing)>,
    now_waiting: u32,
    open: Vec<usize>,
}

impl Trace {
    fn waits(&mut self, at: SimTime, now: u32) {
        self.now_waiting = now;
        match self.waiting.last_mut() {
            Some(last) if last.0 == at => last.1 = now,
            _ => self.waiting.push((at, now)),
        }
    }

    fn closed(&mut self, rung: usize, at: SimTime) {
        if let Some(place) = self.open.iter().position(|&i| self.in_force[i].0 == rung) {
            self.in_force[self.open.remove(place)].2 = at;
        }
    }
}

impl Observer for Trace {
    fn saw(&mut self, fact: Fact) {
        match fact {
            Fact::Joined(caller) => self.waits(caller.arrival, self.now_waiting + 1),
            Fact::Answered(_, _, at)
            | Fact::Abandoned(_, at)
            | Fact::Dismissed(_, at)
            | Fact::OfferedCallbackWaiting(_, true, at) => {
                self.waits(at, self.now_waiting - 1);
            }
            Fact::Acted(action) if action.kind == ActionKind::Pulled => {
                self.open.push(self.in_force.len());
                self.in_force.push((action.rung.index(), action.at, action.at));
            }
            Fact::Acted(action) if action.kind == ActionKind::Released && !action.in_force => {
                self.closed(action.rung.index(), action.at);
            }
            Fact::Acted(Action { kind: ActionKind::EmptyHanded(missing), rung, at, .. }) => {
                self.empty_handed.push((rung.index(), at, missing));
            }
            Fact::Rested(at) | Fact::Ended(at) => {
                for i in std::mem::take(&mut self.open) {
                    self.in_force[i].2 = at;
                }
            }
            Fact::AnsweredAtOnce(..)
            | Fact::Balked(_)
            | Fact::EnteredIvr(..)
            | Fact::Blocked(_)
            | Fact::OutsideHours(_)
            | Fact::OfferedCallback(..)
            | Fact::OfferedCallbackWaiting(..)
            | Fact::CalledBack(..)
            | Fact::NotPickedUp(..)
            | Fact::CallbackExpired(..)
            | Fact::Absent(..)
            | Fact::Held(..)
            | Fact::LetGo(..)
            | Fact::Late(..)
            | Fact::BreakLate(..)
            | Fact::Worked(..)
            | Fact::Rostered(..)
            | Fact::SignedIn(_)
            | Fact::SignedOut(..)
            | Fact::Acted(_) => {}
        }
    }
}
