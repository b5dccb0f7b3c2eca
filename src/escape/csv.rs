//! CSV files, which spreadsheets open: <https://owasp.org/www-community/attacks/CSV_Injection>.

use super::{COMMAND, is_formula, visible};

/// A field with text of others. What a spreadsheet would take for a formula gets an apostrophe before it, which says that
/// it is text; quotes around commas are for the writer of the file to set.
pub fn field(text: &str) -> String {
    let text = visible(text).replace(COMMAND, "##\\[");
    if is_formula(&text) || text.trim_start().starts_with("::") { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_text() {
        assert_eq!(field("=cmd|x"), "'=cmd|x");
        assert_eq!(field("\t@x"), "\\t@x");
        assert_eq!(field("::error::x"), "'::error::x");
        assert_eq!(field("groups.a.people=5"), "groups.a.people=5");
    }
}
