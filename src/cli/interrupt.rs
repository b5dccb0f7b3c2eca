//! Ctrl-C and requests to end: the first stops the run in good order, the second at once.

use super::{ExitCode, Failure, whole};
use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on, Ctrl-C and requests to end are noted instead of ending the program.
///
/// # Errors
/// A passing fault if the system refuses.
pub fn listen() -> Result<(), Failure> {
    let again = || REQUESTED.swap(true, Ordering::SeqCst);
    ctrlc::set_handler(move || {
        if again() {
            whole::remove_all_unfinished();
            std::process::exit(ExitCode::Interrupted as i32);
        }
    })
    .map_err(|error| Failure::told(ExitCode::Passing, format!("error: cannot listen for Ctrl-C: {error}")))
}

/// Whether the user asked to stop.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}
