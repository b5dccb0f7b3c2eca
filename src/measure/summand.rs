//! What a day comes to in whole numbers, of whose sums figures are the ratios.

/// A whole number of one day, for some calls in some intervals: calls, microseconds or millionths of a currency unit.
///
/// There are fewer of them than figures: a row of an interval counts each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summand {
    /// 0.
    Nothing,
    /// 1.
    Day,
    /// 1 if any of the time counts, 0 in the warm-up.
    Counts,
    /// The time that counts.
    Time,
    /// Callers who asked for a person and got a line.
    Offered,
    /// Callers who got a person.
    Answered,
    /// Those of them who were not called back.
    AnsweredOnTheLine,
    /// 1 if there is one of those.
    AnsweredAnyOnTheLine,
    /// Of the answered, those who had not been answered before.
    CallersAnswered,
    /// Callers who hung up.
    Abandoned,
    /// Callers sent away after closing.
    WaitingAtEnd,
    /// Callers who found every line taken.
    Blocked,
    /// Calls that ended in the IVR.
    Contained,
    /// Calls between the opening hours of two dates.
    OutsideHours,
    /// Offered calls that are a second or later try.
    Redials,
    /// Offered calls of callers whom an answer has not helped.
    Repeats,
    /// Offered calls that came from another queue.
    Transfers,
    /// Offers to be called back.
    CallbacksOffered,
    /// Those accepted.
    Callbacks,
    /// Those of them who were reached.
    CalledBack,
    /// Those of them who never picked up.
    CallbacksUnreached,
    /// Those of them who were not called in time.
    CallbacksExpired,
    /// How long those waited who were reached.
    CallbackTime,
    /// People who asked for a person or were blocked, once each.
    Callers,
    /// Calls answered within a threshold, which has this place among the floor's.
    AnsweredWithin(usize),
    /// Calls answered or hung up within one.
    GoneWithin(usize),
    /// Offered calls without the short hang-ups.
    OfferedLessShort,
    /// Offered calls without those hung up within a threshold.
    OfferedLessAbandoned(usize),
    /// Waits of the answered.
    WaitAnswered,
    /// Waits of all offered.
    Wait,
    /// Talk and wrap-up of the answered.
    Handling,
    /// Time integral of the number waiting.
    WaitingTime,
    /// Time on the phones of those who serve these calls.
    SignedIn,
    /// The part of it for a rung.
    Borrowed,
    /// What only the whole day has.
    OfDay(DaySummand),
}

/// A whole number of the floor's whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaySummand {
    /// The longest wait of an answered call.
    LongestWait,
    /// Most callers waiting at once.
    MostWaiting,
    /// Time with more callers waiting than this.
    TimeAbove(usize),
    /// Time at calls of all groups.
    Handling,
    /// Time on the phones of all groups.
    SignedIn,
    /// The part of it for a rung.
    Borrowed,
    /// What the paid hours cost.
    Cost,
    /// 1 if any group has a price.
    HasPrice,
}
