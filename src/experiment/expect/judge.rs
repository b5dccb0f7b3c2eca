//! From what was measured to a verdict.

use super::probe::Probed;
use crate::experiment::results::RunResults;
use crate::measure::{Grid, Pair};
use crate::model::Floor;
use crate::model::expect::{Comparison, Expected, Figure};
use crate::special::normal_quantile;
use crate::stats::{Estimate, RatioSums, skewness_of_ratio, wilson};
use crate::units::SimTime;

/// Level of the interval a verdict is taken from.
const LEVEL: f64 = 0.95;
/// Nobody plays more days than this.
const MOST_DAYS: f64 = 1e6;

/// What came of one expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What can be said for sure.
    pub outcome: Outcome,
    /// The figure, or that of the worst interval; `None` if it is undefined (M-S5).
    pub found: Option<Found>,
    /// If each interval was judged by itself: which, and how many are not as expected.
    pub intervals: Option<OfIntervals>,
}

/// What can be said of an expectation for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The whole interval compares as expected.
    Met,
    /// The interval holds figures of both kinds.
    Undecided(MoreDays),
    /// No figure of the interval compares as expected.
    Missed,
    /// There was nothing to count on any day, so nothing is as expected.
    Undefined,
}

/// What it would take to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoreDays {
    /// About so many more days, if the figure stays where it is.
    About(u64),
    /// A single day, or a percentile near the longest wait, has no interval to go by.
    Unknown,
    /// More than a million: the figure is as good as the number it is compared with.
    TooMany,
    /// No number of days shows that a figure is exactly this.
    Never,
}

/// A figure with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The figure.
    pub mean: f64,
    /// Lower end of the interval; `None`: unknown.
    pub low: Option<f64>,
    /// Upper end of the interval; `None`: unknown.
    pub high: Option<f64>,
    /// The level of the interval: 0.95, or more where each interval of the day is judged.
    pub level: f64,
}

/// The intervals of the day that were judged each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfIntervals {
    /// The worst one begins ...
    pub start: SimTime,
    /// ... and ends.
    pub end: SimTime,
    /// So many are missed.
    pub missed: usize,
    /// So many are undecided.
    pub undecided: usize,
    /// Of so many that have the figure.
    pub of: usize,
}

/// Judges one expectation by a run's results and what its probes found.
pub fn judge(expected: &Expected, floor: &Floor, results: &RunResults, probed: &[Probed]) -> Judgement {
    let figure = &expected.figure;
    let sure = |estimate| sure(estimate, floor);
    match (figure, probed) {
        (Figure::Headline(name), _) => {
            of_estimate(expected, results.measures.get(name).copied().map(sure), results.days)
        }
        (Figure::Each(stretch), _) => of_each(expected, floor, stretch.intervals.end, probed),
        (Figure::ShareOfDays { of, comparison, number }, _) => {
            let good = |value: f64| comparison.holds(value, *number);
            sure_share(
                of_share(expected, daily(of, results, probed).into_iter().map(|day| day.map(good))),
                expected,
                floor,
            )
        }
        (Figure::Rung(_, name), [pulls]) if name == "share_of_days" => {
            sure_share(of_share(expected, pulls.values().map(|day| day.map(|pulls| pulls > 0.0))), expected, floor)
        }
        (Figure::Stretch(_) | Figure::Group(..) | Figure::Rung(..), [one]) => {
            of_estimate(expected, one.estimate(LEVEL).map(sure), results.days)
        }
        (Figure::Stretch(_) | Figure::Group(..) | Figure::Rung(..), _) => Judgement::undefined(),
    }
}

/// Where nothing is drawn every day is the same, and one says all there is to say.
fn sure(estimate: Estimate, floor: &Floor) -> Estimate {
    if !floor.draws_nothing() {
        return estimate;
    }
    Estimate { low: Some(estimate.mean), high: Some(estimate.mean), ..estimate }
}

