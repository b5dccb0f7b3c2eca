//! The tables for programs: the first row has the keys, an unknown value is an empty field.

use super::plan::{PlanTable, PlanValue};
use super::{TablesLanguage, TablesPage, columns, words};
use crate::escape::csv::{Writer, field};
use std::io::{self, Write};

/// What a spreadsheet in China knows UTF-8 by.
const MARK: &str = "\u{feff}";

/// T1 with a row for each interval of each open date.
///
/// # Errors
/// What `out` reports.
pub fn long_csv(page: &TablesPage, language: TablesLanguage, out: impl Write) -> io::Result<()> {
    write(&columns::seats_long(page), language, out)
}

/// A table by its number from 1 to 5; T5 by name of agent, so that two months can be laid beside each other.
///
/// # Errors
/// What `out` reports.
pub fn table_csv(page: &TablesPage, number: usize, language: TablesLanguage, out: impl Write) -> io::Result<()> {
    let table = match number {
        1 => {
            let mut table = columns::seats(page);
            table.rows.append(&mut table.foot);
            table
        }
        2 => columns::carried(page),
        3 => columns::handled(page),
        4 => columns::accuracy(page),
        _ => columns::agents_by_name(page),
    };
    write(&table, language, out)
}

fn write(table: &PlanTable, language: TablesLanguage, mut out: impl Write) -> io::Result<()> {
    if language == TablesLanguage::Chinese {
        out.write_all(MARK.as_bytes())?;
    }
    let mut csv = Writer::new(out);
    csv.write_record(table.columns.iter().map(|column| column.key.as_str()))?;
    for row in &table.rows {
        csv.write_record(row.iter().map(text))?;
    }
    csv.flush()
}

fn text(value: &PlanValue) -> String {
    match value {
        PlanValue::Word(key, _) => (*key).to_owned(),
        PlanValue::Text(text) => field(text),
        PlanValue::Date(date) => date.to_string(),
        PlanValue::Weekday(day) => words::weekday(*day).0.to_owned(),
        PlanValue::Flag(is) => u8::from(*is).to_string(),
        PlanValue::Count(count) => count.to_string(),
        PlanValue::Number(number) => four_decimals(*number),
        PlanValue::Conclusion(of) => words::conclusion(*of).0.to_owned(),
        PlanValue::Unknown => String::new(),
    }
}

/// At most four decimals, at least one.
fn four_decimals(number: f64) -> String {
    let text = format!("{number:.4}");
    let short = text.trim_end_matches('0');
    let text = if short.ends_with('.') { format!("{short}0") } else { short.to_owned() };
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_to_four_decimals() {
        let found = [0.0, -0.000_01, 30.92, 34.083_333, 256.709_000_9, -1.5, 5_534.0].map(four_decimals);
        assert_eq!(found, ["0.0", "0.0", "30.92", "34.0833", "256.709", "-1.5", "5534.0"]);
    }

    #[test]
    fn names_of_others_are_no_formulas() {
        assert_eq!(text(&PlanValue::Text("=1+2".to_owned())), "'=1+2");
        assert_eq!(text(&PlanValue::Unknown), "");
    }
}
