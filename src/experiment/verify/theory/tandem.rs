//! Queues whose callers go on to others: in the long run what leaves a queue of agents whose calls have no memory is a Poisson stream
//! again, and so is every part of it drawn caller by caller (Burke 1956, "The output of a queuing system"). Each queue is one of its own
//! then, with the callers of all that lead to it (Jackson 1957, without a way back).

use super::seen::{self, Handle, calls_per_hour, is_steady, refuse};
use super::{KnownFigure, ResultFigure, Unknown, steady};
use crate::figures::{Measure, Scope};
use crate::measure::Grid;
use crate::model::{AfterClose, Arrivals, Floor, Patience, Queue, receiving, with_transferred};
use crate::units::Span;

/// The figures of each queue.
pub(super) fn figures(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    let endless =
        |queue: &Queue| queue.patience == Patience::Infinite && queue.balk == 0.0 && queue.transferred.is_none();
    refuse(!floor.queues.iter().all(endless), "transfers with callers who hang up, or stand in line otherwise")?;
    refuse(floor.after_close != AfterClose::Stay, "agents who leave at closing while callers wait")?;
    refuse(floor.rungs().next().is_some() || floor.lines.is_some(), "transfers with a ladder or a limit of lines")?;
    refuse(may_return(floor), "callers who are transferred to and fro")?;
    let queues = floor.queues.len();
    let often = floor.queues.iter().flat_map(|queue| &queue.transfers).all(|one| one.at_most as usize >= queues);
    refuse(!often, "transfers of which some are one too many")?;
    let warm = floor.queues.iter().flat_map(|queue| &queue.transfers).any(|one| one.hand_over.is_some());
    refuse(warm, "agents who stay with a caller whom they transfer")?;
    let called = floor.queues.iter().map(calls_per_hour).collect::<Result<Vec<f64>, _>>()?;
    floor.queues.iter().try_for_each(|queue| Handle::exponential_mean_s(queue).map(|_| ()))?;
    let all = with_transferred(&floor.queues, &called);
    let counted_h = Span::from_micros(Grid::new(floor).counted_day()).as_secs() / 3_600.0;
    let mut known = Vec::new();
    for (q, queue) in floor.queues.iter().enumerate() {
        if receiving(&floor.queues)[q] {
            known
                .push(KnownFigure::exact(ResultFigure::Queue(q, Measure::Transfers), counted_h * (all[q] - called[q])));
        }
        let alone = alone(floor, queue, all[q])?;
        let of_queue = |figure: KnownFigure| {
            let ResultFigure::Floor(measure) = figure.figure else { return None };
            let stands = measure.facts().stands.is_of_day(Scope::Queue(q));
            stands.then_some(KnownFigure { figure: ResultFigure::Queue(q, measure), ..figure })
        };
        known.extend(steady::figures(&alone)?.into_iter().filter_map(of_queue));
    }
    // The most telling is the wait of who has been transferred.
    known.sort_by_key(
        |figure| !matches!(figure.figure, ResultFigure::Queue(q, Measure::WaitMean) if all[q] > called[q]),
    );
    Ok(known)
}

/// Whether somebody could come back to a queue.
fn may_return(floor: &Floor) -> bool {
    (0..floor.queues.len()).any(|q| {
        let mut one = vec![0.0; floor.queues.len()];
        one[q] = 1.0;
        with_transferred(&floor.queues, &one)[q] > 1.0
    })
}

/// A queue with so many callers an hour and those who serve it, and no other.
fn alone(floor: &Floor, queue: &Queue, calls: f64) -> Result<Floor, Unknown> {
    let mut parts = floor.clone().into_parts();
    let shares = parts.groups.iter().any(|group| group.serves.contains(&queue.name) && group.serves.len() > 1);
    refuse(shares, "transfers between queues that share people")?;
    parts.groups.retain(|group| group.serves.contains(&queue.name));
    let arrivals = Arrivals::per_hour(calls, floor.open(), floor.close());
    parts.queues = vec![Queue { arrivals, transfers: Vec::new(), ..queue.clone() }];
    let alone = Floor::new(parts).map_err(|_| Unknown::Feature("a queue that is no floor by itself"))?;
    seen::refuse_what_no_formula_knows(&alone)?;
    refuse(!is_steady(&alone), "transfers on a day that changes")?;
    Ok(alone)
}
