//! The long run: one rate of calls, one crew.

use super::seen::{Handle, calls_per_hour, inbound_people, refuse};
use super::{KnownFigure, ResultFigure, Unknown, service_level};
use crate::analytic::erlang::{ErlangA, ErlangB, ErlangC, Load};
use crate::analytic::{
    ImpatientQueue, PatienceCurve, priority_waits_s, single_agent_priority_waits_s, single_agent_wait_s,
};
use crate::figures::Measure;
use crate::measure::Grid;
use crate::model::{AfterClose, Distribution, Floor, Patience, Queue};
use crate::staffing;
use crate::units::Span;
use std::cmp::Reverse;

/// What the long run knows of the callers.
struct Waits {
    abandon_rate: f64,
    asa_s: Option<f64>,
    wait_mean_s: f64,
    /// Share answered within so many seconds.
    level: Box<dyn Fn(f64) -> f64>,
}

/// The crew and its work.
struct SteadyCrew {
    load: Load,
    agents: f64,
    handle: Handle,
}

/// One queue in the long run.
pub(super) fn figures(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    let queue = &floor.queues[0];
    let handle = Handle::of(queue);
    let load = Load::per_hour(calls_per_hour(queue)?, handle.mean_s)?;
    let crew = SteadyCrew { load, agents: f64::from(inbound_people(floor)?), handle };
    if queue.patience == Patience::Random(Distribution::Constant(Span::ZERO)) {
        return loss(floor, &crew);
    }
    let waits = match &queue.patience {
        Patience::Infinite if queue.balk == 0.0 && crew.agents == 1.0 => single_agent(&crew)?,
        Patience::Infinite if queue.balk == 0.0 => everybody_waits(&crew)?,
        Patience::Random(Distribution::Exponential { mean }) if queue.balk == 0.0 => {
            exponential_patience(&crew, mean.as_secs())?
        }
        patience @ (Patience::Infinite | Patience::Random(_) | Patience::Survival(_)) => {
            any_patience(&crew, known(patience)?.or_none(queue.balk)?)?
        }
    };
    match floor.after_close {
        AfterClose::Stay => Ok(of_callers(floor, &crew, &waits)),
        AfterClose::Cut => Ok(of_the_clock(floor, &crew, &waits)),
        AfterClose::Serve => Err(Unknown::Feature("agents who leave at closing while callers wait")),
    }
}

/// Erlang B, whatever the distribution of handle times.
fn loss(floor: &Floor, crew: &SteadyCrew) -> Result<Vec<KnownFigure>, Unknown> {
    let known = ErlangB::new(crew.load, crew.agents)?;
    let lost = KnownFigure::of_floor(Measure::AbandonRate, known.blocking());
    Ok(vec![lost, occupancy(floor, crew, known.carried_erlangs())])
}

/// Figures of callers, all of whom are served to the end: agents stay until nobody waits, so closing changes nothing.
fn of_callers(floor: &Floor, crew: &SteadyCrew, waits: &Waits) -> Vec<KnownFigure> {
    let mut all = vec![KnownFigure::of_floor(Measure::WaitMean, waits.wait_mean_s)];
    if waits.abandon_rate > 0.0 {
        all.push(KnownFigure::of_floor(Measure::AbandonRate, waits.abandon_rate));
        all.extend(waits.asa_s.map(|asa| KnownFigure::of_floor(Measure::Asa, asa)));
    }
    let levels = floor.thresholds().into_iter().map(|t| (t, (waits.level)(t.as_secs())));
    // A time that nearly everybody answered keeps says no more than the answer rate.
    let telling = levels.filter(|(_, level)| *level > 0.01 && *level < 0.99 * (1.0 - waits.abandon_rate));
    all.extend(telling.map(|(t, level)| KnownFigure::of_floor(service_level(t), level)));
    all.push(waiting_mean(crew, waits));
    all
}

/// Figures of the clock from the end of the warm-up to closing, when the queue is dismissed.
fn of_the_clock(floor: &Floor, crew: &SteadyCrew, waits: &Waits) -> Vec<KnownFigure> {
    let carried = crew.load.erlangs() * (1.0 - waits.abandon_rate);
    vec![occupancy(floor, crew, carried), waiting_mean(crew, waits)]
}

/// Little (1961): callers waiting = calls per second x mean wait.
fn waiting_mean(crew: &SteadyCrew, waits: &Waits) -> KnownFigure {
    KnownFigure::of_floor(Measure::WaitingMean, crew.load.per_second() * waits.wait_mean_s)
}

/// Handling time over signed-in time. Both go on after closing until the calls in hand are finished.
fn occupancy(floor: &Floor, crew: &SteadyCrew, carried: f64) -> KnownFigure {
    KnownFigure::of_floor(Measure::Occupancy, occupancy_of(floor, carried, crew.agents, &crew.handle))
}

/// The same of so many people who carry so many Erlangs.
pub(super) fn occupancy_of(floor: &Floor, carried: f64, agents: f64, handle: &Handle) -> f64 {
    let counted_s = Span::from_micros(Grid::new(floor).counted_day()).as_secs();
    let after_s = carried * handle.residual_s();
    (carried * counted_s + after_s) / (agents * counted_s + after_s)
}

