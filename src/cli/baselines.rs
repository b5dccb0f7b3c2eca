//! Where `holdline check` keeps its baselines: a page and the days of each scenario, in a folder that lies as the
//! scenarios do.

use super::Failure;
use super::out_dir::OutFile;
use crate::experiment::baseline::Baseline;
use crate::report::baseline::{self, Part};
use crate::scenario::guarded::{self, Unread};
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// How the name of a page ends; the days beside it end with [`DAYS`].
pub const PAGE: &str = ".baseline.toml";
const DAYS: &str = ".baseline.gz";
const SCENARIO: &str = ".toml";
/// No page and no packed days are nearly as long.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A folder of baselines. That of `plans/a.toml` is `plans/a.baseline.toml` in it: the path as it is seen from the
/// folder the command was started in. Two scenarios never share a baseline, however they are called.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// What paths of scenarios are seen from.
    from: PathBuf,
}

/// What is stored of a scenario.
#[derive(Debug)]
pub enum Stored {
    /// Nothing.
    Nothing {
        /// A page of the same name elsewhere in the folder.
        like: Option<PathBuf>,
    },
    /// A baseline.
    Sound {
        /// What it says.
        baseline: Box<Baseline>,
        /// Its page as it is.
        page: String,
    },
    /// Files that cannot be used.
    Damaged {
        /// The file at fault.
        file: PathBuf,
        /// Line from 1, if it is about one.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
    },
}

impl Store {
    /// The store in a folder, which need not exist yet.
    ///
    /// # Errors
    /// If there is a file instead, or the current folder is not known.
    pub fn new(folder: &Path) -> Result<Self, Failure> {
        if folder.exists() && !folder.is_dir() {
            return Err(Failure::bad_input(format!("{} is a file; baselines need a folder", folder.display())));
        }
        let from = std::env::current_dir().map_err(|e| Failure::file("find", Path::new("."), &e))?;
        Ok(Self { folder: folder.to_owned(), from })
    }

    /// The page of a scenario's baseline.
    pub fn page(&self, scenario: &Path) -> PathBuf {
        let path = self.folder.join(seen_from(&self.from, scenario));
        with_ending(&path, SCENARIO, PAGE)
    }

    /// What is stored of a scenario.
    ///
    /// # Errors
    /// If a file is there but cannot be read.
    pub fn read(&self, scenario: &Path) -> Result<Stored, Failure> {
        let page = self.page(scenario);
        let days = with_ending(&page, PAGE, DAYS);
        let Some(text) = contents(&page, MOST_BYTES)? else { return Ok(Stored::Nothing { like: self.like(&page)? }) };
        let Some(bytes) = contents(&days, MOST_BYTES)? else {
            let reason = "it is not there, but the page beside it is".to_owned();
            return Ok(Stored::Damaged { file: days, line: None, reason });
        };
        let text = String::from_utf8_lossy(&text).into_owned();
        Ok(match baseline::read(&text, &bytes) {
            Ok(baseline) => Stored::Sound { baseline: Box::new(baseline), page: text },
            Err(damaged) => {
                let file = if damaged.part == Part::Page { page } else { days };
                Stored::Damaged { file, line: damaged.line, reason: damaged.reason }
            }
        })
    }

    /// Stores a baseline in the place of an earlier one.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&self, scenario: &Path, page: &str, days: &[u8]) -> Result<(), Failure> {
        let place = self.page(scenario);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(|e| Failure::file("make", folder, &e))?;
        }
        OutFile::reserve(&with_ending(&place, PAGE, DAYS))?.publish(days)?;
        OutFile::reserve(&place)?.publish(page.as_bytes())
    }

    /// Removes a baseline.
    ///
    /// # Errors
    /// If it is there and cannot be removed.
    pub fn remove(&self, page: &Path) -> Result<(), Failure> {
        for file in [with_ending(page, PAGE, DAYS), page.to_owned()] {
            match fs::remove_file(&file) {
                Err(e) if e.kind() != ErrorKind::NotFound => return Err(Failure::file("remove", &file, &e)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Pages of scenarios that would be found under one of the paths, but are no longer there; in order of their names.
    ///
    /// # Errors
    /// If the folder cannot be looked into.
    pub fn stale(&self, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
        let looked_at: Vec<PathBuf> = paths.iter().map(|path| whole(&self.from.join(path))).collect();
        Ok(self.pages()?.into_iter().filter(|page| self.is_stale(page, &looked_at)).collect())
    }

    /// Every page, in order of their names.
    fn pages(&self) -> Result<Vec<PathBuf>, Failure> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let mut pages = Vec::new();
        for entry in WalkDir::new(&self.folder).sort_by_file_name() {
            let entry = entry.map_err(|e| Failure::file("look into", &self.folder, &e.into()))?;
            if is_page(entry.path()) {
                pages.push(entry.into_path());
            }
        }
        Ok(pages)
    }

    /// Another page of the same name: that of the same scenario, if the command was started in another folder then.
    fn like(&self, page: &Path) -> Result<Option<PathBuf>, Failure> {
        Ok(self.pages()?.into_iter().find(|other| other.file_name() == page.file_name()))
    }

    fn is_stale(&self, page: &Path, looked_at: &[PathBuf]) -> bool {
        let Ok(path) = page.strip_prefix(&self.folder) else { return false };
        let scenario = [with_ending(path, PAGE, SCENARIO), with_ending(path, PAGE, "")];
        // Outside of the folder the command was started in, paths are whole but for their root.
        let root = self.from.ancestors().last().unwrap_or(Path::new(""));
        let places = [self.from.as_path(), root].map(|from| scenario.clone().map(|path| from.join(path))).concat();
        let is_looked_at = |place: &PathBuf| looked_at.iter().any(|path| place.starts_with(path));
        places.iter().any(is_looked_at) && !places.iter().any(|place| place.exists())
    }
}

/// Whether a file is the page of a baseline, by its name.
pub fn is_page(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(PAGE.as_bytes()))
}

fn contents(file: &Path, most: u64) -> Result<Option<Vec<u8>>, Failure> {
    match guarded::read(file, most) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Unread::Missing) => Ok(None),
        Err(why) => Err(Failure::unread(file, &why)),
    }
}

