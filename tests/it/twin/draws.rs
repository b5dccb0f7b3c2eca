//! What is drawn before the day begins: callers with their fates, and who is absent.

use super::again::place_of;
use super::seen::Again;
use super::wall;
use holdline::model::{
    Arrivals, CallAgain, DayFactor, Distribution, ExtraVolume, Floor, Incident, Patience, ProfileRow, Queue, Session,
};
use holdline::random::{Entity, Purpose, Sampler, Stream};
use holdline::special::gamma_quantile;
use holdline::units::{SimTime, Span};

/// A caller with everything that was settled at arrival.
#[derive(Clone, Debug)]
pub struct Fate {
    pub arrival: i64,
    /// Whose call it is, by the place among first calls of a source, and which of that caller's calls.
    pub source: usize,
    pub entity: Entity,
    /// The date of the first call, by its days after the first of the floor.
    pub date: i64,
    pub number: usize,
    pub call: u64,
    pub again: Again,
    /// How often the caller has called again after an answer.
    pub repeats: u32,
    /// How often the caller has been transferred.
    pub transfers: u32,
    /// The queue of the first call.
    pub home: usize,
    /// Who is first of those who call at one moment, in whichever queue.
    pub order: u64,
    pub talk: i64,
    pub wrap_up: i64,
    /// `None`: never hangs up.
    pub patience: Option<i64>,
    pub balks: bool,
    /// How long in the IVR, if there is one, and whether nobody is asked for then.
    pub ivr: Option<(i64, bool)>,
    /// How often the caller has been called back in vain.
    pub tried: u64,
}

/// One draw of the day: the key is all it depends on (M-R1).
#[derive(Clone, Copy)]
pub struct Draws<'f> {
    pub floor: &'f Floor,
    pub seed: u64,
    pub day: u64,
    /// The date, by its days after the first: 0 draws as if it were the only one.
    pub date: i64,
}

/// A length times a factor, to the nearest microsecond.
pub fn scaled(length: i64, factor: f64) -> i64 {
    if factor == 1.0 { length } else { ((length as f64 * factor + 0.5) as i64).min(Sampler::LONGEST) }
}

