//! What has happened on the floor, told to whoever listens.
//!
//! Facts are in the past tense and final. The engine measures nothing; an [`Observer`] is a type parameter of the day,
//! so what is not measured costs nothing.

use crate::model::MAX_CALLS_AGAIN;
use crate::units::{SimTime, Span};
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            pub(crate) const fn new(index: usize) -> Self {
                Self(index as u16)
            }

            /// Position in the floor's list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A queue of the floor.
    QueueId
);
id!(
    /// A group of the floor.
    GroupId
);
id!(
    /// A person of a group, numbered from 0 inside the group.
    AgentId
);
id!(
    /// A rung of the ladder.
    RungId
);

id!(
    /// A source of callers: a queue's profile, or the calls recorded for it.
    SourceId
);

impl QueueId {
    /// None of a floor's: nobody is faster or slower in it.
    pub(super) const NONE: Self = Self(u16::MAX);

    /// The queue among queues, a bit each.
    #[inline(always)]
    pub(super) const fn bit(self) -> u64 {
        1 << self.0
    }
}

/// Who calls: the source that the caller came from first, and the number there today, from 0 in order of arrival. It
/// stays the same however often the person calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallerId {
    /// The source.
    pub source: SourceId,
    /// The number in it today.
    pub number: u32,
}

/// A caller who asks for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Caller {
    /// Who.
    pub id: CallerId,
    /// The queue called.
    pub queue: QueueId,
    /// The caller's calls before this one.
    pub history: CallHistory,
    /// When the caller asked for a person.
    pub arrival: SimTime,
}

impl Caller {
    /// The caller's first call.
    pub(super) const fn first(id: CallerId, queue: QueueId, arrival: SimTime) -> Self {
        Self { id, queue, history: CallHistory::NONE, arrival }
    }

    /// Where the draws of this call stand in streams that have one for each call of each caller.
    pub(super) const fn draw(&self) -> u64 {
        (self.history.call() as u64) << 32 | self.id.number as u64
    }
}

/// What a caller has done before this call today, in one number: every call carries it, and hardly any has one that is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallHistory(u32);

impl CallHistory {
    /// That of a first call.
    const NONE: Self = Self(0);
    /// Numbers up to [`MAX_CALLS_AGAIN`], each of so many bits, behind that of the call.
    const BITS: u32 = 5;
    const MOST: u32 = (1 << Self::BITS) - 1;
    const REDIAL: u32 = 1 << 16;
    const REPEAT: u32 = Self::REDIAL << Self::BITS;
    const TRANSFER: u32 = Self::REPEAT << Self::BITS;
    /// Set if this call is one that was transferred.
    const TRANSFERRED: u32 = Self::TRANSFER << Self::BITS;
    /// What is counted anew after an answer.
    const SINCE_ANSWER: u32 = (Self::MOST * Self::REDIAL) | Self::TRANSFERRED;

    /// Which of the caller's calls today it is, from 0.
    pub const fn call(self) -> u16 {
        self.0 as u16
    }

    /// How often the caller has called again after hanging up or being blocked, since the last answer.
    pub const fn redials(self) -> u8 {
        ((self.0 / Self::REDIAL) & Self::MOST) as u8
    }

    /// How often the caller has called again today because a matter was not settled.
    pub const fn repeats(self) -> u8 {
        ((self.0 / Self::REPEAT) & Self::MOST) as u8
    }

    /// How often the caller has been transferred today.
    pub const fn transfers(self) -> u8 {
        ((self.0 / Self::TRANSFER) & Self::MOST) as u8
    }

    /// Whether the caller has been transferred and so has not called anew.
    pub const fn is_transfer(self) -> bool {
        self.0 & Self::TRANSFERRED != 0
    }

    /// Whether the caller has been answered before today.
    pub const fn was_answered(self) -> bool {
        self.0 & (Self::MOST * (Self::REPEAT | Self::TRANSFER)) != 0
    }

    /// Why the caller calls.
    pub const fn kind(self) -> CallKind {
        match self.redials() {
            _ if self.is_transfer() => CallKind::Transfer,
            0 if self.call() == 0 => CallKind::First,
            0 => CallKind::Repeat,
            _ => CallKind::Redial,
        }
    }

