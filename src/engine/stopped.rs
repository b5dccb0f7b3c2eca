//! What ends a day before its time.

use super::fact::QueueId;
use crate::model::MAX_LADDER_MOVES;
use crate::units::SimTime;

/// Too many callers waited (M-B3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than {limit} callers wait")]
#[non_exhaustive]
pub struct TooManyWaiting {
    /// The queue that the last of them called.
    pub queue: QueueId,
    /// When.
    pub at: SimTime,
    /// The limit.
    pub limit: u32,
}

/// Why a day was not played to its end (M-B3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Stopped {
    /// More callers waited than the floor allows.
    #[error(transparent)]
    TooManyWaiting(#[from] TooManyWaiting),
    /// The ladder calls people and sends them back without end.
    #[error("the ladder has called and sent back more than {MAX_LADDER_MOVES} people at {at}")]
    TooManyMoves {
        /// When.
        at: SimTime,
    },
    /// The observer did not want to hear the rest.
    #[error("the day was given up")]
    GivenUp,
    /// Calls go on for longer than any day.
    #[error("calls go on for more than 100 days, and {waiting} callers still wait")]
    TooLong {
        /// How many wait then.
        waiting: u32,
    },
}
