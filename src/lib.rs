//! holdline
pub mod experiment;
pub mod model;
pub mod report;
pub mod stats;
pub mod units;
