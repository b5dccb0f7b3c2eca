//! How targets fared, in English.

use super::English;
use super::measure::{named, within};
use crate::experiment::results::{PrecisionFound, TargetResult, Verdict};
use crate::figures::{Dimension, Measure};
use crate::stats::Estimate;
use crate::words::numbers::{amount, decimal, decimals_apart, percent, rounded_percent};
use crate::words::{BadIntervals, Forms};

/// The verdict first; a day that is good in all may be bad in parts.
pub(super) fn told(target: &TargetResult, intervals: Option<BadIntervals>) -> String {
    let word = match target.verdict {
        Verdict::Met => "Met",
        Verdict::Missed => "Missed",
        Verdict::Undecided => "Undecided",
    };
    let found = match (&target.estimate, target.asked_share) {
        (None, _) => {
            return format!("{word}: no calls were counted, so there is no {}.", named(target.measure));
        }
        (Some(_), Some(asked)) => on_days(target, asked),
        (Some(figure), None) => on_average(target, figure),
    };
    let parts = intervals.map(|intervals| in_parts(target, intervals)).unwrap_or_default();
    let more = if target.verdict == Verdict::Undecided { "; more days would tell (--days)" } else { "" };
    format!("{word}: {found}{parts}{more}.")
}

/// "; 5 of 26 intervals are below 90 % on average"
fn in_parts(target: &TargetResult, BadIntervals { bad, of }: BadIntervals) -> String {
    let are = if bad == 1 { "is" } else { "are" };
    let side = if target.measure.more_is_better() { "below" } else { "above" };
    format!("; {bad} of {of} intervals {are} {side} {} on average", wanted(target))
}

/// "only 71 % of days (68 to 74) reach an answer rate of 90 %; you asked for 90 % of days"
fn on_days(target: &TargetResult, asked: f64) -> String {
    let share = target.share_of_days;
    let decimals = decimals_apart(asked, share.low, share.high);
    let [mean, low, high] = [share.mean, share.low, share.high].map(|x| percent(x, decimals));
    let only = if target.verdict == Verdict::Missed { "only " } else { "" };
    let asked = rounded_percent(asked);
    format!("{only}{mean} % of days ({low} to {high}) {}; you asked for {asked} % of days", goal(target))
}

/// "the answer rate is 92.9 % (92.7 to 93.1), the target 90 %"
fn on_average(target: &TargetResult, figure: &Estimate) -> String {
    let name = named(target.measure);
    let at_most = if target.measure.more_is_better() { "" } else { "at most " };
    let written = |value: f64| match target.measure.unit().dimension() {
        Dimension::Share => percent(value, 1),
        Dimension::Length | Dimension::Amount => English.length(value),
    };
    let found = English.shown(target.measure.unit(), figure.mean);
    let interval = match figure.low.zip(figure.high) {
        Some((low, high)) => format!(" ({} to {})", written(low), written(high)),
        None => String::new(),
    };
    format!("the {name} is {found}{interval}, the target {at_most}{}", wanted(target))
}

/// What a good day does.
fn goal(target: &TargetResult) -> String {
    let (wanted, measure) = (wanted(target), target.measure);
    match measure.service_level() {
        Some(level) => format!("answer {wanted} of callers {}", within(level)),
        None if measure.more_is_better() => format!("reach an {} of {wanted}", named(measure)),
        None => format!("keep the {} at {wanted} or less", named(measure)),
    }
}

/// A target as somebody wrote it: `90 %`, `92.5 %`, `20s`.
fn wanted(target: &TargetResult) -> String {
    match target.measure.unit().dimension() {
        Dimension::Share => format!("{} %", rounded_percent(target.target)),
        Dimension::Length | Dimension::Amount => English.length(target.target),
    }
}

/// For what people are needed: `90 % answered`, `an ASA of at most 20s`.
pub(super) fn asked(target: &TargetResult) -> String {
    let measure = target.measure;
    match measure.service_level() {
        Some(level) => format!("{} % {}", percent(target.target, 0), within(level)),
        None if measure == Measure::Asa => format!("an ASA of at most {}", wanted(target)),
        None if measure == Measure::AbandonRate => format!("at most {} hanging up", wanted(target)),
        None => format!("{} % answered", percent(target.target, 0)),
    }
}

/// "The answer rate is known to 0.19 points either way; 0.20 points were asked for."
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
