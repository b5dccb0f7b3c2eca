//! What is known of a floor before it is simulated.
//!
//! The floor is looked at, not its name: whatever parameters it has, the expected figures are computed from them. A floor
//! with a feature that no formula here knows is refused.

mod day;
mod ladder;
mod lines;
mod published;
mod seen;
mod special;
mod steady;
mod tandem;

use crate::analytic::AnalyticError;
use crate::experiment::results::RunResults;
use crate::figures::{GroupFigure, Measure, RungFigure, ServiceLevel};
use crate::measure::Grid;
use crate::model::Floor;
use crate::stats::Estimate;
use crate::units::Span;
use thiserror::Error;

/// A figure whose value is known.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct KnownFigure {
    /// Which.
    pub figure: ResultFigure,
    /// Its value.
    pub value: f64,
    /// Standard error of the value; 0 if it is exact.
    pub error: f64,
}

/// A figure of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultFigure {
    /// A measure of the whole floor.
    Floor(Measure),
    /// A measure of a queue, by the queue's index.
    Queue(usize, Measure),
    /// A measure of all queues in an interval, by the interval's index.
    Interval(usize, Measure),
    /// A figure of a rung, by the rung's index.
    Rung(usize, RungFigure),
    /// A figure of a group, by the group's index.
    Group(usize, GroupFigure),
}

/// Why nothing is known of a floor.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum Unknown {
    /// It has something that no formula here knows.
    #[error("no formula knows {0}")]
    Feature(&'static str),
    /// The formula refuses its numbers.
    #[error(transparent)]
    Formula(#[from] AnalyticError),
}

impl KnownFigure {
    fn exact(figure: ResultFigure, value: f64) -> Self {
        Self { figure, value, error: 0.0 }
    }

    fn of_floor(measure: Measure, value: f64) -> Self {
        Self::exact(ResultFigure::Floor(measure), value)
    }
}

impl ResultFigure {
    /// Its name as a key of `[expect]`.
    pub fn name(&self, floor: &Floor) -> String {
        match self {
            Self::Floor(measure) => measure.name().into_owned(),
            Self::Queue(queue, measure) => format!("queues.{}.{}", floor.queues[*queue].name, measure.name()),
            Self::Interval(i, measure) => {
                let slice = Grid::new(floor).slices()[*i];
                format!("intervals[{}..{}].{}", slice.start, slice.end, measure.name())
            }
            Self::Rung(rung, figure) => format!("ladder.{}.{}", floor.rung(*rung).0.name, figure.name()),
            Self::Group(group, figure) => format!("groups.{}.{}", floor.groups[*group].name, figure.name()),
        }
    }

    /// Its value in the results; `None` if it is not there or undefined.
    pub fn found(&self, results: &RunResults) -> Option<Estimate> {
        match self {
            Self::Floor(measure) => results.measures.get(*measure).copied(),
            Self::Queue(queue, measure) => results.queues.get(*queue)?.1.get(*measure).copied(),
            Self::Interval(i, measure) => results.whole_floor().nth(*i)?.measures.get(*measure).copied(),
            Self::Rung(rung, figure) => results.rungs.get(*rung).map(|rung| rung.get(*figure)),
            Self::Group(group, figure) => results.groups.get(*group)?.1.get(*figure).copied(),
        }
    }
}

/// The share answered within some time.
fn service_level(within: Span) -> Measure {
    Measure::ServiceLevel(ServiceLevel::of_offered(within))
}

/// The known figures of a floor, the most telling one first.
///
/// # Errors
/// [`Unknown`] if theory says nothing about this floor.
pub fn theory_of(floor: &Floor) -> Result<Vec<KnownFigure>, Unknown> {
    if let Some(published) = published::figures(floor) {
        return Ok(published);
    }
    if floor.has_transfers() {
        return tandem::figures(floor);
    }
    if let Some(special) = special::figures(floor) {
        return special;
    }
    seen::refuse_what_no_formula_knows(floor)?;
    match (floor.rungs().next().is_none(), floor.queues.len()) {
        (true, 1) if floor.lines.is_some() => lines::figures(floor),
        (false, _) => ladder::figures(floor),
        (true, 1) if seen::is_steady(floor) => steady::figures(floor),
        (true, 1) => day::figures(floor),
        (true, _) => steady::figures_by_priority(floor),
    }
}
