//! What can be wrong with a floor, as data: whoever tells it to somebody finds the words.

use super::{NameFault, NamedList, Path};
use crate::units::{SimTime, Span};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// One thing wrong with a floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where.
    pub at: Path,
    /// What.
    pub kind: FaultKind,
}

/// What is wrong, with what was found and what is allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// A number outside its range.
    OutOfRange {
        /// What it is a number of.
        of: Quantity,
        /// The number.
        value: f64,
        /// From where to where it may be.
        range: RangeInclusive<f64>,
    },
    /// A length of time outside its range.
    Length {
        /// The length.
        found: Span,
        /// The shortest.
        least: Span,
        /// The longest.
        most: Span,
    },
    /// More than there may be.
    TooMany {
        /// Of what.
        of: Many,
        /// How many.
        count: u64,
        /// The most.
        most: u64,
    },
    /// A name that cannot be used.
    Name(NameFault),
    /// A name that refers to nothing of use.
    Reference {
        /// The name.
        name: String,
        /// Whose name it should be.
        to: NamedList,
        /// What is wrong with it.
        fault: ReferenceFault,
    },
    /// What does not fit the opening hours, or they themselves.
    Hours(HoursFault),
    /// Sessions that make no calendar.
    Sessions(SessionsFault),
    /// A shift that nobody can work.
    Shift(ShiftFault),
    /// A ladder that cannot be climbed.
    Ladder(LadderFault),
    /// No seat at all.
    NoSeats,
    /// No queue at all.
    NoQueue,
    /// A queue that no group serves.
    NobodyServes {
        /// Its name.
        queue: String,
    },
    /// A group that serves no queue.
    ServesNothing,
    /// More calls in a row of a profile than mean anything.
    CallsInRow {
        /// When the row begins.
        start: SimTime,
        /// Its calls.
        calls: f64,
        /// The most.
        most: f64,
    },
    /// More calls of one queue on a day than can be played.
    TooManyCalls {
        /// How many are expected.
        expected: f64,
        /// The most.
        most: f64,
    },
    /// Lengths between two of which the second is the shorter, or too long.
    UniformBackwards {
        /// The shortest.
        from: Span,
        /// The longest.
        to: Span,
    },
    /// Observed lengths that are none, or out of range.
    ObservedLengths {
        /// The longest that may be.
        most: Span,
    },
    /// Parts of a mixture whose shares do not add up to 1.
    MixtureShares {
        /// What they add up to.
        sum: f64,
    },
    /// A survival curve without points, or with points out of order.
    SurvivalCurve,
    /// No day to take calls from, or one with a part of a call.
    SampledDays,
    /// Head-counts without rows, or with rows out of order.
    HeadCounts,
    /// Reasons of absence with chances of more than 1 in all.
    AbsentMoreThanOnce {
        /// What they add up to.
        total: f64,
    },
    /// Transfers that cannot be.
    Transfers(TransferFault),
    /// What only people with shifts of their own can do, of people given as head-counts.
    NoShiftsOfTheirOwn,
    /// Own work of a group that is on the phones.
    OwnWorkOnPhones,
    /// An incident that multiplies recorded calls.
    TimesRecordedCalls {
        /// The queue.
        queue: String,
    },
    /// A target of answered calls where nobody could answer one.
    TargetsWithoutAgents,
}

/// What a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A share.
    Share,
    /// What calls are multiplied by.
    Scale,
    /// Calls per hour.
    Rate,
    /// How much days differ; 0 is allowed too.
    DayCv,
    /// How much intervals of a day differ; 0 is allowed too.
    IntervalCv,
    /// How much lengths of time differ.
    LengthCv,
    /// What times are multiplied by.
    Factor,
    /// Pay.
    Cost,
    /// Callers who may wait at once.
    Waiting,
    /// Telephone lines.
    Lines,
    /// How often one caller may call again.
    CallsAgain,
    /// Callers to be called back at once.
    Callbacks,
    /// Tasks that a person does in an hour.
    TasksPerHour,
    /// Minutes that a person takes for a task.
    MinutesPerTask,
    /// Half of an interval.
    HalfWidth,
    /// Days to simulate at most.
    MostDays,
}

/// Of what there are too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// Elements of the list.
    Elements,
    /// People of one group.
    People,
    /// Rows of head-counts.
    HeadCounts,
    /// Comings and goings of one day.
    Moves,
    /// Queues and incidents on all dates.
    Sources,
    /// Queues, and those of them once more that call back, or that have a line for who is transferred there.
    QueueLines,
    /// Waiting times asked about besides those of every floor.
    Thresholds,
}

