//! Is one floor better than another, and is that sure? Paired days, and an error rate that is kept for all the
//! comparisons together (M-S3, M-S4).

use super::pairs::{DayPairs, Days, MeasureDays};
use super::results::{RunResults, by_the_clock};
use crate::figures::{Concern, Measure, Unit};
use crate::stats::{DayDifferences, Estimate, WaitsApart, weighted_holm};
use crate::units::{ClockPut, ClockReading, SimTime, Span};
use jiff::civil::Date;

/// Chance of even one false finding (`better`, `worse`, `more` or `fewer`) among all comparisons of a family, if nothing differs by more
/// than its margin; and of even one false `no difference`.
pub const ERROR_RATE: f64 = 0.05;

const LEVEL: f64 = 0.95;

/// What can be said of a difference for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The second floor is better by more than the margin.
    Better,
    /// The second floor is worse by more than the margin.
    Worse,
    /// The second floor has more of it by more than the margin, which is neither good nor bad by itself.
    More,
    /// The second floor has less of it by more than the margin.
    Fewer,
    /// The two differ by no more than the margin.
    NoDifference,
    /// More days are needed.
    Undecided,
}

impl Finding {
    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::More => "more",
            Self::Fewer => "fewer",
            Self::NoDifference => "no_difference",
            Self::Undecided => "undecided",
        }
    }

    /// Whether the two differ for sure.
    pub const fn is_sure(self) -> bool {
        match self {
            Self::Better | Self::Worse | Self::More | Self::Fewer => true,
            Self::NoDifference | Self::Undecided => false,
        }
    }

    /// What it is called that a measure has more or less of for sure.
    fn of(measure: Measure, rises: bool) -> Self {
        match (measure.concern(), rises) {
            (Concern::Service, _) if rises == measure.more_is_better() => Self::Better,
            (Concern::Service, _) => Self::Worse,
            (Concern::Effort | Concern::Busyness, true) => Self::More,
            (Concern::Effort | Concern::Busyness, false) => Self::Fewer,
        }
    }
}

/// One figure of two floors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ComparedFigure {
    /// Which measure.
    pub measure: Measure,
    /// The first floor's figure; `None` if undefined.
    pub a: Option<f64>,
    /// The second floor's figure; `None` if undefined.
    pub b: Option<f64>,
    /// Second less first, with its 95 % interval over pairs of days; `None` if either is undefined.
    pub difference: Option<Estimate>,
    /// A difference no larger than this does not matter.
    pub margin: f64,
    /// Chance of a difference at least so far beyond the margin if the truth were within it, adjusted for the number of
    /// comparisons (Holm 1979) and for a smaller error rate than [`ERROR_RATE`].
    pub p_value: f64,
    /// What can be said for sure.
    pub finding: Finding,
}

impl ComparedFigure {
    /// Whether what is counted never happened on any day of either floor, and too few days were played to say more: nothing
    /// is known of how much of it there could be, so nobody waits for a decision.
    pub fn is_never_seen(&self) -> bool {
        self.finding == Finding::Undecided && self.a == Some(0.0) && self.b == Some(0.0)
    }
}

/// One figure before the family is judged.
struct Raw {
    measure: Measure,
    a: Option<f64>,
    b: Option<f64>,
    difference: Option<Estimate>,
    margin: f64,
    /// Chance of such a difference if the truth were no further than the margin, and if it were beyond.
    beyond: f64,
    within: f64,
}

impl Raw {
    const fn of_nothing(measure: Measure) -> Self {
        Self { measure, a: None, b: None, difference: None, margin: 0.0, beyond: 1.0, within: 1.0 }
    }
}

/// What a measure may differ by without mattering, beside the first floor's figure.
pub type Margin<'m> = dyn Fn(Measure, f64) -> f64 + Sync + 'm;

/// What differences are held against.
#[derive(Clone, Copy)]
pub struct Scale<'m> {
    /// The margin of a measure beside the first floor's figure.
    pub margin: &'m Margin<'m>,
    /// Chance of even one false finding in a family: [`ERROR_RATE`], or less if the family is one of several looks.
    pub error_rate: f64,
}

/// Compares all measures that two floors share over the same days of the same seed: one family of comparisons.
pub fn compare(a: &DayPairs, b: &DayPairs, scale: &Scale) -> Vec<ComparedFigure> {
    let raw = shared(&a.measures, &b.measures).map(|(x, y)| match (&x.days, &y.days) {
        (Days::Ratio { .. }, _) => of_ratios(x, y, scale.margin),
        (Days::Percentile { p, .. }, _) => of_percentiles(x, y, &WaitsApart::new(&a.waits, &b.waits, *p), scale.margin),
    });
    judged(raw.collect(), scale.error_rate)
}

