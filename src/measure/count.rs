//! What a day came to, figure by figure: each a ratio of two integers.

use super::own_work::Tasks;
use super::{CallTally, DayRecord, Grid, GroupTime, Pair};
use crate::figures::{GroupFigure, Measure, Relative, Scope, ServiceLevel};
use crate::model::Floor;
use crate::units::Span;
use std::ops::Range;

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
        let mut calls = CallTally::default();
        for i in intervals.clone() {
            let of_interval = &day.cells[i * self.queues..][..self.queues];
            match scope {
                Scope::Floor => of_interval.iter().for_each(|cell| calls += cell),
                Scope::Queue(queue) => calls += &of_interval[queue],
            }
        }
        let time = intervals.clone().map(|i| self.grid.counted(i)).sum();
        let (offered, answered) = (calls.offered(), calls.answered());
        CountedCalls { counter: self, day, scope, intervals, calls, offered, answered, time }
    }
}

/// What one day came to for some calls in some intervals.
#[derive(Debug)]
pub struct CountedCalls<'d> {
    counter: &'d Counter,
    day: &'d DayRecord,
    scope: Scope,
    intervals: Range<usize>,
    calls: CallTally,
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
        let (calls, offered, answered, time) = (&self.calls, self.offered, self.answered, self.time);
        let count = |x: i64| Pair { x, y: i64::from(time > 0) };
        match measure {
            Measure::Offered => count(offered),
            Measure::Answered => count(answered),
            Measure::Abandoned => count(calls.abandoned),
            Measure::WaitingAtEnd => count(calls.waiting_at_end),
            Measure::Blocked => count(calls.blocked),
            Measure::Contained => count(calls.contained),
            Measure::OutsideHours => count(calls.outside_hours),
            Measure::Redials => count(calls.redials),
            Measure::Repeats => count(calls.repeats),
            Measure::Transfers => count(calls.transfers),
            Measure::CallbacksOffered => count(calls.callbacks_offered),
            Measure::Callbacks => count(calls.callbacks()),
            Measure::CalledBack => count(calls.called_back),
            Measure::CallbacksUnreached => count(calls.callbacks_unreached),
            Measure::CallbacksExpired => count(calls.callbacks_expired),
            Measure::CallbackTime => Pair { x: calls.callback_time, y: calls.called_back },
            Measure::Callers => count(calls.callers()),
            Measure::CallerAnswerRate => Pair { x: answered - calls.answered_again, y: calls.callers() },
            Measure::AnswerRate => Pair { x: answered, y: offered },
            Measure::AbandonRate => Pair { x: calls.abandoned, y: offered },
            Measure::ServiceLevel(level) => self.service_level(level),
            Measure::Asa => Pair { x: calls.wait_answered, y: calls.answered_on_the_line() },
            Measure::WaitMean => Pair { x: calls.wait_answered + calls.wait_lost, y: offered },
            Measure::WaitMax => Pair { x: self.day.longest_wait, y: i64::from(calls.answered_on_the_line() > 0) },
            Measure::HandleTime => Pair { x: calls.handling, y: answered },
            Measure::WaitingMean => Pair { x: calls.waiting_time, y: time },
            Measure::WaitingMax => Pair::plain(self.day.time_at.iter().rposition(|t| *t > 0).unwrap_or(0) as i64),
            Measure::MinutesAbove5 => Pair::plain(self.time_above(5)),
            Measure::MinutesAbove10 => Pair::plain(self.time_above(10)),
            Measure::Occupancy => Pair { x: self.of_groups(|g| g.handling), y: self.of_groups(|g| g.signed_in) },
            Measure::SignedInHours => Pair::plain(self.of_groups(|g| g.signed_in)),
            Measure::BorrowedHours => Pair::plain(self.of_groups(|g| g.borrowed)),
            Measure::Cost => self.cost(),
            Measure::SignedIn => Pair { x: self.people(|cell| cell.0), y: time },
            Measure::Borrowed => Pair { x: self.people(|cell| cell.1), y: time },
            Measure::WaitP50 | Measure::WaitP90 | Measure::WaitP95 | Measure::WaitP99 | Measure::OfferedLoad => {
                Pair::NOTHING
            }
        }
    }

    fn service_level(&self, ServiceLevel { within, relative }: ServiceLevel) -> Pair {
        let Some(t) = self.counter.times.iter().position(|time| *time == within) else { return Pair::NOTHING };
        let calls = &self.calls;
        let (soon, offered) = (calls.at_once + calls.answered_within[t], self.offered);
        match relative {
            Relative::OfOffered => Pair { x: soon, y: offered },
            Relative::OfAnswered => Pair { x: soon, y: self.answered },
            Relative::LessShort => Pair { x: soon, y: offered - calls.short_abandoned },
            Relative::LessAbandons => Pair { x: soon, y: offered - calls.abandoned_within[t] },
            Relative::WithAbandons => Pair { x: soon + calls.abandoned_within[t], y: offered },
        }
    }

    /// Time with more callers waiting than this, in microseconds.
    fn time_above(&self, waiting: usize) -> i64 {
        self.day.time_at.iter().skip(waiting + 1).sum()
    }

    fn of_groups(&self, time: fn(&GroupTime) -> i64) -> i64 {
        self.day.groups.iter().map(time).sum()
    }

    /// That of all groups; undefined if none has a price.
    fn cost(&self) -> Pair {
        let has_price = self.day.groups.iter().any(|group| group.has_price);
        Pair { x: self.of_groups(|g| g.cost), y: i64::from(has_price) }
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
