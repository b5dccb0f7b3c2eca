//! Results turned into bytes: the same results give the same bytes.

pub mod charts;
