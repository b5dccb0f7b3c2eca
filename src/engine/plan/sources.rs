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
    /// Its place among the sources of a date: of those who call at one moment.
    pub place: u64,
    pub arrivals: ArrivalPlan,
    /// Opening and closing on its date.
    pub open: (i64, i64),
    /// The floor on its date, and the queue: whose busyness makes it busy, and whose talks are long.
    pub floor: Entity,
    pub of_queue: Entity,
    /// What its callers call for, if it is an incident.
    pub incident: Option<CalledFor>,
}

/// An incident on a date.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct CalledFor {
    /// Its place among the floor's.
    pub incident: usize,
    /// Its place among the incidents of all dates.
    pub dated: usize,
    /// What talks are multiplied by.
    pub talk_factor: f64,
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
    /// When it is over today; it does not happen before it has begun. On a date on which it cannot happen it has no callers.
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
        /// The busyness is drawn in so many strata (M-S8); `None`: in none.
        strata: Option<u32>,
        /// How unsure the scale of the rates is, if it is.
        scale: Option<ScalePlan>,
        /// How the intervals of a day differ; `None`: all alike.
        intervals: Option<IntervalsPlan>,
        /// When each row of the profile begins, and how many times as long as the queue says its callers take.
        longer: Vec<(i64, f64)>,
    },
    Sampled(Vec<Vec<CountedRow>>),
    Recorded(Vec<RecordedCall>),
}

/// How unsure the scale of the rates is (M-C2): one factor for all dates.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct ScalePlan {
    pub entity: Entity,
    pub cv: f64,
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
    strata: Option<u32>,
    /// Which of the floor's sessions it is.
    number: usize,
    incidents: usize,
}

impl PlannedSession {
    fn on_date(&self, entity: Entity) -> Entity {
        entity.on_date(self.session.day)
    }
}

/// Date by date (M-T4), first the queues' own callers, then those of each incident, queue by queue; then those who call in the nights
/// between.
pub(in crate::engine) fn sources(floor: &Floor) -> Vec<SourcePlan> {
    let of_session = |(number, session): (usize, &Session)| {
        let incidents = floor.incidents.len();
        of_date(
            floor,
            PlannedSession { session: *session, interval: floor.interval, strata: floor.strata, number, incidents },
        )
    };
    let sessions = floor.calendar().sessions();
    let nights = sessions.windows(2).filter(|pair| pair[0].close < pair[1].open);
    let at_night =
        nights.flat_map(|pair| floor.queues.iter().enumerate().filter_map(|(q, of)| night(floor, (q, of), pair)));
    sessions.iter().enumerate().flat_map(of_session).chain(at_night).collect()
}

fn of_date(floor: &Floor, planned: PlannedSession) -> Vec<SourcePlan> {
    let queues = || floor.queues.iter().enumerate();
    let own = queues().map(|(q, queue)| source(q, queue, planned));
    let hit = |incident: &'_ Incident| queues().filter(|(_, queue)| incident.hits(&queue.name)).collect::<Vec<_>>();
    let of_incidents = floor.incidents.iter().enumerate().flat_map(|(i, incident)| {
        // An incident that cannot happen on this date has nobody who calls.
        let from = incident.start_in(&planned.session, floor.calendar()).unwrap_or(planned.session.close);
        hit(incident).into_iter().map(move |of| source_of_incident(planned, (i, incident, from), of))
    });
    let mut all: Vec<SourcePlan> = own.chain(of_incidents).collect();
    all.iter_mut().zip(0..).for_each(|(source, place)| source.place = place);
    all
}

