//! Found beside expected: z-scores, the verdict on the whole table, and whether the z-scores are spread as they should be.

use super::results::{CaseRun, Reference, Spread, VerifiedFigure, VerifyResults};
use super::{KnownFigure, KnownFloor};
use crate::special::{normal_cdf, student_t_cdf, student_t_two_sided};
use crate::stats::{Estimate, holm, kolmogorov_smirnov};

/// A figure found beside the one expected, not yet judged.
#[derive(Clone, Debug)]
pub(super) struct Unjudged {
    case: String,
    measure: String,
    source: Reference,
    expected: f64,
    found: f64,
    low: f64,
    high: f64,
    z: f64,
    rank: f64,
    p_value: f64,
}

impl Unjudged {
    /// `None` if the figure found has no interval.
    ///
    /// A figure published by others brings its own error, which is added in squares; the z of such a pair is normal.
    pub fn new(case: &KnownFloor<'_>, measure: &str, expected: &KnownFigure, found: &Estimate) -> Option<Self> {
        let (low, high) = found.low.zip(found.high)?;
        let df = f64::from(case.days) - 1.0;
        let own_error = found.standard_error?;
        let error = (own_error * own_error + expected.error * expected.error).sqrt();
        let z = (found.mean - expected.value) / error;
        if !z.is_finite() {
            return None;
        }
        let (source, rank, p_value) = if expected.error > 0.0 {
            (Reference::Published, normal_cdf(z), 2.0 * normal_cdf(-z.abs()))
        } else {
            (Reference::Theory, student_t_cdf(z, df), student_t_two_sided(z, df))
        };
        let (case, measure) = (case.name.to_owned(), measure.to_owned());
        Some(Self { case, measure, source, expected: expected.value, found: found.mean, low, high, z, rank, p_value })
    }

    fn judged(self, adjusted_p: f64, false_alarm_rate: f64) -> VerifiedFigure {
        VerifiedFigure {
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
pub(super) fn compared(cases: Vec<CaseRun>, all: Vec<Unjudged>, false_alarm_rate: f64) -> VerifyResults {
    let adjusted = holm(&all.iter().map(|c| c.p_value).collect::<Vec<_>>());
    let judged = all.into_iter().zip(adjusted).map(|(c, p)| c.judged(p, false_alarm_rate));
    let lines: Vec<VerifiedFigure> = judged.collect();
    let spread = spread(&lines);
    VerifyResults { cases, lines, false_alarm_rate, spread }
}

fn spread(lines: &[VerifiedFigure]) -> Option<Spread> {
    let first_of_case = |(i, line): &(usize, &VerifiedFigure)| *i == 0 || lines[i - 1].case != line.case;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::verify::ResultFigure;
    use crate::figures::Measure;
    use crate::model::{Floor, FloorParts, Queue};
    use crate::units::SimTime;

    fn floor() -> Floor {
        use crate::model::{AgentGroup, Arrivals, Distribution, Presence};
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(9, 0));
        let mut parts = FloorParts::new("any", open, close);
        let talk = Distribution::Constant(crate::units::Span::from_secs(60));
        parts.queues.push(Queue::new("general", Arrivals::per_hour(10.0, open, close), talk));
        parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(1)));
        Floor::new(parts).expect("a valid floor")
    }

    /// A figure found from 101 days with a standard error of 1.
    fn comparison(found: f64, expected: f64, error: f64) -> Option<Unjudged> {
        let floor = floor();
        let case = KnownFloor { name: "any", floor: &floor, days: 101, seed: 1 };
        let figure = Estimate { standard_error: Some(1.0), ..Estimate::with_half_width(found, Some(2.0)) };
        let expected = KnownFigure { figure: ResultFigure::Floor(Measure::Asa), value: expected, error };
        Unjudged::new(&case, "asa_s", &expected, &figure)
    }

    fn z(found: f64, expected: f64, error: f64) -> f64 {
        comparison(found, expected, error).expect("an interval").z
    }

    #[test]
    fn z_is_the_distance_in_standard_errors() {
        assert!((z(12.0, 10.0, 0.0) - 2.0).abs() < 1e-9);
        assert!((z(10.0, 15.0, 0.0) + 5.0).abs() < 1e-9);
        assert!((z(15.0, 10.0, 3.0) - 5.0 / 10.0_f64.sqrt()).abs() < 1e-9, "a published figure has an error, too");
        assert!(comparison(f64::NAN, 10.0, 0.0).is_none());
    }

    #[test]
    fn only_what_is_too_far_off_for_the_whole_table_misses() {
        let near = (0..99).map(|i| comparison(f64::from(i) / 33.0 - 1.5, 0.0, 0.0));
        let all: Vec<Unjudged> = near.chain([comparison(5.0, 0.0, 0.0)]).flatten().collect();
        let table = compared(Vec::new(), all.clone(), 0.01);
        assert_eq!((table.lines.len(), table.misses()), (100, 1));
        assert!(!table.lines[99].agrees && table.lines[99].p_value < 1e-4);
        // 3.3 standard errors have a chance of 1 in 750: too much for an alarm among a hundred.
        let far = all.into_iter().take(99).chain(comparison(3.3, 0.0, 0.0));
        assert_eq!(compared(Vec::new(), far.collect(), 0.01).misses(), 0);
    }

    #[test]
    fn the_spread_takes_the_first_figure_of_each_case() {
        let named =
            |name: &str, found: f64| Unjudged { case: name.into(), ..comparison(found, 0.0, 0.0).expect("one") };
        let all = vec![named("a", 1.0), named("a", 3.0), named("b", -1.0)];
        let spread = compared(Vec::new(), all, 0.01).spread.expect("z-scores");
        assert_eq!((spread.figures, spread.cases), (3, 2));
        assert!((spread.mean_square - 11.0 / 3.0).abs() < 1e-6 && (spread.beyond - 1.0 / 3.0).abs() < 1e-12);
        assert!((spread.distance - 0.34).abs() < 0.01, "ranks 0.84 and 0.16: {}", spread.distance);
    }
}
