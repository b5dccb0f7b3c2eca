//! One of several dates as a floor of its own.

use super::{
    AgentGroup, Arrivals, Break, Calendar, DatedShift, Fault, Floor, HeadCount, Hours, OnDates, Presence, ProfileRow,
    RecordedCall, Session, Shift,
};
use crate::units::{SimTime, Span};

impl Floor {
    /// The floor as it is on the date of a session, counted from 0: its hours, callers and people and no others, by the clock of that
    /// date. Nothing comes over from the date before but who works its night shift.
    ///
    /// # Errors
    /// Every fault found, if the model does not take it.
    pub fn on_date(&self, session: usize) -> Result<Self, Vec<Fault>> {
        let of = OneDate::new(self.calendar(), session);
        let mut parts = self.clone().into_parts();
        parts.hours = vec![Hours { open: of.opens, ..parts.hours[session] }];
        parts.clock = parts.clock.within(of.session.open..of.ends, of.origin);
        parts.queues.iter_mut().for_each(|queue| of.keep_callers(&mut queue.arrivals));
        let presences: Vec<Presence> = self.groups.iter().map(|group| of.presence(self, group)).collect();
        parts.groups.iter_mut().zip(presences).for_each(|(group, presence)| group.presence = presence);
        parts.incidents.retain(|incident| incident.on.hold(of.session.day));
        parts.incidents.iter_mut().for_each(|incident| incident.on = OnDates::default());
        parts.warm_up = if of.is_first { parts.warm_up } else { Span::ZERO };
        Self::new(parts)
    }
}

#[derive(Clone, Copy)]
struct OneDate {
    session: Session,
    is_first: bool,
    /// What clocks show at opening, ...
    opens: SimTime,
    /// ... and so long before it the date is seen from, as if they were not changed before.
    origin: SimTime,
    /// When it closes and the date is over.
    ends: SimTime,
}

impl OneDate {
    fn new(calendar: &Calendar, session: usize) -> Self {
        let (is_first, session, clock) = (session == 0, calendar.sessions()[session], calendar.clock());
        let (opens, origin) = (clock.reading(session.open, session.day).clock, calendar.origin(&session));
        Self { session, is_first, opens, origin, ends: session.close.max(clock.midnight(session.day + 1)) }
    }

    /// A moment, seen from midnight of the date.
    fn since_midnight(&self, at: SimTime) -> SimTime {
        at - (self.origin - SimTime::MIDNIGHT)
    }

    fn keep_callers(&self, arrivals: &mut Arrivals) {
        let Session { open, close, .. } = self.session;
        match arrivals {
            Arrivals::Profile { rows, .. } => {
                rows.retain(|row| row.start < close && row.end > open);
                rows.iter_mut().for_each(|row| *row = self.row(row));
            }
            Arrivals::Sample(days) => {
                let covers = |rows: &Vec<ProfileRow>| {
                    rows.first().is_some_and(|row| row.start <= open) && rows.last().is_some_and(|row| row.end >= close)
                };
                days.retain(covers);
                days.iter_mut().flatten().for_each(|row| *row = self.row(row));
            }
            Arrivals::Calls(calls) => {
                calls.retain(|call| (open..close).contains(&call.arrival));
                calls
                    .iter_mut()
                    .for_each(|call| *call = RecordedCall { arrival: self.since_midnight(call.arrival), ..*call });
            }
        }
    }

    fn row(&self, row: &ProfileRow) -> ProfileRow {
        ProfileRow { start: self.since_midnight(row.start), end: self.since_midnight(row.end), ..*row }
    }

    fn presence(&self, floor: &Floor, group: &AgentGroup) -> Presence {
        match &group.presence {
            Presence::People(people) => Presence::People(*people),
            Presence::Shifts(shifts) => {
                let dated = floor.calendar().worked(shifts);
                let worked: Vec<Shift> =
                    dated.iter().filter_map(|dated| self.shift(floor, &shifts[dated.shift], dated)).collect();
                if worked.is_empty() { Presence::People(0) } else { Presence::Shifts(worked) }
            }
            Presence::HeadCounts(rows) => {
                let mut counted = floor.calendar().counted(rows);
                let rows =
                    counted.find(|(session, _)| *session == self.session).map(|(_, rows)| rows).unwrap_or_default();
                let row = |row: HeadCount| HeadCount { start: self.since_midnight(row.start), ..row };
                let rows: Vec<HeadCount> = rows.into_iter().map(row).collect();
                if rows.is_empty() { Presence::People(0) } else { Presence::HeadCounts(rows) }
            }
        }
    }