/// A queue's own callers are known by the queue's name.
fn source(q: usize, queue: &Queue, planned: PlannedSession) -> SourcePlan {
    let Session { open, close, .. } = planned.session;
    let arrivals = match &queue.arrivals {
        Arrivals::Calls(calls) => {
            let of_date = calls.iter().filter(|call| (open..close).contains(&call.arrival));
            ArrivalPlan::Recorded(of_date.copied().collect())
        }
        Arrivals::Sample(days) => {
            let of_date = days.iter().filter(|rows| covers(rows, &planned.session));
            ArrivalPlan::Sampled(of_date.map(|rows| counted(queue, rows)).collect())
        }
        Arrivals::Profile { rows, scale, .. } => profile(planned, queue, (rows, *scale), open, true),
    };
    planned.source(q, queue, planned.on_date(Entity::named(&queue.name)), arrivals, None)
}

impl PlannedSession {
    fn source(
        &self,
        q: usize,
        queue: &Queue,
        entity: Entity,
        arrivals: ArrivalPlan,
        incident: Option<CalledFor>,
    ) -> SourcePlan {
        SourcePlan {
            entity,
            queue: QueueId::new(q),
            place: 0,
            arrivals,
            open: (self.session.open.micros(), self.session.close.micros()),
            floor: self.on_date(Entity::FLOOR),
            of_queue: self.on_date(Entity::named(&queue.name)),
            incident,
        }
    }
}

/// Those who call between the opening hours of two dates, if a profile tells of any: as on the date before.
fn night(floor: &Floor, (q, queue): (usize, &Queue), pair: &[Session]) -> Option<SourcePlan> {
    let Arrivals::Profile { rows, scale, .. } = &queue.arrivals else { return None };
    let night = Session { open: pair[0].close, close: pair[1].open, ..pair[0] };
    let planned =
        PlannedSession { session: night, interval: night.length(), strata: floor.strata, number: 0, incidents: 0 };
    let mut arrivals = profile(planned, queue, (rows, *scale), night.open, true);
    // At night no intervals are told apart.
    let calls = match &mut arrivals {
        ArrivalPlan::Profile { rows, intervals, .. } => {
            *intervals = None;
            !rows.is_empty()
        }
        ArrivalPlan::Sampled(_) | ArrivalPlan::Recorded(_) => false,
    };
    // No incident has a name without a letter.
    let entity = planned.on_date(Entity::of_both("", &queue.name));
    calls.then(|| planned.source(q, queue, entity, arrivals, None))
}

/// Whether a past day has the calls of a session.
fn covers(rows: &[ProfileRow], session: &Session) -> bool {
    let (first, last) = (rows.first(), rows.last());
    first.is_some_and(|row| row.start <= session.open) && last.is_some_and(|row| row.end >= session.close)
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
    (i, incident, from): (usize, &Incident, SimTime),
    (q, queue): (usize, &Queue),
) -> SourcePlan {
    let Session { open, close, .. } = planned.session;
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
    let entity = planned.on_date(Entity::of_both(&incident.name, &queue.name));
    let dated = planned.number * planned.incidents + i;
    let called_for = CalledFor { incident: i, dated, talk_factor: incident.talk_factor };
    planned.source(q, queue, entity, arrivals, Some(called_for))
}

/// Every incident on every date.
pub(in crate::engine) fn incidents(floor: &Floor) -> Vec<IncidentPlan> {
    let on = |session: &Session| {
        let session = *session;
        floor.incidents.iter().map(move |incident| IncidentPlan {
            entity: Entity::named(&incident.name).on_date(session.day),
            chance: incident.chance,
            start: incident.start_in(&session, floor.calendar()).unwrap_or(session.close).micros(),
            lasting: sampler(&incident.lasting),
        })
    };
    floor.calendar().sessions().iter().flat_map(on).collect()
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
    let entity = if busyness.own { Entity::named(&queue.name) } else { Entity::FLOOR };
    let unsure = (as_the_day && queue.scale_cv > 0.0).then_some(ScalePlan { entity, cv: queue.scale_cv });
    let intervals = IntervalsPlan::new(intervals);
    let every = intervals.map(|_| planned.interval.micros());
    ArrivalPlan::Profile {
        rows: rate_rows(planned.session, queue, (rows, scale), from, every),
        busyness,
        strata: planned.strata,
        scale: unsure,
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
