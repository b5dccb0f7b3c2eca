//! HTML: what is seen as more than text. Whoever writes the document makes the entities of `<`, `>`, `&` and quotes.

use super::{COMMAND, visible};

/// Text of others in one line; lines of prose become one.
pub fn text(text: &str) -> String {
    let lines: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|line| !line.is_empty()).collect();
    visible(&lines.join(" ")).replace(COMMAND, "## [")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_becomes_one_line_and_what_is_hidden_is_seen() {
        assert_eq!(text("one\r\n::two\u{1b}[31m\u{202e} ##[error]<b>"), "one ::two\\u{1b}[31m\\u{202e} ## [error]<b>");
    }
}
