//! Floors with one thing that the other formulas do not know, and everything else as they know it: callbacks, an IVR with lines,
//! overflow, credit, preference.

use super::seen::{self, Handle, calls_per_hour, inbound_people, is_steady, people, refuse};
use super::steady::{figures_by_rank, occupancy_of};
use super::{KnownFigure, ResultFigure, Unknown, service_level};
use crate::analytic::erlang::{ErlangB, ErlangC, Load};
use crate::analytic::{ImpatientQueue, IvrLines, PatienceCurve, priority_waits_s};
use crate::figures::{GroupFigure, Measure};
use crate::measure::Grid;
use crate::model::{AfterClose, Callback, Distribution, Floor, FloorParts, Patience, TakenBy};
use crate::staffing::moments;
use crate::units::Span;

/// What is next to impossible.
const NEGLIGIBLE: f64 = 1e-9;
/// Nobody waits so many times as long as the mean of those who wait.
const FAR_BEYOND: f64 = 40.0;

/// The figures of such a floor; `None` if there is nothing special about it.
pub(super) fn figures(floor: &Floor) -> Option<Result<Vec<KnownFigure>, Unknown>> {
    let credit = floor.queues.iter().any(|queue| queue.credit > Span::ZERO);
    let preference = floor.groups.iter().any(|group| group.by == TakenBy::Preference);
    if floor.has_callbacks() {
        Some(callbacks(floor))
    } else if floor.queues.iter().any(|queue| queue.ivr.is_some()) {
        Some(ivr(floor))
    } else if floor.groups.iter().any(|group| !group.after.is_empty()) {
        Some(overflow(floor))
    } else if credit {
        Some(with_credit(floor))
    } else {
        preference.then(|| by_preference(floor))
    }
}

/// The floor without what is special about it, if it is one that formulas know.
fn without(floor: &Floor, change: impl FnOnce(&mut FloorParts)) -> Result<Floor, Unknown> {
    let mut parts = floor.clone().into_parts();
    change(&mut parts);
    let plain = Floor::new(parts).map_err(|_| Unknown::Feature("what is no floor without its special feature"))?;
    seen::refuse_what_no_formula_knows(&plain)?;
    refuse(plain.rungs().next().is_some(), "a ladder beside callbacks, an IVR, overflow, credit or preference")?;
    refuse(!is_steady(&plain), "callbacks, an IVR, overflow, credit or preference on a day that changes")?;
    Ok(plain)
}

/// The part of the day that is counted, in seconds.
fn counted_s(floor: &Floor) -> f64 {
    Span::from_micros(Grid::new(floor).counted_day()).as_secs()
}

fn only_queue(floor: &Floor) -> Result<(), Unknown> {
    refuse(floor.queues.len() != 1, "several queues with callbacks, an IVR or overflow")
}

/// Nobody hangs up, and agents stay until nobody waits.
fn everybody_is_served(floor: &Floor) -> Result<(), Unknown> {
    let endless = floor.queues.iter().all(|queue| queue.patience == Patience::Infinite && queue.balk == 0.0);
    refuse(!endless, "callbacks, overflow, credit or preference with callers who hang up")?;
    refuse(floor.after_close != AfterClose::Stay, "agents who leave at closing while callers wait")
}

