//! holdline tested from outside, one file a subject.

mod layering;
mod scenario_errors;
