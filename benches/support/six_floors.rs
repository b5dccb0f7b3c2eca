//! Six floors that are hard on verdicts in different ways, and days of theirs to draw comparisons from.

use holdline::experiment::compare::{ERROR_RATE, Scale, compare};
use holdline::experiment::{DayPairs, Days, MeasureDays, RunPlan, replicate_in_pairs};
use holdline::figures::Measure;
use holdline::model::Floor;
use holdline::scenario;
use holdline::stats::DayWaits;
use std::collections::BTreeMap;
use std::path::Path;

/// A floor, and a change of it.
pub struct Place {
    pub name: &'static str,
    people: u32,
    per_hour: u32,
    cv: f64,
    patience_s: u32,
    /// What the other floor of a pair that differs does otherwise.
    pub change: &'static str,
}

const ONE_FEWER: &str = "one agent fewer";
const NO_LEAD: &str = "no lead";

/// Days of three hours; shares are of callers answered.
pub const FLOORS: [Place; 6] = [
    Place { name: "ordinary", people: 4, per_hour: 60, cv: 0.0, patience_s: 120, change: ONE_FEWER },
    Place { name: "overload", people: 3, per_hour: 60, cv: 0.0, patience_s: 90, change: ONE_FEWER },
    Place { name: "rare", people: 8, per_hour: 60, cv: 0.0, patience_s: 180, change: NO_LEAD },
    Place { name: "strong busyness", people: 5, per_hour: 60, cv: 0.5, patience_s: 120, change: ONE_FEWER },
    Place { name: "rare, busyness", people: 8, per_hour: 60, cv: 0.3, patience_s: 180, change: ONE_FEWER },
    Place { name: "tiny", people: 10, per_hour: 80, cv: 0.5, patience_s: 120, change: ONE_FEWER },
];

impl Place {
    pub fn floor(&self, queue: &str, changed: bool) -> Floor {
        let people = self.people - u32::from(changed && self.change == ONE_FEWER);
        let lead = if changed && self.change == NO_LEAD { "" } else { LEAD };
        let lead = lead.replace("QUEUE", queue);
        let Self { per_hour, cv, patience_s, .. } = self;
        let text = format!(
            "open = '09:00'\nclose = '12:00'\ninterval = '30m'\n\
            [[queues]]\nname = '{queue}'\narrivals = {{ calls_per_hour = {per_hour}, busyness_cv = {cv} }}\n\
            talk = {{ exponential = {{ mean = '180s' }} }}\npatience = {{ exponential = {{ mean = '{patience_s}s' }} }}\n\
            [[groups]]\nname = 'desk'\nserves = ['{queue}']\npeople = {people}\ncost_per_hour = 30\n{lead}"
        );
        scenario::read_text("floor.toml", &text, Path::new(""), &[]).unwrap_or_else(|faults| panic!("{faults}")).floor
    }
}

const LEAD: &str = "[[groups]]\nname = 'lead'\nserves = ['QUEUE']\nlent = true\npeople = 1\ncost_per_hour = 50\n\
    [ladder]\nrelease = { waiting_at_most = 0, lasting = '2m' }\n\
    [[ladder.rungs]]\nname = 'lead'\nborrow = { group = 'lead', people = 1 }\nwhen = { waiting_above = 2, lasting = '1m' }\n";

/// Many days of a floor, which stand for all there are: what they come to is the truth.
pub fn played(floor: &Floor, days: u32, seed: u64) -> DayPairs {
    let plan = RunPlan::new(days, seed).threads(1);
    replicate_in_pairs(floor, &plan, &()).expect("the floors do not overflow").1
}

/// Days of two floors, each day of the one with the same callers as that of the other.
pub struct Pools([DayPairs; 2]);

impl Pools {
    pub const fn new(a: DayPairs, b: DayPairs) -> Self {
        Self([a, b])
    }

    pub fn of(a: &Floor, b: &Floor, days: u32) -> Self {
        Self::new(played(a, days, 1), played(b, days, 1))
    }

    pub fn days(&self) -> usize {
        self.0[0].waits.len()
    }

    /// By how much the second differs from the first in truth, by measure; without sign.
    pub fn truth(&self) -> BTreeMap<Measure, f64> {
        let all = |pool| (0..self.days()).map(|day| (pool, day)).collect::<Vec<_>>();
        let scale = Scale { margin: &|_, _| f64::INFINITY, error_rate: ERROR_RATE };
        let found = compare(&self.drawn(&all(0)), &self.drawn(&all(1)), &scale);
        found.into_iter().map(|c| (c.measure, c.a.zip(c.b).map_or(0.0, |(a, b)| (b - a).abs()))).collect()
    }

    /// A run of days that are each taken from one of the two floors.
    pub fn drawn(&self, days: &[(usize, usize)]) -> DayPairs {
        let [a, b] = &self.0;
        let waits: Vec<DayWaits> = days.iter().map(|(pool, day)| self.0[*pool].waits[*day].clone()).collect();
        let columns = |a: &[MeasureDays], b: &[MeasureDays]| {
            a.iter().zip(b).map(|(a, b)| column(a, b, days, &waits)).collect::<Vec<_>>()
        };
        DayPairs {
            measures: columns(&a.measures, &b.measures),
            intervals: a.intervals.iter().zip(&b.intervals).map(|(a, b)| columns(a, b)).collect(),
            waits,
        }
    }
}

fn column(a: &MeasureDays, b: &MeasureDays, days: &[(usize, usize)], waits: &[DayWaits]) -> MeasureDays {
    let drawn = match [&a.days, &b.days] {
        [Days::Ratio { pairs: first, scale }, Days::Ratio { pairs: second, .. }] => {
            let both = [first, second];
            Days::Ratio { pairs: days.iter().map(|(pool, day)| both[*pool][*day]).collect(), scale: *scale }
        }
        [Days::Percentile { p, .. }, _] => Days::Percentile { p: *p, all: DayWaits::all_of(waits).quantile(*p) },
        [Days::Ratio { .. }, Days::Percentile { .. }] => panic!("one measure is another"),
    };
    MeasureDays { measure: a.measure, days: drawn }
}
