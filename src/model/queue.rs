//! A queue: a call type with its own arrivals, talk, wrap-up, patience and priority.

use super::{Distribution, Patience, Transfer, Transferred};
use crate::units::{SimTime, Span};

/// A call type.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// Its name, unique on the floor.
    pub name: String,
    /// Higher is served first (M-D2).
    pub priority: i32,
    /// Its callers stand in line, among callers of equal priority, as if they had come so much earlier (M-D2).
    pub credit: Span,
    /// What callers go through before they ask for a person (M-C5); `None`: they ask at once.
    pub ivr: Option<Ivr>,
    /// Where its callers come from.
    pub arrivals: Arrivals,
    /// Time with the caller.
    pub talk: Distribution,
    /// How days differ in it.
    pub talk_day: DayFactor,
    /// Time after the call.
    pub wrap_up: Distribution,
    /// How long a caller would wait.
    pub patience: Patience,
    /// Recorded announcements at which callers hang up who would else wait on.
    pub announcements: Vec<Announcement>,
    /// Chance that a caller who would have to wait hangs up at once (M-C6).
    pub balk: f64,
    /// How unsure the scale of its profile is: coefficient of variation of a gamma factor with mean 1, drawn once for all dates (M-C2).
    /// One for all queues, unless the busyness is the queue's own.
    pub scale_cv: f64,
    /// Whether who hung up or was blocked calls again (M-C7); `None`: nobody does.
    pub redial: Option<CallAgain>,
    /// Whether who was answered calls again, the matter not being settled (M-C8); `None`: nobody does.
    pub repeat: Option<CallAgain>,
    /// Whether who would have to wait may be called back instead (M-C9); `None`: nobody is.
    pub callback: Option<Callback>,
    /// To which other queues answered callers go on (M-C10); empty: to none.
    pub transfers: Vec<Transfer>,
    /// How those stand in line and wait who are transferred to it; `None`: as its own callers do.
    pub transferred: Option<Transferred>,
    /// Groups that are asked first, in this order; empty: whoever has been idle longest (M-D1).
    pub answered_by: Vec<String>,
}

impl Queue {
    /// A queue with the contract's defaults: no wrap-up, infinite patience, priority 0, no credit.
    pub fn new(name: &str, arrivals: Arrivals, talk: Distribution) -> Self {
        Self {
            name: name.to_owned(),
            priority: 0,
            credit: Span::ZERO,
            arrivals,
            talk,
            talk_day: DayFactor::default(),
            wrap_up: Distribution::Constant(Span::ZERO),
            patience: Patience::Infinite,
            announcements: Vec::new(),
            ivr: None,
            balk: 0.0,
            scale_cv: 0.0,
            redial: None,
            repeat: None,
            callback: None,
            transfers: Vec::new(),
            transferred: None,
            answered_by: Vec::new(),
        }
    }

    /// How often a caller of the queue calls in the mean at most: once, and again whenever there is a reason.
    pub fn most_times(&self) -> f64 {
        [&self.redial, &self.repeat].into_iter().flatten().map(CallAgain::most_times).product()
    }

    /// How many times as long as the queue says callers of a row take, to talk and to wrap up: 1 where the row says nothing, or
    /// where the queue's calls take no time at all.
    pub fn times_as_long(&self, row: &ProfileRow) -> f64 {
        let mean_s = self.talk.mean_s() + self.wrap_up.mean_s();
        row.handle_time.filter(|_| mean_s > 0.0).map_or(1.0, |length| length.as_secs() / mean_s)
    }
}

/// A recorded announcement to those who wait (M-C6).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Announcement {
    /// After so long a wait.
    pub at: Span,
    /// The chance that who still waits then hangs up.
    pub chance: f64,
}

/// What callers go through before they ask for a person (M-C5).
#[derive(Clone, Debug, PartialEq)]
pub struct Ivr {
    /// How long it takes.
    pub delay: Distribution,
    /// The chance that nobody needs to be asked for then.
    pub contained: f64,
}

/// Who calls again.
#[derive(Clone, Debug, PartialEq)]
pub struct CallAgain {
    /// Chance that a caller does, each time.
    pub chance: f64,
    /// After how long: from hanging up or being blocked, or from the end of the talk.
    pub after: Distribution,
    /// A caller does so at most so often: of redials since the last answer, of repeats on one day.
    pub at_most: u32,
}

impl CallAgain {
    /// How often somebody calls in the mean whose every try fails: 1 + chance + chance^2 ...
    pub fn most_times(&self) -> f64 {
        let more = |(times, next): (f64, f64), _| (times + next * self.chance, next * self.chance);
        (0..self.at_most).fold((1.0, 1.0), more).0
    }
}