impl Draws<'_> {
    pub fn stream(self, purpose: Purpose, name: &str) -> Stream {
        self.stream_of(purpose, Entity::named(name))
    }

    /// Of something of this date.
    fn stream_of(self, purpose: Purpose, entity: Entity) -> Stream {
        Stream::new(self.seed, self.day, purpose, entity.on_date(self.date))
    }

    pub(super) fn on(self, date: i64) -> Self {
        Self { date, ..self }
    }

    /// The rows of a queue that hold today.
    fn rows(self, queue: &Queue) -> &[ProfileRow] {
        let of_date = self.floor.calendar().sessions().iter().find(|session| session.day == self.date);
        match &queue.arrivals {
            Arrivals::Profile { rows, .. } => rows,
            Arrivals::Sample(days) => {
                let height = self.stream_of(Purpose::SampledDay, Entity::FLOOR).uniform(0);
                let session = of_date.expect("callers come on dates on which it is open");
                let covers = |rows: &&Vec<ProfileRow>| {
                    rows[0].start <= session.open && rows[rows.len() - 1].end >= session.close
                };
                let days: Vec<_> = days.iter().filter(covers).collect();
                days[(height * days.len() as f64).floor() as usize]
            }
            Arrivals::Calls(_) => &[],
        }
    }

    /// How many times as long as the queue says a caller of a source takes who arrives then (M-C1): for callers of an incident no past day
    /// says so.
    pub(super) fn times_as_long(self, queue: &Queue, entity: Entity, arrival: i64) -> f64 {
        let is_own = entity == Entity::named(&queue.name);
        let rows = if is_own || matches!(queue.arrivals, Arrivals::Profile { .. }) { self.rows(queue) } else { &[] };
        let row = rows.iter().find(|row| row.start.micros() <= arrival && arrival < row.end.micros());
        row.map_or(1.0, |row| queue.times_as_long(row))
    }

    /// All callers of a queue, date by date its own in order of arrival and then those of each incident; then those of the nights.
    pub fn callers(self, floor: &Floor, queue: &Queue) -> Vec<Fate> {
        let sessions = floor.calendar().sessions();
        let hits = |incident: &Incident| floor.queues.iter().filter(|q| incident.hits(&q.name)).count();
        let sources = floor.queues.len() + floor.incidents.iter().map(hits).sum::<usize>();
        let mut all = Vec::new();
        for (number, session) in sessions.iter().enumerate() {
            let mut of_date = self.on(session.day).of_date(floor, queue, session);
            of_date.iter_mut().for_each(|fate| fate.source += number * sources);
            all.append(&mut of_date);
        }
        let mut source = sessions.len() * sources;
        for pair in sessions.windows(2).filter(|pair| pair[0].close < pair[1].open) {
            let night = Session { open: pair[0].close, close: pair[1].open, ..pair[0] };
            for caller in &floor.queues {
                let Arrivals::Profile { rows, scale, busyness, .. } = &caller.arrivals else { continue };
                let rates = rates(&night, rows, *scale, night.open, &[whole(&night)]);
                if rates.is_empty() {
                    continue;
                }
                if caller.name == queue.name {
                    let (draws, entity) = (self.on(night.day), Entity::of_both("", &queue.name));
                    let calm = 1.0 / draws.busyness(queue, *busyness);
                    let arrivals = draws.by_rate(draws.stream_of(Purpose::Arrival, entity), calm, &rates);
                    let fate = |(n, at)| draws.fate(queue, (source, entity, 0), n, at, 1.0);
                    all.extend((0..).zip(arrivals).map(fate));
                }
                source += 1;
            }
        }
        all
    }

    fn of_date(self, floor: &Floor, queue: &Queue, session: &Session) -> Vec<Fate> {
        let arrivals = self.arrivals(floor, queue, session);
        let place = floor.queues.iter().position(|q| q.name == queue.name).expect("a queue of the floor");
        let own = (place, Entity::named(&queue.name), recorded_before(queue, session));
        let mut all: Vec<Fate> = (0..).zip(arrivals).map(|(n, at)| self.fate(queue, own, n, at, 1.0)).collect();
        let mut source = floor.queues.len();
        for incident in &floor.incidents {
            for hit in floor.queues.iter().filter(|q| incident.hits(&q.name)) {
                if hit.name == queue.name {
                    let from = (source, Entity::of_both(&incident.name, &queue.name), 0);
                    let arrivals = self.added(floor, queue, incident, (from.1, session));
                    let fate = |(n, at)| self.fate(queue, from, n, at, incident.talk_factor);
                    all.extend((0..).zip(arrivals).map(fate));
                }
                source += 1;
            }
        }
        all
    }

    /// When those call whom an incident adds to a queue (M-C4): by the clock of the date, or of the morning after.
    fn added(self, floor: &Floor, queue: &Queue, incident: &Incident, (entity, of): (Entity, &Session)) -> Vec<i64> {
        let happens = self.stream(Purpose::Incident, &incident.name).uniform(0) < incident.chance;
        let on = |day| SimTime::from_micros(wall::on(floor, day, incident.start));
        let start = if on(of.day) < of.open { on(of.day + 1) } else { on(of.day) };
        if !happens || !incident.on.hold(self.date) || start >= of.close {
            return Vec::new();
        }
        let length = sampler(&incident.lasting).sample(self.stream(Purpose::IncidentLength, &incident.name), 0);
        let (calm, rates) = match (&queue.arrivals, incident.volume) {
            (Arrivals::Profile { rows, scale, busyness, .. }, ExtraVolume::Times(times)) => {
                let cut = self.intervals(floor, queue, of);
                (1.0 / self.busyness(queue, *busyness), rates(of, rows, scale * (times - 1.0), start, &cut))
            }
            (arrivals, ExtraVolume::PerHour(rate)) => {
                let day = [ProfileRow::new(of.open, of.close, 0.0)];
                let rows = if let Arrivals::Profile { rows, .. } = arrivals { rows } else { &day[..] };
                let calls = |row: &ProfileRow| rate * (row.end - row.start).as_hours();
                let rows: Vec<_> = rows.iter().map(|row| ProfileRow { calls: calls(row), ..*row }).collect();
                (1.0, rates(of, &rows, 1.0, start, &[whole(of)]))
            }
            (Arrivals::Sample(_) | Arrivals::Calls(_), ExtraVolume::Times(_)) => unreachable!("a checked floor"),
        };
        let arrivals = self.by_rate(self.stream_of(Purpose::Arrival, entity), calm, &rates);
        arrivals.into_iter().filter(|at| *at < start.micros() + length).collect()
    }

    /// `before`: so many calls were recorded before those of the source.
    fn fate(
        self,
        queue: &Queue,
        (source, entity, before): (usize, Entity, usize),
        n: u64,
        arrival: i64,
        talk_factor: f64,
    ) -> Fate {
        let of_source = |purpose| self.stream_of(purpose, entity);
        let draw = |purpose, sampler: Sampler| sampler.sample(of_source(purpose), n);
        let recorded = match &queue.arrivals {
            Arrivals::Calls(calls) if entity == Entity::named(&queue.name) => Some(calls[before + n as usize]),
            Arrivals::Calls(_) | Arrivals::Sample(_) | Arrivals::Profile { .. } => None,
        };
        let talk = recorded.and_then(|c| c.talk).map(Span::micros);
        let wrap_up = recorded.and_then(|c| c.wrap_up).map(Span::micros);
        let patience = match recorded.and_then(|c| c.patience) {
            Some(known) => known.map(Span::micros),
            None => {
                let waits = draw(Purpose::Patience, patience(&queue.patience));
                hears(queue, waits, of_source(Purpose::Announcement).uniform(n))
            }
        };
        let ivr = queue.ivr.as_ref().map(|ivr| {
            let delay = draw(Purpose::IvrDelay, sampler(&ivr.delay));
            (delay, of_source(Purpose::Contained).uniform(n) < ivr.contained)
        });
        let longer = |length: i64| scaled(length, self.times_as_long(queue, entity, arrival));
        let talk_factor = talk_factor * self.talk_day(queue);
        Fate {
            arrival,
            source,
            entity,
            date: self.date,
            number: n as usize,
            call: 0,
            again: Again::First,
            repeats: 0,
            transfers: 0,
            home: place_of(&self.floor.queues, &queue.name),
            order: recorded.map_or((source as u64) << 32, |c| c.order),
            talk: talk.unwrap_or_else(|| scaled(longer(draw(Purpose::Talk, sampler(&queue.talk))), talk_factor)),
            wrap_up: wrap_up.unwrap_or_else(|| longer(draw(Purpose::WrapUp, sampler(&queue.wrap_up)))),
            patience,
            balks: of_source(Purpose::Balk).uniform(n) < queue.balk,
            ivr,
            tried: 0,
        }
    }

    /// A uniform of a call, and for callbacks of each try.
    pub fn uniform(self, purpose: Purpose, fate: &Fate) -> f64 {
        self.of_caller(purpose, fate).uniform(fate.tried << 48 | draw_of(fate))
    }

    /// A length of a try to call back.
    pub fn of_try(self, purpose: Purpose, of: &Distribution, fate: &Fate) -> i64 {
        sampler(of).sample(self.of_caller(purpose, fate), fate.tried << 48 | draw_of(fate))
    }

    /// The next call of whoever hung up or was blocked (M-C7).
    pub fn redial(self, queue: &Queue, fate: &Fate, now: i64) -> Option<Fate> {
        let made = if let Again::Redial(made) = fate.again { made } else { 0 };
        let of = (queue.redial.as_ref()?, made, Purpose::Redial, Purpose::RedialAfter);
        let arrival = now + self.calls_again_after(of, fate)?;
        let home = &self.floor.queues[fate.home];
        let again = Fate { again: Again::Redial(made + 1), ..self.another_call(home, fate, arrival) };
        // Whoever was transferred has to begin anew.
        Some(if home.name == queue.name { again } else { self.another_talk(home, again) })
    }

    /// The next call of whoever was answered and not helped (M-C8): another matter, with lengths of its own.
    pub fn repeat(self, queue: &Queue, fate: &Fate, talk_ends: i64) -> Option<Fate> {
        let of = (queue.repeat.as_ref()?, fate.repeats, Purpose::Repeat, Purpose::RepeatAfter);
        let arrival = talk_ends + self.calls_again_after(of, fate)?;
        let home = &self.floor.queues[fate.home];
        let again = self.another_talk(home, self.another_call(home, fate, arrival));
        Some(Fate { again: Again::Repeat(fate.repeats + 1), repeats: fate.repeats + 1, ..again })
    }

    /// The call with lengths of its own, as those are that arrive then.
    fn another_talk(self, queue: &Queue, fate: Fate) -> Fate {
        let length = |purpose, of: &Distribution| {
            let drawn = sampler(of).sample(self.of_caller(purpose, &fate), draw_of(&fate));
            scaled(drawn, self.on(fate.date).times_as_long(queue, fate.entity, fate.arrival))
        };
        let (talk, wrap_up) = (length(Purpose::Talk, &queue.talk), length(Purpose::WrapUp, &queue.wrap_up));
        Fate { talk: scaled(talk, self.on(fate.date).talk_day(queue)), wrap_up, ..fate }
    }

    fn calls_again_after(
        self,
        (plan, made, chance, after): (&CallAgain, u32, Purpose, Purpose),
        fate: &Fate,
    ) -> Option<i64> {
        let draw = draw_of(fate);
        let does = made < plan.at_most && self.of_caller(chance, fate).uniform(draw) < plan.chance;
        does.then(|| sampler(&plan.after).sample(self.of_caller(after, fate), draw))
    }

    pub(super) fn of_caller(self, purpose: Purpose, fate: &Fate) -> Stream {
        self.on(fate.date).stream_of(purpose, fate.entity)
    }

    /// Another call of the same caller, with fresh patience.
    fn another_call(self, queue: &Queue, fate: &Fate, arrival: i64) -> Fate {
        let again = Fate { arrival, call: fate.call + 1, ..fate.clone() };
        let waits = patience(&queue.patience).sample(self.of_caller(Purpose::Patience, fate), draw_of(&again));
        let balks = self.of_caller(Purpose::Balk, fate).uniform(draw_of(&again)) < queue.balk;
        let height = self.of_caller(Purpose::Announcement, fate).uniform(draw_of(&again));
        let ivr = queue.ivr.as_ref().map(|ivr| {
            let delay = sampler(&ivr.delay).sample(self.of_caller(Purpose::IvrDelay, fate), draw_of(&again));
            (delay, self.of_caller(Purpose::Contained, fate).uniform(draw_of(&again)) < ivr.contained)
        });
        Fate { patience: hears(queue, waits, height), balks, ivr, tried: 0, ..again }
    }

    fn arrivals(self, floor: &Floor, queue: &Queue, of: &Session) -> Vec<i64> {
        match &queue.arrivals {
            Arrivals::Calls(calls) => {
                let of_date = calls.iter().filter(|c| of.open <= c.arrival && c.arrival < of.close);
                of_date.map(|c| c.arrival.micros()).collect()
            }
            Arrivals::Sample(_) => self.sampled(queue, of),
            Arrivals::Profile { rows, scale, busyness, .. } => {
                let calm = 1.0 / self.busyness(queue, *busyness);
                let stream = self.stream(Purpose::Arrival, &queue.name);
                self.by_rate(stream, calm, &rates(of, rows, *scale, of.open, &self.intervals(floor, queue, of)))
            }
        }
    }

    /// M-C3: the calls of the past day that today is, anywhere in their rows.
    fn sampled(self, queue: &Queue, of: &Session) -> Vec<i64> {
        let stream = self.stream(Purpose::Arrival, &queue.name);
        let mut heights = (0..).map(|n| stream.uniform(n));
        let mut arrivals = Vec::new();
        for row in self.rows(queue) {
            let length = (row.end - row.start).micros() as f64;
            let at = |height: f64| row.start.micros() + (height * length).floor() as i64;
            arrivals.extend(heights.by_ref().take(row.calls as usize).map(at));
        }
        arrivals.retain(|at| (of.open.micros()..of.close.micros()).contains(at));
        arrivals.sort_unstable();
        arrivals
    }

    /// A Poisson process of rate 1 on the scale of expected calls, taken to the clock.
    fn by_rate(self, stream: Stream, calm: f64, rates: &[Rate]) -> Vec<i64> {
        let mut expected = 0.0;
        let mut arrivals = Vec::new();
        for n in 0.. {
            expected += stream.exponential(n) * calm;
            let Some(rate) = rates.iter().find(|r| expected < r.after) else { break };
            let at = rate.start as f64 + (expected - rate.before) * rate.pace;
            arrivals.push((at.round_ties_even() as i64).min(rate.end - 1));
        }
        arrivals
    }

    /// M-C2, and M-S8: the days of a block lie one in each stratum, in an order drawn for the block by swapping each place, from the
    /// last on, with one that is not behind it.
    fn busyness(self, queue: &Queue, busyness: DayFactor) -> f64 {
        let Some(strata) = self.floor.strata.map(u64::from) else {
            return self.of_day(queue, busyness, Purpose::Busyness);
        };
        if busyness.cv == 0.0 {
            return 1.0;
        }
        let entity = if busyness.own { Entity::named(&queue.name) } else { Entity::FLOOR };
        let block = Self { day: self.day / strata, ..self }.stream_of(Purpose::Strata, entity);
        let mut order: Vec<u64> = (0..strata).collect();
        for place in (1..strata).rev() {
            order.swap(place as usize, (block.uniform(place) * (place as f64 + 1.0)).floor() as usize);
        }
        let stratum = order[(self.day % strata) as usize] as f64;
        let uniform = self.stream_of(Purpose::Busyness, entity).uniform(0);
        gamma_quantile((stratum + uniform) / strata as f64, 1.0 / (busyness.cv * busyness.cv)).max(1e-12)
    }

    /// M-C2: from, to and factor of each interval of the day, or of the whole day where they are alike.
    fn intervals(self, floor: &Floor, queue: &Queue, of: &Session) -> Vec<(i64, i64, f64)> {
        let Arrivals::Profile { busyness, intervals, .. } = &queue.arrivals else { unreachable!("a profile") };
        if intervals.cv == 0.0 {
            return vec![whole(of)];
        }
        let entity = if busyness.own { Entity::named(&queue.name) } else { Entity::FLOOR };
        let stream = self.stream_of(Purpose::Intervals, entity);
        // Of two lognormal factors with the correlation asked for, that of their logarithms follows.
        let variance = libm::log1p(intervals.cv * intervals.cv);
        let correlation = libm::log1p(intervals.correlation * intervals.cv * intervals.cv) / variance;
        let (sigma, (open, every)) = (variance.sqrt(), (of.open.micros(), floor.interval.micros()));
        let mut normal = 0.0;
        let interval = |n: u64| {
            let fresh = if n == 0 { 1.0 } else { (1.0 - correlation * correlation).max(0.0).sqrt() };
            normal = correlation * normal + fresh * stream.normal(n);
            let from = open + n as i64 * every;
            (from, from + every, libm::exp(sigma * normal - 0.5 * sigma * sigma))
        };
        let count = (of.close - of.open).micros() / every;
        (0..count as u64).map(interval).collect()
    }

    pub(super) fn talk_day(self, queue: &Queue) -> f64 {
        self.of_day(queue, queue.talk_day, Purpose::TalkDay)
    }

    /// M-C2.
    fn of_day(self, queue: &Queue, factor: DayFactor, purpose: Purpose) -> f64 {
        if factor.cv == 0.0 {
            return 1.0;
        }
        let entity = if factor.own { Entity::named(&queue.name) } else { Entity::FLOOR };
        let uniform = self.stream_of(purpose, entity).uniform(0);
        gamma_quantile(uniform, 1.0 / (factor.cv * factor.cv)).max(1e-12)
    }
}

