//! What is going to happen, besides callers, ends of calls and hang-ups, which the day finds out for itself.

use super::crews::Member;
use super::fact::{GroupId, QueueId};
use super::turn::{Kind, NEVER, turn};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Something scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Closes,
    /// Again, after a night.
    Opens,
    /// While it is open.
    DateBegins,
    ShiftEnds(Member),
    /// The break of that number.
    BreakStarts(Member, u32),
    HeadCountChanges {
        group: GroupId,
        row: u32,
    },
    ShiftStarts(Member),
    BreakEnds(Member),
    /// Before the start of the shift.
    ComesEarly(Member),
    /// A rung may ask one more to stay, after the shift or in time of a break.
    MoreCanStay,
    /// The last call of somebody who then leaves the phones.
    LastCallEnds(Member),
    /// A caller of the queue has waited so long that another group may take who is first there.
    Overflows(QueueId),
    /// Somebody has waited so long as to be offered a callback, by the number that it was given.
    OffersCallback(u32),
    /// A further try to call somebody back falls due, by the number that it was given.
    TriesAgain(u32),
    Joins(Member),
}

impl What {
    /// Inside one instant seats are given up before they are asked for.
    const fn rank(self) -> u8 {
        match self {
            Self::Closes | Self::Opens | Self::DateBegins => 0,
            Self::ShiftEnds(_) => 1,
            Self::BreakStarts(..) => 2,
            Self::HeadCountChanges { .. } => 3,
            Self::ShiftStarts(_) => 4,
            Self::BreakEnds(_) => 5,
            Self::ComesEarly(_) => 6,
            Self::MoreCanStay => 7,
            Self::LastCallEnds(_)
            | Self::Overflows(_)
            | Self::OffersCallback(_)
            | Self::TriesAgain(_)
            | Self::Joins(_) => 0,
        }
    }
}

/// Something scheduled, with its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub turn: u64,
    /// First scheduled, first served.
    pub sequence: u64,
    pub what: What,
    /// Void once the person's ticket has moved on.
    pub ticket: u32,
}

impl Entry {
    pub fn change(at: i64, what: What) -> Self {
        Self { turn: turn(at, Kind::Changes), sequence: 0, what, ticket: 0 }
    }

    fn order(&self) -> (u64, u8, u64) {
        (self.turn, self.what.rank(), self.sequence)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The timetable of the plan and what the day itself schedules, merged.
#[derive(Debug)]
pub(super) struct Agenda<'p> {
    timetable: &'p [Entry],
    done: usize,
    own: BinaryHeap<std::cmp::Reverse<Entry>>,
    sequence: u64,
    /// The turn of the next entry, asked for at every call and changed seldom.
    next_turn: u64,
}

impl<'p> Agenda<'p> {
    pub fn new(timetable: &'p [Entry]) -> Self {
        Self { timetable, done: 0, own: BinaryHeap::new(), sequence: 0, next_turn: NEVER }
    }

    pub fn restart(&mut self) {
        self.done = 0;
        self.own.clear();
        self.sequence = self.timetable.len() as u64;
        self.look_ahead();
    }

    pub fn schedule(&mut self, turn: u64, what: What, ticket: u32) {
        self.sequence += 1;
        self.schedule_as(self.sequence, turn, what, ticket);
    }

    /// Schedules something with a place of its own among what happens in the same turn.
    pub fn schedule_as(&mut self, sequence: u64, turn: u64, what: What, ticket: u32) {
        self.own.push(std::cmp::Reverse(Entry { turn, sequence, what, ticket }));
        self.look_ahead();
    }

    /// The turn of the next entry; [`NEVER`] when nothing is left.
    #[inline]
    pub fn next_turn(&self) -> u64 {
        self.next_turn
    }

    pub fn take(&mut self) -> Option<Entry> {
        let next = *self.peek()?;
        if self.timetable.get(self.done) == Some(&next) {
            self.done += 1;
        } else {
            self.own.pop();
        }
        self.look_ahead();
        Some(next)
    }

    fn look_ahead(&mut self) {
        self.next_turn = self.peek().map_or(NEVER, |e| e.turn);
    }

    fn peek(&self) -> Option<&Entry> {
        let planned = self.timetable.get(self.done);
        let own = self.own.peek().map(|e| &e.0);
        match (planned, own) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}
