//! What a day came to, figure by figure: each a ratio of two integers.

use super::own_work::Tasks;
use super::quantity::{DayQuantity, Quantity};
use super::{CallTally, DayRecord, Grid, GroupTime, Pair};
use crate::figures::{GroupFigure, Measure, Relative, Scope, ServiceLevel};
use crate::model::Floor;
use crate::units::Span;
use std::borrow::Cow;
use std::ops::Range;

/// What is more than a ratio of two numbers of a day.
const NO_RATIO: (Quantity, Quantity) = (Quantity::Nothing, Quantity::Nothing);

/// What must be known of a floor to count its days.
#[derive(Debug)]
pub struct Counter {
    grid: Grid,
    times: Vec<Span>,
    queues: usize,
    groups: usize,
    /// Groups that serve each queue.
    serving: Vec<Vec<usize>>,
}

impl Counter {
    /// That of a floor.
    pub fn new(floor: &Floor) -> Self {
        let serves =
            |queue: &String| (0..floor.groups.len()).filter(|g| floor.groups[*g].serves.contains(queue)).collect();
        Self {
            grid: Grid::new(floor),
            times: floor.thresholds(),
            queues: floor.queues.len(),
            groups: floor.groups.len(),
            serving: floor.queues.iter().map(|queue| serves(&queue.name)).collect(),
        }
    }

    /// What a day came to for these calls in these intervals.
    pub fn stretch<'d>(&'d self, day: &'d DayRecord, scope: Scope, intervals: Range<usize>) -> CountedCalls<'d> {
        let calls = self.calls(day, scope, intervals.clone());
        let time = intervals.clone().map(|i| self.grid.counted(i)).sum();
        let (offered, answered) = (calls.offered(), calls.answered());
        CountedCalls { counter: self, day, scope, intervals, calls, offered, answered, time }
    }

    /// The calls, added up where they do not stand together.
    fn calls<'d>(&self, day: &'d DayRecord, scope: Scope, intervals: Range<usize>) -> Cow<'d, CallTally> {
        let queues = match scope {
            Scope::Floor => 0..self.queues,
            Scope::Queue(queue) => queue..queue + 1,
        };
        let cells = |i: usize| &day.cells[i * self.queues..][queues.clone()];
        if let (1, [only]) = (intervals.len(), cells(intervals.start)) {
            return Cow::Borrowed(only);
        }
        let mut calls = CallTally::default();
        intervals.flat_map(cells).for_each(|cell| calls += cell);
        Cow::Owned(calls)
    }

    /// The quantities of which a measure is the ratio, on one day; nothing and nothing for what is no such ratio.
    pub fn parts(&self, measure: Measure) -> (Quantity, Quantity) {
        match measure {
            Measure::Offered => (Quantity::Offered, Quantity::Counts),
            Measure::Answered => (Quantity::Answered, Quantity::Counts),
            Measure::Abandoned => (Quantity::Abandoned, Quantity::Counts),
            Measure::WaitingAtEnd => (Quantity::WaitingAtEnd, Quantity::Counts),
            Measure::Blocked => (Quantity::Blocked, Quantity::Counts),
            Measure::Contained => (Quantity::Contained, Quantity::Counts),
            Measure::OutsideHours => (Quantity::OutsideHours, Quantity::Counts),
            Measure::Redials => (Quantity::Redials, Quantity::Counts),
            Measure::Repeats => (Quantity::Repeats, Quantity::Counts),
            Measure::Transfers => (Quantity::Transfers, Quantity::Counts),
            Measure::CallbacksOffered => (Quantity::CallbacksOffered, Quantity::Counts),
            Measure::Callbacks => (Quantity::Callbacks, Quantity::Counts),
            Measure::CalledBack => (Quantity::CalledBack, Quantity::Counts),
            Measure::CallbacksUnreached => (Quantity::CallbacksUnreached, Quantity::Counts),
            Measure::CallbacksExpired => (Quantity::CallbacksExpired, Quantity::Counts),
            Measure::CallbackTime => (Quantity::CallbackTime, Quantity::CalledBack),
            Measure::Callers => (Quantity::Callers, Quantity::Counts),
            Measure::CallerAnswerRate => (Quantity::CallersAnswered, Quantity::Callers),
            Measure::AnswerRate => (Quantity::Answered, Quantity::Offered),
            Measure::AbandonRate => (Quantity::Abandoned, Quantity::Offered),
            Measure::ServiceLevel(level) => self.parts_of_service_level(level),
            Measure::Asa => (Quantity::WaitAnswered, Quantity::AnsweredOnTheLine),
            Measure::WaitMean => (Quantity::Wait, Quantity::Offered),
            Measure::WaitMax => (Quantity::OfDay(DayQuantity::LongestWait), Quantity::AnsweredAnyOnTheLine),
            Measure::HandleTime => (Quantity::Handling, Quantity::Answered),
            Measure::WaitingMean => (Quantity::WaitingTime, Quantity::Time),
            Measure::WaitingMax => (Quantity::OfDay(DayQuantity::MostWaiting), Quantity::Day),
            Measure::MinutesAbove5 => (Quantity::OfDay(DayQuantity::TimeAbove(5)), Quantity::Day),
            Measure::MinutesAbove10 => (Quantity::OfDay(DayQuantity::TimeAbove(10)), Quantity::Day),
            Measure::Occupancy => (Quantity::OfDay(DayQuantity::Handling), Quantity::OfDay(DayQuantity::SignedIn)),
            Measure::SignedInHours => (Quantity::OfDay(DayQuantity::SignedIn), Quantity::Day),
            Measure::BorrowedHours => (Quantity::OfDay(DayQuantity::Borrowed), Quantity::Day),
            Measure::Cost => (Quantity::OfDay(DayQuantity::Cost), Quantity::OfDay(DayQuantity::HasPrice)),
            Measure::SignedIn => (Quantity::SignedIn, Quantity::Time),
            Measure::Borrowed => (Quantity::Borrowed, Quantity::Time),
            Measure::WaitP50 | Measure::WaitP90 | Measure::WaitP95 | Measure::WaitP99 | Measure::OfferedLoad => {
                NO_RATIO
            }
        }
    }

    fn parts_of_service_level(&self, ServiceLevel { within, relative }: ServiceLevel) -> (Quantity, Quantity) {
        let Some(t) = self.times.iter().position(|time| *time == within) else { return NO_RATIO };
        match relative {
            Relative::OfOffered => (Quantity::AnsweredWithin(t), Quantity::Offered),
            Relative::OfAnswered => (Quantity::AnsweredWithin(t), Quantity::Answered),
            Relative::LessShort => (Quantity::AnsweredWithin(t), Quantity::OfferedLessShort),
            Relative::LessAbandons => (Quantity::AnsweredWithin(t), Quantity::OfferedLessAbandoned(t)),
            Relative::WithAbandons => (Quantity::GoneWithin(t), Quantity::Offered),
        }
    }
}

