//! The tables of keys in `docs/scenario-format.md` and, of files of shifts, in `docs/sizing.md`: told from the declarations,
//! held or renewed by a test.

#![cfg(test)]

use super::{Field, KeyTable, Need, ValueKind};
use crate::scenario::expect::ExpectationTable;
use crate::scenario::floor::ScenarioTable;
use crate::scenario::keys::Holds;
use crate::scenario::shift_keys::ShiftFileTable;
use std::path::{Path, PathBuf};

const HEAD: &str =
    "| key | meaning | value, unit | default | example | if refused |\n| --- | --- | --- | --- | --- | --- |\n";

const WORDS: [&str; 9] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/// Every table of a scenario, in the order in which one leads to another.
fn all() -> Vec<&'static KeyTable> {
    reached(&[ScenarioTable::holds(), ExpectationTable::holds()])
}

/// Every table that these lead to.
fn reached(from: &[Holds]) -> Vec<&'static KeyTable> {
    let mut found: Vec<&'static KeyTable> = Vec::new();
    let mut next = from.to_vec();
    while !next.is_empty() {
        let tables: Vec<_> = next.drain(..).filter_map(Holds::table).collect();
        for table in tables {
            if found.iter().all(|known| known.kind != table.kind) {
                found.push(table);
                next.extend(table.fields.iter().map(|field| (field.shape.holds)()));
            }
        }
    }
    found
}

/// All that is said to hold where a key is not set.
pub(crate) fn told_when_unset() -> Vec<&'static str> {
    let fields = all().into_iter().flat_map(|table| table.fields);
    let told = fields.filter_map(|field| if let Need::Default(told) = field.need { Some(told) } else { None });
    told.collect()
}

fn row(field: &Field, one_of: usize) -> String {
    let needed = match field.need {
        Need::Required => "required".to_owned(),
        Need::Default(default) => default.to_owned(),
        Need::OneOf { .. } => format!("one of the {}", WORDS.get(one_of).unwrap_or(&"kinds")),
    };
    let example = if field.example.is_empty() { String::new() } else { format!("`{}`", field.example) };
    let cells =
        [&format!("`{}`", field.key), field.about.trim(), &(field.shape.words)(), &needed, &example, field.refused];
    format!("| {} |\n", cells.join(" | ")).replace("|  |", "| |").replace("|  |", "| |")
}

fn rows(table: &KeyTable) -> String {
    let one_of = table.one_of().len();
    table.fields.iter().map(|field| row(field, one_of)).collect()
}

/// The keys of later versions.
fn later() -> String {
    let lines = all().into_iter().filter(|table| !table.later.is_empty()).map(|table| {
        let keys: Vec<_> = table.later.iter().map(|later| format!("`{}`", later.key)).collect();
        format!("- in {}: {}\n", table.kind.documented().replace('[', "`[").replace(']', "]`"), keys.join(", "))
    });
    lines.collect()
}

fn file(page: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page)
}

fn page(page: &str) -> String {
    std::fs::read_to_string(file(page)).expect("the page is there").replace("\r\n", "\n")
}

/// The page with what stands between a mark and the next blank line told anew.
fn renewed(page: &str, mark: &str, told: &str) -> String {
    let (before, after) = page.split_once(mark).unwrap_or_else(|| panic!("the page has no `{mark}`"));
    let rest = after.find("\n\n").map_or("\n", |end| &after[end + 1..]);
    format!("{before}{mark}\n{told}{rest}")
}

/// The page with the tables told anew.
fn with_tables(page: &str, tables: &[&'static KeyTable]) -> String {
    tables.iter().fold(page.to_owned(), |page, table| {
        renewed(&page, &format!("<!-- keys of {} -->", table.kind.documented()), &format!("{HEAD}{}", rows(table)))
    })
}

#[test]
fn every_table_of_the_format_is_on_its_page_as_it_is_declared() {
    let (of_scenarios, of_shifts) = (page("scenario-format.md"), page("sizing.md"));
    let of_scenarios_now = renewed(&with_tables(&of_scenarios, &all()), "<!-- keys of later versions -->", &later());
    let of_shifts_now = with_tables(&of_shifts, &reached(&[ShiftFileTable::holds()]));
    for (name, page, new) in
        [("scenario-format.md", of_scenarios, of_scenarios_now), ("sizing.md", of_shifts, of_shifts_now)]
    {
        if std::env::var_os("HOLDLINE_RENEW_DOCS").is_some() {
            std::fs::write(file(name), new).expect("the page is written");
            continue;
        }
        let differs = page.lines().zip(new.lines()).find(|(old, now)| old != now);
        assert!(page == new, "{differs:?}: `HOLDLINE_RENEW_DOCS=1 cargo test docs_in_step` renews {name}");
    }
}

#[test]
fn the_smallest_scenario_of_the_page_can_be_read() {
    let page = page("scenario-format.md");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is one");
    let read = crate::scenario::read_text("smallest.toml", example, Path::new(""), &[]);
    assert!(read.is_ok(), "{}", read.map_or_else(|d| d.to_string(), |_| String::new()));
}

#[test]
fn no_key_is_read_and_refused_at_once_and_none_is_named_that_is_not_there() {
    for table in all() {
        assert!(table.keys().all(|key| table.later(key).is_none()), "{}", table.kind.documented());
        let named = table.fields.iter().flat_map(|field| match field.need {
            Need::OneOf { without, drops, .. } => [without, drops].concat(),
            Need::Required | Need::Default(_) => Vec::new(),
        });
        let named = named.chain(table.later.iter().filter_map(|later| later.in_place_of));
        let strangers: Vec<_> = named.filter(|key| table.field(key).is_none()).collect();
        assert!(strangers.is_empty(), "{}: {strangers:?}", table.kind.documented());
    }
}