/// M/G/1.
fn single_agent(crew: &SteadyCrew) -> Result<Waits, Unknown> {
    if crew.handle.exponential {
        return everybody_waits(crew);
    }
    let wait_mean_s = single_agent_wait_s(crew.load, crew.handle.cv)?;
    let idle = 1.0 - crew.load.erlangs();
    // Of the waits' distribution only its beginning is as simple as this.
    let level = move |t: f64| if t == 0.0 { idle } else { f64::NAN };
    Ok(Waits { abandon_rate: 0.0, asa_s: Some(wait_mean_s), wait_mean_s, level: Box::new(level) })
}

/// Erlang C.
fn everybody_waits(crew: &SteadyCrew) -> Result<Waits, Unknown> {
    refuse(!crew.handle.exponential, "several agents whose handle time is not exponential")?;
    let known = ErlangC::new(crew.load, crew.agents)?;
    let (asa_s, wait_mean_s) = (Some(known.asa_s()), known.asa_s());
    Ok(Waits { abandon_rate: 0.0, asa_s, wait_mean_s, level: Box::new(move |t| known.service_level(t)) })
}

/// Erlang A.
fn exponential_patience(crew: &SteadyCrew, patience_s: f64) -> Result<Waits, Unknown> {
    refuse(!crew.handle.exponential, "impatient callers whose handle time is not exponential")?;
    let known = ErlangA::new(crew.load, crew.agents, patience_s)?;
    Ok(Waits {
        abandon_rate: known.abandonment(),
        asa_s: known.asa_s(),
        wait_mean_s: known.wait_mean_s(),
        level: Box::new(move |t| known.service_level(t)),
    })
}

/// M/M/s+G.
fn any_patience(crew: &SteadyCrew, patience: PatienceCurve) -> Result<Waits, Unknown> {
    refuse(!crew.handle.exponential, "impatient callers whose handle time is not exponential")?;
    let known = ImpatientQueue::new(crew.load, crew.agents, patience)?;
    Ok(Waits {
        abandon_rate: known.abandonment(),
        asa_s: known.asa_s(),
        wait_mean_s: known.wait_mean_s(),
        level: Box::new(move |t| known.service_level(t)),
    })
}

/// The patience of the model as formulas know it, exactly.
fn known(patience: &Patience) -> Result<PatienceCurve, Unknown> {
    let is_list = matches!(patience, Patience::Random(Distribution::Empirical(_)));
    refuse(is_list, "patience from a list of lengths")?;
    Ok(staffing::patience(patience)?)
}

/// Several queues of different priority, all served by one crew; nobody hangs up.
pub(super) fn figures_by_priority(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    figures_by_rank(floor, |q| floor.queues[q].priority)
}

/// Several queues of which one always comes before another, the greater rank first.
pub(super) fn figures_by_rank<R: Ord>(floor: &Floor, rank: impl Fn(usize) -> R) -> Result<Vec<KnownFigure>, Unknown> {
    let endless = |queue: &Queue| queue.patience == Patience::Infinite && queue.balk == 0.0;
    refuse(!floor.queues.iter().all(endless), "several queues with callers who hang up")?;
    refuse(floor.after_close != AfterClose::Stay, "agents who leave at closing while callers wait")?;
    refuse(floor.warm_up <= Span::ZERO, "several queues from the empty floor")?;
    let mut order: Vec<usize> = (0..floor.queues.len()).collect();
    order.sort_by_key(|q| Reverse(rank(*q)));
    let alike = order.windows(2).any(|pair| rank(pair[0]) == rank(pair[1]));
    refuse(alike, "several queues of one priority")?;
    let waits = waits_by_priority(floor, &order)?;
    let expected =
        |(queue, wait): (&usize, f64)| KnownFigure::exact(ResultFigure::Queue(*queue, Measure::WaitMean), wait);
    Ok(order.iter().zip(waits).map(expected).collect())
}

/// Mean waits in seconds of the queues in this order, highest priority first.
fn waits_by_priority(floor: &Floor, order: &[usize]) -> Result<Vec<f64>, Unknown> {
    let agents = inbound_people(floor)?;
    let queues: Vec<&Queue> = order.iter().map(|q| &floor.queues[*q]).collect();
    let rates = queues.iter().map(|q| calls_per_hour(q)).collect::<Result<Vec<f64>, _>>()?;
    let handles: Vec<Handle> = queues.iter().map(|q| Handle::of(q)).collect();
    if agents == 1 {
        let class =
            |(rate, handle): (&f64, &Handle)| Load::per_hour(*rate, handle.mean_s).map(|load| (load, handle.cv));
        let classes = rates.iter().zip(&handles).map(class).collect::<Result<Vec<_>, _>>()?;
        return Ok(single_agent_priority_waits_s(&classes)?);
    }
    let alike = handles.iter().all(|h| h.exponential && h.mean_s == handles[0].mean_s);
    refuse(!alike, "several agents and queues whose handle times differ or are not exponential")?;
    Ok(priority_waits_s(&rates, handles[0].mean_s, agents)?)
}
