//! How many calls an interval is expected to bring, and how much work each.

use super::demand::Calls;
use super::known::moments;
use crate::model::{Floor, Patience, Queue, Slice};

/// The calls of some queues in an interval, on a day of ordinary busyness.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct VolumeOfSlice {
    /// The interval.
    pub slice: Slice,
    /// Calls expected.
    pub calls: f64,
    /// Their mean handle time in seconds; 0 without any.
    pub handle_s: f64,
}

/// The calls of every interval: of one queue, or of all of them.
pub fn volumes(floor: &Floor, queue: Option<usize>) -> Vec<VolumeOfSlice> {
    let is_meant = |(at, _): &(usize, &Queue)| queue.is_none_or(|queue| queue == *at);
    let calls: Vec<Calls> = floor
        .queues
        .iter()
        .enumerate()
        .filter(is_meant)
        .map(|(_, queue)| Calls::of(floor, queue, (1.0, 1.0)))
        .collect();
    let of = |slice: Slice| {
        let found = calls.iter().map(|calls| calls.between(slice.start, slice.end));
        let (calls, handled_s) = found.fold((0.0, 0.0), |(n, s), (more, handled)| (n + more, s + handled));
        VolumeOfSlice { slice, calls, handle_s: if calls > 0.0 { handled_s / calls } else { 0.0 } }
    };
    floor.calendar().slices(floor.interval).map(of).collect()
}

/// The mean patience in seconds of callers of one queue, or of all of them as they are expected to call; `None` if some never hang up, or
/// if it is only known as a curve.
pub fn mean_patience_s(floor: &Floor, queue: Option<usize>) -> Option<f64> {
    let (mut calls, mut patience) = (0.0, 0.0);
    for (at, of) in floor.queues.iter().enumerate().filter(|(at, _)| queue.is_none_or(|queue| queue == *at)) {
        let Patience::Random(random) = &of.patience else { return None };
        let expected: f64 = volumes(floor, Some(at)).iter().map(|volume| volume.calls).sum();
        (calls, patience) = (calls + expected, patience + expected * moments(random).0);
    }
    (calls > 0.0).then(|| patience / calls)
}
