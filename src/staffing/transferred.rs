//! The calls that come from other queues (M-C10), as staffing counts them: as many as if everybody were answered, and at once.

use crate::model::{Floor, Queue, receiving, with_transferred};

/// Whether people can be counted who answer a queue: not if whoever is transferred may call another queue again, or waits as no caller of
/// the queue does; nor if an agent stays with a caller until somebody takes the call, which takes as long as it takes.
pub(super) fn is_clear(floor: &Floor, queue: usize) -> bool {
    let receives = receiving(&floor.queues);
    let unclear = |queue: &Queue| {
        let waits = queue.transferred.as_ref().is_some_and(|differs| differs.patience.is_some());
        queue.redial.is_some() || queue.repeat.is_some() || waits
    };
    let any = floor.queues.iter().zip(&receives).any(|(queue, receives)| *receives && unclear(queue));
    let is_warm = floor.queues.iter().flat_map(|queue| &queue.transfers).any(|transfer| transfer.hand_over.is_some());
    let is_party_to_it = receives[queue] || !floor.queues[queue].transfers.is_empty();
    !((any || is_warm) && is_party_to_it)
}

/// The queues whose callers may come to a queue, itself among them.
pub(super) fn sources_of(floor: &Floor, queue: usize) -> Vec<usize> {
    let comes = |from: usize| {
        let mut one = vec![0.0; floor.queues.len()];
        one[from] = 1.0;
        with_transferred(&floor.queues, &one)[queue] > 0.0
    };
    (0..floor.queues.len()).filter(|from| comes(*from)).collect()
}

/// How much something of each queue that goes by its callers is for those of one queue, the transferred among them: the mean over its
/// callers of the day.
pub(super) fn over_callers(floor: &Floor, queue: usize, calls: &[f64], of: &[f64]) -> f64 {
    let weighed: Vec<f64> = calls.iter().zip(of).map(|(calls, of)| calls * of).collect();
    let all = with_transferred(&floor.queues, calls)[queue];
    if all > 0.0 { with_transferred(&floor.queues, &weighed)[queue] / all } else { of[queue] }
}
