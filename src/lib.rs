//! holdline simulates a call centre's floor call by call: queue, crew and the supervisor's escalation ladder acting on
//! each other, over thousands of alternative days.
//!
//! | part | what it knows |
//! | --- | --- |
//! | [`units`] | times and spans in whole microseconds |
//! | [`figures`] | what a figure is: name, unit, direction, and of what there is one |
//! | [`stats`] | estimates with intervals, percentiles, paired differences, shares of days |
//! | [`analytic`] | Erlang B, C and A, queues with any patience, Markov chains |
//! | [`model`] | what a floor is; only valid floors can be built |
//! | [`scenario`] | scenario files to floors, with all faults of a file at once |
//! | [`history`] | call logs, volumes and calendars of a centre, as days and intervals |
//! | [`tables`] | the five tables by which a centre forecasts and rosters |
//! | [`staffing`] | how many people the calls of an interval need, by formulas |
//! | [`failure`] | why something that was asked for came to nothing, as data |
//! | [`words`] | what is wrong, and what the program says of it, told in a language |
//! | [`engine`] | one day of one floor, told to an observer as facts |
//! | [`measure`] | facts to the integers of one day |
//! | [`experiment`] | many days: replication, results, verdicts |
//! | [`report`] | results to bytes: text, CSV, JSON, charts, a report in HTML |
//! | [`app`] | what can be done: run, compare, check, show again; baselines, parts, places, whole-or-nothing writing |
//! | `cli` | the program on the command line |
//!
//! What is public and documented here may be relied on; versions are numbered by it. The features `cli` (the program),
//! `charts` (SVG and PNG), `html` (the report) and `workbook` (the five tables for Excel) are on unless `default-features = false` says otherwise:
//! who only simulates needs none.
//!
//! A floor of one queue and ten agents, simulated for 50 days:
//!
//! ```
//! use holdline::experiment::{RunPlan, replicate};
//! use holdline::figures::Measure;
//! use holdline::model::{AgentGroup, Arrivals, Distribution, Floor, FloorParts, Presence, Queue};
//! use holdline::units::{SimTime, Span};
//!
//! let (open, close) = (SimTime::clock(8, 0), SimTime::clock(20, 0));
//! let mut parts = FloorParts::new("a small floor", open, close);
//! let talk = Distribution::Exponential { mean: Span::from_minutes(4) };
//! parts.queues.push(Queue::new("general", Arrivals::per_hour(120.0, open, close), talk));
//! parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(10)));
//! let floor = Floor::new(parts).expect("a valid floor");
//! let plan = RunPlan::new(50, 1);
//! let results = replicate(&floor, &plan, &()).expect("a floor that does not overflow");
//! let wait = results.measures.get(Measure::Asa).expect("somebody was answered");
//! assert!(wait.low < Some(wait.mean) && wait.mean < 60.0);
//! ```
//!
//! Rule numbers such as `M-L3` refer to `docs/model.md`.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests may compare with the system's own functions"))]
#![cfg_attr(test, allow(clippy::wildcard_enum_match_arm, reason = "a test may ask about one kind of many"))]

pub mod analytic;
pub mod app;
#[cfg(feature = "cli")]
pub mod cli;
pub mod cover;
pub mod engine;
pub mod experiment;
pub mod failure;
pub mod figures;
pub mod history;
pub mod measure;
pub mod model;
pub mod report;
pub mod scenario;
pub mod sizing;
pub mod staffing;
pub mod stats;
pub mod tables;
pub mod units;
pub mod words;

// What the parts stand on, open to this package's own tests and benches alone.
#[doc(hidden)]
pub mod escape;
#[doc(hidden)]
pub mod random;
#[doc(hidden)]
pub mod special;
