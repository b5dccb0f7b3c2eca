//! holdline
pub mod analytic;
pub mod experiment;
pub mod model;
pub mod stats;
pub mod units;
