//! What kind of TOML file this is, at a glance: to find the scenarios in a folder.

use super::source::read_toml;
use super::tree::parse;
use std::path::{Path, PathBuf};

/// Keys that only scenarios have.
const TELLING: [&str; 8] = ["base", "open", "queues", "groups", "ladder", "ladders", "targets", "expect"];

/// What a file is, as far as it tells itself; its base is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outline {
    /// The file its `base` leads to.
    pub base: Option<PathBuf>,
    /// Whether it has an `[expect]` of its own.
    pub has_expect: bool,
    /// Whether it is meant as a scenario: it has a key that only scenarios have.
    pub is_scenario: bool,
}

/// Looks at a file; `None` if it cannot be read, which [`super::read`] gives the reason for.
pub fn outline(path: &Path) -> Option<Outline> {
    let text = read_toml(path).ok()?;
    let tree = parse(&text, 0).ok().filter(|tree| tree.as_table().is_some_and(|table| !table.is_empty()))?;
    let base = match tree.get("base").map(|node| &node.value) {
        Some(super::tree::Value::Text(base)) => Some(path.parent().unwrap_or(Path::new("")).join(base)),
        _ => None,
    };
    let has_expect = tree.get("expect").is_some();
    Some(Outline { base, has_expect, is_scenario: TELLING.iter().any(|key| tree.get(key).is_some()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn scenarios_are_told_from_other_files() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("x.toml");
        let seen = |text: &str| {
            fs::write(&file, text).expect("it can be written");
            outline(&file)
        };
        let found = seen("base = 'plans/b.toml'\n[expect]\nasa_s = '< 9'").expect("it can be read");
        assert_eq!((found.base, found.has_expect), (Some(folder.path().join("plans/b.toml")), true));
        assert!(seen("open = '08:00'").is_some_and(|o| o.is_scenario && !o.has_expect && o.base.is_none()));
        assert!(seen("[package]\nname = 'x'").is_some_and(|o| !o.is_scenario));
        assert_eq!((seen("open = "), seen("# nothing"), outline(folder.path())), (None, None, None));
    }
}
