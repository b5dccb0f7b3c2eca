//! Where callers come from, made ready: rates cumulated, incidents and streams known.

use super::super::fact::QueueId;
use super::samplers::sampler;
use crate::model::{
    Arrivals, DayFactor, ExtraVolume, Floor, Incident, IntervalFactor, ProfileRow, Queue, RecordedCall, Session,
};
use crate::random::{Entity, Purpose, Sampler, Stream};
use crate::special::nearest;
use crate::units::{SimTime, Span};

/// Where callers of a queue come from, with streams of its own.
#[derive(Clone, Debug)]
pub(in crate::engine) struct SourcePlan {
    pub entity: Entity,
    pub queue: QueueId,
    pub arrivals: ArrivalPlan,
    /// Opening and closing.
    pub open: (i64, i64),
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
        /// How the intervals of a day differ; `None`: all alike.
        intervals: Option<IntervalsPlan>,
        /// When each row of the profile begins, and how many times as long as the queue says its callers take.
        longer: Vec<(i64, f64)>,
    },
    Sampled(Vec<Vec<CountedRow>>),
    Recorded(Vec<RecordedCall>),
}

/// A stretch of a past day, and the calls that were counted in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct CountedRow {
    pub start: i64,
    pub length: f64,
    pub calls: u64,
    /// Its callers take so many times as long as the queue says.
    pub times_as_long: f64,
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
    /// The interval of the day in which it lies; all in the first where they are alike.
    interval: u64,
}

/// How the intervals of a day differ (M-C2).
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct IntervalsPlan {
    /// Standard deviation of the logarithm of an interval's factor.
    sigma: f64,
    /// Of the logarithms of one interval and the next.
    correlation: f64,
}

impl IntervalsPlan {
    fn new(factor: IntervalFactor) -> Option<Self> {
        let variance = libm::log1p(factor.cv * factor.cv);
        let correlation = libm::log1p(factor.correlation * factor.cv * factor.cv) / variance;
        (factor.cv > 0.0).then(|| Self { sigma: variance.sqrt(), correlation })
    }

    /// The rows as they are on the day of a stream: the logarithms of the factors follow each other by one step of a stationary
    /// autoregression.
    pub fn of_day(self, rows: &[RateRow], stream: Stream, out: &mut Vec<RateRow>) {
        let fresh = (1.0 - self.correlation * self.correlation).max(0.0).sqrt();
        let (mut interval, mut normal, mut before) = (0, stream.normal(0), 0.0);
        out.clear();
        for row in rows {
            while interval < row.interval {
                interval += 1;
                normal = self.correlation * normal + fresh * stream.normal(interval);
            }
            let pace = row.pace / libm::exp(self.sigma * normal - 0.5 * self.sigma * self.sigma);
            let after = before + (row.last + 1.0 - row.start) / pace;
            out.push(RateRow { before, after, pace, ..*row });
            before = after;
        }
    }
}

impl RateRow {
    /// When so many calls are expected, for a number in this row.
    #[inline(always)]
    pub fn clock(&self, expected: f64) -> i64 {
        let at = self.start + (expected - self.before) * self.pace;
        nearest(if at < self.last { at } else { self.last })
    }
}

/// What rates are made for: a session, whose intervals are so long.
#[derive(Clone, Copy)]
struct PlannedSession {
    session: Session,
    interval: Span,
}

/// First the queues' own callers, then those of each incident, queue by queue.
pub(in crate::engine) fn sources(floor: &Floor, session: Session) -> Vec<SourcePlan> {
    let planned = PlannedSession { session, interval: floor.interval };
    let queues = || floor.queues.iter().enumerate();
    let own = queues().map(|(q, queue)| source(q, queue, planned));
    let hit = |incident: &'_ Incident| queues().filter(|(_, queue)| incident.hits(&queue.name)).collect::<Vec<_>>();
    let of_incidents = floor.incidents.iter().enumerate().flat_map(|(i, incident)| {
        hit(incident).into_iter().map(move |(q, queue)| source_of_incident(planned, (i, incident), (q, queue)))
    });
    own.chain(of_incidents).collect()
}

/// A queue's own callers are known by the queue's name.
fn source(q: usize, queue: &Queue, planned: PlannedSession) -> SourcePlan {
    let entity = Entity::named(&queue.name);
    let arrivals = match &queue.arrivals {
        Arrivals::Calls(calls) => ArrivalPlan::Recorded(calls.clone()),
        Arrivals::Sample(days) => ArrivalPlan::Sampled(days.iter().map(|rows| counted(queue, rows)).collect()),
        Arrivals::Profile { rows, scale, .. } => profile(planned, queue, (rows, *scale), planned.session.open, true),
    };
    let open = (planned.session.open.micros(), planned.session.close.micros());
    SourcePlan { entity, queue: QueueId::new(q), arrivals, open, busy_with: entity, incident: None }
}

