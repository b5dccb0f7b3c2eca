//! XML 1.0: what it cannot hold even as an entity. Whoever writes the document makes the entities of `<`, `>`, `&`.

use super::terminal;

/// Text of others in one line.
pub fn text(text: &str) -> String {
    terminal::line(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_written_out() {
        assert_eq!(text("a\u{0}b\u{ffff}c\u{fffe}\nd<"), "a\\u{0}b\\u{ffff}c\\u{fffe}\\nd<");
    }
}