/// Callbacks are a class of callers of their own: of those who must wait some stand in another line. While somebody waits both come as
/// Poisson streams to a crew that is busy, so the waits of both are those of a queue with priorities (Cobham 1954), or without.
fn callbacks(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    only_queue(floor)?;
    let plain = without(floor, |parts| parts.queues[0].callback = None)?;
    everybody_is_served(&plain)?;
    let queue = &floor.queues[0];
    let callback = queue.callback.as_ref().ok_or(Unknown::Feature("no callbacks"))?;
    // How it would ring and when the next try fell due does not matter where everybody picks up.
    let Callback {
        chance,
        expected_wait,
        offer_after,
        between,
        at_most,
        priority,
        no_answer,
        rings: _,
        tries: _,
        again_after: _,
        within,
    } = callback;
    let at_once = [*expected_wait, *offer_after] == [Span::ZERO; 2] && between.is_none();
    let offered_to_all = at_once && at_most.is_none() && within.is_none();
    refuse(!offered_to_all || *no_answer > 0.0, "callbacks that are not offered to all, or may not be answered")?;
    let (calls, handle_s) = (calls_per_hour(queue)?, Handle::exponential_mean_s(queue)?);
    let agents = inbound_people(&plain)?;
    let known = ErlangC::new(Load::per_hour(calls, handle_s)?, f64::from(agents))?;
    let waits = known.wait_probability();
    let of_those_who_wait = |classes: &[f64]| -> Result<Vec<f64>, Unknown> {
        let all = priority_waits_s(classes, handle_s, agents)?;
        Ok(all.into_iter().map(|wait| wait / waits).collect())
    };
    let (on_the_line, called_back) = match priority.unwrap_or(queue.priority).cmp(&queue.priority) {
        std::cmp::Ordering::Equal => {
            let both = of_those_who_wait(&[calls])?[0];
            (both, both)
        }
        std::cmp::Ordering::Less => {
            let ranked = of_those_who_wait(&[calls * (1.0 - chance), calls * chance])?;
            (ranked[0], ranked[1])
        }
        std::cmp::Ordering::Greater => {
            let ranked = of_those_who_wait(&[calls * chance, calls * (1.0 - chance)])?;
            (ranked[1], ranked[0])
        }
    };
    // Of all calls on the line those wait who must and do not accept.
    let waiting = waits * (1.0 - chance);
    let accepted = calls / 3_600.0 * counted_s(floor) * waits * chance;
    Ok(vec![
        KnownFigure::of_floor(Measure::CallbackTime, called_back),
        KnownFigure::of_floor(Measure::Asa, waiting * on_the_line / (1.0 - waits * chance)),
        KnownFigure::of_floor(Measure::Callbacks, accepted),
        KnownFigure::of_floor(Measure::WaitingMean, calls / 3_600.0 * waiting * on_the_line),
    ])
}

/// An IVR and a queue that share the telephone lines. The queue is dismissed at closing: figures are those of the clock.
fn ivr(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    only_queue(floor)?;
    let plain = without(floor, |parts| parts.queues[0].ivr = None)?;
    let queue = &floor.queues[0];
    let lines = floor.lines.ok_or(Unknown::Feature("an IVR with as many lines as needed"))?;
    refuse(floor.after_close != AfterClose::Cut, "lines with a queue that is served after closing")?;
    refuse(queue.balk > 0.0 || queue.redial.is_some(), "an IVR with callers who hang up at once or call again")?;
    refuse(moments(&queue.wrap_up).0 > 0.0, "lines with wrap-up")?;
    let patience_s = match &queue.patience {
        Patience::Infinite => None,
        Patience::Random(Distribution::Exponential { mean }) => Some(mean.as_secs()),
        Patience::Random(_) | Patience::Survival(_) => {
            return Err(Unknown::Feature("lines with patience that is not exponential"));
        }
    };
    let ivr = queue.ivr.as_ref().ok_or(Unknown::Feature("no IVR"))?;
    let (load, ivr_s) =
        (Load::per_hour(calls_per_hour(queue)?, Handle::exponential_mean_s(queue)?)?, moments(&ivr.delay).0);
    let known = IvrLines::new(load, (ivr_s, 1.0 - ivr.contained), (inbound_people(&plain)?, lines), patience_s)?;
    let calls = load.per_second() * counted_s(floor);
    // Whoever is in the IVR at closing is contained then.
    let contained = calls * (1.0 - known.blocking()) * ivr.contained + known.ivr_mean() * (1.0 - ivr.contained);
    let waiting = known.waiting_mean();
    let figures = [
        (Measure::Blocked, calls * known.blocking()),
        (Measure::Contained, contained),
        (Measure::WaitingMean, waiting),
    ];
    // With an agent for each line nobody ever waits, and there is nothing to compare.
    let telling = figures.into_iter().filter(|(_, value)| *value > 0.0);
    Ok(telling.map(|(measure, value)| KnownFigure::of_floor(measure, value)).collect())
}