/// Compares one measure of calls interval by interval: one family of comparisons; empty if a floor lacks the measure.
pub fn compare_intervals(a: &DayPairs, b: &DayPairs, measure: Measure, scale: &Scale) -> Vec<ComparedFigure> {
    let cells =
        a.intervals.iter().zip(&b.intervals).flat_map(|(x, y)| shared(x, y)).filter(|(x, _)| x.measure == measure);
    judged(cells.map(|(x, y)| of_ratios(x, y, scale.margin)).collect(), scale.error_rate)
}

/// The figures that both floors have, in the order of the first.
fn shared<'d>(a: &'d [MeasureDays], b: &'d [MeasureDays]) -> impl Iterator<Item = (&'d MeasureDays, &'d MeasureDays)> {
    a.iter().filter_map(|x| Some((x, b.iter().find(|y| y.measure == x.measure)?)))
}

fn of_ratios(x: &MeasureDays, y: &MeasureDays, margin: &Margin<'_>) -> Raw {
    let (Days::Ratio { pairs: first, scale }, Days::Ratio { pairs: second, .. }) = (&x.days, &y.days) else {
        return Raw::of_nothing(x.measure);
    };
    let ratio = |days: &[(i64, i64)]| {
        let (x, y) = days.iter().fold((0_i128, 0_i128), |(x, y), d| (x + i128::from(d.0), y + i128::from(d.1)));
        (y != 0).then(|| x as f64 / y as f64 * scale)
    };
    let (a, b) = (ratio(first), ratio(second));
    let margin = a.map_or(0.0, |value| margin(x.measure, value));
    let found = DayDifferences::new(first, second, *scale, x.measure.unit() == Unit::Share);
    let chances = |found: &DayDifferences| (found.chance_within(margin), found.chance_beyond(margin));
    let (beyond, within) = found.as_ref().map_or((1.0, 1.0), chances);
    Raw {
        a,
        b,
        difference: found.map(|found| found.estimate(LEVEL)),
        margin,
        beyond,
        within,
        ..Raw::of_nothing(x.measure)
    }
}

fn of_percentiles(x: &MeasureDays, y: &MeasureDays, waits: &WaitsApart, margin: &Margin<'_>) -> Raw {
    let all = |measure: &MeasureDays| match measure.days {
        Days::Percentile { all, .. } => all.map(Span::as_secs),
        Days::Ratio { .. } => None,
    };
    let (Some(a), Some(b)) = (all(x), all(y)) else {
        return Raw { a: all(x), b: all(y), ..Raw::of_nothing(x.measure) };
    };
    let (found, margin) = (b - a, margin(x.measure, a));
    let micros = (margin * 1e6).round() as i64;
    let beyond = if found.abs() > margin { waits.chance_within(micros, found > 0.0) } else { 1.0 };
    let within = if found.abs() <= margin { waits.chance_beyond(micros) } else { 1.0 };
    let difference = Some(waits.estimate(found, LEVEL));
    Raw { a: Some(a), b: Some(b), difference, margin, beyond, within, ..Raw::of_nothing(x.measure) }
}

fn judged(raw: Vec<Raw>, error_rate: f64) -> Vec<ComparedFigure> {
    // A family that may err less often pays for it in its chances, so that a finding always means one of `ERROR_RATE`.
    let dearer = ERROR_RATE / error_rate;
    let adjusted = |chance: fn(&Raw) -> f64| -> Vec<f64> {
        let chances: Vec<(f64, f64)> = raw.iter().map(|r| (chance(r), weight(r.measure))).collect();
        weighted_holm(&chances).into_iter().map(|p| (p * dearer).min(1.0)).collect()
    };
    let (beyond, within) = (adjusted(|r| r.beyond), adjusted(|r| r.within));
    raw.into_iter()
        .zip(beyond.into_iter().zip(within))
        .map(|(raw, (beyond, within))| judge(raw, beyond, within))
        .collect()
}

/// What a reader is shown first, and what alone can fail a check, has most of the error rate: of 35 measures the eleven
/// shown are as if there were 13. Others are told in the files.
fn weight(measure: Measure) -> f64 {
    if measure.is_headline() { 10.0 } else { 1.0 }
}