/// The same for a share of days.
fn sure_share(judgement: Judgement, expected: &Expected, floor: &Floor) -> Judgement {
    let Some(found) = judgement.found.filter(|_| floor.draws_nothing()) else { return judgement };
    let found = Found { low: Some(found.mean), high: Some(found.mean), ..found };
    Judgement { outcome: outcome(expected, &found, || MoreDays::Never), found: Some(found), ..judgement }
}

impl Probed {
    fn estimate(&self, level: f64) -> Option<Estimate> {
        let mut sums = RatioSums::default();
        self.pairs.iter().for_each(|pair| sums.add(pair.x, pair.y));
        let skewness = skewness_of_ratio(self.pairs.iter().map(|pair| pair.of()));
        sums.estimate(level, skewness, self.bounds).map(|estimate| estimate.scaled(self.scale))
    }

    fn values(&self) -> impl Iterator<Item = Option<f64>> {
        self.pairs.iter().map(|pair: &Pair| pair.value(self.scale))
    }
}

/// A figure day by day.
fn daily(figure: &Figure, results: &RunResults, probed: &[Probed]) -> Vec<Option<f64>> {
    match (figure, probed) {
        (Figure::Headline(name), _) => results.daily.column(name),
        (_, [one]) => one.values().collect(),
        _ => Vec::new(),
    }
}

impl Judgement {
    const fn undefined() -> Self {
        Self { outcome: Outcome::Undefined, found: None, intervals: None }
    }
}

fn of_estimate(expected: &Expected, estimate: Option<Estimate>, days: u32) -> Judgement {
    estimate.map_or(Judgement::undefined(), |estimate| of_known(expected, &estimate, LEVEL, f64::from(days)))
}

fn of_known(expected: &Expected, estimate: &Estimate, level: f64, days: f64) -> Judgement {
    let Estimate { mean, low, high, .. } = *estimate;
    let found = Found { mean, low, high, level };
    let more = || by_width(&found, expected.number, days);
    Judgement { outcome: outcome(expected, &found, more), found: Some(found), intervals: None }
}

/// The share of the days that are good, of those that have the figure at all.
fn of_share(expected: &Expected, days: impl Iterator<Item = Option<bool>>) -> Judgement {
    let days: Vec<Option<bool>> = days.collect();
    let defined: Vec<bool> = days.iter().flatten().copied().collect();
    let good = defined.iter().filter(|good| **good).count() as u64;
    let Some(share) = wilson(good, defined.len() as u64, LEVEL) else { return Judgement::undefined() };
    let found = Found { mean: share.mean, low: Some(share.low), high: Some(share.high), level: LEVEL };
    let more = || {
        // Where the score test just rejects.
        let (z, at) = (normal_quantile(0.5 + 0.5 * LEVEL), expected.number);
        let needed = z * z * at * (1.0 - at) / ((at - share.mean) * (at - share.mean));
        more_than(days.len() as f64, needed * days.len() as f64 / defined.len() as f64)
    };
    Judgement { outcome: outcome(expected, &found, more), found: Some(found), intervals: None }
}

