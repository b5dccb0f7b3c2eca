//! How times and dates are written, in words.

/// What a clock time must look like.
pub(super) const CLOCK: &str = "a clock time \"HH:MM\", \"HH:MM:SS\" or \"HH:MM:SS.ffffff\", up to \"24:00\"";

/// What a date must look like.
pub(super) const DATE: &str = "a date such as 2026-11-23";