    /// Whether the caller has not called before.
    pub const fn is_first_call(self) -> bool {
        self.0 == 0
    }

    /// That of the next call after hanging up or being blocked.
    pub(super) const fn and_redial(self) -> Self {
        Self((self.0 & !Self::TRANSFERRED) + 1 + Self::REDIAL)
    }

    /// That of the next call after an answer.
    pub(super) const fn and_repeat(self) -> Self {
        Self((self.0 & !Self::SINCE_ANSWER) + 1 + Self::REPEAT)
    }

    /// That of the call in the queue to which it is transferred.
    pub(super) const fn and_transfer(self) -> Self {
        Self(((self.0 & !Self::SINCE_ANSWER) + 1 + Self::TRANSFER) | Self::TRANSFERRED)
    }
}

// Whatever is counted fits its bits.
const _: () = assert!(MAX_CALLS_AGAIN <= CallHistory::MOST);

/// Why a caller calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallKind {
    /// For the first time today.
    First,
    /// Again, after hanging up or being blocked (M-C7).
    Redial,
    /// Again, after an answer that did not settle the matter (M-C8).
    Repeat,
    /// Not anew: from another queue, where the caller was answered (M-C10).
    Transfer,
}

impl CallKind {
    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Redial => "redial",
            Self::Repeat => "repeat",
            Self::Transfer => "transfer",
        }
    }
}

/// Who takes a call, and how long it will take: settled at the moment of the answer, for a call is never cut (M-A2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Service {
    /// The agent's group.
    pub group: GroupId,
    /// The agent.
    pub agent: AgentId,
    /// Time with the caller.
    pub talk: Span,
    /// Time after the call.
    pub wrap_up: Span,
}

/// A caller's time in the IVR, with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IvrStay {
    /// When it ends.
    pub until: SimTime,
    /// Whether the caller needs nobody then, or it is closed; else a person is asked for at that moment.
    pub contained: bool,
}

/// Something that has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// A caller met an idle agent: offered and answered at the moment of arrival.
    AnsweredAtOnce(Caller, Service),
    /// A caller was offered and waits.
    Joined(Caller),
    /// A waiting caller was answered.
    Answered(Caller, Service, SimTime),
    /// A waiting caller hung up.
    Abandoned(Caller, SimTime),
    /// A caller went into the IVR, not yet offered, and what will become of it is settled (M-C5).
    EnteredIvr(Caller, IvrStay),
    /// A caller found every line taken, and was not offered (M-C5).
    Blocked(Caller),
    /// A caller called between the opening hours of two dates, and was not offered (M-T4).
    OutsideHours(Caller),
    /// A caller was offered, heard that there is a queue and hung up at once, never having waited.
    Balked(Caller),
    /// A caller who would have to wait was offered to be called back (M-C9), and accepted or not. Who accepted has hung up and does not
    /// join those who wait.
    OfferedCallback(Caller, bool),
    /// A caller who waits was offered to be called back at that moment, and accepted or not. Who accepted has hung up and no longer waits on
    /// the line.
    OfferedCallbackWaiting(Caller, bool, SimTime),
    /// Whoever had accepted was called and picked up.
    CalledBack(Caller, Service, SimTime),
    /// Whoever had accepted was called and did not pick up: an agent let it ring. Whether it was the last try.
    NotPickedUp(Caller, Service, SimTime, bool),
    /// Whoever had accepted was not called in time, and is not any more.
    CallbackExpired(Caller, SimTime),
    /// A waiting caller was sent away after closing: waiting at the end.
    Dismissed(Caller, SimTime),
    /// A person stays with a caller whose talk has just ended and who is transferred (M-C10).
    Held(GroupId, AgentId, SimTime),
    /// A person has stayed with a caller who is transferred, and does not any more.
    LetGo(GroupId, AgentId, HeldTime),
    /// A person does not come today, for the reason of that number among the group's (M-A3).
    Absent(GroupId, AgentId, u8),
    /// A person comes later than the start of the shift, from the one time to the other; at the end of the shift: not at all.
    Late(GroupId, AgentId, SimTime, SimTime),
    /// How some people of a lent group spent a stretch of the day (M-A5): told of groups whose own work is known.
    Worked(GroupId, WorkStretch),
    /// A break that was to begin at the one time, planned or postponed, began at the other, later.
    BreakLate(GroupId, AgentId, SimTime, SimTime),
    /// So many people are paid for from a moment to another: a shift worked, breaks included, or a head-count filled.
    Rostered(GroupId, u32, SimTime, SimTime),
    /// A person went on the phones.
    SignedIn(Spell),
    /// A person left the phones, at the time given.
    SignedOut(Spell, SimTime),
    /// The supervisor acted.
    Acted(Action),
    /// It is closed, nobody waits and the last call is finished: the floor rests until it opens again on another date (M-T4).
    Rested(SimTime),
    /// The day is over.
    Ended(SimTime),
}

