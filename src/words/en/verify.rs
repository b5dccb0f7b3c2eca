//! What the table of verification says, in English.

use super::English;
use crate::experiment::verify::results::Spread;
use crate::words::numbers::{decimal, percent};
use crate::words::verify::VerifyWords;

impl VerifyWords for English {
    fn verify_header(&self) -> [&'static str; 7] {
        ["Case", "Measure", "Expected", "Found", "95 % interval", "z", "Verdict"]
    }

    fn agrees(&self, agrees: bool) -> &'static str {
        if agrees { "agrees" } else { "misses" }
    }

    fn verify_spread(&self, spread: &Spread) -> String {
        format!(
            "z-scores: mean square {} (1 is right), {} % beyond 1.96 (5 % is right). The first figure of each of {} cases beside\n\
             a standard normal: Kolmogorov-Smirnov distance {}, p = {}. (Figures of one case hang together, so one of each.)\n\
             * published by others who simulated the same floor; their error counts in z.",
            decimal(spread.mean_square, 2),
            percent(spread.beyond, 1),
            spread.cases,
            decimal(spread.distance, 3),
            decimal(spread.p_value, 2),
        )
    }

    fn verify_verdict(&self, misses: usize, all: usize, cases: usize, rate: &str) -> String {
        let rate = format!("whole-table false-alarm rate {rate} %");
        let cases = if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") };
        match misses {
            0 => format!("All {all} figures of {cases} agree with theory ({rate})."),
            1 => format!("1 of {all} figures of {cases} does not agree with theory ({rate})."),
            n => format!("{n} of {all} figures of {cases} do not agree with theory ({rate})."),
        }
    }
}
