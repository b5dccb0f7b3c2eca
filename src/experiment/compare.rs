//! Is one floor better than another, and is that sure? Paired days, and an error rate that is kept for all the
//! comparisons together (M-S3, M-S4).

use super::pairs::{DayPairs, Days, MeasureDays};
use crate::special::student_t_two_sided;
use crate::stats::{Estimate, Histogram, holm, paired_difference};

/// Chance of even one false `better` or `worse` among all comparisons of a family, if nothing differs by more than its
/// margin; and of even one false `no difference`.
pub const ERROR_RATE: f64 = 0.05;

const LEVEL: f64 = 0.95;

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
    /// comparisons (Holm 1979).
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

/// Compares the headline measures of two floors over the same days of the same seed: one family of comparisons.
/// `margin` gives the margin of a measure from its name and the first floor's figure.
pub fn compare(a: &DayPairs, b: &DayPairs, margin: &dyn Fn(&str, f64) -> f64) -> Vec<Compared> {
    judged(a.measures.iter().zip(&b.measures).map(|(a_days, b_days)| raw(a_days, b_days, a, b, margin)).collect())
}

/// Compares some measures interval by interval: one family of comparisons; by interval, then in the order of `names`.
pub fn compare_intervals(
    a: &DayPairs,
    b: &DayPairs,
    names: &[String],
    margin: &dyn Fn(&str, f64) -> f64,
) -> Vec<Vec<Compared>> {
    let chosen = |m: &&MeasureDays| names.contains(&m.name);
    let cells =
        a.intervals.iter().zip(&b.intervals).flat_map(|(x, y)| x.iter().filter(chosen).zip(y.iter().filter(chosen)));
    let mut judged = judged(cells.map(|(x, y)| raw(x, y, a, b, margin)).collect()).into_iter();
    a.intervals.iter().map(|row| judged.by_ref().take(row.iter().filter(chosen).count()).collect()).collect()
}

/// Whether more of a measure is good for the caller, the people and the purse.
pub fn more_is_better(measure: &str) -> bool {
    measure == "answered" || measure == "answer_rate" || measure.starts_with("service_level")
}

fn raw(x: &MeasureDays, y: &MeasureDays, a: &DayPairs, b: &DayPairs, margin: &dyn Fn(&str, f64) -> f64) -> Raw {
    let found = match (&x.days, &y.days) {
        (Days::Ratio { pairs: first, scale }, Days::Ratio { pairs: second, .. }) => ratios(first, second, *scale),
        (Days::Percentile(p), _) | (_, Days::Percentile(p)) => percentiles(&a.waits, &b.waits, *p),
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
fn percentiles(a: &[Histogram], b: &[Histogram], p: f64) -> Found {
    let overall = |batches: &[Histogram]| {
        let mut all = Histogram::new();
        batches.iter().for_each(|batch| all.merge(batch));
        all.quantile(p).map(|wait| wait.as_secs())
    };
    let of = |batch: &Histogram| batch.quantile(p).map(|wait| wait.as_secs());
    let sections: Vec<f64> = a.iter().zip(b).filter_map(|(x, y)| Some(of(y)? - of(x)?)).collect();
    let (first, second) = (overall(a), overall(b));
    let mean = first.zip(second).map(|(x, y)| y - x);
    let n = sections.len() as f64;
    let centre = sections.iter().sum::<f64>() / n;
    let squares: f64 = sections.iter().map(|s| (s - centre) * (s - centre)).sum();
    let standard_error = (sections.len() >= 2).then(|| (squares / (n - 1.0) / n).sqrt());
    let half = standard_error.map(|se| se * crate::special::student_t_quantile(0.5 + 0.5 * LEVEL, n - 1.0));
    let difference = mean.map(|mean| Estimate::with_half_width(mean, half));
    Found { a: first, b: second, difference, error: standard_error.map(|se| (se, n - 1.0)) }
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

fn judged(raw: Vec<Raw>) -> Vec<Compared> {
    let adjusted = |chance: fn(&Raw) -> f64| holm(&raw.iter().map(chance).collect::<Vec<_>>());
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
