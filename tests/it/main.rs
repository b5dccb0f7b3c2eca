//! holdline tested from outside, one file a subject.

mod cli;
mod compare;
mod docs_in_step;
mod layering;
mod scenario_errors;
mod scenarios;
mod theory;
