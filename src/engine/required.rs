//! How many agents the calls of late ask for (M-L9).

use super::fact::QueueId;
use crate::analytic::erlang::{Load, Model, Target, agents_for};
use crate::model::{Floor, Ladder, Patience, Queue, Targets};
use std::collections::VecDeque;

/// A shorter time tells nothing of a rate: a minute.
const LEAST_SEEN: i64 = 60_000_000;

/// What the supervisor's calculator is told beforehand.
#[derive(Clone, Debug)]
pub(super) struct RequiredPlan {
    /// How far back the call rate is looked at.
    within: i64,
    queues: Vec<QueueCalls>,
    targets: Vec<Target>,
}

/// The calls of one queue.
#[derive(Clone, Copy, Debug)]
struct QueueCalls {
    handle_s: f64,
    /// How many of those who wait hang up in a second, as if patience were exponential.
    hang_ups: f64,
}

impl RequiredPlan {
    pub fn new(floor: &Floor, ladder: &Ladder) -> Self {
        Self {
            within: ladder.call_rate_within.micros(),
            queues: floor.queues.iter().map(QueueCalls::of).collect(),
            targets: targets(&floor.targets.or_usual()),
        }
    }

    /// The fewest agents with whom calls at this rate meet every target in the long run, by Erlang A, or by C if nobody hangs up; as many
    /// as can be if no number does.
    ///
    /// `seen`: the calls of late, since it was `opened` at most.
    pub fn agents(&self, seen: &[u32], opened: i64, now: i64) -> u32 {
        let seconds = (now - opened).clamp(LEAST_SEEN, self.within.max(LEAST_SEEN)) as f64 * 1e-6;
        let sum =
            |of: fn(&QueueCalls) -> f64| seen.iter().zip(&self.queues).map(|(n, q)| f64::from(*n) * of(q)).sum::<f64>();
        let calls: f64 = seen.iter().map(|n| f64::from(*n)).sum();
        let hang_ups = sum(|queue| queue.hang_ups) / calls;
        let model = if hang_ups > 0.0 { Model::ErlangA { patience_s: 1.0 / hang_ups } } else { Model::ErlangC };
        let agents = |target: &Target| {
            let load = Load::per_interval(calls, seconds, sum(|queue| queue.handle_s) / calls)?;
            agents_for(model, load, *target)
        };
        if calls == 0.0 {
            return 0;
        }
        self.targets.iter().map(|target| agents(target).unwrap_or(u32::MAX)).max().unwrap_or(0)
    }
}

impl QueueCalls {
    fn of(queue: &Queue) -> Self {
        let hang_ups = match &queue.patience {
            Patience::Infinite => 0.0,
            Patience::Random(patience) => 1.0 / patience.mean_s().max(1e-3),
            Patience::Survival(curve) => curve.hang_ups_per_second(),
        };
        Self { handle_s: queue.talk.mean_s() + queue.wrap_up.mean_s(), hang_ups }
    }
}

/// The targets as Erlang's formulas know them.
fn targets(all: &Targets) -> Vec<Target> {
    let Targets { answer_rate, service_level, asa, abandon_rate, share_of_days: _ } = *all;
    let asked = [
        answer_rate.map(|share| Target::Lost { at_most: 1.0 - share }),
        abandon_rate.map(|at_most| Target::Lost { at_most }),
        service_level.map(|level| Target::ServiceLevel { within_s: level.within.as_secs(), share: level.share }),
        asa.map(|wait| Target::Asa { at_most_s: wait.as_secs() }),
    ];
    asked.into_iter().flatten().collect()
}

/// How long a ladder remembers calls, by its place, and those of which lines, as bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remembered {
    pub ladder: usize,
    pub watched: u64,
    pub within: i64,
}

/// The calls that asked for a person lately.
#[derive(Debug)]
pub(super) struct CallsSeen {
    of: Remembered,
    calls: VecDeque<(i64, QueueId)>,
    by_queue: Vec<u32>,
}

impl CallsSeen {
    pub fn new(of: Remembered, queues: usize) -> Self {
        Self { of, calls: VecDeque::new(), by_queue: vec![0; queues] }
    }

    /// Begins a day.
    pub fn restart(&mut self) {
        self.calls.clear();
        self.by_queue.fill(0);
    }

    /// The ladder to which their rate matters.
    pub fn ladder(&self) -> usize {
        self.of.ladder
    }

    /// A call asks for a person now; it is remembered if the ladder watches its queue.
    pub fn came(&mut self, queue: QueueId, now: i64) {
        if self.of.watched & queue.bit() == 0 {
            return;
        }
        self.calls.push_back((now, queue));
        self.by_queue[queue.index()] += 1;
        self.forget(now);
    }

    /// How many came within the time up to now, by queue.
    pub fn until(&mut self, now: i64) -> &[u32] {
        self.forget(now);
        &self.by_queue
    }

    fn forget(&mut self, now: i64) {
        while let Some(&(at, queue)) = self.calls.front()
            && at <= now - self.of.within
        {
            self.calls.pop_front();
            self.by_queue[queue.index()] -= 1;
        }
    }
}
