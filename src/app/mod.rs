//! What can be done with scenarios and results: run, compare, check, show again, fill in the five tables, size. Each takes a request and gives what came
//! of it or a typed [`Error`]; nothing here knows arguments, prints, ends the process or keeps anything in statics, so
//! that a page or another language can stand beside the command line.

mod again;
mod baseline_path;
mod baselines;
mod beside;
mod check;
mod compare;
mod context;
mod files;
mod found;
mod html;
mod incomparable;
mod init;
mod knobs;
mod listed;
mod owned;
mod parts;
mod people;
mod places;
mod planner;
mod plots;
mod render;
mod run;
mod sample;
mod settings;
mod shifts;
mod size;
mod tables;
mod volumes;
pub(crate) mod whole;

pub use crate::failure::{Clock, Doing, Error, InTheWay, Incomparable, NoPlace, PartFault};
pub use check::reserve_junit;
#[cfg(feature = "html")]
pub use check::reserve_report;
pub use check::{CheckRequest, check};
pub use compare::{CompareOutcome, CompareRequest, compare};
pub use context::{Context, Listener, News, threads};
pub use found::Closed;
pub use init::{init, template_names};
pub use knobs::{KnobsOutcome, knobs};
pub use listed::{Listed, ScenariosFound};
pub use parts::Part;
pub use planner::RulesAsked;
pub use render::{RenderRequest, Rendered, render};
pub use run::{Amount, Keep, PartOutcome, RunOutcome, RunRequest, run, run_part};
pub use shifts::{ShiftsOutcome, ShiftsRequest, shifts};
pub use size::{SizeOutcome, SizeRequest, size, size_given};
pub use tables::{TablesOutcome, TablesRequest, tables};
pub use volumes::{VolumeOfInterval, VolumesFound, VolumesRequest, volumes};
pub use whole::Unfinished;
