//! Closing, nights, and the end of the day (M-T3, M-T4).

use super::day::Day;
use super::desk::Waiting;
use super::fact::{Fact, Observer};
use super::plan::{DoesPlan, LadderPlan, RungPlan};
use super::stopped::Stopped;
use super::turn::{Kind, LAST_TURN, NEVER, turn};
use crate::model::AfterClose;
use crate::units::SimTime;

impl Day<'_> {
    pub(super) fn closes<O: Observer>(&mut self, observer: &mut O) {
        self.closed = true;
        if self.plan.after_close == AfterClose::Cut {
            self.dismiss(u64::MAX, |_| true, observer);
        }
        // Or those could wait for ever for whom only those could be there who stay with them.
        self.all_are_let_go(observer);
    }

    /// All work of a date is done: whoever is borrowed goes back, no rung is in force any more, and the ladders are looked at again from
    /// the next opening on.
    pub(super) fn rests<O: Observer>(&mut self, observer: &mut O) {
        self.works(1 + self.crews.count() as i64, observer);
        self.now = self.crews.last_call_in_hand(self.now);
        let (crews, mut now) = self.crews_now(observer);
        crews.all_go_back(&mut now);
        crews.forget_newcomers();
        observer.saw(Fact::Rested(SimTime::from_micros(self.now)));
        self.ladders.restart(self.plan.openings[self.opening + 1].0);
        self.desk.forgets_ends();
        (self.resting, self.end_turn) = (true, LAST_TURN);
    }

    /// It opens on another date. If callers still wait, or a call goes on, it is as if it had never been closed.
    pub(super) fn opens<O: Observer>(&mut self, observer: &mut O) {
        self.opening += 1;
        (self.closed, self.resting, self.cleared, self.end_turn) = (false, false, 0, LAST_TURN);
        self.desk.opens(self.plan.openings[self.opening].1);
        self.ladders.date_begins();
        self.crews.opens(self.opening);
        // Nobody stays any more for callers of the night before.
        let (crews, mut now) = self.crews_now(observer);
        crews.stayers_leave(&mut now);
    }

    /// After closing those who stayed go once nobody waits for them, and their seats may bring others who take callers;
    /// callers whom nobody can serve any more are sent away.
    #[inline]
    pub(super) fn winds_up<O: Observer>(&mut self, observer: &mut O) {
        if self.closed {
            self.winds_up_to_the_end(observer);
        }
    }

    fn winds_up_to_the_end<O: Observer>(&mut self, observer: &mut O) {
        while self.stayers_leave(observer) || self.dismiss_hopeless(observer) {
            self.newcomers_take_callers(observer);
        }
    }

    fn stayers_leave<O: Observer>(&mut self, observer: &mut O) -> bool {
        let stay = self.plan.after_close == AfterClose::Stay;
        let (crews, mut now) = self.crews_now(observer);
        stay && crews.stayers_leave(&mut now)
    }

    /// Once nobody who could serve a queue has a shift any more, those who would wait for ever, or for
    /// a callback, are sent away; the others
    /// hang up at their patience. Whether anybody was.
    fn dismiss_hopeless<O: Observer>(&mut self, observer: &mut O) -> bool {
        // Those who hang up, one by one, count as much as those who call.
        self.works(1, observer);
        let asked = self.desk.queues_waiting() & !self.cleared;
        if asked == 0 {
            return false;
        }
        let hopeless = asked & !self.hope(observer);
        self.cleared |= hopeless;
        // Who is to be called back waits for nothing else.
        let leaves = |waiting: &Waiting| waiting.hangs_up == NEVER || waiting.callback.is_some();
        hopeless != 0 && self.dismiss(hopeless, leaves, observer)
    }

    /// The queues that somebody may still serve, as bits.
    fn hope<O: Observer>(&mut self, observer: &mut O) -> u64 {
        self.works(self.crews.count() as i64 / 64, observer);
        let of_ladder = |(l, ladder): (usize, &'_ LadderPlan)| {
            ladder.rungs.iter().fold(0, |hope, rung| hope | self.hope_from(l, rung))
        };
        self.plan.ladders.iter().enumerate().map(of_ladder).fold(self.crews.at_hand(), |hope, more| hope | more)
    }

    /// The queues that those serve whom a rung may still borrow. Nobody joins the line any more: a rung above which too
    /// few wait now is not pulled again.
    fn hope_from(&self, ladder: usize, rung: &RungPlan) -> u64 {
        // Who could stay longer, or break later, is at hand as it is.
        let DoesPlan::Borrow { .. } = rung.does else { return 0 };
        let enough = self.crews.shifts_left(rung.group) >= rung.people.least();
        let closed = self.plan.openings[self.opening].1;
        // Hours that are over by closing bring nobody any more; of a closing at midnight those of the date before.
        let in_time = rung.hours.as_ref().is_none_or(|hours| closed < hours.on_date_of(closed - 1).1);
        let asked = self.waiting_seen(ladder) > rung.waiting_above && in_time;
        let pulled = enough && asked && !self.ladders.of(ladder).is_in_force(rung.id);
        if pulled { self.crews.serves(rung.group) } else { 0 }
    }

    /// Sends away those in some queues for whom `leaves` holds; whether there was anybody.
    fn dismiss<O: Observer>(&mut self, queues: u64, leaves: impl Fn(&Waiting) -> bool, observer: &mut O) -> bool {
        // It looks at everybody who waits.
        self.works(i64::from(self.desk.waiting()), observer);
        let gone = self.desk.dismisses(queues, leaves);
        for waiting in &gone {
            let fact = if waiting.callback.is_some() { Fact::CallbackExpired } else { Fact::Dismissed };
            observer.saw(fact(waiting.caller, SimTime::from_micros(self.now)));
            self.is_let_go(&waiting.caller, observer);
        }
        !gone.is_empty()
    }

    /// Once it is closed and nobody waits, nobody answers any more, so it is known when the last call is finished: the
    /// day ends with it.
    pub(super) fn ends_if_over(&mut self) {
        if self.closed && !self.resting && self.desk.waiting() == 0 && self.end_turn == LAST_TURN {
            // What happens at the turn itself still does.
            self.end_turn = turn(self.crews.last_call_in_hand(self.now), Kind::Joins);
            if self.end_turn >= LAST_TURN {
                self.stops(Stopped::TooLong { waiting: 0 });
            }
        }
    }

    /// The day is over: everybody still on the phones leaves them.
    pub(super) fn end<O: Observer>(&mut self, observer: &mut O) -> Result<(), Stopped> {
        if let Some(why) = self.stopped {
            return Err(why);
        }
        let waiting = self.desk.waiting();
        if waiting > 0 {
            return Err(Stopped::TooLong { waiting });
        }
        assert!(self.desk.nobody_is_lost(), "a caller was lost: this is a bug");
        self.now = self.crews.last_call_in_hand(self.now);
        self.crews.all_leave(self.now, observer);
        observer.saw(Fact::Ended(SimTime::from_micros(self.now)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Plan;
    use super::super::day::CALLERS;
    use super::*;
    use crate::model::{AgentGroup, Arrivals, Distribution, Floor, FloorParts, Patience, Presence, Queue};
    use crate::units::Span;

    /// Counts who calls, who is sent away, and how often it is asked whether the day should go on.
    #[derive(Default)]
    struct Counts {
        called: u64,
        dismissed: u64,
        asked: u64,
    }

    impl Observer for Counts {
        fn saw(&mut self, fact: Fact) {
            self.called += u64::from(matches!(fact, Fact::Joined(..) | Fact::AnsweredAtOnce(..)));
            self.dismissed += u64::from(matches!(fact, Fact::Dismissed(..)));
        }

        fn goes_on(&mut self) -> bool {
            self.asked += 1;
            true
        }
    }

    impl Counts {
        /// Besides the questions that are asked as callers come.
        fn asked_for_other_work(&self) -> u64 {
            self.asked - self.called / u64::from(CALLERS)
        }
    }

    /// A day of an hour on which so many call one agent who takes no second caller.
    fn played(calls: f64, patience: Patience) -> Counts {
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(9, 0));
        let talk = Distribution::Constant(Span::from_hours(2));
        let mut queue = Queue::new("q", Arrivals::per_hour(calls, open, close), talk);
        queue.patience = patience;
        let mut parts = FloorParts::new("x", open, close);
        parts.max_waiting = 1_000_000;
        parts.queues = vec![queue];
        parts.groups = vec![AgentGroup::new("g", &["q"], Presence::People(1))];
        let plan = Plan::new(&Floor::new(parts).expect("a floor"));
        let mut counts = Counts::default();
        Day::new(&plan).play(1, 0, &mut counts).expect("it is played");
        counts
    }

    #[test]
    fn everybody_who_is_looked_at_when_some_are_sent_away_counts_as_work() {
        let counts = played(150_000.0, Patience::Infinite);
        assert!(counts.dismissed > 149_000, "{}", counts.dismissed);
        // Once for all who are looked at.
        assert_eq!(counts.asked_for_other_work(), 1);
    }

    #[test]
    fn those_who_hang_up_after_closing_are_not_looked_at_again_and_again() {
        let counts = played(100_000.0, Patience::Random(Distribution::Exponential { mean: Span::from_hours(240) }));
        // Once for all who are looked at as the last shift ends, once for some 100,000 who hang up.
        assert_eq!((counts.dismissed, counts.asked_for_other_work()), (0, 2));
    }
}
