//! Where callers come from, made ready: rates cumulated, incidents and streams known.

use super::super::fact::QueueId;
use super::samplers::sampler;
use crate::model::{Arrivals, DayFactor, ExtraVolume, Floor, Incident, ProfileRow, Queue, RecordedCall, Session};
use crate::random::{Entity, Purpose, Sampler, Stream};
use crate::special::nearest;
use crate::units::SimTime;

/// Where callers of a queue come from, with streams of its own.
#[derive(Clone, Debug)]
pub(in crate::engine) struct SourcePlan {
    pub entity: Entity,
    pub queue: QueueId,
    pub arrivals: ArrivalPlan,
    /// Whose busyness makes its days busy, if that is not the floor's.
    pub busy_with: Entity,
    /// The incident that its callers call for, and what their talk is multiplied by.
    pub incident: Option<(usize, f64)>,
}

/// What brings more callers on some days.
#[derive(Clone, Debug)]
pub(in crate::engine) struct IncidentPlan {
    entity: Entity,
    chance: f64,
    start: i64,
    lasting: Sampler,
}

impl IncidentPlan {
    /// When it is over today; it does not happen before it has begun.
    pub fn over(&self, seed: u64, day: u64) -> i64 {
        let stream = |purpose| Stream::new(seed, day, purpose, self.entity);
        let happens = stream(Purpose::Incident).uniform(0) < self.chance;
        let lasting = |stream| self.start.saturating_add(self.lasting.sample(stream, 0));
        if happens { lasting(stream(Purpose::IncidentLength)) } else { i64::MIN }
    }
}

#[derive(Clone, Debug)]
pub(in crate::engine) enum ArrivalPlan {
    Profile {
        rows: Vec<RateRow>,
        busyness: DayFactor,
        /// When each row of the profile begins, and how many times as long as the queue says its callers take.
        longer: Vec<(i64, f64)>,
    },
    Recorded(Vec<RecordedCall>),
}

/// A stretch of constant rate.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct RateRow {
    /// Its first and its last microsecond.
    start: f64,
    last: f64,
    /// Expected calls before the row's start and before its end.
    before: f64,
    pub after: f64,
    /// Microseconds per expected call.
    pace: f64,
    /// Its callers take so many times as long as the queue says.
    pub times_as_long: f64,
}

impl RateRow {
    /// When so many calls are expected, for a number in this row.
    #[inline(always)]
    pub fn clock(&self, expected: f64) -> i64 {
        let at = self.start + (expected - self.before) * self.pace;
        nearest(if at < self.last { at } else { self.last })
    }
}

/// First the queues' own callers, then those of each incident, queue by queue.
pub(in crate::engine) fn sources(floor: &Floor, session: Session) -> Vec<SourcePlan> {
    let queues = || floor.queues.iter().enumerate();
    let own = queues().map(|(q, queue)| source(q, queue, session));
    let hit = |incident: &'_ Incident| queues().filter(|(_, queue)| incident.hits(&queue.name)).collect::<Vec<_>>();
    let of_incidents = floor.incidents.iter().enumerate().flat_map(|(i, incident)| {
        hit(incident).into_iter().map(move |(q, queue)| source_of_incident(session, (i, incident), (q, queue)))
    });
    own.chain(of_incidents).collect()
}

/// A queue's own callers are known by the queue's name.
fn source(q: usize, queue: &Queue, session: Session) -> SourcePlan {
    let entity = Entity::named(&queue.name);
    let arrivals = arrivals(queue, session);
    SourcePlan { entity, queue: QueueId::new(q), arrivals, busy_with: entity, incident: None }
}

/// The callers whom an incident adds to a queue.
fn source_of_incident(session: Session, (i, incident): (usize, &Incident), (q, queue): (usize, &Queue)) -> SourcePlan {
    let (rows, busyness) = match (&queue.arrivals, incident.volume) {
        (Arrivals::Profile { rows, scale, busyness }, ExtraVolume::Times(times)) => {
            (rate_rows(session, queue, rows, scale * (times - 1.0), incident.start), *busyness)
        }
        // Rows have handle times of their own.
        (Arrivals::Profile { rows, .. }, ExtraVolume::PerHour(rate)) => {
            let alike = |row: &ProfileRow| ProfileRow { calls: rate * (row.end - row.start).as_hours(), ..*row };
            let rows: Vec<ProfileRow> = rows.iter().map(alike).collect();
            (rate_rows(session, queue, &rows, 1.0, incident.start), DayFactor::default())
        }
        (Arrivals::Calls(_), ExtraVolume::PerHour(rate)) => {
            let calls = rate * (session.close - session.open).as_hours();
            let row = ProfileRow::new(session.open, session.close, calls);
            (rate_rows(session, queue, &[row], 1.0, incident.start), DayFactor::default())
        }
        (Arrivals::Calls(_), ExtraVolume::Times(_)) => (Vec::new(), DayFactor::default()),
    };
    SourcePlan {
        entity: Entity::of_both(&incident.name, &queue.name),
        queue: QueueId::new(q),
        arrivals: ArrivalPlan::Profile { rows, busyness, longer: longer(queue) },
        busy_with: Entity::named(&queue.name),
        incident: Some((i, incident.talk_factor)),
    }
}

pub(in crate::engine) fn incident(incident: &Incident) -> IncidentPlan {
    let (chance, start) = (incident.chance, incident.start.micros());
    IncidentPlan { entity: Entity::named(&incident.name), chance, start, lasting: sampler(&incident.lasting) }
}

/// When each row of a queue's profile begins, and how many times as long as the queue says its callers take.
fn longer(queue: &Queue) -> Vec<(i64, f64)> {
    match &queue.arrivals {
        Arrivals::Calls(_) => Vec::new(),
        Arrivals::Profile { rows, .. } => {
            rows.iter().map(|row| (row.start.micros(), queue.times_as_long(row))).collect()
        }
    }
}

fn arrivals(queue: &Queue, session: Session) -> ArrivalPlan {
    match &queue.arrivals {
        Arrivals::Calls(calls) => ArrivalPlan::Recorded(calls.clone()),
        Arrivals::Profile { rows, scale, busyness } => {
            let rows = rate_rows(session, queue, rows, *scale, session.open);
            ArrivalPlan::Profile { rows, busyness: *busyness, longer: longer(queue) }
        }
    }
}

/// The rows inside the opening hours, from a moment on, that have any calls, with their cumulated expectation.
fn rate_rows(session: Session, queue: &Queue, rows: &[ProfileRow], scale: f64, from: SimTime) -> Vec<RateRow> {
    let mut before = 0.0;
    let mut plan = Vec::with_capacity(rows.len());
    for row in rows {
        let (start, end) = (row.start.max(session.open).max(from), row.end.min(session.close));
        if end <= start || row.calls * scale <= 0.0 {
            continue;
        }
        let pace = (row.end - row.start).micros() as f64 / (row.calls * scale);
        let after = before + (end - start).micros() as f64 / pace;
        let (start, last) = (start.micros() as f64, (end.micros() - 1) as f64);
        plan.push(RateRow { start, last, before, after, pace, times_as_long: queue.times_as_long(row) });
        before = after;
    }
    plan
}
