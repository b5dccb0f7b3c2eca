//! What has to be kept of every day to judge an expectation.

use crate::experiment::daily::HOURS;
use crate::experiment::reach::Reach;
use crate::measure::{CallMeasure, CallTally, DayRecord, Grid, GroupTime, Pair, RungTally};
use crate::model::Floor;
use crate::model::expect::{Figure, Stretch};
use crate::stats::Bounds;
use std::ops::Range;

/// A figure of one day as a ratio of two integers.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    of: Of,
    /// Takes the ratio to the unit of the results.
    scale: f64,
    /// What values it can have.
    bounds: Bounds,
}

#[derive(Clone, Debug, PartialEq)]
enum Of {
    /// Calls of one queue or of all, over these intervals.
    Calls {
        queue: Option<usize>,
        intervals: Range<usize>,
        measure: CallMeasure,
    },
    /// Mean people of these groups, over these intervals.
    People {
        groups: Vec<usize>,
        intervals: Range<usize>,
        borrowed: bool,
    },
    Group(usize, String),
    Rung(usize, String),
}

/// One probe over days.
#[derive(Clone, Debug, PartialEq)]
pub struct Probed {
    /// A pair for every day, in order.
    pub pairs: Vec<Pair>,
    /// Takes a ratio to the unit of the results.
    pub scale: f64,
    /// What values the figure can have.
    pub bounds: Bounds,
}

/// What a figure needs; nothing for headline measures, which every run has.
pub fn probes(figure: &Figure, floor: &Floor) -> Vec<Probe> {
    match figure {
        Figure::Headline(_) => Vec::new(),
        Figure::Stretch(stretch) => vec![Probe::stretch(stretch, stretch.intervals.clone(), floor)],
        Figure::Each(stretch) => {
            let grid = Grid::new(floor);
            let counted = |i: &usize| grid.counted(*i) > 0;
            stretch.intervals.clone().filter(counted).map(|i| Probe::stretch(stretch, i..i + 1, floor)).collect()
        }
        Figure::Group(group, name) => {
            let scale = if name == "occupancy" { 1.0 } else { HOURS };
            vec![Probe { of: Of::Group(*group, name.clone()), scale, bounds: Reach::new(floor).group(*group, name) }]
        }
        Figure::Rung(rung, name) => {
            let scale = match name.as_str() {
                "minutes_in_force" => 60.0 * HOURS,
                "person_hours" => HOURS,
                _ => 1.0,
            };
            vec![Probe { of: Of::Rung(*rung, name.clone()), scale, bounds: Reach::new(floor).rung(*rung, name) }]
        }
        Figure::ShareOfDays { of, .. } => probes(of, floor),
    }
}

impl Probe {
    fn stretch(stretch: &Stretch, intervals: Range<usize>, floor: &Floor) -> Self {
        let thresholds = floor.thresholds();
        let named = |m: &CallMeasure| m.name(&thresholds) == stretch.measure;
        let reach = Reach::new(floor);
        match CallMeasure::all(thresholds.len()).into_iter().find(named) {
            Some(measure) => Self {
                scale: measure.scale(),
                bounds: reach.calls(measure, stretch.queue, &intervals),
                of: Of::Calls { queue: stretch.queue, intervals, measure },
            },
            None => {
                let serves =
                    |g: &usize| stretch.queue.is_none_or(|q| floor.groups[*g].serves.contains(&floor.queues[q].name));
                let groups: Vec<usize> = (0..floor.groups.len()).filter(serves).collect();
                let borrowed = stretch.measure == "borrowed";
                let bounds = reach.people(groups.iter().copied(), borrowed);
                Self { of: Of::People { groups, intervals, borrowed }, scale: 1.0, bounds }
            }
        }
    }

    /// Today's pair.
    pub fn pair(&self, day: &DayRecord, grid: &Grid) -> Pair {
        let per_interval = |all: usize| all / grid.count();
        let time = |intervals: &Range<usize>| intervals.clone().map(|i| grid.counted(i)).sum::<i64>();
        match &self.of {
            Of::Calls { queue, intervals, measure } => {
                let queues = per_interval(day.cells.len());
                let cells = intervals.clone().flat_map(|i| &day.cells[i * queues..][..queues]).enumerate();
                let mine = cells.filter(|(n, _)| queue.is_none_or(|queue| n % queues == queue));
                let mut calls = CallTally::default();
                mine.for_each(|(_, cell)| calls += cell);
                measure.pair(&calls, time(intervals))
            }
            Of::People { groups, intervals, borrowed } => {
                let all = per_interval(day.signed_in.len());
                let cells = intervals.clone().flat_map(|i| groups.iter().map(move |g| day.signed_in[i * all + g]));
                Pair { x: cells.map(|cell| if *borrowed { cell.1 } else { cell.0 }).sum(), y: time(intervals) }
            }
            Of::Group(group, name) => of_group(&day.groups[*group], name),
            Of::Rung(rung, name) => of_rung(&day.ladder.rungs[*rung], name),
        }
    }

    /// The probe with what it found, day by day.
    pub fn probed(&self, pairs: Vec<Pair>) -> Probed {
        Probed { pairs, scale: self.scale, bounds: self.bounds }
    }
}

fn of_group(group: &GroupTime, name: &str) -> Pair {
    match name {
        "occupancy" => Pair { x: group.handling, y: group.signed_in },
        "borrowed_hours" => Pair::plain(group.borrowed),
        "overrun_hours" => Pair::plain(group.overrun),
        _ => Pair::plain(group.signed_in),
    }
}

/// The share of days comes from the pulls.
fn of_rung(rung: &RungTally, name: &str) -> Pair {
    Pair::plain(match name {
        "minutes_in_force" => rung.in_force,
        "person_hours" => rung.person_time,
        "empty_handed" => rung.empty_handed,
        "chatter" => rung.chatter,
        _ => rung.pulls,
    })
}