    /// The part of a shift that is worked on the date, by the clock, from its midnight on and no longer than it is a date or open.
    fn shift(&self, floor: &Floor, shift: &Shift, dated: &DatedShift) -> Option<Shift> {
        let (day, clock) = (self.session.day, floor.calendar().clock());
        let is_of_date = dated.day == day || dated.day + 1 == day;
        let is_there = dated.start < self.session.close && dated.end > self.session.open;
        let (from, until) = (|at| clock.reading(at, day).clock, |at| clock.reading_until(at, day).clock);
        let start = from(dated.start).max(SimTime::MIDNIGHT);
        let end = until(dated.end).min(until(self.session.close).max(SimTime::clock(24, 0)));
        let pauses = dated.breaks.iter().map(|(at, length)| Break { start: from(*at), length: *length });
        let breaks = pauses.filter(|pause| pause.start >= start && pause.start + pause.length <= end).collect();
        (is_of_date && is_there && start < SimTime::clock(24, 0)).then(|| Shift {
            people: shift.people,
            start,
            end,
            breaks,
            on: OnDates::only([0]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Distribution, ExtraVolume, FloorParts, Incident, Queue};
    use super::*;
    use jiff::civil::date;

    fn at(hour: i64) -> SimTime {
        SimTime::clock(hour, 0)
    }

    /// Open around the clock on three dates, with a night shift that is worked on the first two, and ten times as many callers on
    /// each date.
    fn three_dates(presence: Presence) -> Floor {
        let mut parts = FloorParts::new("three dates", at(0), at(24));
        let of = |day| Hours { date: Some(date(2027, 1, day)), open: at(0), close: at(24) };
        parts.hours = [8, 9, 10].map(of).to_vec();
        let row = |day: i64| ProfileRow::new(at(24 * day), at(24 * day + 24), 10.0 * 10.0_f64.powi(day as i32));
        let mut arrivals = Arrivals::per_hour(1.0, at(0), at(24));
        if let Arrivals::Profile { rows, .. } = &mut arrivals {
            *rows = (0..3).map(row).collect();
        }
        parts.queues.push(Queue::new("general", arrivals, Distribution::Constant(Span::from_minutes(5))));
        parts.groups.push(AgentGroup::new("inbound", &["general"], presence));
        Floor::new(parts).expect("a valid floor")
    }

    fn calls(floor: &Floor) -> Vec<(SimTime, SimTime, f64)> {
        match &floor.queues[0].arrivals {
            Arrivals::Profile { rows, .. } => rows.iter().map(|row| (row.start, row.end, row.calls)).collect(),
            Arrivals::Sample(_) | Arrivals::Calls(_) => Vec::new(),
        }
    }

    #[test]
    fn a_date_has_its_own_callers_by_its_own_clock() {
        let floor = three_dates(Presence::People(3));
        let second = floor.on_date(1).expect("a valid floor");
        assert_eq!(calls(&second), [(at(0), at(24), 100.0)]);
        assert_eq!((second.open(), second.close(), second.has_dates()), (at(0), at(24), false));
        assert_eq!(second.calendar().sessions()[0].date, Some(date(2027, 1, 9)));
    }

    #[test]
    fn a_night_shift_is_there_in_the_evening_of_its_date_and_in_the_morning_after() {
        let night = Shift {
            breaks: vec![Break { start: at(26), length: Span::from_minutes(30) }],
            on: OnDates::only([0, 1]),
            ..Shift::new(2, at(22), at(30))
        };
        let floor = three_dates(Presence::Shifts(vec![night, Shift::new(5, at(8), at(16))]));
        let worked = |session| match &floor.on_date(session).expect("a valid floor").groups[0].presence {
            Presence::Shifts(shifts) => {
                shifts.iter().map(|s| (s.people, s.start, s.end, s.breaks.len())).collect::<Vec<_>>()
            }
            Presence::People(_) | Presence::HeadCounts(_) => Vec::new(),
        };
        assert_eq!(worked(0), [(2, at(22), at(24), 0), (5, at(8), at(16), 0)]);
        assert_eq!(worked(1), [(2, at(0), at(6), 1), (2, at(22), at(24), 0), (5, at(8), at(16), 0)]);
        assert_eq!(worked(2), [(2, at(0), at(6), 1), (5, at(8), at(16), 0)]);
    }

    #[test]
    fn head_counts_of_before_hold_on_from_opening() {
        let rows = [(0, 1), (20, 4), (30, 2)].map(|(hour, people)| HeadCount { start: at(hour), people });
        let floor = three_dates(Presence::HeadCounts(rows.to_vec()));
        let counted = |session| match &floor.on_date(session).expect("a valid floor").groups[0].presence {
            Presence::HeadCounts(rows) => rows.iter().map(|row| (row.start, row.people)).collect::<Vec<_>>(),
            Presence::People(_) | Presence::Shifts(_) => Vec::new(),
        };
        assert_eq!(counted(0), [(at(0), 1), (at(20), 4)]);
        assert_eq!(counted(1), [(at(0), 4), (at(6), 2)]);
        assert_eq!(counted(2), [(at(0), 2)]);
    }

    #[test]
    fn an_incident_happens_on_its_dates_only() {
        let mut parts = three_dates(Presence::People(3)).into_parts();
        parts.incidents.push(Incident {
            name: "outage".to_owned(),
            chance: 1.0,
            on: OnDates::only([2]),
            start: at(10),
            lasting: Distribution::Constant(Span::from_hours(1)),
            queues: Vec::new(),
            volume: ExtraVolume::Times(2.0),
            talk_factor: 1.0,
        });
        let floor = Floor::new(parts).expect("a valid floor");
        let count = |session| floor.on_date(session).expect("a valid floor").incidents.len();
        assert_eq!([0, 1, 2].map(count), [0, 0, 1]);
    }
}
