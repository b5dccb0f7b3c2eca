//! Is one floor better than another, and is that sure? Paired days, and an error rate that is kept for all the
//! comparisons together (M-S3, M-S4).

use super::pairs::{DayPairs, Days, MeasureDays};
use super::results::RunResults;
use crate::special::student_t_two_sided;
use crate::stats::{Estimate, holm, paired_difference};
use crate::units::{SimTime, Span};

/// Chance of even one false `better` or `worse` among all comparisons of a family, if nothing differs by more than its
/// margin; and of even one false `no difference`.
pub const ERROR_RATE: f64 = 0.05;

const LEVEL: f64 = 0.95;

/// Rates that differ by no more than this do not matter: a caller in a thousand.
const RATE_MARGIN: f64 = 0.001;
/// Seconds of waiting that nobody notices.
const WAIT_MARGIN_S: f64 = 0.5;
/// Percentiles of waits come from bins of up to 0.79 % of the value (M-S6): what is smaller cannot be told.
const PERCENTILE_MARGIN: f64 = 0.01;
/// Counts, hours and money: a thousandth of the first floor's.
const AMOUNT_MARGIN: f64 = 0.001;

/// What can be said of a difference for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The second floor is better by more than the margin.
    Better,
    /// The second floor is worse by more than the margin.
    Worse,
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
            Self::NoDifference => "no_difference",
            Self::Undecided => "undecided",
        }
    }
}

/// One figure of two floors.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The measure's name.
    pub name: String,
    /// The first floor's figure; `None` if undefined.
    pub a: Option<f64>,
    /// The second floor's figure; `None` if undefined.
    pub b: Option<f64>,
    /// Second less first, with its 95 % interval over pairs of days; `None` if either is undefined.
    pub difference: Option<Estimate>,
    /// A difference no larger than this does not matter.
    pub margin: f64,
    /// Chance of a difference at least so far beyond the margin if there were none, adjusted for the number of
    /// comparisons (Holm 1979) and for a smaller error rate than [`ERROR_RATE`].
    pub p_value: f64,
    /// What can be said for sure.
    pub finding: Finding,
}

/// One figure before the family is judged.
struct Raw {
    name: String,
    a: Option<f64>,
    b: Option<f64>,
    difference: Option<Estimate>,
    margin: f64,
    /// Chance of such a difference if the truth were no further than the margin, and if it were beyond.
    beyond: f64,
    within: f64,
}

/// What differences are held against.
#[derive(Clone, Copy)]
pub struct Scale<'m> {
    /// The margin of a measure, from its name and the first floor's figure.
    pub margin: &'m dyn Fn(&str, f64) -> f64,
    /// Chance of even one false finding in a family: [`ERROR_RATE`], or less if the family is one of several looks.
    pub error_rate: f64,
}

/// The margin of a measure if nobody asks for another, from its name and the first floor's figure.
pub fn default_margin(measure: &str, figure: f64) -> f64 {
    let percentile = measure.starts_with("wait_p") && measure.ends_with("_s");
    if percentile {
        WAIT_MARGIN_S.max(PERCENTILE_MARGIN * figure)
    } else if measure.ends_with("_rate") || measure.starts_with("service_level") || measure == "occupancy" {
        RATE_MARGIN
    } else if measure.ends_with("_s") {
        WAIT_MARGIN_S
    } else {
        AMOUNT_MARGIN * figure.abs()
    }
}

/// Whether a measure is one of the few that a reader is shown first.
pub fn is_headline(measure: &str) -> bool {
    const SHOWN: [&str; 8] = [
        "abandoned",
        "answer_rate",
        "asa_s",
        "wait_p95_s",
        "minutes_above_10",
        "occupancy",
        "borrowed_hours",
        "signed_in_hours",
    ];
    SHOWN.contains(&measure) || measure == "cost" || is_service_level(measure)
}

/// Answered within T / offered, and not one of its three relatives.
fn is_service_level(measure: &str) -> bool {
    measure.strip_prefix("service_level_").is_some_and(|time| !time.contains('_'))
}

