//! The supervisor: looks at the ladder and has its orders carried out (M-L1, M-L10).

use super::day::Day;
use super::fact::{Action, ActionKind, Fact, Observer, RungId};
use super::ladder::{Look, Order, Sight};
use crate::model::Step;
use crate::units::SimTime;

impl Day<'_> {
    /// The number waiting changed: takes note if a condition has turned, and looks if anything may be due; whether one has.
    #[inline(always)]
    pub(super) fn number_waiting_changed<O: Observer>(&mut self, observer: &mut O) -> bool {
        let turned = self.closed || self.ladder.cares(self.desk.watched());
        if turned && (self.closed || self.ladder.takes_note(self.sees(Look::AfterEvent))) {
            self.something_changed(observer);
        }
        turned
    }

    fn sees(&self, look: Look) -> Sight {
        Sight { look, now: self.now, waiting: self.desk.watched() }
    }

    /// Something changed: after closing somebody may go, or the day end; a rung may be able to send that was not, or not
    /// any more.
    #[cold]
    pub(super) fn something_changed<O: Observer>(&mut self, observer: &mut O) {
        self.winds_up(observer);
        self.looks(Look::AfterEvent, observer);
        self.ends_if_over();
    }

    /// A look that was due.
    pub(super) fn look_is_due<O: Observer>(&mut self, observer: &mut O) {
        self.works(1, observer);
        self.looks(Look::InTurn, observer);
        self.ends_if_over();
    }

    fn looks<O: Observer>(&mut self, look: Look, observer: &mut O) {
        loop {
            let sight = self.sees(look);
            let crews = &self.crews;
            let Some(order) = self.ladder.look(sight, |rung| crews.can_send(rung)) else { return };
            match order {
                Order::EmptyHanded { rung } => {
                    let missing = crews.missing(self.ladder.rung(rung));
                    self.tells(ActionKind::EmptyHanded(missing), rung, 0, false, observer);
                }
                Order::Pull { rung, people } => self.pulls(rung, people, observer),
                Order::Release { rung, step } => self.releases(rung, step, observer),
            }
            self.newcomers_take_callers(observer);
            self.winds_up(observer);
        }
    }

    fn pulls<O: Observer>(&mut self, rung: RungId, people: u32, observer: &mut O) {
        self.tells(ActionKind::Pulled, rung, people, true, observer);
        let plan = self.ladder.rung(rung);
        let (crews, mut now) = self.crews_now(observer);
        let all_there = crews.lend(plan, people, &mut now);
        if plan.stay_at_least > 0 {
            self.ladder.stays_until(all_there + plan.stay_at_least);
        }
        self.moved(people, observer);
    }

    fn releases<O: Observer>(&mut self, rung: RungId, step: Step, observer: &mut O) {
        let recalled = self.crews.recalls(self.ladder.rung(rung), step);
        let (sent, others) = (recalled.count(), recalled.others);
        self.tells(ActionKind::Released, rung, sent, others, observer);
        if !others {
            self.ladder.out_of_force();
        }
        let (crews, mut now) = self.crews_now(observer);
        crews.go_back(recalled, &mut now);
        self.moved(sent, observer);
    }

    /// Told before it is done (M-L10).
    fn tells<O: Observer>(&self, kind: ActionKind, rung: RungId, sent: u32, in_force: bool, observer: &mut O) {
        let asked = if kind == ActionKind::Released { sent } else { self.crews.asked(self.ladder.rung(rung)) };
        let (at, waiting) = (SimTime::from_micros(self.now), self.desk.watched());
        observer.saw(Fact::Acted(Action { at, kind, rung, waiting, asked, sent, in_force }));
    }
}
