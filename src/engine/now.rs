//! The instant at hand, as it is handed down to the parts of the floor.

use super::agenda::Agenda;
use crate::units::SimTime;

/// What time it is, and where the parts of the floor tell what will happen and what has happened.
pub(super) struct Now<'a, 'p, O> {
    pub at: i64,
    /// Whether the calls that end at this instant have ended (M-T2).
    pub calls_have_ended: bool,
    /// The queues, as bits, whose waiting callers keep people from going home (M-T3).
    pub kept_for: u64,
    pub agenda: &'a mut Agenda<'p>,
    pub told: &'a mut O,
}

impl<O> Now<'_, '_, O> {
    pub fn time(&self) -> SimTime {
        SimTime::from_micros(self.at)
    }
}