/// How many calls were recorded before those of a session.
fn recorded_before(queue: &Queue, of: &Session) -> usize {
    match &queue.arrivals {
        Arrivals::Calls(calls) => calls.iter().filter(|c| c.arrival < of.open).count(),
        Arrivals::Profile { .. } | Arrivals::Sample(_) => 0,
    }
}

/// Patience with the announcements of a queue (M-C6); `None`: never hangs up.
pub(super) fn hears(queue: &Queue, waits: i64, height: f64) -> Option<i64> {
    let mut all = queue.announcements.clone();
    all.sort_by_key(|announcement| announcement.at);
    let mut stay = 1.0;
    for announcement in all {
        stay *= 1.0 - announcement.chance;
        if height > stay {
            return Some(waits.min(announcement.at.micros()));
        }
    }
    Some(waits).filter(|waits| *waits < Sampler::NEVER)
}

/// Each call of each caller has draws of its own.
pub(super) fn draw_of(fate: &Fate) -> u64 {
    fate.call << 32 | fate.number as u64
}

struct Rate {
    start: i64,
    end: i64,
    before: f64,
    after: f64,
    pace: f64,
}

fn whole(of: &Session) -> (i64, i64, f64) {
    (of.open.micros(), of.close.micros(), 1.0)
}

/// The rows from a moment on, cut into intervals with a factor each.
fn rates(of: &Session, rows: &[ProfileRow], scale: f64, from: SimTime, intervals: &[(i64, i64, f64)]) -> Vec<Rate> {
    let mut rates: Vec<Rate> = Vec::new();
    for row in rows.iter().filter(|r| r.calls * scale > 0.0) {
        let (begins, ends) = (row.start.max(of.open).max(from).micros(), row.end.min(of.close).micros());
        for (interval_start, interval_end, factor) in intervals {
            let (start, end) = (begins.max(*interval_start), ends.min(*interval_end));
            if start < end {
                let before = rates.last().map_or(0.0, |r| r.after);
                let pace = (row.end - row.start).micros() as f64 / (row.calls * scale) / factor;
                let after = before + (end - start) as f64 / pace;
                rates.push(Rate { start, end, before, after, pace });
            }
        }
    }
    rates
}

