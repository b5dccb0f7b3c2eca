//! What is drawn before the day begins: callers with their fates, and who is absent.

use holdline::model::{AgentGroup, Arrivals, Busyness, Distribution, Floor, Patience, Presence, ProfileRow, Queue};
use holdline::random::{Entity, Purpose, Sampler, Stream};
use holdline::special::gamma_quantile;
use holdline::units::Span;

/// A caller with everything that was settled at arrival.
#[derive(Clone, Debug)]
pub struct Fate {
    pub arrival: i64,
    /// Who is first of those who call at one moment, in whichever queue.
    pub order: u64,
    pub talk: i64,
    pub wrap_up: i64,
    /// `None`: never hangs up.
    pub patience: Option<i64>,
    pub balks: bool,
}

/// A person's plan for today.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    pub start: i64,
    pub end: i64,
    pub breaks: Vec<(i64, i64)>,
    pub absent: bool,
}

/// One draw of the day: the key is all it depends on (M-R1).
#[derive(Clone, Copy)]
pub struct Draws {
    pub seed: u64,
    pub day: u64,
}

/// A length times a factor, to the nearest microsecond.
pub fn scaled(length: i64, factor: f64) -> i64 {
    if factor == 1.0 { length } else { ((length as f64 * factor + 0.5) as i64).min(Sampler::LONGEST) }
}

/// How many times as long as the queue says a caller takes who arrives then (M-C1).
fn times_as_long(queue: &Queue, arrival: i64) -> f64 {
    let Arrivals::Profile { rows, .. } = &queue.arrivals else { return 1.0 };
    let row = rows.iter().find(|row| row.start.micros() <= arrival && arrival < row.end.micros());
    row.map_or(1.0, |row| queue.times_as_long(row))
}

impl Draws {
    pub fn stream(self, purpose: Purpose, name: &str) -> Stream {
        Stream::new(self.seed, self.day, purpose, Entity::named(name))
    }

    /// All callers of a queue, in order of arrival.
    pub fn callers(self, floor: &Floor, queue: &Queue) -> Vec<Fate> {
        let arrivals = self.arrivals(floor, queue);
        let place = floor.queues.iter().position(|q| q.name == queue.name).expect("a queue of the floor") as u64;
        (0..).zip(arrivals).map(|(n, arrival)| self.fate(queue, place, n, arrival)).collect()
    }

    fn fate(self, queue: &Queue, place: u64, n: u64, arrival: i64) -> Fate {
        let draw = |purpose, sampler: Sampler| sampler.sample(self.stream(purpose, &queue.name), n);
        let recorded = match &queue.arrivals {
            Arrivals::Calls(calls) => Some(calls[n as usize]),
            Arrivals::Profile { .. } => None,
        };
        let talk = recorded.and_then(|c| c.talk).map(Span::micros);
        let wrap_up = recorded.and_then(|c| c.wrap_up).map(Span::micros);
        let patience = match recorded.and_then(|c| c.patience) {
            Some(known) => known.map(Span::micros),
            None => Some(draw(Purpose::Patience, patience(&queue.patience))).filter(|p| *p < Sampler::NEVER),
        };
        let longer = |length: i64| scaled(length, times_as_long(queue, arrival));
        Fate {
            arrival,
            order: recorded.map_or(place << 32, |c| c.order),
            talk: talk.unwrap_or_else(|| longer(draw(Purpose::Talk, sampler(&queue.talk)))),
            wrap_up: wrap_up.unwrap_or_else(|| longer(draw(Purpose::WrapUp, sampler(&queue.wrap_up)))),
            patience,
            balks: self.stream(Purpose::Balk, &queue.name).uniform(n) < queue.balk,
        }
    }

    fn arrivals(self, floor: &Floor, queue: &Queue) -> Vec<i64> {
        match &queue.arrivals {
            Arrivals::Calls(calls) => calls.iter().map(|c| c.arrival.micros()).collect(),
            Arrivals::Profile { rows, scale, busyness } => {
                let calm = 1.0 / self.busyness(queue, *busyness);
                self.by_rate(queue, calm, &rates(floor, rows, *scale))
            }
        }
    }

