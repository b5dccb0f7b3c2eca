//! Ground for the tests of this module.

#![cfg(test)]

use std::fs;
use std::path::Path;
use tempfile::TempDir;

pub fn ground() -> TempDir {
    tempfile::tempdir().expect("a directory for the test")
}

pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory for the test");
    fs::write(path, text).expect("a file for the test");
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

pub fn entries(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut names: Vec<_> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
