//! How much work a day is: it can be given up in the middle, and it is never without end (M-B3).

use super::day::{Day, WORK};
use super::fact::Observer;
use super::stopped::Stopped;
use crate::model::MAX_LADDER_MOVES;
use crate::units::SimTime;

impl Day<'_> {
    /// So much work was done, about as for so many callers.
    pub(super) fn works<O: Observer>(&mut self, work: i64, observer: &mut O) {
        self.work_left -= work;
        if self.work_left <= 0
            && let Err(stopped) = self.asks_whether_to_go_on(observer)
        {
            self.stops(stopped);
        }
    }

    #[cold]
    pub(super) fn asks_whether_to_go_on<O: Observer>(&mut self, observer: &mut O) -> Result<(), Stopped> {
        self.work_left = WORK;
        if observer.goes_on() { Ok(()) } else { Err(Stopped::GivenUp) }
    }

    /// So many people were called or sent back: that takes time, and no ladder may do it for ever.
    pub(super) fn moved<O: Observer>(&mut self, people: u32, observer: &mut O) {
        self.moves += u64::from(people);
        self.works(i64::from(people) + 1, observer);
        if self.moves > MAX_LADDER_MOVES {
            self.stops(Stopped::TooManyMoves { at: SimTime::from_micros(self.now) });
        }
    }

    /// Nothing more happens today.
    pub(super) fn stops(&mut self, why: Stopped) {
        self.stopped.get_or_insert(why);
        self.end_turn = 0;
    }
}
