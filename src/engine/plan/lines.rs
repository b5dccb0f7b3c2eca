//! The lines in which callers stand: those of the queues, and behind them those of whoever is to be called back (M-C9) or is transferred
//! (M-C10) and does not stand among the others; to whoever answers each is a queue of its own, served as the queue it belongs to.

use super::ladder::HoursOfDate;
use super::samplers::sampler;
use super::{CallbackPlan, QueuePlan, queue};
use crate::engine::fact::QueueId;
use crate::model::{Callback, Floor, Queue};
use crate::random::Sampler;
use crate::units::Span;

/// A line in which callers stand, and the queue that it belongs to.
pub(super) struct Called<'f> {
    pub queue: &'f Queue,
    pub priority: i32,
    pub credit: Span,
    /// Whether those in it wait on the line.
    pub on_the_line: bool,
}

/// The queues, the lines of those to be called back, and those of the transferred.
pub(super) fn called(floor: &Floor) -> impl Iterator<Item = Called<'_>> {
    let of = |queue: &'_ Queue| (queue.priority, queue.credit);
    let queues = floor.queues.iter().map(move |queue| {
        let (priority, credit) = of(queue);
        Called { queue, priority, credit, on_the_line: true }
    });
    let to_call = calling_back(floor).map(move |(_, queue, callback)| {
        let (priority, credit) = of(queue);
        Called { queue, priority: callback.priority.unwrap_or(priority), credit, on_the_line: false }
    });
    let transferred = apart(floor).map(move |(_, queue)| {
        let (priority, credit) = of(queue);
        let differs = queue.transferred.as_ref();
        let priority = differs.and_then(|differs| differs.priority).unwrap_or(priority);
        let credit = differs.and_then(|differs| differs.credit).unwrap_or(credit);
        Called { queue, priority, credit, on_the_line: true }
    });
    queues.chain(to_call).chain(transferred)
}

fn calling_back(floor: &Floor) -> impl Iterator<Item = (usize, &Queue, &Callback)> {
    floor.queues.iter().enumerate().filter_map(|(q, queue)| Some((q, queue, queue.callback.as_ref()?)))
}

/// The queues that have a line for those transferred there.
fn apart(floor: &Floor) -> impl Iterator<Item = (usize, &Queue)> {
    floor.queues.iter().enumerate().filter(|(_, queue)| queue.has_line_of_transferred())
}

/// A queue for each line.
pub(super) fn queues(floor: &Floor) -> Vec<QueuePlan> {
    let plan_of = |(place, line): (usize, Called<'_>)| QueuePlan {
        priority: line.priority,
        credit: line.credit.micros(),
        ..queue(floor, place, line.queue)
    };
    let mut queues: Vec<QueuePlan> = called(floor).enumerate().map(plan_of).collect();
    let mut lines = floor.queues.len()..;
    for ((q, _, callback), line) in calling_back(floor).zip(lines.by_ref()) {
        queues[q].callback = Some(plan(floor, callback, line));
    }
    for ((q, _), line) in apart(floor).zip(lines) {
        queues[q].transferred_line = QueueId::new(line);
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
