//! What the supervisor did today (M-L10).

use super::Pair;
use crate::engine::{Action, ActionKind, Fact, Missing, RungId, Spell};
use crate::figures::RungFigure;
use crate::units::{SimTime, Span};

/// How one rung was used on one day. Times are microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RungTally {
    /// Times pulled.
    pub pulls: i64,
    /// Times it could send nobody ...
    pub empty_handed: i64,
    /// ... those of them for want of a seat.
    pub no_free_seat: i64,
    /// Pulls shortly after its own release.
    pub chatter: i64,
    /// Time in force.
    pub in_force: i64,
    /// Time its people were on the phones.
    pub person_time: i64,
    /// When it was first pulled.
    pub first_pull: Option<SimTime>,
    pulled_at: Option<SimTime>,
    released_at: Option<SimTime>,
}

impl RungTally {
    /// A figure of the rung. The share of days comes from the pulls.
    pub const fn pair(&self, figure: RungFigure) -> Pair {
        Pair::plain(match figure {
            RungFigure::Pulls | RungFigure::ShareOfDays => self.pulls,
            RungFigure::MinutesInForce => self.in_force,
            RungFigure::PersonHours => self.person_time,
            RungFigure::EmptyHanded => self.empty_handed,
            RungFigure::NoFreeSeat => self.no_free_seat,
            RungFigure::Chatter => self.chatter,
        })
    }
}

/// The ladders' actions of one day, and what they add up to.
#[derive(Debug)]
pub struct RungLog {
    /// By rung: a pull so soon after its own release is chatter.
    chatter_within: Vec<Span>,
    counted_from: SimTime,
    /// The first actions of the day, in order, those of the warm-up too.
    pub actions: Vec<Action>,
    /// Whether there were more.
    pub cut: bool,
    most_actions: usize,
    /// By rung.
    pub rungs: Vec<RungTally>,
}

impl RungLog {
    /// A log for rungs of which a pull so soon after their own release is chatter; what happens before `counted_from` is logged but not counted.
    pub fn new(chatter_within: Vec<Span>, counted_from: SimTime) -> Self {
        let rungs = vec![RungTally::default(); chatter_within.len()];
        Self { chatter_within, counted_from, actions: Vec::new(), cut: false, most_actions: usize::MAX, rungs }
    }

    /// Keeps no more than so many actions of a day; all are counted.
    pub fn keep_at_most(&mut self, actions: usize) {
        self.most_actions = actions;
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        self.actions.clear();
        self.cut = false;
        self.rungs.fill(RungTally::default());
    }

    pub(super) fn saw(&mut self, fact: &Fact) {
        match fact {
            Fact::Acted(action) => self.acted(*action),
            Fact::SignedOut(spell, at) => self.signed_out(spell, *at),
            Fact::Rested(at) | Fact::Ended(at) => {
                (0..self.rungs.len()).for_each(|r| self.out_of_force(r, *at));
                // The night is no release.
                self.rungs.iter_mut().for_each(|rung| rung.released_at = None);
            }
            Fact::AnsweredAtOnce(..)
            | Fact::Joined(_)
            | Fact::Answered(..)
            | Fact::Abandoned(..)
            | Fact::Balked(_)
            | Fact::EnteredIvr(..)
            | Fact::Blocked(_)
            | Fact::OutsideHours(_)
            | Fact::OfferedCallback(..)
            | Fact::OfferedCallbackWaiting(..)
            | Fact::CalledBack(..)
            | Fact::NotPickedUp(..)
            | Fact::CallbackExpired(..)
            | Fact::Dismissed(..)
            | Fact::Absent(..)
            | Fact::Held(..)
            | Fact::LetGo(..)
            | Fact::Late(..)
            | Fact::BreakLate(..)
            | Fact::Worked(..)
            | Fact::Rostered(..)
            | Fact::SignedIn(_) => {}
        }
    }

    fn acted(&mut self, action: Action) {
        if self.actions.len() < self.most_actions {
            self.actions.push(action);
        } else {
            self.cut = true;
        }
        let chatter_within = self.chatter_within[action.rung.index()];
        let rung = &mut self.rungs[action.rung.index()];
        let counted = i64::from(action.at >= self.counted_from);
        match action.kind {
            ActionKind::Pulled => {
                let soon = rung.released_at.is_some_and(|r| action.at - r <= chatter_within);
                rung.pulls += counted;
                rung.chatter += counted * i64::from(soon);
                rung.pulled_at = Some(action.at);
                if counted == 1 {
                    rung.first_pull.get_or_insert(action.at);
                }
            }
            ActionKind::EmptyHanded(missing) => {
                rung.empty_handed += counted;
                rung.no_free_seat += counted * i64::from(missing == Missing::Seat);
            }
            ActionKind::Released if !action.in_force => self.out_of_force(action.rung.index(), action.at),
            ActionKind::Released => {}
        }
    }

    fn out_of_force(&mut self, rung: usize, at: SimTime) {
        let rung = &mut self.rungs[rung];
        if let Some(pulled) = rung.pulled_at.take() {
            rung.in_force += (at - pulled.max(self.counted_from)).micros().max(0);
            rung.released_at = Some(at);
        }
    }

    fn signed_out(&mut self, spell: &Spell, at: SimTime) {
        if let Some(rung) = spell.borrowed_by.map(RungId::index) {
            self.rungs[rung].person_time += (at - spell.since.max(self.counted_from)).micros().max(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_ladder_that_acts_all_the_time_the_first_actions_are_kept_and_all_are_counted() {
        let mut log = RungLog::new(vec![Span::ZERO], SimTime::MIDNIGHT);
        log.keep_at_most(3);
        for day in 0..2 {
            log.restart();
            for minute in 0..5 {
                let at = SimTime::clock(8, minute);
                let (kind, rung) = (ActionKind::EmptyHanded(Missing::People), RungId::new(0));
                let action = Action { at, kind, rung, waiting: 1, asked: 1, sent: 0, in_force: false };
                log.saw(&Fact::Acted(action));
            }
            let kept: Vec<SimTime> = log.actions.iter().map(|a| a.at).collect();
            assert_eq!(kept, [0, 1, 2].map(|minute| SimTime::clock(8, minute)), "day {day}");
            assert_eq!((log.rungs[0].empty_handed, log.cut), (5, true));
        }
    }
}