/// Each interval at a level that keeps the chance of even one false verdict (Bonferroni).
fn of_each(expected: &Expected, floor: &Floor, end: usize, probed: &[Probed]) -> Judgement {
    // Only intervals of the warm-up are not probed, and those come first.
    let known: Vec<(usize, &Probed)> =
        (end - probed.len()..end).zip(probed).filter(|(_, p)| p.pairs.iter().any(|pair| pair.y != 0)).collect();
    let level = 1.0 - (1.0 - LEVEL) / known.len() as f64;
    let judged = known.iter().filter_map(|(i, p)| {
        Some((*i, of_known(expected, &sure(p.estimate(level)?, floor), level, p.pairs.len() as f64)))
    });
    let judged: Vec<(usize, Judgement)> = judged.collect();
    let count = |is: fn(&Outcome) -> bool| judged.iter().filter(|(_, j)| is(&j.outcome)).count();
    let worse = |a: &&(usize, Judgement), b: &&(usize, Judgement)| {
        let badness = |j: &Judgement| j.found.map_or(0.0, |found| badness(expected, found.mean));
        rank(a.1.outcome).cmp(&rank(b.1.outcome)).then(badness(&a.1).total_cmp(&badness(&b.1)))
    };
    // Of those equally bad the first.
    let Some((at, worst)) = judged.iter().rev().max_by(worse) else { return Judgement::undefined() };
    let (start, end) = Grid::new(floor).bounds(*at);
    let intervals = OfIntervals {
        start,
        end,
        missed: count(|outcome| *outcome == Outcome::Missed),
        undecided: count(|outcome| matches!(outcome, Outcome::Undecided(_))),
        of: judged.len(),
    };
    let outcome = judged.iter().map(|(_, j)| j.outcome).max().unwrap_or(Outcome::Undefined);
    Judgement { outcome, found: worst.found, intervals: Some(intervals) }
}

/// Missed is worse than undecided, whatever that would take.
const fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Met => 0,
        Outcome::Undecided(_) => 1,
        Outcome::Missed | Outcome::Undefined => 2,
    }
}

/// How far a figure is on the wrong side.
fn badness(expected: &Expected, figure: f64) -> f64 {
    match expected.comparison {
        Comparison::AtLeast | Comparison::MoreThan => expected.number - figure,
        Comparison::AtMost | Comparison::LessThan => figure - expected.number,
        Comparison::Equal => (figure - expected.number).abs(),
    }
}

fn outcome(expected: &Expected, found: &Found, more: impl Fn() -> MoreDays) -> Outcome {
    let (low, high) = (found.low.unwrap_or(f64::NEG_INFINITY), found.high.unwrap_or(f64::INFINITY));
    let Expected { comparison, number, .. } = *expected;
    let is_between = low <= number && number <= high;
    match (comparison.holds(low, number), comparison.holds(high, number)) {
        (true, true) => Outcome::Met,
        (false, false) if comparison != Comparison::Equal || !is_between => Outcome::Missed,
        _ if comparison == Comparison::Equal => Outcome::Undecided(MoreDays::Never),
        _ => Outcome::Undecided(more()),
    }
}

/// The interval's half on the side of the number shrinks with the square root of the days.
fn by_width(found: &Found, number: f64, days: f64) -> MoreDays {
    let end = if number > found.mean { found.high } else { found.low };
    end.map_or(MoreDays::Unknown, |end| {
        let ratio = (end - found.mean) / (number - found.mean);
        more_than(days, days * ratio * ratio)
    })
}

