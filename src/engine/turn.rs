//! When things happen, and in which order at one instant: moments, kinds and names in numbers that sort as the day goes.

/// The order of things that happen at the same instant (M-T2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u64)]
pub(super) enum Kind {
    /// Opening hours, shifts, breaks and seats change.
    Changes = 1,
    /// A call ends.
    CallEnds = 2,
    /// A caller has waited so long that another group may answer.
    Overflows = 3,
    /// A borrowed person arrives.
    Joins = 4,
    /// A caller arrives.
    Arrives = 5,
    /// The supervisor looks at the ladder.
    Looks = 6,
    /// A caller hangs up.
    HangsUp = 7,
}

/// The last bits of a turn are left for a name: of the person whose call ends, of the source whose caller arrives. With
/// it, a turn is a key.
const NAME_BITS: u32 = 16;
const NAME_MASK: u64 = (1 << NAME_BITS) - 1;
const KIND_BITS: u32 = 3;

/// Later than every turn.
pub(super) const NEVER: u64 = u64::MAX;

/// No day goes on for longer: 100 days, far past any, and short enough for a million people's time to fit 64 bits. Whatever
/// is in hand then is over within as many days again, which is as far as turns reach.
const LONGEST_DAY: i64 = 100 * 86_400_000_000;

/// When a call ends of which that is not known yet: later than whatever is in hand.
pub(super) const UNKNOWN_END: i64 = 2 * LONGEST_DAY;

/// From this turn on nothing happens any more.
pub(super) const LAST_TURN: u64 = (LONGEST_DAY as u64) << (KIND_BITS + NAME_BITS);

/// A moment and a kind, the name left blank.
#[inline(always)]
pub(super) fn turn(at: i64, kind: Kind) -> u64 {
    debug_assert!((0..=2 * LONGEST_DAY).contains(&at), "{at} is in no day");
    (at as u64) << (KIND_BITS + NAME_BITS) | (kind as u64) << NAME_BITS
}

/// The same of a moment that may never come.
#[inline(always)]
pub(super) fn turn_if_ever(at: i64, kind: Kind) -> u64 {
    if at > 2 * LONGEST_DAY { NEVER } else { turn(at, kind) }
}

/// The moment of a turn; far past any day if it is [`NEVER`].
#[inline(always)]
pub(super) fn moment(turn: u64) -> i64 {
    (turn >> (KIND_BITS + NAME_BITS)) as i64
}

/// A turn with a name.
#[inline(always)]
pub(super) fn key(turn: u64, name: usize) -> u64 {
    turn | name as u64
}

/// The name in a key.
#[inline(always)]
pub(super) fn name(key: u64) -> usize {
    (key & NAME_MASK) as usize
}

/// The last key there can be of a key's turn.
#[inline(always)]
pub(super) fn end_of_turn(key: u64) -> u64 {
    key | NAME_MASK
}

/// A key without its name.
#[inline(always)]
pub(super) fn unnamed(key: u64) -> u64 {
    key & !NAME_MASK
}

/// Whether two keys with different names are of one turn; two that never come do not differ.
#[inline(always)]
pub(super) fn are_tied(a: u64, b: u64) -> bool {
    (a ^ b).wrapping_sub(1) < NAME_MASK
}

/// Whether two keys are of one turn.
#[inline(always)]
pub(super) fn of_one_turn(a: u64, b: u64) -> bool {
    (a ^ b) >> NAME_BITS == 0
}
