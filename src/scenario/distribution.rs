//! Random lengths of time as a scenario states them.

use super::reader::{At, Reader};
use super::tree::Value;
use super::{data, keys};
use crate::model::{Distribution, Patience};
use crate::units::Span;
use crate::units::text::SPAN_FORM;
use jiff::civil::Date;

/// A distribution, or a plain duration that is always the same; `date` picks the rows of a table of several days.
pub(super) fn distribution(at: &At<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Option<Distribution> {
    if matches!(at.node.value, Value::Text(_)) {
        return reader.span(at).map(Distribution::Constant);
    }
    let (kind, at) = alternative(at, reader)?;
    match kind {
        "empirical" => data::lengths(&at, date, reader).map(Distribution::Empirical),
        _ => parametric(kind, &at, reader),
    }
}

/// Patience: a distribution, a survival curve of that queue from a file, or `"infinite"`.
pub(super) fn patience(at: &At<'_>, queue: &str, date: Option<Date>, reader: &mut Reader<'_>) -> Option<Patience> {
    match &at.node.value {
        Value::Text(text) if text == "infinite" => Some(Patience::Infinite),
        Value::Text(_) => {
            let constant = reader.span_in(at, &format!("{SPAN_FORM}, a distribution, or \"infinite\""))?;
            Some(Patience::Random(Distribution::Constant(constant)))
        }
        _ => match alternative(at, reader)? {
            ("empirical", at) => data::survival(&at, queue, date, reader).map(Patience::Survival),
            (kind, at) => parametric(kind, &at, reader).map(Patience::Random),
        },
    }
}

/// The one kind of distribution a table names.
fn alternative<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<(&'static str, At<'t>)> {
    if at.node.as_table().is_none() {
        let allowed = "a duration such as \"4m\", or a table such as { exponential = { mean = \"2m\" } }";
        let found = reader.found(at);
        reader.fault(at, &found, allowed);
        return None;
    }
    reader.keys(at, &keys::DISTRIBUTION);
    reader.one_of(at, keys::DISTRIBUTION.known)
}

fn parametric(kind: &str, at: &At<'_>, reader: &mut Reader<'_>) -> Option<Distribution> {
    match kind {
        "constant" => reader.span(at).map(Distribution::Constant),
        "exponential" => {
            let known = reader.keys(at, &keys::MEAN);
            let mean = if known { span_of(at, "mean", reader) } else { None };
            Some(Distribution::Exponential { mean: mean? })
        }
        "uniform" => {
            if !reader.keys(at, &keys::UNIFORM) {
                return None;
            }
            let (from, to) = (span_of(at, "from", reader), span_of(at, "to", reader));
            Some(Distribution::Uniform { from: from?, to: to? })
        }
        "lognormal" => mean_and_cv(at, reader).map(|(mean, cv)| Distribution::Lognormal { mean, cv }),
        "gamma" => mean_and_cv(at, reader).map(|(mean, cv)| Distribution::Gamma { mean, cv }),
        _ => mean_and_cv(at, reader).map(|(mean, cv)| Distribution::Weibull { mean, cv }),
    }
}

fn span_of(at: &At<'_>, key: &str, reader: &mut Reader<'_>) -> Option<Span> {
    let found = reader.required(at, key, &format!("{key} = \"2m\""))?;
    reader.span(&found)
}

fn mean_and_cv(at: &At<'_>, reader: &mut Reader<'_>) -> Option<(Span, f64)> {
    if !reader.keys(at, &keys::MEAN_AND_SPREAD) {
        return None;
    }
    let mean = span_of(at, "mean", reader);
    let spread = reader.one_of(at, &["cv", "sd"]);
    let (kind, spread) = spread?;
    if kind == "cv" {
        let cv = reader.number(&spread);
        return Some((mean?, cv?));
    }
    let sd = reader.span(&spread);
    let (mean, sd) = (mean?, sd?);
    // With a mean of zero the model reports the mean; any spread will do.
    let cv = if mean > Span::ZERO { sd.as_secs() / mean.as_secs() } else { 1.0 };
    Some((mean, cv))
}
