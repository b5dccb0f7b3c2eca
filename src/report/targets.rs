//! How each target fared, over the whole day and in its intervals.

use crate::experiment::results::{IntervalRow, RunResults, TargetResult, Verdict};
use crate::stats::Estimate;
use crate::words::{BadIntervals, PageWords};

/// One target in a sentence, its verdict first; a day that is good in all may be bad in parts.
pub(super) fn verdict(target: &TargetResult, results: &RunResults, words: &dyn PageWords) -> String {
    words.verdict(target, bad_intervals(target, results))
}

/// Those whose mean is surely on the bad side, where the day as a whole is not.
fn bad_intervals(target: &TargetResult, results: &RunResults) -> Option<BadIntervals> {
    let measure = target.measure;
    let best_end = |e: &Estimate| if measure.more_is_better() { e.high } else { e.low }.unwrap_or(e.mean);
    let is_bad = |row: &&IntervalRow| {
        row.measures.get(measure).is_some_and(|figure| !measure.reaches(best_end(figure), target.target))
    };
    let bad = results.whole_floor().filter(is_bad).count();
    let is_told = bad > 0 && target.verdict != Verdict::Missed;
    is_told.then(|| BadIntervals { bad, of: results.whole_floor().count() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::results::PrecisionFound;
    use crate::figures::{Measure, Relative, ServiceLevel};
    use crate::model::Precision;
    use crate::report::sample;
    use crate::stats::Share;
    use crate::units::Span;
    use crate::words::Language;

    fn verdict(target: &TargetResult, results: &RunResults) -> String {
        super::verdict(target, results, Language::English.page())
    }

    fn known(found: &PrecisionFound) -> String {
        Language::English.page().known(found)
    }

    fn share(mean: f64, low: f64, high: f64) -> Share {
        Share { mean, low, high }
    }

    fn no_intervals() -> RunResults {
        RunResults { intervals: Vec::new(), ..sample::missed() }
    }

    fn within_20_s(relative: Relative) -> Measure {
        Measure::ServiceLevel(ServiceLevel { within: Span::from_secs(20), relative })
    }

    #[test]
    fn a_verdict_over_days_is_a_sentence_for_each_outcome() {
        let sentence = |share, outcome| verdict(&sample::target(share, Some(0.9), outcome), &no_intervals());
        assert_eq!(
            sentence(share(0.97, 0.96, 0.98), Verdict::Met),
            "Met: 97 % of days (96 to 98) reach an answer rate of 90 %; you asked for 90 % of days."
        );
        assert_eq!(
            sentence(share(0.71, 0.68, 0.74), Verdict::Missed),
            "Missed: only 71 % of days (68 to 74) reach an answer rate of 90 %; you asked for 90 % of days."
        );
        assert_eq!(
            sentence(share(0.89, 0.86, 0.92), Verdict::Undecided),
            "Undecided: 89 % of days (86 to 92) reach an answer rate of 90 %; you asked for 90 % of days; \
             more days would tell (--days)."
        );
    }

    #[test]
    fn a_verdict_on_the_mean_says_the_figure_and_the_target() {
        let target = sample::target(share(0.71, 0.68, 0.74), None, Verdict::Met);
        assert_eq!(
            verdict(&target, &no_intervals()),
            "Met: the answer rate is 92.9 % (92.7 to 93.1), the target 90 %."
        );
    }

    #[test]
    fn a_service_level_is_told_by_its_time() {
        let sentence = |asked_share| {
            let target = sample::target(share(0.5, 0.47, 0.53), asked_share, Verdict::Missed);
            verdict(&TargetResult { measure: within_20_s(Relative::OfOffered), target: 0.8, ..target }, &no_intervals())
        };
        let days =
            "Missed: only 50 % of days (47 to 53) answer 80 % of callers within 20s; you asked for 90 % of days.";
        assert_eq!(sentence(Some(0.9)), days);
        let mean = "Missed: the share answered within 20s is 92.9 % (92.7 to 93.1), the target 80 %.";
        assert_eq!(sentence(None), mean);
    }

    #[test]
    fn an_interval_that_misses_by_little_is_not_printed_as_touching() {
        let missed = verdict(&sample::target(share(0.88, 0.862, 0.896), Some(0.9), Verdict::Missed), &no_intervals());
        assert!(missed.contains("88.0 % of days (86.2 to 89.6)"), "{missed}");
    }

    #[test]
    fn another_definition_says_what_it_leaves_out() {
        let sentence = |relative, asked_share| {
            let target = sample::target(share(0.97, 0.96, 0.98), asked_share, Verdict::Met);
            verdict(&TargetResult { measure: within_20_s(relative), target: 0.8, ..target }, &no_intervals())
        };
        assert_eq!(
            sentence(Relative::LessAbandons, None),
            "Met: the share answered within 20s (hang-ups within 20s left out) is 92.9 % (92.7 to 93.1), the target 80 %."
        );
        assert_eq!(
            sentence(Relative::OfAnswered, Some(0.9)),
            "Met: 97 % of days (96 to 98) answer 80 % of callers within 20s (of the answered); you asked for 90 % of days."
        );
    }

    #[test]
    fn targets_of_which_fewer_are_better_are_held_from_above() {
        let asa = |asked_share| TargetResult {
            measure: Measure::Asa,
            target: 20.0,
            estimate: sample::figure(12.34, 11.0, 13.6, 4.0, 30.0),
            ..sample::target(share(0.97, 0.96, 0.98), asked_share, Verdict::Met)
        };
        let of = |target: &TargetResult| verdict(target, &no_intervals());
        assert_eq!(of(&asa(None)), "Met: the mean wait of the answered is 12s (11s to 14s), the target at most 20s.");
        assert_eq!(
            of(&asa(Some(0.9))),
            "Met: 97 % of days (96 to 98) keep the mean wait of the answered at 20s or less; you asked for 90 % of days."
        );
        let gone = TargetResult { measure: Measure::AbandonRate, target: 0.05, ..asa(Some(0.9)) };
        assert!(of(&gone).contains("keep the abandon rate at 5 % or less"), "{}", of(&gone));
    }

    #[test]
    fn how_well_a_figure_is_known_is_said_in_its_unit_beside_what_was_asked_for() {
        let said = |measure, asked, half_width| {
            known(&PrecisionFound { asked: Precision { measure, half_width: asked, max_days: 20_000 }, half_width })
        };
        assert_eq!(
            said(Measure::AnswerRate, 0.002, Some(0.0019)),
            "The answer rate is known to 0.19 points either way; 0.20 points were asked for."
        );
        assert_eq!(
            said(Measure::Asa, 0.5, Some(0.61)),
            "The mean wait of the answered is known to 0.61s either way with the most days there are to be, 20,000; 0.50s were asked for."
        );
        assert!(said(Measure::WaitP99, 1.0, None).starts_with("How well the wait p99 s is known cannot be told"));
    }

    #[test]
    fn intervals_on_the_bad_side_are_counted_from_above_where_fewer_are_better() {
        let mut results = sample::missed();
        for (row, asa) in results.intervals.iter_mut().zip([50.0, 10.0, 30.0]) {
            row.measures.0.retain(|(measure, _)| *measure != Measure::Asa);
            row.measures.0.push((Measure::Asa, sample::figure(asa, asa - 1.0, asa + 1.0, asa, asa)));
        }
        let rows = results.whole_floor().count();
        let bad =
            results.whole_floor().filter(|row| row.measures.get(Measure::Asa).is_some_and(|e| e.mean > 20.0)).count();
        let target = sample::target(share(0.97, 0.96, 0.98), None, Verdict::Met);
        let said = verdict(&TargetResult { measure: Measure::Asa, target: 20.0, ..target }, &results);
        assert!(bad > 0 && said.contains(&format!("; {bad} of {rows} intervals")), "{said}");
        assert!(said.ends_with("above 20s on average."), "{said}");
    }
}