/// Compares all measures that two floors share over the same days of the same seed: one family of comparisons.
pub fn compare(a: &DayPairs, b: &DayPairs, scale: &Scale) -> Vec<Compared> {
    let raw = shared(&a.measures, &b.measures).map(|(x, y)| raw(x, y, scale.margin));
    judged(raw.collect(), scale.error_rate)
}

/// Compares one measure of calls interval by interval: one family of comparisons; empty if a floor lacks the measure.
pub fn compare_intervals(a: &DayPairs, b: &DayPairs, name: &str, scale: &Scale) -> Vec<Compared> {
    let cells = a.intervals.iter().zip(&b.intervals).flat_map(|(x, y)| shared(x, y)).filter(|(x, _)| x.name == name);
    judged(cells.map(|(x, y)| raw(x, y, scale.margin)).collect(), scale.error_rate)
}

/// The figures that both floors have, in the order of the first.
fn shared<'d>(a: &'d [MeasureDays], b: &'d [MeasureDays]) -> impl Iterator<Item = (&'d MeasureDays, &'d MeasureDays)> {
    a.iter().filter_map(|x| Some((x, b.iter().find(|y| y.name == x.name)?)))
}

/// Whether more of a measure is good for the caller, the people and the purse.
pub fn more_is_better(measure: &str) -> bool {
    measure == "answered" || measure == "answer_rate" || measure.starts_with("service_level")
}

fn raw(x: &MeasureDays, y: &MeasureDays, margin: &dyn Fn(&str, f64) -> f64) -> Raw {
    let found = match (&x.days, &y.days) {
        (Days::Ratio { pairs: first, scale }, Days::Ratio { pairs: second, .. }) => ratios(first, second, *scale),
        (Days::Percentile { all: a, batches: first }, Days::Percentile { all: b, batches: second }) => {
            percentiles(*a, *b, first, second)
        }
        _ => Found { a: None, b: None, difference: None, error: None },
    };
    let margin = found.a.map_or(0.0, |value| margin(&x.name, value));
    let (beyond, within) = chances(&found, margin);
    Raw { name: x.name.clone(), a: found.a, b: found.b, difference: found.difference, margin, beyond, within }
}

/// A difference with what its t test needs.
struct Found {
    a: Option<f64>,
    b: Option<f64>,
    difference: Option<Estimate>,
    /// Standard error and degrees of freedom.
    error: Option<(f64, f64)>,
}

fn ratios(a: &[(i64, i64)], b: &[(i64, i64)], scale: f64) -> Found {
    let ratio = |days: &[(i64, i64)]| {
        let (x, y) = days.iter().fold((0_i128, 0_i128), |(x, y), d| (x + i128::from(d.0), y + i128::from(d.1)));
        (y != 0).then(|| x as f64 / y as f64 * scale)
    };
    let paired = paired_difference(b, a, LEVEL).map(|p| p.difference.scaled(scale));
    Found { a: ratio(a), b: ratio(b), difference: paired, error: error(paired, a.len()) }
}

/// Percentiles have no daily parts that add up: their difference is taken batch by batch of days (sectioning; Asmussen &
/// Glynn 2007, Stochastic Simulation, III.5a), around the difference over all days.
fn percentiles(a: Option<Span>, b: Option<Span>, first: &[Option<Span>], second: &[Option<Span>]) -> Found {
    let (a, b) = (a.map(Span::as_secs), b.map(Span::as_secs));
    let sections: Vec<f64> =
        first.iter().zip(second).filter_map(|(x, y)| Some((*y)?.as_secs() - (*x)?.as_secs())).collect();
    let mean = a.zip(b).map(|(x, y)| y - x);
    let n = sections.len() as f64;
    let centre = sections.iter().sum::<f64>() / n;
    let squares: f64 = sections.iter().map(|s| (s - centre) * (s - centre)).sum();
    let standard_error = (sections.len() >= 2).then(|| (squares / (n - 1.0) / n).sqrt());
    let half = standard_error.map(|se| se * crate::special::student_t_quantile(0.5 + 0.5 * LEVEL, n - 1.0));
    let difference = mean.map(|mean| Estimate::with_half_width(mean, half));
    Found { a, b, difference, error: standard_error.map(|se| (se, n - 1.0)) }
}

