//! Habits of the house that no lint knows: files are short, and one name means one thing.

use crate::sources::{rust_files, without_tests};
use std::fs;
use std::path::Path;

/// The most lines of a file before its tests.
const MOST_LINES: usize = 500;

#[test]
fn no_file_is_longer_than_a_sitting() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut long = Vec::new();
    for folder in ["src", "tests/it", "benches", "examples"] {
        let files = rust_files(&root.join(folder));
        assert!(!files.is_empty(), "{folder} is looked for in the wrong place");
        for file in files {
            let lines = lines(&fs::read_to_string(root.join(folder).join(&file)).expect("a source file"));
            if lines > MOST_LINES {
                long.push(format!("{folder}/{file}: {lines} lines before its tests"));
            }
        }
    }
    assert!(long.is_empty(), "more than {MOST_LINES}:\n{}", long.join("\n"));
}

#[test]
fn lines_are_counted_up_to_the_tests() {
    assert_eq!(lines("fn f() {}\n\n#[cfg(test)]\nmod tests {\n    fn g() {}\n}\n"), 2);
    assert_eq!(lines("//! Samples.\n\n#![cfg(test)]\nfn f() {}\n"), 4);
}

/// The lines of a file before its tests; a file that is all tests has all its lines.
fn lines(code: &str) -> usize {
    match without_tests(code) {
        "" => code.lines().count(),
        before => before.lines().count(),
    }
}
