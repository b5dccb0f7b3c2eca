//! The progress bar on a terminal, and the answer to Ctrl-C.

use super::console::Console;
use super::interrupt;
use crate::experiment::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Watches a run from the terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar over so many days on standard error, shown only if that is a terminal and nobody asked for quiet.
    pub fn of_days(days: u32, console: &Console) -> Self {
        let target = if console.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{bar:40} {pos} of {len} days, {eta} left");
        let bar = ProgressBar::with_draw_target(Some(days.into()), target);
        Self(bar.with_style(style.expect("the template is legal")))
    }
}

impl Watch for Progress {
    fn day_done(&self) {
        self.0.inc(1);
    }

    fn interrupted(&self) -> bool {
        interrupt::requested()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
