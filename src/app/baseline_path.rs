//! Which baseline is whose: a path in the folder of baselines for every scenario, and back.
//!
//! Every path is text, and no two scenarios share one: bytes that are no text and `%` itself are written as `%E9`, a name
//! that does not end with `.toml` ends with `%`, and what lies outside of the folder the command was started in is under
//! `%outside`.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// How the name of a page ends; the days beside it end with [`DAYS`].
pub const PAGE: &str = ".baseline.toml";
/// How the name of the days ends.
pub const DAYS: &str = ".baseline.gz";
const SCENARIO: &str = ".toml";
const OUTSIDE: &str = "%outside";

/// The path of a scenario's page in a folder of baselines, as the scenario is seen from the folder `from`.
pub fn page_of(scenario: &Path, from: &Path) -> PathBuf {
    let path = whole(&from.join(scenario));
    let (mut page, seen) = match path.strip_prefix(from) {
        Ok(seen) => (PathBuf::new(), seen),
        Err(_) => (PathBuf::from(OUTSIDE), path.as_path()),
    };
    let folders = seen.parent().unwrap_or(Path::new("")).components();
    page.extend(folders.filter_map(|part| match part {
        Component::Normal(name) => Some(written(name)),
        // On Windows: the drive.
        Component::Prefix(drive) => Some(written(drive.as_os_str()).replace([':', '\\', '?'], "%3A")),
        Component::RootDir | Component::CurDir | Component::ParentDir => None,
    }));
    let name = written(seen.file_name().unwrap_or_default());
    page.push(name.strip_suffix(SCENARIO).map_or_else(|| format!("{name}%{PAGE}"), |stem| format!("{stem}{PAGE}")));
    page
}

/// The scenario whose page has this path in the folder of baselines; `None` if it is not the path of a page.
pub fn scenario_of(page: &Path, from: &Path) -> Option<PathBuf> {
    let (root, path) = match page.strip_prefix(OUTSIDE) {
        Ok(path) => (from.ancestors().last()?, path),
        Err(_) => (from, page),
    };
    let name = path.file_name()?.to_str()?.strip_suffix(PAGE)?;
    let name = name.strip_suffix('%').map_or_else(|| format!("{name}{SCENARIO}"), str::to_owned);
    let folders = path.parent()?.components().map(|part| read(part.as_os_str().to_str()?));
    Some(root.join(folders.collect::<Option<PathBuf>>()?).join(read(&name)?))
}

/// The days beside a page.
pub fn days_of(page: &Path) -> PathBuf {
    let name = page.file_name().and_then(OsStr::to_str).unwrap_or_default();
    page.with_file_name(format!("{}{DAYS}", name.strip_suffix(PAGE).unwrap_or(name)))
}

/// Whether a file is the page of a baseline, by its name.
pub fn is_page(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(PAGE.as_bytes()))
}

/// A name as text that stands for it alone.
fn written(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text += &chunk.valid().replace('%', "%25");
        chunk.invalid().iter().for_each(|byte| write!(text, "%{byte:02X}").expect("writing to a string cannot fail"));
    }
    text
}

/// The name that a text stands for; `None` if it stands for none.
fn read(text: &str) -> Option<OsString> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = &after[2..];
    }
    bytes.extend(rest.bytes());
    os_string(bytes)
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes))
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}

/// A path without `.` and `..`.
pub fn whole(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = whole.pop(),
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn page(scenario: &str) -> String {
        page_of(Path::new(scenario), Path::new("/desk")).display().to_string()
    }

    #[test]
    fn a_baseline_lies_as_its_scenario_does_however_that_is_named() {
        for scenario in ["plans/a.toml", "./plans/a.toml", "plans/../plans/a.toml", "/desk/plans/a.toml"] {
            assert_eq!(page(scenario), "plans/a.baseline.toml", "{scenario}");
        }
        assert_eq!(page("../elsewhere/a.toml"), "%outside/elsewhere/a.baseline.toml");
        assert_eq!(page("plans/a"), "plans/a%.baseline.toml");
        assert_eq!(page("50 %/a.toml"), "50 %25/a.baseline.toml");
        assert_eq!(days_of(Path::new("plans/a.baseline.toml")), Path::new("plans/a.baseline.gz"));
    }

    #[test]
    fn no_two_scenarios_share_a_baseline_and_each_is_found_from_it() {
        let mut scenarios: Vec<PathBuf> = [
            "/desk/a",
            "/desk/a.toml",
            "/desk/a%",
            "/desk/a%.toml",
            "/desk/a%25.toml",
            "/desk/a.baseline.toml",
            "/desk/a.txt",
            "/desk/a.txt.toml",
            "/desk/elsewhere/a.toml",
            "/elsewhere/a.toml",
            "/desk/%outside/elsewhere/a.toml",
            "/desk/.toml",
        ]
        .map(PathBuf::from)
        .into();
        #[cfg(unix)]
        scenarios.extend([&b"/desk/\xe9.toml"[..], b"/desk/\xe8.toml", b"/desk/\xe9/a.toml"].map(|bytes| {
            use std::os::unix::ffi::OsStrExt;
            PathBuf::from(OsStr::from_bytes(bytes))
        }));
        scenarios.push("/desk/\u{fffd}.toml".into());
        scenarios.push("/desk/%E9.toml".into());
        let pages: Vec<PathBuf> = scenarios.iter().map(|s| page_of(s, Path::new("/desk"))).collect();
        assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), scenarios.len(), "{pages:?}");
        for (scenario, page) in scenarios.iter().zip(&pages) {
            assert!(is_page(page) && page.to_str().is_some(), "{}", page.display());
            assert_eq!(scenario_of(page, Path::new("/desk")).as_ref(), Some(scenario), "{}", page.display());
        }
    }

    #[test]
    fn what_is_not_the_path_of_a_page_is_nobodys() {
        for page in ["a.toml", "a%2.baseline.toml", "a%zz/b.baseline.toml", "a%€.baseline.toml"] {
            assert_eq!(scenario_of(Path::new(page), Path::new("/desk")), None, "{page}");
        }
    }
}
