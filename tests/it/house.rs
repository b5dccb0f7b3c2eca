//! Habits of the house that no lint knows: files are short, and one name means one thing.

use crate::sources::{is_word, rust_files, tokens, without_tests};
use std::collections::BTreeMap;
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

#[test]
fn no_two_types_have_one_name() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in rust_files(&source) {
        let code = fs::read_to_string(source.join(&file)).expect("a source file");
        for name in types(without_tests(&code)) {
            places.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    assert!(places.contains_key("Floor"), "types are not found");
    let twice = places.iter().filter(|(_, files)| files.len() > 1);
    let shown: Vec<String> = twice.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect();
    assert!(shown.is_empty(), "one name for more than one type:\n{}", shown.join("\n"));
}

#[test]
fn every_kind_of_type_is_found() {
    // What a macro names is known where it is used.
    assert!(types("pub struct $name(u16);").is_empty());
    let code = "pub struct A<T>(T);\n    pub(super) enum B {}\ntrait C: D {}\ntype E = F;\n// struct G\n";
    assert_eq!(types(code), ["A", "B", "C", "E"]);
    assert!(types("impl I for S {\n    type Value = f64;\n}\nfn struct_of() {}").is_empty());
}

/// The names of the types that code declares, aliases among them; not what a trait calls a type of its own.
fn types(code: &str) -> Vec<&str> {
    let name = |line| {
        let code = tokens(line);
        let keyword = code.iter().position(|word| ["struct", "enum", "union", "trait", "type"].contains(word))?;
        let is_declared = code[..keyword].iter().all(|word| ["pub", "(", ")", "crate", "super", "in"].contains(word));
        let is_associated = code[keyword] == "type" && line.starts_with(' ');
        let name = code.get(keyword + 1).copied().filter(|name| is_word(name));
        name.filter(|_| is_declared && !is_associated)
    };
    code.lines().filter_map(name).collect()
}

/// The lines of a file before its tests; a file that is all tests has all its lines.
fn lines(code: &str) -> usize {
    match without_tests(code) {
        "" => code.lines().count(),
        before => before.lines().count(),
    }
}
