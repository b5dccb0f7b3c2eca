//! Tables and paragraphs that fit the screen.

use super::line_breaks::{is_wide, pieces};
use crate::escape::terminal;
use comfy_table::{Cell, ContentArrangement, Table, presets};

/// No line is longer than this.
pub(super) const WIDTH: u16 = 100;

/// A table without lines that breaks what is too wide for the screen.
pub(super) fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table
}

pub(super) fn printed(mut table: Table) -> String {
    table.column_iter_mut().for_each(|column| _ = column.set_padding((0, 2)));
    table.trim_fmt().replace(NO_BREAK, " ").replace(MAY_BREAK, "")
}

/// Where a line may be broken, in texts without blanks.
const MAY_BREAK: char = '\u{200b}';

/// A text of a table that is broken where its script allows it.
pub(super) fn prose(text: &str) -> Cell {
    if text.contains(is_wide) {
        Cell::new(pieces(text).join(&MAY_BREAK.to_string())).set_delimiter(MAY_BREAK)
    } else {
        Cell::new(text)
    }
}

/// The same where every other column belongs to the one before it.
pub(super) fn printed_closely(mut table: Table) -> String {
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if at % 2 == 0 { 2 } else { 1 }));
    }
    table.trim_fmt().replace(NO_BREAK, " ")
}

/// Columns of the screen that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// As much of the beginning of a text as fits into so many columns.
pub(super) fn cut(text: &str, widest: usize) -> String {
    let text = terminal::line(text);
    if width(&text) <= widest { text } else { fitting(text.chars(), widest).into_iter().chain(['…']).collect() }
}

/// As much of its end.
pub(super) fn cut_from_behind(text: &str, widest: usize) -> String {
    let text = terminal::line(text);
    if width(&text) <= widest {
        return text;
    }
    let end = fitting(text.chars().rev(), widest);
    std::iter::once('…').chain(end.into_iter().rev()).collect()
}

/// The first characters that take less than so many columns.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> Vec<char> {
    let mut taken = 0;
    let fits = |c: &char| {
        taken += if is_wide(*c) { 2 } else { 1 };
        taken < columns
    };
    chars.take_while(fits).collect()
}

/// A blank at which no line is broken.
pub(super) const NO_BREAK: char = '\u{a0}';

/// Text broken into lines that fit the screen.
pub(super) fn paragraph(text: &str) -> String {
    let mut table = plain_table();
    table.add_row([prose(&terminal::line(text))]);
    printed(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_the_columns_that_they_take() {
        assert_eq!([cut("abcdef", 6), cut("abcdef", 5)], ["abcdef", "abcd…"]);
        assert_eq!([cut("早班晚班", 8), cut("早班晚班", 7), cut("早班晚班", 6)], ["早班晚班", "早班晚…", "早班…"]);
        assert_eq!([cut_from_behind("abcdef", 5), cut_from_behind("早班晚班", 7)], ["…cdef", "…班晚班"]);
        // What it means to a terminal is taken from it before it is turned round.
        assert_eq!(cut_from_behind("a\u{1b}b", 20), terminal::line("a\u{1b}b"));
    }
}
