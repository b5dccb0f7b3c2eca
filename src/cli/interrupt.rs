//! Ctrl-C and requests to end: the first stops the run in good order, the second at once.

use super::{ExitCode, Failure};
use crate::app::whole::Unfinished;
use crate::app::{Context, Listener};
use crate::words::{Language, Saying};
use rayon::ThreadPool;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);
static UNFINISHED: LazyLock<Unfinished> = LazyLock::new(Unfinished::default);

/// From now on, Ctrl-C and requests to end are noted instead of ending the program.
///
/// # Errors
/// A passing fault if the system refuses.
pub fn listen() -> Result<(), Failure> {
    let again = || REQUESTED.swap(true, Ordering::SeqCst);
    ctrlc::set_handler(move || {
        if again() {
            UNFINISHED.remove_all();
            std::process::exit(ExitCode::Interrupted as i32);
        }
    })
    .map_err(|error| Failure::saying(ExitCode::Passing, Saying::CannotListen(error.to_string())))
}

/// Whether the user asked to stop.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// What use cases of this program work with: what is unfinished is known to the second Ctrl-C.
pub fn context<'a>(pool: &'a ThreadPool, listener: &'a dyn Listener, language: Language) -> Context<'a> {
    Context { pool, unfinished: &UNFINISHED, listener, language }
}

/// What this program is writing and has not finished.
pub fn unfinished() -> &'static Unfinished {
    &UNFINISHED
}
