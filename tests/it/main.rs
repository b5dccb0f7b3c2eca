//! holdline tested from outside, one file a subject.

mod baseline;
mod chance;
mod check;
mod cli;
mod cliffs;
mod compare;
mod coverage;
mod docs_in_step;
mod erlang;
mod floor;
mod fuzzed;
mod golden;
mod invariance;
mod laws;
mod layering;
mod manual;
mod program;
mod reading;
mod rules_in_step;
mod scenario_errors;
mod scenarios;
mod streams;
mod theory;
mod traced;
mod twin;
mod verify;
