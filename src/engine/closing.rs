//! Closing, and the end of the day (M-T3).

use super::agenda::{Kind, turn};
use super::crew::Place;
use super::day::{Day, LAST_TURN, Stopped};
use super::fact::{Fact, Observer};
use super::line::Waiting;
use crate::model::AfterClose;
use crate::random::Sampler;
use crate::units::SimTime;

impl Day<'_> {
    pub(super) fn closes<O: Observer>(&mut self, observer: &mut O) {
        self.closed = true;
        self.ladder_sees_everything();
        if self.plan.after_close == AfterClose::Cut {
            self.dismiss(u64::MAX, |_| true, observer);
        }
    }

    /// After closing those who stayed go once nobody waits for them, and their seats may bring others who take callers;
    /// callers whom nobody can serve any more are sent away.
    pub(super) fn winds_up<O: Observer>(&mut self, observer: &mut O) {
        if !self.closed {
            return;
        }
        let stay = self.plan.after_close == AfterClose::Stay;
        while stay && self.stayers_leave(observer) || self.dismiss_hopeless(observer) {
            self.newcomers_take_callers(observer);
        }
    }

    /// Once nobody who could serve a queue has a shift any more, those who would wait for ever are sent away; the others
    /// hang up at their patience. Whether anybody was.
    fn dismiss_hopeless<O: Observer>(&mut self, observer: &mut O) -> bool {
        let hopeless = self.lines.mask() & !self.hope(observer);
        hopeless != 0 && self.dismiss(hopeless, |waiting| waiting.hangs_up == Sampler::NEVER, observer)
    }

    /// The queues that somebody may still serve, as bits.
    fn hope<O: Observer>(&mut self, observer: &mut O) -> u64 {
        if self.lines.mask() == 0 {
            return 0;
        }
        self.works(1 + self.crews.len() as i64 / 64, observer);
        let (plan, crews) = (self.plan, &self.crews);
        let there = |g: &usize| {
            let crew = &crews[*g];
            crew.stayers > 0 || crew.on_loan > 0 || crew.shifts_left > 0 && !plan.groups[*g].lent
        };
        // Nobody joins the line any more: a rung above which too few wait now is not pulled again.
        let rungs = plan.ladder.rungs.iter().enumerate().filter(|(i, rung)| {
            let enough = crews[rung.group].shifts_left >= rung.people.least();
            enough && self.watched > rung.when.waiting_above && !self.ladder.is_in_force(*i)
        });
        let groups = (0..crews.len()).filter(there).chain(rungs.map(|(_, rung)| rung.group));
        groups.fold(0, |hope, g| hope | plan.serves[g])
    }

    /// Sends away those in some queues for whom `leaves` holds; whether there was anybody.
    fn dismiss<O: Observer>(&mut self, queues: u64, leaves: impl Fn(&Waiting) -> bool, observer: &mut O) -> bool {
        let before = self.left;
        for queue in (0..self.plan.queues.len()).filter(|q| queues >> q & 1 == 1) {
            for waiting in self.lines.take_where(queue, &leaves) {
                self.watched -= u32::from(self.plan.queues[queue].watched);
                self.left += 1;
                observer.saw(Fact::Dismissed(waiting.caller(queue), SimTime::from_micros(self.now)));
            }
        }
        self.left > before
    }

    /// Once it is closed and nobody waits, nobody answers any more, so it is known when the last call is finished: the
    /// day ends with it.
    pub(super) fn ends_if_over(&mut self) {
        if self.closed && self.lines.count() == 0 && self.end_turn == LAST_TURN {
            self.end_turn = turn(self.last_call_in_hand(), Kind::CallEnds) + 1;
            if self.end_turn >= LAST_TURN {
                self.stops(Stopped::TooLong { waiting: 0 });
            }
        }
    }

    /// When the last call in hand is finished, or was.
    fn last_call_in_hand(&self) -> i64 {
        let mut last = self.now;
        for (g, crew) in self.crews.iter().enumerate() {
            for (p, person) in crew.people.iter().enumerate() {
                last = last.max(match person.place {
                    Place::OnPhones => self.free.moment(g, p),
                    Place::Finishing(_) => person.free_at,
                    Place::Off | Place::OwnWork | Place::OnTheWay | Place::NeedsSeat | Place::OnBreak => self.now,
                });
            }
        }
        last
    }

    /// The day is over: everybody still on the phones leaves them.
    pub(super) fn end<O: Observer>(&mut self, observer: &mut O) -> Result<(), Stopped> {
        if let Some(why) = self.stopped {
            return Err(why);
        }
        let waiting = self.lines.count();
        if waiting > 0 {
            return Err(Stopped::TooLong { waiting });
        }
        assert_eq!(self.offered(), self.accounted_for(), "a caller was lost: this is a bug");
        self.now = self.last_call_in_hand();
        let end = SimTime::from_micros(self.now);
        for g in 0..self.crews.len() {
            for p in 0..self.crews[g].people.len() {
                if self.crews[g].people[p].place == Place::OnPhones {
                    observer.saw(Fact::SignedOut(self.spell(g, p, self.now), end));
                }
            }
        }
        observer.saw(Fact::Ended(end));
        Ok(())
    }
}
