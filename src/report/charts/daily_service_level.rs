//! How the service level differs from day to day.

use super::Chart;
use super::daily_answer_rate::RatesOfDays;
use crate::experiment::results::RunResults;
use crate::report::FloorShape;
use crate::words::{Drawing, PlotLabel};

/// Draws it: that of the target, or within 20 s.
pub(super) fn chart(floor: &FloorShape, results: &RunResults) -> Chart {
    let (measure, level, target) = results.level_asked();
    let rates = RatesOfDays {
        name: "daily_service_level",
        measure,
        target,
        axis: PlotLabel::LevelOfADay,
        nothing: PlotLabel::NoServiceLevel,
        drawing: Drawing::LevelsOfDays(level),
    };
    rates.chart(floor, results)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::TargetResult;
    use crate::report::charts::samples::{Sample, half_hours, said};

    fn with_levels(levels: &[f64]) -> Sample {
        let mut sample = half_hours(&[], levels);
        sample.results.daily.columns[0] = sample.results.level_asked().0;
        sample
    }

    #[test]
    fn the_title_names_the_share_of_days_that_meet_the_target() {
        let mut sample = with_levels(&[0.84, 0.41, 0.9]);
        assert_eq!(
            said(chart, &sample),
            "On half of the days 84 % or more are answered within 20 s; the day with fewest has 41 %"
        );
        let measure = sample.results.level_asked().0;
        let judged = TargetResult { measure, target: 0.8, ..sample.results.targets[0].clone() };
        sample.results.targets = vec![judged];
        sample.results.targets[0].share_of_days.mean = 0.67;
        assert_eq!(
            said(chart, &sample),
            "The target of 80 % within 20 s is met on 67 % of days (90 % asked); the day with fewest has 41 %"
        );
    }

    #[test]
    fn days_without_calls_have_no_service_level() {
        assert_eq!(said(chart, &with_levels(&[])), "Nobody called, so no day has a service level");
    }
}
