//! What callers ask of a crew over the day: their rate, and the load that they would be if nobody ever had to wait.

use super::known::moments;
use crate::model::{Arrivals, Floor, ProfileRow, Queue, Session, Slice, receiving, with_transferred};
use crate::special::{gamma_p, gamma_q};
use crate::units::SimTime;

/// More stretches of one rate than these are taken together.
const MOST_ROWS: usize = 300;
/// Below this coefficient of variation handle times are as good as constant.
const CONSTANT: f64 = 0.05;
const DAY_S: f64 = 86_400.0;

/// The calls of some queues together in a part of a slice, on a day of ordinary busyness.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Demand {
    /// Calls per second that arrive.
    pub per_second: f64,
    /// Mean handle time in seconds of those who arrive.
    pub handle_s: f64,
    /// The offered load in Erlangs: calls that would be in hand if nobody waited. When the rate changes it follows later, by about a handle time.
    pub erlangs: f64,
}

/// A queue's calls over the day.
pub(super) struct Calls {
    rows: Vec<DemandRow>,
    handle: HandleTime,
    /// Whoever called longer ago, in seconds, is no longer there.
    horizon_s: f64,
}

/// A stretch of constant rate.
#[derive(Clone, Copy)]
struct DemandRow {
    /// Seconds of the clock.
    start: f64,
    end: f64,
    per_second: f64,
    /// Its callers take so many times as long as the queue says.
    times_as_long: f64,
}

/// Handle times as a gamma distribution with their mean and spread: the load depends on no more of them than how late it follows the
/// rate, which is decided by these two (Eick, Massey and Whitt 1993, "The physics of the Mt/G/infinity queue").
#[derive(Clone, Copy)]
struct HandleTime {
    mean_s: f64,
    cv: f64,
}

impl HandleTime {
    /// The integral of the chance that a call still goes on after a time, up to `t` seconds.
    fn going_on(self, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        if self.cv < CONSTANT {
            return t.min(self.mean_s);
        }
        let shape = 1.0 / (self.cv * self.cv);
        let x = t * shape / self.mean_s;
        t * gamma_q(shape, x) + self.mean_s * gamma_p(shape + 1.0, x)
    }
}

impl Calls {
    /// The calls of a queue that is handled so many times as long as its talk and wrap-up say.
    pub fn of(floor: &Floor, queue: &Queue, (talk_factor, wrap_up_factor): (f64, f64)) -> Self {
        let ((talk, talk_var), (wrap_up, wrap_up_var)) = (moments(&queue.talk), moments(&queue.wrap_up));
        let mean_s = talk * talk_factor + wrap_up * wrap_up_factor;
        let variance = talk_var * talk_factor * talk_factor + wrap_up_var * wrap_up_factor * wrap_up_factor;
        let cv = if mean_s > 0.0 { variance.sqrt() / mean_s } else { 0.0 };
        Self::new(together(&all_who_ask(floor, queue)), HandleTime { mean_s, cv })
    }

    fn new(rows: Vec<DemandRow>, handle: HandleTime) -> Self {
        let mut horizon_s = handle.mean_s;
        while handle.mean_s - handle.going_on(horizon_s) > 1e-4 * handle.mean_s && horizon_s < DAY_S {
            horizon_s *= 2.0;
        }
        let longest = rows.iter().map(|row| row.times_as_long).fold(1.0, f64::max);
        Self { rows, handle, horizon_s: horizon_s * longest }
    }

    /// Mean handle time in seconds.
    pub fn handle_s(&self) -> f64 {
        self.handle.mean_s
    }

    /// The mean of the square of a handle time in seconds.
    pub fn handle_square(&self) -> f64 {
        self.handle.mean_s * self.handle.mean_s * (1.0 + self.handle.cv * self.handle.cv)
    }

