//! How a use case gets on, on a terminal: the progress bar, notes, and the answer to Ctrl-C.

use super::console::Console;
use super::interrupt;
use crate::app::{Listener, News};
use crate::experiment::Watch;
use crate::sizing::SizeStep;
use crate::units::Span;
use crate::words::{self, Saying};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Watches from the terminal.
pub struct Progress<'a> {
    console: &'a Console,
    bar: ProgressBar,
    /// When the days began.
    began: Mutex<Option<Instant>>,
    /// When a search must end.
    ends: Option<Instant>,
}

impl<'a> Progress<'a> {
    /// Nothing is shown before there are days.
    pub fn new(console: &'a Console) -> Self {
        let style = ProgressStyle::with_template(words::days_bar(console.language));
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self {
            console,
            bar: bar.with_style(style.expect("the template is legal")),
            began: Mutex::new(None),
            ends: None,
        }
    }

    /// The same, and a search that it watches ends after so long.
    pub fn ending_after(mut self, limit: Option<Span>) -> Self {
        #[allow(clippy::disallowed_methods, reason = "whoever gives a time limit asks for the clock")]
        let now = Instant::now();
        let limit = limit.map(|limit| Duration::from_secs_f64(limit.as_secs()));
        self.ends = limit.and_then(|limit| now.checked_add(limit));
        self
    }

    /// A bar over so many days on standard error, shown only if that is a terminal and nobody asked for quiet.
    pub fn days(&self, days: u32) {
        self.bar.set_length(days.into());
        if !self.console.quiet {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.reset_elapsed();
        #[allow(
            clippy::disallowed_methods,
            reason = "how long it took is told on the terminal and stands in no result"
        )]
        let now = Instant::now();
        *self.began.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// Takes the bar away and tells how long the days took.
    pub fn done(&self, days: u32) {
        self.bar.finish_and_clear();
        if let Some(began) = self.began.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.console.detail(&Saying::Simulated { days, seconds: began.elapsed().as_secs_f64() });
        }
    }
}

impl Progress<'_> {
    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Tells what a sizing does now, beside the days it has played.
    fn sizes(&self, step: SizeStep) {
        if self.console.quiet {
            return;
        }
        let style = ProgressStyle::with_template(words::sizing_bar(self.console.language));
        self.bar.set_style(style.expect("the template is legal"));
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        self.bar.set_message(words::saying(self.console.language, &Saying::Sizes(step)));
    }
}

impl Watch for Progress<'_> {
    fn day_done(&self) {
        self.bar.inc(1);
    }

    fn interrupted(&self) -> bool {
        interrupt::requested()
    }
}

impl Listener for Progress<'_> {
    fn time_is_up(&self) -> bool {
        #[allow(clippy::disallowed_methods, reason = "whoever gives a time limit asks for the clock")]
        self.ends.is_some_and(|ends| Instant::now() >= ends)
    }

    fn heard(&self, news: &News<'_>) {
        match news {
            News::Remark { of: None, text } => self.console.note(text),
            News::Remark { of: Some(label), text } => self.console.note_of(label, text),
            News::ReplacesResults { of, place } => {
                self.console.notes(&Saying::ReplacesResults { of: (*of).to_owned(), place: place.to_path_buf() });
            }
            News::ReplacesAnotherPart { place } => {
                self.console.notes(&Saying::ReplacesAnotherPart { place: place.to_path_buf() });
            }
            News::Plays(days) => self.days(*days),
            News::Played(days) => self.done(*days),
            News::Sizes(step) => self.sizes(*step),
            News::LadderLogCut { days } => self.console.notes(&Saying::LadderLogCut { days: *days }),
            News::Writes(name) => self.console.detail(&Saying::Writes((*name).to_owned())),
            News::OtherVersion(version) => self.console.notes(&Saying::MadeByVersion((*version).to_owned())),
            // What `check` tells itself.
            News::Read(_) | News::CannotPlay { .. } => {}
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
