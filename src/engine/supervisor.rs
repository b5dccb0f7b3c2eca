//! The supervisor: looks at the ladder and has its orders carried out (M-L1, M-L10).

use super::day::Day;
use super::fact::{Action, ActionKind, Fact, Observer, RungId};
use super::ladder::{Look, Order, Sight};
use crate::model::{Asked, Step};
use crate::units::SimTime;

/// Whoever came then has waited as long as anybody could ask.
const LONG_AGO: i64 = i64::MIN;

impl Day<'_> {
    /// The number waiting changed: takes note if a condition has turned, and looks if anything may be due; whether one has.
    #[inline(always)]
    pub(super) fn number_waiting_changed<O: Observer>(&mut self, look: Look, observer: &mut O) -> bool {
        let turned = self.closed || self.ladder.cares(self.desk.watched());
        if turned {
            let sight = self.sees(look);
            if self.closed || self.ladder.takes_note(sight) {
                self.something_changed(look, observer);
            }
        }
        turned
    }

    /// A call has ended in the very moment in which it came, so that the number waiting is as it was; as above if rungs go by the service level.
    #[inline(always)]
    pub(super) fn call_ended_at_once<O: Observer>(&mut self, observer: &mut O) -> bool {
        self.desk.goes_by_service() && {
            // Callers come after the calls that end at their moment (M-T2).
            self.calls_have_ended = true;
            self.number_waiting_changed(Look::AfterEvent, observer)
        }
    }

    fn sees(&mut self, look: Look) -> Sight {
        let longest_since = if self.plan.ladder.is_timed { self.desk.longest_watched() } else { LONG_AGO };
        let service = self.desk.service_seen(self.ladder.clock(look, self.now));
        Sight { look, now: self.now, waiting: self.desk.watched(), longest_since, service }
    }

    /// Something changed: after closing somebody may go, or the day end; a rung may be able to send that was not, or not
    /// any more.
    #[cold]
    pub(super) fn something_changed<O: Observer>(&mut self, look: Look, observer: &mut O) {
        self.winds_up(observer);
        self.looks(look, observer);
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
            let (crews, now) = (&self.crews, self.now);
            let Some(order) = self.ladder.look(sight, |rung| crews.can_send(rung, now)) else { return };
            match order {
                Order::EmptyHanded { rung } => {
                    let missing = crews.missing(self.ladder.rung(rung), now);
                    let asked = self.asked(rung);
                    self.tells(ActionKind::EmptyHanded(missing), rung, (asked, 0), false, observer);
                }
                Order::Pull { rung, people } => self.pulls(rung, people, observer),
                Order::Release { rung, step } => self.releases(rung, step, observer),
            }
            self.newcomers_take_callers(observer);
            self.winds_up(observer);
        }
    }

    fn pulls<O: Observer>(&mut self, rung: RungId, people: u32, observer: &mut O) {
        let asked = self.asked(rung);
        let people = people.min(asked);
        self.tells(ActionKind::Pulled, rung, (asked, people), true, observer);
        let plan = self.ladder.rung(rung);
        let (crews, mut now) = self.crews_now(observer);
        let all_there = crews.send(plan, people, &mut now);
        if plan.stay_at_least > 0 {
            self.ladder.stays_until(all_there + plan.stay_at_least);
        }
        self.moved(people, observer);
    }

    fn releases<O: Observer>(&mut self, rung: RungId, step: Step, observer: &mut O) {
        let recalled = self.crews.recalls(self.ladder.rung(rung), step);
        let (sent, others) = (recalled.count(), recalled.others);
        self.tells(ActionKind::Released, rung, (sent, sent), others, observer);
        if !others {
            self.ladder.out_of_force();
        }
        let (crews, mut now) = self.crews_now(observer);
        crews.go_back(recalled, &mut now);
        self.moved(sent, observer);
    }

    /// The most that a rung asks for; for "all" those who are there (M-L10).
    fn asked(&mut self, rung: RungId) -> u32 {
        let rung = self.ladder.rung(rung);
        match rung.people {
            Asked::All => self.crews.there(rung, self.now),
            Asked::Between(_, most) => most,
            Asked::Required => self.required(),
        }
    }

    /// How many more agents the calls of late ask for; a condition that holds asks for one (M-L9).
    fn required(&mut self) -> u32 {
        let there = self.crews.signed_in_or_coming(self.plan.desk.watched);
        let seen = self.desk.calls_seen(self.now);
        let opened = self.plan.openings[self.opening].0;
        let agents = self.plan.required.as_ref().map_or(0, |plan| plan.agents(seen, opened, self.now));
        agents.saturating_sub(there).max(1)
    }

    /// Told before it is done (M-L10).
    fn tells<O: Observer>(
        &self,
        kind: ActionKind,
        rung: RungId,
        (asked, sent): (u32, u32),
        in_force: bool,
        observer: &mut O,
    ) {
        let (at, waiting) = (SimTime::from_micros(self.now), self.desk.watched());
        observer.saw(Fact::Acted(Action { at, kind, rung, waiting, asked, sent, in_force }));
    }
}
