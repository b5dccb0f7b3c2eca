//! Lines of those to be called back (M-C9): to whoever answers a queue of their own, served as the queue that was called.

use super::ladder::HoursOfDate;
use super::samplers::sampler;
use super::{CallbackPlan, QueuePlan, queue};
use crate::engine::fact::QueueId;
use crate::model::{Callback, Floor, Queue};
use crate::random::Sampler;
use crate::units::Span;

/// A line in which callers stand, and the queue that they called.
pub(super) struct Called<'f> {
    pub queue: &'f Queue,
    pub priority: i32,
}

/// The queues, and behind them the lines of those to be called back.
pub(super) fn called(floor: &Floor) -> impl Iterator<Item = Called<'_>> {
    let callback =
        |queue: &'_ Queue| queue.callback.as_ref().map(|callback| callback.priority.unwrap_or(queue.priority));
    let queues = floor.queues.iter().map(|queue| Called { queue, priority: queue.priority });
    queues.chain(floor.queues.iter().filter_map(move |queue| Some(Called { queue, priority: callback(queue)? })))
}

/// A queue for each line.
pub(super) fn queues(floor: &Floor) -> Vec<QueuePlan> {
    let mut queues: Vec<QueuePlan> =
        called(floor).map(|line| QueuePlan { priority: line.priority, ..queue(line.queue) }).collect();
    let calling_back = floor.queues.iter().enumerate().filter_map(|(q, queue)| Some((q, queue.callback.as_ref()?)));
    for (line, (q, callback)) in (floor.queues.len()..).zip(calling_back) {
        queues[q].callback = Some(plan(floor, callback, line));
    }
    queues
}

fn plan(floor: &Floor, callback: &Callback, line: usize) -> CallbackPlan {
    CallbackPlan {
        line: QueueId::new(line),
        chance: callback.chance,
        expected_wait: callback.expected_wait.micros(),
        offer_after: callback.offer_after.micros(),
        hours: callback.between.map(|between| HoursOfDate::new(between, floor)),
        at_most: callback.at_most.unwrap_or(u32::MAX),
        no_answer: callback.no_answer,
        rings: sampler(&callback.rings),
        tries: callback.tries,
        again_after: sampler(&callback.again_after),
        within: callback.within.map_or(Sampler::NEVER, Span::micros),
    }
}
