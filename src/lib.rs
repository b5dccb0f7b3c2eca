//! holdline
pub mod cli;
pub mod engine;
pub mod experiment;
pub mod measure;
pub mod model;
pub mod random;
pub mod report;
pub mod scenario;
pub mod special;
pub mod stats;
pub mod units;
