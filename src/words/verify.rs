//! What the table of verification says, for every language.

use super::Forms;
use crate::experiment::verify::results::Spread;

/// The words of verification.
pub trait VerifyWords: Forms {
    /// Above the columns: case, measure, expected, found, interval, z, verdict.
    fn verify_header(&self) -> [&'static str; 7];
    /// Whether a figure agrees.
    fn agrees(&self, agrees: bool) -> &'static str;
    /// How the z-scores are spread, and what a star means; in lines.
    fn verify_spread(&self, spread: &Spread) -> String;
    /// How many of so many figures of so many cases do not agree, and the chance in per cent of a false alarm.
    fn verify_verdict(&self, misses: usize, all: usize, cases: usize, rate: &str) -> String;
}
