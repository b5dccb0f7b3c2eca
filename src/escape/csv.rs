//! CSV files, which spreadsheets open: <https://owasp.org/www-community/attacks/CSV_Injection>.

use super::{COMMAND, is_formula, visible};
use std::io::{self, BufWriter, Write};

/// Writes rows with commas between their fields.
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: BufWriter<W>,
}

impl<W: Write> Writer<W> {
    /// Writes into this.
    pub fn new(out: W) -> Self {
        Self { out: BufWriter::new(out) }
    }

    /// A row. In quotes are fields with anything that some spreadsheet takes for the end of a field: semicolons and tabs,
    /// too.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn write_record<T: AsRef<str>>(&mut self, fields: impl IntoIterator<Item = T>) -> io::Result<()> {
        for (at, field) in fields.into_iter().enumerate() {
            let field = field.as_ref();
            if at > 0 {
                self.out.write_all(b",")?;
            }
            if field.bytes().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\r' | b'\n')) {
                write!(self.out, "\"{}\"", field.replace('"', "\"\""))?;
            } else {
                self.out.write_all(field.as_bytes())?;
            }
        }
        self.out.write_all(b"\n")
    }

    /// Writes what is held back.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A field with text of others. What a spreadsheet would take for a formula gets an apostrophe before it, which says that
/// it is text.
pub fn field(text: &str) -> String {
    let text = visible(text).replace(COMMAND, "##\\[");
    if is_formula(&text) || text.trim_start().starts_with("::") { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_end_a_field_stands_in_quotes() {
        let mut bytes = Vec::new();
        let mut csv = Writer::new(&mut bytes);
        csv.write_record(["a;=1+2", "b\tc", "d,e", "f\"g", "h i", ""]).expect("memory takes everything");
        csv.write_record(["1", "2"]).expect("memory takes everything");
        csv.flush().expect("memory takes everything");
        drop(csv);
        let expected = "\"a;=1+2\",\"b\tc\",\"d,e\",\"f\"\"g\",h i,\n1,2\n";
        assert_eq!(String::from_utf8_lossy(&bytes), expected);
    }

    #[test]
    fn a_formula_is_text() {
        assert_eq!(field("=cmd|x"), "'=cmd|x");
        assert_eq!(field("\t@x"), "\\t@x");
        assert_eq!(field("::error::x"), "'::error::x");
        assert_eq!(field("groups.a.people=5"), "groups.a.people=5");
    }
}