/// A group takes callers who have waited for so long and has always somebody idle: to the first group they are callers who hang up then.
fn overflow(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    only_queue(floor)?;
    let queue = &floor.queues[0];
    let with_terms: Vec<usize> = (0..floor.groups.len()).filter(|g| !floor.groups[*g].after.is_empty()).collect();
    let (2, [second]) = (floor.groups.len(), &with_terms[..]) else {
        return Err(Unknown::Feature("overflow to other than one group from another"));
    };
    let (first, second) = (1 - second, *second);
    let plain = without(floor, |parts| _ = parts.groups.remove(second))?;
    let (group, after) = (&floor.groups[second], floor.groups[second].after.values().copied().max());
    let after = after.filter(|after| *after > Span::ZERO).ok_or(Unknown::Feature("overflow at once"))?;
    let like_the_first = without(floor, |parts| {
        parts.groups.remove(first);
        parts.groups[0].after.clear();
    });
    refuse(like_the_first.is_err() || group.lent, "overflow to a group of a kind of its own")?;
    let endless = queue.patience == Patience::Infinite && queue.balk == 0.0;
    refuse(!endless, "overflow of callers who hang up")?;
    let load = Load::per_hour(calls_per_hour(queue)?, Handle::exponential_mean_s(queue)?)?;
    let (agents, others) = (f64::from(inbound_people(&plain)?), f64::from(people(group)?));
    // If all calls were theirs, none would find all of them busy.
    refuse(ErlangB::new(load, others)?.blocking() > NEGLIGIBLE, "overflow to people who may all be busy")?;
    let known = ImpatientQueue::new(load, agents, PatienceCurve::constant(after.as_secs())?)?;
    let over = known.abandonment();
    match floor.after_close {
        AfterClose::Stay => {
            let wait = known.wait_mean_s();
            let levels = floor.thresholds().into_iter().filter(|t| *t < after);
            let levels = levels.map(|t| KnownFigure::of_floor(service_level(t), known.service_level(t.as_secs())));
            let waits = [
                KnownFigure::of_floor(Measure::WaitMean, wait),
                KnownFigure::of_floor(Measure::WaitingMean, load.per_second() * wait),
            ];
            Ok(waits.into_iter().chain(levels).collect())
        }
        AfterClose::Cut => {
            let handle = Handle::of(queue);
            let busy = |g: usize, share: f64, agents: f64| {
                let occupancy = occupancy_of(floor, load.erlangs() * share, agents, &handle);
                KnownFigure::exact(ResultFigure::Group(g, GroupFigure::Occupancy), occupancy)
            };
            Ok(vec![busy(first, 1.0 - over, agents), busy(second, over, others)])
        }
        AfterClose::Serve => Err(Unknown::Feature("agents who leave at closing while callers wait")),
    }
}

/// Where every call takes as long, who is taken first does not change how long all wait together (Kleinrock 1965, "A conservation law for a
/// wide class of queueing disciplines"); and a credit far beyond every wait is a priority.
fn with_credit(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    let plain = without(floor, |parts| parts.queues.iter_mut().for_each(|queue| queue.credit = Span::ZERO))?;
    everybody_is_served(&plain)?;
    let calls = floor.queues.iter().map(calls_per_hour).sum::<Result<f64, _>>()?;
    let handles = floor.queues.iter().map(Handle::exponential_mean_s).collect::<Result<Vec<f64>, _>>()?;
    refuse(handles.iter().any(|handle| *handle != handles[0]), "credit where calls take longer in one queue")?;
    let known = ErlangC::new(Load::per_hour(calls, handles[0])?, f64::from(inbound_people(&plain)?))?;
    let mut all = vec![
        KnownFigure::of_floor(Measure::WaitMean, known.asa_s()),
        KnownFigure::of_floor(Measure::WaitingMean, known.waiting_mean()),
    ];
    let mut ranks: Vec<(i32, Span)> = floor.queues.iter().map(|queue| (queue.priority, queue.credit)).collect();
    ranks.sort_unstable();
    // Whoever waits last waits longest.
    let by_rank = figures_by_rank(&plain, |q| (floor.queues[q].priority, floor.queues[q].credit.micros()));
    if let Ok(by_rank) = by_rank {
        let longest = by_rank.iter().map(|figure| figure.value).fold(0.0, f64::max) / known.wait_probability();
        let decides =
            |pair: &[(i32, Span)]| pair[0].0 < pair[1].0 || (pair[1].1 - pair[0].1).as_secs() > FAR_BEYOND * longest;
        if ranks.windows(2).all(decides) {
            all.extend(by_rank);
        }
    }
    Ok(all)
}

/// With one group its preference among queues of one priority is a priority.
fn by_preference(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    let plain = without(floor, |parts| parts.groups.iter_mut().for_each(|group| group.by = TakenBy::LongestWait))?;
    everybody_is_served(&plain)?;
    let group = seen::inbound(floor)?;
    let place = |q: usize| group.serves.iter().position(|name| *name == floor.queues[q].name);
    figures_by_rank(&plain, |q| (floor.queues[q].priority, std::cmp::Reverse(place(q))))
}
