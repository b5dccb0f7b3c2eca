//! Who works when: groups, shifts, breaks and head-counts.

use super::{Absence, FloorParts, Lateness, OnDates, OwnWork};
use crate::units::{SimTime, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// People with the same skills and pay (M-A1).
#[derive(Clone, Debug, PartialEq)]
pub struct AgentGroup {
    /// Its name, unique on the floor.
    pub name: String,
    /// On own work while on shift; on the phones only when a rung borrows them (M-A5).
    pub lent: bool,
    /// What its people do while no rung borrows them; `None`: nothing is known of it.
    pub own_work: Option<OwnWork>,
    /// Names of the queues it serves.
    pub serves: Vec<String>,
    /// Serves these queues only for callers who have waited so long (M-D3).
    pub after: BTreeMap<String, Span>,
    /// Of its idle people so many are kept from calls of these queues while the floor is open (M-D5).
    pub keep_free: BTreeMap<String, u32>,
    /// Whom its people take first of those who wait in queues of equal priority.
    pub by: TakenBy,
    /// Multiplies talk times; below 1 is faster.
    pub talk_factor: GroupFactor,
    /// Multiplies wrap-up times.
    pub wrap_up_factor: GroupFactor,
    /// The chance that a person is not there today (M-A3).
    pub absence: Absence,
    /// How its people come late; `None`: nobody does.
    pub late: Option<Lateness>,
    /// So long before the start of a shift its people are there, ready to take a seat (M-A6).
    pub early: Span,
    /// Pay of one person for one hour.
    pub cost_per_hour: Option<f64>,
    /// Whether time on the phones after the end of the shift is paid; `None`: of lent people it is, of others not (M-A2).
    pub overrun: Option<Overrun>,
    /// How many times the pay that time is worth.
    pub overtime_factor: f64,
    /// When its people are there.
    pub presence: Presence,
}

impl AgentGroup {
    /// A group with the contract's defaults: not lent, longest wait first, factors 1, nobody absent.
    pub fn new(name: &str, serves: &[&str], presence: Presence) -> Self {
        Self {
            name: name.to_owned(),
            lent: false,
            own_work: None,
            serves: serves.iter().map(|&s| s.to_owned()).collect(),
            after: BTreeMap::new(),
            keep_free: BTreeMap::new(),
            by: TakenBy::LongestWait,
            talk_factor: GroupFactor::OfAll(1.0),
            wrap_up_factor: GroupFactor::OfAll(1.0),
            absence: Absence::Plain(0.0),
            late: None,
            early: Span::ZERO,
            cost_per_hour: None,
            overrun: None,
            overtime_factor: 1.0,
            presence,
        }
    }

    /// Whether its idle people may have to leave callers waiting (M-D3, M-D5).
    pub fn has_terms(&self) -> bool {
        self.after.values().any(|after| *after > Span::ZERO) || self.keep_free.values().any(|people| *people > 0)
    }

    /// Whether time on the phones after the end of the shift is paid.
    pub fn pays_overrun(&self) -> bool {
        self.overrun.map_or(self.lent, |overrun| overrun == Overrun::Paid)
    }

    /// Whether anybody at all is rostered.
    pub fn has_people(&self) -> bool {
        match &self.presence {
            Presence::People(n) => *n > 0,
            Presence::Shifts(shifts) => shifts.iter().any(|s| s.people > 0),
            Presence::HeadCounts(rows) => rows.iter().any(|r| r.people > 0),
        }
    }
}

impl FloorParts {
    /// Where the reasons of absence of each group stand among those of all groups.
    pub(crate) fn reasons_of_groups(&self) -> Vec<Range<usize>> {
        let mut end = 0;
        let of_group = |group: &AgentGroup| {
            let start = end;
            end += group.absence.reasons().count();
            start..end
        };
        self.groups.iter().map(of_group).collect()
    }
}

/// Whether time on the phones after the end of the shift is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overrun {
    /// It is.
    Paid,
    /// It is not.
    Unpaid,
}

/// Whom a group's people take first of those who wait in queues of equal priority (M-D2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenBy {
    /// Who has waited longest.
    LongestWait,
    /// Who waits in the queue that comes first in the group's `serves`.
    Preference,
}

/// What times of a group are multiplied by (M-A1).
#[derive(Clone, Debug, PartialEq)]
pub enum GroupFactor {
    /// One factor for all of its calls.
    OfAll(f64),
    /// A factor for the calls of each of these queues, and 1 for those of others.
    ByQueue(BTreeMap<String, f64>),
}

impl From<f64> for GroupFactor {
    fn from(factor: f64) -> Self {
        Self::OfAll(factor)
    }
}

impl GroupFactor {
    /// The factor for calls of a queue.
    pub fn of(&self, queue: &str) -> f64 {
        match self {
            Self::OfAll(factor) => *factor,
            Self::ByQueue(factors) => factors.get(queue).copied().unwrap_or(1.0),
        }
    }

    /// Whether it changes nothing.
    pub fn is_one(&self) -> bool {
        match self {
            Self::OfAll(factor) => *factor == 1.0,
            Self::ByQueue(factors) => factors.values().all(|factor| *factor == 1.0),
        }
    }
}

/// When a group's people are there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// So many from opening to closing, on each date.
    People(u32),
    /// Shifts of named people, on each date on which they hold.
    Shifts(Vec<Shift>),
    /// So many per stretch of time while it is open, nobody with a shift of their own (M-A3); in order of time, over all dates.
    HeadCounts(Vec<HeadCount>),
}

/// Some people's planned presence.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// How many people work it.
    pub people: u32,
    /// From, a clock time of each date.
    pub start: SimTime,
    /// To: beyond 24:00 on the next date.
    pub end: SimTime,
    /// Planned pauses in it, in order of time, not overlapping.
    pub breaks: Vec<Break>,
    /// The dates on which it starts, where it meets opening hours.
    pub on: OnDates,
}

impl Shift {
    /// A shift without breaks.
    pub fn new(people: u32, start: SimTime, end: SimTime) -> Self {
        Self { people, start, end, breaks: Vec::new(), on: OnDates::default() }
    }
}

/// A planned pause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Break {
    /// When it should begin; a call in hand delays it (M-A2).
    pub start: SimTime,
    /// How long it takes, also when it begins late.
    pub length: Span,
}

/// So many people from a moment until the next row, or until closing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadCount {
    /// From.
    pub start: SimTime,
    /// People on duty.
    pub people: u32,
}
