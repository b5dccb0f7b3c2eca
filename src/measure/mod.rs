//! Facts to numbers: what one day looked like.
//!
//! Everything counted here is an integer (calls, microseconds), so that sums over days are exact and the same for any
//! split of the days among threads (M-R3). Definitions and denominators are in `docs/measures.md`.

mod call_log;
mod count;
mod cursor;
mod grid;
mod group_time;
mod own_work;
mod pair;
mod recorder;
mod rung_log;
mod summand;
mod tally;
mod trace;
mod waiting;

pub use call_log::{CallLog, LoggedCall, Outcome};
pub(crate) use count::{CountedCalls, Counter};
pub use grid::Grid;
pub(crate) use group_time::GroupTime;
pub(crate) use pair::Pair;
pub use recorder::{DayRecord, Recorder};
pub(crate) use rung_log::RungLog;
pub(crate) use summand::Summand;
pub(crate) use tally::CallTally;
pub use trace::Trace;

use crate::engine::{Fact, Observer};

/// Two observers of one day.
#[derive(Debug)]
pub struct Both<'a, A, B>(pub &'a mut A, pub &'a mut B);

impl<A: Observer, B: Observer> Observer for Both<'_, A, B> {
    #[inline]
    fn saw(&mut self, fact: Fact) {
        self.0.saw(fact);
        self.1.saw(fact);
    }
}
