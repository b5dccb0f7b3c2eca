//! A small floor that the tests of use cases share.

#![cfg(test)]

use super::context::{Context, Listener, threads};
use super::whole::Unfinished;
use crate::words::Language;
use std::fs;
use tempfile::TempDir;

/// An hour of a queue and one who serves it.
pub const FLOOR: &str = "open = \"08:00\"\nclose = \"09:00\"\n\
    [[queues]]\nname = \"a\"\narrivals = { calls_per_hour = 20 }\ntalk = { constant = \"1m\" }\n\
    [[groups]]\nname = \"g\"\nserves = [\"a\"]\npeople = 1\n";

/// A folder with files, each that floor and something more.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, more) in files {
        fs::write(folder.path().join(name), format!("{FLOOR}{more}\n")).expect("a file for the test");
    }
    folder
}

/// Works on one thread.
pub fn on_one_thread<T>(listener: &dyn Listener, work: impl FnOnce(&Context<'_>) -> T) -> T {
    let pool = threads(Some(1)).expect("a thread");
    work(&Context { pool: &pool, unfinished: &Unfinished::default(), listener, language: Language::English })
}
