//! Writing whole or not at all: at every instant what was there before or what is new, and never over what is not ours.
//!
//! Everything is written into a scratch directory first, which is also the lock against another process that would write
//! to the same place. Whoever is killed leaves it behind; the next run that writes there clears it.

mod change;
mod directory;
mod file;
mod ground;
mod scratch;
pub(super) mod sums;

/// The name of the list of what was written.
pub(super) const LIST: &str = "SHA256SUMS";

pub use directory::{DirectoryKind, OutDir};
pub use file::{OutFile, OutFiles};
pub use scratch::Unfinished;
