//! The own work of people who are lent: what is deferred, caught up, left over and late (M-A5).

use crate::model::{AgentGroup, Calendar, Deadline, OwnWork, Session};
use crate::units::{MICROS_PER_HOUR, SimTime, Span};

/// Millionths of a task are counted, so that they add up exactly.
const PARTS: f64 = 1e6;
/// Work is in time if it is late by no more than a microsecond of work: sums of fractions end as near as that.
const ROUNDING: f64 = 1.0;

/// Tasks of a day, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tasks {
    /// That a rung kept people from.
    pub deferred: i64,
    /// The part of them that was caught up.
    pub caught_up: i64,
    /// The part of them that was not caught up by its deadline.
    pub late: i64,
}

impl Tasks {
    /// Deferred and not caught up by the end of the day.
    pub const fn left_over(self) -> i64 {
        self.deferred - self.caught_up
    }
}

/// Work of a group that has been deferred so far today, and caught up, in microseconds of work.
#[derive(Debug)]
pub(super) struct Backlog {
    /// Tasks in a microsecond of work.
    rate: f64,
    /// The part of a person's time at own work that is free for what was deferred.
    spare: f64,
    deadlines: Deadlines,
    deferred: Growth,
    caught_up: Growth,
}

/// When deferred work must have been caught up.
#[derive(Debug)]
enum Deadlines {
    /// So long after it was deferred.
    Within(i64),
    /// At the first of these moments after that, which are in order of time.
    At(Vec<i64>),
}

impl Deadlines {
    /// A time of day is one of every date, and so is closing.
    fn of(deadline: Option<Deadline>, calendar: &Calendar) -> Self {
        let on = |session: &Session, time: SimTime| {
            calendar.clock().when(time + Span::from_hours(24) * session.day).micros()
        };
        match deadline {
            None => Self::At(Vec::new()),
            Some(Deadline::Within(span)) => Self::Within(span.micros()),
            Some(Deadline::At(time)) => Self::At(calendar.sessions().iter().map(|session| on(session, time)).collect()),
            Some(Deadline::Closing) => {
                Self::At(calendar.openings().iter().map(|opening| opening.end.micros()).collect())
            }
        }
    }
}

/// An amount that grows over the day: straight between its points, from nothing at the first to what it is from the last on.
#[derive(Debug, Default)]
struct Growth(Vec<(i64, f64)>);

impl Growth {
    fn last(&self) -> f64 {
        self.0.last().map_or(0.0, |point| point.1)
    }

    /// Grows evenly from a moment to another, before which it has stood still since its last point.
    fn grows(&mut self, from: i64, to: i64, by: f64) {
        let before = self.last();
        if self.0.last().is_none_or(|point| point.0 < from) {
            self.0.push((from, before));
        }
        self.0.push((to, before + by));
    }

    /// The point at a moment or the next one after it.
    fn place(&self, at: i64) -> usize {
        self.0.partition_point(|point| point.0 < at)
    }

    fn at(&self, at: i64) -> f64 {
        let next = self.place(at);
        match (next.checked_sub(1).map(|before| self.0[before]), self.0.get(next)) {
            (None, _) => 0.0,
            (Some(before), None) => before.1,
            (Some(before), Some(next)) => {
                before.1 + (next.1 - before.1) * (at - before.0) as f64 / (next.0 - before.0) as f64
            }
        }
    }
}

impl Backlog {
    /// That of a group; `None` if nothing is known of its own work.
    pub fn of(group: &AgentGroup, calendar: &Calendar) -> Option<Self> {
        let OwnWork { tasks_per_hour, catch_up, spare, deadline, .. } = group.own_work.as_ref()?;
        Some(Self {
            rate: tasks_per_hour / MICROS_PER_HOUR as f64,
            spare: if *catch_up { *spare } else { 0.0 },
            deadlines: Deadlines::of(*deadline, calendar),
            deferred: Growth::default(),
            caught_up: Growth::default(),
        })
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        self.deferred.0.clear();
        self.caught_up.0.clear();
    }

    /// From a moment to another so many people are at their own work, and so many away from it for a rung.
    pub fn passes(&mut self, (from, to): (i64, i64), at_work: u32, away: u32) {
        let left = self.deferred.last() - self.caught_up.last();
        let (length, defers, catches) = ((to - from) as f64, f64::from(away), f64::from(at_work) * self.spare);
        if away > 0 {
            self.deferred.grows(from, to, defers * length);
        }
        if catches == 0.0 || left + defers == 0.0 {
            return;
        }
        // With more free time than is deferred the rest is caught up in a while, and from then on no more than is deferred.
        let done_in = if catches > defers { left / (catches - defers) } else { f64::INFINITY };
        if done_in >= length {
            return self.caught_up.grows(from, to, catches * length);
        }
        let done = from + done_in.ceil() as i64;
        let all_by_then = left + defers * (done - from) as f64;
        if done > from {
            self.caught_up.grows(from, done, all_by_then);
        }
        if done < to && away > 0 {
            self.caught_up.grows(done, to, self.deferred.last() - self.caught_up.last());
        }
    }

