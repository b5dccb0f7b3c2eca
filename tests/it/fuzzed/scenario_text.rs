//! The text of a scenario with overrides.

use super::{files, is_sound, repository};
use holdline::scenario::{Diagnostics, Scenario, read_text};

/// Reads the bytes up to the first NUL as a scenario and every line after it as an override.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (text, overrides) = text.split_once('\0').unwrap_or((&text, ""));
    let overrides: Vec<String> = overrides.lines().take(4).map(str::to_owned).collect();
    let read = read(text, &overrides);
    is_sound(&read);
    if let Ok(scenario) = &read {
        assert_eq!(scenario, &read_again(text, &overrides), "read twice, it differs");
        a_setting_can_be_set_to_what_it_is(text, overrides, scenario);
    }
}

/// Files that it names are looked for among the scenarios of the tests.
fn read(text: &str, overrides: &[String]) -> Result<Scenario, Diagnostics> {
    read_text("fuzzed.toml", text, &repository().join("tests/good-scenarios"), overrides)
}

fn read_again(text: &str, overrides: &[String]) -> Scenario {
    read(text, overrides).unwrap_or_else(|faults| panic!("{faults}"))
}

/// What `settings` tells can be said with `--set` and changes nothing; one of them each time, for speed.
fn a_setting_can_be_set_to_what_it_is(text: &str, mut overrides: Vec<String>, scenario: &Scenario) {
    let Some((path, value)) = scenario.settings.get(text.len() % scenario.settings.len().max(1)) else { return };
    overrides.push(format!("{path}={value}"));
    let again = read_again(text, &overrides);
    assert_eq!(again.settings, scenario.settings, "{path}={value}");
    assert_eq!(again.floor, scenario.floor, "{path}={value}");
}

/// The repository's own scenarios, good and bad, those that name tables with the one table of the tests' folder.
pub fn seeds() -> Vec<Vec<u8>> {
    let folders = ["scenarios", "scenarios/manual", "scenarios/verify", "tests/good-scenarios", "tests/bad-scenarios"];
    let overrides = "\0groups.inbound.people=15\nqueues.general.talk.constant=4m\n";
    let texts = folders.iter().flat_map(|folder| files(folder, "toml")).map(|text| text.1);
    texts.map(|text| [text.as_slice(), overrides.as_bytes()].concat()).collect()
}
