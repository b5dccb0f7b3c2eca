//! What a use case works with, and whom it tells how it gets on. Nothing here is of the whole process: two use cases may
//! run beside each other.

use super::listed::ScenariosFound;
use super::whole::Unfinished;
use crate::experiment::{RunError, Watch};
use crate::failure::Error;
use crate::sizing::SizeStep;
use crate::words::Language;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::path::Path;

/// What a use case works with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The threads that simulate and draw; results are the same for any number.
    pub pool: &'a ThreadPool,
    /// What is being written and not whole yet.
    pub unfinished: &'a Unfinished,
    /// Who is told, and may stop it.
    pub listener: &'a dyn Listener,
    /// What faults are told in.
    pub language: Language,
}

/// So many threads; `None`: one per core.
///
/// # Errors
/// If they cannot be started.
pub fn threads(number: Option<usize>) -> Result<ThreadPool, Error> {
    let threads = number.unwrap_or(0);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| Error::Run(RunError::Threads { threads, reason: e.to_string() }))
}

/// Is told how a use case gets on, beside the days that are done, and may stop it.
pub trait Listener: Watch {
    /// Something has been found out or is done now.
    fn heard(&self, _: &News<'_>) {}

    /// Whether the time given to a search is up: then the best so far is what it found.
    fn time_is_up(&self) -> bool {
        false
    }
}

/// Listens to nothing and stops nothing.
impl Listener for () {}

/// What a listener is told.
#[derive(Debug)]
#[non_exhaustive]
pub enum News<'a> {
    /// What the reader remarked of a scenario; `of` says of which, if there are several.
    Remark {
        /// What the scenario is called.
        of: Option<&'a str>,
        /// The remark.
        text: &'a str,
    },
    /// All scenarios of a check have been read.
    Read(&'a ScenariosFound),
    /// Results of another scenario are in the place where nobody said that results should go, and will be replaced.
    ReplacesResults {
        /// The file of that scenario.
        of: &'a str,
        /// The place.
        place: &'a Path,
    },
    /// A part of another run will be replaced.
    ReplacesAnotherPart {
        /// Its file.
        place: &'a Path,
    },
    /// At most so many days will be played from now on.
    Plays(u32),
    /// So many days have been played.
    Played(u32),
    /// A scenario of a check that cannot be played.
    CannotPlay {
        /// Its file.
        file: &'a str,
        /// Why not.
        error: &'a RunError,
    },
    /// On so many days the ladder acted so often that only its first actions are listed.
    LadderLogCut {
        /// How many.
        days: u32,
    },
    /// What a sizing does now.
    Sizes(SizeStep),
    /// A file of results is written.
    Writes(&'a str),
    /// Stored results of another version are shown.
    OtherVersion(&'a str),
}
