//! The supervisor: looks at the ladders and has their orders carried out (M-L1, M-L10, M-L11).

use super::day::Day;
use super::fact::{Action, ActionKind, Fact, Observer, RungId};
use super::ladder::{Look, Order, Sight};
use super::plan::RungPlan;
use crate::model::{Asked, Step};
use crate::units::SimTime;

/// Whoever came then has waited as long as anybody could ask.
const LONG_AGO: i64 = i64::MIN;

impl Day<'_> {
    /// The number waiting changed: takes note if a condition has turned, and looks if anything may be due; whether one has.
    #[inline(always)]
    pub(super) fn number_waiting_changed<O: Observer>(&mut self, look: Look, observer: &mut O) -> bool {
        let turned = self.closed || self.ladders.first.cares(self.desk.watched());
        if turned && (self.closed || self.take_note(look)) {
            self.something_changed(look, observer);
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

    /// All ladders do; whether anything may be due on one of them.
    fn take_note(&mut self, look: Look) -> bool {
        let sight = self.sees(0, look);
        self.ladders.first.takes_note(sight) | self.others_take_note(look)
    }

    /// All ladders but the first do.
    fn others_take_note(&mut self, look: Look) -> bool {
        let mut any = false;
        for ladder in 1..self.ladders.count() {
            let sight = self.sees(ladder, look);
            let of = self.ladders.of_mut(ladder);
            // Who looks only now and then cares for no change between, but sees at the look what there is before anybody acts.
            any |= (of.cares(sight.waiting) || sight.look == Look::InTurn) && of.takes_note(sight);
        }
        any
    }

    /// What a ladder sees.
    fn sees(&mut self, ladder: usize, look: Look) -> Sight {
        let of = self.ladders.of(ladder);
        let (look, plan) = (of.own(look), of.plan());
        let longest_since = if plan.is_timed { self.desk.longest_in(plan.watched) } else { LONG_AGO };
        let service = self.desk.service_seen(ladder, of.clock(look, self.now));
        Sight { look, now: self.now, waiting: self.waiting_seen(ladder), longest_since, service }
    }

    /// How many wait in the queues that a ladder watches.
    pub(super) fn waiting_seen(&self, ladder: usize) -> u32 {
        if ladder == 0 { self.desk.watched() } else { self.desk.waiting_in(self.plan.ladders[ladder].watched) }
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
        self.ladders.turn_comes(self.now);
        self.looks(Look::InTurn, observer);
        self.ends_if_over();
    }

    /// One ladder after the other is looked at; whatever is done is seen by all, so it begins anew (M-L11).
    fn looks<O: Observer>(&mut self, look: Look, observer: &mut O) {
        let mut ladder = 0;
        self.others_take_note(look);
        while ladder < self.ladders.count() {
            let sight = self.sees(ladder, look);
            let (crews, now) = (&self.crews, self.now);
            let Some(order) = self.ladders.of_mut(ladder).look(sight, |rung| crews.can_send(rung, now)) else {
                ladder += 1;
                continue;
            };
            self.carries_out(ladder, order, observer);
            self.newcomers_take_callers(observer);
            self.winds_up(observer);
            ladder = 0;
            self.others_take_note(look);
        }
    }

    fn carries_out<O: Observer>(&mut self, ladder: usize, order: Order, observer: &mut O) {
        let of = self.ladders.of(ladder);
        match order {
            Order::EmptyHanded { rung } => {
                let rung = of.rung(rung);
                let missing = self.crews.missing(rung, self.now);
                let asked = self.asked(ladder, rung);
                self.tells(ladder, ActionKind::EmptyHanded(missing), rung.id, (asked, 0), false, observer);
            }
            Order::Pull { rung, people } => self.pulls(ladder, of.rung(rung), people, observer),
            Order::Release { rung, step } => self.releases(ladder, of.rung(rung), step, observer),
        }
    }

    fn pulls<O: Observer>(&mut self, ladder: usize, rung: &RungPlan, people: u32, observer: &mut O) {
        let asked = self.asked(ladder, rung);
        let people = people.min(asked);
        self.tells(ladder, ActionKind::Pulled, rung.id, (asked, people), true, observer);
        let (crews, mut now) = self.crews_now(observer);
        let all_there = crews.send(rung, people, &mut now);
        if rung.stay_at_least > 0 {
            self.ladders.of_mut(ladder).stays_until(all_there + rung.stay_at_least);
        }
        self.moved(people, observer);
    }

    fn releases<O: Observer>(&mut self, ladder: usize, rung: &RungPlan, step: Step, observer: &mut O) {
        let recalled = self.crews.recalls(rung, step);
        let (sent, others) = (recalled.count(), recalled.others);
        self.tells(ladder, ActionKind::Released, rung.id, (sent, sent), others, observer);
        if !others {
            self.ladders.of_mut(ladder).out_of_force();
        }
        let (crews, mut now) = self.crews_now(observer);
        crews.go_back(recalled, &mut now);
        self.moved(sent, observer);
    }

    /// The most that a rung asks for; for "all" those who are there (M-L10).
    fn asked(&mut self, ladder: usize, rung: &RungPlan) -> u32 {
        match rung.people {
            Asked::All => self.crews.there(rung, self.now),
            Asked::Between(_, most) => most,
            Asked::Required => self.required(ladder),
        }
    }

    /// How many more agents the calls of late ask for; a condition that holds asks for one (M-L9).
    fn required(&mut self, ladder: usize) -> u32 {
        let plan = &self.plan.ladders[ladder];
        let there = self.crews.signed_in_or_coming(plan.watched);
        let seen = self.desk.calls_seen(ladder, self.now);
        let opened = self.plan.openings[self.opening].0;
        let agents = plan.required.as_ref().map_or(0, |plan| plan.agents(seen, opened, self.now));
        agents.saturating_sub(there).max(1)
    }

    /// Told before it is done (M-L10).
    fn tells<O: Observer>(
        &self,
        ladder: usize,
        kind: ActionKind,
        rung: RungId,
        (asked, sent): (u32, u32),
        in_force: bool,
        observer: &mut O,
    ) {
        let (at, waiting) = (SimTime::from_micros(self.now), self.waiting_seen(ladder));
        observer.saw(Fact::Acted(Action { at, kind, rung, waiting, asked, sent, in_force }));
    }
}