fn judge(raw: Raw, beyond: f64, within: f64) -> ComparedFigure {
    let rises = raw.difference.is_some_and(|d| d.mean > 0.0);
    let finding = if beyond <= ERROR_RATE {
        Finding::of(raw.measure, rises)
    } else if within <= ERROR_RATE || (raw.a.is_none() && raw.b.is_none()) {
        Finding::NoDifference
    } else {
        Finding::Undecided
    };
    let Raw { measure, a, b, difference, margin, .. } = raw;
    ComparedFigure { measure, a, b, difference, margin, p_value: beyond, finding }
}

/// What a comparison of several floors found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FloorComparison {
    /// Days played.
    pub days: u32,
    /// The seed they were drawn from.
    pub seed: u64,
    /// How often the days were looked at.
    pub looks: Looks,
    /// What each floor's days came to, the first floor's first.
    pub runs: Vec<RunResults>,
    /// How each of the other floors differs from the first.
    pub arms: Vec<ArmFindings>,
    /// Measures that not all floors have, and that were left out.
    pub left_out: Vec<Measure>,
    /// Of several other floors: the measures of service in which one of all, by its place, is better than each of the others for sure.
    pub best: Vec<(Measure, usize)>,
}

impl FloorComparison {
    /// The floor that is surely the best by a measure, by its place.
    pub fn best_by(&self, measure: Measure) -> Option<usize> {
        self.best.iter().find(|(of, _)| *of == measure).map(|(_, at)| *at)
    }
}

/// Looks at growing numbers of days, each of which may end the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Looks {
    /// The look that ended it, from 1.
    pub taken: u32,
    /// How many there could have been.
    pub planned: u32,
    /// Days at the last of them.
    pub most_days: u32,
}

/// How one floor differs from the first.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ArmFindings {
    /// All measures of the whole day.
    pub measures: Vec<ComparedFigure>,
    /// Measures of calls by interval.
    pub intervals: Vec<IntervalFindings>,
}

impl ArmFindings {
    /// The finding on a measure of the whole day.
    pub fn get(&self, measure: Measure) -> Option<&ComparedFigure> {
        self.measures.iter().find(|c| c.measure == measure)
    }

    /// The same where both floors are known to be one and the same.
    pub(super) fn without_difference(mut self) -> Self {
        let of_intervals = self.intervals.iter_mut().flat_map(|row| &mut row.measures);
        for c in self.measures.iter_mut().chain(of_intervals) {
            c.finding = Finding::NoDifference;
            c.difference = c.difference.map(|d| Estimate::with_half_width(d.mean, Some(0.0)));
        }
        self
    }

    /// The measures that a reader is shown first.
    pub fn headline(&self) -> impl Iterator<Item = &ComparedFigure> {
        self.measures.iter().filter(|c| c.measure.is_headline())
    }
}

/// One interval of the day.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IntervalFindings {
    /// The date of its session, if it is named.
    pub date: Option<Date>,
    /// From, since midnight of the first date.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// How clocks have been put forward or back by then.
    pub put: ClockPut,
    /// The findings on some measures of calls.
    pub measures: Vec<ComparedFigure>,
}

impl IntervalFindings {
    /// From and to by the clock: of several dates by that of its own.
    pub fn by_the_clock(&self) -> (ClockReading, ClockReading) {
        by_the_clock(self.date, (self.start, self.end), self.put)
    }