fn error(difference: Option<Estimate>, days: usize) -> Option<(f64, f64)> {
    let (estimate, df) = (difference?, days as f64 - 1.0);
    let half = estimate.high? - estimate.mean;
    Some((half / crate::special::student_t_quantile(0.5 + 0.5 * LEVEL, df), df))
}

/// The chance of a difference so large if the truth lies within the margin, and of one so small if it lies beyond (two
/// one-sided tests; Schuirmann 1987).
fn chances(found: &Found, margin: f64) -> (f64, f64) {
    let (Some(difference), Some((standard_error, df))) = (found.difference, found.error) else { return (1.0, 1.0) };
    let past = difference.mean.abs() - margin;
    if standard_error == 0.0 {
        return if past > 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    let two_sided = student_t_two_sided(past / standard_error, df);
    if past > 0.0 { (two_sided, 1.0) } else { (1.0, two_sided / 2.0) }
}

fn judged(raw: Vec<Raw>, error_rate: f64) -> Vec<Compared> {
    // A family that may err less often pays for it in its chances, so that a finding always means one of `ERROR_RATE`.
    let dearer = ERROR_RATE / error_rate;
    let adjusted = |chance: fn(&Raw) -> f64| -> Vec<f64> {
        let chances: Vec<f64> = raw.iter().map(chance).collect();
        holm(&chances).into_iter().map(|p| (p * dearer).min(1.0)).collect()
    };
    let (beyond, within) = (adjusted(|r| r.beyond), adjusted(|r| r.within));
    raw.into_iter()
        .zip(beyond.into_iter().zip(within))
        .map(|(raw, (beyond, within))| judge(raw, beyond, within))
        .collect()
}

fn judge(raw: Raw, beyond: f64, within: f64) -> Compared {
    let rises = raw.difference.is_some_and(|d| d.mean > 0.0);
    let finding = if beyond <= ERROR_RATE {
        if rises == more_is_better(&raw.name) { Finding::Better } else { Finding::Worse }
    } else if within <= ERROR_RATE || (raw.a.is_none() && raw.b.is_none()) {
        Finding::NoDifference
    } else {
        Finding::Undecided
    };
    let Raw { name, a, b, difference, margin, .. } = raw;
    Compared { name, a, b, difference, margin, p_value: beyond, finding }
}

/// What a comparison of several floors found.
#[derive(Clone, Debug)]
pub struct Comparison {
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
    pub left_out: Vec<String>,
}

/// Looks at growing numbers of days, each of which may end the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
pub struct ArmFindings {
    /// All measures of the whole day.
    pub measures: Vec<Compared>,
    /// Measures of calls by interval.
    pub intervals: Vec<IntervalFindings>,
}

impl ArmFindings {
    /// The finding on a measure of the whole day.
    pub fn get(&self, measure: &str) -> Option<&Compared> {
        self.measures.iter().find(|c| c.name == measure)
    }

    /// The measures that a reader is shown first.
    pub fn headline(&self) -> impl Iterator<Item = &Compared> {
        self.measures.iter().filter(|c| is_headline(&c.name))
    }
}

/// One interval of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalFindings {
    /// From.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// The findings on some measures of calls.
    pub measures: Vec<Compared>,
}

