//! People who stay with a caller whom they transfer (M-C10): when they are free is not known until somebody takes the call.

use super::super::agenda::{Agenda, What};
use super::super::turn::{Kind, UNKNOWN_END, turn};
use super::person::Whereabouts;
use super::{Crews, Member};

impl Crews<'_> {
    /// Somebody who has just answered does not know when the call will end.
    pub fn stays_with_caller(&mut self, who: Member) {
        self.is_free_at(who, UNKNOWN_END);
    }

    /// The call that somebody has just answered takes so much longer.
    pub fn is_busy_longer(&mut self, who: Member, by: i64) {
        let at = self.free.moment(who) + by;
        self.is_free_at(who, at);
    }

    fn is_free_at(&mut self, who: Member, at: i64) {
        let answered = self.free.stamp(who);
        self.free.set(who, self.serves(who.group), at, answered);
    }

    /// It is known now when somebody is free who did not know. Whether that was scheduled, as somebody then leaves the phones.
    pub fn will_be_free(&mut self, who: Member, at: i64, agenda: &mut Agenda<'_>) -> bool {
        let answered = self.free.stamp(who);
        let (crew, p) = self.crew_of(who);
        if !matches!(crew.people[p].place, Whereabouts::Finishing(_)) {
            self.is_free_at(who, at);
            return false;
        }
        crew.people[p].free_at = at;
        let ticket = crew.void(p);
        agenda.schedule_as(answered, turn(at, Kind::CallEnds), What::LastCallEnds(who), ticket);
        true
    }
}
