//! The tables of a sizing, as the page and the report show them.

use crate::report::screen::{plain_table, printed};
use comfy_table::CellAlignment;

/// Rows below a head; columns behind the first are numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizeTable {
    /// What the columns are called.
    pub head: Vec<String>,
    /// As many cells in each.
    pub rows: Vec<Vec<String>>,
}

impl SizeTable {
    /// On the page; the last column is flush left if it is words.
    pub(in crate::report) fn printed(self, ends_with_words: bool) -> String {
        let (mut table, numbers) = (plain_table(), self.head.len() - usize::from(ends_with_words));
        table.set_header(self.head);
        self.rows.into_iter().for_each(|row| {
            table.add_row(row);
        });
        let columns = table.column_iter_mut().take(numbers).skip(1);
        columns.for_each(|column| column.set_cell_alignment(CellAlignment::Right));
        printed(table)
    }

    /// On the page, all flush left.
    pub(in crate::report) fn printed_as_words(self) -> String {
        let mut table = plain_table();
        table.set_header(self.head);
        self.rows.into_iter().for_each(|row| {
            table.add_row(row);
        });
        printed(table)
    }
}
