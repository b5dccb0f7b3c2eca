//! What is asked, wish by wish: to find out which of them cannot be had together.

use std::collections::BTreeSet;

/// Something that the rules ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// So many people in an interval.
    Need {
        /// Whose need, by place.
        need: usize,
        /// The interval.
        interval: usize,
    },
    /// When shifts may start.
    Starts,
    /// When they end at the latest.
    Ends,
    /// That they have their breaks.
    Breaks,
    /// No more people of a rule, by place.
    MostOfRule(usize),
    /// No fewer.
    LeastOfRule(usize),
    /// No larger share of all people.
    ShareOfRule(usize),
    /// No more people in all.
    MostPeople,
    /// No fewer.
    LeastPeople,
    /// No more kinds of shifts.
    MostKinds,
    /// No fewer people with the same kind of shift.
    LeastPerKind,
}

/// Wishes that are not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dropped(pub BTreeSet<Wish>);

impl Dropped {
    pub fn has(&self, wish: Wish) -> bool {
        self.0.contains(&wish)
    }
}
