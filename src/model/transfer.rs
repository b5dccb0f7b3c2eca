//! Answered callers who go on to another queue (M-C10).

use super::{Distribution, Patience};
use crate::units::Span;

/// To which queue an answered caller may go on at the end of the talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// The queue.
    pub to: String,
    /// Chance of it, each time.
    pub chance: f64,
    /// Who has been transferred so often that day is not any more.
    pub at_most: u32,
    /// The agent stays with the caller until somebody takes the call, and so long after; `None`: nobody stays.
    pub hand_over: Option<Distribution>,
}

impl Transfer {
    /// To a queue, with this chance.
    pub fn with_chance(to: &str, chance: f64) -> Self {
        Self { to: to.to_owned(), chance, at_most: Self::USUALLY_AT_MOST, hand_over: None }
    }

    /// How often one caller is transferred on a day at most, if a scenario does not say.
    pub const USUALLY_AT_MOST: u32 = 3;
}

/// How those stand in line and wait who are transferred to a queue, where they do not as its own callers do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transferred {
    /// Higher is served first (M-D2).
    pub priority: Option<i32>,
    /// Among callers of equal priority, how much earlier they count as having come.
    pub credit: Option<Span>,
    /// How long they would wait.
    pub patience: Option<Patience>,
}
