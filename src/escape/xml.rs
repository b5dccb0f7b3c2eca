//! XML 1.0: what it cannot hold even as an entity. Whoever writes the document makes the entities of `<`, `>`, `&`.

use super::terminal;

/// Text of others in one line, which may begin one of the file.
pub fn text(text: &str) -> String {
    terminal::page(&terminal::line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_written_out() {
        assert_eq!(text("a\u{0}b\u{ffff}c\u{fffe}\nd<"), "a\\u{0}b\\u{ffff}c\\u{fffe}\\nd<");
        assert_eq!(text("::error::x"), "\\::error::x");
    }
}