    /// Mean handle time in seconds of those who arrive at a moment.
    fn handle_s_at(&self, at: f64) -> f64 {
        self.handle.mean_s * self.row(at).map_or(1.0, |row| row.times_as_long)
    }

    /// The most calls per second.
    pub fn most_per_second(&self) -> f64 {
        self.rows.iter().map(|row| row.per_second).fold(0.0, f64::max)
    }

    /// All calls of the day.
    pub fn in_all(&self) -> f64 {
        self.rows.iter().map(|row| (row.end - row.start) * row.per_second).sum()
    }

    /// All calls of the day of those who call a queue, the transferred left out.
    pub fn of_its_own(floor: &Floor, queue: &Queue) -> f64 {
        who_ask(floor, queue).iter().map(|row| (row.end - row.start) * row.per_second).sum()
    }

    /// Calls between two moments, and the seconds that all of them take together.
    pub fn between(&self, from: SimTime, until: SimTime) -> (f64, f64) {
        let (from, until) = (seconds(from), seconds(until));
        let of_row = |row: &DemandRow| {
            let calls = (row.end.min(until) - row.start.max(from)).max(0.0) * row.per_second;
            (calls, calls * self.handle.mean_s * row.times_as_long)
        };
        let rows = self.rows.iter().map(of_row);
        rows.fold((0.0, 0.0), |(calls, handled), (more, s)| (calls + more, handled + s))
    }

    fn row(&self, at: f64) -> Option<&DemandRow> {
        let begun = self.rows.partition_point(|row| row.start <= at);
        self.rows[..begun].last().filter(|row| at < row.end)
    }

    fn rate(&self, at: f64) -> f64 {
        self.row(at).map_or(0.0, |row| row.per_second)
    }

    /// The offered load of a queue with as many servers as it takes: the integral of the rate at which calls came, times the chance
    /// that they still go on.
    fn erlangs(&self, at: f64) -> f64 {
        let load = |row: &DemandRow| {
            let handle = HandleTime { mean_s: self.handle.mean_s * row.times_as_long, ..self.handle };
            row.per_second * (handle.going_on(at - row.start) - handle.going_on(at - row.end))
        };
        let gone = self.rows.partition_point(|row| row.end <= at - self.horizon_s);
        self.rows[gone..].iter().take_while(|row| row.start < at).map(load).sum()
    }
}

/// The demand of queues together, in each of so many parts of a slice.
pub(super) fn demand(queues: &[Calls], slice: &Slice, parts: usize) -> Vec<Demand> {
    let (start, length) = (seconds(slice.start), (slice.end - slice.start).as_secs());
    let one = |part: usize| {
        let at = start + length * (part as f64 + 0.5) / parts as f64;
        let sum = |of: &dyn Fn(&Calls) -> f64| queues.iter().map(of).sum();
        let per_second = sum(&|calls| calls.rate(at));
        let handled = sum(&|calls| calls.rate(at) * calls.handle_s_at(at));
        let handle_s = if per_second > 0.0 { handled / per_second } else { 0.0 };
        Demand { per_second, handle_s, erlangs: sum(&|calls| calls.erlangs(at)) }
    };
    (0..parts).map(one).collect()
}

/// Neighbouring stretches as one, so that there are not too many to add up for each moment.
fn together(rows: &[DemandRow]) -> Vec<DemandRow> {
    let one = |rows: &[DemandRow]| {
        let (start, end) = (rows[0].start, rows[rows.len() - 1].end);
        let calls = |row: &DemandRow| (row.end - row.start) * row.per_second;
        let all: f64 = rows.iter().map(calls).sum();
        let handled: f64 = rows.iter().map(|row| calls(row) * row.times_as_long).sum();
        let times_as_long = if all > 0.0 { handled / all } else { 1.0 };
        DemandRow { start, end, per_second: all / (end - start), times_as_long }
    };
    rows.chunks(rows.len().div_ceil(MOST_ROWS).max(1)).map(one).collect()
}

