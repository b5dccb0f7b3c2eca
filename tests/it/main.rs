//! holdline tested from outside, one file a subject.

mod cli;
mod erlang;
mod layering;
mod scenario_errors;
mod theory;
