//! Small floors that the tests of this module share.
#![cfg(test)]

use crate::model::{
    AgentGroup, Arrivals, DayFactor, Distribution, Floor, FloorParts, HeadCount, IntervalFactor, Patience, Presence,
    ProfileRow, Queue, Targets,
};
use crate::units::{SimTime, Span};

/// A moment by the clock.
pub fn at(hour: i64, minute: i64) -> SimTime {
    SimTime::clock(hour, minute)
}

/// Half hours from 08:00 on with so many calls an hour each, days that differ so much, and three people all day.
pub fn floor(calls_per_hour: &[f64], talk_s: i64, cv: f64, targets: Targets) -> Floor {
    let start = |i: usize| at(8, 0) + Span::from_minutes(30) * i as i64;
    let mut parts = FloorParts::new("a floor", at(8, 0), start(calls_per_hour.len()));
    parts.interval = Span::from_minutes(30);
    let row = |(i, calls): (usize, &f64)| ProfileRow::new(start(i), start(i + 1), 0.5 * calls);
    let arrivals = Arrivals::Profile {
        rows: calls_per_hour.iter().enumerate().map(row).collect(),
        scale: 1.0,
        busyness: DayFactor { cv, own: false },
        intervals: IntervalFactor::default(),
    };
    let mut queue = Queue::new("general", arrivals, Distribution::Exponential { mean: Span::from_secs(talk_s) });
    queue.patience = Patience::Random(Distribution::Exponential { mean: Span::from_minutes(2) });
    let rows = (0..calls_per_hour.len()).map(|i| HeadCount { start: start(i), people: 3 }).collect();
    parts.queues.push(queue);
    parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::HeadCounts(rows)));
    parts.targets = targets;
    Floor::new(parts).expect("a valid floor")
}
