//! Bad scenarios beside the message each must give, and what must hold for any text at all (M-B1 to M-B3).

use holdline::scenario::{Diagnostics, Scenario, read, read_text};
use holdline::words::{Language, render, told};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/bad-scenarios";

/// Every scenario of the folder, in order of name.
fn bad_scenarios() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).expect("the folder is there");
    let paths = entries.map(|e| e.expect("it can be listed").path());
    let mut scenarios: Vec<_> = paths.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    scenarios.sort();
    scenarios
}

/// Lines `#--set key=value` of a scenario are overrides it is read with.
fn read_with_overrides(path: &Path) -> Result<Scenario, Diagnostics> {
    let bytes = fs::read(path).expect("it can be read");
    let text = String::from_utf8_lossy(&bytes);
    let overrides: Vec<_> = text.lines().filter_map(|l| l.strip_prefix("#--set ")).map(str::to_owned).collect();
    read(path, &overrides)
}

/// Every language, with what the files of its messages end in.
const LANGUAGES: [(Language, &str); 2] = [(Language::English, "expected"), (Language::Chinese, "expected.zh")];

fn message(path: &Path, language: Language) -> String {
    match read_with_overrides(path) {
        Ok(_) => "no fault was found\n".to_owned(),
        Err(diagnostics) => render(language, &diagnostics, false),
    }
}

/// Rewrites what is expected when asked to: `SNAPSHOTS=overwrite cargo test`.
fn expected(path: &Path, extension: &str, found: &str) -> String {
    let file = path.with_extension(extension);
    if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
        fs::write(&file, found).expect("it can be written");
    }
    fs::read_to_string(&file).unwrap_or_default()
}

#[test]
fn every_bad_scenario_gives_the_messages_beside_it_in_every_language() {
    let scenarios = bad_scenarios();
    assert!(scenarios.len() >= 40, "only {} scenarios", scenarios.len());
    let different: Vec<_> = scenarios
        .iter()
        .flat_map(|path| LANGUAGES.map(|(language, extension)| (path, extension, message(path, language))))
        .filter(|(path, extension, found)| expected(path, extension, found) != *found)
        .map(|(path, _, found)| format!("{}:\n{found}", path.display()))
        .collect();
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}

#[test]
fn every_bad_scenario_has_a_fault_and_every_message_a_scenario() {
    for path in bad_scenarios() {
        assert!(read_with_overrides(&path).is_err(), "{} has no fault", path.display());
    }
    let files = fs::read_dir(FOLDER).expect("the folder is there").map(|e| e.expect("it can be listed").path());
    let is_orphan = |path: &PathBuf| {
        let name = path.to_string_lossy();
        let scenario = name.strip_suffix(".zh").unwrap_or(&name).strip_suffix(".expected");
        scenario.is_some_and(|scenario| !Path::new(&format!("{scenario}.toml")).exists())
    };
    let orphans: Vec<_> = files.filter(is_orphan).collect();
    assert!(orphans.is_empty(), "{orphans:?}");
}

#[test]
fn a_scenario_with_four_faults_reports_all_four() {
    let diagnostics = read(&Path::new(FOLDER).join("four-faults.toml"), &[]).expect_err("it is bad");
    let keys: Vec<_> = diagnostics.faults().iter().map(|d| d.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "closing",
            "queues.general.talk.lognormal.mean",
            "groups.inbound.shifts[0].breaks[0].start",
            "ladder.release.waiting_at_most"
        ]
    );
    assert!(diagnostics.faults().iter().all(|d| d.line.is_some() && d.column.is_some()));
}

/// A small generator of repeatable numbers (xorshift), so that a failure can be met again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const SNIPPETS: [&str; 24] = [
    "\"",
    "'",
    "[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\n",
    "-1",
    "1e999",
    "nan",
    "99999999999999999999",
    "08:00",
    "24:00",
    "\u{feff}",
    "名",
    "\u{0}",
    "\r",
    "[[queues]]\n",
    "name = \"general\"\n",
    "people = 0\n",
    "0",
];

/// A text with a few bytes removed, doubled, swapped or put in.
fn mutated(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(12)).min(bytes.len());
        match numbers.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, numbers.pick(&SNIPPETS).bytes())),
            2 => drop(bytes.splice(at..end, numbers.pick(&SNIPPETS).bytes())),
            _ => bytes.insert(at, numbers.below(256) as u8),
        }
    }
    bytes
}

/// Every fault can be shown, and there is one if there is no scenario.
fn is_sound(read: &Result<Scenario, Diagnostics>) -> bool {
    match read {
        Ok(_) => true,
        Err(faults) => {
            let render = |colour| render(Language::English, faults, colour);
            !faults.faults().is_empty() && !render(true).is_empty() && render(false).contains("error")
        }
    }
}

#[test]
fn no_override_makes_reading_panic_or_fail_without_a_reason() {
    let good = [
        "groups.inbound.shifts[0].people=15",
        "expect.\"a b\"=\">= 1\"",
        "queues[1].talk={ constant = '4m' }",
        "open=09:00",
    ];
    let mut numbers = Numbers(99);
    for _ in 0..2_000 {
        let bytes = mutated(numbers.pick(&good).as_bytes(), &mut numbers);
        let argument = String::from_utf8_lossy(&bytes).into_owned();
        let read = read(Path::new("tests/good-scenarios/weekday.toml"), std::slice::from_ref(&argument));
        assert!(is_sound(&read), "{argument}");
    }
}

#[test]
fn deep_nesting_and_long_lines_are_survived() {
    for text in
        [format!("a = {}", "[".repeat(100_000)), format!("a = \"{}\"", "x".repeat(1_000_000)), "[a.b]\n".repeat(10_000)]
    {
        assert!(is_sound(&read_text("deep.toml", &text, Path::new(""), &[])));
    }
}

#[test]
fn an_endless_path_in_an_override_is_refused() {
    let argument = format!("{}=1", vec!["a"; 200_000].join("."));
    assert!(is_sound(&read(Path::new("tests/good-scenarios/weekday.toml"), &[argument])));
}

#[test]
fn after_five_hundred_faults_the_others_are_counted() {
    let keys: String = (0..2_000).map(|n| format!("k{n} = 1\n")).collect();
    let faults = read_text("many.toml", &keys, Path::new(""), &[]).expect_err("it is bad");
    assert_eq!(faults.faults().len(), 501);
    let last = told(Language::English, faults.faults().last().expect("there are many"));
    // The keys, open, close, queues and the person behind them that nobody found.
    assert!(last.found.starts_with("150") && last.found.ends_with("more faults after the first 500"), "{}", last.found);
}
