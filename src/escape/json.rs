//! JSON, which may hold anything, but is shown on terminals too.

use super::{COMMAND, is_hidden};
use std::fmt::Write as _;

/// A whole document in which everything hidden is written as `\u` and four digits: it reads back as the same. Such
/// characters, and commands to a runner, can stand in texts alone, so the document need not be understood.
pub fn document(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && !c.is_ascii_whitespace() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(shown, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        } else {
            shown.push(c);
        }
    }
    shown.replace(COMMAND, "##\\u005b")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_reads_back_as_the_same_and_shows_nothing_hidden() {
        let text = "a\u{9b}31m\u{202e}\u{7f}\u{ffff}\u{e0041}\n\u{1b}##[error]é专";
        let json = serde_json::to_string_pretty(&[text]).expect("plain data");
        let shown = document(&json);
        assert_eq!(serde_json::from_str::<[String; 1]>(&shown).expect("still JSON"), [text]);
        assert!(!shown.chars().any(|c| is_hidden(c) && c != '\n') && !shown.contains("##["), "{shown}");
        assert!(shown.contains("é专"));
    }
}
