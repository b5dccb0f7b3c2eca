//! Bad scenarios beside the message each must give, and what must hold for any text at all (M-B1 to M-B3).

use holdline::scenario::{Diagnostics, Scenario, read};
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
    let text = fs::read_to_string(path).expect("it is text");
    let overrides: Vec<_> = text.lines().filter_map(|l| l.strip_prefix("#--set ")).map(str::to_owned).collect();
    read(path, &overrides)
}

fn message(path: &Path) -> String {
    match read_with_overrides(path) {
        Ok(_) => "no fault was found\n".to_owned(),
        Err(diagnostics) => diagnostics.render(false),
    }
}

/// Rewrites what is expected when asked to: `SNAPSHOTS=overwrite cargo test`.
fn expected(path: &Path, found: &str) -> String {
    let file = path.with_extension("expected");
    if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
        fs::write(&file, found).expect("it can be written");
    }
    fs::read_to_string(&file).unwrap_or_default()
}

#[test]
fn every_bad_scenario_gives_the_message_beside_it() {
    let scenarios = bad_scenarios();
    assert!(scenarios.len() >= 40, "only {} scenarios", scenarios.len());
    let different: Vec<_> = scenarios
        .iter()
        .map(|path| (path, message(path)))
        .filter(|(path, found)| expected(path, found) != *found)
        .map(|(path, found)| format!("{}:\n{found}", path.display()))
        .collect();
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}

#[test]
fn every_bad_scenario_has_a_fault_and_every_message_a_scenario() {
    for path in bad_scenarios() {
        assert!(read_with_overrides(&path).is_err(), "{} has no fault", path.display());
    }
    let files = fs::read_dir(FOLDER).expect("the folder is there").map(|e| e.expect("it can be listed").path());
    let orphans: Vec<_> = files
        .filter(|p| p.extension().is_some_and(|e| e == "expected") && !p.with_extension("toml").exists())
        .collect();
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
