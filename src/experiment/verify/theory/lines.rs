//! The long run with so many telephone lines.

use super::seen::{calls_per_hour, inbound_people, is_steady, refuse};
use super::{KnownFigure, Unknown};
use crate::analytic::erlang::Load;
use crate::analytic::{LimitedLines, blocked_until_answered_per_second};
use crate::figures::Measure;
use crate::measure::Grid;
use crate::model::{AfterClose, CallAgain, Distribution, Floor, Patience, Queue};
use crate::staffing::moments;
use crate::units::Span;

/// Calls are exponential talks and nothing else, and the queue is dismissed at closing: figures are those of the clock.
pub(super) fn figures(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    let (queue, lines) = (&floor.queues[0], floor.lines.unwrap_or(u32::MAX));
    refuse(!is_steady(floor), "lines on a day that changes")?;
    refuse(floor.after_close != AfterClose::Cut, "lines with a queue that is served after closing")?;
    refuse(queue.balk > 0.0, "lines with callers who hang up at once")?;
    let load = Load::per_hour(calls_per_hour(queue)?, talk_s(queue)?)?;
    let (agents, counted_s) = (inbound_people(floor)?, Span::from_micros(Grid::new(floor).counted_day()).as_secs());
    if let Some(redial) = &queue.redial {
        refuse((agents, lines) != (1, 1), "redials to more than one agent and line")?;
        return until_answered(load, redial, counted_s);
    }
    let known = LimitedLines::new(load, agents, lines, patience_s(&queue.patience)?)?;
    let blocked = load.per_second() * counted_s * known.blocking();
    Ok(vec![
        KnownFigure::of_floor(Measure::Blocked, blocked),
        KnownFigure::of_floor(Measure::WaitingMean, known.waiting_mean()),
    ])
}

/// Everybody blocked calls again until answered.
fn until_answered(load: Load, redial: &CallAgain, counted_s: f64) -> Result<Vec<KnownFigure>, Unknown> {
    refuse(redial.chance < 1.0, "some who are blocked and do not call again")?;
    let Distribution::Exponential { mean } = redial.after else {
        return Err(Unknown::Feature("redials after a time that is not exponential"));
    };
    let blocked = blocked_until_answered_per_second(load, mean.as_secs())?;
    // One call in so many finds the agent busy, and comes back until it does not.
    let redials = load.per_second() * load.erlangs();
    // Who gives up after so many tries is one in ten thousand at most.
    let failing = 1.0 - redials / blocked;
    refuse(libm::pow(failing, f64::from(redial.at_most)) > 1e-4, "callers who give up calling again")?;
    Ok(vec![
        KnownFigure::of_floor(Measure::Blocked, blocked * counted_s),
        KnownFigure::of_floor(Measure::Redials, redials * counted_s),
    ])
}

/// The mean of exponential talks without wrap-up.
fn talk_s(queue: &Queue) -> Result<f64, Unknown> {
    match queue.talk {
        Distribution::Exponential { mean } if moments(&queue.wrap_up).0 == 0.0 => Ok(mean.as_secs()),
        Distribution::Exponential { .. }
        | Distribution::Constant(_)
        | Distribution::Lognormal { .. }
        | Distribution::Gamma { .. }
        | Distribution::Weibull { .. }
        | Distribution::Uniform { .. }
        | Distribution::Empirical(_)
        | Distribution::Mixture(_) => {
            Err(Unknown::Feature("lines with talks that are not exponential, or with wrap-up"))
        }
    }
}

fn patience_s(patience: &Patience) -> Result<Option<f64>, Unknown> {
    match patience {
        Patience::Infinite => Ok(None),
        Patience::Random(Distribution::Exponential { mean }) => Ok(Some(mean.as_secs())),
        Patience::Random(_) | Patience::Survival(_) => {
            Err(Unknown::Feature("lines with patience that is not exponential"))
        }
    }
}
