//! Agents who stay with a caller whom they transfer until somebody takes the call (M-C10).

use super::crews::Member;
use super::day::Day;
use super::desk::Holding;
use super::fact::{Caller, Fact, HeldTime, Observer, Service};
use crate::units::{SimTime, Span};

impl Day<'_> {
    /// A caller has been answered now: what comes of the call later is settled. Who has held the caller until now, if anybody; then the call
    /// is longer by the hand-over.
    #[inline(always)]
    pub(super) fn is_talking(&mut self, caller: Caller, service: &mut Service) -> Option<Holding> {
        let holding = self.desk.no_longer_held(&caller);
        if let Some(holding) = &holding {
            self.takes_over(holding, service);
        }
        if self.desk.talks(caller, self.now, service) {
            self.crews.stays_with_caller(member(service));
        }
        holding
    }

    #[cold]
    fn takes_over(&mut self, holding: &Holding, service: &mut Service) {
        service.talk += Span::from_micros(holding.hand_over);
        self.crews.is_busy_longer(member(service), holding.hand_over);
    }

    /// Somebody asks who may be held by the agent of the talk that ends now.
    #[cold]
    pub(super) fn is_held<O: Observer>(&mut self, caller: &Caller, observer: &mut O) {
        if let Some(holding) = self.desk.held(caller) {
            observer.saw(Fact::Held(holding.who.group, holding.who.agent, caller.arrival));
        }
    }

    /// Nobody needs to hold the caller any more, who does not wait any more and has not been answered. Whether something was scheduled.
    #[inline(always)]
    pub(super) fn is_let_go<O: Observer>(&mut self, caller: &Caller, observer: &mut O) -> bool {
        let holding = self.desk.no_longer_held(caller);
        holding.is_some_and(|holding| self.lets_go(Holding { hand_over: 0, ..holding }, observer))
    }

    /// From now on nobody stays with a caller.
    pub(super) fn all_are_let_go<O: Observer>(&mut self, observer: &mut O) {
        for holding in self.desk.nobody_is_held() {
            self.lets_go(Holding { hand_over: 0, ..holding }, observer);
        }
    }

    /// The agent who has held a caller until now is free after the hand-over and the wrap-up. Whether something was scheduled.
    #[cold]
    pub(super) fn lets_go<O: Observer>(&mut self, holding: Holding, observer: &mut O) -> bool {
        let until = self.now + holding.hand_over;
        // Calls that end at this moment have ended (M-T2).
        let free = (until + holding.wrap_up).max(self.now + 1);
        let [from, until, free_at] = [holding.since, until, free].map(SimTime::from_micros);
        observer.saw(Fact::LetGo(holding.who.group, holding.who.agent, HeldTime { from, until, free_at }));
        self.crews.will_be_free(holding.who, free, &mut self.agenda)
    }
}

fn member(service: &Service) -> Member {
    Member { group: service.group, agent: service.agent }
}
