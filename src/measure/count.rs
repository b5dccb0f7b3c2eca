//! What a day came to, figure by figure: each a ratio of two integers.

use super::own_work::Tasks;
use super::summand::{DaySummand, Summand};
use super::{CallTally, DayRecord, Grid, GroupTime, Pair};
use crate::figures::{GroupFigure, Measure, Relative, Scope, ServiceLevel};
use crate::model::Floor;
use crate::units::Span;
use std::borrow::Cow;
use std::ops::Range;

/// What is more than a ratio of two numbers of a day.
const NO_RATIO: (Summand, Summand) = (Summand::Nothing, Summand::Nothing);

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

    /// The summands of which a measure is the ratio, on one day; nothing and nothing for what is no such ratio.
    pub fn parts(&self, measure: Measure) -> (Summand, Summand) {
        match measure {
            Measure::Offered => (Summand::Offered, Summand::Counts),
            Measure::Answered => (Summand::Answered, Summand::Counts),
            Measure::Abandoned => (Summand::Abandoned, Summand::Counts),
            Measure::WaitingAtEnd => (Summand::WaitingAtEnd, Summand::Counts),
            Measure::Blocked => (Summand::Blocked, Summand::Counts),
            Measure::Contained => (Summand::Contained, Summand::Counts),
            Measure::OutsideHours => (Summand::OutsideHours, Summand::Counts),
            Measure::Redials => (Summand::Redials, Summand::Counts),
            Measure::Repeats => (Summand::Repeats, Summand::Counts),
            Measure::Transfers => (Summand::Transfers, Summand::Counts),
            Measure::CallbacksOffered => (Summand::CallbacksOffered, Summand::Counts),
            Measure::Callbacks => (Summand::Callbacks, Summand::Counts),
            Measure::CalledBack => (Summand::CalledBack, Summand::Counts),
            Measure::CallbacksUnreached => (Summand::CallbacksUnreached, Summand::Counts),
            Measure::CallbacksExpired => (Summand::CallbacksExpired, Summand::Counts),
            Measure::CallbackTime => (Summand::CallbackTime, Summand::CalledBack),
            Measure::Callers => (Summand::Callers, Summand::Counts),
            Measure::CallerAnswerRate => (Summand::CallersAnswered, Summand::Callers),
            Measure::AnswerRate => (Summand::Answered, Summand::Offered),
            Measure::AbandonRate => (Summand::Abandoned, Summand::Offered),
            Measure::ServiceLevel(level) => self.parts_of_service_level(level),
            Measure::Asa => (Summand::WaitAnswered, Summand::AnsweredOnTheLine),
            Measure::WaitMean => (Summand::Wait, Summand::Offered),
            Measure::WaitMax => (Summand::OfDay(DaySummand::LongestWait), Summand::AnsweredAnyOnTheLine),
            Measure::HandleTime => (Summand::Handling, Summand::Answered),
            Measure::WaitingMean => (Summand::WaitingTime, Summand::Time),
            Measure::WaitingMax => (Summand::OfDay(DaySummand::MostWaiting), Summand::Day),
            Measure::MinutesAbove5 => (Summand::OfDay(DaySummand::TimeAbove(5)), Summand::Day),
            Measure::MinutesAbove10 => (Summand::OfDay(DaySummand::TimeAbove(10)), Summand::Day),
            Measure::Occupancy => (Summand::OfDay(DaySummand::Handling), Summand::OfDay(DaySummand::SignedIn)),
            Measure::SignedInHours => (Summand::OfDay(DaySummand::SignedIn), Summand::Day),
            Measure::BorrowedHours => (Summand::OfDay(DaySummand::Borrowed), Summand::Day),
            Measure::Cost => (Summand::OfDay(DaySummand::Cost), Summand::OfDay(DaySummand::HasPrice)),
            Measure::SignedIn => (Summand::SignedIn, Summand::Time),
            Measure::Borrowed => (Summand::Borrowed, Summand::Time),
            Measure::WaitP50 | Measure::WaitP90 | Measure::WaitP95 | Measure::WaitP99 | Measure::OfferedLoad => {
                NO_RATIO
            }
        }
    }

    fn parts_of_service_level(&self, ServiceLevel { within, relative }: ServiceLevel) -> (Summand, Summand) {
        let Some(t) = self.times.iter().position(|time| *time == within) else { return NO_RATIO };
        match relative {
            Relative::OfOffered => (Summand::AnsweredWithin(t), Summand::Offered),
            Relative::OfAnswered => (Summand::AnsweredWithin(t), Summand::Answered),
            Relative::LessShort => (Summand::AnsweredWithin(t), Summand::OfferedLessShort),
            Relative::LessAbandons => (Summand::AnsweredWithin(t), Summand::OfferedLessAbandoned(t)),
            Relative::WithAbandons => (Summand::GoneWithin(t), Summand::Offered),
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
        Pair { x: self.summand(x), y: self.summand(y) }
    }

    /// A summand of which measures are made.
    #[inline]
    pub fn summand(&self, summand: Summand) -> i64 {
        let (calls, offered, answered, time) = (&*self.calls, self.offered, self.answered, self.time);
        match summand {
            Summand::Nothing => 0,
            Summand::Day => 1,
            Summand::Counts => i64::from(time > 0),
            Summand::Time => time,
            Summand::Offered => offered,
            Summand::Answered => answered,
            Summand::AnsweredOnTheLine => calls.answered_on_the_line(),
            Summand::AnsweredAnyOnTheLine => i64::from(calls.answered_on_the_line() > 0),
            Summand::CallersAnswered => answered - calls.answered_again,
            Summand::Abandoned => calls.abandoned,
            Summand::WaitingAtEnd => calls.waiting_at_end,
            Summand::Blocked => calls.blocked,
            Summand::Contained => calls.contained,
            Summand::OutsideHours => calls.outside_hours,
            Summand::Redials => calls.redials,
            Summand::Repeats => calls.repeats,
            Summand::Transfers => calls.transfers,
            Summand::CallbacksOffered => calls.callbacks_offered,
            Summand::Callbacks => calls.callbacks(),
            Summand::CalledBack => calls.called_back,
            Summand::CallbacksUnreached => calls.callbacks_unreached,
            Summand::CallbacksExpired => calls.callbacks_expired,
            Summand::CallbackTime => calls.callback_time,
            Summand::Callers => calls.callers(),
            Summand::AnsweredWithin(t) => self.answered_within(t),
            Summand::GoneWithin(t) => self.answered_within(t) + calls.abandoned_within[t],
            Summand::OfferedLessShort => offered - calls.short_abandoned,
            Summand::OfferedLessAbandoned(t) => offered - calls.abandoned_within[t],
            Summand::WaitAnswered => calls.wait_answered,
            Summand::Wait => calls.wait_answered + calls.wait_lost,
            Summand::Handling => calls.handling,
            Summand::WaitingTime => calls.waiting_time,
            Summand::SignedIn => self.people(|cell| cell.0),
            Summand::Borrowed => self.people(|cell| cell.1),
            Summand::OfDay(summand) => self.of_day(summand),
        }
    }

    /// Apart, for the others are asked of every interval.
    #[cold]
    fn of_day(&self, summand: DaySummand) -> i64 {
        let groups = &self.day.groups;
        let of_groups = |time: fn(&GroupTime) -> i64| groups.iter().map(time).sum();
        match summand {
            DaySummand::LongestWait => self.day.longest_wait,
            DaySummand::MostWaiting => self.day.time_at.iter().rposition(|t| *t > 0).unwrap_or(0) as i64,
            DaySummand::TimeAbove(waiting) => self.day.time_at.iter().skip(waiting + 1).sum(),
            DaySummand::Handling => of_groups(|g| g.handling),
            DaySummand::SignedIn => of_groups(|g| g.signed_in),
            DaySummand::Borrowed => of_groups(|g| g.borrowed),
            DaySummand::Cost => of_groups(|g| g.cost),
            DaySummand::HasPrice => i64::from(groups.iter().any(|group| group.has_price)),
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
