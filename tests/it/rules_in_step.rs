//! `docs/model.md` says what the tests pin: every test it names exists, every rule has one, every rule cited exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every rule.
const SUPPORTED: [&str; 50] = [
    "M-T1", "M-T2", "M-T3", "M-T4", "M-C1", "M-C2", "M-C3", "M-C4", "M-C5", "M-C6", "M-C7", "M-C8", "M-C9", "M-C10",
    "M-A1", "M-A2", "M-A3", "M-A4", "M-A5", "M-A6", "M-D1", "M-D2", "M-D3", "M-D4", "M-D5", "M-L1", "M-L2", "M-L3",
    "M-L4", "M-L5", "M-L6", "M-L7", "M-L8", "M-L9", "M-L10", "M-L11", "M-R1", "M-R2", "M-R3", "M-S1", "M-S2", "M-S3",
    "M-S4", "M-S5", "M-S6", "M-S7", "M-S8", "M-B1", "M-B2", "M-B3",
];

/// What begins the list of a rule's tests.
const PINNED: &str = "Pinned by:";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/model.md")).expect("docs/model.md")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let sources = files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    sources.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

fn sources(folders: &[&str]) -> Vec<String> {
    let files = folders.iter().flat_map(|folder| rust_files(&root().join(folder)));
    files.map(|file| fs::read_to_string(file).expect("a source file")).collect()
}

/// Names of the functions that stand under `#[test]`.
fn tests_in(folders: &[&str]) -> BTreeSet<String> {
    let names = |source: &String| -> Vec<String> {
        let after = source.split("#[test]").skip(1);
        after.filter_map(|text| Some(text.split_once("fn ")?.1.split_once('(')?.0.to_owned())).collect()
    };
    sources(folders).iter().flat_map(names).collect()
}

/// Whatever stands between backticks in the lists of tests; a list ends with its paragraph.
fn named_tests(text: &str) -> BTreeSet<String> {
    let lists = text.split(PINNED).skip(1).filter_map(|rest| rest.split("\n\n").next());
    lists.flat_map(|list| list.split('`').skip(1).step_by(2).map(str::to_owned)).collect()
}

/// The rules of the page: number and everything up to the next rule.
fn rules(text: &str) -> Vec<(&str, &str)> {
    let bodies = text.split("\n- **M-").skip(1);
    bodies.filter_map(|body| body.split_once("**")).collect()
}

#[test]
fn every_test_that_the_model_page_names_exists() {
    let tests = tests_in(&["src", "tests"]);
    let missing: Vec<_> = named_tests(&page()).into_iter().filter(|name| !tests.contains(name)).collect();
    assert!(missing.is_empty(), "docs/model.md names tests that are not there: {missing:#?}");
}

#[test]
fn every_supported_rule_has_a_test() {
    let page = page();
    let rules = rules(&page);
    let numbers: Vec<_> = rules.iter().map(|(number, _)| format!("M-{number}")).collect();
    assert_eq!(numbers, SUPPORTED);
    let bare: Vec<_> = rules.iter().filter(|(_, body)| named_tests(body).is_empty()).map(|rule| rule.0).collect();
    assert!(bare.is_empty(), "no test pins {bare:?}");
}

#[test]
fn every_hand_traced_day_is_named_by_the_model_page() {
    let named = named_tests(&page());
    let traced = tests_in(&["tests/it/manual", "tests/it/floor"]);
    assert!(traced.len() > 100, "hand-traced days are looked for in the wrong place");
    let unnamed: Vec<_> = traced.iter().filter(|name| !named.contains(*name)).collect();
    assert!(unnamed.is_empty(), "docs/model.md does not name {unnamed:#?}");
}

#[test]
fn every_rule_that_the_sources_cite_is_on_the_model_page() {
    let page = page();
    let known: BTreeSet<_> = rules(&page).into_iter().map(|(number, _)| number).collect();
    for source in sources(&["src", "tests"]) {
        for cited in source.split("M-").skip(1) {
            let number: String = cited.chars().take_while(char::is_ascii_alphanumeric).collect();
            let is_rule = number.len() > 1 && number[1..].bytes().all(|b| b.is_ascii_digit());
            assert!(!is_rule || known.contains(number.as_str()), "M-{number} is not on the page");
        }
    }
}
