//! One thing wrong with a floor.

use std::fmt;

/// One thing wrong with a floor: where, what was found there, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place as a path of keys, list elements by index: `groups[0].shifts[2].end`.
    pub at: String,
    /// What was found, as a sentence without a full stop.
    pub found: String,
    /// What is allowed or what to do, as a sentence without a full stop.
    pub allowed: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(at: impl Into<String>, found: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { at: at.into(), found: found.into(), allowed: allowed.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.at, self.found, self.allowed)
    }
}