impl IntervalFindings {
    /// The finding on a measure.
    pub fn get(&self, measure: &str) -> Option<&Compared> {
        self.measures.iter().find(|c| c.name == measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(name: &str, pairs: &[(i64, i64)]) -> DayPairs {
        let days = Days::Ratio { pairs: pairs.to_vec(), scale: 1.0 };
        let measures = vec![MeasureDays { name: name.to_owned(), days }];
        DayPairs { intervals: vec![measures.clone()], measures }
    }

    /// Two floors whose answer rates differ by 3 to 5 points a day.
    fn two() -> (DayPairs, DayPairs) {
        let a = days("answer_rate", &[(90, 100), (92, 100), (88, 100), (91, 100)]);
        let b = days("answer_rate", &[(93, 100), (96, 100), (93, 100), (95, 100)]);
        (a, b)
    }

    fn found(a: &DayPairs, b: &DayPairs, margin: f64, error_rate: f64) -> Finding {
        compare(a, b, &Scale { margin: &|_, _| margin, error_rate })[0].finding
    }

    #[test]
    fn a_finding_needs_the_whole_interval_beyond_the_margin() {
        let (a, b) = two();
        assert_eq!(found(&a, &b, 0.0, ERROR_RATE), Finding::Better);
        assert_eq!(found(&b, &a, 0.0, ERROR_RATE), Finding::Worse);
        assert_eq!(found(&a, &b, 0.035, ERROR_RATE), Finding::Undecided);
        assert_eq!(found(&a, &b, 0.1, ERROR_RATE), Finding::NoDifference);
        assert_eq!(found(&a, &a, 0.0, ERROR_RATE), Finding::NoDifference);
    }

    #[test]
    fn a_smaller_error_rate_asks_for_more() {
        let (a, b) = two();
        let p = |error_rate| compare(&a, &b, &Scale { margin: &|_, _| 0.0, error_rate })[0].p_value;
        assert!((p(ERROR_RATE / 4.0) - 4.0 * p(ERROR_RATE)).abs() < 1e-15);
        assert_eq!(found(&a, &b, 0.0, 1e-6), Finding::Undecided);
    }

    #[test]
    fn fewer_of_most_things_are_better() {
        let (a, b) = (days("abandoned", &[(9, 1), (8, 1), (9, 1)]), days("abandoned", &[(4, 1), (3, 1), (5, 1)]));
        assert_eq!(found(&a, &b, 0.0, ERROR_RATE), Finding::Better);
    }

    #[test]
    fn measures_are_matched_by_name() {
        let (a, mut b) = two();
        let own = MeasureDays { name: "offered".to_owned(), ..b.measures[0].clone() };
        b.measures.insert(0, own);
        assert_eq!(found(&a, &b, 0.0, ERROR_RATE), Finding::Better);
        assert!(compare_intervals(&a, &b, "asa_s", &Scale { margin: &|_, _| 0.0, error_rate: ERROR_RATE }).is_empty());
    }

    #[test]
    fn one_day_decides_nothing_and_what_nobody_has_does_not_differ() {
        let one = days("answer_rate", &[(9, 10)]);
        assert_eq!(found(&one, &days("answer_rate", &[(1, 10)]), 0.0, ERROR_RATE), Finding::Undecided);
        let none = days("cost", &[(0, 0), (0, 0)]);
        assert_eq!(found(&none, &none, 0.0, ERROR_RATE), Finding::NoDifference);
        assert_eq!(found(&none, &days("cost", &[(1, 1), (2, 1)]), 0.0, ERROR_RATE), Finding::Undecided);
    }

    #[test]
    fn margins_are_what_nobody_would_notice() {
        let margins = ["answer_rate", "occupancy", "asa_s", "wait_max_s", "cost", "borrowed_hours"];
        let margins = margins.map(|name| default_margin(name, 200.0));
        assert_eq!(margins, [0.001, 0.001, 0.5, 0.5, 0.2, 0.2]);
        assert_eq!((default_margin("wait_p95_s", 20.0), default_margin("wait_p95_s", 200.0)), (0.5, 2.0));
    }

    #[test]
    fn of_the_service_levels_only_the_one_by_calls_offered_is_shown_first() {
        assert!(is_headline("service_level_20s") && !is_headline("service_level_20s_of_answered"));
        assert!(is_headline("cost") && !is_headline("offered"));
    }
}
