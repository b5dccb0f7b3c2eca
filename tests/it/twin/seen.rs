//! What an observer of either simulator sees, in plain numbers.

use holdline::engine::{ActionKind, CallKind, Caller, Fact, Service, Spell};

/// Who called, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    pub queue: usize,
    /// The source of the caller's first call, and the number there.
    pub source: usize,
    pub number: usize,
    /// Which of the caller's calls it is.
    pub call: u64,
    pub again: Again,
    pub arrival: i64,
}

/// Why a caller calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Again {
    First,
    /// So many times since the last answer.
    Redial(u32),
    /// So many times.
    Repeat(u32),
    /// From another queue, so many times.
    Transfer(u32),
}

/// A [`Fact`] in plain numbers: the engine's ids can only be made by the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    Joined(Who),
    Answered {
        who: Who,
        at: i64,
        at_once: bool,
        group: usize,
        agent: usize,
        talk: i64,
        wrap_up: i64,
    },
    Abandoned(Who, i64),
    Blocked(Who),
    OutsideHours(Who),
    /// Until when, and whether nobody is asked for then.
    EnteredIvr(Who, i64, bool),
    Balked(Who),
    Dismissed(Who, i64),
    /// Whether the callback was accepted.
    OfferedCallback(Who, bool),
    /// While waiting, and whether it was accepted, when.
    OfferedCallbackWaiting(Who, bool, i64),
    /// Called back by group and agent, talk and wrap-up.
    CalledBack(Who, i64, (usize, usize), (i64, i64)),
    /// Tried by group and agent, who let it ring for so long; whether it was the last try.
    NotPickedUp(Who, i64, (usize, usize), i64, bool),
    CallbackExpired(Who, i64),
    /// By group and agent, from the end of the talk.
    Held(usize, usize, i64),
    /// By group and agent: from, until, and when free.
    LetGo(usize, usize, (i64, i64, i64)),
    SignedIn {
        group: usize,
        agent: usize,
        at: i64,
        rung: Option<usize>,
    },
    SignedOut {
        group: usize,
        agent: usize,
        since: i64,
        due: i64,
        at: i64,
        shift_ends: i64,
        rung: Option<usize>,
    },
    Acted {
        at: i64,
        kind: ActionKind,
        rung: usize,
        waiting: u32,
        asked: u32,
        sent: u32,
        in_force: bool,
    },
    Absent(usize, usize, usize),
    Late(usize, usize, i64, i64),
    BreakLate(usize, usize, i64, i64),
    /// From and to; people at own work and away from it.
    Worked(usize, (i64, i64), (u32, u32)),
    Rostered(usize, i64),
    Rested(i64),
    Ended(i64),
}

impl From<Fact> for Seen {
    fn from(fact: Fact) -> Self {
        match fact {
            Fact::Joined(caller) => Self::Joined(who(caller)),
            Fact::AnsweredAtOnce(caller, service) => answered(caller, service, caller.arrival.micros(), true),
            Fact::Answered(caller, service, at) => answered(caller, service, at.micros(), false),
            Fact::Abandoned(caller, at) => Self::Abandoned(who(caller), at.micros()),
            Fact::Blocked(caller) => Self::Blocked(who(caller)),
            Fact::OutsideHours(caller) => Self::OutsideHours(who(caller)),
            Fact::EnteredIvr(caller, stay) => Self::EnteredIvr(who(caller), stay.until.micros(), stay.contained),
            Fact::Balked(caller) => Self::Balked(who(caller)),
            Fact::Dismissed(caller, at) => Self::Dismissed(who(caller), at.micros()),
            Fact::OfferedCallback(caller, accepted) => Self::OfferedCallback(who(caller), accepted),
            Fact::OfferedCallbackWaiting(c, yes, at) => Self::OfferedCallbackWaiting(who(c), yes, at.micros()),
            Fact::CalledBack(caller, by, at) => {
                let lengths = (by.talk.micros(), by.wrap_up.micros());
                Self::CalledBack(who(caller), at.micros(), (by.group.index(), by.agent.index()), lengths)
            }
            Fact::NotPickedUp(caller, by, at, last) => {
                let agent = (by.group.index(), by.agent.index());
                Self::NotPickedUp(who(caller), at.micros(), agent, by.talk.micros(), last)
            }
            Fact::CallbackExpired(caller, at) => Self::CallbackExpired(who(caller), at.micros()),
            Fact::SignedIn(spell) => signed_in(spell),
            Fact::SignedOut(spell, at) => signed_out(spell, at.micros()),
            Fact::Acted(a) => Self::Acted {
                at: a.at.micros(),
                kind: a.kind,
                rung: a.rung.index(),
                waiting: a.waiting,
                asked: a.asked,
                sent: a.sent,
                in_force: a.in_force,
            },
            Fact::Held(group, agent, at) => Self::Held(group.index(), agent.index(), at.micros()),
            Fact::LetGo(group, agent, held) => {
                let times = (held.from.micros(), held.until.micros(), held.free_at.micros());
                Self::LetGo(group.index(), agent.index(), times)
            }
            Fact::Absent(group, agent, reason) => Self::Absent(group.index(), agent.index(), reason.into()),
            Fact::Late(group, agent, from, to) => Self::Late(group.index(), agent.index(), from.micros(), to.micros()),
            Fact::BreakLate(group, agent, planned, at) => {
                Self::BreakLate(group.index(), agent.index(), planned.micros(), at.micros())
            }
            Fact::Worked(group, s) => {
                Self::Worked(group.index(), (s.from.micros(), s.to.micros()), (s.at_work, s.away))
            }
            Fact::Rostered(group, people, start, end) => {
                Self::Rostered(group.index(), i64::from(people) * (end - start).micros())
            }
            Fact::Rested(at) => Self::Rested(at.micros()),
            Fact::Ended(at) => Self::Ended(at.micros()),
            unknown => panic!("a fact that the rules here do not know: {unknown:?}"),
        }
    }
}

fn who(caller: Caller) -> Who {
    let again = match caller.history.kind() {
        CallKind::First => Again::First,
        CallKind::Redial => Again::Redial(caller.history.redials().into()),
        CallKind::Repeat => Again::Repeat(caller.history.repeats().into()),
        CallKind::Transfer => Again::Transfer(caller.history.transfers().into()),
        unknown => panic!("a call that the rules here do not know: {unknown:?}"),
    };
    Who {
        queue: caller.queue.index(),
        source: caller.id.source.index(),
        number: caller.id.number as usize,
        call: u64::from(caller.history.call()),
        again,
        arrival: caller.arrival.micros(),
    }
}

fn rung(spell: Spell) -> Option<usize> {
    spell.borrowed_by.map(|r| r.index())
}

fn answered(caller: Caller, service: Service, at: i64, at_once: bool) -> Seen {
    Seen::Answered {
        who: who(caller),
        at,
        at_once,
        group: service.group.index(),
        agent: service.agent.index(),
        talk: service.talk.micros(),
        wrap_up: service.wrap_up.micros(),
    }
}

fn signed_in(spell: Spell) -> Seen {
    let (group, agent) = (spell.group.index(), spell.agent.index());
    Seen::SignedIn { group, agent, at: spell.since.micros(), rung: rung(spell) }
}

fn signed_out(spell: Spell, at: i64) -> Seen {
    Seen::SignedOut {
        group: spell.group.index(),
        agent: spell.agent.index(),
        since: spell.since.micros(),
        due: spell.due.micros(),
        at,
        shift_ends: spell.shift_ends.micros(),
        rung: rung(spell),
    }
}