/// A stretch of time that a person stays with a caller who is transferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldTime {
    /// From the end of the talk.
    pub from: SimTime,
    /// To the end of the hand-over, or until the caller did not wait any more.
    pub until: SimTime,
    /// The end of the wrap-up.
    pub free_at: SimTime,
}

/// A stretch of time in which as many people are at own work and away from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WorkStretch {
    /// From.
    pub from: SimTime,
    /// To.
    pub to: SimTime,
    /// People at their own work.
    pub at_work: u32,
    /// People in their shift whom a rung keeps from it: on the way, in line for a seat, on the phones, the last call included.
    pub away: u32,
}

/// A stretch of time on the phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spell {
    /// The person's group.
    pub group: GroupId,
    /// The person.
    pub agent: AgentId,
    /// When it began.
    pub since: SimTime,
    /// When it should have ended: shift end, break or release; when it does end, if there was no such moment, as for
    /// whoever is on the phones when the day ends.
    pub due: SimTime,
    /// When the person's shift ends; of people given as head-counts, who have none, the same as `due`.
    pub shift_ends: SimTime,
    /// The rung that borrowed the person; `None` on the person's own job.
    pub borrowed_by: Option<RungId>,
}

/// One action on the ladder (M-L10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Action {
    /// When.
    pub at: SimTime,
    /// What.
    pub kind: ActionKind,
    /// On which rung.
    pub rung: RungId,
    /// Callers seen waiting just before.
    pub waiting: u32,
    /// People asked.
    pub asked: u32,
    /// People sent; at a release, sent back.
    pub sent: u32,
    /// Whether the rung is in force from now on.
    pub in_force: bool,
}

/// The kinds of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ActionKind {
    /// People were called to the phones.
    Pulled,
    /// People were sent back.
    Released,
    /// The condition held, but nobody could be sent (M-L4).
    EmptyHanded(Missing),
}

/// What a rung that is empty-handed would have needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Missing {
    /// People: fewer than its minimum are there, whatever the seats.
    People,
    /// Seats: people are there, and no seat is free for them.
    Seat,
}

impl ActionKind {
    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pulled => "pulled",
            Self::Released => "released",
            Self::EmptyHanded(_) => "empty_handed",
        }
    }

    /// Why nobody was sent, in the word used in results; `None` if that is not the question.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Pulled | Self::Released => None,
            Self::EmptyHanded(Missing::People) => Some("nobody_there"),
            Self::EmptyHanded(Missing::Seat) => Some("no_free_seat"),
        }
    }
}

/// Listens to a day.
pub trait Observer {
    /// Called once for each fact, in the order in which things happen.
    fn saw(&mut self, fact: Fact);

    /// Whether the day should go on. Asked now and then, many times a second, so that even a day that takes minutes can
    /// be given up.
    fn goes_on(&mut self) -> bool {
        true
    }
}

/// Hears nothing: a day played for its speed.
impl Observer for () {
    #[inline]
    fn saw(&mut self, _: Fact) {}
}

/// Keeps every fact.
impl Observer for Vec<Fact> {
    fn saw(&mut self, fact: Fact) {
        self.push(fact);
    }
}
