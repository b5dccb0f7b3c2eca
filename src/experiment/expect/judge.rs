//! From what was measured to a verdict.

use super::more_days::{self, MoreDays};
use crate::experiment::column::Counted;
use crate::experiment::results::{RunResults, by_the_clock, date_of};
use crate::figures::RungFigure;
use crate::measure::Grid;
use crate::model::Floor;
use crate::model::expect::{Comparison, Expected, Figure};
use crate::stats::{Estimate, RatioSums, wilson};
use crate::units::ClockReading;
use jiff::civil::Date;

/// Level of the interval a verdict is taken from.
const LEVEL: f64 = 0.95;

/// What came of one expectation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Judgement {
    /// What can be said for sure.
    pub outcome: Fulfilment,
    /// The figure, or that of the worst interval; `None` if it is undefined (M-S5).
    pub found: Option<FoundFigure>,
    /// If each interval was judged by itself: which, and how many are not as expected.
    pub intervals: Option<OfIntervals>,
}

/// What can be said of an expectation for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fulfilment {
    /// The whole interval compares as expected.
    Met,
    /// The interval holds figures of both kinds.
    Undecided(MoreDays),
    /// No figure of the interval compares as expected.
    Missed,
    /// There was nothing to count on any day, so nothing is as expected.
    Undefined,
}

/// A figure with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FoundFigure {
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
#[non_exhaustive]
pub struct OfIntervals {
    /// The date on which the worst one begins, if there are several.
    pub date: Option<Date>,
    /// From when to when the worst one is, of several dates by the clock of its own.
    pub by_the_clock: (ClockReading, ClockReading),
    /// So many are missed.
    pub missed: usize,
    /// So many are undecided.
    pub undecided: usize,
    /// Of so many that have the figure.
    pub of: usize,
}

