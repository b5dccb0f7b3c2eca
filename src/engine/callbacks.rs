//! Callers who are called back instead of waiting (M-C9).

use super::agenda::What;
use super::crews::Member;
use super::day::Day;
use super::desk::{Arrival, CallbackEnd, Try};
use super::fact::{Caller, Fact, Observer, QueueId, Service};
use super::turn::{Kind, turn};
use crate::units::SimTime;

impl Day<'_> {
    /// Whether a caller who has to wait will be called back instead, and if so whether something was scheduled.
    pub(super) fn accepts_callback<O: Observer>(&mut self, arrival: &Arrival, observer: &mut O) -> Option<bool> {
        let accepted = self.desk.accepts_callback(arrival)?;
        observer.saw(Fact::OfferedCallback(arrival.caller, accepted));
        let line = self.desk.callback_line(arrival.caller.queue).filter(|_| accepted)?;
        let scheduled = self.is_let_go(&arrival.caller, observer);
        // Callers come after the calls that end at their moment (M-T2).
        self.calls_have_ended = true;
        Some(self.may_overflow(line) | scheduled)
    }

    /// Who has just joined the line may be offered a callback later; whether that is scheduled.
    pub(super) fn may_offer_callback(&mut self, caller: &Caller) -> bool {
        let Some((number, after)) = self.desk.offers_later(caller) else { return false };
        self.agenda.schedule(turn(self.now + after, Kind::Overflows), What::OffersCallback(number), 0);
        true
    }

    /// Somebody has waited so long as to be offered a callback; whether anything changes.
    pub(super) fn offers_callback<O: Observer>(&mut self, number: u32, observer: &mut O) -> bool {
        if self.closed {
            return false;
        }
        let Some((caller, accepted)) = self.desk.offers_callback(number, self.now) else { return false };
        observer.saw(Fact::OfferedCallbackWaiting(caller, accepted, SimTime::from_micros(self.now)));
        if accepted {
            self.is_let_go(&caller, observer);
        }
        if let Some(line) = self.desk.callback_line(caller.queue).filter(|_| accepted) {
            self.overflows_since(line, caller.arrival.micros());
        }
        accepted
    }

    /// Whoever was to be called back has just been called. Whether something was scheduled.
    #[cold]
    pub(super) fn has_called<O: Observer>(
        &mut self,
        caller: &Caller,
        made: Try,
        service: Service,
        observer: &mut O,
    ) -> bool {
        let (end, at) = (self.now + service.talk.micros(), SimTime::from_micros(self.now));
        let comes_of_it = self.desk.callback_ends(caller, made, end, &service);
        if let CallbackEnd::Reached(true) = comes_of_it {
            self.crews.stays_with_caller(Member { group: service.group, agent: service.agent });
        }
        observer.saw(match comes_of_it {
            CallbackEnd::Reached(_) => Fact::CalledBack(*caller, service, at),
            CallbackEnd::Again(..) => Fact::NotPickedUp(*caller, service, at, false),
            CallbackEnd::Unreached => Fact::NotPickedUp(*caller, service, at, true),
        });
        if let CallbackEnd::Again(number, due) = comes_of_it {
            self.agenda.schedule(turn(due, Kind::Overflows), What::TriesAgain(number), 0);
        }
        matches!(comes_of_it, CallbackEnd::Again(..))
    }

    /// A further try falls due, and looks for an idle agent as any call does (M-D1); whether one calls.
    pub(super) fn tries_again<O: Observer>(&mut self, number: u32, observer: &mut O) -> bool {
        let line = self.desk.line_of_try(number).expect("it was put off");
        // Behind others nobody may call.
        let is_first = self.desk.queues_waiting() & line.bit() == 0;
        self.desk.falls_due(number, self.now);
        self.may_overflow(line);
        is_first && self.looks_for_agent(line, observer)
    }

    fn looks_for_agent<O: Observer>(&mut self, line: QueueId, observer: &mut O) -> bool {
        if self.crews.have_terms() {
            let group = self.who_may_take(line, 0);
            return group.map(|group| self.takes(group, line.bit(), observer)).is_some();
        }
        let free = self.crews.idle_for(line, turn(self.now, Kind::Overflows));
        free.map(|free| self.first_takes::<true, O>(free, line.bit(), observer)).is_some()
    }
}