/// What one day came to for some calls in some intervals.
#[derive(Debug)]
pub struct CountedCalls<'d> {
    counter: &'d Counter,
    day: &'d DayRecord,
    scope: Scope,
    intervals: Range<usize>,
    calls: Cow<'d, CallTally>,
    /// Of the calls; added up once, as most figures ask for one of them.
    offered: i64,
    answered: i64,
    /// What of the intervals counts, in microseconds.
    time: i64,
}

impl CountedCalls<'_> {
    /// A measure. Those of the day alone are counted for the whole floor, whatever the stretch; what is more than a ratio of two
    /// numbers of a day has nothing to count.
    pub fn pair(&self, measure: Measure) -> Pair {
        let (x, y) = self.counter.parts(measure);
        Pair { x: self.quantity(x), y: self.quantity(y) }
    }

    /// A quantity of which measures are made.
    #[inline]
    pub fn quantity(&self, quantity: Quantity) -> i64 {
        let (calls, offered, answered, time) = (&*self.calls, self.offered, self.answered, self.time);
        match quantity {
            Quantity::Nothing => 0,
            Quantity::Day => 1,
            Quantity::Counts => i64::from(time > 0),
            Quantity::Time => time,
            Quantity::Offered => offered,
            Quantity::Answered => answered,
            Quantity::AnsweredOnTheLine => calls.answered_on_the_line(),
            Quantity::AnsweredAnyOnTheLine => i64::from(calls.answered_on_the_line() > 0),
            Quantity::CallersAnswered => answered - calls.answered_again,
            Quantity::Abandoned => calls.abandoned,
            Quantity::WaitingAtEnd => calls.waiting_at_end,
            Quantity::Blocked => calls.blocked,
            Quantity::Contained => calls.contained,
            Quantity::OutsideHours => calls.outside_hours,
            Quantity::Redials => calls.redials,
            Quantity::Repeats => calls.repeats,
            Quantity::Transfers => calls.transfers,
            Quantity::CallbacksOffered => calls.callbacks_offered,
            Quantity::Callbacks => calls.callbacks(),
            Quantity::CalledBack => calls.called_back,
            Quantity::CallbacksUnreached => calls.callbacks_unreached,
            Quantity::CallbacksExpired => calls.callbacks_expired,
            Quantity::CallbackTime => calls.callback_time,
            Quantity::Callers => calls.callers(),
            Quantity::AnsweredWithin(t) => self.answered_within(t),
            Quantity::GoneWithin(t) => self.answered_within(t) + calls.abandoned_within[t],
            Quantity::OfferedLessShort => offered - calls.short_abandoned,
            Quantity::OfferedLessAbandoned(t) => offered - calls.abandoned_within[t],
            Quantity::WaitAnswered => calls.wait_answered,
            Quantity::Wait => calls.wait_answered + calls.wait_lost,
            Quantity::Handling => calls.handling,
            Quantity::WaitingTime => calls.waiting_time,
            Quantity::SignedIn => self.people(|cell| cell.0),
            Quantity::Borrowed => self.people(|cell| cell.1),
            Quantity::OfDay(quantity) => self.of_day(quantity),
        }
    }

    /// Apart, for the others are asked of every interval.
    #[cold]
    fn of_day(&self, quantity: DayQuantity) -> i64 {
        let groups = &self.day.groups;
        let of_groups = |time: fn(&GroupTime) -> i64| groups.iter().map(time).sum();
        match quantity {
            DayQuantity::LongestWait => self.day.longest_wait,
            DayQuantity::MostWaiting => self.day.time_at.iter().rposition(|t| *t > 0).unwrap_or(0) as i64,
            DayQuantity::TimeAbove(waiting) => self.day.time_at.iter().skip(waiting + 1).sum(),
            DayQuantity::Handling => of_groups(|g| g.handling),
            DayQuantity::SignedIn => of_groups(|g| g.signed_in),
            DayQuantity::Borrowed => of_groups(|g| g.borrowed),
            DayQuantity::Cost => of_groups(|g| g.cost),
            DayQuantity::HasPrice => i64::from(groups.iter().any(|group| group.has_price)),
        }
    }

    fn answered_within(&self, threshold: usize) -> i64 {
        self.calls.at_once + self.calls.answered_within[threshold]
    }

    /// Time on the phones of those who serve these calls, all of it or that on loan, in microseconds.
    fn people(&self, time: fn(&(i64, i64)) -> i64) -> i64 {
        let groups = self.counter.groups;
        let of_interval = |i: usize| {
            let cells = &self.day.signed_in[i * groups..][..groups];
            match self.scope {
                Scope::Floor => cells.iter().map(time).sum::<i64>(),
                Scope::Queue(queue) => self.counter.serving[queue].iter().map(|g| time(&cells[*g])).sum(),
            }
        };
        self.intervals.clone().map(of_interval).sum()
    }
}

