//! What the documentation shows is what the program does.

use clap::Parser;
use holdline::cli::Cli;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the repository") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

/// A place with the scenarios and their baselines, so that commands can be given as the documentation gives them.
fn place() -> TempDir {
    let place = TempDir::new().expect("a directory");
    for folder in ["scenarios", "baselines"] {
        copy_folder(&repository().join(folder), &place.path().join(folder));
    }
    place
}

/// The words of a command line, of which single quotes hold some together.
fn words_of_shell(command: &str) -> Vec<String> {
    let (mut words, mut in_quotes, mut is_open) = (Vec::<String>::new(), false, false);
    for c in command.chars() {
        match c {
            '\'' => in_quotes = !in_quotes,
            ' ' if !in_quotes => is_open = false,
            c => {
                if !is_open {
                    words.push(String::new());
                }
                words.last_mut().expect("one was begun").push(c);
                is_open = true;
            }
        }
    }
    words
}

/// What `holdline` prints for a command line without shell syntax other than single quotes.
fn printed(command: &str, place: &Path) -> String {
    let words = &words_of_shell(command)[1..];
    let output =
        Command::new(env!("CARGO_BIN_EXE_holdline")).args(words).current_dir(place).env("LC_ALL", "C").output();
    let output = output.expect("the program starts");
    // A check that finds something missed has done its work.
    let done = output.status.success() || words[0] == "check" && output.status.code() == Some(1);
    assert!(done, "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A block of a page that shows what a command prints: `<!-- prints: COMMAND -->`, then a fence of text.
struct Shown {
    command: String,
    /// The text in the fence begins and ends at these bytes of the page.
    at: std::ops::Range<usize>,
}

const MARK: &str = "<!-- prints: ";
const FENCE: &str = "```text\n";
/// The last line of a block that shows only the beginning.
const CUT: &str = "...\n";

fn blocks(page: &str) -> Vec<Shown> {
    let block = |(mark, _): (usize, &str)| {
        let command = page[mark + MARK.len()..].split(" -->").next().expect("the end of the mark").to_owned();
        let from = mark + page[mark..].find(FENCE).expect("a fence after the mark") + FENCE.len();
        let to = from + page[from..].find("```\n").expect("the end of the fence");
        Shown { command, at: from..to }
    };
    page.match_indices(MARK).map(block).collect()
}

/// What a block should show: all that is printed, or as many lines of it as it shows now.
fn renewed(shown: &str, printed: &str) -> String {
    let Some(beginning) = shown.strip_suffix(CUT) else { return printed.to_owned() };
    let lines = beginning.lines().count();
    printed.lines().take(lines).map(|line| format!("{line}\n")).collect::<String>() + CUT
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    shows_what_is_printed("README.md", 3);
}

#[test]
fn the_chinese_readme_shows_what_the_program_prints() {
    shows_what_is_printed("README.zh-CN.md", 1);
}

#[test]
fn the_page_of_comparisons_shows_what_the_program_prints() {
    shows_what_is_printed("docs/compare.md", 2);
}

#[test]
fn the_page_of_checks_shows_what_the_program_prints() {
    shows_what_is_printed("docs/check.md", 3);
}

#[test]
fn the_page_of_checks_explains_every_key_of_the_document() {
    fn keys(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(table) => table.iter().for_each(|(key, value)| {
                found.insert(key.clone());
                keys(value, found);
            }),
            serde_json::Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let shown = read(&repository().join("tests/it/check/shown/check.json"));
    let mut found = BTreeSet::new();
    keys(&serde_json::from_str(&shown).expect("JSON"), &mut found);
    let page = words_of(&read(&repository().join("docs/check.md")));
    let missing: Vec<_> = found.iter().filter(|key| !page.contains(*key)).collect();
    assert!(missing.is_empty(), "docs/check.md does not explain {missing:?}");
}

fn shows_what_is_printed(page: &str, at_least: usize) {
    let path = repository().join(page);
    let (page, place) = (read(&path), place());
    let mut new = page.clone();
    let blocks = blocks(&page);
    assert!(blocks.len() >= at_least, "{} shows real output", path.display());
    for block in blocks.iter().rev() {
        let printed = printed(&block.command, place.path());
        new.replace_range(block.at.clone(), &renewed(&page[block.at.clone()], &printed));
    }
    hold_or_renew(&path, &page, &new);
}

/// A page should be as it is computed anew; with `HOLDLINE_RENEW_DOCS=1` it is made so.
fn hold_or_renew(path: &Path, page: &str, new: &str) {
    if std::env::var_os("HOLDLINE_RENEW_DOCS").is_some() {
        return fs::write(path, new).expect("the page is written");
    }
    let at = page.lines().zip(new.lines()).position(|(old, new)| old != new);
    let at = at.unwrap_or_else(|| page.lines().count().min(new.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    let (old, now) = (line(page), line(new));
    let path = path.display();
    assert!(
        page == new,
        "line {} of {path} is\n{old}\nbut should be\n{now}\n`HOLDLINE_RENEW_DOCS=1 cargo test docs_in_step` renews it",
        at + 1
    );
}

#[test]
fn every_link_leads_to_a_file() {
    for page in [
        "README.md",
        "README.zh-CN.md",
        "docs/words.md",
        "scenarios/README.md",
        "docs/measures.md",
        "docs/architecture.md",
        "docs/method.md",
        "docs/compare.md",
        "docs/check.md",
        "docs/tables.md",
        "examples/ci/README.md",
    ] {
        let text = read(&repository().join(page));
        let folder = repository().join(page).parent().expect("a folder").to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        for link in links.filter(|link| !link.is_empty() && !link.contains("://")) {
            assert!(folder.join(link).exists(), "{page} links to {link}, which is not there");
        }
    }
}

#[test]
fn the_files_for_ci_are_of_this_version_and_their_commands_are_understood() {
    let version = env!("CARGO_PKG_VERSION");
    for (file, names_version) in [
        ("examples/ci/github.yml", true),
        ("examples/ci/gitlab-ci.yml", true),
        ("examples/ci/pre-commit-config.yaml", false),
        (".pre-commit-hooks.yaml", false),
    ] {
        let text = read(&repository().join(file));
        assert_eq!(text.contains(&format!("--version {version}")), names_version, "{file}");
        let command =
            text.lines().find_map(|line| line.split_once(" check ").map(|(_, rest)| rest.trim_end_matches('\'')));
        let words = ["holdline", "check", "plans/"].into_iter().chain(command.expect("a check").split_whitespace());
        assert!(Cli::try_parse_from(words).is_ok(), "{file}: {command:?}");
    }
}

/// Every word in code quotes on a page.
fn words_of(page: &str) -> BTreeSet<String> {
    page.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A measure as the page names it: its waiting time is `T`.
fn as_on_the_page(measure: &str) -> String {
    let time = |word: &&str| word.strip_suffix('s').is_some_and(|n| n.parse::<f64>().is_ok());
    match measure.strip_prefix("service_level_").and_then(|rest| rest.split('_').next()).filter(time) {
        Some(time) => measure.replacen(time, "T", 1),
        None => measure.to_owned(),
    }
}

#[test]
fn every_column_and_every_key_of_the_results_has_its_line_on_the_page_of_measures() {
    let place = place();
    printed("holdline run scenarios/small-desk.toml --days 3 --calls --out out", place.path());
    let page = words_of(&read(&repository().join("docs/measures.md")));
    let mut names = BTreeSet::new();
    for file in ["days.csv", "intervals.csv", "ladder.csv", "calls.csv"] {
        let table = read(&place.path().join("out").join(file));
        names.extend(table.lines().next().expect("a header").split(',').map(str::to_owned));
    }
    let json: serde_json::Value = serde_json::from_str(&read(&place.path().join("out/results.json"))).expect("JSON");
    let keys = |pointer: &str| json.pointer(pointer).and_then(|v| v.as_object()).expect("a table").keys().cloned();
    for table in
        ["", "/measures", "/measures/offered", "/queues/general", "/groups/desk", "/intervals/0", "/ladder/rungs/0"]
    {
        names.extend(keys(table));
    }
    names.extend(keys("/targets/answer_rate").chain(keys("/run")).chain(keys("/scenario")));
    let interval_ends = |name: &String| {
        let mean = name.strip_suffix("_low").or_else(|| name.strip_suffix("_high"));
        mean.is_some_and(|mean| names.contains(mean))
    };
    let missing: Vec<_> = names.iter().filter(|n| !interval_ends(n) && !page.contains(&as_on_the_page(n))).collect();
    assert!(missing.is_empty(), "docs/measures.md does not explain {missing:?}");
}

#[test]
fn every_column_and_every_key_of_a_comparison_has_its_line_on_the_page_of_measures() {
    let place = place();
    printed("holdline compare scenarios/small-desk.toml --with seats=9 --days 3 --out out", place.path());
    let page = words_of(&read(&repository().join("docs/measures.md")));
    let mut names = BTreeSet::new();
    for file in ["measures.csv", "intervals.csv"] {
        let table = read(&place.path().join("out").join(file));
        names.extend(table.lines().next().expect("a header").split(',').map(str::to_owned));
    }
    let json: serde_json::Value = serde_json::from_str(&read(&place.path().join("out/compare.json"))).expect("JSON");
    for table in ["", "/run", "/arms/0", "/arms/0/differs/0", "/measures", "/measures/offered/0", "/intervals/0"] {
        let keys = json.pointer(table).and_then(|v| v.as_object()).expect("a table").keys();
        names.extend(keys.cloned());
    }
    let missing: Vec<_> = names.iter().filter(|n| !page.contains(&as_on_the_page(n))).collect();
    assert!(missing.is_empty(), "docs/measures.md does not explain {missing:?}");
}

/// The page ends with a table of all sources, each with the first paragraph of its own documentation.
#[test]
fn the_page_of_the_architecture_lists_every_source_file() {
    let path = repository().join("docs/architecture.md");
    let page = read(&path);
    let head = "| file | what |\n| --- | --- |\n";
    let from = page.rfind(head).expect("the table of files") + head.len();
    let new = format!("{}{}", &page[..from], lines_of_folder("").concat());
    hold_or_renew(&path, &page, &new);
}

/// A line of the table for each source in a folder of `src/`; that of the folder itself is that of its `mod.rs`.
fn lines_of_folder(folder: &str) -> Vec<String> {
    let place = repository().join("src").join(folder);
    let entries = fs::read_dir(place).expect("a folder of the repository").map(|e| e.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.collect();
    // Files before folders, each by name; `mod.rs` stands for the folder and comes first.
    paths.sort_by_key(|p| (p.is_dir(), !p.ends_with("mod.rs"), p.clone()));
    let line = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        match (path.is_dir(), name.as_str()) {
            (true, _) => lines_of_folder(&format!("{folder}{name}/")),
            (false, "mod.rs") => vec![format!("| `{folder}` | {} |\n", first_paragraph(&read(path)))],
            (false, _) => vec![format!("| `{folder}{name}` | {} |\n", first_paragraph(&read(path)))],
        }
    };
    paths.iter().flat_map(line).collect()
}

fn first_paragraph(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
