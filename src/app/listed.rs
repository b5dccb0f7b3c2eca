//! The scenarios that a check is asked for, as they are told before it is made.

use super::found::Closed;
use crate::report::check::Skipped;
use crate::scenario::{Diagnostics, Expectation, Scenario};
use std::path::PathBuf;

/// Every scenario that was found, read.
#[derive(Debug)]
#[non_exhaustive]
pub struct ScenariosFound {
    /// The scenarios, in order.
    pub entries: Vec<Listed>,
    /// Files that are no scenarios to check.
    pub skipped: Vec<Skipped>,
    /// What cannot be looked into.
    pub closed: Vec<Closed>,
}

/// A scenario that was asked for.
#[derive(Debug)]
#[non_exhaustive]
pub struct Listed {
    /// Its path.
    pub path: PathBuf,
    /// The file as it was named.
    pub file: String,
    /// Things worth knowing about how it was read.
    pub notes: Vec<String>,
    /// The scenario and what is expected of it; or every fault.
    pub read: Result<(Scenario, Vec<Expectation>), Diagnostics>,
}
