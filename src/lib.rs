//! holdline
pub mod experiment;
pub mod model;
pub mod scenario;
pub mod stats;
pub mod units;
