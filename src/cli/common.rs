//! Arguments of every command that simulates.

use super::console::Console;
use crate::words::{Language, ValueFault};
use clap::Args;

/// More days than this would not fit into memory, and would say nothing that fewer do not.
pub const MOST_DAYS: u32 = 1_000_000;
/// More threads than this are a slip of the pen.
pub const MOST_THREADS: usize = 1_024;

/// Arguments of every command that simulates scenarios.
#[derive(Clone, Debug, Args)]
pub struct CommonArgs {
    /// Days to simulate, instead of the scenario's own number or precision
    #[arg(long, value_name = "N", value_parser = days)]
    pub days: Option<u32>,

    /// Seed to draw the days from, instead of the scenario's own
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Threads to use; the results are the same for any number [default: one per core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,

    /// Print neither summary nor notes nor progress
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Tell what is done and how long it takes
    #[arg(long, short)]
    pub verbose: bool,
}

impl CommonArgs {
    /// The console that they ask for.
    pub fn console(&self, language: Language) -> Console {
        Console::new(language, self.quiet, self.verbose)
    }
}

/// A number of days.
pub fn days(text: &str) -> Result<u32, ValueFault> {
    match text.parse() {
        Ok(0) => Err(ValueFault::NoDay),
        Ok(days @ 1..=MOST_DAYS) => Ok(days),
        _ => Err(ValueFault::NotDays(MOST_DAYS)),
    }
}

/// A number of threads.
pub fn threads(text: &str) -> Result<usize, ValueFault> {
    text.parse().ok().filter(|n| (1..=MOST_THREADS).contains(n)).ok_or(ValueFault::NotThreads(MOST_THREADS))
}
