//! Found beside expected: z-scores, the verdict on the whole table, and whether the z-scores are spread as they should be.

use super::results::{CaseRun, Line, Source, Spread, VerifyResults};
use super::{Case, Expected};
use crate::special::{normal_cdf, student_t_cdf, student_t_quantile, student_t_two_sided};
use crate::stats::{Estimate, holm, kolmogorov_smirnov};

/// A figure found beside the one expected, not yet judged.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    case: String,
    measure: String,
    source: Source,
    expected: f64,
    found: f64,
    low: f64,
    high: f64,
    z: f64,
    rank: f64,
    p_value: f64,
}

impl Comparison {
    /// `None` if the figure found has no interval.
    ///
    /// The standard error over days is the half width of the interval over the quantile of Student's t it was made with. A
    /// figure published by others brings its own error, which is added in squares; the z of such a pair is normal.
    pub fn new(case: &Case<'_>, measure: &str, expected: &Expected, found: &Estimate) -> Option<Self> {
        let (low, high) = found.low.zip(found.high)?;
        let df = f64::from(case.days) - 1.0;
        let own_error = 0.5 * (high - low) / student_t_quantile(0.975, df);
        let error = (own_error * own_error + expected.error * expected.error).sqrt();
        let z = (found.mean - expected.value) / error;
        if !z.is_finite() {
            return None;
        }
        let (source, rank, p_value) = if expected.error > 0.0 {
            (Source::Published, normal_cdf(z), 2.0 * normal_cdf(-z.abs()))
        } else {
            (Source::Theory, student_t_cdf(z, df), student_t_two_sided(z, df))
        };
        let (case, measure) = (case.name.to_owned(), measure.to_owned());
        Some(Self { case, measure, source, expected: expected.value, found: found.mean, low, high, z, rank, p_value })
    }

    fn judged(self, adjusted_p: f64, false_alarm_rate: f64) -> Line {
        Line {
            case: self.case,
            measure: self.measure,
            source: self.source,
            expected: self.expected,
            found: self.found,
            low: self.low,
            high: self.high,
            z: self.z,
            rank: self.rank,
            p_value: self.p_value,
            adjusted_p,
            agrees: adjusted_p > false_alarm_rate,
        }
    }
}

/// The whole table.
pub(super) fn compared(cases: Vec<CaseRun>, all: Vec<Comparison>, false_alarm_rate: f64) -> VerifyResults {
    let adjusted = holm(&all.iter().map(|c| c.p_value).collect::<Vec<_>>());
    let judged = all.into_iter().zip(adjusted).map(|(c, p)| c.judged(p, false_alarm_rate));
    let lines: Vec<Line> = judged.collect();
    let spread = spread(&lines);
    VerifyResults { cases, lines, false_alarm_rate, spread }
}

fn spread(lines: &[Line]) -> Option<Spread> {
    let first_of_case = |(i, line): &(usize, &Line)| *i == 0 || lines[i - 1].case != line.case;
    let ranks: Vec<f64> = lines.iter().enumerate().filter(first_of_case).map(|(_, line)| line.rank).collect();
    let (distance, p_value) = kolmogorov_smirnov(&ranks)?;
    let figures = lines.len();
    let share = |of: f64| of / figures as f64;
    Some(Spread {
        figures,
        mean_square: share(lines.iter().map(|line| line.z * line.z).sum()),
        beyond: share(lines.iter().filter(|line| line.z.abs() > 1.96).count() as f64),
        cases: ranks.len(),
        distance,
        p_value,
    })
}
