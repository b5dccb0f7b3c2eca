//! Who is planned to be there, made ready: people of every date, and head-counts.

use crate::model::{AgentGroup, DatedShift, Floor, HeadCount, Presence, Session};
use crate::units::SimTime;
use std::ops::Range;

/// So many people from a moment on.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct HeadCountPlan {
    pub start: i64,
    pub people: u32,
    /// Which of the group's dates it is.
    pub date: usize,
}

/// A person's planned presence; with head-counts a person is only a number.
#[derive(Clone, Debug)]
pub(in crate::engine) struct PersonPlan {
    pub start: i64,
    pub end: i64,
    /// `(start, length)`.
    pub breaks: Vec<(i64, i64)>,
    /// Which draws decide whether the person is there today, and when: on the date so many days after the first.
    pub index: u64,
    pub date: i64,
    /// The first opening with which the shift overlaps.
    pub opening: usize,
}

impl PersonPlan {
    /// Whether a break that begins so much later is over by the next one, and by the end of the shift.
    pub fn has_time_later(&self, number: usize, by: i64) -> bool {
        let (begins, length) = self.breaks[number];
        let next = self.breaks.get(number + 1).map_or(self.end, |next| next.0);
        begins + by + length <= next
    }
}

pub(super) fn presence(floor: &Floor, group: &AgentGroup) -> (Vec<PersonPlan>, Vec<HeadCountPlan>) {
    let calendar = floor.calendar();
    match &group.presence {
        Presence::People(n) => (calendar.sessions().iter().flat_map(|of| all_day(floor, of, *n)).collect(), Vec::new()),
        Presence::Shifts(shifts) => {
            let people = |on: DatedShift| {
                let breaks: Vec<_> =
                    on.breaks.iter().map(|(start, length)| (start.micros(), length.micros())).collect();
                let index = move |n: u32| (on.shift as u64) << 32 | u64::from(n);
                let stretch = on.start.micros()..on.end.micros();
                let person =
                    move |n| PersonPlan { breaks: breaks.clone(), ..person(floor, on.day, index(n), &stretch) };
                (0..shifts[on.shift].people).map(person)
            };
            (calendar.worked(shifts).into_iter().flat_map(people).collect(), Vec::new())
        }
        Presence::HeadCounts(rows) if group.lent => {
            // A lent person goes back to own work and needs a shift: the last to come is the first to go.
            (
                calendar.counted(rows).flat_map(|(session, rows)| own_shifts(floor, &session, &rows)).collect(),
                Vec::new(),
            )
        }
        Presence::HeadCounts(rows) => {
            let most = rows.iter().map(|r| r.people).max().unwrap_or(0);
            let sessions = &calendar.sessions()[..1];
            (sessions.iter().flat_map(|of| all_day(floor, of, most)).collect(), head_counts(floor, rows))
        }
    }
}

/// Somebody who is there for a while on a date.
fn person(floor: &Floor, date: i64, index: u64, on_duty: &Range<i64>) -> PersonPlan {
    let (start, end) = (on_duty.start, on_duty.end);
    let overlaps = |opening: &Range<SimTime>| start < opening.end.micros() && end > opening.start.micros();
    let opening = floor.calendar().openings().iter().position(overlaps).unwrap_or(0);
    PersonPlan { start, end, breaks: Vec::new(), index, date, opening }
}

/// So many people from opening to closing.
fn all_day<'f>(floor: &'f Floor, session: &'f Session, people: u32) -> impl Iterator<Item = PersonPlan> + 'f {
    let stretch = session.open.micros()..session.close.micros();
    (0..people).map(move |n| person(floor, session.day, n.into(), &stretch))
}

/// Head-counts end at closing (M-T3).
fn head_counts(floor: &Floor, rows: &[HeadCount]) -> Vec<HeadCountPlan> {
    let openings = floor.calendar().openings();
    let of_session = |(date, (session, rows)): (usize, (Session, Vec<HeadCount>))| {
        let closes = openings.iter().any(|opening| opening.end == session.close);
        let closing = closes.then_some(HeadCount { start: session.close, people: 0 });
        let plan = move |row: HeadCount| HeadCountPlan { start: row.start.micros(), people: row.people, date };
        rows.into_iter().chain(closing).map(plan)
    };
    floor.calendar().counted(rows).enumerate().flat_map(of_session).collect()
}

/// The stretches of a session in which each number counted is on duty, by number.
fn own_shifts(floor: &Floor, session: &Session, rows: &[HeadCount]) -> Vec<PersonPlan> {
    let mut since: Vec<i64> = Vec::new();
    let mut plan = Vec::new();
    let closing = HeadCount { start: session.close, people: 0 };
    for row in rows.iter().chain([&closing]) {
        let (at, people) = (row.start.micros(), row.people as usize);
        while since.len() > people
            && let Some(start) = since.pop()
        {
            plan.push(person(floor, session.day, since.len() as u64, &(start..at)));
        }
        since.resize(people, at);
    }
    plan.sort_by_key(|person| (person.index, person.start));
    plan
}