    /// The finding on a measure.
    pub fn get(&self, measure: Measure) -> Option<&ComparedFigure> {
        self.measures.iter().find(|c| c.measure == measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(measure: Measure, pairs: &[(i64, i64)]) -> DayPairs {
        let days = Days::Ratio { pairs: pairs.to_vec(), scale: 1.0 };
        let measures = vec![MeasureDays { measure, days }];
        DayPairs { intervals: vec![measures.clone()], measures, waits: Vec::new() }
    }

    /// Two floors whose answer rates differ by 3 to 5 points a day, over 40 days.
    fn two() -> (DayPairs, DayPairs) {
        let a: Vec<_> = (0..40).map(|d| (88 + d * 3 % 5, 100)).collect();
        let b: Vec<_> = a.iter().zip(0..).map(|((x, y), d)| (x + 3 + d * 2 % 3, *y)).collect();
        (days(Measure::AnswerRate, &a), days(Measure::AnswerRate, &b))
    }

    fn found(a: &DayPairs, b: &DayPairs, margin: f64, error_rate: f64) -> Finding {
        compare(a, b, &Scale { margin: &|_, _| margin, error_rate })[0].finding
    }

    #[test]
    fn a_finding_needs_to_be_sure_that_the_difference_is_beyond_the_margin() {
        let (a, b) = two();
        assert_eq!(found(&a, &b, 0.0, ERROR_RATE), Finding::Better);
        assert_eq!(found(&b, &a, 0.0, ERROR_RATE), Finding::Worse);
        assert_eq!(found(&a, &b, 0.039, ERROR_RATE), Finding::Undecided);
        assert_eq!(found(&a, &b, 0.1, ERROR_RATE), Finding::NoDifference);
    }

    #[test]
    fn a_difference_that_is_nothing_on_all_days_is_not_seen_rather_than_nothing() {
        // The rule of three: on up to 3 in n days there may be an event that has not been seen, and it may lose all calls.
        let run = |n: usize| days(Measure::AnswerRate, &vec![(9, 10); n]);
        for (n, finding) in [(1_000, Finding::Undecided), (2_900, Finding::Undecided), (3_100, Finding::NoDifference)] {
            assert_eq!(found(&run(n), &run(n), 0.001, ERROR_RATE), finding, "{n} days");
        }
        assert_eq!(found(&run(40), &run(40), 0.1, ERROR_RATE), Finding::NoDifference);
        assert_eq!(found(&run(4_000), &run(4_000), 0.0, ERROR_RATE), Finding::Undecided);
    }

    #[test]
    fn a_difference_that_is_the_same_on_every_day_is_only_as_sure_as_days_are_many() {
        let run = |n: usize, calls: i64| days(Measure::Abandoned, &vec![(calls, 1); n]);
        assert_eq!(found(&run(2, 3), &run(2, 4), 0.0, ERROR_RATE), Finding::Undecided);
        assert_eq!(found(&run(20, 3), &run(20, 4), 0.0, ERROR_RATE), Finding::Worse);
        assert_eq!(found(&run(20, 3), &run(20, 4), 1.0, ERROR_RATE), Finding::Undecided);
    }

    #[test]
    fn a_smaller_error_rate_asks_for_more() {
        let (a, b) = two();
        let p = |error_rate| compare(&a, &b, &Scale { margin: &|_, _| 0.0, error_rate })[0].p_value;
        assert!((p(ERROR_RATE / 4.0) - 4.0 * p(ERROR_RATE)).abs() < 1e-15);
        assert_eq!(found(&a, &b, 0.0, 1e-30), Finding::Undecided);
    }

    #[test]
    fn more_hours_are_more_and_neither_better_nor_worse() {
        let run = |hours: i64| days(Measure::SignedInHours, &(0..20).map(|d| (hours + d % 2, 1)).collect::<Vec<_>>());
        assert_eq!(found(&run(4), &run(9), 0.0, ERROR_RATE), Finding::More);
        assert_eq!(found(&run(9), &run(4), 0.0, ERROR_RATE), Finding::Fewer);
    }

    #[test]
    fn fewer_of_most_things_are_better() {
        let run = |calls: i64| days(Measure::Abandoned, &(0..20).map(|d| (calls + d % 2, 1)).collect::<Vec<_>>());
        assert_eq!(found(&run(9), &run(4), 0.0, ERROR_RATE), Finding::Better);
    }

    #[test]
    fn measures_are_matched_by_what_they_are() {
        let (a, mut b) = two();
        let own = MeasureDays { measure: Measure::Offered, ..b.measures[0].clone() };
        b.measures.insert(0, own);
        assert_eq!(found(&a, &b, 0.0, ERROR_RATE), Finding::Better);
        assert!(
            compare_intervals(&a, &b, Measure::Asa, &Scale { margin: &|_, _| 0.0, error_rate: ERROR_RATE }).is_empty()
        );
    }

    #[test]
    fn one_day_decides_nothing_and_what_nobody_has_does_not_differ() {
        let one = days(Measure::AnswerRate, &[(9, 10)]);
        assert_eq!(found(&one, &days(Measure::AnswerRate, &[(1, 10)]), 0.0, ERROR_RATE), Finding::Undecided);
        let none = days(Measure::Cost, &[(0, 0), (0, 0)]);
        assert_eq!(found(&none, &none, 0.0, ERROR_RATE), Finding::NoDifference);
        assert_eq!(found(&none, &days(Measure::Cost, &[(1, 1), (2, 1)]), 0.0, ERROR_RATE), Finding::Undecided);
    }
}
