//! holdline tested from outside, one file a subject.

mod invariance;
mod laws;
mod twin;
