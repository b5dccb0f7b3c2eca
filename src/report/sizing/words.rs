//! What sizing is told in.

use crate::experiment::results::Verdict;
use crate::figures::{Dimension, Measure};
use crate::report::numbers::{DASH, decimal, length, percent};
use crate::sizing::{Binding, Changed, Goal, GoalOf, Method, Per};
use crate::units::text;

/// A figure of a measure with its unit.
pub fn figure(measure: Measure, value: Option<f64>) -> String {
    let Some(value) = value else { return DASH.to_owned() };
    match measure.unit().dimension() {
        Dimension::Share => format!("{} %", percent(value, 1)),
        Dimension::Length | Dimension::Amount => length(value),
    }
}

/// "an answer rate of 90 %", "80 % answered within 20s", "an ASA of at most 30s".
pub fn target(goal: &Goal) -> String {
    let wanted = figure(goal.measure, Some(goal.target)).replace(".0 %", " %");
    match goal.measure.service_level() {
        Some(level) => format!("{wanted} answered within {}", text::span(level.within)),
        None if goal.measure.more_is_better() => format!("an {} of {wanted}", name(goal.measure)),
        None => format!("an {} of at most {wanted}", name(goal.measure)),
    }
}

/// What a measure is called in a sentence.
pub fn name(measure: Measure) -> String {
    match measure.service_level() {
        Some(level) => format!("answered within {}", text::span(level.within)),
        None if measure == Measure::Asa => "ASA".to_owned(),
        None => measure.name().replace('_', " "),
    }
}

/// "an answer rate of 93.2 %", "84.1 % answered within 20s", "an ASA of 12s".
pub fn reached(measure: Measure, value: Option<f64>) -> String {
    let figure = figure(measure, value);
    match measure.service_level() {
        Some(_) => format!("{figure} {}", name(measure)),
        None => format!("an {} of {figure}", name(measure)),
    }
}

/// Of what a goal is.
pub const fn of(goal: GoalOf) -> &'static str {
    match goal {
        GoalOf::Day => "day",
        GoalOf::Window => "window",
        GoalOf::Interval => "interval",
    }
}

/// What one number is.
pub const fn per(per: Per) -> &'static str {
    match per {
        Per::Day => "day",
        Per::Interval => "interval",
        Per::Shape => "shape",
    }
}

/// The key of a method.
pub const fn method(method: Method) -> &'static str {
    match method {
        Method::LongRun => "long_run",
        Method::ExactDay => "exact_day",
        Method::Simulated { .. } => "simulated",
    }
}

/// How numbers were found, as a sentence.
pub fn how(method: Method) -> String {
    match method {
        Method::LongRun => "Found by Erlang's formulas, which are exact for a floor that never changes.".to_owned(),
        Method::ExactDay => {
            "Found by the equations of a day on which nothing has a memory: exact in the mean over days.".to_owned()
        }
        Method::Simulated { days } => {
            format!("Found on {} simulated days, the same for all numbers tried.", decimal(f64::from(days), 0))
        }
    }
}

/// The key of what binds.
pub const fn binding(binding: Binding) -> &'static str {
    match binding {
        Binding::MostPeople => "most_people",
        Binding::Seats => "seats",
        Binding::NotPeople => "not_people",
    }
}

/// What binds, as the end of a sentence.
pub const fn binds(binding: Binding) -> &'static str {
    match binding {
        Binding::MostPeople => "no more people than that are allowed",
        Binding::Seats => "there are no more seats",
        Binding::NotPeople => "more people do not change it",
    }
}

/// A verdict at the beginning of a sentence.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "Met",
        Verdict::Missed => "Missed",
        Verdict::Undecided => "Undecided",
    }
}

/// The key of what is changed.
pub const fn changed(changed: Changed) -> &'static str {
    match changed {
        Changed::Volume => "volume",
        Changed::HandleTime => "handle_time",
        Changed::Patience => "patience",
        Changed::Absence => "absence",
    }
}
