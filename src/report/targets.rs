//! What targets are called in words, and how each fared, in a sentence; and how well a figure is known that days were added for.

use super::numbers::{amount, decimal, length, percent};
use crate::experiment::results::{IntervalRow, PrecisionFound, RunResults, TargetResult, Verdict};
use crate::figures::{Dimension, Measure, Relative, ServiceLevel};
use crate::stats::Estimate;
use crate::units::text;

/// One target in a sentence, its verdict first; a day that is good in all may be bad in parts.
pub(super) fn verdict(target: &TargetResult, results: &RunResults) -> String {
    let word = match target.verdict {
        Verdict::Met => "Met",
        Verdict::Missed => "Missed",
        Verdict::Undecided => "Undecided",
    };
    let more = if target.verdict == Verdict::Undecided { "; more days would tell (--days)" } else { "" };
    match (&target.estimate, target.asked_share) {
        (None, _) => format!("{word}: no calls were counted, so there is no {}.", named(target.measure)),
        (Some(_), Some(asked)) => format!("{word}: {}{}{more}.", on_days(target, asked), in_parts(target, results)),
        (Some(figure), None) => format!("{word}: {}{}{more}.", on_average(target, figure), in_parts(target, results)),
    }
}

/// "; 5 of 26 intervals are below 90 % on average": those whose mean is surely on the bad side, where the day as a whole is not.
fn in_parts(target: &TargetResult, results: &RunResults) -> String {
    let measure = target.measure;
    let best_end = |e: &Estimate| if measure.more_is_better() { e.high } else { e.low }.unwrap_or(e.mean);
    let is_bad = |row: &&IntervalRow| {
        row.measures.get(measure).is_some_and(|figure| !measure.reaches(best_end(figure), target.target))
    };
    let bad = results.whole_floor().filter(is_bad).count();
    if bad == 0 || target.verdict == Verdict::Missed {
        return String::new();
    }
    let are = if bad == 1 { "is" } else { "are" };
    let side = if measure.more_is_better() { "below" } else { "above" };
    format!("; {bad} of {} intervals {are} {side} {} on average", results.whole_floor().count(), wanted(target))
}

/// "only 71 % of days (68 to 74) reach an answer rate of 90 %; you asked for 90 % of days"
fn on_days(target: &TargetResult, asked: f64) -> String {
    let share = target.share_of_days;
    let decimals = decimals_apart(asked, share.low, share.high);
    let [mean, low, high] = [share.mean, share.low, share.high].map(|x| percent(x, decimals));
    let only = if target.verdict == Verdict::Missed { "only " } else { "" };
    format!("{only}{mean} % of days ({low} to {high}) {}; you asked for {} % of days", goal(target), rounded(asked))
}

/// "the answer rate is 92.9 % (92.7 to 93.1), the target 90 %"
fn on_average(target: &TargetResult, figure: &Estimate) -> String {
    let name = named(target.measure);
    let at_most = if target.measure.more_is_better() { "" } else { "at most " };
    let (found, interval) = match target.measure.unit().dimension() {
        Dimension::Share => (format!("{} %", percent(figure.mean, 1)), between(figure, |share| percent(share, 1))),
        Dimension::Length | Dimension::Amount => (length(figure.mean), between(figure, length)),
    };
    format!("the {name} is {found}{interval}, the target {at_most}{}", wanted(target))
}

/// " (92.7 to 93.1)", if both ends are known.
fn between(figure: &Estimate, written: impl Fn(f64) -> String) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => format!(" ({} to {})", written(low), written(high)),
        (Some(_) | None, _) => String::new(),
    }
}

/// What a good day does.
fn goal(target: &TargetResult) -> String {
    let wanted = wanted(target);
    let measure = target.measure;
    match measure.service_level() {
        Some(level) => format!("answer {wanted} of callers within {}{}", text::span(level.within), note(level)),
        None if measure.more_is_better() => format!("reach an {} of {wanted}", named(measure)),
        None => format!("keep the {} at {wanted} or less", named(measure)),
    }
}

/// A target as somebody wrote it: `90 %`, `92.5 %`, `20s`.
pub(super) fn wanted(target: &TargetResult) -> String {
    match target.measure.unit().dimension() {
        Dimension::Share => format!("{} %", rounded(target.target)),
        Dimension::Length | Dimension::Amount => length(target.target),
    }
}

/// A share that somebody wrote, as a percentage without its sign: `90`, `92.5`.
fn rounded(share: f64) -> String {
    percent(share, 1).trim_end_matches(".0").to_owned()
}

/// A measure's name in prose.
fn named(measure: Measure) -> String {
    match measure.service_level() {
        Some(level) => format!("share answered within {}{}", text::span(level.within), note(level)),
        None if measure == Measure::Asa => "mean wait of the answered".to_owned(),
        None => measure.name().replace('_', " "),
    }
}

/// Of whom a service level is the share and who counts, in brackets, unless it is the plain one.
pub(super) fn note(level: ServiceLevel) -> String {
    let within = text::span(level.within);
    match level.relative {
        Relative::OfOffered => String::new(),
        Relative::OfAnswered => " (of the answered)".to_owned(),
        Relative::LessShort => " (short hang-ups left out)".to_owned(),
        Relative::LessAbandons => format!(" (hang-ups within {within} left out)"),
        Relative::WithAbandons => format!(" (hang-ups within {within} count as answered)"),
    }
}

/// "Days were added until the answer rate was known to 0.2 points either way: it is to 0.19."
pub(super) fn known(found: &PrecisionFound) -> String {
    let measure = found.asked.measure;
    let written = |half_width: f64| match measure.unit().dimension() {
        Dimension::Share => format!("{} points", percent(half_width, 2)),
        Dimension::Length => format!("{}s", decimal(half_width, 2)),
        Dimension::Amount => amount(half_width),
    };
    let (name, asked) = (named(measure), written(found.asked.half_width));
    let most = format!("with the most days there are to be, {}", decimal(found.asked.max_days.into(), 0));
    match found.half_width {
        Some(half_width) if found.is_reached() => {
            format!("The {name} is known to {} either way; {asked} were asked for.", written(half_width))
        }
        Some(half_width) => {
            format!("The {name} is known to {} either way {most}; {asked} were asked for.", written(half_width))
        }
        None => format!("How well the {name} is known cannot be told {most}; {asked} were asked for."),
    }
}

/// As many decimals as it takes to print the ends of an interval apart from what was asked.
fn decimals_apart(asked: f64, low: f64, high: f64) -> usize {
    let asked = percent(asked, 0);
    usize::from(percent(low, 0) == asked || percent(high, 0) == asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Precision;
    use crate::report::sample;
    use crate::stats::Share;
    use crate::units::Span;

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
