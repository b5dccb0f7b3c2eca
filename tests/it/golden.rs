//! What the shipped scenarios give, to the last byte: no change moves results unseen.
//!
//! The fingerprints are those of any machine, of any number of threads and of debug and release builds (M-R3). Where
//! results are meant to move, `SNAPSHOTS=overwrite cargo test golden` renews the list, and CHANGELOG says so.

use holdline::experiment::{RunPlan, replicate};
use holdline::report::csv;
use holdline::scenario::read;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const DAYS: u32 = 30;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn scenarios(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            scenarios(&path, found);
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
}

fn fingerprint(path: &Path) -> String {
    let scenario = read(path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    let plan = RunPlan::new(DAYS, 1).calls_of(1);
    let results = replicate(&scenario.floor, &plan, &()).expect("a shipped scenario runs");
    let mut bytes = Vec::new();
    csv::days(&results, &mut bytes).expect("memory");
    csv::intervals(&results, &mut bytes).expect("memory");
    csv::ladder(&results, &mut bytes).expect("memory");
    csv::calls(&results, &mut bytes).expect("memory");
    Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_shipped_scenarios_give_the_same_bytes_as_ever() {
    let mut found = Vec::new();
    scenarios(&root().join("scenarios"), &mut found);
    let line = |path: &PathBuf| {
        let name = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
        format!("{name},{}\n", fingerprint(path))
    };
    let now = format!("scenario,fingerprint of {DAYS} days\n{}", found.iter().map(line).collect::<String>());
    let list = root().join("tests/golden/fingerprints.csv");
    if std::env::var("SNAPSHOTS").is_ok_and(|v| v == "overwrite") {
        fs::write(&list, &now).expect("the list can be written");
    }
    let known = fs::read_to_string(&list).expect("the list of fingerprints");
    assert_eq!(known, now, "results have moved; see the head of this file");
}