/// Who is called back instead of waiting (M-C9).
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// Chance that who is offered to be called back accepts.
    pub chance: f64,
    /// It is offered if the wait to be expected is at least so long.
    pub expected_wait: Span,
    /// It is offered to who has waited so long on the line; zero: instead of waiting.
    pub offer_after: Span,
    /// It is offered only when it is as late as the first time and not as late as the second; `None`: at any time.
    pub between: Option<(SimTime, SimTime)>,
    /// No more than so many are to be called at once; `None`: however many.
    pub at_most: Option<u32>,
    /// Higher is called first (M-D2); `None`: that of the queue.
    pub priority: Option<i32>,
    /// Chance of each try that nobody picks up.
    pub no_answer: f64,
    /// How long an agent then lets it ring.
    pub rings: Distribution,
    /// So many tries in all.
    pub tries: u32,
    /// How long after one in vain the next falls due.
    pub again_after: Distribution,
    /// Whoever has not been called so long after the call is not called any more; `None`: however long it takes.
    pub within: Option<Span>,
}

impl Callback {
    /// To whoever has to wait, with this chance; everybody picks up at the first try.
    pub const fn accepted_by(chance: f64) -> Self {
        Self {
            chance,
            expected_wait: Span::ZERO,
            offer_after: Span::ZERO,
            between: None,
            at_most: None,
            priority: None,
            no_answer: 0.0,
            rings: Distribution::Constant(Self::USUAL_RINGS),
            tries: Self::USUAL_TRIES,
            again_after: Distribution::Constant(Self::USUALLY_AGAIN_AFTER),
            within: None,
        }
    }

    /// How long it rings in vain, how many tries there are, and how long after one the next is, if a scenario does not say.
    pub const USUAL_RINGS: Span = Span::from_secs(30);
    /// See above.
    pub const USUAL_TRIES: u32 = 2;
    /// See above.
    pub const USUALLY_AGAIN_AFTER: Span = Span::from_minutes(15);
}

/// Where callers come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrivals {
    /// Poisson at a rate that is constant inside each row (M-C1), the day's rates times a busyness factor (M-C2).
    Profile {
        /// Rows in order of time, without gap or overlap, covering the opening hours.
        rows: Vec<ProfileRow>,
        /// Multiplies every row.
        scale: f64,
        /// How days differ.
        busyness: DayFactor,
        /// How the intervals of a day differ besides, for all queues alike unless the busyness is the queue's own.
        intervals: IntervalFactor,
    },
    /// Each day has the calls of one of these days, all equally likely, each row's at moments of the row that are all equally likely
    /// (M-C3). Rows as in a profile, with whole numbers of calls.
    Sample(Vec<Vec<ProfileRow>>),
    /// These callers and no others, the same every day (M-C3), in order of arrival.
    Calls(Vec<RecordedCall>),
}

impl Arrivals {
    /// Poisson at one rate from `open` to `close`.
    pub fn per_hour(calls: f64, open: SimTime, close: SimTime) -> Self {
        let rows = vec![ProfileRow::new(open, close, calls * (close - open).as_hours())];
        Self::Profile { rows, scale: 1.0, busyness: DayFactor::default(), intervals: IntervalFactor::default() }
    }
}

/// How many calls are expected between two moments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProfileRow {
    /// From.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// Expected calls in between.
    pub calls: f64,
    /// Mean handle time of the callers who arrive in between; `None`: that of the queue (M-C1).
    pub handle_time: Option<Span>,
}

impl ProfileRow {
    /// So many calls, handled as the queue says.
    pub const fn new(start: SimTime, end: SimTime, calls: f64) -> Self {
        Self { start, end, calls, handle_time: None }
    }
}

/// How much whole days differ in something (M-C2): a gamma factor with mean 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DayFactor {
    /// Coefficient of variation of the factor; 0: every day alike.
    pub cv: f64,
    /// The factor is this queue's own, instead of one uniform per day shared by all queues.
    pub own: bool,
}

/// How much the intervals of a day differ (M-C2): lognormal factors with mean 1, one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct IntervalFactor {
    /// Coefficient of variation of a factor; 0: all alike.
    pub cv: f64,
    /// Correlation of the factors of an interval and the next.
    pub correlation: f64,
}

/// A caller taken as recorded; what is `None` is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecordedCall {
    /// When the caller asks for a person.
    pub arrival: SimTime,
    /// Time with the caller.
    pub talk: Option<Span>,
    /// Time after the call.
    pub wrap_up: Option<Span>,
    /// `None`: drawn; `Some(None)`: never hangs up; `Some(Some(span))`: hangs up after it.
    pub patience: Option<Option<Span>>,
    /// Of those who call at one moment, in whichever queue, the smallest is first (M-T2); drawn callers of the n-th
    /// queue, from 0, have n * 2^32. At the same number the queue written first is first.
    pub order: u64,
}