    /// What the day came to, which ended at a moment.
    pub fn tasks(&self, end: i64) -> Tasks {
        let tasks = |work: f64| (work * self.rate * PARTS).round() as i64;
        let late = match &self.deadlines {
            Deadlines::Within(within) => self.late_after(*within, end),
            Deadlines::At(moments) => {
                let before = std::iter::once(0.0).chain(moments.iter().map(|at| self.deferred.at(*at)));
                moments.iter().zip(before).map(|(at, before)| self.late_at(*at, before, end)).sum()
            }
        };
        Tasks { deferred: tasks(self.deferred.last()), caught_up: tasks(self.caught_up.last()), late: tasks(late) }
    }

    /// What was deferred before a moment, and after so much as the deadlines before are about, and is not caught up then; nothing if the
    /// day has ended before.
    fn late_at(&self, deadline: i64, before: f64, end: i64) -> f64 {
        let late = self.deferred.at(deadline) - self.caught_up.at(deadline).max(before);
        if deadline > end || late <= ROUNDING { 0.0 } else { late }
    }

    /// What is not caught up so long after it was deferred, the oldest being caught up first.
    fn late_after(&self, within: i64, end: i64) -> f64 {
        let stretch = |pair: &[(i64, f64)]| self.late_of(pair[0], pair[1], within, end - within);
        self.deferred.0.windows(2).map(stretch).sum()
    }

    /// The same of the work deferred from one point to the next, and before a moment from which on its deadline is another day's.
    fn late_of(&self, first: (i64, f64), last: (i64, f64), within: i64, until: i64) -> f64 {
        let deferred = |at: i64| first.1 + (last.1 - first.1) * (at - first.0) as f64 / (last.0 - first.0) as f64;
        let to = last.0.min(until);
        if first.1 == last.1 || to <= first.0 {
            return 0.0;
        }
        // Between these moments what is deferred, and what is caught up by its deadline, grow evenly.
        let points = &self.caught_up.0[self.caught_up.place(first.0 + within)..self.caught_up.place(to + within)];
        let moments = points.iter().map(|point| point.0 - within).filter(|at| *at > first.0);
        let (mut from, mut late) = (first.0, 0.0);
        for at in moments.chain([to]) {
            let missing = [from, at].map(|at| deferred(at) - self.caught_up.at(at + within) - ROUNDING);
            let part = match missing {
                [a, b] if a > 0.0 && b > 0.0 => 1.0,
                [a, b] if a <= 0.0 && b <= 0.0 => 0.0,
                [a, b] => a.max(b) / (a - b).abs(),
            };
            late += part * (deferred(at) - deferred(from));
            from = at;
        }
        late
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Hours, Presence};
    use crate::units::WallClock;
    use jiff::civil::date;

    const HOUR: i64 = MICROS_PER_HOUR;

    /// One task an hour; half of the time at own work is free.
    fn backlog(deadline: Option<Deadline>) -> Backlog {
        let mut group = AgentGroup::new("g", &[], Presence::People(1));
        let work = OwnWork { deadline, catch_up: true, spare: 0.5, ..OwnWork::new("coaching", 1.0) };
        group.own_work = Some(work);
        Backlog::of(&group, &days(1)).expect("own work")
    }

    /// So many dates, each open until eight in the morning.
    fn days(dates: i8) -> Calendar {
        let (open, close) = (SimTime::MIDNIGHT, SimTime::from_micros(8 * HOUR));
        let hours: Vec<Hours> = (1..=dates).map(|day| Hours { date: Some(date(2027, 1, day)), open, close }).collect();
        Calendar::new(&hours, &WallClock::default()).expect("it is good")
    }

    /// From hour to hour: people at own work, people away.
    fn played(deadline: Option<Deadline>, hours: &[(u32, u32)]) -> [f64; 4] {
        let mut backlog = backlog(deadline);
        for (hour, (at_work, away)) in (0..).zip(hours) {
            backlog.passes((hour * HOUR, (hour + 1) * HOUR), *at_work, *away);
        }
        let tasks = backlog.tasks(hours.len() as i64 * HOUR);
        [tasks.deferred, tasks.caught_up, tasks.left_over(), tasks.late].map(|parts| parts as f64 / PARTS)
    }

    #[test]
    fn time_away_is_deferred_and_half_of_the_time_at_work_catches_up() {
        assert_eq!(played(None, &[(0, 2), (2, 0)]), [2.0, 1.0, 1.0, 0.0]);
        assert_eq!(played(None, &[(0, 2), (2, 0), (2, 0), (2, 0)]), [2.0, 2.0, 0.0, 0.0]);
        // Free time before anything was deferred is gone.
        assert_eq!(played(None, &[(2, 0), (0, 2)]), [2.0, 0.0, 2.0, 0.0]);
    }

