//! Every kind of table that a scenario can name, in every encoding.

use super::{files, is_sound};
use holdline::model::Floor;
use holdline::scenario::{Diagnostics, Scenario, read_text};
use std::fs;
use std::sync::LazyLock;

const QUEUES: &str = "[[queues]]\nname = '普通'\ntalk = '1m'\n";
const OTHER: &str = "[[queues]]\nname = 'vip'\ntalk = '1m'\n";
const GROUP: &str = "[[groups]]\nname = 'a'\nserves = ['普通', 'vip']\n";

/// The scenarios a table is read for, each with the line that names it.
fn scenario(kind: u8, date: bool) -> String {
    let rate = "arrivals = { calls_per_hour = 5 }";
    let (first, second, crew) = match kind % 6 {
        0 => ("arrivals = { profile = 'data.csv' }", rate, "people = 2"),
        1 => ("arrivals = { calls = 'data.csv' }", "arrivals = { calls = 'data.csv' }", "people = 2"),
        2 => (rate, rate, "staffing = 'data.csv'"),
        3 => (rate, rate, "lent = true\nstaffing = 'data.csv'"),
        4 => ("arrivals = { calls_per_hour = 5 }\npatience = { empirical = 'data.csv' }", rate, "people = 2"),
        _ => ("arrivals = { calls_per_hour = 5 }\nwrap_up = { empirical = 'data.csv' }", rate, "people = 2"),
    };
    let date = if date { "date = 2026-11-23\n" } else { "" };
    format!("open = '08:00'\nclose = '10:00'\n{date}{QUEUES}{first}\n{OTHER}{second}\n{GROUP}{crew}\n")
}

/// The first byte picks the scenario, the second the encoding; the others are the table.
pub fn check(bytes: &[u8]) {
    let [how, encoding, table @ ..] = bytes else { return };
    let scenario = scenario(how & 7, how & 8 > 0);
    is_sound(&read(&scenario, &encoded(table, *encoding)));
    if let Ok(text) = std::str::from_utf8(table)
        && !text.starts_with('\u{feff}')
    {
        marks_and_line_ends_do_not_matter(&scenario, text);
    }
}

/// As it is, or as some program would have saved it.
fn encoded(table: &[u8], encoding: u8) -> Vec<u8> {
    let text = || String::from_utf8_lossy(table);
    let utf_16 = |mark: u16, bytes: fn(u16) -> [u8; 2]| {
        std::iter::once(mark).chain(text().encode_utf16()).flat_map(bytes).collect()
    };
    match encoding % 6 {
        1 => [b"\xef\xbb\xbf", table].concat(),
        2 => utf_16(0xfeff, u16::to_le_bytes),
        3 => utf_16(0xfeff, u16::to_be_bytes),
        4 => text().replace(',', ";").into_bytes(),
        5 => text().replace(',', "\t").into_bytes(),
        _ => table.to_vec(),
    }
}

/// A folder of this process alone.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder for tables"));

fn read(scenario: &str, table: &[u8]) -> Result<Scenario, Diagnostics> {
    let file = FOLDER.path().join("data.csv");
    fs::write(&file, table).expect("it can be written");
    let read = read_text("fuzzed.toml", scenario, FOLDER.path(), &[]);
    // A new file each time: writing over one makes some file systems wait for the disk.
    fs::remove_file(file).expect("it was written");
    read
}

fn floor(scenario: &str, table: &[u8]) -> Option<Floor> {
    read(scenario, table).ok().map(|read| read.floor)
}

/// A byte order mark, the line ends of another system and a line end more say nothing.
fn marks_and_line_ends_do_not_matter(scenario: &str, text: &str) {
    let plain = floor(scenario, text.as_bytes());
    assert_eq!(plain, floor(scenario, format!("\u{feff}{text}").as_bytes()), "with a byte order mark");
    if !text.contains(['"', '\r']) {
        assert_eq!(plain, floor(scenario, text.replace('\n', "\r\n").as_bytes()), "with other line ends");
        assert_eq!(plain, floor(scenario, format!("{text}\n").as_bytes()), "with one line end more");
    }
}

/// The repository's own tables, each read as every kind.
pub fn seeds() -> Vec<Vec<u8>> {
    let folders = ["scenarios/data", "scenarios/verify/data", "tests/bad-scenarios/data", "tests/good-scenarios/data"];
    let tables = folders.iter().flat_map(|folder| files(folder, "csv")).map(|table| table.1);
    let small = tables.filter(|table| table.len() < 4_000);
    small.flat_map(|table| (0..16).map(move |how| [&[how, 0], table.as_slice()].concat())).collect()
}
