//! What the supervisor did today (M-L10).

use crate::engine::{Action, ActionKind, Fact, RungId, Spell};
use crate::units::{SimTime, Span};

/// How one rung was used on one day. Times are microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RungTally {
    /// Times pulled.
    pub pulls: i64,
    /// Times it had nobody to send.
    pub empty_handed: i64,
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

/// The ladder's actions of one day, and what they add up to.
#[derive(Debug)]
pub struct RungLog {
    chatter_within: Span,
    counted_from: SimTime,
    /// Every action, in order, those of the warm-up too.
    pub actions: Vec<Action>,
    /// By rung.
    pub rungs: Vec<RungTally>,
}

impl RungLog {
    /// A log for so many rungs; what happens before `counted_from` is logged but not counted.
    pub fn new(rungs: usize, chatter_within: Span, counted_from: SimTime) -> Self {
        Self { chatter_within, counted_from, actions: Vec::new(), rungs: vec![RungTally::default(); rungs] }
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        self.actions.clear();
        self.rungs.fill(RungTally::default());
    }

    pub(super) fn saw(&mut self, fact: &Fact) {
        match fact {
            Fact::Acted(action) => self.acted(*action),
            Fact::SignedOut(spell, at) => self.signed_out(spell, *at),
            Fact::Ended(at) => (0..self.rungs.len()).for_each(|r| self.out_of_force(r, *at)),
            _ => {}
        }
    }

    fn acted(&mut self, action: Action) {
        self.actions.push(action);
        let rung = &mut self.rungs[action.rung.index()];
        let counted = i64::from(action.at >= self.counted_from);
        match action.kind {
            ActionKind::Pulled => {
                let soon = rung.released_at.is_some_and(|r| action.at - r <= self.chatter_within);
                rung.pulls += counted;
                rung.chatter += counted * i64::from(soon);
                rung.pulled_at = Some(action.at);
                if counted == 1 {
                    rung.first_pull.get_or_insert(action.at);
                }
            }
            ActionKind::EmptyHanded => rung.empty_handed += counted,
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
