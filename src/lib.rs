//! holdline
pub mod engine;
pub mod experiment;
pub mod model;
pub mod random;
pub mod special;
pub mod stats;
pub mod units;
