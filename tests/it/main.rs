//! holdline tested from outside, one file a subject.

#![allow(clippy::wildcard_enum_match_arm, reason = "a test may ask about one kind of many")]

mod baseline;
mod chance;
mod check;
mod circles;
mod cli;
mod cliffs;
mod compare;
mod coverage;
mod docs_in_step;
mod erlang;
mod examples;
mod files;
mod floor;
mod forged;
mod format_zh;
mod fuzzed;
mod golden;
#[cfg(unix)]
mod hostile;
mod house;
mod html;
mod invariance;
mod killed;
mod ladder_value;
mod languages;
mod laws;
mod layering;
mod manual;
#[cfg(target_os = "linux")]
mod memory;
mod program;
mod reading;
mod report;
mod rules_in_step;
mod scenario_errors;
mod scenarios;
mod schema;
mod several_ladders;
#[path = "../../benches/support/six_floors.rs"]
mod six_floors;
mod size;
mod size_asked;
mod size_dates;
mod size_groups;
mod size_ladder;
mod size_shifts;
mod size_shifts_dates;
mod sources;
mod staffing;
mod streams;
mod tables;
mod theory;
mod traced;
mod twin;
mod verify;
