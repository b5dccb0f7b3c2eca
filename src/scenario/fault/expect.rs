//! What can be wrong with a key of `[expect]`.

use crate::model::NamedList;
use crate::units::{SimTime, Span};
use std::sync::Arc;

/// Why a key of `[expect]` means nothing on this floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectFault {
    /// There are too many of them.
    TooMany {
        /// How many.
        count: usize,
        /// The most.
        most: usize,
    },
    /// No measure of the whole floor is called so.
    NoMeasure(FiguresAllowed),
    /// No figure there is called so.
    NoFigure(FiguresAllowed),
    /// Only the whole floor's day has that figure.
    OnlyOfTheFloor(FiguresAllowed),
    /// A cost, where nobody's pay is known.
    NoPay,
    /// It does not say which of a list it means, or which figure.
    Which(NamedList),
    /// Nothing of a list is called so.
    NoName {
        /// The list.
        of: NamedList,
        /// The name.
        name: String,
        /// Those there are.
        known: Arc<[String]>,
    },
    /// It does not say which intervals it means, or which measure.
    WhichIntervals,
    /// Two times that make no stretch of the day.
    NoStretch(String),
    /// A stretch outside the opening hours.
    NotOpen {
        /// From ...
        from: SimTime,
        /// ... to.
        to: SimTime,
        /// Opening.
        open: SimTime,
        /// Closing.
        close: SimTime,
    },
    /// A time within an interval.
    WithinInterval {
        /// The time.
        at: SimTime,
        /// When the interval begins.
        start: SimTime,
        /// How long it is.
        length: Span,
    },
    /// A stretch that is over before anything is counted.
    NotCounted {
        /// From ...
        from: SimTime,
        /// ... to.
        to: SimTime,
        /// When counting begins.
        counted_from: SimTime,
    },
    /// It does not say of which days it is the share.
    WhichDays,
    /// What makes a day a good one is no comparison with a number.
    NoComparison(String),
    /// A day has several of such a figure.
    SeveralADay,
    /// Of several dates none is named, or one on which it is not open.
    WhichDate(String),
    /// A day has no share of days.
    ShareOfShares,
}

/// Figures that keys may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresAllowed {
    /// Their names.
    pub names: Vec<&'static str>,
    /// Whether service levels within any time are among them.
    pub or_service_levels: bool,
}

/// What keys of `[expect]` about elements of a list begin with.
pub const fn head(list: NamedList) -> &'static str {
    match list {
        NamedList::Queues => "queues",
        NamedList::Groups => "groups",
        NamedList::Incidents => "incidents",
        NamedList::Ladders => "ladders",
        NamedList::Rungs => "ladder",
    }
}
