//! Markdown, as GitHub reads it.

use super::visible;

/// Text of others that means nothing else and stays in its line.
pub fn text(text: &str) -> String {
    let mut plain = String::new();
    for c in visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' => plain.extend(['\\', c]),
            c => plain.push(c),
        }
    }
    plain.replace("::", "\\:\\:")
}

/// Text of others as code within a row of a table.
pub fn code(text: &str) -> String {
    format!("`{}`", visible(text).replace(['`', '|'], " ").replace(super::COMMAND, "## ["))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_break_the_page() {
        assert_eq!(text("a|b\n*c*"), "a\\|b\\\\n\\*c\\*");
        assert_eq!(text("::error::x ##[y"), "\\:\\:error\\:\\:x \\#\\#\\[y");
        assert_eq!(code("a`b|c\n"), "`a b c\\n`");
    }
}