    #[test]
    fn what_is_deferred_while_others_have_time_enough_is_caught_up_at_once() {
        assert_eq!(played(None, &[(2, 1)]), [1.0, 1.0, 0.0, 0.0]);
        // 4 people have time for 2 an hour, of which 1 is deferred: the task of the first hour is caught up in the second.
        assert_eq!(played(None, &[(0, 1), (4, 1)]), [2.0, 2.0, 0.0, 0.0]);
    }

    #[test]
    fn what_is_deferred_before_a_deadline_and_not_caught_up_by_then_is_late() {
        let at = |hours| Some(Deadline::At(SimTime::from_micros(hours * HOUR)));
        let hours = [(0, 2), (2, 0), (0, 1), (2, 0), (2, 0)];
        // 2 deferred and 1 caught up; what the third hour defers is for the day after.
        assert_eq!(played(at(2), &hours)[3], 1.0);
        assert_eq!(played(at(1), &hours)[3], 2.0);
        assert_eq!(played(at(5), &hours)[3], 0.0);
        // A deadline beyond the end of the day.
        assert_eq!(played(at(6), &hours)[3], 0.0);
        assert_eq!(played(Some(Deadline::Closing), &hours)[3], 0.0);
    }

    #[test]
    fn what_is_not_caught_up_in_time_after_it_was_deferred_is_late() {
        let within = |minutes| Some(Deadline::Within(Span::from_minutes(minutes)));
        // Two tasks of the first hour are caught up from the second to the third: one at 1.5 h deferred at 0.5 h.
        let hours = [(0, 2), (2, 0), (2, 0), (0, 0)];
        // Work deferred at s is caught up at 1 + 2 s: late if 1 + s > the time.
        assert_eq!(played(within(120), &hours)[3], 0.0);
        assert_eq!(played(within(90), &hours)[3], 1.0);
        assert_eq!(played(within(60), &hours)[3], 2.0);
        // Never caught up, and late as far as the deadline is today.
        assert_eq!(played(within(90), &[(0, 2), (0, 0)])[3], 1.0);
        assert_eq!(played(within(24 * 60), &[(0, 2), (0, 0)])[3], 0.0);
    }

    #[test]
    fn a_time_of_day_is_a_deadline_of_every_date() {
        let mut group = AgentGroup::new("g", &[], Presence::People(1));
        let late = |deadline: Deadline, group: &mut AgentGroup| {
            let work =
                OwnWork { catch_up: true, spare: 0.5, deadline: Some(deadline), ..OwnWork::new("coaching", 1.0) };
            group.own_work = Some(work);
            let mut backlog = Backlog::of(group, &days(2)).expect("own work");
            // 3 are deferred on the first date, of which 1 is caught up at once and 1 on the second date; there 1 more is deferred.
            for (hour, at_work, away) in [(1, 0, 3), (2, 2, 0), (26, 2, 0), (27, 0, 1)] {
                backlog.passes((hour * HOUR, (hour + 1) * HOUR), at_work, away);
            }
            backlog.tasks(32 * HOUR).late as f64 / PARTS
        };
        // By the first closing 2 are late; of what was deferred since 1 is, by the second.
        assert_eq!(late(Deadline::Closing, &mut group), 3.0);
        assert_eq!(late(Deadline::At(SimTime::from_micros(3 * HOUR)), &mut group), 2.0);
    }

    /// Hours in steps of a second: each step's work is a piece that is caught up whole, the oldest first.
    fn by_the_second(within: i64, hours: &[(u32, u32)]) -> [f64; 3] {
        let (mut pieces, mut free) = (std::collections::VecDeque::new(), 0.0);
        let (mut deferred, mut caught_up, mut late) = (0.0, 0.0, 0.0);
        for second in 0..hours.len() as i64 * 3_600 {
            let (at_work, away) = hours[(second / 3_600) as usize];
            for _ in 0..away {
                pieces.push_back(second);
                deferred += 1.0;
            }
            free += 0.5 * f64::from(at_work);
            while free >= 1.0
                && let Some(piece) = pieces.pop_front()
            {
                free -= 1.0;
                caught_up += 1.0;
                late += f64::from(u8::from(second - piece > within));
            }
            free = if pieces.is_empty() { 0.0 } else { free };
        }
        let end = hours.len() as i64 * 3_600;
        late += pieces.iter().filter(|piece| *piece + within < end).count() as f64;
        [deferred, caught_up, late].map(|seconds| seconds / 3_600.0)
    }

    #[test]
    fn amounts_are_those_of_work_done_piece_by_piece() {
        let hours = [(1, 3), (4, 0), (2, 1), (0, 2), (3, 0), (6, 1), (1, 2), (2, 0)];
        for minutes in [20, 45, 80, 150, 400] {
            let [deferred, caught_up, _, late] = played(Some(Deadline::Within(Span::from_minutes(minutes))), &hours);
            let pieces = by_the_second(minutes * 60, &hours);
            for (found, expected) in [deferred, caught_up, late].into_iter().zip(pieces) {
                assert!((found - expected).abs() < 0.01, "{minutes}: {found}, by the second {expected}");
            }
        }
    }
}
