//! What measures are called in English.

use crate::figures::{Measure, Relative, ServiceLevel};
use crate::units::text;

/// A measure in a sentence.
pub(super) fn named(measure: Measure) -> String {
    match measure.service_level() {
        Some(level) => format!("share answered {}", within(level)),
        None if measure == Measure::Asa => "mean wait of the answered".to_owned(),
        None => plain(measure),
    }
}

/// A measure by its name.
pub(super) fn plain(measure: Measure) -> String {
    measure.name().replace('_', " ")
}

/// `within 20s (of the answered)`.
pub(super) fn within(level: ServiceLevel) -> String {
    format!("within {}{}", text::span(level.within), note(level))
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
