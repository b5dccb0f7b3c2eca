//! One person's day: where, since when, for whom.

use super::super::fact::RungId;
use super::super::plan::PersonPlan;

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// Not on duty.
    Off,
    /// A lent person at own work.
    OwnWork,
    /// Borrowed, not yet there.
    OnTheWay,
    /// There, without a seat.
    NeedsSeat,
    /// On a break.
    OnBreak,
    /// Signed in: handling or ready.
    OnPhones,
    /// Signed in and handling the last call before leaving.
    Finishing(Then),
}

/// Where a person goes on leaving the phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Off,
    Break,
    OwnWork,
}

/// A person's day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub place: Whereabouts,
    /// The end of the shift; with head-counts nobody has one of their own.
    pub ends: i64,
    /// Takes no seat before.
    pub not_before: i64,
    /// Signed in since.
    pub since: i64,
    /// When the person should have left the phones.
    pub due: i64,
    /// When the last call ends, while finishing.
    pub free_at: i64,
    /// Moves on when what was scheduled for the person is void.
    pub ticket: u32,
    /// The first break not yet begun.
    pub next_break: u32,
    /// When it begins, once a rung has postponed it; its planned begin or the release, once that rung is released.
    pub postponed_to: Option<i64>,
    /// The rung that has the person on loan.
    pub on_loan: Option<RungId>,
    /// The rung that the present spell on the phones counts for.
    pub spell_for: Option<RungId>,
    /// Stays after the shift because callers still wait after closing (M-T3).
    pub stays: bool,
    /// Does not come today, for the reason of that number.
    pub absent: Option<u8>,
    /// When the person comes: at the start of the shift or later; at the end or after it: not at all.
    pub starts: i64,
    /// Place in the order of signing in; `u64::MAX` while called and not yet there.
    pub signed_in: u64,
}

impl Person {
    /// Before the day begins.
    pub const fn new(plan: &PersonPlan, absent: Option<u8>, starts: i64) -> Self {
        Self {
            place: Whereabouts::Off,
            ends: plan.end,
            not_before: 0,
            since: 0,
            due: 0,
            free_at: 0,
            ticket: 0,
            next_break: 0,
            postponed_to: None,
            on_loan: None,
            spell_for: None,
            stays: false,
            absent,
            starts,
            signed_in: 0,
        }
    }

    /// Whether the person is there at all today.
    pub const fn comes(&self) -> bool {
        self.absent.is_none() && self.starts < self.ends
    }

    /// Whether the person sits at a phone.
    pub const fn is_signed_in(&self) -> bool {
        matches!(self.place, Whereabouts::OnPhones | Whereabouts::Finishing(_))
    }
}