/// Judges one expectation by a run's results and what was counted for it.
pub fn judge(expected: &Expected, floor: &Floor, results: &RunResults, counted: &[Counted]) -> Judgement {
    let figure = &expected.figure;
    let sure = |estimate| sure(estimate, floor);
    match (figure, counted) {
        (Figure::Headline(measure), _) => {
            of_estimate(expected, results.measures.get(*measure).copied().map(sure), results.days)
        }
        (Figure::Each(stretch), _) => of_each(expected, floor, stretch.intervals.end, counted),
        (Figure::ShareOfDays { of, comparison, number }, _) => {
            let good = |value: f64| comparison.holds(value, *number);
            sure_share(
                of_share(expected, daily(of, results, counted).into_iter().map(|day| day.map(good))),
                expected,
                floor,
            )
        }
        (Figure::Rung(_, RungFigure::ShareOfDays), [pulls]) => {
            sure_share(of_share(expected, pulls.values().map(|day| day.map(|pulls| pulls > 0.0))), expected, floor)
        }
        (Figure::Rung(_, RungFigure::Pulls), [pulls]) => {
            let share = pulls.share_of_days(LEVEL).unwrap_or_default();
            of_estimate(expected, pulls.estimate(LEVEL).map(|e| e.at_least(&share)), results.days)
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
    let found = FoundFigure { low: Some(found.mean), high: Some(found.mean), ..found };
    Judgement { outcome: outcome(expected, &found, || MoreDays::Never), found: Some(found), ..judgement }
}

/// The estimate of one of many intervals. They are missed if any of them is, and far out in the tails few days do not bear a
/// t interval: so the end by which a miss is told is the cautious one. The other is not, as they are met only if all of them are.
fn one_of_many(counted: &Counted, comparison: Comparison, level: f64) -> Option<Estimate> {
    let days: Vec<(i64, i64)> = counted.pairs.iter().map(|pair| pair.of()).collect();
    let cautious = RatioSums::cautious(&days, level, counted.bounds)?.scaled(counted.scale);
    let plain = counted.estimate(level)?;
    Some(match comparison {
        Comparison::AtLeast | Comparison::MoreThan => Estimate { high: cautious.high, ..plain },
        Comparison::AtMost | Comparison::LessThan => Estimate { low: cautious.low, ..plain },
        Comparison::Equal => cautious,
    })
}

/// A figure day by day.
fn daily(figure: &Figure, results: &RunResults, counted: &[Counted]) -> Vec<Option<f64>> {
    match figure {
        Figure::Headline(measure) => results.daily.column(*measure),
        Figure::Stretch(_) | Figure::Each(_) | Figure::Group(..) | Figure::Rung(..) | Figure::ShareOfDays { .. } => {
            counted.first().map_or(Vec::new(), |one| one.values().collect())
        }
    }
}

impl Judgement {
    const fn undefined() -> Self {
        Self { outcome: Fulfilment::Undefined, found: None, intervals: None }
    }
}

fn of_estimate(expected: &Expected, estimate: Option<Estimate>, days: u32) -> Judgement {
    estimate.map_or(Judgement::undefined(), |estimate| of_known(expected, &estimate, LEVEL, f64::from(days)))
}

fn of_known(expected: &Expected, estimate: &Estimate, level: f64, days: f64) -> Judgement {
    let Estimate { mean, low, high, .. } = *estimate;
    let found = FoundFigure { mean, low, high, level };
    let more = || more_days::of_estimate(estimate, level, expected.number, days);
    Judgement { outcome: outcome(expected, &found, more), found: Some(found), intervals: None }
}

/// The share of the days that are good, of those that have the figure at all.
fn of_share(expected: &Expected, days: impl Iterator<Item = Option<bool>>) -> Judgement {
    let days: Vec<Option<bool>> = days.collect();
    let defined: Vec<bool> = days.iter().flatten().copied().collect();
    let good = defined.iter().filter(|good| **good).count() as u64;
    let Some(share) = wilson(good, defined.len() as u64, LEVEL) else { return Judgement::undefined() };
    let found = FoundFigure { mean: share.mean, low: Some(share.low), high: Some(share.high), level: LEVEL };
    let more = || more_days::of_share(&share, LEVEL, expected.number, defined.len() as f64, days.len() as f64);
    Judgement { outcome: outcome(expected, &found, more), found: Some(found), intervals: None }
}

/// Each interval at a level that keeps the chance of even one false verdict (Bonferroni).
fn of_each(expected: &Expected, floor: &Floor, end: usize, counted: &[Counted]) -> Judgement {
    // Only intervals of the warm-up are not counted, and those come first.
    let known: Vec<(usize, &Counted)> =
        (end - counted.len()..end).zip(counted).filter(|(_, p)| p.pairs.iter().any(|pair| pair.y != 0)).collect();
    let level = 1.0 - (1.0 - LEVEL) / known.len() as f64;
    let judged = known.iter().filter_map(|(i, p)| {
        Some((
            *i,
            of_known(expected, &sure(one_of_many(p, expected.comparison, level)?, floor), level, p.pairs.len() as f64),
        ))
    });
    let judged: Vec<(usize, Judgement)> = judged.collect();
    let count = |is: fn(&Fulfilment) -> bool| judged.iter().filter(|(_, j)| is(&j.outcome)).count();
    let worse = |a: &&(usize, Judgement), b: &&(usize, Judgement)| {
        let badness = |j: &Judgement| j.found.map_or(0.0, |found| badness(expected, found.mean));
        rank(a.1.outcome).cmp(&rank(b.1.outcome)).then(badness(&a.1).total_cmp(&badness(&b.1)))
    };
    // Of those equally bad the first.
    let Some((at, worst)) = judged.iter().rev().max_by(worse) else { return Judgement::undefined() };
    let slice = Grid::new(floor).slices()[*at];
    let date = date_of(floor, slice.start);
    let intervals = OfIntervals {
        date,
        by_the_clock: by_the_clock(date, (slice.start, slice.end), slice.put),
        missed: count(|outcome| *outcome == Fulfilment::Missed),
        undecided: count(|outcome| matches!(outcome, Fulfilment::Undecided(_))),
        of: judged.len(),
    };
    let outcome = judged.iter().map(|(_, j)| j.outcome).max().unwrap_or(Fulfilment::Undefined);
    Judgement { outcome, found: worst.found, intervals: Some(intervals) }
}

/// Missed is worse than undecided, whatever that would take.
const fn rank(outcome: Fulfilment) -> u8 {
    match outcome {
        Fulfilment::Met => 0,
        Fulfilment::Undecided(_) => 1,
        Fulfilment::Missed | Fulfilment::Undefined => 2,
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

fn outcome(expected: &Expected, found: &FoundFigure, more: impl Fn() -> MoreDays) -> Fulfilment {
    let (low, high) = (found.low.unwrap_or(f64::NEG_INFINITY), found.high.unwrap_or(f64::INFINITY));
    let Expected { comparison, number, .. } = *expected;
    let is_between = low <= number && number <= high;
    match (comparison.holds(low, number), comparison.holds(high, number)) {
        (true, true) => Fulfilment::Met,
        (false, false) if comparison != Comparison::Equal || !is_between => Fulfilment::Missed,
        _ if comparison == Comparison::Equal => Fulfilment::Undecided(MoreDays::Never),
        _ => Fulfilment::Undecided(more()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Measure;
    use crate::measure::Pair;
    use crate::stats::Bounds;

    fn expected(comparison: Comparison, number: f64) -> Expected {
        Expected { figure: Figure::Headline(Measure::Asa), comparison, number }
    }

    /// What becomes of a figure of 10, known to within 1 after 100 days.
    fn of_ten(comparison: Comparison, number: f64) -> Fulfilment {
        let estimate = Estimate::with_half_width(10.0, Some(1.0));
        of_known(&expected(comparison, number), &estimate, LEVEL, 100.0).outcome
    }

    #[test]
    fn the_whole_interval_decides() {
        use Comparison::*;
        for (comparison, met, missed) in [(AtLeast, 9.0, 11.01), (MoreThan, 8.99, 11.0), (AtMost, 11.0, 8.99)] {
            assert_eq!((of_ten(comparison, met), of_ten(comparison, missed)), (Fulfilment::Met, Fulfilment::Missed));
        }
        assert_eq!((of_ten(LessThan, 11.01), of_ten(LessThan, 9.0)), (Fulfilment::Met, Fulfilment::Missed));
        assert!(matches!(of_ten(MoreThan, 9.0), Fulfilment::Undecided(_)));
        assert!(matches!(of_ten(LessThan, 11.0), Fulfilment::Undecided(_)));
    }

    #[test]
    fn a_figure_is_only_exactly_a_number_if_its_interval_has_no_width() {
        assert_eq!(of_ten(Comparison::Equal, 10.0), Fulfilment::Undecided(MoreDays::Never));
        assert_eq!(of_ten(Comparison::Equal, 12.0), Fulfilment::Missed);
        let sure = Estimate::with_half_width(0.0, Some(0.0));
        let of = |number| of_known(&expected(Comparison::Equal, number), &sure, LEVEL, 100.0).outcome;
        assert_eq!((of(0.0), of(1.0)), (Fulfilment::Met, Fulfilment::Missed));
    }

    #[test]
    fn an_end_that_is_not_known_decides_nothing() {
        let of = |low, high, comparison| {
            let estimate = Estimate { mean: 10.0, low, high, ..Estimate::default() };
            of_known(&expected(comparison, 12.0), &estimate, LEVEL, 100.0).outcome
        };
        assert_eq!(of(None, None, Comparison::AtMost), Fulfilment::Undecided(MoreDays::Unknown));
        assert_eq!(of(Some(9.0), None, Comparison::AtMost), Fulfilment::Undecided(MoreDays::Unknown));
        assert_eq!(of(None, Some(11.0), Comparison::AtMost), Fulfilment::Met);
        assert_eq!(of(Some(12.5), None, Comparison::AtMost), Fulfilment::Missed);
    }

    #[test]
    fn a_share_of_days_is_judged_by_the_days_that_have_the_figure() {
        let days = |good: usize, of: usize, undefined: usize| {
            let known = (0..of).map(move |day| Some(day < good));
            known.chain(std::iter::repeat_n(None, undefined))
        };
        let none = of_share(&expected(Comparison::AtMost, 0.005), days(0, 300, 0));
        assert!(matches!(none.outcome, Fulfilment::Undecided(MoreDays::Between { least: 100..=470, most: 470.. })));
        // z^2 (1 - 0.005) / 0.005 = 764.5 days without one.
        assert_eq!(of_share(&expected(Comparison::AtMost, 0.005), days(0, 770, 0)).outcome, Fulfilment::Met);
        let half = of_share(&expected(Comparison::AtLeast, 0.5), days(80, 100, 900));
        assert_eq!((half.outcome, half.found.map(|f| f.mean)), (Fulfilment::Met, Some(0.8)));
        assert_eq!(of_share(&expected(Comparison::AtLeast, 0.5), days(0, 0, 9)), Judgement::undefined());
    }

    fn counted(days: &[i64], bounds: Bounds) -> Counted {
        Counted { pairs: days.iter().map(|x| Pair::plain(*x)).collect(), scale: 1.0, bounds, strata: 1 }
    }

    #[test]
    fn what_no_day_has_shown_is_not_met() {
        let of = |days: &[i64], number: f64, bounds: Bounds| {
            let one = counted(days, bounds);
            of_known(&expected(Comparison::AtMost, number), &one.estimate(LEVEL).expect("days"), LEVEL, 20.0).outcome
        };
        let (pulls, unknown) = (Bounds::Count { most: 10.0 }, Bounds::Amount { most: f64::INFINITY });
        assert!(matches!(of(&[0; 20], 0.005, pulls), Fulfilment::Undecided(MoreDays::IfAlike(_))));
        assert_eq!(of(&[0; 20], 2.0, pulls), Fulfilment::Met);
        assert_eq!(of(&[0; 20], 1e6, unknown), Fulfilment::Undecided(MoreDays::Unknown));
        assert!(matches!(of(&[3; 2], 3.0, pulls), Fulfilment::Undecided(_)));
        assert_eq!(of(&[3; 2], 3.0, Bounds::Fixed), Fulfilment::Met);
    }

    #[test]
    fn one_of_many_intervals_is_missed_by_days_that_tell_and_not_by_a_few_that_may_have_missed_the_worst() {
        let of = |days: &[i64], number: f64| {
            let one = counted(days, Bounds::Count { most: 50.0 });
            let level = 1.0 - 0.05 / 12.0;
            let found = one_of_many(&one, Comparison::AtLeast, level).expect("days");
            of_known(&expected(Comparison::AtLeast, number), &found, level, days.len() as f64).outcome
        };
        let few = [0, 1, 0, 2, 0, 0, 1, 0, 6, 0];
        assert!(matches!(of(&few, 4.0), Fulfilment::Undecided(_)));
        assert_eq!(of(&[9, 11, 10, 8, 12, 10, 9, 11, 10, 10].repeat(2), 12.0), Fulfilment::Missed);
    }

    #[test]
    fn pulls_are_no_fewer_than_the_days_that_have_any() {
        // Whatever the days: an upper end of the pulls below that of the share of days with a pull would contradict it.
        for days in [vec![0; 20], [vec![0; 19], vec![1]].concat(), [vec![0; 3], vec![1; 40]].concat(), vec![1; 50]] {
            let pulls = counted(&days, Bounds::Count { most: 10.0 });
            let share = pulls.share_of_days(LEVEL).expect("days");
            let found = pulls.estimate(LEVEL).expect("days").at_least(&share);
            assert!(found.high >= Some(share.high), "{days:?}: {found:?} beside {share:?}");
        }
    }
}