/// Two digits are as much as such a forecast is worth.
fn more_than(days: f64, needed: f64) -> MoreDays {
    if needed.is_nan() || needed > MOST_DAYS {
        return MoreDays::TooMany;
    }
    let more = (needed - days).ceil().max(1.0) as u64;
    let unit = std::iter::successors(Some(1), |unit| Some(unit * 10)).find(|unit| more < 100 * unit).unwrap_or(1);
    MoreDays::About(more.div_ceil(unit) * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(comparison: Comparison, number: f64) -> Expected {
        Expected { figure: Figure::Headline("asa_s".into()), comparison, number }
    }

    /// What becomes of a figure of 10, known to within 1 after 100 days.
    fn of_ten(comparison: Comparison, number: f64) -> Outcome {
        let estimate = Estimate::with_half_width(10.0, Some(1.0));
        of_known(&expected(comparison, number), &estimate, LEVEL, 100.0).outcome
    }

    #[test]
    fn the_whole_interval_decides() {
        use Comparison::*;
        for (comparison, met, missed) in [(AtLeast, 9.0, 11.01), (MoreThan, 8.99, 11.0), (AtMost, 11.0, 8.99)] {
            assert_eq!((of_ten(comparison, met), of_ten(comparison, missed)), (Outcome::Met, Outcome::Missed));
        }
        assert_eq!((of_ten(LessThan, 11.01), of_ten(LessThan, 9.0)), (Outcome::Met, Outcome::Missed));
        assert!(matches!(of_ten(MoreThan, 9.0), Outcome::Undecided(_)));
        assert!(matches!(of_ten(LessThan, 11.0), Outcome::Undecided(_)));
    }

    #[test]
    fn a_figure_is_only_exactly_a_number_if_its_interval_has_no_width() {
        assert_eq!(of_ten(Comparison::Equal, 10.0), Outcome::Undecided(MoreDays::Never));
        assert_eq!(of_ten(Comparison::Equal, 12.0), Outcome::Missed);
        let sure = Estimate::with_half_width(0.0, Some(0.0));
        let of = |number| of_known(&expected(Comparison::Equal, number), &sure, LEVEL, 100.0).outcome;
        assert_eq!((of(0.0), of(1.0)), (Outcome::Met, Outcome::Missed));
    }

    #[test]
    fn half_the_distance_takes_four_times_the_days() {
        assert_eq!(of_ten(Comparison::AtMost, 10.5), Outcome::Undecided(MoreDays::About(300)));
        assert_eq!(of_ten(Comparison::AtLeast, 10.5), Outcome::Undecided(MoreDays::About(300)));
        assert_eq!(of_ten(Comparison::AtLeast, 9.75), Outcome::Undecided(MoreDays::About(1_500)));
        assert_eq!(of_ten(Comparison::AtLeast, 10.0), Outcome::Undecided(MoreDays::TooMany));
        assert_eq!(of_ten(Comparison::AtLeast, 10.000_1), Outcome::Undecided(MoreDays::TooMany));
    }

    #[test]
    fn a_forecast_of_days_has_two_digits_and_is_never_none() {
        let more = |needed| more_than(100.0, needed);
        assert_eq!(
            (more(100.0), more(199.0), more(223.4)),
            (MoreDays::About(1), MoreDays::About(99), MoreDays::About(130))
        );
        assert_eq!(
            (more(12_446.0), more(1e7), more(f64::NAN)),
            (MoreDays::About(13_000), MoreDays::TooMany, MoreDays::TooMany)
        );
    }

    #[test]
    fn an_end_that_is_not_known_decides_nothing() {
        let of = |low, high, comparison| {
            let estimate = Estimate { mean: 10.0, low, high, ..Estimate::default() };
            of_known(&expected(comparison, 12.0), &estimate, LEVEL, 100.0).outcome
        };
        assert_eq!(of(None, None, Comparison::AtMost), Outcome::Undecided(MoreDays::Unknown));
        assert_eq!(of(Some(9.0), None, Comparison::AtMost), Outcome::Undecided(MoreDays::Unknown));
        assert_eq!(of(None, Some(11.0), Comparison::AtMost), Outcome::Met);
        assert_eq!(of(Some(12.5), None, Comparison::AtMost), Outcome::Missed);
    }

    #[test]
    fn a_share_needs_the_days_at_which_the_score_test_just_rejects() {
        let days = |good: usize, of: usize, undefined: usize| {
            let known = (0..of).map(move |day| Some(day < good));
            known.chain(std::iter::repeat_n(None, undefined))
        };
        let none = of_share(&expected(Comparison::AtMost, 0.005), days(0, 300, 0));
        // z^2 (1 - 0.005) / 0.005 = 764.5 days without one.
        assert_eq!(none.outcome, Outcome::Undecided(MoreDays::About(470)));
        assert_eq!(of_share(&expected(Comparison::AtMost, 0.005), days(0, 770, 0)).outcome, Outcome::Met);
        let half = of_share(&expected(Comparison::AtLeast, 0.5), days(80, 100, 900));
        assert_eq!((half.outcome, half.found.map(|f| f.mean)), (Outcome::Met, Some(0.8)));
        assert_eq!(of_share(&expected(Comparison::AtLeast, 0.5), days(0, 0, 9)), Judgement::undefined());
    }
}