pub fn sampler(distribution: &Distribution) -> Sampler {
    let micros = |span: &Span| span.micros() as f64;
    match distribution {
        Distribution::Constant(span) => Sampler::Constant(span.micros()),
        Distribution::Exponential { mean } => Sampler::exponential(micros(mean)),
        Distribution::Lognormal { mean, cv } => Sampler::lognormal(micros(mean), *cv),
        Distribution::Gamma { mean, cv } => Sampler::gamma(micros(mean), *cv),
        Distribution::Weibull { mean, cv } => Sampler::weibull(micros(mean), *cv),
        Distribution::Uniform { from, to } => Sampler::Uniform { from: micros(from), width: micros(to) - micros(from) },
        Distribution::Empirical(spans) => Sampler::Empirical(spans.iter().map(|s| s.micros()).collect()),
        Distribution::Mixture(parts) => {
            Sampler::mixture(parts.iter().map(|part| (part.share, sampler(&part.time))).collect())
        }
    }
}

pub(super) fn patience(patience: &Patience) -> Sampler {
    match patience {
        Patience::Infinite => Sampler::Never,
        Patience::Random(distribution) => sampler(distribution),
        Patience::Survival(curve) => {
            Sampler::Survival(curve.points.iter().map(|(wait, share)| (wait.micros() as f64, *share)).collect())
        }
    }
}
