//! The daily row: every headline measure of one day.

use super::reach::Reach;
use crate::measure::{CallMeasure, CallTally, DayRecord, Grid, Pair};
use crate::model::Floor;
use crate::stats::{Bounds, DayWaits, Histogram};
use crate::units::{MICROS_PER_HOUR, Span};
use serde::{Deserialize, Serialize};

/// Percentiles of the waits of the answered that a run reports.
pub(super) const WAIT_PERCENTILES: [(&str, f64); 4] =
    [("wait_p50_s", 0.50), ("wait_p90_s", 0.90), ("wait_p95_s", 0.95), ("wait_p99_s", 0.99)];

/// How the figure over many days comes about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A ratio of sums of integers, times a scale, and what values it can have.
    Ratio(f64, Bounds),
    /// A percentile over all calls of all days.
    Percentile(f64),
}

/// The measures of a floor's day, in the order of the contract.
#[derive(Debug)]
pub(super) struct Catalogue {
    pub names: Vec<String>,
    pub kinds: Vec<Kind>,
    pub calls: Vec<CallMeasure>,
    pub thresholds: Vec<Span>,
    costs: Vec<f64>,
}

/// Microseconds to hours.
pub(super) const HOURS: f64 = 1.0 / MICROS_PER_HOUR as f64;
const MINUTES: f64 = 60.0 * HOURS;

impl Catalogue {
    pub fn new(floor: &Floor) -> Self {
        let thresholds = floor.thresholds();
        let calls = CallMeasure::all(thresholds.len());
        let mut catalogue = Self {
            names: Vec::new(),
            kinds: Vec::new(),
            thresholds,
            costs: floor.groups.iter().map(|g| g.cost_per_hour.unwrap_or(f64::NAN)).collect(),
            calls,
        };
        catalogue.fill(floor);
        catalogue
    }

    fn fill(&mut self, floor: &Floor) {
        let reach = Reach::new(floor);
        use CallMeasure as M;
        let all_day = 0..floor.interval_count();
        let of_calls = |m: M| Kind::Ratio(m.scale(), reach.calls(m, None, &all_day));
        let of_day = |name: &str, scale: f64| Kind::Ratio(scale, reach.day(name));
        for (name, measure) in [("offered", M::Offered), ("answered", M::Answered), ("abandoned", M::Abandoned)] {
            self.add(name, of_calls(measure));
        }
        for name in ["blocked", "contained", "redials"] {
            self.add(name, of_day(name, 1.0));
        }
        self.add("waiting_at_end", of_calls(M::WaitingAtEnd));
        for measure in self.rates() {
            self.add(&measure.name(&self.thresholds), of_calls(measure));
        }
        for (name, p) in WAIT_PERCENTILES {
            self.add(name, Kind::Percentile(p));
        }
        self.add("wait_max_s", of_day("wait_max_s", 1e-6));
        self.add("waiting_mean", of_calls(M::WaitingMean));
        let rest = [
            ("waiting_max", 1.0),
            ("minutes_above_5", MINUTES),
            ("minutes_above_10", MINUTES),
            ("occupancy", 1.0),
            ("signed_in_hours", HOURS),
            ("borrowed_hours", HOURS),
            ("cost", 1e-6),
        ];
        for (name, scale) in rest {
            self.add(name, of_day(name, scale));
        }
    }

    fn add(&mut self, name: &str, kind: Kind) {
        self.names.push(name.to_owned());
        self.kinds.push(kind);
    }

    /// The rates and mean waits, which stand between the counts and the percentiles.
    fn rates(&self) -> Vec<CallMeasure> {
        let counts = [CallMeasure::Offered, CallMeasure::Answered, CallMeasure::Abandoned, CallMeasure::WaitingAtEnd];
        let apart = |m: &CallMeasure| counts.contains(m) || *m == CallMeasure::WaitingMean;
        self.calls.iter().filter(|m| !apart(m)).copied().collect()
    }

    /// One day's pairs in the order of the names; percentiles count nothing.
    pub fn pairs(&self, day: &DayRecord, calls: &CallTally, grid: &Grid) -> Vec<Pair> {
        let time = grid.counted_day();
        let plain = Pair::plain;
        let mut pairs = vec![plain(calls.offered()), plain(calls.answered()), plain(calls.abandoned)];
        pairs.extend([plain(0), plain(0), plain(0), plain(calls.waiting_at_end)]);
        pairs.extend(self.rates().into_iter().map(|m| m.pair(calls, time)));
        pairs.extend(WAIT_PERCENTILES.map(|_| Pair::NOTHING));
        let answered = i64::from(calls.answered() > 0);
        let sum = |f: fn(&crate::measure::GroupTime) -> i64| day.groups.iter().map(f).sum::<i64>();
        let above = |n: usize| day.time_at.iter().skip(n + 1).sum::<i64>();
        let most = day.time_at.iter().rposition(|t| *t > 0).unwrap_or(0);
        pairs.extend([
            Pair { x: day.longest_wait, y: answered },
            CallMeasure::WaitingMean.pair(calls, time),
            plain(most as i64),
            plain(above(5)),
            plain(above(10)),
            Pair { x: sum(|g| g.handling), y: sum(|g| g.signed_in) },
            plain(sum(|g| g.signed_in)),
            plain(sum(|g| g.borrowed)),
            self.cost(day),
        ]);
        pairs
    }

    /// Millionths of the currency unit, so that they add up exactly; undefined if no group has a cost.
    fn cost(&self, day: &DayRecord) -> Pair {
        let paid = day.groups.iter().zip(&self.costs).filter(|(_, cost)| cost.is_finite());
        let x = paid.map(|(g, cost)| (g.paid as f64 * HOURS * cost * 1e6).round() as i64).sum();
        Pair { x, y: i64::from(self.costs.iter().any(|c| c.is_finite())) }
    }

    /// One day's values in the order of the names.
    pub fn values(&self, day: &DayFigures) -> Vec<Option<f64>> {
        let mut percentiles = day.percentiles.iter();
        let value = |(kind, pair): (&Kind, &Pair)| match kind {
            Kind::Ratio(scale, _) => pair.value(*scale),
            Kind::Percentile(_) => percentiles.next().copied().flatten(),
        };
        self.kinds.iter().zip(&day.pairs).map(value).collect()
    }
}

/// One day's headline figures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DayFigures {
    /// In the order of the names; percentiles count nothing.
    pub pairs: Vec<Pair>,
    /// The percentiles of the waits, in seconds.
    pub percentiles: [Option<f64>; WAIT_PERCENTILES.len()],
    /// If days are to be compared: by interval of the whole floor, then call measure.
    pub intervals: Vec<Pair>,
    /// If days are to be compared: the waits of the answered.
    pub waits: DayWaits,
}

impl DayFigures {
    pub fn percentiles_of(waits: &Histogram) -> [Option<f64>; WAIT_PERCENTILES.len()] {
        WAIT_PERCENTILES.map(|(_, p)| waits.quantile(p).map(Span::as_secs))
    }
}