    /// A Poisson process of rate 1 on the scale of expected calls, taken to the clock.
    fn by_rate(self, queue: &Queue, calm: f64, rates: &[Rate]) -> Vec<i64> {
        let stream = self.stream(Purpose::Arrival, &queue.name);
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

    fn busyness(self, queue: &Queue, busyness: Busyness) -> f64 {
        if busyness.cv == 0.0 {
            return 1.0;
        }
        let entity = if busyness.own { Entity::named(&queue.name) } else { Entity::FLOOR };
        let uniform = Stream::new(self.seed, self.day, Purpose::Busyness, entity).uniform(0);
        gamma_quantile(uniform, 1.0 / (busyness.cv * busyness.cv)).max(1e-12)
    }

    /// Everybody of a group. People of a head-count are on duty from open to close at most; see [`head_counts`].
    pub fn duties(self, floor: &Floor, group: &AgentGroup) -> Vec<Duty> {
        let stream = self.stream(Purpose::Absence, &group.name);
        let absent = |index: u64| group.absence > 0.0 && stream.uniform(index) < group.absence;
        let plain = |start, end, index| Duty { start, end, breaks: Vec::new(), absent: absent(index) };
        let (open, close) = (floor.open().micros(), floor.close().micros());
        match &group.presence {
            Presence::People(n) => (0..u64::from(*n)).map(|i| plain(open, close, i)).collect(),
            Presence::Shifts(shifts) => {
                let mut all = Vec::new();
                for (j, shift) in (0_u64..).zip(shifts) {
                    for n in 0..u64::from(shift.people) {
                        let mut duty = plain(shift.start.micros(), shift.end.micros(), j << 32 | n);
                        duty.breaks = shift.breaks.iter().map(|b| (b.start.micros(), b.length.micros())).collect();
                        all.push(duty);
                    }
                }
                all
            }
            Presence::HeadCounts(_) => {
                let counts = head_counts(floor, group);
                let most = counts.iter().map(|c| c.1).max().unwrap_or(0);
                let numbers = 0..u64::from(most);
                if !group.lent {
                    return numbers.map(|n| plain(open, close, n)).collect();
                }
                numbers
                    .flat_map(|n| on_duty(&counts, n).into_iter().map(move |(s, e)| (s, e, n)))
                    .map(|(s, e, n)| plain(s, e, n))
                    .collect()
            }
        }
    }
}

/// `(from, people)`, ending at closing; empty for a group with shifts.
pub fn head_counts(floor: &Floor, group: &AgentGroup) -> Vec<(i64, u32)> {
    let Presence::HeadCounts(rows) = &group.presence else { return Vec::new() };
    let before_closing = rows.iter().filter(|r| r.start < floor.close());
    let mut counts: Vec<_> = before_closing.map(|r| (r.start.micros(), r.people)).collect();
    counts.push((floor.close().micros(), 0));
    counts
}

/// The stretches in which person number `n` is one of those counted.
fn on_duty(counts: &[(i64, u32)], n: u64) -> Vec<(i64, i64)> {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for pair in counts.windows(2) {
        if u64::from(pair[0].1) <= n {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if last.1 == pair[0].0 => last.1 = pair[1].0,
            _ => stretches.push((pair[0].0, pair[1].0)),
        }
    }
    stretches
}

struct Rate {
    start: i64,
    end: i64,
    before: f64,
    after: f64,
    pace: f64,
}

fn rates(floor: &Floor, rows: &[ProfileRow], scale: f64) -> Vec<Rate> {
    let mut rates: Vec<Rate> = Vec::new();
    for row in rows.iter().filter(|r| r.calls * scale > 0.0) {
        let (start, end) = (row.start.max(floor.open()), row.end.min(floor.close()));
        if start < end {
            let before = rates.last().map_or(0.0, |r| r.after);
            let pace = (row.end - row.start).micros() as f64 / (row.calls * scale);
            let after = before + (end - start).micros() as f64 / pace;
            rates.push(Rate { start: start.micros(), end: end.micros(), before, after, pace });
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
    }
}

fn patience(patience: &Patience) -> Sampler {
    match patience {
        Patience::Infinite => Sampler::Never,
        Patience::Random(distribution) => sampler(distribution),
        Patience::Survival(curve) => {
            Sampler::Survival(curve.points.iter().map(|(wait, share)| (wait.micros() as f64, *share)).collect())
        }
    }
}
