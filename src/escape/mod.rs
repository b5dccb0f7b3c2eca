//! Text of others on its way out: one module for each kind of output, which keeps what is echoed from meaning anything
//! there.
//!
//! Names, values, columns and file names come from files that anybody may have written. Inside the program they are kept
//! as they are; where they leave it, they go through the module of that output, always.

pub mod csv;
pub mod github;
pub mod html;
pub mod json;
pub mod markdown;
pub mod shell;
pub mod terminal;
pub mod xml;

/// Whether a character is not seen but obeyed or hidden: control characters, what turns the direction of writing, line
/// and paragraph separators, characters without width or glyph, and those that are none.
///
/// What joins letters (U+200C, U+200D) is part of how words are written in some scripts and is not among them, nor is what
/// makes a sign a picture (U+FE0F).
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
        || c as u32 & 0xfffe == 0xfffe
}

/// Whether a spreadsheet would take a text for a formula: it begins with `=`, `+`, `-` or `@`, wide ones included as
/// spreadsheets of East Asia take them.
pub fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Text with everything hidden written out, such as `\u{1b}` or `\n`; all in one line.
pub fn visible(text: &str) -> String {
    write_out(text, is_hidden)
}

fn write_out(text: &str, is_meant: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_meant(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// What a GitHub runner obeys anywhere in a line.
const COMMAND: &str = "##[";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_obeyed_or_hidden_is_written_out() {
        assert_eq!(visible("a\u{1b}[31m\r\n\tb\u{7}"), "a\\u{1b}[31m\\r\\n\\tb\\u{7}");
        assert_eq!(
            visible("a\u{202e}b\u{2028}c\u{9b}d\u{ffff}e\u{1fffe}"),
            "a\\u{202e}b\\u{2028}c\\u{9b}d\\u{ffff}e\\u{1fffe}"
        );
    }

    #[test]
    fn characters_that_leave_no_trace_are_hidden() {
        let blank = "\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}\u{180f}\u{1bca0}\u{1bca3}\u{e0100}\u{e01ef}";
        assert!(blank.chars().chain("\u{ffa0}\u{3164}\u{2800}".chars()).all(is_hidden));
        assert!(!"\u{200d}\u{fe0f}ᄀ가ᠠក⠁".chars().any(is_hidden));
    }

    #[test]
    fn letters_of_every_script_stay() {
        for name in ["Größe", "专家", "می‌خواهم", "👩‍💻 desk", "é", "e\u{301}", "a b", "a\u{a0}b", "\\n"]
        {
            assert_eq!(visible(name), name);
        }
    }

    #[test]
    fn formulas_are_known_by_their_beginning() {
        assert!(["=1", "+1", "-1", "@a", " =1", "＝1"].into_iter().all(is_formula));
        assert!(!["a=1", "1+1", "", "§1"].into_iter().any(is_formula));
    }
}
