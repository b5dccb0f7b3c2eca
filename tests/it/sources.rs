//! The sources as the tests of the house read them: files, words, paths.

use std::fs;
use std::path::Path;

/// The code before the unit tests at the end of a file; nothing of a file that is all tests.
pub fn without_tests(code: &str) -> &str {
    if code.contains("#![cfg(test)]") { "" } else { code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default() }
}

/// `engine/rungs/mod.rs` is `engine::rungs`, `main.rs` is `main`, `lib.rs` is the root.
pub fn module_of(file: &str) -> Vec<String> {
    let stem = file.strip_suffix(".rs").expect("a Rust file");
    let stem = stem.strip_suffix("mod").unwrap_or(stem);
    stem.split('/').filter(|segment| !segment.is_empty() && *segment != "lib").map(str::to_owned).collect()
}

/// A path inside this package, from its root; `None` if it leads outside.
pub fn inside(path: &[String], module: &[String]) -> Option<String> {
    let supers = path.iter().take_while(|segment| *segment == "super").count();
    let base = match path[0].as_str() {
        "crate" | "holdline" => &[],
        "super" => &module[..module.len().saturating_sub(supers)],
        "self" => module,
        _ => return None,
    };
    Some([base, &path[supers.max(1)..]].concat().join("::"))
}

/// Whether a path is this name or lies under it.
pub fn under(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Every path of at least two segments in code, comments left out, groups in braces spelt out.
pub fn paths(code: &str) -> Vec<Vec<String>> {
    let lines: Vec<_> = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let text = lines.join("\n");
    let tokens = tokens(&text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = is_word(tokens[at]) && tokens.get(at + 1) == Some(&"::");
        at = if begins { path(&tokens, at, &[], &mut found) } else { at + 1 };
    }
    found
}

/// Reads the path that begins at a word and returns where it ends; a group gives one path for each of its members.
fn path(tokens: &[&str], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut segments = before.to_vec();
    loop {
        segments.push(tokens[at].to_owned());
        let next = tokens.get(at + 2).copied().unwrap_or_default();
        match tokens.get(at + 1) {
            Some(&"::") if is_word(next) => at += 2,
            Some(&"::") if next == "{" => return group(tokens, at + 3, &segments, found),
            _ => break,
        }
    }
    found.push(segments);
    at + 1
}

fn group(tokens: &[&str], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    while at < tokens.len() && tokens[at] != "}" {
        let begins_member = is_word(tokens[at]) && matches!(tokens[at - 1], "{" | ",");
        at = match tokens[at] {
            "self" => {
                found.push(before.to_vec());
                at + 1
            }
            _ if begins_member => path(tokens, at, before, found),
            _ => at + 1,
        };
    }
    at + 1
}

/// Words, `::`, and every other character by itself; blanks are left out.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            c if is_word_character(c) => rest.find(|c| !is_word_character(c)).unwrap_or(rest.len()),
            _ if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        tokens.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    tokens
}

pub fn is_word(token: &str) -> bool {
    token.starts_with(is_word_character)
}

pub fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every Rust file under a directory, relative to it, in order.
pub fn rust_files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("a directory of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let relative = path.strip_prefix(root).expect("under the root");
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}