fn counted(queue: &Queue, rows: &[ProfileRow]) -> Vec<CountedRow> {
    let row = |row: &ProfileRow| CountedRow {
        start: row.start.micros(),
        length: (row.end - row.start).micros() as f64,
        calls: row.calls as u64,
        times_as_long: queue.times_as_long(row),
    };
    rows.iter().map(row).collect()
}

/// The callers whom an incident adds to a queue.
fn source_of_incident(
    planned: PlannedSession,
    (i, incident): (usize, &Incident),
    (q, queue): (usize, &Queue),
) -> SourcePlan {
    let Session { open, close, .. } = planned.session;
    let from = incident.start;
    let arrivals = match (&queue.arrivals, incident.volume) {
        (Arrivals::Profile { rows, scale, .. }, ExtraVolume::Times(times)) => {
            profile(planned, queue, (rows, scale * (times - 1.0)), from, true)
        }
        // Rows have handle times of their own.
        (Arrivals::Profile { rows, .. }, ExtraVolume::PerHour(rate)) => {
            let alike = |row: &ProfileRow| ProfileRow { calls: rate * (row.end - row.start).as_hours(), ..*row };
            let rows: Vec<ProfileRow> = rows.iter().map(alike).collect();
            profile(planned, queue, (&rows, 1.0), from, false)
        }
        (Arrivals::Sample(_) | Arrivals::Calls(_), ExtraVolume::PerHour(rate)) => {
            let row = ProfileRow::new(open, close, rate * (close - open).as_hours());
            profile(planned, queue, (&[row], 1.0), from, false)
        }
        (Arrivals::Sample(_) | Arrivals::Calls(_), ExtraVolume::Times(_)) => {
            profile(planned, queue, (&[], 1.0), from, false)
        }
    };
    SourcePlan {
        entity: Entity::of_both(&incident.name, &queue.name),
        queue: QueueId::new(q),
        arrivals,
        open: (open.micros(), close.micros()),
        busy_with: Entity::named(&queue.name),
        incident: Some((i, incident.talk_factor)),
    }
}

pub(in crate::engine) fn incident(incident: &Incident) -> IncidentPlan {
    let (chance, start) = (incident.chance, incident.start.micros());
    IncidentPlan { entity: Entity::named(&incident.name), chance, start, lasting: sampler(&incident.lasting) }
}

/// Callers at the rates of some rows times a scale, from a moment on; `as_the_day`: more or fewer of them as the queue's day and its
/// intervals have it.
fn profile(
    planned: PlannedSession,
    queue: &Queue,
    (rows, scale): (&[ProfileRow], f64),
    from: SimTime,
    as_the_day: bool,
) -> ArrivalPlan {
    let (busyness, intervals, longer) = match &queue.arrivals {
        Arrivals::Profile { rows, busyness, intervals, .. } => {
            let longer = |row: &ProfileRow| (row.start.micros(), queue.times_as_long(row));
            (*busyness, *intervals, rows.iter().map(longer).collect())
        }
        Arrivals::Sample(_) | Arrivals::Calls(_) => (DayFactor::default(), IntervalFactor::default(), Vec::new()),
    };
    let (busyness, intervals) =
        if as_the_day { (busyness, intervals) } else { (DayFactor::default(), IntervalFactor::default()) };
    let intervals = IntervalsPlan::new(intervals);
    let every = intervals.map(|_| planned.interval.micros());
    ArrivalPlan::Profile {
        rows: rate_rows(planned.session, queue, (rows, scale), from, every),
        busyness,
        intervals,
        longer,
    }
}

/// The rows inside the opening hours, from a moment on, that have any calls, with their cumulated expectation; cut where an
/// interval ends, if these differ.
fn rate_rows(
    session: Session,
    queue: &Queue,
    (rows, scale): (&[ProfileRow], f64),
    from: SimTime,
    every: Option<i64>,
) -> Vec<RateRow> {
    let mut before = 0.0;
    let mut plan = Vec::with_capacity(rows.len());
    for row in rows {
        let (mut start, end) = (row.start.max(session.open).max(from).micros(), row.end.min(session.close).micros());
        if end <= start || row.calls * scale <= 0.0 {
            continue;
        }
        let pace = (row.end - row.start).micros() as f64 / (row.calls * scale);
        let times_as_long = queue.times_as_long(row);
        while start < end {
            let open = session.open.micros();
            let interval = every.map_or(0, |every| (start - open) / every);
            let to = every.map_or(end, |every| end.min(open + (interval + 1) * every));
            let after = before + (to - start) as f64 / pace;
            let (first, last, interval) = (start as f64, (to - 1) as f64, interval as u64);
            plan.push(RateRow { start: first, last, before, after, pace, times_as_long, interval });
            (before, start) = (after, to);
        }
    }
    plan
}