/// A path with one ending of its name instead of another; a name that ends otherwise gets the new one in addition.
fn with_ending(path: &Path, ending: &str, other: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(ending).unwrap_or(&name);
    path.with_file_name(OsString::from(format!("{stem}{other}")))
}

/// A path as it is seen from a folder; one that leads elsewhere is whole, without its root.
fn seen_from(folder: &Path, path: &Path) -> PathBuf {
    let path = whole(&folder.join(path));
    let seen = path.strip_prefix(folder).unwrap_or(&path);
    seen.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

/// A path without `.` and `..`.
fn whole(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = whole.pop(),
            part => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(folder: &Path) -> Store {
        Store { folder: folder.join("baselines"), from: folder.to_owned() }
    }

    fn put(path: &Path) {
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder for the test");
        fs::write(path, "x").expect("a file for the test");
    }

    #[test]
    fn a_baseline_lies_as_its_scenario_does_however_that_is_named() {
        let store = store(Path::new("/desk"));
        let page = |scenario: &str| store.page(Path::new(scenario)).display().to_string();
        for scenario in ["plans/a.toml", "./plans/a.toml", "plans/../plans/a.toml", "/desk/plans/a.toml"] {
            assert_eq!(page(scenario), "/desk/baselines/plans/a.baseline.toml", "{scenario}");
        }
        assert_eq!(page("other/a.toml"), "/desk/baselines/other/a.baseline.toml");
        assert_eq!(page("../elsewhere/a.toml"), "/desk/baselines/elsewhere/a.baseline.toml");
        assert_eq!(page("plans/a.txt"), "/desk/baselines/plans/a.txt.baseline.toml");
    }

    #[test]
    fn what_is_not_there_is_nothing_and_half_of_it_is_damaged() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let store = store(ground.path());
        assert!(matches!(store.read(Path::new("a.toml")), Ok(Stored::Nothing { like: None })));
        put(&ground.path().join("baselines/plans/a.baseline.toml"));
        let like = store.read(Path::new("a.toml"));
        assert!(matches!(like, Ok(Stored::Nothing { like: Some(page) }) if page.ends_with("plans/a.baseline.toml")));
        put(&ground.path().join("baselines/a.baseline.toml"));
        let Ok(Stored::Damaged { file, reason, .. }) = store.read(Path::new("a.toml")) else {
            panic!("half is damaged")
        };
        assert!(file.ends_with("baselines/a.baseline.gz") && reason.starts_with("it is not there"), "{reason}");
        put(&ground.path().join("baselines/a.baseline.gz"));
        let Ok(Stored::Damaged { file, line, .. }) = store.read(Path::new("a.toml")) else { panic!("x is no TOML") };
        assert!(file.ends_with("a.baseline.toml") && line == Some(1));
    }

    #[test]
    fn only_baselines_of_scenarios_that_are_gone_from_the_paths_looked_at_are_stale() {
        let ground = tempfile::tempdir().expect("a folder for the test");
        let store = store(ground.path());
        let at = |path: &str| ground.path().join(path);
        for page in ["plans/a", "plans/gone", "plans/b.txt", "other/gone"] {
            put(&at(&format!("baselines/{page}{PAGE}")));
        }
        ["plans/a.toml", "plans/b.txt"].iter().for_each(|scenario| put(&at(scenario)));
        let stale =
            |paths: &[&str]| store.stale(&paths.iter().map(PathBuf::from).collect::<Vec<_>>()).expect("a folder");
        assert_eq!(stale(&["plans"]), [at("baselines/plans/gone.baseline.toml")]);
        assert_eq!(stale(&["./plans/a.toml"]), [] as [PathBuf; 0]);
        assert_eq!(stale(&["."]).len(), 2);
        store.remove(&at("baselines/plans/gone.baseline.toml")).expect("it is removed");
        assert!(stale(&["plans"]).is_empty());
    }
}
