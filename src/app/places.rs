//! Where things go when nobody says: under `out/`, each name in a place of its own.

use super::parts::Part;
use crate::escape::is_hidden;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Longest name of a directory made from names, in bytes: file systems take 255, and something may follow.
const LONGEST_NAME: usize = 200;
/// Parts a name that had to be changed from what makes it one of its kind.
const MARK: char = '~';
/// Hexadecimal digits after the mark.
const DIGITS: usize = 8;

/// The place of the results of a scenario, by its name and its file.
pub fn of_run(name: &str, file: &Path) -> PathBuf {
    Path::new("out").join(own_name(name, &[name.as_bytes(), stem(name, file)], false))
}

/// The place of one part of a run.
pub fn of_part(name: &str, file: &Path, part: Part) -> PathBuf {
    let mut place = of_run(name, file).into_os_string();
    place.push(format!(" {} of {}.part", part.number, part.of));
    place.into()
}

/// The place of a comparison, by the labels of what is compared.
pub fn of_comparison(labels: &[&str]) -> PathBuf {
    let is_unclear = labels.iter().any(|label| label.contains('-'));
    let fields: Vec<&[u8]> = labels.iter().map(|label| label.as_bytes()).collect();
    Path::new("out").join(own_name(&format!("compare-{}", labels.join("-")), &fields, is_unclear))
}

/// The place of the five tables of a month.
pub fn of_tables(month: &str) -> PathBuf {
    Path::new("out").join(format!("tables-{month}"))
}

/// What of a file's name is not told by the scenario's: a name that is no text.
fn stem<'a>(name: &str, file: &'a Path) -> &'a [u8] {
    let stem = file.file_stem().filter(|stem| name.contains('\u{fffd}') && stem.to_str().is_none());
    stem.map_or(&[], |stem| stem.as_encoded_bytes())
}

/// A name as a file system takes it: separators and control characters become `-`, letters of any script stay. A name
/// that had to be changed, or that could be taken for one that was, ends with what it stands for: two never share a place.
fn own_name(name: &str, stands_for: &[&[u8]], is_unclear: bool) -> String {
    let safe = |c: char| if is_hidden(c) || r#"/\:*?"<>|"#.contains(c) { '-' } else { c };
    let mut text: String = name.chars().map(safe).collect();
    text.truncate(text.floor_char_boundary(LONGEST_NAME));
    let text = text.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let text = if text.is_empty() { "scenario" } else { text };
    if text == name && !is_unclear && !is_marked(name) && !name.contains('\u{fffd}') {
        return text.to_owned();
    }
    let mut hash = Sha256::new();
    stands_for.iter().for_each(|field| {
        hash.update((field.len() as u64).to_le_bytes());
        hash.update(field);
    });
    let digits: String = hash.finalize().iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
    format!("{text}{MARK}{digits}")
}

fn is_marked(name: &str) -> bool {
    let digits = name.rsplit_once(MARK).map(|(_, digits)| digits);
    digits.is_some_and(|d| d.len() == DIGITS && d.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn of(name: &str) -> String {
        of_run(name, Path::new("plans/x.toml")).display().to_string()
    }

    #[test]
    fn a_name_that_a_file_system_takes_is_the_place() {
        for name in ["Weekday, autumn plan", "春节 2027", "a-b", "v1.5", "a~b"] {
            assert_eq!(of(name), format!("out/{name}"));
        }
    }

    #[test]
    fn names_that_have_to_be_changed_never_share_a_place() {
        let long = "呼".repeat(100);
        let mut names =
            ["a/b", "a:b", "a-b", "a\\b", "a\tb", "..", " .x. ", "x", "", "scenario"].map(str::to_owned).to_vec();
        names.extend([long.clone(), format!("{long}1"), format!("{long}2")]);
        // Made to look like the place of another.
        names.push(of("a/b").trim_start_matches("out/").to_owned());
        let places: BTreeSet<String> = names.iter().map(|name| of(name).to_lowercase()).collect();
        assert_eq!(places.len(), names.len(), "{places:?}");
        assert!(places.iter().all(|place| place.starts_with("out/") && !place.contains("..") && place.len() < 220));
        assert!(of("a/b").starts_with("out/a-b~"));
    }

    #[cfg(unix)]
    #[test]
    fn files_whose_names_are_no_text_never_share_a_place() {
        use std::os::unix::ffi::OsStrExt;
        let place = |name: &[u8]| {
            let file = Path::new(std::ffi::OsStr::from_bytes(name));
            of_run(&file.file_stem().expect("a stem").to_string_lossy(), file)
        };
        assert_ne!(place(b"\xe9.toml"), place(b"\xe8.toml"));
        assert_ne!(place(b"\xe9.toml"), place("\u{fffd}.toml".as_bytes()));
    }

    #[test]
    fn parts_have_places_of_their_own_however_long_the_name() {
        let long = "x".repeat(300);
        let place = |number| of_part(&long, Path::new("x.toml"), Part { number, of: 2 });
        assert_ne!(place(1), place(2));
        let plain = of_part("small", Path::new("small.toml"), Part { number: 2, of: 12 });
        assert_eq!(plain, Path::new("out/small 2 of 12.part"));
    }

    #[test]
    fn comparisons_of_other_scenarios_have_other_places() {
        assert_eq!(of_comparison(&["a", "b"]), Path::new("out/compare-a-b"));
        assert_ne!(of_comparison(&["a-b", "c"]), of_comparison(&["a", "b-c"]));
        assert_ne!(of_comparison(&["a", "b:c"]), of_comparison(&["a", "b/c"]));
    }
}