/// The rates of those who ask for a person in a queue, the transferred among them.
fn all_who_ask(floor: &Floor, queue: &Queue) -> Vec<DemandRow> {
    let place = floor.queues.iter().position(|other| other.name == queue.name);
    match place.filter(|place| receiving(&floor.queues)[*place]) {
        Some(place) => {
            let of_queues: Vec<_> = floor.queues.iter().map(|queue| together(&who_ask(floor, queue))).collect();
            rows_with_transferred(floor, place, &of_queues)
        }
        None => who_ask(floor, queue),
    }
}

/// The rates of a queue with those who are transferred to it, from the rates of all queues.
fn rows_with_transferred(floor: &Floor, queue: usize, of_queues: &[Vec<DemandRow>]) -> Vec<DemandRow> {
    let mut moments: Vec<f64> = of_queues.iter().flatten().flat_map(|row| [row.start, row.end]).collect();
    moments.sort_unstable_by(f64::total_cmp);
    moments.dedup();
    let at = |rows: &[DemandRow], start: f64| {
        let begun = rows.partition_point(|row| row.start <= start);
        rows[..begun].last().filter(|row| start < row.end).copied()
    };
    let piece = |pair: &[f64]| {
        let (start, end) = (pair[0], pair[1]);
        let rate = |rows: &Vec<DemandRow>| at(rows, start).map_or(0.0, |row| row.per_second);
        let rates: Vec<f64> = of_queues.iter().map(rate).collect();
        let per_second = with_transferred(&floor.queues, &rates)[queue];
        let times_as_long = at(&of_queues[queue], start).map_or(1.0, |row| row.times_as_long);
        DemandRow { start, end, per_second, times_as_long }
    };
    moments.windows(2).map(piece).filter(|row| row.per_second > 0.0).collect()
}

/// The rates of those who call a queue and ask for a person. The way through the IVR is short beside an interval.
fn who_ask(floor: &Floor, queue: &Queue) -> Vec<DemandRow> {
    let asks = queue.ivr.as_ref().map_or(1.0, |ivr| 1.0 - ivr.contained);
    let asking = |row: DemandRow| DemandRow { per_second: asks * row.per_second, ..row };
    rows(floor, queue).into_iter().map(asking).collect()
}

/// Rates inside the opening hours. Recorded and sampled callers count as the rate of their slice.
fn rows(floor: &Floor, queue: &Queue) -> Vec<DemandRow> {
    match &queue.arrivals {
        Arrivals::Profile { rows, scale, .. } => {
            let row = |(row, of): (&ProfileRow, &Session)| {
                let (start, end) = (row.start.max(of.open), row.end.min(of.close));
                let per_second = row.calls * scale / (row.end - row.start).as_secs();
                let times_as_long = queue.times_as_long(row);
                (start < end).then(|| DemandRow { start: seconds(start), end: seconds(end), per_second, times_as_long })
            };
            let sessions = floor.calendar().sessions();
            rows.iter().flat_map(|row| sessions.iter().map(move |of| (row, of))).filter_map(row).collect()
        }
        Arrivals::Sample(days) => {
            let row = |slice: Slice| mean_of(queue, days, slice);
            floor.calendar().slices(floor.interval).map(row).collect()
        }
        Arrivals::Calls(calls) => {
            let row = |slice: Slice| {
                let before = |at: SimTime| calls.partition_point(|call| call.arrival < at);
                let count = (before(slice.end) - before(slice.start)) as f64;
                let per_second = count / (slice.end - slice.start).as_secs();
                DemandRow { start: seconds(slice.start), end: seconds(slice.end), per_second, times_as_long: 1.0 }
            };
            floor.calendar().slices(floor.interval).map(row).collect()
        }
    }
}