impl GroupTime {
    /// A figure of the group.
    pub fn pair(&self, figure: GroupFigure) -> Pair {
        match figure {
            GroupFigure::Occupancy => Pair { x: self.handling, y: self.signed_in },
            GroupFigure::SignedInHours => Pair::plain(self.signed_in),
            GroupFigure::BorrowedHours => Pair::plain(self.borrowed),
            GroupFigure::OverrunHours => Pair::plain(self.overrun),
            GroupFigure::Absent => Pair::plain(self.absent),
            GroupFigure::Late => Pair::plain(self.late),
            GroupFigure::LateHours => Pair::plain(self.late_time),
            GroupFigure::LateBreaks => Pair::plain(self.late_breaks),
            GroupFigure::LateBreakMinutes => Pair::plain(self.late_break_time),
            GroupFigure::OvertimeHours => Pair::plain(self.overtime),
            GroupFigure::Cost => Pair { x: self.cost, y: self.has_price as i64 },
            GroupFigure::DeferredTasks => self.of_tasks(|tasks| tasks.deferred),
            GroupFigure::CaughtUpTasks => self.of_tasks(|tasks| tasks.caught_up),
            GroupFigure::LeftOverTasks => self.of_tasks(Tasks::left_over),
            GroupFigure::LateTasks => self.of_tasks(|tasks| tasks.late),
        }
    }

    /// Nothing to count where nothing is known of the own work.
    fn of_tasks(&self, of: fn(Tasks) -> i64) -> Pair {
        self.tasks.map_or(Pair::NOTHING, |tasks| Pair::plain(of(tasks)))
    }
}
