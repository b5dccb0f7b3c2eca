//! Many days of one floor: replication, results and verdicts.

pub mod results;