/// What is wrong with a name that refers to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceFault {
    /// Nothing is called so.
    Unknown {
        /// What there is of use.
        known: Arc<[String]>,
    },
    /// It has been named before.
    Twice,
    /// It is the queue's own name, where another one is meant.
    Itself,
    /// The group does not serve the queue.
    DoesNotServe {
        /// The queue.
        queue: String,
    },
    /// The group does not serve the queue that it has something for.
    NotServed,
    /// The group is on the phones already.
    NotLent,
    /// The group is at its own work.
    Lent,
}

/// What is wrong with transfers.
#[derive(Clone, Debug, PartialEq)]
pub enum TransferFault {
    /// Chances of more than 1 in all.
    MoreThanOnce {
        /// What they add up to.
        total: f64,
    },
    /// How those stand in line who are transferred to a queue to which nobody is.
    Nobody {
        /// The queue.
        queue: String,
    },
}

/// What does not fit the opening hours: without them it could not have been found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFault {
    /// Closing is not after opening, or not within the day.
    Backwards {
        /// Opening.
        open: SimTime,
        /// Closing.
        close: SimTime,
    },
    /// Opening hours of which clocks show none on the date: they are put forward past them.
    Skipped {
        /// Opening.
        open: SimTime,
        /// Closing.
        close: SimTime,
    },
    /// An interval that does not divide a session.
    IntervalDoesNotFit {
        /// Its length.
        interval: Span,
        /// The length of the session.
        hours: Span,
    },
    /// An interval that makes more of them than anybody reads.
    IntervalTooShort {
        /// Its length.
        interval: Span,
        /// The most intervals.
        most: usize,
    },
    /// An interval that makes more rows of results than anybody reads.
    TooManyRows {
        /// Its length.
        interval: Span,
        /// Intervals that it makes.
        intervals: usize,
        /// Queues and groups that are told of in each.
        told: usize,
        /// The most intervals.
        most: usize,
    },
    /// A warm-up that is not over before closing.
    WarmUpTooLong {
        /// Its length.
        warm_up: Span,
    },
    /// A gap or overlap in a profile.
    RowsApart {
        /// When a row ends.
        end: SimTime,
        /// When the next one starts.
        next: SimTime,
    },
    /// A profile that does not cover the opening hours.
    RowsDoNotCover {
        /// Opening.
        open: SimTime,
        /// Closing.
        close: SimTime,
    },
    /// An incident that begins when it is closed.
    IncidentOutside {
        /// When.
        start: SimTime,
    },
    /// Past days that cover no date's opening hours, or a date whose hours none covers.
    SampleDoesNotCover,
    /// Recorded calls out of order or outside the opening hours.
    CallsOutside,
}

/// What keeps sessions from being a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionsFault {
    /// There is none.
    None,
    /// A date has more than one.
    TwiceOnADate,
    /// Some have a date and some have none.
    SomeDated,
    /// A date too long after the first, or before it.
    TooFarApart {
        /// Days after the first.
        days: i64,
        /// The most days after the first.
        most: i64,
    },
    /// A session begins before the one before it has closed.
    Overlap,
}

/// What is wrong with a shift or one of its breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftFault {
    /// It does not end after it starts, or not within the day.
    Backwards {
        /// Its start.
        start: SimTime,
        /// Its end.
        end: SimTime,
    },
    /// It lies wholly outside the opening hours.
    Closed {
        /// Its start.
        start: SimTime,
        /// Its end.
        end: SimTime,
        /// Opening.
        open: SimTime,
        /// Closing.
        close: SimTime,
    },
    /// A break of no length.
    BreakOfNoLength {
        /// Its length.
        length: Span,
    },
    /// A break that is not within its shift.
    BreakOutside {
        /// Start and end of the break.
        pause: (SimTime, SimTime),
        /// Start and end of the shift.
        shift: (SimTime, SimTime),
    },
    /// A break that begins before another one is over.
    BreaksOverlap {
        /// Its start.
        start: SimTime,
        /// The start of the one before.
        before: SimTime,
    },
}

/// What is wrong with the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LadderFault {
    /// Looks too soon after each other.
    LooksTooOften,
    /// So many can never wait.
    NeverWaiting {
        /// More than so many ...
        above: u32,
        /// ... and no more than so many.
        up_to: u32,
    },
    /// So many people can never be asked for.
    People {
        /// At least so many ...
        least: u32,
        /// ... and at most so many.
        most: u32,
    },
    /// It is never as late as the first time and not as late as the second.
    NeverBetween {
        /// From then ...
        from: SimTime,
        /// ... until then.
        until: SimTime,
    },
    /// A rung would be released while it is pulled.
    ReleasesTooEarly {
        /// No more than so many wait when it is released.
        at_most: u32,
        /// More than so many wait when a rung is pulled.
        smallest: u32,
    },
}

impl Fault {
    /// A fault at a place.
    pub fn new(at: Path, kind: FaultKind) -> Self {
        Self { at, kind }
    }
}