/// The mean over days of the calls of a slice.
fn mean_of(queue: &Queue, days: &[Vec<ProfileRow>], slice: Slice) -> DemandRow {
    let length_s = (slice.end - slice.start).as_secs();
    let (mut calls, mut handled) = (0.0, 0.0);
    // Of several dates those that cover it.
    let covers = |rows: &&Vec<ProfileRow>| {
        let (first, last) = (rows.first(), rows.last());
        first.is_some_and(|row| row.start <= slice.start) && last.is_some_and(|row| row.end >= slice.end)
    };
    let days: Vec<_> = days.iter().filter(covers).collect();
    for row in days.iter().copied().flatten() {
        let within_s = (row.end.min(slice.end) - row.start.max(slice.start)).as_secs().max(0.0);
        let of_row = row.calls * within_s / (row.end - row.start).as_secs() / days.len() as f64;
        calls += of_row;
        handled += of_row * queue.times_as_long(row);
    }
    let times_as_long = if calls > 0.0 { handled / calls } else { 1.0 };
    DemandRow { start: seconds(slice.start), end: seconds(slice.end), per_second: calls / length_s, times_as_long }
}

fn seconds(at: SimTime) -> f64 {
    (at - SimTime::MIDNIGHT).as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(cv: f64) -> Calls {
        // An hour of 60 calls and an hour of 120, of 4 minutes each.
        let row = |start, per_hour: f64| DemandRow {
            start,
            end: start + 3_600.0,
            per_second: per_hour / 3_600.0,
            times_as_long: 1.0,
        };
        let rows = vec![row(0.0, 60.0), row(3_600.0, 120.0)];
        Calls::new(rows, HandleTime { mean_s: 240.0, cv })
    }

    #[test]
    fn a_steady_rate_is_a_load_of_rate_times_handle_time() {
        for cv in [0.0_f64, 0.5, 1.0] {
            let near = 0.01 * cv.max(0.1);
            assert!((calls(cv).erlangs(3_600.0) - 4.0).abs() < near, "{cv}: {}", calls(cv).erlangs(3_600.0));
            assert_eq!(
                (calls(cv).rate(3_599.9), calls(cv).rate(3_600.0), calls(cv).rate(7_200.0)),
                (1.0 / 60.0, 1.0 / 30.0, 0.0)
            );
        }
    }

    #[test]
    fn the_load_follows_the_rate_later() {
        // Exponential: 4 + 4 (1 - e^-1) one handle time after the rate has doubled.
        let expected = 4.0 + 4.0 * (1.0 - libm::exp(-1.0));
        assert!((calls(1.0).erlangs(3_840.0) - expected).abs() < 1e-5);
        // Constant: it grows in a straight line for one handle time.
        assert!((calls(0.0).erlangs(3_720.0) - 6.0).abs() < 1e-9 && (calls(0.0).erlangs(3_840.0) - 8.0).abs() < 1e-9);
        // After the last caller the calls in hand run out.
        assert!((calls(1.0).erlangs(7_440.0) - 8.0 * libm::exp(-1.0)).abs() < 1e-4);
    }

    #[test]
    fn a_day_has_the_calls_of_its_rows() {
        assert!((calls(1.0).in_all() - 180.0).abs() < 1e-9);
    }

    #[test]
    fn many_short_stretches_are_taken_together_without_losing_a_call() {
        let row = |k: usize| {
            let (start, times_as_long) = (k as f64, if k < 1_000 { 1.0 } else { 2.0 });
            DemandRow { start, end: start + 1.0, per_second: (k % 7) as f64 / 7.0, times_as_long }
        };
        let rows: Vec<DemandRow> = (0..3_000).map(row).collect();
        let found = together(&rows);
        let handled = |rows: &[DemandRow]| {
            rows.iter().map(|row| (row.end - row.start) * row.per_second * row.times_as_long).sum::<f64>()
        };
        assert!(found.len() <= MOST_ROWS && (handled(&found) / handled(&rows) - 1.0).abs() < 1e-12);
        assert_eq!(together(&rows[..20]).len(), 20);
    }
}
