//! Incidents: what brings more callers than usual for a while, on some days.

use super::{Calendar, Distribution, OnDates, Session};
use crate::units::SimTime;

/// Something that makes more people call for a while (M-C4). They are added: the ordinary callers of the day stay the same people.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Its name, unique on the floor.
    pub name: String,
    /// The chance that it happens on a date.
    pub chance: f64,
    /// The dates on which it may.
    pub on: OnDates,
    /// When it begins, by the clock, if it is open then.
    pub start: SimTime,
    /// How long it lasts; with the opening hours of its date it is over.
    pub lasting: Distribution,
    /// The queues that are called; empty: all.
    pub queues: Vec<String>,
    /// How many more call.
    pub volume: ExtraVolume,
    /// What the talk of the added callers is multiplied by.
    pub talk_factor: f64,
}

/// How many more call during an incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExtraVolume {
    /// All together so many times as many as without it on that day.
    Times(f64),
    /// So many more an hour, in each queue, whatever the day.
    PerHour(f64),
}

impl Incident {
    /// When it begins in a session; `None`: on that date it cannot happen.
    pub fn start_in(&self, session: &Session, calendar: &Calendar) -> Option<SimTime> {
        calendar.moment_in(session, self.start).filter(|_| self.on.hold(session.day))
    }

    /// Whether its callers call this queue.
    pub fn hits(&self, queue: &str) -> bool {
        self.queues.is_empty() || self.queues.iter().any(|name| name == queue)
    }
}
